//! [`Batch`]: the writes of one commit.

use foldhash::HashMap;

use crate::store::chain::{self, Chain};
use crate::store::key::Key;
#[cfg(test)]
use crate::store::key::Table;

/// The writes of one commit: all of them are made or none. Rows are bytes here; of two changes of a row the later one
/// counts, and removing a row that isn't there is no error.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(super) changes: Vec<RowChange>,
    /// The heads of chains of history that are removed as a whole.
    pub(super) history_removed: Vec<u64>,
    /// The rows that get other keys.
    moves: Vec<Move>,
    /// The number of bytes of the changes, keys and values.
    pub(super) bytes: usize,
}

/// A row that is written, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowChange {
    pub(super) key: Key,
    pub(super) value: Option<Vec<u8>>,
    /// Whether there was no row of this key.
    pub(super) is_new: bool,
}

/// A row that gets another key, after the first changes of the batch.
#[derive(Debug)]
struct Move {
    after: usize,
    from: Key,
    to: Key,
}

impl Batch {
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.history_removed.is_empty() && self.moves.is_empty()
    }

    /// The number of rows that it writes.
    pub(crate) fn rows(&self) -> usize {
        self.changes.len()
    }

    /// The number of bytes that it writes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The number of rows of a table that it writes.
    #[cfg(test)]
    pub(crate) fn rows_of(&self, table: Table) -> usize {
        let of_table = |change: &&RowChange| change.key.table() == table;
        self.changes.iter().filter(of_table).count()
    }

    /// Writes a row.
    pub(crate) fn put(&mut self, key: Key, value: Vec<u8>) {
        self.change(key, Some(value), false);
    }

    /// Writes a row with a new key. A row that is added and removed before it is in the main file never reaches that.
    pub(crate) fn put_new(&mut self, key: Key, value: Vec<u8>) {
        self.change(key, Some(value), true);
    }

    pub(crate) fn remove(&mut self, key: Key) {
        self.change(key, None, false);
    }

    /// Gives a row another key. Nothing happens if there is none.
    pub(crate) fn move_row(&mut self, from: Key, to: Key) {
        let after = self.changes.len();
        self.moves.push(Move { after, from, to });
    }

    /// Removes a chain of history, from its head back to its beginning. Of a long one, the store may remove the rest by
    /// itself later: nothing refers to it any more.
    pub(crate) fn remove_history(&mut self, head: u64) {
        self.history_removed.push(head);
    }

    /// Replaces the removed chains by their rows, as `read` finds them: so many rows of the chain of this number at most.
    #[cfg(test)]
    pub(super) fn spell_out<E>(
        &mut self,
        read: impl Fn(u64, usize) -> Result<Chain, E>,
    ) -> Result<(), E> {
        for head in std::mem::take(&mut self.history_removed) {
            self.remove_rows_of(head, &mut usize::MAX.clone(), &read)?;
        }
        Ok(())
    }

    /// Replaces the moves by changes of rows. `get` finds a row.
    pub(super) fn spell_out_moves<E>(
        &mut self,
        mut get: impl FnMut(&Key) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<(), E> {
        if self.moves.is_empty() {
            return Ok(());
        }
        let moves = std::mem::take(&mut self.moves);
        // The last change before its move of each row that is moved.
        let mut last: HashMap<Key, Option<usize>> = HashMap::default();
        last.extend(moves.iter().map(|moved| (moved.from.clone(), None)));
        let mut changes = std::mem::take(&mut self.changes).into_iter();
        let mut passed = 0;
        for Move { after, from, to } in moves {
            for change in changes.by_ref().take(after - passed) {
                if let Some(last) = last.get_mut(&change.key) {
                    *last = Some(self.changes.len());
                }
                self.changes.push(change);
            }
            passed = after;
            let row = match last.get(&from).copied().flatten() {
                Some(at) => self.changes[at].value.clone(),
                None => get(&from)?,
            };
            if let Some(row) = row {
                last.insert(from.clone(), Some(self.changes.len()));
                self.remove(from);
                if let Some(last) = last.get_mut(&to) {
                    *last = Some(self.changes.len());
                }
                self.put(to, row);
            }
        }
        self.changes.extend(changes);
        Ok(())
    }

    /// Removes the rows of a chain from its head back, up to `left` rows, which are counted down. Returns the number at
    /// which the rest of the chain begins.
    pub(super) fn remove_rows_of<E>(
        &mut self,
        head: u64,
        left: &mut usize,
        read: impl Fn(u64, usize) -> Result<Chain, E>,
    ) -> Result<Option<u64>, E> {
        let mut next = Some(head);
        while let Some(head) = next.filter(|_| *left > 0) {
            let part = read(head, *left)?;
            *left = left.saturating_sub(part.rows.len().max(1));
            next = part.rest;
            if part.rows.is_empty() {
                // The instance was added and removed in this batch.
                next = self.previous_of(head);
                self.remove(Key::of_history(head));
            }
            for (number, _) in part.rows {
                self.remove(Key::of_history(number));
            }
        }
        Ok(next)
    }

    /// The row before a row of a chain in this batch.
    fn previous_of(&self, number: u64) -> Option<u64> {
        let key = Key::of_history(number);
        let change = self.changes.iter().rev().find(|change| change.key == key)?;
        chain::previous(number, change.value.as_ref()?)
    }

    fn change(&mut self, key: Key, value: Option<Vec<u8>>, is_new: bool) {
        self.bytes += key.len() + value.as_ref().map_or(0, Vec::len);
        self.changes.push(RowChange { key, value, is_new });
    }
}
