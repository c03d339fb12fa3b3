//! Stepping instances: steps begin, the pool makes them, and what they lead to becomes rows.

pub(super) mod begin;
pub(super) mod commands;
pub(super) mod end;
pub(super) mod later;
