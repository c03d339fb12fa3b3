//! Several changes in a row. Checks of pairs don't compose: what one change has made different stays known.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use durable_runtime::Json;
use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;

use crate::{Became, stubs::*, through};

#[orchestrator(name = "reserves_1")]
async fn reserves_1() -> Result<String> {
    event::<u8>("go").await?;
    step("ship".to_owned()).await
}

#[orchestrator(name = "reserves_2")]
async fn reserves_2() -> Result<String> {
    step("reserve".to_owned()).await?;
    event::<u8>("go").await?;
    step("ship".to_owned()).await
}

#[orchestrator(name = "reserves_3")]
async fn reserves_3() -> Result<String> {
    step("reserve".to_owned()).await?;
    event::<u8>("go").await?;
    step("release".to_owned()).await?;
    step("ship".to_owned()).await
}

/// The instance never reserved anything, so it must not release it: its past is that of the first version.
#[tokio::test]
async fn what_was_never_reserved_is_not_released() {
    let became = through(
        &["reserves_1", "reserves_2", "reserves_3"],
        serde_json::json!(null),
        &[],
    )
    .await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[orchestrator(name = "waits_twice_1")]
async fn waits_twice_1(n: u64) -> Result<u64> {
    event::<u8>("first").await?;
    event::<u8>("second").await?;
    event::<u8>("third").await?;
    Ok(n)
}

#[orchestrator(name = "waits_twice_2")]
async fn waits_twice_2(n: u64) -> Result<u64> {
    let _m = add(n, 1).await?;
    event::<u8>("first").await?;
    event::<u8>("second").await?;
    event::<u8>("third").await?;
    Ok(n)
}

#[orchestrator(name = "waits_twice_3")]
async fn waits_twice_3(n: u64) -> Result<u64> {
    let m = add(n, 1).await?;
    event::<u8>("first").await?;
    event::<u8>("second").await?;
    event::<u8>("third").await?;
    Ok(n + m)
}

/// Between the changes the instance makes a step: its past stays another one.
#[tokio::test]
async fn a_step_between_two_changes_does_not_make_the_past_right() {
    let versions = ["waits_twice_1", "waits_twice_2", "waits_twice_3"];
    let became = through(&versions, serde_json::json!(3), &["first", "second"]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[tokio::test]
async fn there_and_back_again_loses_nothing() {
    let versions = [
        "waits_twice_1",
        "waits_twice_2",
        "waits_twice_1",
        "waits_twice_1",
    ];
    let events = ["first", "second", "third"];
    let became = through(&versions, serde_json::json!(3), &events).await;
    assert_eq!(became, Became::Done("3".to_owned()));
}

/// What is written to the log while a store is opened.
async fn log_of_opening(path: &std::path::Path, version: &str) -> String {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let written = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || written.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let builder = Runtime::builder().with_code_of("waits_twice_2", version);
    let runtime = builder.open(path).await.expect("the store is opened");
    runtime.shutdown().await.expect("it is closed");
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).expect("a log is text")
}

/// Three of five instances wait where the code has changed on both sides, and two where a local was not kept.
#[tokio::test]
async fn opening_says_how_many_instances_can_not_continue() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder()
        .without_migrations()
        .open(&path)
        .await
        .expect("the store is opened");
    for number in 0..5 {
        let id = number.to_string();
        let input = serde_json::json!(number);
        let started = runtime.start_named("waits_twice_2", Json::from(input));
        let started = started.id(&id);
        started.await.expect("it is started");
        if number < 3 {
            let raised = runtime.instance(&id).raise_event("first", &1).await;
            raised.expect("it waits");
        }
        loop {
            let waits = runtime.instance(&id).inspect().await.expect("it is there");
            let point = if number < 3 { "event#2" } else { "event#1" };
            if waits.is_some_and(|waits| waits.point == point) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    runtime.shutdown().await.expect("it is closed");
    // The same code says nothing, also when it is opened a second time.
    for _ in 0..2 {
        let log = log_of_opening(&path, "waits_twice_2").await;
        assert!(!log.contains("can't continue"), "{log}");
    }
    let log = log_of_opening(&path, "waits_otherwise").await;
    assert!(
        log.contains("5 of 5 waiting instances of `waits_twice_2` can't continue"),
        "{log}"
    );
    assert!(
        log.contains("3 at `event#2` (tests/tests/upgrades/chains.rs:"),
        "{log}"
    );
    assert_eq!(log.matches("can't continue").count(), 1, "{log}");
}

#[orchestrator(name = "waits_otherwise")]
async fn waits_otherwise(n: u64) -> Result<u64> {
    let m = add(n, 1).await?;
    event::<u8>("first").await?;
    step("between".to_owned()).await?;
    event::<u8>("second").await?;
    event::<u8>("third").await?;
    Ok(n + m)
}
