//! The expansion of an activity: the function that is called, the user's function, and the entry that registers them.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::emitter::{hygienic, quiet, spanned_at};
use super::function::{self, call, errors, how, ok, own_span, type_ok, user_function};
use crate::model::{Function, Retry, bare, ident};

pub(crate) fn emit(function: &Function) -> TokenStream {
    let Function {
        signature,
        parameters,
        output,
        arguments,
        ..
    } = function;
    let run = ident(
        &format!("__run_{}", bare(&signature.ident)),
        Span::call_site(),
    );
    let (user_function, type_ok) = (user_function(function, &run), type_ok(function, &run));
    let name = function.key();
    let types = function.call_parameters().map(|parameter| &parameter.ty);
    let given = function
        .call_parameters()
        .map(|parameter| hygienic(&parameter.name));
    let states = ident("states", Span::mixed_site());
    let all = parameters.iter().map(|parameter| match &parameter.state {
        Some(ty) => quote_spanned!(ty.span()=> #states.get::<#ty>()?),
        None => {
            let name = hygienic(&parameter.name);
            quote!(#name)
        }
    });
    let state_types = parameters
        .iter()
        .filter_map(|parameter| parameter.state.as_ref());
    // Errors about the result are reported at its type.
    let run = ident(&run.to_string(), output.span());
    let (how, errors) = (how(function), errors(function));
    let called = quiet(&quote!(#run(#(#all),*)));
    let run = quote_spanned! {output.span()=>
        run: |states, input| __durable::FailsWith::run_activity((
            &__PARAMETERS,
            __durable::StoredResult::encode,
            states,
            input,
            |#states, (#(#given,)*): (#(#types,)*)| ::core::result::Result::Ok(#called),
            #how,
        )),
    };
    let ok = ok(output, &quote!(__durable));
    let in_json = quote_spanned! {own_span(output.span())=>
        (&__durable::ResultType::<#ok>::new()).__durable_json(result)
    };
    let result_in_json = quote! {
        result_in_json: |result| {
            use __durable::{NeverInJson as _, ResultInJson as _};
            #in_json
        },
    };
    let (retry, retry_when) = retry(arguments.retry.as_ref());
    let timeout = optional_duration(arguments.timeout);
    let max_concurrent = match arguments.max_concurrent {
        Some(attempts) => quote!(::core::option::Option::Some(#attempts)),
        None => quote!(::core::option::Option::None),
    };
    let line = quote_spanned!(function.span()=> ::core::line!());
    let stored_parameters =
        function::parameters(function, &quote!(Parameters), &quote!(StoredParams));
    call(
        function,
        &quote!(ActivityCall),
        &quote!(&__ENTRY),
        &TokenStream::new(),
        &quote! {
            #stored_parameters
            #user_function
            #type_ok
            static __ENTRY: __durable::ActivityEntry = __durable::ActivityEntry {
                name: #name,
                file: ::core::file!(),
                line: #line,
                retry: #retry,
                retry_when: #retry_when,
                timeout: #timeout,
                max_concurrent: #max_concurrent,
                states: &[#(__durable::StateType::of::<#state_types>()),*],
                #run
                arguments: |input| __durable::arguments_of(&__PARAMETERS, input),
                #result_in_json
            };
            __durable::register! { __durable::Registration::Activity(&__ENTRY), #errors }
        },
    )
}

fn retry(retry: Option<&Retry>) -> (TokenStream, TokenStream) {
    let none = quote!(::core::option::Option::None);
    let Some(retry) = retry else {
        return (none.clone(), none);
    };
    let (attempts, first) = (retry.attempts, duration(retry.first));
    let backoff = retry
        .backoff
        .map(|coefficient| quote!(.backoff(#coefficient)));
    let max = retry.max.map(duration).map(|wait| quote!(.max(#wait)));
    let timeout = retry
        .timeout
        .map(duration)
        .map(|timeout| quote!(.timeout(#timeout)));
    let when = match &retry.when {
        Some(path) => {
            // A function of another type is reported at its name.
            let ty = spanned_at(quote!(fn(&__durable::Failure) -> bool), path.span());
            quote! {{
                let __when: #ty = #path;
                ::core::option::Option::Some(__when)
            }}
        }
        None => none,
    };
    (
        quote!(::core::option::Option::Some(__durable::RetryPolicy::new(#attempts, #first) #backoff #max #timeout)),
        when,
    )
}

fn optional_duration(given: Option<std::time::Duration>) -> TokenStream {
    match given {
        Some(given) => {
            let duration = duration(given);
            quote!(::core::option::Option::Some(#duration))
        }
        None => quote!(::core::option::Option::None),
    }
}

fn duration(duration: std::time::Duration) -> TokenStream {
    let (seconds, nanos) = (duration.as_secs(), duration.subsec_nanos());
    quote!(::core::time::Duration::new(#seconds, #nanos))
}
