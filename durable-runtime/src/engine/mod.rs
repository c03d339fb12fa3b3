//! The engine: one task that takes messages, steps the instances that they are about, commits what came
//! of it in batches, and lets the effects happen once they are durable.
//!
//! A round ([`round`]) turns messages into rows and effects, in memory. While one batch of them is being
//! committed, the next rounds fill the next one; instances that a batch on its way to the disk has
//! changed are seen through [`live`], and never through the store. Nothing waits for company: with no
//! commit under way, whatever there is is committed at once.

mod activities;
pub(crate) mod attempts;
mod draft;
pub(crate) mod events;
mod fatal;
pub(crate) mod histories;
pub(crate) mod ledger;
mod live;
pub(crate) mod message;
mod outcomes;
pub(crate) mod pool;
mod queue;
pub(crate) mod quit;
mod recovery;
mod round;
mod runner;
pub(crate) mod sizes;
mod spans;
mod step;
mod steps;
#[cfg(test)]
mod tests;
mod timers;
pub(crate) mod waiters;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use foldhash::HashSet;
use tokio::sync::{mpsc, watch};

use self::attempts::{AttemptKey, Attempts, Source};
use self::draft::{Draft, Drafted};
use self::fatal::Fatal;
use self::histories::{Histories, HistorySettings};
use self::ledger::Ledger;
use self::live::Live;
use self::message::{Effect, Message, Work};
use self::pool::Pool;
use self::queue::{Queue, Ready};
use self::quit::{Grace, Quitting};
use self::runner::{Runner, World};
use self::sizes::SizeLimit;
use self::steps::{QUEUED_MAX, Steps};
use self::timers::{NEAR, Timers};
use self::waiters::Waiters;
use crate::engine::quit::Stop;
use crate::functions::registry::Registry;
use crate::model::clock::{Bounded, Clock};
use crate::model::error::{Error, ErrorKind};
use crate::model::event_limits::EventLimits;
use crate::model::failure::panics::drop_caught;
use crate::model::id::{InstanceId, OpId};
use crate::model::log::LOG;
use crate::step::state::States;
use crate::store::key::{Due, TimerKey};
use crate::store::rows::{ActivityRow, Counters, Micros};
use crate::store::{Call, Store};

/// How many messages one round takes; one of many starts counts as that many.
const ROUND_MESSAGES_MAX: usize = 512;

/// After how many rounds the engine lets others on its thread run. A yield after each costs a step that runs alone a
/// twelfth of its latency.
const ROUNDS_WITHOUT_YIELD: u32 = 8;

/// For how many turns of its loop the engine waits for the runner before it does something else.
const WAITS_FOR_RUNNER_MAX: u32 = 16;

/// A batch that has grown to this number of rows waits for the commit before it; no more messages are
/// taken meanwhile.
const BATCH_ROWS_MAX: usize = 8192;

/// The same of its bytes, about; and how many bytes of messages one round takes.
pub(crate) const BATCH_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What an engine works with.
pub(crate) struct Settings {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) states: States,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) history: HistorySettings,
    pub(crate) event_limits: EventLimits,
    pub(crate) size_limit: SizeLimit,
    pub(crate) batch_bytes_max: usize,
    pub(crate) activities_max: usize,
    pub(crate) halt_after_commits: Option<u64>,
    pub(crate) waiters: Arc<Waiters>,
    pub(crate) ledger: Ledger,
    pub(crate) lost_attempts_max: u32,
    /// When a step is long, and how long a commit waits for steps.
    pub(crate) long_step: Duration,
    pub(crate) step_threads: usize,
}

pub(crate) struct Engine {
    store: Arc<dyn Store>,
    registry: Arc<Registry>,
    clock: Arc<dyn Clock>,
    event_limits: EventLimits,
    size_limit: SizeLimit,
    batch_bytes_max: usize,
    waiters: Arc<Waiters>,
    inbox: mpsc::Receiver<Message>,
    quit: Quitting,
    /// Until when it still waits for attempts, once it is told to stop: none are begun any more.
    grace: Option<Grace>,
    work: VecDeque<Work>,
    /// How many rounds there were since others had their turns.
    rounds: u32,
    live: Live,
    steps: Steps,
    draft: Draft,
    timers: Timers,
    attempts: Attempts,
    /// Stored activities with which this program can do nothing; their instances are blocked.
    stuck: HashSet<AttemptKey>,
    /// Instances that have to wait after deaths of the process, and the reasons for which they are blocked.
    suspects: BTreeMap<(Due, InstanceId), String>,
    /// After how many more commits to stop dead.
    commits_left: Option<u64>,
}

/// A batch on its way to the disk.
struct Commit {
    durable: Call<'static, ()>,
    effects: Vec<Effect>,
    removed: HashSet<AttemptKey>,
    changed: Vec<InstanceId>,
    /// Whether anything is written: answers alone are no commit.
    writes: bool,
}

impl Engine {
    pub(crate) fn new(
        settings: Settings,
        outbox: mpsc::Sender<Message>,
        inbox: mpsc::Receiver<Message>,
        quit: Quitting,
    ) -> Self {
        let queue = Queue::new(settings.activities_max, settings.registry.activities());
        let histories = Histories::new(settings.history, &settings.registry);
        let clock: Arc<dyn Clock> = Arc::new(Bounded::new(settings.clock));
        let world = World {
            states: settings.states,
            clock: Arc::clone(&clock),
        };
        Self {
            store: settings.store,
            registry: settings.registry,
            clock: Arc::clone(&clock),
            event_limits: settings.event_limits,
            size_limit: settings.size_limit,
            batch_bytes_max: settings.batch_bytes_max,
            waiters: settings.waiters,
            inbox,
            quit,
            grace: None,
            work: VecDeque::new(),
            rounds: 0,
            live: Live::default(),
            steps: Steps::new(
                Pool::new(
                    Arc::clone(&clock),
                    settings.long_step,
                    settings.step_threads,
                ),
                settings.long_step,
            ),
            draft: Draft::new(Counters::default(), histories),
            timers: Timers::new(),
            attempts: Attempts::new(
                queue,
                Runner::new(world, outbox),
                settings.ledger,
                settings.lost_attempts_max,
            ),
            stuck: HashSet::default(),
            suspects: BTreeMap::new(),
            commits_left: settings.halt_after_commits,
        }
    }

    /// Runs until it is told to stop, or can't go on.
    async fn run(&mut self) -> Result<(), Fatal> {
        let clock = Arc::clone(&self.clock);
        let mut commit: Option<Commit> = None;
        let mut alarm = None;
        // Commits and steps are made by threads that a paused time knows nothing of.
        let mut hold = None;
        let mut waited = 0;
        loop {
            // Rounds may follow one another without a wait. Others on this thread get their turns between them.
            if self.rounds >= ROUNDS_WITHOUT_YIELD {
                self.rounds = 0;
                tokio::task::yield_now().await;
            }
            if self.has_quit() {
                return self.drain(commit).await;
            }
            self.refill_timers().await?;
            let has_more = self
                .begin_activities(commit.as_ref().map(|commit| &commit.removed))
                .await?;
            if commit.is_none() && self.is_to_commit() {
                commit = Some(self.begin_commit());
            }
            if commit.is_none() && !self.steps.any_under_way() {
                hold = None;
            } else if hold.is_none() {
                hold = clock.hold();
            }
            // The runner has the engine's thread now. To go on beside it, on another one, would take longer. Steps may
            // lead to further ones without end, though.
            let waits = waited < WAITS_FOR_RUNNER_MAX && self.steps.pool.is_running();
            waited = if waits { waited + 1 } else { 0 };
            let may_step = self.draft_has_room();
            let has_room = may_step && !waits;
            let due = self.next_due().filter(|due| due.can_come());
            if alarm.as_ref().map(|(set, _)| *set) != due {
                alarm = due.map(|due| (due, clock.sleep_until(due.time())));
            }
            let is_due = due.is_some_and(|due| due.time() <= clock.now());
            let has_work = has_more || !self.work.is_empty() || (is_due && self.has_turns());
            tokio::select! {
                biased;
                durable = async {
                    match &mut commit {
                        Some(commit) => (&mut commit.durable).await,
                        None => std::future::pending().await,
                    }
                } => {
                    durable.map_err(Fatal::Store)?;
                    if let Some(done) = commit.take() {
                        commit = self.finish_commit(done)?;
                    }
                }
                grace = self.quit.told(self.grace) => {
                    self.grace = Some(grace);
                    self.attempts.close();
                }
                () = async {
                    match self.grace {
                        Some(grace) => grace.over().await,
                        None => std::future::pending().await,
                    }
                } => {}
                () = self.steps.pool.news(), if may_step => {
                    self.end_steps().await?;
                }
                () = std::future::ready(()), if has_room && has_work => {
                    // With what else there is, so that neither has to wait for the other to run dry.
                    let messages = self.take_messages(None);
                    let work = self.take_work();
                    self.round(messages, work).await?;
                }
                () = async {
                    match &mut alarm {
                        Some((_, sleep)) => sleep.await,
                        None => std::future::pending().await,
                    }
                }, if has_room && !is_due => {
                    // Time to look at the clock again.
                    alarm = None;
                }
                first = self.inbox.recv(), if has_room => {
                    let messages = self.take_messages(first);
                    self.round(messages, Vec::new()).await?;
                }
            }
        }
    }

    /// Whether more may come into the draft before it is committed.
    fn draft_has_room(&self) -> bool {
        self.draft.rows() < BATCH_ROWS_MAX && self.draft.bytes() < self.batch_bytes_max
    }

    /// Whether instances that become due have a turn soon. Otherwise they are as well off in the store.
    fn has_turns(&self) -> bool {
        self.steps.queued() < QUEUED_MAX / 2
    }

    /// Whether it was told to stop and has nothing left to wait for.
    fn has_quit(&self) -> bool {
        self.grace
            .is_some_and(|grace| grace.is_over() || !self.is_busy())
    }

    /// Whether an attempt is under way, or a step that doesn't take long.
    fn is_busy(&self) -> bool {
        self.attempts.any_under_way() || self.steps.any_short()
    }

    fn is_to_commit(&mut self) -> bool {
        !self.draft.is_empty() && (!self.draft_has_room() || self.steps.may_commit())
    }

    /// What has come in, after the message that came first, as much as one round takes.
    fn take_messages(&mut self, first: Option<Message>) -> Vec<Message> {
        let mut messages: Vec<Message> = first.into_iter().collect();
        let mut weight: usize = messages.iter().map(Message::weight).sum();
        let mut bytes: usize = messages.iter().map(Message::bytes).sum();
        while weight < ROUND_MESSAGES_MAX
            && bytes < self.batch_bytes_max
            && let Ok(message) = self.inbox.try_recv()
        {
            weight += message.weight();
            bytes += message.bytes();
            messages.push(message);
        }
        messages
    }

    /// When the engine has something to do of its own accord next.
    fn next_due(&self) -> Option<Due> {
        let suspect = self.suspects.keys().next().map(|(until, _)| *until);
        self.timers.next_due().into_iter().chain(suspect).min()
    }

    /// What there is to do of the engine's own accord, timers that are due among it.
    fn take_work(&mut self) -> Vec<Work> {
        let now = self.clock.now();
        while self.work.len() < ROUND_MESSAGES_MAX
            && self.has_turns()
            && let Some(due) = self.timers.next_due().filter(|due| due.time() <= now)
        {
            let keys = self.timers.take_due(due, ROUND_MESSAGES_MAX);
            self.work.extend(keys.into_iter().map(Work::Due));
        }
        while let Some(suspect) = self.suspects.first_entry()
            && suspect.key().0.time() <= now
        {
            let ((_, id), reason) = suspect.remove_entry();
            self.work.push_back(Work::TryAgain(id, reason));
        }
        let count = self.work.len().min(ROUND_MESSAGES_MAX);
        self.work.drain(..count).collect()
    }

    async fn refill_timers(&mut self) -> Result<(), Fatal> {
        if let Some(after) = self.timers.wants_more() {
            let keys = self
                .store
                .timers(Some(after), NEAR)
                .await
                .map_err(Fatal::Store)?;
            // What an instance begins or goes on by was due when it was written, by a clock that was set back.
            let now = self.clock.now();
            let was_due = |key: &&TimerKey| key.op == OpId::NONE && key.due.time() > now;
            let was_due = keys.iter().filter(was_due).cloned();
            self.work.extend(was_due.map(Work::Due));
            self.timers.fill(keys);
        }
        Ok(())
    }

    fn begin_commit(&mut self) -> Commit {
        self.keep_unstepped();
        let Drafted {
            mut batch,
            effects,
            removed,
            changed,
        } = self.draft.take();
        for id in &changed {
            self.live.commit(id, &mut batch);
        }
        let writes = !batch.is_empty();
        let durable: Call<'static, ()> = if writes {
            self.store.commit(batch)
        } else {
            Box::pin(std::future::ready(Ok(())))
        };
        Commit {
            durable,
            effects,
            removed,
            changed,
            writes,
        }
    }

    /// The batch is durable: the next one is begun, and what this one was for happens.
    fn finish_commit(&mut self, commit: Commit) -> Result<Option<Commit>, Fatal> {
        if commit.writes
            && let Some(left) = &mut self.commits_left
        {
            *left -= 1;
            if *left == 0 {
                return Err(Fatal::Halted);
            }
        }
        for id in &commit.changed {
            self.live.committed(id);
        }
        // First, so that the disk is busy while the effects are carried out.
        let next = self.is_to_commit().then(|| self.begin_commit());
        let given_up = next.as_ref().map(|next| &next.removed);
        for effect in commit.effects {
            match effect {
                // It was given up meanwhile.
                Effect::Dispatch(key, ..)
                    if commit.removed.contains(&key)
                        || given_up.is_some_and(|removed| removed.contains(&key)) => {}
                effect => self.carry_out(effect),
            }
        }
        self.attempts.run_begun();
        for id in &commit.changed {
            self.release(id);
        }
        Ok(next)
    }

    /// Lets go of an instance's memory if nothing is under way for it, or if it holds much that it doesn't need for
    /// that.
    fn release(&mut self, id: &InstanceId) {
        if !self.attempts.any_of(id) || self.live.holds_many_events(id) {
            self.live.release(id);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        // Whoever asked and has gone meanwhile needs no answer.
        match effect {
            Effect::Answer(reply, answer) => drop(reply.send(answer)),
            Effect::Dispatch(key, row, source) => self.dispatch(key, row, source),
            Effect::Cancel(key) => self.attempts.cancel(&key),
            // The clock was set back.
            Effect::ArmDue(key) if key.due.time() > self.clock.now() => {
                self.work.push_back(Work::Due(key));
            }
            Effect::Arm(key) | Effect::ArmDue(key) => self.timers.arm(key),
            Effect::Disarm(key) => self.timers.disarm(&key),
            Effect::Deliver(parent, row) => self.work.push_back(Work::Child(parent, row)),
            Effect::Ended(id, end) => self.waiters.tell(&id, &end),
            Effect::Tell(tidings) => tidings.log(),
        }
    }

    /// Begins an attempt of an activity that the program has, once there is room for it.
    fn dispatch(&mut self, key: AttemptKey, row: Arc<ActivityRow>, source: Source) {
        // Which activities there are was looked up before, when its instance could still be blocked.
        if let Some(entry) = self.registry.activity(&row.task.name) {
            let now = Micros::from(self.clock.now());
            let ready = Ready {
                entry,
                lost: self.attempts.ledger.lost(&key, row.failed),
                key,
                row,
                source,
            };
            self.attempts.offer(ready, now);
        }
    }

    /// Commits what was stepped, answers who waits for that, and takes nothing new.
    async fn drain(&mut self, mut commit: Option<Commit>) -> Result<(), Fatal> {
        self.attempts.abort_all();
        // From here on nothing is lost when the process dies.
        self.attempts.ledger.close();
        loop {
            if commit.is_none() && !self.draft.is_empty() {
                commit = Some(self.begin_commit());
            }
            let Some(mut last) = commit.take() else {
                return Ok(());
            };
            (&mut last.durable).await.map_err(Fatal::Store)?;
            commit = self.finish_commit(last)?;
        }
    }
}

/// Goes on with what is in the store, then runs the engine in the background. The channel tells when and why
/// it has stopped, which is when the store is closed.
pub(crate) async fn run(
    mut engine: Engine,
    stopped: watch::Sender<Option<Stop>>,
) -> Result<(), Error> {
    let (store, waiters) = (Arc::clone(&engine.store), Arc::clone(&engine.waiters));
    let halted = match engine.recover().await {
        Ok(()) => None,
        Err(Fatal::Halted) => Some(Fatal::Halted),
        Err(Fatal::Store(error)) => {
            let _ = store.close(false).await;
            return Err(error);
        }
    };
    let open = Open { store, waiters };
    tokio::spawn(async move {
        let running = tokio::spawn(async move {
            let stop = match halted {
                Some(halted) => Err(halted.into()),
                None => engine.run().await.map_err(Error::from),
            };
            // It holds the `State`s, which are the user's.
            drop_caught(engine);
            stop
        });
        let stop = running.await.unwrap_or_else(|cut| {
            Err(Error::new(
                ErrorKind::Stopped,
                format!("the engine was cut short, which is a bug in it: {cut}"),
            ))
        });
        if let Err(error) = &stop {
            tracing::error!(target: LOG, "the runtime has stopped: {error}");
        }
        // After an error what the journal holds stays there: the next opening goes on from it.
        let closed = open.close(stop.is_ok()).await;
        stopped.send_replace(Some(stop.and(closed)));
    });
    Ok(())
}

/// What is closed when the engine is gone, also when its task is dropped with the tokio runtime that it ran on: nobody
/// waits for an end that doesn't come, and the store can be opened again.
struct Open {
    store: Arc<dyn Store>,
    waiters: Arc<Waiters>,
}

impl Open {
    fn close(&self, tidy: bool) -> Call<'static, ()> {
        self.waiters.close();
        self.store.close(tidy)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // A store that is closed already stays so. This one is closed by its own thread, for which nobody waits.
        drop(self.close(false));
    }
}
