//! Rules that need the compiled function: the locals alive at each await, the captures of blocks, the sources of loops.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprForLoop, ExprPath, PathSegment, Stmt, Type};

use super::dead_code;
use super::declared::no_local_of_a_macro;
use crate::bindings::{Bindings, bindings_in, declared_in, mentioned, root_of};
use crate::diagnostics::{self, Mistakes};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::blocks::Instruction;
use crate::lower::for_heads::{self, Unfit};
use crate::lower::mark::GivenName;
use crate::lower::{Machine, Unit, async_blocks, receivers};
use crate::methods::{self, Does, does};
use crate::model::bare;
use crate::operands;

/// Checks the rules that need to know what is alive at each await.
pub(crate) fn machine(machine: &Machine, mistakes: &mut Mistakes) {
    no_borrow_across_await(machine, mistakes);
    no_closure_across_await(machine, mistakes);
    no_change_in_async_block(machine, mistakes);
    no_loop_over_other_borrows(machine, mistakes);
    no_local_of_a_macro(machine, mistakes);
    no_place_found_by_what_changes(machine, mistakes);
    no_look_at_what_isnt_stored(machine, mistakes);
    no_copy_of_a_place(machine, mistakes);
    names_of_awaits_are_clear(machine, mistakes);
    what_is_told_of_locals_counts(machine, mistakes);
    dead_code::decides_no_type(machine, mistakes);
}

/// A name that the user gives is that of one await, or of a statement with awaits, and of one only.
fn names_of_awaits_are_clear(machine: &Machine, mistakes: &mut Mistakes) {
    for names in &machine.given_names {
        let mut seen = BTreeSet::new();
        for GivenName {
            name,
            span,
            is_path,
            may_be_several,
            awaits,
        } in names
        {
            match (awaits, may_be_several) {
                (0, _) => mistakes.at_span(*span, diagnostics::NAME_OF_NO_AWAIT),
                (1, _) | (_, true) => {}
                (_, false) => mistakes.at_span(*span, diagnostics::NAME_OF_SEVERAL_AWAITS),
            }
            if !seen.insert((name, is_path)) {
                mistakes.at_span(*span, diagnostics::name_given_twice(name));
            }
        }
    }
}

/// What is told of a local counts where it is stored.
fn what_is_told_of_locals_counts(machine: &Machine, mistakes: &mut Mistakes) {
    let stored = machine.stored();
    for told in &machine.told {
        let span = told.note.span();
        let alive = machine.point_after_which_is_alive(told.local);
        if alive.is_none() || !stored.contains(&told.local) {
            let name = machine.bindings.get(told.local).bare_name();
            mistakes.at_span(span, diagnostics::told_of_what_isnt_stored(name));
        }
    }
}

/// What a macro gives is held by value while a later await of the same expression waits. If it is a place, that is a copy,
/// and a change of the copy is lost.
///
/// ```text
/// macro_rules! part { ($list:ident, $at:expr) => { $list[$at] } }
/// part!(totals, 0).add(fetch(1).await?);
/// ```
fn no_copy_of_a_place(machine: &Machine, mistakes: &mut Mistakes) {
    struct Changed<'a>(&'a mut Mistakes);
    impl Changed<'_> {
        fn may_change(&mut self, place: &Expr) {
            if let Some(invocation) = held_macro(place) {
                let name = invocation.path.segments.last();
                let name = name.map(|last| bare(&last.ident)).unwrap_or_default();
                self.0
                    .at(&invocation.path, diagnostics::place_of_a_macro(&name));
            }
        }
    }
    impl<'ast> Visit<'ast> for Changed<'_> {
        fn visit_expr(&mut self, expr: &'ast Expr) {
            match expr {
                // In a larger place, that is found.
                Expr::Reference(reference) if reference.mutability.is_some() => {
                    self.may_change(&reference.expr);
                }
                Expr::MethodCall(call)
                    if !does(call, Does::OfNumbers)
                        && (!does(call, Does::Views) || does(call, Does::Changes)) =>
                {
                    self.may_change(&call.receiver);
                }
                Expr::Assign(assign) => self.may_change(&assign.left),
                Expr::Binary(binary) if operands::is_compound_assignment(&binary.op) => {
                    self.may_change(&binary.left);
                }
                _ => {}
            }
            visit::visit_expr(self, expr);
        }
    }
    for unit in machine.units.values() {
        Changed(mistakes).visit_block(&unit.marked);
    }
}

/// The macro whose result is held, if a place is that or a part of it. What it points to isn't.
fn held_macro(place: &Expr) -> Option<&syn::Macro> {
    match operands::unwrap_parens(place) {
        Expr::Field(field) => held_macro(&field.base),
        Expr::Index(index) => held_macro(&index.expr),
        Expr::Unary(unary) => match operands::unwrap_parens(&unary.expr) {
            view @ Expr::MethodCall(_) => held_macro(view),
            _ => None,
        },
        Expr::MethodCall(call) if does(call, Does::Views) => held_macro(&call.receiver),
        Expr::Call(call) if operands::held_in(place).is_some() => {
            match operands::unwrap_parens(&call.args[0]) {
                Expr::Macro(invocation) if !known_macros::is_value(&invocation.mac) => {
                    Some(&invocation.mac)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The handles of an `Rc` or an `Arc` are stored each on its own, so it isn't known after an await whether one has others.
/// Nor is it known how much room a collection has. Methods are checked by their types, in the typing pass.
///
/// ```text
/// let other = Arc::clone(&config);
/// fetch(1).await?;
/// Arc::ptr_eq(&config, &other)
/// ```
fn no_look_at_what_isnt_stored(machine: &Machine, mistakes: &mut Mistakes) {
    struct Looks<'a>(&'a mut Mistakes);
    impl<'ast> Visit<'ast> for Looks<'_> {
        fn visit_expr_path(&mut self, path: &'ast ExprPath) {
            let mut segments = path.path.segments.iter().rev();
            let function = segments.next();
            // `Arc::ptr_eq`, or `<Arc<_>>::ptr_eq`.
            let of_type = path.qself.as_ref().and_then(|of| last_segment(&of.ty));
            let owner = segments.next().or(of_type);
            if let (Some(function), Some(owner)) = (function, owner) {
                let function = &function.ident;
                let (owner, name) = (owner.ident.to_string(), function.to_string());
                if methods::tells_of_handles(&owner, &name) {
                    self.0.at(function, diagnostics::looks_at_handles(&name));
                } else if methods::tells_layout(&owner, &name) {
                    self.0.at(function, diagnostics::LAYOUT_ISNT_STORED);
                }
            }
        }
    }
    if machine.points.values().next().is_some() {
        for unit in machine.units.values() {
            Looks(mistakes).visit_block(&unit.marked);
        }
    }
}

/// The last segment of a type's path.
fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(ty) => ty.path.segments.last(),
        _ => None,
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
    for instruction in instructions(machine) {
        let Instruction::Statement(Stmt::Local(local)) = instruction else {
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

/// A closure can't be stored, nor passed from state to state: each state is compiled on its own. The same holds for an
/// iterator that calls one.
///
/// ```text
/// let double = |n: u32| n * 2;
/// let mut large = list.iter().filter(|n| **n > 10);
/// fetch(double(1)).await?;
/// double(2)
/// ```
fn no_closure_across_await(machine: &Machine, mistakes: &mut Mistakes) {
    let carried = machine.carried();
    for instruction in instructions(machine) {
        let Instruction::Statement(Stmt::Local(local)) = instruction else {
            continue;
        };
        let (Some(init), [binding]) = (&local.init, &bindings_in(&local.pat)[..]) else {
            continue;
        };
        if !carried.contains(binding) {
            continue;
        }
        let name = &machine.bindings.get(*binding).name;
        if let Expr::Closure(closure) = &*init.expr {
            let told = diagnostics::closure_across_await(name);
            mistakes.at(&closure.inputs_begin, told);
        } else if let Some(closure) = for_heads::closure_of_iterator(&init.expr) {
            let told = diagnostics::iterator_across_await(name);
            mistakes.at(&closure.inputs_begin, told);
        }
    }
}

/// The straight code of all units.
fn instructions(machine: &Machine) -> impl Iterator<Item = &Instruction> {
    let units = machine.units.values();
    let blocks = units.flat_map(|unit| unit.blocks.all.values());
    blocks.flat_map(|code| &code.instructions)
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
    for (number, unit) in machine.units.iter() {
        let Some(block) = unit.block.as_ref().filter(|block| !block.moves) else {
            continue;
        };
        if machine.needed_after(number).is_none() {
            continue;
        }
        for (binding, span) in async_blocks::changed(block, &machine.split) {
            if machine.needs_same(number, binding) {
                let local = machine.split.local(binding);
                let name = &machine.bindings.get(local).name;
                mistakes.at_span(span, diagnostics::change_in_async_block(name));
            }
        }
    }
}

/// The state of a loop over borrowed items is stored as its position, so the items must be there to be iterated again.
/// And a closure in the head is written again for each turn.
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
        fn head(&mut self, left: BindingId, expr: &Expr, body: &Block) {
            let changed = changed_in(body);
            let head = match for_heads::head(expr) {
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
            for closure in closures {
                let names = mentioned(&closure.body).into_iter();
                let own = declared_in(closure);
                let mut copied = names
                    .filter(|binding| self.bindings.get(*binding).mutable)
                    .filter(|binding| !own.contains(binding));
                if closure.capture.is_some() {
                    if let Some(binding) = copied.next() {
                        let name = &self.bindings.get(binding).name;
                        self.mistakes
                            .at(&closure.capture, diagnostics::moves_what_changes(name));
                    }
                    continue;
                }
                // A closure that reads the target of a reference borrows the target, and not the local, which may point
                // elsewhere in the next turn.
                if let Some(binding) = copied.find(|binding| changed.contains(binding)) {
                    let name = &self.bindings.get(binding).name;
                    self.mistakes
                        .at(closure, diagnostics::points_elsewhere(name));
                }
            }
        }
    }
    impl<'ast> Visit<'ast> for Loops<'_> {
        fn visit_expr_for_loop(&mut self, repeat: &'ast ExprForLoop) {
            if let Some(left) = operands::items_of(repeat) {
                self.head(left, &repeat.expr, &repeat.body);
            }
            visit::visit_expr_for_loop(self, repeat);
        }
    }
    for unit in machine.units.values() {
        let mut loops = Loops {
            unit,
            bindings: &machine.bindings,
            mistakes,
        };
        loops.visit_block(&unit.marked);
    }
}

/// The locals that code may assign to.
fn changed_in(body: &Block) -> BTreeSet<BindingId> {
    struct Changed(BTreeSet<BindingId>);
    impl Changed {
        fn place(&mut self, place: &Expr) {
            match root_of(place) {
                Some(binding) => {
                    self.0.insert(binding);
                }
                None => self.0.extend(mentioned(place)),
            }
        }
    }
    impl<'ast> Visit<'ast> for Changed {
        fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
            self.place(&assign.left);
            visit::visit_expr_assign(self, assign);
        }

        fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
            if reference.mutability.is_some() {
                self.place(&reference.expr);
            }
            visit::visit_expr_reference(self, reference);
        }

        fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
            // Its expansion is unknown.
            if !known_macros::declares_nothing(invocation) {
                self.0.extend(mentioned(&invocation.tokens));
            }
        }
    }
    let mut changed = Changed(BTreeSet::new());
    changed.visit_block(body);
    changed.0
}

/// The span of a borrow of items that the expression then iterates unchanged.
fn borrows_items(items: &Expr) -> Option<Span> {
    match operands::unwrap_parens(items) {
        Expr::Reference(reference) => Some(reference.and_token.span()),
        Expr::MethodCall(call) => {
            let is_text = matches!(operands::unwrap_parens(&call.receiver), Expr::Lit(_));
            if is_text || does(call, Does::CopiesItems) {
                None
            } else if does(call, Does::Iterates) || call.method == "by_ref" {
                Some(call.method.span())
            } else if does(call, Does::Adapts) {
                let argument = || call.args.iter().find_map(borrows_items);
                borrows_items(&call.receiver).or_else(argument)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The local that an expression borrows, and the `&`.
fn borrowed_local(expr: &Expr) -> Option<(BindingId, syn::Token![&])> {
    match expr {
        Expr::Reference(reference) => {
            root_of(&reference.expr).map(|local| (local, reference.and_token))
        }
        Expr::Paren(paren) => borrowed_local(&paren.expr),
        Expr::Group(group) => borrowed_local(&group.expr),
        _ => None,
    }
}

/// `+=` and the like find their place before or after they evaluate their value, depending on the type. So the value
/// may not change how the place is found, nor the other way round.
///
/// ```text
/// totals[i] += { i += 1; fetch(i).await? };
/// totals[{ i += 1; fetch(i).await? }] += i;
/// ```
fn no_place_found_by_what_changes(machine: &Machine, mistakes: &mut Mistakes) {
    struct Assignments<'a>(&'a mut Mistakes, &'a Bindings);
    impl<'ast> Visit<'ast> for Assignments<'_> {
        fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
            let (left, right) = (&*binary.left, &*binary.right);
            if operands::is_compound_assignment(&binary.op) {
                if operands::awaits(right)
                    && receivers::is_found_by_what_changes(left, right, self.1)
                {
                    self.0.at(left, diagnostics::CHANGED_PLACE);
                } else if operands::awaits(left) && receivers::may_change(right, left, self.1) {
                    self.0.at(left, diagnostics::BUSY_PLACE);
                }
            }
            visit::visit_expr_binary(self, binary);
        }
    }
    for unit in machine.units.values() {
        Assignments(mistakes, &machine.bindings).visit_block(&unit.marked);
    }
}
