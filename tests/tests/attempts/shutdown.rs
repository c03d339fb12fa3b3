//! Shutting down: what attempts are told, how long they are waited for, and what is made again.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{RuntimeStatus, cancellation};

use crate::world::{Log, World, note, until};

/// As long as it takes.
const ENDLESS: Duration = Duration::MAX;

#[activity]
async fn gated(log: State<Log>, name: String) -> Result<String> {
    log.add(format!("{name} begins"));
    log.gate.notified().await;
    Ok(name)
}

/// Works until it is told to stop.
#[activity(retry(attempts = 2, first = "1ms"))]
async fn heeding(log: State<Log>, answer: String) -> Result<String> {
    let cancelled = cancellation();
    log.add("it begins");
    cancelled.cancelled().await;
    log.add(format!("told: {:?}", cancelled.reason().unwrap()));
    match answer.as_str() {
        "error" => Err(Failure::new("interrupted")),
        "terminal" => Err(Failure::terminal("no use")),
        "panic" => panic!("interrupted"),
        _ => Ok(answer),
    }
}

#[activity(retry(attempts = 2, first = "1ms"))]
async fn failing(log: State<Log>) -> Result<()> {
    log.add("failing begins");
    log.gate.notified().await;
    Err(Failure::new("as it does"))
}

#[activity]
async fn deaf(log: State<Log>) -> Result<()> {
    log.add("deaf begins");
    std::future::pending().await
}

#[orchestrator]
async fn two_gates() -> Result<String> {
    let first = gated("first".into()).await?;
    set_custom_status("after the first");
    let second = gated("second".into()).await?;
    Ok(first + " " + &second)
}

#[orchestrator]
async fn one_heeding(answer: String) -> Result<String> {
    heeding(answer).await
}

#[orchestrator]
async fn one_deaf() -> Result<()> {
    deaf().await
}

#[orchestrator]
async fn one_failing() -> Result<()> {
    failing().await
}

#[orchestrator]
async fn one_note(line: String) -> Result<String> {
    note(line).await
}

#[orchestrator]
async fn deaf_or_event() -> Result<String> {
    select! {
        answer = heeding("dropped".into()) => answer,
        _ = event::<u32>("go") => Ok("went".into()),
    }
}

#[tokio::test]
async fn what_ends_in_time_is_kept_and_nothing_begins_any_more() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(two_gates().id("a")).await.unwrap();
    world.log.reaches(1).await;
    let ending = tokio::spawn({
        let runtime = runtime.clone();
        async move { runtime.shutdown_within(ENDLESS).await }
    });
    // What is asked meanwhile is answered.
    runtime
        .start(one_note("too late".into()).id("b"))
        .await
        .unwrap();
    world.log.gate.notify_one();
    ending.await.unwrap().unwrap();
    assert_eq!(
        world.log.lines(),
        ["first begins"],
        "the second has not begun"
    );
    instance.status().await.expect_err("the store is closed");

    let runtime = world.open().await;
    world.log.reaches(3).await;
    let status = runtime.instance("a").status().await.unwrap();
    assert_eq!(
        status.custom_status.unwrap().as_str(),
        r#""after the first""#
    );
    world.log.gate.notify_one();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#""first second""#);
    let mut lines = world.log.lines();
    lines.sort_unstable();
    assert_eq!(lines, ["first begins", "second begins", "too late"]);
}

#[tokio::test]
async fn an_attempt_is_told_that_the_runtime_shuts_down_and_its_result_is_kept() {
    let world = World::new();
    let runtime = world.open().await;
    runtime
        .start(one_heeding("in time".into()).id("a"))
        .await
        .unwrap();
    world.log.reaches(1).await;
    runtime.shutdown_within(ENDLESS).await.unwrap();
    let runtime = world.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#""in time""#);
    assert_eq!(world.log.lines(), ["it begins", "told: Shutdown"]);
}

/// It counts as no attempt: the policy allows two, and this is interrupted three times.
#[tokio::test]
async fn an_attempt_that_was_interrupted_is_made_again() {
    for answer in ["error", "panic"] {
        let world = World::new();
        for session in 1..=3 {
            let runtime = world.open().await;
            if session == 1 {
                runtime
                    .start(one_heeding(answer.into()).id("a"))
                    .await
                    .unwrap();
            }
            world.log.reaches(2 * session - 1).await;
            let status = runtime.instance("a").status().await.unwrap();
            assert_eq!(status.runtime_status, RuntimeStatus::Running, "{answer}");
            runtime.shutdown_within(ENDLESS).await.unwrap();
            assert_eq!(world.log.lines().len(), 2 * session, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_terminal_failure_stands_also_during_a_shutdown() {
    let world = World::new();
    let runtime = world.open().await;
    runtime
        .start(one_heeding("terminal".into()).id("a"))
        .await
        .unwrap();
    world.log.reaches(1).await;
    runtime.shutdown_within(ENDLESS).await.unwrap();
    let runtime = world.open().await;
    let failure = runtime.instance("a").result().await.unwrap_err();
    assert_eq!(failure.message(), "no use");
    assert_eq!(world.log.lines().len(), 2);
}

#[tokio::test]
async fn a_failure_of_an_attempt_that_never_asked_counts_as_always() {
    let world = World::new();
    let runtime = world.open().await;
    runtime.start(one_failing().id("a")).await.unwrap();
    world.log.reaches(1).await;
    let ending = tokio::spawn({
        let runtime = runtime.clone();
        async move { runtime.shutdown_within(ENDLESS).await }
    });
    world.log.gate.notify_one();
    ending.await.unwrap().unwrap();
    assert_eq!(
        world.log.lines().len(),
        1,
        "the second attempt has not begun"
    );
    let runtime = world.open().await;
    world.log.reaches(2).await;
    world.log.gate.notify_one();
    let failure = runtime.instance("a").result().await.unwrap_err();
    assert_eq!(failure.message(), "as it does");
    assert_eq!(world.log.lines().len(), 2, "two attempts are all");
}

#[tokio::test]
async fn an_attempt_that_does_not_end_in_time_is_made_again() {
    let world = World::new();
    let runtime = world.open().await;
    runtime.start(one_deaf().id("a")).await.unwrap();
    world.log.reaches(1).await;
    let waits = runtime.shutdown_within(ENDLESS);
    tokio::select! {
        biased;
        _ = waits => panic!("the attempt is still under way"),
        () = tokio::time::sleep(Duration::from_millis(50)) => {}
    }
    // Whoever is in a greater hurry has it.
    runtime
        .shutdown_within(Duration::from_millis(10))
        .await
        .unwrap();
    let _runtime = world.open().await;
    world.log.reaches(2).await;
}

#[tokio::test]
async fn an_attempt_tells_a_shutdown_from_that_nobody_waits() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(deaf_or_event().id("a")).await.unwrap();
    world.log.reaches(1).await;
    instance.raise_event("go", &1).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), "went");
    until(async || world.log.lines().len() == 2).await;
    assert_eq!(world.log.lines()[1], "told: NobodyWaits");
}

#[tokio::test]
async fn with_nothing_under_way_a_shutdown_waits_for_nothing() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(one_note("done".into())).await.unwrap();
    instance.result().await.unwrap();
    runtime.shutdown_within(ENDLESS).await.unwrap();
}

#[tokio::test]
async fn activities_have_time_to_end_when_serving_ends() {
    let world = World::new();
    let runtime = world.open().await;
    let server = runtime
        .serve("127.0.0.1:0")
        .grace(ENDLESS)
        .bind()
        .await
        .unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server.run_until(async {
        let _ = stopped.await;
    }));
    runtime
        .start(one_heeding("in time".into()).id("a"))
        .await
        .unwrap();
    world.log.reaches(1).await;
    drop(stop);
    serving.await.unwrap().unwrap();
    let runtime = world.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#""in time""#);
}

/// With 0 an attempt that was lost would not be made again.
#[tokio::test]
async fn an_attempt_that_the_end_of_its_runtime_interrupts_is_not_lost() {
    let world = World::new();
    let open = async || {
        let builder = world.builder().lost_attempts_max(0);
        builder.open(world.path()).await
    };
    for times in 1..=4 {
        let mut runtime = None;
        until(async || {
            runtime = open().await.ok();
            runtime.is_some()
        })
        .await;
        let runtime = runtime.unwrap();
        runtime.start(one_deaf().id("a")).await.unwrap();
        world.log.reaches(times).await;
        match times {
            1 => runtime.shutdown().await.unwrap(),
            2 => runtime
                .shutdown_within(Duration::from_millis(1))
                .await
                .unwrap(),
            // In the background.
            3 => drop(runtime),
            _ => {
                let status = runtime.instance("a").status().await.unwrap();
                assert_eq!(status.runtime_status, RuntimeStatus::Running);
            }
        }
    }
}
