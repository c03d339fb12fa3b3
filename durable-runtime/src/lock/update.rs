//! Changes of a lock: drafts and accepted moves, and what is released.

use crate::lock::check::check;
use crate::lock::compare::Code;
use crate::lock::file::{Accepted, Lock, LockedFunction, Released};
use crate::lock::migrations::Migrations;
use crate::lock::program::Own;
use crate::lock::report::{PointReport, Report, Verdict};

/// Adds the functions that the lock doesn't have, without code, and takes those out that are gone and were never
/// released.
pub(crate) fn list(lock: &mut Lock, program: &[Own]) {
    lock.functions.retain(|function| {
        let is_own = (program.iter()).any(|own| own.key() == function.key() || own.was(function));
        is_own || !function.released.is_empty() || function.retired.is_some()
    });
    for own in program {
        match function_of(lock, own) {
            Some(function) => function.file = own.file(),
            None => lock.functions.push(LockedFunction {
                name: own.function.name.to_owned(),
                version: own.function.shown_version(),
                inline: own.inline,
                file: own.file(),
                ..LockedFunction::default()
            }),
        }
    }
    for own in program {
        let Some(function) = function_of(lock, own) else {
            continue;
        };
        // A release of before types were kept gets those of the present program, if it is the same code.
        let released = function.released.iter_mut();
        let machines = released.map(|released| &mut released.machine);
        let same = machines.filter(|machine| machine.digest == own.manifest.machine);
        for machine in same.filter(|machine| machine.types.is_none()) {
            machine.types.clone_from(&own.types);
        }
    }
    for function in &mut lock.functions {
        add_digests(function);
    }
}

/// Adds the digests of the releases to the entries that name these only by their numbers.
fn add_digests(function: &mut LockedFunction) {
    let released = &function.released;
    let digest = |from: &str| {
        let mut released = released.iter();
        let found = released.find(|released| released.name() == from);
        found.map(|released| released.machine.digest)
    };
    for decision in &mut function.decisions {
        decision.from_code = decision.from_code.or_else(|| digest(&decision.from));
    }
    for accepted in &mut function.accepted {
        accepted.from_code = accepted.from_code.or_else(|| digest(&accepted.from));
    }
}

/// Writes the present code as drafts, and accepts what is to be accepted.
pub(crate) fn draft(lock: &mut Lock, program: &[Own], migrations: Migrations<'_>) {
    list(lock, program);
    for own in program {
        let code = Code::of_program(own);
        let Some(function) = function_of(lock, own) else {
            continue;
        };
        let is_released = is_released(function, &code);
        // The draft of the same code stays as it is, though its lines may be others now.
        let is_drafted = (function.draft.as_ref())
            .is_some_and(|draft| code.is(draft) && draft.types.is_some() == own.types.is_some());
        if is_released {
            function.draft = None;
        } else if !is_drafted {
            function.draft = Some(code.to_lock());
        }
        let known: Vec<u64> = (function.released.iter())
            .map(|released| released.machine.digest)
            .chain([code.digest])
            .collect();
        (function.accepted).retain(|accepted| known.contains(&accepted.code));
    }
    let report = check(lock, program, migrations);
    accept(lock, program, &report);
}

/// Adds an entry for each move that is to be accepted.
pub(crate) fn accept(lock: &mut Lock, program: &[Own], report: &Report) {
    for found in &report.functions {
        let key = (found.function(), found.inline);
        let Some(own) = program.iter().find(|own| own.key() == key) else {
            continue;
        };
        let mut functions = lock.functions.iter_mut();
        let function = functions.find(|function| match &found.was {
            None => function.key() == key,
            Some(was) => function.inline == found.inline && function.function().to_string() == *was,
        });
        let Some(function) = function else { continue };
        for against in &found.against {
            for version in &against.versions {
                let points = against.points.iter();
                let code = own.manifest.machine;
                let digest = function.release(version);
                let digest = digest.map(|released| released.machine.digest);
                let from = (version.as_str(), digest);
                let entries = points.filter_map(|point| accepted(from, point, code));
                function.accepted.extend(entries);
            }
        }
        (function.accepted).sort_by(|one, other| {
            (number(&one.from), &one.at, one.code).cmp(&(
                number(&other.from),
                &other.at,
                other.code,
            ))
        });
    }
}

/// The entry that accepts what becomes of the instances at a point.
fn accepted(
    (version, digest): (&str, Option<u64>),
    point: &PointReport,
    code: u64,
) -> Option<Accepted> {
    let to = point.to.as_ref()?;
    (point.verdict == Verdict::Accept).then(|| Accepted {
        line: 0,
        from: version.to_owned(),
        from_code: digest,
        at: point.point.clone(),
        code,
        to: to.clone(),
    })
}

fn number(version: &str) -> u32 {
    version[1..].parse().unwrap_or_default()
}

/// Numbers the present code of each function, unless it is released already. Returns what is released now.
pub(crate) fn release(lock: &mut Lock, program: &[Own]) -> Vec<String> {
    let mut released = Vec::new();
    for own in program {
        let code = Code::of_program(own);
        let Some(function) = function_of(lock, own) else {
            continue;
        };
        function.draft = None;
        if is_released(function, &code) {
            continue;
        }
        let last = function.released.last();
        let version = last.map_or(0, |released| released.version) + 1;
        released.push(format!("{} v{version}", own.function));
        function.released.push(Released {
            version,
            machine: code.to_lock(),
        });
    }
    released
}

fn is_released(function: &LockedFunction, code: &Code<'_>) -> bool {
    let mut released = function.released.iter();
    released.any(|released| code.is(&released.machine))
}

fn function_of<'a>(lock: &'a mut Lock, own: &Own) -> Option<&'a mut LockedFunction> {
    let mut functions = lock.functions.iter_mut();
    functions.find(|function| function.key() == own.key())
}
