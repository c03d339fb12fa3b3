//! The values that all parts of the runtime use: ids, JSON, failures and errors, times, retry policies, and the view
//! that clients get of instances. They know nothing of steps, of the store or of the engine.

pub(crate) mod chain;
pub(crate) mod clock;
pub(crate) mod error;
pub(crate) mod event_limits;
pub(crate) mod failure;
pub(crate) mod filter;
pub(crate) mod function_name;
pub(crate) mod history;
pub(crate) mod id;
pub(crate) mod if_exists;
pub(crate) mod json;
pub(crate) mod log;
pub(crate) mod micros;
pub(crate) mod parent_close;
pub(crate) mod registered;
pub(crate) mod reports;
pub(crate) mod retry;
pub(crate) mod shown;
pub(crate) mod status;
pub(crate) mod summary;
pub(crate) mod tags;
pub(crate) mod waiting;
