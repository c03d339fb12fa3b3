//! Tests of the engine: a store in a file, the runtime as users have it, and one orchestrator that does
//! what its input tells it to.

mod children;
mod crashes;
mod faults;
mod harness;
mod opening;
mod running;
mod waiting;
