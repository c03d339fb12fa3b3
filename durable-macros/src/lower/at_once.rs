//! `async { … }.await`: a block that is awaited at once where it stands runs there and nowhere else, so it is no copy
//! but a part of the function: a labelled block, which its `?` and its `return` end.
//!
//! ```text
//! let done: Result<()> = async { reserve().await?; undo.push(cancel); Ok(()) }.await;
//! ```
//! is
//! ```text
//! let done: Result<()> = '__part_1: {
//!     match tried(reserve().await) { Value(value) => value, Failed(it) => break '__part_1 failed(it) };
//!     undo.push(cancel);
//!     Ok(())
//! };
//! ```

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprAsync, ExprBlock, Item, Lifetime, Local, Macro, Stmt, parse_quote,
    parse_quote_spanned,
};

use crate::bindings::{Bindings, binding_of, bindings_in, mentioned, mentioned_in_order};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::captures::{captures, declared_in, moved, named};
use crate::model::bare;
use crate::operands::{own_function, unwrap_parens};
use crate::tokens;

/// Makes each block of a body that is awaited at once a part of the surrounding code.
pub(super) fn take_in(body: &mut Block, bindings: &mut Bindings) {
    let mut closures = Closures(BTreeSet::new());
    closures.visit_block(body);
    let take_in = &mut TakeIn {
        bindings,
        closures: closures.0,
        parts: 0,
        later: Vec::new(),
        turns: Vec::new(),
    };
    take_in.visit_block_mut(body);
}

struct TakeIn<'a> {
    bindings: &'a mut Bindings,
    /// The locals that are closures: they are checked under the names that they are declared with.
    closures: BTreeSet<BindingId>,
    parts: usize,
    /// For each enclosing block, the bindings that its later statements mention.
    later: Vec<BTreeSet<BindingId>>,
    /// For each enclosing loop, the bindings that it declares.
    turns: Vec<BTreeSet<BindingId>>,
}

/// Finds the locals that are closures.
struct Closures(BTreeSet<BindingId>);

impl Visit<'_> for Closures {
    fn visit_local(&mut self, local: &Local) {
        if let Some(init) = &local.init
            && matches!(unwrap_parens(&init.expr), Expr::Closure(_))
        {
            self.0.extend(bindings_in(&local.pat));
        }
        visit::visit_local(self, local);
    }

    fn visit_item(&mut self, _: &Item) {}
}

impl TakeIn<'_> {
    /// The block that is awaited at once, as a part of what is around it; `None` for any other expression, and for
    /// a block that has to be a frame of its own.
    fn part(&mut self, expr: &Expr) -> Option<Expr> {
        let Expr::Await(wait) = expr else { return None };
        let block = bare_block(&wait.base)?;
        if may_hide_an_exit(&block.block) || leaves_a_loop(&block.block) {
            return None;
        }
        let mut body = block.block.clone();
        if block.capture.is_some() {
            self.move_in(&mut body)?;
        } else {
            self.move_in_at_last(block, &mut body);
        }
        self.parts += 1;
        let label = Lifetime::new(&format!("'__part_{}", self.parts), Span::mixed_site());
        Exits { label: &label }.visit_block_mut(&mut body);
        // Parsed anew, a macro in its statements would be one of which nothing is known.
        let mut part: ExprBlock = parse_quote_spanned!(block.async_token.span()=> #label: {});
        part.block.stmts = body.stmts;
        Some(Expr::Block(part))
    }

    /// Moves the captures of an `async move` block into it: each gets a binding in the block. So a number that the block
    /// counts up is unchanged outside, and a lock guard is dropped at its end. `None` if it captures only fields of a
    /// local that it may change, or that may have sets of tasks in its other fields.
    fn move_in(&mut self, body: &mut Block) -> Option<()> {
        let named = named(body);
        let whole = &named.whole;
        let mut captured = &captures(body) & &(whole | &named.roots());
        let stays =
            |binding: &BindingId| self.bindings.has_sets || self.bindings.get(*binding).mutable;
        let mut in_parts = captured.iter().filter(|binding| !whole.contains(binding));
        if in_parts.any(stays) {
            return None;
        }
        // With the fields that it names, the block has the others too, unless they are needed later.
        captured.retain(|binding| whole.contains(binding) || self.is_over(*binding));
        self.rebind(&captured, body);
        Some(())
    }

    /// Whether no code after the place mentions a binding.
    fn is_over(&self, binding: BindingId) -> bool {
        let is_of_this_turn = self.turns.last().is_none_or(|turn| turn.contains(&binding));
        is_of_this_turn && !self.later.iter().any(|later| later.contains(&binding))
    }

    /// Moves the captures into a block without `move` that it gives away on some path: on its other paths they are dropped
    /// at its end. Only those that no later code mentions.
    fn move_in_at_last(&mut self, block: &ExprAsync, body: &mut Block) {
        // The arguments of a call that is awaited are plain data, but for sets.
        let mut owned = moved(block, self.bindings.has_sets);
        owned.retain(|binding| self.is_over(*binding));
        self.rebind(&owned, body);
    }

    /// Gives captured bindings new ones within the body. Captures are dropped in the order of their first mention.
    fn rebind(&mut self, captured: &BTreeSet<BindingId>, body: &mut Block) {
        let mut in_order = mentioned_in_order(body);
        in_order.retain(|binding| captured.contains(binding) && !self.closures.contains(binding));
        let mut renamed = BTreeMap::new();
        let mut moves: Vec<Stmt> = Vec::new();
        for binding in in_order.into_iter().rev() {
            let inner = self.bindings.get(binding).clone();
            let mutability = inner.mutable.then(|| quote!(mut));
            let inner = self.bindings.add(inner);
            let (outer, own) = (
                self.bindings.own_name(binding),
                self.bindings.own_name(inner),
            );
            moves.push(parse_quote!(let #mutability #own = #outer;));
            renamed.insert(binding, own);
        }
        Rename(&renamed).visit_block_mut(body);
        moves.append(&mut body.stmts);
        body.stmts = moves;
    }
}

impl VisitMut for TakeIn<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let mut later: Vec<BTreeSet<BindingId>> = vec![BTreeSet::new()];
        for statement in block.stmts.iter().skip(1).rev() {
            let next = later.last().expect("there is one");
            later.push(next | &mentioned(statement));
        }
        for statement in &mut block.stmts {
            self.later.extend(later.pop());
            self.visit_stmt_mut(statement);
            self.later.pop();
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Some(part) = self.part(expr) {
            *expr = part;
        }
        let is_loop = matches!(expr, Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_));
        if is_loop {
            self.turns.push(declared_in(expr));
        }
        visit_mut::visit_expr_mut(self, expr);
        if is_loop {
            self.turns.pop();
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

fn bare_block(expr: &Expr) -> Option<&ExprAsync> {
    match expr {
        Expr::Async(block) => Some(block),
        Expr::Paren(paren) => bare_block(&paren.expr),
        Expr::Group(group) => bare_block(&group.expr),
        _ => None,
    }
}

/// Whether an unknown macro may hide a `return` or a `?` of the block: it would leave the function.
fn may_hide_an_exit(block: &Block) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_macro(&mut self, invocation: &Macro) {
            self.0 |= !never_exits(invocation);
        }

        fn visit_expr(&mut self, expr: &Expr) {
            if !matches!(expr, Expr::Closure(_) | Expr::Async(_) | Expr::Const(_)) {
                visit::visit_expr(self, expr);
            }
        }

        fn visit_item(&mut self, _: &Item) {}
    }
    let mut find = Find(false);
    find.visit_block(block);
    find.0
}

/// Whether a block has a `break` or a `continue` of a loop around it. That is an error, which rustc reports.
fn leaves_a_loop(block: &Block) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr(&mut self, expr: &Expr) {
            match expr {
                Expr::Break(exit) => {
                    self.0 |= exit.label.is_none();
                    visit::visit_expr(self, expr);
                }
                Expr::Continue(exit) => self.0 |= exit.label.is_none(),
                Expr::Loop(_)
                | Expr::While(_)
                | Expr::ForLoop(_)
                | Expr::Closure(_)
                | Expr::Async(_)
                | Expr::Const(_) => {}
                _ => visit::visit_expr(self, expr),
            }
        }

        fn visit_item(&mut self, _: &Item) {}
    }
    let mut find = Find(false);
    find.visit_block(block);
    find.0
}

/// Whether a macro is known to contain no `return` and no `?`, and to be given none.
fn never_exits(invocation: &Macro) -> bool {
    let mut path = invocation.path.segments.iter();
    let is_logging = path
        .next()
        .is_some_and(|of| of.ident == "tracing" || of.ident == "log")
        && path
            .next()
            .is_some_and(|name| known_macros::logs(&bare(&name.ident)))
        && path.next().is_none();
    let is_known = is_logging || known_macros::is_value(invocation);
    is_known && !exits(&invocation.tokens)
}

/// Whether there is a `return`, or a `?` behind a value. `tracing` has a `?` before a name: `info!(?order)`.
fn exits(tokens: &TokenStream) -> bool {
    let mut is_behind_value = false;
    tokens.clone().into_iter().any(|token| {
        let exits = match &token {
            TokenTree::Ident(ident) => ident == "return",
            TokenTree::Punct(punct) => punct.as_char() == '?' && is_behind_value,
            TokenTree::Group(group) => exits(&group.stream()),
            TokenTree::Literal(_) => false,
        };
        is_behind_value = !matches!(token, TokenTree::Punct(_));
        exits
    })
}

/// Replaces the unique names of bindings by others.
struct Rename<'a>(&'a BTreeMap<BindingId, Ident>);

impl Rename<'_> {
    fn tokens(&self, tokens: TokenStream) -> TokenStream {
        tokens::mapped(tokens, &mut |token| match token {
            TokenTree::Ident(mut ident) => {
                self.rename(&mut ident);
                TokenTree::Ident(ident)
            }
            other => other,
        })
    }

    fn rename(&self, ident: &mut Ident) {
        if let Some(name) = binding_of(ident).and_then(|binding| self.0.get(&binding)) {
            let mut name = name.clone();
            name.set_span(ident.span());
            *ident = name;
        }
    }
}

impl VisitMut for Rename<'_> {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        self.rename(ident);
    }

    fn visit_macro_mut(&mut self, invocation: &mut Macro) {
        let tokens = std::mem::take(&mut invocation.tokens);
        invocation.tokens = self.tokens(tokens);
    }

    /// The captures of a macro's string literals are in an attribute.
    fn visit_meta_list_mut(&mut self, list: &mut syn::MetaList) {
        let tokens = std::mem::take(&mut list.tokens);
        list.tokens = self.tokens(tokens);
    }
}

/// The operand of a `?`, in the form that [`Exits`] gives it.
pub(super) fn tried_in(expr: &Expr) -> Option<&Expr> {
    let Expr::Match(choice) = expr else {
        return None;
    };
    match &*choice.expr {
        Expr::Call(call) if own_function(call).is_some_and(|name| name == "tried") => {
            match &call.args[0] {
                Expr::Call(quiet) => quiet.args.first(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The same, or the expression itself for any other one.
pub(super) fn tried_in_mut(expr: &mut Expr) -> &mut Expr {
    if tried_in(expr).is_none() {
        return expr;
    }
    let Expr::Match(choice) = expr else {
        unreachable!("it is one");
    };
    let Expr::Call(call) = &mut *choice.expr else {
        unreachable!("it is one");
    };
    let Expr::Call(quiet) = &mut call.args[0] else {
        unreachable!("it is one");
    };
    &mut quiet.args[0]
}

/// Makes the `?` and the `return` of a block leave it by its label.
struct Exits<'a> {
    label: &'a Lifetime,
}

impl VisitMut for Exits<'_> {
    fn visit_local_mut(&mut self, local: &mut Local) {
        visit_mut::visit_local_mut(self, local);
        if let Some(init) = &mut local.init
            && init.diverge.is_some()
            && tried_in(&init.expr).is_some()
        {
            // No `}` may stand before the `else`.
            let tried = &init.expr;
            init.expr = parse_quote!((#tried));
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => return,
            _ => visit_mut::visit_expr_mut(self, expr),
        }
        let label = self.label;
        match expr {
            Expr::Return(exit) => {
                let value = exit
                    .expr
                    .as_ref()
                    .map_or_else(|| quote!(()), ToTokens::to_token_stream);
                *expr = parse_quote_spanned!(exit.return_token.span()=> break #label #value);
            }
            Expr::Try(attempt) => {
                let (tried, span) = (&attempt.expr, attempt.question_token.span());
                let (value, it) = (
                    Ident::new("value", Span::mixed_site()),
                    Ident::new("it", Span::mixed_site()),
                );
                let quiet = quote!(<__TypeOk as __durable::HasOutput<_>>::yields);
                let failed = quote_spanned!(span=> __durable::failed(#it));
                *expr = parse_quote! {
                    match __durable::CanFail::tried(#quiet(#tried)) {
                        __durable::Tried::Value(#value) => #value,
                        __durable::Tried::Failed(#it) => break #label #failed,
                    }
                };
            }
            _ => {}
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}
