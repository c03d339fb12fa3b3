//! The local bindings of a function. Each has a unique name while the function is compiled, so that the passes identify
//! it by its binding and not by its name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenTree};
use quote::ToTokens;
use syn::{Expr, Pat};

use crate::ids::{BindingId, IdVec, MacroId};
use crate::symbols::{self, Symbol};
use crate::tokens;

/// A local variable, or a value that the compiler gave a binding.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    /// The user's name for it.
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) mutable: bool,
    /// Whether the compiler made it.
    pub(crate) temporary: bool,
    /// Whether it holds the operation of a `spawn` before the block takes it.
    pub(crate) spawned: bool,
}

impl Binding {
    /// Its name without `r#`.
    pub(crate) fn bare_name(&self) -> &str {
        self.name.strip_prefix("r#").unwrap_or(&self.name)
    }
}

/// All bindings of a function, by number.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    all: IdVec<BindingId, Binding>,
    /// The invocations of known macros, as the user wrote them.
    pub(crate) macros: IdVec<MacroId, syn::Macro>,
    /// The `macro_rules!` of the body that name locals.
    pub(crate) local_macros: Vec<syn::ItemMacro>,
    /// The bindings that look like sets of tasks.
    pub(crate) sets: BTreeSet<BindingId>,
    /// The locals that each local may be borrowed from.
    pub(crate) lenders: BTreeMap<BindingId, BTreeSet<BindingId>>,
    /// Whether the function has sets of tasks, by its looks. Any local may be one then, or have one in it.
    pub(crate) has_sets: bool,
}

impl Bindings {
    pub(crate) fn ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = BindingId> + ExactSizeIterator + use<> {
        self.all.ids()
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, number: BindingId) -> &Binding {
        &self.all[number]
    }

    /// Adds a binding; returns its number.
    pub(crate) fn add(&mut self, binding: Binding) -> BindingId {
        self.all.push(binding)
    }

    /// The user's names for them, without `r#`.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let users = self.all.values().filter(|binding| !binding.temporary);
        users
            .map(|binding| binding.bare_name().to_owned())
            .collect()
    }

    /// The unique name of binding `number`.
    pub(crate) fn own_name(&self, number: BindingId) -> Ident {
        let binding = &self.all[number];
        let name = binding.bare_name();
        let symbol = Symbol::Binding(number, name.to_owned());
        symbols::make(&format!("__b{number}_{name}"), binding.span, symbol)
    }
}

/// The number of the binding with this unique name.
pub(crate) fn binding_of(ident: &Ident) -> Option<BindingId> {
    symbols::find(ident, |symbol| match symbol {
        Symbol::Binding(number, _) => Some(*number),
        _ => None,
    })
}

/// The number of the binding that an expression consists of, if it is only a binding.
pub(crate) fn binding_of_path(expr: &Expr) -> Option<BindingId> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident().and_then(binding_of),
        _ => None,
    }
}

/// The bindings that tokens mention, in macros and closures too.
pub(crate) fn mentioned(tokens: &impl ToTokens) -> BTreeSet<BindingId> {
    mentioned_in_order(tokens).into_iter().collect()
}

/// The same in the order of their first mention.
pub(crate) fn mentioned_in_order(tokens: &impl ToTokens) -> Vec<BindingId> {
    let mut seen = BTreeSet::new();
    tokens::flat(tokens.to_token_stream())
        .filter_map(|token| match token {
            TokenTree::Ident(ident) => binding_of(&ident),
            _ => None,
        })
        .filter(|binding| seen.insert(*binding))
        .collect()
}

/// The local that a place is, or is a part of.
pub(crate) fn root_of(place: &Expr) -> Option<BindingId> {
    match place {
        Expr::Path(_) => binding_of_path(place),
        Expr::Field(field) => root_of(&field.base),
        Expr::Index(index) => root_of(&index.expr),
        Expr::Unary(unary) => root_of(&unary.expr),
        Expr::Paren(paren) => root_of(&paren.expr),
        Expr::Group(group) => root_of(&group.expr),
        _ => None,
    }
}

/// The bindings that a closure declares: its parameters, and the locals of its body.
pub(crate) fn declared_in(closure: &syn::ExprClosure) -> BTreeSet<BindingId> {
    struct Declared(BTreeSet<BindingId>);
    impl<'ast> syn::visit::Visit<'ast> for Declared {
        fn visit_pat(&mut self, pattern: &'ast Pat) {
            self.0.extend(bindings_in(pattern));
        }
    }
    let mut declared = Declared(BTreeSet::new());
    syn::visit::Visit::visit_expr_closure(&mut declared, closure);
    declared.0
}

/// The bindings that a pattern introduces.
pub(crate) fn bindings_in(pattern: &Pat) -> Vec<BindingId> {
    struct Collect(Vec<BindingId>);
    impl<'ast> syn::visit::Visit<'ast> for Collect {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            if let Some(number) = binding_of(&pattern.ident)
                && !self.0.contains(&number)
            {
                self.0.push(number);
            }
            syn::visit::visit_pat_ident(self, pattern);
        }

        fn visit_pat_guard(&mut self, guarded: &'ast syn::PatGuard) {
            self.visit_pat(&guarded.pat);
            self.0.extend(bindings_in_condition(&guarded.guard));
        }

        fn visit_expr(&mut self, _: &'ast Expr) {}
    }
    let mut collect = Collect(Vec::new());
    syn::visit::Visit::visit_pat(&mut collect, pattern);
    collect.0
}

/// The bindings that the patterns of a condition introduce.
pub(crate) fn bindings_in_condition(condition: &Expr) -> Vec<BindingId> {
    match condition {
        Expr::Let(condition) => bindings_in(&condition.pat),
        Expr::Binary(binary) => {
            let mut bindings = bindings_in_condition(&binary.left);
            bindings.extend(bindings_in_condition(&binary.right));
            bindings
        }
        Expr::Paren(paren) => bindings_in_condition(&paren.expr),
        Expr::Group(group) => bindings_in_condition(&group.expr),
        _ => Vec::new(),
    }
}
