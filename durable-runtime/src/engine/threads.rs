//! [`spawn`]: begins a thread that nothing waits for, not even the end of the process.

use std::thread;

use crate::model::log::LOG;

/// Starts a thread; returns whether there was room for it.
pub(super) fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> bool {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(run);
    if let Err(error) = &thread {
        tracing::warn!(target: LOG, "no thread can be started for code of orchestrators: {error}");
    }
    thread.is_ok()
}
