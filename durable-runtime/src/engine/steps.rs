//! The instances that are to be stepped, and the steps that are under way. An instance makes one step at a time; later
//! arrivals are for the next one. The [`pool`](super::pool) makes the steps.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use foldhash::HashMap;

use super::instances::Instances;
use super::instances::entry::Turn;
use super::ledger::{Entry, Ledger};
use super::pool::{Done, Job, News, Pool};
use crate::model::id::InstanceId;

/// The number of steps in the pool.
pub(crate) const UNDER_WAY_MAX: usize = 1024;

/// The number of queued instances that are in memory. Others wait in the store.
pub(crate) const QUEUED_MAX: usize = 4096;

/// An instance as it was started once.
pub(crate) type InstanceRun = (InstanceId, u64);

pub(crate) struct Steps {
    pub(crate) pool: Pool,
    queue: VecDeque<InstanceId>,
    under_way: BTreeMap<u64, Option<NotedStep>>,
    /// The steps that are not long, for which a commit waits.
    short: BTreeSet<u64>,
    next: u64,
    /// The wait of a commit: for the steps before this number, since this time.
    awaited: Option<(u64, Instant)>,
    /// The longest time that a commit waits for steps.
    patience: Duration,
    /// The instances that are to blame if the process dies in the first step of a sub-orchestration that a step of
    /// theirs started: a sub-orchestration that isn't durable has another id the next time.
    leaders: HashMap<InstanceId, InstanceRun>,
    /// The number of steps to make, or under way, that each of them led to, including its own.
    led: HashMap<InstanceRun, usize>,
    /// The step of an instance in whose steps the process died. The others of that kind wait until it is over, or has
    /// lasted for long: then the process has lived through so much of it that they are no longer held up.
    suspect: Option<u64>,
    suspects: Vec<InstanceId>,
}

/// A step that the ledger has noted.
pub(crate) struct NotedStep {
    pub(crate) entry: Option<Entry>,
    pub(crate) leader: InstanceRun,
    pub(crate) is_suspect: bool,
}

impl Steps {
    pub(crate) fn new(pool: Pool, patience: Duration) -> Self {
        Self {
            pool,
            queue: VecDeque::new(),
            under_way: BTreeMap::new(),
            short: BTreeSet::new(),
            next: 0,
            awaited: None,
            patience,
            leaders: HashMap::default(),
            led: HashMap::default(),
            suspect: None,
            suspects: Vec::new(),
        }
    }

    /// Queues an instance for one step, however much has come for it.
    pub(crate) fn queue(&mut self, instances: &mut Instances, id: &InstanceId) {
        let entry = instances.entry(id);
        if entry.turn == Turn::Nothing {
            entry.turn = Turn::Queued;
            self.queue.push_back(id.clone());
        }
    }

    /// Puts a suspect off until no other one is stepped.
    pub(crate) fn put_off(&mut self, id: InstanceId) {
        self.suspects.push(id);
    }

    /// The next instance to step, beside those that are about to begin.
    pub(crate) fn next_queued(&mut self, beginning: usize) -> Option<InstanceId> {
        if self.under_way.len() + beginning >= UNDER_WAY_MAX {
            return None;
        }
        self.queue.pop_front()
    }

    /// The instances to step next, as far as there is room for their steps.
    pub(crate) fn next_ones(&self) -> impl Iterator<Item = &InstanceId> {
        let room = UNDER_WAY_MAX.saturating_sub(self.under_way.len());
        self.queue.iter().take(room)
    }

    /// The queued instances beyond the limit.
    pub(crate) fn take_excess(&mut self) -> Vec<InstanceId> {
        self.queue
            .split_off(self.queue.len().min(QUEUED_MAX))
            .into()
    }

    pub(crate) fn queued(&self) -> usize {
        self.queue.len()
    }

    /// The number of the next step.
    pub(crate) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    pub(crate) fn begin(&mut self, jobs: Vec<(Job, Option<NotedStep>)>) {
        let begin = |(job, noted): (Job, Option<NotedStep>)| {
            if noted.as_ref().is_some_and(|noted| noted.is_suspect) {
                self.suspect = Some(job.number);
            }
            self.under_way.insert(job.number, noted);
            self.short.insert(job.number);
            job
        };
        let jobs: Vec<Job> = jobs.into_iter().map(begin).collect();
        if !jobs.is_empty() {
            self.pool.push(jobs);
        }
    }

    /// The steps that are over. A commit no longer waits for those that have become long.
    pub(crate) fn take_done(&mut self) -> Vec<Done> {
        let News {
            done,
            became_long,
            outlasting,
        } = self.pool.take();
        for number in became_long {
            self.short.remove(&number);
        }
        for number in outlasting {
            self.let_suspects_go_on(number);
        }
        done
    }

    /// The step of this number keeps no suspects waiting any more, if it did.
    fn let_suspects_go_on(&mut self, number: u64) {
        if self.suspect == Some(number) {
            self.suspect = None;
            self.queue.extend(self.suspects.drain(..));
        }
    }

    /// A step is over, or nobody wants to know any more what it leads to. What the ledger knows of it.
    pub(crate) fn end(&mut self, number: u64) -> Option<NotedStep> {
        self.short.remove(&number);
        self.let_suspects_go_on(number);
        self.under_way.remove(&number)?
    }

    /// Lets the outcomes of these steps wait for a read. A commit doesn't wait for them.
    pub(crate) fn wait_for_read(&mut self, all_done: &[Done]) {
        for done in all_done {
            self.short.remove(&done.number);
        }
    }

    /// Takes these instances out of the queue, as their steps wait for a read.
    pub(crate) fn set_aside(&mut self, ids: &[InstanceId]) {
        self.queue.retain(|id| ids.binary_search(id).is_err());
    }

    /// Puts those instances that are still to be stepped before the others.
    pub(crate) fn put_back(&mut self, instances: &mut Instances, ids: Vec<InstanceId>) {
        for id in ids.into_iter().rev() {
            let entry = instances.get(&id);
            if entry.is_some_and(|entry| entry.turn == Turn::Queued) {
                self.queue.push_front(id);
            }
        }
    }

    pub(crate) fn has_suspect(&self) -> bool {
        self.suspect.is_some()
    }

    pub(crate) fn any_under_way(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Whether a short step is queued or under way.
    pub(crate) fn any_short(&self) -> bool {
        let has_turns = self.under_way.len() < UNDER_WAY_MAX;
        (has_turns && !self.queue.is_empty()) || !self.short.is_empty()
    }

    /// Adds the last steps, which follow from others, to those that a commit waits for.
    pub(crate) fn await_last(&mut self) {
        if let Some((end, _)) = &mut self.awaited {
            *end = self.next;
        }
    }

    /// Whether the draft may be committed now. It waits, for a while, for the steps that are under way, so that their
    /// results are in the same commit.
    pub(crate) fn may_commit(&mut self) -> bool {
        let Some(first) = self.short.first() else {
            self.awaited = None;
            return true;
        };
        let (end, since) = *self
            .awaited
            .get_or_insert_with(|| (self.next, Instant::now()));
        let is_over = *first >= end || since.elapsed() >= self.patience;
        if is_over {
            self.awaited = None;
        }
        is_over
    }
}

/// The instances to blame for steps.
impl Steps {
    /// Notes that a step of `leader` has led to the begin of this instance, with a first step that follows.
    pub(crate) fn lead(&mut self, id: &InstanceId, leader: InstanceRun) {
        *self.led.entry(leader.clone()).or_default() += 1;
        self.leaders.insert(id.clone(), leader);
    }

    /// Whether another instance is to blame for its next step.
    pub(crate) fn is_led(&self, id: &InstanceId) -> bool {
        !self.leaders.is_empty() && self.leaders.contains_key(id)
    }

    /// Forgets an instance that is not stepped after all.
    pub(crate) fn forget(&mut self, ledger: &mut Ledger, id: &InstanceId) {
        if let Some(leader) = self.leaders.remove(id) {
            self.end_led(ledger, &leader);
        }
    }

    /// The instance that is to blame for the next step of this one.
    pub(crate) fn take_leader(&mut self, id: &InstanceId, run: u64) -> InstanceRun {
        self.leaders.remove(id).unwrap_or_else(|| {
            let own = (id.clone(), run);
            *self.led.entry(own.clone()).or_default() += 1;
            own
        })
    }

    /// Ends a step that `leader` led to. After the last one, the process has lived through them all.
    pub(crate) fn end_led(&mut self, ledger: &mut Ledger, leader: &InstanceRun) {
        if let Some(left) = self.led.get_mut(leader) {
            *left -= 1;
            if *left > 0 {
                return;
            }
            self.led.remove(leader);
        }
        ledger.clear(&leader.0, leader.1);
    }
}
