//! The embedded store: a main file and a journal beside it, both kept by redb. Reads look into the
//! [`Layers`](super::layer::Layers) of what is not in the main file yet, and then into that: both are [`shared`].
//! Commits are the [`writer`]'s. What the main file holds is in [`main_file`], how the files are found, made and checked
//! in [`open`]. What looks at all of it for long reads a [`snapshot`]; what takes care of the files is in [`care`],
//! [`copy`] and [`compact`].

mod care;
mod compact;
mod context;
mod copy;
mod errors;
mod file_id;
mod files;
#[cfg(test)]
mod files_tests;
mod inspect;
mod leftover;
mod main_file;
#[cfg(test)]
mod moments_tests;
pub(crate) mod open;
mod panics;
mod shared;
mod snapshot;
#[cfg(test)]
mod tests;
mod untouched;
mod verify;
mod writer;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use self::errors::closed;
use self::shared::{HISTORY_PART, Reading, Shared};
use self::writer::{Order, Writer};
use super::key::{Key, Table};
use super::rows::{HIDDEN, Row};
use super::{Beside, Call, Store, Whole};
use crate::model::error::{Error, ErrorKind};
use crate::model::id::{InstanceId, OpId};
use crate::store::batch::Batch;
use crate::store::care::Care;
use crate::store::key::{OpKey, ResultKey, TimerKey};
use crate::store::rows::Counters;

/// A store in a file.
pub(crate) struct RedbStore {
    shared: Arc<Shared>,
    orders: Arc<std::sync::mpsc::Sender<Order>>,
    /// `None` of a store that is only looked at.
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl RedbStore {
    /// A store whose files are open.
    fn new(shared: Shared, writer: impl FnOnce(Arc<Shared>) -> Writer) -> Result<Self, Error> {
        let shared = Arc::new(shared);
        let writer = writer(Arc::clone(&shared));
        let (orders, queue) = std::sync::mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("durable-store".to_owned())
            .spawn(move || writer.run(&queue))
            .map_err(|error| {
                Error::new(ErrorKind::Store, format!("no thread can be had: {error}"))
            })?;
        Ok(Self {
            shared,
            orders: Arc::new(orders),
            writer: Mutex::new(Some(thread)),
        })
    }

    /// A store that is only looked at: whatever would change it is answered as if it were closed.
    fn without_writer(mut shared: Shared) -> Self {
        shared.is_looked_at = true;
        let (orders, _) = std::sync::mpsc::channel();
        Self {
            shared: Arc::new(shared),
            orders: Arc::new(orders),
            writer: Mutex::new(None),
        }
    }

    /// Has the writer do something.
    fn order(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<(), Error>>) -> Order,
    ) -> Call<'static, ()> {
        let (reply, done) = oneshot::channel();
        // A writer that has gone drops the order, and the reply with it.
        let _ = self.orders.send(order(reply));
        Box::pin(async move { done.await.unwrap_or_else(|_| Err(closed())) })
    }
}

impl Drop for RedbStore {
    /// Waits for the writer, so that the files are free for the next one who opens them.
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

/// Wraps what is done at once as a call to a store.
fn at_once<'a, T: Send + 'a>(result: Result<T, Error>) -> Call<'a, T> {
    Box::pin(std::future::ready(result))
}

// Point reads and short scans are done where they are called: they are answered from memory, mostly, and a
// thread switch would cost more than they do. Commits wait for the disk and have a thread.
impl Store for RedbStore {
    fn counters(&self) -> Call<'_, Counters> {
        at_once(self.shared.read(|reading| {
            match reading.get(&Key::counters())? {
                // Whoever went on from others would give numbers that are taken.
                Some(row) => Counters::from_bytes(&row).map_err(|unreadable| {
                    ::redb::Error::Corrupted(format!("its row of `counters`: {unreadable}"))
                }),
                None => Ok(Counters::default()),
            }
        }))
    }

    fn instances(&self, ids: Vec<InstanceId>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        let key = |id| Key::of_instance(Table::Instances, id);
        let keys: Vec<Key> = ids.iter().map(key).collect();
        at_once(self.shared.read(|reading| {
            let mut rows = reading.get_all(&keys)?;
            for (id, row) in ids.iter().zip(&mut rows) {
                // A damaged page hides its rows. Whoever has an input has a record, and must not be started again
                // as if there was none. Nobody starts an automatic id twice, and those are most.
                if row.is_none() && id.as_uuid().is_none() && reading.has_input(id)? {
                    *row = Some(HIDDEN.to_vec());
                }
            }
            Ok(rows)
        }))
    }

    fn input(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        let key = Key::of_instance(Table::Inputs, &id);
        at_once(self.shared.read(|reading| reading.get(&key)))
    }

    fn whole(&self, id: InstanceId, beside: Beside) -> Call<'_, Option<Whole>> {
        at_once(self.shared.read(|reading| reading.whole(&id, beside)))
    }

    fn values(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>> {
        at_once(self.shared.read(|reading| reading.values(&id)))
    }

    fn commit(&self, batch: Batch) -> Call<'static, ()> {
        self.order(|reply| Order::Commit(batch, reply))
    }

    fn timers(&self, after: Option<TimerKey>, limit: usize) -> Call<'_, Vec<TimerKey>> {
        let after = after.as_ref().map(Key::of_timer);
        at_once(self.shared.read(|reading| {
            reading.page(Table::Timers, after.as_ref(), limit, |key, _| {
                key.to_timer()
            })
        }))
    }

    fn timer_rows(&self, keys: Vec<TimerKey>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        let keys: Vec<Key> = keys.iter().map(Key::of_timer).collect();
        at_once(self.shared.read(|reading| reading.get_all(&keys)))
    }

    fn activities(&self, after: Option<OpKey>, limit: usize) -> Call<'_, Vec<(OpKey, Vec<u8>)>> {
        let after = after.map(|(id, op)| Key::of_op(Table::Activities, &id, op));
        at_once(self.shared.read(|reading| {
            reading.page(Table::Activities, after.as_ref(), limit, |key, row| {
                Some((key.to_op()?, row.to_vec()))
            })
        }))
    }

    fn inbox(&self, after: Option<ResultKey>, limit: usize) -> Call<'_, Vec<(ResultKey, Vec<u8>)>> {
        let after = after.as_ref().map(Key::of_result);
        at_once(self.shared.read(|reading| {
            reading.page(Table::Inbox, after.as_ref(), limit, |key, row| {
                Some((key.to_result()?, row.to_vec()))
            })
        }))
    }

    fn activities_of(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>> {
        at_once(
            self.shared
                .read(|reading| reading.of_instance(Table::Activities, &id)),
        )
    }

    fn outcomes(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>> {
        at_once(
            self.shared
                .read(|reading| reading.of_instance(Table::Outcomes, &id)),
        )
    }

    fn event_head(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        let key = Key::of_event_head(&id);
        at_once(self.shared.read(|reading| reading.get(&key)))
    }

    fn events(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>> {
        at_once(self.shared.read(|reading| {
            let rows = reading.of_instance(Table::Events, &id)?;
            let rows = rows.into_iter().map(|(op, row)| (op.number(), row));
            Ok(rows.filter(|(number, _)| *number > 0).collect())
        }))
    }

    fn blocked(
        &self,
        after: Option<InstanceId>,
        limit: usize,
    ) -> Call<'_, Vec<(InstanceId, Vec<u8>)>> {
        let after = after.map(|id| Key::of_instance(Table::Blocked, &id));
        at_once(self.shared.read(|reading| {
            reading.page(Table::Blocked, after.as_ref(), limit, |key, row| {
                Some((key.to_instance()?, row.to_vec()))
            })
        }))
    }

    fn blocked_reason(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        let key = Key::of_instance(Table::Blocked, &id);
        at_once(self.shared.read(|reading| reading.get(&key)))
    }

    fn history(&self, head: u64) -> Call<'_, Vec<Vec<u8>>> {
        Box::pin(async move {
            let (mut rows, mut next) = (Vec::new(), Some(head));
            while let Some(head) = next {
                // Part by part, for commits wait as long as the layers are read.
                let read = |reading: &Reading<'_>| reading.history(head, HISTORY_PART);
                let (part, rest) = self.shared.read(read)?;
                rows.extend(part.into_iter().map(|(_, row)| row));
                next = rest;
                tokio::task::yield_now().await;
            }
            Ok(rows)
        })
    }

    fn care(&self) -> Option<&dyn Care> {
        Some(self)
    }

    fn close(&self, tidy: bool) -> Call<'static, ()> {
        self.order(|reply| Order::Close { tidy, reply })
    }
}
