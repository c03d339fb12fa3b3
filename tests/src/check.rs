//! The checks of an orchestrator: each way of running it must give the same result, by the same calls.

use std::fmt::Debug;

use durable_runtime::{Failure, OrchestrationCall};
use serde::de::DeserializeOwned;

use crate::run::{self, Events, Observed, Outcome, When, durable, plain, stepwise};
use crate::trace::{has_repetitions, made_once, without_repetitions};

/// The return type of an orchestrator here.
pub trait Output: DeserializeOwned + PartialEq + Debug + 'static {}

impl<T: DeserializeOwned + PartialEq + Debug + 'static> Output for T {}

/// The comparison of the activity calls of two runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Calls {
    /// The same calls in the same order: of an orchestrator that does one thing after the other.
    InOrder,
    /// The same calls, in no promised order: of joins. Where everything is dropped after each step, an attempt may be
    /// cut off by the end of another one, and made again.
    InAnyOrder,
    /// Not compared: of races, as it is unknown how far the losers came.
    Unseen,
}

/// Checks that a call returns the same value, by the same activity calls, in all three ways.
#[track_caller]
pub fn check<T: Output>(call: OrchestrationCall<T>) {
    check_by(Calls::InOrder, call);
}

/// As [`check`], with calls that are compared in this way.
#[track_caller]
pub fn check_by<T: Output>(calls: Calls, call: OrchestrationCall<T>) {
    let plain = plain(call.clone());
    assert!(
        matches!(plain.outcome, Outcome::Returned(_)),
        "the plain function was to return a value: {plain:?}"
    );
    same_in_all_ways(calls, &plain, call);
}

/// As [`check`], of a call that fails or panics.
#[track_caller]
pub fn check_failing<T: Output>(call: OrchestrationCall<T>) {
    check_failing_by(Calls::InOrder, call);
}

/// As [`check_by`], of a call that fails or panics.
#[track_caller]
pub fn check_failing_by<T: Output>(calls: Calls, call: OrchestrationCall<T>) {
    let plain = plain(call.clone());
    assert!(
        !matches!(plain.outcome, Outcome::Returned(_)),
        "the plain function was to fail: {plain:?}"
    );
    same_in_all_ways(calls, &plain, call);
}

/// Checks that a call does in all three ways what `reference` does: the same function, written for tokio alone.
#[track_caller]
pub fn check_against<T: Output>(
    calls: Calls,
    call: OrchestrationCall<T>,
    reference: impl Future<Output = Result<T, Failure>>,
) {
    let expected = run::reference(reference);
    same(calls, &plain(call.clone()), &expected, Way::Plain);
    same_in_all_ways(calls, &expected, call);
}

/// Checks that a call does as a plain function what `reference` does, and that an instance can't and says so: it fails
/// with a message that contains `parts`.
#[track_caller]
pub fn check_refused<T: Output>(
    calls: Calls,
    call: OrchestrationCall<T>,
    reference: impl Future<Output = Result<T, Failure>>,
    parts: &[&str],
) {
    let expected = run::reference(reference);
    same(calls, &plain(call.clone()), &expected, Way::Plain);
    for (way, observed) in [
        (Way::Durable, durable(call.clone(), Events::NONE)),
        (Way::DroppedAfterEachStep, stepwise(call, Events::NONE)),
    ] {
        let Outcome::Failed { message, .. } = &observed.outcome else {
            panic!("{way:?}: it was to be refused: {observed:?}");
        };
        for part in parts {
            assert!(message.contains(part), "{way:?}: {message}");
        }
    }
}

/// Checks that a call either does in an instance what `reference` does, or is refused there. Returns whether it is. It
/// may not do something else.
#[track_caller]
pub fn check_same_or_refused<T: Output>(
    calls: Calls,
    call: OrchestrationCall<T>,
    reference: impl Future<Output = Result<T, Failure>>,
) -> bool {
    let expected = run::reference(reference);
    same(calls, &plain(call.clone()), &expected, Way::Plain);
    let durable = durable(call.clone(), Events::NONE);
    if is_refused(&durable.outcome) {
        let stepwise = stepwise(call, Events::NONE);
        assert!(is_refused(&stepwise.outcome), "{stepwise:?}");
        return true;
    }
    same_in_all_ways(calls, &expected, call);
    false
}

/// Whether an instance of this call is refused.
pub fn refuses<T: Output>(call: OrchestrationCall<T>) -> bool {
    is_refused(&durable(call, Events::NONE).outcome)
}

/// Whether an instance has failed because it can't be stored.
fn is_refused<T>(outcome: &Outcome<T>) -> bool {
    const REASONS: [&str; 4] = [
        "can't be stored",
        "has changed its copy",
        "isn't known whether",
        "in no variable",
    ];
    matches!(outcome, Outcome::Failed { message, .. } if REASONS.iter().any(|part| message.contains(part)))
}

/// Checks that a call which needs an instance, and so can't run plain, returns `expected` in both durable ways, by the
/// same calls.
#[track_caller]
pub fn check_durable<T: Output>(call: OrchestrationCall<T>, expected: T) {
    check_durable_by(Calls::InOrder, call, expected);
}

/// As [`check_durable`], with calls that are compared in this way.
#[track_caller]
pub fn check_durable_by<T: Output>(calls: Calls, call: OrchestrationCall<T>, expected: T) {
    let outcome = Outcome::Returned(expected);
    let durable = durable(call.clone(), Events::NONE);
    assert_eq!(
        durable.outcome, outcome,
        "durable; calls: {:?}",
        durable.calls
    );
    let stepwise = stepwise(call, Events::NONE);
    same(calls, &stepwise, &durable, Way::DroppedAfterEachStep);
}

/// As [`check_durable`], with events that are raised meanwhile. An event may come while an attempt of an
/// activity is under way, which the halt then cuts off, and which is made again: so a call may be seen
/// twice, next to itself. The orchestrator must not make the same call twice in a row by itself.
#[track_caller]
pub fn check_events<T: Output>(call: &OrchestrationCall<T>, list: &[(&str, &str)], expected: T) {
    check_events_by(Calls::InOrder, call, list, expected);
}

/// As [`check_events`], with calls that are compared in this way.
#[track_caller]
pub fn check_events_by<T: Output>(
    calls: Calls,
    call: &OrchestrationCall<T>,
    list: &[(&str, &str)],
    expected: T,
) {
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
            calls != Calls::InOrder || !has_repetitions(&durable.calls),
            "a call that is repeated can't be told from one that is doubled"
        );
        let mut stepwise = stepwise(call.clone(), events);
        stepwise.calls = without_repetitions(stepwise.calls);
        println!("events {when:?}");
        same(calls, &stepwise, &durable, Way::DroppedAfterEachStep);
    }
}

/// A way of running.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Plain,
    Durable,
    DroppedAfterEachStep,
}

#[track_caller]
fn same_in_all_ways<T: Output>(calls: Calls, plain: &Observed<T>, call: OrchestrationCall<T>) {
    let durable = durable(call.clone(), Events::NONE);
    same(calls, &durable, plain, Way::Durable);
    let stepwise = stepwise(call, Events::NONE);
    same(calls, &stepwise, plain, Way::DroppedAfterEachStep);
}

#[track_caller]
fn same<T: Output>(calls: Calls, observed: &Observed<T>, expected: &Observed<T>, way: Way) {
    assert_eq!(
        observed.outcome, expected.outcome,
        "the result, {way:?}; calls: {:?}; expected: {:?}",
        observed.calls, expected.calls
    );
    same_calls(calls, &observed.calls, &expected.calls, way);
}

/// Checks that the calls of two runs are the same.
#[track_caller]
pub(crate) fn same_calls(calls: Calls, observed: &[String], expected: &[String], way: Way) {
    let sorted = |calls: &[String]| {
        let mut calls = calls.to_vec();
        calls.sort_unstable();
        calls
    };
    match (calls, way) {
        (Calls::InOrder, _) => assert_eq!(observed, expected, "the calls, {way:?}"),
        (Calls::InAnyOrder, Way::Plain | Way::Durable) => {
            assert_eq!(sorted(observed), sorted(expected), "the calls, {way:?}");
        }
        (Calls::InAnyOrder, Way::DroppedAfterEachStep) => {
            let (observed, expected) = (sorted(observed), sorted(expected));
            assert_eq!(
                made_once(&observed),
                made_once(&expected),
                "the calls, {way:?}"
            );
            assert!(
                observed.len() >= expected.len(),
                "calls are missing, {way:?}: {observed:?}, where {expected:?} was to be"
            );
        }
        (Calls::Unseen, _) => (),
    }
}
