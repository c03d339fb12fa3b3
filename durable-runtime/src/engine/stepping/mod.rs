//! The steps of instances: they begin, the pool makes them, and their outcomes become rows.

pub(super) mod begin;
pub(super) mod commands;
pub(super) mod end;
pub(super) mod later;
