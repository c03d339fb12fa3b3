//! Bringing a store of an older [format](super::super::formats) to the current one. Its rows are converted as they
//! are read, some at a time, and written to a new file, which takes the place of the main file when the disk has all of it.
//!
//! The old files are only read until then, and locked: a crash leaves either them, byte for byte, or the new
//! file, and the old journal perhaps, of which the new file knows that it holds nothing more.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use ::redb::backends::InMemoryBackend;
use ::redb::{Builder, Database, Durability};

use super::super::formats::{Kept, Old};
use super::super::journal::{Form, Journal, Unfit};
use super::super::key::{Key, Table};
use super::super::layer::Layers;
use super::super::{Batch, Options};
use super::compact::note_written;
use super::copy::{Draft, io, not_copied};
use super::inspect::{Lock, open_untouched};
use super::leftover::leftover_of_format_2;
use super::open::{
    Context, Found, check, files_of, journal_builder, mark_store, require_same, sync_folder,
};
use super::snapshot::Snapshot;
use super::writer::{APPLIED, JOURNAL, Size, begin, write_rows};
use super::{Files, META, Shared, definition, seal, unreadable};
use crate::error::Error;

/// The key in `meta` of the journal that belonged to the store before it was migrated: its number and the
/// last commit in it. The main file holds all of it.
pub(super) const MIGRATED: &str = "migrated";

/// How much is converted before it is written.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// A store of an older format that is kept in memory once it is converted may have this many bytes.
const IN_MEMORY_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// A moment of a migration at which a crash would leave something else than at the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Some rows are in the new file.
    Converting,
    /// The new file is whole, and has its own name.
    Written,
    /// It has the name of the main file.
    Renamed,
    /// The disk knows that.
    Synced,
    /// The old journal is gone.
    Done,
}

/// Makes a store of an older format one of the current format. Gives its main file, which is open, and so locked.
pub(super) fn migrate(
    path: &Path,
    old: Old,
    options: Options,
    context: &Context<'_>,
) -> Result<(Database, Files), Error> {
    let store = path.display();
    let from = old.version();
    tracing::info!("the store `{store}` is of format {from}, and is migrated to the current one");
    let source = Source::open(path, Lock::Exclusive, context)?;
    let files = &source.files;
    let failed = |error: Error| context.not_migrated(old, error);
    let draft = Draft::new(&files.main).map_err(failed)?;
    let main = draft.write(options.cache_bytes, |to| {
        let rows = source.convert(to, &|| draft.bytes())?;
        tracing::info!("{rows} rows of `{store}` are converted");
        Ok(())
    });
    let main = main.map_err(failed)?;
    reach(Moment::Written);
    draft.replace().map_err(failed)?;
    reach(Moment::Renamed);
    sync_folder(&files.main).map_err(|error| io(&files.main, error))?;
    reach(Moment::Synced);
    let files = files.clone();
    if source.journal.is_some() {
        // One that stays is known by what the new file says of it.
        let _ = std::fs::remove_file(&files.journal);
    }
    reach(Moment::Done);
    tracing::info!("the store `{store}` was migrated from format {from}");
    Ok((main, files))
}

/// Converts a store of an older format in memory, to be looked at.
pub(super) fn converted(
    path: &Path,
    old: Old,
    context: &Context<'_>,
) -> Result<(Database, Files, Shared), Error> {
    let source = Source::open(path, Lock::Shared, context)?;
    let bytes = std::fs::metadata(&source.files.main).map_err(|error| context.io(error))?;
    if bytes.len() > IN_MEMORY_BYTES_MAX {
        return Err(context.too_large_to_convert(old));
    }
    let main = Builder::new().create_with_backend(InMemoryBackend::new());
    let main = main.map_err(|error| context.database(error))?;
    source.convert(&main, &|| bytes.len())?;
    let Source { shared, files, .. } = source;
    let held = Arc::into_inner(shared).expect("nobody else reads the old files");
    Ok((main, files, held))
}

/// A store of an older format, whose files are only read.
struct Source {
    old: Old,
    shared: Arc<Shared>,
    files: Files,
    /// The number of its journal, if it has one, and the last commit in that.
    journal: Option<(u64, u64)>,
}

impl Source {
    fn open(path: &Path, lock: Lock, context: &Context<'_>) -> Result<Self, Error> {
        let failed = |error| context.database_of(error);
        let mut builder = Builder::new();
        builder.set_cache_size(Options::default().cache_bytes);
        let (main, opened) = open_untouched(path, &builder, lock, context)?;
        require_same(path, &opened, context)?;
        let transaction = super::begin_read(&main).map_err(failed)?;
        // Somebody else may have migrated it since it was looked at.
        let Found::Old(old) = check(&transaction, context)? else {
            return Err(context.in_use());
        };
        drop(transaction);
        let files = files_of(path).map_err(|error| context.io(error))?;
        let (identity, applied) = journal_of_format_2(&main).map_err(failed)?;
        let mut layers = Layers::default();
        let journal;
        if let Some(identity) = identity {
            if !files.journal.exists() {
                return Err(context.no_journal(&files.journal, "is missing"));
            }
            let (database, _) = open_untouched(&files.journal, &journal_builder(), lock, context)?;
            if Journal::identity(&database).map_err(failed)? != Some(identity) {
                return Err(context.no_journal(&files.journal, "belongs to another store"));
            }
            let found = Journal::read(&database, Form::Plain, applied);
            let found = found.map_err(|unfit| context.unfit_journal(&files.journal, unfit))?;
            if found.last < applied {
                return Err(context.unfit_journal(&files.journal, Unfit::Older));
            }
            journal = Some((identity, found.last));
            layers = found.into_layers();
        } else {
            journal = leftover_of_format_2(&main, &files.journal, context)?;
        }
        Ok(Self {
            old,
            shared: Arc::new(Shared::new(layers, main, Some(files.clone()))),
            files,
            journal,
        })
    }

    /// Writes all rows, as they are in the current format, to a new database. Gives how many there were.
    fn convert(&self, to: &Database, bytes: &dyn Fn() -> u64) -> Result<u64, Error> {
        let snapshot = Snapshot::of(&self.shared)?;
        let (mut batch, mut rows_read) = (Batch::default(), 0);
        for table in self.old.tables() {
            let failed = Cell::new(None);
            let rows = snapshot.rows(*table, &failed).map_err(unreadable)?;
            for (key, row) in rows {
                let key = Key::from_parts(*table, key.get());
                match self.old.convert(&key, row.get(), &mut batch) {
                    Ok(Kept::Converted) => {}
                    Ok(Kept::AsItWas(reason)) => {
                        let instance = key.instance();
                        let instance = instance.as_ref().map(tracing::field::display);
                        tracing::warn!(instance, "kept as it was: {reason}");
                    }
                    Err(reason) => return Err(Context::File(&self.files.main).damaged(&reason)),
                }
                rows_read += 1;
                if batch.bytes() >= BYTES_MAX {
                    write(to, std::mem::take(&mut batch)).map_err(not_copied)?;
                    reach(Moment::Converting);
                }
            }
            if let Some(error) = failed.into_inner() {
                return Err(unreadable(error.into()));
            }
        }
        write(to, batch).map_err(not_copied)?;
        reach(Moment::Converting);
        self.finish(to, bytes()).map_err(not_copied)?;
        Ok(rows_read)
    }

    /// Makes the new database a store, and has the disk take all of it.
    fn finish(&self, to: &Database, bytes: u64) -> Result<(), ::redb::Error> {
        let transaction = begin(to)?;
        {
            for table in Table::ALL {
                transaction.open_table(definition(table))?;
            }
            let mut meta = transaction.open_table(META)?;
            let mut sizes = Vec::with_capacity(Table::ALL.len());
            for table in Table::ALL {
                sizes.push(Size::read(&meta, table)?);
            }
            note_written(&mut meta, bytes, sizes)?;
            if let Some((identity, last)) = self.journal {
                let numbers = [identity.to_le_bytes(), last.to_le_bytes()];
                seal::put_meta(&mut meta, MIGRATED, numbers.as_flattened())?;
            }
            mark_store(&mut meta)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// By which number a main file of format 2 knows its journal, and the last commit that is in it.
fn journal_of_format_2(main: &Database) -> Result<(Option<u64>, u64), ::redb::Error> {
    let transaction = super::begin_read(main)?;
    let meta = transaction.open_table(META)?;
    let number = |key| -> Result<Option<u64>, ::redb::Error> {
        let value = meta.get(key)?;
        Ok(value.and_then(|value| value.value().try_into().ok().map(u64::from_le_bytes)))
    };
    Ok((number(JOURNAL)?, number(APPLIED)?.unwrap_or(0)))
}

fn write(to: &Database, batch: Batch) -> Result<(), ::redb::Error> {
    let mut layers = Layers::default();
    layers.apply(batch);
    let mut transaction = to.begin_write()?;
    // What is written last makes all of it durable.
    transaction.set_durability(Durability::None)?;
    write_rows(&transaction, layers.upper())?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests;

#[cfg(test)]
thread_local! {
    /// What a test does in the middle of a migration that is made by its thread.
    pub(super) static MEANWHILE: std::cell::RefCell<Option<Box<dyn FnMut(Moment)>>> =
        const { std::cell::RefCell::new(None) };
}

/// Where a test may look at what a crash would leave.
#[cfg(test)]
fn reach(moment: Moment) {
    MEANWHILE.with_borrow_mut(|meanwhile| {
        if let Some(meanwhile) = meanwhile {
            meanwhile(moment);
        }
    });
}

#[cfg(not(test))]
fn reach(_: Moment) {}
