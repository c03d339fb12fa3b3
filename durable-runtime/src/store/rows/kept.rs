//! [`KeptRow`]: a failed instance as it was before the step that failed, so that it can be rewound.

use serde::{Deserialize, Serialize};

use super::{ActivityRow, Record, Row, TimerRow, Unreadable};
use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::command::{Again, Pending};
use crate::step::frame::Blob;
use crate::step::mailbox::Progress;

/// An instance as it was before the step that failed: a row of `kept`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptRow {
    /// Its record, as a row.
    pub(crate) record: Blob,
    pub(crate) values: Vec<(u64, Blob)>,
    pub(crate) outcomes: Vec<(OpId, Progress)>,
    pub(crate) events: Vec<(String, Json)>,
}

impl KeptRow {
    /// An instance that is whole in memory.
    pub(crate) fn of(record: &Record) -> Self {
        let values = record.values.iter();
        Self {
            record: Blob(record.to_bytes()),
            values: values
                .map(|(number, bytes)| (*number, Blob(bytes.to_vec())))
                .collect(),
            outcomes: record.mailbox.untaken().collect(),
            events: record.mailbox.events().in_order(),
        }
    }

    /// Whether all of it can be read.
    pub(super) fn check(&self) -> Result<(), Unreadable> {
        Record::from_bytes(&self.record.0).map(drop)
    }

    /// The instance without its outcomes, which are to be restored, and its events.
    pub(crate) fn into_record(self) -> Result<Kept, Unreadable> {
        let mut record = Record::from_bytes(&self.record.0)?;
        let values = self.values.into_iter();
        record.values = values
            .map(|(number, Blob(bytes))| (number, bytes.into()))
            .collect();
        Ok(Kept {
            record,
            outcomes: self.outcomes,
            events: self.events,
        })
    }
}

impl Row for KeptRow {}

/// The content of a [`KeptRow`].
pub(crate) struct Kept {
    pub(crate) record: Record,
    pub(crate) outcomes: Vec<(OpId, Progress)>,
    pub(crate) events: Vec<(String, Json)>,
}

impl Kept {
    /// What is done again for an operation that the failure of the instance has cut short, by its row.
    pub(crate) fn operation(&self, op: OpId, row: &[u8]) -> Result<Again, Unreadable> {
        let pending = self.record.mailbox.pending_op(op);
        if matches!(pending, Some(Pending::Activity { retry_at: None })) {
            return Ok(Again::Activity(ActivityRow::from_bytes(row)?.task));
        }
        match TimerRow::from_bytes(row)? {
            TimerRow::Retry(row) | TimerRow::RetryAfter { row, .. } => {
                Ok(Again::Activity(row.task))
            }
            TimerRow::Send { to, errand, .. } => Ok(Again::Message { to, errand }),
            _ => Err(Unreadable::Damaged("it is no operation's".to_owned())),
        }
    }
}
