//! Guards that branches hold: in `match queue.borrow().len() { … }` the guard lives as long as the branches. It can't be
//! stored, so it ends at the first await of a branch, and code after that would find free what the plain function holds.
//! The typing pass demands that there is none where a branch awaits and names what is held.

use std::collections::BTreeSet;

use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{BinOp, Block, Expr, ExprMethodCall, Pat, parse_quote};

use crate::bindings::{Bindings, bindings_in, mentioned, root_of};
use crate::ids::BindingId;
use crate::lower::derived::Derived;
use crate::operands::{awaits, block_awaits, operands_mut, unwrap_parens};

/// What is known of the locals.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) bindings: &'a Bindings,
    pub(super) derived: &'a Derived,
}

/// Adds the demands to the values that an expression's branches are chosen by.
pub(super) fn demand_none(expr: &mut Expr, known: Known<'_>) {
    match expr {
        Expr::Match(choice) => {
            let arms = choice.arms.iter().filter(|arm| awaits(&arm.body));
            let named = arms.flat_map(|arm| named_around(arm, |find| find.visit_arm(arm)));
            let named = named.collect();
            demand_in(&mut choice.expr, named, known);
        }
        Expr::If(branch) => {
            After::of(&branch.then_branch).condition(&mut branch.cond, known);
        }
        Expr::While(repeat) => {
            After::of(&repeat.body).condition(&mut repeat.cond, known);
        }
        _ => {}
    }
}

/// What comes after a condition and is in the scope of its temporaries: whether it awaits, and the locals that it names.
struct After(bool, BTreeSet<BindingId>);

impl After {
    fn of(block: &Block) -> Self {
        let named = named_around(block, |find| find.visit_block(block));
        Self(block_awaits(block), named)
    }

    fn condition(&mut self, condition: &mut Expr, known: Known<'_>) {
        match condition {
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
                self.condition(&mut binary.right, known);
                self.condition(&mut binary.left, known);
                return;
            }
            Expr::Paren(paren) => return self.condition(&mut paren.expr, known),
            Expr::Group(group) => return self.condition(&mut group.expr, known),
            _ => {}
        }
        let awaits = awaits(condition);
        let named = named_around(condition, |find| find.visit_expr(condition));
        if let Expr::Let(chosen) = condition
            && self.0
        {
            let own = bindings_in(&chosen.pat);
            self.1.retain(|local| !own.contains(local));
            demand_in(&mut chosen.expr, self.1.clone(), known);
        }
        self.0 |= awaits;
        self.1.extend(named);
    }
}

fn demand_in(value: &mut Expr, named: BTreeSet<BindingId>, known: Known<'_>) {
    let mut find = Find { named, known };
    // If the value itself is a guard, a pattern takes it.
    find.operands(value);
}

/// The locals that code names and doesn't declare.
fn named_around(code: &impl ToTokens, visit: impl FnOnce(&mut Declared)) -> BTreeSet<BindingId> {
    let mut declared = Declared(BTreeSet::new());
    visit(&mut declared);
    &mentioned(code) - &declared.0
}

struct Declared(BTreeSet<BindingId>);

impl Visit<'_> for Declared {
    fn visit_pat(&mut self, pattern: &Pat) {
        self.0.extend(bindings_in(pattern));
    }
}

struct Find<'a> {
    /// What the branches that await name.
    named: BTreeSet<BindingId>,
    known: Known<'a>,
}

impl Find<'_> {
    /// Whether a branch names the local, or another one that borrows the same.
    fn is_named(&self, local: BindingId) -> bool {
        let Known { bindings, derived } = self.known;
        let lent = |local| bindings.lenders.get(&local).into_iter().flatten().copied();
        let own: BTreeSet<BindingId> = lent(local).chain([local]).collect();
        let borrows = |other| derived.contains(other) && lent(other).any(|it| own.contains(&it));
        let mut others = self.named.iter().copied();
        others.any(|other| own.contains(&other) || borrows(other))
    }

    fn operands(&mut self, expr: &mut Expr) {
        for operand in operands_mut(expr).unwrap_or_default() {
            self.demand(operand);
        }
    }

    fn demand(&mut self, expr: &mut Expr) {
        if matches!(expr, Expr::Await(_)) {
            // What the operation holds ends with it.
            return;
        }
        let held = held_by(expr).filter(|local| self.is_named(*local));
        let demand = held.map(|_| {
            let span = expr.span();
            quote_spanned!(span=> __durable::Guard(&#expr).__durable_check())
        });
        self.operands(expr);
        if let Some(demand) = demand {
            *expr = parse_quote!(__durable::after({ #demand; }, #expr));
        }
    }
}

/// The local that a call may borrow or lock: `queue.borrow()`, `queue.lock().unwrap()`.
fn held_by(expr: &Expr) -> Option<BindingId> {
    match unwrap_parens(expr) {
        Expr::MethodCall(call) if gives_guard(call) => root_of(&call.receiver),
        Expr::MethodCall(call) if call.args.iter().all(is_plain) => held_by(&call.receiver),
        Expr::Try(attempt) => held_by(&attempt.expr),
        _ => None,
    }
}

/// Whether a method gives a guard, by its name; its type tells.
fn gives_guard(call: &ExprMethodCall) -> bool {
    const NAMES: [&str; 10] = [
        "borrow",
        "borrow_mut",
        "lock",
        "read",
        "try_borrow",
        "try_borrow_mut",
        "try_lock",
        "try_read",
        "try_write",
        "write",
    ];
    call.args.is_empty() && NAMES.iter().any(|name| call.method == name)
}

/// Whether an argument may be written twice.
fn is_plain(argument: &Expr) -> bool {
    matches!(unwrap_parens(argument), Expr::Lit(_) | Expr::Closure(_))
}
