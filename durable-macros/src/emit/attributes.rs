//! The attributes of the function that is called, and those of the user's own function within it.

use syn::{Attribute, Meta, Token, parse_quote};

use crate::model::ident;

/// The form of an attribute on the function that is called, if it belongs there: attributes of the language do. They
/// hold for the user's function, too, which is inside. Attribute macros are applied to the user's function, for they
/// expect the `async fn`.
pub(super) fn of_call(attribute: &Attribute) -> Option<Attribute> {
    let path = attribute.path();
    let is_of_a_tool = path.segments.len() > 1
        && ["clippy", "diagnostic", "rustfmt"]
            .iter()
            .any(|tool| path.segments[0].ident == tool);
    let name = path.get_ident().map(ToString::to_string);
    match name.as_deref() {
        Some("forbid") => {
            // The generated code itself needs some of these lints allowed.
            let mut denies = attribute.clone();
            if let Meta::List(list) = &mut denies.meta {
                list.path = ident("deny", proc_macro2::Span::call_site()).into();
            }
            Some(denies)
        }
        Some(name) if is_lint_level(name) || is_of_calls(name) => Some(attribute.clone()),
        _ if is_of_a_tool => Some(attribute.clone()),
        _ => None,
    }
}

/// The form of an attribute on the user's function of this name.
pub(super) fn of_user_function(attribute: &Attribute, called: &str) -> Option<Attribute> {
    let path = attribute.path();
    let name = path.get_ident().map(ToString::to_string);
    if name.is_some_and(|name| is_lint_level(&name) || name == "doc" || name == "deprecated") {
        return None;
    }
    let last = path.segments.last()?;
    if last.ident == "instrument" {
        return Some(named_instrument(attribute, called));
    }
    Some(attribute.clone())
}

fn is_lint_level(name: &str) -> bool {
    matches!(name, "allow" | "deny" | "expect" | "forbid" | "warn")
}

fn is_of_calls(name: &str) -> bool {
    matches!(
        name,
        "cfg" | "cfg_attr" | "cold" | "deprecated" | "doc" | "inline" | "must_use" | "track_caller"
    )
}

/// `#[tracing::instrument]` names its span after the user's function.
fn named_instrument(attribute: &Attribute, called: &str) -> Attribute {
    let (path, given) = (
        attribute.path(),
        match &attribute.meta {
            Meta::List(list) => list.tokens.clone(),
            _ => proc_macro2::TokenStream::new(),
        },
    );
    let starts_with_text = given
        .clone()
        .into_iter()
        .next()
        .is_some_and(|first| first.to_string().starts_with('"'));
    let is_named = starts_with_text || names_span(&given);
    let comma = (!given.is_empty()).then(<Token![,]>::default);
    if is_named {
        attribute.clone()
    } else {
        parse_quote!(#[#path(name = #called #comma #given)])
    }
}

/// Whether there is a `name = …` among arguments.
fn names_span(arguments: &proc_macro2::TokenStream) -> bool {
    let tokens: Vec<String> = arguments
        .clone()
        .into_iter()
        .map(|token| token.to_string())
        .collect();
    tokens
        .windows(2)
        .any(|pair| pair[0] == "name" && pair[1] == "=")
}
