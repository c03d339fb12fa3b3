//! Reads of instances from the store. An instance is blocked if a part of it can't be read.

use std::sync::Arc;
use std::time::SystemTime;

use super::Instances;
use super::entry::{Entry, Input, Loaded};
use crate::engine::draft::Draft;
use crate::engine::fatal::Fatal;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::store::rows::{InputRow, Record, Row, unreadable_reason};

impl Instances {
    /// Loads the instances that are not in memory yet.
    pub(crate) async fn load(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        ids: &[InstanceId],
    ) -> Result<(), Fatal> {
        let mut missing: Vec<_> = ids
            .iter()
            .filter(|id| !self.entries.contains_key(id))
            .cloned()
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        missing.sort_unstable();
        missing.dedup();
        let rows = self.store.instances(missing.clone());
        let rows = rows.await.map_err(Fatal::Store)?;
        for (id, row) in missing.into_iter().zip(rows) {
            self.take_in(id.clone(), row.as_deref());
            self.load_values(draft, now, &id).await?;
            self.load_outcomes(draft, now, &id).await?;
            self.load_event_head(draft, now, &id).await?;
        }
        Ok(())
    }

    /// Takes in what the store holds of an instance.
    fn take_in(&mut self, id: InstanceId, bytes: Option<&[u8]>) {
        let state = match bytes.map(Record::from_bytes) {
            None => Loaded::Absent,
            Some(Ok(record)) => Loaded::Here(Arc::new(record)),
            Some(Err(unreadable)) => Loaded::Unreadable(unreadable_reason(&unreadable)),
        };
        self.entries.entry(id).or_insert(Entry::new(state));
    }

    /// Takes in what lies beside the checkpoint of the record that was just loaded.
    async fn load_values(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
    ) -> Result<(), Fatal> {
        let record = self.record(id);
        if !record.is_some_and(|record| record.has_values) {
            return Ok(());
        }
        let rows = self.store.values(id.clone()).await.map_err(Fatal::Store)?;
        let taken_in = self.record(id).map(|record| record.take_values(rows));
        if let Some(Err(unreadable)) = taken_in {
            let reason = format!("a value that it holds can't be read: {unreadable}");
            self.cant_read(draft, now, id, reason);
        }
        Ok(())
    }

    /// Takes in what has arrived for an instance since the record was written that was just loaded.
    async fn load_outcomes(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
    ) -> Result<(), Fatal> {
        let record = self.record(id);
        if !record.is_some_and(|record| record.has_outcomes) {
            return Ok(());
        }
        let rows = self.store.outcomes(id.clone());
        let rows = rows.await.map_err(Fatal::Store)?;
        let taken_in = self.record(id).map(|record| record.take_in(rows));
        if let Some(Err(unreadable)) = taken_in {
            let reason = format!("an outcome that it has not taken can't be read: {unreadable}");
            self.cant_read(draft, now, id, reason);
        }
        Ok(())
    }

    /// Takes in what is known of the events of the record that was just loaded.
    async fn load_event_head(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
    ) -> Result<(), Fatal> {
        let record = self.record(id);
        if !record.is_some_and(|record| record.has_events) {
            return Ok(());
        }
        let row = self.store.event_head(id.clone());
        let row = row.await.map_err(Fatal::Store)?;
        let Some(record) = self.record(id) else {
            return Ok(());
        };
        match record.take_event_head(row) {
            Ok(()) if record.mailbox.counts_events() => self.read_events(draft, now, id).await,
            Ok(()) => Ok(()),
            Err(unreadable) => {
                self.cant_read_events(draft, now, id, &unreadable.to_string());
                Ok(())
            }
        }
    }

    /// Loads the events of an instance, unless they are in memory.
    pub(crate) async fn read_events(
        &mut self,
        draft: &mut Draft,
        now: SystemTime,
        id: &InstanceId,
    ) -> Result<(), Fatal> {
        let record = self.peek(id);
        if !record.is_some_and(|record| record.mailbox.events().is_unread()) {
            return Ok(());
        }
        let rows = self.store.events(id.clone()).await.map_err(Fatal::Store)?;
        let taken_in = self.record(id).map(|record| record.take_events(rows));
        if let Some(Err(unreadable)) = taken_in {
            self.cant_read_events(draft, now, id, &unreadable.to_string());
        }
        Ok(())
    }

    /// Blocks an instance. What has come for it and isn't in the store yet is kept.
    fn cant_read_events(&mut self, draft: &mut Draft, now: SystemTime, id: &InstanceId, why: &str) {
        let reason = format!("an event that it has not taken can't be read: {why}");
        if self.entry(id).is_stored() {
            self.cant_read(draft, now, id, reason);
        } else {
            self.block(draft, now, id, reason);
        }
    }

    /// Blocks an instance, and leaves it as it is in the store.
    fn cant_read(&mut self, draft: &mut Draft, now: SystemTime, id: &InstanceId, reason: String) {
        self.entry(id).state = Loaded::Unreadable(reason.clone());
        self.block(draft, now, id, reason);
    }

    /// The input of an instance.
    pub(crate) async fn input(&self, id: &InstanceId) -> Result<Option<Json>, Fatal> {
        let entry = self.entries.get(id);
        if let Some(Input::Drafted(input) | Input::Committing(input)) =
            entry.map(|entry| &entry.input)
        {
            return Ok(Some(input.clone()));
        }
        let row = self.store.input(id.clone()).await.map_err(Fatal::Store)?;
        Ok(row.and_then(|bytes| Some(InputRow::from_bytes(&bytes).ok()?.input)))
    }
}
