//! Sets of tasks, `JoinSet`: which locals are one, by their looks; what `set.spawn(operation)` is in a machine; and
//! where a set is kept. Its tasks end when it is dropped, which is seen from outside: so it is kept until its block
//! ends, as rustc keeps it, and not until it is needed no more.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Local, Pat, Path, Stmt, Type, parse_quote};

use crate::bindings::{Bindings, binding_of, binding_of_path, bindings_in, mentioned, root_of};
use crate::concurrency;
use crate::operands::{POINT, marked, unwrap_parens};

const NAME: &str = "JoinSet";

/// Whether a type is written as a set's.
pub(crate) fn is_type(ty: &Type) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == NAME) && !is_of_tokio(&ty.path))
}

/// The sets that a `let` binds: `let set: JoinSet<_> = …`, `let (set, sum) = (JoinSet::new(), 0)`.
pub(crate) fn bound_by(local: &Local) -> Vec<usize> {
    let init = local.init.as_ref().map(|init| unwrap_parens(&init.expr));
    bound(&local.pat, init)
}

fn bound(pattern: &Pat, value: Option<&Expr>) -> Vec<usize> {
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

/// Theirs can't be stored, and that is told where it is used.
fn is_of_tokio(path: &Path) -> bool {
    path.segments
        .first()
        .is_some_and(|first| first.ident == "tokio")
}

/// A call of a set's method, as what it is in a machine: `set.spawn(operation)` is that of a block that keeps its value
/// for the set, where the receiver is one or the operation is an `async` block, which nothing else could take. What is
/// called as a set's methods are, of something that isn't seen as one, is checked not to be one after all.
pub(crate) fn called(call: &ExprMethodCall, is_set: impl Fn(&Ident) -> bool) -> Option<Expr> {
    let (spawns, waits) = (call.method == "spawn", call.method == "join_next");
    if call.turbofish.is_some() || call.args.len() != usize::from(spawns) || !(spawns || waits) {
        return None;
    }
    let receiver = &*call.receiver;
    let local = match receiver {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    };
    let is_seen = local.is_some_and(is_set);
    let is_block = |operation| matches!(unwrap_parens(operation), Expr::Async(_));
    let operation = call.args.first();
    // A set in a local is to be kept; of one that lies in another value nothing is promised.
    let may_be_missed = if local.is_some() {
        !is_seen && !matches!(operation, Some(Expr::Closure(_)))
    } else {
        operation.is_some_and(|operation| !is_block(operation)) && is_place(receiver)
    };
    let check = may_be_missed.then(|| {
        let span = call.method.span();
        let check = quote_spanned!(span=> __durable::SpawnsOn(&#receiver).check(););
        quote!({ use __durable::Unchecked as _; #check })
    });
    match operation {
        Some(operation) if is_seen || is_block(operation) => {
            let spawn = Ident::new("spawn_task", call.method.span());
            Some(concurrency::kept_by(operation, |kind, block| {
                quote!({
                    use __durable::NoJoinSet as _;
                    #check
                    #receiver.#spawn(#kind, #block)
                })
            }))
        }
        // In parentheses it is no place, and not looked at again.
        _ => check.map(|check| {
            let method = &call.method;
            parse_quote!({ #check (#receiver).#method(#operation) })
        }),
    }
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

/// The sets that are never moved out of their locals, nor borrowed by others: they are kept until their blocks end.
pub(crate) fn kept(bindings: &Bindings, body: &Block) -> BTreeSet<usize> {
    struct Find<'a> {
        sets: &'a BTreeSet<usize>,
        given_away: BTreeSet<usize>,
    }
    impl Visit<'_> for Find<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            match expr {
                Expr::MethodCall(call) if binding_of_path(&call.receiver).is_some() => {
                    if call.method == "join_all" {
                        self.given_away.extend(mentioned(&call.receiver));
                    }
                    call.args
                        .iter()
                        .for_each(|argument| self.visit_expr(argument));
                }
                Expr::Reference(reference) if binding_of_path(&reference.expr).is_some() => {}
                Expr::Path(_) => {
                    let binding = binding_of_path(expr);
                    self.given_away
                        .extend(binding.filter(|binding| self.sets.contains(binding)));
                }
                Expr::Closure(closure) if closure.capture.is_some() => {
                    self.given_away.extend(mentioned(closure));
                }
                Expr::Closure(closure) => self.named_in(&closure.to_token_stream()),
                Expr::Async(block) if block.capture.is_some() => {
                    self.given_away.extend(mentioned(block));
                }
                Expr::Assign(assign) if binding_of_path(&assign.left).is_some() => {
                    self.visit_expr(&assign.right);
                }
                _ => visit::visit_expr(self, expr),
            }
        }

        fn visit_local(&mut self, local: &Local) {
            // What it is of can't be looked at while the borrow lives on.
            if let Some(init) = &local.init
                && let Expr::Reference(reference) = unwrap_parens(&init.expr)
                && reference.mutability.is_some()
            {
                self.given_away.extend(mentioned(&reference.expr));
            }
            visit::visit_local(self, local);
        }

        fn visit_macro(&mut self, invocation: &syn::Macro) {
            self.named_in(&invocation.tokens);
        }
    }
    impl Find<'_> {
        /// What tokens do with a set but to borrow it, or to call a method on it.
        fn named_in(&mut self, tokens: &TokenStream) {
            let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
            for (at, token) in tokens.iter().enumerate() {
                match token {
                    TokenTree::Group(group) => self.named_in(&group.stream()),
                    TokenTree::Ident(name) => {
                        let is_sign = |at: Option<usize>, sign| {
                            let token = at.and_then(|at| tokens.get(at));
                            matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
                        };
                        let is_called = is_sign(Some(at + 1), '.')
                            && !matches!(tokens.get(at + 2), Some(TokenTree::Ident(method)) if method == "join_all");
                        if !is_called && !is_sign(at.checked_sub(1), '&') {
                            self.given_away.extend(binding_of(name));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let mut find = Find {
        sets: &bindings.sets,
        given_away: BTreeSet::new(),
    };
    find.visit_block(body);
    &bindings.sets - &find.given_away
}

/// Tells, of each await of a body, which sets are kept while it waits: those that are bound before it in the blocks
/// around it, and what its own `join_next` borrows, be it a part of another value.
pub(crate) fn at_awaits(
    body: &Block,
    kept: &BTreeSet<usize>,
    parameters: &[usize],
    mut note: impl FnMut(usize, &[usize]),
) {
    struct Walk<'a, N> {
        kept: &'a BTreeSet<usize>,
        in_scope: Vec<usize>,
        note: N,
    }
    impl<N: FnMut(usize, &[usize])> Visit<'_> for Walk<'_, N> {
        fn visit_block(&mut self, block: &Block) {
            let outer = self.in_scope.len();
            visit::visit_block(self, block);
            self.in_scope.truncate(outer);
        }

        fn visit_stmt(&mut self, statement: &Stmt) {
            visit::visit_stmt(self, statement);
            if let Stmt::Local(local) = statement
                && local.init.is_some()
            {
                let sets = bindings_in(&local.pat).into_iter();
                self.in_scope
                    .extend(sets.filter(|binding| self.kept.contains(binding)));
            }
        }

        fn visit_expr(&mut self, expr: &Expr) {
            if let Some(point) = marked(expr, POINT) {
                (self.note)(point, &self.in_scope);
                let mut waits = Waits(BTreeSet::new());
                waits.visit_expr(expr);
                let borrowed = waits.0.into_iter();
                let borrowed: Vec<usize> = borrowed
                    .filter(|binding| !self.in_scope.contains(binding))
                    .collect();
                (self.note)(point, &borrowed);
            }
            visit::visit_expr(self, expr);
        }

        fn visit_item(&mut self, _: &syn::Item) {}
    }
    /// The locals in which the sets are that an operation waits for.
    struct Waits(BTreeSet<usize>);
    impl Visit<'_> for Waits {
        fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
            if call.method == "join_next" && call.args.is_empty() {
                self.0.extend(root_of(&call.receiver));
            }
            visit::visit_expr_method_call(self, call);
        }

        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
    }
    let parameters = parameters
        .iter()
        .filter(|parameter| kept.contains(parameter));
    let mut walk = Walk {
        kept,
        in_scope: parameters.copied().collect(),
        note: &mut note,
    };
    walk.visit_block(body);
}
