//! The engine.

pub(crate) mod clock;
pub(crate) mod transition;
