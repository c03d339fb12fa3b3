//! [`transition`]: one step of an instance, as a pure function of its stored state and of what has arrived. It does no
//! I/O, starts nothing and never panics, whatever the user's code does. The code reads the time of the clock that the
//! function is given.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::model::clock::Clock;
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::checkpoint::{Checkpoint, Encoded, Values};
use crate::step::command::Command;
use crate::step::context;
use crate::step::cx::{Cx, Parts};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::{Frame, IncompatibleCheckpoint};
use crate::step::mailbox::Mailbox;
use crate::step::migration::apply::{Continues, Migrated, migrate};
use crate::step::migration::given::Given;
use crate::step::probe::{Subject, fault_or_panic, probe};
use crate::step::result::StepResult;
use crate::step::tasks::Tasks;
use crate::upgrade::Class;

/// The position of an instance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Position<'a> {
    /// It has not begun; this is its input.
    Start(&'a Json),
    /// It waits.
    Waiting {
        /// The bytes of its [`Checkpoint`].
        checkpoint: &'a [u8],
        /// The values stored out of line, and the number of the next one.
        values: &'a Values,
        next_value: u64,
        /// The input, if the checkpoint [needs it](Checkpoint::needs_input).
        input: Option<&'a Json>,
    },
}

/// The result of a step.
#[derive(Debug)]
pub(crate) struct Transition {
    pub(crate) outcome: StepOutcome,
    /// The remaining mailbox.
    pub(crate) mailbox: Mailbox,
    /// The commands to carry out once the step is durable: none if it is blocked, and if it has ended only the
    /// cancellations on the way there.
    pub(crate) commands: Vec<Command>,
    pub(crate) custom_status: Option<Json>,
    /// Whether the code has changed since the instance was stored, and this is the first step since then.
    pub(crate) has_moved: bool,
}

#[derive(Debug)]
pub(crate) enum StepOutcome {
    /// It waits. Its new [`Checkpoint`].
    Waiting(Encoded),
    Completed(Json),
    Failed(Failure),
    /// The running code can't resume the checkpoint. The instance stays as it was, with what has arrived, and is tried
    /// again when the store is opened by code that can.
    Blocked(String),
}

/// Steps an instance to its next await that isn't ready, or to its end.
pub(crate) fn transition(
    entry: &OrchestratorEntry,
    instance: &InstanceId,
    clock: &Arc<dyn Clock>,
    position: &Position<'_>,
    mailbox: &Mailbox,
) -> Transition {
    let blocked = |reason: String| Transition {
        outcome: StepOutcome::Blocked(reason),
        mailbox: mailbox.clone(),
        commands: Vec::new(),
        custom_status: None,
        has_moved: false,
    };
    let subject = Subject {
        entry,
        instance,
        clock,
        mailbox,
    };
    let begins = match begins(subject, position) {
        Ok(begins) => begins,
        Err(Ends::Blocked(reason)) => return blocked(reason),
        Err(Ends::Failed(failure)) => {
            return Transition {
                outcome: StepOutcome::Failed(failure),
                mailbox: mailbox.clone(),
                commands: Vec::new(),
                custom_status: None,
                // Only a migration does that.
                has_moved: true,
            };
        }
    };
    let Begins {
        mut frame,
        tasks,
        given,
        given_up,
        moved,
        misread,
    } = begins;
    let next_value = match position {
        Position::Start(_) => 0,
        Position::Waiting { next_value, .. } => *next_value,
    };
    let has_begun = frame.has_begun();
    let mut taken = mailbox.clone();
    let mut cx = Cx::new(instance, &**clock, &mut taken);
    cx.tasks = tasks;
    cx.give(given);
    for op in given_up {
        cx.cancel(op);
    }
    cx.steps(entry.manifest);
    let (result, custom_status) = context::in_step(instance, clock, || {
        let result = catch_unwind(AssertUnwindSafe(|| cx.run(entry.step, &mut frame)));
        cx.drop_lent();
        result
    });
    let tasks = std::mem::take(&mut cx.tasks);
    let machines = cx.machines();
    let moved = cx.moved().max(moved);
    let has_moved = moved.is_some() || misread.is_some();
    // One that has started over has run the new code from its start.
    frame.has_other_past |= has_begun && moved > Some(Class::SamePast);
    let mut commands = cx.finish();
    let outcome = match result {
        Ok(StepResult::Waiting) => {
            let checkpoint = Checkpoint::new(frame, tasks);
            StepOutcome::Waiting(Encoded {
                machines,
                ..checkpoint.encode(next_value)
            })
        }
        Ok(StepResult::Done(Ok(output))) => StepOutcome::Completed(output),
        Ok(StepResult::Done(Err(failure))) => StepOutcome::Failed(failure.unread()),
        Ok(StepResult::Value(_)) => {
            unreachable!("the frame of an instance is that of a function")
        }
        Err(thrown) => match fault_or_panic(thrown, entry.name) {
            Ok(reason) => return blocked(reason),
            // It may be the change that makes it panic: nothing is lost that way.
            Err(failure) if has_moved => {
                if let Some(misread) = misread {
                    return blocked(why_misread(&misread));
                }
                return blocked(format!(
                    "the code has changed, and its first step since then panicked: {failure}; deploy code that doesn't, or terminate it"
                ));
            }
            Err(failure) => StepOutcome::Failed(failure),
        },
    };
    let (outcome, custom_status) = match custom_status {
        None => (outcome, None),
        Some(Ok(status)) => (outcome, Some(status)),
        Some(Err(failure)) => (StepOutcome::Failed(failure), None),
    };
    if !matches!(outcome, StepOutcome::Waiting(_)) {
        commands.retain(|command| matches!(command, Command::Cancel { .. }));
    }
    Transition {
        outcome,
        mailbox: taken,
        commands,
        custom_status,
        has_moved,
    }
}

/// The reason why an instance is blocked that another program has written, and at which this one panics.
fn why_misread(panic: &Failure) -> String {
    format!(
        "what it holds can't be read by this program: {panic}; deploy code that can, or terminate it"
    )
}

/// How a step begins.
struct Begins {
    frame: Frame,
    tasks: Tasks,
    /// What a migration has given the await where the instance continues.
    given: Option<Given>,
    /// The operations that a migration has left without an owner.
    given_up: Vec<OpId>,
    /// Why frames of it have continued in other machines than those that wrote them, the weakest of the reasons.
    moved: Option<Class>,
    /// A panic at which something that another program has written was read. What decodes is code of the user's.
    misread: Option<Failure>,
}

impl Begins {
    fn at(frame: Frame, tasks: Tasks, moved: Option<Class>) -> Self {
        Self {
            frame,
            tasks,
            given: None,
            given_up: Vec::new(),
            moved,
            misread: None,
        }
    }
}

/// Why no step is made.
enum Ends {
    Blocked(String),
    Failed(Failure),
}

/// Decodes an instance, in the form in which the running code continues it.
fn begins(subject: Subject<'_>, position: &Position<'_>) -> Result<Begins, Ends> {
    let (checkpoint, values, input) = match position {
        Position::Start(input) => {
            let frame = Frame::start((*input).clone());
            return Ok(Begins::at(frame, Tasks::default(), None));
        }
        Position::Waiting {
            checkpoint,
            values,
            input,
            ..
        } => (checkpoint, values, *input),
    };
    let manifest = subject.entry.manifest;
    let checkpoint = Checkpoint::decode(checkpoint, values, manifest, input);
    let checkpoint = checkpoint.map_err(|why| Ends::Blocked(why.to_string()))?;
    let (moved, is_foreign) = (checkpoint.moved(), checkpoint.is_foreign());
    let Some(migration) = checkpoint.migration(manifest) else {
        let (frame, tasks) = checkpoint.into_parts();
        let mut misread = None;
        if is_foreign {
            let held = (frame.clone(), tasks.clone());
            let probed = probe(subject, held, None, Parts::All).map_err(Ends::Blocked)?;
            misread = probed.panic;
        }
        return Ok(Begins {
            misread,
            ..Begins::at(frame, tasks, moved)
        });
    };
    match migrate(subject, checkpoint.into_parts(), migration).map_err(Ends::Blocked)? {
        Migrated::Continues(continues) => {
            let Continues {
                frame,
                tasks,
                given,
                given_up,
                moved,
            } = *continues;
            Ok(Begins {
                frame,
                tasks,
                given,
                given_up,
                moved: Some(moved),
                misread: None,
            })
        }
        Migrated::StartsOver(input) => Ok(Begins {
            given_up: subject.mailbox.ops().into_iter().collect(),
            ..Begins::at(Frame::anew(input), Tasks::default(), moved)
        }),
        Migrated::Fails(failure) => Err(Ends::Failed(failure.unread())),
    }
}

/// What was found of an instance that is looked at without a step.
pub(crate) struct Fit {
    /// Why its frames have continued in other machines than those that wrote them, the weakest of the reasons; `None` if none
    /// has.
    pub(crate) moved: Option<Class>,
    /// Whether it is to be stepped now, whatever it waits for: a migration has given that up.
    pub(crate) goes_on_now: bool,
}

/// Whether the program can resume an instance: everything that it holds is decoded, and no code of the user's runs but what
/// decodes. Returns the reason if it can't.
pub(crate) fn check(
    entry: &OrchestratorEntry,
    instance: &InstanceId,
    clock: &Arc<dyn Clock>,
    position: &Position<'_>,
    mailbox: &Mailbox,
) -> Result<Fit, String> {
    match position {
        Position::Start(input) => {
            let read = catch_unwind(AssertUnwindSafe(|| (entry.check_input)(input)));
            let read = read.map_err(|panic| {
                let function = FunctionName::of(entry.name).quoted();
                let what = format!("reading the input of orchestrator {function}");
                Failure::from_panic(panic, &what).to_string()
            })?;
            read.map_err(|error| IncompatibleCheckpoint::Input(error.to_string()).to_string())?;
            Ok(Fit {
                moved: None,
                goes_on_now: false,
            })
        }
        Position::Waiting {
            checkpoint,
            values,
            input,
            ..
        } => {
            let subject = Subject {
                entry,
                instance,
                clock,
                mailbox,
            };
            let checkpoint = Checkpoint::decode(checkpoint, values, entry.manifest, *input);
            let checkpoint = checkpoint.map_err(|incompatible| incompatible.to_string())?;
            let (moved, is_foreign) = (checkpoint.moved(), checkpoint.is_foreign());
            let migration = checkpoint.migration(entry.manifest);
            let held = checkpoint.into_parts();
            let (moved, goes_on_now) = match migration {
                None => {
                    let within = probe(subject, held, None, Parts::All)?;
                    let has_moved = is_foreign || within.moved.is_some();
                    if let Some(panic) = within.panic.filter(|_| has_moved) {
                        return Err(why_misread(&panic));
                    }
                    (within.moved.max(moved), false)
                }
                Some(migration) => (moved, migrate(subject, held, migration)?.goes_on_now()),
            };
            Ok(Fit { moved, goes_on_now })
        }
    }
}
