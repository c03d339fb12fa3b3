//! The expansion of a migration: the user's function as it stands, and the entry that registers it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, ReturnType};

use crate::model::{Migration, bare, ident};

pub(crate) fn emit(migration: &Migration) -> TokenStream {
    let Migration {
        arguments,
        function,
    } = migration;
    let runtime = arguments.runtime();
    let (of, from, at) = (arguments.key(), &arguments.from, &arguments.at);
    let called = &function.sig.ident;
    let name = bare(called);
    let line = quote_spanned!(called.span()=> ::core::line!());
    let cfgs = function
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    // Errors are reported at the types that they are about.
    let mut types = function.sig.inputs.iter().map(|input| match input {
        FnArg::Typed(typed) => typed.ty.to_token_stream(),
        FnArg::Receiver(_) => quote!(_),
    });
    let (kept_type, facts_type) = (types.next(), types.next());
    let at_type = |name: &str, ty: &Option<TokenStream>| {
        let span = Span::mixed_site();
        ident(
            name,
            ty.as_ref().map_or(span, |ty| span.located_at(ty.span())),
        )
    };
    let (kept, it) = (at_type("kept", &None), at_type("it", &None));
    let (kept_there, it_there) = (at_type("kept", &kept_type), at_type("it", &facts_type));
    let read = quote_spanned!(kept_type.span()=> #kept_there.read::<#kept_type>());
    let told = match &function.sig.output {
        ReturnType::Type(_, ty) => quote_spanned!(ty.span()=> __durable::went(told)),
        ReturnType::Default => quote!(__durable::went(told)),
    };
    quote! {
        // The form of the function is not the user's choice.
        #[allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps)]
        #function
        #(#cfgs)*
        const _: () = {
            use #runtime::__private as __durable;
            static __ENTRY: __durable::MigrationEntry = __durable::MigrationEntry {
                of: #of,
                from: #from,
                at: #at,
                name: #name,
                file: ::core::file!(),
                line: #line,
                run: |#kept, #it| {
                    let told = #called(#read?, #it_there);
                    #told
                },
            };
            __durable::register! { __durable::Registration::Migration(&__ENTRY), [] }
        };
    }
}
