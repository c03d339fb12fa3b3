//! Beginning the activities that wait in the store: those that were under way when it was opened, and those
//! for which there was no room.

use std::sync::Arc;

use foldhash::HashSet;

use super::Engine;
use super::attempts::{AttemptKey, Source};
use super::message::Work;
use super::queue::{ROWS, Ready};
use super::round::unknown_activity;
use super::step::Step;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::store::rows::{ActivityRow, Micros, Row};

/// How many reads are made before something else has its turn.
const READS_AT_A_TIME: usize = 4;

/// How many retries are read at a time that were put off.
const RETRIES_AT_A_TIME: usize = 256;

impl Engine {
    /// Begins what waits, as far as there is room. Whether there may be more to begin. The rows of those that are
    /// `committing` are being removed.
    pub(super) async fn begin_activities(
        &mut self,
        committing: Option<&HashSet<AttemptKey>>,
    ) -> Result<bool, Error> {
        if self.attempts.is_closed() {
            return Ok(false);
        }
        self.attempts.begin_waiting(Micros::from(self.clock.now()));
        for _ in 0..READS_AT_A_TIME {
            let Some((lane, after)) = self.attempts.queue.wants_rows() else {
                break;
            };
            let rows = self.store.activities(after, ROWS).await?;
            let is_last = rows.len() < ROWS;
            let last = rows.last().map(|(key, _)| key.clone());
            let mut found = Vec::new();
            for ((instance, op), bytes) in rows {
                let ready = match ActivityRow::from_bytes(&bytes) {
                    Ok(row) => {
                        let key = AttemptKey {
                            instance,
                            run: row.run,
                            op,
                        };
                        self.ready(key, row, committing).await?
                    }
                    Err(unreadable) => {
                        // No attempt has this key: runs begin with 1.
                        let key = AttemptKey {
                            instance,
                            run: 0,
                            op,
                        };
                        let reason =
                            format!("an activity that it called can't be read: {unreadable}");
                        self.get_stuck(key, reason).await?;
                        None
                    }
                };
                let ready =
                    ready.filter(|ready| self.attempts.queue.misses(lane, ready.entry, &ready.key));
                let ready = ready.and_then(|ready| self.attempts.keep_last_chance(ready));
                found.extend(ready);
            }
            self.attempts
                .queue
                .fill(lane, last.filter(|_| !is_last), found);
            self.attempts.begin_waiting(Micros::from(self.clock.now()));
        }
        self.take_retries();
        self.attempts.run_begun();
        let given_up = self.attempts.take_given_up();
        self.work.extend(given_up.into_iter().map(Work::GivenUp));
        Ok(self.attempts.queue.wants_rows().is_some())
    }

    /// An activity that the store holds, if it is to be begun.
    async fn ready(
        &mut self,
        key: AttemptKey,
        row: ActivityRow,
        committing: Option<&HashSet<AttemptKey>>,
    ) -> Result<Option<Ready>, Error> {
        let is_over = self.draft.removed.contains(&key)
            || committing.is_some_and(|removed| removed.contains(&key));
        if is_over || self.attempts.is_under_way(&key) || self.stuck.contains(&key) {
            return Ok(None);
        }
        let Some(entry) = self.registry.activity(&row.task.name) else {
            let reason = unknown_activity(&row.task.name);
            self.get_stuck(key, reason).await?;
            return Ok(None);
        };
        Ok(Some(Ready {
            entry,
            lost: self.attempts.ledger.lost(&key, row.failed),
            key,
            row: Arc::new(row),
            source: Source::Activities,
        }))
    }

    /// This program can do nothing with a stored activity. Its row stays, for one that can.
    async fn get_stuck(&mut self, key: AttemptKey, reason: String) -> Result<(), Error> {
        let id: InstanceId = key.instance.clone();
        if self.stuck.insert(key) {
            self.load(std::slice::from_ref(&id)).await?;
            self.block(&Step::new(self.clock.now()), &id, reason);
            self.release(&id);
        }
        Ok(())
    }

    /// Has those retries read again that were put off, as far as there is room for them in memory.
    fn take_retries(&mut self) {
        let limit = RETRIES_AT_A_TIME.saturating_sub(self.work.len());
        let keys = self.attempts.queue.take_retries(limit);
        self.work.extend(keys.into_iter().map(Work::Due));
    }
}
