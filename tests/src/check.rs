//! What is held of an orchestrator: each way of running it gives the same result, by the same calls.

use std::fmt::Debug;

use durable_runtime::OrchestrationCall;
use serde::de::DeserializeOwned;

use crate::run::{Events, Observed, Outcome, When, durable, plain, stepwise};
use crate::trace::{has_repetitions, without_repetitions};

/// What an orchestrator may return here.
pub trait Output: DeserializeOwned + PartialEq + Debug + 'static {}

impl<T: DeserializeOwned + PartialEq + Debug + 'static> Output for T {}

/// Holds that a call returns the same value, by the same activity calls, in all three ways.
#[track_caller]
pub fn check<T: Output>(call: OrchestrationCall<T>) {
    let plain = plain(call.clone());
    assert!(
        matches!(plain.outcome, Outcome::Returned(_)),
        "the plain function was to return a value: {plain:?}"
    );
    same_in_all_ways(&plain, call);
}

/// As [`check`], of a call that fails or panics.
#[track_caller]
pub fn check_failing<T: Output>(call: OrchestrationCall<T>) {
    let plain = plain(call.clone());
    assert!(
        !matches!(plain.outcome, Outcome::Returned(_)),
        "the plain function was to fail: {plain:?}"
    );
    same_in_all_ways(&plain, call);
}

/// Holds that a call which needs an instance, and so can't run plain, returns `expected` in both durable
/// ways, by the same calls.
#[track_caller]
pub fn check_durable<T: Output>(call: OrchestrationCall<T>, expected: T) {
    let outcome = Outcome::Returned(expected);
    let durable = durable(call.clone(), Events::NONE);
    assert_eq!(
        durable.outcome, outcome,
        "durable; calls: {:?}",
        durable.calls
    );
    let expected = Observed {
        outcome,
        calls: durable.calls,
        sessions: 0,
    };
    same(
        &stepwise(call, Events::NONE),
        &expected,
        "dropped after each step",
    );
}

/// As [`check_durable`], with events that are raised meanwhile. An event may come while an attempt of an
/// activity is under way, which the halt then cuts off, and which is made again: so a call may be seen
/// twice, next to itself. The orchestrator must not make the same call twice in a row by itself.
#[track_caller]
pub fn check_events<T: Output>(call: &OrchestrationCall<T>, list: &[(&str, &str)], expected: T) {
    let expected = Outcome::Returned(expected);
    for when in [When::AtOnce, When::Awaited] {
        let events = Events { when, list };
        let durable = durable(call.clone(), events);
        assert_eq!(
            durable.outcome, expected,
            "events {when:?}; calls: {:?}",
            durable.calls
        );
        assert!(
            !has_repetitions(&durable.calls),
            "a call that is repeated can't be told from one that is doubled"
        );
        let stepwise = stepwise(call.clone(), events);
        assert_eq!(
            stepwise.outcome, expected,
            "events {when:?}, dropped after each step; calls: {:?}",
            stepwise.calls
        );
        assert_eq!(
            without_repetitions(stepwise.calls),
            durable.calls,
            "events {when:?}, dropped after each step"
        );
    }
}

#[track_caller]
fn same_in_all_ways<T: Output>(plain: &Observed<T>, call: OrchestrationCall<T>) {
    same(&durable(call.clone(), Events::NONE), plain, "durable");
    same(
        &stepwise(call, Events::NONE),
        plain,
        "dropped after each step",
    );
}

#[track_caller]
fn same<T: Output>(observed: &Observed<T>, expected: &Observed<T>, way: &str) {
    assert_eq!(
        observed.outcome, expected.outcome,
        "the result, {way}; calls: {:?}; expected: {:?}",
        observed.calls, expected.calls
    );
    assert_eq!(observed.calls, expected.calls, "the calls, {way}");
}
