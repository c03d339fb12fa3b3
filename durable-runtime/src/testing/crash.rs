//! [`CrashStore`]: a store whose process dies at a chosen commit, for tests. It wraps any other store.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::model::error::{Error, ErrorKind};
use crate::store::ask::{Ask, Found};
use crate::store::batch::Batch;
use crate::store::maintenance::Maintenance;
use crate::store::{Store, StoreFuture};

/// A store whose process dies in a commit. That commit and all later calls are never answered with success. The
/// store below holds what the next process finds.
pub(crate) struct CrashStore {
    store: Arc<dyn Store>,
    /// The number of commits left, including the last one.
    left: AtomicU64,
    last: Last,
    is_dead: Arc<AtomicBool>,
}

/// The outcome of the commit in which the process dies.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Last {
    /// The process dies after it is durable, before its answer.
    Kept,
    /// The process dies before it is durable.
    #[cfg(test)]
    Lost,
}

impl CrashStore {
    /// Dies with the `commits`-th commit.
    pub(crate) fn at(store: Arc<dyn Store>, commits: u64, last: Last) -> Self {
        Self {
            store,
            left: AtomicU64::new(commits),
            last,
            is_dead: Arc::default(),
        }
    }

    fn is_dead(&self) -> bool {
        self.is_dead.load(Ordering::SeqCst)
    }
}

/// The answer of a dead process.
fn died<'a, T: Send + 'a>() -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(Err(death())))
}

fn death() -> Error {
    Error::new(ErrorKind::Stopped, "the engine was halted for a test")
}

impl Store for CrashStore {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        if self.is_dead() {
            return died();
        }
        self.store.read(asks)
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        let one_less = |left: u64| left.checked_sub(1);
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        match (left, self.last) {
            (Err(_), _) => died(),
            (Ok(1), Last::Kept) => {
                let durable = self.store.commit(batch);
                let is_dead = Arc::clone(&self.is_dead);
                Box::pin(async move {
                    durable.await?;
                    is_dead.store(true, Ordering::SeqCst);
                    Err(death())
                })
            }
            #[cfg(test)]
            (Ok(1), Last::Lost) => {
                self.is_dead.store(true, Ordering::SeqCst);
                died()
            }
            (Ok(_), _) => self.store.commit(batch),
        }
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy && !self.is_dead())
    }

    fn maintenance(&self) -> Option<&dyn Maintenance> {
        self.store.maintenance()
    }
}
