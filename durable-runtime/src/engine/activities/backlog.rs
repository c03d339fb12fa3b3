//! The begin of activities that wait in the store: those that were under way when it was opened, and those for which
//! there was no room.

use std::sync::Arc;

use foldhash::HashSet;

use super::attempt::{AttemptKey, Source};
use super::queue::{ROWS, Ready};
use super::scheduler::unknown_activity;
use crate::engine::fatal::Fatal;
use crate::engine::round::Round;
use crate::engine::work::Work;
use crate::store::key::OpKey;
use crate::store::rows::{ActivityRow, Micros, Row};

/// The reads that are made before something else has its turn.
const READS_AT_A_TIME: usize = 4;

/// The retries that are read at a time, of those that were put off.
const RETRIES_AT_A_TIME: usize = 256;

/// Begins waiting activities as far as there is room, and returns whether there may be more. The rows of those that are
/// `committing` are being removed.
pub(crate) async fn begin_activities(
    mut round: Round<'_>,
    committing: Option<&HashSet<AttemptKey>>,
) -> Result<bool, Fatal> {
    if round.activities.is_closed() {
        return Ok(false);
    }
    let now = Micros::from(round.now);
    round.activities.begin_waiting(round.ledger, now);
    for _ in 0..READS_AT_A_TIME {
        let Some((lane, after)) = round.activities.queue.wants_rows() else {
            break;
        };
        let rows = round.env.store.activities(after.as_ref(), ROWS);
        let rows = rows.await.map_err(Fatal)?;
        let is_last = rows.len() < ROWS;
        let last = rows.last().map(|(key, _)| key.clone());
        let mut found = Vec::new();
        for (key, bytes) in rows {
            let ready = ready(&mut round, key, &bytes, committing).await?;
            let ready =
                ready.filter(|ready| round.activities.queue.misses(lane, ready.entry, &ready.key));
            found.extend(ready.and_then(|ready| round.activities.keep_last_chance(ready)));
        }
        let last = last.filter(|_| !is_last);
        round.activities.queue.fill(lane, last, found);
        round.activities.begin_waiting(round.ledger, now);
    }
    let limit = RETRIES_AT_A_TIME.saturating_sub(round.work.len());
    for key in round.activities.queue.take_retries(limit) {
        round.work.push(Work::Due(key));
    }
    round.activities.run_begun(round.ledger);
    for ended in round.activities.take_given_up() {
        round.work.push(Work::GivenUp(ended));
    }
    Ok(round.activities.queue.wants_rows().is_some())
}

/// An activity from the store, if it is to be begun.
async fn ready(
    round: &mut Round<'_>,
    (instance, op): OpKey,
    bytes: &[u8],
    committing: Option<&HashSet<AttemptKey>>,
) -> Result<Option<Ready>, Fatal> {
    let row = match ActivityRow::from_bytes(bytes) {
        Ok(row) => row,
        Err(unreadable) => {
            // No attempt has this key: runs begin with 1.
            let run = 0;
            let key = AttemptKey { instance, run, op };
            let reason = format!("an activity that it called can't be read: {unreadable}");
            get_stuck(round, key, reason).await?;
            return Ok(None);
        }
    };
    let run = row.run;
    let key = AttemptKey { instance, run, op };
    let is_over =
        round.draft.removes(&key) || committing.is_some_and(|removed| removed.contains(&key));
    if is_over || round.activities.is_under_way(&key) || round.activities.is_stuck(&key) {
        return Ok(None);
    }
    let Some(entry) = round.activities.entry(&row.task.name) else {
        get_stuck(round, key, unknown_activity(&row.task.name)).await?;
        return Ok(None);
    };
    Ok(Some(Ready {
        entry,
        lost: round.ledger.lost(&key, row.failed),
        key,
        row: Arc::new(row),
        source: Source::Activities,
    }))
}

/// Blocks the instance of a stored activity that this program can't make. Its row stays, for a program that can.
async fn get_stuck(round: &mut Round<'_>, key: AttemptKey, reason: String) -> Result<(), Fatal> {
    let id = key.instance.clone();
    if round.activities.set_stuck(key) {
        round.load(&id).await?;
        round.block(&id, reason);
        round.release(&id);
    }
    Ok(())
}
