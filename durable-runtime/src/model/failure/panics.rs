//! Panics of user code that are caught, and [`Misuse`], which is thrown as one.

use super::Failure;

/// A call in an activity of something that only an orchestrator may call. It unwinds through user code to the runner of
/// the attempt, which fails with it.
pub(crate) struct Misuse(pub(crate) String);

impl Misuse {
    pub(crate) fn into_failure(self) -> Failure {
        Failure::terminal(self.0)
    }
}

/// Drops a value of the user's. A panic of its `Drop` ends here.
pub(crate) fn drop_caught<T>(value: T) {
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(value)));
    if let Err(panic) = dropped {
        // The payload may panic, too.
        std::mem::forget(panic);
    }
}
