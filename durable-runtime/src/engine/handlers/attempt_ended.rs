//! Ends of attempts of activities.

use std::time::SystemTime;

use crate::engine::activities::attempt::{ActivityKey, Ended, StoredIn};
use crate::engine::activities::scheduler::Attempt;
use crate::engine::instances::entry::{Change, Loaded};
use crate::engine::log_event::LogKind;
use crate::engine::outcomes::deliver;
use crate::engine::round::Round;
use crate::model::failure::Failure;
use crate::model::micros::Micros;
use crate::step::command::{Again, Outcome, Pending};
use crate::step::frame::Blob;
use crate::store::key::Due;
use crate::store::rows::{ActivityRow, HistoryEntry, Row, TimerRow};

/// Delivers the outcome of an attempt, or schedules another one.
pub(super) fn handle(round: &mut Round<'_>, ended: Ended) {
    let Ended {
        key,
        result,
        deserves_retry,
    } = ended;
    let Some(attempt) = round.activities.remove(round.ledger, &key) else {
        return;
    };
    let record = round.instances.peek(&key.instance);
    let Some(record) = record.filter(|record| record.run == key.run) else {
        // The instance was replaced meanwhile, or can't be read. Then the activity's row stays, too, and isn't run again.
        let entry = round.instances.get(&key.instance);
        if entry.is_some_and(|entry| matches!(entry.state, Loaded::Unreadable(_))) {
            round.activities.set_stuck(key);
        }
        return;
    };
    if !matches!(
        record.mailbox.pending_op(key.op),
        Some(Pending::Activity { .. })
    ) {
        // The instance no longer waits for it, and its row went with that.
        return;
    }
    let name = &attempt.running.row.task.name;
    let outcome = match round.env.size_limit.result(name, result) {
        Ok(bytes) => Ok(Blob(bytes)),
        Err(failure) if failure.is_unfit_arguments() => {
            // Its row stays: it is run when code is deployed that can read it.
            let reason = format!("activity `{name}`: {failure}");
            round.block_for(&key.instance, key.op, reason);
            round.activities.set_stuck(key);
            return;
        }
        // Its row stays: it is run when the store is opened again.
        Err(failure) if round.activities.has_heeded(&attempt, &failure) => return,
        Err(failure) => match deserves_retry {
            Err(panic) => Err(panic),
            Ok(true) if !failure.is_terminal() => {
                match retry_or_fail(round, &key, &attempt, failure) {
                    Some(failure) => Err(failure),
                    None => return,
                }
            }
            Ok(_) => Err(failure),
        },
    };
    let Some(record) = round.instances.record(&key.instance) else {
        return;
    };
    round.draft.note(record, round.now, |keep| match &outcome {
        Ok(result) => HistoryEntry::TaskCompleted {
            op: key.op,
            result: keep.blob(&result.0),
        },
        Err(failure) => HistoryEntry::TaskFailed {
            op: key.op,
            failure: keep.failure(failure),
        },
    });
    if outcome.is_err() {
        let again = Again::Activity(attempt.running.row.task.clone());
        record.mailbox.set_again(key.op, again);
    }
    round.draft.remove_activity(&key, attempt.stored_in);
    deliver(round, &key.instance, key.op, Outcome::Activity(outcome));
}

/// Schedules another attempt of a failed activity, if its policy leaves one. Otherwise returns the failure as its outcome.
fn retry_or_fail(
    round: &mut Round<'_>,
    key: &ActivityKey,
    attempt: &Attempt,
    failure: Failure,
) -> Option<Failure> {
    let running = &attempt.running;
    let row = ActivityRow {
        failed: running.row.failed + 1,
        first_at: Some(running.row.first_attempt().unwrap_or(attempt.began)),
        ..(*running.row).clone()
    };
    let now = round.env.clock.now();
    let first_at = row.first_attempt().map_or(now, SystemTime::from);
    let wanted = failure.wanted_wait();
    let policy = row.task.retry.as_ref();
    match policy.and_then(|policy| policy.next_attempt(row.failed, first_at, now, wanted)) {
        Some(at) => {
            schedule_retry(round, key, attempt.stored_in, row, failure, at);
            None
        }
        None => Some(failure),
    }
}

/// Stores a failed activity until its next attempt.
fn schedule_retry(
    round: &mut Round<'_>,
    key: &ActivityKey,
    stored_in: StoredIn,
    row: ActivityRow,
    failure: Failure,
    at: SystemTime,
) {
    let due = Due::from(at);
    round.draft.remove_activity(key, stored_in);
    let retry = LogKind::Retry {
        activity: row.task.name.clone(),
        failed: row.failed,
        failure: failure.clone(),
        at,
    };
    let bytes = TimerRow::RetryAfter { row, failure }.to_bytes();
    round.draft.put_timer(&key.instance, due, key.op, bytes);
    let Some(record) = round.instances.record(&key.instance) else {
        return;
    };
    record.mailbox.set_retry_at(key.op, due.time());
    record.updated = Micros::from(round.now);
    round.draft.log(&key.instance, &record.name, retry);
    let has_outcomes = record.has_outcomes;
    round.instances.entry(&key.instance).arrives_in_step(key.op);
    if has_outcomes {
        round.instances.keep(round.draft, &key.instance, key.op);
    } else {
        let id = &key.instance;
        round.instances.mark(round.draft, id, Change::Record);
    }
}
