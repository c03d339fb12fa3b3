//! A store that counts what it is asked to write and to read.

use std::sync::{Arc, Mutex};

use super::harness::*;
use crate::client::builder::Builder;
use crate::client::runtime::Runtime;
use crate::model::clock::{Clock, SystemClock};
use crate::model::error::Error;
use crate::model::id::{InstanceId, OpId};
use crate::store::batch::Batch;
use crate::store::key::{OpKey, ResultKey, Table, TimerKey};
use crate::store::redb::RedbStore;
use crate::store::rows::Counters;
use crate::store::{Beside, Call, Store, Whole};

/// What the store of a [`Bench`] was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// How often a record was written.
    pub(super) records: usize,
    /// How many rows of any table were written or removed.
    pub(super) rows: usize,
    /// Those of `outcomes` among them.
    pub(super) outcomes: usize,
    /// Those of `values` among them.
    pub(super) values: usize,
    /// How many records were read.
    pub(super) reads_of_records: usize,
    /// How often the outcomes of an instance were read.
    pub(super) reads_of_outcomes: usize,
    /// How often the events of an instance were read.
    pub(super) reads_of_events: usize,
    /// How many bytes were written, keys and values.
    pub(super) bytes: usize,
    /// How many the largest commit had of them.
    pub(super) bytes_of_largest: usize,
    /// How often a chain of history was read by itself.
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
    fn event_head(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        self.store.event_head(id)
    }

    fn events(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>> {
        self.counts.lock().unwrap().reads_of_events += 1;
        self.store.events(id)
    }

    fn outcomes(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>> {
        self.counts.lock().unwrap().reads_of_outcomes += 1;
        self.store.outcomes(id)
    }

    fn commit(&self, batch: Batch) -> Call<'static, ()> {
        let mut counts = self.counts.lock().unwrap();
        counts.records += batch.rows_of(Table::Instances);
        counts.rows += batch.rows();
        counts.bytes += batch.bytes();
        counts.bytes_of_largest = counts.bytes_of_largest.max(batch.bytes());
        counts.values += batch.rows_of(Table::Values);
        counts.outcomes += batch.rows_of(Table::Outcomes);
        self.store.commit(batch)
    }

    fn counters(&self) -> Call<'_, Counters> {
        self.store.counters()
    }

    fn instances(&self, ids: Vec<InstanceId>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        self.counts.lock().unwrap().reads_of_records += ids.len();
        self.store.instances(ids)
    }

    fn input(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        self.store.input(id)
    }

    fn whole(&self, id: InstanceId, beside: Beside) -> Call<'_, Option<Whole>> {
        self.store.whole(id, beside)
    }

    fn values(&self, id: InstanceId) -> Call<'_, Vec<(u64, Vec<u8>)>> {
        self.store.values(id)
    }

    fn timers(&self, after: Option<TimerKey>, limit: usize) -> Call<'_, Vec<TimerKey>> {
        self.store.timers(after, limit)
    }

    fn timer_rows(&self, keys: Vec<TimerKey>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        self.store.timer_rows(keys)
    }

    fn activities(&self, after: Option<OpKey>, limit: usize) -> Call<'_, Vec<(OpKey, Vec<u8>)>> {
        self.store.activities(after, limit)
    }

    fn activities_of(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>> {
        self.store.activities_of(id)
    }

    fn inbox(&self, after: Option<ResultKey>, limit: usize) -> Call<'_, Vec<(ResultKey, Vec<u8>)>> {
        self.store.inbox(after, limit)
    }

    fn blocked(
        &self,
        after: Option<InstanceId>,
        limit: usize,
    ) -> Call<'_, Vec<(InstanceId, Vec<u8>)>> {
        self.store.blocked(after, limit)
    }

    fn blocked_reason(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        self.store.blocked_reason(id)
    }

    fn history(&self, head: u64) -> Call<'_, Vec<Vec<u8>>> {
        let mut counts = self.counts.lock().unwrap();
        counts.reads_of_history += 1;
        if counts.loses_histories {
            return Box::pin(async { Ok(Vec::new()) });
        }
        self.store.history(head)
    }

    fn close(&self, tidy: bool) -> Call<'static, ()> {
        self.store.close(tidy)
    }
}
