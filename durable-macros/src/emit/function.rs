//! A function as its callers see it, and the common parts of every annotated function: its parameters and its errors.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::attributes;
use super::emitter::{hygienic, spanned_at};
use crate::model::{Function, bare};
use crate::tokens;

/// The function as its callers see it: it returns a call, which they await. All that belongs to it is inside.
pub(crate) fn call(
    function: &Function,
    kind: &TokenStream,
    key: &TokenStream,
    docs: &TokenStream,
    items: &TokenStream,
) -> TokenStream {
    let Function {
        attributes,
        visibility,
        signature,
        output,
        ..
    } = function;
    let runtime = function.arguments.runtime();
    let (ident, fn_token) = (&signature.ident, &signature.fn_token);
    let parameters = function.call_parameters().map(|parameter| {
        let (name, ty) = (&parameter.name, &parameter.ty);
        quote!(#name: #ty)
    });
    let arguments = function.call_parameters().map(|parameter| &parameter.name);
    let attributes = attributes.iter().filter_map(attributes::of_call);
    // Errors about the result are reported at its type.
    let span = own_span(output.span());
    let [there, kind] = [&runtime, kind].map(|path| spanned_at(path.clone(), span));
    let call = quote_spanned!(span=> #there::#kind);
    let ok = ok(output, &quote_spanned!(span=> #there::__private));
    let returned = quote_spanned!(span=> #call<#ok>);
    quote! {
        #(#attributes)*
        #docs
        #visibility #fn_token #ident(#(#parameters),*) -> #returned {
            use #runtime::__private as __durable;
            #items
            #call::new(#key, &__PARAMETERS, (#(#arguments,)*))
        }
    }
}

/// A function with mistakes, as its callers see it: with its signature where that is sound, and without a body that
/// could produce follow-on errors.
pub(crate) fn stub(
    function: Option<&Function>,
    kind: &TokenStream,
    item: &TokenStream,
) -> TokenStream {
    let quiet = quote!(#[allow(unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]);
    let sound = function.filter(|function| {
        let signature = &function.signature;
        signature.generics.params.is_empty()
            && function.parameters.len() == signature.inputs.len()
            && !function
                .parameters
                .iter()
                .any(|parameter| matches!(parameter.ty, syn::Type::ImplTrait(_)))
            && !matches!(function.output, syn::Type::ImplTrait(_))
    });
    if let Some(Function {
        arguments,
        attributes,
        visibility,
        signature,
        output,
        parameters,
        ..
    }) = sound
    {
        let attributes = attributes
            .iter()
            .filter(|attribute| is_doc_or_cfg(attribute));
        let runtime = arguments.runtime();
        let (ident, fn_token) = (&signature.ident, &signature.fn_token);
        let parameters = parameters
            .iter()
            .filter(|parameter| parameter.state.is_none())
            .map(|parameter| {
                let (name, ty) = (&parameter.name, &parameter.ty);
                quote!(#name: #ty)
            });
        let ok = quote_spanned!(output.span()=> <#output as #runtime::__private::Fallible>::Ok);
        return quote! {
            #(#attributes)*
            #quiet
            #visibility #fn_token #ident(#(#parameters),*) -> #runtime::#kind<#ok> {
                ::core::unreachable!()
            }
        };
    }
    let Ok(mut plain) = syn::parse2::<syn::ItemFn>(item.clone()) else {
        return TokenStream::new();
    };
    plain.block = syn::parse_quote!({ ::core::unreachable!() });
    plain.attrs.retain(is_doc_or_cfg);
    quote!(#quiet #plain)
}

fn is_doc_or_cfg(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("doc") || attribute.path().is_ident("cfg")
}

/// The function as the user wrote it, under another name.
pub(crate) fn user_function(function: &Function, name: &Ident) -> TokenStream {
    let Function {
        attributes,
        signature,
        parameters,
        output,
        body_tokens,
        ..
    } = function;
    let called = bare(&signature.ident);
    let attributes = attributes
        .iter()
        .filter_map(|attribute| attributes::of_user_function(attribute, &called));
    let (asyncness, fn_token) = (&signature.asyncness, &signature.fn_token);
    let parameters = parameters.iter().map(|parameter| {
        let (name, ty) = (&parameter.name, &parameter.ty);
        let mutability = parameter.mutable.then(|| quote!(mut));
        quote!(#mutability #name: #ty)
    });
    quote! {
        #[allow(clippy::unused_async)]
        #(#attributes)*
        #asyncness #fn_token #name(#(#parameters),*) -> #output #body_tokens
    }
}

/// A user's function, as one of a tuple of its arguments; `future` is given its call.
pub(crate) fn called_with_tuple(
    function: &Function,
    name: &Ident,
    future: impl FnOnce(&TokenStream) -> TokenStream,
) -> TokenStream {
    let parameters = &function.parameters;
    let types = parameters.iter().map(|parameter| &parameter.ty);
    let idents: Vec<_> = parameters
        .iter()
        .map(|parameter| hygienic(&parameter.name))
        .collect();
    // A tuple of one has a comma.
    let comma = (idents.len() == 1).then(|| quote!(,));
    let future = future(&quote!(#name(#(#idents),*)));
    quote!(|(#(#idents),* #comma): (#(#types),* #comma)| #future)
}

/// The user's function as what other code depends on, so that it is silent when that has an error or returns no
/// `Result`: the user reads it once.
pub(crate) fn type_ok(function: &Function, name: &Ident) -> TokenStream {
    let (plain, ok) = (
        called_with_tuple(function, name, TokenStream::clone),
        ok(&function.output, &quote!(__durable)),
    );
    quote!(__durable::type_ok!(#plain, #ok);)
}

/// The type of a function's value. rustc reports once that it is no `Result`, for all places have one span.
pub(crate) fn ok(output: &syn::Type, private: &TokenStream) -> TokenStream {
    let span = own_span(output.span());
    let output = owned(output.to_token_stream());
    quote_spanned!(span=> <#output as #private::Fallible>::Ok)
}

/// A user's tokens as the macro's own, so that lints are silent about what is made of them.
fn owned(tokens: TokenStream) -> TokenStream {
    tokens::mapped(tokens, &mut |mut token| {
        // `$crate` tells by its span which crate is meant.
        if !matches!(&token, TokenTree::Ident(ident) if ident == "$crate") {
            token.set_span(own_span(token.span()));
        }
        token
    })
}

/// The place of a user's span, as the macro's own.
pub(super) fn own_span(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// The conversion of the declared error into a failure.
pub(crate) fn how(function: &Function) -> TokenStream {
    let output = &function.output;
    quote!(__durable::how!(#output))
}

/// The types of errors that arrive as what they were.
pub(crate) fn errors(function: &Function) -> TokenStream {
    let output = &function.output;
    let named = function.arguments.errors.iter().map(|ty| {
        let demand = quote_spanned!(ty.span()=> __durable::TypedError);
        quote!(<#ty as #demand>::error_type)
    });
    quote!([__durable::error_type!(#output) #(, #named)*])
}

/// The reader and writer of the function's parameters.
pub(crate) fn parameters(function: &Function, kind: &TokenStream, of: &TokenStream) -> TokenStream {
    let types: Vec<_> = function
        .call_parameters()
        .map(|parameter| &parameter.ty)
        .collect();
    let names = function
        .call_parameters()
        .map(|parameter| bare(&parameter.name));
    // A parameter that can't be stored is reported at its type, or else at the list of the parameters.
    let span = match &types[..] {
        [only] => only.span(),
        _ => function.signature.paren_token.span.join(),
    };
    let of = quote_spanned!(span=> __durable::#of::OF);
    quote! {
        static __PARAMETERS: __durable::#kind<(#(#types,)*)> = #of.named(&[#(#names),*]);
    }
}
