//! [`HistoryEvent`]: the events of an instance in order, for display. The engine never reads it.

use std::time::SystemTime;

use serde::Serialize;

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::shown;

/// The part of an instance's history that is kept, for display. No instance needs it to resume.
///
/// ```
/// use durable_runtime::{History, Runtime};
///
/// let runtime = Runtime::builder().history(History::Last(100));
/// # drop(runtime);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum History {
    /// All of it.
    All,
    /// The last events, this many of them. At most twice as many are stored, and those of one commit.
    Last(u64),
    /// Nothing.
    None,
}

impl From<bool> for History {
    /// All or nothing.
    fn from(all: bool) -> Self {
        if all { Self::All } else { Self::None }
    }
}

/// An event in the life of an instance.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HistoryEvent {
    /// The time at which the engine learned of it, by the runtime's clock.
    #[serde(serialize_with = "shown::time")]
    pub timestamp: SystemTime,
    /// The event.
    #[serde(flatten)]
    pub kind: HistoryKind,
}

/// The kinds of [`HistoryEvent`]. A value that was too large to be kept ([`Builder::history_value_bytes_max`]) reads as
/// `{"cut": {"bytes": 51234, "beginning": "[{\"role\": …"}}`.
///
/// [`Builder::history_value_bytes_max`]: crate::Builder::history_value_bytes_max
///
/// Operations are numbered per instance in the order in which they began; the number connects a scheduled operation
/// with its outcome.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind")]
#[non_exhaustive]
pub enum HistoryKind {
    /// The instance was started.
    ExecutionStarted {
        /// The orchestrator's name.
        name: String,
        /// The orchestrator's version, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// Its input.
        input: Json,
    },
    /// An activity was called.
    TaskScheduled {
        /// The operation.
        op: OpId,
        /// The activity's name.
        name: String,
        /// Its arguments by name, or its only argument, as far as JSON can express them.
        input: serde_json::Value,
    },
    /// An activity returned.
    TaskCompleted {
        /// The operation.
        op: OpId,
        /// Its result, as far as JSON can express it.
        result: serde_json::Value,
    },
    /// An activity failed for the last time.
    TaskFailed {
        /// The operation.
        op: OpId,
        /// Its last failure.
        #[serde(serialize_with = "shown::failure")]
        failure: Failure,
    },
    /// A timer was set.
    TimerCreated {
        /// The operation.
        op: OpId,
        /// The time at which it is due.
        #[serde(serialize_with = "shown::time")]
        due: SystemTime,
    },
    /// A timer fired.
    TimerFired {
        /// The operation.
        op: OpId,
    },
    /// An external event arrived.
    EventRaised {
        /// Its name, as it was raised.
        name: String,
        /// Its payload.
        input: Json,
    },
    /// A sub-orchestration was started.
    SubOrchestrationInstanceCreated {
        /// The operation.
        op: OpId,
        /// The child's orchestrator.
        name: String,
        /// That orchestrator's version, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// The child's id.
        instance: InstanceId,
        /// Its input.
        input: Json,
    },
    /// A sub-orchestration returned.
    SubOrchestrationInstanceCompleted {
        /// The operation.
        op: OpId,
        /// Its result.
        result: Json,
    },
    /// A sub-orchestration failed.
    SubOrchestrationInstanceFailed {
        /// The operation.
        op: OpId,
        /// Its failure.
        #[serde(serialize_with = "shown::failure")]
        failure: Failure,
    },
    /// An external event was raised in another instance.
    EventSent {
        /// The id of that instance.
        instance: InstanceId,
        /// The event's name.
        name: String,
        /// Its payload.
        input: Json,
    },
    /// Another instance was terminated.
    TerminationSent {
        /// The id of that instance.
        instance: InstanceId,
        /// The reason.
        reason: String,
    },
    /// The instance was suspended.
    ExecutionSuspended {
        /// The reason that the caller gave.
        reason: String,
    },
    /// The instance was resumed.
    ExecutionResumed {
        /// The reason that the caller gave.
        reason: String,
    },
    /// The instance was rewound after it had failed.
    ExecutionRewound {
        /// The reason that the caller gave.
        reason: String,
    },
    /// The instance returned.
    ExecutionCompleted {
        /// Its result.
        result: Json,
    },
    /// The instance failed.
    ExecutionFailed {
        /// Its failure.
        #[serde(serialize_with = "shown::failure")]
        failure: Failure,
    },
    /// The instance was terminated.
    ExecutionTerminated {
        /// The reason that the caller gave.
        reason: String,
    },
}
