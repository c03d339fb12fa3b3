//! Format 2, the one of 0.1: its tables and its rows as they were, and what they are now. The types here
//! are frozen, down to numbers and text, and are never changed; where a type of today changes, its `now` is
//! what has to be changed.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Converted, Now, Reason};
use crate::codec::{self, Unread};
use crate::cx;
use crate::failure;
use crate::frame::Blob;
use crate::id;
use crate::json;
use crate::mailbox;
use crate::retry;
use crate::store::key::{Key, Table};
use crate::store::rows::{self, Row, value_row};
use crate::store::{self};
use crate::wait;

/// The version byte of its rows.
const ROW_VERSION: u8 = 2;

/// Its tables. Their keys are those of today.
pub(super) const TABLES: [Table; 10] = [
    Table::Counters,
    Table::Instances,
    Table::Inputs,
    Table::Values,
    Table::Activities,
    Table::Timers,
    Table::Inbox,
    Table::Outcomes,
    Table::Blocked,
    Table::History,
];

/// What a row is now.
pub(super) fn convert(key: &Key, row: &[u8], to: &mut Converted) -> Result<(), Reason> {
    let row = match key.table() {
        Table::Counters => read::<Counters>(row)?.now()?.to_bytes(),
        Table::Instances => read::<Record>(row)?.now()?.to_bytes(),
        Table::Inputs => read::<InputRow>(row)?.now()?.to_bytes(),
        Table::Values => value_row(value(row)?),
        Table::Activities => read::<ActivityRow>(row)?.now()?.to_bytes(),
        Table::Timers => read::<TimerRow>(row)?.now()?.to_bytes(),
        Table::Inbox => read::<InboxRow>(row)?.now()?.to_bytes(),
        Table::Outcomes => read::<OutcomeRow>(row)?.now()?.to_bytes(),
        Table::Blocked => read::<BlockedRow>(row)?.now()?.to_bytes(),
        Table::History => read::<HistoryRow>(row)?.now()?.to_bytes(),
    };
    to.put(key.clone(), row);
    Ok(())
}

fn read<T: DeserializeOwned>(row: &[u8]) -> Result<T, Reason> {
    codec::decode_compact(ROW_VERSION, row).map_err(|unread| match unread {
        Unread::OtherVersion(version) => format!("it is of version {version}"),
        Unread::Damaged(reason) => format!("it is damaged: {reason}"),
    })
}

fn value(row: &[u8]) -> Result<&[u8], Reason> {
    match row.split_first() {
        Some((&ROW_VERSION, value)) => Ok(value),
        Some((version, _)) => Err(format!("it is of version {version}")),
        None => Err("it is empty".to_owned()),
    }
}

/// Bytes are written as a sequence of them is.
type Bytes = Vec<u8>;
type OpId = u64;
type InstanceId = String;
type Json = String;
/// Since 1970.
type Micros = i64;

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Counters {
    runs: u64,
    history: u64,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Record {
    run: u64,
    name: String,
    created: Micros,
    updated: Micros,
    parent: Option<Parent>,
    custom_status: Option<Json>,
    checkpoint: Option<Bytes>,
    has_values: bool,
    next_value: u64,
    mailbox: Mailbox,
    has_outcomes: bool,
    blocked: Option<String>,
    end: Option<End>,
    history: Option<u64>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum End {
    Completed(Json),
    Failed(Failure),
    Terminated(String),
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Parent {
    instance: InstanceId,
    run: u64,
    op: OpId,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Mailbox {
    next_op: u64,
    pending: BTreeMap<OpId, Pending>,
    wait: Vec<Group>,
    events: Vec<(String, Json)>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum Pending {
    Activity { retry_at: Option<SystemTime> },
    Timer { due: SystemTime },
    Event { name: String },
    Child { id: InstanceId },
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Group(Until, Vec<(OpId, u64)>, BTreeMap<String, usize>);

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum Until {
    Any,
    All,
    AllOrFailure,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct ActivityRow {
    run: u64,
    task: ActivityTask,
    failed: u32,
    first_at: Option<Micros>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct ActivityTask {
    name: String,
    input: Bytes,
    retry: Option<RetryPolicy>,
    timeout: Option<Duration>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct RetryPolicy {
    attempts: u32,
    first: Duration,
    backoff: f64,
    max: Option<Duration>,
    timeout: Option<Duration>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum TimerRow {
    Fire { run: u64 },
    Retry(ActivityRow),
    Begin { run: u64 },
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct InboxRow {
    run: u64,
    result: Result<Json, Failure>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct OutcomeRow {
    run: u64,
    progress: Progress,
    history: Option<u64>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum Progress {
    Over(Outcome),
    RetryAt(SystemTime),
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum Outcome {
    Activity(Result<Bytes, Failure>),
    Fired,
    Child(Result<Json, Failure>),
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct BlockedRow {
    reason: String,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct InputRow {
    input: Json,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct HistoryRow {
    previous: Option<u64>,
    events: Vec<(Micros, Happened)>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum Happened {
    Started,
    TaskScheduled {
        op: OpId,
        name: String,
        input: Bytes,
    },
    TaskCompleted {
        op: OpId,
        result: Bytes,
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

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Failure {
    inner: Inner,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Inner {
    message: String,
    type_name: String,
    sources: Vec<String>,
    data: Option<Json>,
    terminal: bool,
    retry_after: Option<Duration>,
}

impl Now for Counters {
    type Is = store::Counters;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(store::Counters {
            runs: self.runs,
            history: self.history,
        })
    }
}

impl Now for Record {
    type Is = rows::Record;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::Record {
            run: self.run,
            name: self.name,
            created: rows::Micros::of(self.created),
            updated: rows::Micros::of(self.updated),
            parent: self.parent.map(Now::now).transpose()?,
            custom_status: self.custom_status.map(json).transpose()?,
            checkpoint: self.checkpoint.map(Blob),
            values: crate::checkpoint::Values::new(),
            has_values: self.has_values,
            next_value: self.next_value,
            mailbox: self.mailbox.now()?,
            has_outcomes: self.has_outcomes,
            blocked: self.blocked,
            end: self.end.map(Now::now).transpose()?,
            history: self.history,
            noted: None,
        })
    }
}

impl Now for End {
    type Is = rows::End;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(match self {
            Self::Completed(output) => rows::End::Completed(json(output)?),
            Self::Failed(failure) => rows::End::Failed(failure.now()?),
            Self::Terminated(reason) => rows::End::Terminated(reason),
        })
    }
}

impl Now for Parent {
    type Is = rows::Parent;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::Parent {
            instance: instance(self.instance)?,
            run: self.run,
            op: id::OpId::new(self.op),
        })
    }
}

impl Now for Mailbox {
    type Is = mailbox::Mailbox;

    fn now(self) -> Result<Self::Is, Reason> {
        let pending = self
            .pending
            .into_iter()
            .map(|(op, pending)| Ok((id::OpId::new(op), pending.now()?)))
            .collect::<Result<_, Reason>>()?;
        let events = self
            .events
            .into_iter()
            .map(|(name, payload)| Ok((name, json(payload)?)))
            .collect::<Result<_, Reason>>()?;
        let groups = self.wait.into_iter().map(Group::now);
        Ok(mailbox::Mailbox::of_parts(
            self.next_op,
            pending,
            wait::Wait::of_groups(groups),
            events,
        ))
    }
}

impl Now for Pending {
    type Is = cx::Pending;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(match self {
            Self::Activity { retry_at } => cx::Pending::Activity { retry_at },
            Self::Timer { due } => cx::Pending::Timer { due },
            Self::Event { name } => cx::Pending::Event { name },
            Self::Child { id } => cx::Pending::Child { id: instance(id)? },
        })
    }
}

impl Group {
    fn now(self) -> wait::StoredGroup {
        let Self(until, runs, events) = self;
        let until = match until {
            Until::Any => wait::Until::Any,
            Until::All => wait::Until::All,
            Until::AllOrFailure => wait::Until::AllOrFailure,
        };
        let runs = runs
            .into_iter()
            .map(|(first, count)| (id::OpId::new(first), count));
        wait::StoredGroup::of_parts(until, runs.collect(), events)
    }
}

impl Now for ActivityRow {
    type Is = rows::ActivityRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::ActivityRow {
            run: self.run,
            task: cx::ActivityTask {
                name: self.task.name,
                input: Blob(self.task.input),
                retry: self.task.retry.map(RetryPolicy::now),
                timeout: self.task.timeout,
            },
            failed: self.failed,
            first_at: self.first_at.map(rows::Micros::of),
        })
    }
}

impl RetryPolicy {
    fn now(self) -> retry::RetryPolicy {
        let mut policy = retry::RetryPolicy::new(self.attempts, self.first).backoff(self.backoff);
        if let Some(max) = self.max {
            policy = policy.max(max);
        }
        if let Some(timeout) = self.timeout {
            policy = policy.timeout(timeout);
        }
        policy
    }
}

impl Now for TimerRow {
    type Is = rows::TimerRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(match self {
            Self::Fire { run } => rows::TimerRow::Fire { run },
            Self::Retry(activity) => rows::TimerRow::Retry(activity.now()?),
            Self::Begin { run } => rows::TimerRow::Begin { run },
        })
    }
}

impl Now for InboxRow {
    type Is = rows::InboxRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::InboxRow {
            run: self.run,
            result: child_result(self.result)?,
        })
    }
}

impl Now for OutcomeRow {
    type Is = rows::OutcomeRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::OutcomeRow {
            run: self.run,
            progress: match self.progress {
                Progress::Over(outcome) => mailbox::Progress::Over(outcome.now()?),
                Progress::RetryAt(at) => mailbox::Progress::RetryAt(at),
            },
            history: self.history,
        })
    }
}

impl Now for Outcome {
    type Is = cx::Outcome;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(match self {
            Self::Activity(Ok(result)) => cx::Outcome::Activity(Ok(Blob(result))),
            Self::Activity(Err(failure)) => cx::Outcome::Activity(Err(failure.now()?)),
            Self::Fired => cx::Outcome::Fired,
            Self::Child(result) => cx::Outcome::Child(child_result(result)?),
        })
    }
}

impl Now for BlockedRow {
    type Is = rows::BlockedRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::BlockedRow {
            reason: self.reason,
        })
    }
}

impl Now for InputRow {
    type Is = rows::InputRow;

    fn now(self) -> Result<Self::Is, Reason> {
        Ok(rows::InputRow {
            input: json(self.input)?,
        })
    }
}

impl Now for HistoryRow {
    type Is = rows::HistoryRow;

    fn now(self) -> Result<Self::Is, Reason> {
        let events = self
            .events
            .into_iter()
            .map(|(at, happened)| Ok((rows::Micros::of(at), happened.now()?)))
            .collect::<Result<_, Reason>>()?;
        Ok(rows::HistoryRow {
            previous: self.previous,
            events,
        })
    }
}

impl Now for Happened {
    type Is = rows::Happened;

    fn now(self) -> Result<Self::Is, Reason> {
        let op_id = id::OpId::new;
        Ok(match self {
            Self::Started => rows::Happened::Started,
            Self::TaskScheduled { op, name, input } => rows::Happened::TaskScheduled {
                op: op_id(op),
                name,
                input: Blob(input),
            },
            Self::TaskCompleted { op, result } => rows::Happened::TaskCompleted {
                op: op_id(op),
                result: Blob(result),
            },
            Self::TaskFailed { op, failure } => rows::Happened::TaskFailed {
                op: op_id(op),
                failure: failure.now()?,
            },
            Self::TimerCreated { op, due } => rows::Happened::TimerCreated {
                op: op_id(op),
                due: rows::Micros::of(due),
            },
            Self::TimerFired { op } => rows::Happened::TimerFired { op: op_id(op) },
            Self::EventRaised { name, input } => rows::Happened::EventRaised {
                name,
                input: json(input)?,
            },
            Self::ChildStarted {
                op,
                name,
                instance: id,
                input,
            } => rows::Happened::ChildStarted {
                op: op_id(op),
                name,
                instance: instance(id)?,
                input: json(input)?,
            },
            Self::ChildEnded { op, result } => rows::Happened::ChildEnded {
                op: op_id(op),
                result: child_result(result)?,
            },
            Self::Ended => rows::Happened::Ended,
        })
    }
}

impl Now for Failure {
    type Is = failure::Failure;

    fn now(self) -> Result<Self::Is, Reason> {
        let Inner {
            message,
            type_name,
            sources,
            data,
            terminal,
            retry_after,
        } = self.inner;
        let data = data.map(json).transpose()?;
        Ok(failure::Failure::of_parts(
            message,
            type_name,
            sources,
            data,
            terminal,
            retry_after,
        ))
    }
}

fn child_result(
    result: Result<Json, Failure>,
) -> Result<Result<json::Json, failure::Failure>, Reason> {
    Ok(match result {
        Ok(output) => Ok(json(output)?),
        Err(failure) => Err(failure.now()?),
    })
}

fn json(text: Json) -> Result<json::Json, Reason> {
    text.parse()
        .map_err(|error| format!("it is damaged: {error}"))
}

fn instance(id: InstanceId) -> Result<id::InstanceId, Reason> {
    id::InstanceId::try_from(id).map_err(|error| format!("it is damaged: {error}"))
}

#[cfg(test)]
mod tests {
    use super::super::{Kept, Old};
    use super::*;
    use crate::store::{Batch, Due, TimerKey};

    fn a() -> id::InstanceId {
        id::InstanceId::unchecked("a")
    }

    fn key(table: Table) -> Key {
        Key::of_op(table, &a(), id::OpId::new(3))
    }

    fn timer() -> Key {
        Key::of_timer(&TimerKey {
            due: Due::from_micros(7),
            instance: a(),
            op: id::OpId::new(3),
        })
    }

    /// Converts a row, which becomes one of the same key.
    #[track_caller]
    fn check<R: Row + PartialEq + std::fmt::Debug>(key: &Key, was: &impl serde::Serialize, is: &R) {
        let mut batch = Batch::default();
        let row = codec::encode_compact(ROW_VERSION, was);
        assert_eq!(Old::V2.convert(key, &row, &mut batch), Ok(Kept::Converted));
        let rows: Vec<_> = batch.puts().collect();
        let [(found, row)] = rows[..] else {
            panic!("{rows:?}");
        };
        assert_eq!(found, key);
        assert_eq!(&R::from_bytes(row).unwrap(), is);
    }

    fn failure() -> Failure {
        Failure {
            inner: Inner {
                message: "no".to_owned(),
                type_name: "Why".to_owned(),
                sources: vec!["because".to_owned()],
                data: Some("[1]".to_owned()),
                terminal: true,
                retry_after: Some(Duration::from_millis(1500)),
            },
        }
    }

    #[test]
    fn rows_that_come_and_go_quickly_are_converted() {
        check(
            &timer(),
            &TimerRow::Begin { run: 5 },
            &rows::TimerRow::Begin { run: 5 },
        );
        check(
            &timer(),
            &TimerRow::Fire { run: 5 },
            &rows::TimerRow::Fire { run: 5 },
        );
        let result = Err(failure());
        check(
            &key(Table::Inbox),
            &InboxRow { run: 4, result },
            &rows::InboxRow {
                run: 4,
                result: Err(failure().now().unwrap()),
            },
        );
        let outcome = |progress| OutcomeRow {
            run: 1,
            progress,
            history: Some(9),
        };
        let at = SystemTime::UNIX_EPOCH + Duration::from_micros(5);
        for (was, is) in [
            (
                Progress::Over(Outcome::Child(Ok("{}".to_owned()))),
                mailbox::Progress::Over(cx::Outcome::Child(Ok("{}".parse().unwrap()))),
            ),
            (
                Progress::Over(Outcome::Fired),
                mailbox::Progress::Over(cx::Outcome::Fired),
            ),
            (
                Progress::Over(Outcome::Activity(Ok(vec![1, 200, 3]))),
                mailbox::Progress::Over(cx::Outcome::Activity(Ok(Blob(vec![1, 200, 3])))),
            ),
            (Progress::RetryAt(at), mailbox::Progress::RetryAt(at)),
        ] {
            let row = rows::OutcomeRow {
                run: 1,
                progress: is,
                history: Some(9),
            };
            check(&key(Table::Outcomes), &outcome(was), &row);
        }
    }

    #[test]
    fn a_failure_keeps_all_that_it_says() {
        let now = failure().now().unwrap();
        assert_eq!((now.message(), now.type_name()), ("no", "Why"));
        assert!(now.is_terminal());
        assert_eq!(now.data::<Vec<u8>>().unwrap(), Some(vec![1]));
        let text = format!("{now:#}");
        assert!(text.contains("because"), "{text}");
    }

    #[test]
    fn a_row_that_cant_be_converted_is_kept_and_blocks_its_instance() {
        for key in [
            Key::of_instance(Table::Instances, &a()),
            Key::of_instance(Table::Inputs, &a()),
            key(Table::Activities),
            key(Table::Outcomes),
            timer(),
        ] {
            for row in [&[ROW_VERSION, 255, 255][..], &[9, 1], &[]] {
                let mut batch = Batch::default();
                let kept = Old::V2.convert(&key, row, &mut batch).unwrap();
                let Kept::AsItWas(reason) = kept else {
                    panic!("{key:?} {row:?}");
                };
                assert!(reason.contains(key.table().name()), "{reason}");
                let rows: Vec<_> = batch.puts().collect();
                let blocked = Key::of_instance(Table::Blocked, &a());
                assert_eq!(rows[0], (&key, row));
                assert_eq!(rows[1].0, &blocked);
                assert_eq!(
                    rows::BlockedRow::from_bytes(rows[1].1).unwrap().reason,
                    reason
                );
            }
        }
    }

    /// Nothing can go on without them: starts would be given numbers that others have.
    #[test]
    fn counters_that_cant_be_converted_are_an_error() {
        let mut batch = Batch::default();
        let error = Old::V2.convert(&Key::counters(), &[ROW_VERSION], &mut batch);
        assert!(error.unwrap_err().contains("counters"));
    }
}
