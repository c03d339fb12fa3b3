//! The comparison of two machines of a function, point by point, in the words of the report.

use std::collections::{BTreeMap, BTreeSet};

use crate::lock::file::{Accepted, LockedDecision, LockedFunction, LockedMachine};
use crate::lock::program::Own;
use crate::lock::report::{PointReport, TypeReport, Verdict, listed};
use crate::lock::types::fitting::{Change, Fit, changes};
use crate::lock::types::shape::{Shape, Types};
use crate::lock::types::unit;
use crate::upgrade::{Class, Decision, Graph, Moves, NoMove, Target, decided};

/// The code of a function: a machine in the lock, or one of the program.
#[derive(Debug, Clone)]
pub(crate) struct Code<'a> {
    pub(crate) digest: u64,
    text: &'a str,
    lines: BTreeMap<&'a str, u32>,
    types: Option<&'a Types>,
}

impl<'a> Code<'a> {
    pub(crate) fn of_lock(machine: &'a LockedMachine) -> Self {
        let lines = machine.lines.iter();
        Self {
            digest: machine.digest,
            text: &machine.text,
            lines: lines.map(|(point, line)| (point.as_str(), *line)).collect(),
            types: machine.types.as_ref(),
        }
    }

    pub(crate) fn of_program(own: &'a Own) -> Self {
        let manifest = own.manifest;
        let points = manifest.points.iter().filter(|point| point.name != "start");
        Self {
            digest: manifest.machine,
            text: manifest.text,
            lines: points.map(|point| (point.name, point.line)).collect(),
            types: own.types.as_ref(),
        }
    }

    /// Whether a machine in the lock is this code, with the same types.
    pub(crate) fn is(&self, machine: &LockedMachine) -> bool {
        machine.is_same(self.digest, self.types)
    }

    /// As the lock keeps it.
    pub(crate) fn to_lock(&self) -> LockedMachine {
        let lines = self.lines.iter();
        LockedMachine {
            digest: self.digest,
            lines: lines
                .map(|(point, line)| ((*point).to_owned(), *line))
                .collect(),
            text: self.text.to_owned(),
            types: self.types.cloned(),
        }
    }

    fn graph(&self) -> Result<Graph, String> {
        Graph::read(self.text).map_err(|bad| bad.to_string())
    }

    /// The points of the function's own body, and not of the `async` blocks in it.
    pub(crate) fn points_of_body(&self) -> Result<Vec<String>, String> {
        let graph = self.graph()?;
        let points = graph.points_of_body();
        Ok(points.map(str::to_owned).collect())
    }

    /// Whether it has a point of this name.
    pub(crate) fn has_point(&self, name: &str) -> Result<bool, String> {
        Ok(self.graph()?.point_names().any(|point| point == name))
    }
}

/// What was said about instances that wait in one version of a function, once they are in other code.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said<'a> {
    accepted: Vec<&'a Accepted>,
    decisions: Vec<&'a LockedDecision>,
}

impl<'a> Said<'a> {
    pub(crate) fn of(function: &'a LockedFunction, from: &str, code: u64) -> Self {
        let accepted = function.accepted.iter();
        let decisions = function.decisions.iter();
        Self {
            accepted: accepted
                .filter(|accepted| accepted.from == from && accepted.code == code)
                .collect(),
            decisions: decisions
                .filter(|decision| decision.from == from && decision.code == code)
                .collect(),
        }
    }

    fn accepts(&self, at: &str, to: &str) -> bool {
        let mut accepted = self.accepted.iter();
        accepted.any(|accepted| accepted.at == at && accepted.to == to)
            || self
                .decides(at)
                .is_some_and(|decision| decision.to.as_deref() == Some(to))
    }

    fn decides(&self, at: &str) -> Option<&'a LockedDecision> {
        let mut decisions = self.decisions.iter();
        decisions.find(|decision| decision.at == at).copied()
    }
}

/// A decision as the runtime carries it out.
pub(crate) fn decision_of(decision: &LockedDecision) -> Decision {
    let target = decision.to.as_ref().map(|point| Target {
        point: point.clone(),
        locals: decision.locals.clone(),
    });
    Decision {
        at: decision.at.clone(),
        to: target,
        reason: decision.reason.clone(),
    }
}

/// Whether a decision can be carried out between two machines; why not.
pub(crate) fn can_be_decided(
    old: &Code<'_>,
    new: &Code<'_>,
    decision: &Decision,
) -> Result<(), String> {
    let Some(target) = &decision.to else {
        return Ok(());
    };
    let found = decided(&old.graph()?, &new.graph()?, &decision.at, target);
    found.map(drop).map_err(|why| why.to_string())
}

/// What was found of two machines.
pub(crate) struct Compared {
    pub(crate) points: Vec<PointReport>,
    pub(crate) types: Vec<TypeReport>,
}

/// What becomes of instances that wait at the points of one machine, in another one.
pub(crate) fn compare(old: &Code<'_>, new: &Code<'_>, said: &Said<'_>) -> Result<Compared, String> {
    let (old_graph, new_graph) = (old.graph()?, new.graph()?);
    let mut moves = Moves::between(&old_graph, &new_graph);
    let decisions = said.decisions.iter().map(|said| decision_of(said));
    let decisions: Vec<_> = decisions.collect();
    moves.decide((&old_graph, &new_graph), &decisions);
    let mut points: Vec<_> = old_graph
        .point_names()
        .map(|point| judged(&moves, (old, new), said, point))
        .collect();
    points.sort_by(|one, other| (one.line, &one.point).cmp(&(other.line, &other.point)));
    let types = match (old.types, new.types) {
        (Some(old), Some(new)) => compare_types(&moves, &points, old, new),
        _ => Vec::new(),
    };
    Ok(Compared { points, types })
}

/// The types that have changed so that it matters to instances that continue.
fn compare_types(
    moves: &Moves,
    points: &[PointReport],
    old: &Types,
    new: &Types,
) -> Vec<TypeReport> {
    let mut found: BTreeMap<Change, Vec<String>> = BTreeMap::new();
    let mut note = |point: &str, changes: Vec<Change>| {
        for change in changes {
            let at = found.entry(change).or_default();
            if !at.iter().any(|other| other == point) {
                at.push(point.to_owned());
            }
        }
    };
    for point in points.iter().map(|point| &point.point) {
        let Ok(moved) = moves.of(point, true) else {
            continue;
        };
        for (was, is) in &moved.needed.locals {
            let held = old.locals.get(&format!("{}{was}", unit(point)));
            let read = new.locals.get(&format!("{}{is}", unit(&moved.to)));
            if let (Some(held), Some(read)) = (held, read) {
                note(point, changes(is, (old, held), (new, read)));
            }
        }
        let given = old.gives.get(point).map_or(&[][..], Vec::as_slice);
        let read = new.gives.get(&moved.to).map_or(&[][..], Vec::as_slice);
        for (given, read) in given.iter().zip(read) {
            note(point, changes_of_result(point, (old, given), (new, read)));
        }
    }
    found
        .into_iter()
        .map(|(change, points)| TypeReport {
            fit: change.fit,
            what: change.what,
            points,
        })
        .collect()
}

/// What changes for a result that is there already. It is read once, so a field of it that is not read is no reason to
/// block the instance.
fn changes_of_result(point: &str, old: (&Types, &Shape), new: (&Types, &Shape)) -> Vec<Change> {
    let changes = changes(&format!("result of {point}"), old, new);
    let counts = changes
        .into_iter()
        .filter(|change| change.fit != Fit::Loses);
    counts
        .map(|change| Change {
            fit: Fit::Depends,
            what: format!("{}, if the result was there before the deploy", change.what),
        })
        .collect()
}

fn judged(
    moves: &Moves,
    (old, new): (&Code<'_>, &Code<'_>),
    said: &Said<'_>,
    point: &str,
) -> PointReport {
    let decision = said.decides(point);
    let (verdict, to, why) = match moves.of(point, true) {
        Ok(found) => {
            let defaults = &found.needed.defaults;
            let with_defaults;
            let (verdict, why) = match found.class {
                Class::Consistent if !defaults.is_empty() => {
                    let defaults: Vec<_> =
                        defaults.iter().map(|local| format!("`{local}`")).collect();
                    with_defaults =
                        format!("consistent, with the default of {}", listed(&defaults));
                    (Verdict::Accept, &*with_defaults)
                }
                Class::SamePast => (Verdict::Fits, "same past: goes on in the new code"),
                Class::SameFuture => (Verdict::Moves, "same future: goes on as in the old code"),
                Class::Consistent => (
                    Verdict::Accept,
                    "consistent: what differs before it has no influence on the code after it",
                ),
                Class::Decision => (
                    Verdict::Decided,
                    decision.map_or("", |decision| decision.reason.as_str()),
                ),
                Class::Migration => unreachable!("two machines are compared without migrations"),
            };
            (verdict, Some(found.to.clone()), why.to_owned())
        }
        Err(why) => refused(&why, point),
    };
    let verdict = match (verdict, &to) {
        (Verdict::Accept, Some(to)) if said.accepts(point, to) => Verdict::Accepted,
        (verdict, _) => verdict,
    };
    PointReport {
        line: old.lines.get(point).copied(),
        to_line: to.as_deref().and_then(|to| new.lines.get(to).copied()),
        only_by_past: verdict == Verdict::Fits && moves.of(point, false).is_err(),
        decides_nothing: moves.decides_nothing(point),
        point: point.to_owned(),
        verdict,
        to,
        why,
    }
}

/// Why instances don't continue, and where they might.
fn refused(why: &NoMove, point: &str) -> (Verdict, Option<String>, String) {
    match why {
        NoMove::Changed {
            point,
            before,
            after,
            ledger,
        } => {
            let ledger = ledger.as_ref();
            let ledger = ledger.map_or_else(String::new, |ledger| format!("\n{ledger}"));
            (
                Verdict::Ask,
                Some(point.clone()),
                format!(
                    "the code has changed on both sides\nbefore it: {before}\nafter it: {after}{ledger}"
                ),
            )
        }
        NoMove::OtherPast { point } => (
            Verdict::Ask,
            Some(point.clone()),
            "the code after it has changed, and the code before it proves nothing".to_owned(),
        ),
        NoMove::OtherValue { local, old, new } => (
            Verdict::Ask,
            None,
            format!(
                "`{local}` was made by {} and is made by {} now",
                quoted(old),
                quoted(new)
            ),
        ),
        NoMove::OtherMeaning { .. } | NoMove::Ambiguous { .. } | NoMove::OtherType { .. } => (
            Verdict::Ask,
            why.point().map(str::to_owned),
            why.to_string(),
        ),
        NoMove::MayBeSet { point, .. } => (Verdict::Breaks, Some(point.clone()), why.to_string()),
        NoMove::NoLocal { point, local } => (
            Verdict::Breaks,
            Some(point.clone()),
            format!("needs `{local}`, which the old code did not keep here"),
        ),
        NoMove::NoAwait => (
            Verdict::Breaks,
            None,
            "the new code no longer awaits that".to_owned(),
        ),
        NoMove::Decided { reason } => (Verdict::Kept, None, format!("as decided: {reason}")),
        NoMove::NotPossible { why } => (
            Verdict::Breaks,
            None,
            format!("what was decided is not possible: {why}"),
        ),
        NoMove::Unknown => (
            Verdict::Breaks,
            None,
            format!("the old code has no point `{point}`"),
        ),
    }
}

fn quoted(names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return "no function".to_owned();
    }
    names.join(", ")
}
