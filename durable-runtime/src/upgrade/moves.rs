//! [`Moves`]: for each point of a machine, where an instance that waits there may continue in another machine of the
//! function, and why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::upgrade::compare::Comparison;
use crate::upgrade::decision::{Decision, decided};
use crate::upgrade::graph::{Graph, VariablePlace};
use crate::upgrade::ledger::Ledger;
use crate::upgrade::walk::{Differing, Pair};

/// The moves from one machine to another, by point.
#[derive(Debug)]
pub(crate) struct Moves {
    of: BTreeMap<String, Found>,
}

/// What was found for a point.
#[derive(Debug)]
pub(super) struct Found {
    /// The point with the same past, if there is one.
    pub(super) by_past: Option<Move>,
    /// The point with the same future, or the one with a consistent past.
    pub(super) otherwise: Option<Move>,
    /// Why nothing fits, or nothing but what asks for an exact instance.
    pub(super) why_not: NoMove,
    /// What a person has decided: where instances continue, or why they don't.
    pub(super) decided: Option<Result<Move, NoMove>>,
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
    /// Nothing is known to be the same, and a person has decided where the instance continues.
    Decision,
    /// A function of the user's has made what the new code needs.
    Migration,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SamePast => "same past",
            Self::SameFuture => "same future",
            Self::Consistent => "consistent",
            Self::Decision => "decided",
            Self::Migration => "migrated",
        })
    }
}

/// A point where an instance may continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) class: Class,
    pub(crate) to: String,
    pub(crate) needed: Needed,
    /// Where sets of tasks end that are no longer needed.
    pub(crate) variables: Variables,
}

/// What is needed at a point where an instance continues, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Needed {
    /// The locals that were kept: their stored names in the old machine and in the new one.
    pub(crate) locals: Vec<(String, String)>,
    /// The parameters that were not kept and have not changed since.
    pub(crate) arguments: Vec<Argument>,
    /// The stored names of the locals that are given their defaults. What these are made of is among the others.
    pub(crate) defaults: Vec<String>,
}

/// A parameter that is read from the instance's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The name that it had when the instance began.
    pub(crate) parameter: String,
    /// Whether it was the only one: then it is the whole input.
    pub(crate) is_only: bool,
    /// The name under which it is stored.
    pub(crate) local: String,
}

impl Move {
    /// Whether instances continue at the same point with the same locals.
    fn is_same_way(&self, other: &Self) -> bool {
        let locals = |of: &Self| of.needed.locals.iter().cloned().collect::<BTreeSet<_>>();
        self.to == other.to
            && locals(self) == locals(other)
            && self.needed.arguments.len() == other.needed.arguments.len()
            && self.needed.defaults == other.needed.defaults
    }
}

/// The variables of a unit, by which the runtime knows where a set of tasks ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Variables {
    /// The number of the unit in the old machine.
    pub(crate) unit: usize,
    /// The place of each variable in the old machine, and in the new one.
    pub(crate) places: BTreeMap<VariablePlace, VariablePlace>,
}

/// Why an instance may not continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoMove {
    /// There is no such point in the old machine's text.
    Unknown,
    /// Nothing that is awaited in the new code could be what the instance waits for.
    NoAwait,
    /// The operation has the same text, and names what means something else now.
    OtherMeaning { point: String },
    /// The code before the point proves that it is right for other instances; this one has continued in changed code before.
    OtherPast { point: String },
    /// The new code needs a local that the old one did not keep.
    NoLocal { point: String, local: String },
    /// The code after several points is the same, and the values are made otherwise than at each of them.
    Ambiguous { points: Vec<String> },
    /// A local that may be a set of tasks is not needed any more: nothing would end the tasks.
    MayBeSet { point: String, local: String },
    /// A parameter has another type.
    OtherType {
        local: String,
        old: String,
        new: String,
    },
    /// The code after the point is the same, but a local that it uses is made by other functions.
    OtherValue {
        local: String,
        old: BTreeSet<String>,
        new: BTreeSet<String>,
    },
    /// Neither the code before the point nor the code after it is the same.
    Changed {
        point: String,
        before: Box<Changed>,
        after: Box<Changed>,
        ledger: Option<Ledger>,
    },
    /// A person has decided that the instance stays blocked.
    Decided { reason: String },
    /// A person has decided that it continues where it can't.
    NotPossible { why: String },
}

impl NoMove {
    /// The point of the new code that comes nearest.
    pub(crate) fn point(&self) -> Option<&str> {
        match self {
            Self::Unknown
            | Self::NoAwait
            | Self::Ambiguous { .. }
            | Self::OtherType { .. }
            | Self::OtherValue { .. }
            | Self::Decided { .. }
            | Self::NotPossible { .. } => None,
            Self::OtherPast { point }
            | Self::OtherMeaning { point }
            | Self::NoLocal { point, .. }
            | Self::MayBeSet { point, .. }
            | Self::Changed { point, .. } => Some(point),
        }
    }
}

impl fmt::Display for NoMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("the text of its code has no such point"),
            Self::NoAwait => f.write_str("the function no longer awaits that"),
            Self::OtherMeaning { point } => write!(
                f,
                "`{point}` is written in the same way, but items of the function or operations that it names have changed"
            ),
            Self::OtherPast { point } => write!(
                f,
                "the code after `{point}` has changed; the code before it proves nothing for an instance that has continued in changed code before"
            ),
            Self::NoLocal { point, local } => write!(
                f,
                "`{point}` needs the local `{local}`, which was not kept there"
            ),
            Self::Ambiguous { points } => {
                let points: Vec<_> = points.iter().map(|point| format!("`{point}`")).collect();
                write!(
                    f,
                    "it could be at {}, and its locals are made in another way at each",
                    points.join(" or ")
                )
            }
            Self::MayBeSet { point, local } => write!(
                f,
                "its local `{local}`, which may be a set of tasks, is not needed at `{point}` any more, where the tasks would end later than in the new code"
            ),
            Self::OtherType { local, old, new } => {
                write!(
                    f,
                    "its parameter `{local}` was a `{old}`, and is a `{new}` now"
                )
            }
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
            Self::Decided { reason } => {
                write!(
                    f,
                    "it was decided in the lock that it stays blocked: {reason}"
                )
            }
            Self::NotPossible { why } => {
                write!(
                    f,
                    "what was decided about it in the lock is not possible: {why}"
                )
            }
        }
    }
}

/// Two pieces of code that should be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
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
    ///
    /// A decision comes before what the comparison has found.
    pub(crate) fn of(&self, point: &str, is_exact: bool) -> Result<&Move, NoMove> {
        let by_itself = self.by_itself(point, is_exact);
        match self.decided(point) {
            None => by_itself,
            // If it goes there by itself, too, that is the better reason: its past may still prove something.
            Some(Ok(decided)) => Ok(by_itself
                .ok()
                .filter(|found| found.is_same_way(decided))
                .unwrap_or(decided)),
            Some(Err(why)) => Err(why.clone()),
        }
    }

    /// The move that the comparison has found, whatever was decided.
    fn by_itself(&self, point: &str, is_exact: bool) -> Result<&Move, NoMove> {
        let found = self.of.get(point).ok_or(NoMove::Unknown)?;
        let is_right = |found: &&Move| is_exact || found.class == Class::SameFuture;
        let by_past = found.by_past.as_ref().filter(is_right);
        let move_ = by_past.or(found.otherwise.as_ref().filter(is_right));
        move_.ok_or_else(|| found.why_not.clone())
    }

    /// Whether the instance's input is needed for a move from this point.
    pub(crate) fn need_input(&self, point: &str) -> bool {
        let found = self.of.get(point).into_iter();
        let moves = found.flat_map(|found| {
            let decided = found
                .decided
                .as_ref()
                .and_then(|decided| decided.as_ref().ok());
            let by_itself = found.by_past.iter().chain(&found.otherwise);
            by_itself.chain(decided)
        });
        moves
            .into_iter()
            .any(|found| !found.needed.arguments.is_empty())
    }

    fn decided(&self, point: &str) -> Option<&Result<Move, NoMove>> {
        self.of.get(point)?.decided.as_ref()
    }

    /// Whether all instances at a point go by themselves, and proven to be right, where it was decided.
    #[cfg(feature = "lock")]
    pub(crate) fn decides_nothing(&self, point: &str) -> bool {
        let Some(Ok(decided)) = self.decided(point) else {
            return false;
        };
        [true, false].into_iter().all(|is_exact| {
            let found = self.by_itself(point, is_exact);
            found.is_ok_and(|found| found.class < Class::Consistent && found.is_same_way(decided))
        })
    }

    /// Applies decisions about instances of one machine in the other one.
    pub(crate) fn decide(&mut self, (old, new): (&Graph, &Graph), decisions: &[Decision]) {
        for Decision { at, to, reason } in decisions {
            let Some(found) = self.of.get_mut(at) else {
                continue;
            };
            found.decided = Some(match to {
                Some(target) => decided(old, new, at, target).map_err(|why| NoMove::NotPossible {
                    why: why.to_string(),
                }),
                None => Err(NoMove::Decided {
                    reason: reason.clone(),
                }),
            });
        }
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

    /// A parameter that was not kept is read from the input, unless it may have changed or there is none.
    #[test]
    fn a_parameter_is_told_by_the_input() {
        let new = LOOP.replace("r __output", "s log(§0)\nr __output");
        let new = new.replace("w 4 ship#1 [|]", "w 4 ship#1 [0|]");
        check(LOOP, &new, "ship#1", Some((Class::SamePast, "ship#1")));
        let [old, graph] = [LOOP, &new].map(|text| Graph::read(text).unwrap());
        let found = Moves::between(&old, &graph);
        let argument = Argument {
            parameter: "id".to_owned(),
            is_only: true,
            local: "id".to_owned(),
        };
        assert_eq!(
            found.of("ship#1", true).unwrap().needed.arguments,
            [argument]
        );
        assert!(found.need_input("ship#1") && !found.need_input("sleep#1"));
        let changing = |text: &str| text.replace("p 0\n", "p 0\nc 0\n");
        check(LOOP, &changing(&new), "ship#1", None);
        check(&changing(LOOP), &new, "ship#1", None);
        // A part of it may have been moved out.
        let part = new.replace("ship#1 [0|]", "ship#1 [0.name|]") + "v 0.name id.name\n";
        check(LOOP, &part, "ship#1", None);
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
            .replacen("u\nb\n", "u\nb\ns look()\n", 1)
            .replace("r __output", "s log()\nr __output");
        check(LOOP, &new, "sleep#1", Some((Class::Consistent, "sleep#1")));
    }
}
