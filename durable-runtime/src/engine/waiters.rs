//! Callers waiting for an instance to finish.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use tokio::sync::oneshot;

use crate::model::id::InstanceId;
use crate::store::rows::End;

/// All callers waiting for instances to finish. An instance costs no more memory when callers wait for it.
#[derive(Default)]
pub(crate) struct Waiters {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// Whether the runtime has stopped: no instance ends any more.
    closed: bool,
    /// The callers of each instance. A caller that stops waiting is found by its number: many may stop at the same
    /// time.
    by_instance: HashMap<InstanceId, BTreeMap<u64, oneshot::Sender<End>>>,
    next: u64,
}

/// A waiting caller. Dropping it removes it.
pub(crate) struct Waiter<'a> {
    waiters: &'a Waiters,
    id: InstanceId,
    number: u64,
    end: oneshot::Receiver<End>,
}

impl Waiters {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits from now on. A caller that reads the store afterwards misses no end.
    pub(crate) fn register(&self, id: &InstanceId) -> Waiter<'_> {
        let (sender, end) = oneshot::channel();
        let mut table = self.table();
        let number = table.next;
        table.next += 1;
        if !table.closed {
            let waiting = table.by_instance.entry(id.clone()).or_default();
            waiting.insert(number, sender);
        }
        Waiter {
            waiters: self,
            id: id.clone(),
            number,
            end,
        }
    }

    pub(crate) fn tell(&self, id: &InstanceId, end: &End) {
        let Some(waiting) = self.table().by_instance.remove(id) else {
            return;
        };
        for sender in waiting.into_values() {
            // The caller may have gone.
            let _ = sender.send(end.clone());
        }
    }

    /// Closes the table, as the runtime stops: no further end is reported.
    pub(crate) fn close(&self) {
        let mut table = self.table();
        table.closed = true;
        table.by_instance.clear();
    }
}

impl Waiter<'_> {
    /// Waits for the end of the instance; `None` when the runtime stops first.
    pub(crate) async fn end(mut self) -> Option<End> {
        (&mut self.end).await.ok()
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let mut table = self.waiters.table();
        if let Some(waiting) = table.by_instance.get_mut(&self.id) {
            waiting.remove(&self.number);
            if waiting.is_empty() {
                table.by_instance.remove(&self.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_is_told_and_who_stops_waiting_is_forgotten() {
        let waiters = Waiters::default();
        let id = InstanceId::unchecked("a");
        let [first, second, third] = [(); 3].map(|()| waiters.register(&id));
        drop(second);
        assert_eq!(waiters.table().by_instance[&id].len(), 2);
        waiters.tell(&id, &End::Terminated("over".to_owned()));
        for told in [first, third] {
            assert!(matches!(told.end().await, Some(End::Terminated(_))));
        }
        // A waiter for the next instance of this id is not removed with one that has its answer.
        let [fourth, fifth] = [(); 2].map(|()| waiters.register(&id));
        drop(fourth);
        waiters.close();
        assert!(fifth.end().await.is_none());
        assert!(waiters.register(&id).end().await.is_none());
    }

    /// Each of them used to look through all others, while the engine waited.
    #[test]
    fn many_who_stop_waiting_at_the_same_time_hold_up_nobody() {
        let waiters = Waiters::default();
        let id = InstanceId::unchecked("a");
        let waiting: Vec<_> = (0..100_000).map(|_| waiters.register(&id)).collect();
        let began = std::time::Instant::now();
        drop(waiting);
        assert!(began.elapsed() < std::time::Duration::from_secs(10));
        assert!(waiters.table().by_instance.is_empty());
    }
}
