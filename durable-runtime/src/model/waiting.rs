//! What a client sees of an instance that waits: [`Waiting`], with its stack ([`StackFrame`]) and with what it waits
//! for ([`PendingOp`]). How they are made of what is stored is in `client/stack.rs` and `client/query.rs`.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::Serialize;

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::shown;

/// Where an instance waits, what it holds there, and what it waits for.
///
/// The fields of the instance's own function stand here. What runs within it is in [`frames`](Self::frames) and
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
    /// The operations that the function has begun by itself, and that are not over.
    pub ops: Vec<OpId>,
    /// What the function has begun that has code of its own and waits, too: `async` blocks (branches of a
    /// `select!`, a `join!`, …) and inline orchestrators, in the order in which they stand in what is awaited and
    /// then in the locals.
    pub frames: Vec<StackFrame>,
    /// The tasks that were spawned and have not ended, in the order in which they were spawned.
    pub tasks: Vec<StackFrame>,
    /// What the instance has begun that is not over, in the order in which it began.
    pub pending: Vec<PendingOp>,
    /// When the nearest timer or attempt that it waits for is due.
    #[serde(serialize_with = "shown::optional_time")]
    pub until: Option<SystemTime>,
}

/// A part of an instance that waits, with code of its own: an `async` block, an inline orchestrator, a task.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StackFrame {
    /// What it is.
    pub kind: FrameKind,
    /// The name of the orchestrator whose code it is.
    pub function: String,
    /// The local of the frame around it that holds it; `None` when it stands in what is awaited.
    pub local: Option<String>,
    /// The name of the place at which it waits.
    pub point: String,
    /// The source file; `None` when the running program has no such orchestrator.
    pub file: Option<&'static str>,
    /// The line of the await; `None` when the running program has no such place.
    pub line: Option<u32>,
    /// The source text of what is awaited; `None` when the running program has no such place.
    pub source: Option<&'static str>,
    /// The locals that are needed after the await, and of a block what it has captured.
    pub locals: BTreeMap<String, serde_json::Value>,
    /// The operations that it has begun by itself, and that are not over.
    pub ops: Vec<OpId>,
    /// What runs within it, as in [`Waiting::frames`].
    pub frames: Vec<StackFrame>,
}

/// What a [`StackFrame`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum FrameKind {
    /// An `async` block.
    Block,
    /// A call of an `#[orchestrator(inline)]`.
    Inline,
    /// A task that was spawned. One that was spawned of a call has no source text and no locals.
    Task,
}

/// An operation that an instance has begun and that is not over.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PendingOp {
    /// Its number, by which frames and the history name it.
    pub op: OpId,
    /// What it is.
    #[serde(flatten)]
    pub kind: PendingKind,
}

/// What an operation is that is not over.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind")]
#[non_exhaustive]
pub enum PendingKind {
    /// An activity that runs, waits for room, or waits for its next attempt.
    Activity {
        /// Its name; `None` when what is stored of the activity has changed while it was read.
        name: Option<String>,
        /// The number of the attempt that runs, or that comes next: 1 for the first one.
        attempt: u32,
        /// Why the attempt before it failed.
        #[serde(serialize_with = "shown::optional_failure")]
        last_failure: Option<Failure>,
        /// When that attempt begins, if it is a later one; past once it has begun.
        #[serde(serialize_with = "shown::optional_time")]
        retry_at: Option<SystemTime>,
    },
    /// A timer.
    Timer {
        /// When it fires.
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
        /// Its id.
        instance: InstanceId,
    },
}
