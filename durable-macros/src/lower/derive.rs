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

use crate::hygiene::{
    Binding, Bindings, binding_of, binding_of_path, bindings_in, mentioned, root_of,
};
use crate::lower::heads;
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

    /// Whether a binding is no borrow through which something can be changed, as far as that can be told.
    fn is_shared(&self, binding: usize) -> bool {
        self.recipe(binding).is_none_or(|recipe| {
            let mut sources = mentioned(&recipe.value).into_iter();
            !borrows_mutably(recipe) && sources.all(|source| self.is_shared(source))
        })
    }

    pub(crate) fn bindings(&self) -> impl Iterator<Item = usize> {
        self.of.keys().copied()
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
/// a binding of its own. `borrows` are the bindings around it that are borrows.
pub(crate) fn find(
    body: &mut Block,
    bindings: &mut Bindings,
    borrows: &BTreeSet<usize>,
) -> Derived {
    let mut find = Find {
        bindings,
        borrows,
        derived: Derived::default(),
    };
    find.visit_block_mut(body);
    find.derived
}

struct Find<'a> {
    bindings: &'a mut Bindings,
    borrows: &'a BTreeSet<usize>,
    derived: Derived,
}

impl Find<'_> {
    fn looks(&self, holds: bool) -> Looks<'_> {
        Looks {
            derived: &self.derived,
            borrows: self.borrows,
            bindings: self.bindings,
            holds,
        }
    }

    /// Notes the bindings of patterns that can be had again by matching them with the value again. With
    /// `hold`, indices that may change are held.
    fn patterns(
        &mut self,
        patterns: &[&Pat],
        value: &mut Expr,
        mut hold: impl FnMut(&mut Self, &mut Expr),
    ) {
        let looks = self.looks(true);
        let borrows = looks.is_borrow(value);
        if operands::awaits(value) || !(borrows || looks.is_place(value)) {
            return;
        }
        if borrows || patterns.iter().any(|pattern| binds_by_ref(pattern)) {
            self.each_index(value, &mut hold);
        }
        for pattern in patterns {
            self.note(pattern, &named(value, self.bindings), borrows);
        }
    }

    fn note(&mut self, pattern: &Pat, value: &Expr, borrows: bool) {
        let alternatives = has_alternatives(pattern);
        let decided = matches!(pattern, Pat::Guard(_)) || !borrows;
        if alternatives && decided {
            // Which of them it was, a guard has decided, or what may be another value now.
            return;
        }
        let mut pattern = without_guard(pattern).clone();
        let mut keep = KeepBorrows {
            borrows,
            kept: Vec::new(),
        };
        keep.visit_pat_mut(&mut pattern);
        if !alternatives {
            without_tests(&mut pattern);
        }
        if let Pat::Or(_) = pattern {
            pattern = parse_quote!((#pattern));
        }
        self.derived.add(pattern, value.clone(), keep.kept);
    }

    /// Does something with each index of a borrowed place that may change, and with each bound of a range.
    fn each_index(&mut self, place: &mut Expr, hold: &mut impl FnMut(&mut Self, &mut Expr)) {
        match place {
            Expr::Index(index) => {
                self.each_index(&mut index.expr, hold);
                self.index(&mut index.index, hold);
            }
            Expr::Reference(reference) => self.each_index(&mut reference.expr, hold),
            Expr::Unary(unary) => self.each_index(&mut unary.expr, hold),
            Expr::Field(field) => self.each_index(&mut field.base, hold),
            Expr::Tuple(tuple) => {
                for element in &mut tuple.elems {
                    self.each_index(element, hold);
                }
            }
            Expr::MethodCall(call) => {
                self.each_index(&mut call.receiver, hold);
                let iterators = matches!(call.method.to_string().as_str(), "zip" | "chain");
                for argument in &mut call.args {
                    if iterators {
                        self.each_index(argument, hold);
                    } else {
                        self.index(argument, hold);
                    }
                }
            }
            Expr::Paren(paren) => self.each_index(&mut paren.expr, hold),
            Expr::Group(group) => self.each_index(&mut group.expr, hold),
            _ => {}
        }
    }

    fn index(&mut self, index: &mut Expr, hold: &mut impl FnMut(&mut Self, &mut Expr)) {
        if let Expr::Range(range) = index {
            let bounds = range.start.iter_mut().chain(&mut range.end);
            bounds.for_each(|bound| self.index(bound, hold));
        } else if !self.looks(false).is_constant(index) && !matches!(index, Expr::Reference(_)) {
            hold(self, index);
        }
    }

    /// A binding for an index.
    fn held_index(&mut self, index: &Expr) -> usize {
        self.bindings.add(Binding {
            name: "index".to_owned(),
            span: syn::spanned::Spanned::span(index),
            mutable: false,
            temporary: true,
        })
    }

    /// Holds an index where it stands, in what is cut into blocks.
    fn hold_here(&mut self, index: &mut Expr) {
        let binding = self.held_index(index);
        let value = std::mem::replace(index, Expr::PLACEHOLDER);
        *index = operands::wrap(operands::TEMP, binding, value);
    }

    /// A `let`, and what has to stand before it.
    fn local(&mut self, local: &mut Local) -> Vec<Stmt> {
        let mut before = Vec::new();
        if let Some(init) = &mut local.init {
            self.patterns(&[&local.pat], &mut init.expr, |this, index| {
                let binding = this.held_index(index);
                let name = this.bindings.own_name(binding);
                let value = std::mem::replace(index, parse_quote!(#name));
                before.push(parse_quote!(let #name = #value;));
            });
        }
        before
    }

    /// A `for` loop over borrowed items keeps how far it is among them.
    fn for_loop(&mut self, left: usize, repeat: &mut syn::ExprForLoop) {
        let head = heads::head(&repeat.expr).ok().flatten();
        let selects_only = head.is_none_or(|head| head.selects_only(&repeat.expr));
        let source = match head {
            Some(head) => head.source_of_mut(&mut repeat.expr),
            None => &mut *repeat.expr,
        };
        if head.is_some_and(|head| head.source != heads::Source::Items) {
            return;
        }
        if head.is_some()
            && let Some(owner) = temporary_owner(source)
        {
            self.hold_here(owner);
        }
        if !self.looks(true).repeats(source) {
            return;
        }
        self.each_index(source, &mut |this: &mut Self, index: &mut Expr| {
            this.hold_here(index);
        });
        let items = named(source, self.bindings);
        let name = self.bindings.own_name(left);
        let again = match head {
            Some(_) => parse_quote!(__durable::again(#items, &#name.source)),
            None => parse_quote!(__durable::again(#items, &#name)),
        };
        self.derived.loops.insert(left, items);
        if selects_only {
            self.note(&repeat.pat, &again, true);
        }
    }

    /// The `let`s of a condition. Where it is cut into blocks, indices that may change are held.
    fn condition(&mut self, condition: &mut Expr, is_cut: bool) {
        match condition {
            Expr::Let(condition) => {
                let pattern = (*condition.pat).clone();
                self.patterns(&[&pattern], &mut condition.expr, |this, index| {
                    if is_cut {
                        this.hold_here(index);
                    }
                });
            }
            Expr::Binary(binary) => {
                self.condition(&mut binary.left, is_cut);
                self.condition(&mut binary.right, is_cut);
            }
            Expr::Paren(paren) => self.condition(&mut paren.expr, is_cut),
            Expr::Group(group) => self.condition(&mut group.expr, is_cut),
            _ => {}
        }
    }
}

/// What the iterator in a loop's head borrows from, where that is a value without a name that owns its items:
/// `fetch().await?.lines()`. It gets a local of its own.
fn temporary_owner(source: &mut Expr) -> Option<&mut Expr> {
    let Expr::MethodCall(call) = source else {
        return None;
    };
    let method = call.method.to_string();
    if operands::adapts_iterator(&method) {
        return temporary_owner(&mut call.receiver);
    }
    let owner = &mut *call.receiver;
    (operands::iterates_over_receiver(&method) && owns(owner)).then_some(owner)
}

/// Whether a value that is no place is no borrow either, as far as it can be told by its looks.
fn owns(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Try(_) | Expr::Await(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Repeat(_) => true,
        Expr::Call(call) => {
            let mut arguments = call.args.iter();
            operands::marked(expr, operands::TEMP).is_none()
                && !arguments.any(|argument| matches!(argument, Expr::Reference(_)))
        }
        Expr::MethodCall(call) => matches!(
            call.method.to_string().as_str(),
            "clone"
                | "collect"
                | "concat"
                | "join"
                | "repeat"
                | "replace"
                | "to_lowercase"
                | "to_owned"
                | "to_string"
                | "to_uppercase"
                | "to_vec"
        ),
        _ => false,
    }
}

/// An expression with the names of what is held in it.
fn named(expr: &Expr, bindings: &Bindings) -> Expr {
    struct Name<'a>(&'a Bindings);
    impl VisitMut for Name<'_> {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if let Some(binding) = operands::marked(expr, operands::TEMP) {
                let name = self.0.own_name(binding);
                *expr = parse_quote!(#name);
            } else {
                visit_mut::visit_expr_mut(self, expr);
            }
        }
    }
    let mut expr = expr.clone();
    Name(bindings).visit_expr_mut(&mut expr);
    expr
}

impl VisitMut for Find<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let awaits = operands::block_awaits(block);
        for mut statement in std::mem::take(&mut block.stmts) {
            self.visit_stmt_mut(&mut statement);
            if let (Stmt::Local(local), true) = (&mut statement, awaits) {
                let mut before = self.local(local);
                block.stmts.append(&mut before);
            }
            block.stmts.push(statement);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let is_cut = operands::awaits(expr);
        match expr {
            Expr::Closure(_) => return,
            Expr::If(branch) => self.condition(&mut branch.cond, is_cut),
            Expr::While(repeat) => self.condition(&mut repeat.cond, is_cut),
            Expr::Match(choice) => {
                let patterns: Vec<&Pat> = choice.arms.iter().map(|arm| &arm.pat).collect();
                self.patterns(&patterns, &mut choice.expr, |this, index| {
                    if is_cut {
                        this.hold_here(index);
                    }
                });
            }
            Expr::ForLoop(repeat) => {
                if let Some(left) = items_of(repeat) {
                    self.for_loop(left, repeat);
                }
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// Whether a recipe borrows mutably, by its looks.
fn borrows_mutably(recipe: &Recipe) -> bool {
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

        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.0 |= pattern.by_ref.is_some() && pattern.mutability.is_some();
            syn::visit::visit_pat_ident(self, pattern);
        }
    }
    let mut find = Find(false);
    find.visit_pat(&recipe.pattern);
    find.visit_expr(&recipe.value);
    find.0
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
                let is_borrow =
                    name.by_ref.is_some() || (self.borrows && name.mutability.is_none());
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

/// Whether a pattern binds something by `ref`.
fn binds_by_ref(pattern: &Pat) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.0 |= pattern.by_ref.is_some();
        }
    }
    let mut find = Find(false);
    find.visit_pat(pattern);
    find.0
}

/// Takes out of a pattern what only tests: what isn't borrowed may be another value by now.
fn without_tests(pattern: &mut Pat) {
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

/// What an expression is, as far as it can be told by its looks.
struct Looks<'a> {
    derived: &'a Derived,
    /// The bindings around the unit that are borrows.
    borrows: &'a BTreeSet<usize>,
    bindings: &'a Bindings,
    /// Whether indices that may change are put into locals of their own.
    holds: bool,
}

impl Looks<'_> {
    fn is_mutable(&self, binding: usize) -> bool {
        self.bindings.get(binding).mutable
    }

    fn is_known_borrow(&self, binding: usize) -> bool {
        self.derived.contains(binding) || self.borrows.contains(&binding)
    }

    /// Whether it is a place in a local.
    fn is_place(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            expr @ Expr::Path(_) => binding_of_path(expr).is_some(),
            // It has a local of its own.
            expr if operands::marked(expr, operands::TEMP).is_some() => true,
            Expr::Field(field) => self.is_place(&field.base),
            Expr::Index(index) => {
                self.is_place(&index.expr)
                    && (self.is_constant(&index.index)
                        || self.is_key(&index.index)
                        || self.holds(&index.index))
            }
            Expr::Unary(unary) => {
                matches!(unary.op, syn::UnOp::Deref(_)) && self.is_place(&unary.expr)
            }
            _ => false,
        }
    }

    /// Whether it borrows a place in a local, and does nothing else.
    fn is_borrow(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            Expr::Reference(reference) => {
                self.is_place(&reference.expr) || self.is_borrow(&reference.expr)
            }
            expr @ Expr::Path(_) => {
                binding_of_path(expr).is_some_and(|binding| self.is_known_borrow(binding))
            }
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                let mut arguments = call.args.iter();
                if operands::unwraps(&method) {
                    // Of a place it would be its value.
                    return matches!(unwrap_parens(&call.receiver), Expr::MethodCall(_))
                        && self.is_borrow(&call.receiver)
                        && arguments.all(|argument| self.is_constant(argument));
                }
                operands::borrows_from_receiver(&method, call.args.len())
                    && (self.is_place(&call.receiver) || self.is_borrow(&call.receiver))
                    && arguments.all(|argument| {
                        self.is_constant(argument) || self.is_key(argument) || self.holds(argument)
                    })
            }
            Expr::Tuple(tuple) => {
                !tuple.elems.is_empty() && tuple.elems.iter().all(|element| self.is_borrow(element))
            }
            _ => false,
        }
    }

    /// Whether an index gets a local of its own. A borrowed one can't.
    fn holds(&self, index: &Expr) -> bool {
        self.holds && !matches!(index, Expr::Reference(_)) && !operands::awaits(index)
    }

    /// `&key`, of a key that doesn't change: what it leads to doesn't borrow it.
    fn is_key(&self, expr: &Expr) -> bool {
        let Expr::Reference(reference) = expr else {
            return false;
        };
        let root = root_of(&reference.expr);
        let is_fixed = |root| !self.is_mutable(root) && self.derived.is_shared(root);
        reference.mutability.is_none()
            && root.is_some_and(is_fixed)
            && self.is_place(&reference.expr)
    }

    /// Whether it gives the same whenever it is evaluated.
    fn is_constant(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            Expr::Lit(_) => true,
            expr @ Expr::Path(path) => match binding_of_path(expr) {
                Some(binding) => !self.is_mutable(binding),
                None => path.path.segments.last().is_some_and(|last| {
                    last.ident
                        .to_string()
                        .chars()
                        .all(|c| c.is_uppercase() || c.is_numeric() || c == '_')
                }),
            },
            Expr::Binary(binary) => {
                self.is_constant(&binary.left) && self.is_constant(&binary.right)
            }
            // What a borrow leads to may change.
            Expr::Unary(unary) => {
                !matches!(unary.op, syn::UnOp::Deref(_)) && self.is_constant(&unary.expr)
            }
            Expr::Cast(cast) => self.is_constant(&cast.expr),
            Expr::Range(range) => {
                let mut bounds = range.start.iter().chain(&range.end);
                bounds.all(|bound| self.is_constant(bound))
            }
            _ => false,
        }
    }

    /// Whether it is something over whose borrowed items one can go again: `&items`,
    /// `items.iter().enumerate()`, `text.chars().rev()`.
    fn repeats(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            Expr::Reference(reference) => match &*reference.expr {
                Expr::Array(array) => array.elems.iter().all(|element| self.is_constant(element)),
                _ => self.is_borrow(expr),
            },
            Expr::Path(_) => self.is_borrow(expr),
            Expr::Range(_) => self.is_constant(expr),
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                // Another iterator must be one to go over again, too; what else there is are numbers.
                let arguments = || {
                    call.args.iter().all(|argument| match method.as_str() {
                        "zip" | "chain" => self.repeats(argument),
                        _ => self.is_constant(argument) || self.is_key(argument),
                    })
                };
                let borrowed = self.is_place(&call.receiver) || self.is_borrow(&call.receiver);
                if operands::iterates_over_receiver(&method) {
                    borrowed && arguments()
                } else {
                    operands::adapts_iterator(&method)
                        && self.repeats(&call.receiver)
                        && arguments()
                }
            }
            _ => false,
        }
    }
}
