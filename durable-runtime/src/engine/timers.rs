//! The timers that are due next. All timers are in the store, in the order in which they are due; only
//! the nearest are in memory. When few of those are left, the next page is read while they fire. A timer behind all of
//! them waits for the page: an earlier one of its instance may be there.

use std::collections::BTreeSet;

use crate::model::id::{InstanceId, OpId};
use crate::store::key::{Due, TimerKey};

/// The number of timers that are read from the store at a time. Up to twice as many are kept in memory.
pub(crate) const NEAR: usize = 4096;

/// The number of timers in memory from which on the next ones are read.
const FEW: usize = NEAR / 4;

/// The near timers.
pub(crate) struct Timers {
    near: BTreeSet<TimerKey>,
    horizon: Horizon,
    page: Option<Page>,
}

/// The page that is being read.
struct Page {
    /// The key after which it begins, which is the horizon.
    after: TimerKey,
    /// The timers beyond it that were armed since: the page may miss them.
    armed: BTreeSet<TimerKey>,
    /// The last key up to which they are known. `None` if they all are.
    known_to: Option<TimerKey>,
}

/// The position up to which the store's timers are in `near`, as far as they have not been taken.
#[derive(Debug, PartialEq)]
enum Horizon {
    Everything,
    /// Up to and including this key.
    UpTo(TimerKey),
}

impl Timers {
    /// Nothing is in memory yet.
    pub(crate) fn new() -> Self {
        Self {
            near: BTreeSet::new(),
            // No timer is due before this one.
            horizon: Horizon::UpTo(TimerKey {
                due: Due::from_micros(0),
                instance: InstanceId::unchecked(""),
                op: OpId::new(0),
            }),
            page: None,
        }
    }

    /// Arms a timer that was written to the store: it is kept in memory if it is near.
    pub(crate) fn arm(&mut self, key: TimerKey) {
        let is_near = match &self.horizon {
            Horizon::Everything => true,
            Horizon::UpTo(last) => key <= *last,
        };
        if is_near {
            self.near.insert(key);
            if let Some(last) = forget_far(&mut self.near) {
                self.horizon = Horizon::UpTo(last);
            }
        } else if let Some(page) = &mut self.page {
            if page.known_to.as_ref().is_none_or(|last| key <= *last) {
                page.armed.insert(key);
            }
            if let Some(last) = forget_far(&mut page.armed) {
                page.known_to = Some(last);
            }
        }
    }

    /// Forgets a timer that was removed from the store.
    pub(crate) fn disarm(&mut self, key: &TimerKey) {
        self.near.remove(key);
        if let Some(page) = &mut self.page {
            // The page may hold it all the same. It leads to nothing then, for its row is gone.
            page.armed.remove(key);
        }
    }

    /// Begins a page: the key after which the store is to be read. `None` when there is enough in memory, or a page is
    /// being read.
    pub(crate) fn begin_page(&mut self) -> Option<TimerKey> {
        match &self.horizon {
            Horizon::UpTo(last) if self.page.is_none() && self.near.len() <= FEW => {
                self.page = Some(Page {
                    after: last.clone(),
                    armed: BTreeSet::new(),
                    known_to: None,
                });
                Some(last.clone())
            }
            _ => None,
        }
    }

    /// Takes the page: up to [`NEAR`] timers of the store after the key that [`Timers::begin_page`] returned.
    pub(crate) fn take_page(&mut self, keys: Vec<TimerKey>) {
        let Some(page) = self.page.take() else {
            return;
        };
        if self.horizon != Horizon::UpTo(page.after) {
            // So many were armed meanwhile that nearer ones are in the store by now.
            return;
        }
        let last = keys.last().filter(|_| keys.len() >= NEAR).cloned();
        let last = last.into_iter().chain(page.known_to).min();
        self.near.extend(keys);
        self.near.extend(page.armed);
        self.horizon = match last {
            Some(last) => {
                let mut far = self.near.split_off(&last);
                self.near.extend(far.take(&last));
                Horizon::UpTo(last)
            }
            None => Horizon::Everything,
        };
        if let Some(last) = forget_far(&mut self.near) {
            self.horizon = Horizon::UpTo(last);
        }
    }

    pub(crate) fn next_due(&self) -> Option<Due> {
        self.near.first().map(|key| key.due)
    }

    /// Takes the timers that are due, `limit` at most.
    pub(crate) fn take_due(&mut self, now: Due, limit: usize) -> Vec<TimerKey> {
        let mut due = Vec::new();
        while due.len() < limit && self.next_due().is_some_and(|next| next <= now) {
            due.extend(self.near.pop_first());
        }
        due
    }
}

/// Forgets the later half of so many timers that memory should not hold them. Returns the last one that is left then.
fn forget_far(timers: &mut BTreeSet<TimerKey>) -> Option<TimerKey> {
    if timers.len() <= 2 * NEAR {
        return None;
    }
    let far = timers.iter().nth(NEAR).cloned()?;
    timers.split_off(&far);
    timers.last().cloned()
}

#[cfg(test)]
mod tests {
    use std::ops::Bound;

    use super::*;

    fn key(due: u64) -> TimerKey {
        TimerKey {
            due: Due::from_micros(due),
            instance: InstanceId::unchecked("a"),
            op: OpId::new(0),
        }
    }

    /// All timers of a store that grows meanwhile, in the order in which they are taken.
    #[test]
    fn timers_are_taken_in_order_whatever_part_of_them_is_in_memory() {
        let mut store: BTreeSet<TimerKey> = (0..5 * NEAR as u64).map(|n| key(2 * n + 1)).collect();
        let mut timers = Timers::new();
        let mut taken = Vec::new();
        // A page is read as of one moment, and comes some time later.
        let mut page: Option<Vec<TimerKey>> = None;
        loop {
            if let Some(after) = timers.begin_page() {
                let more = store.range((Bound::Excluded(after), Bound::Unbounded));
                page = Some(more.take(NEAR).cloned().collect());
            }
            let comes = timers.next_due().is_none() || taken.len() % 700 == 0;
            if let Some(page) = page.take_if(|_| comes) {
                timers.take_page(page);
            }
            let Some(next) = timers.next_due() else { break };
            for key in timers.take_due(next, 1) {
                store.remove(&key);
                taken.push(key);
            }
            if taken.len() % 100 == 1 {
                // Some of these are near and some are not.
                let late = key(next.micros() + 7 * taken.len() as u64 + 1);
                store.insert(late.clone());
                timers.arm(late);
            }
        }
        assert!(store.is_empty());
        assert!(taken.is_sorted());
    }

    #[test]
    fn memory_holds_a_bounded_number_of_timers() {
        let mut timers = Timers::new();
        timers.begin_page();
        timers.take_page(Vec::new());
        for due in (0..20 * NEAR as u64).rev() {
            timers.arm(key(due));
        }
        assert!(timers.near.len() <= 2 * NEAR);
        assert_eq!(timers.next_due(), Some(Due::from_micros(0)));
    }

    #[test]
    fn memory_holds_a_bounded_number_of_the_timers_that_are_armed_while_a_page_is_read() {
        let mut timers = Timers::new();
        let after = timers.begin_page();
        let mut store = BTreeSet::new();
        for due in (1..20 * NEAR as u64).rev() {
            store.insert(key(due));
            timers.arm(key(due));
        }
        assert!(timers.page.as_ref().unwrap().armed.len() <= 2 * NEAR);
        // It was read before all of them.
        timers.take_page(Vec::new());
        assert!(timers.near.len() <= 2 * NEAR);
        assert!(after.is_some());
        let mut taken = Vec::new();
        while let Some(next) = timers.next_due() {
            taken.extend(timers.take_due(next, NEAR));
            if let Some(after) = timers.begin_page() {
                let more = store.range((Bound::Excluded(after), Bound::Unbounded));
                timers.take_page(more.take(NEAR).cloned().collect());
            }
        }
        assert_eq!(taken.len(), store.len());
        assert!(taken.is_sorted());
    }

    #[test]
    fn a_time_between_two_microseconds_is_due_at_the_later_one() {
        use std::time::{Duration, SystemTime};
        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_001);
        assert_eq!(Due::from(time).micros(), 2);
        assert!(Due::from(time).time() >= time);
        let exact = SystemTime::UNIX_EPOCH + Duration::from_micros(7);
        assert_eq!(Due::from(exact).time(), exact);
    }
}
