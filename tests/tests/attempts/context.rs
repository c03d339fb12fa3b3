//! What belongs to the orchestrator's context and is called in an activity.

use durable_runtime::prelude::*;
use durable_runtime::{ErrorKind, set_custom_status};

use crate::world::{Log, World};

#[activity(retry(attempts = 5, first = "1ms"))]
async fn telling(log: State<Log>) -> Result<()> {
    log.add("before");
    set_custom_status("half way");
    log.add("after");
    Ok(())
}

#[activity]
async fn waiting_for_an_event() -> Result<u32> {
    event::<u32>("go").await
}

#[activity]
async fn add(log: State<Log>, line: String) -> Result<String> {
    log.add(&line);
    Ok(format!("{line} for {}", instance_id()))
}

/// Calls an activity as the plain function that it is.
#[activity]
async fn adding_in_place(line: String) -> Result<String> {
    add(line).await
}

#[orchestrator]
async fn tells_in_an_activity() -> Result<()> {
    set_custom_status("fine here");
    telling().await
}

#[orchestrator]
async fn waits_in_an_activity() -> Result<u32> {
    waiting_for_an_event().await
}

#[orchestrator]
async fn adds_in_place() -> Result<String> {
    adding_in_place("a line".into()).await
}

#[tokio::test]
async fn a_custom_status_set_in_an_activity_is_an_error_that_says_so() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(tells_in_an_activity()).await.unwrap();
    let durable = instance.result().await.unwrap_err();
    assert_eq!(
        world.log.lines(),
        ["before"],
        "it ends there, and isn't tried again"
    );
    let status = instance.status().await.unwrap();
    assert_eq!(status.custom_status.unwrap().as_str(), r#""fine here""#);

    let plain = States::new().with(world.log.clone());
    let plain = plain.scope(tells_in_an_activity()).await.unwrap_err();
    assert_eq!(world.log.lines().len(), 2);

    for failure in [durable, plain] {
        let message = failure.message();
        assert!(
            message.starts_with("set_custom_status() was called in an activity"),
            "{message}"
        );
        assert!(failure.is_terminal());
    }
}

#[tokio::test]
async fn an_event_awaited_in_an_activity_is_an_error_that_says_so() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(waits_in_an_activity()).await.unwrap();
    let durable = instance.result().await.unwrap_err();
    let plain = waits_in_an_activity().await.unwrap_err();
    for failure in [durable, plain] {
        assert!(
            failure
                .message()
                .contains("awaited outside of an orchestration instance"),
            "{failure}"
        );
    }
}

#[tokio::test]
async fn an_activity_awaited_in_another_has_the_states_and_the_instance_of_that() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(adds_in_place().id("a")).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), "a line for a");
    assert_eq!(world.log.lines(), ["a line"]);
}

#[activity]
async fn asking_the_runtime(runtime: State<Runtime>, line: String) -> Result<String> {
    let helper = runtime.start(adds_in_place().id("helper")).await?;
    runtime
        .instance(instance_id().as_str())
        .raise_event("done", &line)
        .await?;
    helper.result().await
}

#[activity]
async fn keeping_the_runtime(runtime: State<Runtime>, log: State<Log>) -> Result<()> {
    *log.kept.lock().unwrap() = Some((*runtime).clone());
    log.add("kept");
    std::future::pending().await
}

#[orchestrator]
async fn asks_the_runtime() -> Result<String> {
    let said = asking_the_runtime("said".into()).await?;
    let event = event::<String>("done").await?;
    Ok(format!("{said}, {event}"))
}

#[orchestrator]
async fn keeps_the_runtime() -> Result<()> {
    keeping_the_runtime().await
}

#[tokio::test]
async fn an_activity_may_ask_for_the_runtime_that_runs_it() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(asks_the_runtime().id("a")).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), "a line for helper, said");
}

/// Also one that goes on with an activity when the store is opened.
#[tokio::test]
async fn what_an_activity_keeps_of_the_runtime_keeps_neither_that_nor_its_store_open() {
    let world = World::new();
    let runtime = world.open().await;
    runtime.start(keeps_the_runtime().id("a")).await.unwrap();
    world.log.reaches(1).await;
    runtime.shutdown().await.unwrap();

    let runtime = world.open().await;
    world.log.reaches(2).await;
    let inner = world.log.kept.lock().unwrap().clone().unwrap();
    assert!(inner.instance("a").status().await.is_ok());
    // The last handle that counts.
    drop(runtime);
    inner.stopped().await.unwrap();
    let error = inner.instance("a").status().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    world.open().await;
}

#[tokio::test]
async fn as_a_plain_function_an_activity_has_the_runtime_that_it_is_given() {
    let failure = asking_the_runtime("x".into()).await.unwrap_err();
    assert!(
        failure.message().contains("there is no State<"),
        "{failure}"
    );
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(waits_for_go().id("b")).await.unwrap();
    let plain = States::new().with(runtime.clone());
    plain.scope(raising_an_event("b".into())).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), 7);
}

#[activity]
async fn raising_an_event(runtime: State<Runtime>, id: String) -> Result<()> {
    Ok(runtime.instance(&id).raise_event("go", &7).await?)
}

#[orchestrator]
async fn waits_for_go() -> Result<u32> {
    event::<u32>("go").await
}
