//! Generated programs: orchestrators grown from seeds, each with its expected behaviour.
//!
//! A program is grown from a seed as a tree ([`language`], `grow`). An interpreter (`interpret`) runs the tree, and
//! returns the program's result and its activity calls. The printer (`print`) turns the tree into an orchestrator,
//! which the macro compiles. [`check`] checks that the orchestrator does the same as the interpreter: plain, durable,
//! and stored and loaded at every step.
//!
//! The program of a seed and a number is always the same, so a test needs only these two numbers to know the expected
//! behaviour of a function.

mod grow;
mod interpret;
pub mod language;
mod print;
mod room;

use durable_runtime::OrchestrationCall;

pub use self::language::Program;
pub use self::print::module;
pub use self::room::{Door, Room};

use crate::check::{Calls, Output, Way, same_calls};
use crate::run::{Events, Observed, Outcome, durable, plain, stepwise};

impl Program {
    /// The program of this number in the batch of this seed. Programs of higher numbers are larger; after each tenth
    /// the sizes begin again.
    pub fn of(seed: u64, number: u64) -> Self {
        grow::program(seed, number)
    }
}

/// Checks that an orchestrator does what the program of this seed and number does, for each of the program's lists of
/// arguments, in all ways of running it.
#[track_caller]
pub fn check<T: Output, const N: usize>(seed: u64, number: u64, calls: [OrchestrationCall<T>; N]) {
    let program = Program::of(seed, number);
    for (call, arguments) in calls.into_iter().zip(&program.arguments) {
        let expected = interpret::run(&program, arguments).expect("the program was grown to end");
        let compared = if expected.joins {
            Calls::InAnyOrder
        } else {
            Calls::InOrder
        };
        let outcome: Result<T, String> = expected.result.map(|value| {
            serde_json::from_value(value.into_json())
                .expect("the function returns what the tree does")
        });
        for (way, observed) in [
            (Way::Plain, plain(call.clone())),
            (Way::Durable, durable(call.clone(), Events::NONE)),
            (Way::DroppedAfterEachStep, stepwise(call, Events::NONE)),
        ] {
            let Observed {
                outcome: observed,
                calls,
                ..
            } = observed;
            same_calls(compared, &calls, &expected.calls, way);
            match (&observed, &outcome) {
                (Outcome::Returned(value), Ok(expected)) if value == expected => (),
                (Outcome::Failed { message, .. }, Err(expected)) if message == expected => (),
                _ => panic!("{way:?}: {observed:?}, where {outcome:?} was to be"),
            }
        }
    }
}
