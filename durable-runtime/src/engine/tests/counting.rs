//! A store that counts what it is asked to write and to read.

use std::sync::{Arc, Mutex};

use super::harness::*;
use crate::client::builder::Builder;
use crate::client::runtime::Runtime;
use crate::model::clock::{Clock, SystemClock};
use crate::model::error::Error;
use crate::store::ask::{Ask, Found};
use crate::store::batch::Batch;
use crate::store::chain::Chain;
use crate::store::key::Table;
use crate::store::redb::RedbStore;
use crate::store::{Store, StoreFuture};

/// Counts of the requests to the store of a [`Bench`].
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// The number of writes of records.
    pub(super) records: usize,
    /// The number of rows of any table that were written or removed.
    pub(super) rows: usize,
    /// Those of `outcomes` among them.
    pub(super) outcomes: usize,
    /// Those of `values` among them.
    pub(super) values: usize,
    /// The number of reads of any kind.
    pub(super) reads: usize,
    /// The number of reads of values out of line, of any number of instances at a time.
    pub(super) reads_of_values: usize,
    /// The number of records read.
    pub(super) reads_of_records: usize,
    /// The number of reads of an instance's outcomes.
    pub(super) reads_of_outcomes: usize,
    /// The number of reads of an instance's events.
    pub(super) reads_of_events: usize,
    /// The number of bytes written, keys and values.
    pub(super) bytes: usize,
    /// The number of bytes in the largest commit.
    pub(super) bytes_of_largest: usize,
    /// The number of reads of a chain of history by itself.
    pub(super) reads_of_history: usize,
    /// Whether such a chain is gone by then, each time.
    pub(super) loses_histories: bool,
}

struct Counting {
    store: RedbStore,
    counts: Arc<Mutex<Counts>>,
}

/// Opens the bench's store, and counts from now on.
pub(super) async fn open_counting(bench: &Bench) -> (Runtime, Arc<Mutex<Counts>>) {
    open_counting_by(bench, SystemClock).await
}

pub(super) async fn open_counting_by(
    bench: &Bench,
    clock: impl Clock,
) -> (Runtime, Arc<Mutex<Counts>>) {
    open_counting_with(bench, bench.builder().clock(clock)).await
}

pub(super) async fn open_counting_with(
    bench: &Bench,
    builder: Builder,
) -> (Runtime, Arc<Mutex<Counts>>) {
    let counts = Arc::<Mutex<Counts>>::default();
    let (path, counting) = (bench.path(), Arc::clone(&counts));
    let open = move |options| -> Result<Counting, Error> {
        Ok(Counting {
            store: RedbStore::open(&path, options)?,
            counts: counting,
        })
    };
    (builder.open_store(open).await.unwrap(), counts)
}

impl Store for Counting {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let mut counts = self.counts.lock().unwrap();
        let loses_histories = counts.loses_histories;
        counts.reads += 1;
        let is_of_values =
            |ask: &Ask| matches!(ask, Ask::Scan(scan) if scan.table == Table::Values);
        counts.reads_of_values += usize::from(asks.iter().any(is_of_values));
        let mut lost = Vec::new();
        for (number, ask) in asks.iter().enumerate() {
            match ask {
                Ask::Row(key) if key.table() == Table::Instances => counts.reads_of_records += 1,
                Ask::Scan(scan) if scan.table == Table::Outcomes => counts.reads_of_outcomes += 1,
                Ask::Scan(scan) if scan.table == Table::Events => counts.reads_of_events += 1,
                Ask::Chain { .. } => {
                    counts.reads_of_history += 1;
                    lost.extend(loses_histories.then_some(number));
                }
                _ => {}
            }
        }
        let found = self.store.read(asks);
        Box::pin(async move {
            let mut found = found.await?;
            for number in lost {
                found[number] = Found::Chain(Chain::default());
            }
            Ok(found)
        })
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        let mut counts = self.counts.lock().unwrap();
        counts.records += batch.rows_of(Table::Instances);
        counts.rows += batch.rows();
        counts.bytes += batch.bytes();
        counts.bytes_of_largest = counts.bytes_of_largest.max(batch.bytes());
        counts.values += batch.rows_of(Table::Values);
        counts.outcomes += batch.rows_of(Table::Outcomes);
        self.store.commit(batch)
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy)
    }
}
