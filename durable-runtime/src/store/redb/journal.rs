//! The journal: a small redb file beside the main one, which takes every commit as one row. So a commit costs as much
//! as redb's commit of a single row, however many rows it writes and wherever those are. They are written to the main
//! file later, many commits at once, and then their rows here are dropped.
//!
//! Its rows are in one table per *epoch*: the commits that are written to the main file at once. A table is dropped as
//! a whole.
//!
//! Its rows are a *chain*: each holds a number that is computed from its bytes and from the number of the one before
//! it. The main file knows the number of the last row that it contains. So a journal that doesn't continue its main
//! file is detected, because one of the two is from another moment; and so is a damaged one.

use std::iter::Peekable;

use ::redb::{
    Database, Durability, ReadTransaction, ReadableDatabase, TableDefinition, TableHandle,
    WriteTransaction,
};

use super::super::batch::{Batch, RowChange};
use super::super::key::{Key, Table};
use super::super::layer::Layers;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// The key in `meta` of the number that identifies a journal to its main file.
const IDENTITY: &str = "identity";

/// The key in `meta` of the version of the format. The first versions had no such row.
const VERSION: &str = "version";

/// The version since which the rows are a chain.
const CHAINED: u64 = 4;

/// The prefix of the names of the tables of epochs.
const EPOCH: &str = "epoch ";

/// The number of commits of an epoch at most: all of them are read when the store is opened after a kill.
const COMMITS_MAX: usize = 256;

/// The factor by which an epoch may hold more commits while those before are being written to the main file. That may
/// take as long as a compaction.
const COMMITS_TIMES: usize = 64;

/// The journal of an open store.
pub(crate) struct Journal {
    database: Database,
    epoch: u64,
    /// The epochs of the upper layer.
    epochs: Vec<u64>,
    /// The epochs that the main file contains.
    done: Vec<u64>,
    /// The position of the last row.
    last: Position,
    /// The number of commits in `epochs`.
    commits: usize,
    bytes: usize,
}

/// A row's number, and the number of the chain up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    row: u64,
    chain: u64,
}

impl Position {
    /// The position before the first row of a journal.
    fn start(identity: u64) -> Self {
        Self {
            row: 0,
            chain: identity,
        }
    }

    /// The position after a row of these bytes.
    fn after(self, bytes: &[u8]) -> Self {
        Self {
            row: self.row + 1,
            chain: link(self.chain, bytes),
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.row.to_le_bytes());
        bytes[8..].copy_from_slice(&self.chain.to_le_bytes());
        bytes
    }
}

/// The number of the chain after a row: a digest of the row, mixed with the number before as the generator `SplitMix64`
/// mixes, so that each bit of both counts.
fn link(chain: u64, bytes: &[u8]) -> u64 {
    let row = u64::from(crc32fast::hash(bytes)) | (bytes.len() as u64) << 32;
    let mut mixed = chain.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ row;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The main file's note of the last row of its journal that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applied {
    Nothing,
    /// The note of versions before the chain.
    Number(u64),
    Position(Position),
}

impl Applied {
    pub(crate) fn of_bytes(bytes: Option<&[u8]>) -> Option<Self> {
        let Some(bytes) = bytes else {
            return Some(Self::Nothing);
        };
        let (row, chain) = bytes.split_first_chunk()?;
        let row = u64::from_le_bytes(*row);
        if chain.is_empty() {
            return Some(Self::Number(row));
        }
        let chain = u64::from_le_bytes(chain.try_into().ok()?);
        Some(Self::Position(Position { row, chain }))
    }
}

/// The identity of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) identity: u64,
    /// `false` for a journal of a version before the chain.
    pub(crate) is_chained: bool,
}

/// The commits of a journal that the main file doesn't contain.
pub(crate) struct Unapplied {
    /// The commits in order.
    pub(crate) batches: Vec<Batch>,
    epochs: Vec<u64>,
    last: Position,
    bytes: usize,
}

impl Unapplied {
    /// All of it as one layer.
    pub(crate) fn into_layers(self) -> Layers {
        layers_of(self.batches)
    }
}

fn layers_of(batches: Vec<Batch>) -> Layers {
    let mut layers = Layers::default();
    for batch in batches {
        layers.apply(batch);
    }
    layers
}

/// The reason why a journal doesn't continue its main file.
#[derive(Debug)]
pub(crate) enum Unfit {
    Unreadable(::redb::Error),
    /// It ends before the last row that the main file contains.
    Older,
    /// It begins after the next row that the main file needs.
    Newer,
    /// Its rows differ from those that the main file contains.
    Diverged,
    /// The row of this number differs from what was written.
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
        {
            let mut meta = transaction.open_table(META)?;
            meta.insert(IDENTITY, identity)?;
            meta.insert(VERSION, CHAINED)?;
        }
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

    /// The identity of a journal; `None` when it is no journal.
    pub(crate) fn about(database: &Database) -> Result<Option<About>, ::redb::Error> {
        let transaction = database.begin_read()?;
        let meta = match transaction.open_table(META) {
            Ok(meta) => meta,
            Err(::redb::TableError::Storage(error)) => return Err(error.into()),
            Err(_) => return Ok(None),
        };
        let number = |key| Ok::<_, ::redb::Error>(meta.get(key)?.map(|number| number.value()));
        let is_chained = match number(VERSION)? {
            None => false,
            Some(CHAINED) => true,
            Some(version) => {
                return Err(::redb::Error::Corrupted(format!(
                    "its journal is of version {version}, which this program doesn't read"
                )));
            }
        };
        let about = |identity| About {
            identity,
            is_chained,
        };
        Ok(number(IDENTITY)?.map(about))
    }

    /// The commits after the last row that is in the main file.
    pub(crate) fn read(
        database: &Database,
        about: About,
        applied: Applied,
    ) -> Result<Unapplied, Unfit> {
        let is_chained = about.is_chained;
        let applied = match applied {
            Applied::Nothing => Position::start(about.identity),
            Applied::Number(row) if !is_chained => Position { row, chain: 0 },
            Applied::Position(position) if is_chained => position,
            // One of the two is from before the store was migrated.
            Applied::Number(_) | Applied::Position(_) => return Err(Unfit::Diverged),
        };
        let transaction = database.begin_read()?;
        let epochs = epochs_of(&transaction)?;
        let (mut batches, mut bytes) = (Vec::new(), 0);
        let mut last = applied;
        // Whether a row has shown that the two files belong together.
        let mut is_anchored = applied.row == 0;
        let mut has_any = applied.row == 0;
        for epoch in &epochs {
            let name = name_of(*epoch);
            let table = transaction.open_table(definition(&name))?;
            for row in table.range(applied.row..)? {
                let (number, row) = row?;
                let number = number.value();
                has_any = true;
                let (chain, changes) =
                    parts_of(row.value(), is_chained).ok_or(Unfit::Damaged(number))?;
                if number == applied.row {
                    if chain.is_some_and(|chain| chain != applied.chain) {
                        return Err(Unfit::Diverged);
                    }
                    is_anchored = true;
                    continue;
                }
                let next = last.after(changes);
                if number != next.row {
                    let is_first = batches.is_empty();
                    return Err(if is_first && number > next.row {
                        Unfit::Newer
                    } else {
                        Unfit::Damaged(number)
                    });
                }
                if chain.is_some_and(|chain| chain != next.chain) {
                    return Err(if is_anchored {
                        Unfit::Damaged(number)
                    } else {
                        Unfit::Diverged
                    });
                }
                is_anchored = true;
                last = next;
                bytes += changes.len();
                batches.push(decode(changes).ok_or(Unfit::Damaged(number))?);
            }
        }
        if !has_any {
            return Err(Unfit::Older);
        }
        Ok(Unapplied {
            batches,
            epochs,
            last,
            bytes,
        })
    }

    /// Continues a journal that was read.
    pub(crate) fn resume(database: Database, found: Unapplied) -> (Self, Layers) {
        let Unapplied {
            batches,
            mut epochs,
            last,
            bytes,
        } = found;
        let epoch = epochs.last().map_or(0, |last| last + 1);
        epochs.push(epoch);
        let journal = Self {
            database,
            epoch,
            epochs,
            done: Vec::new(),
            last,
            commits: batches.len(),
            bytes,
        };
        (journal, layers_of(batches))
    }

    /// All changes in a journal that no main file names; `None` if one of them can't be read.
    pub(crate) fn read_all(
        database: &Database,
        about: About,
    ) -> Result<Option<Vec<Batch>>, ::redb::Error> {
        let transaction = database.begin_read()?;
        let mut batches = Vec::new();
        for epoch in epochs_of(&transaction)? {
            let name = name_of(epoch);
            let table = transaction.open_table(definition(&name))?;
            for row in table.range::<u64>(..)? {
                let (_, row) = row?;
                let parts = parts_of(row.value(), about.is_chained);
                let Some(batch) = parts.and_then(|(_, changes)| decode(changes)) else {
                    return Ok(None);
                };
                batches.push(batch);
            }
        }
        Ok(Some(batches))
    }

    /// Whether it is a database without any table: a journal that was about to be made.
    pub(crate) fn is_blank(database: &Database) -> Result<bool, ::redb::Error> {
        let transaction = database.begin_read()?;
        Ok(transaction.list_tables()?.next().is_none())
    }

    /// Writes a batch, and returns when the disk has it: as one row, or as several if one would have more bytes than
    /// `row_bytes_max`. Each change is in one row, whatever its size.
    pub(crate) fn commit(
        &mut self,
        batch: &Batch,
        row_bytes_max: usize,
    ) -> Result<(), ::redb::Error> {
        let transaction = begin(&self.database)?;
        for epoch in std::mem::take(&mut self.done) {
            let name = name_of(epoch);
            transaction.delete_table(definition(&name))?;
        }
        let name = name_of(self.epoch);
        let (mut last, mut bytes) = (self.last, 0);
        {
            let mut table = transaction.open_table(definition(&name))?;
            let mut changes = batch.changes.iter().peekable();
            let bytes_whole = CHAIN_BYTES + batch.bytes() + 8 * batch.rows();
            let mut row = Vec::with_capacity(bytes_whole.min(row_bytes_max));
            loop {
                row.clear();
                row.resize(CHAIN_BYTES, 0);
                encode(&mut changes, &mut row, row_bytes_max);
                last = last.after(&row[CHAIN_BYTES..]);
                row[..CHAIN_BYTES].copy_from_slice(&last.chain.to_le_bytes());
                table.insert(last.row, row.as_slice())?;
                bytes += row.len();
                if changes.peek().is_none() {
                    break;
                }
            }
        }
        transaction.commit()?;
        self.last = last;
        self.commits += 1;
        self.bytes += bytes;
        Ok(())
    }

    /// Whether the epoch is so long that opening the store would take a while.
    pub(crate) fn is_long(&self, bytes_max: usize) -> bool {
        self.commits >= COMMITS_MAX || self.bytes >= bytes_max
    }

    /// Whether the epoch is too long although the one before is still being written to the main file. A row that is
    /// written again and again takes little memory, and a place here each time.
    pub(crate) fn is_very_long(&self, bytes_max: usize) -> bool {
        self.commits >= COMMITS_TIMES * COMMITS_MAX || self.bytes >= bytes_max
    }

    /// The position of its last row.
    pub(crate) fn last(&self) -> Position {
        self.last
    }

    /// Begins a new epoch: the next commits are written to the main file later than those so far. Returns the epochs of
    /// those.
    pub(crate) fn next_epoch(&mut self) -> Vec<u64> {
        self.epoch += 1;
        (self.commits, self.bytes) = (0, 0);
        std::mem::replace(&mut self.epochs, vec![self.epoch])
    }

    /// Drops these epochs, which the main file contains.
    pub(crate) fn forget(&mut self, epochs: Vec<u64>) {
        self.done.extend(epochs);
    }

    pub(crate) fn close(self) -> Result<(), ::redb::Error> {
        Ok(self.database.close()?)
    }
}

/// A transaction with a durable commit, in one sync. After a crash redb checks the file, which is quick, since it is
/// small.
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

/// The number of bytes of a chain number.
const CHAIN_BYTES: usize = 8;

/// The number of the chain in a row, if the rows are a chain, and the changes.
fn parts_of(row: &[u8], is_chained: bool) -> Option<(Option<u64>, &[u8])> {
    if !is_chained {
        return Some((None, row));
    }
    let (chain, changes) = row.split_first_chunk()?;
    Some((Some(u64::from_le_bytes(*chain)), changes))
}

/// The epochs of a journal, in order.
fn epochs_of(transaction: &ReadTransaction) -> Result<Vec<u64>, ::redb::Error> {
    let mut epochs: Vec<u64> = transaction
        .list_tables()?
        .filter_map(|table| table.name().strip_prefix(EPOCH)?.parse().ok())
        .collect();
    epochs.sort_unstable();
    Ok(epochs)
}

/// The kind of a change, in the two upper bits of its first byte; its table is in the lower ones.
const PUT: u8 = 0x40;
const PUT_NEW: u8 = 0x80;
const KIND: u8 = 0xc0;

/// Writes the next changes, until there are `bytes_max` bytes.
fn encode<'a>(
    changes: &mut Peekable<impl Iterator<Item = &'a RowChange>>,
    bytes: &mut Vec<u8>,
    bytes_max: usize,
) {
    let is_empty = bytes.len();
    let fits = |bytes: &[u8], change: &RowChange| {
        let more =
            change.key.len() + change.value.as_ref().map_or(0, Vec::len) + 2 * COUNT_BYTES_MAX;
        bytes.len() == is_empty || bytes.len().saturating_add(more) <= bytes_max
    };
    while let Some(RowChange { key, value, is_new }) = changes.next_if(|change| fits(bytes, change))
    {
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

/// The number of bytes of a count at most.
const COUNT_BYTES_MAX: usize = 10;

/// Writes bytes after their count, in LEB128: seven bits in each byte, the lowest first.
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
    use ::redb::ReadableTable;

    use super::*;
    use crate::model::id::InstanceId;

    #[test]
    fn a_batch_is_read_back_as_it_was() {
        let id = InstanceId::unchecked("a");
        let mut batch = Batch::default();
        batch.put(Key::of_instance(Table::Instances, &id), vec![7; 300]);
        batch.put_new(Key::of_number(Table::Values, &id, 3), vec![1; 20_000]);
        batch.remove(Key::of_number(Table::Timers, &id, 4));
        batch.put(Key::counters(), Vec::new());
        let mut bytes = Vec::new();
        encode(&mut batch.changes.iter().peekable(), &mut bytes, usize::MAX);
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

    fn journal() -> Journal {
        let memory = ::redb::backends::InMemoryBackend::new();
        let database = Database::builder().create_with_backend(memory);
        Journal::create(database.unwrap(), 7).unwrap()
    }

    fn batch(numbers: std::ops::Range<u64>, bytes: usize) -> Batch {
        let mut batch = Batch::default();
        for number in numbers {
            batch.put(Key::of_history(number), vec![1; bytes]);
        }
        batch
    }

    const ABOUT: About = About {
        identity: 7,
        is_chained: true,
    };

    /// A batch of more than 3 GiB stopped the runtime, and again after each restart.
    #[test]
    fn a_large_batch_is_several_rows_and_read_back_as_it_was() {
        let mut journal = journal();
        let large = batch(0..100, 50);
        journal.commit(&large, 500).unwrap();
        // A change that is larger by itself is one row.
        let longer = batch(100..101, 2000);
        journal.commit(&longer, 500).unwrap();
        assert_eq!(journal.commits, 2);
        {
            let transaction = journal.database.begin_read().unwrap();
            let table = transaction.open_table(definition("epoch 0")).unwrap();
            let rows = table.range::<u64>(..).unwrap();
            let lens: Vec<usize> = rows.map(|row| row.unwrap().1.value().len()).collect();
            assert!(lens.len() > 10, "{lens:?}");
            let (last, others) = lens.split_last().unwrap();
            assert!(
                *last > 2000 && others.iter().all(|len| *len <= 500),
                "{lens:?}"
            );
        }
        let found = Journal::read(&journal.database, ABOUT, Applied::Nothing).unwrap();
        assert_eq!(found.last, journal.last());
        let read = found.batches.into_iter().flat_map(|batch| batch.changes);
        let written = large.changes.into_iter().chain(longer.changes);
        assert!(read.eq(written));
    }

    #[test]
    fn a_journal_is_read_where_the_main_file_is_and_nowhere_else() {
        let mut journal = journal();
        let mut moments = vec![journal.last()];
        for number in 0..4 {
            journal.commit(&batch(number..number + 1, 9), 500).unwrap();
            moments.push(journal.last());
        }
        let read = |applied| Journal::read(&journal.database, ABOUT, applied);
        for (number, moment) in moments.iter().enumerate() {
            let found = read(Applied::Position(*moment)).unwrap();
            assert_eq!(found.batches.len(), 4 - number);
            let other = Position {
                chain: moment.chain ^ 1,
                ..*moment
            };
            assert!(matches!(
                read(Applied::Position(other)),
                Err(Unfit::Diverged | Unfit::Damaged(_))
            ));
        }
        let later = Position {
            row: 9,
            ..moments[4]
        };
        assert!(matches!(read(Applied::Position(later)), Err(Unfit::Older)));
        assert!(matches!(read(Applied::Number(2)), Err(Unfit::Diverged)));
    }

    #[test]
    fn a_row_that_has_changed_is_damaged() {
        let mut journal = journal();
        for number in 0..3 {
            journal.commit(&batch(number..number + 1, 9), 500).unwrap();
        }
        let transaction = journal.database.begin_write().unwrap();
        {
            let mut table = transaction.open_table(definition("epoch 0")).unwrap();
            let mut row = table.get(2).unwrap().unwrap().value().to_vec();
            *row.last_mut().unwrap() ^= 1;
            table.insert(2, row.as_slice()).unwrap();
        }
        transaction.commit().unwrap();
        let read = Journal::read(&journal.database, ABOUT, Applied::Nothing);
        assert!(matches!(read, Err(Unfit::Damaged(2))));
    }
}
