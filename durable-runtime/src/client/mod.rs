//! The public handles: the runtime and its builder, handles of instances, their queries, and the inspector of a store
//! that no runtime holds.

pub(crate) mod builder;
pub(crate) mod check;
pub(crate) mod inspector;
pub(crate) mod instance;
pub(crate) mod maintenance;
mod message;
pub(crate) mod page_token;
pub(crate) mod pages;
pub(crate) mod query;
pub(crate) mod runtime;
pub(crate) mod stack;
pub(crate) mod start;
