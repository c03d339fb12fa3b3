//! What is said when the files of a store can't be read or written.

use std::path::Path;

use crate::model::error::{Error, ErrorKind};

pub(super) fn closed() -> Error {
    Error::stopped(None)
}

pub(super) fn moved_away(path: &Path, is_other: bool) -> Error {
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

pub(super) fn unreadable(error: ::redb::Error) -> Error {
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

pub(super) fn unwritable(error: ::redb::Error) -> Error {
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

pub(super) fn io(path: &Path, error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Store,
        format!("`{}` can't be written: {error}", path.display()),
    )
    .with_source(error)
}
