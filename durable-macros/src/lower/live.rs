//! Which bindings are alive where: whose value may still be used before it is replaced. Backward, to a
//! fixed point, over the [`Graph`].

use std::collections::{BTreeMap, BTreeSet};

use crate::bindings::Bindings;
use crate::lower::blocks::BlockId;
use crate::lower::derived::Derived;
use crate::lower::flow::{Event, Graph, NodeId};
use crate::lower::split::Split;

/// A set of bindings.
#[derive(Clone, Debug, PartialEq)]
struct Set(Vec<u64>);

impl Set {
    fn empty(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn insert(&mut self, item: usize) {
        self.0[item / 64] |= 1 << (item % 64);
    }

    fn remove(&mut self, item: usize) {
        self.0[item / 64] &= !(1 << (item % 64));
    }

    fn unite(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn items(&self) -> BTreeSet<usize> {
        (0..self.0.len() * 64)
            .filter(|item| self.0[item / 64] >> (item % 64) & 1 == 1)
            .collect()
    }
}

#[derive(Debug)]
pub(crate) struct Live {
    at_entry: Vec<BTreeSet<usize>>,
    derived_at_entry: Vec<BTreeSet<usize>>,
    named_after_declaration: Vec<BTreeSet<usize>>,
    hides: BTreeSet<usize>,
    after_async_block: BTreeMap<usize, BTreeSet<usize>>,
}

impl Live {
    /// The bindings that are alive where a block begins, but for the derived ones.
    pub(crate) fn at(&self, block: BlockId) -> &BTreeSet<usize> {
        &self.at_entry[block]
    }

    /// The bindings that are alive where a block begins and are derived there from others.
    pub(crate) fn derived_at(&self, block: BlockId) -> &BTreeSet<usize> {
        &self.derived_at_entry[block]
    }

    /// The bindings that may still be named after `binding` is declared: used, or given a new value.
    pub(crate) fn beside(&self, binding: usize) -> &BTreeSet<usize> {
        &self.named_after_declaration[binding]
    }

    /// Whether the name of `binding` may stand for something that is no local after `binding` is declared.
    pub(crate) fn hides(&self, binding: usize) -> bool {
        self.hides.contains(&binding)
    }

    /// The `async` blocks that are made here, each with the bindings that are alive right after that.
    pub(crate) fn after_async_blocks(&self) -> impl Iterator<Item = (usize, &BTreeSet<usize>)> {
        self.after_async_block
            .iter()
            .map(|(number, alive)| (*number, alive))
    }
}

/// What happens before each node of the graph.
fn predecessors(graph: &Graph) -> Vec<Vec<NodeId>> {
    let mut predecessors: Vec<Vec<NodeId>> = vec![Vec::new(); graph.nodes.len()];
    for (node, info) in graph.nodes.iter().enumerate() {
        for next in &info.next {
            predecessors[*next].push(node);
        }
    }
    predecessors
}

fn alive(graph: &Graph) -> Vec<Set> {
    backward(graph, &predecessors(graph), |set, event| match event {
        Event::Nothing | Event::Foreign(_) => {}
        Event::Use(binding) => set.insert(binding),
        Event::Define(binding) | Event::Declare(binding) => set.remove(binding),
    })
}

/// The bindings that are alive where something gets a new value from which they are derived: a reference
/// may be made to point elsewhere while what it pointed to is borrowed.
pub(crate) fn stale(graph: &Graph, derived: &Derived) -> BTreeSet<usize> {
    if derived.is_empty() {
        return BTreeSet::new();
    }
    let alive = alive(graph);
    let mut stale = BTreeSet::new();
    for (node, info) in graph.nodes.iter().enumerate() {
        if let Event::Define(source) = info.event {
            let living = after(graph, &alive, node).items();
            stale.extend(
                living
                    .into_iter()
                    .filter(|binding| derived.is_from(*binding, source)),
            );
        }
    }
    stale
}

pub(crate) fn analyze(
    graph: &Graph,
    bindings: &Bindings,
    split: &Split,
    derived: &Derived,
) -> Live {
    let alive = alive(graph);
    let named = backward(graph, &predecessors(graph), |set, event| match event {
        Event::Nothing => {}
        Event::Use(binding) | Event::Define(binding) => set.insert(binding),
        Event::Declare(binding) => set.remove(binding),
        Event::Foreign(name) => set.insert(graph.bindings + name),
    });
    let named_after = |binding: usize| {
        graph.declared[binding]
            .map_or_else(BTreeSet::new, |node| after(graph, &named, node).items())
    };
    let (mut at_entry, mut derived_at_entry) = (Vec::new(), Vec::new());
    for entry in &graph.entries {
        let items = alive[*entry].items();
        let (from_others, mut own) = items
            .into_iter()
            .partition(|binding| derived.contains(*binding));
        split.normalize(&mut own);
        at_entry.push(own);
        derived_at_entry.push(from_others);
    }
    Live {
        at_entry,
        derived_at_entry,
        named_after_declaration: (0..graph.bindings)
            .map(|binding| {
                let mut names = named_after(binding);
                names.retain(|other| *other < graph.bindings);
                names
            })
            .collect(),
        hides: (0..graph.bindings)
            .filter(|binding| {
                let own = bindings.get(*binding).bare_name();
                let foreign = graph.foreign.iter().position(|name| name == own);
                foreign.is_some_and(|name| named_after(*binding).contains(&(graph.bindings + name)))
            })
            .collect(),
        after_async_block: graph
            .async_blocks
            .iter()
            .map(|(number, node)| (*number, after(graph, &alive, *node).items()))
            .collect(),
    }
}

/// What holds where each node begins, from what happens after it, to a fixed point.
fn backward(
    graph: &Graph,
    predecessors: &[Vec<NodeId>],
    happens: impl Fn(&mut Set, Event),
) -> Vec<Set> {
    let mut holds: Vec<Set> =
        vec![Set::empty(graph.bindings + graph.foreign.len()); graph.nodes.len()];
    // Later nodes come later in the code, mostly: from the back, one pass does nearly all.
    let mut left: Vec<NodeId> = (0..graph.nodes.len()).collect();
    let mut queued = vec![true; graph.nodes.len()];
    while let Some(node) = left.pop() {
        queued[node] = false;
        let mut set = after(graph, &holds, node);
        happens(&mut set, graph.nodes[node].event);
        if set != holds[node] {
            holds[node] = set;
            for predecessor in &predecessors[node] {
                if !std::mem::replace(&mut queued[*predecessor], true) {
                    left.push(*predecessor);
                }
            }
        }
    }
    holds
}

fn after(graph: &Graph, alive: &[Set], node: NodeId) -> Set {
    let mut set = Set::empty(graph.bindings + graph.foreign.len());
    for next in &graph.nodes[node].next {
        set.unite(&alive[*next]);
    }
    set
}
