//! Puts load on a store of durable functions and prints what it carries, next to what the disk and redb alone carry:
//! both are measured in the same process, one after the other. Each run is a process of its own, so that none begins
//! with what another one left in memory.
//!
//! `cargo run --release -p durable-tests --bin load -- <WORKLOAD> [--json]`; `--help` lists the workloads and
//! the flags.

mod backlog;
mod busy;
mod chain;
mod children;
mod clients;
mod counter;
mod events;
mod fan_out;
mod floors;
mod http;
mod http_client;
mod latency;
mod long_loop;
mod payload;
mod processes;
mod query;
mod report;
mod restart;
mod settings;
mod sleepers;
mod statistics;
mod timers;
mod trial;
mod workload;

use clap::Parser as _;
use durable_runtime::prelude::*;

use crate::report::Report;
use crate::settings::Arguments;
use crate::trial::Trial;
use crate::workload::Workload;

const WORKLOADS: [&Workload; 14] = [
    &chain::WORKLOAD,
    &latency::WORKLOAD,
    &fan_out::WORKLOAD,
    &long_loop::WORKLOAD,
    &sleepers::WORKLOAD,
    &timers::WORKLOAD,
    &events::WORKLOAD,
    &children::WORKLOAD,
    &http::WORKLOAD,
    &payload::WORKLOAD,
    &restart::WORKLOAD,
    &backlog::WORKLOAD,
    &busy::WORKLOAD,
    &query::WORKLOAD,
];

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let workload = workload::named(&arguments.workload)?;
    let settings = arguments.flags.settings(workload)?;
    if let Some(store) = arguments.counter {
        return counter::run(settings.builder(), &store, settings.steps()).await;
    }
    if arguments.one_run {
        let figures = Trial::run(workload, settings).await?;
        println!("{}", serde_json::to_string(&figures)?);
        return Ok(());
    }
    let runs = processes::runs(&settings)?;
    let report = Report::of_runs(workload, settings, &runs)?;
    if arguments.json {
        println!("{}", report.json()?);
    } else {
        print!("{}", report.table()?);
    }
    Ok(())
}
