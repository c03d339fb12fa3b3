//! The targets of the log.

/// The target of the runtime's log events.
pub(crate) const LOG: &str = "durable_runtime::engine";
