//! What a migration doesn't give the new code ends as what the code drops: operations are cancelled, sets of tasks are aborted.
//! What it gives has its owner, and goes on.

use std::sync::atomic::{AtomicU64, Ordering};

use durable_runtime::prelude::*;
use durable_runtime::{
    ActivityCall, Blocked, CancellationReason, Go, JoinHandle, Migrating, PendingKind, migration,
};
use serde::{Deserialize, Serialize};

use crate::migrations::{Changed, became, contains, until};
use crate::{Became, stubs::*};

/// The attempts of [`hold`] that nobody waits for any more, by the argument.
static GIVEN_UP: [AtomicU64; 8] = [const { AtomicU64::new(0) }; 8];

/// The attempts of [`once`] that were made, by the argument.
static MADE: [AtomicU64; 8] = [const { AtomicU64::new(0) }; 8];

fn given_up(which: usize) -> u64 {
    GIVEN_UP[which].load(Ordering::Relaxed)
}

#[activity]
async fn hold(which: usize) -> Result<u64> {
    let cancelled = cancellation();
    cancelled.cancelled().await;
    if cancelled.reason() == Some(CancellationReason::NobodyWaits) {
        GIVEN_UP[which].fetch_add(1, Ordering::Relaxed);
    }
    Err(Failure::new("it was interrupted"))
}

#[activity]
async fn once(which: usize) -> Result<u64> {
    MADE[which].fetch_add(1, Ordering::Relaxed);
    Ok(which as u64 + 10)
}

#[derive(Serialize)]
struct AtMore {
    more: u64,
}

/// The events and the other operations that the instance waits for or has begun.
async fn pending(runtime: &Runtime) -> (Vec<String>, usize) {
    let waits = runtime.instance("it").inspect().await.expect("it is there");
    let (mut events, mut others) = (Vec::new(), 0);
    for op in waits.expect("it waits").pending {
        match op.kind {
            PendingKind::Event { name } => events.push(name),
            _ => others += 1,
        }
    }
    (events, others)
}

// An operation in a local.

#[orchestrator(name = "up_drops_1")]
async fn drops_1(which: usize) -> Result<u64> {
    let mut work = hold(which);
    select! {
        _ = &mut work => {},
        _ = event::<u8>("begun") => {},
    }
    event::<u8>("go").await?;
    work.await
}

#[orchestrator(name = "up_drops_2")]
async fn drops_2(which: usize) -> Result<u64> {
    let more = add(which as u64, 100).await?;
    event::<u8>("go").await?;
    event::<u8>("end").await?;
    add(more, 1).await
}

#[migration(of = "up_drops", from = "v1", at = "event#1")]
fn without_the_work(_: (), _: &Migrating) -> Result<Go<AtMore>, Blocked> {
    Ok(Go::waiting("event#1", AtMore { more: 5 }))
}

/// The code before to the wait for `go`.
async fn begun(changed: &Changed, code: &str) {
    let runtime = changed.open(code, &[]).await;
    let raised = runtime.instance("it").raise_event("begun", &1).await;
    raised.expect("it waits for it");
    until(async || pending(&runtime).await.0 == ["go"]).await;
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn an_operation_in_a_local_that_is_not_given_is_cancelled() {
    let changed = Changed::new("up_drops", &["up_drops_1"], 0).await;
    begun(&changed, "up_drops_1").await;
    let runtime = changed.open("up_drops_2", &["without_the_work"]).await;
    until(async || pending(&runtime).await == (vec!["go".to_owned()], 0)).await;
    until(async || given_up(0) == 1).await;
    let became = became(&runtime, &["go", "end"]).await;
    assert_eq!(became, Became::Done("6".to_owned()));
    runtime.shutdown().await.expect("it is closed");
}

static RELEASED: AtomicU64 = AtomicU64::new(0);

#[activity]
async fn released(n: u64) -> Result<u64> {
    while RELEASED.load(Ordering::Relaxed) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    Ok(n + 10)
}

#[orchestrator(name = "up_keeps_1")]
async fn keeps_1(n: u64) -> Result<u64> {
    let mut work = released(n);
    select! {
        _ = &mut work => {},
        _ = event::<u8>("begun") => {},
    }
    event::<u8>("go").await?;
    work.await
}

#[orchestrator(name = "up_keeps_2")]
async fn keeps_2(n: u64) -> Result<u64> {
    let work = released(n + 1000);
    let more = add(n, 100).await?;
    event::<u8>("go").await?;
    event::<u8>("end").await?;
    add(more, work.await?).await
}

#[derive(Deserialize)]
struct WithWork {
    work: ActivityCall<u64>,
}

#[derive(Serialize)]
struct WithMore {
    work: ActivityCall<u64>,
    more: u64,
}

#[migration(of = "up_keeps", from = "v1", at = "event#1")]
fn with_the_work(old: WithWork, _: &Migrating) -> Result<Go<WithMore>, Blocked> {
    let locals = WithMore {
        work: old.work,
        more: 5,
    };
    Ok(Go::waiting("event#1", locals))
}

#[tokio::test]
async fn an_operation_in_a_local_that_is_given_goes_on() {
    let changed = Changed::new("up_keeps", &["up_keeps_1"], 3).await;
    begun(&changed, "up_keeps_1").await;
    let runtime = changed.open("up_keeps_2", &["with_the_work"]).await;
    let raised = runtime.instance("it").raise_event("go", &1).await;
    raised.expect("it waits for it");
    until(async || pending(&runtime).await == (vec!["end".to_owned()], 1)).await;
    RELEASED.store(1, Ordering::Relaxed);
    let became = became(&runtime, &["end"]).await;
    assert_eq!(became, Became::Done("18".to_owned()));
    runtime.shutdown().await.expect("it is closed");
}

// A set of tasks.

#[orchestrator(name = "up_aborts_1")]
async fn aborts_1(which: usize) -> Result<u64> {
    let mut set = JoinSet::new();
    set.spawn(async move { hold(which).await });
    event::<u8>("go").await?;
    match set.join_next().await {
        Some(ended) => ended?,
        None => Ok(0),
    }
}

#[orchestrator(name = "up_aborts_2")]
async fn aborts_2(which: usize) -> Result<u64> {
    let more = add(which as u64, 100).await?;
    event::<u8>("go").await?;
    event::<u8>("end").await?;
    add(more, 1).await
}

#[migration(of = "up_aborts", from = "v1", at = "event#1")]
fn without_the_set(_: (), _: &Migrating) -> Result<Go<AtMore>, Blocked> {
    Ok(Go::waiting("event#1", AtMore { more: 6 }))
}

/// The new code doesn't have the task's block, and need not.
#[tokio::test]
async fn a_set_of_tasks_that_is_not_given_is_aborted() {
    let changed = Changed::new("up_aborts", &["up_aborts_1"], 1).await;
    let runtime = changed.open("up_aborts_2", &["without_the_set"]).await;
    until(async || pending(&runtime).await == (vec!["go".to_owned()], 0)).await;
    until(async || given_up(1) == 1).await;
    let became = became(&runtime, &["go", "end"]).await;
    assert_eq!(became, Became::Done("7".to_owned()));
    runtime.shutdown().await.expect("it is closed");
}

#[orchestrator(name = "up_joins_1")]
async fn joins_1(which: usize) -> Result<u64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        event::<u8>("task").await?;
        once(which).await
    });
    let handle = spawn(async move {
        event::<u8>("other").await?;
        once(which).await
    });
    let shared = Shared::new(which as u64);
    event::<u8>("go").await?;
    let ended = set.join_next().await.expect("there is one")??;
    Ok(ended + handle.await?? + shared.get())
}

#[orchestrator(name = "up_joins_2")]
async fn joins_2(which: usize) -> Result<u64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        event::<u8>("task").await?;
        once(which).await
    });
    let handle = spawn(async move {
        event::<u8>("other").await?;
        once(which).await
    });
    let shared = Shared::new(which as u64);
    let more = add(which as u64, 100).await?;
    event::<u8>("go").await?;
    let ended = set.join_next().await.expect("there is one")??;
    Ok(more + ended + handle.await?? + shared.get())
}

#[derive(Deserialize)]
struct Joins {
    set: JoinSet<Result<u64>>,
    handle: JoinHandle<Result<u64>>,
    shared: Shared<u64>,
}

#[derive(Serialize)]
struct JoinsMore {
    set: JoinSet<Result<u64>>,
    handle: JoinHandle<Result<u64>>,
    shared: Shared<u64>,
    more: u64,
}

#[migration(of = "up_joins", from = "v1", at = "event#1")]
fn with_all_tasks(old: Joins, _: &Migrating) -> Result<Go<JoinsMore>, Blocked> {
    let Joins {
        set,
        handle,
        shared,
    } = old;
    let more = 1000 + shared.get();
    Ok(Go::waiting(
        "event#1",
        JoinsMore {
            set,
            handle,
            shared,
            more,
        },
    ))
}

#[tokio::test]
async fn tasks_and_shared_values_that_are_given_go_on() {
    let changed = Changed::new("up_joins", &["up_joins_1"], 2).await;
    let events = ["go", "task", "other"];
    let became = changed
        .became("up_joins_2", &["with_all_tasks"], &events)
        .await;
    assert_eq!(became, Became::Done("1028".to_owned()));
    assert_eq!(MADE[2].load(Ordering::Relaxed), 2);
}

// What the instance waits for.

#[orchestrator(name = "up_begins_1")]
async fn begins_1(which: usize) -> Result<u64> {
    let (one, other) = join!(hold(which), event::<u64>("never"));
    add(one?, other?).await
}

#[orchestrator(name = "up_begins_2")]
async fn begins_2(which: usize) -> Result<u64> {
    let more = add(which as u64, 100).await?;
    let got = event::<u64>("go").await?;
    add(more, got).await
}

#[migration(of = "up_begins", from = "v1", at = "join#1")]
fn begins_an_event(_: (), _: &Migrating) -> Result<Go<AtMore>, Blocked> {
    Ok(Go::begin("event#1", AtMore { more: 7 }, event::<u64>("go")))
}

#[tokio::test]
async fn what_the_instance_waits_for_is_cancelled_for_another_operation() {
    let changed = Changed::new("up_begins", &["up_begins_1"], 3).await;
    let runtime = changed.open("up_begins_2", &["begins_an_event"]).await;
    until(async || pending(&runtime).await == (vec!["go".to_owned()], 0)).await;
    until(async || given_up(3) == 1).await;
    let became = became(&runtime, &["go"]).await;
    assert_eq!(became, Became::Done("8".to_owned()));
    runtime.shutdown().await.expect("it is closed");
}

#[orchestrator(name = "up_anew_1")]
async fn anew_1(which: usize) -> Result<u64> {
    let task = spawn(async move { hold(which).await });
    let got = event::<u64>("never").await?;
    add(got, task.await??).await
}

#[orchestrator(name = "up_anew_2")]
async fn anew_2(which: usize) -> Result<u64> {
    let got = event::<u64>("go").await?;
    add(which as u64, got).await
}

#[migration(of = "up_anew", from = "v1", at = "event#1")]
fn all_anew(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(40))
}

#[tokio::test]
async fn all_that_an_instance_has_is_cancelled_when_it_starts_over() {
    let changed = Changed::new("up_anew", &["up_anew_1"], 4).await;
    let runtime = changed.open("up_anew_2", &["all_anew"]).await;
    until(async || pending(&runtime).await == (vec!["go".to_owned()], 0)).await;
    until(async || given_up(4) == 1).await;
    let became = became(&runtime, &["go"]).await;
    assert_eq!(became, Became::Done("41".to_owned()));
    runtime.shutdown().await.expect("it is closed");
}

#[orchestrator(name = "up_large_1")]
async fn large_1(text: String) -> Result<u64> {
    event::<u64>("never").await?;
    Ok(text.len() as u64)
}

#[orchestrator(name = "up_large_2")]
async fn large_2(text: String) -> Result<u64> {
    let got = event::<u64>("go").await?;
    Ok(text.len() as u64 + got)
}

#[migration(of = "up_large", from = "v1", at = "event#1")]
fn with_a_large_input(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over("x".repeat(3_000_000)))
}

/// It is not the instance that is at fault, and nothing of it is lost.
#[tokio::test]
async fn an_instance_that_starts_over_with_too_much_is_blocked() {
    let changed = Changed::new("up_large", &["up_large_1"], "x").await;
    let builder = changed.builder("up_large_2", &["with_a_large_input"]);
    let builder = builder.step_bytes_max(1 << 20);
    let runtime = builder.open(&changed.path).await.expect("it is opened");
    let Became::Blocked(why) = became(&runtime, &[]).await else {
        panic!("it goes on");
    };
    contains(
        &why,
        &["the code has changed", "stores too much", "1048576"],
    );
    assert_eq!(pending(&runtime).await, (vec!["never".to_owned()], 0));
    runtime.shutdown().await.expect("it is closed");
    let became = changed.became("up_large_2", &["with_a_large_input"], &["go"]);
    assert_eq!(became.await, Became::Done("3000001".to_owned()));
}

#[orchestrator(name = "up_again_2")]
#[expect(unused_variables, reason = "the next version needs it")]
async fn again_2(which: usize) -> Result<u64> {
    event::<u64>("go").await
}

#[orchestrator(name = "up_again_3")]
async fn again_3(which: usize) -> Result<u64> {
    let got = event::<u64>("go").await?;
    add(which as u64, got).await
}

#[migration(of = "up_again", from = "v1", at = "event#1")]
fn again_anew(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(40))
}

/// The store has the input that the instance was started with first.
#[tokio::test]
async fn an_argument_is_read_again_from_what_the_instance_has_started_over_with() {
    let changed = Changed::new("up_again", &["up_anew_1"], 7).await;
    let runtime = changed.open("up_again_2", &["again_anew"]).await;
    until(async || pending(&runtime).await == (vec!["go".to_owned()], 0)).await;
    runtime.shutdown().await.expect("it is closed");
    let became = changed.became("up_again_3", &[], &["go"]).await;
    assert_eq!(became, Became::Done("41".to_owned()));
}

#[orchestrator(name = "up_fails_1")]
async fn fails_1(which: usize) -> Result<u64> {
    let task = spawn(async move { hold(which).await });
    let got = event::<u64>("never").await?;
    add(got, task.await??).await
}

#[orchestrator(name = "up_fails_2")]
async fn fails_2(which: usize) -> Result<u64> {
    add(which as u64, 1).await
}

#[migration(of = "up_fails", from = "v1", at = "event#1")]
fn all_in_vain(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::fail(Failure::new("it is too late")))
}

#[tokio::test]
async fn all_that_an_instance_has_is_cancelled_when_it_fails() {
    let changed = Changed::new("up_fails", &["up_fails_1"], 6).await;
    let runtime = changed.open("up_fails_2", &["all_in_vain"]).await;
    let became = became(&runtime, &[]).await;
    assert!(matches!(became, Became::Failed(_)), "{became:?}");
    until(async || given_up(6) == 1).await;
    runtime.shutdown().await.expect("it is closed");
}

// What can't be told apart.

#[orchestrator(name = "up_ended_1")]
async fn ended_1(which: usize) -> Result<u64> {
    let mut set = JoinSet::new();
    set.spawn(async move { once(which).await });
    let got = event::<u64>("never").await?;
    let ended = set.join_next().await.expect("there is one")??;
    add(got, ended).await
}

#[orchestrator(name = "up_ended_2")]
async fn ended_2(which: usize) -> Result<u64> {
    let mut set = JoinSet::new();
    set.spawn(async move { once(which).await });
    let more = add(which as u64, 1).await?;
    event::<u64>("go").await?;
    add(more, set.len() as u64).await
}

#[derive(Deserialize)]
struct OnlySet {
    set: JoinSet<Result<u64>>,
}

#[derive(Serialize)]
struct SetAndMore {
    set: JoinSet<Result<u64>>,
    more: u64,
}

#[migration(of = "up_ended", from = "v1", at = "event#1")]
fn with_a_set_that_has_ended(old: OnlySet, _: &Migrating) -> Result<Go<SetAndMore>, Blocked> {
    let locals = SetAndMore {
        set: old.set,
        more: 1,
    };
    Ok(Go::begin("event#1", locals, event::<u64>("go")))
}

/// The task's value might have an operation in it.
#[tokio::test]
async fn what_might_be_owned_by_a_value_is_not_given_up() {
    let changed = Changed::new("up_ended", &["up_ended_1"], 5).await;
    let runtime = changed.open("up_ended_1", &[]).await;
    until(async || {
        let waits = runtime.instance("it").inspect().await.expect("it is there");
        waits.is_some_and(|waits| waits.tasks.is_empty())
    })
    .await;
    runtime.shutdown().await.expect("it is closed");
    let why = changed
        .blocked("up_ended_2", &["with_a_set_that_has_ended"])
        .await;
    contains(&why, &["results of tasks", "which might own that"]);
}
