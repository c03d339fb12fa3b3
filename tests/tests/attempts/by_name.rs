//! Activities that are called by their names.

use std::collections::BTreeMap;
use std::net::IpAddr;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Json, RuntimeStatus};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::world::World;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Card {
    Cash,
    Number(u64),
    Named { name: String, valid: Option<u16> },
}

/// Takes and gives what JSON and the storage encoding write in different ways.
#[activity(name = "Shop.Charge")]
async fn charge(
    card: Card,
    from: IpAddr,
    prices: BTreeMap<u32, f64>,
    note: Json,
    gift: Option<char>,
) -> Result<(Card, f64, Json)> {
    let total: f64 = prices.values().sum();
    Ok((card, total, Json::from(json!([from, note, gift]))))
}

#[activity]
async fn one_more(n: u64) -> Result<u64> {
    Ok(n + 1)
}

#[activity]
async fn nothing() -> Result<()> {
    Ok(())
}

#[activity]
async fn not_a_number() -> Result<f64> {
    Ok(f64::NAN)
}

#[activity(retry(attempts = 3, first = "1ms"))]
async fn stubborn(log: State<crate::world::Log>) -> Result<()> {
    log.add("stubborn");
    Err(Failure::new("no"))
}

#[orchestrator]
async fn by_name(name: String, arguments: Value) -> Result<Value> {
    activity(name, arguments).await
}

#[orchestrator]
async fn several_by_name() -> Result<u64> {
    let first = activity::<u64>("one_more", 1);
    let names = ["one_more"; 3];
    let others = join_all(names.map(|name| activity::<u64>(name, 10))).await;
    let mut total = first.await?;
    for other in others {
        total += other?;
    }
    Ok(total)
}

/// Runs it durably, with the store opened again after each step, and as a plain function: the same must come of it.
async fn check(name: &str, arguments: Value) -> Result<Value, String> {
    let world = World::new();
    let states = States::new().with(world.log.clone());
    let plain = states.scope(by_name(name.into(), arguments.clone())).await;
    let plain = plain.map_err(|failure| failure.to_string());
    let plain_calls = world.log.lines();

    let world = World::new();
    let mut durable = None;
    while durable.is_none() {
        let builder = world.builder().halt_after_commits(1);
        let runtime = builder.open(world.path()).await.unwrap();
        let call = by_name(name.into(), arguments.clone());
        if let Ok(instance) = runtime.start(call.id("a")).await {
            match instance.result().await {
                Err(failure) if failure.message().contains("halted") => {}
                result => durable = Some(result.map_err(|failure| failure.to_string())),
            }
        }
        let _ = runtime.shutdown().await;
    }
    assert_eq!(durable.as_ref(), Some(&plain));
    assert_eq!(world.log.lines(), plain_calls);
    plain
}

#[tokio::test]
async fn an_activity_called_by_its_name_takes_and_gives_json() {
    assert_eq!(check("one_more", json!(41)).await, Ok(json!(42)));
    assert_eq!(check("nothing", json!(null)).await, Ok(json!(null)));
    for card in [
        json!("Cash"),
        json!({"Number": 7}),
        json!({"Named": {"name": "A", "valid": 26}}),
    ] {
        let arguments = json!({
            "from": "127.0.0.1", "prices": {"1": 2, "2": 0.5}, "card": card, "note": {"b": [1]},
        });
        let expected = json!([card, 2.5, ["127.0.0.1", {"b": [1]}, null]]);
        assert_eq!(check("Shop.Charge", arguments).await, Ok(expected));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_a_failure_that_tells_what_would() {
    for (name, arguments, said) in [
        (
            "one_less",
            json!(1),
            "there is no activity named `one_less`; there are: ",
        ),
        ("one_less", json!(1), "Shop.Charge, "),
        (
            "one_more",
            json!("1"),
            "the arguments don't fit activity `one_more` at ",
        ),
        ("one_more", json!(-1), "invalid value"),
        (
            "Shop.Charge",
            json!({"card": "Cash"}),
            "parameter `from` is missing",
        ),
        ("nothing", json!({"a": 1}), "unknown parameter `a`"),
        (
            "not_a_number",
            json!(null),
            "the result of activity `not_a_number` can't be written as JSON",
        ),
    ] {
        let message = check(name, arguments).await.unwrap_err();
        assert!(message.contains(said), "{message}");
    }
}

#[orchestrator]
async fn expects_a_text() -> Result<String> {
    activity::<String>("one_more", 1).await
}

#[tokio::test]
async fn a_result_that_is_something_else_than_what_is_expected_is_a_failure() {
    let world = World::new();
    let runtime = world.open().await;
    let durable = runtime
        .start(expects_a_text())
        .await
        .unwrap()
        .result()
        .await;
    for failure in [durable.unwrap_err(), expects_a_text().await.unwrap_err()] {
        let message = failure.message();
        assert!(
            message.contains("isn't a `alloc::string::String`"),
            "{message}"
        );
        assert!(failure.is_terminal());
    }
}

#[tokio::test]
async fn the_activitys_own_retry_policy_holds() {
    assert_eq!(check("stubborn", json!(null)).await, Err("no".to_owned()));
}

#[tokio::test]
async fn calls_by_name_are_operations_as_others_are() {
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(several_by_name()).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), 35);
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Completed);
    assert_eq!(several_by_name().await.unwrap(), 35);
}
