//! Rows as the main file has them: the checksum of a row covers its key, too. So a row is damaged if it is found under
//! another key than its own, which may happen when a page of keys is damaged.

use super::super::key::Table;
use super::super::rows;

/// A row as the main file has it. `within` is its key in the table.
pub(super) fn bound(table: Table, within: &[u8], row: &[u8]) -> Vec<u8> {
    turned(table, within, row)
}

/// A row of the main file as it was before [`bound`].
pub(super) fn unbound(table: Table, within: &[u8], row: &[u8]) -> Vec<u8> {
    turned(table, within, row)
}

/// Binds a row to its key, or frees it: one is the inverse of the other. A row of an earlier version is not bound.
fn turned(table: Table, within: &[u8], row: &[u8]) -> Vec<u8> {
    let mut row = row.to_vec();
    if let Some(checksum) = rows::checksum_with_key(&mut row) {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&[table as u8]);
        hasher.update(within);
        for (byte, of_key) in checksum.iter_mut().zip(hasher.finalize().to_le_bytes()) {
            *byte ^= of_key;
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::super::rows::{CountRow, Row};
    use super::*;

    #[test]
    fn a_row_under_another_key_is_damaged() {
        let row = CountRow { instances: 7 }.to_bytes();
        let kept = bound(Table::Counts, b"key", &row);
        assert_eq!(kept.len(), row.len());
        assert_eq!(unbound(Table::Counts, b"key", &kept), row);
        for (table, within) in [
            (Table::Counts, b"kex".as_slice()),
            (Table::Counts, b""),
            (Table::Places, b"key"),
        ] {
            assert!(CountRow::from_bytes(&unbound(table, within, &kept)).is_err());
        }
    }

    #[test]
    fn a_row_of_an_earlier_version_stays_as_it_is() {
        for row in [&[][..], &[2, 1], &[4, 1, 2, 3, 4, 5], &[5, 1, 2]] {
            assert_eq!(bound(Table::Inputs, b"key", row), row);
        }
    }
}
