//! The instances that are in memory: those that the present round is about, those whose change is not
//! durable yet (which is why the store must not be asked about them), those for which an attempt of
//! an activity is under way, and a few that wait for many operations. Any other waiting instance is not
//! here.

use std::collections::VecDeque;
use std::sync::Arc;

use foldhash::HashMap;

use super::events::write_events;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::frame::Blob;
use crate::store::batch::Batch;
use crate::store::key::{Due, Key, Table};
use crate::store::rows::{Record, Row, unreadable_reason};

/// How many instances stay in memory that wait for many operations: loading one for each timer that
/// fires, or each sub-orchestration that ends, would cost the number of branches squared.
const LONG_WAITS_MAX: usize = 16;

/// An instance that holds more bytes of events doesn't stay for that.
const EVENT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// An instance for which an attempt is under way doesn't stay for that if it holds more bytes of events: many
/// attempts may be under way.
const EVENT_BYTES_BESIDE_MAX: u64 = 64 * 1024;

#[derive(Default)]
pub(crate) struct Live {
    entries: HashMap<InstanceId, Entry>,
    /// Instances that wait for many operations, the one that was released last at the end.
    long_waits: VecDeque<InstanceId>,
}

/// An instance in memory.
pub(crate) struct Entry {
    pub(crate) state: Loaded,
    pub(crate) input: Input,
    /// What the next commit changes of it.
    pub(crate) change: Change,
    /// A change of it is being committed.
    pub(crate) committing: bool,
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

/// What a commit changes of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Nothing,
    /// Outcomes were kept for it, or events, in rows of their own.
    Beside,
    /// Its record is to be written, too.
    Record,
}

/// What an instance was started with.
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
    /// Whether the store knows its last change.
    pub(super) fn is_stored(&self) -> bool {
        self.change == Change::Nothing && !self.committing
    }

    /// Whether it may be let go of.
    fn is_idle(&self) -> bool {
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
    fn waits_long(&self) -> bool {
        let Loaded::Here(record) = &self.state else {
            return false;
        };
        let events = record.mailbox.events();
        let has_read = record.has_events && !events.is_unread();
        (record.has_outcomes || has_read) && events.tally().bytes <= EVENT_BYTES_MAX
    }
}

impl Live {
    pub(crate) fn contains(&self, id: &InstanceId) -> bool {
        self.entries.contains_key(id)
    }

    /// Takes in what the store holds of an instance.
    pub(crate) fn load(&mut self, id: InstanceId, bytes: Option<&[u8]>) {
        let state = match bytes.map(Record::from_bytes) {
            None => Loaded::Absent,
            Some(Ok(record)) => Loaded::Here(Arc::new(record)),
            Some(Err(unreadable)) => Loaded::Unreadable(unreadable_reason(&unreadable)),
        };
        self.entries.entry(id).or_insert(Entry {
            state,
            input: Input::Stored,
            change: Change::Nothing,
            committing: false,
            turn: Turn::Nothing,
            goes_on: None,
            stepped_later: None,
        });
    }

    /// The entry of an instance that was loaded in this round.
    pub(crate) fn entry(&mut self, id: &InstanceId) -> &mut Entry {
        self.entries
            .get_mut(id)
            .expect("a round loads every instance that it is about")
    }

    /// The record of an instance that was loaded in this round, if there is one that can be read.
    pub(crate) fn record(&mut self, id: &InstanceId) -> Option<&mut Record> {
        match &mut self.entry(id).state {
            Loaded::Here(record) => Some(Arc::make_mut(record)),
            Loaded::Absent | Loaded::Unreadable(_) => None,
        }
    }

    /// The entry of an instance if it is in memory.
    pub(crate) fn get(&mut self, id: &InstanceId) -> Option<&mut Entry> {
        self.entries.get_mut(id)
    }

    /// How many bytes an instance holds that was loaded in this round, about.
    pub(crate) fn bytes_held(&self, id: &InstanceId) -> usize {
        match self.entries.get(id).map(|entry| &entry.state) {
            Some(Loaded::Here(record)) => {
                let checkpoint = record
                    .checkpoint
                    .as_ref()
                    .map_or(0, |Blob(bytes)| bytes.len());
                checkpoint
                    + record
                        .values
                        .values()
                        .map(|value| value.len())
                        .sum::<usize>()
            }
            _ => 0,
        }
    }

    pub(crate) fn holds_many_events(&self, id: &InstanceId) -> bool {
        let entry = self.entries.get(id);
        entry.is_some_and(|entry| match &entry.state {
            Loaded::Here(record) => {
                let events = record.mailbox.events();
                events.any_in_memory() && events.tally().bytes > EVENT_BYTES_BESIDE_MAX
            }
            Loaded::Absent | Loaded::Unreadable(_) => false,
        })
    }

    /// Lets go of an instance, unless the store doesn't know its last change yet, or it is one of the
    /// last that wait for many operations.
    pub(crate) fn release(&mut self, id: &InstanceId) {
        let Some(entry) = self.entries.get(id).filter(|entry| entry.is_idle()) else {
            return;
        };
        if !entry.waits_long() {
            self.entries.remove(id);
            return;
        }
        self.long_waits.retain(|other| other != id);
        self.long_waits.push_back(id.clone());
        if self.long_waits.len() > LONG_WAITS_MAX
            && let Some(oldest) = self.long_waits.pop_front()
            && let Some(entry) = self.entries.get(&oldest)
            && entry.is_idle()
            && entry.waits_long()
        {
            self.entries.remove(&oldest);
        }
    }

    /// The commit of an instance's change begins, to which its rows are added: its record, if that is to be
    /// written, and what was noted in its history.
    pub(crate) fn commit(&mut self, id: &InstanceId, batch: &mut Batch) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        let change = std::mem::replace(&mut entry.change, Change::Nothing);
        let Loaded::Here(record) = &mut entry.state else {
            return;
        };
        let record = Arc::make_mut(record);
        entry.committing = true;
        entry.input = match std::mem::replace(&mut entry.input, Input::Stored) {
            Input::Drafted(input) => Input::Committing(input),
            other => other,
        };
        if let Some(row) = record.noted.take()
            && let Some(key) = record.history
        {
            batch.put_new(Key::of_history(key), row.to_bytes());
        }
        let has_turned = record
            .last_events
            .as_mut()
            .is_some_and(|last| std::mem::take(&mut last.turned));
        let changes_record = write_events(record, id, batch) || has_turned;
        if change == Change::Record || changes_record {
            let key = Key::of_instance(Table::Instances, id);
            batch.put(key, record.to_bytes());
        }
    }

    pub(crate) fn committed(&mut self, id: &InstanceId) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.committing = false;
            // A drafted one is of another instance of this id, which was started meanwhile.
            if matches!(entry.input, Input::Committing(_)) {
                entry.input = Input::Stored;
            }
        }
    }
}
