//! The embedded store: a main file and a journal beside it, both kept by redb. Reads look into the
//! [`Layers`] of what is not in the main file yet, and then into that. Commits are the
//! [`writer`]'s, how the files are found, made and checked is in [`open`]. What looks at all of it for long
//! reads a [`snapshot`]; what takes care of the files is in [`care`], [`copy`] and [`compact`].

mod care;
mod compact;
mod copy;
mod file_id;
#[cfg(test)]
mod files_tests;
mod inspect;
mod leftover;
#[cfg(test)]
mod moments_tests;
pub(crate) mod open;
mod panics;
mod snapshot;
#[cfg(test)]
mod tests;
mod verify;
mod writer;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;

use ::redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase, TableDefinition};
use tokio::sync::oneshot;

use self::file_id::FileId;
use self::panics::{caught, drop_caught};
use self::snapshot::LongReads;
use self::writer::{Order, Writer};
use super::key::{Key, Table};
use super::layer::{Layers, over};
use super::rows::{HIDDEN, HistoryRow, Row};
use super::{Beside, Call, Store, Whole};
use crate::model::error::{Error, ErrorKind};
use crate::model::id::{InstanceId, OpId};
use crate::store::batch::Batch;
use crate::store::care::Care;
use crate::store::key::{OpKey, ResultKey, TimerKey};
use crate::store::rows::Counters;

const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");

/// A table of the main file.
fn definition(table: Table) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(table.name())
}

fn begin_read(database: &Database) -> Result<ReadTransaction, ::redb::Error> {
    Ok(database.begin_read()?)
}

/// A store in a file.
pub(crate) struct RedbStore {
    shared: Arc<Shared>,
    orders: Arc<std::sync::mpsc::Sender<Order>>,
    /// `None` of a store that is only looked at.
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What reads look at. Whoever locks both locks the layers first.
struct Shared {
    layers: RwLock<Layers>,
    /// `None` once it is closed.
    main: RwLock<Option<Database>>,
    long_reads: Mutex<LongReads>,
    /// Nothing changes it.
    is_looked_at: bool,
    /// `None` of a store in a bare medium.
    files: Option<Files>,
    /// What was opened as those.
    opened: Mutex<Opened>,
    /// Whoever writes the rows to another file holds this, so that there is one more file at a time.
    copying: Arc<tokio::sync::Mutex<()>>,
    /// What a test does in the middle of a compaction.
    #[cfg(test)]
    meanwhile: Mutex<Option<compact::Meanwhile>>,
}

/// Where a store's files are.
#[derive(Clone, Debug)]
struct Files {
    /// Of the main file, with no link in it: what takes its place must not take that of a link.
    main: PathBuf,
    journal: PathBuf,
}

/// Which files those are that are open.
#[derive(Clone, Copy, Debug, Default)]
struct Opened {
    main: Option<FileId>,
    journal: Option<FileId>,
}

impl Files {
    fn opened(&self) -> Opened {
        Opened {
            main: FileId::at(&self.main).ok(),
            journal: FileId::at(&self.journal).ok(),
        }
    }
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

impl Shared {
    fn new(layers: Layers, main: Database, files: Option<Files>) -> Self {
        Self {
            layers: RwLock::new(layers),
            main: RwLock::new(Some(main)),
            long_reads: Mutex::default(),
            is_looked_at: false,
            files,
            opened: Mutex::default(),
            copying: Arc::default(),
            #[cfg(test)]
            meanwhile: Mutex::default(),
        }
    }

    /// Notes that the files which have their names now are those that are open.
    fn note_opened(&self) {
        if let Some(files) = &self.files {
            *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = files.opened();
        }
    }

    /// An error unless the files that are open still have their names: what is written to one that was removed
    /// or moved away is not what the next opening finds.
    fn require_names(&self) -> Result<(), Error> {
        let Some(files) = &self.files else {
            return Ok(());
        };
        let opened = *self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let now = files.opened();
        for (path, was, is) in [
            (&files.main, opened.main, now.main),
            (&files.journal, opened.journal, now.journal),
        ] {
            if was != is {
                return Err(moved_away(path, is.is_some()));
            }
        }
        Ok(())
    }

    fn layers(&self) -> RwLockReadGuard<'_, Layers> {
        self.layers.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn main(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.main.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what was committed last.
    fn read<T>(
        &self,
        read: impl FnOnce(&Reading<'_>) -> Result<T, ::redb::Error>,
    ) -> Result<T, Error> {
        let layers = self.layers();
        let main = self.main();
        let database = main.as_ref().ok_or_else(closed)?;
        let read = || {
            let reading = Reading {
                layers: &layers,
                database,
                below: OnceCell::new(),
            };
            read(&reading)
        };
        caught(read).map_err(unreadable)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.let_go_of_all();
        let main = self.main.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop_caught(main.take());
    }
}

/// What is in the main file, as of one moment.
struct Below {
    transaction: ReadTransaction,
}

impl Below {
    fn of(database: &Database) -> Result<Self, ::redb::Error> {
        Ok(Self {
            transaction: database.begin_read()?,
        })
    }

    fn table(
        &self,
        table: Table,
    ) -> Result<ReadOnlyTable<&'static [u8], &'static [u8]>, ::redb::Error> {
        Ok(self.transaction.open_table(definition(table))?)
    }
}

/// The store as of one moment.
struct Reading<'a> {
    layers: &'a Layers,
    database: &'a Database,
    /// There once something was asked for that the layers don't say.
    below: OnceCell<Below>,
}

impl Reading<'_> {
    fn below(&self) -> Result<&Below, ::redb::Error> {
        if let Some(below) = self.below.get() {
            return Ok(below);
        }
        // The layers are locked, so nothing of theirs has left them for the main file.
        let below = Below::of(self.database)?;
        Ok(self.below.get_or_init(|| below))
    }

    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ::redb::Error> {
        Ok(self.get_all(std::slice::from_ref(key))?.pop().flatten())
    }

    fn has_input(&self, id: &InstanceId) -> Result<bool, ::redb::Error> {
        let input = self.get(&Key::of_instance(Table::Inputs, id))?;
        Ok(input.is_some())
    }

    /// The rows of these keys, which are of one table.
    fn get_all(&self, keys: &[Key]) -> Result<Vec<Option<Vec<u8>>>, ::redb::Error> {
        let mut table = None;
        let mut rows = Vec::with_capacity(keys.len());
        for key in keys {
            rows.push(match self.layers.get(key) {
                Some(row) => row.map(<[u8]>::to_vec),
                None => {
                    if table.is_none() {
                        table = Some(self.below()?.table(key.table())?);
                    }
                    let row = table.as_ref().map(|table| table.get(key.within()));
                    row.transpose()?.flatten().map(|row| row.value().to_vec())
                }
            });
        }
        Ok(rows)
    }

    /// The rows of a table in a range of its keys, `limit` at most.
    fn scan<T>(
        &self,
        table: Table,
        (start, end): (Bound<&Key>, Bound<&Key>),
        limit: usize,
        take: impl Fn(&Key, &[u8]) -> Option<T>,
    ) -> Result<Vec<T>, ::redb::Error> {
        let below = self.below()?.table(table)?;
        let range = (start.map(Key::within), end.map(Key::within));
        let failed = Cell::new(None);
        let below = below.range::<&[u8]>(range)?.map_while(|row| match row {
            Ok((key, value)) => {
                let key = Key::from_parts(table, key.value());
                Some((Cow::Owned(key), Some(Cow::Owned(value.value().to_vec()))))
            }
            Err(error) => {
                failed.set(Some(error));
                None
            }
        });
        let (first, last) = (Key::first_of(table), Key::last_of(table));
        let start = match start {
            Bound::Unbounded => Bound::Included(&first),
            start => start,
        };
        let end = match end {
            Bound::Unbounded => Bound::Excluded(&last),
            end => end,
        };
        let layers = self.layers.range(table, (start, end));
        let layers = layers.map(|(key, row)| (Cow::Borrowed(key), row.map(Cow::Borrowed)));
        let rows = over(layers, below)
            .filter_map(|(key, row)| {
                let taken = take(&key, &row?);
                if taken.is_none() {
                    tracing::error!("a key of `{}` is damaged: {:?}", table.name(), key.within());
                }
                taken
            })
            .take(limit)
            .collect();
        match failed.take() {
            Some(error) => Err(error.into()),
            None => Ok(rows),
        }
    }

    /// As [`Reading::scan`], for a page after a key.
    fn page<T>(
        &self,
        table: Table,
        after: Option<&Key>,
        limit: usize,
        take: impl Fn(&Key, &[u8]) -> Option<T>,
    ) -> Result<Vec<T>, ::redb::Error> {
        let start = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.scan(table, (start, Bound::Unbounded), limit, take)
    }

    /// All rows that an instance has in a table, by their numbers.
    fn of_instance(
        &self,
        table: Table,
        id: &InstanceId,
    ) -> Result<Vec<(OpId, Vec<u8>)>, ::redb::Error> {
        let first = Key::of_number(table, id, 0);
        let last = Key::of_number(table, id, u64::MAX);
        let range = (Bound::Included(&first), Bound::Included(&last));
        self.scan(table, range, usize::MAX, |key, row| {
            Some((key.to_op()?.1, row.to_vec()))
        })
    }

    /// All values that lie beside an instance's checkpoint.
    fn values(&self, id: &InstanceId) -> Result<Vec<(u64, Vec<u8>)>, ::redb::Error> {
        let rows = self.of_instance(Table::Values, id)?.into_iter();
        Ok(rows.map(|(op, row)| (op.number(), row)).collect())
    }

    fn whole(&self, id: &InstanceId, beside: Beside) -> Result<Option<Whole>, ::redb::Error> {
        let Some(record) = self.get(&Key::of_instance(Table::Instances, id))? else {
            return Ok(None);
        };
        let mut whole = Whole {
            record,
            event_head: self.get(&Key::of_event_head(id))?,
            outcomes: self.of_instance(Table::Outcomes, id)?,
            values: Vec::new(),
            histories: Vec::new(),
        };
        match beside {
            Beside::Nothing => {}
            Beside::Values => whole.values = self.values(id)?,
            Beside::Histories(heads) => {
                for head in heads(&whole) {
                    let (rows, _) = self.history(head, usize::MAX)?;
                    whole
                        .histories
                        .push(rows.into_iter().map(|(_, row)| row).collect());
                }
            }
        }
        Ok(Some(whole))
    }

    /// A chain of history from its head back, as keys and rows, `limit` at most; and where it goes on.
    fn history(&self, head: u64, limit: usize) -> Result<Part, ::redb::Error> {
        let mut rows = Vec::new();
        let mut next = Some(head);
        while let Some(number) = next.filter(|_| rows.len() < limit) {
            let Some(row) = self.get(&Key::of_history(number))? else {
                return Ok((rows, None));
            };
            // A chain only goes back; a damaged row ends it.
            next = HistoryRow::from_bytes(&row)
                .ok()
                .and_then(|row| row.previous)
                .filter(|previous| *previous < number);
            rows.push((number, row));
        }
        Ok((rows, next))
    }
}

/// A part of a chain of history, and where it goes on.
type Part = (Vec<(u64, Vec<u8>)>, Option<u64>);

/// How many rows of history are read at a time.
const HISTORY_PART: usize = 256;

fn closed() -> Error {
    Error::stopped(None)
}

fn moved_away(path: &Path, is_other: bool) -> Error {
    let what = if is_other {
        "is another file than the one that was opened"
    } else {
        "was removed or moved away while the store was open"
    };
    Error::new(
        ErrorKind::Store,
        format!(
            "`{}` {what}: put it back under its name before the store is opened again, together with the file beside it, which was left as it is",
            path.display()
        ),
    )
}

fn unreadable(error: ::redb::Error) -> Error {
    if matches!(error, ::redb::Error::DatabaseClosed) {
        return closed();
    }
    let advice = match &error {
        ::redb::Error::Corrupted(_) => {
            "; the file is damaged: put a backup in its place, or look with `Inspector::verify` what is"
        }
        _ => "",
    };
    Error::new(
        ErrorKind::Store,
        format!("reading the store failed: {error}{advice}"),
    )
    .with_source(error)
}

fn unwritable(error: ::redb::Error) -> Error {
    let advice = match &error {
        ::redb::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => {
            "; make room on the disk and open the store again"
        }
        _ => "; open the store again once the cause is gone",
    };
    Error::new(
        ErrorKind::Store,
        format!("writing the store failed: {error}{advice}"),
    )
    .with_source(error)
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
