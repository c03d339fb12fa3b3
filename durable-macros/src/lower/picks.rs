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
use quote::{ToTokens, quote};
use syn::{Expr, ExprMethodCall, Pat, Type, parse_quote};

use crate::bindings::{Bindings, binding_of, binding_of_path, bindings_in};
use crate::ids::BindingId;
use crate::lower::derived::found_in;
use crate::lower::looks::{Argument, Looks, is_text};
use crate::methods::{Does, does};
use crate::operands::{self, unwrap_parens};
use crate::tokens;

/// Whether a value is a list of all that was picked.
pub(super) fn is_list(value: &Expr) -> bool {
    matches!(unwrap_parens(value), Expr::MethodCall(call) if call.method == "collect")
}

/// The source of a picked value.
pub(super) struct Source {
    pub(super) items: Expr,
    /// Whether it is kept by its place only where an await needs that.
    pub(super) only_if_needed: bool,
}

impl Source {
    fn is_text(&self) -> bool {
        matches!(&self.items, Expr::Call(_))
    }
}

/// A pick with a default: `text.lines().next().unwrap_or("")`. It is picked without the default, which comes again after it.
pub(super) struct WithDefault {
    pub(super) source: Source,
    pub(super) picked: Expr,
    /// The calls after the pick, from the default on.
    rest: Vec<ExprMethodCall>,
}

impl WithDefault {
    /// What follows the pick, around it.
    pub(super) fn around(&self, picked: Expr) -> Expr {
        let rest = self.rest.iter();
        rest.fold(picked, |value, call| match call.args.first() {
            Some(default) => parse_quote!(__durable::picked_or(#value, #default)),
            None if call.method == "unwrap_or_default" => {
                parse_quote!(__durable::picked_or_default(#value))
            }
            None => {
                let view = &call.method;
                let view = quote!(<::core::primitive::str>::#view);
                parse_quote!(__durable::viewed(#value, #view, #view))
            }
        })
    }
}

/// The source of a value that is picked with a default. The default must be the same at each evaluation.
pub(super) fn with_default(looks: Looks<'_>, value: &Expr) -> Option<WithDefault> {
    let mut rest = Vec::new();
    let mut at = unwrap_parens(value);
    let ends = loop {
        let Expr::MethodCall(call) = at else {
            return None;
        };
        rest.push(call.clone());
        if !trims(call) {
            break call;
        }
        at = unwrap_parens(&call.receiver);
    };
    let source = source_of(looks, &ends.receiver, None).filter(|_| !looks.is_borrow(value))?;
    let is_of_text = match (ends.method.to_string().as_str(), ends.args.first()) {
        ("unwrap_or_default", None) => true,
        ("unwrap_or", Some(default)) => match unwrap_parens(default) {
            default if is_text(default) => true,
            default @ Expr::Reference(_) if looks.argument(default) == Argument::Again => {
                rest.len() > 1
            }
            _ => return None,
        },
        _ => return None,
    };
    if is_of_text && !source.is_text() {
        return None;
    }
    rest.reverse();
    Some(WithDefault {
        source: Source {
            only_if_needed: true,
            ..source
        },
        picked: (*ends.receiver).clone(),
        rest,
    })
}

/// The source of a picked value, judged by its syntax.
pub(super) fn source_of(looks: Looks<'_>, value: &Expr, ty: Option<&Type>) -> Option<Source> {
    let mut value = unwrap_parens(found_in(value));
    if looks.is_borrow(value) {
        return None;
    }
    let mut within_text = false;
    while let Expr::MethodCall(call) = value {
        let is_part = trims(call)
            || keeps_within(call)
            || does(call, Does::GivesPart) && !is_plain(looks, text_of(&call.receiver));
        if !is_part && !matches!(call.method.to_string().as_str(), "unwrap" | "expect") {
            break;
        }
        within_text |= is_part;
        value = unwrap_parens(&call.receiver);
    }
    let Expr::MethodCall(picks) = value else {
        return None;
    };
    if operands::awaits(value) || looks.is_borrow(value) && !within_text {
        return None;
    }
    let text = |owner: &Expr, only_if_needed: bool| {
        let text = text_of(owner);
        let only_if_needed = only_if_needed || !std::ptr::eq(text, unwrap_parens(owner));
        is_plain(looks, text).then(|| Source {
            items: parse_quote!(__durable::text(&#text)),
            only_if_needed,
        })
    };
    if does(picks, Does::GivesPart) {
        return text(&picks.receiver, within_text);
    }
    let of_borrows =
        || ty.is_some_and(names_borrows) || picks.turbofish.as_ref().is_some_and(names_borrows);
    if !does(picks, Does::Picks) || picks.method == "collect" && (!of_borrows() || within_text) {
        return None;
    }
    let mut items = unwrap_parens(&picks.receiver);
    let (mut within_text, is_numbered) = (within_text, numbers(items));
    loop {
        let Expr::MethodCall(call) = items else {
            return None;
        };
        let receiver = &call.receiver;
        if does(call, Does::GivesItems) && is_plain(looks, receiver) {
            return (!within_text).then(|| Source {
                items: items.clone(),
                only_if_needed: false,
            });
        }
        if does(call, Does::GivesParts) && is_plain(looks, text_of(receiver)) {
            return text(receiver, within_text);
        }
        if call.method == "map" && keeps_within(call) {
            within_text = true;
        } else if !does(call, Does::Selects) && call.method != "enumerate" {
            return None;
        }
        if within_text && is_numbered {
            return None;
        }
        items = unwrap_parens(receiver);
    }
}

/// Whether a method gives a part of a text, without arguments.
fn trims(call: &ExprMethodCall) -> bool {
    const NAMES: [&str; 3] = ["trim", "trim_end", "trim_start"];
    call.args.is_empty() && NAMES.iter().any(|name| call.method == name)
}

/// The text that a value is a part of at its ends.
fn text_of(value: &Expr) -> &Expr {
    match unwrap_parens(value) {
        Expr::MethodCall(call) if trims(call) => text_of(&call.receiver),
        other => other,
    }
}

/// Whether a method of an `Option` gives parts of the text in it, if that has one: `found.map(str::trim)`,
/// `found.and_then(|part| part.strip_suffix(";"))`.
fn keeps_within(call: &ExprMethodCall) -> bool {
    let Some(function) = call.args.first() else {
        return false;
    };
    match (call.method.to_string().as_str(), unwrap_parens(function)) {
        ("filter", _) => true,
        ("map" | "and_then", Expr::Closure(closure)) => {
            let own: Vec<BindingId> = closure.inputs.iter().flat_map(bindings_in).collect();
            closure.inputs.len() == 1 && gives_part(&closure.body, &own)
        }
        ("map", Expr::Path(path)) => {
            let path = path.path.segments.iter().map(|part| part.ident.to_string());
            let path: Vec<String> = path.collect();
            matches!(&path[..], [text, view]
                if text == "str" && ["trim", "trim_end", "trim_start"].contains(&view.as_str()))
        }
        _ => false,
    }
}

/// Whether a value is one of these texts, or a part of one.
fn gives_part(value: &Expr, texts: &[BindingId]) -> bool {
    match unwrap_parens(value) {
        Expr::MethodCall(call) => {
            (trims(call) || does(call, Does::GivesPart)) && gives_part(&call.receiver, texts)
        }
        path => binding_of_path(path).is_some_and(|binding| texts.contains(&binding)),
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
