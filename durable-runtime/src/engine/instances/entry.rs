//! [`Entry`]: an instance in memory.

use std::sync::Arc;

use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::frame::Blob;
use crate::store::key::Due;
use crate::store::rows::Record;

/// An instance that holds more bytes of events doesn't stay for that.
const EVENT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// An instance for which an attempt is under way doesn't stay for that if it holds more bytes of events: many
/// attempts may be under way.
const EVENT_BYTES_BESIDE_MAX: u64 = 64 * 1024;

/// An instance in memory.
pub(crate) struct Entry {
    pub(crate) state: Loaded,
    pub(crate) input: Input,
    /// The extent of its change in the next commit.
    pub(crate) change: Change,
    /// A change of it is being committed.
    pub(crate) committing: bool,
    /// The read that was begun last before its last change was made, or became durable.
    pub(super) changed_after: u64,
    /// The same of its start.
    pub(super) started_after: u64,
    pub(crate) turn: Turn,
    /// When it is to go on by the row that was written last for that.
    pub(crate) goes_on: Option<Due>,
    /// By the row of this time it is stepped if the process dies. It was written by a commit that didn't wait for its
    /// step.
    pub(crate) stepped_later: Option<Due>,
}

/// Whether an instance is to be stepped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Nothing,
    /// It is in the queue.
    Queued,
    /// The step of this number is under way, since which there is news of these operations.
    UnderWay {
        number: u64,
        arrived: Vec<OpId>,
    },
}

/// The extent of a change of an instance in a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Nothing,
    /// Outcomes were kept for it, or events, in rows of their own.
    Beside,
    /// Its record is to be written, too.
    Record,
}

/// The input of an instance.
pub(crate) enum Input {
    /// The store has it, if there is an instance.
    Stored,
    /// It is in the draft.
    Drafted(Json),
    /// The commit that is under way brings it to the store.
    Committing(Json),
}

pub(crate) enum Loaded {
    Absent,
    /// There is one, and this is why it can't be read.
    Unreadable(String),
    /// A step that is under way has the record as it was when that began.
    Here(Arc<Record>),
}

impl Entry {
    /// One that was just loaded.
    pub(super) fn new(state: Loaded) -> Self {
        Self {
            state,
            input: Input::Stored,
            change: Change::Nothing,
            committing: false,
            changed_after: 0,
            started_after: 0,
            turn: Turn::Nothing,
            goes_on: None,
            stepped_later: None,
        }
    }

    /// Whether the store knows its last change.
    pub(crate) fn is_stored(&self) -> bool {
        self.change == Change::Nothing && !self.committing
    }

    /// Whether it may be let go of.
    pub(super) fn is_idle(&self) -> bool {
        self.is_stored() && self.turn == Turn::Nothing
    }

    /// The step of this number is over; of which operations there is news since it began. `None` when that step was
    /// abandoned.
    pub(crate) fn end_turn(&mut self, number: u64) -> Option<Vec<OpId>> {
        match &mut self.turn {
            Turn::UnderWay {
                number: now,
                arrived,
            } if *now == number => {
                let arrived = std::mem::take(arrived);
                self.turn = Turn::Nothing;
                Some(arrived)
            }
            _ => None,
        }
    }

    /// If its step is under way: there is news of this operation, which that doesn't know of. Whether it is.
    pub(crate) fn arrives_in_step(&mut self, op: OpId) -> bool {
        match &mut self.turn {
            Turn::UnderWay { arrived, .. } => {
                arrived.push(op);
                true
            }
            Turn::Nothing | Turn::Queued => false,
        }
    }

    pub(crate) fn is_under_way(&self) -> bool {
        matches!(self.turn, Turn::UnderWay { .. })
    }

    /// Whether it stays in memory for a while, as loading it takes long.
    pub(super) fn waits_long(&self) -> bool {
        let Loaded::Here(record) = &self.state else {
            return false;
        };
        let events = record.mailbox.events();
        let has_read = record.has_events && !events.is_unread();
        (record.has_outcomes || has_read) && events.tally().bytes <= EVENT_BYTES_MAX
    }
    /// The bytes that it holds, about.
    pub(super) fn bytes_held(&self) -> usize {
        let Loaded::Here(record) = &self.state else {
            return 0;
        };
        let checkpoint = record.checkpoint.as_ref();
        let checkpoint = checkpoint.map_or(0, |Blob(bytes)| bytes.len());
        let values = record.values.values().map(|value| value.len());
        checkpoint + values.sum::<usize>()
    }

    pub(super) fn holds_many_events(&self) -> bool {
        let Loaded::Here(record) = &self.state else {
            return false;
        };
        let events = record.mailbox.events();
        events.any_in_memory() && events.tally().bytes > EVENT_BYTES_BESIDE_MAX
    }
}
