//! Workflows as people build them on Temporal, Restate, Durable Functions, DBOS and Step Functions, told anew
//! in ordinary Rust. Here beauty counts: a port reads as its author would have it in production.

mod approvals;
mod billing;
mod concurrent;
mod data;
mod journeys;
mod machines;
mod operations;
mod sagas;
mod services;
mod states_language;
