//! The parts of a pattern that are bound again when it is matched once more.

use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Pat, parse_quote};

use crate::bindings::{binding_of, bindings_in};
use crate::ids::BindingId;
use crate::lower::items::Items;
use crate::operands::is_constant_path;

/// What is made anew each time that a value is matched: a change of it would be lost.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Anew {
    Nothing,
    /// One reference.
    Reference,
    /// An `Option` or a tuple of borrows.
    Parts,
}

/// Leaves only the bindings of a pattern that are borrows of the matched value.
pub(super) struct KeepBorrows {
    pub(super) borrows: bool,
    /// Whether nothing of the value is taken apart yet.
    pub(super) is_whole: bool,
    /// Whether it is behind a reference in the value, which may be changed to point elsewhere.
    pub(super) is_elsewhere: bool,
    pub(super) anew: Anew,
    pub(super) kept: Vec<BindingId>,
}

impl VisitMut for KeepBorrows {
    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        match pattern {
            Pat::Ident(name) => {
                let Some(binding) = binding_of(&name.ident) else {
                    // A constant.
                    return;
                };
                let is_lost = self.anew != Anew::Nothing
                    && name.by_ref.is_some()
                    && name.mutability.is_some();
                let is_borrow = !self.is_elsewhere
                    && !is_lost
                    && (name.by_ref.is_some() || (self.borrows && name.mutability.is_none()));
                if is_borrow {
                    if !self.kept.contains(&binding) {
                        self.kept.push(binding);
                    }
                    if let Some((_, inner)) = &mut name.subpat {
                        self.visit_pat_mut(inner);
                    }
                    return;
                }
                *pattern = match name.subpat.take() {
                    Some((_, inner)) => {
                        let mut inner = *inner;
                        self.visit_pat_mut(&mut inner);
                        inner
                    }
                    None => parse_quote!(_),
                };
            }
            Pat::Reference(reference) => {
                // `&n` copies the borrowed value.
                let outer = (self.borrows, self.is_elsewhere, self.anew);
                self.is_elsewhere |= !(self.borrows && self.is_whole);
                (self.borrows, self.anew) = (false, Anew::Nothing);
                self.visit_pat_mut(&mut reference.pat);
                (self.borrows, self.is_elsewhere, self.anew) = outer;
            }
            Pat::Paren(_) => visit_mut::visit_pat_mut(self, pattern),
            _ => {
                let outer = (self.is_whole, self.anew);
                self.is_whole = false;
                self.anew = match (&*pattern, self.anew) {
                    (Pat::Type(_) | Pat::Or(_), anew) => anew,
                    (Pat::Tuple(_), Anew::Parts) => Anew::Parts,
                    (Pat::TupleStruct(of), Anew::Parts)
                        if of
                            .path
                            .segments
                            .last()
                            .is_some_and(|last| last.ident == "Some") =>
                    {
                        Anew::Parts
                    }
                    _ => Anew::Nothing,
                };
                visit_mut::visit_pat_mut(self, pattern);
                (self.is_whole, self.anew) = outer;
            }
        }
    }

    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}

/// Whether a pattern binds something by `ref`.
pub(super) fn binds_by_ref(pattern: &Pat) -> bool {
    binds(pattern, |name| name.by_ref.is_some())
}

/// Whether a pattern may move parts of the matched place: it binds something, and nothing by `ref`.
pub(super) fn moves_parts(pattern: &Pat) -> bool {
    let by_value =
        |name: &syn::PatIdent| name.by_ref.is_none() && binding_of(&name.ident).is_some();
    binds(pattern, by_value) && !binds_by_ref(pattern)
}

pub(crate) fn binds(pattern: &Pat, how: impl Fn(&syn::PatIdent) -> bool) -> bool {
    struct Find<H>(H, bool);
    impl<H: Fn(&syn::PatIdent) -> bool> Visit<'_> for Find<H> {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.1 |= (self.0)(pattern);
            visit::visit_pat_ident(self, pattern);
        }

        fn visit_expr(&mut self, _: &Expr) {}
    }
    let mut find = Find(how, false);
    find.visit_pat(pattern);
    find.1
}

/// Removes the parts of a pattern that only test: a part that isn't borrowed may be another value by now.
pub(super) fn without_tests(pattern: &mut Pat) {
    struct Drop;
    impl VisitMut for Drop {
        fn visit_pat_mut(&mut self, pattern: &mut Pat) {
            if bindings_in(pattern).is_empty() {
                if !matches!(pattern, Pat::Rest(_)) {
                    *pattern = parse_quote!(_);
                }
            } else {
                visit_mut::visit_pat_mut(self, pattern);
            }
        }
    }
    Drop.visit_pat_mut(pattern);
}

/// Removes the bindings of values from a loop's pattern: values are stored.
pub(super) fn without_values(pattern: &mut Pat, items: &Items) {
    match (&mut *pattern, items) {
        (Pat::Paren(paren), items) => without_values(&mut paren.pat, items),
        (Pat::Tuple(tuple), Items::Pairs(pair)) if tuple.elems.len() == 2 => {
            for (element, items) in tuple.elems.iter_mut().zip(pair.iter()) {
                without_values(element, items);
            }
        }
        (_, Items::Numbers) => *pattern = parse_quote!(_),
        (_, items) if items.have_values() => *pattern = parse_quote!(_),
        _ => {}
    }
}

/// The facts about `A | B` in a pattern.
pub(super) struct Alternatives {
    pub(super) exist: bool,
    /// Whether no value fits two of them.
    pub(super) exclude_each_other: bool,
    pub(super) name_constants: bool,
}

impl Visit<'_> for Alternatives {
    fn visit_pat_or(&mut self, pattern: &syn::PatOr) {
        self.exist = true;
        let cases: Vec<&Pat> = pattern.cases.iter().collect();
        for (number, case) in cases.iter().enumerate() {
            let mut others = cases[..number].iter();
            self.exclude_each_other &= others.all(|other| exclude_each_other(case, other));
        }
        visit::visit_pat_or(self, pattern);
    }

    fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
        let path: Expr = {
            let name = &pattern.ident;
            parse_quote!(#name)
        };
        self.name_constants |= binding_of(&pattern.ident).is_none() && is_constant_path(&path);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_path(&mut self, path: &syn::ExprPath) {
        self.name_constants |= is_constant_path(&Expr::Path(path.clone()));
    }
}

pub(super) fn alternatives_in(pattern: &Pat) -> Alternatives {
    let mut alternatives = Alternatives {
        exist: false,
        exclude_each_other: true,
        name_constants: false,
    };
    alternatives.visit_pat(pattern);
    alternatives
}

/// Whether no value fits both patterns, for they are two variants of one enum.
fn exclude_each_other(one: &Pat, other: &Pat) -> bool {
    let path = |pattern: &Pat| match without_guard(pattern) {
        Pat::TupleStruct(pattern) => Some(pattern.path.clone()),
        Pat::Struct(pattern) => Some(pattern.path.clone()),
        _ => None,
    };
    let (Some(one), Some(other)) = (path(one), path(other)) else {
        return false;
    };
    let names = |path: &syn::Path| -> Vec<String> {
        let segments = path.segments.iter();
        segments.map(|segment| segment.ident.to_string()).collect()
    };
    let (one, other) = (names(&one), names(&other));
    if let ([one], [other]) = (&one[..], &other[..]) {
        return matches!(
            (one.as_str(), other.as_str()),
            ("Ok", "Err") | ("Err", "Ok")
        );
    }
    let [.., of, variant] = &one[..] else {
        return false;
    };
    // A module could have one variant under two names.
    let of_an_enum = of.starts_with(char::is_uppercase);
    of_an_enum
        && one.len() == other.len()
        && one[..one.len() - 1] == other[..one.len() - 1]
        && other.last() != Some(variant)
}

pub(super) fn without_guard(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Guard(guarded) => without_guard(&guarded.pat),
        Pat::Paren(paren) => without_guard(&paren.pat),
        _ => pattern,
    }
}

/// Whether a pattern has a `ref` in it, or only a `ref mut` counts.
pub(super) fn takes_by_ref(pattern: &Pat, mutably: bool) -> bool {
    struct Find {
        mutably: bool,
        found: bool,
    }
    impl Visit<'_> for Find {
        fn visit_pat_ident(&mut self, name: &syn::PatIdent) {
            let counts = name.mutability.is_some() || !self.mutably;
            self.found |= name.by_ref.is_some() && counts;
            visit::visit_pat_ident(self, name);
        }
    }
    let mut find = Find {
        mutably,
        found: false,
    };
    find.visit_pat(pattern);
    find.found
}
