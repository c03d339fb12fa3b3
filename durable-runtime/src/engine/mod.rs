//! The engine: one task that takes messages, has the instances stepped that they are about, commits what follows in
//! batches, and carries out the effects once they are durable.
//!
//! [`Engine`] is the loop. Each part owns its state, and is lent to a [`round`], which turns messages into rows and
//! effects, in memory. While one batch of them is being committed, the next rounds fill the next one. Instances that a
//! batch on its way to the disk has changed are seen through [`instances`], and never through the store. A batch waits
//! for no more rows to come: with no commit under way, all that there is is committed at once.

mod activities;
mod alarm;
mod claim;
mod commit;
pub(crate) mod draft;
mod effect;
mod fatal;
mod handlers;
pub(crate) mod histories;
mod inbox;
mod instances;
pub(crate) mod ledger;
mod lifecycle;
mod log_event;
pub(crate) mod message;
pub(crate) mod open;
mod outcomes;
pub(crate) mod pool;
pub(crate) mod quit;
mod recovery;
mod round;
pub(crate) mod sizes;
mod spans;
mod stepping;
mod steps;
#[cfg(test)]
mod tests;
mod timers;
pub(crate) mod waiters;
mod work;

use std::sync::Arc;

use self::activities::backlog::begin_activities;
use self::alarm::Alarm;
use self::commit::Commits;
use self::fatal::Fatal;
use self::handlers::handle;
use self::inbox::{Inbox, ROUND_MESSAGES_MAX};
use self::message::Message;
use self::quit::Quitting;
use self::round::Parts;
use self::stepping::end::end_steps;
use self::steps::QUEUED_MAX;
use self::work::Work;

/// After how many rounds the engine lets others on its thread run. A yield after each costs a step that runs alone a
/// twelfth of its latency.
const ROUNDS_WITHOUT_YIELD: u32 = 8;

/// For how many turns of its loop the engine waits for the runner before it does something else.
const WAITS_FOR_RUNNER_MAX: u32 = 16;

/// The loop, and what it has: messages that come in, the parts that rounds change, and commits.
pub(crate) struct Engine {
    inbox: Inbox,
    quit: Quitting,
    parts: Parts,
    commits: Commits,
    /// The rounds since others on this thread had their turns.
    rounds: u32,
}

impl Engine {
    /// Runs until it is told to stop, or can't continue.
    async fn run(&mut self) -> Result<(), Fatal> {
        let clock = Arc::clone(&self.parts.env.clock);
        let mut alarm = Alarm::new(&*clock);
        // Commits and steps are made by threads that a paused time knows nothing of.
        let mut hold = None;
        let mut waited = 0;
        let mut has_stepped = false;
        loop {
            // Rounds may follow one another without a wait. Others on this thread get their turns between them.
            if self.rounds >= ROUNDS_WITHOUT_YIELD {
                self.rounds = 0;
                tokio::task::yield_now().await;
            }
            if self.has_quit() {
                return self.drain().await;
            }
            self.parts.work.read_timers(&*clock).await?;
            let committing = self.commits.removed();
            let has_more = begin_activities(self.parts.round(), committing).await?;
            self.commits.begin_if_due(&mut self.parts);
            if !self.commits.is_under_way() && !self.parts.steps.any_under_way() {
                hold = None;
            } else if hold.is_none() {
                hold = clock.hold();
            }
            // The runner has the engine's thread now. To go on beside it, on another one, would take longer. Steps may
            // lead to further ones without end, though.
            let waits = waited < WAITS_FOR_RUNNER_MAX && self.parts.steps.pool.is_running();
            waited = if waits { waited + 1 } else { 0 };
            let may_step = self.parts.draft.has_room();
            let has_room = may_step && !waits;
            let due = self.parts.work.next_due().filter(|due| due.can_come());
            alarm.set(due);
            let is_due = due.is_some_and(|due| due.time() <= clock.now());
            let has_work = has_more || !self.parts.work.is_empty() || (is_due && self.has_turns());
            // Steps may lead to further ones without end. What else there is has its turn between them.
            let others_first =
                std::mem::take(&mut has_stepped) && (has_work || !self.inbox.is_empty());
            tokio::select! {
                biased;
                durable = self.commits.durable() => {
                    durable?;
                    self.commits.finish(&mut self.parts)?;
                }
                () = self.quit.news() => self.parts.activities.close(),
                () = std::future::ready(()), if has_room && others_first => self.work().await?,
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

    /// Does what there is to do, with the messages that have come, so that neither has to wait for the other to run dry.
    async fn work(&mut self) -> Result<(), Fatal> {
        let messages = self.inbox.take(None);
        let work = self.take_work();
        self.round(messages, work).await
    }

    async fn round(&mut self, messages: Vec<Message>, work: Vec<Work>) -> Result<(), Fatal> {
        self.rounds += 1;
        handle(self.parts.round(), messages, work).await
    }

    /// Takes what there is to do of the engine's own accord, timers that are due among it.
    fn take_work(&mut self) -> Vec<Work> {
        let (now, has_turns) = (self.parts.env.clock.now(), self.has_turns());
        self.parts.work.take(now, ROUND_MESSAGES_MAX, has_turns)
    }

    /// Whether instances that become due are stepped soon. Otherwise they stay in the store.
    fn has_turns(&self) -> bool {
        self.parts.steps.queued() < QUEUED_MAX / 2
    }

    /// Whether it is told to stop and has nothing left to wait for: no attempt, and no step that doesn't take long.
    fn has_quit(&self) -> bool {
        let is_busy = || self.parts.activities.any_under_way() || self.parts.steps.any_short();
        self.quit.is_told() && (self.quit.is_over() || !is_busy())
    }

    /// Commits what was stepped, answers the callers that wait for that, and takes nothing new.
    async fn drain(&mut self) -> Result<(), Fatal> {
        self.parts.activities.abort_all();
        // From here on nothing is lost when the process dies.
        self.parts.ledger.close();
        self.commits.commit_all(&mut self.parts).await
    }
}
