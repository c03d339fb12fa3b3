//! Borrows that live across an await: they are not stored, but taken again from the place that is.
//! `let city = &order.address.city;` is evaluated once more in each state that names `city`, and what the
//! patterns of `match &order.promo { Some(promo) => … }` and `for item in &items` bind is matched once more.
//!
//! That gives the same, because what is borrowed can't change meanwhile: rustc sees to that in the plain
//! function.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Local, Pat, Stmt, parse_quote};

use crate::hygiene::{Binding, Bindings, binding_of, binding_of_path, mentioned, root_of};
use crate::operands::{self, items_of, unwrap_parens};

/// The bindings of a unit that are derived from places, and how.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    recipes: Vec<Recipe>,
    of: BTreeMap<usize, usize>,
    /// The `for` loops that go over borrowed items again up to where they were, by the binding that holds
    /// how far that is.
    loops: BTreeMap<usize, Expr>,
}

/// `let pattern = value` gives the bindings again.
#[derive(Debug)]
pub(crate) struct Recipe {
    /// It binds what is derived and nothing else.
    pub(crate) pattern: Pat,
    pub(crate) value: Expr,
    pub(crate) bindings: Vec<usize>,
}

impl Recipe {
    /// Whether the value is what a method gives, of which only the name is known.
    pub(crate) fn calls_method(&self) -> bool {
        matches!(unwrap_parens(&self.value), Expr::MethodCall(_))
    }

    /// The pattern that binds these of its bindings, and nothing else.
    pub(crate) fn pattern_of(&self, wanted: &BTreeSet<usize>) -> Pat {
        struct Keep<'a>(&'a BTreeSet<usize>);
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
        pattern
    }
}

impl Derived {
    /// How a binding is derived, if it is.
    pub(crate) fn recipe(&self, binding: usize) -> Option<&Recipe> {
        self.of.get(&binding).map(|recipe| &self.recipes[*recipe])
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty() && self.loops.is_empty()
    }

    /// Whether a binding is derived from another, or is where a loop is that goes over it, through whatever
    /// others.
    pub(crate) fn is_from(&self, binding: usize, source: usize) -> bool {
        let value = self.recipe(binding).map(|recipe| &recipe.value);
        value
            .or_else(|| self.loops.get(&binding))
            .is_some_and(|value| {
                let sources = mentioned(value);
                sources.contains(&source)
                    || sources.iter().any(|between| self.is_from(*between, source))
            })
    }

    pub(crate) fn contains(&self, binding: usize) -> bool {
        self.of.contains_key(&binding)
    }

    /// Whether a `for` loop, by the binding of what is left of it, goes over borrowed items again.
    pub(crate) fn goes_again(&self, left: usize) -> bool {
        self.loops.contains_key(&left)
    }

    /// Forgets how these are derived, and what is derived from them.
    pub(crate) fn forget(&mut self, bindings: &BTreeSet<usize>) {
        let mut forgotten = bindings.clone();
        for recipe in &self.recipes {
            if recipe
                .bindings
                .iter()
                .any(|binding| forgotten.contains(binding))
                || !mentioned(&recipe.value).is_disjoint(&forgotten)
            {
                forgotten.extend(&recipe.bindings);
            }
        }
        self.of.retain(|binding, _| !forgotten.contains(binding));
        self.loops.retain(|left, items| {
            !forgotten.contains(left) && mentioned(items).is_disjoint(&forgotten)
        });
    }

    fn add(&mut self, pattern: Pat, value: Expr, bindings: Vec<usize>) {
        if bindings.is_empty() {
            return;
        }
        let recipe = self.recipes.len();
        self.of
            .extend(bindings.iter().map(|binding| (*binding, recipe)));
        self.recipes.push(Recipe {
            pattern,
            value,
            bindings,
        });
    }
}

/// Finds what is derived in a marked body. An index that may change while what it leads to is borrowed gets
/// a binding of its own.
pub(crate) fn find(body: &mut Block, bindings: &mut Bindings) -> Derived {
    let mut find = Find {
        bindings,
        derived: Derived::default(),
    };
    find.visit_block_mut(body);
    find.derived
}

struct Find<'a> {
    bindings: &'a mut Bindings,
    derived: Derived,
}

/// What a value is, for the patterns that it is matched with.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A borrow: what is bound is one, too, unless the pattern says otherwise.
    Borrow,
    /// A place: what is bound by `ref` is a borrow.
    Place,
}

impl Find<'_> {
    fn is_mutable(&self, binding: usize) -> bool {
        self.bindings.get(binding).mutable
    }

    fn kind(&self, value: &Expr) -> Option<Kind> {
        let is_mutable = |binding| self.is_mutable(binding);
        if is_borrow(value, &self.derived, &is_mutable) {
            Some(Kind::Borrow)
        } else if is_place(value, &is_mutable) {
            Some(Kind::Place)
        } else {
            None
        }
    }

    /// Notes the bindings of a pattern that can be had again by matching it with the value again.
    fn pattern(&mut self, pattern: &Pat, value: &Expr) {
        let Some(kind) = self.kind(value) else { return };
        self.note(pattern, value, kind == Kind::Borrow);
    }

    fn note(&mut self, pattern: &Pat, value: &Expr, borrows: bool) {
        if matches!(pattern, Pat::Guard(_)) && has_alternatives(pattern) {
            // Which of them it was, the guard has decided.
            return;
        }
        let mut pattern = without_guard(pattern).clone();
        let mut keep = KeepBorrows {
            borrows,
            kept: Vec::new(),
        };
        keep.visit_pat_mut(&mut pattern);
        if let Pat::Or(_) = pattern {
            pattern = parse_quote!((#pattern));
        }
        self.derived.add(pattern, value.clone(), keep.kept);
    }

    /// Puts the indices of a borrowed place that may change into locals of their own.
    fn hold_indices(&mut self, place: &mut Expr, held: &mut Vec<Stmt>) {
        match place {
            Expr::Index(index) => {
                self.hold_indices(&mut index.expr, held);
                self.hold(&mut index.index, held);
            }
            Expr::Reference(reference) => self.hold_indices(&mut reference.expr, held),
            Expr::Field(field) => self.hold_indices(&mut field.base, held),
            Expr::MethodCall(call) => {
                self.hold_indices(&mut call.receiver, held);
                for argument in &mut call.args {
                    self.hold(argument, held);
                }
            }
            Expr::Paren(paren) => self.hold_indices(&mut paren.expr, held),
            Expr::Group(group) => self.hold_indices(&mut group.expr, held),
            _ => {}
        }
    }

    /// Puts an index into a local, if it may change; of a range, its bounds.
    fn hold(&mut self, index: &mut Expr, held: &mut Vec<Stmt>) {
        if let Expr::Range(range) = index {
            let bounds = range.start.iter_mut().chain(&mut range.end);
            bounds.for_each(|bound| self.hold(bound, held));
            return;
        }
        let is_mutable = |binding| self.is_mutable(binding);
        if is_constant(index, &is_mutable) || matches!(index, Expr::Reference(_)) {
            return;
        }
        let binding = self.bindings.add(Binding {
            name: "index".to_owned(),
            span: syn::spanned::Spanned::span(index),
            mutable: false,
            temporary: true,
        });
        let name = self.bindings.own_name(binding);
        let value = std::mem::replace(index, parse_quote!(#name));
        held.push(parse_quote!(let #name = #value;));
    }

    fn local(&mut self, local: &mut Local, held: &mut Vec<Stmt>) {
        let Some(init) = &mut local.init else { return };
        // An index that may change is held.
        let any_index = |_| false;
        if operands::awaits(&init.expr) || !is_borrow(&init.expr, &self.derived, &any_index) {
            // What is taken by `ref` from a place is a borrow, too.
            if !operands::awaits(&init.expr) {
                let value = (*init.expr).clone();
                self.pattern(&local.pat, &value);
            }
            return;
        }
        self.hold_indices(&mut init.expr, held);
        let value = (*init.expr).clone();
        self.pattern(&local.pat, &value);
    }
}

impl VisitMut for Find<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let awaits = operands::block_awaits(block);
        for mut statement in std::mem::take(&mut block.stmts) {
            self.visit_stmt_mut(&mut statement);
            let mut held = Vec::new();
            if let (Stmt::Local(local), true) = (&mut statement, awaits) {
                self.local(local, &mut held);
            }
            block.stmts.append(&mut held);
            block.stmts.push(statement);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) => return,
            Expr::Let(condition) if !operands::awaits(&condition.expr) => {
                self.pattern(&condition.pat, &condition.expr);
            }
            Expr::Match(choice) if !operands::awaits(&choice.expr) => {
                for arm in &choice.arms {
                    self.pattern(&arm.pat, &choice.expr);
                }
            }
            Expr::ForLoop(repeat) => {
                let is_mutable = |binding| self.is_mutable(binding);
                if let Some(left) = items_of(repeat)
                    && repeats(&repeat.expr, &self.derived, &is_mutable)
                {
                    self.derived.loops.insert(left, (*repeat.expr).clone());
                    let (items, left) = (&repeat.expr, self.bindings.own_name(left));
                    let again = parse_quote!(__durable::again(#items, &#left));
                    let pattern = (*repeat.pat).clone();
                    self.note(&pattern, &again, true);
                }
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// Leaves in a pattern those bindings that are borrows of what it is matched with.
struct KeepBorrows {
    borrows: bool,
    kept: Vec<usize>,
}

impl VisitMut for KeepBorrows {
    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        match pattern {
            Pat::Ident(name) => {
                let Some(binding) = binding_of(&name.ident) else {
                    // A constant.
                    return;
                };
                let borrows = name.by_ref.is_some() || self.borrows;
                if borrows && name.mutability.is_none() {
                    if !self.kept.contains(&binding) {
                        self.kept.push(binding);
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
                // `&n` copies what is borrowed.
                let outer = std::mem::replace(&mut self.borrows, false);
                self.visit_pat_mut(&mut reference.pat);
                self.borrows = outer;
            }
            _ => visit_mut::visit_pat_mut(self, pattern),
        }
    }

    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}

/// Whether a pattern has `A | B` in it.
fn has_alternatives(pattern: &Pat) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_pat_or(&mut self, _: &syn::PatOr) {
            self.0 = true;
        }
    }
    let mut find = Find(false);
    find.visit_pat(pattern);
    find.0
}

fn without_guard(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Guard(guarded) => without_guard(&guarded.pat),
        Pat::Paren(paren) => without_guard(&paren.pat),
        _ => pattern,
    }
}

/// Whether an expression is a place in a local.
fn is_place(expr: &Expr, is_mutable: &dyn Fn(usize) -> bool) -> bool {
    match unwrap_parens(expr) {
        expr @ Expr::Path(_) => binding_of_path(expr).is_some(),
        Expr::Field(field) => is_place(&field.base, is_mutable),
        Expr::Index(index) => {
            is_place(&index.expr, is_mutable)
                && (is_constant(&index.index, is_mutable) || is_key(&index.index, is_mutable))
        }
        Expr::Unary(unary) => {
            matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr, is_mutable)
        }
        _ => false,
    }
}

/// Whether an expression borrows a place in a local, and does nothing else.
pub(crate) fn is_borrow(
    expr: &Expr,
    derived: &Derived,
    is_mutable: &dyn Fn(usize) -> bool,
) -> bool {
    match unwrap_parens(expr) {
        Expr::Reference(reference) => {
            is_place(&reference.expr, is_mutable) || is_borrow(&reference.expr, derived, is_mutable)
        }
        expr @ Expr::Path(_) => {
            binding_of_path(expr).is_some_and(|binding| derived.contains(binding))
        }
        Expr::MethodCall(call) => {
            let method = call.method.to_string();
            let mut arguments = call.args.iter();
            if operands::unwraps(&method) {
                // Of a place it would be its value.
                return matches!(unwrap_parens(&call.receiver), Expr::MethodCall(_))
                    && is_borrow(&call.receiver, derived, is_mutable)
                    && arguments.all(|argument| is_constant(argument, is_mutable));
            }
            operands::borrows_from_receiver(&method, call.args.len())
                && (is_place(&call.receiver, is_mutable)
                    || is_borrow(&call.receiver, derived, is_mutable))
                && arguments.all(|argument| {
                    is_constant(argument, is_mutable) || is_key(argument, is_mutable)
                })
        }
        Expr::Tuple(tuple) => {
            !tuple.elems.is_empty()
                && tuple
                    .elems
                    .iter()
                    .all(|element| is_borrow(element, derived, is_mutable))
        }
        _ => false,
    }
}

/// `&key`, of a key that doesn't change: what it leads to doesn't borrow it.
fn is_key(expr: &Expr, is_mutable: &dyn Fn(usize) -> bool) -> bool {
    let Expr::Reference(reference) = expr else {
        return false;
    };
    let root = root_of(&reference.expr);
    reference.mutability.is_none()
        && root.is_some_and(|root| !is_mutable(root))
        && is_place(&reference.expr, is_mutable)
}

/// Whether an expression gives the same whenever it is evaluated.
fn is_constant(expr: &Expr, is_mutable: &dyn Fn(usize) -> bool) -> bool {
    match unwrap_parens(expr) {
        Expr::Lit(_) => true,
        expr @ Expr::Path(path) => match binding_of_path(expr) {
            Some(binding) => !is_mutable(binding),
            None => path.path.segments.last().is_some_and(|last| {
                last.ident
                    .to_string()
                    .chars()
                    .all(|c| c.is_uppercase() || c.is_numeric() || c == '_')
            }),
        },
        Expr::Binary(binary) => {
            is_constant(&binary.left, is_mutable) && is_constant(&binary.right, is_mutable)
        }
        Expr::Unary(unary) => is_constant(&unary.expr, is_mutable),
        Expr::Cast(cast) => is_constant(&cast.expr, is_mutable),
        Expr::Range(range) => range
            .start
            .iter()
            .chain(&range.end)
            .all(|bound| is_constant(bound, is_mutable)),
        _ => false,
    }
}

/// Whether an expression is something over whose borrowed items one can go again: `&items`,
/// `items.iter().enumerate()`, `text.chars().rev()`.
fn repeats(expr: &Expr, derived: &Derived, is_mutable: &dyn Fn(usize) -> bool) -> bool {
    match unwrap_parens(expr) {
        Expr::Reference(reference) if matches!(&*reference.expr, Expr::Array(_)) => {
            matches!(&*reference.expr, Expr::Array(array) if array.elems.iter().all(|element| is_constant(element, is_mutable)))
        }
        Expr::Reference(_) | Expr::Path(_) => is_borrow(expr, derived, is_mutable),
        Expr::Range(_) => is_constant(expr, is_mutable),
        Expr::MethodCall(call) => {
            let method = call.method.to_string();
            // Another iterator must be one to go over again, too; what else there is are numbers.
            let arguments = || {
                call.args.iter().all(|argument| match method.as_str() {
                    "zip" | "chain" => repeats(argument, derived, is_mutable),
                    _ => is_constant(argument, is_mutable),
                })
            };
            let borrowed = is_place(&call.receiver, is_mutable)
                || is_borrow(&call.receiver, derived, is_mutable);
            if operands::iterates_over_receiver(&method) {
                borrowed && arguments()
            } else {
                operands::adapts_iterator(&method)
                    && repeats(&call.receiver, derived, is_mutable)
                    && arguments()
            }
        }
        _ => false,
    }
}
