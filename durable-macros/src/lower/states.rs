//! The blocks that become states of their own, the states' names, and the names under which the bindings are emitted.

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::{Ident, Span};

use crate::bindings::Bindings;
use crate::ids::{BindingId, BlockId, IdVec, PointId};
use crate::lower::blocks::{Blocks, End};
use crate::lower::flow::Graph;
use crate::lower::live::Live;
use crate::lower::mark::Point;
use crate::lower::split::Split;
use crate::model::{ident, is_keyword};
use crate::symbols;

/// The states of a machine: the blocks that are reached by a jump. All other blocks are emitted where they
/// are reached from.
#[derive(Debug)]
pub(crate) struct States {
    names: HashMap<BlockId, Ident>,
    order: Vec<BlockId>,
    /// The block that begins with the output of each point; none for a point of another unit, or one that is never reached.
    pub(crate) after_point: IdVec<PointId, Option<BlockId>>,
    /// The bindings that each block's own code mentions.
    pub(crate) touched: IdVec<BlockId, BTreeSet<BindingId>>,
    /// The blocks in which each binding is declared; `None` for what is around the unit.
    declared_in: IdVec<BindingId, BTreeSet<Option<BlockId>>>,
    reached: BTreeSet<BlockId>,
}

impl States {
    /// The state that begins with `block`, if one does.
    pub(crate) fn of(&self, block: BlockId) -> Option<&Ident> {
        self.names.get(&block)
    }

    /// All states, in the order of the source.
    pub(crate) fn all(&self) -> impl Iterator<Item = (BlockId, &Ident)> {
        self.order
            .iter()
            .filter_map(|block| Some((*block, self.names.get(block)?)))
    }

    /// The bindings that outlive a state, or are declared in one and defined in another, so that they have a place of
    /// their own.
    pub(crate) fn carried(&self, live: &Live) -> BTreeSet<BindingId> {
        let outliving = self
            .all()
            .flat_map(|(block, _)| live.at(block).iter().copied());
        outliving.chain(self.all_redefined(live)).collect()
    }

    /// The bindings that are defined in another block than they are declared in, without their old value. No hand-over
    /// passes the type from the one block to the other.
    pub(crate) fn all_redefined(&self, live: &Live) -> BTreeSet<BindingId> {
        self.reached
            .iter()
            .flat_map(|block| self.redefined(*block, live))
            .collect()
    }

    /// The blocks in which a binding is declared, those around the unit excepted.
    pub(crate) fn declared_in(&self, binding: BindingId) -> impl Iterator<Item = BlockId> {
        self.declared_in[binding].iter().copied().flatten()
    }

    /// The bindings that are alive after an await, so that they have to be stored.
    pub(crate) fn stored(&self, live: &Live) -> BTreeSet<BindingId> {
        let after = self.after_point.values().flatten();
        after.flat_map(|block| live.at(*block)).copied().collect()
    }

    /// The bindings that a block defines without having declared them, and without needing their old value.
    pub(crate) fn redefined(&self, block: BlockId, live: &Live) -> Vec<BindingId> {
        self.touched[block]
            .iter()
            .copied()
            .filter(|binding| {
                !live.at(block).contains(binding) && !live.derived_at(block).contains(binding)
            })
            .filter(|binding| {
                !self.declared_in[*binding].is_empty()
                    && !self.declared_in[*binding].contains(&Some(block))
            })
            .collect()
    }
}

/// `begins` is the point at which the unit begins, if it is an `async` block.
pub(crate) fn states(
    blocks: &Blocks,
    points: &IdVec<PointId, Point>,
    begins: Option<PointId>,
    graph: &Graph,
) -> States {
    let mut reached: BTreeSet<BlockId> = BTreeSet::new();
    let mut arrivals: HashMap<BlockId, usize> = HashMap::new();
    let mut jumped_to: HashSet<BlockId> = HashSet::new();
    let mut order = Vec::new();
    let mut left = vec![BlockId::START];
    while let Some(block) = left.pop() {
        if !reached.insert(block) {
            continue;
        }
        order.push(block);
        for target in &graph.jumps[block] {
            jumped_to.insert(*target);
            left.push(*target);
        }
        // Code that comes first in the source is visited first.
        for next in blocks.successors(block).into_iter().rev() {
            *arrivals.entry(next).or_default() += 1;
            if !blocks.all[next]
                .scopes
                .starts_with(&blocks.all[block].scopes)
            {
                // Code emitted in place would still see the items of the block that it has left.
                jumped_to.insert(next);
            }
            left.push(next);
        }
    }
    let mut after_point = IdVec::filled(points.len(), None);
    if let Some(begins) = begins {
        after_point[begins] = Some(BlockId::START);
    }
    let mut point_of = HashMap::new();
    for block in &reached {
        if let End::Await { point, next, .. } = &blocks.all[*block].end {
            after_point[*point] = Some(*next);
            point_of.insert(*next, *point);
        }
    }
    // The states after awaits have fixed names; the others get any that is left.
    let mut taken: HashSet<String> = points
        .values()
        .map(|point| point.identifier().to_owned())
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let names = order
        .iter()
        .filter_map(|block| {
            let name = if *block == BlockId::START {
                "start".to_owned()
            } else if let Some(point) = point_of.get(block) {
                points[*point].identifier().to_owned()
            } else if jumped_to.contains(block)
                || arrivals.get(block).is_some_and(|count| *count > 1)
            {
                let kind = blocks.all[*block].kind;
                let count = counts.entry(kind).or_default();
                loop {
                    *count += 1;
                    let name = format!("{kind}_{count}");
                    if taken.insert(name.clone()) {
                        break name;
                    }
                }
            } else {
                return None;
            };
            Some((*block, ident(&name, Span::call_site())))
        })
        .collect();
    States {
        names,
        order,
        after_point,
        touched: graph.touched.clone(),
        declared_in: graph.declared_in.clone(),
        reached,
    }
}

/// The names that stand in a function.
pub(crate) struct Used {
    /// All of them.
    pub(crate) mentioned: HashSet<String>,
    /// Those in the expansions of the body's own macros with locals, wherever they are used.
    pub(crate) in_macros: HashSet<String>,
    /// Those of the items in the blocks of the body.
    pub(crate) of_items: HashSet<String>,
}

/// The names under which bindings are emitted.
#[derive(Default)]
pub(crate) struct EmittedNames {
    pub(crate) idents: IdVec<BindingId, Ident>,
    /// The bindings whose names have the user's text and a hygiene of their own. Macros see no difference.
    pub(crate) apart: BTreeSet<BindingId>,
}

impl EmittedNames {
    /// Whether two bindings are emitted under one name, so that one hides the other.
    pub(crate) fn are_one(&self, one: BindingId, other: BindingId) -> bool {
        self.idents[one] == self.idents[other]
            && self.apart.contains(&one) == self.apart.contains(&other)
    }
}

/// The names under which bindings are emitted: the user's. The user's blocks have no braces here, and a local `fee` of one
/// of them is visible where another one calls the function `fee`. So a name gets a hygiene of its own where two bindings of
/// the name are alive together, be it by their fields, or where it would hide an item. If that isn't enough, it gets a
/// number.
pub(crate) fn names<'a>(
    bindings: &Bindings,
    split: &Split,
    units: &(impl Iterator<Item = &'a Live> + Clone),
    used: Used,
) -> EmittedNames {
    let mut taken = used.mentioned;
    taken.extend(
        bindings
            .ids()
            .map(|number| bindings.get(number).bare_name().to_owned()),
    );
    let mut of_macros = HashSet::new();
    let mut names = EmittedNames::default();
    for number in bindings.ids() {
        let binding = bindings.get(number);
        let base = binding.bare_name();
        let beside: BTreeSet<BindingId> = units
            .clone()
            .flat_map(|live| live.beside(number))
            .map(|other| split.local(*other))
            .filter(|other| *other != number && bindings.get(*other).bare_name() == base)
            .collect();
        let hides = units.clone().any(|live| live.hides(number));
        let confuses_macro = used.in_macros.contains(base) && !of_macros.insert(base);
        // A block's items would hide it wherever the block's code is emitted.
        let is_hidden = used.of_items.contains(base);
        // `r#total` is `total`.
        let users = if is_keyword(base) {
            &binding.name
        } else {
            base
        };
        let apart = Span::mixed_site().located_at(binding.span);
        let name = if binding.temporary {
            numbered(base, 1, apart, &mut taken)
        } else if beside.is_empty() && !hides && !confuses_macro && !is_hidden {
            ident(users, binding.span)
        } else if !(confuses_macro || is_hidden || symbols::is_of_machines(base))
            && beside.is_disjoint(&names.apart)
        {
            names.apart.insert(number);
            ident(users, apart)
        } else {
            numbered(base, 2, binding.span, &mut taken)
        };
        names.idents.push(name);
    }
    names
}

/// A name with the first number from `count` on that makes it like no other.
fn numbered(base: &str, mut count: usize, span: Span, taken: &mut HashSet<String>) -> Ident {
    let mut name = format!("{base}_{count}");
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{base}_{count}");
    }
    ident(&name, span)
}
