//! The values of the tables: a version byte, a checksum, and then the row as postcard writes it: the fields in their
//! order, compactly. The page `docs/storage-format.md` describes them all; change the two together.
//!
//! A row is written in the version of this program, and read in that one and all earlier ones. So a store of an earlier
//! format is migrated row by row: each when it changes. When the fields of a row change, the old ones stay as a type of
//! their own in [`earlier`], which converts into the current row.

mod earlier;
mod history;
mod kept;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::SystemTime;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::{self, Unread};
use crate::model::event_limits::Tally;
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::model::parent_close::ParentClosePolicy;
use crate::model::status::RuntimeStatus;
use crate::model::tags::Tags;
use crate::step::checkpoint::{Checkpoint, Place, Values};
use crate::step::command::{ActivityTask, Errand, Pending};
use crate::step::events::Events;
use crate::step::frame::{Blob, Manifest};
use crate::step::mailbox::{Mailbox, Progress};
use crate::store::key::{Due, Key, Table, TimerKey};

pub(crate) use self::history::{Cut, End, HistoryEntry, HistoryRow, LastEvents, Noted};
pub(crate) use self::kept::{Kept, KeptRow};

/// The counters that an engine needs before its first step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counters {
    /// The number of starts in this store.
    pub(crate) runs: u64,
    /// The key of the next row of history.
    pub(crate) history: u64,
    /// Whether all instances have their rows of `index`. Stores of earlier formats had none.
    pub(crate) is_indexed: bool,
}

/// The version of every row that this program writes.
const ROW_VERSION: u8 = 5;

/// The oldest version that it reads, which has no checksums.
const ROW_VERSION_UNSEALED: u8 = 2;

/// The versions with checksums.
const SEALED: RangeInclusive<u8> = ROW_VERSION_UNSEALED + 1..=ROW_VERSION;

/// The first version of rows whose checksums cover their keys in the main file.
const WITH_KEYS_FROM: u8 = 5;

/// Stands for a row that damage hides, though other rows show that it exists. No real row is like this.
pub(crate) const HIDDEN: &[u8] = &[u8::MAX];

/// A value of a table.
pub(crate) trait Row: Serialize + DeserializeOwned {
    fn to_bytes(&self) -> Vec<u8> {
        codec::encode_sealed(ROW_VERSION, self)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (version, body) = body(bytes)?;
        let row = if version == ROW_VERSION {
            codec::decode_fields(body)
        } else {
            Self::earlier(version, body)
        };
        Ok(row?)
    }

    /// Reads the fields of an earlier version.
    fn earlier(_version: u8, body: &[u8]) -> Result<Self, Unread> {
        codec::decode_fields(body)
    }
}

/// A row's version and its fields.
fn body(bytes: &[u8]) -> Result<(u8, &[u8]), Unreadable> {
    match bytes.split_first() {
        Some((&ROW_VERSION_UNSEALED, body)) if is_sealed(body) => Err(Unreadable::Damaged(
            "its version differs from what was written".to_owned(),
        )),
        Some((&ROW_VERSION_UNSEALED, body)) => Ok((ROW_VERSION_UNSEALED, body)),
        Some((&version, sealed)) if SEALED.contains(&version) => {
            Ok((version, codec::unseal(version, sealed)?))
        }
        Some((_, [])) if bytes == HIDDEN => Err(Unreadable::Damaged(
            "it is not found, though its input is there".to_owned(),
        )),
        Some((&version, _)) => Err(Unreadable::Version(version)),
        None => Err(Unreadable::Damaged("it is empty".to_owned())),
    }
}

/// The row of a value that is stored out of line: the value's own bytes, sealed as every row is.
pub(crate) fn value_row(value: &[u8]) -> Vec<u8> {
    codec::seal_bytes(ROW_VERSION, value)
}

fn value_of_row(bytes: &[u8]) -> Result<&[u8], Unreadable> {
    body(bytes).map(|(_, value)| value)
}

/// Whether a row has a checksum.
pub(crate) fn has_checksum(row: &[u8]) -> bool {
    row.first() != Some(&ROW_VERSION_UNSEALED)
}

/// The checksum of a row with one that covers the row's key in the main file, too; `None` for a row of an earlier version.
pub(super) fn checksum_with_key(row: &mut [u8]) -> Option<&mut [u8]> {
    let (version, sealed) = row.split_first_mut()?;
    let has_it = SEALED.contains(version) && *version >= WITH_KEYS_FROM;
    sealed.get_mut(..codec::CHECKSUM_BYTES).filter(|_| has_it)
}

/// Whether these bytes, after the version byte, are a sealed body.
fn is_sealed(body: &[u8]) -> bool {
    SEALED
        .into_iter()
        .any(|version| codec::unseal(version, body).is_ok())
}

/// Whether a row of a table can be read.
pub(crate) fn check(key: &Key, row: &[u8]) -> Result<(), Unreadable> {
    match key.table() {
        Table::Counters if key.to_rest().is_some() => RestRow::from_bytes(row).map(drop),
        Table::Counters => Counters::from_bytes(row).map(drop),
        Table::Instances => Record::from_bytes(row).map(drop),
        Table::Inputs => InputRow::from_bytes(row).map(drop),
        Table::Values => value_of_row(row).map(drop),
        Table::Activities => ActivityRow::from_bytes(row).map(drop),
        Table::Timers => TimerRow::from_bytes(row).map(drop),
        Table::Inbox => InboxRow::from_bytes(row).map(drop),
        Table::Outcomes => OutcomeRow::from_bytes(row).map(drop),
        Table::Blocked => BlockedRow::from_bytes(row).map(drop),
        Table::History => HistoryRow::from_bytes(row).map(drop),
        Table::Events if key.to_op().is_some_and(|(_, number)| number.number() == 0) => {
            EventHeadRow::from_bytes(row).map(drop)
        }
        Table::Events => EventRow::from_bytes(row).map(drop),
        Table::Machines => MachineRow::from_bytes(row).map(drop),
        Table::Places => PlaceRow::from_bytes(row).map(drop),
        Table::Index => IndexRow::from_bytes(row).map(drop),
        Table::Counts => CountRow::from_bytes(row).map(drop),
        Table::Children => ChildRow::from_bytes(row).map(drop),
        Table::Kept if key.to_op().is_some_and(|(_, number)| number.number() == 0) => {
            KeptRow::from_bytes(row)?.check()
        }
        // It was one of `activities` or `timers`.
        Table::Kept => body(row).map(drop),
    }
}

/// A row of the version before as one of this version; `None` for any other, and for one that is more than one row now.
pub(crate) fn renewed(table: Table, row: &[u8]) -> Option<Vec<u8>> {
    fn again<T: Row>(row: &[u8]) -> Option<Vec<u8>> {
        T::from_bytes(row).ok().map(|row| row.to_bytes())
    }
    if has_checksum(row) {
        return None;
    }
    match table {
        Table::Counters => again::<Counters>(row),
        Table::Instances => {
            let record = Record::from_bytes(row).ok()?;
            // Its events are to be rows of their own, which are written with the record.
            (record.mailbox.events().tally().count == 0).then(|| record.to_bytes())
        }
        Table::Inputs => again::<InputRow>(row),
        Table::Values => value_of_row(row).ok().map(value_row),
        Table::Activities => again::<ActivityRow>(row),
        Table::Timers => again::<TimerRow>(row),
        Table::Inbox => again::<InboxRow>(row),
        Table::Outcomes => again::<OutcomeRow>(row),
        Table::Blocked => again::<BlockedRow>(row),
        Table::History => again::<HistoryRow>(row),
        // There were none.
        Table::Events
        | Table::Machines
        | Table::Places
        | Table::Index
        | Table::Counts
        | Table::Children
        | Table::Kept => None,
    }
}

impl From<Unread> for Unreadable {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::OtherVersion(version) => Self::Version(version),
            Unread::Damaged(reason) => Self::Damaged(reason),
        }
    }
}

/// The reason why a row can't be read. The row is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error(
        "it is of version {0}; this program reads versions {ROW_VERSION_UNSEALED} to {ROW_VERSION}"
    )]
    Version(u8),
    #[error("it is damaged: {0}")]
    Damaged(String),
}

/// The reason shown for an instance with a record that can't be read.
pub(crate) fn unreadable_reason(unreadable: &Unreadable) -> String {
    format!("its record in the store can't be read: {unreadable}")
}

/// An instance: one row of the table `instances`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The number of its start in this store. It tells apart the instances that had one id in turn.
    pub(crate) run: u64,
    pub(crate) name: String,
    pub(crate) created: Micros,
    pub(crate) updated: Micros,
    pub(crate) parent: Option<Parent>,
    pub(crate) custom_status: Option<Json>,
    /// Its checkpoint; `None` before its first step and after its end.
    pub(crate) checkpoint: Option<Blob>,
    /// The values stored out of line, in rows of `values`.
    #[serde(skip)]
    pub(crate) values: Values,
    /// Whether there are any such values, and the number of the next one.
    pub(crate) has_values: bool,
    pub(crate) next_value: u64,
    pub(crate) mailbox: Mailbox,
    /// Whether there may be rows of `outcomes` that belong to it.
    pub(crate) has_outcomes: bool,
    /// Whether there are rows of `events` that belong to it.
    pub(crate) has_events: bool,
    /// The reason why the running code can't resume it.
    pub(crate) blocked: Option<String>,
    /// The reason that was given when it was suspended. Nothing steps it meanwhile.
    pub(crate) suspended: Option<String>,
    pub(crate) end: Option<End>,
    /// The key of its youngest row of history.
    pub(crate) history: Option<u64>,
    /// The limits of a history that keeps only the last events.
    pub(crate) last_events: Option<LastEvents>,
    /// What its start said of it, for queries.
    pub(crate) tags: Tags,
    /// The operations with rows of `kept`, of an instance that has failed and has its checkpoint there. It can be rewound.
    pub(crate) kept: Option<Vec<OpId>>,
    /// What becomes of sub-orchestrations when it ends first, by the operations of those that it waits for. Some may be over.
    pub(crate) parent_close: BTreeMap<OpId, ParentClosePolicy>,
    /// The youngest row of history, as long as it grows: until the next commit.
    #[serde(skip)]
    pub(crate) noted: Option<HistoryRow>,
}

/// The parent that waits for a sub-orchestration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parent {
    pub(crate) instance: InstanceId,
    pub(crate) run: u64,
    pub(crate) op: OpId,
}

/// An activity that is to run: a row of `activities`, or of `timers` while it waits for its next attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActivityRow {
    pub(crate) run: u64,
    pub(crate) task: ActivityTask,
    /// The number of failed attempts.
    pub(crate) failed: u32,
    /// The time at which the first attempt began, once one has failed. Before, the time at which the activity was
    /// called; rows of older programs have none.
    pub(crate) first_at: Option<Micros>,
}

impl ActivityRow {
    /// The time at which the first attempt began, once one has failed.
    pub(crate) fn first_attempt(&self) -> Option<Micros> {
        self.first_at.filter(|_| self.failed > 0)
    }

    /// The time at which the activity was called, if the row has it.
    pub(crate) fn called(&self) -> Option<Micros> {
        self.first_at.filter(|_| self.failed == 0)
    }
}

/// The work that is due at a time: a row of `timers`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum TimerRow {
    /// A timer fires.
    Fire { run: u64 },
    /// An activity is tried again. This form has no failure, as older programs wrote it.
    Retry(ActivityRow),
    /// An instance begins, or resumes after a step that had polled enough.
    Begin { run: u64 },
    /// An activity is tried again, after this failure.
    RetryAfter { row: ActivityRow, failure: Failure },
    /// An instance sends a message to another one.
    Send {
        run: u64,
        to: InstanceId,
        errand: Errand,
    },
    /// A sub-orchestration is terminated, and those that it waits for, for its parent was. The key has the operation.
    TerminateChild {
        run: u64,
        child: InstanceId,
        reason: String,
    },
    /// A sub-orchestration is asked to cancel itself, for its parent has ended. The key has the operation.
    CancelChild { run: u64, child: InstanceId },
    /// A sub-orchestration of a parent that was rewound goes on, or its result is delivered. The key has the operation.
    Rewind {
        run: u64,
        /// The parent's number before it was rewound.
        before: u64,
        child: InstanceId,
        reason: String,
    },
}

/// The result of a sub-orchestration that its parent has not taken: a row of `inbox`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct InboxRow {
    /// The parent's number of its start.
    pub(crate) run: u64,
    pub(crate) result: Result<Json, Failure>,
}

/// The outcome of one of several awaited operations: a row of `outcomes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OutcomeRow {
    pub(crate) run: u64,
    pub(crate) progress: Progress,
    /// The key of the instance's youngest row of history. It is here because the record is not written for an outcome.
    pub(crate) history: Option<u64>,
}

/// A machine that has written a checkpoint: a row of `machines`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MachineRow {
    /// The name of the function.
    pub(crate) function: String,
    /// Its text; see `upgrade`.
    pub(crate) text: String,
    /// The source file of the function.
    pub(crate) file: String,
    /// The source of the function, if the compiler told it, from this line on.
    pub(crate) source: String,
    pub(crate) line: u32,
    /// The lines of its points, in the order of the text.
    pub(crate) points: Vec<(String, u32)>,
}

/// How many instances wait at a point of a machine: a row of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlaceRow {
    pub(crate) instances: u64,
}

impl MachineRow {
    /// The line of a point, in the file as it was.
    pub(crate) fn line_of(&self, point: &str) -> Option<u32> {
        let mut points = self.points.iter();
        points
            .find(|(name, _)| name == point)
            .map(|(_, line)| *line)
    }

    pub(crate) fn of(manifest: &Manifest) -> Self {
        let points = manifest.points.iter();
        Self {
            function: manifest.name.to_owned(),
            text: manifest.text.to_owned(),
            file: manifest.file.to_owned(),
            source: manifest.source.to_owned(),
            line: manifest.source_line,
            points: points
                .map(|point| (point.name.to_owned(), point.line))
                .collect(),
        }
    }
}

/// The tally of the external events that an instance has not taken: the first of its rows of `events`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct EventHeadRow {
    pub(crate) run: u64,
    pub(crate) tally: Tally,
    /// The key of the instance's youngest row of history, and the number of events in such rows where only the last
    /// ones are kept. They are here because the record is not written for an event.
    pub(crate) history: Option<u64>,
    pub(crate) noted: u64,
}

/// An external event that the instance has not taken: another row of `events`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct EventRow {
    pub(crate) run: u64,
    /// In lower case.
    pub(crate) name: String,
    pub(crate) payload: Json,
}

/// The reason why an instance is blocked: a row of `blocked`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BlockedRow {
    pub(crate) reason: String,
}

/// The input of an instance: a row of `inputs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct InputRow {
    pub(crate) input: Json,
}

/// What lists of instances need: a row of `index`. The key has the function, the status, the time of the start and the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IndexRow {
    /// The time at which it ended, if it has.
    pub(crate) ended: Option<Micros>,
    pub(crate) tags: Tags,
}

/// How many instances of a function have a status: a row of `counts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CountRow {
    pub(crate) instances: u64,
}

/// A sub-orchestration of a parent: a row of `children`, of which the key says all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChildRow {}

/// A removed chain of history of which some rows are left: a row of `counters`, of which the key says all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RestRow {}

impl Row for Record {
    fn earlier(version: u8, body: &[u8]) -> Result<Self, Unread> {
        earlier::record(version, body)
    }
}

impl Row for HistoryRow {
    fn earlier(version: u8, body: &[u8]) -> Result<Self, Unread> {
        earlier::history(version, body)
    }
}

impl Row for EventHeadRow {
    fn earlier(version: u8, body: &[u8]) -> Result<Self, Unread> {
        earlier::event_head(version, body)
    }
}

impl Row for TimerRow {}
impl Row for ActivityRow {}
impl Row for InboxRow {}
impl Row for OutcomeRow {}
impl Row for EventRow {}
impl Row for BlockedRow {}
impl Row for InputRow {}
impl Row for MachineRow {}
impl Row for PlaceRow {}
impl Row for IndexRow {}
impl Row for CountRow {}
impl Row for ChildRow {}
impl Row for RestRow {}

impl Row for Counters {
    fn earlier(_version: u8, body: &[u8]) -> Result<Self, Unread> {
        earlier::counters(body)
    }
}

impl Record {
    /// Where it waits, if a program has written that which has machines.
    pub(crate) fn place(&self) -> Option<Place> {
        let Blob(checkpoint) = self.checkpoint.as_ref()?;
        Checkpoint::place(checkpoint)
    }

    /// The record of an instance that starts.
    pub(crate) fn started(run: u64, name: String, now: SystemTime) -> Self {
        Self {
            run,
            name,
            created: Micros::from(now),
            updated: Micros::from(now),
            parent: None,
            custom_status: None,
            checkpoint: None,
            values: Values::new(),
            has_values: false,
            next_value: 0,
            mailbox: Mailbox::default(),
            has_outcomes: false,
            has_events: false,
            blocked: None,
            suspended: None,
            end: None,
            history: None,
            last_events: None,
            tags: Tags::new(),
            kept: None,
            parent_close: BTreeMap::new(),
            noted: None,
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Whether it is not stepped, whatever comes: it is blocked, or was suspended.
    pub(crate) fn is_held(&self) -> bool {
        self.blocked.is_some() || self.suspended.is_some()
    }

    /// Whether it runs, and this parent started it.
    pub(crate) fn is_running_child_of(&self, parent: &Parent) -> bool {
        !self.has_ended() && self.parent.as_ref() == Some(parent)
    }

    /// The heads of its written chains of history, which are to be removed with it.
    pub(crate) fn take_history(&mut self) -> impl Iterator<Item = u64> + use<> {
        // A row that is not written yet need not be removed.
        let head = match self.noted.take() {
            Some(noted) => noted.previous,
            None => self.history.take(),
        };
        let before = self.last_events.take().and_then(|last| last.before);
        head.into_iter().chain(before)
    }

    /// Adds the outcomes that have arrived since the record was written: the instance's rows of `outcomes`.
    pub(crate) fn take_in(&mut self, rows: Vec<(OpId, Vec<u8>)>) -> Result<(), Unreadable> {
        for (op, bytes) in rows {
            let row = OutcomeRow::from_bytes(&bytes)?;
            if row.run == self.run {
                self.mailbox.restore(op, row.progress);
                self.history = self.history.max(row.history);
            }
        }
        Ok(())
    }

    /// Adds the tally of its events: the first of the instance's rows of `events`.
    pub(crate) fn take_event_head(&mut self, row: Option<Vec<u8>>) -> Result<(), Unreadable> {
        let missing = || Unreadable::Damaged("it is missing".to_owned());
        let row = EventHeadRow::from_bytes(&row.ok_or_else(missing)?)?;
        if row.run != self.run {
            return Err(missing());
        }
        *self.mailbox.events_mut() = Events::unread(row.tally);
        if row.history > self.history {
            self.history = row.history;
            if let Some(last) = &mut self.last_events {
                last.count = row.noted;
            }
        }
        Ok(())
    }

    /// Adds its events: the other rows of `events`.
    pub(crate) fn take_events(&mut self, rows: Vec<(u64, Vec<u8>)>) -> Result<(), Unreadable> {
        let mut read = Vec::with_capacity(rows.len());
        for (number, bytes) in rows {
            let row = EventRow::from_bytes(&bytes)?;
            if row.run == self.run {
                read.push((number, row.name, row.payload));
            }
        }
        self.mailbox.events_mut().read(read);
        Ok(())
    }

    /// Adds the values stored out of line: the instance's rows of `values`.
    pub(crate) fn take_values(&mut self, rows: Vec<(u64, Vec<u8>)>) -> Result<(), Unreadable> {
        for (number, bytes) in rows {
            self.values.insert(number, value_of_row(&bytes)?.into());
        }
        Ok(())
    }

    /// The rows that belong to operations which are not over, unless they have a row of `outcomes`.
    pub(crate) fn rows_of_pending(&self, id: &InstanceId) -> Vec<(OpId, Key)> {
        let row = |(op, pending): (OpId, &Pending)| {
            let timer = |time: SystemTime| {
                Key::of_timer(&TimerKey {
                    due: Due::from(time),
                    instance: id.clone(),
                    op,
                })
            };
            let key = match pending {
                Pending::Activity { retry_at: None } => Key::of_op(Table::Activities, id, op),
                Pending::Activity { retry_at: Some(at) } => timer(*at),
                Pending::Timer { due } | Pending::Message { due, .. } => timer(*due),
                Pending::Event { .. } | Pending::SubOrchestration { .. } => return None,
            };
            Some((op, key))
        };
        self.mailbox.pending().filter_map(row).collect()
    }

    pub(crate) fn runtime_status(&self) -> RuntimeStatus {
        match &self.end {
            Some(End::Completed(_)) => RuntimeStatus::Completed,
            Some(End::Failed(_)) => RuntimeStatus::Failed,
            Some(End::Terminated(_)) => RuntimeStatus::Terminated,
            None if self.is_held() => RuntimeStatus::Suspended,
            None if self.checkpoint.is_none() => RuntimeStatus::Pending,
            None => RuntimeStatus::Running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_another_version_is_not_read() {
        let row = BlockedRow {
            reason: "why".to_owned(),
        };
        let mut bytes = row.to_bytes();
        assert_eq!(BlockedRow::from_bytes(&bytes), Ok(row));
        bytes[0] = 9;
        assert_eq!(BlockedRow::from_bytes(&bytes), Err(Unreadable::Version(9)));
        assert!(matches!(
            BlockedRow::from_bytes(&[]),
            Err(Unreadable::Damaged(_))
        ));
    }

    #[test]
    fn a_row_of_an_earlier_version_is_read_and_written_in_this_one() {
        let row = BlockedRow {
            reason: "why".to_owned(),
        };
        let unsealed = codec::encode_compact(ROW_VERSION_UNSEALED, &row);
        assert_eq!(BlockedRow::from_bytes(&unsealed), Ok(row.clone()));
        assert_eq!(value_of_row(&[ROW_VERSION_UNSEALED, 1, 2]), Ok(&[1, 2][..]));
        for version in SEALED {
            let sealed = codec::encode_sealed(version, &row);
            assert_eq!(BlockedRow::from_bytes(&sealed), Ok(row.clone()));
        }
        assert_eq!(row.to_bytes()[0], ROW_VERSION);
    }

    #[test]
    fn a_row_with_a_changed_bit_is_not_read() {
        let row = BlockedRow {
            reason: "why".to_owned(),
        };
        for version in SEALED {
            let bytes = codec::encode_sealed(version, &row);
            for bit in 0..bytes.len() * 8 {
                let mut bytes = bytes.clone();
                bytes[bit / 8] ^= 1 << (bit % 8);
                let read = BlockedRow::from_bytes(&bytes);
                assert!(read.is_err(), "version {version}, bit {bit}: {read:?}");
            }
        }
    }
}
