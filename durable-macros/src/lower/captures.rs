//! The captures of an `async` block, and which of them are by value.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprAsync, Item, Local, Pat};

use crate::bindings::{binding_of_path, bindings_in, mentioned};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::patterns::takes_by_ref;
use crate::methods::{Does, does};
use crate::operands::{is_compound_assignment, unwrap_parens};

/// The bindings that a block mentions and doesn't declare.
pub(super) fn captures(body: &Block) -> BTreeSet<BindingId> {
    let mut declared = Declared(BTreeSet::new());
    declared.visit_block(body);
    &mentioned(body) - &declared.0
}

/// The bindings that an expression declares.
pub(super) fn declared_in(expr: &Expr) -> BTreeSet<BindingId> {
    let mut declared = Declared(BTreeSet::new());
    declared.visit_expr(expr);
    declared.0
}

/// Finds the bindings that are declared.
struct Declared(BTreeSet<BindingId>);

impl<'ast> Visit<'ast> for Declared {
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        self.0.extend(bindings_in(pattern));
        visit::visit_pat(self, pattern);
    }
}

/// The bindings that a block captures by value, as far as its syntax shows: all of an `async move`, and otherwise those
/// that some path gives away whole. `sends` says whether the arguments of awaited calls are among them.
pub(super) fn moved(block: &ExprAsync, sends: bool) -> BTreeSet<BindingId> {
    let captures = captures(&block.block);
    if block.capture.is_some() {
        return captures;
    }
    let mut find = Moved {
        found: BTreeSet::new(),
        sends,
    };
    find.visit_block(&block.block);
    &find.found & &captures
}

/// Finds the bindings that are given away: they are named where a value is expected, and not a place.
struct Moved {
    found: BTreeSet<BindingId>,
    /// Whether the arguments of awaited calls count.
    sends: bool,
}

impl Moved {
    /// Visits a place that patterns look at. What they bind may be moved out of it.
    fn scrutinee<'a>(&mut self, place: &Expr, mut patterns: impl Iterator<Item = &'a Pat>) {
        if patterns
            .any(|pattern| !(bindings_in(pattern).is_empty() || takes_by_ref(pattern, false)))
        {
            self.visit_expr(place);
        } else {
            self.place(place);
        }
    }

    /// Visits the parts of a place. The place itself is not moved.
    fn place(&mut self, place: &Expr) {
        match unwrap_parens(place) {
            Expr::Path(_) => {}
            Expr::Field(field) => self.place(&field.base),
            Expr::Index(index) => {
                self.place(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Unary(unary) => self.place(&unary.expr),
            other => self.visit_expr(other),
        }
    }
}

impl Visit<'_> for Moved {
    fn visit_local(&mut self, local: &Local) {
        let Some(init) = &local.init else { return };
        // `_` and `ref` move nothing.
        if bindings_in(&local.pat).is_empty() || takes_by_ref(&local.pat, false) {
            self.place(&init.expr);
        } else {
            self.visit_expr(&init.expr);
        }
        if let Some((_, diverge)) = &init.diverge {
            self.visit_expr(diverge);
        }
    }

    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Path(_) => self.found.extend(binding_of_path(expr)),
            Expr::Reference(reference) => self.place(&reference.expr),
            // Only a part may be moved.
            Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) => self.place(expr),
            Expr::MethodCall(call) => {
                if does(call, Does::Consumes) || does(call, Does::Unwraps) {
                    self.visit_expr(&call.receiver);
                } else {
                    self.place(&call.receiver);
                }
                call.args
                    .iter()
                    .for_each(|argument| self.visit_expr(argument));
            }
            Expr::Assign(assign) => {
                self.place(&assign.left);
                self.visit_expr(&assign.right);
            }
            Expr::Binary(binary) => {
                if is_compound_assignment(&binary.op) {
                    self.place(&binary.left);
                } else {
                    self.visit_expr(&binary.left);
                }
                self.visit_expr(&binary.right);
            }
            Expr::Match(choice) => {
                self.scrutinee(&choice.expr, choice.arms.iter().map(|arm| &arm.pat));
                for arm in &choice.arms {
                    self.visit_pat(&arm.pat);
                    self.visit_expr(&arm.body);
                }
            }
            Expr::Let(condition) => {
                self.scrutinee(&condition.expr, std::iter::once(&*condition.pat));
            }
            Expr::Call(call) if known_macros::is_macro_call(call) => {
                call.args.iter().for_each(|argument| self.place(argument));
            }
            Expr::Await(wait) if !self.sends => match unwrap_parens(&wait.base) {
                Expr::Call(call) => call.args.iter().for_each(|argument| {
                    if binding_of_path(unwrap_parens(argument)).is_none() {
                        self.visit_expr(argument);
                    }
                }),
                other => self.visit_expr(other),
            },
            Expr::Closure(closure) if closure.capture.is_some() => {
                self.found.extend(mentioned(closure));
            }
            Expr::Async(block) => self.found.extend(moved(block, self.sends)),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_item(&mut self, _: &Item) {}
}
