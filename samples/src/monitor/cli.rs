//! The program's arguments.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use reqwest::Url;
use serde::Serialize;

use crate::twilio::ENVIRONMENT;

/// Watches the open issues of GitHub repositories, and sends a text message when there are too many.
///
/// Without a command it runs a demonstration on stand-ins for GitHub and Twilio, which takes no account, no network and
/// less than 20 seconds.
#[derive(Debug, Parser)]
#[command(name = "monitor", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Shows a monitor at work, on stand-ins for GitHub and Twilio
    Demo {
        /// Run the host as a process of its own, and kill it twice on the way
        #[arg(long)]
        kill: bool,
    },
    /// Hosts monitors for real, until Ctrl-C
    #[command(after_help = ENVIRONMENT)]
    Serve(Serve),
    /// Looks whether all that is in a store is as it was written, and lists what isn't
    Verify {
        /// The file of a store that no program has open
        #[arg(value_name = "FILE")]
        store: PathBuf,
    },
    /// Tells what would become of the monitors in a store in this version of the program
    ///
    /// Nothing runs, and no byte of the file changes: try a new version on a backup before it is deployed, and an old one
    /// before going back. The exit code is 1 if a monitor would be blocked.
    Check {
        /// The file of a store that no program has open
        #[arg(long, value_name = "FILE", default_value = "monitor.redb")]
        store: PathBuf,
        /// Prints the findings in JSON
        #[arg(long)]
        json: bool,
    },
    /// Starts a monitor
    Start {
        #[command(flatten)]
        monitor: Monitor,
        #[command(flatten)]
        host: HostArguments,
    },
    /// Prints how a monitor is doing, in JSON
    Status {
        /// The monitor's id, as `start` printed it
        id: String,
        #[command(flatten)]
        host: HostArguments,
    },
    /// Ends a monitor
    Terminate {
        /// The monitor's id, as `start` printed it
        id: String,
        /// The reason; it is kept as the monitor's output
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        host: HostArguments,
    },
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The file of the monitors; it is created if it doesn't exist
    #[arg(long, value_name = "FILE", default_value = "monitor.redb")]
    pub(super) store: PathBuf,
    /// The address of the HTTP API
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7071")]
    pub(super) listen: String,
    /// The key that every request must carry; needed when other machines can reach the address
    #[arg(
        long,
        value_name = "KEY",
        env = "MONITOR_SYSTEM_KEY",
        hide_env_values = true
    )]
    pub(super) system_key: Option<String>,
}

/// The subject and the pace of a monitor: the input of `E3_Monitor`.
#[derive(Debug, Args, Serialize)]
pub(super) struct Monitor {
    /// The repository to watch, such as rust-lang/rust
    #[arg(long, value_name = "USER/NAME")]
    repo: String,
    /// The number to send the message to, such as +14255550100
    #[arg(long, value_name = "NUMBER")]
    phone: String,
    /// The longest wait between two looks at the repository [default: 1m]
    #[arg(long = "every", value_name = "TIME", value_parser = seconds)]
    #[serde(skip_serializing_if = "Option::is_none")]
    poll_seconds: Option<u64>,
    /// The time for which to watch [default: 5m]
    #[arg(long = "for", value_name = "TIME", value_parser = seconds)]
    #[serde(skip_serializing_if = "Option::is_none")]
    expire_seconds: Option<u64>,
}

/// The host to talk to.
#[derive(Debug, Args)]
pub(super) struct HostArguments {
    /// The address of `serve`
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7071")]
    pub(super) host: Url,
    /// The host's system key
    #[arg(
        long,
        value_name = "KEY",
        env = "MONITOR_SYSTEM_KEY",
        hide_env_values = true
    )]
    pub(super) code: Option<String>,
}

/// Reads a time such as `90s`, `30m` or `1h 30m`, which is a whole number of seconds.
fn seconds(text: &str) -> Result<u64, String> {
    let time = humantime::parse_duration(text)
        .map_err(|error| format!("{error}; write it like 90s, 30m or 6h"))?;
    if time < Duration::from_secs(1) || time.subsec_nanos() != 0 {
        return Err("give whole seconds, at least one".to_owned());
    }
    Ok(time.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from([&["monitor"], arguments].concat())
    }

    #[test]
    fn the_arguments_are_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn start_makes_the_input_of_the_monitor() {
        let cli = parsed(&[
            "start", "--repo", "a/b", "--phone", "+1", "--every", "30m", "--for", "1h 30m",
        ]);
        let Some(Command::Start { monitor, .. }) = cli.unwrap().command else {
            panic!("it is a start");
        };
        assert_eq!(
            serde_json::to_value(monitor).unwrap(),
            serde_json::json!({
                "repo": "a/b", "phone": "+1", "poll_seconds": 1800, "expire_seconds": 5400,
            })
        );
    }

    #[test]
    fn what_is_not_said_is_left_to_the_monitor() {
        let cli = parsed(&["start", "--repo", "a/b", "--phone", "+1"]);
        let Some(Command::Start { monitor, .. }) = cli.unwrap().command else {
            panic!("it is a start");
        };
        assert_eq!(
            serde_json::to_value(monitor).unwrap(),
            serde_json::json!({"repo": "a/b", "phone": "+1"})
        );
    }

    #[test]
    fn arguments_that_make_no_sense_are_usage_errors() {
        for arguments in [
            &["start", "--repo", "a/b"][..],
            &[
                "start", "--repo", "a/b", "--phone", "+1", "--every", "500ms",
            ],
            &["start", "--repo", "a/b", "--phone", "+1", "--for", "soon"],
            &["status"],
            &["terminate", "x"],
            &["status", "x", "--host", "not a url"],
            &["watch"],
        ] {
            assert_eq!(
                parsed(arguments).unwrap_err().exit_code(),
                2,
                "{arguments:?}"
            );
        }
    }
}
