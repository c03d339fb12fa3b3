//! The journal: a small redb file beside the main one, which takes every commit as one row. So a commit
//! costs what redb's commit of a single row does, whatever number of rows it writes, wherever those
//! lie. They go to the main file later, many commits at once, and then their rows here are dropped.
//!
//! Its rows lie in a table per *epoch*: what is written to the main file at once. A table is dropped as a whole.

use ::redb::{
    Database, Durability, ReadableDatabase, TableDefinition, TableHandle, WriteTransaction,
};

use super::key::{Key, Table};
use super::{Batch, Change};

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// The key in `meta` of the number by which a main file knows its journal.
const IDENTITY: &str = "identity";

/// How the names of the tables of epochs begin.
const EPOCH: &str = "epoch ";

/// How many commits an epoch holds at most: all of them are read when the store is opened after a kill.
const COMMITS_MAX: usize = 256;

/// How many times as many commits it holds at most, while those before are being written to the main file, which
/// may take as long as a compaction does.
const COMMITS_TIMES: usize = 64;

/// The journal of an open store.
pub(crate) struct Journal {
    database: Database,
    epoch: u64,
    /// The epochs that hold what the upper layer holds.
    epochs: Vec<u64>,
    /// The epochs whose rows are in the main file.
    done: Vec<u64>,
    next_commit: u64,
    /// What `epochs` hold.
    commits: usize,
    bytes: usize,
}

/// What a journal holds that the main file doesn't.
pub(crate) struct Found {
    /// By their numbers, in order.
    pub(crate) batches: Vec<Batch>,
}

impl Journal {
    /// Makes `database` the empty journal of the main file that knows it by `identity`.
    pub(crate) fn create(database: Database, identity: u64) -> Result<Self, ::redb::Error> {
        let transaction = begin(&database)?;
        let tables: Vec<_> = transaction.list_tables()?.collect();
        for table in tables {
            transaction.delete_table(table)?;
        }
        transaction.open_table(META)?.insert(IDENTITY, identity)?;
        transaction.commit()?;
        Ok(Self {
            database,
            epoch: 0,
            epochs: vec![0],
            done: Vec::new(),
            next_commit: 1,
            commits: 0,
            bytes: 0,
        })
    }

    /// By which number a main file knows this journal; `None` when it is no journal.
    pub(crate) fn identity(database: &Database) -> Result<Option<u64>, ::redb::Error> {
        let transaction = database.begin_read()?;
        match transaction.open_table(META) {
            Ok(meta) => Ok(meta.get(IDENTITY)?.map(|identity| identity.value())),
            Err(::redb::TableError::Storage(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// Goes on with a journal: what it holds from after the commit `applied`, which was the last one to
    /// reach the main file.
    pub(crate) fn resume(database: Database, applied: u64) -> Result<(Self, Found), ::redb::Error> {
        let transaction = database.begin_read()?;
        let mut epochs: Vec<u64> = transaction
            .list_tables()?
            .filter_map(|table| table.name().strip_prefix(EPOCH)?.parse().ok())
            .collect();
        epochs.sort_unstable();
        let (mut batches, mut next_commit, mut held) = (Vec::new(), applied + 1, 0);
        for epoch in &epochs {
            let name = name_of(*epoch);
            let table = transaction.open_table(definition(&name))?;
            for row in table.range(applied + 1..)? {
                let (number, bytes) = row?;
                next_commit = next_commit.max(number.value() + 1);
                held += bytes.value().len();
                batches.push(decode(bytes.value()).ok_or_else(damaged)?);
            }
        }
        drop(transaction);
        let epoch = epochs.last().map_or(0, |last| last + 1);
        epochs.push(epoch);
        let commits = batches.len();
        let journal = Self {
            database,
            epoch,
            epochs,
            done: Vec::new(),
            next_commit,
            commits,
            bytes: held,
        };
        Ok((journal, Found { batches }))
    }

    /// Writes a batch, and returns when the disk has it.
    pub(crate) fn commit(&mut self, batch: &Batch) -> Result<(), ::redb::Error> {
        let transaction = begin(&self.database)?;
        for epoch in std::mem::take(&mut self.done) {
            let name = name_of(epoch);
            transaction.delete_table(definition(&name))?;
        }
        let name = name_of(self.epoch);
        let bytes = encode(batch);
        transaction
            .open_table(definition(&name))?
            .insert(self.next_commit, bytes.as_slice())?;
        transaction.commit()?;
        self.next_commit += 1;
        self.commits += 1;
        self.bytes += bytes.len();
        Ok(())
    }

    /// Whether the epoch holds so much that opening the store would take a while.
    pub(crate) fn is_long(&self, bytes_max: usize) -> bool {
        self.commits >= COMMITS_MAX || self.bytes >= bytes_max
    }

    /// Whether it grows too long while what was before is still being written to the main file. A row that
    /// is written again and again takes little memory, and each time a place here.
    pub(crate) fn is_very_long(&self, bytes_max: usize) -> bool {
        self.commits >= COMMITS_TIMES * COMMITS_MAX || self.bytes >= bytes_max
    }

    /// The number of the last commit.
    pub(crate) fn last_commit(&self) -> u64 {
        self.next_commit - 1
    }

    /// The next commits are written to the main file later than those so far. Gives the epochs of those.
    pub(crate) fn next_epoch(&mut self) -> Vec<u64> {
        self.epoch += 1;
        (self.commits, self.bytes) = (0, 0);
        std::mem::replace(&mut self.epochs, vec![self.epoch])
    }

    /// What these epochs hold is in the main file.
    pub(crate) fn forget(&mut self, epochs: Vec<u64>) {
        self.done.extend(epochs);
    }

    pub(crate) fn close(self) -> Result<(), ::redb::Error> {
        Ok(self.database.close()?)
    }
}

/// A transaction whose commit is durable, in one sync. After a crash redb looks the file over, which is quick,
/// since it is small.
fn begin(database: &Database) -> Result<WriteTransaction, ::redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    Ok(transaction)
}

fn name_of(epoch: u64) -> String {
    format!("{EPOCH}{epoch}")
}

fn definition(name: &str) -> TableDefinition<'_, u64, &'static [u8]> {
    TableDefinition::new(name)
}

fn damaged() -> ::redb::Error {
    ::redb::Error::Corrupted("a commit in the journal can't be read".to_owned())
}

/// What a change does, in the two upper bits of its first byte; its table is in the lower ones.
const PUT: u8 = 0x40;
const PUT_NEW: u8 = 0x80;
const KIND: u8 = 0xc0;

fn encode(batch: &Batch) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(batch.bytes() + 8 * batch.rows());
    for Change { key, value, is_new } in &batch.changes {
        let kind = match (value, is_new) {
            (None, _) => 0,
            (Some(_), false) => PUT,
            (Some(_), true) => PUT_NEW,
        };
        bytes.push(key.table() as u8 | kind);
        put_counted(&mut bytes, key.within());
        if let Some(value) = value {
            put_counted(&mut bytes, value);
        }
    }
    bytes
}

fn decode(mut bytes: &[u8]) -> Option<Batch> {
    let mut batch = Batch::default();
    while let Some((first, rest)) = bytes.split_first() {
        bytes = rest;
        let table = Table::of_number(first & !KIND)?;
        let key = Key::from_parts(table, take_counted(&mut bytes)?);
        match first & KIND {
            0 => batch.remove(key),
            PUT => batch.put(key, take_counted(&mut bytes)?.to_vec()),
            PUT_NEW => batch.put_new(key, take_counted(&mut bytes)?.to_vec()),
            _ => return None,
        }
    }
    Some(batch)
}

/// Bytes after their count, which takes seven bits of each byte, the lowest first.
fn put_counted(to: &mut Vec<u8>, bytes: &[u8]) {
    let mut count = bytes.len();
    loop {
        let [low, ..] = count.to_le_bytes();
        count >>= 7;
        if count == 0 {
            to.push(low);
            break;
        }
        to.push(low | 0x80);
    }
    to.extend_from_slice(bytes);
}

fn take_counted<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (mut count, mut shift) = (0_usize, 0);
    loop {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        count |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    let (bytes, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::InstanceId;

    #[test]
    fn a_batch_is_read_back_as_it_was() {
        let id = InstanceId::unchecked("a");
        let mut batch = Batch::default();
        batch.put(Key::of_instance(Table::Instances, &id), vec![7; 300]);
        batch.put_new(Key::of_number(Table::Values, &id, 3), vec![1; 20_000]);
        batch.remove(Key::of_number(Table::Timers, &id, 4));
        batch.put(Key::counters(), Vec::new());
        let read = decode(&encode(&batch)).unwrap();
        assert_eq!(read.changes, batch.changes);
        assert_eq!(read.bytes(), batch.bytes());
    }

    #[test]
    fn a_damaged_batch_is_none() {
        for bytes in [&[0x3f, 0][..], &[0x41], &[0x42, 9, 1], &[0x42, 0xff, 0xff]] {
            assert!(decode(bytes).is_none(), "{bytes:?}");
        }
    }
}
