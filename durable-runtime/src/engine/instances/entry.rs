//! [`Entry`]: an instance in memory.

use std::sync::Arc;

use crate::engine::index::Listed;
use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::checkpoint::Place;
use crate::step::frame::Blob;
use crate::store::key::Due;
use crate::store::rows::Record;

/// The bytes of events from which on an instance is not kept in memory for them.
const EVENT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The bytes of events from which on an instance with an attempt under way is not kept in memory for that: many
/// attempts may be under way.
const EVENT_BYTES_BESIDE_MAX: u64 = 64 * 1024;

/// An instance in memory.
pub(crate) struct Entry {
    pub(crate) state: Loaded,
    pub(crate) input: Input,
    /// The extent of its change in the next commit.
    pub(crate) change: Change,
    /// Whether a change of it is being committed.
    pub(crate) committing: bool,
    /// The last read that began before its last change was made, or became durable.
    pub(super) changed_after: u64,
    /// The same of its start.
    pub(super) started_after: u64,
    /// Where the places of the store say that it waits.
    pub(super) counted: Option<Place>,
    /// What the index says of it.
    pub(super) listed: Option<Listed>,
    pub(crate) turn: Turn,
    /// The time of the row by which it resumes after other instances have had their turns, if one was written.
    pub(crate) yielded_until: Option<Due>,
    /// The time of the row by which it is stepped if the process dies. A commit that didn't wait for its step wrote the
    /// row.
    pub(crate) stepped_later: Option<Due>,
}

/// Whether an instance is to be stepped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Nothing,
    /// It is in the queue.
    Queued,
    /// The step of this number is under way. These operations have news since it began.
    UnderWay {
        number: u64,
        arrived: Vec<OpId>,
    },
}

/// The extent of a change of an instance in a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Nothing,
    /// Outcomes or events were kept for it, in rows of their own.
    OwnRows,
    /// Its record is to be written, too.
    Record,
}

/// The input of an instance.
pub(crate) enum Input {
    /// It is in the store, if the instance exists.
    Stored,
    /// It is in the draft.
    Drafted(Json),
    /// The commit that is under way writes it to the store.
    Committing(Json),
}

pub(crate) enum Loaded {
    Absent,
    /// The instance exists, and can't be read for this reason.
    Unreadable(String),
    /// Its record. A running step shares the record as it was when the step began.
    Here(Arc<Record>),
}

impl Entry {
    /// An entry that was just loaded.
    pub(super) fn new(state: Loaded) -> Self {
        let (counted, listed) = match &state {
            Loaded::Here(record) => (record.place(), Some(Listed::of(record))),
            Loaded::Absent | Loaded::Unreadable(_) => (None, None),
        };
        Self {
            state,
            counted,
            listed,
            input: Input::Stored,
            change: Change::Nothing,
            committing: false,
            changed_after: 0,
            started_after: 0,
            turn: Turn::Nothing,
            yielded_until: None,
            stepped_later: None,
        }
    }

    /// Whether the store has its last change.
    pub(crate) fn is_stored(&self) -> bool {
        self.change == Change::Nothing && !self.committing
    }

    /// Whether it may be released.
    pub(super) fn is_idle(&self) -> bool {
        self.is_stored() && self.turn == Turn::Nothing
    }

    /// Ends the step of this number. Returns the operations that have news since it began; `None` when the step was
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

    /// Notes that an operation has news which the running step doesn't know of. Returns whether a step is running.
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
    /// The approximate number of bytes that it holds.
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
