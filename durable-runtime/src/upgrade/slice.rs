//! [`Slice`]: the code before a point without what has no influence on the instances that wait there. What stays are the awaits
//! before it, the branches on which they depend, and the code that gives the values for all of these.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::upgrade::address::{address_of, is_call_of};
use crate::upgrade::effects::{Effects, may_change};
use crate::upgrade::graph::{Code, Graph, Node, Point, Token};

/// The slices of a machine, as they are asked for.
pub(super) struct Slices<'a> {
    graph: &'a Graph,
    effects: OnceCell<Rc<[Effects]>>,
    /// By the nodes of the points.
    found: RefCell<BTreeMap<usize, Rc<Slice<'a>>>>,
}

impl<'a> Slices<'a> {
    pub(super) fn of(graph: &'a Graph) -> Self {
        Self {
            graph,
            effects: OnceCell::new(),
            found: RefCell::default(),
        }
    }

    /// What has an influence on the instances that wait at a point.
    pub(super) fn before(&self, point: &Point) -> Rc<Slice<'a>> {
        let mut found = self.found.borrow_mut();
        let slice = found.entry(point.node);
        Rc::clone(slice.or_insert_with(|| Rc::new(self.before_without(point, &BTreeSet::new()))))
    }

    /// The same without the code that makes some of the locals: they have what their defaults are made of.
    pub(super) fn before_without(&self, point: &Point, locals: &BTreeSet<u32>) -> Slice<'a> {
        let effects = self.effects.get_or_init(|| {
            let has_macros = self.graph.defines_macros();
            let nodes = self.graph.nodes.iter();
            nodes
                .map(|node| Effects::of(&node.code, has_macros))
                .collect()
        });
        Slice::of(self.graph, effects, point, locals)
    }
}

/// The code before a point of a function's body that has an influence on it.
pub(super) struct Slice<'a> {
    graph: &'a Graph,
    effects: Rc<[Effects]>,
    /// The node of the point.
    point: usize,
    /// All nodes from which the point is reached.
    before: BTreeSet<usize>,
    /// Whether the point is reached again from itself.
    is_in_loop: bool,
    /// The locals of which the code that makes them doesn't count.
    without: BTreeSet<u32>,
    /// The nodes that have no influence, and where the code continues after each.
    skipped: BTreeMap<usize, usize>,
}

impl<'a> Slice<'a> {
    fn of(
        graph: &'a Graph,
        effects: &Rc<[Effects]>,
        point: &Point,
        without: &BTreeSet<u32>,
    ) -> Self {
        let before = graph.before(point.node);
        let next = &graph.nodes[point.node].next;
        let mut slice = Self {
            graph,
            effects: Rc::clone(effects),
            point: point.node,
            is_in_loop: next.iter().any(|next| before.contains(next)),
            before,
            without: without.clone(),
            skipped: BTreeMap::new(),
        };
        let mut needed: BTreeSet<u32> = point.live.iter().map(|stored| stored.binding).collect();
        for local in without
            .iter()
            .filter(|local| needed.contains(local))
            .copied()
            .collect::<Vec<_>>()
        {
            needed.remove(&local);
            needed.extend(graph.defaults[&local].bindings());
        }
        for binding in &point.derived {
            needed.insert(*binding);
            if let Some(code) = graph.units[point.unit].derived.get(binding) {
                needed.extend(code.bindings());
            }
        }
        // More is needed with each node that has an influence, and more nodes have one with all that is needed. What such a
        // node names may be changed through what it gives a value to.
        loop {
            slice.skip(&needed);
            let before = needed.len();
            let nodes: Vec<usize> = slice.nodes().collect();
            for node in graph.with_blocks(nodes.into_iter().collect()) {
                needed.extend(&slice.effects[node].names);
            }
            if needed.len() == before {
                return slice;
            }
        }
    }

    /// The nodes that have an influence.
    fn nodes(&self) -> impl Iterator<Item = usize> {
        let nodes = self.before.iter().copied();
        nodes.filter(|node| !self.skipped.contains_key(node))
    }

    /// The node that has an influence and comes next, a given node itself if it is one. `None` if the point can't be reached
    /// from there.
    pub(super) fn first_from(&self, mut node: usize) -> Option<usize> {
        while let Some(next) = self.skipped.get(&node) {
            node = *next;
        }
        self.before.contains(&node).then_some(node)
    }

    /// The part of a node's code that counts. The length of a timer leaves nothing behind, and the operation that
    /// an instance waits for was begun with other arguments already.
    pub(super) fn compared(&self, node: usize) -> Code {
        let Node { kind, code, .. } = &self.graph.nodes[node];
        let is_begun_once = node == self.point && !self.is_in_loop;
        // Arguments that change something have done more than begin the operation, and a condition chooses the operations.
        let only_begins = !self.effects[node].may_change && !has_conditions(code);
        if *kind == 'w' && only_begins && (is_begun_once || self.is_timer(node)) {
            address_of(code)
        } else {
            code.clone()
        }
    }

    /// Whether a node awaits a timer, and nothing else.
    fn is_timer(&self, node: usize) -> bool {
        let Node { code, next, .. } = &self.graph.nodes[node];
        // A timer has no result.
        let mut results = next.iter().map(|next| self.graph.nodes[*next].code.text());
        is_call_of(code, &["sleep", "sleep_until"])
            && !results.any(|text| text.contains("__output"))
    }

    /// Finds the nodes that have no influence.
    fn skip(&mut self, needed: &BTreeSet<u32>) {
        self.skipped.clear();
        loop {
            let found: Vec<(usize, usize)> = self
                .nodes()
                .filter_map(|node| Some((node, self.after(node, needed)?)))
                .collect();
            if found.is_empty() {
                return;
            }
            self.skipped.extend(found);
        }
    }

    /// Where the code continues after a node that has no influence.
    fn after(&self, node: usize, needed: &BTreeSet<u32>) -> Option<usize> {
        let Node { kind, next, .. } = &self.graph.nodes[node];
        let effects = &self.effects[node];
        if node == self.point || !effects.is_quiet {
            return None;
        }
        if !self.makes_one_without(node) && !needed.is_disjoint(&effects.uses) {
            return None;
        }
        match (kind, &next[..]) {
            ('s' | '=', [next]) => Some(*next),
            ('?' | 'm', [first, others @ ..]) => {
                // The branches meet again, and nothing on the way has an influence.
                let others: Vec<Vec<usize>> = others.iter().map(|next| self.way(*next)).collect();
                let mut meeting = self.way(*first).into_iter();
                meeting.find(|end| *end != node && others.iter().all(|way| way.contains(end)))
            }
            _ => None,
        }
    }

    /// Whether a node is the `let` of a local of which the code doesn't count, and changes nothing else.
    fn makes_one_without(&self, node: usize) -> bool {
        let [Token::Text(word), Token::Binding(local), value @ ..] =
            &self.graph.nodes[node].code.0[..]
        else {
            return false;
        };
        let is_let = matches!(word.trim(), "let" | "let mut") && self.without.contains(local);
        let value = Code(value.to_vec()).text();
        let value = value.split_once('=').map(|(_, value)| Code::read(value));
        is_let && value.is_some_and(|value| !may_change(&value, self.graph.defines_macros()))
    }

    /// A node, and those that follow on it as long as they have no influence.
    fn way(&self, from: usize) -> Vec<usize> {
        let mut way = vec![from];
        while let Some(next) = self.skipped.get(&way[way.len() - 1]) {
            way.push(*next);
        }
        way
    }
}

/// Whether branches of a `select!` have conditions.
fn has_conditions(code: &Code) -> bool {
    let text = code.text();
    let mut conditions = text.split("when(").skip(1);
    conditions.any(|condition| !condition.starts_with("true,"))
}
