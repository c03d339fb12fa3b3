//! The typing pass: the user's code in its own order, in a closure that never runs. It fixes the types of
//! all that is carried from state to state, so that nobody has to write them.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Pat, Stmt, parse_quote, parse_quote_spanned};

use super::{Emitter, yielded};
use crate::hygiene::{Restore, bindings_in, without_definitions};
use crate::lower::Unit;
use crate::lower::derive::Recipe;
use crate::operands::{ASYNC, POINT, TEMP, items_of, loop_item, marked, unwrap};

impl Emitter<'_> {
    pub(super) fn typing_pass(&self) -> TokenStream {
        let mut body = self.machine.units[0].marked.clone();
        let unit = &self.machine.units[0];
        Typing {
            emitter: self,
            unit,
            derived_again: unit.derived_again(),
        }
        .visit_block_mut(&mut body);
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
        let borrowed = self.borrowed();
        quote! {
            if false {
                let _ = || -> #output {
                    // What follows is dead: rustc types it, and looks for no borrow errors in it.
                    loop {}
                    #borrowed
                    #(#parameters)*
                    #(#statements)*
                };
            }
        }
    }

    /// Where there are `async` blocks: what fixes types, as borrows, which a block or a closure that moves
    /// what it names only copies.
    fn borrowed(&self) -> Option<TokenStream> {
        let blocks = (1..self.machine.units.len()).map(Emitter::block_ident);
        let places = self.locals().map(|(_, place)| place.ident.clone());
        let captured = self
            .captured
            .iter()
            .map(|binding| self.captured_ident(*binding));
        let awaits = self.awaits().map(|point| self.await_ident(point));
        let all: Vec<Ident> = blocks.chain(places).chain(captured).chain(awaits).collect();
        (self.machine.units.len() > 1).then(|| quote!(#(let #all = &#all;)*))
    }

    /// Statements that fix the types of a binding and of its fields, where they are carried.
    fn ties(&self, binding: usize, name: &Ident) -> Vec<Stmt> {
        let path = self.machine.split.path(binding);
        let whole = self
            .local(binding)
            .map(|ident| parse_quote_spanned!(name.span()=> #ident.tie(&#name #(.#path)*);));
        let fields = self
            .machine
            .split
            .fields(binding)
            .into_iter()
            .filter_map(|field| {
                let path = self.machine.split.path(field);
                let ident = self.local(field)?;
                let owned = owned(name, &path);
                Some(parse_quote_spanned!(name.span()=> { #owned #ident.tie(&#name #(.#path)*); }))
            });
        whole.into_iter().chain(fields).collect()
    }

    /// The bindings' names as the user wrote them: in the typing pass they are scoped as in the source.
    fn user_names(&self) -> Vec<Ident> {
        (0..self.machine.bindings.len())
            .map(|number| {
                let binding = self.machine.bindings.get(number);
                if binding.temporary {
                    return self.machine.names[number].clone();
                }
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
    unit: &'a Unit,
    /// The bindings that some state derives.
    derived_again: BTreeSet<usize>,
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

    /// An `async` block as itself, with the types of what it captures and of its value fixed.
    fn async_block(&self, number: usize) -> Expr {
        let (emitter, unit) = (self.emitter, &self.emitter.machine.units[number]);
        let machine = emitter.machine;
        let info = unit.block.as_ref().expect("this unit is an `async` block");
        let ties = machine.captured_by(number).iter().flat_map(|binding| {
            let local = machine.split.local(*binding);
            let (name, path) = (
                machine.bindings.own_name(local),
                machine.split.path(*binding),
            );
            let captured = emitter.captured_ident(*binding);
            let mut ties = emitter.ties(*binding, &name);
            let seen = super::quiet(&quote!(__durable::Seen(&#name #(.#path)*)));
            let owned = owned(&name, &path);
            ties.push(parse_quote!({ #owned #seen.fix(&#captured); }));
            if machine.is_shared_with(number, *binding) {
                ties.push(
                    parse_quote_spanned!(name.span()=> __durable::copied(&#name #(.#path)*);),
                );
            }
            ties
        });
        // What the block gives a new value before it needs the old one.
        let redefined = unit.states.all_redefined(&unit.live);
        let redefined = redefined.intersection(&info.captures).copied();
        let ties = ties.chain(
            redefined
                .flat_map(|binding| emitter.ties(binding, &machine.bindings.own_name(binding))),
        );
        let mut body = unit.marked.clone();
        Typing {
            emitter,
            unit,
            derived_again: unit.derived_again(),
        }
        .visit_block_mut(&mut body);
        let (witness, moves) = (
            Emitter::block_ident(number),
            info.moves.then(|| quote!(move)),
        );
        let block = quote_spanned!(info.span=> async #moves #body);
        parse_quote!({ #(#ties)* __durable::block_of(&#witness, #block) })
    }

    /// Demands that what is derived again by a method's name is a borrow indeed.
    fn demand_borrow(&self, pattern: &Pat, value: &mut Expr) {
        let by_name = bindings_in(pattern).into_iter().any(|binding| {
            let recipe = self.unit.derived.recipe(binding);
            self.derived_again.contains(&binding) && recipe.is_some_and(Recipe::calls_method)
        });
        if by_name {
            let given = std::mem::replace(value, Expr::PLACEHOLDER);
            let looks = receivers(&given).into_iter().map(|(receiver, method)| {
                quote_spanned!(method.span()=> __durable::looks_only(&#receiver);)
            });
            *value =
                parse_quote_spanned!(given.span()=> { #(#looks)* __durable::borrowed(#given) });
        }
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
                match self.emitter.local(binding) {
                    Some(place) => parse_quote!(let mut #own #ty = #place.value();),
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
                if let Some(init) = &mut local.init {
                    self.demand_borrow(&local.pat, &mut init.expr);
                }
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
        if let Some(number) = marked(expr, ASYNC) {
            *expr = self.async_block(number);
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
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
                *expr = match self.emitter.local(binding) {
                    Some(ident) => parse_quote!(#ident.typed(#inner)),
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
                    if self.unit.derived.goes_again(binding) {
                        let left = self
                            .emitter
                            .local(binding)
                            .map(|ident| quote!(#ident.typed(__durable::Passed::none());));
                        let again = again(items);
                        *repeat.expr = parse_quote!({ #left #again });
                        return;
                    }
                    let over = Ident::new("__over", items.span());
                    let tie = self
                        .emitter
                        .local(binding)
                        .map(|ident| quote!(#ident.tie_left(&#over);));
                    let each = super::quiet(&quote!(__durable::Each(#items)));
                    let items = loop_item("items", &over.to_token_stream(), items.span());
                    *repeat.expr = parse_quote!(match #each.over() { #over => { #tie #items } });
                }
            }
            Expr::Let(condition) => {
                let pattern = condition.pat.clone();
                self.demand_borrow(&pattern, &mut condition.expr);
            }
            Expr::Match(choice) => {
                if let Some(arm) = choice.arms.first() {
                    self.demand_borrow(&arm.pat, &mut choice.expr);
                }
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

/// Demands of each place that a part is in that it owns the part: what is borrowed has no parts that can be carried.
fn owned(name: &Ident, path: &[&syn::Member]) -> TokenStream {
    let owners = super::owners(name, path);
    owners
        .map(|owner| super::spanned_at(quote!(#owner.demand();), name.span()))
        .collect()
}

/// Items that are gone over again in each state.
fn again(items: &Expr) -> TokenStream {
    let span = items.span();
    let mut tuple = Group::new(Delimiter::Parenthesis, quote!(__durable::iterated(#items),));
    tuple.set_span(span);
    quote_spanned!(span=> __durable::SameOrder::goes_again(#tuple))
}

/// What the methods of an expression are called on, and the methods.
fn receivers(expr: &Expr) -> Vec<(&Expr, &Ident)> {
    match crate::operands::unwrap_parens(expr) {
        Expr::MethodCall(call) => {
            let mut found = receivers(&call.receiver);
            found.push((&call.receiver, &call.method));
            found
        }
        Expr::Reference(reference) => receivers(&reference.expr),
        _ => Vec::new(),
    }
}
