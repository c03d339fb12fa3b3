//! What a waiting instance waits for, as clients see it: [`Waiting`], with its stack ([`StackFrame`]) and its pending
//! operations ([`PendingOp`]). `client/stack.rs` and `client/query.rs` make them of what is stored.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::Serialize;

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::shown;

/// The place where an instance waits, its locals there, and its pending operations.
///
/// The fields of the instance's own function are here. The frames within it are in [`frames`](Self::frames) and
/// [`tasks`](Self::tasks).
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Waiting {
    /// The name of the place; it stays the same as long as the awaits before it do.
    pub point: String,
    /// The source file of the orchestrator; `None` when the running program has no such orchestrator.
    pub file: Option<&'static str>,
    /// The line of the await; `None` when the running program has no such place.
    pub line: Option<u32>,
    /// The source text of what is awaited; `None` when the running program has no such place.
    pub source: Option<&'static str>,
    /// The locals that are needed after the await.
    pub locals: BTreeMap<String, serde_json::Value>,
    /// The operations that the function itself has begun and that are not over.
    pub ops: Vec<OpId>,
    /// The waiting parts of the function that have code of their own: `async` blocks (branches of a `select!`, a
    /// `join!`, …) and inline orchestrators, in the order in which they occur in the awaited expression and then in the
    /// locals.
    pub frames: Vec<StackFrame>,
    /// The tasks that were spawned and have not ended, in the order in which they were spawned.
    pub tasks: Vec<StackFrame>,
    /// The operations that the instance has begun and that are not over, in the order in which they began.
    pub pending: Vec<PendingOp>,
    /// The time at which the nearest timer or attempt is due.
    #[serde(serialize_with = "shown::optional_time")]
    pub until: Option<SystemTime>,
}

/// A part of an instance that waits, with code of its own: an `async` block, an inline orchestrator, a task.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StackFrame {
    /// Its kind.
    pub kind: FrameKind,
    /// The name of the orchestrator that the code belongs to.
    pub function: String,
    /// The version of that orchestrator, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The local of the frame around it that holds it; `None` when it is in the awaited expression.
    pub local: Option<String>,
    /// The name of the place at which it waits.
    pub point: String,
    /// The source file; `None` when the running program has no such orchestrator.
    pub file: Option<&'static str>,
    /// The line of the await; `None` when the running program has no such place.
    pub line: Option<u32>,
    /// The source text of what is awaited; `None` when the running program has no such place.
    pub source: Option<&'static str>,
    /// The locals that are needed after the await, and the captures of a block.
    pub locals: BTreeMap<String, serde_json::Value>,
    /// The operations that it has begun itself and that are not over.
    pub ops: Vec<OpId>,
    /// The frames within it, as in [`Waiting::frames`].
    pub frames: Vec<StackFrame>,
}

/// The kind of a [`StackFrame`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum FrameKind {
    /// An `async` block.
    Block,
    /// A call of an `#[orchestrator(inline)]`.
    Inline,
    /// A task that was spawned. A task of a call has no source text and no locals.
    Task,
}

/// An operation that an instance has begun and that is not over.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PendingOp {
    /// Its number, by which frames and the history name it.
    pub op: OpId,
    /// Its kind.
    #[serde(flatten)]
    pub kind: PendingKind,
}

/// The kind of a pending operation.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind")]
#[non_exhaustive]
pub enum PendingKind {
    /// An activity that runs, waits for room, or waits for its next attempt.
    Activity {
        /// Its name; `None` when the stored activity has changed during the read.
        name: Option<String>,
        /// The number of the attempt that runs, or that comes next: 1 for the first one.
        attempt: u32,
        /// The failure of the attempt before.
        #[serde(serialize_with = "shown::optional_failure")]
        last_failure: Option<Failure>,
        /// The time at which that attempt begins, if it is a later one; past once it has begun.
        #[serde(serialize_with = "shown::optional_time")]
        retry_at: Option<SystemTime>,
    },
    /// A timer.
    Timer {
        /// The time at which it fires.
        #[serde(serialize_with = "shown::time")]
        due: SystemTime,
    },
    /// An external event.
    Event {
        /// Its name, in lower case.
        name: String,
    },
    /// A message to another instance that is on its way.
    Message {
        /// The id of that instance.
        instance: InstanceId,
    },
    /// A sub-orchestration.
    SubOrchestration {
        /// The name of its orchestrator; `None` when there is no such instance in the store any more.
        name: Option<String>,
        /// The version of that, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// Its id.
        instance: InstanceId,
    },
}
