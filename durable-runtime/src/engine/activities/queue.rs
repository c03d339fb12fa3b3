//! Activities that wait until there is room for them: the number that may run at a time is limited, for all together
//! and for one function. All that wait are rows of the store; only the next ones are in memory, whatever their number.
//!
//! Activities wait in *lanes*: each function with a limit of its own has one, and the others share one. A lane takes in
//! turn the activities that came last, as long as they are few, and those of its backlog in the store. So an instance
//! that is started behind a million activities gets its turn soon, and so do those. The backlog is read a page at a
//! time, in the order of the keys, and a page is begun in the order of the calls. So the oldest call is begun first if
//! no more wait than a page holds, and otherwise about that.

use std::collections::VecDeque;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::attempt::{ActivityKey, StoredIn};
use crate::model::id::InstanceId;
use crate::step::entry::ActivityEntry;
use crate::store::key::{OpKey, TimerKey};
use crate::store::rows::ActivityRow;

/// The number of recent activities that a lane keeps in memory, of all instances and of one, and the number of bytes of
/// their arguments.
const FRESH_MAX: usize = 1024;
const FRESH_OF_INSTANCE_MAX: usize = 128;
const FRESH_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The number of rows of the backlog that are read at a time.
pub(crate) const ROWS: usize = 256;

/// The number of reads that make a page of the backlog, and the approximate number of bytes of its arguments.
const PAGE_READS: usize = 16;
const PAGE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// An activity that is due.
pub(crate) struct Ready {
    pub(crate) entry: &'static ActivityEntry,
    pub(crate) key: ActivityKey,
    pub(crate) row: Arc<ActivityRow>,
    pub(crate) stored_in: StoredIn,
    /// The number of times that this attempt was lost with its process.
    pub(crate) lost: u32,
}

/// All activities that wait for room, and the number of those that run.
pub(crate) struct Queue {
    running_max: usize,
    running: usize,
    lanes: Vec<Lane>,
    /// The lane of each function with a limit of its own. The others share the first one.
    of_function: HashMap<&'static str, usize>,
    /// The lane that is asked first next time.
    turn: usize,
    /// The activities in memory. A lane's activity that isn't here was cancelled.
    waiting: HashSet<ActivityKey>,
    /// The lanes for which the store is being read. Each has the number of commits in `removed` when its read began.
    being_read: Vec<(usize, u64)>,
    removed: Removed,
}

/// The activities with rows that were removed while the backlog is read. The rows that are read may be theirs. They are
/// as many as end during the longest read.
#[derive(Default)]
struct Removed {
    /// The number of commits that were noted.
    commits: u64,
    keys: HashSet<ActivityKey>,
    /// The keys of each commit, the oldest first.
    by_commit: VecDeque<(u64, Vec<ActivityKey>)>,
}

impl Removed {
    fn note(&mut self, keys: &HashSet<ActivityKey>) {
        self.commits += 1;
        // The row of an activity is removed once.
        let news = keys.iter().filter(|key| self.keys.insert((*key).clone()));
        let news: Vec<ActivityKey> = news.cloned().collect();
        if !news.is_empty() {
            self.by_commit.push_back((self.commits, news));
        }
    }

    /// Forgets the keys of the first so many commits.
    fn forget(&mut self, commits: u64) {
        while let Some((number, keys)) = self.by_commit.front()
            && *number <= commits
        {
            for key in keys {
                self.keys.remove(key);
            }
            self.by_commit.pop_front();
        }
    }
}

struct Lane {
    running_max: usize,
    running: usize,
    fresh: VecDeque<Ready>,
    fresh_bytes: usize,
    fresh_of: HashMap<InstanceId, usize>,
    /// The rest of the last page of the backlog, in the order of the calls.
    page: VecDeque<Ready>,
    /// The part of the next page that was read, until the page is whole.
    next_page: Vec<Ready>,
    /// The number of reads of that part.
    reads: usize,
    /// The last key that was read.
    after: Option<OpKey>,
    /// Whether the store may hold later rows that are not in memory.
    has_backlog: bool,
    /// Whether it may hold earlier ones.
    has_earlier: bool,
    takes_fresh: bool,
    /// Due retries for which there was no room in memory. They are read again.
    retries: VecDeque<TimerKey>,
}

impl Lane {
    fn new(running_max: usize) -> Self {
        Self {
            running_max,
            running: 0,
            fresh: VecDeque::new(),
            fresh_bytes: 0,
            fresh_of: HashMap::default(),
            page: VecDeque::new(),
            next_page: Vec::new(),
            reads: 0,
            after: None,
            has_backlog: true,
            has_earlier: false,
            takes_fresh: false,
            retries: VecDeque::new(),
        }
    }

    fn has_room(&self) -> bool {
        self.running < self.running_max
    }

    /// The number of retries for which there is room in memory.
    fn room_for_retries(&self) -> usize {
        if self.fresh_bytes <= FRESH_BYTES_MAX {
            (2 * FRESH_MAX).saturating_sub(self.fresh.len())
        } else {
            0
        }
    }

    fn waits(&self) -> bool {
        !self.fresh.is_empty() || !self.page.is_empty() || self.has_backlog
    }

    fn take_fresh(&mut self) -> Option<Ready> {
        let ready = self.fresh.pop_front()?;
        self.fresh_bytes -= ready.row.task.input.0.len();
        if let Some(count) = self.fresh_of.get_mut(&ready.key.instance) {
            *count -= 1;
            if *count == 0 {
                self.fresh_of.remove(&ready.key.instance);
            }
        }
        Some(ready)
    }

    /// Whether the page that is being read is whole.
    fn has_whole_page(&self) -> bool {
        let bytes = self
            .next_page
            .iter()
            .map(|ready| ready.row.task.input.0.len());
        let is_large = self.reads >= PAGE_READS || bytes.sum::<usize>() > PAGE_BYTES_MAX;
        self.after.is_none() || is_large && !self.next_page.is_empty()
    }

    /// Takes the next activity: recent ones and those of the backlog alternate.
    fn next(&mut self) -> Option<Ready> {
        self.takes_fresh = !self.takes_fresh;
        if self.takes_fresh {
            self.take_fresh().or_else(|| self.page.pop_front())
        } else {
            self.page.pop_front().or_else(|| self.take_fresh())
        }
    }
}

impl Queue {
    /// A queue for these functions. The store is read when there is room.
    pub(crate) fn new(
        running_max: usize,
        entries: impl IntoIterator<Item = &'static ActivityEntry>,
    ) -> Self {
        let mut lanes = vec![Lane::new(usize::MAX)];
        let mut of_function = HashMap::default();
        for entry in entries {
            if let Some(max) = entry.max_concurrent {
                of_function.insert(entry.name, lanes.len());
                lanes.push(Lane::new(max));
            }
        }
        Self {
            running_max,
            running: 0,
            lanes,
            of_function,
            turn: 0,
            waiting: HashSet::default(),
            being_read: Vec::new(),
            removed: Removed::default(),
        }
    }

    fn lane_of(&self, entry: &ActivityEntry) -> usize {
        self.of_function.get(entry.name).copied().unwrap_or(0)
    }

    fn has_room(&self) -> bool {
        self.running < self.running_max
    }

    /// Whether there is room for one of this function.
    pub(crate) fn has_room_for(&self, entry: &ActivityEntry) -> bool {
        self.has_room() && self.lanes[self.lane_of(entry)].has_room()
    }

    /// Puts an activity in its lane. Returns one that is to begin at once.
    pub(crate) fn push(&mut self, ready: Ready) -> Option<Ready> {
        if self.waiting.contains(&ready.key) {
            return None;
        }
        let has_room = self.has_room();
        let number = self.lane_of(ready.entry);
        let lane = &mut self.lanes[number];
        if has_room && lane.has_room() && !lane.waits() {
            return Some(ready);
        }
        let of_instance = lane.fresh_of.entry(ready.key.instance.clone()).or_default();
        let bytes = ready.row.task.input.0.len();
        // A retry waits in another table, in which the backlog isn't looked for.
        let is_kept = matches!(ready.stored_in, StoredIn::Timers(_))
            || (lane.fresh.len() < FRESH_MAX
                && *of_instance < FRESH_OF_INSTANCE_MAX
                && lane.fresh_bytes + bytes <= FRESH_BYTES_MAX);
        if !is_kept {
            if *of_instance == 0 {
                lane.fresh_of.remove(&ready.key.instance);
            }
            // Its id doesn't tell whether it is before the last page or after it.
            lane.has_backlog = true;
            lane.has_earlier = true;
            return None;
        }
        *of_instance += 1;
        lane.fresh_bytes += bytes;
        self.waiting.insert(ready.key.clone());
        lane.fresh.push_back(ready);
        None
    }

    /// Whether a retry that is due can be kept in memory.
    pub(crate) fn takes_retry(&self, entry: &ActivityEntry) -> bool {
        self.lanes[self.lane_of(entry)].room_for_retries() > 0
    }

    /// Notes that a retry is due which can't be kept in memory.
    pub(crate) fn put_off_retry(&mut self, entry: &ActivityEntry, key: TimerKey) {
        let number = self.lane_of(entry);
        self.lanes[number].retries.push_back(key);
    }

    /// The retries that were put off and that there is room for now, `limit` at most.
    pub(crate) fn take_retries(&mut self, limit: usize) -> Vec<TimerKey> {
        let mut taken = Vec::new();
        for lane in &mut self.lanes {
            let count = lane.room_for_retries().min(lane.retries.len());
            taken.extend(lane.retries.drain(..count.min(limit - taken.len())));
        }
        taken
    }

    /// The next activity for which there is room.
    pub(crate) fn pop(&mut self) -> Option<Ready> {
        let mut asked = 0;
        while self.has_room() && asked < self.lanes.len() {
            let number = self.turn % self.lanes.len();
            let lane = &mut self.lanes[number];
            let ready = if lane.has_room() { lane.next() } else { None };
            match ready {
                Some(ready) if self.waiting.remove(&ready.key) => {
                    self.turn = number + 1;
                    return Some(ready);
                }
                // It was cancelled; the lane may have another one.
                Some(_) => {}
                None => {
                    self.turn = number + 1;
                    asked += 1;
                }
            }
        }
        None
    }

    /// A lane for which the store is to be read. A lane without room is read, too, if it has recent activities: they
    /// would take the turn of the backlog.
    fn lane_to_read(&self) -> Option<usize> {
        let wants = |number: &usize| {
            let lane = &self.lanes[*number];
            let has_turn = self.has_room() && lane.has_room() || !lane.fresh.is_empty();
            let is_read = self.being_read.iter().any(|(lane, _)| lane == number);
            has_turn && lane.page.is_empty() && lane.has_backlog && !is_read
        };
        (0..self.lanes.len()).find(wants)
    }

    /// Whether the store is to be read.
    pub(crate) fn wants_rows(&self) -> bool {
        self.lane_to_read().is_some()
    }

    /// Begins a read for a lane: its number, and the key to read after. [`Queue::fill`] takes the rows.
    pub(crate) fn begin_read(&mut self) -> Option<(usize, Option<OpKey>)> {
        let number = self.lane_to_read()?;
        self.being_read.push((number, self.removed.commits));
        Some((number, self.lanes[number].after.clone()))
    }

    /// Notes that the rows of these activities are removed from the store.
    pub(crate) fn note_removed(&mut self, keys: &HashSet<ActivityKey>) {
        if !self.being_read.is_empty() {
            self.removed.note(keys);
        }
    }

    /// Whether the row of an activity was removed since the oldest read that is under way began.
    pub(crate) fn was_removed(&self, key: &ActivityKey) -> bool {
        self.removed.keys.contains(key)
    }

    /// The activities with rows that were removed since then.
    pub(crate) fn removed(&self) -> impl Iterator<Item = &ActivityKey> {
        self.removed.keys.iter()
    }

    /// Whether an activity in the store belongs to that lane, and isn't in memory.
    pub(crate) fn misses(&self, number: usize, entry: &ActivityEntry, key: &ActivityKey) -> bool {
        self.lane_of(entry) == number && !self.waiting.contains(key)
    }

    /// Adds the rows of a lane after the key that [`Queue::begin_read`] returned. `last` is the last key of the rows,
    /// unless no rows are left.
    pub(crate) fn fill(&mut self, number: usize, last: Option<OpKey>, rows: Vec<Ready>) {
        self.being_read.retain(|(other, _)| *other != number);
        // They are in the order in which they began.
        let oldest = self.being_read.first();
        self.removed
            .forget(oldest.map_or(self.removed.commits, |(_, commits)| *commits));
        let lane = &mut self.lanes[number];
        if last.is_none() {
            // Once more from the beginning, if something was left there.
            lane.has_backlog = std::mem::take(&mut lane.has_earlier);
        }
        lane.after = last;
        lane.reads += 1;
        for ready in rows {
            self.waiting.insert(ready.key.clone());
            lane.next_page.push(ready);
        }
        if lane.has_whole_page() {
            // Rows of older programs don't have the time of the call, and are older than all others.
            lane.next_page
                .sort_by_key(|ready| (ready.row.called(), ready.key.run, ready.key.op));
            lane.page.extend(lane.next_page.drain(..));
            lane.reads = 0;
        }
    }

    /// Removes a cancelled activity.
    pub(crate) fn cancel(&mut self, key: &ActivityKey) {
        self.waiting.remove(key);
    }

    /// An attempt begins.
    pub(crate) fn begin(&mut self, entry: &ActivityEntry) {
        let number = self.lane_of(entry);
        self.running += 1;
        self.lanes[number].running += 1;
    }

    /// An attempt is over.
    pub(crate) fn end(&mut self, entry: &ActivityEntry) {
        let number = self.lane_of(entry);
        self.running -= 1;
        self.lanes[number].running -= 1;
    }
}
