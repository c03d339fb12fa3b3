//! [`Scheduler`]: the attempts of activities that are under way, and those that wait for room. The
//! [`runner`](super::runner) runs them, and [`backlog`](super::backlog) begins those that wait in the store.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::attempt::{ActivityKey, Ended, StoredIn};
use super::last_chances::LastChances;
use super::queue::{Queue, Ready};
use super::runner::{Runner, RunningAttempt};
use crate::engine::ledger::{Entry, Ledger};
use crate::functions::registry::Registry;
use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::log::LOG;
use crate::model::micros::Micros;
use crate::step::cancellation::CancellationReason;
use crate::step::entry::ActivityEntry;
use crate::store::rows::ActivityRow;

/// The reason why an instance is blocked that calls an activity which the program doesn't have.
pub(crate) fn unknown_activity(name: &str) -> String {
    format!("the program has no activity named `{name}`; deploy one, or terminate the instance")
}

/// An attempt that is under way.
pub(crate) struct Attempt {
    pub(crate) running: Arc<RunningAttempt>,
    pub(crate) stored_in: StoredIn,
    pub(crate) began: Micros,
    noted: Option<Entry>,
}

/// All attempts that are under way, and the activities that wait for room. Dropping it ends them.
pub(crate) struct Scheduler {
    registry: Arc<Registry>,
    by_key: HashMap<ActivityKey, Attempt>,
    by_instance: HashMap<InstanceId, usize>,
    /// Cancelled attempts that have not ended yet.
    leaving: HashMap<ActivityKey, Arc<RunningAttempt>>,
    /// The activities that wait for room.
    pub(crate) queue: Queue,
    runner: Runner,
    /// Attempts that have begun and are run once the ledger has noted them.
    begun: Vec<Arc<RunningAttempt>>,
    /// The number of times that an attempt may be lost and made again.
    lost_max: u32,
    /// Attempts that are not made again if they are lost once more. They are made one at a time: if the process dies,
    /// the ledger tells which of them was under way.
    last_chances: LastChances,
    /// The one that is under way.
    last_chance: Option<ActivityKey>,
    /// The failures of activities that were lost too often.
    given_up: Vec<Ended>,
    /// Stored activities that this program can't run; their instances are blocked.
    stuck: HashSet<ActivityKey>,
    /// Whether the runtime shuts down: no more attempts begin.
    is_closed: bool,
}

impl Scheduler {
    /// A scheduler that runs `running_max` attempts at a time, and makes an attempt that was lost `lost_max` times once
    /// more.
    pub(crate) fn new(
        registry: Arc<Registry>,
        running_max: usize,
        runner: Runner,
        lost_max: u32,
    ) -> Self {
        let queue = Queue::new(running_max, registry.activities());
        Self {
            registry,
            by_key: HashMap::default(),
            by_instance: HashMap::default(),
            leaving: HashMap::default(),
            queue,
            runner,
            begun: Vec::new(),
            lost_max,
            last_chances: LastChances::default(),
            last_chance: None,
            given_up: Vec::new(),
            stuck: HashSet::default(),
            is_closed: false,
        }
    }

    /// The activity of this name, if the program has it.
    pub(crate) fn entry(&self, name: &str) -> Option<&'static ActivityEntry> {
        self.registry.activity(name)
    }

    /// Begins an attempt of an activity that the program has, now or when there is room for it.
    pub(crate) fn dispatch(
        &mut self,
        ledger: &mut Ledger,
        now: Micros,
        key: ActivityKey,
        row: Arc<ActivityRow>,
        stored_in: StoredIn,
    ) {
        // The activity was looked up before, when its instance could still be blocked.
        let Some(entry) = self.entry(&row.task.name) else {
            return;
        };
        let lost = ledger.lost(&key, row.failed);
        let ready = Ready {
            entry,
            key,
            row,
            stored_in,
            lost,
        };
        if !self.is_closed
            && !self.is_under_way(&ready.key)
            && let Some(ready) = self.keep_last_chance(ready)
            && let Some(ready) = self.queue.push(ready)
        {
            self.begin(ledger, ready, now);
        }
    }

    /// Notes that this program can't run a stored activity. Returns whether that is news.
    pub(crate) fn set_stuck(&mut self, key: ActivityKey) -> bool {
        self.stuck.insert(key)
    }

    pub(crate) fn is_stuck(&self, key: &ActivityKey) -> bool {
        self.stuck.contains(key)
    }

    /// Keeps an attempt that is to be made alone of its kind. Returns any other one.
    pub(crate) fn keep_last_chance(&mut self, ready: Ready) -> Option<Ready> {
        if ready.lost == 0 || ready.lost != self.lost_max {
            return Some(ready);
        }
        self.last_chances.push(ready);
        None
    }

    /// Begins waiting activities as far as there is room.
    pub(crate) fn begin_waiting(&mut self, ledger: &mut Ledger, now: Micros) {
        while let Some(ready) = self.queue.pop() {
            self.begin(ledger, ready, now);
        }
        if self.last_chance.is_none()
            && let Some(next) = self.last_chances.first()
            && self.queue.has_room_for(next.entry)
            && let Some(ready) = self.last_chances.pop()
        {
            self.last_chance = Some(ready.key.clone());
            self.begin(ledger, ready, now);
        }
    }

    pub(crate) fn is_under_way(&self, key: &ActivityKey) -> bool {
        self.by_key.contains_key(key)
            || self.leaving.contains_key(key)
            || self.last_chances.contains(key)
    }

    fn begin(&mut self, ledger: &mut Ledger, ready: Ready, began: Micros) {
        let Ready {
            entry,
            key,
            row,
            stored_in,
            lost,
        } = ready;
        let noted = if lost > self.lost_max {
            self.given_up.push(Ended {
                key: key.clone(),
                result: Err(Failure::lost(entry.name, lost)),
                deserves_retry: Ok(false),
            });
            None
        } else {
            ledger.begin(&key, row.failed)
        };
        let running = Arc::new(RunningAttempt::new(entry, key.clone(), row));
        if lost <= self.lost_max {
            if lost > 0 {
                let (name, instance) = (entry.name, &key.instance);
                tracing::warn!(
                    target: LOG,
                    %instance,
                    "{name} runs again, because the process died during its last attempt ({lost}×)"
                );
            }
            self.begun.push(Arc::clone(&running));
        }
        self.queue.begin(entry);
        *self.by_instance.entry(key.instance.clone()).or_default() += 1;
        let attempt = Attempt {
            running,
            stored_in,
            began,
            noted,
        };
        self.by_key.insert(key, attempt);
    }

    /// Runs the attempts that have begun since the last call.
    pub(crate) fn run_begun(&mut self, ledger: &mut Ledger) {
        ledger.flush();
        for running in self.begun.drain(..) {
            self.runner.begin(running);
        }
        self.runner.run_begun();
    }

    /// Takes the activities that were given up since the last call, as if they had just ended.
    pub(crate) fn take_given_up(&mut self) -> Vec<Ended> {
        std::mem::take(&mut self.given_up)
    }

    /// Removes an attempt that has ended; `None` if its activity was cancelled.
    pub(crate) fn remove(&mut self, ledger: &mut Ledger, key: &ActivityKey) -> Option<Attempt> {
        if let Some(running) = self.leaving.remove(key) {
            self.queue.end(running.entry);
        }
        let attempt = self.forget(ledger, key)?;
        self.queue.end(attempt.running.entry);
        Some(attempt)
    }

    fn forget(&mut self, ledger: &mut Ledger, key: &ActivityKey) -> Option<Attempt> {
        let mut attempt = self.by_key.remove(key)?;
        if let Some(entry) = attempt.noted.take() {
            ledger.end(entry);
        }
        if self.last_chance.as_ref() == Some(key) {
            self.last_chance = None;
        }
        if let Some(count) = self.by_instance.get_mut(&key.instance) {
            *count -= 1;
            if *count == 0 {
                self.by_instance.remove(&key.instance);
            }
        }
        Some(attempt)
    }

    /// Cancels an attempt. It is told to stop, and ends by itself if it has asked for its token.
    pub(crate) fn cancel(&mut self, ledger: &mut Ledger, key: &ActivityKey) {
        self.queue.cancel(key);
        self.last_chances.remove(key);
        if !self.stuck.is_empty() {
            self.stuck.remove(key);
            let unreadable = ActivityKey::of_unreadable(key.instance.clone(), key.op);
            self.stuck.remove(&unreadable);
        }
        let Some(attempt) = self.forget(ledger, key) else {
            return;
        };
        if (attempt.running.cancellation).tell(CancellationReason::NobodyWaits) {
            self.leaving.insert(key.clone(), attempt.running);
        } else {
            attempt.running.abort();
            self.queue.end(attempt.running.entry);
        }
    }

    /// Begins no more attempts, and tells those that are under way to stop.
    pub(crate) fn close(&mut self) {
        self.is_closed = true;
        for attempt in self.by_key.values() {
            (attempt.running.cancellation).tell(CancellationReason::Shutdown);
        }
    }

    /// Whether a failure of this attempt only means that it has heeded the shutdown.
    pub(crate) fn has_heeded(&self, attempt: &Attempt, failure: &Failure) -> bool {
        self.is_closed && attempt.running.cancellation.is_asked_for() && !failure.is_terminal()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether an attempt is under way, cancelled or not.
    pub(crate) fn any_under_way(&self) -> bool {
        !self.by_key.is_empty() || !self.leaving.is_empty()
    }

    pub(crate) fn abort_all(&mut self) {
        self.by_instance.clear();
        self.begun.clear();
        let under_way = self.by_key.drain().map(|(_, attempt)| attempt.running);
        for running in under_way.chain(self.leaving.drain().map(|(_, running)| running)) {
            running.abort();
        }
    }

    /// Whether an attempt for this instance is under way.
    pub(crate) fn any_of(&self, instance: &InstanceId) -> bool {
        self.by_instance.contains_key(instance)
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.abort_all();
    }
}
