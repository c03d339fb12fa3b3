//! External events: each goes into a row of its own until the instance takes it. So what one costs doesn't depend
//! on how many there are that nobody has taken: those are read when the instance is stepped, and not before.

use super::Engine;
use super::fatal::Fatal;
use super::live::{Change, Loaded, Turn};
use super::message::{Effect, News, Reply};
use super::step::Step;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::events::bytes_of;
use crate::store::batch::Batch;
use crate::store::key::{Key, Table};
use crate::store::rows::{EventHeadRow, EventRow, Happened, Record, Row};

impl Engine {
    /// Takes in what is known of the events of the record that was just loaded.
    pub(super) async fn load_event_head(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let record = self.live.record(id);
        if !record.is_some_and(|record| record.has_events) {
            return Ok(());
        }
        let row = self
            .store
            .event_head(id.clone())
            .await
            .map_err(Fatal::Store)?;
        let Some(record) = self.live.record(id) else {
            return Ok(());
        };
        match record.take_event_head(row) {
            Ok(()) if record.mailbox.counts_events() => return self.read_events(id).await,
            Ok(()) => {}
            Err(unreadable) => self.cant_read_events(id, &unreadable.to_string()),
        }
        Ok(())
    }

    /// Makes sure that the events of an instance are in memory.
    pub(super) async fn read_events(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let record = self.live.record(id);
        if !record.is_some_and(|record| record.mailbox.events().is_unread()) {
            return Ok(());
        }
        let rows = self.store.events(id.clone()).await.map_err(Fatal::Store)?;
        let taken_in = self.live.record(id).map(|record| record.take_events(rows));
        if let Some(Err(unreadable)) = taken_in {
            self.cant_read_events(id, &unreadable.to_string());
        }
        Ok(())
    }

    /// The instance is blocked. What has come for it and isn't in the store yet is kept.
    fn cant_read_events(&mut self, id: &InstanceId, why: &str) {
        let reason = format!("an event that it has not taken can't be read: {why}");
        let entry = self.live.entry(id);
        if entry.is_stored() {
            entry.state = Loaded::Unreadable(reason.clone());
        }
        self.block(&Step::new(self.clock.now()), id, reason);
    }

    /// A client has raised an event.
    pub(super) fn take_event(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        name: String,
        payload: Json,
        reply: Reply,
    ) {
        let answer = self.has_room(id, &name, &payload);
        if answer.is_ok() {
            self.put_event(step, id, name, payload);
        }
        self.draft.effects.push(Effect::Answer(reply, answer));
    }

    /// Whether a client may raise an event. One that is waited for is taken, and not held.
    fn has_room(&mut self, id: &InstanceId, name: &str, payload: &Json) -> Result<(), Error> {
        let limits = self.event_limits;
        self.size_limit
            .admit("an event", name.len() + payload.as_str().len())?;
        let is_stepped = self.live.entry(id).turn != Turn::Nothing;
        let record = self.running(id)?;
        let tally = record.mailbox.events().tally();
        let bytes = tally.bytes + bytes_of(name, payload);
        let is_taken = !is_stepped && record.blocked.is_none() && record.mailbox.awaits(name);
        if is_taken || (tally.count < limits.count && bytes <= limits.bytes) {
            Ok(())
        } else {
            Err(Error::mailbox_full(id, tally, limits))
        }
    }

    /// Puts an event into the mailbox of an instance that has not ended, whatever there is in it.
    pub(super) fn put_event(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        name: String,
        payload: Json,
    ) {
        let Some(record) = self.live.record(id) else {
            return;
        };
        self.draft.count(1, payload.as_str().len());
        let input = self.draft.histories().json(&payload);
        let awaited = record.mailbox.raise(&name, payload);
        self.draft.tell(id, &record.name, News::Event(name.clone()));
        self.draft
            .note(record, step.now, |_| Happened::EventRaised { name, input });
        self.mark(id, Change::Beside);
        // During a step it isn't known yet what comes next.
        if awaited && !self.live.entry(id).is_under_way() {
            self.queue(id);
        }
    }
}

/// Adds the rows of the events that have come since the last commit, and what is known of them all. Whether the
/// record is to be written, too, which says whether there are any.
pub(super) fn write_events(record: &mut Record, id: &InstanceId, batch: &mut Batch) -> bool {
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
