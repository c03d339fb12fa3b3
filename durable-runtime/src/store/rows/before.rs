//! The rows of format 2 that had other fields, and how they turn into the rows of today. These types never change.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{End, Happened, HistoryRow, Micros, Noted, Parent, Record};
use crate::checkpoint::Values;
use crate::cx::Pending;
use crate::failure::Failure;
use crate::frame::Blob;
use crate::id::{InstanceId, OpId};
use crate::json::Json;
use crate::mailbox::Mailbox;
use crate::wait::Wait;

/// A row of `instances`, which held the instance's events, too.
#[derive(Deserialize)]
pub(crate) struct RecordBefore {
    run: u64,
    name: String,
    created: Micros,
    updated: Micros,
    parent: Option<Parent>,
    custom_status: Option<Json>,
    checkpoint: Option<Blob>,
    has_values: bool,
    next_value: u64,
    mailbox: MailboxBefore,
    has_outcomes: bool,
    blocked: Option<String>,
    end: Option<End>,
    history: Option<u64>,
}

#[derive(Deserialize)]
struct MailboxBefore {
    next_op: u64,
    pending: BTreeMap<OpId, Pending>,
    wait: Wait,
    /// Name in lower case and payload, oldest first.
    events: Vec<(String, Json)>,
}

impl From<RecordBefore> for Record {
    fn from(before: RecordBefore) -> Self {
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
            mailbox: before.mailbox.into(),
            has_outcomes: before.has_outcomes,
            // They get rows when the record is written.
            has_events: false,
            blocked: before.blocked,
            end: before.end,
            history: before.history,
            last_events: None,
            noted: None,
            turned: false,
        }
    }
}

impl From<MailboxBefore> for Mailbox {
    fn from(before: MailboxBefore) -> Self {
        let mut mailbox = Self::of_parts(before.next_op, before.pending, before.wait);
        for (name, payload) in before.events {
            mailbox.events_mut().push(name, payload);
        }
        mailbox
    }
}

/// A row of `history`, which held all values whole.
#[derive(Deserialize)]
pub(crate) struct HistoryRowBefore {
    previous: Option<u64>,
    events: Vec<(Micros, HappenedBefore)>,
}

#[derive(Deserialize)]
enum HappenedBefore {
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
}

impl From<HistoryRowBefore> for HistoryRow {
    fn from(before: HistoryRowBefore) -> Self {
        let events = before.events.into_iter();
        Self {
            previous: before.previous,
            events: events.map(|(at, what)| (at, what.into())).collect(),
        }
    }
}

impl From<HappenedBefore> for Happened {
    fn from(before: HappenedBefore) -> Self {
        match before {
            HappenedBefore::Started => Self::Started,
            HappenedBefore::TaskScheduled { op, name, input } => Self::TaskScheduled {
                op,
                name,
                input: Noted::Whole(input),
            },
            HappenedBefore::TaskCompleted { op, result } => Self::TaskCompleted {
                op,
                result: Noted::Whole(result),
            },
            HappenedBefore::TaskFailed { op, failure } => Self::TaskFailed { op, failure },
            HappenedBefore::TimerCreated { op, due } => Self::TimerCreated { op, due },
            HappenedBefore::TimerFired { op } => Self::TimerFired { op },
            HappenedBefore::EventRaised { name, input } => Self::EventRaised {
                name,
                input: Noted::Whole(input),
            },
            HappenedBefore::ChildStarted {
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
            HappenedBefore::ChildEnded { op, result } => Self::ChildEnded {
                op,
                result: result.map(Noted::Whole),
            },
            HappenedBefore::Ended => Self::Ended,
        }
    }
}
