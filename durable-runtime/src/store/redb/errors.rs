//! Errors of reading and writing the files of a store.

use std::path::Path;

use crate::model::error::{Error, ErrorKind};

pub(super) fn closed() -> Error {
    Error::stopped(None)
}

/// The kind of an error of redb.
pub(super) fn kind_of(error: &::redb::Error) -> ErrorKind {
    use ::redb::Error as Redb;
    use std::io::ErrorKind as Io;

    let is_unavailable = match error {
        // A file that ends before its declared content is damaged.
        Redb::Io(error) => !matches!(error.kind(), Io::UnexpectedEof | Io::InvalidData),
        Redb::PreviousIo
        | Redb::DatabaseAlreadyOpen
        | Redb::DatabaseClosed
        | Redb::LockProtocolMismatch
        | Redb::LockPoisoned(_)
        | Redb::TransactionInProgress
        | Redb::TransactionPoisoned
        | Redb::Backend(_)
        | Redb::ValueTooLarge(_) => true,
        // Every other error means that a table isn't one of this runtime's.
        _ => false,
    };
    if is_unavailable {
        ErrorKind::Unavailable
    } else {
        ErrorKind::Corrupt
    }
}

pub(super) fn moved_away(path: &Path, is_other: bool) -> Error {
    let what = if is_other {
        "is another file than the one that was opened"
    } else {
        "was removed or moved away while the store was open"
    };
    Error::new(
        ErrorKind::Unavailable,
        format!(
            "`{}` {what}: put it back under its name before the store is opened again, together with the file beside it, which was left as it is",
            path.display()
        ),
    )
}

pub(super) fn unreadable(error: ::redb::Error) -> Error {
    if matches!(error, ::redb::Error::DatabaseClosed) {
        return closed();
    }
    let kind = kind_of(&error);
    let advice = match kind {
        ErrorKind::Corrupt => {
            "; the file is damaged: put a backup in its place, or find the damage with `Inspector::verify`"
        }
        _ => "",
    };
    Error::new(kind, format!("reading the store failed: {error}{advice}")).with_source(error)
}

pub(super) fn unwritable(error: ::redb::Error) -> Error {
    let advice = match &error {
        ::redb::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => {
            "; make room on the disk and open the store again"
        }
        _ => "; open the store again once the cause is gone",
    };
    Error::new(
        kind_of(&error),
        format!("writing the store failed: {error}{advice}"),
    )
    .with_source(error)
}

pub(super) fn io(path: &Path, error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Unavailable,
        format!("`{}` can't be written: {error}", path.display()),
    )
    .with_source(error)
}
