//! The effects of later operands on a place that a method is called on, or that is compared. rustc borrows the place,
//! or copies its value, before it evaluates them; a machine does so after the awaits among them.
//!
//! Nothing changes a place while it is borrowed. So if it certainly changes, the method takes a copy, which has to be
//! held. If it may change, a number is taken before (`__durable::number_or`), and of anything else the typing pass demands
//! that there is nothing to copy.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Member, Pat, UnOp, parse_quote_spanned};

use crate::bindings::{Bindings, binding_of_path, bindings_in, declared_in, mentioned};
use crate::ids::BindingId;
use crate::known_macros;
use crate::methods::{Does, does, only_looks};
use crate::operands::{is_compound_assignment, own_function, unwrap_parens};

/// The effect of later operands on a place.
#[derive(Default)]
pub(crate) struct Change<'a> {
    /// It changes.
    pub(crate) certain: bool,
    /// Its target changes here, so that the copy of a method is unknown.
    pub(crate) behind: Option<Span>,
    pub(crate) possible: Vec<Possible<'a>>,
}

/// Code that may change a place.
pub(crate) struct Possible<'a> {
    pub(crate) span: Span,
    pub(crate) how: How<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum How<'a> {
    /// A method of this name doesn't change a number.
    OfNumbers,
    /// Another method is called on it, or a macro names it. Whether it is a method that only looks, by its name.
    Unseen { looks: bool },
    /// This is given away: the place, or what it is a part of. It may be a `&mut`.
    Given { given: &'a Expr, is_all: bool },
    /// This is changed, perhaps, which the local at the place's root may be borrowed from.
    Lender,
}

impl Change<'_> {
    /// Whether a number that is found at the place may be another one afterwards.
    pub(crate) fn may_be_of_number(&self) -> bool {
        self.possible.iter().any(|possible| match possible.how {
            How::OfNumbers => false,
            How::Unseen { .. } | How::Lender => true,
            // A number can be given away, which changes nothing.
            How::Given { is_all, .. } => !is_all,
        })
    }

    /// Whether syntax tells of a change.
    fn is_seen(&self) -> bool {
        self.certain
            || self.behind.is_some()
            || (self.possible.iter()).any(|possible| matches!(possible.how, How::Unseen { .. }))
    }
}

/// Whether the first operand is borrowed or copied while the others are evaluated: the receiver of a method, and the
/// left side of a comparison.
pub(crate) fn borrows_first(expr: &Expr) -> bool {
    matches!(expr, Expr::MethodCall(_)) || compares(expr)
}

/// Whether it is a comparison, which copies numbers, and borrows anything else.
pub(crate) fn compares(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(binary) => matches!(
            binary.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        ),
        _ => false,
    }
}

/// Whether the first operand, if it is a number, is copied.
pub(crate) fn copies_number(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(call) => does(call, Does::OfNumbers),
        _ => compares(expr),
    }
}

/// Whether the first operand is moved or copied as a whole, by the method's name.
pub(crate) fn consumes(expr: &Expr) -> bool {
    matches!(expr, Expr::MethodCall(call) if does(call, Does::Consumes))
}

/// A place, with the number that is in it taken before later operands, if it is one. `held` makes the mark of a held value.
pub(crate) fn number_or(place: &Expr, held: impl FnOnce(Expr) -> Expr) -> Expr {
    let span = place.span();
    let before = parse_quote_spanned!(span=> __durable::Taken(&#place).__durable_before());
    let before = held(before);
    parse_quote_spanned!(span=> (*__durable::number_or(&#before, || &#place)))
}

/// The place of a number that was taken before.
pub(crate) fn place_of_number(expr: &Expr) -> Option<&Expr> {
    let Expr::Unary(unary) = unwrap_parens(expr) else {
        return None;
    };
    let Expr::Call(call) = &*unary.expr else {
        return None;
    };
    match (own_function(call), call.args.last()) {
        (Some(name), Some(Expr::Closure(place))) if name == "number_or" => match &*place.body {
            Expr::Reference(place) => Some(&place.expr),
            _ => None,
        },
        _ => None,
    }
}

/// The effect of `later` operands on `place`.
pub(crate) fn change<'a>(place: &Expr, later: &[&'a Expr], bindings: &Bindings) -> Change<'a> {
    Place::viewed(place).map_or_else(Change::default, |place| change_of(&place, later, bindings))
}

fn change_of<'a>(place: &Place, later: &[&'a Expr], bindings: &Bindings) -> Change<'a> {
    let none = BTreeSet::new();
    let mut changes = Changes {
        place,
        lenders: bindings.lenders.get(&place.root).unwrap_or(&none),
        found: Change::default(),
    };
    for operand in later {
        changes.visit_expr(operand);
    }
    changes.found
}

/// Whether `value` may change how `place` is found: an index, a key.
pub(crate) fn is_found_by_what_changes(place: &Expr, value: &Expr, bindings: &Bindings) -> bool {
    let mut found_by = found_by(place).into_iter();
    found_by.any(|found_by| may_change(found_by, value, bindings))
}

/// The same, and also where only types can tell.
pub(crate) fn is_found_by_what_may_change(place: &Expr, value: &Expr, bindings: &Bindings) -> bool {
    let mut found_by = found_by(place).into_iter();
    found_by.any(|found_by| may_be_changed(found_by, value, bindings))
}

/// Whether `by` may change a place that `expr` names.
pub(crate) fn may_change(expr: &Expr, by: &Expr, bindings: &Bindings) -> bool {
    let changes = changes_of_places(expr, by, bindings);
    changes.iter().any(Change::is_seen)
}

/// The same, and also where only types can tell.
pub(crate) fn may_be_changed(expr: &Expr, by: &Expr, bindings: &Bindings) -> bool {
    let changes = changes_of_places(expr, by, bindings);
    (changes.iter()).any(|change| change.is_seen() || change.may_be_of_number())
}

/// The places of a closure's body, of locals around it, with what code may do to them.
pub(crate) fn changed_meanwhile<'a>(
    closure: &syn::ExprClosure,
    by: &'a Expr,
    bindings: &Bindings,
) -> Vec<(Expr, Change<'a>)> {
    struct Places<'b>(Vec<(Expr, Place)>, &'b Bindings);
    impl Visit<'_> for Places<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            match Place::of(expr) {
                Some(place) => self.0.push((expr.clone(), place)),
                None => visit::visit_expr(self, expr),
            }
        }

        fn visit_macro(&mut self, invocation: &syn::Macro) {
            for root in mentioned(&invocation.tokens) {
                let (name, way) = (self.1.own_name(root), Vec::new());
                self.0.push((syn::parse_quote!(#name), Place { root, way }));
            }
        }
    }
    let mut places = Places(Vec::new(), bindings);
    places.visit_expr(&closure.body);
    let own = declared_in(closure);
    let around = (places.0.into_iter()).filter(|(_, place)| !own.contains(&place.root));
    around
        .map(|(expr, place)| {
            let change = change_of(&place, &[by], bindings);
            (expr, change)
        })
        .collect()
}

/// The effects of `by` on the places that `expr` names.
fn changes_of_places<'a>(expr: &Expr, by: &'a Expr, bindings: &Bindings) -> Vec<Change<'a>> {
    struct Places(Vec<Place>);
    impl Visit<'_> for Places {
        fn visit_expr(&mut self, expr: &Expr) {
            self.0.extend(Place::of(expr));
            visit::visit_expr(self, expr);
        }

        fn visit_macro(&mut self, invocation: &syn::Macro) {
            let roots = mentioned(&invocation.tokens).into_iter();
            self.0.extend(roots.map(|root| Place {
                root,
                way: Vec::new(),
            }));
        }
    }
    let mut places = Places(Vec::new());
    places.visit_expr(expr);
    let places = places.0.iter();
    places
        .map(|place| change_of(place, &[by], bindings))
        .collect()
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
    /// One that is written. Before a field, an index or a method there may be others.
    Deref,
}

impl Place {
    fn of(expr: &Expr) -> Option<Self> {
        Self::found(expr, false)
    }

    /// The same, through views of it: `items.as_slice()[0]`.
    fn viewed(expr: &Expr) -> Option<Self> {
        Self::found(expr, true)
    }

    fn found(expr: &Expr, through_views: bool) -> Option<Self> {
        let (base, part) = match unwrap_parens(expr) {
            Expr::Field(field) => (&field.base, Part::Field(field.member.clone())),
            Expr::Index(index) => (&index.expr, Part::Index),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => (&unary.expr, Part::Deref),
            Expr::Reference(reference) if through_views => {
                return Self::found(&reference.expr, true);
            }
            Expr::MethodCall(call) if through_views && does(call, Does::Views) => {
                return Self::found(&call.receiver, true);
            }
            path => {
                return Some(Self {
                    root: binding_of_path(path)?,
                    way: Vec::new(),
                });
            }
        };
        let mut place = Self::found(base, through_views)?;
        place.way.push(part);
        Some(place)
    }

    /// The fields and indices on the way.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.way.iter().filter(|part| **part != Part::Deref)
    }

    /// Whether one of the places is in the other one.
    fn overlaps(&self, other: &Self) -> bool {
        self.root == other.root
            && self
                .parts()
                .zip(other.parts())
                .all(|(own, other)| own == other)
    }

    /// Whether `other`, which overlaps, is in the target of this one.
    fn refers_to(&self, other: &Self) -> bool {
        fn last_derefs<'a>(way: impl Iterator<Item = &'a Part>) -> usize {
            way.take_while(|part| **part == Part::Deref).count()
        }
        let mut parts = self.parts().count();
        let rest = other.way.iter().skip_while(|part| {
            let is_before = parts > 0;
            parts -= usize::from(is_before && **part != Part::Deref);
            is_before
        });
        self.parts().count() <= other.parts().count()
            && last_derefs(rest) > last_derefs(self.way.iter().rev())
    }

    /// Whether this one, which overlaps, is a part of `other`, and not all of it.
    fn is_in_part_of(&self, other: &Self) -> bool {
        self.parts().count() > other.parts().count()
    }

    /// Whether this one, which overlaps, is `other` or a part of it.
    fn is_in(&self, other: &Self) -> bool {
        self.parts().count() >= other.parts().count()
    }
}

struct Changes<'p, 'a> {
    place: &'p Place,
    /// What its root may be borrowed from.
    lenders: &'p BTreeSet<BindingId>,
    found: Change<'a>,
}

impl<'a> Changes<'_, 'a> {
    fn possible(&mut self, span: Span, how: How<'a>) {
        self.found.possible.push(Possible { span, how });
    }

    fn changed(&mut self, target: &Expr) {
        match Place::of(target) {
            Some(changed) if self.place.overlaps(&changed) => {
                if self.place.refers_to(&changed) {
                    self.found.behind.get_or_insert(target.span());
                } else {
                    self.found.certain = true;
                }
            }
            Some(changed) => self.lender(changed.root, target.span()),
            None => self.may_change(target, target.span()),
        }
    }

    fn lender(&mut self, changed: BindingId, span: Span) {
        if self.lenders.contains(&changed) {
            self.possible(span, How::Lender);
        }
    }

    /// Notes that code which names locals may change them.
    fn may_change(&mut self, by: &impl ToTokens, span: Span) {
        for named in mentioned(by) {
            if named == self.place.root {
                self.possible(span, How::Unseen { looks: false });
            } else {
                self.lender(named, span);
            }
        }
    }

    /// A place that is given away as a value, or taken apart. If it is a `&mut`, its target may be changed.
    fn given(&mut self, given: &'a Expr, place: &Place) {
        if !self.place.overlaps(place) {
            self.lender(place.root, given.span());
        } else if self.place.is_in(place) {
            let is_all = self.place.way.len() == place.way.len();
            self.possible(given.span(), How::Given { given, is_all });
        }
    }

    /// The method is called on a place.
    fn called_on(&mut self, place: &Place, call: &syn::ExprMethodCall) {
        let span = call.method.span();
        if !self.place.overlaps(place) {
            self.lender(place.root, span);
        } else if self.place.is_in_part_of(place) {
            // It is called on a struct, which may have a method of any name.
            self.possible(span, How::Unseen { looks: false });
        } else if does(call, Does::OfNumbers) {
            self.possible(span, How::OfNumbers);
        } else {
            let looks = only_looks(call);
            self.possible(span, How::Unseen { looks });
        }
    }

    /// What is evaluated to find a place: its indices, and its base if that is none.
    fn visit_parts(&mut self, place: &'a Expr) {
        match unwrap_parens(place) {
            Expr::Field(field) => self.visit_parts(&field.base),
            Expr::Index(index) => {
                self.visit_parts(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.visit_parts(&unary.expr);
            }
            Expr::Path(_) => {}
            other => self.visit_expr(other),
        }
    }

    /// A pattern that may borrow what it is matched with to change it.
    fn matched<'p>(&mut self, patterns: impl IntoIterator<Item = &'p Pat>, value: &'a Expr) {
        struct BorrowsToChange(bool);
        impl Visit<'_> for BorrowsToChange {
            fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
                self.0 |= pattern.by_ref.is_some() && pattern.mutability.is_some();
                visit::visit_pat_ident(self, pattern);
            }
        }
        let (mut borrows, mut binds) = (BorrowsToChange(false), false);
        for pattern in patterns {
            borrows.visit_pat(pattern);
            binds |= !bindings_in(pattern).is_empty();
        }
        if borrows.0 && binds {
            self.may_change(value, value.span());
        }
        match Place::of(value) {
            Some(place) => {
                if binds {
                    self.given(value, &place);
                }
                self.visit_parts(value);
            }
            None => self.visit_expr(value),
        }
    }
}

impl<'a> Visit<'a> for Changes<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Assign(assign) => {
                self.changed(&assign.left);
                self.visit_parts(&assign.left);
                self.visit_expr(&assign.right);
            }
            Expr::Binary(binary) if is_compound_assignment(&binary.op) => {
                self.changed(&binary.left);
                self.visit_parts(&binary.left);
                self.visit_expr(&binary.right);
            }
            Expr::Reference(reference) => {
                if reference.mutability.is_some() {
                    self.changed(&reference.expr);
                }
                self.visit_parts(&reference.expr);
            }
            Expr::RawAddr(_) | Expr::Macro(_) => self.may_change(expr, expr.span()),
            Expr::MethodCall(call) => {
                if let Some(place) = Place::of(&call.receiver) {
                    self.called_on(&place, call);
                }
                self.visit_parts(&call.receiver);
                for argument in &call.args {
                    self.visit_expr(argument);
                }
            }
            // The arguments of a macro of the standard library are borrowed.
            Expr::Call(call) if known_macros::is_macro_call(call) => {
                for argument in &call.args {
                    self.visit_parts(known_macros::argument(argument));
                }
            }
            Expr::Let(condition) => self.matched([&*condition.pat], &condition.expr),
            Expr::Match(choice) => {
                self.matched(choice.arms.iter().map(|arm| &arm.pat), &choice.expr);
                for arm in &choice.arms {
                    self.visit_arm(arm);
                }
            }
            _ => match Place::of(expr) {
                Some(place) => {
                    self.given(expr, &place);
                    self.visit_parts(expr);
                }
                None => visit::visit_expr(self, expr),
            },
        }
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if let Some(init) = &local.init {
            self.matched([&local.pat], &init.expr);
            if let Some((_, diverge)) = &init.diverge {
                self.visit_expr(diverge);
            }
        }
    }

    fn visit_stmt_macro(&mut self, statement: &'a syn::StmtMacro) {
        self.may_change(statement, statement.mac.path.span());
    }
}

/// The local of which a place is a part, or a view.
pub(crate) fn root_of_view(place: &Expr) -> Option<&Expr> {
    match unwrap_parens(place) {
        Expr::Field(field) => root_of_view(&field.base),
        Expr::Index(index) => root_of_view(&index.expr),
        Expr::Unary(unary) => root_of_view(&unary.expr),
        Expr::Reference(reference) => root_of_view(&reference.expr),
        Expr::MethodCall(call) if does(call, Does::Views) => root_of_view(&call.receiver),
        path => binding_of_path(path).map(|_| path),
    }
}

/// What a value that is given away is a part of, as far as it is found without an index that isn't a literal.
pub(crate) fn without_indices(given: &Expr) -> &Expr {
    fn base<'a>(place: &'a Expr, cut: &mut Option<&'a Expr>) {
        match place {
            Expr::Field(field) => base(&field.base, cut),
            Expr::Unary(unary) => base(&unary.expr, cut),
            Expr::Paren(paren) => base(&paren.expr, cut),
            Expr::Group(group) => base(&group.expr, cut),
            Expr::Index(index) => {
                if !matches!(unwrap_parens(&index.index), Expr::Lit(_)) {
                    *cut = Some(&index.expr);
                }
                base(&index.expr, cut);
            }
            _ => {}
        }
    }
    let mut cut = None;
    base(given, &mut cut);
    cut.unwrap_or(given)
}

/// A left side of a `+=` that does nothing but to find a place, by what stays.
pub(crate) fn only_finds(place: &Expr) -> bool {
    match unwrap_parens(place) {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => only_finds(&field.base),
        Expr::Index(index) => only_finds(&index.expr) && only_finds(&index.index),
        Expr::Unary(unary) => only_finds(&unary.expr),
        Expr::Cast(cast) => only_finds(&cast.expr),
        Expr::Reference(reference) => only_finds(&reference.expr),
        Expr::Binary(binary) => only_finds(&binary.left) && only_finds(&binary.right),
        _ => false,
    }
}

/// Whether evaluating it does nothing, and can't fail.
pub(crate) fn only_names(value: &Expr) -> bool {
    match unwrap_parens(value) {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => only_names(&field.base),
        Expr::Unary(unary) => only_names(&unary.expr),
        Expr::Cast(cast) => only_names(&cast.expr),
        Expr::Reference(reference) => only_names(&reference.expr),
        _ => false,
    }
}
