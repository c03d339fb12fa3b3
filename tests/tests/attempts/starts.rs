//! Starts with the id of an instance that is there already.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{ErrorKind, IfExists, Instance, RuntimeStatus};

use crate::world::{World, note};

const HOUR: Duration = Duration::from_secs(3600);

/// Ends at once.
#[orchestrator]
async fn noting(line: String) -> Result<String> {
    note(line).await
}

/// Lives until it is told to go on.
#[orchestrator]
async fn living(line: String) -> Result<String> {
    note(line.clone()).await?;
    select! {
        _ = event::<u32>("go") => {}
        () = sleep(HOUR) => {}
    }
    Ok(line)
}

/// Starts `noting` under this id, and says what came of it.
#[orchestrator]
async fn parent(id: String, line: String, if_exists: Option<IfExists>) -> Result<String> {
    let mut call = noting(line).id(id);
    if let Some(if_exists) = if_exists {
        call = call.if_exists(if_exists);
    }
    Ok(match call.await {
        Ok(line) => line,
        Err(failure) => format!("refused: {failure}"),
    })
}

fn call_parent(
    id: &str,
    line: &str,
    if_exists: Option<IfExists>,
) -> durable_runtime::OrchestrationCall<String> {
    parent(id.into(), line.into(), if_exists)
}

async fn lives(instance: &Instance<impl Sized>) -> bool {
    !instance.status().await.unwrap().runtime_status.is_ended()
}

#[tokio::test]
async fn a_start_that_is_repeated_gives_the_instance_that_is_there() {
    let world = World::new();
    let runtime = world.open().await;
    for _ in 0..3 {
        let instance = runtime.start(noting("once".into()).id("a")).await.unwrap();
        assert_eq!(instance.result().await.unwrap(), "once");
        // An input is the same that says the same.
        let input = r#" "onc\u0065" "#.parse().unwrap();
        let named = runtime.start_named("noting", input).id("a").await.unwrap();
        assert_eq!(named.result().await.unwrap().as_str(), r#""once""#);
        let living = runtime.start(living("lives".into()).id("b")).await.unwrap();
        world.log.reaches(2).await;
        assert!(lives(&living).await);
    }
    let many = runtime
        .start_many((0..3).map(|_| noting("once".into()).id("a")))
        .await;
    assert_eq!(many.unwrap().len(), 3);
    let mut lines = world.log.lines();
    lines.sort_unstable();
    assert_eq!(lines, ["lives", "once"]);
}

#[tokio::test]
async fn a_repeated_start_with_another_function_or_input_is_refused() {
    let world = World::new();
    let runtime = world.open().await;
    let ended = runtime.start(noting("a".into()).id("ended")).await.unwrap();
    ended.result().await.unwrap();
    runtime
        .start(living("a".into()).id("living"))
        .await
        .unwrap();
    for id in ["ended", "living"] {
        for started in [
            runtime.start(noting("b".into()).id(id)).await,
            runtime.start(living("b".into()).id(id)).await,
        ] {
            let error = started.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InstanceExists);
            assert!(
                error
                    .to_string()
                    .contains("another function, version or input"),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn a_start_that_refuses_whatever_is_there_is_refused() {
    let world = World::new();
    let runtime = world.open().await;
    let refusing = |id: &str| living("a".into()).id(id).if_exists(IfExists::Refuse);
    let instance = runtime.start(refusing("a")).await.unwrap();
    let error = runtime.start(refusing("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceExists);
    assert!(error.to_string().contains("has not ended"), "{error}");
    instance.raise_event("go", &1).await.unwrap();
    instance.result().await.unwrap();
    let error = runtime.start(refusing("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceExists);
    assert!(error.to_string().contains("has ended"), "{error}");
}

#[tokio::test]
async fn an_instance_is_replaced_once_it_has_ended() {
    let world = World::new();
    let runtime = world.open().await;
    let replacing = |line: &str| {
        living(line.into())
            .id("a")
            .if_exists(IfExists::ReplaceEnded)
    };
    let old = runtime.start(replacing("old")).await.unwrap();
    let error = runtime.start(replacing("old")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceExists);
    old.raise_event("go", &1).await.unwrap();
    assert_eq!(old.result().await.unwrap(), "old");
    let new = runtime.start(replacing("new")).await.unwrap();
    assert!(lives(&new).await);
    new.raise_event("go", &1).await.unwrap();
    assert_eq!(new.result().await.unwrap(), "new");
}

#[tokio::test]
async fn an_instance_that_lives_is_terminated_before_it_is_replaced() {
    let world = World::new();
    let runtime = world.open().await;
    let replacing = |line: &str| living(line.into()).id("a").if_exists(IfExists::Replace);
    let old = runtime.start(replacing("old")).await.unwrap();
    let waiting = tokio::spawn(async move { old.result().await });
    world.log.reaches(1).await;
    // All at once, so that one replaces another that is not durable yet.
    let new = runtime
        .start_many(["1", "2", "3"].map(replacing))
        .await
        .unwrap();
    let failure = waiting.await.unwrap().unwrap_err();
    assert!(
        failure
            .message()
            .contains("another instance was started in its place"),
        "{failure}"
    );
    let runtime = {
        runtime.shutdown().await.unwrap();
        world.open().await
    };
    let new = runtime.instance(new[2].id().as_str());
    assert!(lives(&new).await);
    new.raise_event("go", &1).await.unwrap();
    assert_eq!(new.result().await.unwrap().as_str(), r#""3""#);
    // Nothing of the replaced ones is left to do.
    let counts = runtime.statistics().await.unwrap();
    let rows = |name: &str| {
        counts
            .tables
            .iter()
            .find(|table| table.name == name)
            .unwrap()
            .rows
    };
    assert_eq!(
        (rows("activities"), rows("timers"), rows("instances")),
        (0, 0, 1)
    );
}

#[tokio::test]
async fn a_start_is_idempotent_when_the_process_dies_before_it_is_answered() {
    let world = World::new();
    let builder = world.builder().halt_after_commits(1);
    let runtime = builder.open(world.path()).await.unwrap();
    runtime
        .start(noting("once".into()).id("a"))
        .await
        .unwrap_err();
    let _ = runtime.stopped().await;
    drop(runtime);
    let runtime = world.open().await;
    for _ in 0..2 {
        let again = runtime.start(noting("once".into()).id("a")).await.unwrap();
        assert_eq!(again.result().await.unwrap(), "once");
    }
    assert_eq!(world.log.lines(), ["once"]);
}

#[tokio::test]
async fn a_sub_orchestration_runs_again_when_its_id_is_that_of_an_ended_instance() {
    let world = World::new();
    let runtime = world.open().await;
    let living = runtime
        .start(living("x".into()).id("living"))
        .await
        .unwrap();
    world.log.reaches(1).await;
    for times in 2..4 {
        let instance = runtime
            .start(call_parent("child", "a", None))
            .await
            .unwrap();
        assert_eq!(instance.result().await.unwrap(), "a");
        assert_eq!(world.log.lines().len(), times);
    }
    let refused = runtime
        .start(call_parent("living", "x", None))
        .await
        .unwrap();
    let refused = refused.result().await.unwrap();
    assert!(
        refused.starts_with("refused: ") && refused.contains("has not ended"),
        "{refused}"
    );
    assert!(lives(&living).await);
}

#[tokio::test]
async fn a_sub_orchestration_is_given_the_result_of_an_ended_instance_if_it_asks_for_that() {
    let world = World::new();
    let runtime = world.open().await;
    let result = async |id: &str, line: &str, if_exists| {
        let instance = runtime
            .start(call_parent(id, line, Some(if_exists)))
            .await
            .unwrap();
        instance.result().await.unwrap()
    };
    for _ in 0..2 {
        assert_eq!(result("child", "a", IfExists::Return).await, "a");
    }
    assert_eq!(world.log.lines(), ["a"], "it ran once");
    let refused = result("child", "b", IfExists::Return).await;
    assert!(
        refused.contains("another function, version or input"),
        "{refused}"
    );
    let refused = result("child", "a", IfExists::Refuse).await;
    assert!(refused.contains("has ended"), "{refused}");
    assert_eq!(result("child", "b", IfExists::Replace).await, "b");

    runtime
        .start(living("a".into()).id("living"))
        .await
        .unwrap();
    let refused = result("living", "a", IfExists::Return).await;
    assert!(
        refused.contains("another function, version or input"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_sub_orchestration_that_replaces_a_living_instance_terminates_it_and_never_its_parent() {
    let world = World::new();
    let runtime = world.open().await;
    let old = runtime.start(living("old".into()).id("a")).await.unwrap();
    let start = |id: &str| call_parent("a", "new", Some(IfExists::Replace)).id(id);
    let instance = runtime.start(start("b")).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), "new");
    // The handle is of the id, and so of the instance that has it now.
    assert_eq!(old.result().await.unwrap(), "new");

    let own = runtime
        .start(start("a").if_exists(IfExists::Replace))
        .await
        .unwrap();
    let refused = own.result().await.unwrap();
    assert!(refused.contains("its own sub-orchestration"), "{refused}");
    let status = own.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Completed);
}

/// There are no ids where an orchestrator runs as a plain async function.
#[tokio::test]
async fn as_a_plain_function_a_sub_orchestration_always_runs() {
    let world = World::new();
    let states = States::new().with(world.log.clone());
    for _ in 0..2 {
        let call = call_parent("child", "a", Some(IfExists::Return));
        assert_eq!(states.scope(call).await.unwrap(), "a");
    }
    assert_eq!(world.log.lines(), ["a", "a"]);
}
