//! What the head of a loop makes of borrowed items, where that is the item or a view of it: `map(str::trim)`,
//! `map(String::as_str)`, `filter_map(|item| item.is_open().then_some(item))`. The item is taken again from its position, and
//! the view of it is made again. The closure isn't called again.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ExprMethodCall, Pat, ReturnType, Stmt, parse_quote_spanned};

use crate::bindings::{binding_of, binding_of_path};
use crate::ids::BindingId;
use crate::lower::for_heads::Head;
use crate::methods::{Does, does};
use crate::operands::unwrap_parens;

/// What a loop's head gives for an item of its source.
pub(super) struct Given {
    pub(super) value: Expr,
    /// Whether it is another type than the item.
    pub(super) is_view: bool,
}

/// What a head gives for the source's `item`, if that is known.
pub(super) fn given(head: Head, expr: &Expr, item: Expr) -> Option<Given> {
    let mut given = Given {
        value: item,
        is_view: false,
    };
    for call in head.applied(expr).into_iter().rev() {
        if does(call, Does::Selects) || gives_same(call) {
            continue;
        }
        let (user, own) = view(call)?;
        let value = given.value;
        given = Given {
            value: parse_quote_spanned!(user.span()=> __durable::viewed(#value, #user, #own)),
            is_view: true,
        };
    }
    Some(given)
}

/// The function of the standard library that a `map` calls, by the user's path and by one that no name hides. rustc demands
/// that both are the same function.
fn view(call: &ExprMethodCall) -> Option<(&Expr, TokenStream)> {
    let function = call.args.first().filter(|_| call.method == "map")?;
    let Expr::Path(path) = unwrap_parens(function) else {
        return None;
    };
    if path.qself.is_some()
        || path
            .path
            .segments
            .iter()
            .any(|part| !part.arguments.is_none())
    {
        return None;
    }
    let names: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let span = function.span();
    let own = match names[..] {
        ["str", "trim"] => quote_spanned!(span=> <::core::primitive::str>::trim),
        ["str", "trim_end"] => quote_spanned!(span=> <::core::primitive::str>::trim_end),
        ["str", "trim_start"] => quote_spanned!(span=> <::core::primitive::str>::trim_start),
        ["String", "as_str"] => quote_spanned!(span=> ::std::string::String::as_str),
        _ => return None,
    };
    Some((function, own))
}

/// Whether `filter_map` or `map_while` gives the items unchanged.
fn gives_same(call: &ExprMethodCall) -> bool {
    if call.method != "filter_map" && call.method != "map_while" {
        return false;
    }
    let Some(Expr::Closure(closure)) = call.args.first().map(unwrap_parens) else {
        return false;
    };
    // An annotated type may make another one of the item.
    item_of(closure).is_some_and(|item| {
        matches!(closure.output, ReturnType::Default) && gives_item(&closure.body, item)
    })
}

fn item_of(closure: &ExprClosure) -> Option<BindingId> {
    let Some(Pat::Ident(name)) = closure.inputs.first() else {
        return None;
    };
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
    binding_of(&name.ident).filter(|_| is_plain && closure.inputs.len() == 1)
}

/// Whether each value of an expression is `None`, or `Some` of the item.
fn gives_item(value: &Expr, item: BindingId) -> bool {
    let is_item = |value: &Expr| binding_of_path(unwrap_parens(value)) == Some(item);
    match unwrap_parens(value) {
        Expr::Path(path) => path.path.is_ident("None"),
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Some"))
                && call.args.len() == 1
                && is_item(&call.args[0])
        }
        Expr::MethodCall(call) => {
            call.method == "then_some" && call.args.len() == 1 && is_item(&call.args[0])
        }
        Expr::Block(block) if block.label.is_none() => match &block.block.stmts[..] {
            [Stmt::Expr(value, None)] => gives_item(value, item),
            _ => false,
        },
        Expr::If(branch) => match (&branch.then_branch.stmts[..], &branch.else_branch) {
            ([Stmt::Expr(value, None)], Some((_, otherwise))) => {
                gives_item(value, item) && gives_item(otherwise, item)
            }
            _ => false,
        },
        Expr::Match(choice) => choice.arms.iter().all(|arm| gives_item(&arm.body, item)),
        _ => false,
    }
}
