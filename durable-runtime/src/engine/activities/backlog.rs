//! The begin of activities that wait in the store: those that were under way when it was opened, and those for which
//! there was no room.

use std::sync::Arc;

use foldhash::HashSet;

use super::attempt::{ActivityKey, StoredIn};
use super::queue::{ROWS, Ready};
use super::scheduler::unknown_activity;
use crate::engine::fatal::Fatal;
use crate::engine::instances::read::Needs;
use crate::engine::reads::WaitingForRead;
use crate::engine::round::Round;
use crate::engine::work::Work;
use crate::model::micros::Micros;
use crate::store::key::OpKey;
use crate::store::rows::{ActivityRow, Row};

/// The reads that are made before something else has its turn.
const READS_AT_A_TIME: usize = 4;

/// The retries that are read at a time, of those that were put off.
const RETRIES_AT_A_TIME: usize = 256;

/// Begins waiting activities as far as there is room, and returns whether there may be more. If the store takes a while,
/// rounds continue, and [`take_page`] takes the rows. The rows of those that are `committing` are being removed.
pub(crate) async fn begin_activities(
    mut round: Round<'_>,
    committing: Option<&HashSet<ActivityKey>>,
) -> Result<bool, Fatal> {
    if round.activities.is_closed() {
        return Ok(false);
    }
    let now = Micros::from(round.now);
    round.activities.begin_waiting(round.ledger, now);
    for _ in 0..READS_AT_A_TIME {
        let Some((lane, after)) = round.activities.queue.begin_read() else {
            break;
        };
        let mut needs = Needs::default();
        needs.activities_after(after, ROWS);
        match round.begin_read(needs).await? {
            Ok(beside) => take_page(&mut round, committing, lane, beside.page.activities),
            Err(read) => round.wait_for(read, WaitingForRead::Activities(lane)),
        }
    }
    let limit = RETRIES_AT_A_TIME.saturating_sub(round.work.len());
    for key in round.activities.queue.take_retries(limit) {
        round.work.push(Work::Due(key));
    }
    round.activities.run_begun(round.ledger);
    for ended in round.activities.take_given_up() {
        round.work.push(Work::GivenUp(ended));
    }
    Ok(round.activities.queue.wants_rows())
}

/// Takes the rows that were read for a lane, and begins their activities as far as there is room.
pub(crate) fn take_page(
    round: &mut Round<'_>,
    committing: Option<&HashSet<ActivityKey>>,
    lane: usize,
    rows: Vec<(OpKey, Vec<u8>)>,
) {
    let is_last = rows.len() < ROWS;
    let last = rows.last().map(|(key, _)| key.clone());
    let mut found = Vec::new();
    for (key, bytes) in rows {
        let ready = ready(round, key, &bytes, committing);
        let ready =
            ready.filter(|ready| round.activities.queue.misses(lane, ready.entry, &ready.key));
        found.extend(ready.and_then(|ready| round.activities.keep_last_chance(ready)));
    }
    let last = last.filter(|_| !is_last);
    round.activities.queue.fill(lane, last, found);
    if !round.activities.is_closed() {
        let now = Micros::from(round.now);
        round.activities.begin_waiting(round.ledger, now);
    }
}

/// An activity from the store, if it is to be begun.
fn ready(
    round: &mut Round<'_>,
    (instance, op): OpKey,
    bytes: &[u8],
    committing: Option<&HashSet<ActivityKey>>,
) -> Option<Ready> {
    let row = match ActivityRow::from_bytes(bytes) {
        Ok(row) => row,
        Err(unreadable) => {
            let is_removed = |key: &ActivityKey| key.instance == instance && key.op == op;
            if round.draft.removed().any(is_removed)
                || committing.is_some_and(|removed| removed.iter().any(is_removed))
                || round.activities.queue.removed().any(is_removed)
            {
                return None;
            }
            let key = ActivityKey::of_unreadable(instance, op);
            let reason = format!("an activity that it called can't be read: {unreadable}");
            get_stuck(round, key, None, reason);
            return None;
        }
    };
    let run = row.run;
    let key = ActivityKey { instance, run, op };
    let is_over = round.draft.removes(&key)
        || committing.is_some_and(|removed| removed.contains(&key))
        || round.activities.queue.was_removed(&key);
    if is_over || round.activities.is_under_way(&key) || round.activities.is_stuck(&key) {
        return None;
    }
    let Some(entry) = round.activities.entry(&row.task.name) else {
        get_stuck(round, key, Some(run), unknown_activity(&row.task.name));
        return None;
    };
    Some(Ready {
        entry,
        lost: round.ledger.lost(&key, row.failed),
        key,
        row: Arc::new(row),
        stored_in: StoredIn::Activities,
    })
}

/// Blocks the instance of a stored activity that this program can't make. Its row stays, for a program that can.
fn get_stuck(round: &mut Round<'_>, key: ActivityKey, run: Option<u64>, reason: String) {
    let (instance, op) = (key.instance.clone(), key.op);
    if round.activities.set_stuck(key) {
        round.work.push(Work::Block {
            instance,
            run,
            op,
            reason,
        });
    }
}
