//! The durable operations, a file each. They know [`Cx`](crate::Cx), and no engine, store or runtime.
//!
//! An operation that waits for others keeps each of them as a [`Branch`](branch::Branch). One function advances it for
//! every poller: a task, or a step of an orchestrator.

pub(crate) mod abort_handle;
pub(crate) mod branch;
pub(crate) mod buffered;
pub(crate) mod event;
#[cfg(test)]
mod hand;
pub(crate) mod join;
pub(crate) mod join_set;
pub(crate) mod lent;
pub(crate) mod message;
pub(crate) mod plain_join;
mod plain_set;
pub(crate) mod race;
pub(crate) mod select;
pub(crate) mod select_all;
pub(crate) mod sleep;
pub(crate) mod spawn;
pub(crate) mod start;
pub(crate) mod timeout;
pub(crate) mod try_join;
