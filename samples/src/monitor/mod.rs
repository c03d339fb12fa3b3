//! The program around the monitor's durable functions: its commands, and the demonstration.

mod cli;
mod demo;
mod host;
mod pretty;
mod stand_ins;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use durable_runtime::{Failure, Inspector, Result, Runtime};

use crate::github::GitHub;
use crate::twilio::Twilio;
use crate::{narration, serve};
use cli::{Cli, Command, Serve};
use host::Host;

/// Runs the program's command. `open` opens a store with the durable functions.
///
/// The exit code is 0 on success, 1 on failure (standard error gives the reason), and 2 for invalid arguments.
pub async fn main<O>(open: O) -> ExitCode
where
    O: AsyncFnOnce(&Path, GitHub, Twilio) -> Result<Runtime>,
{
    match run(Cli::parse().command, open).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run<O>(command: Option<Command>, open: O) -> Result<()>
where
    O: AsyncFnOnce(&Path, GitHub, Twilio) -> Result<Runtime>,
{
    match command.unwrap_or(Command::Demo { kill: false }) {
        Command::Demo { kill: false } => demo::in_one_process(open).await,
        Command::Demo { kill: true } => demo::with_kills().await,
        Command::Serve(arguments) => serve(open, arguments).await,
        Command::Verify { store } => verify(&store).await,
        Command::Check { store, json } => check(&store, json).await,
        Command::Start { monitor, host } => {
            println!("{}", Host::new(host)?.start(&monitor).await?.pretty());
            Ok(())
        }
        Command::Status { id, host } => {
            println!("{}", Host::new(host)?.status(&id).await?.pretty());
            Ok(())
        }
        Command::Terminate { id, reason, host } => {
            let ended_now = Host::new(host)?.terminate(&id, &reason).await?;
            println!(
                "{id} {}",
                if ended_now {
                    "is terminated"
                } else {
                    "had ended already"
                }
            );
            Ok(())
        }
    }
}

/// Prints what is damaged in a store, or that nothing is.
async fn verify(store: &Path) -> Result<()> {
    let found = Inspector::open(store).await?.verify().await?;
    if found.is_sound() {
        println!("{}: {found}", store.display());
        return Ok(());
    }
    println!("{found}");
    Err(Failure::new(format!(
        "{} is damaged; put a backup in its place",
        store.display()
    )))
}

/// Prints what would become of the monitors of a store in this program.
async fn check(store: &Path, json: bool) -> Result<()> {
    let check = Runtime::builder().check(store).await?;
    if json {
        let text = serde_json::to_string_pretty(&check);
        println!("{}", text?);
    } else {
        println!("{check}");
    }
    if check.is_ok() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{} of the monitors would be blocked",
            check.blocked
        )))
    }
}

/// Hosts monitors until Ctrl-C.
async fn serve<O>(open: O, arguments: Serve) -> Result<()>
where
    O: AsyncFnOnce(&Path, GitHub, Twilio) -> Result<Runtime>,
{
    narration::to_stderr();
    let (github, twilio) = (GitHub::from_env()?, Twilio::from_env()?);
    let runtime = open(&arguments.store, github, twilio).await?;
    serve::until_ctrl_c(
        runtime,
        &arguments.store,
        &arguments.listen,
        arguments.system_key,
        "monitors",
    )
    .await
}
