//! [`Snapshot`]: all rows as of one moment, for long reads. It holds no lock, so commits, flushes and compactions
//! continue: a replaced file stays open as long as there are snapshots. Closing the store ends the snapshots: their
//! reads fail because it is closed.

use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

use ::redb::AccessGuard;

use super::super::key::{Key, Table};
use super::super::layer::{Layer, Layers, over};
use super::bound::unbound;
use super::errors::{closed, unreadable};
use super::main_file::{META, Size};
use super::panics::{caught, drop_caught};
use super::rows_read::RowsRead;
use super::state::{Below, StoreState};
use crate::model::error::Error;

/// All rows as of one moment.
pub(super) struct Snapshot {
    layers: Layers,
    below: Below,
    /// Dropped after the file that is read.
    _counted: Counted,
}

impl Snapshot {
    /// The last commit. The layers are copied, which takes some milliseconds; nothing else waits for longer.
    pub(super) fn of(shared: &Arc<StoreState>) -> Result<Self, Error> {
        Self::over(shared, Layers::clone)
    }

    /// The content of the main file once this layer is written.
    pub(super) fn with_layer(shared: &Arc<StoreState>, layer: &Arc<Layer>) -> Result<Self, Error> {
        Self::over(shared, |_| Layers::of(Arc::clone(layer)))
    }

    fn over(
        shared: &Arc<StoreState>,
        layers: impl FnOnce(&Layers) -> Layers,
    ) -> Result<Self, Error> {
        // It is counted first: a file that is replaced from here on may be read by this snapshot.
        let counted = Counted::new(shared);
        let held = shared.layers();
        let main = shared.main();
        let main_file = main.as_ref().ok_or_else(closed)?;
        let below = caught(|| Below::of(main_file)).map_err(unreadable)?;
        let layers = layers(&held);
        drop((held, main));
        Ok(Self {
            layers,
            below,
            _counted: counted,
        })
    }

    /// The rows of a table, in order, as they are read. An error ends them, and is kept in `read`.
    pub(super) fn rows<'a>(
        &'a self,
        table: Table,
        read: &'a RowsRead,
    ) -> Result<impl Iterator<Item = (Bytes<'a>, Bytes<'a>)>, ::redb::Error> {
        let below = self.below.table(table)?.range::<&[u8]>(..)?;
        let below = read.up_to_error(below);
        let below = below.map(move |(key, row)| {
            let row = unbound(table, key.value(), row.value());
            (Bytes::Read(key), Some(Bytes::Own(row)))
        });
        let rows = over(self.layered(table), below, false);
        Ok(rows.filter_map(|(key, row)| Some((key, row?))))
    }

    /// The row of a key.
    pub(super) fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ::redb::Error> {
        if let Some(row) = self.layers.get(key) {
            return Ok(row.map(<[u8]>::to_vec));
        }
        let row = self.below.table(key.table())?.get(key.within())?;
        Ok(row.map(|row| unbound(key.table(), key.within(), row.value())))
    }

    /// The rows of a table in the layers, in order.
    fn layered(&self, table: Table) -> impl Iterator<Item = (Bytes<'_>, Option<Bytes<'_>>)> {
        let mut rows = Vec::new();
        let (first, last) = (Key::first_of(table), Key::last_of(table));
        let range = (Bound::Included(&first), Bound::Excluded(&last));
        for (key, row) in self.layers.range(table, range, false) {
            rows.push((Bytes::Held(key.within()), row.map(Bytes::Held)));
        }
        rows.into_iter()
    }

    /// The size of a table: the main file's own count, with the changes of the layers.
    pub(super) fn size(&self, table: Table) -> Result<Size, ::redb::Error> {
        let mut size = Size::read(&self.below.transaction.open_table(META)?, table)?;
        let below = self.below.table(table)?;
        for (key, row) in self.layered(table) {
            if let Some(was) = below.get(key.get())? {
                size.remove(key.get(), was.value());
            }
            if let Some(row) = row {
                size.add(key.get(), row.get());
            }
        }
        Ok(size)
    }

    /// The rows of `meta` of the main file.
    pub(super) fn meta(&self) -> Result<Vec<(String, Vec<u8>)>, ::redb::Error> {
        let meta = self.below.transaction.open_table(META)?;
        let mut rows = Vec::new();
        for row in meta.range::<&str>(..)? {
            let (key, value) = row?;
            rows.push((key.value().to_owned(), value.value().to_vec()));
        }
        Ok(rows)
    }
}

/// A long read, counted as long as this lives.
struct Counted(Arc<StoreState>);

impl Counted {
    fn new(shared: &Arc<StoreState>) -> Self {
        shared.long_reads().count += 1;
        Self(Arc::clone(shared))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut long_reads = self.0.long_reads();
        long_reads.count -= 1;
        if long_reads.count == 0 {
            let replaced = std::mem::take(&mut long_reads.replaced);
            drop(long_reads);
            drop_caught(replaced);
        }
    }
}

/// Bytes of a key or a row, wherever they are.
pub(super) enum Bytes<'a> {
    Held(&'a [u8]),
    Own(Vec<u8>),
    Read(AccessGuard<'static, &'static [u8]>),
}

impl Bytes<'_> {
    pub(super) fn get(&self) -> &[u8] {
        match self {
            Self::Held(bytes) => bytes,
            Self::Own(bytes) => bytes,
            Self::Read(bytes) => bytes.value(),
        }
    }
}

impl PartialEq for Bytes<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Bytes<'_> {}

impl PartialOrd for Bytes<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bytes<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().cmp(other.get())
    }
}
