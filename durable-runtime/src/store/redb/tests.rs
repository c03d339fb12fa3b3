//! Tests of the store itself: the files that crashes leave of a compaction, and snapshots.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::context::Context;
use super::errors::unreadable;
use super::rows_read::RowsRead;
use super::snapshot::Snapshot;
use super::state::Moment;
use super::*;
use crate::store::Options;
use crate::store::key::{Key, Table};
use crate::store::rows::{HistoryRow, Row};

pub(super) const OPTIONS: Options = Options {
    cache_bytes: 1024 * 1024,
    layer_bytes: 20_000,
    compact_bytes_min: u64::MAX,
    journal_row_bytes_max: 2_000,
    chain_rows_max: 1_000,
};

fn key(number: u64) -> Key {
    Key::of_history(number)
}

pub(super) fn batch(rows: impl IntoIterator<Item = (u64, Option<Vec<u8>>)>) -> Batch {
    let mut batch = Batch::default();
    for (number, row) in rows {
        match row {
            Some(row) => batch.put(key(number), row),
            None => batch.remove(key(number)),
        }
    }
    batch
}

pub(super) type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

fn rows_of(snapshot: &Snapshot) -> Rows {
    let read = RowsRead::default();
    let rows = snapshot.rows(Table::History, &read).unwrap();
    let rows = rows
        .map(|(key, row)| (key.get().to_vec(), row.get().to_vec()))
        .collect();
    read.check().unwrap();
    rows
}

pub(super) fn rows_in(store: &RedbStore) -> Rows {
    rows_of(&Snapshot::of(&store.shared).unwrap())
}

/// A store that holds rows of each age: in the main file, overwritten, removed, and in the layers alone.
async fn filled(path: &Path) -> RedbStore {
    let store = RedbStore::open(path, OPTIONS).unwrap();
    for round in 0..20_u8 {
        let rows = (0..100).map(|number| (number, Some(vec![round; 200])));
        store.commit(batch(rows)).await.unwrap();
    }
    let rows = (0..100).map(|n| (n, (n % 3 != 0).then(|| vec![77; 10])));
    store.commit(batch(rows)).await.unwrap();
    store
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[tokio::test]
async fn a_crash_at_any_moment_of_a_compaction_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let expected = rows_in(&store);
    let crashes = Arc::<Mutex<Vec<(Moment, tempfile::TempDir)>>>::default();
    *store.shared.meanwhile.lock().unwrap() = Some(Box::new({
        let crashes = Arc::clone(&crashes);
        let from = folder.path().to_owned();
        move |moment| {
            let to = tempfile::tempdir().unwrap();
            for file in files_in(&from) {
                std::fs::copy(&file, to.path().join(file.file_name().unwrap())).unwrap();
            }
            crashes.lock().unwrap().push((moment, to));
        }
    }));
    store.compact().await.unwrap();
    assert_eq!(rows_in(&store), expected);
    *store.shared.meanwhile.lock().unwrap() = None;

    let crashes = std::mem::take(&mut *crashes.lock().unwrap());
    let moments: Vec<Moment> = crashes.iter().map(|(moment, _)| *moment).collect();
    assert!(moments.ends_with(&[Moment::Copying, Moment::Written, Moment::Renamed]));
    for (moment, crashed) in crashes {
        let path = crashed.path().join("store.redb");
        let looked_at = RedbStore::inspect(&path).unwrap();
        assert_eq!(rows_in(&looked_at), expected, "{moment:?}");
        drop(looked_at);
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        assert_eq!(rows_in(&store), expected, "{moment:?}");
        assert_eq!(files_in(crashed.path()).len(), 2, "{moment:?}");
        store.commit(batch([(500, Some(vec![5]))])).await.unwrap();
        store.close(true).await.unwrap();
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        assert_eq!(rows_in(&store).len(), expected.len() + 1, "{moment:?}");
    }
}

#[tokio::test]
async fn a_snapshot_stays_what_it_is_across_compactions_until_the_store_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let snapshot = Snapshot::of(&store.shared).unwrap();
    let expected = rows_of(&snapshot);
    for round in 0..3 {
        let rows = (0..300).map(|number| (number, Some(vec![round; 100])));
        store.commit(batch(rows)).await.unwrap();
        store.compact().await.unwrap();
        assert_eq!(rows_of(&snapshot), expected);
        assert_eq!(rows_in(&store).len(), 300);
    }
    store.close(true).await.unwrap();
    let read = RowsRead::default();
    let ended = match snapshot.rows(Table::History, &read) {
        Ok(rows) => rows.count() < expected.len() || read.check().is_err(),
        Err(error) => unreadable(error).kind() == ErrorKind::Stopped,
    };
    // It may have been read into memory before; but nothing keeps the files open.
    let _ = ended;
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store).len(), 300);
}

#[tokio::test]
async fn commits_go_on_while_the_store_is_compacted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let (go_on, held) = std::sync::mpsc::channel::<()>();
    *store.shared.meanwhile.lock().unwrap() = Some(Box::new(move |moment| {
        if moment == Moment::Written {
            held.recv().unwrap();
        }
    }));
    let compacting = store.compact();
    let compacting = tokio::spawn(compacting);
    let mut expected = rows_in(&store);
    // More than the limit at which the main file would be written.
    for number in 1000..1100 {
        store
            .commit(batch([(number, Some(vec![1; 1000]))]))
            .await
            .unwrap();
        expected.insert(key(number).within().to_vec(), vec![1; 1000]);
    }
    assert_eq!(rows_in(&store), expected);
    assert!(!compacting.is_finished());
    go_on.send(()).unwrap();
    compacting.await.unwrap().unwrap();
    assert_eq!(rows_in(&store), expected);
    drop(store);
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store), expected);
    store.close(true).await.unwrap();
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store), expected);
}

#[tokio::test]
async fn a_compaction_that_fails_leaves_the_store_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let mut expected = rows_in(&store);
    // The new file's name belongs to a folder.
    let taken = folder.path().join("store.redb-durable-runtime-draft");
    std::fs::create_dir(&taken).unwrap();
    let error = store.compact().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileExists);
    assert!(
        error
            .to_string()
            .contains("store.redb-durable-runtime-draft"),
        "{error}"
    );
    assert_eq!(rows_in(&store), expected);
    store.commit(batch([(7000, Some(vec![1]))])).await.unwrap();
    expected.insert(key(7000).within().to_vec(), vec![1]);
    drop(store);
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store), expected);
    std::fs::remove_dir(taken).unwrap();
    store.compact().await.unwrap();
    assert_eq!(rows_in(&store), expected);
}

#[tokio::test]
async fn a_store_that_is_dropped_gives_a_compaction_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let expected = rows_in(&store);
    let (copying, is_copying) = std::sync::mpsc::channel();
    let (go_on, held) = std::sync::mpsc::channel::<()>();
    *store.shared.meanwhile.lock().unwrap() = Some(Box::new(move |moment| {
        if moment == Moment::Copying {
            let _ = copying.send(());
            let _ = held.recv();
        }
    }));
    let compacting = tokio::spawn(store.compact());
    tokio::task::spawn_blocking(move || is_copying.recv().unwrap())
        .await
        .unwrap();
    let closing = store.close(false);
    // By then the writer waits for the copying.
    std::thread::sleep(std::time::Duration::from_millis(100));
    drop(go_on);
    closing.await.unwrap();
    let error = compacting.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    drop(store);
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store), expected);
    assert_eq!(files_in(folder.path()).len(), 2);
}

#[tokio::test]
async fn a_store_in_bare_media_says_that_it_cant_be_compacted() {
    let media = || ::redb::backends::InMemoryBackend::new();
    let store = RedbStore::open_backends(media(), media(), OPTIONS).unwrap();
    let error = store.compact().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.to_string().contains("bare medium"), "{error}");
    store.commit(batch([(1, Some(vec![1]))])).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.redb");
    store.backup(path.clone()).await.unwrap();
    let copy = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&copy), rows_in(&store));
}

#[test]
fn a_file_that_was_replaced_while_it_was_opened_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    std::fs::write(&path, b"old").unwrap();
    let opened = std::fs::File::open(&path).unwrap().metadata().unwrap();
    let context = Context::File(&path);
    open::require_same(&path, &opened, &context).unwrap();
    std::fs::write(folder.path().join("new"), b"new").unwrap();
    std::fs::rename(folder.path().join("new"), &path).unwrap();
    if cfg!(unix) {
        let error = open::require_same(&path, &opened, &context).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StoreInUse);
    }
}

#[tokio::test]
async fn a_row_that_is_written_again_and_again_doesnt_fill_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    for round in 0..1500_u32 {
        let row = round.to_le_bytes().repeat(500);
        store.commit(batch([(1, Some(row))])).await.unwrap();
    }
    drop(store);
    let looked_at = RedbStore::inspect(&path).unwrap();
    let files = looked_at.shared.files.as_ref().unwrap();
    let journal = std::fs::metadata(&files.journal).unwrap().len();
    assert!(journal < 2_000_000, "{journal} bytes after 3 MB of commits");
    assert_eq!(
        rows_in(&looked_at).into_values().next().unwrap()[..4],
        1499_u32.to_le_bytes()
    );
}

#[tokio::test]
async fn a_file_that_compaction_makes_no_smaller_is_not_compacted_over_and_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let options = Options {
        compact_bytes_min: 1,
        ..OPTIONS
    };
    let store = RedbStore::open(&path, options).unwrap();
    let copies = Arc::<std::sync::atomic::AtomicUsize>::default();
    let count = |store: &RedbStore| {
        let copies = Arc::clone(&copies);
        *store.shared.meanwhile.lock().unwrap() = Some(Box::new(move |moment| {
            if moment == Moment::Renamed {
                copies.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
        }));
    };
    count(&store);
    // Rows that take a page of twice their size each, in a file that is twice as large as it needs to be.
    for round in 0..300_u64 {
        let row = vec![1; 4200];
        store
            .commit(batch([(round % 100, Some(row))]))
            .await
            .unwrap();
    }
    store.close(true).await.unwrap();
    let before = copies.load(std::sync::atomic::Ordering::SeqCst);
    for _ in 0..3 {
        let store = RedbStore::open(&path, options).unwrap();
        count(&store);
        for number in 0..30 {
            let row = vec![2; 4200];
            store.commit(batch([(number, Some(row))])).await.unwrap();
        }
        store.close(true).await.unwrap();
    }
    let after = copies.load(std::sync::atomic::Ordering::SeqCst);
    assert!(
        before <= 4 && after <= before + 1,
        "{before}, then {after} times"
    );
}

/// The journal had no bound while the main file was being written: where the same rows are written again and again
/// little is in memory, and much in the journal, which is read as a whole after a kill.
#[tokio::test]
async fn the_journal_does_not_grow_without_bounds_during_a_compaction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = filled(&path).await;
    let (go_on, gate) = std::sync::mpsc::channel::<()>();
    *store.shared.meanwhile.lock().unwrap() = Some(Box::new(move |moment| {
        if moment == Moment::Written {
            let _ = gate.recv_timeout(std::time::Duration::from_secs(60));
        }
    }));
    let compacting = tokio::spawn(store.compact());
    tokio::task::yield_now().await;
    let committing = async {
        for round in 0..3000_u32 {
            let row = vec![round.to_le_bytes()[0]; 10_000];
            store.commit(batch([(1, Some(row))])).await.unwrap();
        }
    };
    // Commits may well wait for the compaction.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(20), committing).await;
    let journal = folder.path().join("store.redb-journal");
    let bytes = std::fs::metadata(&journal).unwrap().len();
    go_on.send(()).unwrap();
    compacting.await.unwrap().unwrap();
    assert!(bytes < 10_000_000, "{bytes} bytes, with layers of 20 kB");
}

/// A missing main file made a new store, and removed the journal that was there, with the last acknowledged commits of
/// a store that had been moved away for a moment.
#[tokio::test]
async fn a_journal_with_commits_in_it_is_not_removed_for_a_store_that_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let (crashed, moved) = (folder.path().join("crashed"), folder.path().join("moved"));
    let journal = folder.path().join("store.redb-journal");
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    store.commit(batch([(1, Some(vec![7]))])).await.unwrap();
    std::fs::copy(&path, &moved).unwrap();
    std::fs::copy(&journal, &crashed).unwrap();
    drop(store);
    std::fs::remove_file(&path).unwrap();
    std::fs::rename(&crashed, &journal).unwrap();

    // The program is started while the main file isn't there.
    if let Ok(store) = RedbStore::open(&path, OPTIONS) {
        store.close(true).await.unwrap();
    }
    std::fs::rename(&moved, &path).unwrap();
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store).len(), 1);
}

/// Reading a chain of history held the lock of the layers all the while, and no commit was answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_a_long_history_does_not_hold_up_commits() {
    const ROWS: u64 = 100_000;
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(RedbStore::open(&folder.path().join("s"), Options::default()).unwrap());
    for part in 0..10 {
        let rows = (part * ROWS / 10..(part + 1) * ROWS / 10).map(|number| {
            let previous = number.checked_sub(1);
            (
                number,
                Some(
                    HistoryRow {
                        bytes: 0,
                        previous,
                        events: Vec::new(),
                    }
                    .to_bytes(),
                ),
            )
        });
        store.commit(batch(rows)).await.unwrap();
    }
    let reading = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            let began = std::time::Instant::now();
            let store: Arc<dyn Store> = store;
            let rows = store.history(ROWS - 1).await.unwrap();
            assert_eq!(rows.len() as u64, ROWS);
            began.elapsed()
        }
    });
    let mut slowest = std::time::Duration::ZERO;
    while !reading.is_finished() {
        let began = std::time::Instant::now();
        store.commit(batch([(ROWS, Some(vec![1]))])).await.unwrap();
        slowest = slowest.max(began.elapsed());
    }
    let reading = reading.await.unwrap();
    assert!(
        slowest < reading / 2,
        "a commit took {slowest:?}, the history {reading:?}"
    );
}
