//! [`make`]: makes one step of an instance, as a part of which the inputs of sub-orchestrations are read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::spans;
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::command::{ChildStart, Command};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::transition::{Position, StepOutcome, Transition, transition};
use crate::store::rows::Record;

/// Makes the next step of an instance, with its input if the step needs that.
pub(super) fn make(
    entry: &OrchestratorEntry,
    instance: &InstanceId,
    (record, input): (&Record, Option<&Json>),
    clock: &Arc<dyn Clock>,
    registry: &Registry,
) -> Transition {
    let step = || {
        let position = match (&record.checkpoint, input) {
            (Some(Blob(checkpoint)), _) => Position::Waiting {
                checkpoint,
                values: &record.values,
                next_value: record.next_value,
                input,
            },
            (None, Some(input)) => Position::Start(input),
            (None, None) => return blocked("its input can't be read"),
        };
        let span = spans::of_step(instance, FunctionName::of(entry.name));
        span.in_scope(|| {
            let mut stepped = transition(entry, instance, clock, &position, &record.mailbox);
            for command in &mut stepped.commands {
                if let Command::StartChild { child, refused, .. } = command {
                    *refused = check_child(registry, child).err();
                }
            }
            stepped
        })
    };
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| {
        blocked("its step panicked outside of its code, which is a bug in the runtime")
    })
}

/// Finds the function of a sub-orchestration, and checks that it takes the input. The user's code reads that, which may take
/// long, so it is a part of the step that starts the sub-orchestration.
fn check_child(registry: &Registry, child: &mut ChildStart) -> Result<(), Failure> {
    let ChildStart { name, input, .. } = child;
    let unknown = |error: Error| Failure::from(error).into_terminal();
    let (key, _) = registry.resolved(name.clone()).map_err(unknown)?;
    *name = key;
    let entry = registry
        .orchestrator(name)
        .ok_or_else(|| unknown(registry.unknown(FunctionName::of(name))))?;
    catch_unwind(AssertUnwindSafe(|| (entry.check_input)(input)))
        .map_err(|panic| {
            let function = FunctionName::of(name).quoted();
            let what = format!("reading the input of orchestrator {function}");
            Failure::from_panic(panic, &what)
        })?
        .map_err(|error| Failure::from(Error::invalid_input(name, &error)).into_terminal())
}

fn blocked(why: &str) -> Transition {
    Transition {
        has_moved: false,
        outcome: StepOutcome::Blocked(why.to_owned()),
        mailbox: Mailbox::default(),
        commands: Vec::new(),
        custom_status: None,
    }
}
