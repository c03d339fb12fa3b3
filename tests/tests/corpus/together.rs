//! Several operations at the same time.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_tests::run::{Events, Outcome, When, durable, stepwise};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(2);
const LONG: Duration = Duration::from_secs(3600);

#[orchestrator]
async fn joins(n: i64) -> Result<i64> {
    let (m, ()) = join(inc(n), sleep(MOMENT)).await;
    let (m, rest) = join(double(m?), join_all(vec![sleep(MOMENT), sleep(2 * MOMENT)])).await;
    Ok(m? + i64::try_from(rest.len())?)
}

#[orchestrator]
async fn tries_to_join(n: i64) -> Result<String> {
    let (m, half) = try_join(one_of_two_timeouts(n), half_or_failure(n)).await?;
    Ok(format!("{m} {half}"))
}

#[orchestrator]
async fn one_of_two_timeouts(n: i64) -> Result<i64> {
    match timeout(MOMENT, sleep(LONG)).await {
        Ok(()) => Ok(0),
        Err(elapsed) => {
            set_custom_status(elapsed.to_string());
            Ok(timeout(LONG, sleep(MOMENT)).await.map(|()| n)?)
        }
    }
}

#[orchestrator]
async fn half_or_failure(n: i64) -> Result<i64> {
    half(n).await?.ok_or(Failure::terminal("odd"))
}

/// The timers are far apart, or end in their order also when the machine is slow.
#[orchestrator]
async fn as_they_end(n: u32) -> Result<(usize, u32)> {
    let ((), winner, _) = select_all(vec![sleep(LONG), sleep(MOMENT), sleep(LONG)]).await;
    let mut pending = select_all((1..=n).map(|n| sleep(MOMENT * n)));
    let mut ended = 0;
    while !pending.is_empty() {
        let ((), number, others) = pending.await;
        assert_eq!(number, 0);
        ended += 1;
        pending = others;
    }
    race(sleep(LONG), sleep(MOMENT)).await;
    Ok((winner, ended))
}

#[orchestrator]
async fn decided() -> Result<String> {
    let decision = race(event::<bool>("Manager"), event("Director"));
    let decision = timeout(LONG, decision).await??;
    let (first, second) = try_join(event::<i64>("first"), event::<i64>("second")).await?;
    Ok(format!("{decision} {}", first + second))
}

#[test]
fn joins_wait_for_all() {
    durable_tests::check(joins(20));
}

#[test]
fn the_first_failure_ends_a_join() {
    durable_tests::check(tries_to_join(20));
    durable_tests::check_failing(tries_to_join(7));
}

#[test]
fn operations_are_taken_as_they_end() {
    durable_tests::check(as_they_end(3));
}

#[test]
fn events_are_raced_and_joined() {
    let events = Events {
        when: When::AtOnce,
        list: &[("Director", "true"), ("second", "2"), ("first", "40")],
    };
    let expected = Outcome::Returned("true 42".to_owned());
    assert_eq!(durable(decided(), events).outcome, expected);
    assert_eq!(stepwise(decided(), events).outcome, expected);
}
