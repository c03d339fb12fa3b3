//! The typing pass: the user's code in its own order, in a closure that never runs. It fixes the types of
//! all that is carried from state to state, so that nobody has to write them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Pat, Stmt, parse_quote, parse_quote_spanned};

use super::{Emitter, yielded};
use crate::hygiene::{Restore, bindings_in, without_definitions};
use crate::operands::{POINT, TEMP, items_of, marked, unwrap};

impl Emitter<'_> {
    pub(super) fn typing_pass(&self) -> TokenStream {
        let mut body = self.machine.marked.clone();
        Typing { emitter: self }.visit_block_mut(&mut body);
        let names = self.user_names();
        Restore {
            names: &names,
            bindings: &self.machine.bindings,
        }
        .visit_block_mut(&mut body);
        let parameters = self
            .function
            .parameters
            .iter()
            .zip(&self.machine.parameters)
            .map(|(parameter, binding)| {
                let (name, ty) = (&parameter.name, yielded(&parameter.ty));
                let mutability = parameter.mutable.then(|| quote!(mut));
                let ties = self.ties(*binding, name);
                quote!(let #mutability #name: #ty = __durable::any(); #(#ties)*)
            });
        let output = yielded(&self.function.output);
        let statements = &body.stmts;
        quote! {
            if false {
                let _ = || -> #output {
                    #(#parameters)*
                    #(#statements)*
                };
            }
        }
    }

    /// Statements that fix the types of a binding and of its fields, where they are carried.
    fn ties(&self, binding: usize, name: &Ident) -> Vec<Stmt> {
        let whole = self.places.get(&binding).map(|place| {
            let ident = &place.ident;
            parse_quote_spanned!(name.span()=> #ident.tie(&#name);)
        });
        let fields = self
            .machine
            .split
            .fields(binding)
            .into_iter()
            .filter_map(|field| {
                let path = self.machine.split.path(field);
                let ident = &self.places.get(&field)?.ident;
                Some(parse_quote_spanned!(name.span()=> #ident.tie(&#name #(.#path)*);))
            });
        whole.into_iter().chain(fields).collect()
    }

    /// The bindings' names as the user wrote them: in the typing pass they are scoped as in the source.
    fn user_names(&self) -> Vec<Ident> {
        (0..self.machine.bindings.len())
            .map(|number| {
                let binding = self.machine.bindings.get(number);
                let mut name = syn::parse_str::<Ident>(&binding.name)
                    .unwrap_or_else(|_| Ident::new("_unnamed", Span::call_site()));
                name.set_span(binding.span);
                name
            })
            .collect()
    }
}

struct Typing<'a> {
    emitter: &'a Emitter<'a>,
}

impl Typing<'_> {
    /// Statements that fix the types of a pattern's bindings.
    fn ties(&self, pattern: &Pat) -> Vec<Stmt> {
        bindings_in(pattern)
            .into_iter()
            .flat_map(|binding| {
                let name = self.emitter.machine.bindings.own_name(binding);
                self.emitter.ties(binding, &name)
            })
            .collect()
    }

    /// A `let` without a value, as declarations that know the types of what is carried.
    fn declarations(&self, local: &syn::Local) -> Vec<Stmt> {
        let typed = match &local.pat {
            Pat::Type(typed) if matches!(&*typed.pat, Pat::Ident(_)) => Some(&typed.ty),
            _ => None,
        };
        let ty = typed.map(|ty| quote!(: #ty));
        bindings_in(&local.pat)
            .into_iter()
            .map(|binding| {
                let own = self.emitter.machine.bindings.own_name(binding);
                match self.emitter.places.get(&binding) {
                    Some(place) => {
                        let place = &place.ident;
                        parse_quote!(let mut #own #ty = #place.value();)
                    }
                    None => parse_quote!(let mut #own #ty;),
                }
            })
            .collect()
    }

    /// Those of all patterns in a condition.
    fn ties_in_condition(&self, condition: &Expr) -> Vec<Stmt> {
        match condition {
            Expr::Let(condition) => self.ties(&condition.pat),
            Expr::Binary(binary) => {
                let mut ties = self.ties_in_condition(&binary.left);
                ties.extend(self.ties_in_condition(&binary.right));
                ties
            }
            Expr::Paren(paren) => self.ties_in_condition(&paren.expr),
            Expr::Group(group) => self.ties_in_condition(&group.expr),
            _ => Vec::new(),
        }
    }

    fn prepend(block: &mut Block, mut ties: Vec<Stmt>) {
        ties.append(&mut block.stmts);
        block.stmts = ties;
    }
}

impl VisitMut for Typing<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        visit_mut::visit_block_mut(self, block);
        let statements = std::mem::take(&mut block.stmts);
        for mut statement in statements {
            let mut ties = Vec::new();
            if let Stmt::Local(local) = &mut statement {
                ties = self.ties(&local.pat);
                if local.init.is_none() && !ties.is_empty() {
                    // They have no value yet that could be tied, but one of the right type.
                    block.stmts.extend(self.declarations(local));
                    continue;
                }
            }
            block.stmts.push(statement);
            block.stmts.extend(ties);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Some(invocation) = without_definitions(expr) {
            *expr = invocation;
            return;
        }
        if let Expr::Try(attempt) = expr {
            super::quiet_attempt(attempt);
        }
        match expr {
            Expr::Closure(_) | Expr::Async(_) => return,
            _ => visit_mut::visit_expr_mut(self, expr),
        }
        match expr {
            Expr::Await(wait) => {
                let Some(point) = marked(&wait.base, POINT) else {
                    return;
                };
                let place = self.emitter.await_ident(point);
                let operation = unwrap(std::mem::replace(&mut *wait.base, Expr::PLACEHOLDER));
                // It begins and ends where the user's `operation.await` does, so that rustc's errors about it
                // are the same as in the plain function.
                let awaited = quote_spanned!(operation.span()=> __durable::Awaited);
                let output = quote_spanned!(wait.await_token.span()=> output::<__Sound>(&#place));
                *expr = parse_quote!(#awaited(#operation).#output);
            }
            Expr::Call(_) => {
                let Some(binding) = marked(expr, TEMP) else {
                    return;
                };
                let inner = unwrap(std::mem::replace(expr, Expr::PLACEHOLDER));
                *expr = match self.emitter.places.get(&binding) {
                    Some(place) => {
                        let ident = &place.ident;
                        parse_quote!(#ident.typed(#inner))
                    }
                    None => inner,
                };
            }
            Expr::If(branch) => {
                let ties = self.ties_in_condition(&branch.cond);
                Self::prepend(&mut branch.then_branch, ties);
            }
            Expr::While(repeat) => {
                let ties = self.ties_in_condition(&repeat.cond);
                Self::prepend(&mut repeat.body, ties);
            }
            Expr::ForLoop(repeat) => {
                let ties = self.ties(&repeat.pat);
                Self::prepend(&mut repeat.body, ties);
                if let Some(binding) = items_of(repeat) {
                    repeat.attrs.clear();
                    let items = &repeat.expr;
                    let left = quote_spanned!(items.span()=> __durable::Each(#items).left());
                    *repeat.expr = match self.emitter.places.get(&binding) {
                        Some(place) => {
                            let ident = &place.ident;
                            parse_quote!(#ident.typed(#left))
                        }
                        None => parse_quote!(#left),
                    };
                }
            }
            Expr::Match(choice) => {
                for arm in &mut choice.arms {
                    let ties = self.ties(&arm.pat);
                    if !ties.is_empty() {
                        let body = &arm.body;
                        *arm.body = parse_quote!({ #(#ties)* #body });
                    }
                }
            }
            _ => {}
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}
