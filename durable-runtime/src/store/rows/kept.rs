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
}

impl Row for KeptRow {}

/// A failed instance as it was.
pub(crate) struct Kept {
    /// Its record, without its outcomes, which are to be restored, and its events.
    pub(crate) record: Record,
    pub(crate) outcomes: Vec<(OpId, Progress)>,
    pub(crate) events: Vec<(String, Json)>,
    /// What is done again for the operations that the failure has cut short, and that have rows of their own.
    pub(crate) cut_short: Vec<(OpId, Again)>,
}

impl Kept {
    /// Reads it from its row, and the rows of operations.
    pub(crate) fn read(
        row: &[u8],
        operations: impl Iterator<Item = (OpId, Option<Vec<u8>>)>,
    ) -> Result<Self, String> {
        let told = |unreadable: Unreadable| unreadable.to_string();
        let row = KeptRow::from_bytes(row).map_err(told)?;
        let mut record = Record::from_bytes(&row.record.0).map_err(told)?;
        let values = row.values.into_iter();
        record.values = values
            .map(|(number, Blob(bytes))| (number, bytes.into()))
            .collect();
        let mut cut_short = Vec::new();
        for (op, row) in operations {
            let row = row.ok_or_else(|| "the row of an operation is missing".to_owned())?;
            let again = again_of(record.mailbox.pending_op(op), &row);
            let again =
                again.map_err(|why| format!("the row of an operation can't be read: {why}"))?;
            cut_short.push((op, again));
        }
        Ok(Self {
            record,
            outcomes: row.outcomes,
            events: row.events,
            cut_short,
        })
    }
}

/// What is done again for an operation, by its row.
fn again_of(pending: Option<&Pending>, row: &[u8]) -> Result<Again, Unreadable> {
    if matches!(pending, Some(Pending::Activity { retry_at: None })) {
        return Ok(Again::Activity(ActivityRow::from_bytes(row)?.task));
    }
    match TimerRow::from_bytes(row)? {
        TimerRow::Retry(row) | TimerRow::RetryAfter { row, .. } => Ok(Again::Activity(row.task)),
        TimerRow::Send { to, errand, .. } => Ok(Again::Message { to, errand }),
        _ => Err(Unreadable::Damaged("it is no operation's".to_owned())),
    }
}
