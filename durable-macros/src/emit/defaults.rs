//! The defaults of locals (`#[durable(default = …)]`), which an instance of code that did not keep them is given.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::unit::Scope;
use crate::anchors::Note;
use crate::bindings::mentioned;
use crate::ids::{BlockId, UnitId};

impl Emitter<'_> {
    /// Gives each local its default, if the instance needs it and doesn't have it.
    pub(super) fn defaults(&self) -> TokenStream {
        let (step, arms) = (&self.own.step, self.arms(UnitId::BODY));
        let mut tokens = TokenStream::new();
        for told in &self.machine.told {
            // One that is never stored is a mistake.
            let (Note::Default(value, _), Some(place)) = (&told.note, self.places.get(&told.local))
            else {
                continue;
            };
            let used = mentioned(value);
            let copies = used.iter().map(|binding| {
                let name = &self.machine.names.idents[*binding];
                let place = &self.places[binding].ident;
                quote!(let #name = #place.__durable_copy(#step);)
            });
            let scope = Scope {
                variables: used.clone(),
                items: Vec::new(),
                state: BlockId::START,
                block: BlockId::START,
            };
            let (definitions, value) = arms.defined((**value).clone(), &[], &scope);
            let (ident, stored_name) = (&place.ident, &place.stored_name);
            tokens.extend(quote! {
                if #step.__durable_lacks(#stored_name) {
                    #(#copies)*
                    #(#definitions)*
                    #ident.__durable_put(#value);
                }
            });
        }
        tokens
    }
}
