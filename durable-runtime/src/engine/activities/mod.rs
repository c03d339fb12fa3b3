//! The activities that instances call: those that wait for room, and the attempts that are under way.

pub(super) mod attempt;
pub(super) mod backlog;
pub(super) mod last_chances;
pub(super) mod queue;
pub(super) mod runner;
pub(super) mod scheduler;
