//! The rows of earlier versions that had other fields, and their conversion into current rows. The name of a type ends
//! with the last version that wrote it, and the type never changes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    Counters, End, EventHeadRow, HistoryEntry, HistoryRow, LastEvents, Noted, Parent, Record,
};
use crate::codec::{self, Unread};
use crate::model::event_limits::Tally;
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::model::tags::Tags;
use crate::step::checkpoint::Values;
use crate::step::command::{Errand, Pending};
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::wait::Wait;

pub(super) fn record(version: u8, body: &[u8]) -> Result<Record, Unread> {
    match version {
        2 => codec::decode_fields(body).map(|record: Record2| record.into()),
        3 => codec::decode_fields(body).map(|record: Record3| record.into()),
        _ => codec::decode_fields(body).map(|record: Record4| record.into()),
    }
}

pub(super) fn history(version: u8, body: &[u8]) -> Result<HistoryRow, Unread> {
    match version {
        ..=3 => codec::decode_fields(body).map(|row: HistoryRow3| row.into()),
        _ => codec::decode_fields(body),
    }
}

pub(super) fn event_head(version: u8, body: &[u8]) -> Result<EventHeadRow, Unread> {
    match version {
        ..=3 => codec::decode_fields(body).map(|row: EventHeadRow3| row.into()),
        _ => codec::decode_fields(body),
    }
}

pub(super) fn counters(body: &[u8]) -> Result<Counters, Unread> {
    codec::decode_fields(body).map(|row: Counters4| row.into())
}

/// The row of `counters` of the time before the index.
#[derive(Deserialize)]
struct Counters4 {
    runs: u64,
    history: u64,
}

impl From<Counters4> for Counters {
    fn from(before: Counters4) -> Self {
        Self {
            runs: before.runs,
            history: before.history,
            is_indexed: false,
        }
    }
}

/// A row of `instances` that held the instance's events, too.
#[derive(Deserialize)]
struct Record2 {
    run: u64,
    name: String,
    created: Micros,
    updated: Micros,
    parent: Option<Parent>,
    custom_status: Option<Json>,
    checkpoint: Option<Blob>,
    has_values: bool,
    next_value: u64,
    mailbox: Mailbox2,
    has_outcomes: bool,
    blocked: Option<String>,
    end: Option<End>,
    history: Option<u64>,
}

#[derive(Deserialize)]
struct Mailbox2 {
    next_op: u64,
    pending: BTreeMap<OpId, Pending>,
    wait: Wait,
    /// Name in lower case and payload, oldest first.
    events: Vec<(String, Json)>,
}

impl From<Record2> for Record {
    fn from(before: Record2) -> Self {
        Record3 {
            run: before.run,
            name: before.name,
            created: before.created,
            updated: before.updated,
            parent: before.parent,
            custom_status: before.custom_status,
            checkpoint: before.checkpoint,
            has_values: before.has_values,
            next_value: before.next_value,
            mailbox: before.mailbox.into(),
            has_outcomes: before.has_outcomes,
            // They get rows when the record is written.
            has_events: false,
            blocked: before.blocked,
            end: before.end,
            history: before.history,
        }
        .into()
    }
}

impl From<Mailbox2> for Mailbox {
    fn from(before: Mailbox2) -> Self {
        let mut mailbox = Self::of_parts(before.next_op, before.pending, before.wait);
        for (name, payload) in before.events {
            mailbox.events_mut().push(name, payload);
        }
        mailbox
    }
}

/// A row of `instances` of the time when the whole history was kept.
#[derive(Deserialize)]
struct Record3 {
    run: u64,
    name: String,
    created: Micros,
    updated: Micros,
    parent: Option<Parent>,
    custom_status: Option<Json>,
    checkpoint: Option<Blob>,
    has_values: bool,
    next_value: u64,
    mailbox: Mailbox,
    has_outcomes: bool,
    has_events: bool,
    blocked: Option<String>,
    end: Option<End>,
    history: Option<u64>,
}

impl From<Record3> for Record {
    fn from(before: Record3) -> Self {
        Record4 {
            run: before.run,
            name: before.name,
            created: before.created,
            updated: before.updated,
            parent: before.parent,
            custom_status: before.custom_status,
            checkpoint: before.checkpoint,
            has_values: before.has_values,
            next_value: before.next_value,
            mailbox: before.mailbox,
            has_outcomes: before.has_outcomes,
            has_events: before.has_events,
            blocked: before.blocked,
            end: before.end,
            history: before.history,
            last_events: None,
        }
        .into()
    }
}

/// A row of `instances` of the time before instances had tags and could be suspended.
#[derive(Deserialize)]
struct Record4 {
    run: u64,
    name: String,
    created: Micros,
    updated: Micros,
    parent: Option<Parent>,
    custom_status: Option<Json>,
    checkpoint: Option<Blob>,
    has_values: bool,
    next_value: u64,
    mailbox: Mailbox,
    has_outcomes: bool,
    has_events: bool,
    blocked: Option<String>,
    end: Option<End>,
    history: Option<u64>,
    last_events: Option<LastEvents>,
}

impl From<Record4> for Record {
    fn from(before: Record4) -> Self {
        Self {
            run: before.run,
            name: before.name,
            created: before.created,
            updated: before.updated,
            parent: before.parent,
            custom_status: before.custom_status,
            checkpoint: before.checkpoint,
            values: Values::new(),
            has_values: before.has_values,
            next_value: before.next_value,
            mailbox: before.mailbox,
            has_outcomes: before.has_outcomes,
            has_events: before.has_events,
            blocked: before.blocked,
            suspended: None,
            end: before.end,
            history: before.history,
            last_events: before.last_events,
            tags: Tags::new(),
            kept: None,
            parent_close: BTreeMap::new(),
            noted: None,
        }
    }
}

/// The first of an instance's rows of `events`.
#[derive(Deserialize)]
struct EventHeadRow3 {
    run: u64,
    tally: Tally,
    history: Option<u64>,
}

impl From<EventHeadRow3> for EventHeadRow {
    fn from(before: EventHeadRow3) -> Self {
        Self {
            run: before.run,
            tally: before.tally,
            history: before.history,
            noted: 0,
        }
    }
}

/// A row of `history` that held all values whole.
#[derive(Deserialize)]
struct HistoryRow3 {
    previous: Option<u64>,
    events: Vec<(Micros, Happened3)>,
}

#[derive(Deserialize)]
enum Happened3 {
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
    Ended,
    MessageSent {
        to: InstanceId,
        errand: Errand,
    },
}

impl From<HistoryRow3> for HistoryRow {
    fn from(before: HistoryRow3) -> Self {
        let events = before.events.into_iter();
        Self {
            previous: before.previous,
            events: events.map(|(at, what)| (at, what.into())).collect(),
            bytes: 0,
        }
    }
}

impl From<Happened3> for HistoryEntry {
    fn from(before: Happened3) -> Self {
        match before {
            Happened3::Started => Self::Started,
            Happened3::TaskScheduled { op, name, input } => Self::TaskScheduled {
                op,
                name,
                input: Noted::Whole(input),
            },
            Happened3::TaskCompleted { op, result } => Self::TaskCompleted {
                op,
                result: Noted::Whole(result),
            },
            Happened3::TaskFailed { op, failure } => Self::TaskFailed { op, failure },
            Happened3::TimerCreated { op, due } => Self::TimerCreated { op, due },
            Happened3::TimerFired { op } => Self::TimerFired { op },
            Happened3::EventRaised { name, input } => Self::EventRaised {
                name,
                input: Noted::Whole(input),
            },
            Happened3::ChildStarted {
                op,
                name,
                instance,
                input,
            } => Self::ChildStarted {
                op,
                name,
                instance,
                input: Noted::Whole(input),
            },
            Happened3::ChildEnded { op, result } => Self::ChildEnded {
                op,
                result: result.map(Noted::Whole),
            },
            Happened3::Ended => Self::Ended,
            Happened3::MessageSent { to, errand } => Self::MessageSent {
                to,
                errand: match errand {
                    Errand::Raise { name, payload } => Errand::Raise {
                        name,
                        payload: Noted::Whole(payload),
                    },
                    Errand::Terminate { reason } => Errand::Terminate { reason },
                },
            },
        }
    }
}
