//! The command line, and the [`Settings`] that result from it and from a workload's defaults.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use durable_runtime::Builder;
use durable_runtime::prelude::*;
use serde::Serialize;

use crate::WORKLOADS;
use crate::workload::Workload;

/// Puts load on a store of durable functions, and prints what it carries next to what the disk carries.
#[derive(clap::Parser)]
pub(crate) struct Arguments {
    #[arg(value_parser = workload_names())]
    pub(crate) workload: String,
    #[command(flatten)]
    pub(crate) flags: Flags,
    /// Print one JSON object, and nothing else
    #[arg(long)]
    pub(crate) json: bool,
    /// Make one run in this process, and print its figures
    #[arg(long, hide = true)]
    pub(crate) one_run: bool,
    /// Be the process that `restart` kills, with this store
    #[arg(long, hide = true, value_name = "STORE")]
    pub(crate) counter: Option<PathBuf>,
}

/// The settings. Without a flag, each workload has a default of its own; a flag that it doesn't use is an error.
#[derive(clap::Args)]
pub(crate) struct Flags {
    /// The number of instances
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    instances: Option<u64>,
    /// The number of activities of each instance
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    activities: Option<u64>,
    /// The number of instances, senders or connections that are under way at a time
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    in_flight: Option<u64>,
    /// The number of steps of an instance, one after the other
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// The number of runs; their medians are printed
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    runs: Option<u64>,
    /// The folder in which stores are made, and removed [default: the system's for temporary files]
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Whether histories are kept
    #[arg(long)]
    history: Option<bool>,
}

/// Everything that a run depends on.
#[derive(Clone, Serialize)]
pub(crate) struct Settings {
    #[serde(skip)]
    pub(crate) workload: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instances: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activities: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_flight: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u64>,
    pub(crate) runs: u64,
    pub(crate) dir: PathBuf,
    pub(crate) history: bool,
    pub(crate) cache_bytes: usize,
    cores: usize,
    redb: &'static str,
    build: &'static str,
}

impl Flags {
    /// # Errors
    /// If a flag was given that the workload doesn't use.
    pub(crate) fn settings(self, workload: &'static Workload) -> Result<Settings> {
        let defaults = &workload.defaults;
        let mut unused = Vec::new();
        let mut number = |flag: &'static str, given: Option<u64>, default: Option<u64>| {
            if given.is_some() && default.is_none() {
                unused.push(flag);
            }
            given.or(default)
        };
        let settings = Settings {
            workload: workload.name,
            instances: number("--instances", self.instances, defaults.instances),
            activities: number("--activities", self.activities, defaults.activities),
            in_flight: number("--in-flight", self.in_flight, defaults.in_flight),
            steps: number("--steps", self.steps, defaults.steps),
            runs: self.runs.unwrap_or(defaults.runs),
            dir: self.dir.unwrap_or_else(std::env::temp_dir),
            history: self.history.unwrap_or(defaults.history),
            cache_bytes: defaults.cache_bytes,
            cores: std::thread::available_parallelism()?.get(),
            redb: redb_version(),
            build: if cfg!(debug_assertions) {
                "debug; --release shows what users get"
            } else {
                "release"
            },
        };
        if unused.is_empty() {
            Ok(settings)
        } else {
            Err(Failure::new(format!(
                "`{}` doesn't use {}; leave it out",
                workload.name,
                unused.join(" and ")
            )))
        }
    }
}

impl Settings {
    pub(crate) fn instances(&self) -> u64 {
        used(self.instances)
    }

    pub(crate) fn activities(&self) -> u64 {
        used(self.activities)
    }

    pub(crate) fn in_flight(&self) -> u64 {
        used(self.in_flight)
    }

    pub(crate) fn steps(&self) -> u64 {
        used(self.steps)
    }

    pub(crate) fn with_steps(self, steps: u64) -> Self {
        Self {
            steps: Some(steps),
            ..self
        }
    }

    /// A runtime with these settings.
    pub(crate) fn builder(&self) -> Builder {
        Runtime::builder()
            .history(self.history)
            .cache_bytes(self.cache_bytes)
    }

    /// The same settings, as the flags that give them.
    pub(crate) fn as_flags(&self) -> Vec<String> {
        let mut flags = vec![
            self.workload.to_owned(),
            format!("--runs={}", self.runs),
            format!("--dir={}", self.dir.display()),
            format!("--history={}", self.history),
        ];
        let numbers = [
            ("instances", self.instances),
            ("activities", self.activities),
            ("in-flight", self.in_flight),
            ("steps", self.steps),
        ];
        for (name, number) in numbers {
            flags.extend(number.map(|number| format!("--{name}={number}")));
        }
        flags
    }
}

fn used(number: Option<u64>) -> u64 {
    number.expect("a workload has a default for each number that it reads")
}

fn workload_names() -> Vec<PossibleValue> {
    WORKLOADS
        .iter()
        .map(|workload| PossibleValue::new(workload.name).help(workload.about))
        .collect()
}

/// The version in the lock file, for redb itself doesn't tell it.
fn redb_version() -> &'static str {
    let lock = include_str!("../../../../Cargo.lock");
    lock.split("name = \"redb\"\nversion = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or("unknown")
}
