//! [`Moves`]: for each point of a machine, where an instance that waits there may continue in another machine of the
//! function, and why not.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::upgrade::address::address_of;
use crate::upgrade::consistent::consistent;
use crate::upgrade::graph::{Graph, Point, Stored};
use crate::upgrade::ledger::{Awaits, Ledger, ledger};
use crate::upgrade::made_by::made_by;
use crate::upgrade::slice::Slices;
use crate::upgrade::walk::{
    Difference, Differing, Pair, Past, Same, same_before, same_borrows, same_future,
};

/// The moves from one machine to another, by point.
#[derive(Debug)]
pub(crate) struct Moves {
    of: BTreeMap<String, Found>,
}

/// What was found for a point.
#[derive(Debug)]
struct Found {
    /// The point with the same past, if there is one.
    by_past: Option<Move>,
    /// The point with the same future, or the one with a consistent past.
    otherwise: Option<Move>,
    /// Why nothing fits, or nothing but what asks for an exact instance.
    why_not: NoMove,
}

/// Why an instance may continue in another machine, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// The code before the point is the same: the instance can't be told from one that ran the new code from its start.
    SamePast,
    /// The code after the point is the same: the instance does what the old code would have done.
    SameFuture,
    /// The code before the point is the same but for what has no influence on the awaits before it, the branches that led to
    /// it and the values that are needed.
    Consistent,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SamePast => "same past",
            Self::SameFuture => "same future",
            Self::Consistent => "consistent",
        })
    }
}

/// A point where an instance may continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) class: Class,
    pub(crate) to: String,
    /// The locals that are needed there: the stored names in the old machine and in the new one.
    pub(crate) locals: Vec<(String, String)>,
}

/// Why an instance may not continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoMove {
    /// There is no such point in the old machine's text.
    Unknown,
    /// Nothing that is awaited in the new code could be what the instance waits for.
    NoAwait,
    /// The code before the point proves that it is right for other instances; this one has continued in changed code before.
    OtherPast { point: String },
    /// The new code needs a local that the old one did not keep.
    NoLocal { point: String, local: String },
    /// The code after the point is the same, but a local that it uses is made by other functions.
    OtherValue {
        local: String,
        old: BTreeSet<String>,
        new: BTreeSet<String>,
    },
    /// Neither the code before the point nor the code after it is the same.
    Changed {
        point: String,
        before: Changed,
        after: Changed,
        ledger: Option<Ledger>,
    },
}

impl NoMove {
    /// The point of the new code that comes nearest.
    pub(crate) fn point(&self) -> Option<&str> {
        match self {
            Self::Unknown | Self::NoAwait | Self::OtherValue { .. } => None,
            Self::OtherPast { point }
            | Self::NoLocal { point, .. }
            | Self::Changed { point, .. } => Some(point),
        }
    }
}

impl fmt::Display for NoMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("the text of its code has no such point"),
            Self::NoAwait => f.write_str("the function no longer awaits that"),
            Self::OtherPast { point } => write!(
                f,
                "the code after `{point}` has changed; the code before it proves nothing for an instance that has continued in changed code before"
            ),
            Self::NoLocal { point, local } => write!(
                f,
                "`{point}` needs the local `{local}`, which was not kept there"
            ),
            Self::OtherValue { local, old, new } => {
                let [old, new] = [old, new].map(|names| {
                    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                    names.join(", ")
                });
                write!(
                    f,
                    "its local `{local}` was made by {old}, and is made by {new} now"
                )
            }
            Self::Changed {
                before,
                after,
                ledger,
                ..
            } => {
                write!(
                    f,
                    "the code has changed both before and after it: {before}; {after}"
                )?;
                match ledger {
                    Some(ledger) => write!(f, "; {ledger}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Two pieces of code that should be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    old: Option<String>,
    new: Option<String>,
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old == new => {
                write!(f, "`{old}` has other variables, or leads elsewhere")
            }
            (Some(old), Some(new)) => write!(f, "`{old}` became `{new}`"),
            (Some(old), None) => write!(f, "`{old}` is gone, or was moved"),
            (None, Some(new)) => write!(f, "`{new}` is new, or was moved"),
            (None, None) => write!(f, "the code"),
        }
    }
}

impl Moves {
    /// The moves between two machines.
    pub(crate) fn between(old: &Graph, new: &Graph) -> Self {
        let differing = Differing::between(old, new);
        let pair = Pair {
            old,
            new,
            differing: &differing,
        };
        let comparison = Comparison::of(pair);
        let points = old.points.iter();
        Self {
            of: points
                .map(|(name, point)| (name.clone(), comparison.from(name, point)))
                .collect(),
        }
    }

    /// The move of an instance that waits at this point of the old machine. `is_exact` tells whether the instance can't be told
    /// from one that ran the old machine from its start: of another one the past proves nothing.
    pub(crate) fn of(&self, point: &str, is_exact: bool) -> Result<&Move, NoMove> {
        let found = self.of.get(point).ok_or(NoMove::Unknown)?;
        let is_right = |found: &&Move| is_exact || found.class == Class::SameFuture;
        let by_past = found.by_past.as_ref().filter(is_right);
        let move_ = by_past.or(found.otherwise.as_ref().filter(is_right));
        move_.ok_or_else(|| found.why_not.clone())
    }
}

/// Two machines, and what is found out of them when it is asked for.
struct Comparison<'a> {
    pair: Pair<'a>,
    past: Past,
    awaits: LazyCell<(Awaits<'a>, Awaits<'a>), Box<dyn FnOnce() -> (Awaits<'a>, Awaits<'a>) + 'a>>,
    slices: (Slices<'a>, Slices<'a>),
}

impl<'a> Comparison<'a> {
    fn of(pair: Pair<'a>) -> Self {
        Self {
            pair,
            past: Past::of(pair),
            awaits: LazyCell::new(Box::new(move || {
                (Awaits::of(pair.old), Awaits::of(pair.new))
            })),
            slices: (Slices::of(pair.old), Slices::of(pair.new)),
        }
    }

    fn from(&self, name: &str, point: &Point) -> Found {
        let pair = self.pair;
        let (by_past, before, missing) = match by_past(pair, &self.past, point) {
            Ok(found) => (Some(found), (None, None), None),
            Err(ByPast::NotThere(difference)) => (None, difference, None),
            Err(ByPast::NoLocal(missing)) => (None, (None, None), Some(missing)),
        };
        let candidates = self.candidates(name, point);
        let (mut differences, mut other_value) = (Vec::new(), None);
        for (to, candidate) in &candidates {
            match by_future(pair, &self.past.same, point, candidate) {
                Some(Ok(locals)) => {
                    return Found {
                        why_not: NoMove::OtherPast {
                            point: (*to).clone(),
                        },
                        by_past,
                        otherwise: Some(Move {
                            class: Class::SameFuture,
                            to: (*to).clone(),
                            locals,
                        }),
                    };
                }
                Some(Err(NotSame::Code(difference))) => differences.push((to, difference)),
                Some(Err(NotSame::Local(why))) => other_value = other_value.or(Some(why)),
                None => {}
            }
        }
        let (consistent, without) = match by_past {
            Some(_) => (None, None),
            None => self.consistent(point, &candidates),
        };
        let proven = by_past.as_ref().or(consistent.as_ref());
        let why_not = match (
            proven,
            missing.or(without),
            other_value,
            differences.into_iter().next(),
        ) {
            (Some(proven), ..) => NoMove::OtherPast {
                point: proven.to.clone(),
            },
            (None, Some((point, local)), ..) => NoMove::NoLocal { point, local },
            (None, None, Some(why), _) => why,
            (None, None, None, Some((to, after))) => NoMove::Changed {
                point: (*to).clone(),
                before: changed(pair, before),
                after: changed(pair, after),
                ledger: {
                    let (olds, news) = &*self.awaits;
                    ledger((olds, point.node), (news, pair.new.points[*to].node))
                },
            },
            (None, None, None, None) => NoMove::NoAwait,
        };
        Found {
            by_past,
            otherwise: consistent,
            why_not,
        }
    }

    /// The points of the new machine where the same operation is awaited. Of several that are equal, the one is meant
    /// that has more of the same code before it; then that of the same name.
    fn candidates(&self, name: &str, point: &Point) -> Vec<(&'a String, &'a Point)> {
        let points = self.pair.new.points.iter();
        let mut candidates: Vec<_> = points
            .filter(|(_, candidate)| same_address(self.pair, point, candidate).is_some())
            .collect();
        candidates.sort_by_cached_key(|(other, candidate)| {
            let alike = same_before(self.pair, point.node, candidate.node);
            (Reverse(alike), *other != name)
        });
        candidates
    }

    /// The point with a consistent past; otherwise, what one of them needs that was not kept.
    fn consistent(
        &self,
        point: &Point,
        candidates: &[(&'a String, &'a Point)],
    ) -> (Option<Move>, Option<(String, String)>) {
        let (mut found, mut missing) = (None, None);
        for (to, candidate) in candidates {
            let (olds, news) = &self.slices;
            let Some(same) = consistent(self.pair, (olds, point), (news, candidate)) else {
                continue;
            };
            match needed(self.pair, &same, point, candidate) {
                // Two of them: nothing tells which one is meant.
                Ok(_) if found.is_some() => return (None, None),
                Ok(locals) => {
                    found = Some(Move {
                        class: Class::Consistent,
                        to: (*to).clone(),
                        locals,
                    });
                }
                Err(local) => missing = Some(((*to).clone(), local)),
            }
        }
        (found, missing)
    }
}

enum ByPast {
    NotThere(Difference),
    /// The point is there, and needs this.
    NoLocal((String, String)),
}

fn by_past(pair: Pair<'_>, past: &Past, point: &Point) -> Result<Move, ByPast> {
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
    let Some((to, other)) = found else {
        return Err(ByPast::NotThere(past.difference_before(pair, point.node)));
    };
    if pair.old.output != pair.new.output {
        return Err(ByPast::NotThere((None, None)));
    }
    past.is_same_before(pair, point.node, other.node)
        .map_err(ByPast::NotThere)?;
    let locals = needed(pair, &past.same, point, other)
        .map_err(|missing| ByPast::NoLocal((to.clone(), missing)))?;
    Ok(Move {
        class: Class::SamePast,
        to: to.clone(),
        locals,
    })
}

/// What is known to be the same if the same operation is awaited at two points.
fn same_address(pair: Pair<'_>, old: &Point, new: &Point) -> Option<Same> {
    let mut same = Same::default();
    if old.begins_unit != new.begins_unit || (old.unit == 0) != (new.unit == 0) {
        return None;
    }
    if !old.begins_unit {
        let [was, is] = [(pair.old, old), (pair.new, new)]
            .map(|(graph, point)| address_of(&graph.nodes[point.node].code));
        if !same.unify(&was, &is, pair.differing) {
            return None;
        }
    }
    Some(same)
}

enum NotSame {
    Code(Difference),
    Local(NoMove),
}

/// The locals of a candidate, if the code after it is the same; `None` if another operation is awaited there.
fn by_future(
    pair: Pair<'_>,
    known: &Same,
    old: &Point,
    new: &Point,
) -> Option<Result<Vec<(String, String)>, NotSame>> {
    let mut same = same_address(pair, old, new)?;
    let here = (Some(old.node), Some(new.node));
    if old.unit == 0 && pair.old.output != pair.new.output {
        return Some(Err(NotSame::Code(here)));
    }
    if let Err(difference) = same_future(pair, &mut same, (old.after, new.after)) {
        return Some(Err(NotSame::Code(difference)));
    }
    if !same_borrows(pair, &mut same, old, new) {
        return Some(Err(NotSame::Code(here)));
    }
    bind_unused(pair, known, &mut same, old, new);
    // The code after the point is the same, and what it uses must be so, too.
    for needed in &new.live {
        let Some(was) = same.old_of(needed.binding) else {
            continue;
        };
        let (old, new) = (made_by(pair.old, was), made_by(pair.new, needed.binding));
        if !old.is_empty() && !new.is_empty() && old.is_disjoint(&new) {
            return Some(Err(NotSame::Local(NoMove::OtherValue {
                local: pair.old.name(was).to_owned(),
                old,
                new,
            })));
        }
    }
    Some(needed(pair, &same, old, new).map_err(|_| NotSame::Code(here)))
}

/// What no code after the points uses is needed by log lines only. It is what it is in the code before, or what has its name.
fn bind_unused(pair: Pair<'_>, known: &Same, same: &mut Same, old: &Point, new: &Point) {
    for needed in &new.live {
        let name = pair.new.names.get(needed);
        let mut olds = old.live.iter();
        let was = olds.find(|was| match known.old_of(needed.binding) {
            Some(known) => was.binding == known,
            None => was.part == needed.part && pair.old.names.get(was) == name,
        });
        if let Some(was) = was {
            same.bind(was.binding, needed.binding);
        }
    }
}

/// What is needed at the new point, by the names in both machines; the name of what is not there.
fn needed(
    pair: Pair<'_>,
    same: &Same,
    old: &Point,
    new: &Point,
) -> Result<Vec<(String, String)>, String> {
    let locals = new.live.iter().map(|needed| {
        let name = pair.new.names.get(needed).cloned().unwrap_or_default();
        let was = same.old_of(needed.binding).map(|binding| Stored {
            binding,
            part: needed.part.clone(),
        });
        let was = was.filter(|was| old.live.contains(was));
        match was.and_then(|was| pair.old.names.get(&was)) {
            Some(was) => Ok((was.clone(), name)),
            None => Err(name),
        }
    });
    locals.collect()
}

fn changed(pair: Pair<'_>, (old, new): Difference) -> Changed {
    Changed {
        old: old.map(|node| pair.old.show(&pair.old.nodes[node].code)),
        new: new.map(|node| pair.new.show(&pair.new.nodes[node].code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOP: &str = "1\np 0\nu\nb\ng 1\nb\n? 2 3 more(§0)\nb\nw 1 sleep#1 [0|] sleep(DAY)\nb\nw 4 ship#1 [|] ship(§0)\nb\nr __output\nv 0 id\n";

    #[track_caller]
    fn check(old: &str, new: &str, point: &str, expected: Option<(Class, &str)>) {
        let [old, new] = [old, new].map(|text| Graph::read(text).unwrap());
        let moves = Moves::between(&old, &new);
        let found = moves.of(point, true);
        let found = found.as_ref().map(|found| (found.class, found.to.as_str()));
        assert_eq!(found.ok(), expected, "{found:?}");
    }

    #[test]
    fn a_renamed_local_is_the_same_past() {
        let new = LOOP.replace("v 0 id", "v 0 number");
        check(LOOP, &new, "sleep#1", Some((Class::SamePast, "sleep#1")));
    }

    #[test]
    fn a_change_after_the_point_is_the_same_past() {
        let new = LOOP.replace("r __output", "s log()\nr __output");
        check(LOOP, &new, "ship#1", Some((Class::SamePast, "ship#1")));
        check(LOOP, &new, "sleep#1", Some((Class::SamePast, "sleep#1")));
    }

    #[test]
    fn a_change_before_the_point_is_the_same_future() {
        let new = LOOP.replacen("u\nb\n", "u\nb\ns check(§0)\n", 1);
        check(LOOP, &new, "sleep#1", Some((Class::SameFuture, "sleep#1")));
    }

    #[test]
    fn changes_on_both_sides_are_asked_for() {
        let new = LOOP
            .replacen("u\nb\n", "u\nb\ns check(§0)?\n", 1)
            .replace("r __output", "s log()\nr __output");
        check(LOOP, &new, "sleep#1", None);
    }

    #[test]
    fn changes_without_influence_on_both_sides_are_consistent() {
        let new = LOOP
            .replacen("u\nb\n", "u\nb\ns look(&§0)\n", 1)
            .replace("r __output", "s log()\nr __output");
        check(LOOP, &new, "sleep#1", Some((Class::Consistent, "sleep#1")));
    }
}
