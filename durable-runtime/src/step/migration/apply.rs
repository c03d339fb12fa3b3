//! [`migrate`]: an instance after its migration. Nothing of the instance changes by that: the step that follows commits it, or
//! the check forgets it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::failure::Failure;
use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::context;
use crate::step::cx::Parts;
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::{EncodedValue, Frame, Manifest};
use crate::step::machines;
use crate::step::migration::given::Given;
use crate::step::migration::locals::{Kept, LocalsGiven, listed};
use crate::step::migration::{Migrating, MigrationEntry, WaitsFor, Went};
use crate::step::probe::{Probed, Subject, probe};
use crate::step::shared::InStep;
use crate::step::tasks::Tasks;
use crate::upgrade::Class;

/// An instance after its migration.
pub(crate) enum Migrated {
    /// It continues at a point of the new code. All that it holds can be read there.
    Continues(Box<Continues>),
    StartsOver(Json),
    Fails(Failure),
}

pub(crate) struct Continues {
    pub(crate) frame: Frame,
    pub(crate) tasks: Tasks,
    /// What the await there is given, in place of what the instance has waited for.
    pub(crate) given: Option<Given>,
    /// The operations that nothing of it owns any more. They are to be cancelled.
    pub(crate) given_up: Vec<OpId>,
    /// Why a frame has continued in another machine, the weakest of the reasons.
    pub(crate) moved: Class,
}

impl Migrated {
    /// Whether a step is to be made now, whatever the instance waits for.
    pub(crate) fn goes_on_now(&self) -> bool {
        match self {
            Self::Continues(continues) => {
                continues.given.is_some() || !continues.given_up.is_empty()
            }
            Self::StartsOver(_) | Self::Fails(_) => true,
        }
    }
}

/// Asks the migration what becomes of an instance, and reads that with the types of the new code. `Err` is the reason why it
/// stays blocked.
pub(crate) fn migrate(
    subject: Subject<'_>,
    (frame, tasks): (Frame, Tasks),
    migration: &'static MigrationEntry,
) -> Result<Migrated, String> {
    let place = machines::place_of(frame.machine, &frame.point);
    let place = place.map_or_else(String::new, |place| format!(" ({place})"));
    let at = frame.point.clone();
    migrated(subject, (frame, tasks), migration).map_err(|why| {
        format!(
            "it waits at `{at}`{place}, and the migration {} {why}; deploy a migration that fits, or terminate it",
            migration.told()
        )
    })
}

fn migrated(
    subject: Subject<'_>,
    (frame, tasks): (Frame, Tasks),
    migration: &'static MigrationEntry,
) -> Result<Migrated, String> {
    match asked(subject, &frame, &tasks, migration)? {
        Went::Fails(failure) => Ok(Migrated::Fails(failure)),
        Went::StartsOver(input) => {
            let input = input.map_err(|error| {
                format!("starts it over with an input that JSON can't express: {error}")
            })?;
            check_input(subject.entry, &input)?;
            Ok(Migrated::StartsOver(input))
        }
        Went::To {
            point,
            locals,
            wait,
        } => {
            let mut moved = moved(subject.entry.manifest, &point, locals?)?;
            let given = match wait {
                WaitsFor::TheSame => {
                    moved.op = frame.op;
                    None
                }
                WaitsFor::Other(given) => Some(given),
            };
            let frame = moved;
            let continues = continues(subject, (frame, tasks), given);
            continues.map_err(|why| format!("leads to `{point}`, where it doesn't fit: {why}"))
        }
    }
}

/// What the user's function tells of the instance.
fn asked(
    subject: Subject<'_>,
    frame: &Frame,
    tasks: &Tasks,
    migration: &'static MigrationEntry,
) -> Result<Went, String> {
    let it = Migrating::new(subject.instance.clone(), migration, subject.clock.now());
    let kept = Kept(frame.locals().collect());
    let (told, custom_status) = context::in_step(subject.instance, subject.clock, || {
        let _shared = InStep::begin(tasks.shared().clone());
        catch_unwind(AssertUnwindSafe(|| (migration.run)(&kept, &it)))
    });
    let told = told.map_err(|panic| {
        let failure = Failure::from_panic(panic, "its code");
        format!("has no answer: {failure}")
    })?;
    if custom_status.is_some() {
        return Err("sets a custom status: leave that to the code of the orchestrator".to_owned());
    }
    told
}

fn check_input(entry: &OrchestratorEntry, input: &Json) -> Result<(), String> {
    let read = catch_unwind(AssertUnwindSafe(|| (entry.check_input)(input)));
    let told = match read {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(panic) => Failure::from_panic(panic, "reading it").to_string(),
    };
    Err(format!(
        "starts it over with an input that doesn't fit the function's parameters: {told}"
    ))
}

/// The frame at a point of the new code, with these locals.
fn moved(manifest: &Manifest, to: &str, LocalsGiven(given): LocalsGiven) -> Result<Frame, String> {
    let mut points = manifest.points.iter();
    let point = points.find(|point| point.name == to && to != "start");
    let point = point.ok_or_else(|| {
        let points = manifest.points.iter().skip(1);
        let points = points.filter(|point| !is_of_block(point.name));
        let points = listed(points.map(|point| point.name), "none");
        format!("leads to `{to}`, and the new code has no such point; it has {points}")
    })?;
    if is_of_block(to) {
        return Err(format!(
            "leads to `{to}`, which is in an `async` block, or the begin of one: only points of the function's own body can be told"
        ));
    }
    let needed: BTreeSet<&str> = point.live.iter().copied().collect();
    let names: BTreeSet<&str> = given.iter().map(|(name, _)| &**name).collect();
    if needed != names {
        let not_given = needed.difference(&names).copied();
        let not_needed = names.difference(&needed).copied();
        return Err(format!(
            "leads to `{to}`, which needs {}; not given: {}; given and not needed: {}",
            listed(needed.iter().copied(), "no local"),
            listed(not_given, "none"),
            listed(not_needed, "none"),
        ));
    }
    if names.len() != given.len() {
        return Err(format!("gives a local of `{to}` twice"));
    }
    let locals = given.into_iter();
    let locals = locals.map(|(name, bytes)| (name, EncodedValue::Here(bytes)));
    let mut frame = Frame::default();
    to.clone_into(&mut frame.point);
    frame.machine = manifest.machine;
    frame.has_other_past = true;
    frame.locals = locals.collect();
    Ok(frame)
}

/// Whether a point is in an `async` block, or is the begin of one.
fn is_of_block(point: &str) -> bool {
    point.starts_with("async#")
}

/// The instance at its new place, if all that it holds can be read there, without what nothing owns any more.
fn continues(
    subject: Subject<'_>,
    (frame, mut tasks): (Frame, Tasks),
    given: Option<Given>,
) -> Result<Migrated, String> {
    let whole = |probed: Probed| match &probed.panic {
        None => Ok(probed),
        // What it owns isn't known then.
        Some(panic) => Err(panic.to_string()),
    };
    // The tasks of sets without an owner may not fit the new code, and need not: they end.
    let function = (frame.clone(), tasks.clone());
    let probed = whole(probe(subject, function, given, Parts::Function)?)?;
    tasks.end_unowned(&probed.seen);
    let all = (frame.clone(), tasks.clone());
    let probed = whole(probe(subject, all, probed.given, Parts::All)?)?;
    let noted = tasks.ops();
    let is_given_up = |op: &OpId| !probed.seen.contains(op) && !noted.contains(op);
    let given_up: Vec<OpId> = subject
        .mailbox
        .ops()
        .into_iter()
        .filter(is_given_up)
        .collect();
    tasks
        .shelves
        .retain(|op, _| probed.seen.contains(op) || noted.contains(op));
    if !given_up.is_empty() && tasks.has_values_to_take() {
        return Err("something that it waited for is given up, and it holds results of tasks or of buffered operations that nobody has taken yet, which might own that".to_owned());
    }
    Ok(Migrated::Continues(Box::new(Continues {
        frame,
        tasks,
        given: probed.given,
        given_up,
        moved: probed
            .moved
            .max(Some(Class::Migration))
            .unwrap_or(Class::Migration),
    })))
}
