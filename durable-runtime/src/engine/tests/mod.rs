//! Tests of the engine: a store in a file, the runtime as users have it, and one orchestrator that does
//! what its input tells it to.

mod cancelling;
mod children;
mod counting;
mod crashes;
mod faults;
mod found;
mod going_on;
mod harness;
mod index;
mod joins;
mod large_pages;
mod limits;
mod long_steps;
mod mailbox;
mod maintenance;
mod moments;
mod opening;
mod orders;
mod pages;
mod purges;
mod queries;
mod reads;
mod rewind;
mod rounds;
mod running;
mod slow;
mod storms;
mod sweeps;
mod values;
mod verbs;
mod waiting;
mod yields;
