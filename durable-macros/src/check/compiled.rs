//! What can be told of a function only once it is compiled: what is alive at each await, what blocks capture, what
//! loops go over.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprForLoop, Stmt};

use crate::diagnostics::{self, Mistakes};
use crate::hygiene::{Bindings, bindings_in, mentioned, root_of};
use crate::known_macros;
use crate::lower::blocks::Step;
use crate::lower::heads::{self, Unfit};
use crate::lower::{Machine, Unit, async_blocks, receivers};
use crate::model::{bare, is_keyword};
use crate::operands;

/// What can be told only once it is known what is alive at each await.
pub(crate) fn machine(machine: &Machine, mistakes: &mut Mistakes) {
    no_borrow_across_await(machine, mistakes);
    no_closure_across_await(machine, mistakes);
    no_change_in_async_block(machine, mistakes);
    no_loop_over_other_borrows(machine, mistakes);
    no_local_of_a_macro(machine, mistakes);
    no_place_found_by_what_changes(machine, mistakes);
}

/// A macro may declare a local by a name that it is given. In a block that awaits, it can't be told from the local of the
/// function that has the name. And an item that it makes is seen in the one state in which the macro is.
///
/// ```text
/// let n = 1;
/// if n > 0 { define!(n, 5); fetch(n).await?; }
/// ```
fn no_local_of_a_macro(machine: &Machine, mistakes: &mut Mistakes) {
    struct Macros<'a> {
        bindings: &'a Bindings,
        mistakes: &'a mut Mistakes,
        /// Whether the place is in a block within the function's own, or within an `async` block.
        nested: bool,
        /// Whether the loop around the place awaits.
        in_loop: bool,
        /// How often each name stands in the function that may be an item's.
        named: &'a HashMap<String, usize>,
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

        /// Finds a name that a macro may declare, and that means something else in another state.
        fn declared(&mut self, tokens: &TokenStream, nested: bool, own: &BTreeSet<usize>) {
            let (mut names, mut inside) = (Vec::new(), HashMap::new());
            names_to_declare(tokens, &mut names);
            count_names(tokens, &mut inside);
            for name in names {
                let message = match crate::hygiene::binding_of(&name) {
                    Some(binding) if nested && !own.contains(&binding) => {
                        diagnostics::local_of_a_macro(&self.bindings.get(binding).name)
                    }
                    None if self.named.get(&bare(&name)) > inside.get(&bare(&name)) => {
                        diagnostics::item_of_a_macro(&bare(&name))
                    }
                    _ => continue,
                };
                self.mistakes.at(&name, message);
                return;
            }
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
            let is_apart = self.is_apart(block);
            let mut own = BTreeSet::new();
            for statement in &block.stmts {
                match statement {
                    Stmt::Local(local) => own.extend(bindings_in(&local.pat)),
                    Stmt::Expr(Expr::Macro(invocation), _)
                        if is_apart && !known_macros::declares_nothing(&invocation.mac) =>
                    {
                        self.declared(&invocation.mac.tokens, nested, &own);
                    }
                    _ => {}
                }
            }
            visit::visit_block(self, block);
            self.nested = nested;
        }
    }
    let mut named = HashMap::new();
    for unit in &machine.units {
        count_names(&unit.marked.to_token_stream(), &mut named);
    }
    for (number, unit) in machine.units.iter().enumerate() {
        let mut macros = Macros {
            bindings: &machine.bindings,
            mistakes,
            nested: number > 0,
            in_loop: false,
            named: &named,
        };
        macros.visit_block(&unit.marked);
    }
}

/// Counts the names in tokens that may be those of items: what is called, or leads to something, or begins with a capital.
fn count_names(tokens: &TokenStream, counts: &mut HashMap<String, usize>) {
    let mut is_member = false;
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let was_member = std::mem::replace(&mut is_member, false);
        match token {
            TokenTree::Ident(name) => {
                let is_used = match tokens.peek() {
                    Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
                    Some(TokenTree::Punct(punct)) => punct.as_char() == ':',
                    _ => false,
                };
                let text = bare(&name);
                let is_item = is_used || text.starts_with(char::is_uppercase);
                if is_item && !was_member && crate::hygiene::binding_of(&name).is_none() {
                    *counts.entry(text).or_default() += 1;
                }
            }
            TokenTree::Punct(punct) => is_member = punct.as_char() == '.' && !was_member,
            TokenTree::Group(group) => count_names(&group.stream(), counts),
            TokenTree::Literal(_) => {}
        }
    }
}

/// Whether a name is that of a type that every program has.
fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
    )
}

/// The names in a macro's tokens that it may take as those of what it declares: all but those that are plainly operands.
fn names_to_declare(tokens: &TokenStream, names: &mut Vec<proc_macro2::Ident>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => names_to_declare(&group.stream(), names),
            TokenTree::Ident(name) => {
                let before = at.checked_sub(1).and_then(|before| tokens.get(before));
                let is_operand = matches!(
                    before,
                    Some(TokenTree::Punct(punct)) if "&*+-/%!?.".contains(punct.as_char())
                ) || match tokens.get(at + 1) {
                    Some(TokenTree::Punct(punct)) => "*+-/%!?.&".contains(punct.as_char()),
                    Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::Brace,
                    _ => false,
                };
                let text = name.to_string();
                if !is_operand && !is_keyword(&text) && !is_primitive(&text) {
                    names.push(name.clone());
                }
            }
            _ => {}
        }
    }
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

/// `+=` and its like find their place before or after their value is evaluated: that depends on the type. So the value may
/// not change what the place is found by, nor the other way round.
///
/// ```text
/// totals[i] += { i += 1; fetch(i).await? };
/// totals[{ i += 1; fetch(i).await? }] += i;
/// ```
fn no_place_found_by_what_changes(machine: &Machine, mistakes: &mut Mistakes) {
    struct Assignments<'a>(&'a mut Mistakes);
    impl<'ast> Visit<'ast> for Assignments<'_> {
        fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
            if operands::is_compound_assignment(&binary.op)
                && (operands::awaits(&binary.right)
                    && receivers::is_found_by_what_changes(&binary.left, &binary.right)
                    || operands::awaits(&binary.left)
                        && receivers::may_change(&binary.right, &binary.left))
            {
                self.0.at(&binary.left, diagnostics::BUSY_PLACE);
            }
            visit::visit_expr_binary(self, binary);
        }
    }
    for unit in &machine.units {
        Assignments(mistakes).visit_block(&unit.marked);
    }
}
