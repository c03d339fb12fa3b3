//! What a program holds: the runtime and its builder, handles of instances, what they ask of the store, and the
//! inspector of a store that no runtime holds.

pub(crate) mod builder;
pub(crate) mod inspector;
pub(crate) mod maintenance;
mod message;
pub(crate) mod query;
pub(crate) mod runtime;
pub(crate) mod stack;
pub(crate) mod start;
