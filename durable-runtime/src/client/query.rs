//! Queries: an instance's [`Status`], [`HistoryEvent`]s and [`Waiting`], made of its stored rows. They read the store
//! and nothing else. With a program, the stored checkpoint is compared with its code; an
//! [`Inspector`](crate::Inspector) has no program.

use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

use crate::client::stack::{self, Code, Function};
use crate::codec;
use crate::functions::registry::Registry;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::history::{HistoryEvent, HistoryKind};
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::status::{RuntimeStatus, Status};
use crate::model::summary::InstanceSummary;
use crate::model::waiting::{PendingKind, PendingOp, Waiting};
use crate::step::checkpoint::Checkpoint;
use crate::step::command::{Errand, Pending};
use crate::step::frame::{Blob, IncompatibleCheckpoint};
use crate::step::machines;
use crate::store::Store;
use crate::store::key::{Due, TimerKey};
use crate::store::reads::{Extra, Single, Whole};
use crate::store::rows::{
    ActivityRow, BlockedRow, Cut, End, HIDDEN, HistoryEntry, HistoryRow, InputRow, Noted, Record,
    Row, TimerRow, Unreadable, unreadable_reason,
};

/// What is stored of an instance, which is there.
async fn single(store: &dyn Store, id: &InstanceId) -> Result<(Vec<u8>, Single), Error> {
    let mut single = store.single(id).await?;
    match (single.record.take(), &single.input) {
        (Some(record), _) => Ok((record, single)),
        // An instance that has an input is there, whatever hides its record.
        (None, Some(_)) if id.as_uuid().is_none() => Ok((HIDDEN.to_vec(), single)),
        (None, Some(_)) => Err(damaged(id, "its record in the store is missing")),
        (None, None) => Err(Error::not_found(id)),
    }
}

async fn record_row(store: &dyn Store, id: &InstanceId) -> Result<Vec<u8>, Error> {
    let mut rows = store.instances(std::slice::from_ref(id)).await?;
    match rows.pop().flatten() {
        Some(row) => Ok(row),
        // It may have been started since.
        None => Ok(single(store, id).await?.0),
    }
}

fn damaged(id: &InstanceId, what: &str) -> Error {
    Error::new(
        ErrorKind::Corrupt,
        format!("instance `{id}`: {what}, so the file is damaged"),
    )
}

/// The instance's record, with what has arrived since it was written, and what is read beside it: all as of one
/// moment. An instance may make its steps faster than its rows are read one after the other.
async fn load_whole(
    store: &dyn Store,
    id: &InstanceId,
    beside: Extra,
) -> Result<(Record, Whole), Error> {
    let Some(mut whole) = store.whole(id, beside).await? else {
        // The instance doesn't exist, unless its record is missing.
        return match Record::from_bytes(&record_row(store, id).await?) {
            Ok(_) => Err(Error::not_found(id)),
            Err(unreadable) => Err(unreadable_error(id, &unreadable)),
        };
    };
    let record = whole.put_together();
    let record = record.map_err(|unreadable| unreadable_error(id, &unreadable))?;
    Ok((record, whole))
}

/// The instance's record; `None` when it can't be read and the instance is blocked.
pub(crate) async fn record(store: &dyn Store, id: &InstanceId) -> Result<Option<Record>, Error> {
    Ok(Record::from_bytes(&record_row(store, id).await?).ok())
}

/// What its row says.
fn input(id: &InstanceId, row: Option<&[u8]>) -> Result<Json, Error> {
    let unreadable = |reason: &dyn fmt::Display| {
        Error::new(
            ErrorKind::Corrupt,
            format!("instance `{id}`: its input in the store can't be read: {reason}"),
        )
    };
    let row = row.ok_or_else(|| unreadable(&"it is missing"))?;
    let row = InputRow::from_bytes(row).map_err(|error| unreadable(&error))?;
    Ok(row.input)
}

pub(crate) async fn status(
    store: &dyn Store,
    program: Option<&Registry>,
    id: &InstanceId,
) -> Result<Status, Error> {
    // All as of one moment: another instance may be started in place of this one.
    let (record, beside) = single(store, id).await?;
    status_of(id, &record, &beside, program, true)
}

/// The status of an instance, of its rows. With a program, it tells what that can't resume before the wait is over.
pub(crate) fn status_of(
    id: &InstanceId,
    record: &[u8],
    beside: &Single,
    program: Option<&Registry>,
    with_input: bool,
) -> Result<Status, Error> {
    let input = if with_input {
        input(id, beside.input.as_deref())
    } else {
        Ok(Json::null())
    };
    let mut record = match Record::from_bytes(record) {
        Ok(record) => record,
        Err(unreadable) => {
            let noted = beside.blocked.as_deref().map(noted_reason);
            return Ok(unreadable_status(id, input, noted, &unreadable));
        }
    };
    if record.blocked.is_none() && record.has_outcomes {
        record.blocked = beside.blocked.as_deref().map(noted_reason);
    }
    if let Some(program) = program
        && record.blocked.is_none()
        && !record.has_ended()
    {
        record.blocked = would_block(program, &record);
    }
    let runtime_status = record.runtime_status();
    let (output, failure) = match record.end {
        None => (None, None),
        Some(End::Completed(output)) => (Some(output), None),
        Some(End::Failed(failure)) => (Some(text(failure.message())), Some(failure)),
        Some(End::Terminated(reason)) => (Some(text(&reason)), None),
    };
    let function = FunctionName::of(&record.name);
    Ok(Status {
        name: function.name.to_owned(),
        version: function.shown_version(),
        id: id.clone(),
        runtime_status,
        input: input?,
        output,
        custom_status: record.custom_status,
        created: record.created.into(),
        last_updated: record.updated.into(),
        failure,
        blocked: record.blocked,
        suspended: record.suspended,
        tags: record.tags,
        parent: record.parent.map(|parent| parent.instance),
    })
}

/// The summary of an instance, from its record.
pub(crate) async fn summary(
    store: &dyn Store,
    id: InstanceId,
    record: &[u8],
) -> Result<InstanceSummary, Error> {
    let Ok(mut record) = Record::from_bytes(record) else {
        return Ok(InstanceSummary {
            id,
            name: String::new(),
            version: None,
            runtime_status: RuntimeStatus::Suspended,
            created: SystemTime::UNIX_EPOCH,
            last_updated: SystemTime::UNIX_EPOCH,
        });
    };
    if record.blocked.is_none() && record.has_outcomes {
        let row = store.blocked_reason(&id).await?;
        record.blocked = row.as_deref().map(noted_reason);
    }
    let function = FunctionName::of(&record.name);
    Ok(InstanceSummary {
        id,
        runtime_status: record.runtime_status(),
        name: function.name.to_owned(),
        version: function.shown_version(),
        created: record.created.into(),
        last_updated: record.updated.into(),
    })
}

/// The reason why a waiting instance will be blocked when its wait is over, as far as that is known now.
fn would_block(program: &Registry, record: &Record) -> Option<String> {
    let Some(entry) = program.orchestrator(&record.name) else {
        return Some(program.missing(&record.name));
    };
    let Blob(checkpoint) = record.checkpoint.as_ref()?;
    Checkpoint::incompatible(checkpoint, entry.manifest)
        .map(|incompatible| incompatible.to_string())
}

fn text(text: &str) -> Json {
    Json::from(serde_json::Value::from(text))
}

fn unreadable_status(
    id: &InstanceId,
    input: Result<Json, Error>,
    noted: Option<String>,
    unreadable: &Unreadable,
) -> Status {
    let reason = noted.unwrap_or_else(|| unreadable_reason(unreadable));
    Status {
        name: String::new(),
        version: None,
        id: id.clone(),
        runtime_status: RuntimeStatus::Suspended,
        // It may be damaged, too, and the reason is what matters.
        input: input.unwrap_or_else(|_| Json::null()),
        output: None,
        custom_status: None,
        created: SystemTime::UNIX_EPOCH,
        last_updated: SystemTime::UNIX_EPOCH,
        failure: None,
        blocked: Some(reason),
        suspended: None,
        tags: BTreeMap::new(),
        parent: None,
    }
}

/// Why the engine could not go on with an instance of which it could not read all, as its row says.
fn noted_reason(row: &[u8]) -> String {
    match BlockedRow::from_bytes(row) {
        Ok(row) => row.reason,
        Err(unreadable) => format!("why, can't be read any more: {unreadable}"),
    }
}

fn unreadable_error(id: &InstanceId, unreadable: &Unreadable) -> Error {
    let kind = match unreadable {
        Unreadable::Version(_) => ErrorKind::Blocked,
        Unreadable::Damaged(_) => ErrorKind::Corrupt,
    };
    let reason = unreadable_reason(unreadable);
    Error::new(kind, format!("instance `{id}`: {reason}"))
}

/// The number of reads of a history that changes during the read, before commits have to wait for it.
const TRIES: usize = 4;

/// The heads of a record's chains of history, the most recent chain first.
fn heads_of(record: &Record) -> impl Iterator<Item = u64> {
    let before = record.last_events.and_then(|last| last.before);
    record.history.into_iter().chain(before)
}

/// The rows of a chain, from its head back, and whether its beginning is among them.
fn read_chain(
    id: &InstanceId,
    head: u64,
    chain: Vec<Vec<u8>>,
    rows: &mut Vec<HistoryRow>,
) -> Result<bool, Error> {
    let mut next = Some(head);
    for bytes in chain {
        let row = HistoryRow::from_bytes(&bytes)
            .map_err(|unreadable| unreadable_error(id, &unreadable))?;
        next = row.previous;
        rows.push(row);
    }
    Ok(next.is_none())
}

/// The instance's record, its input, and its history from the end back.
async fn load_history(
    store: &dyn Store,
    id: &InstanceId,
) -> Result<(Record, Json, Vec<HistoryRow>), Error> {
    for _ in 0..TRIES {
        let (record, whole) = load_whole(store, id, Extra::Input).await?;
        let (mut rows, mut is_whole) = (Vec::new(), true);
        for head in heads_of(&record) {
            let chain = store.history(head).await?;
            is_whole &= read_chain(id, head, chain, &mut rows)?;
        }
        if is_whole {
            let input = input(id, whole.input.as_deref())?;
            return Ok((record, input, rows));
        }
        // The chain may have been removed meanwhile, and its id may have been used again.
    }
    let heads = Extra::Histories(|found| {
        // A row that can't be read is reported when it is decoded.
        let whole = Whole::of(found.to_vec());
        let record = whole.and_then(|mut whole| whole.put_together().ok());
        record.map_or_else(Vec::new, |record| heads_of(&record).collect())
    });
    let (record, whole) = load_whole(store, id, heads).await?;
    let input = input(id, whole.input.as_deref())?;
    let mut rows = Vec::new();
    for (head, chain) in heads_of(&record).zip(whole.histories) {
        if !read_chain(id, head, chain, &mut rows)? {
            return Err(damaged(id, "a part of its history is missing"));
        }
    }
    Ok((record, input, rows))
}

pub(crate) async fn history(
    store: &dyn Store,
    id: &InstanceId,
) -> Result<Vec<HistoryEvent>, Error> {
    let (record, input, rows) = load_history(store, id).await?;
    let mut events = Vec::with_capacity(rows.len());
    // From the last one on: what an instance was rewound from tells its end before.
    let mut end = record.end.clone();
    for row in rows {
        for (at, mut what) in row.events.into_iter().rev() {
            if let HistoryEntry::Rewound { end: before, .. } = &mut what {
                end = Some(std::mem::replace(before, End::Terminated(String::new())));
            }
            if let Some(kind) = kind(what, &record, &mut end, &input) {
                events.push(HistoryEvent {
                    timestamp: at.into(),
                    kind,
                });
            }
        }
    }
    events.reverse();
    if let Some(last) = record.last_events {
        let max = usize::try_from(last.max).unwrap_or(usize::MAX);
        events.drain(..events.len().saturating_sub(max));
    }
    Ok(events)
}

fn kind(
    what: HistoryEntry,
    record: &Record,
    end: &mut Option<End>,
    input: &Json,
) -> Option<HistoryKind> {
    Some(match what {
        HistoryEntry::Started => {
            let function = FunctionName::of(&record.name);
            HistoryKind::ExecutionStarted {
                name: function.name.to_owned(),
                version: function.shown_version(),
                input: input.clone(),
            }
        }
        HistoryEntry::TaskScheduled { op, name, input } => HistoryKind::TaskScheduled {
            op,
            name,
            input: noted_blob(input),
        },
        HistoryEntry::TaskCompleted { op, result } => HistoryKind::TaskCompleted {
            op,
            result: noted_blob(result),
        },
        HistoryEntry::TaskFailed { op, failure } => HistoryKind::TaskFailed { op, failure },
        HistoryEntry::TimerCreated { op, due } => HistoryKind::TimerCreated {
            op,
            due: due.into(),
        },
        HistoryEntry::TimerFired { op } => HistoryKind::TimerFired { op },
        HistoryEntry::EventRaised { name, input } => HistoryKind::EventRaised {
            name,
            input: noted_json(input),
        },
        HistoryEntry::ChildStarted {
            op,
            name,
            instance,
            input,
        } => {
            let function = FunctionName::of(&name);
            HistoryKind::SubOrchestrationInstanceCreated {
                op,
                name: function.name.to_owned(),
                version: function.shown_version(),
                instance,
                input: noted_json(input),
            }
        }
        HistoryEntry::ChildEnded { op, result } => match result {
            Ok(result) => HistoryKind::SubOrchestrationInstanceCompleted {
                op,
                result: noted_json(result),
            },
            Err(failure) => HistoryKind::SubOrchestrationInstanceFailed { op, failure },
        },
        HistoryEntry::Suspended { reason } => HistoryKind::ExecutionSuspended { reason },
        HistoryEntry::Resumed { reason } => HistoryKind::ExecutionResumed { reason },
        HistoryEntry::Rewound { reason, .. } => HistoryKind::ExecutionRewound { reason },
        HistoryEntry::MessageSent { to, errand } => match errand {
            Errand::Raise { name, payload } => HistoryKind::EventSent {
                instance: to,
                name,
                input: noted_json(payload),
            },
            Errand::Terminate { reason } => HistoryKind::TerminationSent {
                instance: to,
                reason,
            },
        },
        HistoryEntry::Ended => match end.take()? {
            End::Completed(result) => HistoryKind::ExecutionCompleted { result },
            End::Failed(failure) => HistoryKind::ExecutionFailed { failure },
            End::Terminated(reason) => HistoryKind::ExecutionTerminated { reason },
        },
    })
}

fn noted_blob(noted: Noted<Blob>) -> serde_json::Value {
    match noted {
        Noted::Whole(Blob(bytes)) => display(&bytes),
        Noted::Cut(cut) => shown_cut(cut),
    }
}

fn noted_json(noted: Noted<Json>) -> Json {
    match noted {
        Noted::Whole(json) => json,
        Noted::Cut(cut) => shown_cut(cut).into(),
    }
}

/// The JSON in place of a value that was too large to be kept.
fn shown_cut(Cut { bytes, beginning }: Cut) -> serde_json::Value {
    serde_json::json!({ "cut": { "bytes": bytes, "beginning": format!("{beginning}…") } })
}

/// A stored value, as far as JSON can express it.
fn display(bytes: &[u8]) -> serde_json::Value {
    codec::to_display_json(bytes)
        .unwrap_or_else(|error| serde_json::Value::from(format!("can't be shown: {error}")))
}

pub(crate) async fn waiting(
    store: &dyn Store,
    program: Option<&Registry>,
    id: &InstanceId,
) -> Result<Option<Waiting>, Error> {
    let (record, _) = load_whole(store, id, Extra::Values).await?;
    let Some(Blob(checkpoint)) = &record.checkpoint else {
        return Ok(None);
    };
    let (frame, tasks) = Checkpoint::peek(checkpoint, &record.values).map_err(|incompatible| {
        // The code has no part in this reading, so it is the bytes that are wrong.
        let kind = match incompatible {
            IncompatibleCheckpoint::Version(_) => ErrorKind::Blocked,
            _ => ErrorKind::Corrupt,
        };
        Error::new(kind, format!("instance `{id}`: {incompatible}"))
    })?;
    // The running code's lines mean nothing to a checkpoint that it can't resume.
    let entry = program
        .and_then(|program| program.orchestrator(&record.name))
        .filter(|entry| Checkpoint::incompatible(checkpoint, entry.manifest).is_none())
        // Where it goes only its migration tells.
        .filter(|entry| {
            machines::migration(frame.machine, frame.point(), entry.manifest).is_none()
        });
    let function = Function {
        name: &record.name,
        code: entry.map(|entry| Code {
            manifest: entry.manifest,
            file: entry.file,
        }),
        has_program: program.is_some(),
    };
    let is_pending = |op| record.mailbox.pending_op(op).is_some();
    let shown = stack::shown(&frame, function, &is_pending);
    let (task_frames, begun_by_tasks) = stack::tasks(&tasks, function, &is_pending);
    let is_own = |op: &OpId| !shown.begun.contains(op) && !begun_by_tasks.contains(op);
    let point = function.point(&frame);
    let due = |(_, pending): (OpId, &Pending)| match pending {
        Pending::Timer { due } => Some(*due),
        Pending::Activity { retry_at } => *retry_at,
        Pending::Event { .. } | Pending::SubOrchestration { .. } | Pending::Message { .. } => None,
    };
    let pending = pending(store, id, &record).await?;
    let has_no_row = |op: &PendingOp| matches!(op.kind, PendingKind::Activity { name: None, .. });
    // If the instance has made a step meanwhile, the rows are missing for that reason.
    if pending.iter().any(has_no_row) && load_whole(store, id, Extra::Values).await?.0 == record {
        return Err(damaged(
            id,
            "a row of an activity that it waits for is missing",
        ));
    }
    Ok(Some(Waiting {
        point: frame.point().to_owned(),
        file: entry.map(|entry| entry.file),
        line: point.map(|point| point.line),
        source: point.map(|point| point.source),
        ops: (record.mailbox.pending().map(|(op, _)| op))
            .filter(is_own)
            .collect(),
        locals: shown.locals,
        frames: shown.frames,
        tasks: task_frames,
        until: record.mailbox.pending().filter_map(due).min(),
        pending,
    }))
}

/// The operations that the instance has begun and that are not over.
async fn pending(
    store: &dyn Store,
    id: &InstanceId,
    record: &Record,
) -> Result<Vec<PendingOp>, Error> {
    let mut activities = activities(store, id, record).await?;
    let mut children = children(store, record).await?;
    let pending = record.mailbox.pending().map(|(op, pending)| PendingOp {
        op,
        kind: match pending {
            Pending::Activity { retry_at } => {
                let (row, last_failure) = activities.remove(&op).unzip();
                PendingKind::Activity {
                    attempt: row.as_ref().map_or(1, |row| row.failed.saturating_add(1)),
                    name: row.map(|row| row.task.name),
                    last_failure: last_failure.flatten(),
                    retry_at: *retry_at,
                }
            }
            Pending::Timer { due } => PendingKind::Timer { due: *due },
            Pending::Event { name } => PendingKind::Event { name: name.clone() },
            Pending::SubOrchestration { id } => {
                let key = children.remove(&op);
                let function = key.as_deref().map(FunctionName::of);
                PendingKind::SubOrchestration {
                    name: function.map(|function| function.name.to_owned()),
                    version: function.and_then(FunctionName::shown_version),
                    instance: id.clone(),
                }
            }
            Pending::Message { to, .. } => PendingKind::Message {
                instance: to.clone(),
            },
        },
    });
    Ok(pending.collect())
}

/// The rows of the instance's activities, with the failures of their last attempts. Activities that wait for their next
/// attempt are in another table.
async fn activities(
    store: &dyn Store,
    id: &InstanceId,
    record: &Record,
) -> Result<BTreeMap<OpId, (ActivityRow, Option<Failure>)>, Error> {
    let mut rows = BTreeMap::new();
    let pending = || record.mailbox.pending();
    if !pending().any(|(_, pending)| matches!(pending, Pending::Activity { .. })) {
        return Ok(rows);
    }
    let retries = pending().filter_map(|(op, pending)| match pending {
        Pending::Activity { retry_at: Some(at) } => Some(TimerKey {
            due: Due::from(*at),
            instance: id.clone(),
            op,
        }),
        _ => None,
    });
    let keys: Vec<TimerKey> = retries.collect();
    let ops: Vec<OpId> = keys.iter().map(|key| key.op).collect();
    let unreadable = |unreadable| {
        let what = format!("an activity that it waits for can't be read: {unreadable}");
        Error::new(ErrorKind::Corrupt, format!("instance `{id}`: {what}"))
    };
    for (op, bytes) in ops.into_iter().zip(store.timer_rows(&keys).await?) {
        let row = bytes.map(|bytes| TimerRow::from_bytes(&bytes));
        match row.transpose().map_err(unreadable)? {
            Some(TimerRow::RetryAfter { row, failure }) => rows.insert(op, (row, Some(failure))),
            Some(TimerRow::Retry(row)) => rows.insert(op, (row, None)),
            _ => None,
        };
    }
    // This table is read second: when the next attempt begins meanwhile, its row is here.
    for (op, bytes) in store.activities_of(id).await? {
        let row = ActivityRow::from_bytes(&bytes).map_err(unreadable)?;
        rows.insert(op, (row, None));
    }
    // Another instance may have had the id.
    rows.retain(|_, (row, _)| row.run == record.run);
    Ok(rows)
}

/// The keys of the orchestrators of the instance's sub-orchestrations.
async fn children(store: &dyn Store, record: &Record) -> Result<BTreeMap<OpId, String>, Error> {
    let pending = record.mailbox.pending();
    let (ops, ids): (Vec<OpId>, Vec<InstanceId>) = pending
        .filter_map(|(op, pending)| match pending {
            Pending::SubOrchestration { id } => Some((op, id.clone())),
            _ => None,
        })
        .unzip();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let records = store.instances(&ids).await?;
    let names = ops.into_iter().zip(records).filter_map(|(op, bytes)| {
        let child = Record::from_bytes(&bytes?).ok()?;
        Some((op, child.name))
    });
    Ok(names.collect())
}
