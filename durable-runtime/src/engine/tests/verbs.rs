//! What is done to instances: they are suspended, resumed, purged and started again.

use std::time::Duration;

use super::harness::*;
use crate::RuntimeStatus;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::model::error::ErrorKind;
use crate::model::filter::InstanceFilter;
use crate::model::history::HistoryKind;
use crate::model::json::Json;
use crate::store::ask::{Ask, Scan};
use crate::store::key::Table;
use crate::testing::TokioClock;

const HOUR: Duration = Duration::from_secs(3600);

pub(super) fn go(name: &str) -> Do {
    Do::Event(name.into())
}

pub(super) async fn status(instance: &Instance<Json>) -> RuntimeStatus {
    instance.status().await.unwrap().runtime_status
}

pub(super) async fn waits(instance: &Instance<Json>) {
    until(async || instance.inspect().await.unwrap().is_some()).await;
}

/// Gives everything that is under way the time to go wrong.
pub(super) async fn for_a_while() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

#[tokio::test]
async fn what_comes_for_a_suspended_instance_is_kept_until_it_is_resumed() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![
        call("gated", 1),
        all(vec![
            Do::Sleep(Duration::from_millis(5)),
            go("a"),
            call("inc", 2),
        ]),
        go("b"),
    ];
    let instance = start(&runtime, "it", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    instance.suspend("a pause").await.unwrap();
    instance.suspend("another reason").await.unwrap();
    bench.probe.gate.notify_one();
    for (name, payload) in [("b", 8), ("a", 7)] {
        instance.raise_event(name, &payload).await.unwrap();
    }
    for_a_while().await;
    let suspended = instance.status().await.unwrap();
    assert_eq!(suspended.runtime_status, RuntimeStatus::Suspended);
    assert_eq!(suspended.suspended.as_deref(), Some("a pause"));
    assert!(suspended.blocked.is_none());
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    let instance = runtime.instance("it");
    for_a_while().await;
    assert_eq!(status(&instance).await, RuntimeStatus::Suspended);
    instance.resume("it goes on").await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","slept 7 3","8"]"#);
    // It has ended: nothing is to be done.
    let error = instance.suspend("late").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceEnded);
    let error = instance.resume("late").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceEnded);
    let history = instance.history().await.unwrap();
    let told = history.into_iter().filter_map(|event| match event.kind {
        HistoryKind::ExecutionSuspended { reason } => Some(format!("suspended: {reason}")),
        HistoryKind::ExecutionResumed { reason } => Some(format!("resumed: {reason}")),
        _ => None,
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["suspended: a pause", "resumed: it goes on"]
    );
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_instance_that_is_resumed_without_news_waits_on() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "it", vec![go("a"), Do::Steps]).await;
    waits(&instance).await;
    for _ in 0..3 {
        instance.resume("nothing").await.unwrap();
        instance.suspend("a pause").await.unwrap();
        instance.resume("on").await.unwrap();
        assert_eq!(status(&instance).await, RuntimeStatus::Running);
    }
    instance.raise_event("a", &1).await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","2"]"#, "it was stepped twice");
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_suspended_instance_can_be_terminated_and_a_suspended_child_keeps_its_parent_waiting() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let parent = start(&runtime, "p", vec![child(Some("c"), vec![go("a")])]).await;
    let of_parent = runtime.instance("c");
    until(async || of_parent.inspect().await.is_ok_and(|waits| waits.is_some())).await;
    of_parent.suspend("a pause").await.unwrap();
    of_parent.raise_event("a", &1).await.unwrap();
    for_a_while().await;
    assert_eq!(status(&parent).await, RuntimeStatus::Running);
    of_parent.resume("on").await.unwrap();
    assert_eq!(parent.result().await.unwrap().as_str(), r#"["[\"1\"]"]"#);

    let instance = start(&runtime, "it", vec![Do::Sleep(HOUR)]).await;
    instance.suspend("a pause").await.unwrap();
    instance.terminate("enough").await.unwrap();
    let ended = instance.status().await.unwrap();
    assert_eq!(ended.runtime_status, RuntimeStatus::Terminated);
    assert_eq!(ended.suspended, None);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_instance_that_is_unknown_can_be_neither_suspended_nor_purged() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let nobody = runtime.instance("nobody");
    for answer in [
        nobody.suspend("").await,
        nobody.resume("").await,
        nobody.purge().await,
        nobody.restart().await.map(drop),
        nobody.restart_in_place().await.map(drop),
    ] {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::InstanceNotFound);
    }
    runtime.shutdown().await.unwrap();
}

/// The rows of all tables but those of the machines and the counters.
pub(super) async fn rows(runtime: &Runtime) -> Vec<(Table, usize)> {
    let mut found = Vec::new();
    for table in Table::ALL {
        if matches!(table, Table::Counters | Table::Machines | Table::Places) {
            continue;
        }
        let all = Ask::Scan(Scan::page(table, None, usize::MAX));
        let rows = runtime.store().read(vec![all]).await.unwrap().remove(0);
        let count = rows.into_rows().len();
        if count > 0 {
            found.push((table, count));
        }
    }
    found
}

#[tokio::test]
async fn nothing_of_a_purged_instance_stays() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![
        Do::Hold("x".repeat(5000)),
        child(Some("c"), vec![call("inc", 1)]),
        all(vec![
            call("inc", 1),
            go("a"),
            Do::Sleep(Duration::from_millis(1)),
        ]),
        Do::Held,
    ];
    let instance = start(&runtime, "p", script).await;
    let other = start(&runtime, "other", vec![go("a")]).await;
    instance.raise_event("unused", &1).await.unwrap();
    let error = instance.purge().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotEnded);
    instance.raise_event("a", &1).await.unwrap();
    instance.result().await.unwrap();
    other.terminate("enough").await.unwrap();
    for purged in [&instance, &other, &runtime.instance("c")] {
        purged.purge().await.unwrap();
        let error = purged.status().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    }
    assert_eq!(rows(&runtime).await, []);
    // The id is free, also for the same start.
    let again = start(&runtime, "other", vec![call("inc", 4)]).await;
    assert_eq!(again.result().await.unwrap().as_str(), r#"["5"]"#);
    assert_eq!(again.history().await.unwrap().len(), 4);
    assert_eq!(runtime.count(InstanceFilter::new()).await.unwrap(), 1);
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    assert_eq!(
        status(&runtime.instance("other")).await,
        RuntimeStatus::Completed
    );
    let error = runtime.instance("p").status().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_purge_by_a_filter_leaves_what_has_not_ended_and_what_it_is_not_about() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for number in 0..20 {
        let script = match number % 4 {
            0 => vec![call("inc", number)],
            1 => vec![Do::Fail("no".into())],
            2 => vec![go("a")],
            _ => vec![],
        };
        let instance = start(&runtime, &format!("{}-{number}", number % 2), script).await;
        if number % 4 != 2 {
            let _ = instance.result().await;
        }
    }
    let of_prefix = InstanceFilter::new().id_prefix("0-");
    let waiting = of_prefix.clone().status(RuntimeStatus::Running);
    assert_eq!(runtime.purge(waiting).await.unwrap(), 0);
    assert_eq!(runtime.purge(of_prefix).await.unwrap(), 5);
    let failed = InstanceFilter::new().status(RuntimeStatus::Failed);
    assert_eq!(runtime.purge(failed).await.unwrap(), 5);
    assert_eq!(runtime.purge(InstanceFilter::new()).await.unwrap(), 5);
    assert_eq!(runtime.purge(InstanceFilter::new()).await.unwrap(), 0);
    let left = runtime.query(InstanceFilter::new()).page().await.unwrap();
    let is_left = |status: &crate::Status| status.runtime_status == RuntimeStatus::Running;
    assert!(left.instances.len() == 5 && left.instances.iter().all(is_left));
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_instance_is_started_again_with_its_input() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "it", vec![call("inc", 4), go("a")]).await;
    waits(&instance).await;
    let error = instance.restart_in_place().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceExists);
    let again = instance.restart().await.unwrap();
    assert_ne!(again.id(), instance.id());
    for started in [&instance, &again] {
        started.raise_event("a", &1).await.unwrap();
        assert_eq!(started.result().await.unwrap().as_str(), r#"["5","1"]"#);
    }
    let again = instance.restart_in_place().await.unwrap();
    assert_eq!(again.id(), instance.id());
    waits(&again).await;
    assert_eq!(status(&instance).await, RuntimeStatus::Running);
    runtime.shutdown().await.unwrap();
}

/// The steps of a client, each of which is repeated until it is acknowledged.
async fn step_of_client(runtime: &Runtime, step: usize) -> Result<(), crate::Error> {
    let instance = runtime.instance("it");
    match step {
        0 => {
            let script = vec![call("inc", 1), go("a"), call("inc", 2)];
            runtime.start(typed(script).id("it")).await.map(drop)
        }
        1 => instance.suspend("a pause").await,
        2 => instance.raise_event("a", &7).await,
        3 => instance.resume("on").await,
        4 => {
            // Of a runtime that has stopped there is another error.
            instance.status().await?;
            let result = instance.result().await;
            instance.status().await?;
            assert_eq!(result.unwrap().as_str(), r#"["2","7","3"]"#);
            Ok(())
        }
        5 => match instance.purge().await {
            // It was purged, and the answer was lost.
            Err(error) if error.kind() == ErrorKind::InstanceNotFound => Ok(()),
            answer => answer,
        },
        _ => unreachable!("there are six"),
    }
}

async fn verbs_halting_after(n: u64) -> usize {
    let bench = Bench::new();
    let mut done = 0;
    for opened in 1..200 {
        let builder = bench.builder().halt_after_commits(n);
        let runtime = builder.open(bench.path()).await.unwrap();
        let before = runtime.instance("it").status().await;
        match done {
            0 => {}
            2..=3 => {
                // A resumption that was not acknowledged may be carried out.
                let status = before.unwrap().runtime_status;
                assert!(status == RuntimeStatus::Suspended || done == 3, "{status}");
            }
            6 => {
                assert_eq!(before.unwrap_err().kind(), ErrorKind::InstanceNotFound);
                assert_eq!(rows(&runtime).await, []);
                let _ = runtime.shutdown().await;
                return opened;
            }
            _ => assert!(before.is_ok() || done == 5, "{before:?} after {done} steps"),
        }
        while done < 6 {
            match step_of_client(&runtime, done).await {
                Ok(()) => done += 1,
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Stopped, "{error} at step {done}");
                    break;
                }
            }
        }
        let _ = runtime.shutdown().await;
    }
    panic!("it never ends when it is halted after {n} commits");
}

#[tokio::test]
async fn what_was_done_to_an_instance_holds_whenever_the_process_dies() {
    // The answer after the last commit is lost, so with one commit nothing would be acknowledged.
    for n in 2.. {
        // The last opening only looks.
        if verbs_halting_after(n).await == 2 {
            assert!(n > 5, "a run of {n} commits would not be worth cutting");
            return;
        }
    }
}

async fn rows_of(runtime: &Runtime, table: Table) -> usize {
    let all = Ask::Scan(Scan::page(table, None, usize::MAX));
    let rows = runtime.store().read(vec![all]).await.unwrap().remove(0);
    rows.into_rows().len()
}

#[tokio::test]
async fn what_is_ended_and_purged_in_one_commit_is_counted_nowhere() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for number in 0..50 {
        let instance = start(&runtime, &format!("{number}"), vec![go("a")]).await;
        waits(&instance).await;
        let (terminated, purged) = tokio::join!(instance.terminate("enough"), instance.purge());
        terminated.unwrap();
        purged.unwrap();
    }
    assert_eq!(rows_of(&runtime, Table::Places).await, 0);
    assert_eq!(rows(&runtime).await, []);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_tree_is_terminated_and_leaves_nothing_when_its_root_is_purged_at_once() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for number in 0..60 {
        let id = format!("r{number}");
        let root = start(&runtime, &id, tree(&id, 1, 10)).await;
        until(async || running(&runtime).await == 11).await;
        root.terminate_with_children("enough").await.unwrap();
        root.purge().await.unwrap();
        until(async || running(&runtime).await == 0).await;
    }
    until(async || rows_of(&runtime, Table::Timers).await == 0).await;
    runtime.shutdown().await.unwrap();
}

/// A parent that waits for children, which wait for children.
fn tree(prefix: &str, generations: usize, children: usize) -> Vec<Do> {
    if generations == 0 {
        return vec![go("never")];
    }
    let child_of = |number: usize| {
        let id = format!("{prefix}.{number}");
        child(Some(&id), tree(&id, generations - 1, children))
    };
    vec![all((0..children).map(child_of).collect()), Do::Steps]
}

async fn running(runtime: &Runtime) -> u64 {
    let running = InstanceFilter::new().status(RuntimeStatus::Running);
    runtime.count(running).await.unwrap()
}

#[tokio::test]
async fn a_tree_is_terminated_with_its_root_and_other_instances_are_not() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let root = start(&runtime, "r", tree("r", 3, 8)).await;
    let other = start(&runtime, "other", tree("other", 1, 2)).await;
    until(async || running(&runtime).await == 585 + 3).await;
    // A sub-orchestration in the middle is terminated by itself, and its children are left.
    runtime.instance("r.7").terminate("alone").await.unwrap();
    assert_eq!(running(&runtime).await, 584 + 3);
    root.terminate_with_children("enough").await.unwrap();
    until(async || running(&runtime).await == 72 + 3).await;
    for id in ["r", "r.0", "r.3.4", "r.6.7.7"] {
        let ended = runtime.instance(id).status().await.unwrap();
        assert_eq!(ended.runtime_status, RuntimeStatus::Terminated, "{id}");
        assert_eq!(ended.output.unwrap().as_str(), r#""enough""#);
    }
    assert_eq!(status(&other).await, RuntimeStatus::Running);
    let rows = rows(&runtime).await;
    assert!(
        rows.iter().all(|(table, _)| *table != Table::Timers),
        "{rows:?}"
    );
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_tree_is_terminated_whenever_the_process_dies() {
    for n in 1..12 {
        let bench = Bench::new();
        let runtime = bench.open().await;
        start(&runtime, "r", tree("r", 2, 3)).await;
        until(async || running(&runtime).await == 13).await;
        runtime.shutdown().await.unwrap();
        let runtime = bench
            .builder()
            .halt_after_commits(n)
            .open(bench.path())
            .await;
        let runtime = runtime.unwrap();
        let root = runtime.instance("r");
        let answer = root.terminate_with_children("enough").await;
        for_a_while().await;
        let _ = runtime.shutdown().await;
        let runtime = bench.open().await;
        if answer.is_err() && status(&runtime.instance("r")).await == RuntimeStatus::Running {
            let root = runtime.instance("r");
            root.terminate_with_children("enough").await.unwrap();
        }
        until(async || running(&runtime).await == 0).await;
        let rows = rows(&runtime).await;
        assert!(
            rows.iter().all(|(table, _)| *table != Table::Timers),
            "{rows:?}"
        );
        runtime.shutdown().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn ended_instances_stay_as_long_as_was_said() {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let bench = Bench::new();
    let clock = TokioClock::new();
    let open = async || {
        let builder = bench.builder().clock(clock);
        let builder = builder.retain(RuntimeStatus::Completed, DAY);
        let builder = builder.retain(RuntimeStatus::Failed, 3 * DAY);
        builder.open(bench.path()).await.unwrap()
    };
    let runtime = open().await;
    let long = vec![Do::Sleep(2 * DAY), call("inc", 1)];
    for (id, script) in [
        ("done", vec![call("inc", 1)]),
        ("failed", vec![Do::Fail("no".into())]),
        ("ended", vec![go("a")]),
        ("waits", vec![go("a")]),
        ("long", long),
    ] {
        start(&runtime, id, script).await;
    }
    runtime.instance("ended").terminate("enough").await.unwrap();
    let is_there = async |runtime: &Runtime, id: &str| runtime.instance(id).status().await.is_ok();
    let left = async |runtime: &Runtime| {
        let mut left = Vec::new();
        for id in ["done", "failed", "ended", "waits", "long"] {
            if is_there(runtime, id).await {
                left.push(id);
            }
        }
        left
    };
    tokio::time::sleep(DAY * 23 / 24).await;
    assert_eq!(left(&runtime).await.len(), 5);
    // It is looked for once an hour.
    tokio::time::sleep(DAY / 8).await;
    until(async || !is_there(&runtime, "done").await).await;
    // What was started long ago and has ended since stays on from its end.
    tokio::time::sleep(DAY + Duration::from_secs(4000)).await;
    assert_eq!(left(&runtime).await, ["failed", "ended", "waits", "long"]);
    let long = status(&runtime.instance("long")).await;
    assert_eq!(long, RuntimeStatus::Completed);
    runtime.shutdown().await.unwrap();
    tokio::time::sleep(5 * DAY).await;
    let runtime = open().await;
    until(async || left(&runtime).await == ["ended", "waits"]).await;
    runtime.shutdown().await.unwrap();
}
