//! HTTP calls of orchestrators: the module `http` of the public API.
//!
//! A call is the inline orchestrator in `exchange.rs`, which awaits one activity for each request (`attempt.rs`) and a
//! timer between two of them. What it does after a request is decided by `course.rs`, which does no I/O. `request.rs` and
//! `response.rs` are what users write and get, `client.rs` is what the calls of a runtime share.

#[allow(
    unused_imports,
    reason = "rustc says nothing of them where the macros are another crate's"
)]
pub(crate) mod attempt;
pub(crate) mod body;
pub(crate) mod client;
pub(crate) mod course;
#[allow(unused_imports, reason = "as in `attempt`")]
pub(crate) mod exchange;
pub(crate) mod request;
pub(crate) mod response;
