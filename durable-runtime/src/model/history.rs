//! [`HistoryEvent`]: what happened to an instance, in order, for people to read. The engine never
//! reads it.

use std::time::SystemTime;

use serde::Serialize;

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::shown;

/// How much of what happens to an instance is kept, for people to read. No instance needs it to go on.
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
    /// The last events, so many of them. Twice as many are stored at most, and those of one commit.
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

/// One thing that happened to an instance.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HistoryEvent {
    /// When the engine learned of it, by the runtime's clock.
    #[serde(serialize_with = "shown::time")]
    pub timestamp: SystemTime,
    /// What happened.
    #[serde(flatten)]
    pub kind: HistoryKind,
}

/// What happened. A value that was too large to be kept ([`Builder::history_value_bytes_max`]) reads as
/// `{"cut": {"bytes": 51234, "beginning": "[{\"role\": …"}}`.
///
/// [`Builder::history_value_bytes_max`]: crate::Builder::history_value_bytes_max
///
/// Operations are numbered per instance in the order in which they began; that number
/// connects what was scheduled with what became of it.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind")]
#[non_exhaustive]
pub enum HistoryKind {
    /// The instance was started.
    ExecutionStarted {
        /// The orchestrator's name.
        name: String,
        /// What it was started with.
        input: Json,
    },
    /// An activity was called.
    TaskScheduled {
        /// The operation.
        op: OpId,
        /// The activity's name.
        name: String,
        /// Its arguments by name, or its only argument, as far as JSON can say them.
        input: serde_json::Value,
    },
    /// An activity returned.
    TaskCompleted {
        /// The operation.
        op: OpId,
        /// What it returned, as far as JSON can say it.
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
        /// When it is due.
        #[serde(serialize_with = "shown::time")]
        due: SystemTime,
    },
    /// A timer's time came.
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
        /// The child's id.
        instance: InstanceId,
        /// What it was started with.
        input: Json,
    },
    /// A sub-orchestration returned.
    SubOrchestrationInstanceCompleted {
        /// The operation.
        op: OpId,
        /// What it returned.
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
        /// That instance.
        instance: InstanceId,
        /// The event's name.
        name: String,
        /// Its payload.
        input: Json,
    },
    /// Another instance was terminated.
    TerminationSent {
        /// That instance.
        instance: InstanceId,
        /// Why.
        reason: String,
    },
    /// The instance returned.
    ExecutionCompleted {
        /// What it returned.
        result: Json,
    },
    /// The instance failed.
    ExecutionFailed {
        /// Why.
        #[serde(serialize_with = "shown::failure")]
        failure: Failure,
    },
    /// The instance was ended from outside.
    ExecutionTerminated {
        /// Why, as the caller said it.
        reason: String,
    },
}
