//! The interface of stores: [`Store`]. Read requests are in [`ask`], the writes of a commit in [`batch`], the keys and
//! the values in [`key`] and [`rows`], and typed reads in [`reads`]. The embedded default is in [`redb`]. No type of a
//! database leaves this folder.

pub(crate) mod ask;
pub(crate) mod batch;
pub(crate) mod chain;
#[cfg(test)]
pub(crate) mod contract;
pub(crate) mod key;
mod layer;
pub(crate) mod maintenance;
#[cfg(test)]
pub(crate) mod memory;
pub(crate) mod reads;
pub(crate) mod redb;
pub(crate) mod rows;

use std::pin::Pin;

use self::ask::{Ask, Found};
use self::batch::Batch;
use self::maintenance::Maintenance;
use crate::model::error::Error;

/// A call to a store. It may take a while: the store may be on another machine.
pub(crate) type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// The settings of a store.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// The number of bytes of the files that are cached in memory.
    pub(crate) cache_bytes: usize,
    /// The number of bytes of commits that are written to the main file at once. Up to three times as much memory is
    /// used, and more while that file is compacted.
    pub(crate) layer_bytes: usize,
    /// The size up to which a main file is compacted only on request.
    pub(crate) compact_bytes_min: u64,
    /// The number of rows of removed chains that a commit removes at most. The others are removed by later ones.
    pub(crate) chain_rows_max: usize,
    /// The largest row of the journal in bytes, unless a single change is larger.
    pub(crate) journal_row_bytes_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 64 * 1024 * 1024,
            layer_bytes: 4 * 1024 * 1024,
            // Below it there is less to gain than reading and writing all rows costs.
            compact_bytes_min: 64 * 1024 * 1024,
            // They take some milliseconds, for which other commits wait.
            chain_rows_max: 4 * 1024,
            // redb allows 3 GiB, and needs room for a row in one piece.
            journal_row_bytes_max: 16 * 1024 * 1024,
        }
    }
}

/// A place for rows: bytes, each under a [`Key`](key::Key). It doesn't know their meaning.
///
/// Reads see the last commit: every commit that was answered before is visible.
pub(crate) trait Store: Send + Sync + 'static {
    /// Answers all asks, in their order, as of one moment.
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>>;

    /// Writes all of the batch, or nothing of it, and returns when it is durable.
    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()>;

    /// Closes the store. `tidy` leaves it in a form that can be moved or copied; otherwise it stays as it is. Later
    /// calls are errors. It begins with the call, whether its end is awaited or not.
    fn close(&self, tidy: bool) -> StoreFuture<'static, ()>;

    /// The maintenance of the store, if it has any.
    fn maintenance(&self) -> Option<&dyn Maintenance> {
        None
    }
}
