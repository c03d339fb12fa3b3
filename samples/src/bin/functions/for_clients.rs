//! Durable functions with which a client of the HTTP API can be tried out: one for each way in which an instance can go.

use durable_runtime::prelude::*;
use durable_runtime::{HistoryEvent, HistoryKind, Json};

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

/// Fails until the instance has been rewound.
#[activity(name = "FailOnce")]
async fn fail_once(runtime: State<Runtime>, instance: String) -> Result<String> {
    let history = runtime.instance(&instance).history().await?;
    let rewound = |event: &HistoryEvent| matches!(event.kind, HistoryKind::ExecutionRewound { .. });
    if history.iter().any(rewound) {
        Ok("succeeded after a rewind".to_owned())
    } else {
        Err(Failure::terminal("this is the first time; rewind it"))
    }
}
