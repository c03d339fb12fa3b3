//! Rows that are due: a timer fires, an instance is stepped, a message is sent, or an activity is tried again.

use std::sync::Arc;
use std::time::SystemTime;

use super::raise;
use crate::engine::activities::attempt::{ActivityKey, StoredIn};
use crate::engine::activities::scheduler::unknown_activity;
use crate::engine::instances::entry::Loaded;
use crate::engine::lifecycle::{self, PARENT_ENDED};
use crate::engine::message::Scope;
use crate::engine::outcomes::deliver;
use crate::engine::round::Round;
use crate::engine::stepping::later;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::model::log::LOG;
use crate::model::micros::Micros;
use crate::model::parent_close::CANCEL_REQUESTED;
use crate::step::command::{Again, Errand, Outcome, Pending};
use crate::store::key::{Due, TimerKey};
use crate::store::rows::{ActivityRow, HistoryEntry, Parent, TimerRow, Unreadable};

/// Carries out a due row. A missing row was removed with its instance.
pub(super) fn handle(round: &mut Round<'_>, key: TimerKey, row: Result<TimerRow, Unreadable>) {
    let row = match row {
        Ok(row) => row,
        Err(unreadable) => {
            let due = key.due.time();
            let reason = format!("its timer of {due:?} can't be read: {unreadable}");
            return round.block(&key.instance, reason);
        }
    };
    if let TimerRow::TerminateChild { run, child, reason } = row {
        // Its parent has ended, and may be gone.
        terminate_child(round, &key, run, &child, reason);
        return round.draft.remove_unarmed(&key);
    }
    if let TimerRow::CancelChild { run, child } = row {
        cancel_child(round, &key, run, &child);
        return round.draft.remove_unarmed(&key);
    }
    match &round.instances.entry(&key.instance).state {
        Loaded::Here(_) => {}
        Loaded::Absent => return round.draft.remove_unarmed(&key),
        // The row stays, for code that can read the instance.
        Loaded::Unreadable(_) => return,
    }
    match row {
        TimerRow::Fire { run } => {
            let due = |pending: &_| match pending {
                Pending::Timer { due } => Some(*due),
                _ => None,
            };
            if is_awaited(round, &key, run, due) {
                fire(round, &key);
            }
            later::remove_due(round, &key, run);
        }
        // They are handled where all rows are.
        TimerRow::TerminateChild { .. }
        | TimerRow::CancelChild { .. }
        | TimerRow::Rewind { .. } => {}
        TimerRow::Begin { run } => later::step_by(round, &key, run),
        TimerRow::Send { run, to, errand } => {
            let due = |pending: &_| match pending {
                Pending::Message { due, .. } => Some(*due),
                _ => None,
            };
            if is_awaited(round, &key, run, due) {
                send(round, &key, &to, errand);
            }
            later::remove_due(round, &key, run);
        }
        TimerRow::Retry(row) | TimerRow::RetryAfter { row, .. } => {
            let due = |pending: &_| match pending {
                Pending::Activity { retry_at } => *retry_at,
                _ => None,
            };
            if is_awaited(round, &key, row.run, due) {
                begin_retry(round, key, row);
            }
        }
    }
}

/// Whether an instance waits for the operation of this row of its `run`. `due` is the time of such an operation.
fn is_awaited(
    round: &Round<'_>,
    key: &TimerKey,
    run: u64,
    due: impl FnOnce(&Pending) -> Option<SystemTime>,
) -> bool {
    let record = round.instances.peek(&key.instance);
    let record = record.filter(|record| record.run == run);
    let pending = record.and_then(|record| record.mailbox.pending_op(key.op));
    (pending.and_then(due)).is_some_and(|due| Due::from(due) == key.due)
}

/// Terminates a sub-orchestration, unless it has ended meanwhile. One that can't be read is left as it is.
fn terminate_child(
    round: &mut Round<'_>,
    key: &TimerKey,
    run: u64,
    child: &InstanceId,
    reason: String,
) {
    let parent = Parent {
        instance: key.instance.clone(),
        run,
        op: key.op,
    };
    // A parent that can be rewound takes it along.
    let ended = round.instances.peek(&parent.instance);
    let keeps = ended.is_some_and(|ended| ended.run == run && ended.kept.is_some());
    let record = round.instances.peek(child);
    if record.is_some_and(|record| record.is_running_child_of(&parent))
        && let Err(error) = lifecycle::terminate(round, child, reason, Scope::WithChildren, keeps)
    {
        tracing::warn!(target: LOG, instance = %child, "its parent was terminated, and it can't be: {error}");
    }
}

/// Tells a sub-orchestration, unless it has ended meanwhile, that its parent has ended.
fn cancel_child(round: &mut Round<'_>, key: &TimerKey, run: u64, child: &InstanceId) {
    let parent = Parent {
        instance: key.instance.clone(),
        run,
        op: key.op,
    };
    let record = round.instances.peek(child);
    if record.is_some_and(|record| record.is_running_child_of(&parent)) {
        let reason = Json::from(serde_json::Value::from(PARENT_ENDED));
        raise::put(round, child, CANCEL_REQUESTED.to_owned(), reason);
    }
}

fn fire(round: &mut Round<'_>, key: &TimerKey) {
    if let Some(record) = round.instances.record(&key.instance) {
        let fired = |_: &_| HistoryEntry::TimerFired { op: key.op };
        round.draft.note(record, round.now, fired);
    }
    deliver(round, &key.instance, key.op, Outcome::Fired);
}

/// Delivers a message to another instance, which is in memory, and the outcome to the sender, in one commit.
fn send(round: &mut Round<'_>, key: &TimerKey, to: &InstanceId, errand: Errand) {
    let noted = round.draft.histories().errand(&errand);
    let again = errand.clone();
    let sent = match errand {
        // The message is committed already: no limit refuses it.
        Errand::Raise { name, payload } => round.instances.running(to).map(drop).map(|()| {
            raise::put(round, to, name, payload);
        }),
        Errand::Terminate { reason } => {
            lifecycle::terminate(round, to, reason, Scope::Alone, false)
        }
    };
    let from = &key.instance;
    if sent.is_ok()
        && let Some(record) = round.instances.record(from)
        && !record.has_ended()
    {
        let sent = |_: &_| HistoryEntry::MessageSent {
            to: to.clone(),
            errand: noted,
        };
        round.draft.note(record, round.now, sent);
    }
    let received = sent.map_err(|error| error.of_message());
    if received.is_err()
        && let Some(record) = round.instances.record(from)
    {
        let to = to.clone();
        record
            .mailbox
            .set_again(key.op, Again::Message { to, errand: again });
    }
    deliver(round, from, key.op, Outcome::Received(received));
}

/// Begins the next attempt of an activity at once: the row is durable already. An activity that the program doesn't
/// have blocks its instance, and its row stays.
fn begin_retry(round: &mut Round<'_>, timer: TimerKey, row: ActivityRow) {
    let Some(entry) = round.activities.entry(&row.task.name) else {
        let reason = unknown_activity(&row.task.name);
        return round.block_for(&timer.instance, timer.op, reason);
    };
    if !round.activities.queue.takes_retry(entry) {
        return round.activities.queue.put_off_retry(entry, timer);
    }
    let now = Micros::from(round.env.clock.now());
    let key = ActivityKey {
        instance: timer.instance,
        run: row.run,
        op: timer.op,
    };
    let stored_in = StoredIn::Timers(timer.due);
    let row = Arc::new(row);
    round
        .activities
        .dispatch(round.ledger, now, key, row, stored_in);
}
