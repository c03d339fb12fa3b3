//! What each local may be borrowed from, judged by the code that gives it its value. A change of that changes what is
//! found through the local: `let first = &items[0];` is found in `items`.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Block, Expr, Pat, Stmt};

use crate::bindings::{binding_of_path, bindings_in, mentioned, root_of};
use crate::ids::BindingId;
use crate::methods::{Does, does};
use crate::operands::unwrap_parens;

/// Finds them for the locals of these bodies.
pub(super) fn find<'a>(
    bodies: impl IntoIterator<Item = &'a Block>,
) -> BTreeMap<BindingId, BTreeSet<BindingId>> {
    let bodies: Vec<&Block> = bodies.into_iter().collect();
    let mut search = Search::default();
    loop {
        search.grown = false;
        for body in &bodies {
            search.visit_block(body);
        }
        if !search.grown {
            return search.lenders;
        }
    }
}

#[derive(Default)]
struct Search {
    lenders: BTreeMap<BindingId, BTreeSet<BindingId>>,
    grown: bool,
}

impl Search {
    fn given(&mut self, pattern: &Pat, value: &Expr) {
        let from = self.of(value);
        for binding in bindings_in(pattern) {
            self.add(binding, &from);
        }
    }

    fn add(&mut self, binding: BindingId, from: &BTreeSet<BindingId>) {
        if from.is_empty() {
            return;
        }
        let known = self.lenders.entry(binding).or_default();
        for lender in from.iter().filter(|lender| **lender != binding) {
            self.grown |= known.insert(*lender);
        }
    }

    fn lenders_of(&self, binding: BindingId) -> BTreeSet<BindingId> {
        self.lenders.get(&binding).cloned().unwrap_or_default()
    }

    /// What a value may be borrowed from. A place is taken for a borrow of itself: a pattern may make it one.
    fn of(&self, value: &Expr) -> BTreeSet<BindingId> {
        match unwrap_parens(value) {
            place @ (Expr::Path(_) | Expr::Field(_)) if root_of(place).is_some() => {
                let root = root_of(place).expect("it was just found");
                let mut lenders = self.lenders_of(root);
                lenders.insert(root);
                lenders
            }
            Expr::Field(field) => self.of(&field.base),
            Expr::Index(index) => self.of(&index.expr),
            Expr::Unary(unary) => self.of(&unary.expr),
            Expr::Reference(reference) => self.of(&reference.expr),
            Expr::Try(attempt) => self.of(&attempt.expr),
            Expr::MethodCall(call) if gives_a_value(call) => self.of_argument(&call.receiver),
            Expr::MethodCall(call) => {
                let mut lenders = self.of(&call.receiver);
                lenders.extend(call.args.iter().flat_map(|given| self.of_argument(given)));
                lenders
            }
            Expr::Call(call) => self.of_arguments(&call.args),
            Expr::Tuple(tuple) => self.of_arguments(&tuple.elems),
            Expr::Array(array) => self.of_arguments(&array.elems),
            Expr::Struct(literal) => {
                let fields = literal.fields.iter().map(|field| &field.expr);
                self.of_arguments(fields.chain(literal.rest.as_deref()))
            }
            Expr::If(branch) => {
                let mut lenders = self.of_block(&branch.then_branch);
                if let Some((_, otherwise)) = &branch.else_branch {
                    lenders.extend(self.of(otherwise));
                }
                lenders
            }
            Expr::Match(choice) => self.of_each(choice.arms.iter().map(|arm| &*arm.body)),
            Expr::Block(block) if block.label.is_none() => self.of_block(&block.block),
            Expr::Block(_) | Expr::Loop(_) | Expr::Unsafe(_) | Expr::Macro(_) => mentioned(value),
            // Numbers and texts, what an await gives, and what leaves.
            _ => BTreeSet::new(),
        }
    }

    fn of_block(&self, block: &Block) -> BTreeSet<BindingId> {
        match block.stmts.last() {
            Some(Stmt::Expr(value, None)) => self.of(value),
            Some(Stmt::Macro(statement)) if statement.semi_token.is_none() => mentioned(statement),
            _ => BTreeSet::new(),
        }
    }

    fn of_each<'a>(&self, values: impl IntoIterator<Item = &'a Expr>) -> BTreeSet<BindingId> {
        let values = values.into_iter();
        values.flat_map(|value| self.of(value)).collect()
    }

    fn of_arguments<'a>(&self, given: impl IntoIterator<Item = &'a Expr>) -> BTreeSet<BindingId> {
        let given = given.into_iter();
        given.flat_map(|given| self.of_argument(given)).collect()
    }

    /// What an argument may be borrowed from: a local that is given away is moved or copied.
    fn of_argument(&self, given: &Expr) -> BTreeSet<BindingId> {
        match root_of(unwrap_parens(given)) {
            Some(root) => self.lenders_of(root),
            None => self.of(given),
        }
    }
}

/// Whether a method's result is no borrow of its receiver.
fn gives_a_value(call: &syn::ExprMethodCall) -> bool {
    const VALUES: [&str; 9] = [
        "all", "any", "contains", "count", "is_empty", "is_none", "is_some", "len", "sum",
    ];
    does(call, Does::MakesOwned)
        || does(call, Does::OfNumbers)
        || VALUES.iter().any(|name| call.method == name)
}

impl<'ast> Visit<'ast> for Search {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        visit::visit_local(self, local);
        if let Some(init) = &local.init {
            self.given(&local.pat, &init.expr);
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        visit::visit_expr(self, expr);
        match expr {
            Expr::Let(condition) => self.given(&condition.pat, &condition.expr),
            Expr::Match(choice) => {
                for arm in &choice.arms {
                    self.given(&arm.pat, &choice.expr);
                }
            }
            Expr::ForLoop(repeat) => self.given(&repeat.pat, &repeat.expr),
            Expr::Assign(assign) => {
                if let Some(binding) = binding_of_path(unwrap_parens(&assign.left)) {
                    let from = self.of(&assign.right);
                    self.add(binding, &from);
                }
            }
            _ => {}
        }
    }
}
