//! Waiting: timers, events, and what is left of an instance when it is over.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::harness::*;
use crate::model::clock::Clock;
use crate::model::error::ErrorKind;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::testing::TokioClock;

#[tokio::test(start_paused = true)]
async fn a_timer_never_fires_early_and_fires_at_its_time() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    let runtime = bench
        .builder()
        .clock(clock)
        .open(bench.path())
        .await
        .unwrap();
    let mut instances = Vec::new();
    for nanos in [1, 999, 1_000_001, 1_500_000_000, 86_400_000_000_000] {
        let wait = Duration::from_nanos(nanos);
        let instance = runtime.start(typed(vec![Do::Sleep(wait)])).await.unwrap();
        instances.push((instance, wait));
    }
    for (instance, wait) in instances {
        instance.result().await.unwrap();
        let status = instance.status().await.unwrap();
        let slept = status.last_updated.duration_since(status.created).unwrap();
        // Both are kept to the microsecond, rounded down.
        assert!(
            slept + Duration::from_micros(1) >= wait,
            "{slept:?} of {wait:?}"
        );
        assert!(
            slept < wait + Duration::from_millis(50),
            "{slept:?} of {wait:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn more_timers_than_memory_holds_fire_in_order() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    let runtime = bench
        .builder()
        .clock(clock)
        .open(bench.path())
        .await
        .unwrap();
    let mut started = Vec::new();
    for n in 0..9_000_u64 {
        let runtime = runtime.clone();
        // Not in the order in which they are due.
        let wait = Duration::from_secs(3600 + (n * 7919) % 50);
        started.push(tokio::spawn(async move {
            let instance = runtime.start(typed(vec![Do::Sleep(wait)])).await.unwrap();
            (instance, wait)
        }));
    }
    for started in started {
        let (instance, wait) = started.await.unwrap();
        instance.result().await.unwrap();
        let status = instance.status().await.unwrap();
        let slept = status.last_updated.duration_since(status.created).unwrap();
        assert!(
            slept + Duration::from_micros(1) >= wait,
            "{slept:?} of {wait:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_timer_that_became_due_while_nothing_ran_fires_at_the_next_open() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    let open = || bench.builder().clock(clock).open(bench.path());
    let runtime = open().await.unwrap();
    let wait = Duration::from_secs(3600);
    start(&runtime, "a", vec![Do::Sleep(wait), call("inc", 1)]).await;
    runtime.shutdown().await.unwrap();
    tokio::time::sleep(wait * 2).await;
    let runtime = open().await.unwrap();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["slept","2"]"#);
}

#[tokio::test]
async fn events_are_kept_and_taken_in_order() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let next = || Do::Event("Go".into());
    let script = vec![call("gated", 0), next(), next(), next()];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("go", &1).await.unwrap();
    instance.raise_event("other", &9).await.unwrap();
    instance.raise_event("GO", "two").await.unwrap();
    bench.probe.gate.notify_one();
    until(async || {
        let waiting = instance.inspect().await.unwrap();
        waiting.is_some_and(|waiting| waiting.locals["log"].as_array().unwrap().len() == 3)
    })
    .await;
    instance.raise_event("Go", &3).await.unwrap();
    let result: Vec<String> = instance.result().await.unwrap().decode().unwrap();
    assert_eq!(result, ["0", "1", "\"two\"", "3"]);
}

#[tokio::test]
async fn an_event_survives_reopening_before_somebody_waits_for_it() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![call("gated", 0), Do::Event("go".into())];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("go", &1).await.unwrap();
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["0","1"]"#);
}

#[tokio::test]
async fn terminating_leaves_nothing_to_do() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let hour = Duration::from_secs(3600);
    start(&runtime, "sleeping", vec![Do::Sleep(hour)]).await;
    start(&runtime, "calling", vec![call("gated", 1)]).await;
    start(&runtime, "waiting", vec![Do::Event("go".into())]).await;
    let policy = RetryPolicy::new(2, hour);
    bench
        .probe
        .failures
        .store(1, std::sync::atomic::Ordering::SeqCst);
    start(
        &runtime,
        "retrying",
        vec![Do::Retry("flaky".into(), 1, policy)],
    )
    .await;
    let retrying = runtime.instance("retrying");
    until(async || {
        let waiting = retrying.inspect().await.unwrap().unwrap();
        waiting.until.is_some()
    })
    .await;
    for id in ["sleeping", "calling", "waiting", "retrying"] {
        let instance = runtime.instance(id);
        instance.terminate("enough").await.unwrap();
        let status = instance.status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
        assert_eq!(status.output.unwrap().as_str(), r#""enough""#);
        let failure = instance.result().await.unwrap_err();
        assert!(failure.message().contains("enough"), "{failure}");
        let again = instance.terminate("again").await.unwrap_err();
        assert_eq!(again.kind(), ErrorKind::InstanceEnded);
        let raised = instance.raise_event("go", &1).await.unwrap_err();
        assert_eq!(raised.kind(), ErrorKind::InstanceEnded);
    }
    let unknown = runtime.instance("unknown");
    let error = unknown.terminate("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    let error = unknown.raise_event("go", &1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    let rows = count_rows(&bench, runtime).await;
    let left: BTreeMap<_, _> = rows
        .iter()
        .filter(|(table, rows)| {
            let besides = ["meta", "counters", "history", "machines", "counts"];
            **rows > 0 && !besides.contains(&table.as_str())
        })
        .collect();
    // What is there of an instance that has ended, and lists it.
    let expected = ["index", "inputs", "instances"].map(|table| (table.to_owned(), 4));
    let expected = BTreeMap::from(expected);
    assert_eq!(left, expected.iter().collect());
}

#[tokio::test]
async fn a_waiting_instance_shows_where_it_is_and_what_it_holds() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let hour = Duration::from_secs(3600);
    let instance = start(&runtime, "a", vec![call("inc", 1), Do::Sleep(hour)]).await;
    until(async || {
        let waiting = instance.inspect().await.unwrap();
        waiting.is_some_and(|waiting| waiting.until.is_some())
    })
    .await;
    let waiting = instance.inspect().await.unwrap().unwrap();
    assert_eq!(waiting.point, "next#1");
    assert_eq!(waiting.line, Some(2));
    assert_eq!(waiting.source, Some("next(script)"));
    assert_eq!(waiting.locals["log"], serde_json::json!(["2"]));
    assert!(waiting.until.unwrap() > SystemTime::UNIX_EPOCH);
    assert_eq!(
        instance.status().await.unwrap().runtime_status,
        RuntimeStatus::Running
    );
    instance.terminate("").await.unwrap();
    assert!(instance.inspect().await.unwrap().is_none());
}

#[tokio::test]
async fn dropping_all_handles_stops_the_runtime() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "a", vec![call("gated", 1)]).await;
    drop(runtime);
    drop(instance);
    until(async || bench.builder().open(bench.path()).await.is_ok()).await;
}

#[test]
fn the_clock_of_tests_follows_tokios_time() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let clock = TokioClock::new();
        let began = clock.now();
        clock.sleep_until(began + Duration::from_secs(5)).await;
        assert!(clock.now() >= began + Duration::from_secs(5));
    });
}
