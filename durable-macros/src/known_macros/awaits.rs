//! Awaits in the arguments of a macro, however the macro reads them.

use proc_macro2::{Span, TokenStream, TokenTree};

/// Whether a macro's tokens hold `.await`.
pub(crate) fn awaits_in(tokens: &TokenStream) -> Option<Span> {
    let mut after_dot = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) if after_dot && ident == "await" => return Some(ident.span()),
            TokenTree::Group(group) => {
                if let Some(span) = awaits_in(&group.stream()) {
                    return Some(span);
                }
                after_dot = false;
            }
            TokenTree::Punct(punct) => after_dot = punct.as_char() == '.',
            _ => after_dot = false,
        }
    }
    None
}
