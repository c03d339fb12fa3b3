//! The check of a program against its lock: the report, and what has to be done before the deploy.

use std::collections::BTreeSet;

use crate::lock::compare::{Code, Compared, Said, can_be_decided, compare, decision_of};
use crate::lock::file::{Lock, LockedDecision, LockedFunction, Released, hex};
use crate::lock::migrations::{Migrations, is_of, mistakes, tell};
use crate::lock::program::Own;
use crate::lock::report::{
    Against, FunctionReport, GoingBack, PointReport, Report, TypeReport, Verdict, listed,
};
use crate::lock::types::fitting::Fit;
use crate::model::function_name::FunctionName;

/// The command that writes drafts and accepted moves.
pub(crate) const WRITE: &str = "`DURABLE_LOCK=write cargo test`";

/// Compares the functions of a program with what the lock has of them.
pub(crate) fn check(lock: &Lock, program: &[Own], migrations: Migrations<'_>) -> Report {
    let mut report = Report::default();
    if program.is_empty() {
        report.notes.push(
            "No orchestrator is linked into this program. If a library has some, name it: `use the_crate as _;`"
                .to_owned(),
        );
    }
    for own in program {
        match lock.function(own.key()) {
            Some(function) => of_function(function, own, migrations, &mut report),
            None => report.problems.push(format!(
                "{}: it is not in durable.lock; {WRITE} adds it",
                own.function
            )),
        }
    }
    for function in &lock.functions {
        let mut others = program.iter();
        if program.iter().any(|own| own.key() == function.key()) {
            continue;
        }
        match others.find(|own| own.was(function)) {
            Some(own) => of_old_name(function, own, migrations, &mut report),
            None => gone(function, &mut report),
        }
    }
    report.problems.extend(mistakes(lock, migrations, |key| {
        let mut own = program.iter();
        let own = own.find(|own| {
            let is_old = || own.old_keys.iter().any(|old| old == key);
            !own.inline && (own.function == FunctionName::of(key) || is_old())
        })?;
        Some(own.manifest)
    }));
    let functions = lock.functions.iter();
    let decisions = functions.map(|function| function.decisions.len()).sum();
    if decisions > 0 {
        let (are, they) = match decisions {
            1 => ("There is 1 decision", "It has"),
            _ => (&*format!("There are {decisions} decisions"), "They have"),
        };
        report.notes.push(format!(
            "{are}. {they} no effect unless the runtime is given the lock: `Runtime::builder().lock(include_str!(\"…/durable.lock\"))`"
        ));
    }
    report
}

/// A function that is in the lock, and not in the program.
fn gone(function: &LockedFunction, report: &mut Report) {
    let name = function.function();
    if function.retired.is_some() {
        return;
    }
    if function.released.is_empty() {
        report.notes.push(format!(
            "{name}: the program doesn't have it, and it was never released; {WRITE} takes it out"
        ));
        return;
    }
    report.problems.push(format!(
        "{name}: it was released, and the program doesn't have it: instances that wait in it are blocked. Bring it back; or if none is left, write why below its name in durable.lock: retired = \"…\""
    ));
}

fn of_function(
    function: &LockedFunction,
    own: &Own,
    migrations: Migrations<'_>,
    report: &mut Report,
) {
    let name = own.function;
    if function.retired.is_some() {
        report.problems.push(format!(
            "{name}: it is `retired` in durable.lock, and the program has it: take `retired` out, or the function"
        ));
    }
    let new = compared(function, own, migrations, report);
    let released = function.released.iter().map(|released| &released.machine);
    let mut machines = released.chain(&function.draft);
    if !machines.any(|machine| new.is(machine)) {
        let what = if function.released.is_empty() && function.draft.is_none() {
            "has no code of it"
        } else {
            "doesn't have its present code"
        };
        report.notes.push(format!(
            "{name}: durable.lock {what}; {WRITE} writes it as a draft"
        ));
    }
}

/// A function of the lock that has another name in the program.
fn of_old_name(
    function: &LockedFunction,
    own: &Own,
    migrations: Migrations<'_>,
    report: &mut Report,
) {
    if function.retired.is_none() {
        compared(function, own, migrations, report);
    }
}

/// Adds to the report what becomes of the instances of a function's releases. Returns the present code.
fn compared<'a>(
    function: &LockedFunction,
    own: &'a Own,
    migrations: Migrations<'_>,
    report: &mut Report,
) -> Code<'a> {
    let new = Code::of_program(own);
    match against(function, own, &new, migrations, &mut report.notes) {
        Ok(found) => {
            open_points(function, &found, &new, report);
            other_types(&found, report);
            unneeded(function, &found, &new, report);
            if !found.against.is_empty() {
                report.functions.push(found);
            }
        }
        Err(why) => report.problems.push(format!("{}: {why}", own.function)),
    }
    named(function, &new, report);
    new
}

/// The comparisons with the releases that are other code, and the way back to the latest of them.
fn against(
    function: &LockedFunction,
    own: &Own,
    new: &Code<'_>,
    migrations: Migrations<'_>,
    notes: &mut Vec<String>,
) -> Result<FunctionReport, String> {
    let unread = |released: &Released| {
        let version = released.name();
        move |why: String| format!("it can't be compared with {version}: {why}")
    };
    let mut against: Vec<Against> = Vec::new();
    let mut going_back = None;
    let others = function.released.iter().rev();
    for released in others.filter(|released| !new.is(&released.machine)) {
        let old = Code::of_lock(&released.machine);
        let said = Said::of(function, &released.name(), new.digest);
        let Compared { mut points, types } = compare(&old, new, &said).map_err(unread(released))?;
        notes.extend(tell(migrations, function, released, &mut points));
        if points.iter().any(|point| point.only_by_past)
            && (has_migrated_in(function, released, migrations)
                || has_moved_in(function, released)?)
        {
            for point in points.iter_mut().filter(|point| point.only_by_past) {
                point.why.push_str(BUT_NOT_THE_MOVED);
            }
        }
        match against.last_mut() {
            Some(last) if are_same_ways(&last.points, &points) && last.types == types => {
                last.versions.push(released.name());
            }
            _ => against.push(Against {
                versions: vec![released.name()],
                points,
                types,
            }),
        }
        if going_back.is_none() {
            let version = function.released.iter();
            let mut version = version.filter(|other| other.machine.digest == new.digest);
            let from = version.next().map_or_else(String::new, Released::name);
            let said = Said::of(function, &from, old.digest);
            let Compared { points, types } = compare(new, &old, &said).map_err(unread(released))?;
            let blocked = points.iter().filter(|point| !point.verdict.continues());
            going_back = Some(GoingBack {
                version: released.name(),
                points: points.len(),
                blocked: blocked.map(|point| point.point.clone()).collect(),
                types,
            });
        }
    }
    Ok(FunctionReport {
        name: own.function.name.to_owned(),
        version: own.function.shown_version(),
        was: (own.key() != function.key()).then(|| function.function().to_string()),
        inline: own.inline,
        file: own.file(),
        line: own.line,
        against,
        going_back,
    })
}

/// What is true of instances to which the past of a release proves nothing.
const BUT_NOT_THE_MOVED: &str = "\nthose that an earlier deploy has moved to it are blocked";

/// Whether a migration of an earlier release is there, which may have led instances into this one.
fn has_migrated_in(function: &LockedFunction, to: &Released, migrations: Migrations<'_>) -> bool {
    let mut earlier = function.released.iter();
    earlier.any(|from| {
        let mut migrations = migrations.iter();
        from.version < to.version
            && migrations.any(|entry| is_of(entry, function) && entry.from == from.name())
    })
}

/// Whether instances of an earlier release may be in this one, though their past is that of the earlier one.
fn has_moved_in(function: &LockedFunction, to: &Released) -> Result<bool, String> {
    let new = Code::of_lock(&to.machine);
    let mut earlier = function.released.iter();
    earlier.try_fold(false, |has_moved, from| {
        if has_moved || from.version >= to.version {
            return Ok(has_moved);
        }
        let said = Said::of(function, &from.name(), new.digest);
        let Compared { points, .. } = compare(&Code::of_lock(&from.machine), &new, &said)?;
        let moves =
            |point: &PointReport| point.verdict.continues() && point.verdict != Verdict::Fits;
        Ok(points.iter().any(moves))
    })
}

fn are_same_ways(one: &[PointReport], other: &[PointReport]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| one.is_same_way(other))
}

/// Types that don't let instances continue, whatever the code does.
fn other_types(found: &FunctionReport, report: &mut Report) {
    for against in &found.against {
        let blocking = |of: &&TypeReport| of.fit != Fit::Depends;
        let points = against.types.iter().filter(blocking);
        let points: BTreeSet<&String> = points.flat_map(|of| &of.points).collect();
        if points.is_empty() {
            continue;
        }
        let points: Vec<_> = points.into_iter().cloned().collect();
        report.problems.push(format!(
            "{}: instances at {} of {} hold values that don't fit the types any more. Change the types so that they do: keep a field that is stored, and give a new one `#[serde(default)]`. Or decide, with `block = true`, that these instances stay blocked",
            found.function(),
            listed(&points),
            listed(&against.versions)
        ));
    }
}

/// What has to be accepted or decided, as it is to be written.
fn open_points(
    function: &LockedFunction,
    found: &FunctionReport,
    new: &Code<'_>,
    report: &mut Report,
) {
    let name = found.function();
    let (mut accept, mut decide) = (Vec::new(), Vec::new());
    let mut entries = String::new();
    for against in &found.against {
        for point in against
            .points
            .iter()
            .filter(|point| point.verdict.is_open())
        {
            let place = format!("{} of {}", point.point, listed(&against.versions));
            if point.verdict == Verdict::Accept {
                accept.push(place);
                continue;
            }
            decide.push(place);
            for version in &against.versions {
                if let Some(from) = function.release(version) {
                    entries.push_str(&entry(from, point, new.digest));
                }
            }
        }
    }
    if !accept.is_empty() {
        report.problems.push(format!(
            "{name}: look at what becomes of the instances at {}; {WRITE} accepts it",
            listed(&accept)
        ));
    }
    if !decide.is_empty() {
        report.problems.push(format!(
            "{name}: decide what becomes of the instances at {}. Change the code so that it fits them; or write into durable.lock, after the other lines of {}, with a reason:\n{entries}\n    `block = true` in place of `to` leaves them blocked.",
            listed(&decide),
            name.quoted()
        ));
    }
}

/// The entry of a decision that is still to be made.
fn entry(from: &Released, point: &PointReport, code: u64) -> String {
    let what = match (&point.to, point.verdict) {
        (Some(to), Verdict::Ask) => format!("to = \"{to}\""),
        _ => "block = true".to_owned(),
    };
    let (version, digest) = (from.name(), hex(from.machine.digest));
    let (at, code) = (&point.point, hex(code));
    format!(
        "\n    [[function.decision]]\n    from = \"{version}\"\n    from_code = \"{digest}\"\n    at = \"{at}\"\n    code = \"{code}\"\n    {what}\n    reason = \"…\"\n"
    )
}

/// Decisions that change nothing, since the instances go there by themselves.
fn unneeded(
    function: &LockedFunction,
    found: &FunctionReport,
    new: &Code<'_>,
    report: &mut Report,
) {
    let decisions = function.decisions.iter();
    for decision in decisions.filter(|decision| decision.code == new.digest) {
        let mut against = found.against.iter();
        let against = against.find(|against| against.versions.contains(&decision.from));
        let mut points = against.iter().flat_map(|against| &against.points);
        let point = points.find(|point| point.point == decision.at);
        if let Some(point) = point.filter(|point| point.decides_nothing) {
            report.notes.push(format!(
                "{}: the decision about {} in durable.lock, line {}, is not needed, for the instances continue there by themselves ({}): take it out",
                function.function(),
                place(decision),
                decision.line,
                point.why
            ));
        }
    }
}

fn place(decision: &LockedDecision) -> String {
    format!("{} of {}", decision.at, decision.from)
}

/// What accepted moves and decisions name must exist, and the decisions must be possible.
fn named(function: &LockedFunction, new: &Code<'_>, report: &mut Report) {
    let name = function.function();
    let mut wrong = |line: usize, what: &str, why: String| {
        report.problems.push(format!(
            "{name}: {what} in durable.lock, line {line}: {why}"
        ));
    };
    for accepted in &function.accepted {
        let places = (&*accepted.from, &*accepted.at, Some(&*accepted.to));
        if let Err(why) = exist(function, new, places, accepted.code) {
            let why = format!("{why}; {WRITE} takes it out");
            wrong(accepted.line, "the accepted move", why);
        }
    }
    for decision in &function.decisions {
        let places = (&*decision.from, &*decision.at, decision.to.as_deref());
        let possible = exist(function, new, places, decision.code)
            .and_then(|(old, code)| can_be_decided(&old, &code, &decision_of(decision)));
        if let Err(why) = possible {
            wrong(decision.line, "the decision", why);
        }
    }
    let decisions = function.decisions.iter();
    let decisions = decisions.map(|decision| (decision.from_code, decision.line));
    let accepted = function.accepted.iter();
    let accepted = accepted.map(|accepted| (accepted.from_code, accepted.line));
    let mut lines = decisions.chain(accepted).filter(|(code, _)| code.is_none());
    if let Some((_, line)) = lines.next() {
        report.notes.push(format!(
            "{name}: durable.lock, line {line}, tells the release only by its number, which a merge may give to other code; {WRITE} adds the digest, as `from_code`"
        ));
    }
}

/// The two machines that an entry is about, if they and the points are there.
fn exist<'a>(
    function: &'a LockedFunction,
    new: &Code<'a>,
    (from, at, to): (&str, &str, Option<&str>),
    code: u64,
) -> Result<(Code<'a>, Code<'a>), String> {
    let released = function.release(from);
    let released = released.ok_or_else(|| format!("there is no release `{from}`"))?;
    let old = Code::of_lock(&released.machine);
    if old.digest == code {
        return Err(format!(
            "{from} is the same code, in which instances continue whatever is decided: take it out"
        ));
    }
    if !old.has_point(at)? {
        return Err(format!("{from} has no point `{at}`"));
    }
    let target = if code == new.digest {
        new.clone()
    } else {
        let machine = function.machine(code).ok_or_else(|| {
            format!(
                "it is for other code ({}) than the present one ({}) and the released ones: look whether it still holds, and write that `code`, or remove it",
                hex(code),
                hex(new.digest)
            )
        })?;
        Code::of_lock(machine)
    };
    match to {
        Some(to) if !target.has_point(to)? => Err(format!("the new code has no point `{to}`")),
        _ => Ok((old, target)),
    }
}
