//! What a durable function may not be or contain: one function per rule, each noting every breach.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprAwait, ExprClosure, ExprForLoop, Item, Macro, Pat, Stmt, Type,
};

use crate::concurrency;
use crate::diagnostics::{self, Mistakes};
use crate::hygiene::{Bindings, bindings_in, mentioned, root_of};
use crate::known_macros;
use crate::lower::blocks::Step;
use crate::lower::heads::{self, Unfit};
use crate::lower::receivers::is_of_numbers;
use crate::lower::{Machine, Unit, async_blocks};
use crate::model::Function;
use crate::operands;

pub(crate) fn orchestrator(function: &Function, mistakes: &mut Mistakes) {
    signature(function, mistakes);
    no_state(function, mistakes);
    no_name_of_our_own(&function.body_tokens, mistakes);
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
}

pub(crate) fn activity(function: &Function, mistakes: &mut Mistakes) {
    signature(function, mistakes);
    no_self_type(function, mistakes);
}

/// What can be told only once it is known what is alive at each await.
pub(crate) fn machine(machine: &Machine, mistakes: &mut Mistakes) {
    no_borrow_across_await(machine, mistakes);
    no_closure_across_await(machine, mistakes);
    no_change_in_async_block(machine, mistakes);
    no_loop_over_other_borrows(machine, mistakes);
    no_local_of_a_macro(machine, mistakes);
}

/// A macro may declare a local by a name that it is given. In a block that awaits, it can't be told from the local of the
/// function that has the name.
///
/// ```text
/// let n = 1;
/// if n > 0 { define!(n, 5); fetch(n).await?; }
/// ```
fn no_local_of_a_macro(machine: &Machine, mistakes: &mut Mistakes) {
    struct Macros<'a> {
        bindings: &'a Bindings,
        mistakes: &'a mut Mistakes,
        /// Whether the place is in a block within the function's own, or within that of an `async` block.
        nested: bool,
        /// Whether the loop around the place awaits.
        in_loop: bool,
    }
    impl Macros<'_> {
        fn repeated(&mut self, body: &Block, visit: impl FnOnce(&mut Self)) {
            let outer = std::mem::replace(&mut self.in_loop, operands::block_awaits(body));
            visit(self);
            self.in_loop = outer;
        }

        /// Whether a block is more than one state, or leaves one.
        fn is_apart(&self, block: &Block) -> bool {
            struct Leaves(bool);
            impl Visit<'_> for Leaves {
                fn visit_expr(&mut self, expr: &Expr) {
                    self.0 |= matches!(expr, Expr::Break(_) | Expr::Continue(_));
                    visit::visit_expr(self, expr);
                }
            }
            let mut leaves = Leaves(false);
            leaves.visit_block(block);
            operands::block_awaits(block) || (self.in_loop && leaves.0)
        }
    }
    impl<'ast> Visit<'ast> for Macros<'_> {
        fn visit_expr_loop(&mut self, repeat: &'ast syn::ExprLoop) {
            self.repeated(&repeat.body, |this| visit::visit_expr_loop(this, repeat));
        }

        fn visit_expr_while(&mut self, repeat: &'ast syn::ExprWhile) {
            self.repeated(&repeat.body, |this| visit::visit_expr_while(this, repeat));
        }

        fn visit_expr_for_loop(&mut self, repeat: &'ast ExprForLoop) {
            self.repeated(&repeat.body, |this| {
                visit::visit_expr_for_loop(this, repeat);
            });
        }

        fn visit_block(&mut self, block: &'ast Block) {
            let nested = std::mem::replace(&mut self.nested, true);
            let mut own = BTreeSet::new();
            for statement in &block.stmts {
                match statement {
                    Stmt::Local(local) => own.extend(bindings_in(&local.pat)),
                    Stmt::Expr(Expr::Macro(invocation), _) if nested && self.is_apart(block) => {
                        for (binding, name) in names_to_declare(&invocation.mac.tokens) {
                            if !own.contains(&binding) {
                                let user = &self.bindings.get(binding).name;
                                self.mistakes.at(&name, diagnostics::local_of_a_macro(user));
                            }
                        }
                    }
                    _ => {}
                }
            }
            visit::visit_block(self, block);
            self.nested = nested;
        }
    }
    for unit in &machine.units {
        let mut macros = Macros {
            bindings: &machine.bindings,
            mistakes,
            nested: false,
            in_loop: false,
        };
        macros.visit_block(&unit.marked);
    }
}

/// The locals that a macro is given by their mere names, which it may take as those of locals of its own.
fn names_to_declare(tokens: &TokenStream) -> Vec<(usize, proc_macro2::Ident)> {
    let ends = |token: Option<&TokenTree>| match token {
        None => true,
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), ',' | '=' | ':' | ';'),
        Some(TokenTree::Ident(word)) => word == "let" || word == "mut" || word == "in",
        Some(_) => false,
    };
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Ident(name) = token
            && let Some(binding) = crate::hygiene::binding_of(name)
            && ends(at.checked_sub(1).and_then(|before| tokens.get(before)))
            && ends(tokens.get(at + 1))
        {
            names.push((binding, name.clone()));
        }
    }
    names
}

/// A borrow of a local can't be stored.
///
/// ```text
/// let part = &name[1..];
/// fetch(1).await?;
/// println!("{part}");
/// ```
fn no_borrow_across_await(machine: &Machine, mistakes: &mut Mistakes) {
    for step in steps(machine) {
        let Step::Statement(Stmt::Local(local)) = step else {
            continue;
        };
        let (Some(init), [binding]) = (&local.init, &bindings_in(&local.pat)[..]) else {
            continue;
        };
        let Some((borrowed, operator)) = borrowed_local(&init.expr) else {
            continue;
        };
        let point = machine.point_after_which_is_alive(*binding);
        if let Some(point) = point.filter(|point| !point.begins_block) {
            let (name, borrowed) = (
                &machine.bindings.get(*binding).name,
                &machine.bindings.get(borrowed).name,
            );
            mistakes.at(
                &operator,
                diagnostics::borrow_across_await(name, borrowed, &point.awaited()),
            );
        }
    }
}

/// A closure can't be stored, nor handed from state to state: each state is compiled on its own.
///
/// ```text
/// let double = |n: u32| n * 2;
/// fetch(double(1)).await?;
/// double(2)
/// ```
fn no_closure_across_await(machine: &Machine, mistakes: &mut Mistakes) {
    let carried = machine.carried();
    for step in steps(machine) {
        let Step::Statement(Stmt::Local(local)) = step else {
            continue;
        };
        let (Some(init), [binding]) = (&local.init, &bindings_in(&local.pat)[..]) else {
            continue;
        };
        if let (Expr::Closure(closure), true) = (&*init.expr, carried.contains(binding)) {
            let name = &machine.bindings.get(*binding).name;
            mistakes.at(
                &closure.inputs_begin,
                diagnostics::closure_across_await(name),
            );
        }
    }
}

/// The straight code of all units.
fn steps(machine: &Machine) -> impl Iterator<Item = &Step> {
    let blocks = machine.units.iter().flat_map(|unit| &unit.blocks.all);
    blocks.flat_map(|code| &code.steps)
}

/// An `async` block has copies of what it captures, so a change that it makes would be lost where the local
/// is still needed.
///
/// ```text
/// let mut total = 0;
/// join!(async { total += fetch(1).await?; Ok(()) }, tick());
/// Ok(total)
/// ```
fn no_change_in_async_block(machine: &Machine, mistakes: &mut Mistakes) {
    for (number, unit) in machine.units.iter().enumerate() {
        let Some(block) = unit.block.as_ref().filter(|block| !block.moves) else {
            continue;
        };
        let Some(needed) = machine.needed_after(number) else {
            continue;
        };
        for (binding, span) in async_blocks::changed(block) {
            if machine.needs_of(&needed, binding) {
                let name = &machine.bindings.get(binding).name;
                mistakes.at_span(span, diagnostics::change_in_async_block(name));
            }
        }
    }
}

/// What is left of a loop over borrowed items is stored as how far it is, so the items must be there to be
/// gone over again. And a closure in the head is written anew for each turn.
///
/// ```text
/// for item in order.items().iter() { ship(item.clone()).await?; }
/// for item in items.into_iter().map(price).rev() { charge(item).await?; }
/// ```
fn no_loop_over_other_borrows(machine: &Machine, mistakes: &mut Mistakes) {
    struct Loops<'a> {
        unit: &'a Unit,
        bindings: &'a Bindings,
        mistakes: &'a mut Mistakes,
    }
    impl Loops<'_> {
        fn head(&mut self, left: usize, expr: &Expr) {
            let head = match heads::head(expr) {
                Ok(head) => head,
                Err(Unfit::Method(method)) => {
                    let message = diagnostics::whole_after_closure(&method.to_string());
                    self.mistakes.at(&method, message);
                    return;
                }
                Err(Unfit::Closure(span)) => {
                    self.mistakes.at_span(span, diagnostics::NO_CLOSURE);
                    return;
                }
            };
            let source = head.map_or(expr, |head| head.source_of(expr));
            if !self.unit.derived.goes_again(left)
                && let Some(span) = borrows_items(source)
            {
                self.mistakes.at_span(
                    span,
                    match head {
                        Some(_) => diagnostics::FOR_OVER_BORROW_AND_CLOSURE,
                        None => diagnostics::FOR_OVER_BORROW,
                    },
                );
            }
            let closures = head.map_or_else(Vec::new, |head| head.closures(expr));
            for closure in closures
                .into_iter()
                .filter(|closure| closure.capture.is_some())
            {
                let names = mentioned(&closure.body).into_iter();
                let mut copied = names.filter(|binding| self.bindings.get(*binding).mutable);
                let own: BTreeSet<usize> = closure.inputs.iter().flat_map(bindings_in).collect();
                if let Some(binding) = copied.find(|binding| !own.contains(binding)) {
                    let name = &self.bindings.get(binding).name;
                    self.mistakes
                        .at(&closure.capture, diagnostics::moves_what_changes(name));
                }
            }
        }
    }
    impl<'ast> Visit<'ast> for Loops<'_> {
        fn visit_expr_for_loop(&mut self, repeat: &'ast ExprForLoop) {
            if let Some(left) = operands::items_of(repeat) {
                self.head(left, &repeat.expr);
            }
            visit::visit_expr_for_loop(self, repeat);
        }
    }
    for unit in &machine.units {
        let mut loops = Loops {
            unit,
            bindings: &machine.bindings,
            mistakes,
        };
        loops.visit_block(&unit.marked);
    }
}

/// Where an expression borrows items that it then goes over as they are.
fn borrows_items(items: &Expr) -> Option<Span> {
    match operands::unwrap_parens(items) {
        Expr::Reference(reference) => Some(reference.and_token.span()),
        Expr::MethodCall(call) => {
            let method = call.method.to_string();
            match method.as_str() {
                _ if matches!(operands::unwrap_parens(&call.receiver), Expr::Lit(_)) => None,
                "iter" | "iter_mut" | "by_ref" | "keys" | "values" | "values_mut" | "windows"
                | "chunks" | "chunks_exact" | "lines" | "split" | "rsplit" | "split_inclusive"
                | "split_terminator" => Some(call.method.span()),
                "cloned" | "copied" => None,
                _ if operands::adapts_iterator(&method) => borrows_items(&call.receiver)
                    .or_else(|| call.args.iter().find_map(borrows_items)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The local that an expression borrows, and the `&`.
fn borrowed_local(expr: &Expr) -> Option<(usize, syn::Token![&])> {
    match expr {
        Expr::Reference(reference) => {
            root_of(&reference.expr).map(|local| (local, reference.and_token))
        }
        Expr::Paren(paren) => borrowed_local(&paren.expr),
        Expr::Group(group) => borrowed_local(&group.expr),
        _ => None,
    }
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

/// The passes of the compiler leave names for one another, which nobody else may have.
///
/// ```text
/// __temp_3(order).await?;
/// ```
fn no_name_of_our_own(tokens: &TokenStream, mistakes: &mut Mistakes) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => {
                let text = name.to_string();
                if operands::is_mark(&text) || known_macros::is_mark(&text) {
                    mistakes.at(&name, diagnostics::own_name(&text));
                }
            }
            TokenTree::Group(group) => no_name_of_our_own(&group.stream(), mistakes),
            _ => {}
        }
    }
}

/// A durable function is compiled as items of their own, in which the `impl` around them isn't known.
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
        // It has a `self`, which is told of already.
        return;
    }
    let mut find = Find(mistakes);
    find.visit_signature(&function.signature);
    find.visit_block(&function.body);
}

/// What `#[tracing::instrument]` makes of a function is no longer the function that the user wrote.
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

/// Looks at the body for awaits where none can be stored, and for what isn't supported.
struct Body<'a> {
    mistakes: &'a mut Mistakes,
    inside: Inside,
    /// Whether the place is in a block within the function's own.
    nested: bool,
    /// Whether a loop is around the place.
    repeated: bool,
}

impl Body<'_> {
    /// A type must be the same in all states, so it would be seen outside of its block; and a `static` there
    /// must be, too.
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

    /// An `async` block of an orchestrator is run by the orchestrator.
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

    /// Its awaits are its own, wherever it stands.
    fn visit_expr_async(&mut self, block: &'ast ExprAsync) {
        self.within(Inside::Function, |this| {
            visit::visit_expr_async(this, block);
        });
    }

    fn visit_block(&mut self, block: &'ast Block) {
        if self.nested && operands::block_awaits(block) {
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

    /// `+=` and its like evaluate their sides in an order that depends on the type, so the place on the left
    /// must not do anything.
    ///
    /// ```text
    /// totals[next()] += fetch(n).await?;
    /// ```
    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let is_busy = operands::awaits(&binary.right)
            && (!is_simple_place(&binary.left) || is_found_elsewhere(&binary.left, &binary.right))
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
            .or_else(|| known_macros::as_call(invocation, 0))
        {
            Body {
                mistakes: self.mistakes,
                inside: self.inside,
                nested: self.nested,
                repeated: self.repeated,
            }
            .visit_expr(&read);
        } else if let Some(span) = known_macros::awaits_in(&invocation.tokens) {
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

/// A closure that gives an `async` block: `|| async { fetch(n).await }`.
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

/// A place that a branch gives which awaits: `*match n { 0 => &mut a, _ => { fetch(1).await?; continue } }`.
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

/// Whether the value that is assigned may change what the place is found by: an index, a key.
///
/// ```text
/// totals[i] += { i += 1; fetch(i).await? };
/// ```
fn is_found_elsewhere(place: &Expr, value: &Expr) -> bool {
    #[derive(Default)]
    struct Names {
        /// All but the one that the place begins with.
        found_by: BTreeSet<String>,
        begun: bool,
    }
    impl Visit<'_> for Names {
        fn visit_expr_path(&mut self, path: &syn::ExprPath) {
            if let Some(name) = path.path.get_ident().filter(|_| self.begun) {
                self.found_by.insert(name.to_string());
            }
            self.begun = true;
        }
    }
    struct Changes<'a> {
        names: &'a BTreeSet<String>,
        found: bool,
    }
    impl Changes<'_> {
        fn names(&mut self, tokens: &impl quote::ToTokens) {
            let mut tokens = tokens.to_token_stream().into_iter();
            self.found |= tokens.any(|token| mentions(&token, self.names));
        }
    }
    fn mentions(token: &TokenTree, names: &BTreeSet<String>) -> bool {
        match token {
            TokenTree::Ident(name) => names.contains(&name.to_string()),
            TokenTree::Group(group) => {
                let mut tokens = group.stream().into_iter();
                tokens.any(|token| mentions(&token, names))
            }
            _ => false,
        }
    }
    impl Visit<'_> for Changes<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            match expr {
                Expr::Assign(assign) => self.names(&assign.left),
                Expr::Binary(binary) if operands::is_compound_assignment(&binary.op) => {
                    self.names(&binary.left);
                }
                Expr::Reference(reference) if reference.mutability.is_some() => {
                    self.names(&reference.expr);
                }
                Expr::MethodCall(call)
                    if !is_of_numbers(&call.method.to_string())
                        && matches!(operands::unwrap_parens(&call.receiver), Expr::Path(_)) =>
                {
                    self.names(&call.receiver);
                }
                Expr::Macro(invocation) if known_macros::as_call(&invocation.mac, 0).is_none() => {
                    self.names(&invocation.mac.tokens);
                }
                _ => {}
            }
            visit::visit_expr(self, expr);
        }

        fn visit_stmt_macro(&mut self, statement: &syn::StmtMacro) {
            if known_macros::as_call(&statement.mac, 0).is_none() {
                self.names(&statement.mac.tokens);
            }
        }
    }
    let mut names = Names::default();
    names.visit_expr(place);
    let mut changes = Changes {
        names: &names.found_by,
        found: false,
    };
    changes.visit_expr(value);
    changes.found
}

/// Whether an item has a `static` in it, of which each state would have its own.
fn has_static(item: &Item) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_item_static(&mut self, _: &syn::ItemStatic) {
            self.0 = true;
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

/// A place in which nothing is done but finding it: a local, a field, an element, what a method such as
/// `entry(…).or_default()` finds.
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
