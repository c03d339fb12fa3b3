//! The checksum of a row. In a file a row is followed by four bytes, which are made of its table, its key and
//! itself; they are looked at whenever the row is read. A row whose checksum doesn't fit reads as one that is damaged,
//! and as nothing else.

use ::redb::ReadableTable;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::super::key::{Key, Table};
use super::super::rows::DAMAGED;

/// How many bytes the checksum has.
pub(super) const LEN: usize = 4;

/// The number that stands for `meta` where others have that of their table.
const META_NUMBER: u64 = 0;

/// The table `meta`, as it is written.
type Meta<'a> = ::redb::Table<'a, &'static str, &'static [u8]>;

fn checksum(table: u64, within: &[u8], row: &[u8]) -> [u8; LEN] {
    let number = xxh3_64_with_seed(row, xxh3_64_with_seed(within, table));
    let [a, b, c, d, ..] = number.to_le_bytes();
    [a, b, c, d]
}

/// A row as it is written to a file. The buffer is where it is made.
pub(super) fn sealed<'b>(
    buffer: &'b mut Vec<u8>,
    table: Table,
    within: &[u8],
    row: &[u8],
) -> &'b [u8] {
    buffer.clear();
    buffer.extend_from_slice(row);
    buffer.extend_from_slice(&checksum(table as u64, within, row));
    buffer
}

fn open<'a>(table: u64, within: &[u8], sealed: &'a [u8]) -> Option<&'a [u8]> {
    let (row, sum) = sealed.split_last_chunk()?;
    (*sum == checksum(table, within, row)).then_some(row)
}

/// The row that a file holds; one that says that it is damaged if it is.
pub(super) fn opened<'a>(table: Table, within: &[u8], sealed: &'a [u8]) -> &'a [u8] {
    open(table as u64, within, sealed).unwrap_or_else(|| {
        let key = Key::from_parts(table, within);
        let instance = key.instance();
        let instance = instance.as_ref().map(tracing::field::display);
        tracing::error!(
            instance,
            "a row of `{}` is damaged: its checksum doesn't fit",
            table.name()
        );
        DAMAGED
    })
}

/// What `meta` holds under a key.
pub(super) fn meta(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
    key: &str,
) -> Result<Option<Vec<u8>>, ::redb::Error> {
    let Some(sealed) = meta.get(key)? else {
        return Ok(None);
    };
    match open(META_NUMBER, key.as_bytes(), sealed.value()) {
        Some(value) => Ok(Some(value.to_vec())),
        None => Err(::redb::Error::Corrupted(format!(
            "the checksum of `{key}` in `meta` doesn't fit"
        ))),
    }
}

/// Writes what `meta` holds under a key.
pub(super) fn put_meta(meta: &mut Meta<'_>, key: &str, value: &[u8]) -> Result<(), ::redb::Error> {
    let mut sealed = value.to_vec();
    sealed.extend_from_slice(&checksum(META_NUMBER, key.as_bytes(), value));
    meta.insert(key, sealed.as_slice())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_only_as_it_was_written_where_it_was_written() {
        let (mut buffer, key) = (Vec::new(), [1, 2, 3]);
        for row in [&[][..], &[7], &[9; 1000]] {
            let sealed = sealed(&mut buffer, Table::Inputs, &key, row).to_vec();
            assert_eq!(opened(Table::Inputs, &key, &sealed), row);
            assert_eq!(opened(Table::Values, &key, &sealed), DAMAGED);
            assert_eq!(opened(Table::Inputs, &[1, 2], &sealed), DAMAGED);
            for bit in 0..sealed.len() * 8 {
                let mut flipped = sealed.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(opened(Table::Inputs, &key, &flipped), DAMAGED, "{bit}");
            }
            for len in 0..sealed.len() {
                assert_eq!(opened(Table::Inputs, &key, &sealed[..len]), DAMAGED);
            }
        }
    }
}
