//! From a function's body to a [`Machine`]: blocks of straight code that end in an await, a branch or a
//! jump, and the bindings that are alive between them.
//!
//! Four passes, each in its file: [`mark`] numbers the awaits and finds the values that are held across
//! one; [`build`] cuts the body into blocks; [`flow`] and [`live`] find what is alive where; [`states`]
//! decides which blocks become states and under which names the bindings are emitted.

pub(crate) mod blocks;
mod build;
mod flow;
mod live;
mod mark;
mod states;

use proc_macro2::Ident;
use syn::{Block, Item};

use crate::hygiene::{self, Bindings};
use crate::lower::blocks::Blocks;
use crate::lower::live::Live;
use crate::model::Function;

pub(crate) use crate::lower::mark::Point;
pub(crate) use crate::lower::states::States;

/// A function, compiled.
pub(crate) struct Machine {
    pub(crate) bindings: Bindings,
    /// The bindings that the parameters are.
    pub(crate) parameters: Vec<usize>,
    /// The awaits, in the order of the source. The start is not among them.
    pub(crate) points: Vec<Point>,
    pub(crate) blocks: Blocks,
    pub(crate) live: Live,
    pub(crate) states: States,
    /// The body with marks and own names, for the typing pass.
    pub(crate) marked: Block,
    /// Items of the body that more than one state may name.
    pub(crate) items: Vec<Item>,
    /// The name under which each binding is emitted.
    pub(crate) names: Vec<Ident>,
}

/// Compiles a function that has passed the checks.
pub(crate) fn lower(function: &Function) -> Machine {
    let mut body = function.body.clone();
    let (mut bindings, parameters) = hygiene::resolve(&function.parameters, &mut body);
    let points = mark::mark(&mut body, &mut bindings);
    let items = build::hoist_items(&mut body);
    let mut blocks = build::build(body.clone(), &bindings);
    blocks.thread_jumps();
    let graph = flow::graph(&blocks, bindings.len());
    let live = live::analyze(&graph);
    let names = states::names(&bindings, &live);
    let states = states::states(&blocks, &points, &graph);
    Machine { bindings, parameters, points, blocks, live, states, marked: body, items, names }
}
