//! What the engine asks of a store: [`Store`]. What is read at a time is in [`ask`], what one commit writes in [`batch`].
//! How the keys and the values look is in [`key`] and [`rows`], and [`reads`] asks in those words. The embedded default
//! is in [`redb`]. No type of a database leaves this folder.

pub(crate) mod ask;
pub(crate) mod batch;
pub(crate) mod care;
pub(crate) mod chain;
#[cfg(test)]
pub(crate) mod contract;
pub(crate) mod key;
mod layer;
#[cfg(test)]
pub(crate) mod memory;
pub(crate) mod reads;
pub(crate) mod redb;
pub(crate) mod rows;

use std::pin::Pin;

use self::ask::{Ask, Found};
use self::batch::Batch;
use self::care::Care;
use crate::model::error::Error;

/// A call to a store. It may take its time: the store may be on another machine.
pub(crate) type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// How a store works.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How much of the files to keep in memory.
    pub(crate) cache_bytes: usize,
    /// How much is committed before it is written to the main file. Of up to three times as much the memory is
    /// needed; while that file is compacted, of more.
    pub(crate) layer_bytes: usize,
    /// A main file that is no larger is not compacted unless that is asked for.
    pub(crate) compact_bytes_min: u64,
    /// How many bytes of a commit are one row of the journal at most, unless a single change has more.
    pub(crate) journal_row_bytes_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 64 * 1024 * 1024,
            layer_bytes: 4 * 1024 * 1024,
            // What there is to gain below it is not worth reading and writing all rows for.
            compact_bytes_min: 64 * 1024 * 1024,
            // redb takes 3 GiB, and needs room for a row in one piece.
            journal_row_bytes_max: 16 * 1024 * 1024,
        }
    }
}

/// A place where rows are kept: bytes, each under a [`Key`](key::Key). It doesn't know what they mean.
///
/// What is read is what was committed last: a commit that was answered before is seen.
pub(crate) trait Store: Send + Sync + 'static {
    /// Answers all that is asked, in that order, as of one moment.
    fn read(&self, asks: Vec<Ask>) -> Call<'_, Vec<Found>>;

    /// Writes all of the batch, or nothing of it, and returns when it is durable.
    fn commit(&self, batch: Batch) -> Call<'static, ()>;

    /// Lets go of the store, and when `tidy` leaves it such that it can be moved or copied; otherwise as it
    /// is. Whatever is asked afterwards is an error. It begins when this is called, whether or not anybody waits
    /// for its end.
    fn close(&self, tidy: bool) -> Call<'static, ()>;

    /// What can be done for the store as a whole, if it is one that can be taken care of.
    fn care(&self) -> Option<&dyn Care> {
        None
    }
}
