//! The typing pass: the user's code in its own order, in a closure that never runs. It fixes the types of everything
//! that is carried from state to state, so that no user has to write them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprMethodCall, Item, Pat, Stmt, parse_quote, parse_quote_spanned};

use super::emitter::{Emitter, quiet, quiet_attempt, quiet_flat, spanned_at, unreached, yielded};
use super::guards;
use crate::bindings::{binding_of_path, bindings_in, mentioned};
use crate::concurrency;
use crate::hygiene::Restore;
use crate::ids::{BindingId, IdVec, UnitId};
use crate::lower::Unit;
use crate::lower::for_heads::{self, Head, Source};
use crate::lower::patterns::binds;
use crate::lower::receivers;
use crate::methods::{Does, does};
use crate::model::ident;
use crate::operands::{
    self, async_block, cloned_mut, held_in, items_of, loop_item, point_of, unwrap, unwrap_parens,
};

impl Emitter<'_> {
    pub(super) fn typing_pass(&self) -> TokenStream {
        let mut body = self.machine.units[UnitId::BODY].marked.clone();
        let unit = &self.machine.units[UnitId::BODY];
        Typing {
            emitter: self,
            unit,
            derived_again: unit.derived_again(),
        }
        .visit_block_mut(&mut body);
        let names = self.user_names();
        Restore {
            names: &names,
            apart: &BTreeSet::new(),
            bindings: &self.machine.bindings,
            defines: false,
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
                let (value, ties) = match self.local(*binding) {
                    Some(place) => (
                        quote!(#place.__durable_value()),
                        self.ties_of_fields(*binding, name),
                    ),
                    None => (quote!(__durable::any()), self.ties(*binding, name)),
                };
                quote!(let #mutability #name: #ty = #value; #(#ties)*)
            });
        let output = yielded(&self.function.output);
        let statements = &body.stmts;
        let borrowed = self.borrowed();
        quote! {
            let _ = || -> #output {
                // What follows is dead: rustc types it, and looks for no borrow errors in it.
                loop {}
                use __durable::numbers::*;
                #borrowed
                #(#parameters)*
                #(#statements)*
            };
        }
    }

    /// The variables that fix types, as borrows, which a block or a closure that moves its captures only copies. They
    /// are needed where there are `async` blocks.
    fn borrowed(&self) -> Option<TokenStream> {
        let blocks = self.machine.units.ids().skip(1).map(Emitter::block_ident);
        let places = self.locals().map(|(_, place)| place.ident.clone());
        let captured = self
            .captured
            .iter()
            .map(|binding| self.captured_ident(*binding));
        let awaits = self.awaits().map(|point| self.await_ident(point));
        let all: Vec<Ident> = blocks.chain(places).chain(captured).chain(awaits).collect();
        (self.machine.units.len() > 1).then(|| quote!(__durable::borrow_all!(#(#all),*);))
    }

    /// Statements that fix the types of a binding and of its fields, where they are carried.
    fn ties(&self, binding: BindingId, name: &Ident) -> Vec<Stmt> {
        let path = self.machine.split.path(binding);
        let whole = self.local(binding).map(
            |ident| parse_quote_spanned!(name.span()=> #ident.__durable_tie(&#name #(.#path)*);),
        );
        let fields = self.ties_of_fields(binding, name);
        whole.into_iter().chain(fields).collect()
    }

    /// Those of its fields alone.
    fn ties_of_fields(&self, binding: BindingId, name: &Ident) -> Vec<Stmt> {
        let fields = self
            .machine
            .split
            .fields(binding)
            .into_iter()
            .filter_map(|field| {
                let path = self.machine.split.path(field);
                let ident = self.local(field)?;
                Some(parse_quote_spanned!(name.span()=> #ident.__durable_tie(&#name #(.#path)*);))
            });
        let owners = std::iter::once(binding).chain(self.machine.split.fields(binding));
        let in_parts = owners.filter_map(|owner| {
            let mut parts = self.machine.split.fields(owner).into_iter();
            parts.find(|part| self.local(*part).is_some())?;
            let path = self.machine.split.path(owner);
            let demand = quote!(__durable::Parts(&#name #(.#path)*).__durable_demand());
            let demand = operands::demand("GivesParts", "demand", &demand, name.span());
            Some(parse_quote!(#demand;))
        });
        fields.chain(in_parts).collect()
    }

    /// The bindings' names as the user wrote them: in the typing pass they are scoped as in the source.
    fn user_names(&self) -> IdVec<BindingId, Ident> {
        let bindings = self.machine.bindings.ids();
        bindings
            .map(|number| {
                let binding = self.machine.bindings.get(number);
                if binding.temporary {
                    return self.machine.names.idents[number].clone();
                }
                ident(&binding.name, binding.span)
            })
            .collect()
    }
}

pub(super) struct Typing<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    pub(super) unit: &'a Unit,
    /// The bindings that some state derives.
    pub(super) derived_again: BTreeSet<BindingId>,
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
    fn async_block(&self, number: UnitId) -> Expr {
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
            // A field may be that of a borrowed value, which the block doesn't carry.
            for owner in machine.split.owners(*binding) {
                let path = machine.split.path(owner);
                let owner = quote_spanned!(name.span()=> &#name #(.#path)*);
                let owner = quiet(&quote!(__durable::FieldOwner(#owner)));
                let check: Stmt =
                    syn::parse2(spanned_at(quote!(#owner.__durable_check();), name.span()))
                        .expect("it is a statement");
                ties.push(check);
            }
            let seen = quiet(&quote!(__durable::Seen(&#name #(.#path)*)));
            ties.push(parse_quote!(#seen.__durable_fix(&#captured);));
            if machine.is_shared_with(number, *binding) {
                ties.push(
                    parse_quote_spanned!(name.span()=> __durable::copied(&#name #(.#path)*);),
                );
            }
            ties
        });
        // The bindings that the block assigns before it needs the old value.
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

    /// Whether a `let` is one of those after a pick.
    fn follows_pick(&self, pattern: &Pat) -> bool {
        let [binding] = bindings_in(pattern)[..] else {
            return false;
        };
        let pick = self.unit.derived.pick_at(binding);
        pick.is_some_and(|pick| pick.first != binding)
    }

    /// Demands that a pick is taken again as what it was.
    fn alike(&self, statement: &Stmt) -> Option<Stmt> {
        let Stmt::Local(local) = statement else {
            return None;
        };
        let [picked] = bindings_in(&local.pat)[..] else {
            return None;
        };
        let first = self.unit.derived.pick(picked)?.first;
        let bindings = &self.emitter.machine.bindings;
        let (first, picked) = (bindings.own_name(first), bindings.own_name(picked));
        Some(parse_quote_spanned!(picked.span()=> __durable::alike(&#first, &#picked);))
    }

    /// A `let` without a value, as declarations with the types of carried bindings.
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
                    Some(place) => parse_quote!(let mut #own #ty = #place.__durable_value();),
                    None => parse_quote!(let mut #own #ty;),
                }
            })
            .collect()
    }

    /// Fixes the type of a loop's remaining items; `head` has the adaptors that are applied turn by turn, and `again`
    /// is the source that is iterated again, with its span.
    fn head(
        &self,
        left: BindingId,
        head: Option<Head>,
        again: Option<(TokenStream, Span)>,
        expr: &mut Expr,
    ) {
        let place = self.emitter.local(left);
        let first = head.and_then(|head| head.applied(expr).last().copied().cloned());
        let source = match head {
            Some(head) => head.source_of_mut(expr),
            None if again.is_some() => cloned_mut(expr).0,
            None => expr,
        };
        let typed = |value: TokenStream| {
            let value = match head {
                Some(_) => quote!(__durable::Staged::new(#value, [])),
                None => value,
            };
            place.map(|place| quote!(#place.__durable_typed(#value);))
        };
        let of = head.map_or(Source::Items, |head| head.source);
        let span = again
            .as_ref()
            .map_or_else(|| source.span(), |(_, span)| *span);
        let is_iterator: &dyn Fn(&Ident) -> Expr = &|each| {
            let source = quiet(&quote!(__durable::Source(&#each)));
            let source = quote!(#source.__durable_demand());
            operands::demand("AnIterator", "demand", &source, span)
        };
        *source = match (of, again) {
            (_, Some((again, _))) => {
                let left = typed(quote!(__durable::Passed::none()));
                match head {
                    None => parse_quote!({ #left #again }),
                    Some(_) => {
                        let each = operands::each_at(span);
                        let is_iterator = is_iterator(&each);
                        parse_quote!({
                            #left
                            match __durable::Each({ #again }) {
                                #each => { #is_iterator; #each.0 }
                            }
                        })
                    }
                }
            }
            (Source::Items, None) => {
                let proofs: &dyn Fn(&Ident) -> Expr = &|each| {
                    let is_iterator = is_iterator(each);
                    let adapted = first.as_ref().and_then(|first| adapted(first, each));
                    parse_quote!({ #is_iterator; #adapted })
                };
                operands::over_items(source, head.map(|_| proofs), |goes| {
                    self.items(left, head, goes, span)
                })
            }
            (Source::Successors, None) => {
                let std = quote_spanned!(span=> __durable::std_succession);
                let goes = operands::demand("Ends", "goes", &quote!(#std(#source)), span);
                self.items(left, head, &goes, span)
            }
            (Source::Anew, None) => {
                let left = typed(quote!(()));
                let made = source.to_token_stream();
                let made = operands::demand("MadeAnew", "made_anew", &made, source.span());
                parse_quote!({ #left #made })
            }
        };
        if head.is_some() {
            let given = std::mem::replace(source, Expr::PLACEHOLDER);
            *source = parse_quote!((#given));
        }
    }

    /// The items of a loop, with the type of what is left of them.
    fn items(&self, left: BindingId, head: Option<Head>, goes: &Expr, span: Span) -> Expr {
        let goes = match (self.emitter.local(left), head) {
            (Some(place), Some(_)) => quote!(#place.__durable_staged_of(#goes)),
            (Some(place), None) => quote!(#place.__durable_left_of(#goes)),
            (None, _) => goes.to_token_stream(),
        };
        loop_item("items", &goes, span)
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
        let statements = std::mem::take(&mut block.stmts);
        let statements = statements
            .into_iter()
            .flat_map(|statement| match &statement {
                Stmt::Local(local) => {
                    let of_pick = self.emitter.of_pick(self.unit, local);
                    of_pick.unwrap_or_else(|| vec![statement])
                }
                _ => vec![statement],
            });
        for mut statement in statements.collect::<Vec<_>>() {
            let mut ties = Vec::new();
            if let Stmt::Local(local) = &statement {
                block.stmts.extend(self.proofs_of_let(local));
            }
            self.visit_stmt_mut(&mut statement);
            if let Stmt::Local(local) = &mut statement {
                if let Some(init) = &mut local.init {
                    self.demand_borrow([&local.pat], &mut init.expr);
                    if self.follows_pick(&local.pat) {
                        // It moves the pick, which rustc must not see.
                        let value = &init.expr;
                        *init.expr =
                            parse_quote!(if true { __durable::any() } else { loop {} #value });
                    }
                }
                ties = self.ties(&local.pat);
                if local.init.is_none() && !ties.is_empty() {
                    // They have no value yet that could be tied, but one of the right type.
                    block.stmts.extend(self.declarations(local));
                    continue;
                }
            }
            let alike = self.alike(&statement);
            block.stmts.push(statement);
            block.stmts.extend(alike);
            block.stmts.extend(ties);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Try(attempt) = expr {
            quiet_attempt(attempt);
        }
        if let Some(number) = async_block(expr) {
            *expr = self.async_block(number);
            return;
        }
        let head = match expr {
            Expr::ForLoop(repeat) => for_heads::head(&repeat.expr).ok().flatten(),
            _ => None,
        };
        let again = self.prove_source(expr, head);
        let right_first = self.depends_on_right_first(expr);
        let looks = self.proofs_of_looks(expr);
        let closures = self.proofs_of_head(expr, head);
        self.prove_operands(expr);
        guards::demand_none(expr, self.known());
        // Visited, an `async` block has no place.
        let spans: Vec<Span> = match expr {
            Expr::Call(call) => {
                let operations = concurrency::operations_of(call).into_iter();
                operations.map(|operation| operation.span()).collect()
            }
            _ => Vec::new(),
        };
        visit_mut::visit_expr_mut(self, expr);
        if !looks.is_empty() {
            demand_operands(expr, &spans);
            quiet_flat(expr);
            *expr = parse_quote!({ #(#looks)* #expr });
            return;
        }
        match expr {
            Expr::Binary(binary) if right_first.is_some() => {
                let (demand, span) = right_first.expect("it was just looked at");
                let left = &binary.left;
                let left = operands::demand(demand, "left", &quote!(&mut #left), span);
                *binary.left = parse_quote!(*#left);
            }
            Expr::Await(wait) => {
                let Some(point) = point_of(&wait.base) else {
                    return;
                };
                let place = self.emitter.await_ident(point);
                let operation = unwrap(std::mem::replace(&mut *wait.base, Expr::PLACEHOLDER));
                // It begins and ends where the user's `operation.await` does, so that rustc's errors about it
                // are the same as in the plain function.
                let awaited = quote_spanned!(operation.span()=> __durable::Awaited);
                let output =
                    quote_spanned!(wait.await_token.span()=> __durable_output::<__TypeOk>(&#place));
                *expr = parse_quote!(#awaited(#operation).#output);
            }
            Expr::Call(_) => {
                let Some(binding) = held_in(expr) else {
                    demand_operands(expr, &spans);
                    quiet_flat(expr);
                    return;
                };
                let inner = unwrap(std::mem::replace(expr, Expr::PLACEHOLDER));
                *expr = match self.emitter.local(binding) {
                    Some(ident) => parse_quote!(#ident.__durable_typed(#inner)),
                    None => inner,
                };
            }
            Expr::MethodCall(call) if does(call, Does::TellsLayout) => {
                let receiver = &call.receiver;
                let span = receiver.span();
                let layout = quote_spanned!(span=> __durable::Layout(&#receiver).__durable_check());
                *expr = parse_quote!({ #layout; #expr });
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
                    self.head(binding, head, again, &mut repeat.expr);
                    if !closures.is_empty() {
                        let items = &repeat.expr;
                        *repeat.expr = parse_quote!(__durable::after({ #(#closures)* }, #items));
                    }
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

impl Typing<'_> {
    /// Proves what a `let`, a `match` or a loop takes apart. Returns the source of a loop that is gone over again, which is
    /// taken out of it.
    fn prove_source(&mut self, expr: &mut Expr, head: Option<Head>) -> Option<(TokenStream, Span)> {
        let mut again = None;
        match expr {
            Expr::Let(condition) => {
                let proofs = self.proofs_for([&*condition.pat], &condition.expr);
                let mutably = borrows_mutably(std::iter::once(&*condition.pat));
                Self::proven(&proofs, &mut condition.expr, mutably);
            }
            Expr::Match(choice) => {
                let patterns = choice.arms.iter().map(|arm| &arm.pat);
                let proofs = self.proofs_for(patterns, &choice.expr);
                let mutably = borrows_mutably(choice.arms.iter().map(|arm| &arm.pat));
                Self::proven(&proofs, &mut choice.expr, mutably);
            }
            Expr::ForLoop(repeat) => {
                let left = items_of(repeat);
                if left.is_some_and(|left| self.unit.derived.goes_again(left)) {
                    let items = match head {
                        Some(head) => head.source_of_mut(&mut repeat.expr),
                        None => cloned_mut(&mut repeat.expr).0,
                    };
                    let items = std::mem::replace(items, Expr::PLACEHOLDER);
                    again = Some((self.again(&items, &repeat.pat), items.span()));
                }
            }
            _ => {}
        }
        again
    }
}

impl Typing<'_> {
    /// The proofs for the closures in the head of a loop whose items are stored.
    fn proofs_of_head(&mut self, expr: &Expr, head: Option<Head>) -> Vec<Stmt> {
        match (expr, head) {
            (Expr::ForLoop(repeat), Some(head)) if items_of(repeat).is_some() => {
                let body = &repeat.body;
                self.proofs_of_closures(&head.closures(&repeat.expr), &parse_quote!(#body))
            }
            _ => Vec::new(),
        }
    }

    /// What is known of the locals that guards may hold.
    fn known(&self) -> guards::Known<'_> {
        guards::Known {
            bindings: &self.emitter.machine.bindings,
            derived: &self.unit.derived,
        }
    }

    /// Proves that an operand has no `Deref` of the user's, which might lead elsewhere after later operands that name it:
    /// rustc runs it before them, for a method or a coercion.
    pub(super) fn proof_of_deref(&mut self, operand: &Expr, later: &[&Expr]) -> Option<Stmt> {
        let root = binding_of_path(receivers::root_of_view(operand)?)?;
        let lenders = self.emitter.machine.bindings.lenders.get(&root);
        let mut named = later.iter().flat_map(mentioned);
        if !named.any(|name| name == root || lenders.is_some_and(|all| all.contains(&name))) {
            return None;
        }
        let mut place = unwrap_parens(operand);
        while let Expr::Reference(reference) = place {
            place = unwrap_parens(&reference.expr);
        }
        let (span, place) = (place.span(), self.typed(place));
        let owner = quote_spanned!(span=> __durable::behind!(#place).__durable_owner());
        let owner = operands::tuple(&owner, span);
        Some(parse_quote_spanned!(span=> __durable::LeadsToTheSame::leads(#owner);))
    }

    /// The demand on the left side of a `+=` or the like, with the place to report it, if it matters which side is evaluated
    /// first.
    fn depends_on_right_first(&self, expr: &Expr) -> Option<(&'static str, Span)> {
        let Expr::Binary(binary) = expr else {
            return None;
        };
        let (left, right) = (&*binary.left, &*binary.right);
        let bindings = &self.emitter.machine.bindings;
        let matters = operands::is_compound_assignment(&binary.op)
            && (operands::awaits(right)
                && (!receivers::only_finds(left)
                    || receivers::is_found_by_what_may_change(left, right, bindings))
                || operands::awaits(left)
                    && (!receivers::only_names(right)
                        || receivers::may_be_changed(right, left, bindings)));
        let is_borrow = matches!(unwrap_parens(right), Expr::Reference(_));
        let demand = if is_borrow { "LeftFirst" } else { "RightFirst" };
        matters.then(|| (demand, left.span()))
    }
}

/// The proof that the first adaptor after a loop's source is an iterator's, and no method of the source's own. Those
/// after it are called on types of the standard library.
fn adapted(first: &ExprMethodCall, source: &Ident) -> Option<Stmt> {
    let mut call = first.clone();
    call.receiver = parse_quote!(#source.0);
    let span = first.method.span();
    let proof = operands::demand("Adapted", "adapted", &quote!(#call), span);
    // `into_iter` gives what it is called on.
    unreached(&[parse_quote!(#proof;)]).filter(|_| first.method != "into_iter")
}

/// Demands of each operation of a `join!`, `try_join!` or `select!` that it is durable, at its own place.
fn demand_operands(expr: &mut Expr, spans: &[Span]) {
    let Expr::Call(call) = expr else { return };
    let keeps_values = concurrency::keeps_values(call);
    for (operation, span) in concurrency::operations_of(call).into_iter().zip(spans) {
        let given = quiet(&operation);
        *operation = operands::demand("Operand", "operand", &given, *span);
        if keeps_values {
            let given = operation.to_token_stream();
            *operation = operands::demand("Kept", "kept", &given, *span);
        }
    }
}

/// Whether patterns have a `ref mut`.
fn borrows_mutably<'p>(mut patterns: impl Iterator<Item = &'p Pat>) -> bool {
    patterns.any(|pattern| {
        binds(pattern, |name| {
            name.by_ref.is_some() && name.mutability.is_some()
        })
    })
}
