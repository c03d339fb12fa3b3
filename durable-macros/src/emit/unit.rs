//! The facts about one unit that its emission needs, and those about the place where code is emitted: [`Arms`] and
//! [`Scope`].

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;

use super::emitter::{Emitter, quiet, variable};
use crate::hygiene::Restore;
use crate::ids::{BindingId, BlockId, ScopeId, UnitId};
use crate::lower::Unit;
use crate::lower::blocks::braces_of_unit;
use crate::model::ident;

/// The names that can be used where code is emitted.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// The bindings that are variables.
    pub(super) variables: BTreeSet<BindingId>,
    /// The user's blocks with items in scope.
    pub(super) items: Vec<ScopeId>,
    /// The block that the state begins with.
    pub(super) state: BlockId,
    /// The block that is being emitted.
    pub(super) block: BlockId,
}

/// Emits the states of one unit: of the function's body, or of an `async` block.
pub(super) struct Arms<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    pub(super) unit: &'a Unit,
    /// The number of the `async` block; 0 for the function's body.
    pub(super) number: UnitId,
    /// The bindings that stay in the frame of the `async` block.
    pub(super) kept: BTreeSet<BindingId>,
    /// The blocks that are emitted after the blocks of the user's that lead to them.
    pub(super) behind: RefCell<BTreeSet<BlockId>>,
    /// The bindings that are set within such a block and have their variables outside of it.
    pub(super) outside: RefCell<BTreeSet<BindingId>>,
}

impl Arms<'_> {
    /// The return value of a step with the value of the function or of the `async` block.
    pub(super) fn returned(&self, value: Option<&Expr>) -> TokenStream {
        match &self.unit.block {
            None => quote!(__TypeOk::returned(#value)),
            Some(block) => {
                let value = value.map_or_else(|| quote!(()), ToTokens::to_token_stream);
                let witness = Emitter::block_ident(self.number);
                if block.tries {
                    let witness = quiet(&quote!(&#witness));
                    quote!(#witness.__durable_returned(#value))
                } else {
                    quote!(__durable::Flow::Done(#value))
                }
            }
        }
    }

    /// What a step returns that ends at an await, where these locals are stored.
    pub(super) fn waiting(&self, locals: &TokenStream) -> TokenStream {
        let step = &self.emitter.own.step;
        match &self.unit.block {
            None => quote!(#step.__durable_park(#locals)),
            Some(block) if block.tries => {
                let witness = Emitter::block_ident(self.number);
                let witness = quiet(&quote!(&#witness));
                quote!(#witness.__durable_waiting(#step.__durable_park_block(#locals)))
            }
            Some(_) => quote!(#step.__durable_park_block(#locals)),
        }
    }

    /// The marker after a variable in functions with sets of tasks. See the runtime's `Variable`.
    pub(super) fn announced(&self, binding: BindingId) -> TokenStream {
        if !self.emitter.has_sets {
            return TokenStream::new();
        }
        let (block, variable) = (self.block_of(binding), variable(binding));
        let announced = ident("__announced", Span::mixed_site());
        let captures = self.unit.block.as_ref().map(|block| &block.captures);
        if captures.is_some_and(|captures| captures.contains(&binding)) {
            quote!(let #announced = __durable::Variable::captured(&__MANIFEST, #block, #variable);)
        } else {
            quote!(let #announced = __durable::Variable::new(&__MANIFEST, #block, #variable);)
        }
    }

    /// The user's block that declares a binding; the body for a capture of an `async` block.
    fn block_of(&self, binding: BindingId) -> u32 {
        let declared = self.unit.blocks.declared_in.get(&binding);
        declared.copied().unwrap_or(braces_of_unit(self.number))
    }

    /// Whether a binding can be named: it is a variable, or a field of one.
    pub(super) fn in_scope(&self, binding: BindingId, scope: &Scope) -> bool {
        let mut owners = self.emitter.machine.split.owners(binding);
        scope.variables.contains(&binding) || owners.any(|owner| scope.variables.contains(&owner))
    }

    /// Whether a binding is a copy of a value that is used elsewhere, so that it must stay unchanged.
    pub(super) fn is_watched(&self, binding: BindingId) -> bool {
        self.kept.contains(&binding) && self.emitter.machine.has_copy_of(self.number, binding)
    }

    /// The variable that passes a binding to other states.
    pub(super) fn place_of(&self, binding: BindingId) -> Ident {
        if self.kept.contains(&binding) {
            self.emitter.captured_ident(binding)
        } else {
            self.emitter.places[&binding].ident.clone()
        }
    }

    pub(super) fn restore(&self) -> Restore<'_> {
        Restore {
            names: &self.emitter.machine.names.idents,
            apart: &self.emitter.machine.names.apart,
            bindings: &self.emitter.machine.bindings,
            defines: true,
        }
    }
}
