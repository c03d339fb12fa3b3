//! [`Maintenance`]: the maintenance of a whole store, on request.

use std::path::PathBuf;

use super::StoreFuture;
use crate::model::error::{Error, ErrorKind};
use crate::model::reports::{Compaction, Statistics, Verification};

/// The maintenance of a store in files.
pub(crate) trait Maintenance: Send + Sync {
    /// Writes all committed rows to a new store in this file, while commits continue.
    fn backup(&self, to: PathBuf) -> StoreFuture<'static, ()>;

    /// Rewrites the main file without its free space, while commits continue.
    fn compact(&self) -> StoreFuture<'static, Compaction>;

    /// Counts the rows, as of one moment, while commits continue.
    fn statistics(&self) -> StoreFuture<'static, Statistics>;

    /// Checks every row, as of one moment, while commits continue. In a read-only store it also checks the pages that
    /// hold the rows.
    fn verify(&self) -> StoreFuture<'static, Verification>;
}

/// The error of a store without maintenance.
pub(crate) fn unsupported() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "this store does not support backup, compaction, verification or statistics",
    )
}
