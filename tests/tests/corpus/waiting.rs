//! Sleeping, external events, status, and other orchestrators.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn sleeps(n: u64) -> Result<bool> {
    let began = now();
    sleep(Duration::from_millis(n)).await;
    let middle = now();
    tick().await?;
    sleep_until(began + Duration::from_millis(n * 2)).await;
    sleep_until(began).await;
    sleep(Duration::ZERO).await;
    Ok(now() >= began + Duration::from_millis(n * 2) && middle >= began + Duration::from_millis(n))
}

#[orchestrator]
async fn sleeps_in_a_loop(n: u32) -> Result<u32> {
    let mut wait = Duration::from_millis(1);
    let mut slept = 0;
    for i in 0..n {
        sleep(wait).await;
        wait = (wait * 2).min(Duration::from_millis(3));
        set_custom_status(format!("{i} of {n}"));
        slept += 1;
    }
    Ok(slept)
}

#[orchestrator]
async fn polls_with_back_off(n: i64) -> Result<String> {
    let mut wait = Duration::from_millis(1);
    let deadline = now() + Duration::from_secs(3600);
    let mut polls = 0;
    while now() < deadline {
        polls += 1;
        if inc(polls).await? > n {
            say("alert".into()).await?;
            return Ok(format!("found after {polls}, {wait:?}"));
        }
        set_custom_status(serde_json::json!({ "polls": polls }));
        sleep(wait).await;
        wait = std::cmp::min(wait.mul_f64(1.5), Duration::from_millis(2));
    }
    Ok("expired".into())
}

#[orchestrator(name = "child_of_two")]
async fn child(n: i64, text: String) -> Result<String> {
    let m = inc(n).await?;
    if m == 13 {
        return Err(Failure::terminal("unlucky child"));
    }
    let text = say(text).await?;
    tick().await?;
    Ok(format!("{text} {m}"))
}

#[orchestrator(name = "parent_of_two")]
async fn parent(n: i64) -> Result<Vec<String>> {
    let first = child(n, "first".into()).await?;
    let second = child(inc(n).await?, first.clone()).await?;
    let mut all = vec![first, second];
    for i in 0..2 {
        all.push(child(i, format!("child {i}")).await?);
    }
    Ok(all)
}

#[orchestrator]
async fn parent_of_a_failing_child(n: i64) -> Result<String> {
    match child(12, "text".into()).await {
        Ok(text) => Ok(text),
        Err(failure) if n > 0 => say(format!("{failure} {}", failure.is_terminal())).await,
        Err(failure) => Err(failure),
    }
}

/// Factorials by recursion: an orchestrator that awaits itself.
#[orchestrator]
async fn factorial(n: i64) -> Result<i64> {
    if n < 2 {
        tick().await?;
        return Ok(1);
    }
    let below = factorial(n - 1).await?;
    Ok(inc(below * n - 1).await?)
}

#[orchestrator]
async fn grandparent(n: i64) -> Result<String> {
    let texts = parent(n).await?;
    let again = parent_of_a_failing_child(1).await?;
    Ok(format!("{} {again}", texts.join(";")))
}

#[orchestrator]
async fn knows_its_id(n: i64) -> Result<String> {
    let before = instance_id();
    let m = inc(n).await?;
    let after = instance_id().to_string();
    tick().await?;
    Ok(format!("{before} {after} {m}"))
}

#[orchestrator]
async fn children_know_their_ids(n: i64) -> Result<Vec<String>> {
    let first = knows_its_id(n).id("first-child").await?;
    let second = knows_its_id(n)
        .id(format!("{}-second", instance_id()))
        .await?;
    Ok(vec![first, second])
}

#[orchestrator]
async fn approval(limit: u64) -> Result<String> {
    let request = say("please".into()).await?;
    let approved = event::<bool>("Approval").await?;
    let amount: u64 = event("amount").await?;
    tick().await?;
    if approved && amount < limit {
        Ok(format!("{request} {amount}"))
    } else {
        Ok("no".into())
    }
}

#[orchestrator]
async fn events_in_order(until: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    loop {
        let n: i64 = event("number").await?;
        if n == until {
            break;
        }
        seen.push(inc(n).await?);
    }
    let text: Option<String> = event("TEXT").await?;
    seen.push(text.map_or(-1, |text| text.len() as i64));
    Ok(seen)
}

#[orchestrator]
async fn an_event_of_the_wrong_type(n: i64) -> Result<String> {
    let first = event::<Vec<u8>>("e").await;
    tick().await?;
    let second: (i64, String) = event("e").await?;
    Ok(format!("{} {} {} {n}", first.is_err(), second.0, second.1))
}

durable_tests::holds! {
    a_sleep_is_never_too_short => sleeps(2), sleeps(0);
    a_loop_may_sleep => sleeps_in_a_loop(3), sleeps_in_a_loop(0);
    polling_backs_off => polls_with_back_off(3);
    other_orchestrators_are_awaited => parent(1);
    a_failing_child_is_handled => parent_of_a_failing_child(1);
    an_orchestrator_may_await_itself => factorial(4);
    children_may_have_children => grandparent(3);
}

durable_tests::fails! {
    a_failing_child_fails_its_parent => parent_of_a_failing_child(0);
}

#[test]
fn an_instance_knows_its_id() {
    let expected = "the-instance the-instance 2".to_owned();
    durable_tests::check_durable(knows_its_id(1), expected);
}

#[test]
fn children_have_the_ids_that_they_are_given() {
    let expected = [
        "first-child first-child 2",
        "the-instance-second the-instance-second 2",
    ];
    durable_tests::check_durable(
        children_know_their_ids(1),
        expected.map(str::to_owned).into(),
    );
}

#[test]
fn events_are_awaited_by_name_and_without_regard_to_case() {
    durable_tests::check_events(
        &approval(10),
        &[("APPROVAL", "true"), ("amount", "7")],
        "please 7".into(),
    );
    durable_tests::check_events(
        &approval(10),
        &[("approval", "true"), ("Amount", "70")],
        "no".into(),
    );
}

#[test]
fn events_that_come_early_are_kept_by_name() {
    // `amount` comes first and is awaited last.
    let events = durable_tests::Events {
        when: durable_tests::When::AtOnce,
        list: &[("amount", "7"), ("Approval", "true")],
    };
    let observed = durable_tests::run::stepwise(approval(10), events);
    assert_eq!(
        observed.outcome,
        durable_tests::run::Outcome::Returned("please 7".to_owned())
    );
}

#[test]
fn events_of_a_name_come_in_order() {
    let events = [
        ("number", "3"),
        ("number", "1"),
        ("number", "2"),
        ("number", "0"),
        ("text", "\"four\""),
    ];
    durable_tests::check_events(&events_in_order(0), &events, vec![4, 2, 3, 4]);
}

#[test]
fn an_event_of_the_wrong_type_is_a_failure_that_can_be_handled() {
    let events = [("e", "\"x\""), ("e", "[1, \"one\"]")];
    durable_tests::check_events(
        &an_event_of_the_wrong_type(5),
        &events,
        "true 1 one 5".into(),
    );
}
