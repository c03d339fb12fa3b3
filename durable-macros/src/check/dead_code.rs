//! Code that is never reached takes part in the types of the plain function, and is in no state of the compiled one. It must
//! not be what decides the type of a local there.
//!
//! ```text
//! let rate = 100;
//! tell(rate.to_string()).await?;
//! return Ok(());
//! takes_a_byte(rate);
//! ```

use std::collections::BTreeSet;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Local, Pat};

use crate::bindings::{binding_of, bindings_in};
use crate::diagnostics::{self, Mistakes};
use crate::ids::{BindingId, BlockId};
use crate::lower::blocks::{BasicBlock, End, Instruction, declared_by};
use crate::lower::exits;
use crate::lower::{Machine, Unit};
use crate::tokens;

/// No code that is never reached names a local of which the type is known by nothing else for certain: one that is not
/// stored, and of which no type is written.
pub(super) fn decides_no_type(machine: &Machine, mistakes: &mut Mistakes) {
    let stored = machine.stored().into_iter();
    let mut known: BTreeSet<BindingId> = stored
        .map(|binding| machine.split.local(binding))
        .chain(machine.parameters.iter().copied())
        .collect();
    for unit in machine.units.values() {
        let mut typed = Typed(BTreeSet::new());
        typed.visit_block(&unit.marked);
        known.extend(typed.0);
    }
    for unit in machine.units.values() {
        let dead = dead_blocks(unit);
        let declared = dead.iter().flat_map(|block| &block.instructions);
        known.extend(declared.flat_map(declared_by));
        for block in dead {
            for token in tokens::flat(code_of(block)) {
                if let TokenTree::Ident(ident) = &token
                    && let Some(binding) = binding_of(ident)
                    && !machine.bindings.get(binding).temporary
                    // Once is enough.
                    && known.insert(binding)
                {
                    let name = machine.bindings.get(binding).bare_name();
                    mistakes.at_span(ident.span(), diagnostics::type_by_dead_code(name));
                }
            }
        }
    }
}

/// The locals of which a type is written.
struct Typed(BTreeSet<BindingId>);

impl Visit<'_> for Typed {
    fn visit_local(&mut self, local: &Local) {
        if let Pat::Type(typed) = &local.pat {
            self.0.extend(bindings_in(&typed.pat));
        }
        visit::visit_local(self, local);
    }
}

/// The blocks that no way leads to.
fn dead_blocks(unit: &Unit) -> Vec<&BasicBlock> {
    let mut reached = BTreeSet::new();
    let mut left = vec![BlockId::START];
    while let Some(block) = left.pop() {
        if reached.insert(block) {
            left.extend(unit.blocks.successors(block));
            left.extend(exits::targets(&unit.blocks.all[block]));
        }
    }
    let blocks = unit.blocks.all.iter();
    blocks
        .filter(|(number, _)| !reached.contains(number))
        .map(|(_, block)| block)
        .collect()
}

/// All code of a block.
fn code_of(block: &BasicBlock) -> proc_macro2::TokenStream {
    let mut code = proc_macro2::TokenStream::new();
    for instruction in &block.instructions {
        match instruction {
            Instruction::Statement(statement) => statement.to_tokens(&mut code),
            Instruction::Set { value, .. } => value.to_tokens(&mut code),
        }
    }
    match &block.end {
        End::If { condition, .. } => condition.to_tokens(&mut code),
        End::Match { value, arms } => {
            value.to_tokens(&mut code);
            for (pattern, _) in arms {
                pattern.to_tokens(&mut code);
            }
        }
        End::LetElse { statement, .. } => statement.to_tokens(&mut code),
        End::Await { operation, .. } => operation.to_tokens(&mut code),
        End::Return(value) => value.to_tokens(&mut code),
        End::Goto(_) | End::Never => {}
    }
    code
}
