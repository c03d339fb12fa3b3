//! What the samples are made of besides their durable functions: clients of the services that they
//! use, and what turns them into programs. The durable functions are in `src/bin`, a file per sample.

pub mod github;
pub mod monitor;
pub mod narration;
pub mod twilio;
pub mod web;
