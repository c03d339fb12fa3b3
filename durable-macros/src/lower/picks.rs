//! Values that the user's code picks out of a collection or a text: `orders.iter().max_by_key(…)`,
//! `text.split(…).nth(1)`, a sorted `Vec` of borrowed items. That code runs once. The place of the pick in its source
//! is put into a local, and the pick is taken again from there:
//!
//! ```text
//! let picked = orders.iter().max_by_key(|order| order.total).unwrap();
//! let place = __durable::located(__durable::Picked::addresses((picked,)), orders.iter());
//! let largest = __durable::picked(orders.iter(), &place);
//! ```
//!
//! The last two are emitted only if `largest` is needed in another state.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{Expr, Pat, Type, parse_quote};

use crate::bindings::{Bindings, binding_of, binding_of_path};
use crate::ids::BindingId;
use crate::lower::derived::found_in;
use crate::lower::looks::{Argument, Looks};
use crate::methods::{Does, does};
use crate::operands::{self, unwrap_parens};
use crate::tokens;

/// Whether a value is a list of all that was picked.
pub(super) fn is_list(value: &Expr) -> bool {
    matches!(unwrap_parens(value), Expr::MethodCall(call) if call.method == "collect")
}

/// The source of a picked value, judged by its syntax.
pub(super) fn source_of(looks: Looks<'_>, value: &Expr, ty: Option<&Type>) -> Option<Expr> {
    let mut value = unwrap_parens(found_in(value));
    while let Expr::MethodCall(call) = value
        && matches!(call.method.to_string().as_str(), "unwrap" | "expect")
    {
        value = unwrap_parens(&call.receiver);
    }
    let Expr::MethodCall(picks) = value else {
        return None;
    };
    if operands::awaits(value) || looks.is_borrow(value) {
        return None;
    }
    if does(picks, Does::GivesPart) {
        let text = &picks.receiver;
        return is_plain(looks, text).then(|| parse_quote!(__durable::text(&#text)));
    }
    let of_borrows =
        || ty.is_some_and(names_borrows) || picks.turbofish.as_ref().is_some_and(names_borrows);
    if !does(picks, Does::Picks) || picks.method == "collect" && !of_borrows() {
        return None;
    }
    let mut items = unwrap_parens(&picks.receiver);
    loop {
        let Expr::MethodCall(call) = items else {
            return None;
        };
        let receiver = &call.receiver;
        let is_source = is_plain(looks, receiver);
        if does(call, Does::GivesItems) && is_source {
            return Some(items.clone());
        }
        if does(call, Does::GivesParts) && is_source {
            return Some(parse_quote!(__durable::text(&#receiver)));
        }
        if !does(call, Does::Selects) && call.method != "enumerate" {
            return None;
        }
        items = unwrap_parens(receiver);
    }
}

/// Whether a type contains borrows, or parts that are left to rustc.
fn names_borrows(ty: &impl ToTokens) -> bool {
    tokens::flat(ty.to_token_stream()).any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '&',
        TokenTree::Ident(name) => name == "_",
        TokenTree::Literal(_) | TokenTree::Group(_) => false,
    })
}

/// The one binding that a pattern gives the whole pick: `order`, `Some(order)`, `Some((number, order))`.
pub(super) fn picked_in<'p>(pattern: &'p mut Pat, value: &Expr) -> Option<&'p mut syn::PatIdent> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
            binding_of(&name.ident).is_some().then_some(name)
        }
        Pat::Type(typed) => picked_in(&mut typed.pat, value),
        Pat::Paren(paren) => picked_in(&mut paren.pat, value),
        Pat::TupleStruct(some) if some.elems.len() == 1 && some.path.is_ident("Some") => {
            picked_in(some.elems.first_mut()?, value)
        }
        // The item that `enumerate` numbers. A number is no borrow.
        Pat::Tuple(pair) if pair.elems.len() == 2 && numbers(value) => {
            picked_in(pair.elems.last_mut()?, value)
        }
        _ => None,
    }
}

/// The name under which a picked binding is picked first.
pub(super) fn first_of(bindings: &mut Bindings, picked: BindingId) -> BindingId {
    let mut binding = bindings.get(picked).clone();
    "picked".clone_into(&mut binding.name);
    binding.temporary = true;
    binding.mutable = false;
    bindings.add(binding)
}

/// Whether it is a place, or borrows one, that can be found again without any held value.
fn is_plain(looks: Looks<'_>, place: &Expr) -> bool {
    match unwrap_parens(place) {
        Expr::Path(_) => binding_of_path(place).is_some(),
        Expr::Field(field) => is_plain(looks, &field.base),
        Expr::Reference(reference) => is_plain(looks, &reference.expr),
        Expr::Unary(unary) => {
            matches!(unary.op, syn::UnOp::Deref(_)) && is_plain(looks, &unary.expr)
        }
        Expr::Index(index) => {
            is_plain(looks, &index.expr) && looks.argument(&index.index) == Argument::Again
        }
        _ => false,
    }
}

fn numbers(value: &Expr) -> bool {
    match unwrap_parens(value) {
        Expr::MethodCall(call) => call.method == "enumerate" || numbers(&call.receiver),
        Expr::Try(attempt) => numbers(&attempt.expr),
        _ => false,
    }
}
