//! The harness of the tests: runs an orchestrator in each way in which it can run, and compares.
//!
//! - [`check()`] and its kin hold that an orchestrator gives the same result and makes the same activity
//!   calls plain, durable, and with the runtime dropped after every step.
//! - [`run`] has the three ways of running one.
//! - [`trace`] is where activities note that they were called.
//! - [`programs`] are generated orchestrators, of which is known what they must do.
//! - [`medium`] is a disk that loses what was not synced.
//! - [`numbers`] is a small source of seeded numbers, and [`process`] what the kernel says of a process.

pub mod check;
pub mod medium;
pub mod numbers;
pub mod process;
pub mod programs;
pub mod run;
pub mod trace;

pub use check::{check, check_durable, check_events, check_failing};
pub use run::{Events, When};
pub use trace::Trace;

/// Makes one test of each line: its name, and the calls for which it holds.
///
/// ```text
/// holds! {
///     a_loop_counts_its_rounds => counted(0), counted(3);
/// }
/// ```
#[macro_export]
macro_rules! holds {
    ($($name:ident => $($call:expr),+;)+) => {$(
        #[test]
        fn $name() {
            $($crate::check($call);)+
        }
    )+};
}

/// As [`holds!`], of calls that fail or panic.
#[macro_export]
macro_rules! fails {
    ($($name:ident => $($call:expr),+;)+) => {$(
        #[test]
        fn $name() {
            $($crate::check_failing($call);)+
        }
    )+};
}
