//! [`RowsRead`]: rows of the main file as a plain iterator, which an error ends.

use std::cell::Cell;

use ::redb::StorageError;

/// The reads of an iterator of rows. An error ends the rows, and is kept here until [`RowsRead::check`].
#[derive(Default)]
pub(super) struct RowsRead(Cell<Option<StorageError>>);

impl RowsRead {
    /// The rows up to the first error.
    pub(super) fn up_to_error<T>(
        &self,
        rows: impl Iterator<Item = Result<T, StorageError>>,
    ) -> impl Iterator<Item = T> {
        rows.map_while(|row| row.map_err(|error| self.0.set(Some(error))).ok())
    }

    /// The error by which the rows have ended, if one did.
    pub(super) fn check(&self) -> Result<(), ::redb::Error> {
        match self.0.take() {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }
}
