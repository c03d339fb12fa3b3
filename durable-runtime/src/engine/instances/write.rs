//! The rows of changed instances, written to a commit.

use std::sync::Arc;

use super::Instances;
use super::entry::{Change, Input, Loaded};
use crate::engine::index::Index;
use crate::engine::places::Places;
use crate::model::id::InstanceId;
use crate::store::batch::Batch;
use crate::store::key::{Key, Table};
use crate::store::rows::{EventHeadRow, EventRow, Record, Row};

impl Instances {
    /// Adds the rows of an instance's change to a commit that begins: its record, if that is to be written, and its
    /// history. If it is gone, they are removed.
    pub(crate) fn write(
        &mut self,
        id: &InstanceId,
        batch: &mut Batch,
        places: &mut Places,
        index: &mut Index,
    ) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        let change = std::mem::replace(&mut entry.change, Change::Nothing);
        let record = match &mut entry.state {
            Loaded::Here(record) => record,
            Loaded::Absent => {
                if change == Change::Record {
                    entry.committing = true;
                    for table in [Table::Instances, Table::Inputs] {
                        batch.remove(Key::of_instance(table, id));
                    }
                }
                places.count(entry.counted.take(), None);
                if let Some(listed) = entry.listed.take() {
                    index.remove(batch, id, &listed);
                }
                return;
            }
            Loaded::Unreadable(_) => return,
        };
        entry.committing = true;
        entry.input = match std::mem::replace(&mut entry.input, Input::Stored) {
            Input::Drafted(input) => Input::Committing(input),
            other => other,
        };
        // A running step may share the record. It isn't copied if it stays as it is.
        let changes_record = has_to_write(record) && write_beside(Arc::make_mut(record), id, batch);
        if change == Change::Record || changes_record {
            let key = Key::of_instance(Table::Instances, id);
            batch.put(key, record.to_bytes());
            let place = record.place();
            let counted = std::mem::replace(&mut entry.counted, place);
            places.count(counted, entry.counted.as_ref());
            index.list(batch, id, &mut entry.listed, record);
        }
    }

    /// Notes that the commit of an instance's change is durable.
    pub(crate) fn committed(&mut self, id: &InstanceId) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.committing = false;
            entry.changed_after = self.last_read;
            // A drafted one is of another instance of this id, which was started meanwhile.
            if matches!(entry.input, Input::Committing(_)) {
                entry.input = Input::Stored;
                entry.started_after = self.last_read;
            }
        }
    }
}

/// Whether a record has history or events to write in rows of their own.
fn has_to_write(record: &Record) -> bool {
    let has_turned = record.last_events.is_some_and(|last| last.turned);
    record.noted.is_some() || has_turned || !record.mailbox.events().is_written()
}

/// Adds those rows. Returns whether the record is to be written, too.
fn write_beside(record: &mut Record, id: &InstanceId, batch: &mut Batch) -> bool {
    if let Some(row) = record.noted.take()
        && let Some(key) = record.history
    {
        batch.put_new(Key::of_history(key), row.to_bytes());
    }
    let last = record.last_events.as_mut();
    let has_turned = last.is_some_and(|last| std::mem::take(&mut last.turned));
    write_events(record, id, batch) || has_turned
}

/// Adds the rows of the events since the last commit, and their tally. Returns whether the record is to be written,
/// too: it says whether there are any.
fn write_events(record: &mut Record, id: &InstanceId, batch: &mut Batch) -> bool {
    if record.mailbox.events().is_written() {
        return false;
    }
    let run = record.run;
    for (number, name, payload) in record.mailbox.events_mut().write() {
        let row = EventRow { run, name, payload };
        let key = Key::of_number(Table::Events, id, number);
        batch.put_new(key, row.to_bytes());
    }
    let tally = record.mailbox.events().tally();
    let has_events = tally.count > 0;
    let had_events = std::mem::replace(&mut record.has_events, has_events);
    if has_events {
        let row = EventHeadRow {
            run,
            tally,
            history: record.history,
            noted: record.last_events.map_or(0, |last| last.count),
        };
        batch.put(Key::of_event_head(id), row.to_bytes());
    } else if had_events {
        batch.remove(Key::of_event_head(id));
    }
    has_events != had_events
}
