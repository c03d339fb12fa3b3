//! Untaken external events: their cost, their limits, and that none is lost.

use std::collections::BTreeMap;

use super::counting::*;
use super::harness::*;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::if_exists::IfExists;
use crate::model::status::RuntimeStatus;

fn event(name: &str) -> Do {
    Do::Event(name.to_owned())
}

/// Raises these events at the same time, which are taken in any order.
async fn raise_all(instance: &Instance, name: &str, numbers: std::ops::Range<u64>) {
    let raised: Vec<_> = numbers
        .map(|n| {
            let (instance, name) = (instance.clone(), name.to_owned());
            tokio::spawn(async move { instance.raise_event(&name, &n).await })
        })
        .collect();
    for raised in raised {
        raised.await.unwrap().unwrap();
    }
}

/// The rows that are left in the tables.
async fn left(bench: &Bench, runtime: Runtime) -> BTreeMap<String, u64> {
    let mut rows = count_rows(bench, runtime).await;
    rows.retain(|table, rows| {
        *rows > 0 && !["meta", "counters", "history"].contains(&table.as_str())
    });
    rows
}

#[tokio::test]
async fn an_event_costs_the_same_however_many_are_untaken() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let script = vec![event("wanted"), event("wanted"), event("wanted")];
    let instance = start(&runtime, "a", script).await;
    let one_more = async || {
        *counts.lock().unwrap() = Counts::default();
        instance.raise_event("noise", &7_u64).await.unwrap();
        counts.lock().unwrap().clone()
    };
    let of_a_step = async || {
        *counts.lock().unwrap() = Counts::default();
        instance.raise_event("wanted", &7_u64).await.unwrap();
        counts.lock().unwrap().clone()
    };
    raise_all(&instance, "noise", 0..10).await;
    let few = one_more().await;
    let few_stepped = of_a_step().await;
    raise_all(&instance, "noise", 0..10_000).await;
    let many = one_more().await;
    assert_eq!(few.rows, many.rows);
    // Only the numbers in it are longer.
    assert!(many.bytes <= few.bytes + 16, "{many:?} after {few:?}");
    assert_eq!((few.records, many.records), (0, 0));
    assert_eq!(many.reads_of_events, 0);
    // So does a step beside them, which reads them once.
    let many_stepped = of_a_step().await;
    assert!(
        many_stepped.bytes <= few_stepped.bytes + 64,
        "{many_stepped:?} after {few_stepped:?}"
    );
    assert!(many_stepped.reads_of_events <= 1);
    instance.raise_event("wanted", &7_u64).await.unwrap();
    instance.result().await.unwrap();
    let rows = left(&bench, runtime).await;
    assert_eq!(rows.get("events"), None, "{rows:?}");
}

/// Each of them is taken in a step of its own, and an activity is called in between.
#[tokio::test]
async fn events_are_taken_one_by_one_without_reading_them_again() {
    const COUNT: u64 = 300;
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let mut script = vec![event("go")];
    for _ in 0..COUNT {
        script.extend([event("number"), call("inc", 1)]);
    }
    let instance = start(&runtime, "a", script).await;
    raise_all(&instance, "number", 0..COUNT).await;
    *counts.lock().unwrap() = Counts::default();
    instance.raise_event("go", &()).await.unwrap();
    instance.result().await.unwrap();
    assert!(counts.lock().unwrap().reads_of_events <= 1);
    let rows = left(&bench, runtime).await;
    assert_eq!(rows.get("events"), None, "{rows:?}");
}

/// A join of events counts them: the instance stays in memory, or they are read.
#[tokio::test]
async fn a_join_of_events_is_stepped_once_also_after_reopening() {
    let bench = Bench::new();
    let mut runtime = bench.open().await;
    let branches = vec![event("a"), event("B"), event("a"), call("inc", 1)];
    let script = vec![all(branches), Do::Steps];
    start(&runtime, "a", script).await;
    for (name, n) in [("A", 1), ("noise", 2), ("b", 3), ("noise", 4)] {
        let instance = runtime.instance("a");
        instance.raise_event(name, &n).await.unwrap();
        let status = instance.status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Running);
        drop(instance);
        runtime.shutdown().await.unwrap();
        runtime = bench.open().await;
    }
    let instance = runtime.instance("a");
    instance.raise_event("a", &5).await.unwrap();
    let result: Vec<String> = instance.result().await.unwrap().decode().unwrap();
    assert_eq!(result, ["1 3 5 2", "2"]);
    let rows = left(&bench, runtime).await;
    assert_eq!(rows.get("events"), None, "{rows:?}");
}

#[tokio::test]
async fn events_of_a_name_are_taken_in_their_order_whatever_comes_in_between() {
    let bench = Bench::new();
    let mut runtime = bench.open().await;
    let mut script = vec![event("go"), call("inc", 0)];
    script.extend((0..6).map(|n| event(["first", "second"][n % 2])));
    start(&runtime, "a", script).await;
    for n in 0..3 {
        for name in ["First", "SECOND", "third"] {
            let instance = runtime.instance("a");
            instance.raise_event(name, &n).await.unwrap();
        }
        runtime.shutdown().await.unwrap();
        runtime = bench.open().await;
    }
    let instance = runtime.instance("a");
    instance.raise_event("go", &()).await.unwrap();
    let result: Vec<String> = instance.result().await.unwrap().decode().unwrap();
    assert_eq!(result[1..], ["1", "0", "0", "1", "1", "2", "2"]);
    let history = format!("{:?}", instance.history().await.unwrap());
    assert_eq!(history.matches("EventRaised").count(), 10, "{history}");
}

/// The events of an instance that has ended are gone, also when another one takes its id at once.
#[tokio::test]
async fn an_instance_takes_no_events_of_the_one_before() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for n in 0..3_u64 {
        let replacing = || {
            let call = typed(vec![event("noise")]).id("a");
            call.if_exists(IfExists::ReplaceEnded)
        };
        let instance = start(&runtime, "a", vec![event("never"), event("noise")]).await;
        raise_all(&instance, "noise", 0..5 + n).await;
        let (ended, started) =
            tokio::join!(instance.terminate("again"), runtime.start(replacing()));
        ended.unwrap();
        let next = match started {
            Ok(started) => started,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::InstanceExists);
                runtime.start(replacing()).await.unwrap()
            }
        };
        next.raise_event("noise", "mine").await.unwrap();
        assert_eq!(next.result().await.unwrap(), ["\"mine\""]);
    }
    let rows = left(&bench, runtime).await;
    assert_eq!(rows.get("events"), None, "{rows:?}");
}

fn refused(raised: Result<(), Error>) -> String {
    let error = raised.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MailboxFull, "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_full_mailbox_refuses_clients_and_takes_what_is_waited_for() {
    let bench = Bench::new();
    let open = async |events: u64, bytes: u64| {
        let builder = bench.builder().untaken_events_max(events);
        let builder = builder.untaken_event_bytes_max(bytes);
        builder.open(bench.path()).await.unwrap()
    };
    let runtime = open(3, 1000).await;
    let script = vec![event("go"), event("noise"), event("noise"), event("go")];
    let instance = start(&runtime, "a", script).await;
    raise_all(&instance, "noise", 0..3).await;
    let said = refused(instance.raise_event("noise", &3).await);
    assert!(said.contains("`a` holds 3 events"), "{said}");
    refused(instance.raise_event("other", &3).await);
    runtime.shutdown().await.unwrap();

    // Existing events stay where fewer are allowed.
    let runtime = open(0, 1000).await;
    let instance = runtime.instance("a");
    refused(instance.raise_event("noise", &3).await);
    instance.raise_event("GO", &()).await.unwrap();
    refused(instance.raise_event("noise", &3).await);
    runtime.shutdown().await.unwrap();

    let runtime = open(100, 60).await;
    let instance = runtime.instance("a");
    instance.raise_event("noise", "0123456789").await.unwrap();
    refused(instance.raise_event("noise", &"x".repeat(60)).await);
    // It is waited for.
    instance.raise_event("go", &"x".repeat(100)).await.unwrap();
    let result: Vec<String> = instance.result().await.unwrap().decode().unwrap();
    assert_eq!(result.len(), 4);
    let rows = left(&bench, runtime).await;
    assert_eq!(rows.get("events"), None, "{rows:?}");
}

/// It is not stepped, so whatever comes is held.
#[tokio::test]
async fn a_blocked_instance_holds_no_more_than_it_may() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![event("go"), event("go")]).await;
    runtime.shutdown().await.unwrap();
    let nothing = bench.builder_of(&[]).untaken_events_max(2);
    let runtime = nothing.open(bench.path()).await.unwrap();
    let instance = runtime.instance("a");
    for n in 0..2 {
        instance.raise_event("go", &n).await.unwrap();
    }
    refused(instance.raise_event("go", &2).await);
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Suspended);
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["0","1"]"#);
}

/// Whatever is acknowledged before the runtime stops dead is taken, in order, and once.
#[tokio::test]
async fn no_acknowledged_event_is_lost_or_taken_twice_wherever_the_runtime_stops() {
    const COUNT: u64 = 6;
    for commits in 1..40 {
        let bench = Bench::new();
        let mut script = vec![];
        for _ in 0..COUNT {
            script.extend([event("number"), call("inc", 1)]);
        }
        let mut raised = 0;
        loop {
            let builder = bench.builder().halt_after_commits(commits);
            let runtime = builder.open(bench.path()).await.unwrap();
            let instance = runtime.instance("a");
            if instance.status().await.is_err() {
                let _ = runtime.start(typed(script.clone()).id("a")).await;
            }
            while raised < 2 * COUNT && instance.raise_event("number", &raised).await.is_ok() {
                raised += 1;
            }
            if raised >= COUNT {
                let _ = instance.result().await;
            }
            let status = instance.status().await;
            let _ = runtime.shutdown().await;
            if status.is_ok_and(|status| status.runtime_status.is_ended()) {
                break;
            }
        }
        let runtime = bench.open().await;
        let result: Vec<String> = runtime
            .instance("a")
            .result()
            .await
            .unwrap()
            .decode()
            .unwrap();
        let taken: Vec<u64> = result
            .iter()
            .step_by(2)
            .map(|n| n.parse().unwrap())
            .collect();
        // One that was not acknowledged may be there, and is raised again.
        let mut expected = taken.clone();
        expected.dedup();
        assert!(
            taken.is_sorted() && expected.iter().copied().eq(0..expected.len() as u64),
            "{taken:?}"
        );
        let rows = left(&bench, runtime).await;
        assert_eq!(rows.get("events"), None, "{rows:?}");
    }
}
