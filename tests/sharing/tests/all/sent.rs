//! What is sent elsewhere: the arguments and results of activities and of sub-orchestrations are copies, in an instance
//! and in a plain run. What shares and can change is refused in both, with the same words.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use durable_runtime::Shared;
use durable_runtime::prelude::*;
use durable_tests::run::{Outcome, durable, plain, stepwise};
use durable_tests::{Calls, Events, Trace, check, check_by};
use serde::{Deserialize, Serialize};

use crate::samples::App;

#[activity]
async fn fill(app: App) -> Result<i64> {
    app.seen.lock().expect("nobody panics").push(1);
    Ok(1)
}

#[orchestrator]
async fn child(app: App) -> Result<i64> {
    app.seen.lock().expect("nobody panics").push(1);
    Ok(1)
}

#[activity]
async fn gives(_trace: State<Trace>) -> Result<App> {
    Ok(App::default())
}

#[activity]
async fn takes(value: Shared<i64>) -> Result<i64> {
    Ok(value.get())
}

#[orchestrator]
async fn child_that_shares(value: Shared<i64>) -> Result<i64> {
    Ok(value.get())
}

#[orchestrator]
async fn calls(which: String) -> Result<i64> {
    match which.as_str() {
        "activity" => fill(App::default()).await,
        "child" => child(App::default()).await,
        "result" => gives().await.map(|_| 1),
        "shared, to an activity" => takes(Shared::new(1)).await,
        _ => child_that_shares(Shared::new(1)).await,
    }
}

/// Holds that a call fails in every way, with the same words, among which these are.
#[track_caller]
fn refused(which: &str, parts: &[&str]) {
    let call = || calls(which.to_owned());
    let told: Vec<String> = [
        plain(call()),
        durable(call(), Events::NONE),
        stepwise(call(), Events::NONE),
    ]
    .into_iter()
    .map(|observed| match observed.outcome {
        Outcome::Failed { message, .. } => message,
        other => panic!("it was to be refused: {other:?}"),
    })
    .collect();
    assert!(told.iter().all(|message| *message == told[0]), "{told:?}");
    for part in parts {
        assert!(told[0].contains(part), "{told:?}");
    }
}

#[test]
fn what_is_given_to_an_activity_can_not_be_shared() {
    refused(
        "activity",
        &[
            "the arguments of activity `fill` can't be stored",
            "`Mutex<Vec<i64>>`",
        ],
    );
}

#[test]
fn what_is_given_to_another_instance_can_not_be_shared() {
    refused(
        "child",
        &["the arguments of orchestrator `child`", "`Mutex<Vec<i64>>`"],
    );
}

#[test]
fn what_an_activity_gives_can_not_be_shared() {
    refused(
        "result",
        &["the activity's result can't be stored", "`Mutex<Vec<i64>>`"],
    );
}

#[test]
fn a_shared_value_does_not_leave_its_instance() {
    for which in ["shared, to an activity", "shared, to a child"] {
        refused(which, &["a `Shared` belongs to the instance"]);
    }
}

/// A handle that nobody sees by its name.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
struct HiddenHandle(Arc<AtomicI64>);

#[activity]
async fn counts(counter: HiddenHandle, name: Arc<str>) -> Result<i64> {
    counter.0.fetch_add(1, Ordering::Relaxed);
    Ok(counter.0.load(Ordering::Relaxed) + i64::try_from(name.len())?)
}

#[orchestrator]
async fn child_that_counts(counter: HiddenHandle) -> Result<i64> {
    counter.0.fetch_add(1, Ordering::Relaxed);
    Ok(counter.0.load(Ordering::Relaxed))
}

#[orchestrator]
async fn gives_copies(n: i64) -> Result<(i64, i64, i64)> {
    let counter = HiddenHandle(Arc::new(AtomicI64::new(n)));
    let by_activity = counts(counter.clone(), "name".into()).await?;
    let by_child = child_that_counts(counter.clone()).await?;
    Ok((by_activity, by_child, counter.0.load(Ordering::Relaxed)))
}

#[test]
fn an_argument_is_a_copy_in_every_way_of_running() {
    assert_eq!(
        plain(gives_copies(5)).outcome,
        Outcome::Returned((10, 6, 5))
    );
    check(gives_copies(5));
}

#[activity(retry(attempts = 2, first = "1ms"))]
async fn fails_once(counter: HiddenHandle, trace: State<Trace>) -> Result<i64> {
    counter.0.fetch_add(1, Ordering::Relaxed);
    if trace.note("attempt") == 0 {
        return Err(Failure::new("not yet"));
    }
    Ok(counter.0.load(Ordering::Relaxed))
}

#[orchestrator]
async fn tries_again(n: i64) -> Result<i64> {
    fails_once(HiddenHandle(Arc::new(AtomicI64::new(n)))).await
}

#[test]
fn each_attempt_has_the_arguments_as_they_were_given() {
    assert_eq!(plain(tries_again(5)).outcome, Outcome::Returned(6));
    check_by(Calls::Unseen, tries_again(5));
}
