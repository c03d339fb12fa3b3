//! Code that must end before the code after it: a block of the user's with its variables, and a `match` or an `if let`
//! with its scrutinee. A state that goes through both emits the former in a labelled block, and the latter after it:
//!
//! ```text
//! let value_1;
//! 'before_4: {
//!     match queue.lock().unwrap().pop() {
//!         Some(job) => { value_1 = job; break 'before_4; }
//!         None => { await_sleep_1.begin(sleep(MINUTE)); break 'state __At::sleep_1; }
//!     }
//! }
//! let job = value_1;
//! ```

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Expr, Lifetime, Stmt};

use super::unit::{Arms, Scope};
use crate::bindings::{binding_of_path, bindings_in, bindings_in_condition};
use crate::ids::{BindingId, BlockId};
use crate::lower::blocks::{End, Instruction, declared_by};
use crate::operands;

impl Arms<'_> {
    /// The exit to a block that is emitted after the surrounding block of the user's.
    pub(super) fn before(&self, target: BlockId) -> Option<TokenStream> {
        let label = behind(target);
        let is_behind = self.behind.borrow().contains(&target);
        is_behind.then(|| quote!(break #label;))
    }

    /// Emits a block that is no state, here.
    pub(super) fn go_on(&self, target: BlockId, scope: &Scope) -> TokenStream {
        let all = &self.unit.blocks.all;
        let depth = all[scope.block].braces.len();
        self.entered(target, depth.min(all[target].braces.len()), scope)
    }

    /// Emits the `if` or the `match` that a block ends with, and the code after it. `looks` tells whether its scrutinee
    /// may have made temporaries.
    pub(super) fn before_rest_of(
        &self,
        block: BlockId,
        looks: bool,
        scope: &Scope,
        emit: impl FnOnce(&Scope) -> TokenStream,
    ) -> TokenStream {
        let (targets, depth) = (
            self.unit.blocks.successors(block),
            self.unit.blocks.all[block].braces.len(),
        );
        let mut region = Region::of(self, Vec::new(), &targets, depth, |path| {
            looks || self.binds(block, path) || self.declare_any(path)
        });
        if looks && self.lends_temporary(block) {
            self.before_states(&mut region, block, &targets);
        }
        self.before_rest(region, scope, emit)
    }

    /// Whether the end of a block inspects a borrow of a temporary: the temporary lives as long as that, and may borrow
    /// a local that the next state is given.
    fn lends_temporary(&self, block: BlockId) -> bool {
        match &self.unit.blocks.all[block].end {
            End::Match { value, .. } => lends_temporary(value),
            End::If { condition, .. } => looked_at(condition).into_iter().any(lends_temporary),
            _ => false,
        }
    }

    /// Adds the states after the region, unless they need its declarations.
    fn before_states(&self, region: &mut Region, block: BlockId, targets: &[BlockId]) {
        let mut ways: BTreeMap<BlockId, Vec<BlockId>> = BTreeMap::new();
        let mut left: Vec<(BlockId, Vec<BlockId>)> = targets
            .iter()
            .map(|target| (*target, vec![block]))
            .collect();
        while let Some((target, path)) = left.pop() {
            if self.behind.borrow().contains(&target) || region.after.contains_key(&target) {
                continue;
            }
            if self.unit.states.of(target).is_some() {
                ways.entry(target).or_default().extend(path);
                continue;
            }
            let path = [&path[..], &[target]].concat();
            let next = self.unit.blocks.successors(target).into_iter();
            left.extend(next.map(|next| (next, path.clone())));
        }
        for (state, path) in ways {
            let needed = self.unit.live.at(state);
            let (set, declared) = self.made_in(&path);
            if declared.iter().any(|binding| {
                let machine = self.emitter.machine;
                machine.needs_of(needed, *binding)
            }) {
                continue;
            }
            let set = set.into_iter().filter(|binding| needed.contains(binding));
            region.results.extend(set);
            region.after.insert(state, path);
        }
    }

    /// The bindings that blocks assign, and those that they declare otherwise. The bindings of the first block's instructions
    /// are there before.
    fn made_in(&self, path: &[BlockId]) -> (BTreeSet<BindingId>, BTreeSet<BindingId>) {
        let (mut set, mut declared) = (BTreeSet::new(), BTreeSet::new());
        for block in path {
            let code = &self.unit.blocks.all[*block];
            let instructions = code.instructions.iter().filter(|_| *block != path[0]);
            for instruction in instructions {
                match instruction {
                    Instruction::Set { .. } => set.extend(declared_by(instruction)),
                    Instruction::Statement(_) => declared.extend(declared_by(instruction)),
                }
            }
            match &code.end {
                End::Match { arms, .. } => {
                    declared.extend(arms.iter().flat_map(|(pattern, _)| bindings_in(pattern)));
                }
                End::If { condition, .. } => declared.extend(bindings_in_condition(condition)),
                End::LetElse { statement, .. } => declared.extend(bindings_in(&statement.pat)),
                _ => {}
            }
        }
        (set, declared)
    }

    /// Emits a block that is in more than `depth` blocks of the user's, each of which ends with its variables before
    /// the code after it.
    pub(super) fn entered(&self, block: BlockId, depth: usize, scope: &Scope) -> TokenStream {
        if depth >= self.unit.blocks.all[block].braces.len() {
            return self.block(block, scope);
        }
        let next = self.unit.blocks.successors(block);
        let region = Region::of(self, vec![block], &next, depth, |path| {
            self.declare_any(path)
        });
        self.before_rest(region, scope, |scope| self.entered(block, depth + 1, scope))
    }

    /// Emits the code of a region, and after it the code that follows, for its variables, and the scrutinee of a
    /// `match` in it, are dropped before.
    fn before_rest(
        &self,
        region: Region,
        scope: &Scope,
        emit: impl FnOnce(&Scope) -> TokenStream,
    ) -> TokenStream {
        if region.after.is_empty() {
            return emit(scope);
        }
        let mut scope = scope.clone();
        let mut begin = TokenStream::new();
        for (after, path) in &region.after {
            let needed = self.unit.live.at(*after);
            begin.extend(self.had_outside(path, needed, &region.alive, &mut scope));
        }
        for binding in &region.results {
            let (pattern, announced) = (self.pattern(*binding), self.announced(*binding));
            begin.extend(quote!(let #pattern; #announced));
        }
        let around = self.outside.borrow().clone();
        self.outside.borrow_mut().extend(&region.results);
        self.behind.borrow_mut().extend(region.after.keys());
        let mut tokens = emit(&scope);
        // Another state that sets one of them has a variable of its own.
        self.outside.replace(around);
        for binding in region.results {
            self.declare(binding, &mut scope);
        }
        for after in region.after.into_keys() {
            self.behind.borrow_mut().remove(&after);
            let label = behind(after);
            let rest = match self.unit.states.of(after) {
                Some(_) => self.goto(after, &scope),
                None => self.block(after, &scope),
            };
            tokens = quote!(#label: { #tokens } #rest);
        }
        quote!(#begin #tokens)
    }

    /// Whether blocks, one after the other, declare variables that have to end with a block of the user's.
    fn declare_any(&self, path: &[BlockId]) -> bool {
        path.iter().enumerate().any(|(index, block)| {
            let instructions = &self.unit.blocks.all[*block].instructions;
            let is_local = |instruction: &Instruction| {
                matches!(instruction, Instruction::Statement(Stmt::Local(_)))
            };
            instructions.iter().any(is_local) || self.binds(*block, &path[index + 1..])
        })
    }

    /// Whether the end of a block binds variables for the next one that don't just pass one of them on.
    fn binds(&self, block: BlockId, next: &[BlockId]) -> bool {
        let Some(next) = next.first() else {
            return false;
        };
        let bound = match &self.unit.blocks.all[block].end {
            End::If {
                condition, then, ..
            } if then == next => bindings_in_condition(condition),
            End::Match { arms, .. } => {
                let arms = arms.iter().filter(|(_, block)| block == next);
                arms.flat_map(|(pattern, _)| bindings_in(pattern)).collect()
            }
            End::LetElse { statement, .. } => bindings_in(&statement.pat),
            _ => Vec::new(),
        };
        let given_on = match &self.unit.blocks.all[*next].instructions[..] {
            [Instruction::Set { value, .. }] => binding_of_path(value),
            _ => None,
        };
        bound.iter().any(|binding| Some(*binding) != given_on)
    }

    /// Takes the bindings that the blocks of a path use, or declares variables for those that they assign, as far as
    /// they are needed after them.
    fn had_outside(
        &self,
        path: &[BlockId],
        needed: &BTreeSet<BindingId>,
        alive: &BTreeSet<BindingId>,
        scope: &mut Scope,
    ) -> TokenStream {
        let (states, live) = (&self.unit.states, &self.unit.live);
        let defined = path.iter().flat_map(|block| states.redefined(*block, live));
        // A binding that an earlier block of the path uses has a value before that.
        let defined: Vec<BindingId> = defined
            .filter(|binding| needed.contains(binding) && !self.in_scope(*binding, scope))
            .filter(|binding| !self.emitter.machine.needs_of(alive, *binding))
            .collect();
        let mut tokens = TokenStream::new();
        for block in path {
            let mut used = states.touched[*block].clone();
            if !self.unit.blocks.all[*block].scopes.is_empty() {
                // A borrow from outside of the block's items is taken again before them.
                let derived = live.derived_at(*block).iter();
                used.extend(derived.flat_map(|binding| self.unit.derived.roots(*binding)));
            }
            for binding in used {
                // A field is taken with all others of its struct.
                let machine = self.emitter.machine;
                if machine.needs_of(needed, binding)
                    && machine.needs_of(alive, binding)
                    && !defined.contains(&binding)
                {
                    tokens.extend(self.take(binding, alive, scope));
                }
            }
        }
        tokens.extend(self.variables(&defined, scope));
        tokens
    }
}

/// The label of the code that a block is emitted after.
fn behind(block: BlockId) -> Lifetime {
    Lifetime::new(&format!("'before_{block}"), Span::mixed_site())
}

/// The part of the user's code that a state goes through.
#[derive(Default)]
struct Region {
    /// The bindings that are alive where it begins.
    alive: BTreeSet<BindingId>,
    /// The blocks that are emitted after it, each with the path through the region that leads to it.
    after: BTreeMap<BlockId, Vec<BlockId>>,
    /// The values that these are given.
    results: BTreeSet<BindingId>,
}

impl Region {
    /// The part in more than `depth` blocks of the user's: `path`, which continues in `targets`. The code after it is
    /// emitted within it where `ends` says of the path that nothing has to end before.
    fn of(
        arms: &Arms<'_>,
        mut path: Vec<BlockId>,
        targets: &[BlockId],
        depth: usize,
        ends: impl Fn(&[BlockId]) -> bool,
    ) -> Self {
        let begins = if path.is_empty() { targets } else { &path[..1] };
        let alive = begins.iter().flat_map(|block| arms.unit.live.at(*block));
        let mut region = Self {
            alive: alive.copied().collect(),
            ..Self::default()
        };
        region.go(arms, targets, depth, &mut path);
        region.after.retain(|_, path| ends(path));
        for (after, path) in &region.after {
            let instructions = path
                .iter()
                .flat_map(|block| &arms.unit.blocks.all[*block].instructions);
            let set = instructions.filter_map(|instruction| match instruction {
                Instruction::Set { binding, .. } => Some(*binding),
                Instruction::Statement(_) => None,
            });
            let needed = arms.unit.live.at(*after);
            region
                .results
                .extend(set.filter(|binding| needed.contains(binding)));
        }
        region
    }

    /// Each block that is no state is reached in one way.
    fn go(&mut self, arms: &Arms<'_>, targets: &[BlockId], depth: usize, path: &mut Vec<BlockId>) {
        for target in targets.iter().copied() {
            let is_emitted_elsewhere =
                arms.unit.states.of(target).is_some() || arms.behind.borrow().contains(&target);
            if is_emitted_elsewhere {
                continue;
            }
            let blocks = &arms.unit.blocks;
            if blocks.all[target].braces.len() <= depth {
                self.after.insert(target, path.clone());
            } else {
                path.push(target);
                self.go(arms, &blocks.successors(target), depth, path);
                path.pop();
            }
        }
    }
}

/// Whether an expression makes temporaries, which live as long as its value is inspected.
pub(super) fn makes_more(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) => false,
        Expr::Field(field) => makes_more(&field.base),
        Expr::Index(index) => makes_more(&index.expr) || makes_more(&index.index),
        Expr::Reference(reference) => makes_more(&reference.expr),
        Expr::Unary(unary) => makes_more(&unary.expr),
        Expr::Try(attempt) => makes_more(&attempt.expr),
        Expr::Cast(cast) => makes_more(&cast.expr),
        Expr::Paren(paren) => makes_more(&paren.expr),
        Expr::Group(group) => makes_more(&group.expr),
        Expr::Binary(binary) => makes_more(&binary.left) || makes_more(&binary.right),
        Expr::Tuple(tuple) => tuple.elems.iter().any(makes_more),
        Expr::Call(call) => {
            operands::own_function(call).is_none() || call.args.iter().any(makes_more)
        }
        _ => true,
    }
}

/// Whether a method is called on a temporary, which lives as long as the method's result is inspected.
fn lends_temporary(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(call) => {
            let receiver = operands::unwrap_parens(&call.receiver);
            matches!(receiver, Expr::MethodCall(_) | Expr::Call(_)) || lends_temporary(receiver)
        }
        Expr::Field(field) => lends_temporary(&field.base),
        Expr::Index(index) => lends_temporary(&index.expr),
        Expr::Reference(reference) => lends_temporary(&reference.expr),
        Expr::Unary(unary) => lends_temporary(&unary.expr),
        Expr::Try(attempt) => lends_temporary(&attempt.expr),
        Expr::Paren(paren) => lends_temporary(&paren.expr),
        Expr::Group(group) => lends_temporary(&group.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().any(lends_temporary),
        _ => false,
    }
}

/// The scrutinees of a condition's patterns.
pub(super) fn looked_at(condition: &Expr) -> Vec<&Expr> {
    match condition {
        Expr::Let(condition) => vec![&*condition.expr],
        Expr::Binary(binary) => [looked_at(&binary.left), looked_at(&binary.right)].concat(),
        Expr::Paren(paren) => looked_at(&paren.expr),
        Expr::Group(group) => looked_at(&group.expr),
        _ => Vec::new(),
    }
}
