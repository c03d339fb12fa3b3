//! [`Reading`]: the store as of one moment, for short reads. It holds the layers, so commits wait.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Bound;

use ::redb::{Database, ReadOnlyTable};

use super::super::ask::{self, Ask, Found, Merge, Scan};
use super::super::chain::{self, Chain};
use super::super::key::{Key, Table};
use super::super::layer::{Layers, directed, over};
use super::bound::unbound;
use super::rows_read::RowsRead;
use super::state::Below;

/// The store as of one moment.
pub(super) struct Reading<'a> {
    layers: &'a Layers,
    database: &'a Database,
    /// Opened when a row is requested that the layers don't have.
    below: OnceCell<Below>,
    /// The tables of the main file that were read.
    tables: [OnceCell<Rows>; Table::ALL.len()],
}

type Rows = ReadOnlyTable<&'static [u8], &'static [u8]>;

impl<'a> Reading<'a> {
    /// A reading of these layers, which are locked, and of the main file.
    pub(super) fn of(layers: &'a Layers, database: &'a Database) -> Self {
        Self {
            layers,
            database,
            below: OnceCell::new(),
            tables: Default::default(),
        }
    }

    /// Answers all asks.
    pub(super) fn find(&self, asks: Vec<Ask>) -> Result<Vec<Found>, ::redb::Error> {
        let mut found = Vec::with_capacity(asks.len());
        for ask in asks {
            let answer = match ask {
                Ask::Row(key) => Found::Row(self.get(&key)?),
                Ask::Groups { groups, bytes_max } => {
                    ask::read_groups(groups, bytes_max, |key| self.get(key))?
                }
                Ask::Scan(scan) => Found::Rows(self.scan(&scan)?),
                Ask::Chain { head, limit } => Found::Chain(self.chain(head, limit)?),
                Ask::ChainsOf(heads) => {
                    let chain = |head| self.chain(head, usize::MAX);
                    let chains = heads(&found).into_iter().map(chain);
                    Found::Chains(chains.collect::<Result<_, _>>()?)
                }
                Ask::MergeOf(merge) => Found::Rows(self.merge(&merge(&found))?),
            };
            found.push(answer);
        }
        Ok(found)
    }

    /// A chain from its head back, `limit` rows at most.
    pub(super) fn chain(&self, head: u64, limit: usize) -> Result<Chain, ::redb::Error> {
        chain::follow(head, limit, |key| self.get(key))
    }

    fn table(&self, table: Table) -> Result<&Rows, ::redb::Error> {
        let opened = &self.tables[table as usize - 1];
        if let Some(opened) = opened.get() {
            return Ok(opened);
        }
        // The layers are locked, so none of their rows has left them for the main file.
        let rows = match self.below.get() {
            Some(below) => below.table(table)?,
            None => {
                let below = Below::of(self.database)?;
                self.below.get_or_init(|| below).table(table)?
            }
        };
        Ok(opened.get_or_init(|| rows))
    }

    pub(super) fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ::redb::Error> {
        if let Some(row) = self.layers.get(key) {
            return Ok(row.map(<[u8]>::to_vec));
        }
        let row = self.table(key.table())?.get(key.within())?;
        Ok(row.map(|row| unbound(key.table(), key.within(), row.value())))
    }

    fn scan(&self, scan: &Scan) -> Result<Vec<(Key, Vec<u8>)>, ::redb::Error> {
        let read = RowsRead::default();
        let rows = self.range(scan, &read)?.take(scan.limit).collect();
        read.check()?;
        Ok(rows)
    }

    fn merge(&self, merge: &Merge) -> Result<Vec<(Key, Vec<u8>)>, ::redb::Error> {
        let read = RowsRead::default();
        let ranges = merge.ranges.iter().map(|(scan, _)| self.range(scan, &read));
        let rows = merge.merged(ranges.collect::<Result<_, _>>()?);
        read.check()?;
        Ok(rows)
    }

    /// The rows of a range in order, up to the first error, which `read` notes.
    fn range<'b>(
        &'b self,
        scan: &'b Scan,
        read: &'b RowsRead,
    ) -> Result<impl Iterator<Item = (Key, Vec<u8>)> + use<'a, 'b>, ::redb::Error> {
        if scan.is_empty() {
            return Ok(None.into_iter().flatten());
        }
        let table = scan.table;
        let (low, high) = scan.bounds();
        let end_of_table = Key::last_of(table);
        let within_table = (
            low.as_ref().map(Key::within),
            match high.as_ref() {
                Bound::Excluded(key) if *key == end_of_table => Bound::Unbounded,
                high => high.map(Key::within),
            },
        );
        let rows = self.table(table)?.range::<&[u8]>(within_table)?;
        let rows = directed(rows, scan.is_backward);
        let below = read.up_to_error(rows).map(move |(key, row)| {
            let row = if scan.keys_only {
                Vec::new()
            } else {
                unbound(table, key.value(), row.value())
            };
            let key = Key::from_parts(table, key.value());
            (Cow::Owned(key), Some(Cow::Owned(row)))
        });
        let layered = self
            .layers
            .range(table, (low.as_ref(), high.as_ref()), scan.is_backward)
            .map(|(key, row)| {
                let row = row.map(|row| if scan.keys_only { &[] } else { row });
                (Cow::Borrowed(key), row.map(Cow::Borrowed))
            });
        let rows = over(layered, below, scan.is_backward)
            .filter_map(|(key, row)| Some((key.into_owned(), row?.into_owned())));
        Ok(Some(rows).into_iter().flatten())
    }
}
