//! The embedded store: a main file and a [`journal`] beside it, both kept by redb. A [`reading`] looks into the
//! [`Layers`](super::layer::Layers) of rows that are not in the main file yet, and then into that file: both are
//! [`shared`]. The [`writer`] makes the commits. [`main_file`] has the content of the main file; [`open`] finds, makes
//! and checks the files. Long reads use a [`snapshot`]; maintenance is in [`maintenance`], [`copy`] and [`compact`].

mod bound;
mod compact;
mod context;
mod copy;
mod errors;
mod file_id;
mod files;
#[cfg(test)]
mod files_tests;
mod inspect;
mod journal;
mod leftover;
mod main_file;
mod maintenance;
pub(crate) mod medium;
#[cfg(test)]
mod moments_tests;
pub(crate) mod open;
mod panics;
mod reading;
#[cfg(test)]
mod removal_tests;
mod rows_read;
mod snapshot;
mod state;
#[cfg(test)]
mod tests;
mod untouched;
mod verify;
mod writer;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use self::errors::closed;
use self::state::StoreState;
use self::writer::{Order, Writer};
use super::ask::{Ask, Found};
use super::{Store, StoreFuture};
use crate::model::error::{Error, ErrorKind};
use crate::store::batch::Batch;
use crate::store::maintenance::Maintenance;

/// A store in a file.
pub(crate) struct RedbStore {
    shared: Arc<StoreState>,
    orders: Arc<std::sync::mpsc::Sender<Order>>,
    /// `None` for a read-only store.
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl RedbStore {
    /// A store with open files.
    fn new(
        shared: StoreState,
        writer: impl FnOnce(Arc<StoreState>) -> Writer,
    ) -> Result<Self, Error> {
        let shared = Arc::new(shared);
        let writer = writer(Arc::clone(&shared));
        let (orders, queue) = std::sync::mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("durable-store".to_owned())
            .spawn(move || writer.run(&queue))
            .map_err(|error| {
                Error::new(
                    ErrorKind::Unavailable,
                    format!("no thread can be started for the store: {error}"),
                )
            })?;
        Ok(Self {
            shared,
            orders: Arc::new(orders),
            writer: Mutex::new(Some(thread)),
        })
    }

    /// A read-only store: every change is answered as if it were closed.
    fn without_writer(mut shared: StoreState) -> Self {
        shared.is_looked_at = true;
        let (orders, _) = std::sync::mpsc::channel();
        Self {
            shared: Arc::new(shared),
            orders: Arc::new(orders),
            writer: Mutex::new(None),
        }
    }

    /// Sends an order to the writer.
    fn order(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<(), Error>>) -> Order,
    ) -> StoreFuture<'static, ()> {
        let (reply, done) = oneshot::channel();
        // A writer that has ended drops the order, and the reply with it.
        let _ = self.orders.send(order(reply));
        Box::pin(async move { done.await.unwrap_or_else(|_| Err(closed())) })
    }
}

impl Drop for RedbStore {
    /// Waits for the writer, so that the files are free for the next opening.
    fn drop(&mut self) {
        let (orders, _) = std::sync::mpsc::channel();
        self.orders = Arc::new(orders);
        let writer = self
            .writer
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.take() {
            let _ = writer.join();
        }
    }
}

/// Wraps a result as a call to a store.
fn at_once<'a, T: Send + 'a>(result: Result<T, Error>) -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(result))
}

// Reads run where they are called: most are answered from memory, and a thread switch would cost more than they do.
// Commits wait for the disk and have a thread.
impl Store for RedbStore {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        at_once(self.shared.read(|reading| reading.find(asks)))
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        self.order(|reply| Order::Commit(batch, reply))
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.order(|reply| Order::Close { tidy, reply })
    }

    fn maintenance(&self) -> Option<&dyn Maintenance> {
        Some(self)
    }
}
