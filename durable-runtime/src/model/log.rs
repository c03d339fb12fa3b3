//! The targets of the log.

/// The target of what people are told in the log.
pub(crate) const LOG: &str = "durable_runtime::engine";
