//! The machine proper: one arm per state, each emitted up to the next await or jump on every path.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Item, Pat, Stmt, parse_quote};

use super::{Emitter, Own};
use crate::hygiene::{Restore, bindings_in};
use crate::lower::blocks::{BlockId, Blocks, End, Exit, Step, To, find_exit};
use crate::operands;

/// What can be named where code is emitted.
#[derive(Clone, Default)]
struct Scope {
    /// The bindings that are variables.
    variables: BTreeSet<usize>,
    /// The user's blocks whose items are there.
    items: Vec<usize>,
}

impl Emitter<'_> {
    pub(super) fn machine(&self) -> TokenStream {
        let Own {
            frame,
            at,
            label,
            state,
            ..
        } = &self.own;
        let states: Vec<&Ident> = self.machine.states.all().map(|(_, name)| name).collect();
        let points = self.machine.states.after_point.iter().map(|block| {
            // An await that is never reached has no state; nothing is ever stored there.
            self.machine
                .states
                .of(*block)
                .or_else(|| self.machine.states.of(Blocks::START))
        });
        let arms = self.machine.states.all().map(|(block, name)| {
            let body = self.arm(block);
            quote!(__At::#name => { #body })
        });
        let locals = self
            .stored
            .iter()
            .map(|binding| &self.places[binding].ident);
        let awaits: Vec<Ident> = (1..=self.machine.points.len())
            .map(|point| self.await_ident(point))
            .collect();
        let park = if awaits.is_empty() {
            quote!(::core::unreachable!())
        } else {
            quote! {
                #frame.park(&__MANIFEST, &mut [#(&mut #locals),*], &[#(&#awaits),*]);
                ::core::result::Result::Ok(__durable::Flow::Parked)
            }
        };
        quote! {
            #[::core::prelude::v1::derive(::core::clone::Clone, ::core::marker::Copy)]
            enum __At { #(#states),* }
            let mut #at = [__At::start, #(__At::#points),*][#frame.point_in(&__MANIFEST)];
            #label: loop {
                // In a labelled block, a `break` that a macro hides can't be taken for one of this loop's.
                #state: {
                    match #at {
                        #(#arms)*
                    }
                }
            }
            #park
        }
    }

    fn arm(&self, block: BlockId) -> TokenStream {
        let Own {
            frame, cx, label, ..
        } = &self.own;
        if block == Blocks::START {
            let patterns = self
                .machine
                .parameters
                .iter()
                .map(|binding| self.pattern(*binding));
            let types = self
                .function
                .parameters
                .iter()
                .map(|parameter| &parameter.ty);
            let types = super::yielded(&quote!((#(#types,)*)));
            let begin =
                quote!(let (#(#patterns,)*): #types = #frame.params::<__Sound, _>(&__PARAMETERS););
            let scope = Scope {
                variables: self.machine.parameters.iter().copied().collect(),
                items: Vec::new(),
            };
            let body = self.block(block, &scope);
            return quote!(#begin #body);
        }
        let point = self
            .machine
            .states
            .after_point
            .iter()
            .position(|after| *after == block);
        let begin = point.map(|index| {
            let output = operands::output();
            let wait = self.await_ident(index + 1);
            quote!(let ::core::task::Poll::Ready(#output) = #wait.poll::<__Sound>(#frame, #cx) else { break #label };)
        });
        let body = self.block(block, &Scope::default());
        quote!(#begin #body)
    }

    /// A binding as a pattern.
    fn pattern(&self, binding: usize) -> TokenStream {
        let name = &self.machine.names[binding];
        let mutability = self
            .machine
            .bindings
            .get(binding)
            .mutable
            .then(|| quote!(mut));
        quote!(#mutability #name)
    }

    /// A block's code, and that of the blocks that are emitted in place after it.
    fn block(&self, block: BlockId, scope: &Scope) -> TokenStream {
        let code = &self.machine.blocks.all[block];
        let (frame, live) = (&self.own.frame, self.machine.live.at(block));
        let mut scope = scope.clone();
        let mut tokens = TokenStream::new();
        for number in &code.scopes {
            if !scope.items.contains(number) {
                let items = &self.machine.blocks.scopes[*number];
                tokens.extend(quote!(#(#items)*));
            }
        }
        scope.items.clone_from(&code.scopes);
        for binding in &self.machine.states.touched[block] {
            // A field of what is alive as a whole comes with the whole.
            let split = &self.machine.split;
            let local = split.local(*binding);
            let binding = if live.contains(&local) {
                local
            } else {
                *binding
            };
            let alive =
                live.contains(&binding) || split.owners(binding).any(|owner| live.contains(&owner));
            if !alive || self.in_scope(binding, &scope) {
                continue;
            }
            if split.is_field(binding) {
                tokens.extend(self.take_fields(local, live, &mut scope));
            } else if let Some(place) = self.places.get(&binding) {
                let (pattern, ident) = (self.pattern(binding), &place.ident);
                tokens.extend(quote!(let #pattern = #ident.take::<__Sound>(#frame);));
                self.declare(binding, &mut scope);
            }
        }
        for binding in self.machine.states.redefined(block, &self.machine.live) {
            if !scope.variables.contains(&binding) {
                let (name, place) = (&self.machine.names[binding], &self.places[&binding].ident);
                tokens.extend(quote!(let mut #name; if false { #name = #place.value(); }));
                self.declare(binding, &mut scope);
            }
        }
        for step in &code.steps {
            match step {
                Step::Statement(Stmt::Local(local)) if local.init.is_none() => {
                    tokens.extend(self.declarations(local));
                }
                Step::Statement(statement) => {
                    let statement = self.statement(statement.clone(), &code.exits, &scope);
                    tokens.extend(statement.into_token_stream());
                }
                Step::Set { binding, value } => {
                    let value = self.expr(value.clone(), &code.exits, &scope);
                    let pattern = self.pattern(*binding);
                    // The type that the typing pass found, where the value alone wouldn't tell it.
                    let typed = self.places.get(binding).map(|place| &place.ident);
                    tokens.extend(match typed {
                        Some(place) => quote!(let #pattern = #place.typed(#value);),
                        None => quote!(let #pattern = #value;),
                    });
                }
            }
            let declared = match step {
                Step::Statement(Stmt::Local(local)) => bindings_in(&local.pat),
                Step::Statement(_) => Vec::new(),
                Step::Set { binding, .. } => vec![*binding],
            };
            for binding in declared {
                self.declare(binding, &mut scope);
                if self.redefined.contains(&binding) && is_initialised(step) {
                    let (place, name) =
                        (&self.places[&binding].ident, &self.machine.names[binding]);
                    tokens.extend(quote!(#place.tie(&#name);));
                }
            }
        }
        tokens.extend(self.end(&code.end, &code.exits, &scope));
        tokens
    }

    /// A `let` without a value, as declarations that know the types of what is carried: the value may come in
    /// another state.
    fn declarations(&self, local: &syn::Local) -> TokenStream {
        let ty = match &local.pat {
            Pat::Type(typed) if matches!(&*typed.pat, Pat::Ident(_)) => {
                let ty = &typed.ty;
                Some(quote!(: #ty))
            }
            _ => None,
        };
        let declarations = bindings_in(&local.pat).into_iter().map(|binding| {
            let name = &self.machine.names[binding];
            let typed = self.places.get(&binding).map(|place| {
                let ident = &place.ident;
                quote!(if false { #name = #ident.value(); })
            });
            quote!(let mut #name #ty; #typed)
        });
        quote!(#(#declarations)*)
    }

    /// Whether a binding can be named: it is a variable, or a field of one.
    fn in_scope(&self, binding: usize, scope: &Scope) -> bool {
        let mut owners = self.machine.split.owners(binding);
        scope.variables.contains(&binding) || owners.any(|owner| scope.variables.contains(&owner))
    }

    /// What is left of a local whose fields are moved out one by one, under its own name.
    fn take_fields(&self, local: usize, live: &BTreeSet<usize>, scope: &mut Scope) -> TokenStream {
        let (pattern, rest) = (self.pattern(local), self.rest_of(local, live));
        let name = &self.machine.names[local];
        scope
            .variables
            .retain(|other| self.machine.names[*other] != *name);
        let fields = self.machine.split.fields(local).into_iter();
        scope
            .variables
            .extend(fields.filter(|field| live.contains(field)));
        quote!(let #pattern = #rest;)
    }

    /// The value of what is left of a binding.
    fn rest_of(&self, owner: usize, live: &BTreeSet<usize>) -> TokenStream {
        let frame = &self.own.frame;
        let rest = self.machine.split.rest(owner, &self.machine.bindings);
        let name = &rest.name;
        let members = rest.members.iter().map(|(member, field)| {
            let value = match field {
                Some(field) if live.contains(field) => {
                    let ident = &self.places[field].ident;
                    quote!(#ident.take::<__Sound>(#frame))
                }
                Some(field)
                    if self
                        .machine
                        .split
                        .fields(*field)
                        .iter()
                        .any(|field| live.contains(field)) =>
                {
                    self.rest_of(*field, live)
                }
                _ => quote!(()),
            };
            quote!(#member: #value)
        });
        quote!(#name { #(#members),* })
    }

    /// A variable comes into scope, and hides the one of its name.
    fn declare(&self, binding: usize, scope: &mut Scope) {
        let name = &self.machine.names[binding];
        scope
            .variables
            .retain(|other| self.machine.names[*other] != *name);
        scope.variables.insert(binding);
    }

    fn end(&self, end: &End, exits: &[Exit], scope: &Scope) -> TokenStream {
        match end {
            End::Goto(target) => self.goto(*target, scope),
            End::If {
                condition,
                then,
                otherwise,
            } => {
                let mut inner = scope.clone();
                for binding in bindings_in_condition(condition) {
                    self.declare(binding, &mut inner);
                }
                let condition = self.expr(condition.clone(), exits, scope);
                let (then, otherwise) = (self.goto(*then, &inner), self.goto(*otherwise, scope));
                quote!(if #condition { #then } else { #otherwise })
            }
            End::Match { value, arms } => {
                let value = self.expr(value.clone(), exits, scope);
                let arms = arms.iter().map(|(pattern, block)| {
                    let mut inner = scope.clone();
                    for binding in bindings_in(pattern) {
                        self.declare(binding, &mut inner);
                    }
                    let mut pattern = pattern.clone();
                    self.restore().visit_pat_mut(&mut pattern);
                    let body = self.goto(*block, &inner);
                    quote!(#pattern => { #body })
                });
                quote!(match #value { #(#arms)* })
            }
            End::LetElse {
                statement,
                otherwise,
                next,
            } => {
                let mut inner = scope.clone();
                for binding in bindings_in(&statement.pat) {
                    self.declare(binding, &mut inner);
                }
                let mut statement = statement.clone();
                let init = statement
                    .init
                    .as_mut()
                    .expect("a `let … else` has an initializer");
                let value = std::mem::replace(&mut *init.expr, Expr::PLACEHOLDER);
                let value = self.expr(value, exits, scope);
                self.restore().visit_pat_mut(&mut statement.pat);
                let pattern = &statement.pat;
                let (otherwise, next) = (self.goto(*otherwise, scope), self.goto(*next, &inner));
                quote!(let #pattern = #value else { #otherwise }; #next)
            }
            End::Await {
                point,
                operation,
                next,
            } => {
                let wait = self.await_ident(*point);
                let operation = self.expr(operation.clone(), exits, scope);
                let goto = self.goto(*next, scope);
                quote!(#wait.begin(#operation); #goto)
            }
            End::Return(value) => {
                let value = value
                    .as_ref()
                    .map(|value| self.expr(value.clone(), exits, scope));
                quote!(return __durable::returned::<__Sound, _, _>(#value);)
            }
            End::Never => quote!(::core::unreachable!()),
        }
    }

    /// Goes on in another block: by a jump to its state, or right here.
    fn goto(&self, target: BlockId, scope: &Scope) -> TokenStream {
        let Some(state) = self.machine.states.of(target) else {
            return self.block(target, scope);
        };
        let Own { at, label, .. } = &self.own;
        let carried = self
            .machine
            .live
            .at(target)
            .iter()
            .filter(|binding| self.in_scope(**binding, scope));
        let puts = carried.map(|binding| {
            let place = &self.places[binding].ident;
            let name = &self.machine.names[self.machine.split.local(*binding)];
            let path = self.machine.split.path(*binding);
            quote!(#place.put(#name #(.#path)*);)
        });
        quote!(#(#puts)* #at = __At::#state; continue #label;)
    }

    fn restore(&self) -> Restore<'_> {
        Restore {
            names: &self.machine.names,
            bindings: &self.machine.bindings,
        }
    }

    fn expr(&self, mut expr: Expr, exits: &[Exit], scope: &Scope) -> Expr {
        Rewrite {
            emitter: self,
            exits,
            scope,
            inner: Vec::new(),
        }
        .visit_expr_mut(&mut expr);
        self.restore().visit_expr_mut(&mut expr);
        expr
    }

    fn statement(&self, mut statement: Stmt, exits: &[Exit], scope: &Scope) -> Stmt {
        Rewrite {
            emitter: self,
            exits,
            scope,
            inner: Vec::new(),
        }
        .visit_stmt_mut(&mut statement);
        self.restore().visit_stmt_mut(&mut statement);
        statement
    }
}

/// Whether a step gives what it declares a value at once.
fn is_initialised(step: &Step) -> bool {
    !matches!(step, Step::Statement(Stmt::Local(local)) if local.init.is_none())
}

fn bindings_in_condition(condition: &Expr) -> Vec<usize> {
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

/// Turns what leaves verbatim code into what leaves a state: `return`, and `break` and `continue` of loops
/// that are states themselves.
struct Rewrite<'a> {
    emitter: &'a Emitter<'a>,
    exits: &'a [Exit],
    scope: &'a Scope,
    /// The labels of the verbatim loops (`true`) and labelled blocks around the place.
    inner: Vec<(Option<String>, bool)>,
}

impl Rewrite<'_> {
    fn within(&mut self, label: Option<&syn::Label>, repeats: bool, visit: impl FnOnce(&mut Self)) {
        self.inner
            .push((label.map(|label| label.name.ident.to_string()), repeats));
        visit(self);
        self.inner.pop();
    }

    fn is_inner(&self, label: Option<&syn::Lifetime>) -> bool {
        self.inner.iter().any(|(name, repeats)| match label {
            Some(label) => name.as_deref() == Some(&label.ident.to_string()),
            None => *repeats,
        })
    }

    fn leave(&self, target: BlockId) -> TokenStream {
        self.emitter.goto(target, self.scope)
    }
}

impl VisitMut for Rewrite<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            Expr::Loop(repeat) => {
                let label = repeat.label.clone();
                self.within(label.as_ref(), true, |this| {
                    visit_mut::visit_expr_loop_mut(this, repeat);
                });
            }
            Expr::While(repeat) => {
                let label = repeat.label.clone();
                self.within(label.as_ref(), true, |this| {
                    visit_mut::visit_expr_while_mut(this, repeat);
                });
            }
            Expr::ForLoop(repeat) => {
                let label = repeat.label.clone();
                self.visit_expr_mut(&mut repeat.expr);
                self.within(label.as_ref(), true, |this| {
                    this.visit_block_mut(&mut repeat.body);
                });
            }
            Expr::Block(block) if block.label.is_some() => {
                let label = block.label.clone();
                self.within(label.as_ref(), false, |this| {
                    visit_mut::visit_expr_block_mut(this, block);
                });
            }
            Expr::Try(attempt) => {
                self.visit_expr_mut(&mut attempt.expr);
                super::quiet_attempt(attempt);
            }
            Expr::Return(exit) => {
                if let Some(value) = &mut exit.expr {
                    self.visit_expr_mut(value);
                }
                let value = &exit.expr;
                *expr = parse_quote!(return __durable::returned::<__Sound, _, _>(#value));
            }
            Expr::Break(exit) if !self.is_inner(exit.label.as_ref()) => {
                if let Some(value) = &mut exit.expr {
                    self.visit_expr_mut(value);
                }
                let Some(target) = find_exit(self.exits, exit.label.as_ref()) else {
                    return;
                };
                let (leave, value) = (self.leave(target.after), &exit.expr);
                *expr = match (target.to, value) {
                    (To::Caller, value) => {
                        parse_quote!(return __durable::returned::<__Sound, _, _>(#value))
                    }
                    (To::Binding(binding), value) => {
                        let value = value
                            .as_ref()
                            .map_or_else(|| quote!(()), ToTokens::to_token_stream);
                        match self.emitter.places.get(&binding) {
                            Some(place) => {
                                let ident = &place.ident;
                                parse_quote!({ #ident.put(#value); #leave })
                            }
                            None => parse_quote!({ let _ = #value; #leave }),
                        }
                    }
                    (To::Nowhere, Some(value)) => parse_quote!({ let _ = #value; #leave }),
                    (To::Nowhere, None) => parse_quote!({ #leave }),
                };
            }
            Expr::Continue(exit) if !self.is_inner(exit.label.as_ref()) => {
                let Some(target) = find_exit(self.exits, exit.label.as_ref()) else {
                    return;
                };
                let leave = self.leave(target.head.unwrap_or(target.after));
                *expr = parse_quote!({ #leave });
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}
