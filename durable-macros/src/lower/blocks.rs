//! The blocks that a body is cut into: straight code, and its end.

use std::collections::BTreeMap;

use syn::{Expr, Item, Lifetime, Pat, Stmt};

use crate::bindings::bindings_in;
use crate::ids::{BindingId, BlockId, Id as _, IdVec, PointId, ScopeId, UnitId};
use crate::model::{Name, label_name};

/// A loop or labelled block around code that is cut into blocks itself: where its `break` and `continue` lead.
#[derive(Debug, Clone)]
pub(crate) struct Breakable {
    pub(crate) label: Option<Name>,
    pub(crate) after: BlockId,
    /// The head of a loop; `None` for a labelled block.
    pub(crate) head: Option<BlockId>,
    /// The destination of a `break`'s value.
    pub(crate) to: Destination,
}

/// The destination of an expression's value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Destination {
    Nowhere,
    Binding(BindingId),
    Caller,
}

/// The innermost loop or block that a `break` or `continue` belongs to, of some that are in the order of nesting.
pub(crate) fn find_breakable<'a>(
    breakables: &'a [Breakable],
    label: Option<&Lifetime>,
) -> Option<&'a Breakable> {
    breakables.iter().rev().find(|breakable| match label {
        Some(label) => breakable.label.as_ref() == Some(&label_name(label)),
        None => breakable.head.is_some(),
    })
}

/// Straight code, and its end.
#[derive(Debug)]
pub(crate) struct BasicBlock {
    /// Its kind, for its name: `while`, `after_if`, …
    pub(crate) kind: &'static str,
    pub(crate) instructions: Vec<Instruction>,
    pub(crate) end: End,
    /// The loops and labelled blocks around it that are cut into blocks themselves.
    pub(crate) breakables: Vec<Breakable>,
    /// The blocks of the user's around it that hold items of their own; see [`Blocks::scopes`].
    pub(crate) scopes: Vec<ScopeId>,
    /// All blocks of the user's around it, by their numbers; the unit's body comes first. A variable that is declared in
    /// one lives until it ends.
    pub(crate) braces: Vec<u32>,
}

/// A piece of straight code.
#[derive(Debug, Clone)]
pub(crate) enum Instruction {
    /// A statement of the user's, without awaits.
    Statement(Stmt),
    /// Sets a binding to a value.
    Set { binding: BindingId, value: Expr },
}

/// The bindings that an instruction declares.
pub(crate) fn declared_by(instruction: &Instruction) -> Vec<BindingId> {
    match instruction {
        Instruction::Statement(Stmt::Local(local)) => bindings_in(&local.pat),
        Instruction::Statement(_) => Vec::new(),
        Instruction::Set { binding, .. } => vec![*binding],
    }
}

/// The end of a block: where it leads.
#[derive(Debug)]
pub(crate) enum End {
    Goto(BlockId),
    If {
        condition: Expr,
        then: BlockId,
        otherwise: BlockId,
    },
    Match {
        value: Expr,
        arms: Vec<(Pat, BlockId)>,
    },
    /// `let pattern = value else { otherwise };`
    LetElse {
        statement: syn::Local,
        otherwise: BlockId,
        next: BlockId,
    },
    /// Waits for `operation` at a point; `next` begins with its output.
    Await {
        point: PointId,
        operation: Expr,
        next: BlockId,
    },
    Return(Option<Expr>),
    /// The code before it never ends.
    Never,
}

/// The blocks of a body; the first one is its start.
#[derive(Debug)]
pub(crate) struct Blocks {
    pub(crate) all: IdVec<BlockId, BasicBlock>,
    /// The constants, functions and imports of nested blocks, by block: they are visible only there.
    pub(crate) scopes: IdVec<ScopeId, Vec<Item>>,
    /// The user's block in which each binding of the unit is declared, by its number.
    pub(crate) declared_in: BTreeMap<BindingId, u32>,
}

/// The number of a unit's body among the user's blocks. Those within it get the following numbers.
pub(crate) fn braces_of_unit(unit: UnitId) -> u32 {
    u32::try_from(unit.index() << 16).expect("a function has less `async` blocks")
}

impl Blocks {
    /// The blocks that a block's end leads to.
    pub(crate) fn successors(&self, block: BlockId) -> Vec<BlockId> {
        match &self.all[block].end {
            End::Goto(next) | End::Await { next, .. } => vec![*next],
            End::If {
                then, otherwise, ..
            } => vec![*then, *otherwise],
            End::Match { arms, .. } => arms.iter().map(|(_, block)| *block).collect(),
            End::LetElse {
                otherwise, next, ..
            } => vec![*otherwise, *next],
            End::Return(_) | End::Never => Vec::new(),
        }
    }

    /// Leads every jump past blocks that only jump on.
    pub(crate) fn thread_jumps(&mut self) {
        let targets: IdVec<BlockId, BlockId> = self
            .all
            .ids()
            .map(|block| self.final_target(block))
            .collect();
        for code in self.all.values_mut() {
            match &mut code.end {
                End::Goto(next) => *next = targets[*next],
                End::If {
                    then, otherwise, ..
                } => {
                    *then = targets[*then];
                    *otherwise = targets[*otherwise];
                }
                End::Match { arms, .. } => arms
                    .iter_mut()
                    .for_each(|(_, block)| *block = targets[*block]),
                End::LetElse {
                    otherwise, next, ..
                } => {
                    *otherwise = targets[*otherwise];
                    *next = targets[*next];
                }
                // The block after an await takes its output, so it stays a block of its own.
                End::Await { .. } | End::Return(_) | End::Never => {}
            }
            for breakable in &mut code.breakables {
                breakable.after = targets[breakable.after];
                breakable.head = breakable.head.map(|head| targets[head]);
            }
        }
    }

    fn final_target(&self, mut block: BlockId) -> BlockId {
        // A loop of nothing but jumps (`loop {}` around nothing) must not hang the compiler.
        for _ in 0..self.all.len() {
            match &self.all[block] {
                BasicBlock {
                    instructions,
                    end: End::Goto(next),
                    ..
                } if instructions.is_empty() && *next != block && !self.enters(block, *next) => {
                    block = *next;
                }
                _ => break,
            }
        }
        block
    }

    /// Whether the way from `block` to `next` enters a block of the user's: a loop's body begins again there.
    fn enters(&self, block: BlockId, next: BlockId) -> bool {
        self.all[next].braces.len() > self.all[block].braces.len()
    }
}
