//! Pages of timers and of activities, and trees of sub-orchestrations, that a slow store reads while others continue; and
//! many messages behind one read.

use std::collections::BTreeSet;
use std::time::Duration;

use super::harness::*;
use super::slow::*;
use crate::model::status::RuntimeStatus;
use crate::store::key::Table;
use crate::store::memory::Memory;

#[tokio::test]
async fn others_go_on_while_a_page_of_timers_is_read() {
    let (bench, memory) = (Bench::new(), Memory::default());
    let (runtime, _) = open_gated(&bench, &memory).await;
    let sleeps = vec![Do::Sleep(Duration::from_millis(1)); 2];
    let first = start(&runtime, "first", sleeps.clone()).await;
    runtime.shutdown().await.unwrap();
    let gate = Gate::new();
    gate.close_for_pages(Table::Timers);
    let runtime = open_at(gate.clone(), bench.builder(), &memory).await;
    gate.is_waited_for().await;
    let script = vec![call("inc", 1), child(Some("child"), vec![call("inc", 5)])];
    let ran = runs(&runtime, "warm", script).await;
    assert_eq!(ran, r#"["2","[\"6\"]"]"#);
    // The page doesn't have its timers.
    let second = start(&runtime, "second", sleeps).await;
    second.raise_event("unheard", &1).await.unwrap();
    gate.open();
    for instance in [runtime.instance(first.id().as_str()), second] {
        let result = instance.result().await.unwrap();
        assert_eq!(result.as_str(), r#"["slept","slept"]"#);
    }
}

/// The page is awaited by none, and timers are in the store.
#[tokio::test]
async fn a_page_of_timers_that_never_comes_does_not_hold_up_the_shutdown() {
    let (bench, memory) = (Bench::new(), Memory::default());
    let gate = Gate::new();
    gate.close_for_pages(Table::Timers);
    let runtime = open_at(gate.clone(), bench.builder(), &memory).await;
    gate.is_waited_for().await;
    let closed = tokio::time::timeout(Duration::from_secs(20), runtime.shutdown()).await;
    closed.expect("it waits for nothing").unwrap();
}

/// The rows that are read are those of calls that are over by then, too.
#[tokio::test]
async fn others_go_on_while_the_backlog_of_activities_is_read_and_none_runs_twice() {
    let bench = Bench::new();
    let builder = bench.builder().max_concurrent_activities(1);
    let (runtime, gate) = open_gated_by(builder, &Memory::default()).await;
    let occupies = start(&runtime, "occupies", vec![call("gated", 0)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    gate.close_for_pages(Table::Activities);
    // More than are kept in memory.
    let calls = (0..200).map(|n| call("inc", n)).collect();
    let many = start(&runtime, "many", vec![all(calls)]).await;
    gate.is_waited_for().await;
    let script = vec![
        Do::Sleep(Duration::from_millis(1)),
        child(Some("child"), vec![Do::Steps]),
    ];
    let ran = runs(&runtime, "warm", script).await;
    assert_eq!(ran, r#"["slept","[\"1\"]"]"#);
    // The recent ones run.
    bench.probe.gate.notify_one();
    occupies.result().await.unwrap();
    until(async || bench.probe.calls().len() == 1 + 128).await;
    let left = async || runtime.store().activities_of(many.id()).await.unwrap();
    until(async || left().await.len() == 72).await;
    runs(&runtime, "other", vec![Do::Steps]).await;
    gate.open();
    many.result().await.unwrap();
    let calls = bench.probe.calls();
    let different: BTreeSet<&String> = calls.iter().collect();
    assert_eq!((calls.len(), different.len()), (201, 201));
}

#[tokio::test]
async fn others_go_on_while_a_tree_of_cancelled_children_is_read() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let event = |name: &str| Do::Event(name.to_owned());
    let tree = child(Some("b"), vec![child(Some("c"), vec![event("never")])]);
    let script = vec![
        Do::Several(How::Select, vec![tree, event("now")]),
        event("after"),
    ];
    let parent = start(&runtime, "a", script).await;
    let grandchild = runtime.instance("c");
    until(async || matches!(grandchild.inspect().await, Ok(Some(_)))).await;
    // Their memory is released by now.
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    gate.close_for([record_of("c")]);
    parent.raise_event("now", &1).await.unwrap();
    gate.is_waited_for().await;
    let ran = runs(&runtime, "warm", vec![call("inc", 1)]).await;
    assert_eq!(ran, r#"["2"]"#);
    // It is stepped after the outcome that waits.
    parent.raise_event("after", &2).await.unwrap();
    gate.open();
    let result = parent.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1: 1","2"]"#);
    for id in ["b", "c"] {
        let status = runtime.instance(id).status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Terminated, "{id}");
    }
}

/// The grandchild was started while its parent was looked for.
#[tokio::test]
async fn a_child_that_starts_while_the_tree_is_read_is_terminated_too() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let event = |name: &str| Do::Event(name.to_owned());
    let grandchild = child(Some("c"), vec![event("never")]);
    let tree = all(vec![
        child(Some("b"), vec![event("begin"), grandchild]),
        child(Some("d"), vec![event("never")]),
    ]);
    let script = vec![Do::Several(How::Select, vec![tree, event("now")])];
    let parent = start(&runtime, "a", script).await;
    let waits = async |id: &str| matches!(runtime.instance(id).inspect().await, Ok(Some(_)));
    until(async || waits("b").await && waits("d").await).await;
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    gate.close_for([record_of("d")]);
    parent.raise_event("now", &1).await.unwrap();
    gate.is_waited_for().await;
    let child = runtime.instance("b");
    child.raise_event("begin", &1).await.unwrap();
    until(async || waits("c").await).await;
    runs(&runtime, "another", vec![call("inc", 1)]).await;
    gate.open();
    assert_eq!(parent.result().await.unwrap().as_str(), r#"["1: 1"]"#);
    for id in ["b", "c", "d"] {
        let status = runtime.instance(id).status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Terminated, "{id}");
    }
}

/// They were 512 at most, and then the engine took no message about any instance.
#[tokio::test]
async fn two_thousand_messages_behind_one_read_do_not_hold_up_the_inbox() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let cold = start(&runtime, "cold", vec![Do::Event("go".to_owned())]).await;
    until(async || cold.inspect().await.unwrap().is_some()).await;
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    gate.close_for([record_of("cold")]);
    let mut raises = tokio::task::JoinSet::new();
    for n in 0..2000 {
        let cold = cold.clone();
        raises.spawn(async move { cold.raise_event("unheard", &n).await });
    }
    gate.is_waited_for().await;
    // All of them have come.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let ran = runs(&runtime, "warm", vec![call("inc", 1)]).await;
    assert_eq!(ran, r#"["2"]"#);
    gate.open();
    for raised in raises.join_all().await {
        raised.unwrap();
    }
    cold.raise_event("go", &1).await.unwrap();
    assert_eq!(cold.result().await.unwrap().as_str(), r#"["1"]"#);
}
