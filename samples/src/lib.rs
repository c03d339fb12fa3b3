//! The parts of the samples around their durable functions: clients of the services that they use, and their programs.
//! The durable functions are in `src/bin`, a file per sample.

pub mod github;
pub mod monitor;
pub mod narration;
pub mod twilio;
pub mod web;
