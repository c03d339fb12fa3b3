//! Sets of tasks, `JoinSet`: the locals that look like one, and the form of `set.spawn(operation)` in a machine.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprMethodCall, Local, Pat, Path, Type, parse_quote};

use crate::bindings::bindings_in;
use crate::concurrency;
use crate::ids::BindingId;
use crate::model::Function;
use crate::operands::unwrap_parens;
use crate::tokens;

const NAME: &str = "JoinSet";

/// Whether a type looks like a set.
pub(crate) fn is_type(ty: &Type) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == NAME) && !is_of_tokio(&ty.path))
}

/// Whether a function looks like one with sets. A set that it has otherwise, from an inline call, is kept until the
/// function ends.
pub(crate) fn are_in(function: &Function) -> bool {
    fn names(tokens: TokenStream) -> bool {
        tokens::flat(tokens).any(|token| match token {
            TokenTree::Ident(name) => {
                name == NAME || name == "join_next" || name == "try_join_next"
            }
            _ => false,
        })
    }
    let mut parameters = function.parameters.iter();
    parameters.any(|parameter| names(parameter.ty.to_token_stream()))
        || names(function.body.to_token_stream())
}

/// The sets that a `let` binds: `let set: JoinSet<_> = …`, `let (set, sum) = (JoinSet::new(), 0)`.
pub(crate) fn bound_by(local: &Local) -> Vec<BindingId> {
    let init = local.init.as_ref().map(|init| unwrap_parens(&init.expr));
    bound(&local.pat, init)
}

fn bound(pattern: &Pat, value: Option<&Expr>) -> Vec<BindingId> {
    match (pattern, value) {
        (Pat::Type(typed), _) if is_type(&typed.ty) => bindings_in(&typed.pat),
        (Pat::Type(typed), value) => bound(&typed.pat, value),
        (Pat::Ident(_), Some(Expr::Call(call))) => match &*call.func {
            Expr::Path(path) if is_of_set(&path.path) => bindings_in(pattern),
            _ => Vec::new(),
        },
        (Pat::Tuple(patterns), Some(Expr::Tuple(values))) => {
            let pairs = patterns.elems.iter().zip(&values.elems);
            pairs
                .flat_map(|(pattern, value)| bound(pattern, Some(unwrap_parens(value))))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a function is one of the type's: `JoinSet::new`, `JoinSet::<u32>::default`.
fn is_of_set(path: &Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    owner.is_some_and(|owner| owner.ident == NAME) && !is_of_tokio(path)
}

/// tokio's sets can't be stored, and that is reported where one is used.
fn is_of_tokio(path: &Path) -> bool {
    path.segments
        .first()
        .is_some_and(|first| first.ident == "tokio")
}

/// `set.spawn(operation)` in its form in a machine: a block that keeps its value for the set. It applies where the
/// receiver is a set or the operation is an `async` block, which nothing else could take. A `spawn` on a receiver that
/// doesn't look like a set is checked not to be one after all.
pub(crate) fn called(call: &ExprMethodCall, is_set: impl Fn(&Ident) -> bool) -> Option<Expr> {
    if call.method != "spawn" || call.turbofish.is_some() || call.args.len() != 1 {
        return None;
    }
    let (receiver, operation) = (&*call.receiver, call.args.first()?);
    let local = match receiver {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    };
    let is_seen = local.is_some_and(is_set);
    let is_block = matches!(unwrap_parens(operation), Expr::Async(_));
    if is_seen || is_block {
        let spawn = Ident::new("__durable_spawn_task", call.method.span());
        return Some(concurrency::kept_by(operation, |kind, block| {
            quote!({
                use __durable::NoJoinSet as _;
                #receiver.#spawn(#kind, #block)
            })
        }));
    }
    if matches!(operation, Expr::Closure(_)) || !is_place(receiver) {
        return None;
    }
    let method = &call.method;
    let check = quote_spanned!(method.span()=> __durable::SpawnsOn(&#receiver).__durable_check(););
    // In parentheses it is no place, and not processed again.
    Some(parse_quote!({
        { use __durable::Unchecked as _; #check }
        (#receiver).#method(#operation)
    }))
}

/// Whether an expression names a place, and does nothing else.
fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr),
        _ => false,
    }
}
