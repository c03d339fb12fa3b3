//! What an orchestrator does to other instances: raising events in them, and terminating them.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{HistoryKind, RuntimeStatus, terminate};
use serde_json::json;

use crate::world::{World, note};

#[orchestrator]
async fn listener(count: usize) -> Result<Vec<u64>> {
    let mut heard = Vec::new();
    for _ in 0..count {
        heard.push(event::<u64>("Number").await?);
    }
    Ok(heard)
}

/// Raises the numbers one after the other.
#[orchestrator]
async fn teller(to: String, numbers: Vec<u64>) -> Result<()> {
    for number in numbers {
        raise_event(to.clone(), "number", number).await?;
        note(format!("told {number}")).await?;
    }
    Ok(())
}

#[orchestrator]
async fn killer(of: String) -> Result<String> {
    terminate(of, "enough").await?;
    Ok("done".into())
}

/// What comes of messages that can't be had.
#[orchestrator]
async fn unlucky(ended: String) -> Result<Vec<String>> {
    let outcomes = [
        raise_event("nobody", "number", 1).await,
        raise_event(&ended, "number", 1).await,
        terminate("nobody", "x").await,
        terminate(&ended, "x").await,
        raise_event("a/b", "number", 1).await,
        raise_event(&ended, "number", f64::NAN).await,
    ];
    let failures = outcomes.into_iter().map(Result::unwrap_err);
    Ok(failures
        .map(|failure| format!("{}: {failure}", failure.type_name()))
        .collect())
}

#[orchestrator]
async fn to_itself(last: String) -> Result<u64> {
    let own = instance_id();
    raise_event(&own, "number", 1).await?;
    let both = join!(event::<u64>("number"), raise_event(&own, "number", 2));
    both.1?;
    let second = event::<u64>("number").await?;
    if last == "terminate" {
        terminate(own, "by itself").await?;
    }
    Ok(both.0? * 10 + second)
}

/// One of the two that go on and on.
#[orchestrator]
async fn ping_pong(other: String, rounds: u64, begins: bool) -> Result<u64> {
    if begins {
        raise_event(&other, "ball", 0).await?;
    }
    for round in 1..=rounds {
        let ball = event::<u64>("ball").await?;
        if round < rounds || !begins {
            raise_event(&other, "ball", ball + 1).await?;
        }
        if round == rounds {
            return Ok(ball);
        }
    }
    Ok(0)
}

#[orchestrator]
async fn tells_all(count: u64) -> Result<()> {
    let calls = (0..count).map(|n| raise_event(format!("listener-{n}"), "number", n));
    for told in join_all(calls.collect::<Vec<_>>()).await {
        told?;
    }
    Ok(())
}

/// Gives up what it would have told.
#[orchestrator]
async fn changes_its_mind(to: String) -> Result<()> {
    let message = raise_event(&to, "number", 1);
    let mut told = message.clone();
    select! {
        () = async {} => {}
        _ = &mut told => {}
    }
    drop(told);
    raise_event(to, "number", 2).await
}

#[tokio::test]
async fn an_orchestrator_raises_events_in_another_instance() {
    let world = World::new();
    let runtime = world.open().await;
    let listener = runtime.start(listener(3).id("l")).await.unwrap();
    let teller = runtime
        .start(teller("l".into(), vec![3, 1, 2]))
        .await
        .unwrap();
    assert_eq!(listener.result().await.unwrap(), [3, 1, 2]);
    teller.result().await.unwrap();
    let history = teller.history().await.unwrap();
    let sent = history.iter().filter_map(|event| match &event.kind {
        HistoryKind::EventSent {
            instance,
            name,
            input,
        } => Some(format!("{instance} {name} {input}")),
        _ => None,
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        ["l number 3", "l number 1", "l number 2"]
    );
}

/// The process dies after each commit.
#[tokio::test]
async fn an_event_is_raised_once_whenever_the_process_dies() {
    let world = World::new();
    let mut sessions = 0;
    let heard = loop {
        sessions += 1;
        let builder = world.builder().halt_after_commits(1);
        let runtime = builder.open(world.path()).await.unwrap();
        let listener = runtime.start(listener(4).id("l")).await;
        let _ = runtime
            .start(teller("l".into(), vec![7, 8, 9]).id("t"))
            .await;
        if let Ok(listener) = listener {
            let taken = async || {
                let history = listener.history().await.ok()?;
                let raised = history.into_iter().filter_map(|event| match event.kind {
                    HistoryKind::EventRaised { input, .. } => Some(input.to_string()),
                    _ => None,
                });
                Some(raised.collect::<Vec<_>>())
            };
            let teller = runtime.instance("t").status().await;
            if teller.is_ok_and(|status| status.runtime_status == RuntimeStatus::Completed) {
                break taken().await.unwrap();
            }
        }
        let _ = tokio::time::timeout(Duration::from_secs(20), runtime.stopped())
            .await
            .expect("it makes a step");
    };
    assert_eq!(heard, ["7", "8", "9"]);
    assert_eq!(world.log.lines(), ["told 7", "told 8", "told 9"]);
    assert!(sessions > 6, "{sessions}");
}

#[tokio::test]
async fn an_orchestrator_terminates_another_instance() {
    let world = World::new();
    let runtime = world.open().await;
    let victim = runtime.start(listener(1).id("v")).await.unwrap();
    let killer = runtime.start(killer("v".into())).await.unwrap();
    assert_eq!(killer.result().await.unwrap(), "done");
    let status = victim.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
    assert_eq!(status.output.unwrap().as_str(), r#""enough""#);
}

#[tokio::test]
async fn a_message_that_nobody_can_have_is_a_failure_that_tells_why() {
    let world = World::new();
    let runtime = world.open().await;
    let ended = runtime.start(listener(0).id("ended")).await.unwrap();
    ended.result().await.unwrap();
    let unlucky_one = runtime.start(unlucky("ended".into())).await.unwrap();
    let durable = unlucky_one.result().await.unwrap();
    let plain = States::new()
        .with(runtime.clone())
        .scope(unlucky("ended".into()))
        .await
        .unwrap();
    assert_eq!(durable, plain);
    for (said, expected) in durable.iter().zip([
        "durable_runtime::InstanceNotFound: there is no instance `nobody`",
        "durable_runtime::InstanceEnded: instance `ended` has ended",
        "durable_runtime::InstanceNotFound: there is no instance `nobody`",
        "durable_runtime::InstanceEnded: instance `ended` has ended",
    ]) {
        assert_eq!(said, expected);
    }
    assert!(
        durable[4].contains("can't be an instance id"),
        "{}",
        durable[4]
    );
    assert!(
        durable[5].contains("the payload of event `number` can't be written as JSON"),
        "{}",
        durable[5]
    );
}

#[tokio::test]
async fn an_instance_may_tell_itself_something() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(to_itself("return".into())).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), 12);
    let instance = runtime.start(to_itself("terminate".into())).await.unwrap();
    let failure = instance.result().await.unwrap_err();
    assert!(
        failure.message().ends_with("was terminated: by itself"),
        "{failure}"
    );
}

#[tokio::test]
async fn instances_that_answer_each_other_leave_room_for_others() {
    const ROUNDS: u64 = 50;
    let world = World::new();
    let runtime = world.open().await;
    let second = runtime
        .start(ping_pong("first".into(), ROUNDS, false).id("second"))
        .await
        .unwrap();
    let first = runtime
        .start(ping_pong("second".into(), ROUNDS, true).id("first"))
        .await
        .unwrap();
    let other = runtime
        .start(teller("second".into(), vec![]))
        .await
        .unwrap();
    other.result().await.unwrap();
    assert_eq!(second.result().await.unwrap(), 2 * (ROUNDS - 1));
    assert_eq!(first.result().await.unwrap(), 2 * ROUNDS - 1);
}

#[tokio::test]
async fn thousands_are_told_at_once() {
    const COUNT: u64 = 3000;
    let world = World::new();
    let runtime = world.open().await;
    let calls = (0..COUNT).map(|n| listener(1).id(format!("listener-{n}")));
    let listeners = runtime.start_many(calls).await.unwrap();
    runtime
        .start(tells_all(COUNT))
        .await
        .unwrap()
        .result()
        .await
        .unwrap();
    for (n, listener) in listeners.into_iter().enumerate() {
        assert_eq!(listener.result().await.unwrap(), [n as u64]);
    }
}

#[tokio::test]
async fn a_message_that_is_given_up_in_the_step_that_wrote_it_is_not_sent() {
    let world = World::new();
    let runtime = world.open().await;
    let listener = runtime.start(listener(1).id("l")).await.unwrap();
    runtime
        .start(changes_its_mind("l".into()))
        .await
        .unwrap()
        .result()
        .await
        .unwrap();
    assert_eq!(listener.result().await.unwrap(), [2]);
}

#[activity]
async fn telling_in_an_activity(to: String) -> Result<()> {
    raise_event(to, "number", 5).await
}

#[orchestrator]
async fn tells_by_an_activity(to: String) -> Result<()> {
    telling_in_an_activity(to).await
}

#[tokio::test]
async fn outside_of_an_orchestrator_a_message_goes_to_the_runtime_that_is_there() {
    let world = World::new();
    let runtime = world.open().await;
    let listener = runtime.start(listener(3).id("l")).await.unwrap();
    runtime
        .start(tells_by_an_activity("l".into()))
        .await
        .unwrap()
        .result()
        .await
        .unwrap();
    let states = States::new().with(runtime.clone()).with(world.log.clone());
    states.scope(teller("l".into(), vec![6])).await.unwrap();
    states
        .scope(telling_in_an_activity("l".into()))
        .await
        .unwrap();
    assert_eq!(listener.result().await.unwrap(), [5, 6, 5]);

    let failure = raise_event("l", "number", 1).await.unwrap_err();
    assert!(
        failure
            .message()
            .contains("there is no runtime that has instance `l`"),
        "{failure}"
    );
    let failure = killer("l".into()).await.unwrap_err();
    assert!(
        failure
            .message()
            .starts_with("terminate is awaited outside"),
        "{failure}"
    );
}

#[tokio::test]
async fn what_was_sent_is_told_over_http_as_durable_functions_does() {
    let world = World::new();
    let runtime = world.open().await;
    runtime.start(listener(2).id("l")).await.unwrap();
    runtime
        .start(teller("l".into(), vec![1]).id("t"))
        .await
        .unwrap()
        .result()
        .await
        .unwrap();
    let server = runtime.serve("127.0.0.1:0").bind().await.unwrap();
    let url = format!(
        "http://{}/runtime/webhooks/durabletask/instances/t?showHistory=true",
        server.address()
    );
    let serving = tokio::spawn(server.run_until(std::future::pending()));
    let client = samples::web::client(&url.parse().unwrap()).unwrap();
    let text = client.get(&url).send().await.unwrap().text().await.unwrap();
    let status: serde_json::Value = serde_json::from_str(&text).unwrap();
    let events = status["historyEvents"].as_array().unwrap();
    let sent = events
        .iter()
        .find(|event| event["EventType"] == "EventSent")
        .unwrap();
    assert_eq!(
        (&sent["InstanceId"], &sent["Name"], &sent["Input"]),
        (&json!("l"), &json!("number"), &json!(1))
    );
    runtime.shutdown().await.unwrap();
    serving.await.unwrap().unwrap();
}
