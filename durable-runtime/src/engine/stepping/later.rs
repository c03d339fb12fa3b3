//! The rows by which an instance is stepped later: in a later round, or by the process that comes after a death.

use crate::engine::instances::entry::{Loaded, Turn};
use crate::engine::round::Round;
use crate::model::id::{InstanceId, OpId};
use crate::store::key::{Due, TimerKey};
use crate::store::rows::{Row, TimerRow};

/// The key of such a row.
fn key(id: &InstanceId, due: Due) -> TimerKey {
    TimerKey {
        due,
        instance: id.clone(),
        op: OpId::NONE,
    }
}

/// Schedules a step of an instance after other instances have had their turns. Its row is due now, behind the rows that
/// were due before.
pub(crate) fn begin_later(round: &mut Round<'_>, id: &InstanceId, run: u64) {
    let due = Due::already(round.env.clock.now());
    round.instances.entry(id).yielded_until = Some(due);
    let row = TimerRow::Begin { run }.to_bytes();
    round.draft.put_due(key(id, due), row);
}

/// Keeps, before a commit, the arrivals of instances with steps that the commit doesn't wait for, and a row to step
/// them. If too many of them are in memory, some wait in the store.
pub(crate) fn keep_unstepped(round: &mut Round<'_>) {
    for id in &round.steps.take_excess() {
        // It may have ended since.
        match round.instances.get(id) {
            Some(entry) if entry.turn == Turn::Queued => entry.turn = Turn::Nothing,
            _ => continue,
        }
        round.steps.forget(round.ledger, id);
        round.instances.keep_untaken(round.draft, id);
        remove_step_later(round, id);
        if let Some(run) = round.instances.peek(id).map(|record| record.run) {
            begin_later(round, id, run);
        }
    }
    for at in 0..round.draft.changed().len() {
        let id = round.draft.changed()[at].clone();
        let entry = round.instances.entry(&id);
        if entry.turn == Turn::Nothing {
            continue;
        }
        let Loaded::Here(record) = &entry.state else {
            continue;
        };
        if entry.stepped_later.is_none() {
            let run = record.run;
            let due = Due::already(round.env.clock.now());
            entry.stepped_later = Some(due);
            let row = TimerRow::Begin { run }.to_bytes();
            round.draft.put_unarmed(&key(&id, due), row);
        }
        // Arrivals before an earlier commit are kept already, and later ones are not.
        round.instances.keep_untaken(round.draft, &id);
    }
}

/// Removes the row by which an instance is stepped after a death, as its step is over, or it has ended.
pub(crate) fn remove_step_later(round: &mut Round<'_>, id: &InstanceId) {
    let entry = round.instances.entry(id);
    if let Some(due) = entry.stepped_later.take()
        && entry.yielded_until != Some(due)
    {
        round.draft.remove_unarmed(&key(id, due));
    }
}

/// Steps an instance because of such a row, which is due.
pub(crate) fn step_by(round: &mut Round<'_>, key: &TimerKey, run: u64) {
    let record = round.instances.peek(&key.instance);
    let is_stepped = record.is_some_and(|record| record.run == run && !record.has_ended());
    if is_stepped {
        round.queue(&key.instance);
    }
    let entry = round.instances.entry(&key.instance);
    if is_stepped && entry.stepped_later.is_none() {
        // It stays until the step is over.
        entry.stepped_later = Some(key.due);
        if entry.yielded_until == Some(key.due) {
            entry.yielded_until = None;
        }
    } else {
        remove_due(round, key, run);
    }
}

/// Removes a due row, such a row or a timer; the instance that wrote it was started as `run`. If that has stopped
/// waiting for it, the row is gone already.
///
/// The row was read from the store. An instance that was started meanwhile in place of this one may have written a row
/// with the same key, which is not in the store yet. That row stays.
pub(crate) fn remove_due(round: &mut Round<'_>, key: &TimerKey, run: u64) {
    let entry = round.instances.entry(&key.instance);
    let is_of_this_run = matches!(&entry.state, Loaded::Here(record) if record.run == run);
    // The timers of an earlier run were removed when it ended, but not such a row.
    let is_after_yield = key.op == OpId::NONE && entry.yielded_until == Some(key.due);
    let is_left_over = key.op == OpId::NONE && !is_after_yield;
    if is_left_over && entry.stepped_later == Some(key.due) {
        // It is needed until the step is over, whatever run the row that was read belongs to.
        return;
    }
    if is_after_yield {
        entry.yielded_until = None;
    }
    if is_of_this_run || entry.is_stored() || is_left_over {
        round.draft.remove_unarmed(key);
    }
}
