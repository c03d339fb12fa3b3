//! The requests of a step ([`Command`]), the pending operations of an instance ([`Pending`]), and their outcomes
//! ([`Outcome`]).

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::parent_close::ParentClosePolicy;
use crate::model::retry::RetryPolicy;
use crate::model::tags::Tags;
use crate::step::frame::Blob;

/// The outcome of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Outcome {
    /// An activity ended: its result in the storage encoding, or its last failure.
    Activity(Result<Blob, Failure>),
    /// A timer fired.
    Fired,
    /// A sub-orchestration ended.
    Child(Result<Json, Failure>),
    /// Another instance has received a message, or can't receive it.
    Received(Result<(), Failure>),
}

/// A request of a step. The engine (`stepping/commands.rs`) turns it into rows, and it is carried out once these are
/// durable.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    ScheduleActivity {
        op: OpId,
        task: ActivityTask,
    },
    ArmTimer {
        op: OpId,
        due: SystemTime,
    },
    StartChild {
        op: OpId,
        child: ChildStart,
        /// The reason why it can't be started. The thread that makes the step finds that out when the step is over.
        refused: Option<Failure>,
    },
    Send {
        op: OpId,
        due: SystemTime,
        to: InstanceId,
        errand: Errand,
    },
    /// Cancels an operation, which was of this kind.
    Cancel {
        op: OpId,
        pending: Pending,
    },
    /// The step has polled enough; the next step is due after other instances have had their turns.
    Yield,
}

/// An activity to be run, as it is stored until it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActivityTask {
    pub(crate) name: String,
    /// The arguments, by name, in the storage encoding.
    pub(crate) input: Blob,
    pub(crate) retry: Option<RetryPolicy>,
    /// The time that one attempt may take.
    pub(crate) timeout: Option<Duration>,
}

/// A sub-orchestration to be started, or an instance of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChildStart {
    /// The function's key. Where the call leaves the version to the program, the thread that makes the step puts it in
    /// when the step is over.
    pub(crate) name: String,
    /// Whether that was so.
    pub(crate) any_version: bool,
    pub(crate) id: InstanceId,
    pub(crate) input: Json,
    pub(crate) if_exists: IfExists,
    pub(crate) tags: Tags,
    /// Whether nobody waits for its end: then it is no sub-orchestration.
    pub(crate) is_detached: bool,
    pub(crate) parent_close: Option<ParentClosePolicy>,
}

#[cfg(test)]
impl ChildStart {
    /// One under an automatic id.
    pub(crate) fn of(name: &str, input: Json) -> Self {
        Self {
            name: name.to_owned(),
            any_version: false,
            id: InstanceId::automatic(),
            input,
            if_exists: IfExists::ReplaceEnded,
            tags: Tags::new(),
            is_detached: false,
            parent_close: None,
        }
    }
}

/// What is done again for a failed operation when its instance is rewound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Again {
    Activity(ActivityTask),
    SubOrchestration(InstanceId),
    /// The start of an instance that was refused.
    Start(ChildStart),
    Message {
        to: InstanceId,
        errand: Errand,
    },
}

/// An action on another instance; `P` is the type of a payload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Errand<P = Json> {
    Raise { name: String, payload: P },
    Terminate { reason: String },
}

/// A pending operation of an instance: one that has begun and is not over. It is stored with the mailbox, in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Pending {
    /// An activity. While it waits for its next attempt, `retry_at` is the time at which that begins.
    Activity {
        retry_at: Option<SystemTime>,
    },
    Timer {
        due: SystemTime,
    },
    /// An external event; the name in lower case.
    Event {
        name: String,
    },
    SubOrchestration {
        id: InstanceId,
    },
    /// A message to another instance, on its way since then.
    Message {
        due: SystemTime,
        to: InstanceId,
    },
}

impl Outcome {
    pub(crate) fn is_failure(&self) -> bool {
        match self {
            Self::Activity(result) => result.is_err(),
            Self::Child(result) => result.is_err(),
            Self::Received(result) => result.is_err(),
            Self::Fired => false,
        }
    }
}

impl fmt::Display for Errand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Raise { name, .. } => write!(f, "raise_event of `{name}`"),
            Self::Terminate { .. } => f.write_str("terminate"),
        }
    }
}
