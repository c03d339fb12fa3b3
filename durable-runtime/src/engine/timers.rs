//! The timers that are due next. All timers are in the store, in the order in which they are due; only
//! the nearest are in memory.

use std::collections::BTreeSet;

use crate::model::id::{InstanceId, OpId};
use crate::store::key::{Due, TimerKey};

/// The number of timers that are read from the store at a time. Up to twice as many are kept in memory.
pub(crate) const NEAR: usize = 4096;

/// The near timers.
pub(crate) struct Timers {
    near: BTreeSet<TimerKey>,
    horizon: Horizon,
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
        }
    }

    /// Notes a timer that was written to the store.
    pub(crate) fn arm(&mut self, key: TimerKey) {
        let is_near = match &self.horizon {
            Horizon::Everything => true,
            Horizon::UpTo(last) => key <= *last,
        };
        if !is_near {
            return;
        }
        self.near.insert(key);
        if self.near.len() > 2 * NEAR {
            let far = self.near.iter().nth(NEAR).cloned();
            if let Some(far) = far {
                self.near.split_off(&far);
            }
            if let Some(last) = self.near.last() {
                self.horizon = Horizon::UpTo(last.clone());
            }
        }
    }

    /// Forgets a timer that was removed from the store.
    pub(crate) fn disarm(&mut self, key: &TimerKey) {
        self.near.remove(key);
    }

    /// The key after which the store is to be read; `None` when there is enough in memory.
    pub(crate) fn wants_more(&self) -> Option<TimerKey> {
        match &self.horizon {
            Horizon::UpTo(last) if self.near.is_empty() => Some(last.clone()),
            _ => None,
        }
    }

    /// Adds the store's timers after the key that [`Timers::wants_more`] returned.
    pub(crate) fn fill(&mut self, keys: Vec<TimerKey>) {
        self.horizon = match keys.last() {
            Some(last) if keys.len() >= NEAR => Horizon::UpTo(last.clone()),
            _ => Horizon::Everything,
        };
        self.near.extend(keys);
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
        loop {
            if let Some(after) = timers.wants_more() {
                let more = store.range((Bound::Excluded(after), Bound::Unbounded));
                timers.fill(more.take(NEAR).cloned().collect());
            }
            let Some(next) = timers.next_due() else { break };
            for key in timers.take_due(next, 1) {
                store.remove(&key);
                taken.push(key);
            }
            if taken.len() % 1000 == 1 {
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
        timers.fill(Vec::new());
        for due in (0..20 * NEAR as u64).rev() {
            timers.arm(key(due));
        }
        assert!(timers.near.len() <= 2 * NEAR);
        assert_eq!(timers.next_due(), Some(Due::from_micros(0)));
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
