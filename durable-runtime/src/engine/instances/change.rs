//! Changes of instances, which are noted in the draft.

use std::sync::Arc;
use std::time::SystemTime;

use super::Instances;
use super::entry::{Change, Input, Loaded};
use crate::engine::draft::Draft;
use crate::engine::log_event::LogKind;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::store::rows::{BlockedRow, InputRow, OutcomeRow, Record};

impl Instances {
    /// Notes that an instance is changed.
    pub(crate) fn mark(&mut self, draft: &mut Draft, id: &InstanceId, change: Change) {
        let last_read = self.last_read;
        let entry = self.entry(id);
        entry.changed_after = last_read;
        if entry.change == Change::Nothing {
            draft.add_changed(id.clone());
        }
        entry.change = entry.change.max(change);
    }

    /// Replaces the record of an instance by that of one that is being started.
    pub(crate) fn put_started(
        &mut self,
        draft: &mut Draft,
        id: &InstanceId,
        record: Record,
        input: Json,
    ) {
        let row = InputRow {
            input: input.clone(),
        };
        draft.put_input(id, &row);
        let last_read = self.last_read;
        let entry = self.entry(id);
        entry.started_after = last_read;
        entry.state = Loaded::Here(Arc::new(record));
        entry.input = Input::Drafted(input);
        entry.yielded_until = None;
        self.mark(draft, id, Change::Record);
    }

    /// Replaces the record of an instance that has ended by that of the same one that goes on.
    pub(crate) fn put_back(&mut self, draft: &mut Draft, id: &InstanceId, record: Record) {
        self.entry(id).state = Loaded::Here(Arc::new(record));
        self.mark(draft, id, Change::Record);
    }

    /// Removes an ended instance.
    pub(crate) fn remove(&mut self, draft: &mut Draft, id: &InstanceId) {
        let last_read = self.last_read;
        let entry = self.entry(id);
        entry.started_after = last_read;
        entry.state = Loaded::Absent;
        entry.input = Input::Stored;
        self.mark(draft, id, Change::Record);
    }

    /// Writes the progress of an operation into a row of its own. The record of an instance that waits for thousands of
    /// operations is so long that it must not be written, or read, for each.
    pub(crate) fn keep(&mut self, draft: &mut Draft, id: &InstanceId, op: OpId) {
        let Some(record) = self.record(id) else {
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
        draft.put_outcome(id, op, &row);
        let change = if is_known {
            Change::OwnRows
        } else {
            Change::Record
        };
        self.mark(draft, id, change);
    }

    /// Keeps the outcomes that an instance has not taken.
    pub(crate) fn keep_untaken(&mut self, draft: &mut Draft, id: &InstanceId) {
        if let Some(record) = self.peek(id) {
            for op in record.mailbox.not_stored() {
                self.keep(draft, id, op);
            }
        }
    }

    /// Blocks an instance until the store is opened by code that can step it. What has arrived for it stays, and later
    /// arrivals are kept.
    pub(crate) fn block(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
        reason: String,
    ) {
        let row = BlockedRow {
            reason: reason.clone(),
        };
        match &mut self.entry(id).state {
            Loaded::Absent => return,
            Loaded::Here(record) => {
                let record = Arc::make_mut(record);
                if record.has_ended() || record.blocked.as_ref() == Some(&reason) {
                    return;
                }
                draft.log(id, &record.name, LogKind::Blocked(reason.clone()));
                record.blocked = Some(reason);
                record.updated = Micros::from(now);
                self.mark(draft, id, Change::Record);
                self.keep_untaken(draft, id);
            }
            Loaded::Unreadable(_) => draft.log(id, "an instance", LogKind::Blocked(reason)),
        }
        draft.set_blocked(id, Some(&row));
    }
}
