//! The harness of the tests: runs an orchestrator in each way in which it can run, and compares.
//!
//! - [`check()`] and its kin hold that an orchestrator gives the same result and makes the same activity
//!   calls plain, durable, and with the runtime dropped after every step.
//! - [`run`] has the three ways of running one.
//! - [`trace`] is where activities note that they were called.
//! - [`programs`] are generated orchestrators, of which is known what they must do.
//! - [`medium`] is a disk that loses what was not synced, and counts what it is asked for.
//! - [`floor`] is what redb alone takes.
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

/// Makes one test of each line: its name, and the calls for which it holds that all ways of running them give
/// the same.
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
