//! `macro_rules!` of the body that name locals. The names in a macro mean what they meant where it was defined, so its
//! definition is repeated at each use, with every local under the name that it has there.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Attribute, Expr, ExprMacro, Item, ItemMacro, Stmt, parse_quote};

use crate::bindings::binding_of;
use crate::known_macros;
use crate::model::bare;
use crate::symbols::{self, Symbol, is_mark};
use crate::tokens;

/// A `macro_rules!` that names locals.
pub(super) struct LocalMacro {
    name: Ident,
    definition: ItemMacro,
    captured: BTreeSet<Ident>,
}

/// Notes a definition that names locals; one that doesn't is an item like any other. Returns its tokens with the locals
/// under their unique names.
pub(super) fn define(
    macros: &mut Vec<LocalMacro>,
    definition: &mut ItemMacro,
    tokens: TokenStream,
) {
    let Some(name) = definition.ident.clone() else {
        return;
    };
    let mut captured = BTreeSet::new();
    own_names(&tokens, &mut captured);
    for used in used_in(macros, &tokens) {
        captured.extend(macros[used].captured.iter().cloned());
    }
    if captured.is_empty() {
        return;
    }
    definition.mac.tokens = tokens;
    definition.attrs.push(mark(&captured));
    macros.push(LocalMacro {
        name,
        definition: definition.clone(),
        captured,
    });
}

/// An invocation, together with the definitions that it needs.
///
/// ```text
/// { macro_rules! add { … } add!(1) }
/// ```
pub(super) fn with_definitions(
    macros: &[LocalMacro],
    invocation: syn::Macro,
    mut attrs: Vec<Attribute>,
) -> Expr {
    let path = &invocation.path;
    let mut used = used_in(macros, &invocation.tokens);
    if let Some(named) = path.get_ident().and_then(|name| find(macros, name)) {
        used.extend(used_in(macros, &macros[named].definition.mac.tokens));
        used.insert(named);
    }
    if used.is_empty() {
        return known_macros::as_expression(invocation, attrs);
    }
    let definitions = used.iter().map(|number| &macros[*number].definition);
    let captured = used
        .iter()
        .flat_map(|number| macros[*number].captured.iter().cloned());
    attrs.push(mark(&captured.collect()));
    let invocation = ExprMacro {
        attrs,
        mac: invocation,
    };
    parse_quote!({ #(#definitions)* #invocation })
}

/// An invocation that [`with_definitions`] made, as the user wrote it.
pub(crate) fn without_definitions(expr: &Expr) -> Option<Expr> {
    let Expr::Block(block) = expr else {
        return None;
    };
    match &block.block.stmts[..] {
        [
            Stmt::Item(Item::Macro(first)),
            ..,
            Stmt::Expr(Expr::Macro(invocation), None),
        ] if is_local_macro(first) => {
            let mut invocation = invocation.clone();
            invocation
                .attrs
                .retain(|attribute| !is_mark(attribute, &Symbol::LocalMacro));
            Some(Expr::Macro(invocation))
        }
        _ => None,
    }
}

/// Whether a definition names locals.
pub(crate) fn is_local_macro(definition: &ItemMacro) -> bool {
    let mut attributes = definition.attrs.iter();
    attributes.any(|attribute| is_mark(attribute, &Symbol::LocalMacro))
}

fn mark(captured: &BTreeSet<Ident>) -> Attribute {
    let name = symbols::make("__local_macro", Span::call_site(), Symbol::LocalMacro);
    parse_quote!(#[#name(#(#captured),*)])
}

fn find(macros: &[LocalMacro], name: &Ident) -> Option<usize> {
    macros
        .iter()
        .rposition(|other| bare(&other.name) == bare(name))
}

/// The macros that tokens invoke, and those that these invoke.
fn used_in(macros: &[LocalMacro], tokens: &TokenStream) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let mut before = None;
    for token in tokens.clone() {
        match &token {
            TokenTree::Group(group) => used.extend(used_in(macros, &group.stream())),
            TokenTree::Punct(punct) if punct.as_char() == '!' => {
                if let Some(number) = before.and_then(|name| find(macros, &name)) {
                    used.insert(number);
                    used.extend(used_in(
                        &macros[..number],
                        &macros[number].definition.mac.tokens,
                    ));
                }
            }
            _ => {}
        }
        before = match token {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        };
    }
    used
}

/// Replaces the locals in the expansions of the macro by their unique names; `matcher => transcriber` pairs are in
/// sequence.
pub(super) fn in_transcribers(
    rules: TokenStream,
    rename: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let mut after_arrow = false;
    rules
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) if after_arrow => {
                after_arrow = false;
                let mut inner = proc_macro2::Group::new(group.delimiter(), rename(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => {
                after_arrow |= matches!(&other, TokenTree::Punct(punct) if punct.as_char() == '>');
                other
            }
        })
        .collect()
}

fn own_names(tokens: &TokenStream, names: &mut BTreeSet<Ident>) {
    names.extend(
        tokens::flat(tokens.clone()).filter_map(|token| match token {
            TokenTree::Ident(ident) if binding_of(&ident).is_some() => Some(ident),
            _ => None,
        }),
    );
}
