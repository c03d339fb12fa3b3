//! From a function's body to a [`Machine`]: blocks of straight code that end in an await, a branch or a
//! jump, and the bindings that are alive between them.
//!
//! Five passes, each in its file: [`mark`] numbers the awaits and finds the values that are held across
//! one; [`split`] finds the structs that are moved out of field by field; [`build`] cuts the body into blocks; [`flow`] and [`live`] find what is alive where; [`states`]
//! decides which blocks become states and under which names the bindings are emitted.

pub(crate) mod blocks;
mod build;
mod flow;
mod live;
mod mark;
pub(crate) mod split;
mod states;

use proc_macro2::Ident;
use syn::{Block, Item};

use crate::hygiene::{self, Bindings};
use crate::lower::blocks::Blocks;
use crate::lower::live::Live;
use crate::lower::split::Split;
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
    pub(crate) split: Split,
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
    let split = split::split(&body, &mut bindings);
    let mut blocks = build::build(body.clone(), &bindings);
    blocks.thread_jumps();
    let graph = flow::graph(&blocks, &parameters, bindings.len(), &split);
    let live = live::analyze(&graph, &split);
    let names = states::names(&bindings, &live);
    let states = states::states(&blocks, &points, &graph);
    Machine {
        bindings,
        parameters,
        points,
        blocks,
        split,
        live,
        states,
        marked: body,
        items,
        names,
    }
}

impl Machine {
    /// The first await after which a binding is still needed.
    pub(crate) fn point_after_which_is_alive(&self, binding: usize) -> Option<&Point> {
        let points = self.points.iter().zip(&self.states.after_point);
        points
            .filter(|(_, block)| {
                States::live_after(**block, &self.live).is_some_and(|live| live.contains(&binding))
            })
            .map(|(point, _)| point)
            .next()
    }
}
