//! The harness of the tests: runs an orchestrator in each possible way, and compares the results.
//!
//! - [`check()`] and its variants check that an orchestrator gives the same result and makes the same activity calls
//!   plain, durable, and with the runtime dropped after every step.
//! - [`run`] has the three ways of running one.
//! - [`trace`]: activities note their calls there.
//! - [`programs`] are generated orchestrators with known results.
//! - [`medium`] is a disk that loses what was not synced, and counts the requests.
//! - [`floor`] is the time that redb alone takes.
//! - [`numbers`] is a small source of seeded numbers, and [`process`] what the kernel says of a process.
//! - [`watched`] counts how often an operation is polled and stored.

#![allow(clippy::missing_errors_doc, reason = "only tests use this")]

pub mod check;
pub mod floor;
pub mod medium;
pub mod numbers;
pub mod process;
pub mod programs;
pub mod run;
pub mod trace;
pub mod watched;

pub use check::{
    Calls, check, check_against, check_by, check_durable, check_durable_by, check_events,
    check_events_by, check_failing, check_failing_by, check_refused, check_same_or_refused,
    refuses,
};
pub use run::{Events, When};
pub use trace::Trace;

/// Makes one test of each line: its name, and the calls that must give the same in all ways of running them.
///
/// ```text
/// holds! {
///     a_loop_counts_its_rounds => counted(0), counted(3);
/// }
/// holds! { in any order: // activities are called at the same time
///     parts_are_done_at_once => fan_out(3);
/// }
/// holds! { by result: // the losers of a race are begun, or are not
///     the_first_one_wins => raced(3);
/// }
/// ```
#[macro_export]
macro_rules! holds {
    (in any order: $($tests:tt)+) => { $crate::tests!(check_by, InAnyOrder, $($tests)+); };
    (by result: $($tests:tt)+) => { $crate::tests!(check_by, Unseen, $($tests)+); };
    ($($tests:tt)+) => { $crate::tests!(check_by, InOrder, $($tests)+); };
}

/// As [`holds!`], of calls that fail or panic.
#[macro_export]
macro_rules! fails {
    (in any order: $($tests:tt)+) => { $crate::tests!(check_failing_by, InAnyOrder, $($tests)+); };
    (by result: $($tests:tt)+) => { $crate::tests!(check_failing_by, Unseen, $($tests)+); };
    ($($tests:tt)+) => { $crate::tests!(check_failing_by, InOrder, $($tests)+); };
}

/// The tests of [`holds!`] and [`fails!`].
#[doc(hidden)]
#[macro_export]
macro_rules! tests {
    ($check:ident, $calls:ident, $($name:ident => $($call:expr),+;)+) => {$(
        #[test]
        fn $name() {
            $($crate::$check($crate::Calls::$calls, $call);)+
        }
    )+};
}
