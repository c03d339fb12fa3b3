//! Pages of large instances: each is bounded, and so is what is read at a time, and all together they are complete.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::harness::*;
use crate::client::pages::BYTES_MAX;
use crate::client::runtime::Runtime;
use crate::model::error::Error;
use crate::model::filter::InstanceFilter;
use crate::model::status::{RuntimeStatus, Status};
use crate::store::ask::{Ask, Found};
use crate::store::batch::Batch;
use crate::store::memory::{Memory, MemoryStore};
use crate::store::{Store, StoreFuture};

/// The size of an instance's input, and about that of its record.
const LARGE: usize = 1_000_000;

/// A store that notes how much was read at a time at most.
struct Counting {
    store: MemoryStore,
    most: Arc<AtomicUsize>,
}

impl Store for Counting {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let read = self.store.read(asks);
        Box::pin(async move {
            let found = read.await?;
            let bytes = found.iter().map(bytes_of).sum();
            self.most.fetch_max(bytes, Ordering::SeqCst);
            Ok::<_, Error>(found)
        })
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        self.store.commit(batch)
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy)
    }
}

fn bytes_of(found: &Found) -> usize {
    match found {
        Found::Row(row) => row.as_ref().map_or(0, Vec::len),
        Found::Groups(groups) => groups.iter().flatten().flatten().map(Vec::len).sum(),
        Found::Rows(rows) => rows.iter().map(|(_, row)| row.len()).sum(),
        Found::Chain(_) | Found::Chains(_) => 0,
    }
}

/// A runtime with 12 large instances, half of them ended, and 12 small ones between them.
async fn filled(bench: &Bench) -> (Runtime, Arc<AtomicUsize>) {
    let most = Arc::<AtomicUsize>::default();
    let counting = Counting {
        store: Memory::default().open(),
        most: Arc::clone(&most),
    };
    let opened = bench.builder().open_store(move |_| Ok(counting)).await;
    let runtime = opened.unwrap();
    for number in 0..12 {
        let text = "x".repeat(LARGE);
        let script = match number % 2 {
            0 => vec![Do::Fail(text)],
            _ => vec![Do::Event(text)],
        };
        let large = typed(script).id(format!("large-{number}"));
        let large = runtime.start(large.tag("size", "large")).await.unwrap();
        if number % 2 == 0 {
            large.result().await.unwrap_err();
        }
        start(&runtime, &format!("small-{number}"), vec![]).await;
    }
    most.store(0, Ordering::SeqCst);
    (runtime, most)
}

fn bytes_in(status: &Status) -> usize {
    let output = status.output.as_ref();
    status.input.as_str().len() + output.map_or(0, |output| output.as_str().len())
}

#[tokio::test]
async fn pages_of_large_instances_are_bounded_and_complete() {
    let bench = Bench::new();
    let (runtime, most) = filled(&bench).await;
    // Input and output. The rows of an instance have its operation, too.
    let one = 2 * LARGE + 10_000;
    let filters = [
        (InstanceFilter::new(), 24, 2),
        (InstanceFilter::new().id_prefix("large"), 12, 2),
        (InstanceFilter::new().tag("size", "large"), 12, 2),
        (InstanceFilter::new().status(RuntimeStatus::Failed), 6, 2),
    ];
    for (filter, count, pages_min) in filters {
        let mut query = runtime.query(filter.clone());
        let (mut found, mut pages) = (Vec::new(), 0);
        loop {
            let page = query.page().await.unwrap();
            pages += 1;
            let bytes: usize = page.instances.iter().map(bytes_in).sum();
            assert!(bytes < BYTES_MAX + one, "{filter:?}: {bytes}");
            found.extend(page.instances.into_iter().map(|status| status.id));
            // A token goes on as the query itself does.
            let Some(next) = page.next else { break };
            query = runtime.query(filter.clone()).after(next);
        }
        found.sort();
        found.dedup();
        assert_eq!(found.len(), count, "{filter:?}");
        assert!(pages >= pages_min, "{filter:?}: {pages} pages");
        assert_eq!(runtime.count(filter.clone()).await.unwrap(), count as u64);
        let mut stream = runtime.query(filter);
        let mut streamed = 0;
        while stream.next().await.unwrap().is_some() {
            streamed += 1;
        }
        assert_eq!(streamed, count);
    }
    let most = most.load(Ordering::SeqCst);
    assert!(
        (LARGE..BYTES_MAX + 4 * LARGE).contains(&most),
        "{most} at a time"
    );
    // Without inputs there is more room, and a purge takes all that have ended.
    let without = runtime.query(InstanceFilter::new().id_prefix("large"));
    let without = { without.without_inputs() }.page().await.unwrap();
    assert!(without.instances.len() > 5, "{}", without.instances.len());
    let failed = InstanceFilter::new().status(RuntimeStatus::Failed);
    assert_eq!(runtime.purge(failed).await.unwrap(), 6);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_instance_that_is_larger_than_a_page_has_one() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for id in ["a", "b"] {
        start(&runtime, id, vec![Do::Event("x".repeat(BYTES_MAX))]).await;
    }
    let mut query = runtime.query(InstanceFilter::new());
    for id in ["b", "a"] {
        let page = query.page().await.unwrap();
        assert_eq!(page.instances.len(), 1);
        assert_eq!(page.instances[0].id, id);
        assert_eq!(page.next.is_none(), id == "a");
    }
    runtime.shutdown().await.unwrap();
}
