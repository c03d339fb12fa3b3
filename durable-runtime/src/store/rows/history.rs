//! [`HistoryRow`]: what happened to an instance, for people; and [`End`]: how it ended.

use serde::{Deserialize, Serialize};

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::step::command::Errand;
use crate::step::frame::Blob;

/// The end of an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum End {
    Completed(Json),
    Failed(Failure),
    Terminated(String),
}

impl End {
    /// The result for callers that wait for the instance.
    pub(crate) fn result(&self, id: &InstanceId) -> Result<Json, Failure> {
        match self {
            Self::Completed(output) => Ok(output.clone()),
            Self::Failed(failure) => Err(failure.clone()),
            Self::Terminated(reason) => Err(Failure::terminated(id, reason)),
        }
    }
}

/// The history of an instance between two commits: a row of `history`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct HistoryRow {
    /// The key of the row before it of the same instance.
    pub(crate) previous: Option<u64>,
    pub(crate) events: Vec<(Micros, HistoryEntry)>,
    /// Their approximate size in bytes, while the row grows.
    #[serde(skip)]
    pub(crate) bytes: usize,
}

/// A value in a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Noted<T> {
    Whole(T),
    Cut(Cut),
}

impl<T> Noted<T> {
    /// Its approximate size in bytes.
    fn bytes(&self, of_whole: impl FnOnce(&T) -> usize) -> usize {
        match self {
            Self::Whole(value) => of_whole(value),
            Self::Cut(cut) => cut.beginning.len(),
        }
    }
}

/// The beginning of a value that was too large to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cut {
    /// The size of the value in bytes.
    pub(crate) bytes: u64,
    /// Its beginning, as JSON.
    pub(crate) beginning: String,
}

/// The state of a history that keeps only the last events: the rows of `history`, and the rows before them, with as
/// many events again at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastEvents {
    pub(crate) max: u64,
    /// The approximate number of events in the rows: events since the record was written are not counted.
    pub(crate) count: u64,
    /// The key of the youngest row of those before.
    pub(crate) before: Option<u64>,
    /// Whether `max` or `before` has changed since the record was written, so that it has to be written.
    #[serde(skip)]
    pub(crate) turned: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum HistoryEntry {
    /// The input is in `inputs`.
    Started,
    TaskScheduled {
        op: OpId,
        name: String,
        input: Noted<Blob>,
    },
    TaskCompleted {
        op: OpId,
        result: Noted<Blob>,
    },
    TaskFailed {
        op: OpId,
        failure: Failure,
    },
    TimerCreated {
        op: OpId,
        due: Micros,
    },
    TimerFired {
        op: OpId,
    },
    EventRaised {
        name: String,
        input: Noted<Json>,
    },
    ChildStarted {
        op: OpId,
        name: String,
        instance: InstanceId,
        input: Noted<Json>,
    },
    ChildEnded {
        op: OpId,
        result: Result<Noted<Json>, Failure>,
    },
    /// The record has the details.
    Ended,
    MessageSent {
        to: InstanceId,
        errand: Errand<Noted<Json>>,
    },
    Suspended {
        reason: String,
    },
    Resumed {
        reason: String,
    },
    /// The end is the one before.
    Rewound {
        reason: String,
        end: End,
    },
}

impl HistoryEntry {
    /// Its approximate size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        /// The size of the rest of it.
        const REST: usize = 32;
        fn json(noted: &Noted<Json>) -> usize {
            noted.bytes(|json| json.as_str().len())
        }
        fn blob(noted: &Noted<Blob>) -> usize {
            noted.bytes(|Blob(bytes)| bytes.len())
        }
        REST + match self {
            Self::TaskScheduled { name, input, .. } => name.len() + blob(input),
            Self::TaskCompleted { result, .. } => blob(result),
            Self::TaskFailed { failure, .. } => failure.bytes(),
            Self::EventRaised { name, input } | Self::ChildStarted { name, input, .. } => {
                name.len() + json(input)
            }
            Self::ChildEnded { result, .. } => match result {
                Ok(result) => json(result),
                Err(failure) => failure.bytes(),
            },
            Self::MessageSent { errand, .. } => match errand {
                Errand::Raise { name, payload } => name.len() + json(payload),
                Errand::Terminate { reason } => reason.len(),
            },
            Self::Suspended { reason } | Self::Resumed { reason } => reason.len(),
            Self::Rewound { reason, end } => {
                reason.len()
                    + match end {
                        End::Completed(output) => output.as_str().len(),
                        End::Failed(failure) => failure.bytes(),
                        End::Terminated(reason) => reason.len(),
                    }
            }
            Self::Started | Self::TimerCreated { .. } | Self::TimerFired { .. } | Self::Ended => 0,
        }
    }
}
