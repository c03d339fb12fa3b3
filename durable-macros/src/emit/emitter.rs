//! [`Emitter`]: the facts about a machine that its emission needs, and the names and tokens that all of it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Lifetime;

use crate::concurrency;
use crate::ids::{BindingId, Id, PointId, UnitId};
use crate::lower::blocks::braces_of_unit;
use crate::lower::{Machine, Unit};
use crate::model::{self, Function, bare};
use crate::operands;
use crate::tokens;

/// The names that are the same in every machine. No user's name can be the same: they are hygienic.
pub(crate) struct Own {
    pub(super) step: Ident,
    pub(super) at: Ident,
    pub(super) run: Lifetime,
    pub(super) state: Lifetime,
}

impl Own {
    pub(super) fn new() -> Self {
        let ident = |name| model::ident(name, Span::mixed_site());
        Self {
            step: ident("__step"),
            at: ident("__at"),
            run: Lifetime::new("'run", Span::mixed_site()),
            state: Lifetime::new("'state", Span::mixed_site()),
        }
    }
}

/// The facts about a machine that its emission needs.
pub(super) struct Emitter<'a> {
    pub(super) function: &'a Function,
    pub(super) machine: &'a Machine,
    pub(super) own: Own,
    /// The places in which bindings are kept between states.
    pub(super) places: BTreeMap<BindingId, Place>,
    /// The bindings that are handed over from state to state.
    pub(super) handed_over: BTreeSet<BindingId>,
    /// The bindings that must be storable.
    pub(super) stored: BTreeSet<BindingId>,
    /// The bindings that `async` blocks capture.
    pub(super) captured: BTreeSet<BindingId>,
    /// The bindings with a type that no hand-over determines.
    pub(super) redefined: BTreeSet<BindingId>,
    /// Whether the function looks like one with sets of tasks: then it announces the variables that its states drop.
    pub(super) has_sets: bool,
}

pub(super) struct Place {
    /// The variable that keeps it.
    pub(super) ident: Ident,
    /// The variable for its captures by `async` blocks.
    pub(super) captured: Ident,
    /// The name under which it is stored.
    pub(super) stored_name: String,
    /// Whether the name has a number, which belongs to one version of the lowering.
    pub(super) is_numbered: bool,
}

impl Emitter<'_> {
    pub(super) fn await_ident(&self, point: PointId) -> Ident {
        let name = self.machine.points[point].identifier();
        model::ident(&format!("await_{name}"), Span::mixed_site())
    }

    /// The declaration of a binding for the runtime, in functions with sets of tasks: the user's block that declares
    /// it.
    pub(super) fn declared(&self, binding: BindingId) -> TokenStream {
        let (block, variable) = (self.declared_in(binding), variable(binding));
        if self.has_sets {
            quote!(.__durable_declared(&__MANIFEST, #block, #variable))
        } else {
            TokenStream::new()
        }
    }

    /// The user's block in which a binding is declared.
    fn declared_in(&self, binding: BindingId) -> u32 {
        let mut units = self.machine.units.values();
        let block = units.find_map(|unit| unit.blocks.declared_in.get(&binding));
        block.copied().unwrap_or_default()
    }

    /// The block and the number of the variable that lends a value to an `async` block of this unit.
    pub(super) fn lender(&self, unit: UnitId, binding: BindingId) -> (u32, u32) {
        let is_captured = unit != UnitId::BODY && self.machine.captured_by(unit).contains(&binding);
        let block = if is_captured {
            braces_of_unit(unit)
        } else {
            self.declared_in(binding)
        };
        (block, variable(binding))
    }

    /// What the expansion knows of an `async` block.
    pub(super) fn block_ident(number: UnitId) -> Ident {
        model::ident(&format!("block_{number}"), Span::mixed_site())
    }

    /// The variable that passes a binding from state to state, if there is one.
    pub(super) fn local(&self, binding: BindingId) -> Option<&Ident> {
        let place = self.places.get(&binding)?;
        self.handed_over.contains(&binding).then_some(&place.ident)
    }

    /// The variable of a binding, with the span at which rustc takes it for used at the await that needs it: a borrow
    /// that ends before is reported there.
    pub(super) fn place_at_await(&self, binding: BindingId) -> Ident {
        let mut place = self.places[&binding].ident.clone();
        if let Some(point) = self.machine.point_after_which_is_alive(binding) {
            place.set_span(place.span().located_at(point.span));
        }
        place
    }

    /// The emitted form of a statement after a pick: the place of a pick that no other state needs isn't computed.
    pub(super) fn of_pick(&self, unit: &Unit, local: &syn::Local) -> Option<Vec<syn::Stmt>> {
        let [binding] = crate::bindings::bindings_in(&local.pat)[..] else {
            return None;
        };
        let pick = unit.derived.pick_at(binding)?;
        if binding == pick.first || self.local(pick.place).is_some() {
            return None;
        }
        if binding == pick.place {
            return Some(Vec::new());
        }
        let (pattern, first) = (&local.pat, self.machine.bindings.own_name(pick.first));
        Some(vec![syn::parse_quote!(let #pattern = #first;)])
    }

    pub(super) fn locals(&self) -> impl Iterator<Item = (BindingId, &Place)> {
        let places = self.places.iter().map(|(binding, place)| (*binding, place));
        places.filter(|(binding, _)| self.handed_over.contains(binding))
    }

    /// The place of a binding as `async` blocks capture it.
    pub(super) fn captured_ident(&self, binding: BindingId) -> Ident {
        self.places[&binding].captured.clone()
    }

    /// The awaits, among the points.
    pub(super) fn awaits(&self) -> impl Iterator<Item = PointId> {
        let points = self.machine.points.iter();
        let awaits = points.filter(|(_, point)| !point.begins_block);
        awaits.map(|(id, _)| id)
    }

    /// The point at which an `async` block begins.
    pub(super) fn begin_of(&self, block: UnitId) -> PointId {
        let points = self.machine.points.iter();
        let mut begins = points.filter(|(_, point)| point.begins_block);
        let begin = block.block().and_then(|place| begins.nth(place));
        begin.expect("every `async` block begins").0
    }

    /// The numbers of an `async` block's points: it begins at the first, and the next block's points come after its own.
    pub(super) fn points_of(&self, block: UnitId) -> Range<usize> {
        let points = self.machine.points.iter();
        let begins = points.filter(|(_, point)| point.begins_block);
        let mut begins = begins.map(|(point, _)| point.in_manifest());
        let first = block.block().and_then(|place| begins.nth(place));
        let end = begins.next().unwrap_or(self.machine.points.len() + 1);
        first.expect("every `async` block begins")..end
    }

    pub(super) fn item(&self, prefix: &str) -> Ident {
        model::ident(
            &format!("__{prefix}_{}", bare(&self.function.signature.ident)),
            Span::call_site(),
        )
    }
}

/// The variable of an await's output, which is a value of its own in the source: a method may change it.
pub(super) fn output_in(body: &TokenStream) -> TokenStream {
    fn has_method(tokens: TokenStream, output: &Ident) -> bool {
        let mut after_output = false;
        tokens.into_iter().any(|token| {
            let is_method = matches!(&token, TokenTree::Punct(dot) if dot.as_char() == '.');
            let found = after_output && is_method;
            after_output = matches!(&token, TokenTree::Ident(ident) if ident == output);
            found || matches!(token, TokenTree::Group(group) if has_method(group.stream(), output))
        })
    }
    let output = operands::output();
    if has_method(body.clone(), &output) {
        quote!(mut #output)
    } else {
        quote!(#output)
    }
}

/// Proofs in a place where rustc types them and doesn't look for borrow errors, also in a block that it checks.
pub(super) fn unreached(proofs: &[syn::Stmt]) -> Option<syn::Stmt> {
    (!proofs.is_empty()).then(|| syn::parse_quote!(if false { loop {} #(#proofs)* }))
}

/// A binding's number as the runtime knows it, which has 0 for none.
pub(super) fn variable(binding: BindingId) -> u32 {
    u32::try_from(binding.index() + 1).expect("a function has less bindings")
}

/// `(&mut place,)` with parentheses at `span`, so that rustc takes it for an expression of the user's.
pub(super) fn borrowed(place: &TokenStream, span: Span) -> TokenStream {
    operands::tuple(&quote!(&mut #place), span)
}

/// A type that is unknown while the plain function has an error.
pub(super) fn yielded(ty: &impl ToTokens) -> TokenStream {
    quote!(__Quiet<#ty>)
}

/// A receiver without a type while the plain function has an error: otherwise rustc would report that the method is
/// ambiguous.
pub(super) fn quiet(receiver: &impl ToTokens) -> TokenStream {
    quote!(__TypeOk::quiet(#receiver))
}

/// Leaves the operand of `?` without a type while the plain function has an error, like awaited operations: rustc's
/// errors about `?` are never equal, so they would be repeated.
pub(super) fn quiet_attempt(attempt: &mut syn::ExprTry) {
    let awaited = match &*attempt.expr {
        syn::Expr::Await(_) => true,
        syn::Expr::Path(path) => path.path.is_ident(&operands::output()),
        _ => false,
    };
    if !awaited {
        let value = &attempt.expr;
        *attempt.expr = syn::parse_quote!(__TypeOk::quiet(#value));
    }
}

/// Leaves the flat outputs of a `join!` without a type while the plain function has an error: they are a tuple, which may
/// be the mistake.
pub(super) fn quiet_flat(expr: &mut syn::Expr) {
    let is_flat =
        matches!(expr, syn::Expr::Call(call) if concurrency::is_call_of(&call.func, "flat"));
    if is_flat {
        let outputs = quiet(expr);
        *expr = syn::parse_quote!(#outputs);
    }
}

/// The same name, hygienic, so that it differs from every name of the user's.
pub(crate) fn hygienic(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::mixed_site());
    name
}

/// Tokens at a place, so that an error in them is reported there. They resolve as before.
pub(super) fn spanned_at(tokens: TokenStream, span: Span) -> TokenStream {
    tokens::mapped(tokens, &mut |mut token| {
        token.set_span(token.span().located_at(span));
        token
    })
}
