//! The size limit of an instance's rows. What would be larger is refused, or fails the instance, so no commit has a row
//! that the store can't take. Such a commit would stop the runtime, and again after each opening of the store.

use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::step::checkpoint::Values;
use crate::step::command::{Command, Errand};
use crate::step::transition::{StepOutcome, Transition};

/// The number of bytes that one step of an instance may store, and that one input, result, event or message may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SizeLimit(usize);

/// A row may hold two values within the limit, such as an activity's arguments and its last failure, and redb takes 3
/// GiB.
const BYTES_MAX: usize = 1024 * 1024 * 1024;

impl Default for SizeLimit {
    fn default() -> Self {
        Self(256 * 1024 * 1024)
    }
}

impl SizeLimit {
    pub(crate) fn of_bytes(bytes: usize) -> Self {
        Self(bytes.min(BYTES_MAX))
    }

    /// Checks the size of something that a client gives.
    pub(super) fn admit(self, what: &str, bytes: usize) -> Result<(), Error> {
        if bytes <= self.0 {
            return Ok(());
        }
        Err(Error::too_large(what, bytes, self.0))
    }

    /// The result of an activity, or the failure that replaces a too large one.
    pub(super) fn result(
        self,
        activity: &str,
        result: Result<Vec<u8>, Failure>,
    ) -> Result<Vec<u8>, Failure> {
        match result {
            Ok(bytes) => {
                let what = format!("the result of activity `{activity}`");
                self.admit(&what, bytes.len()).map_err(too_large)?;
                Ok(bytes)
            }
            Err(failure) => Err(self.failure(failure)),
        }
    }

    fn failure(self, failure: Failure) -> Failure {
        match self.admit("a failure", failure.bytes()) {
            Ok(()) => failure,
            Err(error) => too_large(error),
        }
    }

    /// The result of a step; a failure, if that would have too many bytes. `old` are the values that are stored
    /// already.
    pub(super) fn step(self, stepped: Transition, old: &Values) -> Transition {
        let status = stepped.custom_status.as_ref();
        let status = status.map_or(0, |status| status.as_str().len());
        let (what, bytes) = match &stepped.outcome {
            StepOutcome::Blocked(_) => return stepped,
            StepOutcome::Waiting(checkpoint) => {
                let new = (checkpoint.values.iter())
                    .filter(|(number, _)| !old.contains_key(number))
                    .map(|(_, value)| value.len());
                let commands = stepped.commands.iter().map(bytes_of).sum::<usize>();
                let bytes = checkpoint.bytes.len() + new.sum::<usize>() + commands;
                ("the data of one step", bytes + status)
            }
            StepOutcome::Completed(output) => ("its output", output.as_str().len() + status),
            StepOutcome::Failed(failure) => ("its failure", failure.bytes() + status),
        };
        let Err(error) = self.admit(what, bytes) else {
            return stepped;
        };
        if stepped.has_moved {
            // It may be the change that makes so much: nothing is lost that way.
            let reason = format!(
                "the code has changed, and its first step since then stores too much: {error}; deploy code that stores less, or terminate it"
            );
            return Transition {
                outcome: StepOutcome::Blocked(reason),
                commands: Vec::new(),
                custom_status: None,
                ..stepped
            };
        }
        let mut commands = stepped.commands;
        commands.retain(|command| matches!(command, Command::Cancel { .. }));
        Transition {
            outcome: StepOutcome::Failed(too_large(error)),
            commands,
            custom_status: None,
            ..stepped
        }
    }
}

fn too_large(error: Error) -> Failure {
    Failure::from(error).into_terminal()
}

/// The number of bytes of a command.
fn bytes_of(command: &Command) -> usize {
    match command {
        Command::ScheduleActivity { task, .. } => task.input.0.len(),
        Command::StartChild { child, .. } => {
            let tag = |(name, value): (&String, &String)| name.len() + value.len();
            child.input.as_str().len() + child.tags.iter().map(tag).sum::<usize>()
        }
        Command::Send { errand, .. } => match errand {
            Errand::Raise { name, payload } => name.len() + payload.as_str().len(),
            Errand::Terminate { reason } => reason.len(),
        },
        Command::ArmTimer { .. } | Command::Cancel { .. } | Command::Yield => 0,
    }
}
