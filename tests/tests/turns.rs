//! Turns: a function that never waits, as what it awaits is ready, holds up nobody else.

use std::time::{Duration, SystemTime};

use durable_runtime::Runtime;
use durable_runtime::prelude::*;
use durable_tests::holds;

/// So many turns that a step doesn't make them all.
const MANY: u64 = 1_200;

#[activity]
async fn one() -> Result<u64> {
    Ok(1)
}

#[orchestrator]
async fn beside() -> Result<u64> {
    Ok(one().await? + one().await?)
}

/// Returns without waiting.
#[orchestrator(inline)]
async fn at_once() -> Result<()> {
    Ok(())
}

/// Spawns itself, and nothing is ever awaited.
#[orchestrator(inline)]
async fn heirs(generation: u64) -> Result<()> {
    set_custom_status(generation);
    spawn(async move { heirs(generation + 1).await });
    Ok(())
}

/// Has itself run as a sub-orchestration, which does the same: none of them ever waits for anything else.
#[orchestrator]
async fn descends(depth: u64) -> Result<u64> {
    descends(depth + 1).await
}

/// Goes round and round.
#[orchestrator]
async fn endless(kind: String) -> Result<()> {
    let mut turns = 0_u64;
    match kind.as_str() {
        "heirs" => {
            heirs(0).await?;
            event::<()>("never").await?;
        }
        "task" => {
            spawn(async move {
                let mut turns = 0_u64;
                loop {
                    turns += 1;
                    set_custom_status(turns);
                    sleep(Duration::ZERO).await;
                }
            });
            event::<()>("never").await?;
        }
        "tasks" => loop {
            turns += 1;
            set_custom_status(turns);
            spawn(async move {}).await?;
        },
        "blocks" => {
            let forever = |from: u64| async move {
                let mut turns = from;
                loop {
                    turns += 1;
                    set_custom_status(turns);
                    sleep(Duration::ZERO).await;
                }
            };
            let blocks: Vec<()> = join_all(vec![forever(0), forever(1), forever(2)]).await;
            drop(blocks);
        }
        _ => loop {
            turns += 1;
            set_custom_status(turns);
            match kind.as_str() {
                "sleep" => sleep(Duration::ZERO).await,
                "sleep_until" => sleep_until(SystemTime::UNIX_EPOCH).await,
                "join" => join!(sleep(Duration::ZERO), async {}).0,
                "join_all" => drop(join_all(vec![sleep(Duration::ZERO); 3]).await),
                "nothing" => drop(join_all(Vec::<durable_runtime::Sleep>::new()).await),
                "select" => select! {
                    () = sleep(Duration::ZERO) => {}
                    () = sleep(Duration::from_secs(60)) => {}
                },
                "timeout" => timeout(Duration::MAX, async {}).await?,
                "block" => async { sleep(Duration::ZERO).await }.await,
                "inline" => at_once().await?,
                kind => return Err(Failure::new(format!("what is {kind}?"))),
            }
        },
    }
    Ok(())
}

const KINDS: [&str; 13] = [
    "sleep",
    "sleep_until",
    "join",
    "join_all",
    "nothing",
    "select",
    "timeout",
    "block",
    "inline",
    "task",
    "tasks",
    "blocks",
    "heirs",
];

async fn turns(runtime: &Runtime, id: &str) -> u64 {
    let status = runtime.instance(id).status().await.unwrap();
    // It is `Pending` until its first step is over, which may take longer than its start.
    assert!(!status.runtime_status.is_ended(), "{status:?}");
    let turns = status.custom_status.map(|status| status.decode().unwrap());
    turns.unwrap_or_default()
}

#[tokio::test]
async fn endless_loops_of_what_is_ready_hold_up_nobody_and_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let mut before = [0; KINDS.len()];
    for opened in 0..2 {
        let runtime = Runtime::builder().open(&path).await.unwrap();
        if opened == 0 {
            for kind in KINDS {
                let call = endless(kind.to_owned()).id(kind);
                runtime.start(call).await.unwrap();
            }
        }
        for _ in 0..5 {
            let beside = runtime.start(beside()).await.unwrap();
            assert_eq!(beside.result().await.unwrap(), 2);
        }
        for (kind, before) in KINDS.iter().zip(&mut before) {
            // Others go on, and so do they.
            while turns(&runtime, kind).await <= *before + MANY {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            *before = turns(&runtime, kind).await;
        }
        if opened == 1 {
            for kind in KINDS {
                runtime.instance(kind).terminate("enough").await.unwrap();
            }
        }
        runtime.shutdown().await.unwrap();
    }
}

/// Each of them begins at once, on the thread that the engine is on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endless_descents_into_sub_orchestrations_hold_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().open(path).await.unwrap();
    for n in 0..4 {
        let call = descends(0).id(format!("descent-{n}"));
        runtime.start(call).await.unwrap();
    }
    for n in 0..50 {
        let beside = runtime.start(beside()).await.unwrap();
        let result = tokio::time::timeout(Duration::from_secs(20), beside.result());
        assert_eq!(result.await.expect("it has its turns").unwrap(), 2, "{n}");
    }
    runtime.shutdown().await.unwrap();
}

/// Counts its turns until it is told to stop.
#[orchestrator]
async fn until_told() -> Result<bool> {
    let mut turns = 0_u64;
    loop {
        select! {
            stop = event::<()>("stop") => {
                stop?;
                return Ok(turns > 0);
            }
            () = sleep(Duration::ZERO) => turns += 1,
        }
    }
}

#[tokio::test]
async fn an_event_reaches_a_function_that_goes_round_and_round() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().open(path).await.unwrap();
    let instance = runtime.start(until_told()).await.unwrap();
    instance.raise_event("stop", &()).await.unwrap();
    assert!(instance.result().await.unwrap());
    runtime.shutdown().await.unwrap();
}

#[orchestrator]
async fn takes_all(count: u64) -> Result<u64> {
    event::<()>("begin").await?;
    let mut sum = 0;
    for _ in 0..count {
        sum += event::<u64>("number").await?;
    }
    Ok(sum)
}

#[tokio::test]
async fn events_that_are_there_already_are_all_taken_in_more_than_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().open(path).await.unwrap();
    let instance = runtime.start(takes_all(MANY)).await.unwrap();
    let raised: Vec<_> = (0..MANY)
        .map(|number| {
            let instance = instance.clone();
            tokio::spawn(async move { instance.raise_event("number", &number).await })
        })
        .collect();
    for raised in raised {
        raised.await.unwrap().unwrap();
    }
    instance.raise_event("begin", &()).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), MANY * (MANY - 1) / 2);
    runtime.shutdown().await.unwrap();
}

/// Many turns at a place, with a value that is held meanwhile and what goes on beside it.
#[orchestrator]
async fn many_turns(turns: u64) -> Result<(u64, Vec<u64>, u64)> {
    let task = spawn(async move {
        let mut sum = 0;
        for turn in 0..turns {
            sleep(Duration::ZERO).await;
            sum += turn;
        }
        sum
    });
    let mut sum = one().await?;
    for turn in 0..turns {
        sum += async move { turn }.await;
        if turn % 1000 == 999 {
            sum += one().await?;
        }
    }
    let blocks = (0..3_u64).map(|from| async move {
        let mut sum = from;
        for turn in 0..turns {
            sleep(Duration::ZERO).await;
            sum += turn;
        }
        sum
    });
    Ok((sum, join_all(blocks).await, task.await?))
}

/// An operation is lent, turn by turn, and begins when it is awaited.
#[orchestrator]
async fn many_turns_beside_a_call(turns: u64) -> Result<(u64, u64)> {
    let mut call = one();
    let mut won = 0;
    for _ in 0..turns {
        select! {
            () = async {} => won += 1,
            one = &mut call => return Ok((won, one?)),
        }
    }
    Ok((won, call.await?))
}

holds! {
    a_step_that_ends_for_others_changes_nothing => many_turns(10), many_turns(MANY);
}

/// A plain `select!` is tokio's, which takes any of the branches that are ready.
#[test]
fn what_is_lent_turn_by_turn_stays_lent() {
    durable_tests::check_durable(many_turns_beside_a_call(MANY), (MANY, 1));
}
