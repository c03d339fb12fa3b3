//! Decisions: where a person has decided that instances continue, though the comparison can't tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::upgrade::graph::{Graph, Point, Stored};
use crate::upgrade::moves::{Argument, Class, Move, Needed, Variables};
use crate::upgrade::types::is_readable_as;

/// What becomes of the instances that wait at a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) at: String,
    /// Where they continue; without it they stay blocked.
    pub(crate) to: Option<Target>,
    pub(crate) reason: String,
}

/// Where instances continue by a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) point: String,
    /// The names of locals in the new machine, and in the old one, where they differ.
    pub(crate) locals: BTreeMap<String, String>,
}

/// Why a decision can't be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotDecided {
    #[error("the old code has no point `{0}`")]
    NoPoint(String),
    #[error("the new code has no point `{0}`")]
    NoTarget(String),
    #[error(
        "only one of `{at}` and `{to}` is in an `async` block, or only one is the begin of one"
    )]
    OtherUnit { at: String, to: String },
    #[error(
        "`{to}` needs `{local}`, which the old code did not keep at `{at}`: it kept {kept}. If it had another name, add `locals = {{ {local} = \"…\" }}`"
    )]
    NoLocal {
        at: String,
        to: String,
        local: String,
        kept: String,
    },
    #[error("`{to}` needs no local `{local}`: take it out of `locals`")]
    NotNeeded { to: String, local: String },
    #[error(
        "`{at}` keeps `{local}`, which may be a set of tasks, and `{to}` doesn't need it: nothing would end the tasks"
    )]
    MayBeSet {
        at: String,
        to: String,
        local: String,
    },
    #[error("two locals would be `{0}` of the old code")]
    Twice(String),
}

/// The move that a decision makes of the instances at a point.
pub(crate) fn decided(
    old: &Graph,
    new: &Graph,
    at: &String,
    target: &Target,
) -> Result<Move, NotDecided> {
    let Target { point: to, locals } = target;
    let from = old.points.get(at);
    let from = from.ok_or_else(|| NotDecided::NoPoint(at.clone()))?;
    let target = new.points.get(to);
    let target = target.ok_or_else(|| NotDecided::NoTarget(to.clone()))?;
    let kind = |point: &Point| (point.unit == 0, point.begins_unit);
    if kind(from) != kind(target) {
        return Err(NotDecided::OtherUnit {
            at: at.clone(),
            to: to.clone(),
        });
    }
    let (kept, needed) = (names(old, &from.live), names(new, &target.live));
    if let Some(local) = locals.keys().find(|local| !needed.contains(local.as_str())) {
        return Err(NotDecided::NotNeeded {
            to: to.clone(),
            local: local.clone(),
        });
    }
    let mut taken = BTreeSet::new();
    let mut moved = Needed::default();
    for local in needed {
        let was = locals.get(local).map_or(local, String::as_str);
        if !taken.insert(was) {
            return Err(NotDecided::Twice(was.to_owned()));
        }
        if kept.contains(was) {
            moved.locals.push((was.to_owned(), local.to_owned()));
        } else if let Some(argument) = argument(old, new, was, local) {
            moved.arguments.push(argument);
        } else if let Some(made_of) = made_of_default(new, local)
            && made_of.iter().all(|used| kept.contains(used))
        {
            let made_of = made_of.into_iter();
            let made_of = made_of.map(|used| (used.to_owned(), used.to_owned()));
            let made_of: Vec<_> = made_of
                .filter(|used| !moved.locals.contains(used))
                .collect();
            moved.locals.extend(made_of);
            moved.defaults.push(local.to_owned());
        } else {
            return Err(NotDecided::NoLocal {
                at: at.clone(),
                to: to.clone(),
                local: local.to_owned(),
                kept: listed(&kept),
            });
        }
    }
    let declared = &old.units[from.unit].declared;
    let mut sets = from.live.iter().filter(|stored| {
        declared
            .iter()
            .any(|(binding, _)| *binding == stored.binding)
    });
    let lost = sets.find(|stored| {
        let name = old.names.get(stored);
        !moved.locals.iter().any(|(was, _)| Some(was) == name)
    });
    if let Some(lost) = lost {
        return Err(NotDecided::MayBeSet {
            at: at.clone(),
            to: to.clone(),
            local: old.name(lost.binding).to_owned(),
        });
    }
    Ok(Move {
        class: Class::Decision,
        to: to.clone(),
        needed: moved,
        variables: Variables {
            unit: from.unit,
            ..Variables::default()
        },
    })
}

/// The names of the locals that the default of a local is made of, if it has one.
fn made_of_default<'a>(new: &'a Graph, local: &str) -> Option<Vec<&'a str>> {
    let mut names = new.names.iter();
    let (stored, _) = names.find(|(stored, name)| stored.part.is_empty() && *name == local)?;
    let used = new.defaults.get(&stored.binding)?.bindings();
    Some(used.map(|used| new.name(used)).collect())
}

/// How a local is read from the instance's input, if it is a parameter in both machines and never changes.
fn argument(old: &Graph, new: &Graph, was: &str, local: &str) -> Option<Argument> {
    let told = |graph: &Graph, name: &str| {
        let mut names = graph.names.iter();
        let (stored, _) = names.find(|(stored, known)| stored.part.is_empty() && *known == name)?;
        let is_told = graph.is_told_by_input(stored.binding);
        is_told.then(|| graph.type_of(stored.binding).unwrap_or_default().to_owned())
    };
    let (old_type, new_type) = (told(old, was)?, told(new, local)?);
    is_readable_as(&old_type, &new_type).then(|| Argument {
        parameter: was.to_owned(),
        is_only: old.parameters.len() == 1,
        local: local.to_owned(),
    })
}

/// The names under which something is stored.
fn names<'a>(graph: &'a Graph, stored: &BTreeSet<Stored>) -> BTreeSet<&'a str> {
    let names = stored.iter().filter_map(|stored| graph.names.get(stored));
    names.map(String::as_str).collect()
}

fn listed(names: &BTreeSet<&str>) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return "no local".to_owned();
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "1\np 0\nu\nb\nw 1 sleep#1 [0 1|] sleep(DAY)\nb\nr §0+§1\nv 0 id\nv 1 sum\n";
    const NEW: &str =
        "1\np 0\nu\nb\nw 1 sleep#1 [0 2|] sleep(WEEK)\nb\nr §0*§2\nv 0 id\nv 2 total\n";

    #[track_caller]
    fn check(to: &str, locals: &[(&str, &str)], expected: Result<&[(&str, &str)], &str>) {
        let [old, new] = [OLD, NEW].map(|text| Graph::read(text).unwrap());
        let owned = |(one, other): &(&str, &str)| ((*one).to_owned(), (*other).to_owned());
        let found = decided(
            &old,
            &new,
            &"sleep#1".to_owned(),
            &Target {
                point: to.to_owned(),
                locals: locals.iter().map(owned).collect(),
            },
        );
        match expected {
            Ok(locals) => {
                let expected: Vec<_> = locals.iter().map(owned).collect();
                assert_eq!(found.map(|found| found.needed.locals), Ok(expected));
            }
            Err(part) => {
                let error = found.unwrap_err().to_string();
                assert!(error.contains(part), "{error}");
            }
        }
    }

    #[test]
    fn a_renamed_local_is_taken_from_its_old_name() {
        check(
            "sleep#1",
            &[("total", "sum")],
            Ok(&[("id", "id"), ("sum", "total")]),
        );
    }

    #[test]
    fn what_was_not_kept_is_no_decision() {
        check(
            "sleep#1",
            &[],
            Err("needs `total`, which the old code did not keep at `sleep#1`: it kept `id`, `sum`"),
        );
        check(
            "sleep#1",
            &[("total", "id")],
            Err("two locals would be `id`"),
        );
        check(
            "sleep#1",
            &[("other", "sum")],
            Err("needs no local `other`"),
        );
        check("sleep#2", &[], Err("the new code has no point `sleep#2`"));
    }
}
