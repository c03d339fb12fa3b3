//! The runner of attempts of activities. It reports their ends to the engine.
//!
//! An attempt is a task of its own, which can wait and be aborted. But if all attempts of a function have ended at once
//! so far, several of them that begin together are run by one task, one after the other: for a microsecond's work the
//! task would be most of the cost. An attempt that then has to wait is given a task of its own, and so are its
//! function's attempts when that happens often.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::time::Duration;

use foldhash::HashMap;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::Instant;
use tracing::Instrument as _;

use super::attempt::{ActivityKey, DeservesRetry, Ended};
use crate::engine::message::Message;
use crate::engine::spans;
use crate::functions::activity::{attempt, caught};
use crate::model::clock::Clock;
use crate::model::failure::Failure;
use crate::model::log::LOG;
use crate::step::cancellation::Cancellation;
use crate::step::context;
use crate::step::entry::ActivityEntry;
use crate::step::state::States;
use crate::store::rows::ActivityRow;

/// The number of attempts that one task runs at most.
const BATCH_MAX: usize = 32;

/// The time after which attempts in a batch no longer wait for one that blocks its thread.
const PATIENCE: Duration = Duration::from_millis(2);

/// The number of tasks per thread of tokio's over which attempts that begin together are spread, at least: no thread is
/// to be idle while another has several to run.
const TASKS_PER_THREAD: usize = 2;

/// The time after which an attempt counts as long, and is not run together with others.
const AT_ONCE: Duration = Duration::from_micros(200);

/// An attempt that has begun.
pub(crate) struct RunningAttempt {
    pub(crate) entry: &'static ActivityEntry,
    pub(crate) key: ActivityKey,
    pub(crate) row: Arc<ActivityRow>,
    pub(crate) cancellation: Cancellation,
    /// Its own task, once it has one.
    task: OnceLock<AbortHandle>,
    is_aborted: AtomicBool,
}

/// The values that attempts get from the runtime.
#[derive(Clone)]
pub(crate) struct AttemptEnvironment {
    pub(crate) states: States,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Runs attempts.
pub(crate) struct Runner {
    environment: AttemptEnvironment,
    outbox: mpsc::Sender<Message>,
    policies: HashMap<&'static str, Arc<BatchPolicy>>,
    /// The attempts that are run together next time.
    begun: Vec<(Arc<RunningAttempt>, Arc<BatchPolicy>)>,
}

impl RunningAttempt {
    pub(crate) fn new(
        entry: &'static ActivityEntry,
        key: ActivityKey,
        row: Arc<ActivityRow>,
    ) -> Self {
        Self {
            entry,
            key,
            row,
            cancellation: Cancellation::default(),
            task: OnceLock::new(),
            is_aborted: AtomicBool::new(false),
        }
    }

    /// Drops the attempt at its next await.
    pub(crate) fn abort(&self) {
        self.is_aborted.store(true, Ordering::SeqCst);
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }

    fn is_aborted(&self) -> bool {
        self.is_aborted.load(Ordering::SeqCst)
    }
}

impl Runner {
    pub(crate) fn new(environment: AttemptEnvironment, outbox: mpsc::Sender<Message>) -> Self {
        Self {
            environment,
            outbox,
            policies: HashMap::default(),
            begun: Vec::new(),
        }
    }

    /// Begins an attempt. One that is run with others waits for [`Runner::run_begun`].
    pub(crate) fn begin(&mut self, running: Arc<RunningAttempt>) {
        let policy = self.policies.entry(running.entry.name).or_default();
        if policy.ends_at_once() {
            self.begun.push((running, Arc::clone(policy)));
        } else {
            let attempt = first_of_its_function(
                run(Arc::clone(&running), self.environment.clone()),
                Arc::clone(policy),
            );
            give_a_task(&running, attempt, self.outbox.clone());
        }
    }

    pub(crate) fn run_begun(&mut self) {
        if self.begun.is_empty() {
            return;
        }
        let threads = tokio::runtime::Handle::current().metrics().num_workers();
        let share = self.begun.len().div_ceil(TASKS_PER_THREAD * threads);
        let share = share.clamp(1, BATCH_MAX);
        let mut batches = Vec::new();
        let mut begun = self.begun.drain(..).peekable();
        while begun.peek().is_some() {
            let batch = Arc::new(Batch {
                left: Mutex::new(begun.by_ref().take(share).collect()),
                ended: Mutex::default(),
                environment: self.environment.clone(),
                outbox: self.outbox.clone(),
            });
            tokio::spawn(Arc::clone(&batch).run());
            // One that is alone keeps no other one waiting.
            if share > 1 {
                batches.push(batch);
            }
        }
        if batches.is_empty() {
            return;
        }
        tokio::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            for batch in batches {
                batch.part().await;
            }
        });
    }
}

/// Attempts that are run by one task, one after the other.
struct Batch {
    left: Mutex<VecDeque<(Arc<RunningAttempt>, Arc<BatchPolicy>)>>,
    /// The attempts that have ended, and were not reported yet.
    ended: Mutex<Vec<Ended>>,
    environment: AttemptEnvironment,
    outbox: mpsc::Sender<Message>,
}

impl Batch {
    /// Runs them. They are expected to end at once.
    async fn run(self: Arc<Self>) {
        loop {
            let next = locked(&self.left).pop_front();
            let Some((running, policy)) = next else {
                break;
            };
            if running.is_aborted() {
                continue;
            }
            let mut attempt = Box::pin(run(Arc::clone(&running), self.environment.clone()));
            let ended = if policy.ends_at_once() {
                poll_first(&mut attempt, &policy).await
            } else {
                // One before it has shown that they don't end at once.
                None
            };
            match ended {
                Some(ended) => locked(&self.ended).push(ended),
                None => give_a_task(&running, attempt, self.outbox.clone()),
            }
        }
        self.tell_ended().await;
    }

    /// Splits the batch when one attempt keeps its thread, or ends it when all are done: the others get tasks of their
    /// own, and the ended ones are reported.
    async fn part(self: Arc<Self>) {
        let left = std::mem::take(&mut *locked(&self.left));
        for (running, _) in left {
            let attempt = run(Arc::clone(&running), self.environment.clone());
            give_a_task(&running, attempt, self.outbox.clone());
        }
        self.tell_ended().await;
    }

    async fn tell_ended(&self) {
        let ended = std::mem::take(&mut *locked(&self.ended));
        tell(&self.outbox, ended).await;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The history of a function's attempts: the higher the number, the more of them took time.
struct BatchPolicy(AtomicU8);

impl Default for BatchPolicy {
    fn default() -> Self {
        Self(AtomicU8::new(Self::UNKNOWN))
    }
}

impl BatchPolicy {
    const UNKNOWN: u8 = 4;
    const MAX: u8 = 16;

    fn ends_at_once(&self) -> bool {
        self.0.load(Ordering::Relaxed) < Self::UNKNOWN
    }

    /// Notes an attempt: whether it has ended at its first poll, in a short time. After one that took longer, several
    /// have to end at once before they are run together again.
    fn note(&self, ended_at_once: bool) {
        let before = self.0.load(Ordering::Relaxed);
        let after = if ended_at_once {
            before.saturating_sub(1)
        } else {
            (before + 8).min(Self::MAX)
        };
        if after != before {
            // A note that another thread makes at the same time may be lost, which does no harm.
            self.0.store(after, Ordering::Relaxed);
        }
    }
}

/// Runs an attempt, and notes whether it has ended at once.
async fn first_of_its_function(
    attempt: impl Future<Output = Ended> + Send,
    policy: Arc<BatchPolicy>,
) -> Ended {
    let mut attempt = Box::pin(attempt);
    match poll_first(&mut attempt, &policy).await {
        Some(ended) => ended,
        None => attempt.await,
    }
}

/// Polls an attempt for the first time. Returns its end, if it has ended.
async fn poll_first<F: Future<Output = Ended>>(
    attempt: &mut Pin<Box<F>>,
    policy: &BatchPolicy,
) -> Option<Ended> {
    let began = std::time::Instant::now();
    let ended = std::future::poll_fn(|cx| Poll::Ready(attempt.as_mut().poll(cx))).await;
    policy.note(ended.is_ready() && began.elapsed() <= AT_ONCE);
    match ended {
        Poll::Ready(ended) => Some(ended),
        Poll::Pending => None,
    }
}

/// Runs an attempt, or the rest of it, as a task of its own.
fn give_a_task(
    running: &RunningAttempt,
    attempt: impl Future<Output = Ended> + Send + 'static,
    outbox: mpsc::Sender<Message>,
) {
    let task = tokio::spawn(async move {
        let ended = attempt.await;
        tell(&outbox, vec![ended]).await;
    });
    let _ = running.task.set(task.abort_handle());
    if running.is_aborted() {
        task.abort();
    }
}

async fn tell(outbox: &mpsc::Sender<Message>, ended: Vec<Ended>) {
    if !ended.is_empty() {
        // An engine that has gone needs no answer: the activity is run again when the store is opened.
        let _ = outbox.send(Message::AttemptsEnded(ended)).await;
    }
}

/// One attempt.
async fn run(running: Arc<RunningAttempt>, environment: AttemptEnvironment) -> Ended {
    let AttemptEnvironment { states, clock } = environment;
    let RunningAttempt {
        entry, key, row, ..
    } = &*running;
    let began = Instant::now();
    let work = attempt(entry, &states, &row.task);
    let body = context::in_activity(
        key.instance.clone(),
        clock,
        running.cancellation.clone(),
        states.clone(),
        work,
    );
    let span = spans::of_attempt(&key.instance, entry.name, row.failed.saturating_add(1));
    let result = caught(body.instrument(span.clone()))
        .await
        .unwrap_or_else(|panic| {
            Err(Failure::from_panic(
                panic,
                &format!("activity `{}`", entry.name),
            ))
        });
    let (instance, name, took) = (&key.instance, entry.name, began.elapsed());
    let mut deserves_retry = Ok(false);
    let result = result.map_err(|failure| {
        deserves_retry = span.in_scope(|| self::deserves_retry(entry, &failure));
        failure.unread()
    });
    match &result {
        Ok(_) => tracing::info!(target: LOG, %instance, "{name} executed in {took:.1?}"),
        Err(failure) => {
            tracing::debug!(target: LOG, %instance, "{name} failed after {took:.1?}: {failure:#}");
        }
    }
    Ended {
        key: key.clone(),
        result,
        deserves_retry,
    }
}

/// Asks the user's code whether a failure deserves another attempt. That may take long, or panic, so it is asked in the
/// attempt's task.
fn deserves_retry(entry: &ActivityEntry, failure: &Failure) -> DeservesRetry {
    let decide = || entry.deserves_retry(failure);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(decide)).map_err(|panic| {
        let what = format!("the retry predicate of activity `{}`", entry.name);
        Failure::from_panic(panic, &what)
    })
}
