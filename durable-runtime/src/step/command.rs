//! What a step asks for ([`Command`]), what an instance waits for meanwhile ([`Pending`]), and what becomes of that
//! ([`Outcome`]).

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::step::frame::Blob;

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Outcome {
    /// An activity ended: its result in the storage encoding, or its last failure.
    Activity(Result<Blob, Failure>),
    /// A timer's time has come.
    Fired,
    /// A sub-orchestration ended.
    Child(Result<Json, Failure>),
    /// Another instance has a message, or can't have it.
    Received(Result<(), Failure>),
}

/// What a step asks for. Nothing of it happens before the step is durable.
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
    },
    Send {
        op: OpId,
        due: SystemTime,
        to: InstanceId,
        errand: Errand,
    },
    /// Nobody waits for this operation any more; what it was.
    Cancel {
        op: OpId,
        pending: Pending,
    },
    /// The step has polled enough; the next one is to be made when others have had their turns.
    GoOn,
}

/// An activity to be run, as it is stored until it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActivityTask {
    pub(crate) name: String,
    /// The arguments, by name, in the storage encoding.
    pub(crate) input: Blob,
    pub(crate) retry: Option<RetryPolicy>,
    /// How long one attempt may take.
    pub(crate) timeout: Option<Duration>,
}

/// A sub-orchestration to be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChildStart {
    pub(crate) name: String,
    pub(crate) id: InstanceId,
    pub(crate) input: Json,
    pub(crate) if_exists: IfExists,
}

/// What an instance does to another one; `P` is what is said of a payload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Errand<P = Json> {
    Raise { name: String, payload: P },
    Terminate { reason: String },
}

/// What an instance waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Pending {
    /// An activity. While it waits for its next attempt, `retry_at` says when that begins.
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
    Child {
        id: InstanceId,
    },
    /// A message to another instance, which is on its way since then.
    Message {
        due: SystemTime,
        to: InstanceId,
    },
}

impl Outcome {
    pub(crate) fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::Activity(Err(_)) | Self::Child(Err(_)) | Self::Received(Err(_))
        )
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
