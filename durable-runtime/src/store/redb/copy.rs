//! Copies of a [`Snapshot`] in files of their own, which are whole stores: for backups and for compaction. A copy is
//! written under another name, as a [`DraftFile`], and gets its final name once the disk has all of it.

use std::cell::OnceCell;
use std::fs::{File, Permissions};
use std::io::ErrorKind as IoErrorKind;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use ::redb::backends::FileBackend;
use ::redb::{Builder, Database, DatabaseError, Durability, TableHandle};

use super::super::key::Table;
use super::super::rows::renewed;
use super::bound::bound;
use super::context::Context;
use super::errors::{io, unreadable};
use super::file_id::FileId;
use super::files::{Beginning, folder_of, sync_folder, with_suffix};
use super::main_file::{Becomes, META, Size, begin, begin_read, definition, note_written};
use super::rows_read::RowsRead;
use super::snapshot::Snapshot;
use super::untouched::{Lock, open_untouched};
use crate::model::error::{Error, ErrorKind};

/// The suffix of a file that is to get a store's name, or to replace the store. No other file is named like that.
const SUFFIX: &str = "-durable-runtime-draft";

/// The number of rows that are written at a time. It limits redb's bookkeeping, and the time until a cancellation is
/// noticed.
const ROWS_MAX: usize = 50_000;
const BYTES_MAX: usize = 32 * 1024 * 1024;

/// Writes all rows of a snapshot to the new database of a draft. Before each part it asks whether to continue.
pub(super) fn copy(
    from: &Snapshot,
    draft: &DraftFile,
    to: &Database,
    becomes: Becomes,
    go_on: &dyn Fn() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut sizes = Vec::with_capacity(Table::ALL.len());
    for table in Table::ALL {
        sizes.push((table, copy_table(from, to, table, go_on)?));
    }
    let meta = from.meta().map_err(unreadable)?;
    // The rows that mark the file as a store are written last.
    let finish = || -> Result<(), ::redb::Error> {
        let transaction = begin(to)?;
        {
            let mut written = transaction.open_table(META)?;
            for (key, value) in &meta {
                written.insert(key.as_str(), value.as_slice())?;
            }
            for (table, size) in &sizes {
                size.write(&mut written, *table)?;
            }
            let sizes = sizes.iter().map(|(_, size)| *size);
            note_written(&mut written, draft.bytes(), sizes)?;
            becomes.note(&mut written)?;
        }
        transaction.commit()?;
        Ok(())
    };
    finish().map_err(not_copied)
}

fn copy_table(
    from: &Snapshot,
    to: &Database,
    table: Table,
    go_on: &dyn Fn() -> Result<(), Error>,
) -> Result<Size, Error> {
    let read = RowsRead::default();
    let mut rows = from.rows(table, &read).map_err(unreadable)?.peekable();
    let mut size = Size::default();
    let mut write_some = || -> Result<bool, ::redb::Error> {
        let mut transaction = to.begin_write()?;
        // The last write makes all of it durable.
        transaction.set_durability(Durability::None)?;
        {
            let mut written = transaction.open_table(definition(table))?;
            let mut end = written.upper_bound_mut(Bound::<&[u8]>::Unbounded)?;
            let (mut rows_left, mut bytes_left) = (ROWS_MAX, BYTES_MAX);
            while rows_left > 0
                && bytes_left > 0
                && let Some((key, row)) = rows.next()
            {
                let (key, row) = (key.get(), row.get());
                let renewed = renewed(table, row);
                let row = renewed.as_deref().unwrap_or(row);
                end.insert_before(key, bound(table, key, row).as_slice())?;
                size.add(key, row);
                rows_left -= 1;
                bytes_left = bytes_left.saturating_sub(key.len() + row.len());
            }
            end.close()?;
        }
        transaction.commit()?;
        Ok(rows.peek().is_some())
    };
    loop {
        go_on()?;
        if !write_some().map_err(not_copied)? {
            break;
        }
    }
    drop(rows);
    read.check().map_err(unreadable)?;
    Ok(size)
}

/// A file that is being written. It is removed unless it gets its final name.
pub(super) struct DraftFile {
    path: PathBuf,
    for_path: PathBuf,
    /// The identity of the file, once it exists: another file may have taken the path.
    file: OnceCell<FileId>,
    is_named: bool,
}

impl DraftFile {
    /// A new file that is to get the name `for_path`.
    pub(super) fn new(for_path: &Path) -> Result<Self, Error> {
        let path = with_suffix(for_path, SUFFIX);
        if for_path.to_string_lossy().ends_with(SUFFIX) {
            return Err(name_of_drafts(for_path));
        }
        let folder = folder_of(for_path);
        if std::fs::metadata(folder).is_err_and(|error| error.kind() == IoErrorKind::NotFound) {
            return Err(no_folder(for_path, folder));
        }
        remove_left(for_path)?;
        Ok(Self {
            path,
            for_path: for_path.to_owned(),
            file: OnceCell::new(),
            is_named: false,
        })
    }

    /// Makes it a database, which `write` writes.
    pub(super) fn write(
        &self,
        cache_bytes: usize,
        write: impl FnOnce(&Database) -> Result<(), Error>,
    ) -> Result<Database, Error> {
        let file = new_file(&self.path).map_err(|error| match error.kind() {
            IoErrorKind::AlreadyExists => being_written(&self.path),
            _ => io(&self.for_path, error),
        })?;
        let found = file.metadata().map_err(|error| io(&self.path, error))?;
        self.file.get_or_init(|| FileId::of(&found));
        let database = database_in(file, cache_bytes).map_err(|error| self.failed(error))?;
        write(&database)?;
        Ok(database)
    }

    /// Its current size.
    fn bytes(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |file| file.len())
    }

    /// Closes its database, and gives it its name, unless another file has got that meanwhile.
    pub(super) fn finish(self, database: Database) -> Result<(), Error> {
        database.close().map_err(|error| self.failed(error))?;
        self.name()
    }

    fn failed(&self, error: DatabaseError) -> Error {
        if let DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch = error {
            return being_written(&self.path);
        }
        Error::new(
            ErrorKind::Unavailable,
            format!("`{}` can't be written: {error}", self.path.display()),
        )
        .with_source(error)
    }

    /// Gives it the name of another file, which it replaces atomically. The folder is still to be synced.
    pub(super) fn replace(mut self) -> Result<(), Error> {
        std::fs::rename(&self.path, &self.for_path).map_err(|error| match error.kind() {
            IoErrorKind::ResourceBusy => mounted(&self.for_path, error),
            _ => self.no_name(error),
        })?;
        self.is_named = true;
        Ok(())
    }

    /// Closes its database, and replaces an empty file of its name, which is locked, if that can be replaced at all. It gets
    /// the permissions of that.
    pub(super) fn replace_empty(
        mut self,
        database: Database,
        permissions: Permissions,
    ) -> Result<(), Error> {
        database.close().map_err(|error| self.failed(error))?;
        let permitted = std::fs::set_permissions(&self.path, permissions);
        // Another draft of this name may have removed it.
        let is_gone = |error: &std::io::Error| error.kind() == IoErrorKind::NotFound;
        permitted.map_err(|error| {
            if is_gone(&error) {
                being_written(&self.path)
            } else {
                io(&self.path, error)
            }
        })?;
        if let Err(error) = std::fs::rename(&self.path, &self.for_path) {
            if is_gone(&error) {
                return Err(being_written(&self.path));
            }
            let name = self.for_path.display();
            tracing::debug!("`{name}` is empty and can't be replaced: {error}");
            return Ok(());
        }
        self.is_named = true;
        sync_folder(&self.for_path).map_err(|error| io(&self.for_path, error))
    }

    fn name(mut self) -> Result<(), Error> {
        match std::fs::hard_link(&self.path, &self.for_path) {
            Ok(()) => {}
            Err(error) if error.kind() == IoErrorKind::AlreadyExists => {
                return Err(exists(&self.for_path));
            }
            // Another draft of this name has removed it.
            Err(error) if error.kind() == IoErrorKind::NotFound => {
                return Err(being_written(&self.path));
            }
            // Not every file system has links.
            Err(_) => self.name_without_link()?,
        }
        let path = self.for_path.clone();
        drop(self);
        sync_folder(&path).map_err(|error| io(&path, error))
    }

    /// Creates an empty file of the name and replaces it. Meanwhile the file can't be opened: what would be written to
    /// it would be lost.
    pub(super) fn name_without_link(&mut self) -> Result<(), Error> {
        new_file(&self.for_path).map_err(|error| match error.kind() {
            IoErrorKind::AlreadyExists => exists(&self.for_path),
            _ => self.no_name(error),
        })?;
        // Another process may have been first, and made a store of it.
        let replaced = lock_empty(&self.for_path).map_err(|_| exists(&self.for_path))?;
        let replaced = replaced.ok_or_else(|| exists(&self.for_path))?;
        std::fs::rename(&self.path, &self.for_path).map_err(|error| self.no_name(error))?;
        self.is_named = true;
        drop(replaced);
        Ok(())
    }

    fn no_name(&self, error: std::io::Error) -> Error {
        io(&self.for_path, error)
    }
}

impl Drop for DraftFile {
    fn drop(&mut self) {
        let is_there = |file: &FileId| FileId::at(&self.path).is_ok_and(|found| found == *file);
        if !self.is_named && self.file.get().is_some_and(is_there) {
            // A file that stays is removed when its place is needed.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Removes the remains of a draft for this name after a crash. Anything else of its name is an error.
pub(super) fn remove_left(for_path: &Path) -> Result<(), Error> {
    let left = with_suffix(for_path, SUFFIX);
    let found = match std::fs::symlink_metadata(&left) {
        Err(error) if error.kind() == IoErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io(&left, error)),
        Ok(found) => found,
    };
    // The crash may have come after the file got its final name, and before it lost this one.
    let is_named = FileId::at(for_path).is_ok_and(|named| named == FileId::of(&found));
    let is_ours = is_named || (found.is_file() && is_draft(&left)?);
    if !is_ours {
        return Err(exists(&left));
    }
    match std::fs::remove_file(&left) {
        Err(error) if error.kind() != IoErrorKind::NotFound => Err(io(&left, error)),
        _ => Ok(()),
    }
}

/// Whether a file is a store, or a part of one: all of its tables, if any, are this crate's.
fn is_draft(path: &Path) -> Result<bool, Error> {
    let context = Context::File(path);
    let opened = open_untouched(path, &builder(0), Lock::Exclusive, &context);
    let database = match opened {
        Ok((database, _)) => database,
        Err(error) if error.kind() == ErrorKind::StoreInUse => return Err(being_written(path)),
        // It is no database, but may have been about to become one.
        Err(_) => {
            let begins = Beginning::of(path).map_err(|error| io(path, error))?;
            return Ok(begins == Beginning::Nothing);
        }
    };
    let is_ours =
        |name: &str| name == META.name() || Table::ALL.iter().any(|table| table.name() == name);
    let tables = || -> Result<bool, ::redb::Error> {
        let transaction = begin_read(&database)?;
        let is_ours = transaction
            .list_tables()?
            .all(|table| is_ours(table.name()));
        Ok(is_ours)
    };
    Ok(tables().unwrap_or(false))
}

fn being_written(path: &Path) -> Error {
    Error::new(
        ErrorKind::StoreInUse,
        format!(
            "`{}` is being written by another backup or compaction",
            path.display()
        ),
    )
}

/// Returns an error if something has this name.
pub(super) fn require_free(path: &Path) -> Result<(), Error> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Err(exists(path)),
        Err(error) if error.kind() == IoErrorKind::NotFound => Ok(()),
        Err(error) => Err(io(path, error)),
    }
}

/// A file where there was none.
fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true).open(path)
}

/// Locks an empty file of this name, for as long as the result is kept, which writes nothing to it. `None` if the file has lost
/// its name or got content before it was locked.
pub(super) fn lock_empty(path: &Path) -> Result<Option<Database>, Error> {
    let context = Context::File(path);
    let (locked, opened) = open_untouched(path, &builder(0), Lock::Exclusive, &context)?;
    let named = std::fs::metadata(path).map_err(|error| context.io(error))?;
    let is_empty = FileId::of(&named) == FileId::of(&opened) && named.len() == 0;
    Ok(is_empty.then_some(locked))
}

/// Makes an empty file a database, which is locked from then on.
fn database_in(file: File, cache_bytes: usize) -> Result<Database, DatabaseError> {
    builder(cache_bytes).create_with_backend(FileBackend::new(file)?)
}

fn builder(cache_bytes: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    builder
}

fn not_copied(error: ::redb::Error) -> Error {
    Error::new(
        ErrorKind::Unavailable,
        format!("the copy of the store can't be written: {error}"),
    )
    .with_source(error)
}

fn no_folder(for_path: &Path, folder: &Path) -> Error {
    Error::new(
        ErrorKind::Unavailable,
        format!(
            "there is no folder `{}` to make `{}` in: create it first (`std::fs::create_dir_all`), or choose another path",
            folder.display(),
            for_path.display()
        ),
    )
}

/// Whatever has such a name is removed when a draft is to get it.
fn name_of_drafts(path: &Path) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!(
            "`{}` is the name of an unfinished file; choose a name that doesn't end with `{SUFFIX}`",
            path.display()
        ),
    )
}

/// The error for a file that can't be replaced as long as it is mounted.
fn mounted(path: &Path, error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!(
            "`{}` can't be replaced by another file, so it can't be compacted: a file that is mounted at its name can't be; mount the folder that it is in",
            path.display()
        ),
    )
    .with_source(error)
}

fn exists(path: &Path) -> Error {
    Error::new(
        ErrorKind::FileExists,
        format!(
            "there is something at `{}` already, which was left as it is; choose another path",
            path.display()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_can_not_be_replaced_is_told_to_be_mounted() {
        let busy = std::io::Error::from(IoErrorKind::ResourceBusy);
        let error = mounted(Path::new("app.redb"), busy);
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().contains("mount the folder"), "{error}");
    }
}
