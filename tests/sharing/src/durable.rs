//! The names as an orchestrator sees them.

use std::time::Duration;

pub use durable_runtime::Shared;
pub use durable_runtime::prelude::*;
use durable_tests::Trace;

/// Gives the next number.
#[activity]
pub async fn inc(trace: State<Trace>, n: i64) -> Result<i64> {
    trace.note(format!("inc({n})"));
    Ok(n + 1)
}

/// Gives the number, and fails for 13.
#[activity]
pub async fn picky(trace: State<Trace>, n: i64) -> Result<i64> {
    trace.note(format!("picky({n})"));
    if n == 13 {
        return Err(Failure::terminal("13 it must not be"));
    }
    Ok(n)
}

/// Waits for so many milliseconds.
pub fn pause(milliseconds: u64) -> durable_runtime::Sleep {
    sleep(Duration::from_millis(milliseconds))
}
