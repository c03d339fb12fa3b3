//! [`Batch`]: what one commit writes.

use crate::store::key::Key;
#[cfg(test)]
use crate::store::key::Table;
use crate::store::rows::{HistoryRow, Row};

/// What one commit writes: all of it or nothing. Rows are bytes here; of two changes of a row the later
/// one counts, and removing a row that isn't there is no error.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(super) changes: Vec<Change>,
    /// The heads of chains of history that are removed, all of the chain.
    pub(super) history_removed: Vec<u64>,
    /// What the changes hold, keys and values.
    pub(super) bytes: usize,
}

/// A row that is written, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) key: Key,
    pub(super) value: Option<Vec<u8>>,
    /// There was no row of this key.
    pub(super) is_new: bool,
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
    pub(super) fn previous_of(&self, head: u64) -> Option<u64> {
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
