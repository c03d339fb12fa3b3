//! [`transition`]: one step of an instance, as a pure function of its stored state and of what has arrived. It does no
//! I/O, starts nothing and never panics, whatever the user's code does. The code reads the time of the clock that the
//! function is given.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::model::clock::Clock;
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::checkpoint::{Checkpoint, Encoded, Values};
use crate::step::command::Command;
use crate::step::context;
use crate::step::cx::Cx;
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::{Fault, Frame, IncompatibleCheckpoint, noting_machines};
use crate::step::mailbox::Mailbox;
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
    };
    let mut moved = None;
    let ((mut frame, tasks), next_value) = match position {
        Position::Start(input) => {
            let frame = Frame::start((*input).clone());
            ((frame, Tasks::default()), 0)
        }
        Position::Waiting {
            checkpoint,
            values,
            next_value,
            input,
        } => match Checkpoint::decode(checkpoint, values, entry.manifest, *input) {
            Ok(checkpoint) => {
                moved = checkpoint.moved();
                if checkpoint.is_foreign()
                    && let Err(reason) = probe(entry, instance, clock, checkpoint.clone(), mailbox)
                {
                    return blocked(reason);
                }
                (checkpoint.into_parts(), *next_value)
            }
            Err(incompatible) => return blocked(incompatible.to_string()),
        },
    };
    let mut taken = mailbox.clone();
    let mut cx = Cx::new(instance, &**clock, &mut taken);
    cx.tasks = tasks;
    cx.steps(entry.manifest);
    let (result, custom_status) = context::in_step(instance, clock, || {
        let result = catch_unwind(AssertUnwindSafe(|| cx.run(entry.step, &mut frame)));
        cx.drop_lent();
        result
    });
    let tasks = std::mem::take(&mut cx.tasks);
    let machines = cx.machines();
    let moved = cx.moved().max(moved);
    frame.has_other_past |= moved > Some(Class::SamePast);
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
            Err(failure) if moved.is_some() => {
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
    }
}

/// What was found of an instance that is looked at without a step.
pub(crate) struct Fit {
    /// Why its frames have continued in other machines than those that wrote them, the weakest of the reasons; `None` if none
    /// has.
    pub(crate) moved: Option<Class>,
    /// The machines that wrote its frames.
    pub(crate) machines: Vec<u64>,
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
                machines: Vec::new(),
            })
        }
        Position::Waiting {
            checkpoint,
            values,
            input,
            ..
        } => {
            let place = Checkpoint::place(checkpoint);
            let (moved, mut machines) = noting_machines(|| {
                let checkpoint = Checkpoint::decode(checkpoint, values, entry.manifest, *input);
                let checkpoint = checkpoint.map_err(|incompatible| incompatible.to_string())?;
                let moved = checkpoint.moved();
                let within = probe(entry, instance, clock, checkpoint, mailbox)?;
                Ok::<_, String>(within.max(moved))
            });
            machines.extend(place.map(|place| place.machine));
            Ok(Fit {
                moved: moved?,
                machines,
            })
        }
    }
}

/// Decodes everything that an instance holds, as its step will, before any code of the user's acts on a part of it. Returns
/// why a frame within it has continued in another machine.
fn probe(
    entry: &OrchestratorEntry,
    instance: &InstanceId,
    clock: &Arc<dyn Clock>,
    checkpoint: Checkpoint,
    mailbox: &Mailbox,
) -> Result<Option<Class>, String> {
    let mut mailbox = mailbox.clone();
    let mut cx = Cx::probing(instance, &**clock, &mut mailbox);
    let (mut frame, tasks) = checkpoint.into_parts();
    cx.tasks = tasks;
    let (result, _) = context::in_step(instance, clock, || {
        let result = catch_unwind(AssertUnwindSafe(|| cx.run(entry.step, &mut frame)));
        cx.drop_lent();
        result
    });
    // Anything else is met again by the step, which is a panic or a failure there.
    match result.map_err(|thrown| fault_or_panic(thrown, entry.name)) {
        Err(Ok(reason)) => Err(reason),
        Ok(_) | Err(Err(_)) => Ok(cx.moved()),
    }
}

/// The reason why a step ended from inside: the instance is blocked, or has failed.
fn fault_or_panic(thrown: Box<dyn Any + Send>, function: &str) -> Result<String, Failure> {
    match thrown.downcast::<Fault>() {
        Ok(fault) => match *fault {
            Fault::Blocked(incompatible) => Ok(incompatible.to_string()),
            Fault::NotSerializable(message) => Err(Failure::terminal(message)),
        },
        Err(panic) => Err(Failure::from_panic(
            panic,
            &format!("orchestrator {}", FunctionName::of(function).quoted()),
        )),
    }
}
