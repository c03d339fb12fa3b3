//! The captures of an `async` block, and which of them are by value.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprField, ExprMethodCall, Item, Local, Macro, Member, Pat, UnOp,
};

use crate::bindings::{binding_of_path, bindings_in, mentioned, root_of};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::patterns::takes_by_ref;
use crate::methods::{self, Does, does};
use crate::model::{bare, member_name};
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
    let mut find = Moved::new(sends);
    find.visit_block(&block.block);
    &find.found.whole & &captures
}

/// The captures of a block that are by value, as far as its syntax shows. What a block only borrows isn't among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByValue {
    pub(super) whole: BTreeSet<BindingId>,
    /// Fields of captures.
    parts: Vec<ExprField>,
    /// The captures whose methods the block calls, which may take them by value: each with such a call.
    unclear: BTreeMap<BindingId, String>,
}

impl ByValue {
    /// Finds the captures of a block that are by value. An `async move` block takes all of them; of a local of which it
    /// names only fields it takes these.
    pub(crate) fn of(block: &ExprAsync) -> Self {
        let captures = captures(&block.block);
        let mut by_value = if block.capture.is_some() {
            named(&block.block)
        } else {
            let mut find = Moved {
                counts_values_behind: true,
                ..Moved::new(true)
            };
            find.visit_block(&block.block);
            find.found
        };
        let is_captured = |binding: &BindingId| captures.contains(binding);
        by_value.whole.retain(is_captured);
        by_value.parts.retain(|part| is_captured(&root(part)));
        by_value.unclear.retain(|binding, _| is_captured(binding));
        by_value
    }

    /// Whether the block takes the whole local, or the field with this path, by value.
    pub(crate) fn has(&self, local: BindingId, path: &[&Member]) -> bool {
        let mut parts = self.parts.iter().filter(|part| root(part) == local);
        self.whole.contains(&local) || parts.any(|part| path.starts_with(&members(part)))
    }

    /// The fields that the block takes by value of the local, or of its field with this path.
    pub(crate) fn parts(&self, local: BindingId, path: &[&Member]) -> Vec<&ExprField> {
        let parts = self.parts.iter().filter(|part| root(part) == local);
        parts
            .filter(|part| members(part).starts_with(path))
            .collect()
    }

    /// The locals of which it takes fields.
    pub(super) fn roots(&self) -> BTreeSet<BindingId> {
        self.parts.iter().map(root).collect()
    }

    /// A call of a method that may take the local by value: `.items.sum()`.
    pub(crate) fn unclear(&self, local: BindingId) -> Option<&str> {
        self.unclear.get(&local).map(String::as_str)
    }

    fn extend(&mut self, other: Self) {
        self.whole.extend(other.whole);
        self.parts.extend(other.parts);
        self.unclear.extend(other.unclear);
    }
}

/// The local that a field belongs to.
fn root(part: &ExprField) -> BindingId {
    root_of(&part.base).expect("it is a part of a local")
}

/// The members that lead from the local to a field.
fn members(part: &ExprField) -> Vec<&Member> {
    let mut path = match unwrap_parens(&part.base) {
        Expr::Field(outer) => members(outer),
        _ => Vec::new(),
    };
    path.push(&part.member);
    path
}

/// The field of a local that an expression is.
fn part(expr: &Expr) -> Option<&ExprField> {
    let Expr::Field(field) = unwrap_parens(expr) else {
        return None;
    };
    let base = unwrap_parens(&field.base);
    (part(base).is_some() || binding_of_path(base).is_some()).then_some(field)
}

/// The locals that a block names, and the fields of those of which it names only fields. Nothing is named by
/// `let _ = local`.
pub(super) fn named(body: &Block) -> ByValue {
    struct Find(ByValue);
    impl Find {
        /// The parts of a place that a pattern binds.
        fn bound(&mut self, pattern: &Pat, place: &Expr) {
            let of = |member: &Member| -> Expr { syn::parse_quote!(#place.#member) };
            match pattern {
                Pat::Wild(_) | Pat::Rest(_) => {}
                Pat::Paren(paren) => self.bound(&paren.pat, place),
                Pat::Type(typed) => self.bound(&typed.pat, place),
                // The path of a variant of an enum has two segments.
                Pat::Struct(fields) if fields.path.get_ident().is_some() => {
                    for field in &fields.fields {
                        self.bound(&field.pat, &of(&field.member));
                    }
                }
                Pat::Tuple(tuple) if !tuple.elems.iter().any(|pat| matches!(pat, Pat::Rest(_))) => {
                    for (index, pattern) in tuple.elems.iter().enumerate() {
                        self.bound(pattern, &of(&Member::from(index)));
                    }
                }
                _ => self.visit_expr(place),
            }
        }
    }
    impl Visit<'_> for Find {
        fn visit_local(&mut self, local: &Local) {
            match &local.init {
                Some(init)
                    if init.diverge.is_none()
                        && (part(&init.expr).is_some()
                            || binding_of_path(&init.expr).is_some()) =>
                {
                    self.bound(&local.pat, &init.expr);
                }
                _ => visit::visit_local(self, local),
            }
        }

        fn visit_expr(&mut self, expr: &Expr) {
            if let Some(part) = part(expr) {
                self.0.parts.push(part.clone());
                return;
            }
            match expr {
                Expr::Path(_) => self.0.whole.extend(binding_of_path(expr)),
                _ => visit::visit_expr(self, expr),
            }
        }

        fn visit_macro(&mut self, invocation: &Macro) {
            self.0.whole.extend(mentioned(&invocation.tokens));
        }
    }
    let mut find = Find(ByValue::default());
    find.visit_block(body);
    let ByValue { whole, parts, .. } = &mut find.0;
    parts.retain(|part| !whole.contains(&root(part)));
    find.0
}

/// Finds the bindings that are given away: they are named where a value is expected, and not a place.
struct Moved {
    found: ByValue,
    /// Whether the arguments of awaited calls count.
    sends: bool,
    /// Whether the value of `*it` is taken out of `it`. Otherwise it is a number behind a borrow.
    counts_values_behind: bool,
}

impl Moved {
    fn new(sends: bool) -> Self {
        Self {
            found: ByValue::default(),
            sends,
            counts_values_behind: false,
        }
    }

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

    /// Notes a method of a capture that may be one of the user's that takes it by value.
    fn note_unclear(&mut self, call: &ExprMethodCall) {
        let method = &call.method;
        let receiver = unwrap_parens(&call.receiver);
        let is_place = binding_of_path(receiver).is_some() || part(receiver).is_some();
        if is_place
            && !methods::is_known(call)
            && let Some(binding) = root_of(receiver)
        {
            let path = part(receiver).map(members).unwrap_or_default();
            let mut names: Vec<String> = path.iter().map(|member| member_name(member)).collect();
            names.push(bare(method));
            let call = format!(".{}()", names.join("."));
            self.found.unclear.entry(binding).or_insert(call);
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
            Expr::Path(_) => self.found.whole.extend(binding_of_path(expr)),
            Expr::Reference(reference) => self.place(&reference.expr),
            Expr::Unary(unary)
                if self.counts_values_behind && matches!(unary.op, UnOp::Deref(_)) =>
            {
                self.visit_expr(&unary.expr);
            }
            Expr::Field(_) if part(expr).is_some() => {
                self.found.parts.extend(part(expr).cloned());
            }
            // Only a part may be moved.
            Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) => self.place(expr),
            Expr::MethodCall(call) => {
                if does(call, Does::Consumes) || does(call, Does::Unwraps) {
                    self.visit_expr(&call.receiver);
                } else {
                    self.note_unclear(call);
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
                self.found.whole.extend(mentioned(closure));
            }
            Expr::Async(block) if self.counts_values_behind => {
                self.found.extend(ByValue::of(block));
            }
            Expr::Async(block) => self.found.whole.extend(moved(block, self.sends)),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_item(&mut self, _: &Item) {}
}
