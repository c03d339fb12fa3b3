//! The machine proper: one arm per state, each emitted up to the next await or jump on every path.

use std::borrow::Cow;
use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit::Visit as _;
use syn::visit_mut::VisitMut;
use syn::{Expr, Pat, Stmt, parse_quote};

use super::emitter::{Own, output_in, quiet, yielded};
use super::region::{looked_at, makes_more};
use super::rewrite::{CompareClones, MakeBlocks, OfPicks, Rewrite};
use super::unit::{Arms, Scope};
use crate::bindings::{bindings_in, bindings_in_condition, mentioned};
use crate::ids::{BindingId, BlockId, PointId, ScopeId};
use crate::lower::blocks::{Breakable, End, Instruction, declared_by};
use crate::model::{bare, ident};
use crate::operands;

/// The variable for the user's blocks that a state is in.
fn blocks_of_state() -> Ident {
    ident("__blocks", Span::mixed_site())
}

impl Arms<'_> {
    pub(super) fn machine(&self) -> TokenStream {
        let Own {
            step,
            at,
            run,
            state,
            ..
        } = &self.emitter.own;
        let states = self.unit.states.all().map(|(block, name)| {
            let point = self.point_before(block).map(|point| {
                let number = Literal::usize_unsuffixed(point.in_manifest());
                quote!(= #number)
            });
            quote!(#name #point)
        });
        let arms = self.unit.states.all().map(|(block, name)| {
            let (in_blocks, arm) = (self.in_blocks(block), self.arm(block));
            // What a state ends to live with is told of at the end of the function.
            let end = self.emitter.function.body.brace_token.span.close();
            let (mut state, mut body) = (
                state.clone(),
                Group::new(Delimiter::Brace, quote!(#in_blocks #arm)),
            );
            state.set_span(state.span().located_at(end));
            body.set_span(end);
            // In a labelled block, a `break` that a macro hides can't be taken for one of the machine's loop.
            quote!(__At::#name => #state: #body)
        });
        let has_sets = self.emitter.has_sets;
        let blocks = has_sets.then(|| {
            let blocks = blocks_of_state();
            quote!(let mut #blocks: &[::core::primitive::u32] = &[];)
        });
        let park = self.park();
        quote! {
            #blocks
            __durable::states!(#at, #step: #(#states),*);
            #run: loop {
                #at = match #at { #(#arms)* };
            }
            #park
        }
    }

    /// The await that a state comes after.
    fn point_before(&self, block: BlockId) -> Option<PointId> {
        let mut points = self.unit.states.after_point.iter();
        let (point, _) = points.find(|(point, after)| {
            **after == Some(block) && !self.emitter.machine.points[*point].begins_block
        })?;
        Some(point)
    }

    /// How a step ends that has come to an await.
    fn park(&self) -> TokenStream {
        let mut states = self.unit.states.all();
        if !states.any(|(block, _)| self.point_before(block).is_some()) {
            return quote!(::core::unreachable!());
        }
        let stored = self.unit.states.stored(&self.unit.live);
        let locals = stored.iter().map(|binding| {
            if self.kept.contains(binding) {
                self.emitter.captured_ident(*binding)
            } else {
                self.emitter.place_at_await(*binding)
            }
        });
        let waiting = self.waiting(&quote!(&mut [#(#locals.__durable_kept()),*]));
        if !self.emitter.has_sets {
            return waiting;
        }
        let (blocks, variable) = (blocks_of_state(), ident("__waiting", Span::mixed_site()));
        quote! {
            let #variable = #waiting;
            __durable::in_blocks(&__MANIFEST, #blocks);
            #variable
        }
    }

    fn arm(&self, block: BlockId) -> TokenStream {
        let Own { step, run, .. } = &self.emitter.own;
        if block == BlockId::START && self.unit.block.is_none() {
            let patterns = self
                .emitter
                .machine
                .parameters
                .iter()
                .map(|binding| self.pattern(*binding));
            let types = self.emitter.function.parameters.iter();
            let types = types.map(|parameter| &parameter.ty);
            let types = yielded(&quote!((#(#types,)*)));
            let read = if self.emitter.function.arguments.inline {
                quote!(__durable_arguments)
            } else {
                quote!(__durable_params)
            };
            let begin = quote!(let (#(#patterns,)*): #types = #step.#read(&__PARAMETERS););
            let scope = Scope {
                variables: self.emitter.machine.parameters.iter().copied().collect(),
                items: Vec::new(),
                state: block,
                block,
            };
            let parameters = &self.emitter.machine.parameters;
            let announced = parameters.first().map(|first| self.announced(*first));
            let body = self.entered(block, 1, &scope);
            return quote!(#begin #announced #body);
        }
        let point = self.point_before(block);
        let mut scope = Scope {
            state: block,
            ..Scope::default()
        };
        let outer = scope.clone();
        if let Some(index) = point {
            scope
                .variables
                .extend(&self.emitter.machine.points[index].lent);
        }
        let body = self.entered(block, 1, &scope);
        let begin = point.map(|index| {
            let point = &self.emitter.machine.points[index];
            let output = output_in(&body);
            let wait = self.emitter.await_ident(index);
            let poll = match &point.accepts {
                None => quote!(#wait.__durable_poll(#step)),
                Some(accepts) => {
                    // Its patterns may name constants of the blocks around it.
                    let scopes = &self.unit.blocks.all[block].scopes;
                    let (definitions, accepts) = self.defined(accepts.clone(), &[], &outer);
                    let accepts = match &definitions[..] {
                        [] => accepts.into_token_stream(),
                        _ => quote!({ #(#definitions)* #accepts }),
                    };
                    let accepts = scopes.iter().rev().fold(accepts, |accepts, number| {
                        let items = &self.unit.blocks.scopes[*number];
                        quote!({ #(#items)* #accepts })
                    });
                    quote!(#wait.__durable_poll_where(#step, #accepts))
                }
            };
            if point.lent.is_empty() {
                return quote!(let #output = __durable::ready!(#poll, #run););
            }
            let lent = point.lent.iter().map(|binding| {
                let place = &self.emitter.places[binding].ident;
                (&self.emitter.machine.names.idents[*binding], place)
            });
            let lend = lent.clone().map(
                |(name, place)| quote!(let mut #name = #place.__durable_take(#step); #step.__durable_lend(#name);),
            );
            let take_back = lent
                .clone()
                .rev()
                .map(|(name, place)| quote!(let mut #name = #place.__durable_typed(#step.__durable_take_back());));
            let put = lent.map(|(name, place)| quote!(#place.__durable_put(#name);));
            let polled = ident("__polled", Span::mixed_site());
            quote! {
                #(#lend)*
                let #polled = #poll;
                #(#take_back)*
                let __durable::Poll::Ready(#output) = #polled else { #(#put)* break #run };
            }
        });
        quote!(#begin #body)
    }

    /// The beginning of a state in a function with sets of tasks: the sets of blocks that the state is not in end.
    fn in_blocks(&self, block: BlockId) -> Option<TokenStream> {
        let braces = &self.unit.blocks.all[block].braces;
        let has_sets = self.emitter.has_sets;
        let blocks = blocks_of_state();
        has_sets.then(|| quote!(#blocks = __durable::in_blocks(&__MANIFEST, &[#(#braces),*]);))
    }

    /// A binding as a pattern.
    pub(super) fn pattern(&self, binding: BindingId) -> TokenStream {
        let name = &self.emitter.machine.names.idents[binding];
        let mutability = self
            .emitter
            .machine
            .bindings
            .get(binding)
            .mutable
            .then(|| quote!(mut));
        quote!(#mutability #name)
    }

    /// The code of a block, and of the blocks that are emitted in place after it.
    pub(super) fn block(&self, block: BlockId, scope: &Scope) -> TokenStream {
        let code = &self.unit.blocks.all[block];
        let live = self.unit.live.at(block);
        let mut scope = scope.clone();
        scope.block = block;
        // The items of each of the user's blocks are in a block of their own here, for earlier code must not see them.
        let entered: Vec<(TokenStream, ScopeId)> = code.scopes[scope.items.len()..]
            .iter()
            .map(|number| {
                let before = self.derive_outside(block, &mut scope);
                scope.items.push(*number);
                (before, *number)
            })
            .collect();
        let mut tokens = TokenStream::new();
        for binding in &self.unit.states.touched[block] {
            tokens.extend(self.take(*binding, live, &mut scope));
        }
        for binding in &self.unit.states.touched[block] {
            if self.unit.live.derived_at(block).contains(binding) {
                tokens.extend(self.derive(*binding, block, &mut scope));
            }
        }
        tokens.extend(self.redefined(block, &mut scope));
        let mut has_ended = false;
        for instruction in self.instructions(&code.instructions) {
            let instruction = &*instruction;
            match instruction {
                Instruction::Statement(Stmt::Local(local)) if local.init.is_none() => {
                    tokens.extend(self.declarations(local));
                }
                Instruction::Statement(statement) => {
                    tokens.extend(self.statement(statement.clone(), &code.breakables, &scope));
                }
                Instruction::Set { binding, value } => {
                    let (definitions, value) =
                        self.defined(value.clone(), &code.breakables, &scope);
                    tokens.extend(quote!(#(#definitions)*));
                    if never_gives(&value) {
                        tokens.extend(value.into_token_stream());
                        has_ended = true;
                        break;
                    }
                    let value = self.typed(*binding, &value);
                    if self.outside.borrow().contains(binding) {
                        let name = &self.emitter.machine.names.idents[*binding];
                        tokens.extend(quote!(#name = #value;));
                        continue;
                    }
                    let pattern = self.pattern(*binding);
                    tokens.extend(quote!(let #pattern = #value;));
                }
            }
            for binding in declared_by(instruction) {
                tokens.extend(self.announced(binding));
                self.declare(binding, &mut scope);
                if self.emitter.redefined.contains(&binding) && is_initialised(instruction) {
                    let (place, name) = (
                        &self.emitter.places[&binding].ident,
                        &self.emitter.machine.names.idents[binding],
                    );
                    tokens.extend(quote!(#place.__durable_tie(&#name);));
                }
            }
        }
        if !has_ended {
            tokens.extend(self.end(block, &scope));
        }
        entered
            .into_iter()
            .rev()
            .fold(tokens, |inner, (before, number)| {
                let items = &self.unit.blocks.scopes[number];
                quote!(#before { #(#items)* #inner })
            })
    }

    /// The value that a binding is set to, of the type that the typing pass found where the value alone wouldn't tell it.
    fn typed(&self, binding: BindingId, value: &Expr) -> TokenStream {
        match self.emitter.local(binding) {
            Some(place) => quote!(#place.__durable_typed(#value)),
            None => value.to_token_stream(),
        }
    }

    /// The instructions of a block, without those that compute places which no other state needs.
    fn instructions<'s>(&self, instructions: &'s [Instruction]) -> Vec<Cow<'s, Instruction>> {
        let instructions = instructions
            .iter()
            .flat_map(|instruction| match instruction {
                Instruction::Statement(Stmt::Local(local)) => {
                    match self.emitter.of_pick(self.unit, local) {
                        Some(statements) => {
                            let instructions = statements.into_iter().map(Instruction::Statement);
                            instructions.map(Cow::Owned).collect()
                        }
                        None => vec![Cow::Borrowed(instruction)],
                    }
                }
                _ => vec![Cow::Borrowed(instruction)],
            });
        instructions.collect()
    }

    /// Locates a pick again that may have changed since, for another state.
    fn relocate(&self, target: BlockId, scope: &Scope) -> TokenStream {
        let alive = self.unit.live.derived_at(target).iter();
        let picks = alive.filter_map(|binding| {
            let pick = self.unit.derived.pick(*binding)?;
            (pick.changes && scope.variables.contains(binding)).then_some((binding, pick))
        });
        let places = picks.map(|(binding, pick)| {
            let names = &self.emitter.machine.names.idents;
            let (picked, place) = (&names[*binding], &names[pick.place]);
            let (definitions, source) = self.defined(pick.source.clone(), &[], scope);
            quote!(#(#definitions)* let #place = __durable::located(__durable::Picked::addresses((#picked,)), #source);)
        });
        quote!(#(#places)*)
    }

    /// Takes the borrows again that were taken outside of this block, and may be needed in it: a re-borrow means what
    /// it meant where it was first taken.
    fn derive_outside(&self, block: BlockId, scope: &mut Scope) -> TokenStream {
        let live = self.unit.live.at(block);
        let mut tokens = TokenStream::new();
        for binding in self.unit.live.derived_at(block) {
            let mut declared = self.unit.states.declared_in(*binding);
            let is_outside = declared.next().is_some_and(|declared| {
                scope
                    .items
                    .starts_with(&self.unit.blocks.all[declared].scopes)
            });
            if is_outside {
                for root in self.unit.derived.roots(*binding) {
                    tokens.extend(self.take(root, live, scope));
                }
                tokens.extend(self.derive(*binding, block, scope));
            }
        }
        tokens
    }

    /// Takes the live parts of a binding that the state was given and that are no variables yet. A field of a whole
    /// comes with the whole.
    pub(super) fn take(
        &self,
        binding: BindingId,
        live: &BTreeSet<BindingId>,
        scope: &mut Scope,
    ) -> TokenStream {
        let split = &self.emitter.machine.split;
        let (local, given) = (split.local(binding), self.unit.live.at(scope.state));
        let binding = if given.contains(&local) {
            local
        } else {
            binding
        };
        // A binding is alive with a part of it, or as a part of what is.
        let is_alive = |binding: BindingId| {
            let fields = split.fields(binding);
            live.contains(&binding)
                || split.owners(binding).any(|owner| live.contains(&owner))
                || fields.iter().any(|field| live.contains(field))
        };
        if !is_alive(binding) || self.in_scope(binding, scope) {
            return TokenStream::new();
        }
        // A local with fields that are moved out one by one may have only some of them.
        let fields = split.fields(binding);
        let is_parts = !given.contains(&binding) && !fields.is_empty();
        if is_parts && fields.iter().any(|field| self.in_scope(*field, scope)) {
            return TokenStream::new();
        }
        if split.is_field(binding) || is_parts {
            let given = given.iter().copied();
            let wanted = given.filter(|binding| is_alive(*binding)).collect();
            return self.take_fields(local, &wanted, scope);
        }
        let step = &self.emitter.own.step;
        let tokens = if self.kept.contains(&binding) {
            let (name, captured) = (
                &self.emitter.machine.names.idents[binding],
                self.emitter.captured_ident(binding),
            );
            let opened = ident(&format!("opened_{binding}"), Span::mixed_site());
            let captured = quiet(&quote!(&mut #captured));
            if self.is_watched(binding) {
                // Errors report these names where the block changes its copy.
                let watch = ident(&format!("the_copy_of_{}", bare(name)), Span::mixed_site());
                quote! {
                    let #opened = #captured.__durable_open_copy(#step);
                    let mut #name = #opened.__durable_get();
                    let #watch = #opened.__durable_watch(&#name);
                }
            } else {
                quote! {
                    let #opened = #captured.__durable_open(#step);
                    let #name = #opened.__durable_get();
                }
            }
        } else if let Some(ident) = self.emitter.local(binding) {
            let pattern = self.pattern(binding);
            let place = if self.emitter.stored.contains(&binding) {
                self.emitter.place_at_await(binding)
            } else {
                ident.clone()
            };
            quote!(let #pattern = #place.__durable_take(#step);)
        } else {
            return TokenStream::new();
        };
        self.declare(binding, scope);
        let announced = self.announced(binding);
        quote!(#tokens #announced)
    }

    /// Variables for the bindings that the block, or one that is emitted in place after it, assigns.
    fn redefined(&self, block: BlockId, scope: &mut Scope) -> TokenStream {
        let redefined = self.unit.states.redefined(block, &self.unit.live);
        self.variables(&redefined, scope)
    }

    /// Variables for these bindings, which get their values later.
    pub(super) fn variables(&self, bindings: &[BindingId], scope: &mut Scope) -> TokenStream {
        let mut tokens = TokenStream::new();
        for binding in bindings.iter().copied() {
            if !scope.variables.contains(&binding) {
                let (name, place) = (
                    &self.emitter.machine.names.idents[binding],
                    &self.emitter.places[&binding].ident,
                );
                let announced = self.announced(binding);
                tokens
                    .extend(quote!(let mut #name; #announced if false { #name = #place.__durable_value(); }));
                self.declare(binding, scope);
            }
        }
        tokens
    }

    /// Takes a borrow again from its place, with the other bindings of its pattern.
    fn derive(&self, binding: BindingId, block: BlockId, scope: &mut Scope) -> TokenStream {
        let Some(reborrow) = self.unit.derived.reborrow(binding) else {
            return TokenStream::new();
        };
        if scope.variables.contains(&binding) {
            return TokenStream::new();
        }
        let alive = self.unit.live.derived_at(block);
        let mut wanted = self.unit.states.touched[block].clone();
        wanted.insert(binding);
        let (mut pattern, value) = reborrow.again(alive, &wanted);
        let wanted = bindings_in(&pattern);
        let mut tokens = TokenStream::new();
        for source in mentioned(&value) {
            tokens.extend(self.derive(source, block, scope));
        }
        self.restore().visit_pat_mut(&mut pattern);
        let (definitions, value) = self.defined(value, &[], scope);
        for binding in wanted {
            self.declare(binding, scope);
        }
        let is_name = matches!(&pattern, Pat::Ident(name) if name.subpat.is_none());
        let otherwise = (!is_name).then(|| quote!(else { ::core::unreachable!() }));
        tokens.extend(quote!(#(#definitions)* let #pattern = #value #otherwise;));
        tokens
    }

    /// A `let` without a value, as declarations with the types of carried bindings: the value may come in another
    /// state.
    fn declarations(&self, local: &syn::Local) -> TokenStream {
        let ty = match &local.pat {
            Pat::Type(typed) if matches!(&*typed.pat, Pat::Ident(_)) => {
                let ty = &typed.ty;
                Some(quote!(: #ty))
            }
            _ => None,
        };
        let declarations = bindings_in(&local.pat).into_iter().map(|binding| {
            let name = &self.emitter.machine.names.idents[binding];
            let typed = self
                .emitter
                .local(binding)
                .map(|ident| quote!(if false { #name = #ident.__durable_value(); }));
            quote!(let mut #name #ty; #typed)
        });
        quote!(#(#declarations)*)
    }

    /// The rest of a local with fields that are moved out one by one, under its own name.
    fn take_fields(
        &self,
        local: BindingId,
        live: &BTreeSet<BindingId>,
        scope: &mut Scope,
    ) -> TokenStream {
        let name = &self.emitter.machine.names.idents[local];
        let machine = self.emitter.machine;
        // A block that must not change its copy has it without `mut`.
        let is_copy = self
            .unit
            .block
            .as_ref()
            .is_some_and(|block| block.captures.contains(&local))
            && !machine.may_change_in(self.unit, local);
        let pattern = if is_copy {
            quote!(#name)
        } else {
            self.pattern(local)
        };
        let rest = self.rest_of(local, live);
        self.hide(local, scope);
        let fields = self.emitter.machine.split.fields(local).into_iter();
        scope
            .variables
            .extend(fields.filter(|field| live.contains(field)));
        let announced = self.announced(local);
        quote!(let #pattern = #rest; #announced)
    }

    /// The value of the rest of a binding.
    fn rest_of(&self, owner: BindingId, live: &BTreeSet<BindingId>) -> TokenStream {
        let step = &self.emitter.own.step;
        let rest = self
            .emitter
            .machine
            .split
            .rest(owner, &self.emitter.machine.bindings);
        let name = &rest.name;
        let members = rest.members.iter().map(|(member, field)| {
            let value = match field {
                Some(field) if live.contains(field) => {
                    let ident = &self.emitter.places[field].ident;
                    quote!(#ident.__durable_take(#step))
                }
                Some(field)
                    if self
                        .emitter
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

    /// Declares a variable, which hides the one of its name.
    pub(super) fn declare(&self, binding: BindingId, scope: &mut Scope) {
        self.hide(binding, scope);
        scope.variables.insert(binding);
    }

    fn hide(&self, binding: BindingId, scope: &mut Scope) {
        let names = &self.emitter.machine.names;
        scope
            .variables
            .retain(|other| !names.are_one(*other, binding));
    }

    /// Declares the bindings of a pattern.
    fn bound(&self, bindings: &[BindingId], scope: &Scope) -> (TokenStream, Scope) {
        let mut scope = scope.clone();
        let announced = bindings.iter().map(|binding| {
            self.declare(*binding, &mut scope);
            self.announced(*binding)
        });
        (announced.collect(), scope)
    }

    fn end(&self, block: BlockId, scope: &Scope) -> TokenStream {
        let code = &self.unit.blocks.all[block];
        let breakables = &code.breakables;
        match &code.end {
            End::Goto(target) => self.goto(*target, scope),
            End::If {
                condition,
                then,
                otherwise,
            } => {
                let looks = looked_at(condition).into_iter().any(makes_more);
                self.before_rest_of(block, looks, scope, |scope| {
                    let (announced, inner) = self.bound(&bindings_in_condition(condition), scope);
                    let (definitions, condition) =
                        self.defined(condition.clone(), breakables, scope);
                    let (then, otherwise) =
                        (self.goto(*then, &inner), self.goto(*otherwise, scope));
                    quote! {
                        #(#definitions)*
                        if #condition { #announced #then } else { #otherwise }
                    }
                })
            }
            End::Match { value, arms } => {
                self.before_rest_of(block, makes_more(value), scope, |scope| {
                    let definitions = self.restore().definitions(|needed| {
                        needed.visit_expr(value);
                        for (pattern, _) in arms {
                            needed.visit_pat(pattern);
                        }
                    });
                    let value = self.expr(value.clone(), breakables, scope);
                    let arms = arms.iter().map(|(pattern, block)| {
                        let (announced, inner) = self.bound(&bindings_in(pattern), scope);
                        // Its guard may leave, as any code may.
                        let mut pattern = pattern.clone();
                        self.straight(breakables, scope, |pass| pass.visit_pat_mut(&mut pattern));
                        let body = self.goto(*block, &inner);
                        quote!(#pattern => { #announced #body })
                    });
                    quote!(#(#definitions)* match #value { #(#arms)* })
                })
            }
            End::LetElse {
                statement,
                otherwise,
                next,
            } => {
                let (announced, inner) = self.bound(&bindings_in(&statement.pat), scope);
                let mut statement = statement.clone();
                let init = statement
                    .init
                    .as_mut()
                    .expect("a `let … else` has an initializer");
                let value = std::mem::replace(&mut *init.expr, Expr::PLACEHOLDER);
                let (definitions, value) = self.defined(value, breakables, scope);
                self.restore().visit_pat_mut(&mut statement.pat);
                let pattern = &statement.pat;
                let (otherwise, next) = (self.goto(*otherwise, scope), self.goto(*next, &inner));
                quote!(#(#definitions)* let #pattern = #value else { #otherwise }; #announced #next)
            }
            End::Await {
                point,
                operation,
                next,
            } => {
                let wait = self.emitter.await_ident(*point);
                let (definitions, operation) = self.defined(operation.clone(), breakables, scope);
                let goto = self.goto(*next, scope);
                quote!(#(#definitions)* #wait.__durable_begin(#operation); #goto)
            }
            End::Return(value) => {
                let value = value
                    .as_ref()
                    .map(|value| self.defined(value.clone(), breakables, scope));
                let (definitions, value) = value.unzip();
                let definitions = definitions.into_iter().flatten();
                let returned = self.returned(value.as_ref());
                quote!(#(#definitions)* return #returned;)
            }
            End::Never => quote!(::core::unreachable!()),
        }
    }

    /// Continues in another block: by a jump to its state, or in place.
    pub(super) fn goto(&self, target: BlockId, scope: &Scope) -> TokenStream {
        if let Some(before) = self.before(target) {
            return before;
        }
        let Some(state) = self.unit.states.of(target) else {
            return self.go_on(target, scope);
        };
        let (live, given) = (self.unit.live.at(target), self.unit.live.at(scope.state));
        let mut scope = scope.clone();
        // A whole that is needed by its fields there is taken apart here.
        let parts = live.iter().filter(|binding| !given.contains(binding));
        let parts: TokenStream = parts
            .map(|binding| self.take(*binding, live, &mut scope))
            .collect();
        let carried = live
            .iter()
            .filter(|binding| self.in_scope(**binding, &scope));
        let puts = carried.map(|binding| {
            let place = self.place_of(*binding);
            let name =
                &self.emitter.machine.names.idents[self.emitter.machine.split.local(*binding)];
            let path = self.emitter.machine.split.path(*binding);
            if self.is_watched(*binding) {
                quote!(#place.__durable_put_copy(&#name);)
            } else {
                quote!(#place.__durable_put(#name #(.#path)*);)
            }
        });
        let relocated = self.relocate(target, &scope);
        let next = if self.emitter.has_sets {
            let innermost = self.unit.blocks.all[scope.block].braces.last();
            quote!(__durable::leave(&__MANIFEST, #innermost, __At::#state))
        } else {
            quote!(__At::#state)
        };
        let state_label = &self.emitter.own.state;
        quote!(#relocated #parts #(#puts)* break #state_label #next;)
    }

    fn make_blocks(&self) -> MakeBlocks<'_> {
        MakeBlocks {
            emitter: self.emitter,
            within: self.number,
            is_in_closure: false,
        }
    }

    /// Makes straight code of the user's a part of a state: `visit` has a pass visit the code.
    fn straight(
        &self,
        breakables: &[Breakable],
        scope: &Scope,
        mut visit: impl FnMut(&mut dyn VisitMut),
    ) {
        visit(&mut OfPicks(self));
        visit(&mut CompareClones);
        visit(&mut Rewrite {
            arms: self,
            breakables,
            scope,
            inner: Vec::new(),
        });
        visit(&mut self.make_blocks());
        visit(&mut self.restore());
    }

    fn expr(&self, mut expr: Expr, breakables: &[Breakable], scope: &Scope) -> Expr {
        self.straight(breakables, scope, |pass| pass.visit_expr_mut(&mut expr));
        expr
    }

    /// The same as a part of a larger piece of code, with the definitions of the user's macros that stand before that.
    pub(super) fn defined(
        &self,
        expr: Expr,
        breakables: &[Breakable],
        scope: &Scope,
    ) -> (Vec<Stmt>, Expr) {
        let definitions = self
            .restore()
            .definitions(|needed| needed.visit_expr(&expr));
        (definitions, self.expr(expr, breakables, scope))
    }

    /// A statement, after the definitions of the user's macros that it needs.
    fn statement(
        &self,
        mut statement: Stmt,
        breakables: &[Breakable],
        scope: &Scope,
    ) -> TokenStream {
        let definitions = self
            .restore()
            .definitions(|needed| needed.visit_stmt(&statement));
        self.straight(breakables, scope, |pass| {
            pass.visit_stmt_mut(&mut statement);
        });
        quote!(#(#definitions)* #statement)
    }
}

/// Whether an expression is one of the compiler's own that gives no value.
fn never_gives(value: &Expr) -> bool {
    match value {
        Expr::Macro(invocation) => invocation.mac.path == parse_quote!(::core::unreachable),
        Expr::Call(call) => operands::own_function(call).is_some_and(|name| name == "all_disabled"),
        _ => false,
    }
}

/// Whether an instruction gives what it declares a value at once.
fn is_initialised(instruction: &Instruction) -> bool {
    !matches!(instruction, Instruction::Statement(Stmt::Local(local)) if local.init.is_none())
}
