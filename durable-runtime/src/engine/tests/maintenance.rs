//! Maintenance for a store while a runtime works with it, and looking at one that no runtime holds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::harness::*;
use crate::client::inspector::Inspector;
use crate::client::runtime::Runtime;
use crate::model::error::ErrorKind;
use crate::model::status::RuntimeStatus;

/// A file in a bench's folder.
fn file(bench: &Bench, name: &str) -> PathBuf {
    bench.folder.path().join(name)
}

fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// The files of a store as they are now: what a kill would leave.
pub(super) fn copy_files(from: &Path, to: &Path) {
    std::fs::copy(from, to).unwrap();
    if journal(from).exists() {
        std::fs::copy(journal(from), journal(to)).unwrap();
    }
}

/// The content of a store's files.
fn bytes_of(path: &Path) -> Vec<Vec<u8>> {
    let mut files = vec![std::fs::read(path).unwrap()];
    files.extend(std::fs::read(journal(path)));
    files
}

fn len(path: &Path) -> u64 {
    std::fs::metadata(path).unwrap().len()
}

/// An input of some size that the script does nothing with.
fn ballast(bytes: usize) -> Vec<Do> {
    let part = 10_000;
    vec![Do::Status("x".repeat(part)); bytes / part]
}

/// Starts `count` instances that wait for an event.
async fn start_waiting(runtime: &Runtime, prefix: &str, count: usize) {
    for number in 0..count {
        let script = vec![call("inc", number as u64), Do::Event("go".into())];
        start(runtime, &format!("{prefix}-{number}"), script).await;
    }
}

/// Resumes instances that wait for an event, and checks their results.
async fn finish_waiting(runtime: &Runtime, prefix: &str, count: usize) {
    for number in 0..count {
        let instance = runtime.instance(&format!("{prefix}-{number}"));
        instance.raise_event("go", &7).await.unwrap();
        let result = instance.result().await.unwrap();
        assert_eq!(result.as_str(), format!(r#"["{}","7"]"#, number + 1));
        assert!(!instance.history().await.unwrap().is_empty());
    }
}

/// Writes much under ids that little is written under afterwards, so that most of the file is free again. Returns the
/// size of the file in between.
async fn fill_and_overwrite(bench: &Bench, runtime: &Runtime) -> u64 {
    let mut large = 0;
    for bytes in [20_000, 0] {
        let mut started = tokio::task::JoinSet::new();
        for number in 0..200 {
            let runtime = runtime.clone();
            started.spawn(async move {
                let id = format!("ballast-{number}");
                let instance = start(&runtime, &id, ballast(bytes)).await;
                instance.result().await.unwrap();
            });
        }
        started.join_all().await;
        if bytes > 0 {
            // The main file is written after a commit, if at all.
            until(async || {
                start(runtime, "tick", vec![]).await.result().await.unwrap();
                len(&bench.path()) > 8_000_000
            })
            .await;
            large = len(&bench.path());
        }
    }
    large
}

#[tokio::test]
async fn a_backup_holds_all_that_was_acknowledged_and_goes_on() {
    let bench = Bench::new();
    let builder = bench.builder().layer_bytes(20_000);
    let runtime = builder.open(bench.path()).await.unwrap();
    start_waiting(&runtime, "before", 100).await;
    let load = tokio::spawn({
        let runtime = runtime.clone();
        async move { start_waiting(&runtime, "during", 200).await }
    });
    let backup = file(&bench, "backup.redb");
    runtime.backup(&backup).await.unwrap();
    load.await.unwrap();
    let error = runtime.backup(&backup).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileExists);
    finish_waiting(&runtime, "before", 3).await;
    runtime.shutdown().await.unwrap();
    assert!(!journal(&backup).exists());

    let copy = bench.builder().open(&backup).await.unwrap();
    finish_waiting(&copy, "before", 100).await;
    copy.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_store_that_was_killed_and_opened_again_is_backed_up_whole() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start_waiting(&runtime, "a", 20).await;
    let killed = file(&bench, "killed.redb");
    copy_files(&bench.path(), &killed);
    runtime.shutdown().await.unwrap();

    let runtime = bench.builder().open(&killed).await.unwrap();
    let backup = file(&bench, "backup.redb");
    runtime.backup(&backup).await.unwrap();
    runtime.shutdown().await.unwrap();
    let copy = bench.builder().open(&backup).await.unwrap();
    finish_waiting(&copy, "a", 20).await;
    copy.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_backup_never_takes_the_place_of_anything() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let own = bench.path();
    let nowhere = file(&bench, "nowhere/backup.redb");
    for (path, kind) in [
        (own.as_path(), ErrorKind::FileExists),
        (bench.folder.path(), ErrorKind::FileExists),
        (nowhere.as_path(), ErrorKind::Unavailable),
    ] {
        let error = runtime.backup(path).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
    }
    // The remains of another backup after a crash are no obstacle.
    let left = file(&bench, "backup.redb-durable-runtime-draft");
    std::fs::write(&left, vec![0; 100]).unwrap();
    runtime.backup(file(&bench, "backup.redb")).await.unwrap();
    assert!(!left.exists());
    runtime.shutdown().await.unwrap();
    let error = runtime.backup(file(&bench, "late.redb")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
}

#[tokio::test]
async fn a_compacted_store_is_smaller_and_goes_on() {
    let bench = Bench::new();
    let open = async || {
        let builder = bench.builder().layer_bytes(100_000);
        builder.open(bench.path()).await.unwrap()
    };
    let runtime = open().await;
    start_waiting(&runtime, "a", 50).await;
    fill_and_overwrite(&bench, &runtime).await;
    let load = tokio::spawn({
        let runtime = runtime.clone();
        async move { start_waiting(&runtime, "during", 100).await }
    });
    let compaction = runtime.compact().await.unwrap();
    load.await.unwrap();
    assert!(
        compaction.bytes_after < compaction.bytes_before / 2,
        "{compaction:?}"
    );
    assert!(len(&bench.path()) < compaction.bytes_before);
    assert!(!file(&bench, "test.redb-durable-runtime-draft").exists());
    finish_waiting(&runtime, "a", 25).await;
    // It is held still.
    let error = bench.builder().open(bench.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreInUse);
    runtime.compact().await.unwrap();
    let killed = file(&bench, "killed.redb");
    copy_files(&bench.path(), &killed);
    runtime.shutdown().await.unwrap();

    let runtime = open().await;
    finish_waiting(&runtime, "during", 100).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.builder().open(&killed).await.unwrap();
    finish_waiting(&runtime, "during", 100).await;
    let last = runtime.instance("ballast-7").status().await.unwrap();
    assert_eq!(last.runtime_status, RuntimeStatus::Completed);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn backups_compactions_and_statistics_take_turns() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start_waiting(&runtime, "a", 20).await;
    for round in 0..5 {
        let backup = file(&bench, &format!("backup-{round}.redb"));
        let (backed_up, compacted, again, counted) = tokio::join!(
            runtime.backup(&backup),
            runtime.compact(),
            runtime.compact(),
            runtime.statistics(),
        );
        backed_up.unwrap();
        compacted.unwrap();
        again.unwrap();
        assert_eq!(counted.unwrap().instances.unfinished(), 20);
    }
    // A shutdown waits for no turn.
    let waiting = tokio::spawn({
        let (runtime, path) = (runtime.clone(), file(&bench, "late.redb"));
        async move { tokio::join!(runtime.compact(), runtime.backup(path)) }
    });
    tokio::task::yield_now().await;
    runtime.shutdown().await.unwrap();
    for kind in [
        waiting.await.unwrap().0.map(drop),
        runtime.compact().await.map(drop),
    ] {
        assert!(kind.is_ok() || kind.is_err_and(|error| error.kind() == ErrorKind::Stopped));
    }
    let runtime = bench.open().await;
    finish_waiting(&runtime, "a", 20).await;
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_file_is_compacted_when_it_is_worth_it() {
    let bench = Bench::new();
    let builder = bench.builder().layer_bytes(100_000);
    let builder = builder.compact_bytes_min(500_000);
    let runtime = builder.open(bench.path()).await.unwrap();
    start_waiting(&runtime, "a", 10).await;
    let large = fill_and_overwrite(&bench, &runtime).await;
    // The writes are small, and lead to a write of the main file now and then.
    let mut number = 0;
    until(async || {
        number += 1;
        let id = format!("again-{}", number % 10);
        let again = start(&runtime, &id, ballast(20_000)).await;
        again.result().await.unwrap();
        len(&bench.path()) < large / 2
    })
    .await;
    finish_waiting(&runtime, "a", 5).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    assert_eq!(runtime.statistics().await.unwrap().instances.running, 5);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_tidy_close_compacts_a_file_that_is_worth_it() {
    let bench = Bench::new();
    let runtime = bench
        .builder()
        .layer_bytes(100_000)
        .open(bench.path())
        .await
        .unwrap();
    start_waiting(&runtime, "a", 10).await;
    fill_and_overwrite(&bench, &runtime).await;
    runtime.shutdown().await.unwrap();
    let rested = len(&bench.path());
    let runtime = bench
        .builder()
        .compact_bytes_min(50_000)
        .open(bench.path())
        .await
        .unwrap();
    runtime.shutdown().await.unwrap();
    assert!(
        len(&bench.path()) < rested / 2,
        "{} of {rested}",
        len(&bench.path())
    );
    assert!(!journal(&bench.path()).exists());
    let runtime = bench.open().await;
    finish_waiting(&runtime, "a", 10).await;
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn statistics_count_what_is_there_wherever_it_lies() {
    let bench = Bench::new();
    for layer_bytes in [1, 10_000, 10_000_000] {
        let builder = bench.builder().layer_bytes(layer_bytes);
        let runtime = builder.open(bench.path()).await.unwrap();
        let prefix = format!("a{layer_bytes}");
        start_waiting(&runtime, &prefix, 30).await;
        finish_waiting(&runtime, &prefix, 20).await;
        for ended in [vec![Do::Fail("no".into())], vec![Do::Event("never".into())]] {
            let instance = start(&runtime, &format!("{prefix}-x"), ended).await;
            let _ = instance.terminate("enough").await;
            let _ = instance.result().await;
        }
        let counted = runtime.statistics().await.unwrap();
        runtime.shutdown().await.unwrap();
        let rested = Inspector::open(bench.path())
            .await
            .unwrap()
            .statistics()
            .await
            .unwrap();
        assert_eq!(counted.tables, rested.tables);
        assert_eq!(counted.instances, rested.instances);
        assert_eq!(rested.file_bytes, len(&bench.path()));
        assert_eq!(rested.journal_bytes, 0);
        let rows = count_rows_of(&bench);
        for table in &counted.tables {
            assert_eq!(
                rows[table.name],
                (table.rows, table.bytes),
                "{}",
                table.name
            );
        }
        let instances = counted.instances;
        let all = instances.unfinished() + instances.ended();
        assert_eq!(all, counted.table("instances").unwrap().rows);
        assert!(
            instances.completed >= 20 && instances.terminated >= 1,
            "{instances:?}"
        );
        let oldest = counted.oldest_unfinished.unwrap();
        assert_eq!(oldest.id.as_str(), "a1-20");
        assert_eq!(oldest.name, "script");
    }
}

/// The rows of each table of a store that is closed, and the bytes of their keys and values.
fn count_rows_of(bench: &Bench) -> std::collections::BTreeMap<String, (u64, u64)> {
    use redb::{ReadableDatabase, ReadableTable, TableDefinition, TableHandle};

    let database = redb::Database::open(bench.path()).unwrap();
    let transaction = database.begin_read().unwrap();
    let mut counted = std::collections::BTreeMap::new();
    for handle in transaction.list_tables().unwrap() {
        let name = handle.name().to_owned();
        let definition: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new(&name);
        if name == "meta" {
            continue;
        }
        let table = transaction.open_table(definition).unwrap();
        let (mut rows, mut bytes) = (0, 0);
        for row in table.iter().unwrap() {
            let (key, row) = row.unwrap();
            rows += 1;
            bytes += (key.value().len() + row.value().len()) as u64;
        }
        counted.insert(name, (rows, bytes));
    }
    counted
}

/// Checks an inspector's answers about the instances that [`start_waiting`] has started, and that not a byte has
/// changed.
async fn check_inspected(path: &Path, count: usize) {
    let before = bytes_of(path);
    let inspector = Inspector::open(path).await.unwrap();
    let also = Inspector::open(path).await.unwrap();
    for number in 0..count {
        let id = format!("a-{number}");
        let status = inspector.instance(&id).await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Running);
        assert_eq!(status.name, "script");
        let waiting = also.inspect(&id).await.unwrap().unwrap();
        assert_eq!((waiting.point.as_str(), waiting.line), ("next#1", None));
        assert_eq!(waiting.locals["log"][0], (number + 1).to_string());
        assert!(inspector.history(&id).await.unwrap().len() >= 3);
    }
    let error = inspector.instance("nobody").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    let mut running = inspector.instances().of_status(RuntimeStatus::Running);
    let mut seen = Vec::new();
    while let Some(instance) = running.next().await.unwrap() {
        seen.push(instance.id);
    }
    assert_eq!(seen.len(), count);
    let mut rest = inspector.instances().after(&seen[count / 2]);
    assert_eq!(rest.next().await.unwrap().unwrap().id, seen[count / 2 + 1]);
    let mut ended = inspector.instances().of_status(RuntimeStatus::Completed);
    assert!(ended.next().await.unwrap().is_none());
    assert_eq!(
        inspector.statistics().await.unwrap().instances.running,
        count as u64
    );

    let bench = Bench::new();
    let error = bench.builder().open(path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreInUse);
    drop((inspector, also));
    assert!(bytes_of(path) == before, "not a byte has changed");
}

#[tokio::test]
async fn an_inspector_sees_a_store_that_was_closed_or_killed_and_changes_nothing() {
    let bench = Bench::new();
    let runtime = bench
        .builder()
        .layer_bytes(10_000)
        .open(bench.path())
        .await
        .unwrap();
    start_waiting(&runtime, "a", 30).await;
    let all_wait = async || {
        let statistics = runtime.statistics().await.unwrap();
        statistics.table("activities").unwrap().rows == 0
    };
    until(all_wait).await;
    let error = Inspector::open(bench.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreInUse);
    let killed = file(&bench, "killed.redb");
    copy_files(&bench.path(), &killed);
    runtime.shutdown().await.unwrap();
    check_inspected(&bench.path(), 30).await;
    check_inspected(&killed, 30).await;

    std::fs::remove_file(journal(&killed)).unwrap();
    let error = Inspector::open(&killed).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("journal"), "{error}");
}

#[tokio::test]
async fn an_inspector_sees_what_was_committed_last_before_a_crash() {
    let bench = Bench::new();
    let builder = bench.builder().halt_after_commits(2);
    let runtime = builder.open(bench.path()).await.unwrap();
    let sleep = vec![Do::Sleep(Duration::from_secs(3600))];
    start(&runtime, "a", sleep.clone()).await;
    let _ = runtime.start(typed(sleep).id("b")).await;
    runtime.stopped().await.unwrap_err();
    drop(runtime);
    let inspector = Inspector::open(bench.path()).await.unwrap();
    for id in ["a", "b"] {
        let waiting = inspector.inspect(id).await.unwrap().unwrap();
        assert!(waiting.until.is_some());
    }
}

#[tokio::test]
async fn an_inspector_refuses_what_is_no_store() {
    let bench = Bench::new();
    let foreign = file(&bench, "foreign.redb");
    {
        let database = redb::Database::create(&foreign).unwrap();
        let transaction = database.begin_write().unwrap();
        let table: redb::TableDefinition<'_, &str, u64> = redb::TableDefinition::new("meta");
        transaction
            .open_table(table)
            .unwrap()
            .insert("format", 7)
            .unwrap();
        transaction.commit().unwrap();
    }
    let notes = file(&bench, "notes");
    std::fs::write(&notes, b"# my notes").unwrap();
    let empty = file(&bench, "empty");
    std::fs::write(&empty, b"").unwrap();
    for path in [&foreign, &notes, &empty] {
        let before = std::fs::read(path).unwrap();
        let error = Inspector::open(path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotAStore, "{error}");
        assert!(std::fs::read(path).unwrap() == before);
    }
    let folder = Inspector::open(bench.folder.path()).await.unwrap_err();
    assert_eq!(folder.kind(), ErrorKind::NotAStore);
    let missing = Inspector::open(bench.path()).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Unavailable);
    assert!(!bench.path().exists());

    bench.open().await.shutdown().await.unwrap();
    {
        let database = redb::Database::open(bench.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        let table: redb::TableDefinition<'_, &str, &[u8]> = redb::TableDefinition::new("meta");
        let version = 999_u32.to_le_bytes();
        let mut meta = transaction.open_table(table).unwrap();
        meta.insert("version", version.as_slice()).unwrap();
        drop(meta);
        transaction.commit().unwrap();
    }
    let error = Inspector::open(bench.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreVersion);
}
