//! Attempts of activities, as a user of the runtime sees them: what they are told, what they may ask for,
//! and what becomes of those that the process doesn't outlive.

mod by_name;
mod context;
mod lost;
mod messages;
mod shutdown;
mod spans;
mod starts;
mod world;
