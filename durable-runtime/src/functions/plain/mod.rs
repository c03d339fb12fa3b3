//! Calls and operations outside of a runtime: ordinary futures.

pub(crate) mod operation;
pub(crate) mod tasks;
