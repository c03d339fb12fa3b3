//! The bindings that are derived from places, and the way to take each again.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Pat, parse_quote};

use crate::bindings::{Bindings, binding_of, bindings_in, mentioned};
use crate::ids::{BindingId, IdVec, ReborrowId};
use crate::lower::at_once::tried_in;
use crate::lower::items::Items;
use crate::lower::patterns::{binds, without_tests};
use crate::methods::{Does, does};
use crate::operands::unwrap_parens;

/// The bindings of a unit that are derived from places, and the way to take each again.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    pub(crate) reborrows: IdVec<ReborrowId, Reborrow>,
    pub(super) of: BTreeMap<BindingId, ReborrowId>,
    /// The `for` loops that iterate borrowed items again up to their position, by the binding that holds the position.
    pub(super) loops: BTreeMap<BindingId, Expr>,
    /// The bindings of pairs with a part that is no borrow.
    pub(super) pairs: BTreeMap<BindingId, Items>,
    /// The bindings that are picked out of something by code that runs once.
    pub(super) picks: BTreeMap<BindingId, Pick>,
    /// Picks that were forgotten: their bindings are what was picked.
    forgotten_picks: BTreeMap<BindingId, Pick>,
}

/// The way to bind the bindings again: `let pattern = value`.
#[derive(Debug)]
pub(crate) struct Reborrow {
    /// It binds what is derived and nothing else.
    pub(crate) pattern: Pat,
    pub(crate) value: Expr,
    pub(crate) bindings: Vec<BindingId>,
    /// Whether parts of the pattern without bindings decide between its alternatives.
    keeps_tests: bool,
}

impl Reborrow {
    /// Whether the value is the result of a method, of which only the name is known.
    pub(crate) fn calls_method(&self) -> bool {
        matches!(unwrap_parens(&self.value), Expr::MethodCall(_))
    }

    pub(super) fn borrows_mutably(&self) -> bool {
        binds(&self.pattern, |name| {
            name.by_ref.is_some() && name.mutability.is_some()
        }) || borrows_mutably(&self.value)
    }

    /// The pattern that binds only the live ones of its bindings, and its value. Of a tuple only the elements that are
    /// needed are borrowed again: the others may be gone.
    pub(crate) fn again(
        &self,
        alive: &BTreeSet<BindingId>,
        wanted: &BTreeSet<BindingId>,
    ) -> (Pat, Expr) {
        let (mut pattern, mut value) = (self.pattern_of(alive), self.value.clone());
        if !self.keeps_tests {
            without_unwanted(&mut pattern, &mut value, wanted);
        }
        (pattern, value)
    }

    fn pattern_of(&self, wanted: &BTreeSet<BindingId>) -> Pat {
        struct Keep<'a>(&'a BTreeSet<BindingId>);
        impl VisitMut for Keep<'_> {
            fn visit_pat_mut(&mut self, pattern: &mut Pat) {
                if let Pat::Ident(name) = pattern
                    && binding_of(&name.ident).is_some_and(|binding| !self.0.contains(&binding))
                {
                    *pattern = match name.subpat.take() {
                        Some((_, inner)) => *inner,
                        None => parse_quote!(_),
                    };
                }
                visit_mut::visit_pat_mut(self, pattern);
            }
        }
        let mut pattern = self.pattern.clone();
        Keep(wanted).visit_pat_mut(&mut pattern);
        if !self.keeps_tests {
            // A part that is no longer borrowed may be another value by now.
            without_tests(&mut pattern);
        }
        pattern
    }
}

/// Removes the elements of a tuple in which a pattern binds nothing that is wanted.
fn without_unwanted(pattern: &mut Pat, value: &mut Expr, wanted: &BTreeSet<BindingId>) {
    match (pattern, value) {
        (Pat::Paren(pattern), value) => without_unwanted(&mut pattern.pat, value, wanted),
        (pattern, Expr::Paren(value)) => without_unwanted(pattern, &mut value.expr, wanted),
        (pattern, Expr::Group(value)) => without_unwanted(pattern, &mut value.expr, wanted),
        (Pat::Reference(pattern), Expr::Reference(value)) => {
            without_unwanted(&mut pattern.pat, &mut value.expr, wanted);
        }
        // Borrowing a tuple borrows its elements.
        (pattern, Expr::Reference(value)) => without_unwanted(pattern, &mut value.expr, wanted),
        (Pat::Tuple(pattern), Expr::Tuple(value)) => {
            without_rest(pattern, value.elems.len());
            if pattern.elems.len() != value.elems.len() {
                return;
            }
            let elements = std::mem::take(&mut pattern.elems).into_iter();
            let values = std::mem::take(&mut value.elems).into_iter();
            for (mut element, mut value_of) in elements.zip(values) {
                let mut bound = bindings_in(&element).into_iter();
                if !bound.any(|binding| wanted.contains(&binding)) {
                    continue;
                }
                without_unwanted(&mut element, &mut value_of, wanted);
                pattern.elems.push(element);
                value.elems.push(value_of);
            }
            // A tuple of one has a comma.
            if pattern.elems.len() == 1 {
                pattern.elems.push_punct(syn::token::Comma::default());
                value.elems.push_punct(syn::token::Comma::default());
            }
        }
        _ => {}
    }
}

/// Writes `..` in a tuple's pattern as the `_`s that it stands for.
fn without_rest(pattern: &mut syn::PatTuple, length: usize) {
    let is_rest = |element: &Pat| matches!(element, Pat::Rest(_));
    let Some(rest) = pattern.elems.iter().position(is_rest) else {
        return;
    };
    let Some(left) = (length + 1).checked_sub(pattern.elems.len()) else {
        return;
    };
    let mut elements: Vec<Pat> = std::mem::take(&mut pattern.elems).into_iter().collect();
    let wild: Pat = syn::parse_quote!(_);
    elements.splice(rest..=rest, vec![wild; left]);
    pattern.elems = elements.into_iter().collect();
}

impl Derived {
    /// The way in which a binding is derived, if it is.
    pub(crate) fn reborrow(&self, binding: BindingId) -> Option<&Reborrow> {
        self.of
            .get(&binding)
            .map(|reborrow| &self.reborrows[*reborrow])
    }

    /// Whether a binding and the values that it borrows stay unchanged, as far as that is known.
    pub(crate) fn is_fixed(&self, binding: BindingId, bindings: &Bindings) -> bool {
        match self.reborrow(binding) {
            None => !bindings.get(binding).mutable || bindings.get(binding).temporary,
            Some(reborrow) => {
                let mut sources = mentioned(&reborrow.value).into_iter();
                !bindings.get(binding).mutable
                    && !reborrow.borrows_mutably()
                    && sources.all(|source| self.is_fixed(source, bindings))
            }
        }
    }

    /// The bindings that a binding is derived from, directly or not; itself, if it isn't derived, or changes.
    pub(crate) fn roots(&self, binding: BindingId) -> BTreeSet<BindingId> {
        let mut roots = BTreeSet::new();
        match self.reborrow(binding) {
            None => {
                roots.insert(binding);
            }
            Some(reborrow) => {
                let sources = mentioned(&reborrow.value).into_iter();
                roots.extend(sources.flat_map(|source| self.roots(source)));
                roots.extend(
                    self.pick(binding)
                        .filter(|pick| pick.changes)
                        .map(|_| binding),
                );
            }
        }
        roots
    }

    /// The pick of a binding, if it was picked and is derived.
    pub(crate) fn pick(&self, binding: BindingId) -> Option<&Pick> {
        self.picks.get(&binding)
    }

    /// The pick that a binding is the place or the first result of.
    pub(crate) fn pick_at(&self, binding: BindingId) -> Option<&Pick> {
        let mut picks = self.picks.iter().chain(&self.forgotten_picks);
        picks
            .find(|(picked, pick)| **picked == binding || pick.place == binding)
            .map(|(_, pick)| pick)
    }

    pub(crate) fn bindings(&self) -> impl Iterator<Item = BindingId> {
        self.of.keys().copied()
    }

    /// The bindings that others are derived from.
    pub(crate) fn sources(&self) -> BTreeSet<BindingId> {
        let reborrows = self.of.values().map(|reborrow| &self.reborrows[*reborrow]);
        let values = reborrows
            .map(|reborrow| &reborrow.value)
            .chain(self.loops.values());
        values.flat_map(mentioned).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty() && self.loops.is_empty()
    }

    /// Whether a binding is derived from another, directly or not, or is the position of a loop over it.
    pub(crate) fn is_from(&self, binding: BindingId, source: BindingId) -> bool {
        let value = self.reborrow(binding).map(|reborrow| &reborrow.value);
        value
            .or_else(|| self.loops.get(&binding))
            .is_some_and(|value| {
                let sources = mentioned(value);
                sources.contains(&source)
                    || sources.iter().any(|between| self.is_from(*between, source))
            })
    }

    pub(crate) fn contains(&self, binding: BindingId) -> bool {
        self.of.contains_key(&binding)
    }

    /// Whether a `for` loop, by the binding of its remaining items, iterates borrowed items again.
    pub(crate) fn goes_again(&self, left: BindingId) -> bool {
        self.loops.contains_key(&left)
    }

    /// Forgets how these are derived, and all bindings derived from them.
    pub(crate) fn forget(&mut self, bindings: &BTreeSet<BindingId>) {
        let mut forgotten = bindings.clone();
        for reborrow in self.reborrows.values() {
            if reborrow
                .bindings
                .iter()
                .any(|binding| forgotten.contains(binding))
                || !mentioned(&reborrow.value).is_disjoint(&forgotten)
            {
                forgotten.extend(&reborrow.bindings);
            }
        }
        self.of.retain(|binding, _| !forgotten.contains(binding));
        let picks = std::mem::take(&mut self.picks).into_iter();
        let (lost, kept) = picks.partition(|(picked, _)| forgotten.contains(picked));
        self.picks = kept;
        self.forgotten_picks.extend::<BTreeMap<_, _>>(lost);
        self.loops.retain(|left, items| {
            !forgotten.contains(left) && mentioned(items).is_disjoint(&forgotten)
        });
    }

    pub(super) fn add(
        &mut self,
        pattern: Pat,
        value: Expr,
        bindings: Vec<BindingId>,
        keeps_tests: bool,
    ) {
        if bindings.is_empty() {
            return;
        }
        let of = bindings.clone();
        let reborrow = self.reborrows.push(Reborrow {
            pattern,
            value,
            bindings,
            keeps_tests,
        });
        self.of
            .extend(of.into_iter().map(|binding| (binding, reborrow)));
    }
}

/// A binding that is picked.
#[derive(Debug)]
pub(crate) struct Pick {
    /// The pick itself, under a name of its own, where it is picked.
    pub(crate) first: BindingId,
    /// Its place.
    pub(crate) place: BindingId,
    /// Its source.
    pub(crate) source: Expr,
    /// Whether it may change later: a list that is sorted.
    pub(crate) changes: bool,
    /// Whether it is a list of picks.
    pub(crate) is_list: bool,
}

/// Whether an expression borrows something mutably, judged by its syntax.
pub(super) fn borrows_mutably(expr: &Expr) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr_reference(&mut self, reference: &syn::ExprReference) {
            self.0 |= reference.mutability.is_some();
            syn::visit::visit_expr_reference(self, reference);
        }

        fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
            let method = call.method.to_string();
            self.0 |= method.split('_').any(|word| word == "mut");
            syn::visit::visit_expr_method_call(self, call);
        }
    }
    let mut find = Find(false);
    find.visit_expr(expr);
    find.0
}

/// The expression that a `let` borrows from: of `items.get(i).ok_or_else(…)?` the content of `Some`.
pub(crate) fn found_in(init: &Expr) -> &Expr {
    let tried = match unwrap_parens(init) {
        Expr::Try(attempt) => Some(&*attempt.expr),
        other => tried_in(other),
    };
    match tried.map(unwrap_parens) {
        Some(Expr::MethodCall(call)) if does(call, Does::Explains) => &call.receiver,
        _ => init,
    }
}
