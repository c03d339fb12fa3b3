//! Finding, making and checking a store's files. A file that isn't a store of this format is left byte for byte as it
//! is; a new store appears whole or not at all.

use std::fs::{File, Metadata};
use std::io::ErrorKind as IoErrorKind;
use std::path::Path;

use ::redb::{
    AccessGuard, Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase,
    StorageBackend, StorageError, TableError, backends::FileBackend,
};

use super::super::Options;
use super::super::ask::{Ask, Found, Scan};
use super::super::key::{Key, Table};
use super::super::layer::Layers;
use super::RedbStore;
use super::context::Context;
use super::copy::{DraftFile, lock_empty, remove_left};
use super::file_id::FileId;
use super::files::{
    Beginning, Files, JOURNAL_SUFFIX, files_of, journal_builder, sync_folder, with_suffix,
};
use super::journal::{Applied, Journal, Unapplied};
use super::leftover::is_leftover;
use super::main_file::{
    APPLIED, Becomes, FORMAT_VERSION, FORMAT_VERSION_OLDEST, JOURNAL, META, begin, begin_read,
    definition, write,
};
use super::medium::{Backend, Medium};
use super::panics::caught;
use super::state::StoreState;
use super::untouched::{Lock, open_untouched};
use super::writer::Writer;
use crate::model::error::{Error, ErrorKind};

/// The value of `format` in `meta`. It tells a store from any other redb file.
const FORMAT: &[u8] = b"durable-runtime store";

impl RedbStore {
    /// Opens the store in `path`, or makes one where there is no file or an empty one.
    pub(crate) fn open(path: &Path, options: Options) -> Result<Self, Error> {
        caught(|| Self::open_file(path, options))
    }

    fn open_file(path: &Path, options: Options) -> Result<Self, Error> {
        let context = Context::File(path);
        if path.as_os_str().is_empty() {
            return Err(Context::no_path());
        }
        let mut builder = Builder::new();
        builder.set_cache_size(options.cache_bytes);
        // This runtime's commits don't need it; a foreign program's may have been cut short.
        builder.set_repair_callback(|repair| {
            tracing::warn!(
                "the store is being repaired: {:.0} %",
                repair.progress() * 100.0
            );
        });
        match std::fs::metadata(path) {
            Err(error) if error.kind() == IoErrorKind::NotFound => {
                if path.to_string_lossy().ends_with(std::path::is_separator) {
                    return Err(context.directory(path));
                }
                create(path, &context)?;
            }
            Err(error) => return Err(context.io(error)),
            Ok(file) if file.is_dir() => return Err(context.directory(path)),
            Ok(file) if !file.is_file() => return Err(context.not_a_store("it is no file")),
            Ok(file) if file.len() > 0 => probe(path, &builder)?,
            Ok(_) => fill(path, &context)?,
        }
        let (main, files) = open_main(path, &builder, &context)?;
        prepare(&main, &context)?;
        if let Err(error) = remove_left(&files.main) {
            tracing::warn!("the remains of a compaction after a crash can't be removed: {error}");
        }
        let journal_path = files.journal.clone();
        with_journal(main, options, &context, Some(files), |main, is_new| {
            let builder = journal_builder();
            if is_new {
                if is_leftover(main, &journal_path, &context)? {
                    std::fs::remove_file(&journal_path).map_err(|error| context.io(error))?;
                }
                let journal = builder.create(&journal_path);
                sync_folder(&journal_path).map_err(|error| context.io(error))?;
                return journal.map_err(|error| context.database(error));
            }
            builder.open(&journal_path).map_err(|error| match error {
                DatabaseError::Storage(StorageError::Io(io))
                    if io.kind() == IoErrorKind::NotFound =>
                {
                    context.no_journal(&journal_path, "is missing")
                }
                error => context.database(error),
            })
        })
    }

    /// Opens the store in media of a test, or makes one where they are empty.
    pub(crate) fn open_media(
        main: impl Medium,
        journal: impl Medium,
        options: Options,
    ) -> Result<Self, Error> {
        caught(|| Self::open_backends(Backend(main), Backend(journal), options))
    }

    /// The same in the database's own media.
    pub(super) fn open_backends(
        main: impl StorageBackend,
        journal: impl StorageBackend,
        options: Options,
    ) -> Result<Self, Error> {
        let context = Context::Backend;
        let main = Builder::new()
            .set_cache_size(options.cache_bytes)
            .create_with_backend(main)
            .map_err(|error| context.database(error))?;
        prepare(&main, &context)?;
        with_journal(main, options, &context, None, |_, is_new| {
            if is_new {
                journal.set_len(0).map_err(|error| context.io(error))?;
            }
            let journal = journal_builder().create_with_backend(journal);
            journal.map_err(|error| context.database(error))
        })
    }
}

/// Makes a store of a main file and its journal. `open` opens the journal, or makes a new one if it is told so.
fn with_journal(
    main: Database,
    options: Options,
    context: &Context<'_>,
    files: Option<Files>,
    open: impl FnOnce(&Database, bool) -> Result<Database, Error>,
) -> Result<RedbStore, Error> {
    let named = journal_of(&main).map_err(|error| context.database_of(error))?;
    let failed = |error| context.database_of(error);
    let (journal, layers) = if let Some(named) = named {
        let journal = open(&main, false)?;
        let path = files.as_ref().map(|files| &*files.journal);
        let (found, is_chained) = found_in(&journal, named, path, context)?;
        if is_chained {
            Journal::resume(journal, found)
        } else {
            // It is from a version before the chain. All of it is written to the main file, which then counts as
            // closed.
            let layers = found.into_layers();
            write(&main, layers.upper(), Becomes::Closed).map_err(failed)?;
            let journal = new_journal(&main, journal).map_err(failed)?;
            (journal, Layers::default())
        }
    } else {
        let journal = open(&main, true)?;
        let journal = new_journal(&main, journal).map_err(failed)?;
        (journal, Layers::default())
    };
    let shared = StoreState::new(layers, main, files);
    shared.note_opened();
    let rests = rests(&shared)?;
    RedbStore::new(shared, |shared| {
        Writer::new(shared, options, journal, rests)
    })
}

/// The removed chains of which rows are left.
fn rests(shared: &StoreState) -> Result<Vec<u64>, Error> {
    let notes = Scan::page(Table::Counters, Some(Key::counters()), usize::MAX);
    let notes = Ask::Scan(Scan {
        keys_only: true,
        ..notes
    });
    let found = shared.read(|reading| reading.find(vec![notes]))?;
    let rows = found.into_iter().flat_map(Found::into_rows);
    // A damaged key is left as it is.
    Ok(rows.filter_map(|(key, _)| key.to_rest()).collect())
}

/// Makes a database the journal of a closed main file.
fn new_journal(main: &Database, journal: Database) -> Result<Journal, ::redb::Error> {
    let (_, identity) = uuid::Uuid::now_v7().as_u64_pair();
    let journal = Journal::create(journal, identity)?;
    let transaction = begin(main)?;
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert(JOURNAL, identity.to_le_bytes().as_slice())?;
        // A new journal counts from the beginning.
        meta.remove(APPLIED)?;
    }
    transaction.commit()?;
    Ok(journal)
}

/// The commits of a journal that its main file doesn't contain, and whether its rows are a chain.
pub(super) fn found_in(
    journal: &Database,
    named: Named,
    path: Option<&Path>,
    context: &Context<'_>,
) -> Result<(Unapplied, bool), Error> {
    let path = path.unwrap_or(Path::new("the journal's backend"));
    let about = Journal::about(journal).map_err(|error| context.database_of(error))?;
    let about = about.filter(|about| about.identity == named.identity);
    let about = about.ok_or_else(|| {
        context.no_journal(path, "belongs to another store, or to another moment of it")
    })?;
    let found = Journal::read(journal, about, named.applied);
    let found = found.map_err(|unfit| context.unfit_journal(path, unfit))?;
    Ok((found, about.is_chained))
}

/// Opens the main file, or makes one of an empty file.
fn open_main(
    path: &Path,
    builder: &Builder,
    context: &Context<'_>,
) -> Result<(Database, Files), Error> {
    let io = |error| context.io(error);
    let file = File::options().read(true).write(true).open(path);
    let file = file.map_err(io)?;
    let opened = file.metadata().map_err(io)?;
    let backend = FileBackend::new(file).map_err(|error| context.database(error))?;
    let main = builder
        .create_with_backend(backend)
        .map_err(|error| context.database(error))?;
    require_same(path, &opened, context)?;
    Ok((main, files_of(path).map_err(io)?))
}

/// Checks that the open file, which is locked by now, is still the one of this name. A runtime that was compacting it
/// may have replaced it and unlocked it in between.
pub(super) fn require_same(
    path: &Path,
    opened: &Metadata,
    context: &Context<'_>,
) -> Result<(), Error> {
    let named = FileId::at(path).map_err(|error| context.io(error))?;
    if named == FileId::of(opened) {
        return Ok(());
    }
    Err(context.in_use())
}

/// The main file's notes about its journal: the journal's number, and the last row of it that the main file contains.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    identity: u64,
    applied: Applied,
}

/// The main file's notes about its journal; none if it was closed.
pub(super) fn journal_of(main: &Database) -> Result<Option<Named>, ::redb::Error> {
    let meta = begin_read(main)?.open_table(META)?;
    let strange = |key| ::redb::Error::Corrupted(format!("`{key}` in `meta` can't be read"));
    let Some(identity) = meta.get(JOURNAL)? else {
        return Ok(None);
    };
    let identity = identity.value().try_into().map_err(|_| strange(JOURNAL))?;
    let applied = meta.get(APPLIED)?;
    let applied = Applied::of_bytes(applied.as_ref().map(AccessGuard::value));
    Ok(Some(Named {
        identity: u64::from_le_bytes(identity),
        applied: applied.ok_or_else(|| strange(APPLIED))?,
    }))
}

/// Makes an empty store beside `path` and then gives it that name, unless another file has taken it. A crash in between
/// leaves nothing that looks like a damaged store, and when several processes do it at once one store stays.
fn create(path: &Path, context: &Context<'_>) -> Result<(), Error> {
    // The target of a link may only be out of reach, such as on a disk that is not mounted.
    if std::fs::symlink_metadata(path).is_ok_and(|link| link.is_symlink()) {
        return Err(context.dangling_link(path));
    }
    let journal = with_suffix(path, JOURNAL_SUFFIX);
    if std::fs::symlink_metadata(&journal).is_ok() && std::fs::metadata(path).is_err() {
        // It holds commits that the missing file doesn't, and they would be lost.
        return Err(context.no_main(&journal));
    }
    let draft = DraftFile::new(path)?;
    let made = draft.write(0, |database| {
        initialize(database).map_err(|error| context.database_of(error))
    });
    match made.and_then(|database| draft.finish(database)) {
        // Another process made the store at the same time; it is as good.
        Err(error) if error.kind() == ErrorKind::FileExists => Ok(()),
        made => made,
    }
}

/// Makes an empty store beside an empty file, and replaces the file by it. A crash in between leaves the file empty. It is
/// locked meanwhile, so that no other process does the same, or makes it a database.
///
/// A file that can't be replaced, such as one that is mounted at its name, stays empty, and becomes a database as it is.
fn fill(path: &Path, context: &Context<'_>) -> Result<(), Error> {
    let io = |error| context.io(error);
    // The file is replaced, and not a link to it.
    let path = std::fs::canonicalize(path).map_err(io)?;
    let permissions = std::fs::metadata(&path).map_err(io)?.permissions();
    let Some(locked) = lock_empty(&path)? else {
        // Another process has made the store; it is as good.
        return Ok(());
    };
    let draft = DraftFile::new(&path)?;
    let database = draft.write(0, |database| {
        initialize(database).map_err(|error| context.database_of(error))
    })?;
    draft.replace_empty(database, permissions)?;
    drop(locked);
    Ok(())
}

/// Checks a file without changing it: opening a database for writing marks it.
fn probe(path: &Path, builder: &Builder) -> Result<(), Error> {
    let context = Context::File(path);
    match Beginning::of(path).map_err(|error| context.io(error))? {
        Beginning::Redb => {}
        Beginning::Nothing => return Err(context.unmade()),
        Beginning::Other => return Err(context.not_a_store("it is no redb database")),
    }
    let failed = |error| context.database_of(error);
    match builder.open_read_only(path) {
        Ok(database) => {
            let transaction = database.begin_read();
            let transaction = transaction.map_err(|error| context.database_of(error))?;
            check(&transaction, &context).map(drop)
        }
        // A foreign commit was cut short. It is repaired in memory.
        Err(DatabaseError::RepairAborted) => {
            let (database, _) = open_untouched(path, builder, Lock::Shared, &context)?;
            check(&begin_read(&database).map_err(failed)?, &context).map(drop)
        }
        Err(error) => Err(context.database(error)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    Store,
    /// A store of an earlier version of the format, which this program reads.
    Earlier(u32),
    /// A database without any table: it was about to become a store.
    Nothing,
}

/// Whether the database is a store that this program reads.
pub(super) fn check(
    transaction: &ReadTransaction,
    context: &Context<'_>,
) -> Result<FileFormat, Error> {
    let failed = |error: TableError| context.database_of(error);
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::TableDoesNotExist(_)) => {
            let mut tables = transaction
                .list_tables()
                .map_err(|error| context.database_of(error))?;
            return match tables.next() {
                None => Ok(FileFormat::Nothing),
                Some(_) => Err(context.not_a_store("it is a redb database of another program")),
            };
        }
        Err(TableError::Storage(error)) => return Err(failed(TableError::Storage(error))),
        Err(_) => return Err(context.not_a_store("it is a redb database of another program")),
    };
    let get = |key| {
        meta.get(key)
            .map(|value| value.map(|value| value.value().to_vec()))
            .map_err(|error| context.database_of(error))
    };
    if get("format")?.as_deref() != Some(FORMAT) {
        return Err(context.not_a_store("it is a redb database of another program"));
    }
    let version = get("version")?
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_le_bytes);
    match version {
        Some(FORMAT_VERSION) => Ok(FileFormat::Store),
        Some(version @ FORMAT_VERSION_OLDEST..FORMAT_VERSION) => Ok(FileFormat::Earlier(version)),
        _ => Err(context.version(version)),
    }
}

/// Checks the database, makes the tables in a new one, and migrates one of an earlier format, in one commit that also
/// notes the new format. Rows are read in their old format, and written in the new one when they change.
pub(super) fn prepare(database: &Database, context: &Context<'_>) -> Result<FileFormat, Error> {
    let transaction = database
        .begin_read()
        .map_err(|error| context.database_of(error))?;
    let found = check(&transaction, context)?;
    if found == FileFormat::Store {
        return Ok(found);
    }
    if let FileFormat::Earlier(version) = found {
        tracing::info!(
            "{} is migrated from version {version} of the format to version {FORMAT_VERSION}",
            context.name()
        );
    }
    transaction
        .close()
        .map_err(|error| context.database_of(error))?;
    initialize(database).map_err(|error| context.database_of(error))?;
    Ok(found)
}

fn initialize(database: &Database) -> Result<(), ::redb::Error> {
    let transaction = begin(database)?;
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert("format", FORMAT)?;
        meta.insert("version", FORMAT_VERSION.to_le_bytes().as_slice())?;
        for table in Table::ALL {
            transaction.open_table(definition(table))?;
        }
    }
    transaction.commit()?;
    Ok(())
}
