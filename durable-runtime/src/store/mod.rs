//! What the engine asks of a store: [`Store`]. What one commit writes is in [`batch`], how the keys and the values look
//! in [`key`] and [`rows`]; the embedded default is in [`redb`]. No type of a database leaves this folder.

pub(crate) mod batch;
pub(crate) mod care;
mod journal;
pub(crate) mod key;
mod layer;
pub(crate) mod redb;
pub(crate) mod rows;

use std::pin::Pin;

use self::batch::Batch;
use self::care::Care;
use self::key::{OpKey, ResultKey, TimerKey};
use self::rows::Counters;
use crate::model::error::Error;
use crate::model::id::{InstanceId, OpId};

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

/// What is stored of an instance, in its record and beside it, as of one moment.
#[derive(Clone)]
pub(crate) struct Whole {
    pub(crate) record: Vec<u8>,
    pub(crate) event_head: Option<Vec<u8>>,
    /// All outcomes that it has not taken.
    pub(crate) outcomes: Vec<(OpId, Vec<u8>)>,
    /// All values that lie beside its checkpoint, by number; none if they are not asked for.
    pub(crate) values: Vec<(u64, Vec<u8>)>,
    /// The chains of history that were asked for, each from its head back.
    pub(crate) histories: Vec<Vec<Vec<u8>>>,
}

/// What is read of an instance beside its record and what has arrived for it.
#[derive(Clone, Copy)]
pub(crate) enum Beside {
    Nothing,
    Values,
    /// The chains of history with these heads. Commits wait as long as they are read.
    Histories(fn(&Whole) -> Vec<u64>),
}

/// A place where instances are kept.
///
/// What is read is what was committed last. Scans go in the order of the keys and begin after the key
/// that they are given, so that they can be done in pages of any size.
pub(crate) trait Store: Send + Sync + 'static {
    fn counters(&self) -> Call<'_, Counters>;

    /// The records of these instances; `None` where there is none.
    fn instances(&self, ids: Vec<InstanceId>) -> Call<'_, Vec<Option<Vec<u8>>>>;

    fn input(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>>;

    /// An instance as it was at one moment, however fast it goes on; `None` when it has no record.
    fn whole(&self, id: InstanceId, beside: Beside) -> Call<'_, Option<Whole>>;

    /// All values that lie beside an instance's checkpoint, by number.
    fn values(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>>;

    /// Writes all of the batch, or nothing of it, and returns when it is durable.
    fn commit(&self, batch: Batch) -> Call<'static, ()>;

    /// The next timers, keys only.
    fn timers(&self, after: Option<TimerKey>, limit: usize) -> Call<'_, Vec<TimerKey>>;

    /// The rows of these timers; `None` where there is none.
    fn timer_rows(&self, keys: Vec<TimerKey>) -> Call<'_, Vec<Option<Vec<u8>>>>;

    fn activities(&self, after: Option<OpKey>, limit: usize) -> Call<'_, Vec<(OpKey, Vec<u8>)>>;

    /// All activities of an instance that don't wait for their next attempt.
    fn activities_of(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>>;

    fn inbox(&self, after: Option<ResultKey>, limit: usize) -> Call<'_, Vec<(ResultKey, Vec<u8>)>>;

    /// All outcomes that an instance has not taken.
    fn outcomes(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>>;

    /// What is known of the events that an instance has not taken, without reading them.
    fn event_head(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>>;

    /// All events that an instance has not taken, by number.
    fn events(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>>;

    fn blocked(
        &self,
        after: Option<InstanceId>,
        limit: usize,
    ) -> Call<'_, Vec<(InstanceId, Vec<u8>)>>;

    fn blocked_reason(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>>;

    /// A chain of history from its head back to its beginning.
    fn history(&self, head: u64) -> Call<'_, Vec<Vec<u8>>>;

    /// What can be done for the store as a whole, if it is one that can be taken care of.
    fn care(&self) -> Option<&dyn Care> {
        None
    }

    /// Lets go of the store, and when `tidy` leaves it such that it can be moved or copied; otherwise as it
    /// is. Whatever is asked afterwards is an error. It begins when this is called, whether or not anybody waits
    /// for its end.
    fn close(&self, tidy: bool) -> Call<'static, ()>;
}
