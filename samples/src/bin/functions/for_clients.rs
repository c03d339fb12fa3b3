//! Durable functions with which a client of the HTTP API can be tried out: one for each way in which an instance can go.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use durable_runtime::Json;
use durable_runtime::prelude::*;

/// Gives back its input.
#[orchestrator(name = "Echo")]
async fn echo(input: Json) -> Result<Json> {
    Ok(input)
}

/// Waits for the event `Approval`, and gives back its payload.
#[orchestrator(name = "WaitForApproval")]
async fn wait_for_approval() -> Result<Json> {
    set_custom_status("waiting for approval");
    event::<Json>("Approval").await
}

/// Fails, each time.
#[orchestrator(name = "AlwaysFails")]
async fn always_fails() -> Result<()> {
    Err(Failure::terminal("this function always fails"))
}

/// Fails at first, and succeeds after a rewind.
#[orchestrator(name = "Flaky")]
async fn flaky() -> Result<String> {
    fail_once(instance_id().to_string()).await
}

/// Fails the first time that it is called for an instance in this process.
#[activity(name = "FailOnce")]
async fn fail_once(failed: State<Failed>, instance: String) -> Result<String> {
    let mut failed = failed.0.lock().unwrap_or_else(PoisonError::into_inner);
    if failed.insert(instance) {
        return Err(Failure::terminal("this is the first time; rewind it"));
    }
    Ok("succeeded after a rewind".to_owned())
}

/// The instances for which `FailOnce` has failed.
#[derive(Default)]
pub(crate) struct Failed(Mutex<HashSet<String>>);
