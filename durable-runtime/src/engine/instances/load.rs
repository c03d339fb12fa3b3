//! Loading instances from the store. An instance is blocked if a part of it can't be read.

use std::time::SystemTime;

use super::Instances;
use super::entry::{Entry, Input, Loaded};
use super::read::{DueRow, EventRows, FoundRows, PageRows};
use crate::engine::draft::Draft;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::store::key::TimerKey;
use crate::store::rows::Record;

/// The rows that were found besides instances.
pub(crate) struct OtherRows {
    /// Those instances.
    pub(crate) loaded: Vec<InstanceId>,
    pub(crate) inputs: Vec<(InstanceId, Option<Json>)>,
    pub(crate) due: Vec<DueRow>,
    pub(crate) page: PageRows,
}

impl Instances {
    /// Adds the instances that are not in memory, and the events of those that are.
    pub(crate) fn take_in(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        found: FoundRows,
    ) -> OtherRows {
        let mut loaded = Vec::with_capacity(found.loaded.len());
        for (id, read) in found.loaded {
            if self.entries.contains_key(&id) {
                // The instance has changed since.
                continue;
            }
            self.entries.insert(id.clone(), Entry::new(read.state));
            if let Some(reason) = read.unreadable_part {
                self.block(draft, now, &id, reason);
            }
            loaded.push(id);
        }
        for (id, rows) in found.events {
            self.take_events(draft, now, &id, rows);
        }
        OtherRows {
            loaded,
            inputs: found.inputs,
            due: found.due,
            page: found.page,
        }
    }

    /// Takes in what was found by a read that rounds didn't wait for. What was read beside instances is left out as far as
    /// it may have changed since. Gives the timers among that, too.
    pub(crate) fn take_in_late(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        read: u64,
        mut found: FoundRows,
    ) -> (OtherRows, Vec<TimerKey>) {
        let has_changed = |id: &InstanceId| self.has_changed_since(read, id);
        // Whatever else has changed of an instance, its input is what it was started with.
        (found.inputs).retain(|(id, _)| !self.has_started_since(read, id));
        let (changed, due) =
            (found.due.into_iter()).partition::<Vec<_>, _>(|(key, _)| has_changed(&key.instance));
        found.due = due;
        let changed = changed.into_iter().map(|(key, _)| key).collect();
        (self.take_in(draft, now, found), changed)
    }

    /// Adds the events of an instance, unless they are in memory.
    fn take_events(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
        rows: EventRows,
    ) {
        let is_unread = |record: &Record| record.mailbox.events().is_unread();
        if !self.peek(id).is_some_and(is_unread) {
            return;
        }
        let taken_in = self.record(id).map(|record| record.take_events(rows));
        let Some(Err(unreadable)) = taken_in else {
            return;
        };
        let reason = format!("an event that it has not taken can't be read: {unreadable}");
        let entry = self.entry(id);
        // Events that have come since and aren't in the store yet are kept.
        if entry.is_stored() {
            entry.state = Loaded::Unreadable(reason.clone());
        }
        self.block(draft, now, id, reason);
    }

    /// The input of an instance that the store doesn't have yet.
    pub(crate) fn unstored_input(&self, id: &InstanceId) -> Option<&Json> {
        match &self.entries.get(id)?.input {
            Input::Drafted(input) | Input::Committing(input) => Some(input),
            Input::Stored => None,
        }
    }
}
