//! The parts of the samples around their durable functions: clients of the services that they use, and their programs.
//! The durable functions are in `src/bin/functions`, a file per sample. A program has those that it hosts as its modules.

pub mod github;
pub mod monitor;
pub mod narration;
pub mod serve;
pub mod twilio;
pub mod web;
