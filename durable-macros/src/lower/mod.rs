//! From a function's body to a [`Machine`]: blocks of straight code that end in an await, a branch or a
//! jump, and the bindings that are alive between them.
//!
//! Passes, each in its file: [`at_once`] makes `async` blocks that are awaited where they stand a part of the function; [`unused_values`] binds what branches of statements have as values; [`async_blocks`] takes the others out, as units of their own; [`mark`] numbers the awaits and finds the values that are held across
//! one; [`split`] finds the structs that are moved out of field by field; [`build`] cuts the body into blocks; [`flow`] and [`live`] find what is alive where; [`states`]
//! decides which blocks become states and under which names the bindings are emitted.

pub(crate) mod async_blocks;
mod at_once;
pub(crate) mod blocks;
mod build;
pub(crate) mod captures;
mod derive;
pub(crate) mod derived;
pub(crate) mod exits;
mod flow;
pub(crate) mod for_heads;
mod items;
mod lenders;
mod live;
mod looks;
pub(crate) mod mark;
pub(crate) mod patterns;
mod picks;
mod places;
pub(crate) mod receivers;
mod renew;
pub(crate) mod split;
mod states;
mod unused_values;

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, Item, Stmt};

use crate::anchors::{self, Note, Told};
use crate::bindings::{Bindings, binding_of, bindings_in, mentioned};
use crate::hygiene;
use crate::ids::{BindingId, BlockId, IdVec, PointId, UnitId};
use crate::join_sets;
use crate::lower::async_blocks::AsyncBlock;
use crate::lower::blocks::{Blocks, Instruction};
use crate::lower::derived::Derived;
use crate::lower::flow::Surroundings;
use crate::lower::live::Live;
use crate::lower::mark::{GivenName, Point};
use crate::lower::split::Split;
use crate::lower::states::{EmittedNames, States};
use crate::model::Function;
use crate::tokens;

/// The versions of the lowering of which there are checkpoints without a machine: they were a part of fingerprints, and of
/// the digests of some points. Version 1 was not told. There will be no others: a machine's text has all that a lowering
/// decides.
pub(crate) const LOWERINGS: [&str; 4] = ["lowering 2", "lowering 3", "lowering 4", "lowering 5"];

/// How an `async` block captures a binding.
pub(crate) enum Capture<'a> {
    /// The code around the block still needs it.
    Copied,
    /// The block is the only owner.
    Moved,
    /// The block borrows it, but for the fields `but`, which it takes by value. `unclear` is the rest of a call that may take
    /// it by value.
    Lent {
        but: Vec<&'a syn::ExprField>,
        unclear: Option<&'a str>,
    },
}

/// A function, compiled.
pub(crate) struct Machine {
    pub(crate) bindings: Bindings,
    /// The bindings that the parameters are.
    pub(crate) parameters: Vec<BindingId>,
    /// The awaits, and where `async` blocks begin, unit by unit, in the order of the source. The start is
    /// not among them.
    pub(crate) points: IdVec<PointId, Point>,
    pub(crate) split: Split,
    /// The function's body, and then its `async` blocks by their numbers.
    pub(crate) units: IdVec<UnitId, Unit>,
    /// Items of the body that more than one state may name.
    pub(crate) items: Vec<Item>,
    /// The name under which each binding is emitted.
    pub(crate) names: EmittedNames,
    /// What the user tells of locals in instances of older code.
    pub(crate) told: Vec<Told>,
    /// The names that the user gives to awaits, unit by unit.
    pub(crate) given_names: Vec<Vec<GivenName>>,
}

/// The function's body or an `async` block: it has states of its own, and a frame of its own when it runs.
pub(crate) struct Unit {
    /// The body with marks and own names, for the typing pass.
    pub(crate) marked: Block,
    pub(crate) blocks: Blocks,
    pub(crate) derived: Derived,
    pub(crate) live: Live,
    pub(crate) states: States,
    /// The `async` block, if it is one.
    pub(crate) block: Option<AsyncBlock>,
}

/// Compiles a function that has passed the checks.
pub(crate) fn lower(function: &Function) -> Machine {
    let mut body = function.body.clone();
    let (mut bindings, parameters) = hygiene::resolve(&function.parameters, &mut body);
    bindings.has_sets = join_sets::are_in(function);
    let told = anchors::of_locals(&mut body);
    as_read_again(&mut body);
    at_once::take_in(&mut body, &mut bindings);
    unused_values::bind(&mut body);
    let in_macros = hygiene::names::in_local_macros(&body);
    let of_items = hygiene::names::of_inner_items(&body);
    let mut async_blocks = async_blocks::take_out(&mut body, &bindings);
    let blocks = async_blocks.iter().map(|block| &block.body);
    bindings.lenders = lenders::find(std::iter::once(&body).chain(blocks));
    let mut points = IdVec::default();
    let mut given_names = vec![mark::mark(&mut body, &mut bindings, &mut points, None)];
    for (index, block) in async_blocks.iter_mut().enumerate() {
        let unit = UnitId::of_block(index);
        points.push(Point::block(unit, block.text.clone(), block.span));
        let names = mark::mark(&mut block.body, &mut bindings, &mut points, Some(unit));
        given_names.push(names);
    }
    mark::identify(&mut points);
    let items = build::hoist_items(&mut body);
    let types = function
        .parameters
        .iter()
        .map(|parameter| parameter.ty.clone());
    let mut shared = renew::shared_pointers(parameters.iter().copied().zip(types), &body);
    for block in &async_blocks {
        shared.extend(renew::shared_pointers([], &block.body));
    }
    renew::renew(&mut body);
    for block in &mut async_blocks {
        renew::renew(&mut block.body);
    }
    let mut borrows = BTreeSet::new();
    let mut derived = IdVec::default();
    let bodies =
        std::iter::once(&mut body).chain(async_blocks.iter_mut().map(|block| &mut block.body));
    for body in bodies {
        let found = derive::find(body, &mut bindings, &borrows);
        borrows.extend(found.bindings());
        derived.push(found);
    }
    let bodies = std::iter::once(&body).chain(async_blocks.iter().map(|block| &block.body));
    let split = split::split(
        bodies,
        &mut bindings,
        &split::Known {
            borrows: &borrows,
            shared: &shared,
        },
    );
    let mut lowering = Lowering {
        bindings: &bindings,
        points: &points,
        split: &split,
        derived,
        needs: IdVec::filled(async_blocks.len() + 1, BTreeSet::new()),
    };
    // The needs of a block are known before its surroundings are compiled.
    let blocks = async_blocks.into_iter().enumerate().rev();
    let mut units: Vec<Unit> = blocks
        .map(|(index, block)| lowering.async_block(UnitId::of_block(index), block))
        .collect();
    units.push(lowering.unit(UnitId::BODY, body, &parameters, None));
    units.reverse();
    let units = IdVec::from(units);
    let mut mentioned = HashSet::new();
    hygiene::names::all_in(function.body.to_token_stream(), &mut mentioned);
    let used = states::Used {
        mentioned,
        in_macros,
        of_items,
    };
    let lives = units.values().map(|unit| &unit.live);
    let names = states::names(&bindings, &split, &lives, used);
    Machine {
        bindings,
        parameters,
        points,
        split,
        units,
        items,
        names,
        told,
        given_names,
    }
}

/// Turns each `#[expect]` into an `#[allow]`: the expected lint fires in the plain function only.
fn as_read_again(body: &mut Block) {
    struct Expect;
    impl syn::visit_mut::VisitMut for Expect {
        fn visit_attribute_mut(&mut self, attribute: &mut syn::Attribute) {
            crate::model::allow_what_is_expected(attribute);
        }
    }
    syn::visit_mut::VisitMut::visit_block_mut(&mut Expect, body);
}

struct Lowering<'a> {
    bindings: &'a Bindings,
    points: &'a IdVec<PointId, Point>,
    split: &'a Split,
    /// The derived bindings of each unit that is still to be compiled.
    derived: IdVec<UnitId, Derived>,
    /// The bindings that each `async` block needs from around it, as far as they are known.
    needs: IdVec<UnitId, BTreeSet<BindingId>>,
}

impl Lowering<'_> {
    fn async_block(&mut self, number: UnitId, block: AsyncBlock) -> Unit {
        let unit = self.unit(number, block.body.clone(), &[], Some(block));
        self.needs[number].clone_from(unit.live.at(BlockId::START));
        unit
    }

    fn unit(
        &mut self,
        number: UnitId,
        body: Block,
        parameters: &[BindingId],
        block: Option<AsyncBlock>,
    ) -> Unit {
        let mut derived = std::mem::take(&mut self.derived[number]);
        let captures = block
            .as_ref()
            .map_or_else(BTreeSet::new, |block| block.captures.clone());
        let cut = |derived: &Derived| {
            let mut blocks = build::build(number, body.clone(), self.bindings, derived);
            blocks.thread_jumps();
            let around = Surroundings {
                points: self.points,
                parameters,
                captures: &captures,
                bindings: self.bindings,
                split: self.split,
                derived,
                needs: &self.needs,
            };
            let flow = flow::graph(&blocks, &around);
            (blocks, flow)
        };
        let (mut blocks, mut flow) = cut(&derived);
        let stale = live::stale(&flow, &derived);
        if !stale.is_empty() {
            derived.forget(&stale);
            (blocks, flow) = cut(&derived);
        }
        let mut begins = self.points.iter().filter(|(_, point)| point.begins_block);
        let begins = number.block().and_then(|block| begins.nth(block));
        let begins = begins.map(|(point, _)| point);
        Unit {
            marked: body,
            live: live::analyze(&flow, self.bindings, self.split, &derived),
            states: states::states(&blocks, self.points, begins, &flow),
            blocks,
            derived,
            block,
        }
    }
}

impl Unit {
    /// The bindings that some state derives from others.
    pub(crate) fn derived_again(&self) -> BTreeSet<BindingId> {
        let states = self.states.all();
        states
            .flat_map(|(block, _)| self.live.derived_at(block))
            .copied()
            .collect()
    }
}

impl Machine {
    /// The bindings that outlive a state of any unit.
    pub(crate) fn carried(&self) -> BTreeSet<BindingId> {
        let units = self.units.values();
        units
            .flat_map(|unit| unit.states.carried(&unit.live))
            .chain(self.used_by_defaults())
            .collect()
    }

    /// The locals of which defaults are made.
    fn used_by_defaults(&self) -> impl Iterator<Item = BindingId> {
        self.told.iter().flat_map(|told| match &told.note {
            Note::Default(value, _) => mentioned(value),
            _ => BTreeSet::new(),
        })
    }

    /// The bindings that a state hands over to another.
    pub(crate) fn handed_over(&self) -> BTreeSet<BindingId> {
        let units = self.units.values();
        units
            .flat_map(|unit| &unit.states.carried(&unit.live) - &self.kept_in(unit))
            .chain(self.used_by_defaults())
            .collect()
    }

    /// The bindings that have to be stored by a state that has their value.
    pub(crate) fn stored(&self) -> BTreeSet<BindingId> {
        let units = self.units.values();
        units
            .flat_map(|unit| &unit.states.stored(&unit.live) - &self.kept_in(unit))
            .chain(self.used_by_defaults())
            .collect()
    }

    /// The bindings that `async` blocks capture.
    pub(crate) fn captured(&self) -> BTreeSet<BindingId> {
        let blocks = self.units.ids().skip(1);
        blocks
            .flat_map(|block| self.captured_by(block))
            .copied()
            .collect()
    }

    /// The bindings that a block captures and doesn't change: they stay in its frame.
    pub(crate) fn kept_in(&self, unit: &Unit) -> BTreeSet<BindingId> {
        if unit.block.is_none() {
            return BTreeSet::new();
        }
        let captured = unit.live.at(BlockId::START).iter().copied();
        captured
            .filter(|binding| !self.may_change_in(unit, *binding) && !self.split.is_field(*binding))
            .collect()
    }

    /// Whether a block may assign to its copy of a capture: if it has moved it in, or the surrounding code doesn't need
    /// it afterwards.
    pub(crate) fn may_change_in(&self, unit: &Unit, binding: BindingId) -> bool {
        let mut units = self.units.iter();
        let number = units.find(|(_, other)| std::ptr::eq(*other, unit));
        self.bindings.get(binding).mutable
            && number.is_some_and(|(number, _)| !self.is_shared_with(number, binding))
    }

    /// Whether an `async` block has a copy of a value that is still needed around it.
    pub(crate) fn is_shared_with(&self, number: UnitId, binding: BindingId) -> bool {
        let moves = matches!(&self.units[number].block, Some(block) if block.moves);
        !moves && self.is_needed_after(number, binding)
    }

    /// How an `async` block captures a binding, as far as its syntax shows.
    pub(crate) fn capture_of(&self, number: UnitId, binding: BindingId) -> Capture<'_> {
        let block = self.units[number].block.as_ref();
        let by_value = &block.expect("this unit is an `async` block").by_value;
        let (local, path) = (self.split.local(binding), self.split.path(binding));
        if self.is_shared_with(number, binding) && self.needs_same(number, binding) {
            Capture::Copied
        } else if by_value.has(local, &path) {
            Capture::Moved
        } else {
            Capture::Lent {
                but: by_value.parts(local, &path),
                unclear: by_value.unclear(local),
            }
        }
    }

    /// Whether it is certain that an `async` block has a copy of something that is still needed around it.
    pub(crate) fn has_copy_of(&self, number: UnitId, binding: BindingId) -> bool {
        let moves = matches!(&self.units[number].block, Some(block) if block.moves);
        let needed = self.needed_after(number);
        !moves && needed.is_some_and(|needed| self.needs_of(&needed, binding))
    }

    /// Whether the code around an `async` block still needs a captured binding, or a part of it.
    pub(crate) fn is_needed_after(&self, number: UnitId, binding: BindingId) -> bool {
        let needed = self.needed_after(number);
        needed.is_none_or(|needed| self.needs_of(&needed, binding))
    }

    /// Whether the code around an `async` block still needs a captured binding, and not only other fields of its owner.
    pub(crate) fn needs_same(&self, number: UnitId, binding: BindingId) -> bool {
        let is_same = |other: &BindingId| {
            *other == binding
                || self.split.owners(binding).any(|owner| owner == *other)
                || self.split.owners(*other).any(|owner| owner == binding)
        };
        let needed = self.needed_after(number);
        needed.is_none_or(|needed| needed.iter().any(is_same))
    }

    /// Whether a binding, a part of it, or a whole that it is a part of is among these.
    pub(crate) fn needs_of(&self, needed: &BTreeSet<BindingId>, binding: BindingId) -> bool {
        let local = self.split.local(binding);
        needed.iter().any(|other| self.split.local(*other) == local)
    }

    /// The bindings that are needed after an `async` block is made: where it is, and around the enclosing blocks, which
    /// see the same bindings. `None` for a block that a closure makes.
    pub(crate) fn needed_after(&self, number: UnitId) -> Option<BTreeSet<BindingId>> {
        let mut units = self.units.iter();
        let (outer, alive) = units.find_map(|(outer, unit)| {
            let mut made = unit.live.after_async_blocks();
            made.find_map(|(made, alive)| (made == number).then_some((outer, alive)))
        })?;
        let shares = matches!(&self.units[outer].block, Some(block) if !block.moves);
        let mut needed = alive.clone();
        if shares {
            needed.extend(self.needed_after(outer)?);
        }
        Some(needed)
    }

    /// The bindings that are defined in another block than they are declared in.
    pub(crate) fn redefined(&self) -> BTreeSet<BindingId> {
        let units = self.units.values();
        units
            .flat_map(|unit| unit.states.all_redefined(&unit.live))
            .collect()
    }

    /// The bindings alive after a point; `None` when it is never reached.
    pub(crate) fn live_after(&self, point: PointId) -> Option<&BTreeSet<BindingId>> {
        self.units
            .values()
            .find_map(|unit| Some(unit.live.at(unit.states.after_point[point]?)))
    }

    /// The first await after which a binding is still needed, or the beginning of the `async` block that
    /// needs it.
    pub(crate) fn point_after_which_is_alive(&self, binding: BindingId) -> Option<&Point> {
        let points = self.points.iter();
        let mut alive = points.filter(|(point, _)| {
            self.live_after(*point)
                .is_some_and(|live| live.contains(&binding))
        });
        alive.next().map(|(_, point)| point)
    }

    /// Whether a local looks like a `&mut`: it is bound by `ref mut`, or its value is made with `mut` or by a method such
    /// as `get_mut`.
    pub(crate) fn is_mutable_borrow(&self, binding: BindingId) -> bool {
        let blocks = self
            .units
            .values()
            .flat_map(|unit| unit.blocks.all.values());
        let mut locals = blocks
            .flat_map(|block| &block.instructions)
            .filter_map(|instruction| {
                let Instruction::Statement(Stmt::Local(local)) = instruction else {
                    return None;
                };
                let init = local.init.as_ref()?;
                bindings_in(&local.pat)
                    .contains(&binding)
                    .then(|| init.expr.to_token_stream())
            });
        locals.any(names_mut) || {
            let mut find = BoundMutably(binding, false);
            let units = self.units.values();
            units.for_each(|unit| find.visit_block(&unit.marked));
            find.1
        }
    }

    /// The bindings that an `async` block needs from around it.
    pub(crate) fn captured_by(&self, block: UnitId) -> &BTreeSet<BindingId> {
        self.units[block].live.at(BlockId::START)
    }
}

/// Finds a binding that a pattern makes a `&mut`: by `ref mut`, or of a value that is made with `mut`.
struct BoundMutably(BindingId, bool);

impl Visit<'_> for BoundMutably {
    fn visit_pat_ident(&mut self, name: &syn::PatIdent) {
        let by_ref = name.by_ref.is_some() && name.mutability.is_some();
        self.1 |= by_ref && binding_of(&name.ident) == Some(self.0);
        visit::visit_pat_ident(self, name);
    }

    fn visit_expr_match(&mut self, choice: &syn::ExprMatch) {
        let mut arms = choice.arms.iter();
        let binds = arms.any(|arm| bindings_in(&arm.pat).contains(&self.0));
        self.1 |= binds && names_mut(choice.expr.to_token_stream());
        visit::visit_expr_match(self, choice);
    }

    fn visit_expr_let(&mut self, condition: &syn::ExprLet) {
        let binds = bindings_in(&condition.pat).contains(&self.0);
        self.1 |= binds && names_mut(condition.expr.to_token_stream());
        visit::visit_expr_let(self, condition);
    }
}

/// Whether there is a `mut`, or a name such as `iter_mut`, among tokens.
fn names_mut(tokens: TokenStream) -> bool {
    tokens::flat(tokens).any(|token| match token {
        TokenTree::Ident(name) => name == "mut" || name.to_string().ends_with("_mut"),
        _ => false,
    })
}
