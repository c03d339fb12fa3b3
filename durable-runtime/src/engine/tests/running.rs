//! Running to the end: activities, their failures and retries, starts and their ids.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::counting::open_counting;
use super::harness::*;
use crate::model::error::ErrorKind;
use crate::model::history::HistoryKind;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::testing::TokioClock;

#[tokio::test]
async fn a_chain_of_activities_runs_to_its_end() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![call("inc", 1), Do::Status("half".into()), call("inc", 5)];
    let instance = runtime.start(typed(script)).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), ["2", "6"]);
    assert_eq!(bench.probe.calls(), ["inc 1", "inc 5"]);
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Completed);
    assert_eq!(status.custom_status.unwrap().as_str(), r#""half""#);
    assert_eq!(status.output.unwrap().as_str(), r#"["2","6"]"#);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn the_history_tells_what_happened_in_order() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "a", vec![call("inc", 1)]).await;
    instance.result().await.unwrap();
    let history = instance.history().await.unwrap();
    let told: Vec<String> = history
        .iter()
        .map(|event| match &event.kind {
            HistoryKind::ExecutionStarted { name, .. } => format!("{name} started"),
            HistoryKind::TaskScheduled { name, input, .. } => format!("{name} of {input}"),
            HistoryKind::TaskCompleted { result, .. } => format!("gives {result}"),
            HistoryKind::ExecutionCompleted { result } => format!("completed with {result}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "script started",
            "inc of 1",
            "gives 2",
            r#"completed with ["2"]"#
        ]
    );
    assert!(history.is_sorted_by_key(|event| event.timestamp));
}

/// An instance that keeps its last events may remove what is being read, again and again.
#[tokio::test]
async fn a_history_is_read_that_is_removed_faster_than_it_is_read() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let script = vec![call("inc", 1), call("inc", 2), Do::Event("go".into())];
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 2).await;
    instance.raise_event("other", &1).await.unwrap();
    until(async || instance.history().await.unwrap().len() == 6).await;
    let expected = format!("{:?}", instance.history().await.unwrap());
    {
        let mut counts = counts.lock().unwrap();
        counts.loses_histories = true;
        counts.reads_of_history = 0;
    }
    let history = tokio::time::timeout(SOON, instance.history()).await;
    assert_eq!(format!("{:?}", history.unwrap().unwrap()), expected);
    assert!(counts.lock().unwrap().reads_of_history < 10);
}

#[tokio::test]
async fn without_history_instances_run_the_same() {
    let bench = Bench::new();
    let runtime = bench
        .builder()
        .history(false)
        .open(bench.path())
        .await
        .unwrap();
    let instance = start(&runtime, "a", vec![call("inc", 1)]).await;
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["2"]"#);
    assert!(instance.history().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_failure_ends_the_instance_and_reaches_the_caller() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "a", vec![Do::Fail("no stock".into())]).await;
    assert_eq!(instance.result().await.unwrap_err().message(), "no stock");
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Failed);
    assert_eq!(status.failure.unwrap().message(), "no stock");
    assert_eq!(status.output.unwrap().as_str(), r#""no stock""#);
}

#[tokio::test(start_paused = true)]
async fn failed_attempts_are_tried_again_by_the_policy() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    let runtime = bench
        .builder()
        .clock(clock)
        .open(bench.path())
        .await
        .unwrap();
    bench.probe.failures.store(3, Ordering::SeqCst);
    let policy = RetryPolicy::new(9, Duration::from_secs(60)).backoff(2.0);
    let began = tokio::time::Instant::now();
    let script = vec![Do::Retry("flaky".into(), 7, policy)];
    let instance = start(&runtime, "a", script).await;
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["7"]"#);
    assert_eq!(bench.probe.calls().len(), 4);
    let waited = began.elapsed();
    let planned = Duration::from_secs(60 + 120 + 240);
    assert!(waited >= planned, "{waited:?}");
    assert!(waited < planned + Duration::from_secs(1), "{waited:?}");
}

#[tokio::test]
async fn the_last_failure_is_the_outcome_when_the_attempts_are_used_up() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    bench.probe.failures.store(99, Ordering::SeqCst);
    let policy = RetryPolicy::new(3, Duration::from_millis(1));
    let script = vec![Do::Retry("flaky".into(), 7, policy)];
    let instance = start(&runtime, "a", script).await;
    assert_eq!(instance.result().await.unwrap_err().message(), "not now");
    assert_eq!(bench.probe.calls().len(), 3);
}

#[tokio::test]
async fn a_typed_start_with_an_id_is_idempotent() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![call("gated", 1)];
    // At the same time, so that the second one meets what is not durable yet.
    let (first, second) = tokio::join!(
        runtime.start(typed(script.clone()).id("a")),
        runtime.start(typed(script.clone()).id("a")),
    );
    assert_eq!(first.unwrap().id(), second.unwrap().id());
    // And later, when it is read from the store.
    runtime.start(typed(script.clone()).id("a")).await.unwrap();

    let other = runtime.start(typed(vec![]).id("a")).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::InstanceExists, "another input");
    let named = runtime.start_named("script", input(script)).id("a").await;
    assert_eq!(named.unwrap().id().as_str(), "a");
    assert_eq!(bench.probe.calls(), ["gated 1"]);
}

#[tokio::test]
async fn the_id_of_an_ended_instance_may_be_used_again() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let old = start(&runtime, "a", vec![call("inc", 1), call("inc", 2)]).await;
    old.result().await.unwrap();
    let new = start(&runtime, "a", vec![call("inc", 3)]).await;
    assert_eq!(new.result().await.unwrap().as_str(), r#"["4"]"#);
    let history = new.history().await.unwrap();
    assert_eq!(history.len(), 4, "the old one's history is gone");
    // The rows of the start, and those of the outcome.
    let rows = count_rows(&bench, runtime).await;
    assert_eq!(rows["history"], 2);
}

#[tokio::test]
async fn the_outcome_of_an_attempt_for_an_instance_that_is_gone_is_dropped() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let old = start(&runtime, "a", vec![call("gated", 1)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    old.terminate("not needed").await.unwrap();
    // The same id and the same number of the operation.
    let new = start(&runtime, "a", vec![call("gated", 2)]).await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_waiters();
    assert_eq!(new.result().await.unwrap().as_str(), r#"["2"]"#);
}

#[tokio::test]
async fn what_cannot_be_started_is_refused_with_nothing_stored() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for (name, given, id, kind) in [
        ("scrpt", "[]", "a", ErrorKind::UnknownFunction),
        ("script", r#"{"n": 1}"#, "a", ErrorKind::InvalidInput),
        ("script", "[]", "a/b", ErrorKind::InvalidId),
    ] {
        let started = runtime.start_named(name, given.parse().unwrap()).id(id);
        assert_eq!(started.await.unwrap_err().kind(), kind);
    }
    let typed = runtime.start(typed(vec![]).id("@a")).await;
    assert_eq!(typed.unwrap_err().kind(), ErrorKind::InvalidId);
    let status = runtime.instance("a").status().await;
    assert_eq!(status.unwrap_err().kind(), ErrorKind::InstanceNotFound);
    let status = runtime.instance("a/b").status().await;
    assert_eq!(status.unwrap_err().kind(), ErrorKind::InstanceNotFound);
}

#[tokio::test]
async fn a_thousand_instances_at_once_all_end() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let mut instances = Vec::new();
    for n in 0..1000 {
        let script = vec![call("inc", n), call("inc", n + 1)];
        let runtime = runtime.clone();
        instances.push(tokio::spawn(async move {
            runtime.start(typed(script)).await.unwrap().result().await
        }));
    }
    for (n, instance) in instances.into_iter().enumerate() {
        let lines = instance.await.unwrap().unwrap();
        assert_eq!(lines, [(n + 1).to_string(), (n + 2).to_string()]);
    }
    assert_eq!(bench.probe.calls().len(), 2000);
}
