//! The monitor sample of Durable Functions: watches the open issues of a GitHub repository, and sends a
//! text message when there are too many.
//!
//! `cargo run` shows it on stand-ins for GitHub and Twilio; `cargo run -- --help` tells how to run it for real. Its
//! durable functions are in `src/bin/functions/monitor.rs`.

#[path = "functions/monitor.rs"]
mod functions;

use std::path::Path;
use std::process::ExitCode;

use durable_runtime::{Result, Runtime};
use samples::github::GitHub;
use samples::monitor;
use samples::twilio::Twilio;

/// Opens the file of the monitors. From then on they run.
async fn open(store: &Path, github: GitHub, twilio: Twilio) -> Result<Runtime> {
    let runtime = Runtime::builder().state(github).state(twilio);
    Ok(runtime.open(store).await?)
}

// Before a deploy: what becomes of the monitors that sleep in released code. `durable.lock` has that code.
#[cfg(test)]
durable_runtime::lock_test!();

#[tokio::main]
async fn main() -> ExitCode {
    monitor::main(open).await
}
