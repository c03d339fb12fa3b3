//! The rules for durable functions: one function per rule, each noting every breach. Rules that need the compiled
//! function are in [`compiled`].

pub(crate) mod compiled;
mod dead_code;
mod declared;
mod macros;
pub(crate) mod migration;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprAwait, ExprClosure, ExprForLoop, Item, Macro, Pat, Stmt, Type,
};

use crate::concurrency;
use crate::diagnostics::{self, Mistakes};
use crate::ids::MacroId;
use crate::known_macros;
use crate::known_macros::awaits::awaits_in;
use crate::model::Function;
use crate::operands;

pub(crate) fn orchestrator(function: &Function, mistakes: &mut Mistakes) {
    signature(function, mistakes);
    no_state(function, mistakes);
    no_self_type(function, mistakes);
    if !not_below_instrument(function, mistakes) {
        return;
    }
    let mut body = Body {
        mistakes,
        inside: Inside::Function,
        nested: false,
        repeated: false,
    };
    body.visit_block(&function.body);
    macros::mean_one_thing(&function.body, mistakes);
}

pub(crate) fn activity(function: &Function, mistakes: &mut Mistakes) {
    signature(function, mistakes);
    no_self_type(function, mistakes);
}

/// A durable function is a plain `async fn`: no generics, no `unsafe`, parameters that can be stored.
///
/// ```text
/// async fn ship<T>(order: &Order, carrier: impl Carrier) -> Result<()>
/// ```
fn signature(function: &Function, mistakes: &mut Mistakes) {
    let signature = &function.signature;
    if signature.asyncness.is_none() {
        mistakes.at(&signature.fn_token, diagnostics::NOT_ASYNC);
    }
    if let Some(constness) = &signature.constness {
        mistakes.at(constness, diagnostics::CONST_FN);
    }
    if matches!(signature.safety, syn::Safety::Unsafe(_)) {
        mistakes.at(&signature.safety, diagnostics::UNSAFE_FN);
    }
    if let Some(abi) = &signature.abi {
        mistakes.at(abi, diagnostics::EXTERN_FN);
    }
    if let Some(variadic) = &signature.variadic {
        mistakes.at(variadic, diagnostics::VARIADIC);
    }
    if let Some(parameter) = signature.generics.params.first() {
        mistakes.at(parameter, diagnostics::GENERICS);
    }
    if function.call_parameters().count() > 12 {
        mistakes.at(&signature.ident, diagnostics::TOO_MANY_PARAMETERS);
    }
    for parameter in &function.parameters {
        match &parameter.ty {
            Type::ImplTrait(ty) => mistakes.at(ty, diagnostics::IMPL_TRAIT),
            Type::Reference(ty) => mistakes.at(ty, diagnostics::REFERENCE),
            _ => {}
        }
    }
    if let Type::ImplTrait(ty) = &function.output {
        mistakes.at(ty, diagnostics::IMPL_TRAIT);
    }
}

/// `State` belongs to activities.
///
/// ```text
/// #[orchestrator]
/// async fn monitor(github: State<GitHub>) -> Result<()>
/// ```
fn no_state(function: &Function, mistakes: &mut Mistakes) {
    for parameter in function
        .parameters
        .iter()
        .filter(|parameter| parameter.state.is_some())
    {
        mistakes.at(&parameter.ty, diagnostics::STATE_IN_ORCHESTRATOR);
    }
}

/// A durable function is compiled into separate items, outside of the `impl` around it.
///
/// ```text
/// impl Order { #[orchestrator] async fn ship() -> Result<u32> { fetch(Self::LIMIT).await } }
/// ```
fn no_self_type(function: &Function, mistakes: &mut Mistakes) {
    struct Find<'a>(&'a mut Mistakes);
    impl Find<'_> {
        fn tokens(&mut self, tokens: &TokenStream) {
            for token in tokens.clone() {
                match token {
                    TokenTree::Ident(name) if name == "Self" => {
                        self.0.at(&name, diagnostics::SELF_TYPE);
                    }
                    TokenTree::Group(group) => self.tokens(&group.stream()),
                    _ => {}
                }
            }
        }
    }
    impl<'ast> Visit<'ast> for Find<'_> {
        fn visit_ident(&mut self, name: &'ast proc_macro2::Ident) {
            if name == "Self" {
                self.0.at(name, diagnostics::SELF_TYPE);
            }
        }

        fn visit_macro(&mut self, invocation: &'ast Macro) {
            self.tokens(&invocation.tokens);
        }

        /// An `impl` within the body has a `Self` of its own.
        fn visit_item(&mut self, item: &'ast Item) {
            if let Item::Fn(_) | Item::Const(_) = item {
                visit::visit_item(self, item);
            }
        }
    }
    if function.parameters.len() < function.signature.inputs.len() {
        // The `self` parameter is reported already.
        return;
    }
    let mut find = Find(mistakes);
    find.visit_signature(&function.signature);
    find.visit_block(&function.body);
}

/// `#[tracing::instrument]` above the attribute replaces the user's function by another one.
///
/// ```text
/// #[tracing::instrument]
/// #[orchestrator]
/// async fn ship(order: u32) -> Result<()>
/// ```
fn not_below_instrument(function: &Function, mistakes: &mut Mistakes) -> bool {
    fn is_instrumented(tokens: &TokenStream) -> bool {
        tokens.clone().into_iter().any(|token| match token {
            TokenTree::Ident(name) => name == "__tracing_attr_span",
            TokenTree::Group(group) => is_instrumented(&group.stream()),
            _ => false,
        })
    }
    let is_instrumented = is_instrumented(&function.body_tokens);
    if is_instrumented {
        mistakes.at(&function.signature.ident, diagnostics::INSTRUMENT_ABOVE);
    }
    !is_instrumented
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Function,
    Closure,
    Unsafe,
    Guard,
}

/// Looks for awaits that can't be stored, and for unsupported code.
struct Body<'a> {
    mistakes: &'a mut Mistakes,
    inside: Inside,
    /// Whether the place is in a block within the function's own.
    nested: bool,
    /// Whether a loop is around the place.
    repeated: bool,
}

impl Body<'_> {
    /// A type must be the same in all states, so it would be visible outside of its block; and so would a `static`.
    ///
    /// ```text
    /// { struct Page(u32); fetch(n).await?; }
    /// ```
    fn no_type_in_block(&mut self, item: &Item) {
        if has_static(item)
            || !matches!(
                item,
                Item::Const(_) | Item::Fn(_) | Item::Use(_) | Item::Macro(_)
            )
        {
            self.mistakes.at(item, diagnostics::ITEM_IN_BLOCK);
        }
    }

    /// An `async` block of an orchestrator can't be run by another executor.
    ///
    /// ```text
    /// tokio::spawn(async move { fetch(n).await })
    /// ```
    fn no_task_of_another(&mut self, function: &syn::Path) {
        let mut names = function.segments.iter().rev().map(|segment| &segment.ident);
        let (Some(name), Some(of)) = (names.next(), names.next()) else {
            return;
        };
        let runs = ["spawn", "spawn_local", "block_on", "spawn_blocking"];
        if runs.iter().any(|run| name == run) && of != "durable_runtime" {
            self.mistakes.at(function, diagnostics::TASK_OF_ANOTHER);
        }
    }

    fn repeated(&mut self, repeated: bool, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.repeated, repeated);
        visit(self);
        self.repeated = before;
    }

    fn within(&mut self, inside: Inside, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.inside, inside);
        visit(self);
        self.inside = before;
    }
}

impl<'ast> Visit<'ast> for Body<'_> {
    /// ```text
    /// urls.iter().map(|url| fetch(url.clone()).await)
    /// ```
    fn visit_expr_await(&mut self, wait: &'ast ExprAwait) {
        let message = match self.inside {
            Inside::Function => None,
            Inside::Closure => Some(diagnostics::AWAIT_IN_CLOSURE),
            Inside::Unsafe => Some(diagnostics::AWAIT_IN_UNSAFE),
            Inside::Guard => Some(diagnostics::AWAIT_IN_GUARD),
        };
        if let Some(message) = message {
            self.mistakes.at(&wait.await_token, message);
        }
        if let Expr::Call(call) = operands::unwrap_parens(&wait.base)
            && call.args.iter().any(is_async_closure)
        {
            self.mistakes
                .at(&call.func, diagnostics::GIVEN_ASYNC_CLOSURE);
            return;
        }
        visit::visit_expr_await(self, wait);
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        if let Some(asyncness) = &closure.asyncness {
            self.mistakes.at(asyncness, diagnostics::AWAIT_IN_CLOSURE);
            return;
        }
        self.within(Inside::Closure, |this| {
            this.repeated(false, |this| visit::visit_expr_closure(this, closure));
        });
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let (Expr::Path(function), Some(Expr::Async(_))) = (&*call.func, call.args.first()) {
            self.no_task_of_another(&function.path);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_loop(&mut self, repeat: &'ast syn::ExprLoop) {
        self.repeated(true, |this| visit::visit_expr_loop(this, repeat));
    }

    fn visit_expr_while(&mut self, repeat: &'ast syn::ExprWhile) {
        self.repeated(true, |this| visit::visit_expr_while(this, repeat));
    }

    fn visit_expr_break(&mut self, exit: &'ast syn::ExprBreak) {
        if exit.label.is_none() && !self.repeated {
            self.mistakes
                .at(&exit.break_token, diagnostics::BREAK_OUTSIDE);
        }
        visit::visit_expr_break(self, exit);
    }

    fn visit_expr_continue(&mut self, exit: &'ast syn::ExprContinue) {
        if !self.repeated {
            self.mistakes
                .at(&exit.continue_token, diagnostics::CONTINUE_OUTSIDE);
        }
    }

    fn visit_expr_for_loop(&mut self, repeat: &'ast ExprForLoop) {
        self.repeated(true, |this| visit::visit_expr_for_loop(this, repeat));
    }

    fn visit_expr_unsafe(&mut self, block: &'ast syn::ExprUnsafe) {
        self.within(Inside::Unsafe, |this| visit::visit_expr_unsafe(this, block));
    }

    /// The awaits of an `async` block are its own, wherever it is.
    fn visit_expr_async(&mut self, block: &'ast ExprAsync) {
        self.within(Inside::Function, |this| {
            visit::visit_expr_async(this, block);
        });
    }

    fn visit_block(&mut self, block: &'ast Block) {
        if self.nested && (operands::block_awaits(block) || has_async_block(block)) {
            for statement in &block.stmts {
                if let Stmt::Item(item) = statement {
                    self.no_type_in_block(item);
                }
            }
        }
        let outer = std::mem::replace(&mut self.nested, true);
        visit::visit_block(self, block);
        self.nested = outer;
    }

    /// `+=` and the like evaluate their sides in an order that depends on the type, so the place on the left must have
    /// no effects.
    ///
    /// ```text
    /// totals[next()] += fetch(n).await?;
    /// ```
    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let is_busy = operands::awaits(&binary.right) && !is_simple_place(&binary.left)
            || is_chosen_by_await(&binary.left);
        if operands::is_compound_assignment(&binary.op) && is_busy {
            self.mistakes.at(&binary.left, diagnostics::BUSY_PLACE);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        if let Pat::Guard(guarded) = pattern {
            self.within(Inside::Guard, |this| this.visit_expr(&guarded.guard));
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::TryBlock(block) => self.mistakes.at(&block.try_token, diagnostics::TRY_BLOCK),
            Expr::Yield(expr) => self.mistakes.at(&expr.yield_token, diagnostics::YIELD),
            _ => visit::visit_expr(self, expr),
        }
    }

    /// ```text
    /// tokio::select! { … }
    /// my_macro!(fetch(url).await)
    /// ```
    fn visit_macro(&mut self, invocation: &'ast Macro) {
        let name = invocation
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default();
        if name == "stringify" {
            // Its tokens are never run.
        } else if known_macros::awaits_in_comparison_message(invocation) {
            self.mistakes
                .at(&invocation.path, diagnostics::AWAIT_IN_MESSAGE);
        } else if let Some(read) = concurrency::pinned(invocation)
            .and_then(|local| Some(*local.init?.expr))
            .or_else(|| known_macros::as_call(invocation, MacroId::default()))
        {
            Body {
                mistakes: self.mistakes,
                inside: self.inside,
                nested: self.nested,
                repeated: self.repeated,
            }
            .visit_expr(&read);
        } else if let Some(span) = awaits_in(&invocation.tokens) {
            self.mistakes
                .at_span(span, diagnostics::AWAIT_IN_UNKNOWN_MACRO);
        }
    }

    /// ```text
    /// async fn helper(url: String) -> Result<u64> { fetch(url).await }
    /// ```
    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Fn(function) = item
            && let Some(asyncness) = &function.sig.asyncness
        {
            self.mistakes
                .at_span(asyncness.span(), diagnostics::AWAIT_IN_NESTED_FN);
        }
    }
}

/// A closure that returns an `async` block: `|| async { fetch(n).await }`.
fn is_async_closure(argument: &Expr) -> bool {
    let Expr::Closure(closure) = operands::unwrap_parens(argument) else {
        return false;
    };
    let gives_block = match operands::unwrap_parens(&closure.body) {
        Expr::Async(_) => true,
        Expr::Block(block) => {
            matches!(
                block.block.stmts.last(),
                Some(Stmt::Expr(Expr::Async(_), None))
            )
        }
        _ => false,
    };
    closure.asyncness.is_some() || gives_block
}

/// A place that a branch with an await returns: `*match n { 0 => &mut a, _ => { fetch(1).await?; continue } }`.
fn is_chosen_by_await(place: &Expr) -> bool {
    match place {
        Expr::Match(_) | Expr::If(_) | Expr::Block(_) | Expr::Loop(_) => operands::awaits(place),
        Expr::Unary(unary) => is_chosen_by_await(&unary.expr),
        Expr::Field(field) => is_chosen_by_await(&field.base),
        Expr::Index(index) => is_chosen_by_await(&index.expr),
        Expr::Paren(paren) => is_chosen_by_await(&paren.expr),
        Expr::Group(group) => is_chosen_by_await(&group.expr),
        _ => false,
    }
}

/// Whether a block contains an `async` block, which is compiled on its own, with the items around it.
fn has_async_block(block: &Block) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr_async(&mut self, _: &ExprAsync) {
            self.0 = true;
        }

        fn visit_item(&mut self, _: &Item) {}
    }
    let mut find = Find(false);
    find.visit_block(block);
    find.0
}

/// Whether an item contains a `static`, of which each state would have its own.
fn has_static(item: &Item) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_item_static(&mut self, _: &syn::ItemStatic) {
            self.0 = true;
        }

        /// A macro in statement position may declare one.
        fn visit_stmt_macro(&mut self, statement: &syn::StmtMacro) {
            self.0 |= known_macros::as_call(&statement.mac, MacroId::default()).is_none()
                && !known_macros::declares_nothing(&statement.mac);
            visit::visit_stmt_macro(self, statement);
        }

        fn visit_macro(&mut self, invocation: &Macro) {
            let name = invocation.path.segments.last().map(|last| &last.ident);
            self.0 |= name.is_some_and(|name| name == "thread_local" || name == "lazy_static");
            let mut tokens = invocation.tokens.clone().into_iter();
            self.0 |=
                tokens.any(|token| matches!(token, TokenTree::Ident(name) if name == "static"));
        }
    }
    let mut find = Find(false);
    if matches!(item, Item::Fn(_) | Item::Const(_)) {
        find.visit_item(item);
    }
    find.0
}

/// A place without effects: a local, a field, an element, or the result of a method such as `entry(…).or_default()`.
fn is_simple_place(place: &Expr) -> bool {
    match place {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => is_simple_place(&field.base),
        Expr::Index(index) => is_simple_place(&index.expr) && is_simple_place(&index.index),
        Expr::Unary(unary) => is_simple_place(&unary.expr),
        Expr::Cast(cast) => is_simple_place(&cast.expr),
        Expr::Reference(reference) => is_simple_place(&reference.expr),
        Expr::Binary(binary) => is_simple_place(&binary.left) && is_simple_place(&binary.right),
        Expr::MethodCall(call) => {
            is_simple_place(&call.receiver) && call.args.iter().all(is_simple_place)
        }
        Expr::Call(call) => call.args.iter().all(is_simple_place),
        Expr::Macro(invocation) => invocation.mac.path.is_ident("format"),
        Expr::Paren(paren) => is_simple_place(&paren.expr),
        Expr::Group(group) => is_simple_place(&group.expr),
        _ => false,
    }
}
