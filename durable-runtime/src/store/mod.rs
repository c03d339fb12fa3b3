//! What the engine asks of a store: [`Store`], and what one commit writes: [`Batch`]. How the values
//! look is in [`rows`]; the embedded default is in [`redb`]. No type of a database leaves this module.

mod care;
mod journal;
mod key;
mod layer;
pub(crate) mod redb;
pub(crate) mod rows;

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::engine::clock::{end_of_time, later};
use crate::error::Error;
use crate::id::{InstanceId, OpId};
use crate::store::rows::{HistoryRow, Row};

pub(crate) use self::care::Care;
pub(crate) use self::key::{Key, Table};

/// A call to a store. It may take its time: the store may be on another machine.
pub(crate) type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// An operation of an instance, as a key.
pub(crate) type OpKey = (InstanceId, OpId);

/// The key of a result that its parent has not taken: the parent, which start in the store made it (another
/// one may have its id by now), and the operation.
pub(crate) type ResultKey = (InstanceId, u64, OpId);

/// The key of a row that waits for its time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TimerKey {
    pub(crate) due: Due,
    pub(crate) instance: InstanceId,
    pub(crate) op: OpId,
}

/// A time in whole microseconds since 1970, rounded up: what is due then is never early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Due(u64);

impl Due {
    pub(crate) fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// The latest time that is not after `now`.
    pub(crate) fn already(now: SystemTime) -> Self {
        match Self::from(now) {
            due if due.time() > now => Self(due.0.saturating_sub(1)),
            due => due,
        }
    }

    pub(crate) fn micros(self) -> u64 {
        self.0
    }

    pub(crate) fn time(self) -> SystemTime {
        later(SystemTime::UNIX_EPOCH, Duration::from_micros(self.0))
    }

    /// Whether that time ever comes.
    pub(crate) fn can_come(self) -> bool {
        self.time() < end_of_time()
    }
}

impl From<SystemTime> for Due {
    fn from(time: SystemTime) -> Self {
        // What was due before 1970 is due at once, and what is due at the end of time never.
        let since = time
            .min(end_of_time())
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let micros = since.as_nanos().div_ceil(1000);
        Self(u64::try_from(micros).unwrap_or(u64::MAX))
    }
}

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

/// What one commit writes: all of it or nothing. Rows are bytes here; of two changes of a row the later
/// one counts, and removing a row that isn't there is no error.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    changes: Vec<Change>,
    /// The heads of chains of history that are removed, all of the chain.
    history_removed: Vec<u64>,
    /// What the changes hold, keys and values.
    bytes: usize,
}

/// A row that is written, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    key: Key,
    value: Option<Vec<u8>>,
    /// There was no row of this key.
    is_new: bool,
}

impl Batch {
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.history_removed.is_empty()
    }

    /// How many rows it writes.
    pub(crate) fn rows(&self) -> usize {
        self.changes.len()
    }

    /// How many bytes it writes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many rows of a table it writes.
    #[cfg(test)]
    pub(crate) fn rows_of(&self, table: Table) -> usize {
        let of_table = |change: &&Change| change.key.table() == table;
        self.changes.iter().filter(of_table).count()
    }

    /// Writes a row.
    pub(crate) fn put(&mut self, key: Key, value: Vec<u8>) {
        self.change(key, Some(value), false);
    }

    /// Writes a row whose key no row has. One that comes and goes before it is in the main file never
    /// reaches that.
    pub(crate) fn put_new(&mut self, key: Key, value: Vec<u8>) {
        self.change(key, Some(value), true);
    }

    pub(crate) fn remove(&mut self, key: Key) {
        self.change(key, None, false);
    }

    /// Removes a chain of history, from its head back to its beginning.
    pub(crate) fn remove_history(&mut self, head: u64) {
        self.history_removed.push(head);
    }

    /// Where a chain of history goes on from a row of it that this writes.
    fn previous_of(&self, head: u64) -> Option<u64> {
        let key = Key::of_history(head);
        let change = self.changes.iter().rev().find(|change| change.key == key)?;
        let row = HistoryRow::from_bytes(change.value.as_ref()?).ok()?;
        row.previous.filter(|previous| *previous < head)
    }

    fn change(&mut self, key: Key, value: Option<Vec<u8>>, is_new: bool) {
        self.bytes += key.len() + value.as_ref().map_or(0, Vec::len);
        self.changes.push(Change { key, value, is_new });
    }
}

/// What an engine needs to know of a store before it makes its first step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counters {
    /// How many instances were ever started.
    pub(crate) runs: u64,
    /// The key of the next row of history.
    pub(crate) history: u64,
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
