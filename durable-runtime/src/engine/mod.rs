//! The engine: one task that takes messages, has their instances stepped, commits the results in batches, and carries
//! out the effects once they are durable. A store that answers reads from memory is asked at once. While any other
//! reads, rounds that need no read continue ([`reads`]).
//!
//! [`Engine`] is the loop. Each part owns its state, and is lent to a [`round`], which turns messages into rows and
//! effects, in memory. While one batch of them is being committed, the next rounds fill the next one. Instances that a
//! batch on its way to the disk has changed are read from [`instances`], and never from the store. A batch waits for no
//! more rows to come: with no commit under way, everything is committed at once.

mod activities;
mod alarm;
mod arrivals;
pub(crate) mod check;
pub(crate) mod checker;
mod claim;
mod commit;
pub(crate) mod draft;
mod effect;
mod fatal;
mod handlers;
pub(crate) mod histories;
mod inbox;
mod index;
mod instances;
pub(crate) mod ledger;
mod lifecycle;
mod log_event;
mod long_steps;
mod making;
pub(crate) mod message;
pub(crate) mod open;
mod outcomes;
mod places;
pub(crate) mod pool;
mod reads;
mod recovery;
pub(crate) mod retention;
mod round;
pub(crate) mod shutdown;
pub(crate) mod sizes;
mod spans;
mod stepping;
mod steps;
mod sweep;
#[cfg(test)]
mod tests;
mod threads;
mod timers;
pub(crate) mod waiters;
mod work;
mod yields;

use std::sync::Arc;

use self::activities::backlog::{begin_activities, take_page};
use self::alarm::Alarm;
use self::arrivals::Arrivals;
use self::commit::Commits;
use self::fatal::Fatal;
use self::handlers::{arrive, read_timers};
use self::inbox::{Inbox, ROUND_MESSAGES_MAX};
use self::message::Message;
use self::reads::{Over, WaitingForRead};
use self::round::Parts;
use self::shutdown::ShutdownReceiver;
use self::stepping::begin::begin_read_steps;
use self::stepping::end::{end_read_steps, end_steps};
use self::steps::QUEUED_MAX;
use self::work::Work;
use self::yields::Yields;

/// The number of turns of its loop for which the engine waits for the runner before it does something else.
const WAITS_FOR_RUNNER_MAX: u32 = 16;

/// The loop, and its state: incoming messages, the parts that rounds change, and commits.
pub(crate) struct Engine {
    inbox: Inbox,
    shutdown: ShutdownReceiver,
    parts: Parts,
    commits: Commits,
    yields: Yields,
}

impl Engine {
    /// Runs until it is ordered to stop, or can't continue.
    async fn run(&mut self) -> Result<(), Fatal> {
        let clock = Arc::clone(&self.parts.env.clock);
        let mut alarm = Alarm::new(&*clock);
        self.parts.reads.go_on();
        // Commits, steps and reads run on threads that a paused time knows nothing of.
        let mut hold = None;
        let (mut waited, mut has_stepped) = (0, false);
        loop {
            if self.yields.are_due() {
                self.parts.steps.pool.give_turns().await;
            }
            if self.is_to_stop() {
                return self.drain().await;
            }
            read_timers(self.parts.round()).await?;
            let committing = self.commits.removed();
            let has_more = begin_activities(self.parts.round(), committing).await?;
            self.commits.begin_if_due(&mut self.parts);
            let is_busy = self.commits.is_under_way() || self.parts.reads.any();
            if !is_busy && !self.parts.steps.any_under_way() {
                hold = None;
            } else if hold.is_none() {
                hold = clock.hold();
            }
            // The runner has the engine's thread now. Continuing beside it, on another thread, would take longer. Steps
            // may lead to further ones without end, though.
            let waits = waited < WAITS_FOR_RUNNER_MAX && self.parts.steps.pool.is_running();
            waited = if waits { waited + 1 } else { 0 };
            let may_step = self.parts.draft.has_room();
            let has_room = may_step && !waits && self.parts.reads.has_room();
            let due = self.parts.work.next_due().filter(|due| due.can_come());
            alarm.set(due);
            let is_due = due.is_some_and(|due| due.time() <= clock.now());
            let has_work = has_more || !self.parts.work.is_empty() || (is_due && self.has_turns());
            // Steps may lead to further ones without end. Other work has its turn between them.
            let others_first =
                std::mem::take(&mut has_stepped) && (has_work || !self.inbox.is_empty());
            tokio::select! {
                biased;
                durable = self.commits.durable() => {
                    durable?;
                    self.commits.finish(&mut self.parts);
                }
                () = self.shutdown.news() => self.parts.activities.close(),
                () = std::future::ready(()), if has_room && others_first => self.work().await?,
                over = self.parts.reads.over(), if may_step => self.take_read(over).await?,
                () = self.parts.steps.pool.news(), if may_step => {
                    end_steps(self.parts.round()).await?;
                    has_stepped = true;
                }
                () = std::future::ready(()), if has_room && has_work => self.work().await?,
                () = alarm.rings(), if has_room && !is_due => {}
                first = self.inbox.first(), if has_room => {
                    let messages = self.inbox.take(first);
                    self.round(messages, Vec::new()).await?;
                }
            }
        }
    }

    /// Handles the pending work and the messages together, so that neither has to wait for the other to run dry.
    async fn work(&mut self) -> Result<(), Fatal> {
        let messages = self.inbox.take(None);
        let work = self.take_work();
        self.round(messages, work).await
    }

    async fn round(&mut self, messages: Vec<Message>, work: Vec<Work>) -> Result<(), Fatal> {
        self.yields.note_round();
        let arrivals = Arrivals::new(messages, work);
        let parts = &mut self.parts;
        let now = parts.reads.admit(&parts.instances, arrivals);
        if now.is_empty() {
            return Ok(());
        }
        arrive(parts.round(), now).await
    }

    /// Takes the result of a read that rounds didn't wait for, and handles what has waited for it.
    async fn take_read(&mut self, over: Over) -> Result<(), Fatal> {
        self.yields.note_round();
        let parts = &mut self.parts;
        let found = over.found.map_err(Fatal)?;
        let now = parts.env.clock.now();
        let (draft, number) = (&mut parts.draft, over.number);
        let (beside, mut changed) = match number {
            Some(number) => parts.instances.take_in_late(draft, now, number, found),
            None => (parts.instances.take_in(draft, now, found), Vec::new()),
        };
        match over.waiting {
            WaitingForRead::Arrivals(mut arrivals) => {
                if let Some(number) = number {
                    changed.extend(arrivals.take_changed(&parts.instances, number));
                }
                let again: Vec<Work> = changed.into_iter().map(Work::Due).collect();
                arrivals.take(beside);
                arrive(parts.round(), arrivals).await?;
                // Before what is behind, which may change their instances again.
                if !again.is_empty() {
                    arrive(parts.round(), Arrivals::new(Vec::new(), again)).await?;
                }
            }
            WaitingForRead::Ends(ends) => end_read_steps(parts.round(), ends, beside).await?,
            WaitingForRead::Steps(ids) => begin_read_steps(parts.round(), ids, beside).await?,
            WaitingForRead::Timers => parts.work.take_timers(now, beside.page.timers),
            WaitingForRead::Activities(lane) => {
                let committing = self.commits.removed();
                take_page(&mut parts.round(), committing, lane, beside.page.activities);
            }
        }
        let behind = parts.reads.take_behind(&parts.instances);
        if !behind.is_empty() {
            arrive(parts.round(), behind).await?;
        }
        let released = number.map(|number| parts.instances.end_read(number));
        for id in released.into_iter().flatten() {
            parts.instances.release(&id, parts.activities.any_of(&id));
        }
        Ok(())
    }

    /// Takes the engine's own work, including due timers.
    fn take_work(&mut self) -> Vec<Work> {
        let (now, has_turns) = (self.parts.env.clock.now(), self.has_turns());
        self.parts.work.take(now, ROUND_MESSAGES_MAX, has_turns)
    }

    /// Whether due instances are stepped soon. Otherwise they stay in the store.
    fn has_turns(&self) -> bool {
        self.parts.steps.queued() < QUEUED_MAX / 2
    }

    /// Whether it is ordered to stop and has nothing left to wait for: no attempt, and no short step.
    fn is_to_stop(&self) -> bool {
        let parts = &self.parts;
        let is_busy = || {
            let reads = parts.reads.any_of_instances();
            parts.activities.any_under_way() || parts.steps.any_short() || reads
        };
        self.shutdown.is_told() && (self.shutdown.is_over() || !is_busy())
    }

    /// Commits the finished steps, answers the callers that wait for that, and accepts nothing new.
    async fn drain(&mut self) -> Result<(), Fatal> {
        self.parts.activities.abort_all();
        // From here on nothing is lost when the process dies.
        self.parts.ledger.close();
        self.commits.commit_all(&mut self.parts).await
    }
}
