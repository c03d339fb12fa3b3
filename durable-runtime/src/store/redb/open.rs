//! How a store's file is found, made and checked. A file that isn't a store of this format is left
//! byte for byte as it is; a store that is being made appears whole or not at all.

use std::fs::File;
use std::io::{ErrorKind as IoErrorKind, Read};
use std::path::{Path, PathBuf};

use ::redb::{
    Builder, Database, DatabaseError, Durability, ReadTransaction, ReadableDatabase,
    StorageBackend, StorageError, TableError,
};

use super::{
    ACTIVITIES, BLOCKED, HISTORY, INBOX, INPUTS, INSTANCES, META, OUTCOMES, RedbStore, TIMERS,
};
use crate::error::{Error, ErrorKind};

/// The version of the format that this program writes and reads.
pub(crate) const FORMAT_VERSION: u32 = 1;

/// What `meta` holds under `format`, by which a store is known from any other redb file.
const FORMAT: &[u8] = b"durable-runtime store";

/// How every redb file begins.
const REDB_MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

impl RedbStore {
    /// Opens the store in `path`, or makes one where there is no file or an empty one.
    pub(crate) fn open(path: &Path, cache_bytes: usize) -> Result<Self, Error> {
        let context = Context::File(path);
        let mut builder = Builder::new();
        builder.set_cache_size(cache_bytes);
        // Commits are made so that this is not needed; a foreign program's may have been cut short.
        builder.set_repair_callback(|repair| {
            tracing::warn!(
                "the store is being repaired: {:.0} %",
                repair.progress() * 100.0
            );
        });
        match std::fs::metadata(path) {
            Err(error) if error.kind() == IoErrorKind::NotFound => create(path, &builder)?,
            Err(error) => return Err(context.io(error)),
            Ok(file) if file.is_dir() => return Err(context.not_a_store("it is a directory")),
            Ok(file) if file.len() > 0 => probe(path, &builder)?,
            Ok(_) => {}
        }
        let database = builder
            .create(path)
            .map_err(|error| context.database(error))?;
        prepare(&database, &context)?;
        Ok(Self::new(database))
    }

    /// Opens the store in `backend`, for tests that make the medium fail.
    pub(crate) fn open_backend(
        backend: impl StorageBackend,
        cache_bytes: usize,
    ) -> Result<Self, Error> {
        let context = Context::Backend;
        let database = Builder::new()
            .set_cache_size(cache_bytes)
            .create_with_backend(backend)
            .map_err(|error| context.database(error))?;
        prepare(&database, &context)?;
        Ok(Self::new(database))
    }
}

/// Makes an empty store beside `path` and then gives it that name, so that a crash in between leaves
/// nothing that looks like a damaged store.
fn create(path: &Path, builder: &Builder) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let draft = PathBuf::from(name);
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
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn begins_as_redb(path: &Path) -> std::io::Result<bool> {
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
enum Found {
    Store,
    /// A database without any table: one that was about to become a store.
    Nothing,
}

/// Whether the database is a store that this program reads.
fn check(transaction: &ReadTransaction, context: &Context<'_>) -> Result<Found, Error> {
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
    if version != Some(FORMAT_VERSION) {
        return Err(context.version(version));
    }
    Ok(Found::Store)
}

/// Checks the database, and makes the tables in one that is new.
fn prepare(database: &Database, context: &Context<'_>) -> Result<(), Error> {
    let transaction = database
        .begin_read()
        .map_err(|error| context.database_of(error))?;
    if check(&transaction, context)? == Found::Store {
        return Ok(());
    }
    transaction
        .close()
        .map_err(|error| context.database_of(error))?;
    initialize(database).map_err(|error| context.database_of(error))
}

fn initialize(database: &Database) -> Result<(), ::redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_quick_repair(true);
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert("format", FORMAT)?;
        meta.insert("version", FORMAT_VERSION.to_le_bytes().as_slice())?;
        for table in [INSTANCES, INPUTS, BLOCKED] {
            transaction.open_table(table)?;
        }
        for table in [ACTIVITIES, INBOX, OUTCOMES] {
            transaction.open_table(table)?;
        }
        transaction.open_table(TIMERS)?;
        transaction.open_table(HISTORY)?;
    }
    transaction.commit()?;
    Ok(())
}

/// What is being opened, for messages.
enum Context<'a> {
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

    fn io(&self, error: std::io::Error) -> Error {
        Error::new(
            ErrorKind::Store,
            format!("{} can't be opened: {error}", self.name()),
        )
        .with_source(error)
    }

    fn not_a_store(&self, reason: &str) -> Error {
        Error::new(
            ErrorKind::NotAStore,
            format!(
                "{} is not a store of durable-runtime: {reason}; it was left as it is, so choose another path",
                self.name()
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
                "{} is a store of {version} of the format, and this program reads version {FORMAT_VERSION}; it was left as it is, so open it with the program that wrote it",
                self.name()
            ),
        )
    }

    fn database(&self, error: DatabaseError) -> Error {
        match error {
            DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => Error::new(
                ErrorKind::StoreInUse,
                format!(
                    "{} is open in another runtime, of this process or of another one; shut that down first",
                    self.name()
                ),
            )
            .with_source(error),
            DatabaseError::UpgradeRequired(_) => {
                Error::new(ErrorKind::StoreVersion, format!("{}: {error}", self.name()))
                    .with_source(error)
            }
            DatabaseError::Storage(StorageError::Io(error)) => self.io(error),
            error => self.database_of(error),
        }
    }

    fn database_of(&self, error: impl Into<::redb::Error>) -> Error {
        let error = error.into();
        Error::new(
            ErrorKind::Store,
            format!("{} can't be opened: {error}", self.name()),
        )
        .with_source(error)
    }
}
