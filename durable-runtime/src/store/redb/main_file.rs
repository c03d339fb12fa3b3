//! The main file: its tables, its notes in `meta`, and writing a layer to it.

use std::ops::Bound;

use ::redb::{
    CursorError, Database, Durability, ReadTransaction, ReadableDatabase, ReadableTable,
    TableDefinition, WriteTransaction,
};

use super::super::key::{Key, Table};
use super::super::layer::Layer;
use super::bound::bound;
use super::journal::Position;

pub(super) const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");

/// The keys in `meta` of the number of the journal that belongs to the main file, while there is one, and of the last
/// commit that reached the main file.
pub(super) const JOURNAL: &str = "journal";
pub(super) const APPLIED: &str = "applied";

/// The version of the format that this program writes.
pub(crate) const FORMAT_VERSION: u32 = 6;

/// The oldest version that it reads.
pub(super) const FORMAT_VERSION_OLDEST: u32 = 2;

/// A table of the main file.
pub(super) fn definition(table: Table) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(table.name())
}

pub(super) fn begin_read(database: &Database) -> Result<ReadTransaction, ::redb::Error> {
    Ok(database.begin_read()?)
}

/// A transaction with a durable commit that leaves a file which is opened quickly, after a crash, too: otherwise redb
/// walks all of it, which would cost what is stored, not what is running.
pub(super) fn begin(main: &Database) -> Result<WriteTransaction, ::redb::Error> {
    let mut transaction = main.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_quick_repair(true);
    Ok(transaction)
}

/// The size of a table of the main file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) rows: u64,
    /// The number of bytes of keys and values.
    pub(super) bytes: u64,
}

impl Size {
    pub(super) fn add(&mut self, key: &[u8], row: &[u8]) {
        self.rows += 1;
        self.bytes += (key.len() + row.len()) as u64;
    }

    pub(super) fn remove(&mut self, key: &[u8], row: &[u8]) {
        self.rows = self.rows.saturating_sub(1);
        let bytes = (key.len() + row.len()) as u64;
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    fn key(table: Table) -> String {
        format!("size of {}", table.name())
    }

    pub(super) fn read(
        meta: &impl ReadableTable<&'static str, &'static [u8]>,
        table: Table,
    ) -> Result<Self, ::redb::Error> {
        let row = meta.get(Self::key(table).as_str())?;
        let numbers = row.as_ref().and_then(|row| row.value().split_first_chunk());
        let Some((rows, rest)) = numbers else {
            return Ok(Self::default());
        };
        Ok(Self {
            rows: u64::from_le_bytes(*rows),
            bytes: rest.try_into().map_or(0, u64::from_le_bytes),
        })
    }

    pub(super) fn write(
        self,
        meta: &mut ::redb::Table<'_, &'static str, &'static [u8]>,
        table: Table,
    ) -> Result<(), ::redb::Error> {
        let numbers = [self.rows.to_le_bytes(), self.bytes.to_le_bytes()];
        meta.insert(Self::key(table).as_str(), numbers.as_flattened())?;
        Ok(())
    }
}

/// The state of a main file after a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    /// A closed store, without a journal.
    Closed,
    /// The main file of an open store, with a journal. It contains the commits up to this one.
    Main { applied: Position },
}

impl Becomes {
    pub(super) fn note(
        self,
        meta: &mut ::redb::Table<'_, &'static str, &'static [u8]>,
    ) -> Result<(), ::redb::Error> {
        match self {
            Self::Main { applied } => {
                meta.insert(APPLIED, applied.to_bytes().as_slice())?;
            }
            Self::Closed => {
                meta.remove(JOURNAL)?;
                meta.remove(APPLIED)?;
            }
        }
        Ok(())
    }
}

/// Writes a layer to the main file.
pub(super) fn write(main: &Database, layer: &Layer, becomes: Becomes) -> Result<(), ::redb::Error> {
    let transaction = begin(main)?;
    write_rows(&transaction, layer)?;
    becomes.note(&mut transaction.open_table(META)?)?;
    transaction.commit()?;
    Ok(())
}

/// Writes the rows of a layer, and counts the rows of each table.
pub(super) fn write_rows(
    transaction: &WriteTransaction,
    layer: &Layer,
) -> Result<(), ::redb::Error> {
    let mut rows = layer.iter().peekable();
    while let Some((first, _)) = rows.peek() {
        let table = first.table();
        write_table(transaction, table, &mut rows)?;
    }
    Ok(())
}

/// Writes the next rows, as long as they belong to this table, and counts its rows.
pub(super) fn write_table<'a>(
    transaction: &WriteTransaction,
    table: Table,
    rows: &mut std::iter::Peekable<impl Iterator<Item = (&'a Key, Option<&'a [u8]>)>>,
) -> Result<(), ::redb::Error> {
    let mut size = Size::read(&transaction.open_table(META)?, table)?;
    let mut written = transaction.open_table(definition(table))?;
    let last = written.last()?.map(|(key, _)| key.value().to_vec());
    let is_within = |key: &Key| {
        last.as_ref()
            .is_some_and(|last| key.within() <= last.as_slice())
    };
    while let Some((key, row)) = rows.next_if(|(key, _)| key.table() == table && is_within(key)) {
        let key = key.within();
        let was = match row {
            Some(row) => written.insert(key, bound(table, key, row).as_slice())?,
            None => written.remove(key)?,
        };
        if let Some(was) = was {
            size.remove(key, was.value());
        }
        if let Some(row) = row {
            size.add(key, row);
        }
    }
    // A row after all existing ones is appended, which costs a fraction.
    let mut end = written.upper_bound_mut(Bound::<&[u8]>::Unbounded)?;
    while let Some((key, row)) = rows.next_if(|(key, _)| key.table() == table) {
        if let Some(row) = row {
            let kept = bound(table, key.within(), row);
            end.insert_before(key.within(), kept.as_slice())
                .map_err(out_of_order)?;
            size.add(key.within(), row);
        }
    }
    end.close()?;
    drop(written);
    size.write(&mut transaction.open_table(META)?, table)
}

/// The rows of a layer are in the order of their keys, so only the file can be at fault.
pub(super) fn out_of_order(error: CursorError) -> ::redb::Error {
    match error {
        CursorError::Storage(error) => error.into(),
        error => ::redb::Error::Corrupted(error.to_string()),
    }
}

/// The approximate size of a row in a file besides its key and its value.
pub(super) const ROW_BYTES: u64 = 16;

/// The key in `meta` of the size of the file when it was written at one go, and of the [expected](expected_of) size of
/// its rows then.
pub(super) const WRITTEN: &str = "written at one go";

/// The expected size of tables of these sizes in a file.
pub(super) fn expected_of(sizes: impl IntoIterator<Item = Size>) -> u64 {
    let of = |size: Size| size.bytes + size.rows * ROW_BYTES;
    sizes.into_iter().map(of).sum()
}

/// Notes the size of a file that was written at one go.
pub(super) fn note_written(
    meta: &mut ::redb::Table<'_, &'static str, &'static [u8]>,
    bytes: u64,
    sizes: impl IntoIterator<Item = Size>,
) -> Result<(), ::redb::Error> {
    let numbers = [bytes.to_le_bytes(), expected_of(sizes).to_le_bytes()];
    meta.insert(WRITTEN, numbers.as_flattened())?;
    Ok(())
}
