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

/// What to do about a panic of tokio's, to be read after its message.
pub(super) fn advice(message: &str) -> &'static str {
    const BLOCKING: [&str; 2] = [
        "Cannot start a runtime from within a runtime",
        "Cannot block the current thread from within a runtime",
    ];
    if BLOCKING.iter().any(|begin| message.starts_with(begin)) {
        " (An orchestrator awaits durable operations only. Call what blocks in an activity, within `tokio::task::spawn_blocking`.)"
    } else {
        ""
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
