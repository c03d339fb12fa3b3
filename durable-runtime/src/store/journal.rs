//! The journal: a small redb file beside the main one, which takes every commit as one row. So a commit
//! costs what redb's commit of a single row does, whatever number of rows it writes, wherever those
//! lie. They go to the main file later, many commits at once, and then their rows here are dropped.
//!
//! Its rows lie in a table per *epoch*: what is written to the main file at once. A table is dropped as a whole.
//!
//! The commits are a *chain*: each holds a number that is made of its bytes and of the number of the one before it.
//! The main file knows that of the last one that is in it. So a journal that doesn't go on where the main file
//! is, because one of the two is of another moment, is told from one that does; and so is one that is damaged.

use ::redb::{
    Database, Durability, ReadableDatabase, TableDefinition, TableHandle, WriteTransaction,
};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::key::{Key, Table};
use super::layer::Layers;
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
    /// Of the last commit.
    last: Position,
    /// What `epochs` hold.
    commits: usize,
    bytes: usize,
}

/// A commit's number, and that of the chain up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) commit: u64,
    pub(crate) chain: u64,
}

impl Position {
    /// Before the first commit of a journal.
    pub(crate) fn start(identity: u64) -> Self {
        Self {
            commit: 0,
            chain: identity,
        }
    }

    /// After a commit of these bytes.
    fn after(self, bytes: &[u8]) -> Self {
        Self {
            commit: self.commit + 1,
            chain: xxh3_64_with_seed(bytes, self.chain),
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.commit.to_le_bytes());
        bytes[8..].copy_from_slice(&self.chain.to_le_bytes());
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (commit, chain) = bytes.split_first_chunk()?;
        Some(Self {
            commit: u64::from_le_bytes(*commit),
            chain: u64::from_le_bytes(chain.try_into().ok()?),
        })
    }
}

/// What a journal holds.
pub(crate) struct Found {
    /// By their numbers, in order.
    pub(crate) batches: Vec<Batch>,
    /// The number of the last commit, 0 if there is none.
    pub(crate) last: u64,
}

impl Found {
    /// All of it as one layer.
    pub(crate) fn into_layers(self) -> Layers {
        let mut layers = Layers::default();
        for batch in self.batches {
            layers.apply(batch);
        }
        layers
    }
}

/// Why a journal doesn't go on where its main file is.
#[derive(Debug)]
pub(crate) enum Unfit {
    Unreadable(::redb::Error),
    /// It ends before the last commit that the main file holds.
    Older,
    /// It begins after the next commit that the main file needs.
    Newer,
    /// It went on in another way than the main file did.
    Diverged,
    /// The commit of this number is not what was written.
    Damaged(u64),
}

impl<E: Into<::redb::Error>> From<E> for Unfit {
    fn from(error: E) -> Self {
        Self::Unreadable(error.into())
    }
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
            last: Position::start(identity),
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

    /// Goes on with a journal: what it holds from after the last commit that is in the main file.
    pub(crate) fn resume(database: Database, applied: Position) -> Result<(Self, Found), Unfit> {
        let (mut epochs, rows) = rows_of(&database)?;
        let (mut batches, mut last, mut held) = (Vec::new(), applied, 0);
        match rows.last() {
            Some((number, _)) if *number >= applied.commit => {}
            None if applied.commit == 0 => {}
            _ => return Err(Unfit::Older),
        }
        for (number, row) in &rows {
            let (chain, bytes) = row.split_first_chunk().ok_or(Unfit::Damaged(*number))?;
            let chain = u64::from_le_bytes(*chain);
            if *number <= applied.commit {
                if *number == applied.commit && chain != applied.chain {
                    return Err(Unfit::Diverged);
                }
                continue;
            }
            if *number != last.commit + 1 {
                return Err(if last == applied {
                    Unfit::Newer
                } else {
                    Unfit::Damaged(*number)
                });
            }
            let was = last;
            last = last.after(bytes);
            if last.chain != chain {
                // Where the commit before it is in the journal, too, that has shown that they belong together.
                let is_known =
                    was != applied || rows.iter().any(|(number, _)| *number == was.commit);
                return Err(if is_known || was.commit == 0 {
                    Unfit::Damaged(*number)
                } else {
                    Unfit::Diverged
                });
            }
            held += bytes.len();
            batches.push(decode(bytes).ok_or(Unfit::Damaged(*number))?);
        }
        let epoch = epochs.last().map_or(0, |last| last + 1);
        epochs.push(epoch);
        let commits = batches.len();
        let journal = Self {
            database,
            epoch,
            epochs,
            done: Vec::new(),
            last,
            commits,
            bytes: held,
        };
        let last = last.commit;
        Ok((journal, Found { batches, last }))
    }

    /// All that is in a journal of which nothing is known, after the commit of this number.
    pub(crate) fn read(database: &Database, form: Form, after: u64) -> Result<Found, Unfit> {
        let (_, rows) = rows_of(database)?;
        let last = rows.last().map_or(0, |(number, _)| *number);
        let mut batches = Vec::new();
        for (number, row) in rows.iter().filter(|(number, _)| *number > after) {
            let bytes = match form {
                Form::Chained => row.get(CHAIN_LEN..),
                Form::Plain => Some(&**row),
            };
            let batch = bytes.and_then(decode).ok_or(Unfit::Damaged(*number))?;
            batches.push(batch);
        }
        Ok(Found { batches, last })
    }

    /// The number of the last commit in a journal, 0 if there is none.
    pub(crate) fn last_number(database: &Database) -> Result<u64, ::redb::Error> {
        let (_, rows) = rows_of(database)?;
        Ok(rows.last().map_or(0, |(number, _)| *number))
    }

    /// Whether it is a database without any table: a journal that was about to be made.
    pub(crate) fn is_blank(database: &Database) -> Result<bool, ::redb::Error> {
        let transaction = database.begin_read()?;
        Ok(transaction.list_tables()?.next().is_none())
    }

    /// Writes a batch, and returns when the disk has it.
    pub(crate) fn commit(&mut self, batch: &Batch) -> Result<(), ::redb::Error> {
        let transaction = begin(&self.database)?;
        for epoch in std::mem::take(&mut self.done) {
            let name = name_of(epoch);
            transaction.delete_table(definition(&name))?;
        }
        let name = name_of(self.epoch);
        let mut row = vec![0; CHAIN_LEN];
        encode(batch, &mut row);
        let last = self.last.after(&row[CHAIN_LEN..]);
        row[..CHAIN_LEN].copy_from_slice(&last.chain.to_le_bytes());
        transaction
            .open_table(definition(&name))?
            .insert(last.commit, row.as_slice())?;
        transaction.commit()?;
        self.last = last;
        self.commits += 1;
        self.bytes += row.len();
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

    /// Where the last commit is.
    pub(crate) fn last(&self) -> Position {
        self.last
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

/// How commits stand in a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// After the number of the chain.
    Chained,
    /// Alone, as in format 2.
    Plain,
}

/// How many bytes the number of the chain has.
const CHAIN_LEN: usize = 8;

/// A commit's number and its row.
type Numbered = (u64, Vec<u8>);

/// The epochs of a journal, and all commits in them, by their numbers.
fn rows_of(database: &Database) -> Result<(Vec<u64>, Vec<Numbered>), ::redb::Error> {
    let transaction = database.begin_read()?;
    let mut epochs: Vec<u64> = transaction
        .list_tables()?
        .filter_map(|table| table.name().strip_prefix(EPOCH)?.parse().ok())
        .collect();
    epochs.sort_unstable();
    let mut rows = Vec::new();
    for epoch in &epochs {
        let name = name_of(*epoch);
        let table = transaction.open_table(definition(&name))?;
        for row in table.range::<u64>(..)? {
            let (number, bytes) = row?;
            rows.push((number.value(), bytes.value().to_vec()));
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    Ok((epochs, rows))
}

/// What a change does, in the two upper bits of its first byte; its table is in the lower ones.
const PUT: u8 = 0x40;
const PUT_NEW: u8 = 0x80;
const KIND: u8 = 0xc0;

fn encode(batch: &Batch, bytes: &mut Vec<u8>) {
    bytes.reserve(batch.bytes() + 8 * batch.rows());
    for Change { key, value, is_new } in &batch.changes {
        let kind = match (value, is_new) {
            (None, _) => 0,
            (Some(_), false) => PUT,
            (Some(_), true) => PUT_NEW,
        };
        bytes.push(key.table() as u8 | kind);
        put_counted(bytes, key.within());
        if let Some(value) = value {
            put_counted(bytes, value);
        }
    }
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
        let mut bytes = Vec::new();
        encode(&batch, &mut bytes);
        let read = decode(&bytes).unwrap();
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
