//! [`WorkList`]: the engine's own work.

use std::collections::{BTreeMap, VecDeque};
use std::time::SystemTime;

use super::activities::attempt::Ended;
use super::message::Reply;
use super::timers::Timers;
use crate::model::id::{InstanceId, OpId};
use crate::store::key::{Due, ResultKey, TimerKey};
use crate::store::rows::InboxRow;

/// A piece of work that no message asks for.
pub(crate) enum Work {
    /// A row may be due.
    Due(TimerKey),
    /// A sub-orchestration has ended; the row is in the parent's inbox.
    SubOrchestrationEnded(ResultKey, InboxRow),
    /// An attempt was lost too often. It has failed.
    GivenUp(Ended),
    /// The row of an operation can't be used, for this reason. The instance is to be blocked if it waits for that, unless
    /// another one has taken its place since. `run` is the number of its start, if the row can be read so far.
    Block {
        instance: InstanceId,
        run: Option<u64>,
        op: OpId,
        reason: String,
    },
    /// An instance that had to wait is to be tried again, if it is still blocked for this reason.
    TryAgain(InstanceId, String),
    /// An instance is to be rewound. What was kept of it was not in the store yet.
    Rewind {
        id: InstanceId,
        reason: String,
        reply: Reply,
    },
}

/// The work to do now, and the times at which more becomes due.
pub(crate) struct WorkList {
    queue: VecDeque<Work>,
    /// The work to do when the commit that is under way is durable.
    after_commit: Vec<Work>,
    timers: Timers,
    /// Instances that have to wait after deaths of the process, and the reasons for which they are blocked.
    suspects: BTreeMap<(Due, InstanceId), String>,
}

impl Work {
    pub(crate) fn instance(&self) -> &InstanceId {
        match self {
            Self::Due(key) => &key.instance,
            Self::SubOrchestrationEnded((parent, ..), _) => parent,
            Self::GivenUp(ended) => &ended.key.instance,
            Self::Block { instance: id, .. } | Self::TryAgain(id, _) | Self::Rewind { id, .. } => {
                id
            }
        }
    }
}

impl WorkList {
    pub(crate) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            after_commit: Vec::new(),
            timers: Timers::new(),
            suspects: BTreeMap::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Adds work to do now.
    pub(crate) fn push(&mut self, work: Work) {
        self.queue.push_back(work);
    }

    /// Adds work to do when the next commit is durable.
    pub(crate) fn push_after_commit(&mut self, work: Work) {
        self.after_commit.push(work);
    }

    /// Notes that a commit is durable.
    pub(crate) fn committed(&mut self) {
        self.queue.extend(self.after_commit.drain(..));
    }

    /// Schedules another try of an instance, if it is still blocked for this reason then.
    pub(crate) fn try_again_at(&mut self, due: Due, id: InstanceId, reason: String) {
        self.suspects.insert((due, id), reason);
    }

    /// Notes a timer that was written to the store.
    pub(crate) fn arm(&mut self, key: TimerKey) {
        self.timers.arm(key);
    }

    /// Forgets a timer that was removed from the store.
    pub(crate) fn disarm(&mut self, key: &TimerKey) {
        self.timers.disarm(key);
    }

    /// The time at which something becomes due next.
    pub(crate) fn next_due(&self) -> Option<Due> {
        let suspect = self.suspects.keys().next().map(|(until, _)| *until);
        self.timers.next_due().into_iter().chain(suspect).min()
    }

    /// Takes up to `count_max` pieces of work. Due timers are among them if there `is_room` for them.
    pub(crate) fn take(&mut self, now: SystemTime, count_max: usize, is_room: bool) -> Vec<Work> {
        while self.queue.len() < count_max
            && is_room
            && let Some(due) = self.timers.next_due().filter(|due| due.time() <= now)
        {
            let keys = self.timers.take_due(due, count_max);
            self.queue.extend(keys.into_iter().map(Work::Due));
        }
        while let Some(suspect) = self.suspects.first_entry()
            && suspect.key().0.time() <= now
        {
            let ((_, id), reason) = suspect.remove_entry();
            self.queue.push_back(Work::TryAgain(id, reason));
        }
        let count = self.queue.len().min(count_max);
        self.queue.drain(..count).collect()
    }

    /// The key after which timers are to be read from the store, when few are left in memory. [`WorkList::take_timers`]
    /// takes them.
    pub(crate) fn begin_page(&mut self) -> Option<TimerKey> {
        self.timers.begin_page()
    }

    /// Takes a page of timers from the store.
    pub(crate) fn take_timers(&mut self, now: SystemTime, keys: Vec<TimerKey>) {
        // A row by which an instance is stepped was due when it was written, by a clock that was set back. So was the row
        // of a message that was on its way in a crash, but its key is like that of a timer: it waits for its time.
        let was_due = |key: &&TimerKey| key.op == OpId::NONE && key.due.time() > now;
        let was_due = keys.iter().filter(was_due).cloned();
        self.queue.extend(was_due.map(Work::Due));
        self.timers.take_page(keys);
    }
}
