//! How the values of the tables look: a version byte, then the row as postcard writes it, which is
//! compact: the fields in their order. The page `docs/storage-format.md` describes them all; change the
//! two together.

use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::checkpoint::Values;
use crate::codec::{self, Unread};
use crate::cx::{ActivityTask, Pending};
use crate::failure::Failure;
use crate::frame::Blob;
use crate::id::{InstanceId, OpId};
use crate::json::Json;
use crate::mailbox::{Mailbox, Progress};
use crate::status::RuntimeStatus;
use crate::store::{Counters, Due, Key, Table, TimerKey};

/// The version of every row that this program writes. It reads no other one.
const ROW_VERSION: u8 = 3;

/// What a store gives in place of a row whose checksum doesn't fit. No row begins like this.
pub(crate) const DAMAGED: &[u8] = &[u8::MAX];

/// A value of a table.
pub(crate) trait Row: Serialize + DeserializeOwned {
    fn to_bytes(&self) -> Vec<u8> {
        codec::encode_compact(ROW_VERSION, self)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        require_whole(bytes)?;
        codec::decode_compact(ROW_VERSION, bytes).map_err(|unread| match unread {
            Unread::OtherVersion(version) => Unreadable::Version(version),
            Unread::Damaged(reason) => Unreadable::Damaged(reason),
        })
    }
}

/// The row of a value that lies beside a checkpoint: the version, and the value's own bytes.
pub(crate) fn value_row(value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + value.len());
    bytes.push(ROW_VERSION);
    bytes.extend_from_slice(value);
    bytes
}

fn value_of_row(bytes: &[u8]) -> Result<&[u8], Unreadable> {
    require_whole(bytes)?;
    match bytes.split_first() {
        Some((&ROW_VERSION, value)) => Ok(value),
        Some((&version, _)) => Err(Unreadable::Version(version)),
        None => Err(Unreadable::Damaged("it is empty".to_owned())),
    }
}

/// Whether a row of a table can be read.
pub(crate) fn check(table: Table, row: &[u8]) -> Result<(), Unreadable> {
    match table {
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
    }
}

fn require_whole(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes == DAMAGED {
        return Err(Unreadable::Checksum);
    }
    Ok(())
}

/// Why a row can't be read. It is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("it is of version {0}; this program reads version {ROW_VERSION}")]
    Version(u8),
    #[error("it is damaged: {0}")]
    Damaged(String),
    #[error("it is damaged: its checksum doesn't fit, so the file was changed by something else")]
    Checksum,
}

/// An instance: one row of the table `instances`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Which start in this store made it: tells apart the instances that one id had in turn.
    pub(crate) run: u64,
    pub(crate) name: String,
    pub(crate) created: Micros,
    pub(crate) updated: Micros,
    pub(crate) parent: Option<Parent>,
    pub(crate) custom_status: Option<Json>,
    /// Where it is suspended; `None` before its first step and after its end.
    pub(crate) checkpoint: Option<Blob>,
    /// What lies beside the checkpoint, in rows of `values`.
    #[serde(skip)]
    pub(crate) values: Values,
    /// Whether there is any of that, and the number of what comes to lie there next.
    pub(crate) has_values: bool,
    pub(crate) next_value: u64,
    pub(crate) mailbox: Mailbox,
    /// Whether there may be rows of `outcomes` that belong to it.
    pub(crate) has_outcomes: bool,
    /// Why the running code can't go on with it.
    pub(crate) blocked: Option<String>,
    pub(crate) end: Option<End>,
    /// The key of its youngest row of history.
    pub(crate) history: Option<u64>,
    /// That row, as long as it grows: until the next commit.
    #[serde(skip)]
    pub(crate) noted: Option<HistoryRow>,
}

/// How an instance ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum End {
    Completed(Json),
    Failed(Failure),
    Terminated(String),
}

/// Who waits for a sub-orchestration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parent {
    pub(crate) instance: InstanceId,
    pub(crate) run: u64,
    pub(crate) op: OpId,
}

/// A time in microseconds since 1970, before it in negative numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Micros(i64);

impl Micros {
    pub(crate) fn of(micros: i64) -> Self {
        Self(micros)
    }
}

impl From<SystemTime> for Micros {
    fn from(time: SystemTime) -> Self {
        let micros = |span: Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => micros(since),
            Err(before) => -micros(before.duration()),
        })
    }
}

impl From<Micros> for SystemTime {
    fn from(Micros(micros): Micros) -> Self {
        let span = Duration::from_micros(micros.unsigned_abs());
        if micros >= 0 {
            Self::UNIX_EPOCH + span
        } else {
            Self::UNIX_EPOCH - span
        }
    }
}

/// An activity that is to be run: a row of `activities`, or of `timers` while it waits for its next
/// attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActivityRow {
    pub(crate) run: u64,
    pub(crate) task: ActivityTask,
    /// How many attempts have failed.
    pub(crate) failed: u32,
    /// When the first attempt began, once one has failed.
    pub(crate) first_at: Option<Micros>,
}

/// What is to be done when its time comes: a row of `timers`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum TimerRow {
    /// A timer fires.
    Fire { run: u64 },
    /// An activity is tried again.
    Retry(ActivityRow),
    /// An instance begins.
    Begin { run: u64 },
}

/// What a sub-orchestration led to and its parent has not taken: a row of `inbox`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct InboxRow {
    /// Of the parent.
    pub(crate) run: u64,
    pub(crate) result: Result<Json, Failure>,
}

/// What became of an operation of an instance that waits for several: a row of `outcomes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OutcomeRow {
    pub(crate) run: u64,
    pub(crate) progress: Progress,
    /// The key of the instance's youngest row of history: its record, which would say so, is not
    /// written for an outcome.
    pub(crate) history: Option<u64>,
}

/// Why an instance is blocked: a row of `blocked`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BlockedRow {
    pub(crate) reason: String,
}

/// What an instance was started with: a row of `inputs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct InputRow {
    pub(crate) input: Json,
}

/// What happened to an instance between two commits: a row of `history`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct HistoryRow {
    /// The key of the row before it of the same instance.
    pub(crate) previous: Option<u64>,
    pub(crate) events: Vec<(Micros, Happened)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Happened {
    /// The input is in `inputs`.
    Started,
    TaskScheduled {
        op: OpId,
        name: String,
        input: Blob,
    },
    TaskCompleted {
        op: OpId,
        result: Blob,
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
        input: Json,
    },
    ChildStarted {
        op: OpId,
        name: String,
        instance: InstanceId,
        input: Json,
    },
    ChildEnded {
        op: OpId,
        result: Result<Json, Failure>,
    },
    /// How it did is in the record.
    Ended,
}

impl Row for Record {}
impl Row for TimerRow {}
impl Row for ActivityRow {}
impl Row for InboxRow {}
impl Row for OutcomeRow {}
impl Row for BlockedRow {}
impl Row for InputRow {}
impl Row for HistoryRow {}
impl Row for Counters {}

impl Record {
    pub(crate) fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Takes in what has arrived since the record was written: the instance's rows of `outcomes`.
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

    /// Takes in what lies beside the checkpoint: the instance's rows of `values`.
    pub(crate) fn take_values(&mut self, rows: Vec<(u64, Vec<u8>)>) -> Result<(), Unreadable> {
        for (number, bytes) in rows {
            self.values.insert(number, value_of_row(&bytes)?.into());
        }
        Ok(())
    }

    /// The rows that there are because of operations which are not over, unless they have a row of `outcomes`.
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
                Pending::Timer { due } => timer(*due),
                Pending::Event { .. } | Pending::Child { .. } => return None,
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
            None if self.blocked.is_some() => RuntimeStatus::Suspended,
            None if self.checkpoint.is_none() => RuntimeStatus::Pending,
            None => RuntimeStatus::Running,
        }
    }
}

impl End {
    /// What whoever waits for the instance gets.
    pub(crate) fn result(&self, id: &InstanceId) -> Result<Json, Failure> {
        match self {
            Self::Completed(output) => Ok(output.clone()),
            Self::Failed(failure) => Err(failure.clone()),
            Self::Terminated(reason) => Err(Failure::terminated(id, reason)),
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
    fn times_before_1970_are_kept() {
        let time = SystemTime::UNIX_EPOCH - Duration::from_secs(3);
        assert_eq!(SystemTime::from(Micros::from(time)), time);
    }
}
