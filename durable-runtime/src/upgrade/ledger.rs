//! Why an instance may not continue at a point: what the new code has certainly awaited before it, and what the instance has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::upgrade::address::address_of;
use crate::upgrade::graph::Graph;

/// An await that the instance would miss, make twice, or lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ledger {
    /// The new code has awaited this before the point, and the instance has not.
    Missing(String),
    /// The instance has awaited this, and the new code does so after the point.
    Repeated(String),
    /// The instance has yet to await this, and the new code does so before the point only.
    Lost(String),
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(
                f,
                "the new code has awaited `{what}` before it, and this instance has not"
            ),
            Self::Repeated(what) => write!(
                f,
                "this instance has awaited `{what}` before it, and would do so again"
            ),
            Self::Lost(what) => write!(
                f,
                "this instance was to await `{what}` after it, and would not do so any more"
            ),
        }
    }
}

/// The awaits of a machine.
pub(super) struct Awaits<'a> {
    graph: &'a Graph,
    /// By their nodes.
    all: BTreeMap<usize, Await>,
    /// For each node of the body, the last one that lies on every way to it.
    dominators: BTreeMap<usize, usize>,
}

struct Await {
    /// The operation without its arguments.
    address: String,
    /// The operation as the user knows it.
    shown: String,
}

impl<'a> Awaits<'a> {
    pub(super) fn of(graph: &'a Graph) -> Self {
        let awaits = graph.nodes.iter().enumerate();
        let awaits = awaits.filter(|(_, node)| node.kind == 'w');
        let all = awaits.map(|(at, node)| {
            let address = graph.show(&address_of(&node.code));
            let shown = graph.show(&node.code);
            (at, Await { address, shown })
        });
        Self {
            graph,
            all: all.collect(),
            dominators: graph.dominators(),
        }
    }

    /// Those that every instance has awaited that waits at a node, the last one first.
    fn certain(&self, node: usize) -> impl Iterator<Item = &Await> {
        let mut node = node;
        let on_all_ways = std::iter::from_fn(move || {
            node = *self.dominators.get(&node)?;
            Some(node)
        });
        on_all_ways.filter_map(|node| self.all.get(&node))
    }

    /// The awaits among nodes, but for one.
    fn among(&self, nodes: &BTreeSet<usize>, but: usize) -> BTreeSet<&str> {
        let nodes = nodes.iter().filter(|node| **node != but);
        let awaits = nodes.filter_map(|node| self.all.get(node));
        awaits.map(|found| found.address.as_str()).collect()
    }
}

/// What is known of the awaits before and after two nodes, if an instance that waits at the one can't continue at the other
/// for that.
pub(super) fn ledger(
    (olds, old): (&Awaits<'_>, usize),
    (news, new): (&Awaits<'_>, usize),
) -> Option<Ledger> {
    let (before, after) = (olds.graph.before(old), olds.graph.after(old));
    let (was_before, was_after) = (olds.among(&before, old), olds.among(&after, old));
    let is_before = news.among(&news.graph.before(new), new);
    let is_after = news.among(&news.graph.after(new), new);
    let mut later = after.iter().filter_map(|node| olds.all.get(node));
    let lost = later.find(|found| {
        let address = found.address.as_str();
        is_before.contains(address) && !was_before.contains(address) && !is_after.contains(address)
    });
    let missing = || {
        let mut certain = news.certain(new);
        certain.find(|found| !was_before.contains(found.address.as_str()))
    };
    let repeated = || {
        olds.certain(old).find(|found| {
            let address = found.address.as_str();
            is_after.contains(address)
                && !is_before.contains(address)
                && !was_after.contains(address)
        })
    };
    let shown = |found: &Await| found.shown.clone();
    lost.map(|found| Ledger::Lost(shown(found)))
        .or_else(|| missing().map(|found| Ledger::Missing(shown(found))))
        .or_else(|| repeated().map(|found| Ledger::Repeated(shown(found))))
}
