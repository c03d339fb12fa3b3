//! Opening: which files are stores, which programs are whole, and who may hold a store.

use std::time::Duration;

use redb::{Database, TableDefinition};

use super::harness::*;
use crate::client::runtime::Runtime;
use crate::functions::registry::Registry;
use crate::model::error::{Error, ErrorKind};
use crate::step::entry::{OrchestratorEntry, Registration};
use crate::step::frame::{Manifest, Point};
use crate::store::batch::Batch;
use crate::store::key::Key;
use crate::store::redb::RedbStore;
use crate::store::rows::{MachineRow, Row as _};
use crate::store::{Options, Store as _};

async fn error_of_opening(bench: &Bench) -> Error {
    bench.builder().open(bench.path()).await.unwrap_err()
}

#[tokio::test]
async fn a_store_that_is_in_use_is_refused() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let error = error_of_opening(&bench).await;
    assert_eq!(error.kind(), ErrorKind::StoreInUse);
    runtime.shutdown().await.unwrap();
    bench.open().await;
}

#[tokio::test]
async fn a_store_that_is_in_use_can_be_waited_for() {
    let bench = Bench::new();
    let first = bench.open().await;
    start(&first, "a", vec![call("inc", 1)])
        .await
        .result()
        .await
        .unwrap();
    let long = Duration::from_secs(300);
    let second = bench.builder().wait_for_lock(long).open(bench.path());
    let second = tokio::spawn(second);
    // On a runtime of one thread: it holds none while it waits.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!second.is_finished());
    first.shutdown().await.unwrap();
    let second = second.await.unwrap().unwrap();
    second.instance("a").result().await.unwrap();
    let short = Duration::from_millis(20);
    let third = bench.builder().wait_for_lock(short).open(bench.path());
    let error = third.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreInUse);
    assert!(error.to_string().contains("20ms"), "{error}");
    // Nothing else is waited for.
    let nowhere = bench.folder.path().join("nowhere/test.redb");
    let error = bench.builder().wait_for_lock(long).open(&nowhere).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn a_file_that_is_no_store_is_left_as_it_is() {
    let bench = Bench::new();
    let foreign = bench.folder.path().join("foreign.redb");
    {
        let database = Database::create(&foreign).unwrap();
        let transaction = database.begin_write().unwrap();
        let table: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");
        transaction
            .open_table(table)
            .unwrap()
            .insert("format", 7)
            .unwrap();
        transaction.commit().unwrap();
    }
    for content in [
        b"# my notes".to_vec(),
        vec![0; 5000],
        std::fs::read(&foreign).unwrap(),
    ] {
        std::fs::write(bench.path(), &content).unwrap();
        let error = error_of_opening(&bench).await;
        assert_eq!(error.kind(), ErrorKind::NotAStore, "{error}");
        assert_eq!(std::fs::read(bench.path()).unwrap(), content);
    }
    let error = bench.builder().open(bench.folder.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotAStore, "a directory");
}

#[tokio::test]
async fn a_store_of_another_version_is_left_as_it_is() {
    let bench = Bench::new();
    bench.open().await.shutdown().await.unwrap();
    {
        let database = Database::open(bench.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        let table: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");
        transaction
            .open_table(table)
            .unwrap()
            .insert("version", 999_u32.to_le_bytes().as_slice())
            .unwrap();
        transaction.commit().unwrap();
    }
    let before = std::fs::read(bench.path()).unwrap();
    let error = error_of_opening(&bench).await;
    assert_eq!(error.kind(), ErrorKind::StoreVersion);
    assert!(error.to_string().contains("version 999"), "{error}");
    assert_eq!(std::fs::read(bench.path()).unwrap(), before);
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    let bench = Bench::new();
    std::fs::write(bench.path(), b"").unwrap();
    bench.open().await.shutdown().await.unwrap();
    bench.open().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_store_finds_its_journal_by_whatever_link_it_is_opened() {
    let bench = Bench::new();
    bench.open().await.shutdown().await.unwrap();
    let link = bench.folder.path().join("link.redb");
    std::os::unix::fs::symlink(bench.path(), &link).unwrap();
    // It is halted, so that what was committed is in the journal.
    let builder = bench.builder().halt_after_commits(2);
    let runtime = builder.open(&link).await.unwrap();
    start(&runtime, "a", vec![call("gated", 1)]).await;
    runtime.instance("a").terminate("").await.unwrap_err();
    runtime.stopped().await.unwrap_err();
    drop(runtime);
    let runtime = bench.open().await;
    runtime.instance("a").status().await.unwrap();
}

#[tokio::test]
async fn a_store_that_was_not_closed_is_not_opened_without_its_journal() {
    let bench = Bench::new();
    let runtime = bench.builder().halt_after_commits(1);
    let runtime = runtime.open(bench.path()).await.unwrap();
    let _ = runtime.start(typed(vec![]).id("a")).await;
    runtime.stopped().await.unwrap_err();
    drop(runtime);
    let journal = bench.folder.path().join("test.redb-journal");
    let elsewhere = bench.folder.path().join("elsewhere");
    std::fs::rename(&journal, &elsewhere).unwrap();
    let error = error_of_opening(&bench).await;
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(
        error.to_string().contains("put the journal back"),
        "{error}"
    );

    // Nor with that of another store.
    let other = Bench::new();
    let runtime = other.open().await;
    std::fs::copy(other.folder.path().join("test.redb-journal"), &journal).unwrap();
    runtime.shutdown().await.unwrap();
    let error = error_of_opening(&bench).await;
    assert!(error.to_string().contains("another store"), "{error}");

    std::fs::rename(&elsewhere, &journal).unwrap();
    let runtime = bench.open().await;
    runtime.instance("a").result().await.unwrap();
}

#[tokio::test]
async fn what_a_crash_left_of_making_a_store_is_no_obstacle() {
    let bench = Bench::new();
    let draft = bench.folder.path().join("test.redb-durable-runtime-draft");
    let made = Bench::new();
    made.open().await.shutdown().await.unwrap();
    let whole = std::fs::read(made.path()).unwrap();
    for left in [Vec::new(), vec![0; 5000], whole] {
        std::fs::write(&draft, left).unwrap();
        bench.open().await.shutdown().await.unwrap();
        assert!(!draft.exists());
        std::fs::remove_file(bench.path()).unwrap();
    }
    // It had its name already, and was about to lose the other one.
    bench.open().await.shutdown().await.unwrap();
    std::fs::hard_link(bench.path(), &draft).unwrap();
    bench.open().await;
    assert!(!draft.exists());
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_an_error_that_names_the_path() {
    let bench = Bench::new();
    let path = bench.folder.path().join("nowhere/test.redb");
    let error = bench.builder().open(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("nowhere"), "{error}");
}

#[tokio::test]
async fn a_state_that_no_one_provides_is_named_with_the_activity_that_asks_for_it() {
    let bench = Bench::new();
    let builder = Runtime::builder().registry(Registry::of(&program()).unwrap());
    let error = builder.open(bench.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingState);
    let text = error.to_string();
    assert!(
        text.contains("Probe") && text.contains("harness.rs:2"),
        "{text}"
    );
    assert!(!bench.path().exists());
}

#[test]
fn two_functions_of_one_name_are_named_with_both_places() {
    let twice = [
        Registration::Orchestrator(&SCRIPT),
        Registration::Orchestrator(&SCRIPT),
    ];
    let Err(error) = Registry::of(&twice) else {
        panic!("they have one name");
    };
    assert!(
        error
            .to_string()
            .contains("harness.rs:1 and at harness.rs:1")
    );
}

#[test]
fn functions_of_one_name_need_different_versions() {
    const fn version(key: &'static str, file: &'static str) -> OrchestratorEntry {
        OrchestratorEntry {
            name: key,
            file,
            ..SCRIPT
        }
    }
    static FIRST: OrchestratorEntry = version("order", "first.rs");
    static SECOND: OrchestratorEntry = version("order#2", "second.rs");
    static TENTH: OrchestratorEntry = version("order#10", "tenth.rs");
    static OTHER: OrchestratorEntry = version("order#2", "other.rs");

    let program = [&TENTH, &FIRST, &SECOND].map(Registration::Orchestrator);
    let registry = Registry::of(&program).unwrap();
    assert_eq!(registry.find("order", None).unwrap(), "order#10");
    assert_eq!(registry.find("order", Some("2")).unwrap(), "order#2");
    assert_eq!(registry.orchestrator_names(), ["order"]);

    let twice = [&TENTH, &SECOND, &OTHER].map(Registration::Orchestrator);
    let Err(error) = Registry::of(&twice) else {
        panic!("they have one version");
    };
    assert_eq!(
        error.to_string(),
        "two orchestrators are version 2 of `order`: at other.rs:1 and at second.rs:1; give one of them another `version = \"…\"`"
    );
}

#[tokio::test]
async fn after_a_shutdown_everything_says_so() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "a", vec![Do::Sleep(Duration::from_secs(3600))]).await;
    let waiting = tokio::spawn({
        let instance = instance.clone();
        async move { instance.result().await }
    });
    tokio::task::yield_now().await;
    runtime.shutdown().await.unwrap();
    runtime.stopped().await.unwrap();
    runtime.shutdown().await.unwrap();
    let stopped = ErrorKind::Stopped;
    assert_eq!(instance.status().await.unwrap_err().kind(), stopped);
    assert_eq!(instance.terminate("").await.unwrap_err().kind(), stopped);
    let started = runtime.start(typed(vec![])).await;
    assert_eq!(started.unwrap_err().kind(), stopped);
    let failure = waiting.await.unwrap().unwrap_err();
    assert!(failure.message().contains("shut down"), "{failure}");
}

#[tokio::test]
async fn a_shutdown_makes_durable_what_was_stepped_and_runs_the_rest_again() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("inc", 1), call("gated", 2)]).await;
    until(async || bench.probe.calls().len() == 2).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 3).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["2","2"]"#);
    assert_eq!(bench.probe.calls(), ["inc 1", "gated 2", "gated 2"]);
}

/// A runtime ends with the tokio runtime on which it was opened, also for those who hold handles of it elsewhere.
#[test]
fn a_runtime_whose_tokio_runtime_is_gone_has_stopped() {
    let on = || {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().unwrap()
    };
    let (bench, here, elsewhere) = (Bench::new(), on(), on());
    let instance = here.block_on(async {
        let runtime = bench.open().await;
        start(&runtime, "a", vec![Do::Event("go".into())]).await
    });
    let other = instance.clone();
    let waiting = elsewhere.spawn(async move { other.result().await });
    elsewhere.block_on(async { tokio::time::sleep(Duration::from_millis(50)).await });
    drop(here);
    elsewhere.block_on(async {
        let long = Duration::from_secs(10);
        let before = tokio::time::timeout(long, waiting).await.unwrap().unwrap();
        let after = tokio::time::timeout(long, instance.result()).await.unwrap();
        for result in [before, after] {
            let message = result.unwrap_err().to_string();
            assert!(message.contains("open the store again"), "{message}");
        }
        until(async || instance.status().await.is_err()).await;
        let error = instance.status().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Stopped);
        let again = bench.builder().wait_for_lock(long).open(bench.path());
        let runtime = again.await.unwrap();
        runtime.instance("a").raise_event("go", &1).await.unwrap();
        runtime.instance("a").result().await.unwrap();
    });
}

/// The engine drops the `State`s when it has stopped.
#[tokio::test]
async fn a_panic_in_the_drop_of_a_state_is_no_error_of_the_shutdown() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("a state was dropped");
        }
    }
    let bench = Bench::new();
    let builder = bench.builder().state(Bomb);
    let runtime = builder.open(bench.path()).await.unwrap();
    start(&runtime, "a", vec![call("inc", 1)]).await;
    runtime.shutdown().await.unwrap();
}

/// Two machines of other programs: an instance waits in the one, and no instance needs the other.
#[tokio::test]
async fn machines_that_no_instance_needs_are_removed() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("inc", 1)])
        .await
        .result()
        .await
        .unwrap();
    runtime.shutdown().await.unwrap();
    let other = Manifest::of(0xdead, "1\nu\nb\nr Ok(())\n", &[Point::START]);
    let store = RedbStore::open(&bench.path(), Options::default()).unwrap();
    let mut batch = Batch::default();
    batch.put(Key::of_machine(0xdead), MachineRow::of(&other).to_bytes());
    store.commit(batch).await.unwrap();
    store.close(true).await.unwrap();
    drop(store);
    let runtime = bench.open().await;
    let machines = async || {
        let store = runtime.store();
        let machines = store.machines().await.unwrap();
        machines
            .into_iter()
            .map(|(machine, _)| machine)
            .collect::<Vec<_>>()
    };
    until(async || !machines().await.contains(&0xdead)).await;
    runtime.shutdown().await.unwrap();
}
