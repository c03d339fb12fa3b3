//! Chains of rows: each row names the one before it, by its number. A chain is read from its head back. The link from a
//! row to another one is all that a store has to know of rows.

use super::key::Key;
use super::rows::{HistoryRow, Row};

/// A part of a chain, from its head back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The numbers and the rows.
    pub(crate) rows: Vec<(u64, Vec<u8>)>,
    /// The number at which it continues, if this is not all of it.
    pub(crate) rest: Option<u64>,
}

impl Chain {
    /// The rows without their numbers.
    pub(crate) fn into_rows(self) -> impl Iterator<Item = Vec<u8>> {
        self.rows.into_iter().map(|(_, row)| row)
    }
}

/// The number of the row before this one. A chain only goes back, and a damaged row ends it.
pub(super) fn previous(number: u64, row: &[u8]) -> Option<u64> {
    let row = HistoryRow::from_bytes(row).ok()?;
    row.previous.filter(|previous| *previous < number)
}

/// Follows a chain from its head back, for `limit` rows at most. A missing row ends it.
pub(super) fn follow<E>(
    head: u64,
    limit: usize,
    mut get: impl FnMut(&Key) -> Result<Option<Vec<u8>>, E>,
) -> Result<Chain, E> {
    let mut rows = Vec::new();
    let mut next = Some(head);
    while let Some(number) = next.filter(|_| rows.len() < limit) {
        let Some(row) = get(&Key::of_history(number))? else {
            return Ok(Chain { rows, rest: None });
        };
        next = previous(number, &row);
        rows.push((number, row));
    }
    Ok(Chain { rows, rest: next })
}
