//! Calls and operations outside of a runtime: ordinary futures.

pub(crate) mod future;
pub(crate) mod tasks;
