//! [`StoreState`]: the state of all readers of the store, which are the layers and the main file, and the list of long
//! reads.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use ::redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase};

use super::super::key::Table;
use super::super::layer::Layers;
use super::errors::{closed, moved_away, unreadable};
use super::files::{Files, Opened};
use super::main_file::definition;
use super::panics::{caught, drop_caught};
use super::reading::Reading;
use crate::model::error::Error;

/// The layers and the main file. To lock both, lock the layers first.
pub(super) struct StoreState {
    pub(super) layers: RwLock<Layers>,
    /// `None` once it is closed.
    pub(super) main: RwLock<Option<Database>>,
    long_reads: Mutex<LongReads>,
    /// Whether the store is read-only.
    pub(super) is_looked_at: bool,
    /// `None` for a store in bare backends.
    pub(super) files: Option<Files>,
    /// The identities of the open files.
    opened: Mutex<Opened>,
    /// Held while the rows are copied to another file, so that there is one more file at a time.
    pub(super) copying: Arc<tokio::sync::Mutex<()>>,
    /// Whether the main file can't be replaced, as a compaction has found out.
    pub(super) is_mounted: AtomicBool,
    /// A test's hook in the middle of a compaction.
    #[cfg(test)]
    pub(super) meanwhile: Mutex<Option<Meanwhile>>,
}

impl StoreState {
    pub(super) fn new(layers: Layers, main: Database, files: Option<Files>) -> Self {
        Self {
            layers: RwLock::new(layers),
            main: RwLock::new(Some(main)),
            long_reads: Mutex::default(),
            is_looked_at: false,
            is_mounted: AtomicBool::new(false),
            files,
            opened: Mutex::default(),
            copying: Arc::default(),
            #[cfg(test)]
            meanwhile: Mutex::default(),
        }
    }

    /// Notes the files behind the names as the open ones.
    pub(super) fn note_opened(&self) {
        if let Some(files) = &self.files {
            *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = files.opened();
        }
    }

    /// Returns an error unless the open files still have their names: the next opening would not find what is written
    /// to a file that was removed or moved.
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

    /// Reads the last commit.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Reading<'_>) -> Result<T, ::redb::Error>,
    ) -> Result<T, Error> {
        let layers = self.layers();
        let main = self.main();
        let database = main.as_ref().ok_or_else(closed)?;
        let read = || read(&Reading::of(&layers, database));
        caught(read).map_err(unreadable)
    }
}

impl Drop for StoreState {
    fn drop(&mut self) {
        self.let_go_of_all();
        let main = self.main.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop_caught(main.take());
    }
}

/// The main file, as of one moment.
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

/// The long reads, and the main files that were replaced meanwhile.
#[derive(Default)]
pub(super) struct LongReads {
    pub(super) count: usize,
    pub(super) replaced: Vec<Database>,
}

impl StoreState {
    pub(super) fn long_reads(&self) -> MutexGuard<'_, LongReads> {
        self.long_reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes a main file that was replaced, once nothing reads it any more.
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

/// A test's hook in the middle of a compaction.
#[cfg(test)]
pub(super) type Meanwhile = Box<dyn FnMut(Moment) + Send>;

/// The moments of a compaction at which a crash leaves different files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Rows are being copied.
    Copying,
    /// The new file is whole, and has its own name.
    Written,
    /// It has the name of the main file.
    Renamed,
}
