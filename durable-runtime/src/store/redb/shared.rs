//! What all who read the store share ([`Shared`]): the layers and the main file, and who reads for long.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use ::redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase};

use super::super::key::{Key, Table};
use super::super::layer::{Layers, over};
use super::super::rows::{HistoryRow, Row};
use super::super::{Beside, Whole};
use super::errors::{closed, moved_away, unreadable};
use super::files::{Files, Opened};
use super::main_file::definition;
use super::panics::{caught, drop_caught};
use crate::model::error::Error;
use crate::model::id::{InstanceId, OpId};

/// What reads look at. Whoever locks both locks the layers first.
pub(super) struct Shared {
    pub(super) layers: RwLock<Layers>,
    /// `None` once it is closed.
    pub(super) main: RwLock<Option<Database>>,
    long_reads: Mutex<LongReads>,
    /// Nothing changes it.
    pub(super) is_looked_at: bool,
    /// `None` of a store in a bare medium.
    pub(super) files: Option<Files>,
    /// What was opened as those.
    opened: Mutex<Opened>,
    /// Whoever writes the rows to another file holds this, so that there is one more file at a time.
    pub(super) copying: Arc<tokio::sync::Mutex<()>>,
    /// What a test does in the middle of a compaction.
    #[cfg(test)]
    pub(super) meanwhile: Mutex<Option<Meanwhile>>,
}

impl Shared {
    pub(super) fn new(layers: Layers, main: Database, files: Option<Files>) -> Self {
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
    pub(super) fn note_opened(&self) {
        if let Some(files) = &self.files {
            *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = files.opened();
        }
    }

    /// An error unless the files that are open still have their names: what is written to one that was removed
    /// or moved away is not what the next opening finds.
    pub(super) fn require_names(&self) -> Result<(), Error> {
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

    pub(super) fn layers(&self) -> RwLockReadGuard<'_, Layers> {
        self.layers.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn main(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.main.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what was committed last.
    pub(super) fn read<T>(
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
pub(super) struct Below {
    pub(super) transaction: ReadTransaction,
}

impl Below {
    pub(super) fn of(database: &Database) -> Result<Self, ::redb::Error> {
        Ok(Self {
            transaction: database.begin_read()?,
        })
    }

    pub(super) fn table(
        &self,
        table: Table,
    ) -> Result<ReadOnlyTable<&'static [u8], &'static [u8]>, ::redb::Error> {
        Ok(self.transaction.open_table(definition(table))?)
    }
}

/// The store as of one moment.
pub(super) struct Reading<'a> {
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

    pub(super) fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ::redb::Error> {
        Ok(self.get_all(std::slice::from_ref(key))?.pop().flatten())
    }

    pub(super) fn has_input(&self, id: &InstanceId) -> Result<bool, ::redb::Error> {
        let input = self.get(&Key::of_instance(Table::Inputs, id))?;
        Ok(input.is_some())
    }

    /// The rows of these keys, which are of one table.
    pub(super) fn get_all(&self, keys: &[Key]) -> Result<Vec<Option<Vec<u8>>>, ::redb::Error> {
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
    pub(super) fn page<T>(
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
    pub(super) fn of_instance(
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
    pub(super) fn values(&self, id: &InstanceId) -> Result<Vec<(u64, Vec<u8>)>, ::redb::Error> {
        let rows = self.of_instance(Table::Values, id)?.into_iter();
        Ok(rows.map(|(op, row)| (op.number(), row)).collect())
    }

    pub(super) fn whole(
        &self,
        id: &InstanceId,
        beside: Beside,
    ) -> Result<Option<Whole>, ::redb::Error> {
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
    pub(super) fn history(&self, head: u64, limit: usize) -> Result<Part, ::redb::Error> {
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
pub(super) type Part = (Vec<(u64, Vec<u8>)>, Option<u64>);

/// How many rows of history are read at a time.
pub(super) const HISTORY_PART: usize = 256;

/// Who reads for long, and the main files that were replaced meanwhile.
#[derive(Default)]
pub(super) struct LongReads {
    pub(super) count: usize,
    pub(super) replaced: Vec<Database>,
}

impl Shared {
    pub(super) fn long_reads(&self) -> MutexGuard<'_, LongReads> {
        self.long_reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes a main file that was replaced, once nobody reads it any more.
    pub(super) fn let_go(&self, replaced: Database) {
        let mut long_reads = self.long_reads();
        if long_reads.count > 0 {
            long_reads.replaced.push(replaced);
            return;
        }
        drop(long_reads);
        drop_caught(replaced);
    }

    /// Ends all snapshots of files that were replaced.
    pub(super) fn let_go_of_all(&self) {
        let replaced = std::mem::take(&mut self.long_reads().replaced);
        drop_caught(replaced);
    }
}

/// What a test does in the middle of a compaction.
#[cfg(test)]
pub(super) type Meanwhile = Box<dyn FnMut(Moment) + Send>;

/// A moment of a compaction at which a crash would leave something else than at the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Rows are being copied.
    Copying,
    /// The new file is whole, and has its own name.
    Written,
    /// It has the name of the main file.
    Renamed,
}
