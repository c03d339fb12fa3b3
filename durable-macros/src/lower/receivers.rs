//! The effects of later operands on a place that a method is called on, or that is compared. rustc borrows the place,
//! or copies its value, before it evaluates them; a machine does so after the awaits among them.
//!
//! Nothing changes a place while it is borrowed. So if it certainly changes, the method takes a copy, which has to be
//! held. If it may change, the typing pass demands that there is nothing to copy.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Member, Pat, UnOp};

use crate::bindings::{binding_of_path, bindings_in, mentioned};
use crate::ids::BindingId;
use crate::methods::{Does, does};
use crate::operands::{is_compound_assignment, unwrap_parens};

/// The effect of later operands on a place.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    None,
    /// A method is called on it, or a macro names it, at this place. Whether that is a method that doesn't change a
    /// number.
    Possible(Span, bool),
    Certain,
    /// Its target changes, so that the copy of a method is unknown.
    Behind(Span),
}

/// Whether the first operand is borrowed or copied while the others are evaluated: the receiver of a method, and the
/// left side of a comparison.
pub(crate) fn borrows_first(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) => true,
        Expr::Binary(binary) => matches!(
            binary.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        ),
        _ => false,
    }
}

/// The effect of `later` operands on `place`.
pub(crate) fn change(place: &Expr, later: &[&Expr]) -> Change {
    Place::of(place).map_or(Change::None, |place| change_of(&place, later))
}

fn change_of(place: &Place, later: &[&Expr]) -> Change {
    let mut changes = Changes {
        place,
        found: Change::None,
    };
    for operand in later {
        changes.visit_expr(operand);
    }
    changes.found
}

/// Whether `value` may change how `place` is found: an index, a key.
pub(crate) fn is_found_by_what_changes(place: &Expr, value: &Expr) -> bool {
    let mut found_by = found_by(place).into_iter();
    found_by.any(|found_by| may_change(found_by, value))
}

/// Whether `by` may change a place that `expr` names.
pub(crate) fn may_change(expr: &Expr, by: &Expr) -> bool {
    struct Places<'a> {
        by: &'a Expr,
        change: bool,
    }
    impl Places<'_> {
        fn place(&mut self, place: &Place) {
            let change = change_of(place, &[self.by]);
            self.change |= !matches!(change, Change::None | Change::Possible(_, true));
        }
    }
    impl Visit<'_> for Places<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            if let Some(place) = Place::of(expr) {
                self.place(&place);
            }
            visit::visit_expr(self, expr);
        }

        fn visit_macro(&mut self, invocation: &syn::Macro) {
            for root in mentioned(&invocation.tokens) {
                self.place(&Place {
                    root,
                    way: Vec::new(),
                });
            }
        }
    }
    let mut places = Places { by, change: false };
    places.visit_expr(expr);
    places.change
}

/// The indices and arguments by which a place is found.
fn found_by(place: &Expr) -> Vec<&Expr> {
    let (base, mut by) = match unwrap_parens(place) {
        Expr::Field(field) => (&field.base, Vec::new()),
        Expr::Unary(unary) => (&unary.expr, Vec::new()),
        Expr::Index(index) => (&index.expr, vec![&*index.index]),
        Expr::MethodCall(call) => (&call.receiver, call.args.iter().collect()),
        Expr::Path(_) => return Vec::new(),
        other => return vec![other],
    };
    by.extend(found_by(base));
    by
}

/// A local, and the way to a part of it.
struct Place {
    root: BindingId,
    way: Vec<Part>,
}

#[derive(PartialEq)]
enum Part {
    Field(Member),
    /// Any of them: indices aren't distinguished.
    Index,
    Deref,
}

impl Place {
    fn of(expr: &Expr) -> Option<Self> {
        let (base, part) = match unwrap_parens(expr) {
            Expr::Field(field) => (&field.base, Part::Field(field.member.clone())),
            Expr::Index(index) => (&index.expr, Part::Index),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => (&unary.expr, Part::Deref),
            path => {
                return Some(Self {
                    root: binding_of_path(path)?,
                    way: Vec::new(),
                });
            }
        };
        let mut place = Self::of(base)?;
        place.way.push(part);
        Some(place)
    }

    /// Whether one of the places is in the other one.
    fn overlaps(&self, other: &Self) -> bool {
        self.root == other.root
            && self
                .way
                .iter()
                .zip(&other.way)
                .all(|(own, other)| own == other)
    }

    /// Whether `other` is in the target of this one.
    fn refers_to(&self, other: &Self) -> bool {
        matches!(other.way.get(self.way.len()), Some(Part::Deref))
    }
}

struct Changes<'a> {
    place: &'a Place,
    found: Change,
}

impl Changes<'_> {
    fn changed(&mut self, target: &Expr) {
        match Place::of(target) {
            Some(changed) if self.place.overlaps(&changed) => {
                self.found = match self.found {
                    behind @ Change::Behind(_) => behind,
                    _ if self.place.refers_to(&changed) => Change::Behind(target.span()),
                    _ => Change::Certain,
                };
            }
            Some(_) => {}
            None => self.may_change(target, target.span()),
        }
    }

    /// Notes that code which names locals may change them.
    fn may_change(&mut self, by: &impl ToTokens, span: Span) {
        if mentioned(by).contains(&self.place.root) {
            self.possible(span, false);
        }
    }

    fn possible(&mut self, span: Span, of_numbers: bool) {
        if matches!(self.found, Change::None | Change::Possible(_, true)) {
            self.found = Change::Possible(span, of_numbers);
        }
    }

    /// A pattern that may borrow what it is matched with to change it.
    fn matched(&mut self, pattern: &Pat, value: &Expr) {
        struct BorrowsToChange(bool);
        impl Visit<'_> for BorrowsToChange {
            fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
                self.0 |= pattern.by_ref.is_some() && pattern.mutability.is_some();
                visit::visit_pat_ident(self, pattern);
            }
        }
        let mut borrows = BorrowsToChange(false);
        borrows.visit_pat(pattern);
        if borrows.0 && !bindings_in(pattern).is_empty() {
            self.may_change(value, value.span());
        }
    }
}

impl Visit<'_> for Changes<'_> {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Assign(assign) => self.changed(&assign.left),
            Expr::Binary(binary) if is_compound_assignment(&binary.op) => {
                self.changed(&binary.left);
            }
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.changed(&reference.expr);
            }
            Expr::RawAddr(_) | Expr::Macro(_) => self.may_change(expr, expr.span()),
            Expr::MethodCall(call)
                if Place::of(&call.receiver).is_some_and(|on| self.place.overlaps(&on)) =>
            {
                self.possible(call.method.span(), does(call, Does::OfNumbers));
            }
            Expr::Let(condition) => self.matched(&condition.pat, &condition.expr),
            Expr::Match(choice) => {
                for arm in &choice.arms {
                    self.matched(&arm.pat, &choice.expr);
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_local(&mut self, local: &syn::Local) {
        if let Some(init) = &local.init {
            self.matched(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_stmt_macro(&mut self, statement: &syn::StmtMacro) {
        self.may_change(statement, statement.mac.path.span());
    }
}
