//! Liveness: the bindings at each place with a value that may still be used before it is replaced. Backward, to a fixed
//! point, over the [`Graph`].

use std::collections::{BTreeMap, BTreeSet};

use crate::bindings::Bindings;
use crate::ids::{BindingId, BlockId, Id, IdVec, NodeId, UnitId};
use crate::lower::derived::Derived;
use crate::lower::flow::{Access, Graph};
use crate::lower::split::Split;

/// A set of bindings, and of names that are no local's.
#[derive(Clone, Debug, Default, PartialEq)]
struct Set {
    bindings: Bits,
    names: Bits,
}

impl Set {
    fn empty(graph: &Graph) -> Self {
        Self {
            bindings: Bits::empty(graph.declared.len()),
            names: Bits::empty(graph.foreign.len()),
        }
    }

    fn unite(&mut self, other: &Self) {
        self.bindings.unite(&other.bindings);
        self.names.unite(&other.names);
    }

    fn bindings(&self) -> BTreeSet<BindingId> {
        self.bindings.all().map(BindingId::of).collect()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Bits(Vec<u64>);

impl Bits {
    fn empty(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn insert(&mut self, item: impl Id) {
        let bit = item.index();
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn remove(&mut self, item: impl Id) {
        let bit = item.index();
        self.0[bit / 64] &= !(1 << (bit % 64));
    }

    fn contains(&self, item: impl Id) -> bool {
        let bit = item.index();
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn unite(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len() * 64).filter(|bit| self.0[bit / 64] >> (bit % 64) & 1 == 1)
    }
}

#[derive(Debug)]
pub(crate) struct Live {
    at_entry: IdVec<BlockId, BTreeSet<BindingId>>,
    derived_at_entry: IdVec<BlockId, BTreeSet<BindingId>>,
    named_after_declaration: IdVec<BindingId, BTreeSet<BindingId>>,
    hides: BTreeSet<BindingId>,
    after_async_block: BTreeMap<UnitId, BTreeSet<BindingId>>,
}

impl Live {
    /// The bindings that are alive where a block begins, except for derived ones.
    pub(crate) fn at(&self, block: BlockId) -> &BTreeSet<BindingId> {
        &self.at_entry[block]
    }

    /// The bindings that are alive where a block begins and are derived there from others.
    pub(crate) fn derived_at(&self, block: BlockId) -> &BTreeSet<BindingId> {
        &self.derived_at_entry[block]
    }

    /// The bindings that may still be named after `binding` is declared: used, or given a new value.
    pub(crate) fn beside(&self, binding: BindingId) -> &BTreeSet<BindingId> {
        &self.named_after_declaration[binding]
    }

    /// Whether the name of `binding` may name something other than a local after `binding` is declared.
    pub(crate) fn hides(&self, binding: BindingId) -> bool {
        self.hides.contains(&binding)
    }

    /// The `async` blocks that are made here, each with the bindings that are alive right after that.
    pub(crate) fn after_async_blocks(
        &self,
    ) -> impl Iterator<Item = (UnitId, &BTreeSet<BindingId>)> {
        self.after_async_block
            .iter()
            .map(|(number, alive)| (*number, alive))
    }
}

/// The predecessors of each node of the graph.
fn predecessors(graph: &Graph) -> IdVec<NodeId, Vec<NodeId>> {
    let mut predecessors: IdVec<NodeId, Vec<NodeId>> = IdVec::filled(graph.nodes.len(), Vec::new());
    for (node, info) in graph.nodes.iter() {
        for next in &info.next {
            predecessors[*next].push(node);
        }
    }
    predecessors
}

fn alive(graph: &Graph) -> IdVec<NodeId, Set> {
    backward(graph, &predecessors(graph), |set, access| match access {
        Access::Nothing | Access::Foreign(_) => {}
        Access::Use(binding) => set.bindings.insert(binding),
        Access::Define(binding) | Access::Declare(binding) => set.bindings.remove(binding),
    })
}

/// The bindings that are alive where a binding that they are derived from is assigned: a reference may be changed to
/// point elsewhere while its old target is borrowed.
pub(crate) fn stale(graph: &Graph, derived: &Derived) -> BTreeSet<BindingId> {
    if derived.is_empty() {
        return BTreeSet::new();
    }
    let alive = alive(graph);
    let mut stale = BTreeSet::new();
    for (node, info) in graph.nodes.iter() {
        if let Access::Define(source) = info.access {
            let living = after(graph, &alive, node).bindings();
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
    let named = backward(graph, &predecessors(graph), |set, access| match access {
        Access::Nothing => {}
        Access::Use(binding) | Access::Define(binding) => set.bindings.insert(binding),
        Access::Declare(binding) => set.bindings.remove(binding),
        Access::Foreign(name) => set.names.insert(name),
    });
    let named_after = |binding: BindingId| {
        graph.declared[binding].map_or_else(|| Set::empty(graph), |node| after(graph, &named, node))
    };
    let (mut at_entry, mut derived_at_entry) = (IdVec::default(), IdVec::default());
    for entry in graph.entries.values() {
        let items = alive[*entry].bindings();
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
        named_after_declaration: bindings
            .ids()
            .map(|binding| named_after(binding).bindings())
            .collect(),
        hides: bindings
            .ids()
            .filter(|binding| {
                let own = bindings.get(*binding).bare_name();
                let mut foreign = graph.foreign.iter();
                let foreign = foreign.find(|(_, name)| *name == own);
                foreign.is_some_and(|(name, _)| named_after(*binding).names.contains(name))
            })
            .collect(),
        after_async_block: graph
            .async_blocks
            .iter()
            .map(|(number, node)| (*number, after(graph, &alive, *node).bindings()))
            .collect(),
    }
}

/// The facts that hold where each node begins, computed from those after it, to a fixed point.
fn backward(
    graph: &Graph,
    predecessors: &IdVec<NodeId, Vec<NodeId>>,
    happens: impl Fn(&mut Set, Access),
) -> IdVec<NodeId, Set> {
    let mut holds: IdVec<NodeId, Set> = IdVec::filled(graph.nodes.len(), Set::empty(graph));
    // Later nodes come later in the code, mostly: from the back, one pass does nearly all.
    let mut left: Vec<NodeId> = graph.nodes.ids().collect();
    let mut queued: IdVec<NodeId, bool> = IdVec::filled(graph.nodes.len(), true);
    while let Some(node) = left.pop() {
        queued[node] = false;
        let mut set = after(graph, &holds, node);
        happens(&mut set, graph.nodes[node].access);
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

fn after(graph: &Graph, alive: &IdVec<NodeId, Set>, node: NodeId) -> Set {
    let mut set = Set::empty(graph);
    for next in &graph.nodes[node].next {
        set.unite(&alive[*next]);
    }
    set
}
