//! Long chains of history are removed in parts: other commits don't wait for all of it, and nothing is left, whenever the
//! process dies.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::tests::OPTIONS;
use super::*;
use crate::store::Options;
use crate::store::ask::Scan;
use crate::store::key::{Key, Table};
use crate::store::rows::{Counters, HistoryRow, Row};

/// A batch of rows of a chain.
fn rows(numbers: std::ops::Range<u64>) -> Batch {
    let mut batch = Batch::default();
    for number in numbers.clone() {
        let row = HistoryRow {
            bytes: 0,
            previous: (number > numbers.start).then(|| number - 1),
            events: Vec::new(),
        };
        batch.put(Key::of_history(number), row.to_bytes());
    }
    batch
}

fn removal(head: u64) -> Batch {
    let mut batch = Batch::default();
    batch.remove_history(head);
    batch
}

/// A commit that has nothing to do with it.
fn other(runs: u64) -> Batch {
    let mut batch = Batch::default();
    let counters = Counters {
        runs,
        ..Counters::default()
    };
    batch.put(Key::counters(), counters.to_bytes());
    batch
}

/// The rows of history that are left, and the notes of chains.
async fn left(store: &RedbStore) -> (usize, usize) {
    let asks = [Table::History, Table::Counters].map(|table| {
        let after = (table == Table::Counters).then(Key::counters);
        Ask::Scan(Scan::page(table, after, usize::MAX))
    });
    let mut found = store.read(asks.to_vec()).await.unwrap().into_iter();
    let mut next = || found.next().unwrap().into_rows().len();
    (next(), next())
}

async fn until_all_is_removed(store: &RedbStore) {
    let began = Instant::now();
    while left(store).await != (0, 0) {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "it takes too long"
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Copies the files of a store as a death of the process leaves them.
fn copied(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.path().join(file.file_name())).unwrap();
    }
    to
}

#[tokio::test]
async fn a_long_chain_is_removed_in_parts_and_wholly() {
    let folder = tempfile::tempdir().unwrap();
    let store = RedbStore::open(&folder.path().join("s"), OPTIONS).unwrap();
    store.commit(rows(0..10_500)).await.unwrap();
    store.commit(rows(20_000..22_000)).await.unwrap();
    store.commit(rows(30_000..30_010)).await.unwrap();
    let mut all = removal(10_499);
    all.remove_history(21_999);
    all.remove_history(30_009);
    store.commit(all).await.unwrap();
    until_all_is_removed(&store).await;
    store.close(true).await.unwrap();
}

/// A chain that is begun and removed in one batch.
#[tokio::test]
async fn a_long_chain_that_was_never_there_alone_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = RedbStore::open(&folder.path().join("s"), OPTIONS).unwrap();
    let mut batch = rows(0..2_500);
    batch.remove_history(2_499);
    store.commit(batch).await.unwrap();
    until_all_is_removed(&store).await;
}

/// The writer is held up by what it reads for its parts, so the files are copied in the middle of it.
#[tokio::test]
async fn a_removal_goes_on_after_a_death_of_the_process_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        chain_rows_max: 100,
        ..OPTIONS
    };
    let mut deaths = 0;
    for wait in 0..12 {
        let dead = folder.path().join(wait.to_string());
        std::fs::create_dir(&dead).unwrap();
        let store = RedbStore::open(&dead.join("s"), options).unwrap();
        let mut counters = rows(0..3_000);
        counters.put(Key::counters(), Counters::default().to_bytes());
        store.commit(counters).await.unwrap();
        store.commit(removal(2_999)).await.unwrap();
        for number in 0..wait {
            store.commit(other(number)).await.unwrap();
        }
        // An untidy close leaves what was not removed, as a death does.
        store.close(false).await.unwrap();
        drop(store);
        let copy = copied(&dead);
        let path = copy.path().join("s");
        let looked_at = RedbStore::inspect(&path).unwrap();
        let (rows_left, notes) = left(&looked_at).await;
        assert_eq!(notes, usize::from(rows_left > 0));
        let found = Maintenance::verify(&looked_at).await.unwrap();
        assert!(rows_left == 0 || found.is_sound(), "{found}");
        drop(looked_at);
        deaths += u64::from(rows_left > 0);
        let store = RedbStore::open(&path, options).unwrap();
        until_all_is_removed(&store).await;
        store.close(true).await.unwrap();
        drop(store);
        let store = RedbStore::open(&path, options).unwrap();
        assert_eq!(left(&store).await, (0, 0));
    }
    assert!(deaths > 0, "none was in the middle");
}

/// The removal of a long history was one commit, and all others waited for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_removal_of_a_long_history_does_not_hold_up_commits() {
    let rows_max = std::env::var("ROWS").map_or(200_000, |rows| rows.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(RedbStore::open(&folder.path().join("s"), Options::default()).unwrap());
    for part in (0..rows_max).step_by(10_000) {
        let mut part = rows(part..part + 10_000);
        if let Some(first) = part.changes.first_mut() {
            let previous =
                u64::from_be_bytes(first.key.within().try_into().unwrap()).checked_sub(1);
            let row = HistoryRow {
                bytes: 0,
                previous,
                events: Vec::new(),
            };
            first.value = Some(row.to_bytes());
        }
        store.commit(part).await.unwrap();
    }
    let began = Instant::now();
    let removed = store.commit(removal(rows_max - 1));
    let (mut slowest, mut count) = (Duration::ZERO, 0);
    let is_there = async || {
        let asks = vec![Ask::Row(Key::of_history(0))];
        let found = store.read(asks).await.unwrap().pop();
        found.and_then(Found::into_row).is_some()
    };
    while is_there().await {
        let began = Instant::now();
        store.commit(other(count)).await.unwrap();
        slowest = slowest.max(began.elapsed());
        count += 1;
    }
    removed.await.unwrap();
    let all = began.elapsed();
    println!("{rows_max} rows: {count} commits, the slowest took {slowest:?}; all {all:?}");
    assert!(count > 3, "{count} commits in {all:?}");
    assert!(slowest < all / 2, "a commit took {slowest:?} of {all:?}");
}
