//! The durable operations, a file each. They know [`Cx`](crate::Cx) and nothing of the engine.

pub(crate) mod event;
pub(crate) mod sleep;
