//! [`Context`]: the file that is being opened, for error messages.

use std::path::Path;

use ::redb::{DatabaseError, StorageError};

use super::journal::Unfit;
use super::main_file::{FORMAT_VERSION, FORMAT_VERSION_OLDEST};
use crate::model::error::{Error, ErrorKind};

/// The file that is being opened, for error messages.
pub(super) enum Context<'a> {
    File(&'a Path),
    Backend,
}

impl Context<'_> {
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => format!("`{}`", path.display()),
            Self::Backend => "the store's backend".to_owned(),
        }
    }

    pub(super) fn io(&self, error: std::io::Error) -> Error {
        Error::new(
            ErrorKind::Unavailable,
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

    pub(super) fn unmade(&self) -> Error {
        Error::new(
            ErrorKind::NotAStore,
            format!(
                "{} is not a store of durable-runtime: it begins with zeros, like a file that was about to become a store when its process died; it was left as it is: if it was new, empty it (`truncate -s 0 FILE`) or remove it, and open the path again; otherwise put a backup in its place",
                self.name()
            ),
        )
    }

    pub(super) fn no_path() -> Error {
        Error::new(
            ErrorKind::NotAStore,
            "the path is empty: give that of a file, such as `app.redb`",
        )
    }

    pub(super) fn directory(&self, path: &Path) -> Error {
        Error::new(
            ErrorKind::NotAStore,
            format!(
                "{} is a directory: give the path of a file in it, such as `{}`",
                self.name(),
                path.join("app.redb").display()
            ),
        )
    }

    pub(super) fn dangling_link(&self, link: &Path) -> Error {
        let target = std::fs::read_link(link).unwrap_or_default();
        Error::new(
            ErrorKind::Unavailable,
            format!(
                "{} is a link to `{}`, which is not there: put the store back there, or remove the link to make a new one",
                self.name(),
                target.display()
            ),
        )
    }

    pub(super) fn no_main(&self, journal: &Path) -> Error {
        Error::new(
            ErrorKind::Unavailable,
            format!(
                "{} is not there, but the journal of a store of that name is, `{}`: put the store back, or, to make a new one, move the journal away",
                self.name(),
                journal.display()
            ),
        )
    }

    pub(super) fn no_journal(&self, journal: &Path, reason: &str) -> Error {
        Error::new(
            ErrorKind::Unavailable,
            format!(
                "{} was not closed, and its journal `{}`, which holds the last commits, {reason}; put the journal back that it was used with, or a backup in the place of both",
                self.name(),
                journal.display()
            ),
        )
    }

    pub(super) fn unfit_journal(&self, journal: &Path, unfit: Unfit) -> Error {
        let what = match unfit {
            Unfit::Unreadable(error) => return self.database_of(error),
            Unfit::Older => {
                "is older than the store: it ends before the last commit that the store holds"
            }
            Unfit::Newer => {
                "is newer than the store: commits that came before it are in neither of them"
            }
            Unfit::Diverged => {
                "doesn't continue the store: one of them was used without the other, or is damaged"
            }
            Unfit::Damaged(row) => return self.damaged_journal(journal, row),
        };
        self.no_journal(journal, what)
    }

    fn damaged_journal(&self, journal: &Path, row: u64) -> Error {
        Error::new(
            ErrorKind::Corrupt,
            format!(
                "the journal of {}, `{}`, is damaged: its row {row} is not what was written; put a backup of the store in its place, and move the journal away",
                self.name(),
                journal.display()
            ),
        )
    }

    /// The error for a journal beside a closed store that holds commits which the store doesn't hold.
    pub(super) fn journal_of_another_moment(&self, journal: &Path) -> Error {
        Error::new(
            ErrorKind::Corrupt,
            format!(
                "beside {} is a journal, `{}`, with commits that the store doesn't hold: the two are from different moments. Put the main file back that the journal was used with; or, to continue without those commits, move the journal away",
                self.name(),
                journal.display()
            ),
        )
    }

    pub(super) fn no_journal_at_all(&self, journal: &Path) -> Error {
        Error::new(
            ErrorKind::FileExists,
            format!(
                "{} needs the name `{}` for its journal, and there is something else; it was left as it was, so move it away",
                self.name(),
                journal.display()
            ),
        )
    }

    pub(super) fn version(&self, version: Option<u32>) -> Error {
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

    pub(super) fn in_use(&self) -> Error {
        Error::new(
            ErrorKind::StoreInUse,
            format!(
                "{} is open in another runtime, of this process or of another one; shut that down first, or wait for it by `Builder::wait_for_lock`",
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
            super::errors::kind_of(&error),
            format!("{} can't be opened: {error}", self.name()),
        )
        .with_source(error)
    }
}
