//! Who writes the files of a store: one thread. A batch goes to the journal, and is committed with that. When
//! enough of them have come together, another thread writes them to the main file, in the order of the keys,
//! while the next ones are committed.

use std::ops::Bound;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;

use ::redb::{CursorError, Database, Durability, ReadableTable, WriteTransaction};
use tokio::sync::oneshot;

use super::super::journal::Journal;
use super::super::key::{Key, Table};
use super::super::layer::Layer;
use super::super::{Batch, Options};
use super::{META, Shared, closed, definition, unwritable};
use crate::error::{Error, ErrorKind};

/// The keys in `meta` of the number of the journal that belongs to the main file, while there is one, and of
/// the last commit that reached the main file.
pub(super) const JOURNAL: &str = "journal";
pub(super) const APPLIED: &str = "applied";

/// Who waits for an order.
pub(super) type Reply = oneshot::Sender<Result<(), Error>>;

/// What the writer is asked for.
pub(super) enum Order {
    Commit(Batch, Reply),
    Close { tidy: bool, reply: Reply },
}

pub(super) struct Writer {
    shared: Arc<Shared>,
    options: Options,
    journal: Journal,
    /// The journal's file, unless the store is in a bare medium.
    journal_path: Option<PathBuf>,
    /// What is being written to the main file.
    flush: Option<Flush>,
    /// Why nothing can be written any more.
    failed: Option<Error>,
}

/// A layer on its way to the main file.
struct Flush {
    thread: JoinHandle<Result<(), Error>>,
    is_done: Arc<AtomicBool>,
    epochs: Vec<u64>,
}

impl Writer {
    pub(super) fn new(
        shared: Arc<Shared>,
        options: Options,
        journal: Journal,
        journal_path: Option<PathBuf>,
    ) -> Self {
        Self {
            shared,
            options,
            journal,
            journal_path,
            flush: None,
            failed: None,
        }
    }

    /// Does what it is asked for, until it is told to close the store or nobody is left who could ask.
    pub(super) fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            match order {
                Order::Commit(batch, reply) => {
                    self.commit(batch, reply);
                    if self.failed.is_none()
                        && let Err(error) = self.tend()
                    {
                        self.failed = Some(error);
                    }
                }
                Order::Close { tidy, reply } => {
                    let _ = reply.send(self.close(tidy));
                    return;
                }
            }
        }
        let _ = self.close(false);
    }

    /// Commits a batch, and answers. Whoever doesn't want to know any more needs no answer.
    fn commit(&mut self, mut batch: Batch, reply: Reply) {
        let written = match &self.failed {
            Some(error) => Err(error.clone()),
            None => self
                .spell_out(&mut batch)
                .and_then(|()| self.journal.commit(&batch).map_err(unwritable)),
        };
        if let Err(error) = written {
            self.failed = Some(error.clone());
            let _ = reply.send(Err(error));
            return;
        }
        // Answered while the layers are locked: whoever reads after the answer waits for what it is about,
        // and whoever doesn't goes on at once.
        let mut layers = self
            .shared
            .layers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let _ = reply.send(Ok(()));
        layers.apply(batch);
    }

    /// Makes of the chains of history that are removed the rows that they are.
    fn spell_out(&self, batch: &mut Batch) -> Result<(), Error> {
        for head in std::mem::take(&mut batch.history_removed) {
            let chain = self.shared.read(|reading| reading.history(head))?;
            for (number, _) in chain {
                batch.remove(Key::of_history(number));
            }
        }
        Ok(())
    }

    /// Sees to it that what is committed reaches the main file, and that memory holds no more than it should.
    fn tend(&mut self) -> Result<(), Error> {
        let bytes = self.shared.layers().upper().bytes();
        let is_done = |flush: &Flush| flush.is_done.load(Ordering::Acquire);
        if bytes >= 2 * self.options.layer_bytes || self.flush.as_ref().is_some_and(is_done) {
            self.await_flush()?;
        }
        let is_time =
            bytes >= self.options.layer_bytes || self.journal.is_long(self.options.layer_bytes);
        if is_time && self.flush.is_none() {
            self.begin_flush()?;
        }
        Ok(())
    }

    fn begin_flush(&mut self) -> Result<(), Error> {
        let layer = self
            .shared
            .layers
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .freeze();
        let applied = self.journal.last_commit();
        let epochs = self.journal.next_epoch();
        let is_done = Arc::new(AtomicBool::new(false));
        let (shared, done) = (Arc::clone(&self.shared), Arc::clone(&is_done));
        let thread = std::thread::Builder::new()
            .name("durable-flush".to_owned())
            .spawn(move || {
                let flushed = flush(&shared, &layer, applied, Stays::Open);
                done.store(true, Ordering::Release);
                flushed
            })
            .map_err(|error| {
                Error::new(ErrorKind::Store, format!("no thread can be had: {error}"))
            })?;
        self.flush = Some(Flush {
            thread,
            is_done,
            epochs,
        });
        Ok(())
    }

    fn await_flush(&mut self) -> Result<(), Error> {
        let Some(flush) = self.flush.take() else {
            return Ok(());
        };
        let flushed = flush.thread.join();
        flushed.unwrap_or_else(|_| {
            Err(Error::new(
                ErrorKind::Store,
                "writing the store was cut short",
            ))
        })?;
        self.journal.forget(flush.epochs);
        Ok(())
    }

    /// Lets go of the files. A tidy close leaves all in the main file.
    fn close(mut self, tidy: bool) -> Result<(), Error> {
        let flushed = self.await_flush();
        let tidied = match (&self.failed, flushed) {
            (None, Ok(())) if tidy => self.tidy(),
            (_, flushed) => flushed,
        };
        let main = self
            .shared
            .main
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let closed = match main {
            Some(main) => main.close().map_err(|error| unwritable(error.into())),
            None => Err(closed()),
        };
        let is_tidy = tidy && self.failed.is_none() && tidied.is_ok() && closed.is_ok();
        let journal_closed = self.journal.close().map_err(unwritable);
        if is_tidy && let Some(path) = self.journal_path {
            // One that stays is known to be an old one.
            let _ = std::fs::remove_file(path);
        }
        if !tidy {
            // What can't be written in closing is in the journal.
            return Ok(());
        }
        let failed = self.failed.map_or(Ok(()), Err);
        failed.and(tidied).and(closed).and(journal_closed)
    }

    fn tidy(&mut self) -> Result<(), Error> {
        let layer = self
            .shared
            .layers
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .freeze();
        flush(
            &self.shared,
            &layer,
            self.journal.last_commit(),
            Stays::Tidy,
        )
    }
}

/// How a flush leaves the main file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stays {
    /// With a journal.
    Open,
    /// Without one: it is all that the store is.
    Tidy,
}

/// Writes a layer to the main file, and lets go of it once the disk has it.
fn flush(shared: &Shared, layer: &Arc<Layer>, applied: u64, stays: Stays) -> Result<(), Error> {
    {
        let main = shared.main();
        let main = main.as_ref().ok_or_else(closed)?;
        write(main, layer, applied, stays).map_err(unwritable)?;
    }
    shared
        .layers
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .thaw();
    Ok(())
}

fn write(main: &Database, layer: &Layer, applied: u64, stays: Stays) -> Result<(), ::redb::Error> {
    let transaction = begin(main)?;
    {
        let mut rows = layer.iter().peekable();
        while let Some((first, _)) = rows.peek() {
            let table = first.table();
            write_table(&transaction, table, &mut rows)?;
        }
        let mut meta = transaction.open_table(META)?;
        meta.insert(APPLIED, applied.to_le_bytes().as_slice())?;
        if stays == Stays::Tidy {
            meta.remove(JOURNAL)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// A transaction whose commit is durable, and after which the file is opened quickly, after a crash, too:
/// redb walks all of it otherwise, which would cost what is stored, not what is running.
pub(super) fn begin(main: &Database) -> Result<WriteTransaction, ::redb::Error> {
    let mut transaction = main.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_quick_repair(true);
    Ok(transaction)
}

/// Writes the next rows, as long as they are of this table, and keeps count of what it holds.
fn write_table<'a>(
    transaction: &WriteTransaction,
    table: Table,
    rows: &mut std::iter::Peekable<impl Iterator<Item = (&'a Key, Option<&'a [u8]>)>>,
) -> Result<(), ::redb::Error> {
    let mut size = Size::read(&transaction.open_table(META)?, table)?;
    let mut written = transaction.open_table(definition(table))?;
    let last = written.last()?.map(|(key, _)| key.value().to_vec());
    let is_within = |key: &Key| {
        last.as_ref()
            .is_some_and(|last| key.within() <= last.as_slice())
    };
    while let Some((key, row)) = rows.next_if(|(key, _)| key.table() == table && is_within(key)) {
        let key = key.within();
        let was = match row {
            Some(row) => written.insert(key, row)?,
            None => written.remove(key)?,
        };
        if let Some(was) = was {
            size.rows -= 1;
            size.bytes -= (key.len() + was.value().len()) as u64;
        }
        if let Some(row) = row {
            size.add(key, row);
        }
    }
    // What comes after all that is there is appended, which costs a fraction.
    let mut end = written.upper_bound_mut(Bound::<&[u8]>::Unbounded)?;
    while let Some((key, row)) = rows.next_if(|(key, _)| key.table() == table) {
        if let Some(row) = row {
            end.insert_before(key.within(), row).map_err(out_of_order)?;
            size.add(key.within(), row);
        }
    }
    end.close()?;
    drop(written);
    size.write(&mut transaction.open_table(META)?, table)
}

/// The rows of a layer are in the order of their keys, so only the file can be at fault.
fn out_of_order(error: CursorError) -> ::redb::Error {
    match error {
        CursorError::Storage(error) => error.into(),
        error => ::redb::Error::Corrupted(error.to_string()),
    }
}

/// What a table of the main file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) rows: u64,
    /// Of keys and values.
    pub(super) bytes: u64,
}

impl Size {
    fn add(&mut self, key: &[u8], row: &[u8]) {
        self.rows += 1;
        self.bytes += (key.len() + row.len()) as u64;
    }

    fn key(table: Table) -> String {
        format!("size of {}", table.name())
    }

    pub(super) fn read(
        meta: &impl ReadableTable<&'static str, &'static [u8]>,
        table: Table,
    ) -> Result<Self, ::redb::Error> {
        let row = meta.get(Self::key(table).as_str())?;
        let numbers = row.as_ref().and_then(|row| row.value().split_first_chunk());
        let Some((rows, rest)) = numbers else {
            return Ok(Self::default());
        };
        Ok(Self {
            rows: u64::from_le_bytes(*rows),
            bytes: rest.try_into().map_or(0, u64::from_le_bytes),
        })
    }

    fn write(
        self,
        meta: &mut ::redb::Table<'_, &'static str, &'static [u8]>,
        table: Table,
    ) -> Result<(), ::redb::Error> {
        let numbers = [self.rows.to_le_bytes(), self.bytes.to_le_bytes()];
        meta.insert(Self::key(table).as_str(), numbers.as_flattened())?;
        Ok(())
    }
}
