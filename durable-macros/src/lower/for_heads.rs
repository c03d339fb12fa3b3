//! The heads of `for` loops with bodies that await: the source, and the adaptors that are applied to it turn by turn.
//!
//! ```text
//! for total in orders.into_iter().filter(Order::is_open).map(|order| order.total()) { … }
//!              ^^^^^^^^^^^^^^^^^^ source, of which what is left is stored
//! ```
//!
//! An adaptor with a closure runs the user's code, so it must run when its turn comes: it is written again for each
//! turn around the rest of the source. The result is the same, for `map` and the like have no state of their own, and
//! the captures of a closure are in locals. `enumerate` and the like have a number, which is kept.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprMethodCall};

use crate::methods::{Adaptor, Does, adaptor, does};
use crate::operands::unwrap_parens;

/// The parts of a loop's head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Head {
    pub(crate) source: Source,
    /// The number of calls after the source that are applied turn by turn.
    calls: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Source {
    /// The remaining items are stored.
    Items,
    /// `successors(first, after)`: the next item is stored.
    Successors,
    /// `from_fn(make)` and `repeat_with(make)`, which have no state.
    Anew,
}

/// The reason why a head can't be taken apart.
#[derive(Debug, Clone)]
pub(crate) enum Unfit {
    /// This method needs everything before it at once, or has an unknown state, and there are closures before it.
    Method(Ident),
    /// A closure, or a function by its name, is required here.
    Closure(proc_macro2::Span),
}

/// Takes a head apart; `None` if nothing in it is applied turn by turn.
pub(crate) fn head(expr: &Expr) -> Result<Option<Head>, Unfit> {
    // From the outermost call to the innermost.
    let mut calls = Vec::new();
    let mut root = unwrap_parens(expr);
    while let Expr::MethodCall(call) = root
        && adaptor(call).is_some()
    {
        let receiver = unwrap_parens(&call.receiver);
        if matches!(receiver, Expr::Array(_) | Expr::Repeat(_)) && call.method == "map" {
            // An array's `map` makes all of its items at once.
            break;
        }
        calls.push(call);
        root = receiver;
    }
    let source = match root {
        Expr::Call(call) => function(call),
        _ => Source::Items,
    };
    let is_open = source != Source::Items || matches!(root, Expr::Range(_));
    let is_whole = |call: &&ExprMethodCall| adaptor(call) == Some(Adaptor::Whole);
    let runs_closure = |call: &&ExprMethodCall| does(call, Does::TakesClosure);
    let until_whole = calls.iter().position(is_whole).unwrap_or(calls.len());
    let with_closures = calls.iter().rposition(runs_closure).map_or(0, |at| at + 1);
    if with_closures > until_whole || (source != Source::Items && until_whole < calls.len()) {
        return Err(Unfit::Method(calls[until_whole].method.clone()));
    }
    let applied = if is_open { until_whole } else { with_closures };
    if applied == 0 && source == Source::Items {
        return Ok(None);
    }
    let closures = calls[..applied].iter().filter(|call| runs_closure(call));
    let mut closures = closures.flat_map(|call| &call.args);
    let makers = match (source, root) {
        (Source::Items, _) => None,
        (_, Expr::Call(call)) => call.args.last(),
        _ => None,
    };
    if let Some(other) = closures.find(|closure| !is_function(closure)) {
        return Err(Unfit::Closure(syn::spanned::Spanned::span(other)));
    }
    if let Some(other) = makers.filter(|maker| !is_function(maker)) {
        return Err(Unfit::Closure(syn::spanned::Spanned::span(other)));
    }
    Ok(Some(Head {
        source,
        calls: applied,
    }))
}

/// A function of `std::iter` that makes its items by a closure, by its name; the typing pass demands that it is that
/// function.
fn function(call: &ExprCall) -> Source {
    let Expr::Path(path) = &*call.func else {
        return Source::Items;
    };
    let name = path.path.segments.last().map(|last| last.ident.to_string());
    match (name.as_deref(), call.args.len()) {
        (Some("successors"), 2) => Source::Successors,
        (Some("from_fn" | "repeat_with"), 1) => Source::Anew,
        _ => Source::Items,
    }
}

/// Whether an expression is a closure or a function, which does nothing until it is called.
fn is_function(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Closure(_) | Expr::Path(_) => true,
        Expr::Reference(reference) => is_function(&reference.expr),
        _ => false,
    }
}

impl Head {
    /// The expression of the source.
    pub(crate) fn source_of(self, head: &Expr) -> &Expr {
        let mut source = head;
        for call in self.applied(head) {
            source = &call.receiver;
        }
        source
    }

    pub(crate) fn source_of_mut(self, head: &mut Expr) -> &mut Expr {
        let mut source = head;
        for _ in 0..self.calls {
            let Expr::MethodCall(call) = unwrap_parens_mut(source) else {
                unreachable!("a head is made of its calls")
            };
            source = &mut call.receiver;
        }
        source
    }

    /// The calls that are applied turn by turn, from the outermost on.
    pub(crate) fn applied(self, head: &Expr) -> Vec<&ExprMethodCall> {
        let mut calls = Vec::new();
        let mut at = head;
        for _ in 0..self.calls {
            let Expr::MethodCall(call) = unwrap_parens(at) else {
                unreachable!("a head is made of its calls")
            };
            calls.push(call);
            at = &call.receiver;
        }
        calls
    }

    pub(crate) fn applied_mut(self, head: &mut Expr, mut each: impl FnMut(&mut ExprMethodCall)) {
        let mut at = head;
        for _ in 0..self.calls {
            let Expr::MethodCall(call) = unwrap_parens_mut(at) else {
                unreachable!("a head is made of its calls")
            };
            each(call);
            at = &mut call.receiver;
        }
    }

    /// Whether the items are those of the source.
    pub(crate) fn selects_only(self, head: &Expr) -> bool {
        let mut calls = self.applied(head).into_iter();
        calls.all(|call| does(call, Does::Selects))
    }

    /// The closures that are called turn by turn.
    pub(crate) fn closures(self, head: &Expr) -> Vec<&syn::ExprClosure> {
        let calls = self.applied(head).into_iter();
        let mut functions: Vec<&Expr> = calls.flat_map(|call| &call.args).collect();
        if self.source != Source::Items
            && let Expr::Call(call) = unwrap_parens(self.source_of(head))
        {
            functions.extend(call.args.last());
        }
        let functions = functions.into_iter();
        functions.filter_map(|function| closure(function)).collect()
    }
}

/// The closure that an iterator calls for its items, where the iterator itself is the value. A type of the user's may have
/// a method `split`, and an `Option` has `map`, so the names have to leave no doubt.
pub(crate) fn closure_of_iterator(expr: &Expr) -> Option<&syn::ExprClosure> {
    let mut at = unwrap_parens(expr);
    let (mut called, mut is_iterator) = (None, false);
    while let Expr::MethodCall(call) = at {
        if ["iter", "iter_mut", "into_iter"]
            .iter()
            .any(|name| call.method == name)
        {
            return called;
        }
        if adaptor(call).is_none() {
            let gives_items = does(call, Does::Iterates) || does(call, Does::GivesParts);
            return called.filter(|_| gives_items && is_iterator);
        }
        is_iterator |= !is_of_option(call);
        if does(call, Does::TakesClosure) {
            called = call.args.last().and_then(closure).or(called);
        }
        at = unwrap_parens(&call.receiver);
    }
    called.filter(|_| matches!(at, Expr::Range(_)))
}

/// Whether an `Option` has a method of this name, too.
fn is_of_option(call: &ExprMethodCall) -> bool {
    let borrows = ["cloned", "copied", "inspect"].iter();
    does(call, Does::Consumes) || { borrows }.any(|name| call.method == name)
}

fn closure(function: &Expr) -> Option<&syn::ExprClosure> {
    match unwrap_parens(function) {
        Expr::Closure(closure) => Some(closure),
        Expr::Reference(reference) => closure(&reference.expr),
        _ => None,
    }
}

fn unwrap_parens_mut(expr: &mut Expr) -> &mut Expr {
    match expr {
        Expr::Paren(paren) => unwrap_parens_mut(&mut paren.expr),
        Expr::Group(group) => unwrap_parens_mut(&mut group.expr),
        _ => expr,
    }
}
