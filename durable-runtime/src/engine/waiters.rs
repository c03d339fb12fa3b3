//! Who waits for the end of which instance.

use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use tokio::sync::oneshot;

use crate::id::InstanceId;
use crate::store::rows::End;

/// All who wait. Waiting costs memory to the one who waits, and nothing to the instance.
#[derive(Default)]
pub(crate) struct Waiters {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// Set when no instance will end here any more.
    closed: bool,
    by_instance: HashMap<InstanceId, Vec<oneshot::Sender<End>>>,
}

/// One who waits. Whoever stops waiting is forgotten.
pub(crate) struct Waiter<'a> {
    waiters: &'a Waiters,
    id: InstanceId,
    end: oneshot::Receiver<End>,
}

impl Waiters {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits from now on. Whoever looks into the store afterwards misses no end.
    pub(crate) fn register(&self, id: &InstanceId) -> Waiter<'_> {
        let (sender, end) = oneshot::channel();
        let mut table = self.table();
        if !table.closed {
            table
                .by_instance
                .entry(id.clone())
                .or_default()
                .push(sender);
        }
        Waiter {
            waiters: self,
            id: id.clone(),
            end,
        }
    }

    pub(crate) fn tell(&self, id: &InstanceId, end: &End) {
        let Some(waiting) = self.table().by_instance.remove(id) else {
            return;
        };
        for sender in waiting {
            // Who has gone meanwhile doesn't want to know.
            let _ = sender.send(end.clone());
        }
    }

    /// The runtime stops: nobody is told anything any more.
    pub(crate) fn close(&self) {
        let mut table = self.table();
        table.closed = true;
        table.by_instance.clear();
    }
}

impl Waiter<'_> {
    /// How the instance ended; `None` when the runtime stopped first.
    pub(crate) async fn end(mut self) -> Option<End> {
        (&mut self.end).await.ok()
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.end.close();
        let mut table = self.waiters.table();
        if let Some(waiting) = table.by_instance.get_mut(&self.id) {
            waiting.retain(|sender| !sender.is_closed());
            if waiting.is_empty() {
                table.by_instance.remove(&self.id);
            }
        }
    }
}
