//! Outcomes of operations: those that end the wait of their instance have it stepped, and the others are
//! kept in rows of their own until it takes them. The record of an instance that waits for thousands of
//! operations is so long that it must not be written, or read, for each.

use super::Engine;
use super::fatal::Fatal;
use super::live::{Change, Loaded};
use super::step::Step;
use crate::model::id::{InstanceId, OpId};
use crate::step::command::Outcome;
use crate::store::key::{Key, Table};
use crate::store::rows::{OutcomeRow, Row};

impl Engine {
    /// Takes in what has arrived for an instance since the record was written that was just loaded.
    pub(super) async fn load_outcomes(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let record = self.live.record(id);
        if !record.is_some_and(|record| record.has_outcomes) {
            return Ok(());
        }
        let rows = self
            .store
            .outcomes(id.clone())
            .await
            .map_err(Fatal::Store)?;
        let taken_in = self.live.record(id).map(|record| record.take_in(rows));
        if let Some(Err(unreadable)) = taken_in {
            let reason = format!("an outcome that it has not taken can't be read: {unreadable}");
            self.live.entry(id).state = Loaded::Unreadable(reason.clone());
            self.block(&Step::new(self.clock.now()), id, reason);
        }
        Ok(())
    }

    /// Takes in what lies beside the checkpoint of the record that was just loaded.
    pub(super) async fn load_values(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let record = self.live.record(id);
        if !record.is_some_and(|record| record.has_values) {
            return Ok(());
        }
        let rows = self.store.values(id.clone()).await.map_err(Fatal::Store)?;
        let taken = self.live.record(id).map(|record| record.take_values(rows));
        if let Some(Err(unreadable)) = taken {
            let reason = format!("a value that it holds can't be read: {unreadable}");
            self.live.entry(id).state = Loaded::Unreadable(reason.clone());
            self.block(&Step::new(self.clock.now()), id, reason);
        }
        Ok(())
    }

    /// Puts an outcome into an instance's mailbox. When that ends its wait, it is stepped; when it goes on
    /// waiting, the outcome is all that is written: a join of thousands has a long record.
    pub(super) fn deliver(&mut self, id: &InstanceId, op: OpId, outcome: Outcome) {
        let Some(record) = self.live.record(id) else {
            return;
        };
        let is_stepped = record.mailbox.deliver(op, outcome) && record.blocked.is_none();
        let has_row = record.mailbox.has_row(op);
        let in_step = self.live.entry(id).arrives_in_step(op);
        // A row that tells of a failed attempt must not be taken for the outcome's.
        if has_row || !(is_stepped || in_step) {
            self.keep(id, op);
        }
        if in_step {
            // When its step is over, it is seen whether that is what it waits for.
            self.mark(id, Change::Beside);
        } else if is_stepped {
            self.queue(id);
        }
    }

    /// Writes what became of an operation into a row of its own.
    pub(super) fn keep(&mut self, id: &InstanceId, op: OpId) {
        let Some(record) = self.live.record(id) else {
            return;
        };
        let Some(progress) = record.mailbox.progress(op) else {
            return;
        };
        let row = OutcomeRow {
            run: record.run,
            progress,
            history: record.history,
        };
        record.mailbox.set_stored(op);
        let is_known = std::mem::replace(&mut record.has_outcomes, true);
        let row = row.to_bytes();
        let key = Key::of_op(Table::Outcomes, id, op);
        self.draft.batch.put(key, row);
        let change = if is_known {
            Change::Beside
        } else {
            Change::Record
        };
        self.mark(id, change);
    }

    /// Keeps the outcomes that were left when an instance was put away.
    pub(super) fn keep_untaken(&mut self, id: &InstanceId) {
        if let Some(record) = self.live.record(id) {
            for op in record.mailbox.not_stored() {
                self.keep(id, op);
            }
        }
    }
}
