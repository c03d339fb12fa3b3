//! Panics of the user's code that end here, and [`Misuse`], which is thrown as one.

use super::Failure;

/// That an activity called what only an orchestrator can. Thrown past the user's code to whoever runs the
/// attempt, which fails by it.
pub(crate) struct Misuse(pub(crate) String);

impl Misuse {
    pub(crate) fn into_failure(self) -> Failure {
        Failure::terminal(self.0)
    }
}

/// Drops a value of the user's. Its `Drop` may panic, which ends here.
pub(crate) fn drop_caught<T>(value: T) {
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(value)));
    if let Err(panic) = dropped {
        // The payload may panic, too.
        std::mem::forget(panic);
    }
}
