//! What can be done for a store as a whole, at a person's wish: [`Care`].

use std::path::PathBuf;

use super::Call;
use crate::model::error::{Error, ErrorKind};
use crate::model::reports::{Compaction, Statistics, Verification};

/// What a store that is kept in files offers besides rows.
pub(crate) trait Care: Send + Sync {
    /// Writes all that was committed to a new store in this file, while commits go on.
    fn backup(&self, to: PathBuf) -> Call<'static, ()>;

    /// Writes the main file anew, without what is free in it, while commits go on.
    fn compact(&self) -> Call<'static, Compaction>;

    /// Counts what there is, as of one moment, while commits go on.
    fn statistics(&self) -> Call<'static, Statistics>;

    /// Looks at every row, as of one moment, while commits go on; and, of a store that is only looked at, at the
    /// pages that hold them.
    fn verify(&self) -> Call<'static, Verification>;
}

/// The error of a store that nothing can be done for as a whole.
pub(crate) fn unsupported() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "this store does not support backup, compaction, verification or statistics",
    )
}
