//! The migrations of a program, held against its lock: each is for a point of a release, and nothing else may tell what becomes
//! of the instances there.

use std::collections::BTreeMap;

use crate::lock::compare::Code;
use crate::lock::file::{Lock, LockedFunction, Released};
use crate::lock::report::{PointReport, Verdict, listed};
use crate::model::function_name::FunctionName;
use crate::step::frame::Manifest;
use crate::step::migration::MigrationEntry;

/// The migrations of a program.
pub(crate) type Migrations<'a> = &'a [&'static MigrationEntry];

/// The migrations of instances of a machine, by the digest of that and by the name of the orchestrator that they continue in.
pub(crate) type Resolved =
    BTreeMap<(u64, &'static str), (&'static Manifest, Vec<&'static MigrationEntry>)>;

/// The release that a migration is for, if the lock has it; or why the migration is for nothing.
pub(crate) fn release_of<'a>(
    lock: &'a Lock,
    entry: &MigrationEntry,
) -> Result<(&'a LockedFunction, &'a Released), String> {
    let of = FunctionName::of(entry.of);
    let function = lock.function((of, false)).ok_or_else(|| {
        if lock.function((of, true)).is_some() {
            return format!("{} is an inline orchestrator, and only instances are migrated: migrate the orchestrators that call it", of.quoted());
        }
        let names = lock.functions.iter().filter(|function| !function.inline);
        let names: Vec<_> = names.map(|function| function.function().quoted()).collect();
        let others = if names.is_empty() {
            "it has none".to_owned()
        } else {
            format!("it has {}", listed(&names))
        };
        format!(
            "durable.lock has no orchestrator {}: write the name that is stored; {others}",
            of.quoted()
        )
    })?;
    let released = function.release(entry.from).ok_or_else(|| {
        let releases: Vec<_> = function.released.iter().map(Released::name).collect();
        let others = if releases.is_empty() {
            "it was never released: `DURABLE_LOCK=release cargo test` numbers what is deployed"
                .to_owned()
        } else {
            format!("it has {}", listed(&releases))
        };
        format!(
            "durable.lock has no release `{}` of {}; {others}",
            entry.from,
            of.quoted()
        )
    })?;
    let code = Code::of_lock(&released.machine);
    let points = code.points_of_body()?;
    if points.iter().any(|point| point == entry.at) {
        return Ok((function, released));
    }
    let what = if code.has_point(entry.at)? {
        "is in an `async` block, or the begin of one: write a migration of the function's own point, which waits for the block"
    } else {
        "is no point of it"
    };
    Err(format!(
        "`{}` {what}; {} of {} waits at {}",
        entry.at,
        entry.from,
        of.quoted(),
        listed(&points)
    ))
}

/// What is wrong with the migrations, each with the place of the migration. `manifest` finds the program's orchestrator of a key.
pub(crate) fn mistakes(
    lock: &Lock,
    migrations: Migrations<'_>,
    manifest: impl Fn(&str) -> Option<&'static Manifest>,
) -> Vec<String> {
    let mut mistakes = Vec::new();
    let mut wrong = |entry: &MigrationEntry, why: String| {
        mistakes.push(format!("the migration {}: {why}", entry.told()));
    };
    let mut seen: BTreeMap<_, &MigrationEntry> = BTreeMap::new();
    for entry in migrations {
        if let Some(first) = seen.insert((entry.of, entry.from, entry.at), entry) {
            let why = format!(
                "{} is for the instances at `{}` of {}, too: remove one of the two",
                first.told(),
                entry.at,
                entry.from
            );
            wrong(entry, why);
            continue;
        }
        let (function, _) = match release_of(lock, entry) {
            Ok(found) => found,
            Err(why) => {
                wrong(entry, why);
                continue;
            }
        };
        let Some(manifest) = manifest(entry.of) else {
            let name = FunctionName::of(entry.of).quoted();
            wrong(
                entry,
                format!(
                    "the program has no orchestrator {name}: remove the migration, or bring the orchestrator back"
                ),
            );
            continue;
        };
        let mut decisions = function.decisions.iter();
        let decision = decisions.find(|decision| {
            (&*decision.from, &*decision.at, decision.code)
                == (entry.from, entry.at, manifest.machine)
        });
        if let Some(decision) = decision {
            let why = format!(
                "the decision in durable.lock, line {}, tells what becomes of the same instances: remove one of the two",
                decision.line
            );
            wrong(entry, why);
        }
    }
    mistakes
}

/// The migrations by the machines that instances come from.
pub(crate) fn resolve(
    lock: &Lock,
    migrations: Migrations<'_>,
    manifest: impl Fn(&str) -> Option<&'static Manifest>,
) -> Result<Resolved, String> {
    let mistakes = mistakes(lock, migrations, &manifest);
    if !mistakes.is_empty() {
        return Err(mistakes.join("\n"));
    }
    let mut resolved = Resolved::new();
    for entry in migrations {
        let (_, released) = release_of(lock, entry)?;
        if let Some(to) = manifest(entry.of) {
            let from = released.machine.digest;
            let of_machine = resolved.entry((from, to.name));
            let (_, entries) = of_machine.or_insert_with(|| (to, Vec::new()));
            entries.push(entry);
        }
    }
    Ok(resolved)
}

/// Tells of the points of a release what migrations do, in place of what the comparison has found. Returns what there is to say
/// of those that nothing needs.
pub(crate) fn tell(
    migrations: Migrations<'_>,
    function: &LockedFunction,
    released: &Released,
    points: &mut [PointReport],
) -> Vec<String> {
    let mut notes = Vec::new();
    for point in points {
        let Some(entry) = migration_of(migrations, function, released, &point.point) else {
            continue;
        };
        if point.verdict.continues() {
            let to = point.to.as_ref().unwrap_or(&point.point);
            notes.push(format!(
                "{}: the migration {} isn't needed. Without it the instances at {} of {} continue at {to} ({})",
                function.function(),
                entry.told(),
                point.point,
                released.name(),
                point.why
            ));
        }
        point.verdict = Verdict::Migrates;
        point.to = None;
        point.to_line = None;
        point.only_by_past = false;
        point.why = format!("by {}", entry.told());
    }
    notes
}

/// The migration of the instances at a point of a release.
fn migration_of(
    migrations: Migrations<'_>,
    function: &LockedFunction,
    released: &Released,
    point: &str,
) -> Option<&'static MigrationEntry> {
    let mut migrations = migrations.iter().copied();
    migrations
        .find(|entry| is_of(entry, function) && entry.from == released.name() && entry.at == point)
}

/// Whether a migration is of a function.
pub(crate) fn is_of(entry: &MigrationEntry, function: &LockedFunction) -> bool {
    !function.inline && FunctionName::of(entry.of) == function.function()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lock::check::check;
    use crate::lock::file::{LockedDecision, digest_of};
    use crate::lock::report::Report;
    use crate::lock::tests::{FIRST, both, noted, own};
    use crate::lock::update::{list, release};

    const fn migration(
        of: &'static str,
        from: &'static str,
        at: &'static str,
        line: u32,
    ) -> MigrationEntry {
        MigrationEntry {
            of,
            from,
            at,
            name: "to_checked",
            file: "src/order.rs",
            line,
            run: |_, _| Err("nobody asks it".to_owned()),
        }
    }

    static SLEEP: MigrationEntry = migration("order", "v1", "sleep#1", 90);
    static SHIP: MigrationEntry = migration("order", "v1", "ship#1", 95);
    static SHIP_AGAIN: MigrationEntry = migration("order", "v1", "ship#1", 99);
    static OTHER_FUNCTION: MigrationEntry = migration("orders", "v1", "sleep#1", 100);
    static OTHER_RELEASE: MigrationEntry = migration("order", "v2", "sleep#1", 101);
    static OTHER_POINT: MigrationEntry = migration("order", "v1", "sleep#2", 102);

    /// The lock with a release of [`FIRST`].
    fn released() -> Lock {
        let mut lock = Lock::default();
        let program = [own("order", FIRST)];
        list(&mut lock, &program);
        release(&mut lock, &program);
        lock
    }

    fn report(lock: &Lock, text: &str, migrations: Migrations<'_>) -> Report {
        check(lock, &[own("order", text)], migrations)
    }

    #[test]
    fn places_with_migrations_ask_for_no_decision() {
        let without = report(&released(), &both(), &[]);
        assert!(!without.is_ok());
        let half = report(&released(), &both(), &[&SLEEP]);
        assert!(
            half.problems[0].contains("the instances at ship#1 of v1."),
            "{half}"
        );
        let with = report(&released(), &both(), &[&SLEEP, &SHIP]);
        assert!(with.is_ok(), "{with}");
        let said = with.to_string();
        let lines = "  sleep#1  migrates  by to_checked (src/order.rs:90)\n  \
                     ship#1   migrates  by to_checked (src/order.rs:95)\n";
        assert!(said.contains(lines), "{said}");
        assert!(!said.contains("isn't needed"), "{said}");
        let json = serde_json::to_value(&with).unwrap();
        let point = &json["functions"][0]["against"][0]["points"][0];
        assert_eq!(point["verdict"], "migrates");
        assert_eq!(point["to"], serde_json::Value::Null);
        assert_eq!(point["why"], "by to_checked (src/order.rs:90)");
    }

    #[test]
    fn a_migration_that_nothing_needs_is_told() {
        let report = report(&released(), &noted(), &[&SLEEP]);
        assert!(report.is_ok(), "{report}");
        let said = report.to_string();
        assert!(
            said.contains("  sleep#1  migrates  by to_checked"),
            "{said}"
        );
        let needless = "order: the migration to_checked (src/order.rs:90) isn't needed. Without it the instances at sleep#1 of v1 continue at sleep#1 (same past: goes on in the new code)";
        assert!(said.contains(needless), "{said}");
    }

    #[test]
    fn a_migration_for_nothing_is_an_error_of_the_report() {
        for (migrations, expected) in [
            (
                &[&OTHER_FUNCTION][..],
                "to_checked (src/order.rs:100): durable.lock has no orchestrator `orders`: write the name that is stored; it has `order`",
            ),
            (
                &[&OTHER_RELEASE],
                "to_checked (src/order.rs:101): durable.lock has no release `v2` of `order`; it has v1",
            ),
            (
                &[&OTHER_POINT],
                "to_checked (src/order.rs:102): `sleep#2` is no point of it; v1 of `order` waits at ship#1 and sleep#1",
            ),
            (
                &[&SHIP, &SHIP_AGAIN],
                "to_checked (src/order.rs:99): to_checked (src/order.rs:95) is for the instances at `ship#1` of v1, too",
            ),
        ] {
            let report = report(&released(), &both(), migrations);
            assert!(
                report.to_string().contains(expected),
                "no {expected} in {report}"
            );
        }
    }

    #[test]
    fn a_migration_beside_a_decision_is_an_error() {
        let mut lock = released();
        lock.functions[0].decisions.push(LockedDecision {
            from_code: Some(digest_of(FIRST)),
            line: 12,
            from: "v1".to_owned(),
            at: "sleep#1".to_owned(),
            code: digest_of(&both()),
            to: None,
            locals: BTreeMap::new(),
            reason: "not these".to_owned(),
        });
        let with = report(&lock, &both(), &[&SLEEP, &SHIP]).to_string();
        assert!(
            with.contains(
                "the decision in durable.lock, line 12, tells what becomes of the same instances"
            ),
            "{with}"
        );
        // A decision for other code tells nothing of these.
        lock.functions[0].decisions[0].code = digest_of(&noted());
        let with = report(&lock, &both(), &[&SLEEP, &SHIP]).to_string();
        assert!(!with.contains("the same instances"), "{with}");
    }

    #[test]
    fn a_migration_is_found_by_the_machine_that_instances_come_from() {
        let program = own("order", &both());
        let resolved = resolve(&released(), &[&SLEEP, &SHIP], |key| {
            (key == "order").then_some(program.manifest)
        });
        let resolved = resolved.unwrap();
        let (_, entries) = &resolved[&(digest_of(FIRST), program.manifest.name)];
        assert_eq!(entries.len(), 2);
        assert_eq!(resolved.len(), 1);
        let gone = resolve(&released(), &[&SLEEP], |_| None).unwrap_err();
        assert!(
            gone.contains("the program has no orchestrator `order`"),
            "{gone}"
        );
    }
}
