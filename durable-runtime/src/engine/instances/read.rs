//! [`Needs`]: the rows that a round needs, and [`FoundRows`]: the rows that the store has. One call reads all of them. A
//! second call follows where a record says that more rows belong to it.
//!
//! A read knows nothing of the engine, and changes nothing in it: [`load`](super::load) adds the result.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Instances;
use super::entry::{Input, Loaded};
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::step::command::Pending;
use crate::store::Store;
use crate::store::ask::{Ask, Found as Answer};
use crate::store::key::{Key, OpKey, Table, TimerKey};
use crate::store::reads::{self, numbers, ops};
use crate::store::rows::{
    HIDDEN, InputRow, Parent, Record, Row, TimerRow, Unreadable, unreadable_reason,
};

/// The rows that a round needs of the store.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    instances: BTreeMap<InstanceId, Extent>,
    /// Sub-orchestrations that their parents have cancelled, with those that they wait for in turn.
    cancelled: Vec<(Parent, InstanceId)>,
    timers: Vec<TimerKey>,
    page: Option<Page>,
}

/// A page of a table: the rows after a key, this number at most.
#[derive(Debug)]
enum Page {
    Timers(TimerKey, usize),
    Activities(Option<OpKey>, usize),
}

/// The parts of an instance that are needed.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// Its record, and its arrivals. Otherwise those are in memory.
    record: bool,
    /// The events that it has not taken.
    events: bool,
    input: bool,
}

/// The rows that were found for the needs of a round.
#[derive(Default)]
pub(crate) struct FoundRows {
    pub(super) loaded: Vec<(InstanceId, Read)>,
    /// The events that instances have not taken.
    pub(super) events: Vec<(InstanceId, EventRows)>,
    pub(super) inputs: Vec<(InstanceId, Option<Json>)>,
    pub(super) due: Vec<DueRow>,
    pub(super) page: PageRows,
}

/// The page that was read, if one was.
#[derive(Default)]
pub(crate) struct PageRows {
    pub(crate) timers: Vec<TimerKey>,
    pub(crate) activities: Vec<(OpKey, Vec<u8>)>,
}

/// An instance as it is in the store.
pub(super) struct Read {
    pub(super) state: Loaded,
    /// The reason why a part of it can't be read, although the record can.
    pub(super) unreadable_part: Option<String>,
}

/// Rows of events, by their numbers.
pub(super) type EventRows = Vec<(u64, Vec<u8>)>;

/// A row that is due.
pub(crate) type DueRow = (TimerKey, Result<TimerRow, Unreadable>);

impl Needs {
    pub(crate) fn is_empty(&self) -> bool {
        let Self {
            instances,
            cancelled,
            timers,
            page,
        } = self;
        instances.is_empty() && cancelled.is_empty() && timers.is_empty() && page.is_none()
    }

    /// The instances that are needed.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &InstanceId> {
        self.instances.keys()
    }

    /// An instance, unless it is in memory.
    pub(crate) fn instance(&mut self, instances: &Instances, id: &InstanceId) {
        if !instances.contains(id) {
            self.extent(id).record = true;
        }
    }

    /// An instance with its events.
    pub(crate) fn events(&mut self, instances: &Instances, id: &InstanceId) {
        self.instance(instances, id);
        let record = instances.peek(id);
        let is_unread = record.is_some_and(|record| record.mailbox.events().is_unread());
        if is_unread || !instances.contains(id) {
            self.extent(id).events = true;
        }
    }

    /// An instance with its input.
    pub(crate) fn input(&mut self, instances: &Instances, id: &InstanceId) {
        self.instance(instances, id);
        let is_stored = match instances.entries.get(id) {
            Some(entry) => matches!(
                (&entry.state, &entry.input),
                (Loaded::Here(_), Input::Stored)
            ),
            None => true,
        };
        if is_stored {
            self.extent(id).input = true;
        }
    }

    /// An instance with an id that is claimed for another one.
    pub(crate) fn claim(&mut self, instances: &Instances, id: &InstanceId, if_exists: IfExists) {
        match if_exists {
            IfExists::Return => self.input(instances, id),
            IfExists::Replace => self.events(instances, id),
            IfExists::ReplaceEnded | IfExists::Refuse => self.instance(instances, id),
        }
    }

    /// A sub-orchestration that its parent has cancelled, and those that it waits for in turn, with their events.
    pub(crate) fn cancelled(&mut self, instances: &Instances, parent: Parent, id: InstanceId) {
        let mut cancelled = vec![(parent, id)];
        while let Some((parent, id)) = cancelled.pop() {
            if !instances.contains(&id) {
                self.cancelled.push((parent, id));
                continue;
            }
            self.events(instances, &id);
            let record = instances.peek(&id);
            if let Some(record) = record.filter(|record| record.is_running_child_of(&parent)) {
                cancelled.extend(children(&id, record));
            }
        }
    }

    /// The keys of the timers after this one.
    pub(crate) fn timers_after(&mut self, after: TimerKey, limit: usize) {
        self.page = Some(Page::Timers(after, limit));
    }

    /// The rows of `activities` after this key.
    pub(crate) fn activities_after(&mut self, after: Option<OpKey>, limit: usize) {
        self.page = Some(Page::Activities(after, limit));
    }

    /// The row of a timer.
    pub(crate) fn timer(&mut self, key: TimerKey) {
        self.timers.push(key);
    }

    fn extent(&mut self, id: &InstanceId) -> &mut Extent {
        if !self.instances.contains_key(id) {
            self.instances.insert(id.clone(), Extent::default());
        }
        self.instances.get_mut(id).expect("it was just put there")
    }

    /// Reads it.
    pub(crate) async fn read(mut self, store: &dyn Store) -> Result<FoundRows, Error> {
        let page = self.page.take();
        let mut reading = Reading::of(self);
        while !reading.asks.is_empty() {
            let asks = std::mem::take(&mut reading.asks);
            let about = std::mem::take(&mut reading.about);
            let answers = store.read(asks).await?;
            for (about, answer) in about.into_iter().zip(answers) {
                reading.take(about, answer);
            }
        }
        let page_rows = &mut reading.found.page;
        match page {
            Some(Page::Timers(after, limit)) => {
                page_rows.timers = store.timers(Some(&after), limit).await?;
            }
            Some(Page::Activities(after, limit)) => {
                page_rows.activities = store.activities(after.as_ref(), limit).await?;
            }
            None => {}
        }
        Ok(reading.found)
    }
}

/// The sub-orchestrations that an instance waits for, as their parent.
pub(crate) fn children(
    id: &InstanceId,
    record: &Record,
) -> impl Iterator<Item = (Parent, InstanceId)> {
    record.mailbox.pending().filter_map(|(op, pending)| {
        let Pending::SubOrchestration { id: child } = pending else {
            return None;
        };
        let parent = Parent {
            instance: id.clone(),
            run: record.run,
            op,
        };
        Some((parent, child.clone()))
    })
}

/// A read in progress.
struct Reading {
    /// The next asks, and the subject of each.
    asks: Vec<Ask>,
    about: Vec<About>,
    found: FoundRows,
}

/// The subject of an ask. A part of a record has the index of the record among those that were found.
enum About {
    Record(InstanceId, Extent),
    /// The record of a sub-orchestration that its parent has cancelled.
    Cancelled(Parent, InstanceId),
    /// A record that was missing, once more, and then its input, as of the same moment.
    RecordAgain(InstanceId, Extent),
    InputOfHidden,
    Values(usize),
    Outcomes(usize),
    EventHead(usize, Extent),
    Events(InstanceId),
    Input(InstanceId),
    Timer(TimerKey),
}

impl Reading {
    fn of(needs: Needs) -> Self {
        let mut reading = Self {
            asks: Vec::with_capacity(needs.instances.len() + needs.timers.len()),
            about: Vec::with_capacity(needs.instances.len() + needs.timers.len()),
            found: FoundRows::default(),
        };
        reading.found.loaded.reserve(needs.instances.len());
        for (id, needed) in needs.instances {
            if needed.record {
                let key = Key::of_instance(Table::Instances, &id);
                reading.ask(About::Record(id, needed), Ask::Row(key));
            } else {
                reading.ask_beyond(&id, needed);
            }
        }
        for (parent, id) in needs.cancelled {
            reading.ask_cancelled(parent, id);
        }
        for key in needs.timers {
            let row = Ask::Row(Key::of_timer(&key));
            reading.ask(About::Timer(key), row);
        }
        reading
    }

    fn ask(&mut self, about: About, ask: Ask) {
        self.asks.push(ask);
        self.about.push(about);
    }

    fn ask_cancelled(&mut self, parent: Parent, id: InstanceId) {
        let record = Ask::Row(Key::of_instance(Table::Instances, &id));
        self.ask(About::Cancelled(parent, id), record);
    }

    /// Asks for the parts of an instance beyond its record.
    fn ask_beyond(&mut self, id: &InstanceId, needed: Extent) {
        if needed.events {
            let events = Ask::Scan(reads::events_of(id));
            self.ask(About::Events(id.clone()), events);
        }
        if needed.input {
            let key = Key::of_instance(Table::Inputs, id);
            self.ask(About::Input(id.clone()), Ask::Row(key));
        }
    }

    fn take(&mut self, about: About, answer: Answer) {
        match about {
            About::Record(id, needed) => match answer.into_row() {
                // A damaged page hides its rows. An instance with an input has a record, and must not be started again
                // as if it had none. Most ids are automatic, and those are never started twice.
                None if id.as_uuid().is_none() => {
                    let record = Key::of_instance(Table::Instances, &id);
                    let input = Key::of_instance(Table::Inputs, &id);
                    self.ask(About::RecordAgain(id, needed), Ask::Row(record));
                    self.ask(About::InputOfHidden, Ask::Row(input));
                }
                row => self.take_record(id, needed, row.as_deref()),
            },
            About::Cancelled(parent, id) => self.take_cancelled(&parent, id, answer),
            About::RecordAgain(id, needed) => {
                self.take_record(id, needed, answer.into_row().as_deref());
            }
            // Its record was read just before.
            About::InputOfHidden => {
                if let Some((_, read)) = self.found.loaded.last_mut()
                    && matches!(read.state, Loaded::Absent)
                    && answer.into_row().is_some()
                {
                    read.state = state_of(Some(HIDDEN));
                }
            }
            About::Values(at) => self.take_part(at, "a value that it holds", |record| {
                record.take_values(numbers(answer))
            }),
            About::Outcomes(at) => {
                self.take_part(at, "an outcome that it has not taken", |record| {
                    record.take_in(ops(answer))
                });
            }
            About::EventHead(at, needed) => {
                self.take_part(at, "an event that it has not taken", |record| {
                    record.take_event_head(answer.into_row())
                });
                if !needed.events {
                    self.read_events_that_count(at);
                }
            }
            About::Events(id) => self.found.events.push((id, numbers(answer))),
            About::Input(id) => {
                let row = answer.into_row();
                let input = row.and_then(|row| Some(InputRow::from_bytes(&row).ok()?.input));
                self.found.inputs.push((id, input));
            }
            About::Timer(key) => {
                let row = answer.into_row().map(|row| TimerRow::from_bytes(&row));
                self.found.due.extend(row.map(|row| (key, row)));
            }
        }
    }

    /// Takes a record, and asks for the rows that belong to it.
    fn take_record(&mut self, id: InstanceId, needed: Extent, row: Option<&[u8]>) {
        let (state, at) = (state_of(row), self.found.loaded.len());
        if let Loaded::Here(record) = &state {
            if record.has_values {
                let values = Ask::Scan(reads::of_instance(Table::Values, &id));
                self.ask(About::Values(at), values);
            }
            if record.has_outcomes {
                let outcomes = Ask::Scan(reads::of_instance(Table::Outcomes, &id));
                self.ask(About::Outcomes(at), outcomes);
            }
            let events = needed.events && record.has_events;
            let needed = Extent { events, ..needed };
            if record.has_events {
                let head = Ask::Row(Key::of_event_head(&id));
                self.ask(About::EventHead(at, needed), head);
            }
            self.ask_beyond(&id, needed);
        }
        let read = Read {
            state,
            unreadable_part: None,
        };
        self.found.loaded.push((id, read));
    }

    /// Takes the record of a cancelled sub-orchestration, and asks for those that it waits for in turn.
    fn take_cancelled(&mut self, parent: &Parent, id: InstanceId, answer: Answer) {
        let needed = Extent {
            record: true,
            events: true,
            input: false,
        };
        let Some(row) = answer.into_row() else {
            let record = Key::of_instance(Table::Instances, &id);
            return self.ask(About::Record(id, needed), Ask::Row(record));
        };
        self.take_record(id, needed, Some(&row));
        let Some((id, Read { state, .. })) = self.found.loaded.last() else {
            return;
        };
        if let Loaded::Here(record) = state
            && record.is_running_child_of(parent)
        {
            let children: Vec<_> = children(id, record).collect();
            for (parent, id) in children {
                self.ask_cancelled(parent, id);
            }
        }
    }

    /// Takes a part of a record, unless another part can't be read.
    fn take_part(
        &mut self,
        at: usize,
        what: &str,
        take: impl FnOnce(&mut Record) -> Result<(), Unreadable>,
    ) {
        let (_, read) = &mut self.found.loaded[at];
        let Loaded::Here(record) = &mut read.state else {
            return;
        };
        if let Err(unreadable) = take(Arc::make_mut(record)) {
            let reason = format!("{what} can't be read: {unreadable}");
            read.state = Loaded::Unreadable(reason.clone());
            read.unreadable_part = Some(reason);
        }
    }

    /// Asks for the events of an instance with a wait that counts them.
    fn read_events_that_count(&mut self, at: usize) {
        let (id, read) = &self.found.loaded[at];
        if let Loaded::Here(record) = &read.state
            && record.mailbox.counts_events()
        {
            let events = Ask::Scan(reads::events_of(id));
            self.ask(About::Events(id.clone()), events);
        }
    }
}

/// The instance of this row.
fn state_of(row: Option<&[u8]>) -> Loaded {
    match row.map(Record::from_bytes) {
        None => Loaded::Absent,
        Some(Ok(record)) => Loaded::Here(Arc::new(record)),
        Some(Err(unreadable)) => Loaded::Unreadable(unreadable_reason(&unreadable)),
    }
}
