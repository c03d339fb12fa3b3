//! Cancelled operations: the removed rows, the notified activities, and everything that stays.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::harness::*;
use super::joins::no_rows_but_records;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::codec;
use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::step::entry::{ActivityEntry, Attempt, Registration};
use crate::step::state::States;

const HOUR: Duration = Duration::from_secs(3600);

fn select(branches: Vec<Do>) -> Do {
    Do::Several(How::Select, branches)
}

fn go() -> Do {
    Do::Event("go".into())
}

#[tokio::test]
async fn the_losers_of_a_race_leave_nothing() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    bench.probe.failures.store(1, Ordering::SeqCst);
    let grandchild = child(Some("c"), vec![call("deaf", 4)]);
    let script = vec![
        select(vec![
            Do::Sleep(HOUR),
            call("heeding", 1),
            call("deaf", 2),
            Do::Retry("flaky".into(), 3, RetryPolicy::new(2, HOUR)),
            child(Some("b"), vec![grandchild]),
            go(),
            Do::Event("now".into()),
        ]),
        go(),
        Do::Steps,
    ];
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 4).await;
    until(async || {
        let waiting = instance.inspect().await.unwrap().unwrap();
        let rows = runtime.store().activities(None, 9).await.unwrap();
        waiting.until.is_some() && rows.len() == 3
    })
    .await;
    instance.raise_event("now", &1).await.unwrap();
    for id in ["b", "c"] {
        let status = runtime.instance(id).status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Terminated, "{id}");
        let reason = status.output.unwrap();
        assert_eq!(reason.as_str(), r#""its parent no longer waits for it""#);
    }
    until(async || bench.probe.calls().len() == 7).await;
    let mut calls = bench.probe.calls().split_off(4);
    calls.sort_unstable();
    assert_eq!(calls, ["dropped 2", "dropped 4", "heeded 1"]);
    // The losers lead to nothing, and the event is there for the next one.
    instance.raise_event("go", &2).await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["6: 1","2","3"]"#);
    no_rows_but_records(&bench, runtime, 3).await;
}

#[tokio::test]
async fn a_child_that_lost_is_terminated_also_when_its_parent_ends_with_that() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let branches = vec![child(Some("b"), vec![call("deaf", 1)]), call("gated", 2)];
    let instance = start(&runtime, "a", vec![select(branches)]).await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_one();
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["1: 2"]"#);
    let status = runtime.instance("b").status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
    until(async || bench.probe.calls().len() == 3).await;
    no_rows_but_records(&bench, runtime, 2).await;
}

#[tokio::test]
async fn an_attempt_that_heeds_its_token_is_told_when_its_instance_is_terminated() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![Do::Begin(Box::new(call("deaf", 1))), call("heeding", 2)];
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 2).await;
    instance.terminate("enough").await.unwrap();
    until(async || bench.probe.calls().len() == 4).await;
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
    no_rows_but_records(&bench, runtime, 1).await;
}

#[tokio::test]
async fn an_attempt_is_told_when_its_instance_ends_without_it() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![Do::Begin(Box::new(call("heeding", 1))), go()];
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    instance.raise_event("go", &1).await.unwrap();
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["1"]"#);
    until(async || bench.probe.calls().len() == 2).await;
    no_rows_but_records(&bench, runtime, 1).await;
}

#[tokio::test]
async fn an_instance_that_only_has_the_id_of_a_child_is_left_alone() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let other = start(&runtime, "b", vec![call("gated", 1)]).await;
    let begin = Do::Begin(Box::new(child(Some("b"), vec![])));
    // It is cancelled in the next step, which may know that it can't be started.
    let script = vec![begin.clone(), go(), Do::GiveUp, begin, Do::GiveUp, go()];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("go", &1).await.unwrap();
    instance.raise_event("go", &2).await.unwrap();
    instance.result().await.unwrap();
    until(async || bench.probe.calls().len() == 1).await;
    bench.probe.gate.notify_waiters();
    assert_eq!(other.result().await.unwrap().as_str(), r#"["1"]"#);
    no_rows_but_records(&bench, runtime, 2).await;
}

#[tokio::test]
async fn the_id_of_a_child_that_was_given_up_is_free_in_the_same_step() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![
        select(vec![child(Some("b"), vec![call("deaf", 1)]), go()]),
        child(Some("b"), vec![call("inc", 1)]),
    ];
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    instance.raise_event("go", &1).await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1: 1","[\"2\"]"]"#);
    no_rows_but_records(&bench, runtime, 2).await;
}

#[tokio::test]
async fn what_is_begun_and_given_up_in_one_step_never_happens() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let mut script = Vec::new();
    for what in [
        call("inc", 1),
        Do::Sleep(HOUR),
        child(Some("b"), vec![call("inc", 2)]),
        go(),
    ] {
        script.extend([Do::Begin(Box::new(what)), Do::GiveUp]);
    }
    script.push(call("inc", 3));
    script.push(go());
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    assert!(runtime.instance("b").status().await.is_err());
    instance.raise_event("go", &1).await.unwrap();
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["4","1"]"#);
    assert_eq!(bench.probe.calls(), ["inc 3"]);
    no_rows_but_records(&bench, runtime, 1).await;
}

/// The first attempt of `narrow` can't read its arguments, and ends when the gate opens.
fn run_unfit(states: &States, input: &[u8]) -> Attempt {
    let probe = states.get::<Probe>().map(|probe| (*probe).clone());
    let n = codec::decode::<u64>(input).unwrap();
    Box::pin(async move {
        let probe = probe?;
        probe.calls.lock().unwrap().push(format!("narrow {n}"));
        if n > 1 {
            return Ok(codec::encode(&n)?);
        }
        probe.gate.notified().await;
        Err(Failure::unfit_arguments(&"there are two now"))
    })
}

/// An instance with a step, begun by an event, in which the attempt of `narrow` has ended.
async fn with_an_unfit_activity(
    bench: &Bench,
    script: Vec<Do>,
    event: &str,
    gate: &str,
) -> (Runtime, Instance<Json>) {
    static UNFIT: ActivityEntry = narrow(&GATED, run_unfit);
    let mut program = program();
    program.push(Registration::Activity(&UNFIT));
    let builder = bench.builder_of(&program);
    let builder = builder.long_step(Duration::from_millis(1));
    let runtime = builder.open(bench.path()).await.unwrap();
    let a = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    let next = start(&runtime, "next", vec![call("narrow", 2)]).await;
    a.raise_event(event, &1).await.unwrap();
    until(async || gates::waited_for(gate) == 1).await;
    bench.probe.gate.notify_one();
    // It has begun after the end of the one before was handled.
    next.result().await.unwrap();
    gates::open(gate);
    (runtime, a)
}

#[tokio::test]
async fn an_instance_is_not_blocked_for_an_unfit_activity_that_its_step_gives_up() {
    const GATE: &str = "an unfit activity was given up";
    let bench = Bench::new();
    let script = vec![
        select(vec![call("narrow", 1), Do::Event("now".into())]),
        Do::Compute(GATE.to_owned()),
        go(),
    ];
    let (_runtime, a) = with_an_unfit_activity(&bench, script, "now", GATE).await;
    a.raise_event("go", &2).await.unwrap();
    let result = tokio::time::timeout(SOON, a.result()).await;
    let result = result.expect("it is not blocked").unwrap();
    assert_eq!(result.as_str(), r#"["1: 1","2"]"#);
}

#[tokio::test]
async fn an_instance_is_blocked_for_an_unfit_activity_that_its_step_keeps() {
    const GATE: &str = "an unfit activity was kept";
    let bench = Bench::new();
    let begins = Do::Begin(Box::new(call("narrow", 1)));
    let script = vec![begins, go(), Do::Compute(GATE.to_owned()), Do::Take];
    let (_runtime, a) = with_an_unfit_activity(&bench, script, "go", GATE).await;
    until(async || {
        let blocked = a.status().await.unwrap().blocked;
        blocked.is_some_and(|reason| reason.contains("there are two now"))
    })
    .await;
}
