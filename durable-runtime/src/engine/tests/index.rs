//! The index: it says of each instance what its record says, whatever happens, and a store of an earlier format gets it
//! when it is opened.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::harness::*;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::filter::InstanceFilter;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::step::command::Errand;
use crate::store::ask::{Ask, Scan};
use crate::store::batch::Batch;
use crate::store::key::{Group, Key, Position, Table};
use crate::store::memory::Memory;
use crate::store::redb::RedbStore;
use crate::store::rows::{ChildRow, CountRow, Counters, IndexRow, Record, Row};
use crate::store::{Options, Store};
use crate::testing::crash::{CrashStore, Last};

type Rows = BTreeMap<Key, Vec<u8>>;

/// Reads whole tables, as of one moment.
async fn tables<const N: usize>(store: &dyn Store, of: [Table; N]) -> Result<[Rows; N], Error> {
    let scans = of.map(|table| Ask::Scan(Scan::page(table, None, usize::MAX)));
    let found = store.read(scans.to_vec()).await?.into_iter();
    let tables: Vec<Rows> = found
        .map(|found| found.into_rows().into_iter().collect())
        .collect();
    Ok(tables.try_into().expect("a store answers every ask"))
}

/// Holds that the index says what the records say. The error is one of the store.
pub(super) async fn index_is_right(store: &dyn Store) -> Result<(), Error> {
    let [records, index, counts, children] = tables(
        store,
        [
            Table::Instances,
            Table::Index,
            Table::Counts,
            Table::Children,
        ],
    )
    .await?;
    let (mut rows, mut numbers, mut links) = (Rows::new(), BTreeMap::new(), Rows::new());
    for (key, row) in records {
        let record = Record::from_bytes(&row).unwrap();
        let group = Group {
            function: record.name.clone(),
            status: record.runtime_status(),
        };
        let position = Position {
            created: record.created,
            instance: key.to_instance().unwrap(),
        };
        let row = IndexRow {
            ended: record.has_ended().then_some(record.updated),
            tags: record.tags,
        };
        rows.insert(Key::of_index(&group, &position), row.to_bytes());
        *numbers.entry(group).or_default() += 1;
        if let Some(parent) = record.parent {
            let key = Key::of_child(&parent.instance, &position);
            links.insert(key, ChildRow {}.to_bytes());
        }
    }
    let number = |(group, instances): (Group, u64)| {
        let key = Key::of_group(Table::Counts, &group);
        (key, CountRow { instances }.to_bytes())
    };
    assert_eq!(index, rows);
    assert_eq!(counts, numbers.into_iter().map(number).collect());
    assert_eq!(children, links);
    Ok(())
}

/// Scripts that between them do all that changes what the index says.
fn scripts() -> Vec<(&'static str, Vec<Do>)> {
    let terminates = |id: &str| {
        let reason = "told to".to_owned();
        all(vec![Do::Send(id.to_owned(), Errand::Terminate { reason })])
    };
    vec![
        ("waits", vec![Do::Event("go".to_owned())]),
        ("calls", vec![call("inc", 1), Do::Sleep(Duration::ZERO)]),
        (
            "fails",
            vec![call("inc", 2), Do::Fail("it had to".to_owned())],
        ),
        (
            "parent",
            vec![
                child(Some("child"), vec![call("inc", 3)]),
                child(None, vec![Do::Sleep(Duration::ZERO)]),
                // It has the id of the first one.
                child(Some("child"), vec![call("inc", 4)]),
            ],
        ),
        ("terminates", vec![terminates("waits")]),
    ]
}

/// Lets instances start, step, end, be terminated and be replaced, until the engine dies.
async fn live(runtime: &Runtime) -> Result<(), Error> {
    for (id, script) in scripts() {
        let start = runtime.start_named("script", input(script)).tag("of", id);
        start.id(id).await?;
    }
    for id in ["calls", "parent", "terminates"] {
        let _ = runtime.instance(id).result().await;
    }
    for (id, script) in scripts() {
        let again = runtime.start_named("script", input(script)).id(id);
        again
            .tag("again", "yes")
            .if_exists(IfExists::Replace)
            .await?;
    }
    for id in ["calls", "fails", "parent"] {
        let _ = runtime.instance(id).result().await;
    }
    runtime
        .instance("waits")
        .terminate("enough")
        .await
        .or_else(|error| {
            // The other one was faster.
            (error.kind() == ErrorKind::InstanceEnded)
                .then_some(())
                .ok_or(error)
        })
}

async fn dies_at(bench: &Bench, open: impl Fn() -> Arc<dyn Store>, at: u64, last: Last) -> bool {
    let mut builder = bench.builder();
    let store = open();
    builder.around_store = Some(Box::new(move |_| Arc::new(CrashStore::at(store, at, last))));
    let unused = Memory::default();
    let died = match builder.open_store(move |_| Ok(unused.open())).await {
        Ok(runtime) => {
            let died = live(&runtime).await.is_err();
            let _ = runtime.shutdown().await;
            died
        }
        Err(_) => true,
    };
    let store = open();
    index_is_right(&*store).await.unwrap();
    store.close(true).await.unwrap();
    died
}

#[tokio::test]
async fn the_index_says_what_the_records_say_after_a_death_at_every_commit() {
    for last in [Last::Kept, Last::Lost] {
        let mut at = 1;
        loop {
            let bench = Bench::new();
            let memory = Memory::default();
            let open = || -> Arc<dyn Store> { Arc::new(memory.open()) };
            let died = dies_at(&bench, open, at, last).await;
            // What the next process does to it.
            dies_at(&bench, open, 3, last).await;
            dies_at(&bench, open, u64::MAX, last).await;
            if !died {
                break;
            }
            at += 1;
        }
        assert!(at > 10, "{at} commits");
    }
}

/// Every number of rows of the main file, and none of them in layers.
#[tokio::test]
async fn the_index_in_files_says_what_the_records_say() {
    for layer_bytes in [1, 3_000, 1 << 20] {
        let bench = Bench::new();
        for at in [7, 12, 20, u64::MAX] {
            let path = bench.path();
            let options = Options {
                layer_bytes,
                ..Options::default()
            };
            let open = || -> Arc<dyn Store> { Arc::new(RedbStore::open(&path, options).unwrap()) };
            let store = open();
            // An open store locks its file, so it is the same one that is looked at.
            let mut builder = bench.builder();
            let dying = Arc::new(CrashStore::at(Arc::clone(&store), at, Last::Lost));
            builder.around_store = Some(Box::new(move |_| dying));
            let unused = Memory::default();
            if let Ok(runtime) = builder.open_store(move |_| Ok(unused.open())).await {
                let _ = live(&runtime).await;
                let _ = runtime.shutdown().await;
            }
            drop(store);
            let store = open();
            index_is_right(&*store).await.unwrap();
            store.close(true).await.unwrap();
        }
    }
}

/// Makes a store one of the time before the index.
async fn forget_the_index(store: &dyn Store) {
    let mut batch = Batch::default();
    let all = [Table::Index, Table::Counts, Table::Children];
    for table in tables(store, all).await.unwrap() {
        for (key, _) in table {
            batch.remove(key);
        }
    }
    let counters = Counters {
        is_indexed: false,
        ..store.counters().await.unwrap()
    };
    batch.put(Key::counters(), counters.to_bytes());
    store.commit(batch).await.unwrap();
}

/// Without the index, so many instances are on the list twice: as they were when the opening was cut short, and as they are.
#[tokio::test]
async fn an_index_that_was_cut_short_is_made_again() {
    const INSTANCES: usize = 2500;
    let bench = Bench::new();
    let path = bench.path();
    let runtime = bench.open().await;
    let waits = || typed(vec![Do::Event("go".to_owned())]);
    let calls = (0..INSTANCES).map(|n| waits().id(format!("waits {n}")));
    runtime.start_many(calls).await.unwrap();
    start(
        &runtime,
        "parent",
        vec![child(Some("child"), vec![Do::Event("go".to_owned())])],
    )
    .await;
    until(async || runtime.instance("child").status().await.is_ok()).await;
    runtime.shutdown().await.unwrap();
    for (at, last) in (1..=5).flat_map(|at| [(at, Last::Kept), (at, Last::Lost)]) {
        // Each commit of the opening is in the main file, so that what comes behind it is over it.
        let options = Options {
            layer_bytes: 1,
            ..Options::default()
        };
        let store = RedbStore::open(&path, options).unwrap();
        forget_the_index(&store).await;
        store.close(true).await.unwrap();
        let mut builder = bench.builder().layer_bytes(1);
        builder.around_store = Some(Box::new(move |store| {
            Arc::new(CrashStore::at(store, at, last))
        }));
        match builder.open(&path).await {
            Ok(runtime) => {
                // It may die in the next one.
                let _ = runtime.shutdown().await;
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::Stopped),
        }
        let runtime = bench.open().await;
        index_is_right(runtime.store()).await.unwrap();
        let id = format!("waits {at}");
        let terminated = runtime.instance(&id).terminate("enough").await;
        assert!(terminated.is_ok() || matches!(last, Last::Lost));
        start(&runtime, &id, vec![Do::Event("go".to_owned())]).await;
        index_is_right(runtime.store()).await.unwrap();
        let all = InstanceFilter::new();
        assert_eq!(runtime.count(all).await.unwrap(), INSTANCES as u64 + 2);
        let of_parent = InstanceFilter::new().parent(&InstanceId::unchecked("parent"));
        assert_eq!(runtime.count(of_parent).await.unwrap(), 1);
        runtime.shutdown().await.unwrap();
    }
}
