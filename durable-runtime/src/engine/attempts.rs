//! Attempts of activities that are under way: each is a task of its own, which tells the engine how it
//! ended.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::message::Message;
use super::queue::{Queue, Ready};
use crate::activity::{ActivityEntry, attempt};
use crate::ambient;
use crate::cancellation::Cancellation;
use crate::failure::Failure;
use crate::id::{InstanceId, OpId};
use crate::state::States;
use crate::store::rows::{ActivityRow, Micros};
use crate::store::{Due, Key, Table};

/// An activity that an instance called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AttemptKey {
    pub(crate) instance: InstanceId,
    pub(crate) run: u64,
    pub(crate) op: OpId,
}

/// The table in which the activity's row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Activities,
    /// It waited for its next attempt until then.
    Timers(Due),
}

/// An attempt that is under way.
pub(crate) struct Attempt {
    entry: &'static ActivityEntry,
    task: AbortHandle,
    cancellation: Cancellation,
    pub(crate) row: Arc<ActivityRow>,
    pub(crate) source: Source,
    pub(crate) began: Micros,
}

/// All attempts that are under way. Dropping them ends them.
pub(crate) struct Attempts {
    states: States,
    outbox: mpsc::Sender<Message>,
    by_key: HashMap<AttemptKey, Attempt>,
    by_instance: HashMap<InstanceId, usize>,
    /// Attempts that were told that nobody waits for them any more, and have not ended yet.
    leaving: HashMap<AttemptKey, (&'static ActivityEntry, AbortHandle)>,
    /// What waits until there is room for it.
    pub(crate) queue: Queue,
}

impl AttemptKey {
    /// That of its row in `activities`.
    pub(crate) fn row(&self) -> Key {
        Key::of_op(Table::Activities, &self.instance, self.op)
    }
}

impl Attempts {
    pub(crate) fn new(states: States, outbox: mpsc::Sender<Message>, queue: Queue) -> Self {
        Self {
            states,
            outbox,
            by_key: HashMap::new(),
            by_instance: HashMap::new(),
            leaving: HashMap::new(),
            queue,
        }
    }

    /// Begins an attempt, now or when there is room for it.
    pub(crate) fn offer(&mut self, ready: Ready, now: Micros) {
        if !self.is_under_way(&ready.key)
            && let Some(ready) = self.queue.push(ready)
        {
            self.begin(ready, now);
        }
    }

    /// Begins attempts of what waits, as far as there is room.
    pub(crate) fn begin_waiting(&mut self, now: Micros) {
        while let Some(ready) = self.queue.pop() {
            self.begin(ready, now);
        }
    }

    pub(crate) fn is_under_way(&self, key: &AttemptKey) -> bool {
        self.by_key.contains_key(key) || self.leaving.contains_key(key)
    }

    fn begin(&mut self, ready: Ready, began: Micros) {
        let Ready {
            entry,
            key,
            row,
            source,
        } = ready;
        let cancellation = Cancellation::default();
        let task = tokio::spawn(run(
            entry,
            key.clone(),
            Arc::clone(&row),
            cancellation.clone(),
            self.states.clone(),
            self.outbox.clone(),
        ));
        self.queue.begin(entry);
        *self.by_instance.entry(key.instance.clone()).or_default() += 1;
        let attempt = Attempt {
            entry,
            task: task.abort_handle(),
            cancellation,
            row,
            source,
            began,
        };
        self.by_key.insert(key, attempt);
    }

    /// The attempt has ended; `None` when nobody wants its outcome any more.
    pub(crate) fn remove(&mut self, key: &AttemptKey) -> Option<Attempt> {
        if let Some((entry, _)) = self.leaving.remove(key) {
            self.queue.end(entry);
        }
        let attempt = self.forget(key)?;
        self.queue.end(attempt.entry);
        Some(attempt)
    }

    fn forget(&mut self, key: &AttemptKey) -> Option<Attempt> {
        let attempt = self.by_key.remove(key)?;
        if let Some(count) = self.by_instance.get_mut(&key.instance) {
            *count -= 1;
            if *count == 0 {
                self.by_instance.remove(&key.instance);
            }
        }
        Some(attempt)
    }

    /// Nobody waits for the attempt any more. It is told, and left to end by itself if it heeds that.
    pub(crate) fn cancel(&mut self, key: &AttemptKey) {
        self.queue.cancel(key);
        let Some(attempt) = self.forget(key) else {
            return;
        };
        if attempt.cancellation.tell() {
            let leaving = (attempt.entry, attempt.task);
            self.leaving.insert(key.clone(), leaving);
        } else {
            attempt.task.abort();
            self.queue.end(attempt.entry);
        }
    }

    pub(crate) fn abort_all(&mut self) {
        self.by_instance.clear();
        let under_way = self.by_key.drain().map(|(_, attempt)| attempt.task);
        for task in under_way.chain(self.leaving.drain().map(|(_, (_, task))| task)) {
            task.abort();
        }
    }

    /// Whether an attempt for this instance is under way.
    pub(crate) fn any_of(&self, instance: &InstanceId) -> bool {
        self.by_instance.contains_key(instance)
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        self.abort_all();
    }
}

/// One attempt, from its begin to the message that tells its end.
async fn run(
    entry: &'static ActivityEntry,
    key: AttemptKey,
    row: Arc<ActivityRow>,
    cancellation: Cancellation,
    states: States,
    outbox: mpsc::Sender<Message>,
) {
    let began = Instant::now();
    let work = attempt(entry, &states, &row.task);
    let body = ambient::in_activity(key.instance.clone(), cancellation, work);
    let result = caught(body).await.unwrap_or_else(|panic| {
        Err(Failure::from_panic(
            panic,
            &format!("activity `{}`", entry.name),
        ))
    });
    let (instance, name, took) = (&key.instance, entry.name, began.elapsed());
    match &result {
        Ok(_) => tracing::info!(target: super::LOG, %instance, "{name} executed in {took:.1?}"),
        Err(failure) => {
            tracing::debug!(target: super::LOG, %instance, "{name} failed after {took:.1?}: {failure:#}");
        }
    }
    // An engine that has gone needs no answer: the activity is run again when the store is opened.
    let _ = outbox.send(Message::Attempted { key, result }).await;
}

/// Awaits `future` and catches its panic.
async fn caught<F: Future>(future: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    std::future::poll_fn(move |cx| {
        let future = future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
