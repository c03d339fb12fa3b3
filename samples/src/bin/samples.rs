//! Hosts the samples of Durable Functions, and functions to try out clients with, in one program.
//!
//! The durable functions are in `src/bin/functions`, a file per sample.

#[path = "functions/for_clients.rs"]
mod for_clients;
#[path = "functions/hello_sequence.rs"]
mod hello_sequence;
#[path = "functions/monitor.rs"]
mod monitor;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use durable_runtime::{Result, Runtime};
use samples::github::GitHub;
use samples::twilio::{ENVIRONMENT, Twilio};
use samples::{narration, serve};

/// What is hosted.
const FUNCTIONS: &str = "\
Functions:
  E1_HelloSequence  Says hello to Tokyo, Seattle and London, in turn; no input
  E3_Monitor        Watches a repository on GitHub; the input is {\"repo\", \"phone\"}
  Echo              Gives back its input, any JSON
  WaitForApproval   Waits for the event Approval, and gives back its payload; no input
  AlwaysFails       Fails; no input
  Flaky             Fails at first, and succeeds after a rewind; no input";

/// The samples of Durable Functions in one program.
#[derive(Debug, Parser)]
#[command(name = "samples", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hosts the samples, and functions to try out clients with, until Ctrl-C
    ///
    /// Without an account at Twilio the monitor's alerts fail, and all else works.
    #[command(before_help = FUNCTIONS, after_help = ENVIRONMENT)]
    Serve(Serve),
}

#[derive(Debug, Args)]
struct Serve {
    /// The file of the instances; it is created if it doesn't exist
    #[arg(long, value_name = "FILE", default_value = "samples.redb")]
    store: PathBuf,
    /// The address of the HTTP API
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7071")]
    listen: String,
    /// The key that every request must carry; needed when other machines can reach the address
    #[arg(
        long,
        value_name = "KEY",
        env = "SAMPLES_SYSTEM_KEY",
        hide_env_values = true
    )]
    system_key: Option<String>,
}

/// Hosts the samples until Ctrl-C.
async fn serve(arguments: Serve) -> Result<()> {
    narration::to_stderr();
    let twilio = match Twilio::from_env() {
        Ok(twilio) => twilio,
        Err(missing) => {
            tracing::warn!("no alert of E3_Monitor can be sent: {missing:#}");
            Twilio::without_account(missing)?
        }
    };
    let runtime = Runtime::builder()
        .state(GitHub::from_env()?)
        .state(twilio)
        .open(&arguments.store)
        .await?;
    serve::until_ctrl_c(
        runtime,
        &arguments.store,
        &arguments.listen,
        arguments.system_key,
        "instances",
    )
    .await
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve(arguments) = Cli::parse().command;
    match serve(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure:#}");
            ExitCode::FAILURE
        }
    }
}
