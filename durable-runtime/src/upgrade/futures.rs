//! [`Futures`]: which nodes of two machines may have the same future. It is found once for all nodes, by refinement of
//! classes: nodes are in one class as long as nothing tells them apart within so many steps.

use std::collections::HashMap;

use crate::upgrade::graph::{Code, Token};
use crate::upgrade::walk::Pair;

/// The classes of the nodes of two machines. Nodes of different classes have different futures. Those of one class may differ
/// in the variables that they name.
pub(super) struct Futures {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Futures {
    pub(super) fn of(pair: Pair<'_>) -> Self {
        let mut known = HashMap::new();
        let mut first = |graph: &crate::upgrade::graph::Graph, side: usize| {
            let nodes = graph.nodes.iter();
            let classes = nodes.map(|node| {
                let shape = shape(&node.code);
                // A name of what has another meaning now is never the same.
                let side = pair.differing.is_in(&shape).then_some(side);
                let moves: Vec<bool> = node
                    .code
                    .units()
                    .map(|unit| graph.units[unit].moves)
                    .collect();
                let next = known.len();
                *known.entry((node.kind, shape, moves, side)).or_insert(next)
            });
            classes.collect::<Vec<usize>>()
        };
        let mut classes = Self {
            old: first(pair.old, 0),
            new: first(pair.new, 1),
        };
        let mut count = known.len();
        loop {
            let mut known = HashMap::new();
            let mut refined = |graph: &crate::upgrade::graph::Graph, classes: &[usize]| {
                let nodes = 0..graph.nodes.len();
                let refined = nodes.map(|node| {
                    let next: Vec<usize> = graph.leads_to(node).map(|next| classes[next]).collect();
                    let number = known.len();
                    *known.entry((classes[node], next)).or_insert(number)
                });
                refined.collect::<Vec<usize>>()
            };
            let (old, new) = (
                refined(pair.old, &classes.old),
                refined(pair.new, &classes.new),
            );
            classes = Self { old, new };
            if known.len() == count {
                return classes;
            }
            count = known.len();
        }
    }

    pub(super) fn may_be_same(&self, old: usize, new: usize) -> bool {
        self.old[old] == self.new[new]
    }
}

/// Code without the numbers of its variables.
pub(super) fn shape(code: &Code) -> String {
    let mut text = String::new();
    for token in &code.0 {
        match token {
            Token::Text(plain) => text.push_str(plain),
            Token::Binding(_) => text.push('§'),
            Token::Unit(_) => text.push_str("§@"),
        }
    }
    text
}
