//! How a store's files are found, made and checked. A file that isn't a store of this format is left
//! byte for byte as it is; a store that is being made appears whole or not at all.

use std::fs::{File, Metadata};
use std::io::{ErrorKind as IoErrorKind, Read};
use std::path::{Path, PathBuf};

use ::redb::{
    Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase, StorageBackend,
    StorageError, TableError, backends::FileBackend,
};

use super::super::Options;
use super::super::journal::Journal;
use super::super::key::Table;
use super::super::layer::Layers;
use super::copy::remove_left;
use super::writer::{APPLIED, JOURNAL, Writer, begin};
use super::{Files, META, RedbStore, Shared, definition};
use crate::error::{Error, ErrorKind};

/// The version of the format that this program writes.
pub(crate) const FORMAT_VERSION: u32 = 4;

/// The oldest version that it reads.
const FORMAT_VERSION_OLDEST: u32 = 2;

/// What `meta` holds under `format`, by which a store is known from any other redb file.
const FORMAT: &[u8] = b"durable-runtime store";

/// How every redb file begins.
const REDB_MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

/// What is added to the name of a store's file to get that of its journal.
const JOURNAL_SUFFIX: &str = "-journal";

/// How much of the journal is kept in memory: what was written last, which is what is written next to.
const JOURNAL_CACHE_BYTES: usize = 4 * 1024 * 1024;

impl RedbStore {
    /// Opens the store in `path`, or makes one where there is no file or an empty one.
    pub(crate) fn open(path: &Path, options: Options) -> Result<Self, Error> {
        let context = Context::File(path);
        let mut builder = Builder::new();
        builder.set_cache_size(options.cache_bytes);
        // Commits are made so that this is not needed; a foreign program's may have been cut short.
        builder.set_repair_callback(|repair| {
            tracing::warn!(
                "the store is being repaired: {:.0} %",
                repair.progress() * 100.0
            );
        });
        match std::fs::metadata(path) {
            Err(error) if error.kind() == IoErrorKind::NotFound => {
                // It holds what the file that is gone doesn't, and would be lost.
                let journal = with_suffix(path, JOURNAL_SUFFIX);
                if journal.exists() {
                    return Err(context.no_main(&journal));
                }
                create(path, &builder)?;
            }
            Err(error) => return Err(context.io(error)),
            Ok(file) if file.is_dir() => return Err(context.not_a_store("it is a directory")),
            Ok(file) if file.len() > 0 => probe(path, &builder)?,
            Ok(_) => {}
        }
        let (main, files) = open_main(path, &builder, &context)?;
        prepare(&main, &context)?;
        if let Err(error) = remove_left(&files.main) {
            tracing::warn!("what a crash left of a compaction stays: {error}");
        }
        let journal_path = files.journal.clone();
        with_journal(main, options, &context, Some(files), |is_new| {
            let builder = journal_builder();
            if is_new {
                match std::fs::remove_file(&journal_path) {
                    Err(error) if error.kind() != IoErrorKind::NotFound => {
                        return Err(context.io(error));
                    }
                    _ => {}
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

    /// Opens the store in bare media, or makes one where they are empty.
    pub(crate) fn open_backends(
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
        with_journal(main, options, &context, None, |is_new| {
            if is_new {
                journal.set_len(0).map_err(|error| context.io(error))?;
            }
            let journal = journal_builder().create_with_backend(journal);
            journal.map_err(|error| context.database(error))
        })
    }
}

pub(super) fn journal_builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(JOURNAL_CACHE_BYTES);
    builder
}

/// Makes a store of a main file and its journal, which `open` opens, or makes anew when it is told so.
fn with_journal(
    main: Database,
    options: Options,
    context: &Context<'_>,
    files: Option<Files>,
    open: impl FnOnce(bool) -> Result<Database, Error>,
) -> Result<RedbStore, Error> {
    let (identity, applied) = journal_of(&main).map_err(|error| context.database_of(error))?;
    let mut layers = Layers::default();
    let journal = if let Some(identity) = identity {
        let journal = open(false)?;
        let journal_path = files.as_ref().map(|files| &*files.journal);
        let (journal, found) = resume(journal, identity, applied, journal_path, context)?;
        layers = found;
        journal
    } else {
        let (_, identity) = uuid::Uuid::now_v7().as_u64_pair();
        let journal = open(true)?;
        let journal = Journal::create(journal, identity).and_then(|journal| {
            let transaction = begin(&main)?;
            {
                let mut meta = transaction.open_table(META)?;
                meta.insert(JOURNAL, identity.to_le_bytes().as_slice())?;
                // A new journal counts anew.
                meta.remove(APPLIED)?;
            }
            transaction.commit()?;
            Ok(journal)
        });
        journal.map_err(|error| context.database_of(error))?
    };
    let shared = Shared::new(layers, main, files);
    RedbStore::new(shared, |shared| Writer::new(shared, options, journal))
}

/// Goes on with the journal of a main file: what it holds from after the commit `applied`.
pub(super) fn resume(
    journal: Database,
    identity: u64,
    applied: Option<u64>,
    path: Option<&Path>,
    context: &Context<'_>,
) -> Result<(Journal, Layers), Error> {
    let failed = |error| context.database_of(error);
    if Journal::identity(&journal).map_err(failed)? != Some(identity) {
        let path = path.unwrap_or(Path::new(""));
        return Err(context.no_journal(path, "belongs to another store"));
    }
    let resumed = Journal::resume(journal, applied.unwrap_or_default());
    let (journal, found) = resumed.map_err(failed)?;
    let mut layers = Layers::default();
    for batch in found.batches {
        layers.apply(batch);
    }
    Ok((journal, layers))
}

/// Opens the main file, or makes one of an empty file.
fn open_main(
    path: &Path,
    builder: &Builder,
    context: &Context<'_>,
) -> Result<(Database, Files), Error> {
    let io = |error| context.io(error);
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    let file = file.map_err(io)?;
    let opened = file.metadata().map_err(io)?;
    let backend = FileBackend::new(file).map_err(|error| context.database(error))?;
    let main = builder
        .create_with_backend(backend)
        .map_err(|error| context.database(error))?;
    require_same(path, &opened, context)?;
    Ok((main, files_of(path).map_err(io)?))
}

pub(super) fn files_of(path: &Path) -> std::io::Result<Files> {
    // By whatever link it is opened, its journal lies beside it.
    let main = std::fs::canonicalize(path)?;
    let journal = with_suffix(&main, JOURNAL_SUFFIX);
    Ok(Files { main, journal })
}

/// Whether the file that was opened, and is locked by now, is still the one of this name. A runtime that was
/// compacting it may have replaced it and let go of it in between.
pub(super) fn require_same(
    path: &Path,
    opened: &Metadata,
    context: &Context<'_>,
) -> Result<(), Error> {
    let named = std::fs::metadata(path).map_err(|error| context.io(error))?;
    #[cfg(unix)]
    let is_same = {
        use std::os::unix::fs::MetadataExt;
        (named.dev(), named.ino()) == (opened.dev(), opened.ino())
    };
    // Elsewhere a file can't be told from another one, and an open one mostly not be replaced.
    #[cfg(not(unix))]
    let is_same = named.created().ok() == opened.created().ok();
    if is_same {
        return Ok(());
    }
    Err(context.in_use())
}

/// By which number the main file knows its journal, and the last commit that has reached it from there.
pub(super) fn journal_of(main: &Database) -> Result<(Option<u64>, Option<u64>), ::redb::Error> {
    let transaction = main.begin_read()?;
    let meta = transaction.open_table(META)?;
    let number = |key| -> Result<Option<u64>, ::redb::Error> {
        let value = meta.get(key)?;
        Ok(value.and_then(|value| value.value().try_into().ok().map(u64::from_le_bytes)))
    };
    Ok((number(JOURNAL)?, number(APPLIED)?))
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes an empty store beside `path` and then gives it that name, so that a crash in between leaves
/// nothing that looks like a damaged store.
fn create(path: &Path, builder: &Builder) -> Result<(), Error> {
    let draft = with_suffix(path, ".new");
    let context = Context::File(path);
    if begins_as_redb(&draft).is_ok_and(|redb| !redb) {
        // What a crash left of an earlier try.
        std::fs::remove_file(&draft).map_err(|error| context.io(error))?;
    }
    let database = builder
        .create(&draft)
        .map_err(|error| context.database(error))?;
    prepare(&database, &context)?;
    database.close().map_err(|error| context.database(error))?;
    match std::fs::rename(&draft, path) {
        Ok(()) => sync_folder(path).map_err(|error| context.io(error)),
        // Somebody else made the store at the same time; theirs is as good.
        Err(error) if error.kind() == IoErrorKind::NotFound => Ok(()),
        Err(error) => Err(context.io(error)),
    }
}

/// Makes the file's name durable. Only Unix has a way to ask for it.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

pub(super) fn begins_as_redb(path: &Path) -> std::io::Result<bool> {
    let mut magic = [0; REDB_MAGIC.len()];
    match File::open(path)?.read_exact(&mut magic) {
        Ok(()) => Ok(magic == REDB_MAGIC),
        Err(error) if error.kind() == IoErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Looks at a file without changing it: opening a database for writing marks it.
fn probe(path: &Path, builder: &Builder) -> Result<(), Error> {
    let context = Context::File(path);
    if !begins_as_redb(path).map_err(|error| context.io(error))? {
        return Err(context.not_a_store("it is no redb database"));
    }
    match builder.open_read_only(path) {
        Ok(database) => {
            let transaction = database
                .begin_read()
                .map_err(|error| context.database_of(error))?;
            check(&transaction, &context).map(|_| ())
        }
        // A commit that was not ours was cut short. What the file is, is seen after its repair.
        Err(DatabaseError::RepairAborted) => Ok(()),
        Err(error) => Err(context.database(error)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Store,
    /// A store of an earlier version of the format, which this program reads.
    Earlier(u32),
    /// A database without any table: one that was about to become a store.
    Nothing,
}

/// Whether the database is a store that this program reads.
pub(super) fn check(transaction: &ReadTransaction, context: &Context<'_>) -> Result<Found, Error> {
    let failed = |error: TableError| context.database_of(error);
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::TableDoesNotExist(_)) => {
            let mut tables = transaction
                .list_tables()
                .map_err(|error| context.database_of(error))?;
            return match tables.next() {
                None => Ok(Found::Nothing),
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
        Some(FORMAT_VERSION) => Ok(Found::Store),
        Some(version @ FORMAT_VERSION_OLDEST..FORMAT_VERSION) => Ok(Found::Earlier(version)),
        _ => Err(context.version(version)),
    }
}

/// Checks the database, makes the tables in one that is new, and migrates one of an earlier format: in one commit, which
/// says that it is of this one. Its rows are read as they are, and written in this format when they change.
pub(super) fn prepare(database: &Database, context: &Context<'_>) -> Result<Found, Error> {
    let transaction = database
        .begin_read()
        .map_err(|error| context.database_of(error))?;
    let found = check(&transaction, context)?;
    if found == Found::Store {
        return Ok(found);
    }
    if let Found::Earlier(version) = found {
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

/// What is being opened, for messages.
pub(super) enum Context<'a> {
    File(&'a Path),
    Backend,
}

impl Context<'_> {
    fn name(&self) -> String {
        match self {
            Self::File(path) => format!("`{}`", path.display()),
            Self::Backend => "the store's backend".to_owned(),
        }
    }

    pub(super) fn io(&self, error: std::io::Error) -> Error {
        Error::new(
            ErrorKind::Store,
            format!("{} can't be opened: {error}", self.name()),
        )
        .with_source(error)
    }

    pub(super) fn not_a_store(&self, reason: &str) -> Error {
        Error::new(
            ErrorKind::NotAStore,
            format!(
                "{} is not a store of durable-runtime: {reason}; it was left as it is, so choose another path",
                self.name()
            ),
        )
    }

    fn no_main(&self, journal: &Path) -> Error {
        Error::new(
            ErrorKind::Store,
            format!(
                "{} is not there, but the journal of a store of that name is, `{}`: put the store back, or, to make a new one, move the journal away",
                self.name(),
                journal.display()
            ),
        )
    }

    pub(super) fn no_journal(&self, journal: &Path, reason: &str) -> Error {
        Error::new(
            ErrorKind::Store,
            format!(
                "{} was not closed, and its journal `{}`, which holds what was committed last, {reason}; put the journal back that it was used with",
                self.name(),
                journal.display()
            ),
        )
    }

    fn version(&self, version: Option<u32>) -> Error {
        let version = version.map_or("an unknown version".to_owned(), |version| {
            format!("version {version}")
        });
        Error::new(
            ErrorKind::StoreVersion,
            format!(
                "{} is a store of {version} of the format, and this program reads versions {FORMAT_VERSION_OLDEST} to {FORMAT_VERSION}; it was left as it is, so open it with the program that wrote it",
                self.name()
            ),
        )
    }

    fn in_use(&self) -> Error {
        Error::new(
            ErrorKind::StoreInUse,
            format!(
                "{} is open in another runtime, of this process or of another one; shut that down first",
                self.name()
            ),
        )
    }

    pub(super) fn database(&self, error: DatabaseError) -> Error {
        match error {
            DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
                self.in_use().with_source(error)
            }
            DatabaseError::UpgradeRequired(_) => {
                Error::new(ErrorKind::StoreVersion, format!("{}: {error}", self.name()))
                    .with_source(error)
            }
            DatabaseError::Storage(StorageError::Io(error)) => self.io(error),
            error => self.database_of(error),
        }
    }

    pub(super) fn database_of(&self, error: impl Into<::redb::Error>) -> Error {
        let error = error.into();
        Error::new(
            ErrorKind::Store,
            format!("{} can't be opened: {error}", self.name()),
        )
        .with_source(error)
    }
}
