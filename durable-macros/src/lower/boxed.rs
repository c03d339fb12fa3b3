//! Locals that are boxed functions and are only called: `let total: Box<dyn Fn(i64) -> i64 + '_> = prices.total();`. Such a
//! box may borrow other locals up to its end, so a state that has no more need of it ends it before they are stored. A value
//! that the user's code may move could be gone there.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, Expr, GenericArgument, Local, Pat, PathArguments, Type, TypeParamBound};

use crate::bindings::{binding_of, binding_of_path, mentioned};
use crate::ids::BindingId;
use crate::operands::unwrap_parens;

/// Finds them.
pub(crate) fn find<'a>(bodies: impl IntoIterator<Item = &'a Block>) -> BTreeSet<BindingId> {
    let mut find = Find::default();
    for body in bodies {
        find.visit_block(body);
    }
    &find.boxed - &find.elsewhere
}

#[derive(Default)]
struct Find {
    boxed: BTreeSet<BindingId>,
    /// The bindings that are named elsewhere than in calls of them.
    elsewhere: BTreeSet<BindingId>,
}

impl Find {
    fn in_tokens(&mut self, tokens: &TokenStream) {
        self.elsewhere.extend(mentioned(tokens));
    }
}

impl<'ast> Visit<'ast> for Find {
    fn visit_local(&mut self, local: &'ast Local) {
        if let (Pat::Type(typed), Some(init)) = (&local.pat, &local.init)
            && let Pat::Ident(name) = &*typed.pat
            && init.diverge.is_none()
            && name.by_ref.is_none()
            && is_boxed_function(&typed.ty)
        {
            self.boxed.extend(binding_of(&name.ident));
        }
        visit::visit_local(self, local);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Call(call) if binding_of_path(unwrap_parens(&call.func)).is_some() => {
                call.args
                    .iter()
                    .for_each(|argument| self.visit_expr(argument));
            }
            Expr::Path(_) => self.elsewhere.extend(binding_of_path(expr)),
            // What the closure is a part of may borrow the box.
            Expr::Closure(closure) => self.in_tokens(&closure.body.to_token_stream()),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.in_tokens(&invocation.tokens);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let Ok(list) = attribute.meta.require_list() {
            self.in_tokens(&list.tokens);
        }
    }
}

/// Whether it is a `Box<dyn Fn…>` or a `Box<dyn FnMut…>`. A `FnOnce` is gone when it is called.
fn is_boxed_function(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last().filter(|last| last.ident == "Box");
    let Some(PathArguments::AngleBracketed(arguments)) = last.map(|last| &last.arguments) else {
        return false;
    };
    let Some(GenericArgument::Type(Type::TraitObject(object))) = arguments.args.first() else {
        return false;
    };
    object.bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Fn" || last.ident == "FnMut")
        }
        _ => false,
    })
}
