//! The comparison of two machines, point by point: which points of the new machine await what an instance waits for, and which of
//! them it may continue at.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::upgrade::address::address_of;
use crate::upgrade::consistent::consistent;
use crate::upgrade::futures::{Futures, shape};
use crate::upgrade::graph::{Code, Graph, Point, Stored, Token};
use crate::upgrade::ledger::{Awaits, ledger};
use crate::upgrade::made_by::{MadeBy, Makers};
use crate::upgrade::moves::{Argument, Changed, Class, Found, Move, Needed, NoMove, Variables};
use crate::upgrade::slice::Slices;
use crate::upgrade::types::is_readable_as;
use crate::upgrade::walk::{Difference, Pair, Past, Same, same_before, same_borrows, same_future};

/// The candidates of which the code before them is looked at, where none has the same future.
const NEAR: usize = 16;

/// The largest function, in pieces of code, of which a part may have changed without an influence: looking for that takes a
/// while.
const CONSISTENT_MAX: usize = 2_000;

/// What awaits an operation of one shape: whether it begins a block, whether it is in one, and the shape.
type Shape = (bool, bool, String);

/// Two machines, and what is found out of them when it is asked for.
pub(super) struct Comparison<'a> {
    pair: Pair<'a>,
    past: Past,
    futures: Futures,
    /// The points of the new machine, by the shapes of what they await.
    by_shape: BTreeMap<Shape, Vec<&'a String>>,
    makers: (Makers<'a>, Makers<'a>),
    awaits: OnceCell<(Awaits<'a>, Awaits<'a>)>,
    slices: (Slices<'a>, Slices<'a>),
}

/// A point of the new machine.
type Candidate<'a> = (&'a String, &'a Point);

impl<'a> Comparison<'a> {
    pub(super) fn of(pair: Pair<'a>) -> Self {
        let mut by_shape = BTreeMap::<Shape, Vec<&String>>::new();
        for (name, point) in &pair.new.points {
            let shape = shape_of(pair.new, point);
            by_shape.entry(shape).or_default().push(name);
        }
        Self {
            pair,
            past: Past::of(pair),
            futures: Futures::of(pair),
            by_shape,
            makers: (Makers::of(pair.old), Makers::of(pair.new)),
            awaits: OnceCell::new(),
            slices: (Slices::of(pair.old), Slices::of(pair.new)),
        }
    }

    /// What is found for a point of the old machine.
    pub(super) fn from(&self, name: &str, point: &Point) -> Found {
        let (by_past, before, mut unmet) = match self.by_past(name, point) {
            Ok(found) => (Some(found), (None, None), None),
            Err(ByPast::NotThere(difference)) => (None, difference, None),
            Err(ByPast::Unmet(to, unmet)) => (None, (None, None), Some((to, unmet))),
        };
        let candidates = self.candidates(name, point);
        let by_future = self.by_future_among(point, &candidates);
        let (future, why) = match by_future {
            Ok(found) => (Some(found), None),
            Err(why) => (None, why),
        };
        let mut consistent = None;
        if by_past.is_none() && future.is_none() {
            let (found, missing) = self.consistent(point, &candidates);
            consistent = found;
            unmet = unmet.or(missing);
        }
        let proven = by_past.as_ref().or(future.as_ref()).or(consistent.as_ref());
        let why_not = match (proven, unmet, why, candidates.first()) {
            (Some(proven), ..) => NoMove::OtherPast {
                point: proven.to.clone(),
            },
            (None, Some((to, unmet)), ..) => unmet.no_move(to),
            (None, None, Some(why), _) => why,
            (None, None, None, Some((to, candidate))) => NoMove::Changed {
                point: (*to).clone(),
                before: Box::new(self.changed(before)),
                after: Box::new(self.changed(self.difference_after(point, candidate))),
                ledger: {
                    let awaits = || (Awaits::of(self.pair.old), Awaits::of(self.pair.new));
                    let (olds, news) = self.awaits.get_or_init(awaits);
                    ledger((olds, point.node), (news, candidate.node))
                },
            },
            (None, None, None, None) => {
                let written = self.by_shape.get(&shape_of(self.pair.old, point));
                let written = written.and_then(|points| points.first());
                written.map_or(NoMove::NoAwait, |point| NoMove::OtherMeaning {
                    point: (*point).clone(),
                })
            }
        };
        Found {
            by_past,
            otherwise: future.or(consistent),
            why_not,
            decided: None,
        }
    }

    /// The points of the new machine where the same operation is awaited, those first that have more of the same code right
    /// before them, and then that of the same name.
    fn candidates(&self, name: &str, point: &Point) -> Vec<Candidate<'a>> {
        let alike = self.by_shape.get(&shape_of(self.pair.old, point));
        let alike = alike.into_iter().flatten();
        let points = alike.map(|name| (*name, &self.pair.new.points[*name]));
        let points = points.filter(|(_, candidate)| self.same_address(point, candidate).is_some());
        let points = points.filter(|(other, _)| self.may_be_meant(name, other));
        let (mut same, mut other): (Vec<_>, Vec<_>) = points
            .partition(|(_, candidate)| self.futures.may_be_same(point.after, candidate.after));
        other.sort_by_key(|(other, _)| *other != name);
        other.truncate(NEAR);
        let nearest_first = |candidates: &mut Vec<Candidate<'a>>| {
            candidates.sort_by_cached_key(|(other, candidate)| {
                let alike = same_before(self.pair, point.node, candidate.node);
                (Reverse(alike), *other != name)
            });
        };
        nearest_first(&mut same);
        nearest_first(&mut other);
        same.extend(other);
        same
    }

    /// The candidate with the same future. Of several, the one is meant whose values are made in the same way; otherwise,
    /// nothing tells which one is meant.
    fn by_future_among(
        &self,
        point: &Point,
        candidates: &[Candidate<'a>],
    ) -> Result<Move, Option<NoMove>> {
        let (mut found, mut why) = (Vec::new(), None);
        for (to, candidate) in candidates {
            if !self.futures.may_be_same(point.after, candidate.after) {
                break;
            }
            match self.by_future(point, (to, candidate)) {
                Some(Ok(SameFuture { same, needed })) => {
                    let is_made_alike = self.is_made_alike(&same, point, candidate);
                    let variables = self.variables(&same, point, candidate);
                    found.push((is_made_alike, (*to).clone(), needed, variables));
                }
                Some(Err(no_move)) => why = why.or(no_move),
                None => {}
            }
        }
        let alike = found.iter().filter(|(is_made_alike, ..)| *is_made_alike);
        let chosen = match (alike.count(), found.len()) {
            (0, 0) => return Err(why),
            (0, 1) => 0,
            (0, _) => {
                let points = found.into_iter().map(|(_, to, ..)| to).collect();
                return Err(Some(NoMove::Ambiguous { points }));
            }
            // Those that are made in the same way and have the same future are the same.
            _ => found
                .iter()
                .position(|(is_made_alike, ..)| *is_made_alike)
                .unwrap_or(0),
        };
        let (_, to, needed, variables) = found.swap_remove(chosen);
        Ok(Move {
            class: Class::SameFuture,
            to,
            needed,
            variables,
        })
    }

    /// Whether what is needed at two points, and what is awaited there, gets its values from the same code.
    fn is_made_alike(&self, same: &Same, old: &Point, new: &Point) -> bool {
        let awaited = address_of(&self.pair.new.nodes[new.node].code);
        let awaited = awaited.bindings().filter(|_| !new.begins_unit);
        let live = new.live.iter().map(|stored| stored.binding);
        let mut bindings = awaited.chain(live).collect::<BTreeSet<u32>>();
        bindings.extend(&new.derived);
        bindings.into_iter().all(|binding| {
            let Some(was) = same.old_of(binding) else {
                return false;
            };
            let (one, other) = self.made(was, binding);
            one.code == other.code && (old.unit == 0) == (new.unit == 0)
        })
    }

    fn made(&self, old: u32, new: u32) -> (Rc<MadeBy>, Rc<MadeBy>) {
        (self.makers.0.makers(old), self.makers.1.makers(new))
    }

    /// The point with a consistent past; otherwise, what one of them needs that was not kept.
    fn consistent(
        &self,
        point: &Point,
        candidates: &[Candidate<'a>],
    ) -> (Option<Move>, Option<(String, Unmet)>) {
        let sizes = [self.pair.old, self.pair.new].map(|graph| graph.nodes.len());
        if sizes.into_iter().any(|size| size > CONSISTENT_MAX) {
            return (None, None);
        }
        let (mut found, mut missing) = (None, None);
        for (to, candidate) in candidates {
            let Some(same) = self.consistent_at(point, candidate) else {
                continue;
            };
            match self.needed(&same, point, candidate) {
                // Two of them: nothing tells which one is meant.
                Ok(_) if found.is_some() => return (None, None),
                Ok(needed) => {
                    found = Some(Move {
                        class: Class::Consistent,
                        to: (*to).clone(),
                        needed,
                        variables: self.variables(&same, point, candidate),
                    });
                }
                Err(unmet) => missing = Some(((*to).clone(), unmet)),
            }
        }
        (found, missing)
    }

    /// What is the same if two points have consistent pasts. The new one may have locals more that have defaults.
    fn consistent_at(&self, point: &Point, candidate: &Point) -> Option<Same> {
        let (pair, (olds, news)) = (self.pair, &self.slices);
        let old = (&*olds.before(point), point);
        let found = consistent(pair, old, (&*news.before(candidate), candidate));
        found.or_else(|| {
            let added: BTreeSet<u32> = pair.new.defaults.keys().copied().collect();
            if added.is_empty() {
                return None;
            }
            let without = news.before_without(candidate, &added);
            consistent(pair, old, (&without, candidate))
        })
    }

    fn difference_after(&self, old: &Point, new: &Point) -> Difference {
        let Some(mut same) = self.same_address(old, new) else {
            return (Some(old.node), Some(new.node));
        };
        let difference = same_future(self.pair, &mut same, (old.after, new.after)).err();
        difference.unwrap_or((Some(old.node), Some(new.node)))
    }

    fn changed(&self, (old, new): Difference) -> Changed {
        let shown = |graph: &Graph, node: Option<usize>| {
            node.map(|node| graph.show(&graph.nodes[node].code))
        };
        Changed {
            old: shown(self.pair.old, old),
            new: shown(self.pair.new, new),
        }
    }

    fn by_past(&self, name: &str, point: &Point) -> Result<Move, ByPast> {
        let (pair, past) = (self.pair, &self.past);
        if point.unit != 0 {
            // The code around a block may have moved by its future: then a block with other code after the point, and
            // the old code around it, would be neither machine.
            return Err(ByPast::NotThere((None, None)));
        }
        let new_node = past.new_of(point.node);
        let found = new_node.and_then(|node| {
            let mut points = pair.new.points.iter();
            points.find(|(_, other)| other.node == node && other.begins_unit == point.begins_unit)
        });
        let Some((to, other)) = found.filter(|(to, _)| self.may_be_meant(name, to)) else {
            return Err(ByPast::NotThere(past.difference_before(pair, point.node)));
        };
        if pair.old.output != pair.new.output {
            return Err(ByPast::NotThere((None, None)));
        }
        past.is_same_before(pair, point.node, other.node)
            .map_err(ByPast::NotThere)?;
        let needed = self.needed(&past.same, point, other);
        let needed = needed.map_err(|unmet| ByPast::Unmet(to.clone(), unmet))?;
        Ok(Move {
            // A default is what the user says it is.
            class: if needed.defaults.is_empty() {
                Class::SamePast
            } else {
                Class::Consistent
            },
            to: to.clone(),
            needed,
            variables: self.variables(&past.same, point, other),
        })
    }

    /// Whether a point of the new machine may be the one of this name: a name that the user has given tells which one is
    /// meant, where the new machine has it.
    fn may_be_meant(&self, name: &str, to: &str) -> bool {
        to == name || has_number(name) || !self.pair.new.points.contains_key(name)
    }

    /// What is known to be the same if the same operation is awaited at two points.
    fn same_address(&self, old: &Point, new: &Point) -> Option<Same> {
        let pair = self.pair;
        let mut same = Same::default();
        if old.begins_unit != new.begins_unit || (old.unit == 0) != (new.unit == 0) {
            return None;
        }
        if old.begins_unit {
            return Some(same);
        }
        let [was, is] = [(pair.old, old), (pair.new, new)]
            .map(|(graph, point)| address_of(&graph.nodes[point.node].code));
        if !same.unify(&was, &is, pair.differing) {
            return None;
        }
        let mut operations = operations(&was).zip(operations(&is));
        let are_same = operations.all(|(was, is)| {
            let (one, other) = self.made(was, is);
            !one.is_another_operation(&other)
        });
        let mut units = was.units().zip(is.units());
        let are_alike = units.all(|(was, is)| self.are_alike(was, is));
        (are_same && are_alike).then_some(same)
    }

    /// Whether two `async` blocks are the same, or have at least an await in common: a join keeps their results by their
    /// places.
    fn are_alike(&self, old: usize, new: usize) -> bool {
        let (was, is) = (&self.pair.old.units[old], &self.pair.new.units[new]);
        let mut same = Same::default();
        if same_future(self.pair, &mut same, (was.start, is.start)).is_ok() {
            return true;
        }
        let awaits = |graph: &Graph, start: usize| {
            let mut nodes = graph.after(start);
            nodes.insert(start);
            let awaits = nodes.into_iter().map(|node| &graph.nodes[node]);
            let awaits = awaits.filter(|node| node.kind == 'w');
            awaits
                .map(|node| shape(&address_of(&node.code)))
                .collect::<BTreeSet<String>>()
        };
        !awaits(self.pair.old, was.start).is_disjoint(&awaits(self.pair.new, is.start))
    }

    /// The locals of a candidate, if the code after it is the same; why not, if that is more than other code; `None` if another
    /// operation is awaited there.
    fn by_future(
        &self,
        old: &Point,
        (to, new): (&str, &Point),
    ) -> Option<Result<SameFuture, Option<NoMove>>> {
        let pair = self.pair;
        let mut same = self.same_address(old, new)?;
        if old.unit == 0 && pair.old.output != pair.new.output {
            return Some(Err(None));
        }
        if same_future(pair, &mut same, (old.after, new.after)).is_err() {
            return Some(Err(None));
        }
        self.bind_unused_borrows(&mut same, old, new);
        if !same_borrows(pair, &mut same, old, new) {
            return Some(Err(None));
        }
        self.bind_unused(&mut same, old, new);
        // The code after the point is the same, and what it uses must be so, too.
        for needed in &new.live {
            let Some(was) = same.old_of(needed.binding) else {
                continue;
            };
            let is_told = self.old_name(needed.binding);
            if is_told.is_some_and(|name| name == pair.old.name(was)) {
                continue;
            }
            if self.is_another(was, needed.binding) {
                let local = pair.new.names.get(needed).cloned().unwrap_or_default();
                return Some(Err(Some(Unmet::Local(local).no_move(to.to_owned()))));
            }
            let (one, other) = self.made(was, needed.binding);
            if let Some([old, new]) = one.apart(&other) {
                return Some(Err(Some(NoMove::OtherValue {
                    local: pair.old.name(was).to_owned(),
                    old: old.clone(),
                    new: new.clone(),
                })));
            }
        }
        Some(match self.needed(&same, old, new) {
            Ok(needed) => Ok(SameFuture { same, needed }),
            Err(Unmet::Local(_)) => Err(None),
            Err(unmet) => Err(Some(unmet.no_move(to.to_owned()))),
        })
    }

    /// Whether the old code has a local that a new one is, and it is not the one that the code after a point uses in its place:
    /// `send(price)` became `send(amount)`, and both are there in both.
    fn is_another(&self, was: u32, is: u32) -> bool {
        // Without what tells locals of one name apart.
        fn bare(name: &str) -> &str {
            name.split('#').next().unwrap_or(name)
        }
        let Pair { old, new, .. } = self.pair;
        let name = bare(new.name(is));
        if bare(old.name(was)) == name {
            return false;
        }
        let code = |(old, new): (Rc<MadeBy>, Rc<MadeBy>)| old.code == new.code;
        let is_made_alike = code(self.made(was, is));
        let mut others = old.names.keys().map(|stored| stored.binding);
        others.any(|other| {
            other != was
                && (!is_made_alike || bare(old.name(other)) == name)
                && code(self.made(other, is))
        })
    }

    /// What no code after the points uses is needed by log lines only. It is what it is in the code before, or what has its
    /// name.
    fn bind_unused(&self, same: &mut Same, old: &Point, new: &Point) {
        for needed in &new.live {
            let name = self.pair.new.names.get(needed);
            let mut olds = old.live.iter();
            let was = olds.find(|was| match self.past.same.old_of(needed.binding) {
                Some(known) => was.binding == known,
                None => was.part == needed.part && self.pair.old.names.get(was) == name,
            });
            if let Some(was) = was {
                same.bind(was.binding, needed.binding);
            }
        }
    }

    /// The same for borrows that are taken again.
    fn bind_unused_borrows(&self, same: &mut Same, old: &Point, new: &Point) {
        for is in &new.derived {
            if same.old_of(*is).is_some() {
                continue;
            }
            let mut olds = old.derived.iter();
            let was = olds.find(|was| match self.past.same.old_of(*is) {
                Some(known) => **was == known,
                None => self.pair.old.name(**was) == self.pair.new.name(*is),
            });
            if let Some(was) = was {
                same.bind(*was, *is);
            }
        }
    }

    /// Where variables of the old unit are in the new one.
    fn variables(&self, same: &Same, old: &Point, new: &Point) -> Variables {
        let declared = |graph: &'a Graph, unit: usize| graph.units[unit].declared.iter();
        let places = declared(self.pair.old, old.unit).filter_map(|(was, old_place)| {
            let mut news = declared(self.pair.new, new.unit);
            let found = news.find(|(is, _)| same.old_of(*is) == Some(*was));
            found.map(|(_, new_place)| (*old_place, *new_place))
        });
        Variables {
            unit: old.unit,
            places: places.collect(),
        }
    }

    /// What is needed at the new point, and where it is; or what is not there.
    fn needed(&self, same: &Same, old: &Point, new: &Point) -> Result<Needed, Unmet> {
        let mut needed = Needed::default();
        for is in &new.live {
            if let Err(unmet) = self.find(same, old, is, &mut needed) {
                self.default(same, old, is, &mut needed).ok_or(unmet)?;
            }
        }
        // A set that is dropped with its local would never end.
        let declared = &self.pair.old.units[old.unit].declared;
        let mut lost = old.live.iter().filter(|was| {
            let is_declared = declared.iter().any(|(binding, _)| *binding == was.binding);
            let stored = self.pair.old.names.get(was);
            let mut kept = needed.locals.iter();
            is_declared && !kept.any(|(name, _)| Some(name) == stored)
        });
        match lost.next() {
            Some(lost) => Err(Unmet::MayBeSet(self.pair.old.name(lost.binding).to_owned())),
            None => Ok(needed),
        }
    }

    /// Finds where something that is needed is: in the old frame, or in the instance's input.
    fn find(
        &self,
        same: &Same,
        old: &Point,
        is: &Stored,
        needed: &mut Needed,
    ) -> Result<(), Unmet> {
        let pair = self.pair;
        let local = pair.new.names.get(is).cloned().unwrap_or_default();
        let was = same.old_of(is.binding).map(|binding| Stored {
            binding,
            part: is.part.clone(),
        });
        let types = was.as_ref().map(|was| {
            [(pair.old, was.binding), (pair.new, is.binding)]
                .map(|(graph, binding)| graph.type_of(binding))
        });
        if let Some([Some(old), Some(new)]) = types
            && !is_readable_as(old, new)
        {
            return Err(Unmet::Type {
                local,
                old: old.to_owned(),
                new: new.to_owned(),
            });
        }
        let kept = |was: &Stored| pair.old.names.get(was).filter(|_| old.live.contains(was));
        let found = was.as_ref().and_then(kept);
        if let Some(kept) = found.or_else(|| self.under_its_old_name(old, is)) {
            let mut others = needed.locals.iter().filter(|(other, _)| other == kept);
            match others.next() {
                None => needed.locals.push((kept.clone(), local)),
                Some((_, known)) if *known == local => {}
                // One value can't be two locals.
                Some(_) => return Err(Unmet::Local(local)),
            }
        } else if let Some(argument) = was.and_then(|was| self.argument(&was, is, &local)) {
            if !needed.arguments.contains(&argument) {
                needed.arguments.push(argument);
            }
        } else {
            return Err(Unmet::Local(local));
        }
        Ok(())
    }

    /// The name that the user says a local had in the old code. The user may have said so of code before that: then the old
    /// code has the local under its own name, or says the same of it.
    fn old_name(&self, is: u32) -> Option<&'a String> {
        let Pair { old, new, .. } = self.pair;
        let told = new.old_names.get(&is)?;
        let own = new.names.get(&Stored::whole(is))?;
        let mut of_own_name = old.names.iter().filter(|(_, name)| *name == own);
        let is_of_before = of_own_name
            .any(|(was, _)| told != own || old.old_names.get(&was.binding) == Some(told));
        (!is_of_before).then_some(told)
    }

    /// What was kept under the name that the user says a local had.
    fn under_its_old_name(&self, old: &Point, is: &Stored) -> Option<&'a String> {
        let old_name = self.old_name(is.binding)?;
        let mut kept = old.live.iter().filter(|was| was.part == is.part);
        kept.find_map(|was| {
            let name = self.pair.old.names.get(was);
            name.filter(|name| *name == old_name && is.part.is_empty())
        })
    }

    /// Finds what the default of a local is made of; `None` if it has no default, or if something of that isn't there.
    fn default(&self, same: &Same, old: &Point, is: &Stored, needed: &mut Needed) -> Option<()> {
        let value = self.pair.new.defaults.get(&is.binding);
        let value = value.filter(|_| is.part.is_empty())?;
        let mut found = needed.clone();
        for used in value.bindings() {
            let used = Stored::whole(used);
            self.find(same, old, &used, &mut found).ok()?;
        }
        found.defaults.push(self.pair.new.names.get(is)?.clone());
        *needed = found;
        Some(())
    }

    /// How a local is read from the instance's input, if it is a parameter that has not changed.
    fn argument(&self, was: &Stored, is: &Stored, local: &str) -> Option<Argument> {
        let told = |graph: &Graph, stored: &Stored| {
            stored.part.is_empty() && graph.is_told_by_input(stored.binding)
        };
        if !(told(self.pair.old, was) && told(self.pair.new, is)) {
            return None;
        }
        Some(Argument {
            parameter: self.pair.old.names.get(was)?.clone(),
            is_only: self.pair.old.parameters.len() == 1,
            local: local.to_owned(),
        })
    }
}

/// What is the same if two points have the same future.
struct SameFuture {
    same: Same,
    needed: Needed,
}

enum ByPast {
    NotThere(Difference),
    /// The point is there, and needs something.
    Unmet(String, Unmet),
}

/// What a point needs and does not get.
enum Unmet {
    Local(String),
    /// A local that may be a set of tasks would be lost.
    MayBeSet(String),
    /// A parameter of another type.
    Type {
        local: String,
        old: String,
        new: String,
    },
}

impl Unmet {
    fn no_move(self, point: String) -> NoMove {
        match self {
            Self::Local(local) => NoMove::NoLocal { point, local },
            Self::MayBeSet(local) => NoMove::MayBeSet { point, local },
            Self::Type { local, old, new } => NoMove::OtherType { local, old, new },
        }
    }
}

/// Whether a point has a number, and no name that the user has given.
fn has_number(point: &str) -> bool {
    let own = point.rsplit('/').next().unwrap_or(point);
    own.contains('#')
}

fn shape_of(graph: &Graph, point: &Point) -> Shape {
    let shape = if point.begins_unit {
        String::new()
    } else {
        shape(&address_of(&graph.nodes[point.node].code))
    };
    (point.begins_unit, point.unit == 0, shape)
}

/// The variables in an address that are operations themselves.
fn operations(address: &Code) -> impl Iterator<Item = u32> {
    let text = |at: Option<usize>| match at.and_then(|at| address.0.get(at)) {
        Some(Token::Text(text)) => text.trim(),
        _ => "",
    };
    let tokens = address.0.iter().enumerate();
    tokens.filter_map(move |(at, token)| match token {
        Token::Binding(binding) => {
            let (before, after) = (text(at.checked_sub(1)), text(Some(at + 1)));
            let begins =
                before.is_empty() || before.ends_with(['(', ',', '&']) || before.ends_with("mut");
            let ends = after.is_empty() || after.starts_with([')', ',']);
            (begins && ends).then_some(*binding)
        }
        _ => None,
    })
}
