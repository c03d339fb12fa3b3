//! What belongs to the orchestrator's context and is called in an activity.

use durable_runtime::prelude::*;
use durable_runtime::set_custom_status;

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
