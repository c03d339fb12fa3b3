//! The writer of a store's files: one thread. A batch goes to the journal, and is committed with that. When enough
//! batches have come together, another thread writes them to the main file, in the order of the keys, while the next
//! ones are committed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;

use super::super::Options;
use super::super::layer::Layer;
use super::compact::{self, Failed};
use super::errors::{closed, unwritable};
use super::journal::Journal;
use super::main_file::{Becomes, write};
use super::panics::caught;
use super::state::StoreState;
use crate::model::error::{Error, ErrorKind};
use crate::model::reports::Compaction;
use crate::store::batch::Batch;
use crate::store::key::Key;
use crate::store::rows::{RestRow, Row};

/// The factor by which more may be committed while the main file is compacted, before commits wait for that: copying
/// takes longer than a flush.
const COMPACTING_TIMES: usize = 32;

/// The number of rows of a removed chain that are read at a time.
const CHAIN_PART: usize = 256;

/// The time after which it is looked whether the main file is written, and rows of removed chains may be removed.
const FLUSH_WAIT: Duration = Duration::from_millis(5);

/// The reply to an order.
pub(super) type OrderReply<T> = oneshot::Sender<Result<T, Error>>;

/// An order to the writer.
pub(super) enum Order {
    Commit(Batch, OrderReply<()>),
    Compact(Wanted),
    Close {
        tidy: bool,
        reply: OrderReply<()>,
    },
    /// Answers once nothing is on its way to the main file.
    #[cfg(test)]
    Settle(OrderReply<()>),
}

/// A requested compaction.
pub(super) struct Wanted {
    pub(super) reply: OrderReply<Compaction>,
    pub(super) turn: Turn,
}

/// The right to copy the store. Only one task has it at a time.
pub(super) type Turn = tokio::sync::OwnedMutexGuard<()>;

pub(super) struct Writer {
    shared: Arc<StoreState>,
    options: Options,
    journal: Journal,
    /// The layer that is being written to the main file.
    flush: Option<Flush>,
    /// The size up to which a main file is compacted only on request.
    compact_bytes_min: u64,
    /// The removed chains of which rows are left, by the numbers of their youngest ones. The store has a note of each.
    rests: Vec<u64>,
    /// The reason why nothing can be written any more.
    failed: Option<Error>,
}

/// A layer on its way to the main file.
struct Flush {
    thread: JoinHandle<Result<Option<u64>, Error>>,
    is_done: Arc<AtomicBool>,
    epochs: Vec<u64>,
    /// The size of the next layer at which commits wait for this one.
    bytes_max: usize,
    /// Makes a compaction stop.
    is_given_up: Arc<AtomicBool>,
}

/// The way of a layer to the main file.
enum Way {
    Flush,
    /// By a compaction; the reply is for the caller that wants it.
    Compact(Option<OrderReply<Compaction>>, Turn),
}

impl Writer {
    pub(super) fn new(
        shared: Arc<StoreState>,
        options: Options,
        journal: Journal,
        rests: Vec<u64>,
    ) -> Self {
        Self {
            shared,
            compact_bytes_min: options.compact_bytes_min,
            options,
            journal,
            flush: None,
            rests,
            failed: None,
        }
    }

    /// Carries out orders until the store is closed or no sender is left.
    pub(super) fn run(mut self, orders: &Receiver<Order>) {
        while let Some(order) = self.next(orders) {
            match order {
                Order::Commit(batch, reply) => {
                    self.commit(batch, reply);
                    if self.failed.is_none()
                        && let Err(error) = self.tend()
                    {
                        self.failed = Some(error);
                    }
                }
                Order::Compact(wanted) => self.compact(wanted),
                #[cfg(test)]
                Order::Settle(reply) => {
                    let _ = reply.send(self.await_flush());
                }
                Order::Close { tidy, reply } => {
                    let _ = reply.send(self.close(tidy));
                    return;
                }
            }
        }
        let _ = self.close(false);
    }

    /// The next order. While there is none, an empty commit that removes what is left of removed chains.
    fn next(&self, orders: &Receiver<Order>) -> Option<Order> {
        loop {
            if self.rests.is_empty() || self.failed.is_some() {
                return orders.recv().ok();
            }
            let is_free = self.is_free();
            let wait = if is_free { Duration::ZERO } else { FLUSH_WAIT };
            match orders.recv_timeout(wait) {
                Ok(order) => return Some(order),
                Err(RecvTimeoutError::Timeout) if is_free => {
                    let (nobody, _) = oneshot::channel();
                    return Some(Order::Commit(Batch::default(), nobody));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Replaces the rows of a batch that get other keys by what is written for that.
    fn spell_out_moves(&self, batch: &mut Batch) -> Result<(), Error> {
        batch.spell_out_moves(|key| self.shared.read(|reading| reading.get(key)))
    }

    /// Whether nothing is being written to the main file. What is committed meanwhile fills the layer above, and a full one
    /// holds up commits: what can wait does.
    fn is_free(&self) -> bool {
        let flush = self.flush.as_ref();
        flush.is_none_or(|flush| flush.is_done.load(Ordering::Acquire))
    }

    /// Replaces the chains that a batch removes by rows of them, and by notes of what is left. If there is room, the rows
    /// of earlier ones are removed, too.
    fn remove_chains(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let shared = &self.shared;
        let read =
            |head, limit: usize| shared.read(|reading| reading.chain(head, limit.min(CHAIN_PART)));
        let (mut left, mut rests) = (self.options.chain_rows_max.max(1), Vec::new());
        for head in std::mem::take(&mut batch.history_removed) {
            rests.extend(batch.remove_rows_of(head, &mut left, read)?);
        }
        while left > 0
            && self.is_free()
            && let Some(head) = self.rests.pop()
        {
            batch.remove(Key::of_rest(head));
            rests.extend(batch.remove_rows_of(head, &mut left, read)?);
        }
        for rest in &rests {
            batch.put(Key::of_rest(*rest), RestRow {}.to_bytes());
        }
        self.rests.append(&mut rests);
        Ok(())
    }

    /// Commits a batch, and answers. The answer is dropped if the caller has gone.
    fn commit(&mut self, mut batch: Batch, reply: OrderReply<()>) {
        let written = match &self.failed {
            Some(error) => Err(error.clone()),
            None => (self.spell_out_moves(&mut batch))
                .and_then(|()| self.remove_chains(&mut batch))
                .and_then(|()| self.write_to_journal(&batch)),
        };
        if let Err(error) = written {
            self.failed = Some(error.clone());
            let _ = reply.send(Err(error));
            return;
        }
        // Answered while the layers are locked: a caller that reads after the answer waits for the commit to be
        // visible, and any other continues at once.
        let mut layers = self
            .shared
            .layers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let _ = reply.send(Ok(()));
        layers.apply(batch);
    }

    fn write_to_journal(&mut self, batch: &Batch) -> Result<(), Error> {
        let row_bytes_max = self.options.journal_row_bytes_max;
        caught(|| self.journal.commit(batch, row_bytes_max)).map_err(unwritable)
    }

    /// Makes sure that commits reach the main file, and that memory stays within its limit.
    fn tend(&mut self) -> Result<(), Error> {
        let bytes = self.shared.layers().upper().bytes();
        let is_over = |flush: &Flush| {
            bytes >= flush.bytes_max
                || self.journal.is_very_long(flush.bytes_max)
                || flush.is_done.load(Ordering::Acquire)
        };
        if self.flush.as_ref().is_some_and(is_over) {
            self.await_flush()?;
        }
        let is_due =
            bytes >= self.options.layer_bytes || self.journal.is_long(self.options.layer_bytes);
        if is_due && self.flush.is_none() {
            self.shared.require_names()?;
            let way = match self.turn_if_worth_it() {
                Some(turn) => Way::Compact(None, turn),
                None => Way::Flush,
            };
            self.begin_flush(way)?;
        }
        Ok(())
    }

    /// Compacts the main file on request.
    fn compact(&mut self, wanted: Wanted) {
        let begun = match &self.failed {
            Some(error) => Err(error.clone()),
            None if self.shared.files.is_none() => Err(compact::no_files()),
            None => self
                .await_flush()
                .inspect_err(|error| self.failed = Some(error.clone())),
        };
        if let Err(error) = begun {
            let _ = wanted.reply.send(Err(error));
            return;
        }
        let Wanted { reply, turn } = wanted;
        if let Err(error) = self.begin_flush(Way::Compact(Some(reply), turn)) {
            self.failed = Some(error);
        }
    }

    /// The right to copy the store, if the main file is worth compacting, and nothing else copies the store.
    fn turn_if_worth_it(&self) -> Option<Turn> {
        let files = self.shared.files.as_ref()?;
        if self.shared.is_mounted.load(Ordering::Relaxed) {
            return None;
        }
        let turn = Arc::clone(&self.shared.copying).try_lock_owned().ok()?;
        // A file of unknown size is not compacted, and all else continues.
        let bytes = compact::bytes_of(files).unwrap_or(0);
        let is_worth_it =
            caught(|| compact::is_worth_it(&self.shared, bytes, self.compact_bytes_min));
        // Damaged numbers are no reason to stop.
        let is_worth_it = is_worth_it.unwrap_or_else(|error| {
            tracing::warn!("the size of the compacted store can't be computed: {error}");
            false
        });
        is_worth_it.then_some(turn)
    }

    fn begin_flush(&mut self, way: Way) -> Result<(), Error> {
        let layer = self.freeze();
        let applied = self.journal.last();
        let epochs = self.journal.next_epoch();
        let bytes = self.options.layer_bytes;
        // A compaction leaves much to the flush after it, which takes a while, too.
        let bytes_max = match way {
            Way::Flush => layer.bytes().max(2 * bytes),
            Way::Compact(..) => COMPACTING_TIMES.saturating_mul(bytes),
        };
        let (is_done, is_given_up) = <(Arc<AtomicBool>, Arc<AtomicBool>)>::default();
        let work = Work {
            shared: Arc::clone(&self.shared),
            layer,
            becomes: Becomes::Main { applied },
            cache_bytes: self.options.cache_bytes,
            is_given_up: Arc::clone(&is_given_up),
        };
        let done = Arc::clone(&is_done);
        let thread = std::thread::Builder::new()
            .name("durable-flush".to_owned())
            .spawn(move || {
                let flushed = work.run(way);
                done.store(true, Ordering::Release);
                flushed
            })
            .map_err(|error| {
                Error::new(
                    ErrorKind::Unavailable,
                    format!("no thread can be started for the store: {error}"),
                )
            })?;
        self.flush = Some(Flush {
            thread,
            is_done,
            epochs,
            bytes_max,
            is_given_up,
        });
        Ok(())
    }

    fn freeze(&self) -> Arc<Layer> {
        let layers = self.shared.layers.write();
        layers.unwrap_or_else(PoisonError::into_inner).freeze()
    }

    fn await_flush(&mut self) -> Result<(), Error> {
        let Some(flush) = self.flush.take() else {
            return Ok(());
        };
        let flushed = flush.thread.join();
        let failed_at = flushed.unwrap_or_else(|_| {
            Err(Error::new(
                ErrorKind::Unavailable,
                "writing the store was interrupted",
            ))
        })?;
        // A failed compaction is tried again once there is more to gain.
        let bytes_min = self.compact_bytes_min.max(failed_at.unwrap_or(0));
        self.compact_bytes_min = bytes_min;
        self.journal.forget(flush.epochs);
        Ok(())
    }

    /// Closes the files. A tidy close leaves everything in the main file.
    fn close(mut self, tidy: bool) -> Result<(), Error> {
        if !tidy && let Some(flush) = &self.flush {
            flush.is_given_up.store(true, Ordering::Relaxed);
        }
        let flushed = self.await_flush();
        // A main file that was moved away still names its journal.
        let named = flushed.and_then(|()| self.shared.require_names());
        let tidied = match (&self.failed, named) {
            (None, Ok(())) if tidy => self.tidy().and_then(|()| self.shared.require_names()),
            (_, named) => named,
        };
        self.shared.let_go_of_all();
        // The journal first: as soon as the main file is free another runtime may open it, and make a journal of its
        // own under that name.
        let is_tidy = tidy && self.failed.is_none() && tidied.is_ok();
        let journal_closed = caught(|| self.journal.close()).map_err(unwritable);
        if is_tidy && let Some(files) = &self.shared.files {
            // A journal that stays is recognized as an old one.
            let _ = std::fs::remove_file(&files.journal);
        }
        let main = self
            .shared
            .main
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let closed = match main {
            Some(main) => caught(|| Ok(main.close()?)).map_err(unwritable),
            None => Err(closed()),
        };
        if !tidy {
            // Commits that can't be written on closing are in the journal.
            return Ok(());
        }
        let failed = self.failed.map_or(Ok(()), Err);
        failed.and(tidied).and(closed).and(journal_closed)
    }

    /// Leaves everything in the main file, compacted if that is worth it.
    fn tidy(&mut self) -> Result<(), Error> {
        let way = match self.turn_if_worth_it() {
            Some(turn) => Way::Compact(None, turn),
            None => Way::Flush,
        };
        let work = Work {
            layer: self.freeze(),
            shared: Arc::clone(&self.shared),
            becomes: Becomes::Closed,
            cache_bytes: self.options.cache_bytes,
            is_given_up: Arc::default(),
        };
        work.run(way).map(drop)
    }
}

/// The work on a layer.
struct Work {
    shared: Arc<StoreState>,
    layer: Arc<Layer>,
    becomes: Becomes,
    cache_bytes: usize,
    is_given_up: Arc<AtomicBool>,
}

impl Work {
    /// Writes the layer to the main file, and drops it once the disk has it. Returns the size of a file that could not
    /// be compacted.
    fn run(&self, way: Way) -> Result<Option<u64>, Error> {
        let Way::Compact(reply, _turn) = way else {
            self.flush()?;
            return Ok(None);
        };
        let compacted = compact::compact(
            &self.shared,
            &self.layer,
            self.becomes,
            self.cache_bytes,
            &self.is_given_up,
        );
        let (answer, failed_at) = match compacted {
            Ok(compaction) => (Ok(compaction), Ok(None)),
            Err(Failed::After(error)) => (Err(error.clone()), Err(error)),
            Err(Failed::Before(error)) => {
                tracing::warn!("the store could not be compacted, and is used as it is: {error}");
                let files = self.shared.files.as_ref();
                let bytes = files.and_then(|files| compact::bytes_of(files).ok());
                (Err(error), self.flush().map(|()| bytes))
            }
        };
        if let Some(reply) = reply {
            // A caller that has gone needs no answer.
            let _ = reply.send(answer);
        }
        failed_at
    }

    fn flush(&self) -> Result<(), Error> {
        {
            let main = self.shared.main();
            let main = main.as_ref().ok_or_else(closed)?;
            caught(|| write(main, &self.layer, self.becomes)).map_err(unwritable)?;
        }
        let layers = self.shared.layers.write();
        layers.unwrap_or_else(PoisonError::into_inner).thaw();
        Ok(())
    }
}
