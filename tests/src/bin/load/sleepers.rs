//! `sleepers`: very many instances that wait for a timer, and their cost while they do: memory, room on the disk, and
//! time to open their store.

use std::path::Path;
use std::time::{Duration, Instant};

use durable_runtime::RuntimeStatus;
use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_tests::process::resident_kib;

use crate::floors::RowShape;
use crate::statistics::{median, millis, number, per_second};
use crate::trial::{Trial, expect, file_bytes};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "sleepers",
    about: "instances that wait for a timer: memory, room on the disk, time to open their store",
    defaults: Defaults {
        instances: Some(1_000_000),
        history: false,
        // Kept small, so that the cache is not measured.
        cache_bytes: 16 * 1024 * 1024,
        ..Defaults::COMMON
    },
    targets: &[
        ("starts_per_second", Target::AtLeast(50_000.0)),
        ("resident_mib_above_empty", Target::AtMost(64.0)),
        ("bytes_per_instance", Target::AtMost(400.0)),
        ("reopen_over_empty", Target::AtMost(1.2)),
        ("deployed_over_empty", Target::AtMost(1.2)),
        ("checked_per_second", Target::AtLeast(200_000.0)),
    ],
    run: |trial| Box::pin(run(trial)),
};

const NAP: Duration = Duration::from_secs(3600);
const OPENINGS: usize = 9;
/// The number of starts that the floor writes in a commit: as many as one call of `start_many` has under way.
const STARTS_PER_COMMIT: u64 = 4096;

#[orchestrator]
async fn sleeper(number: u64) -> Result<u64> {
    sleep(NAP).await;
    Ok(number)
}

/// The code that is deployed while they sleep.
#[orchestrator]
async fn sleeper_deployed(number: u64) -> Result<u64> {
    sleep(NAP).await;
    sleep(NAP / 60).await;
    Ok(number)
}

async fn run(trial: &mut Trial) -> Result<()> {
    let instances = trial.settings.instances();
    trial.open("empty").await?.shutdown().await?;
    let runtime = trial.open("sleepers").await?;
    let empty_mib = resident_mib()?;
    let began = Instant::now();
    let handles = runtime.start_many((0..instances).map(sleeper)).await?;
    let took = began.elapsed();
    expect("instances", number(handles.len()), number(instances))?;
    for handle in [
        handles.first(),
        handles.get(handles.len() / 2),
        handles.last(),
    ] {
        let handle = handle.ok_or_else(|| Failure::new("nothing was started"))?;
        // A start is durable a moment before its first step is.
        while handle.inspect().await?.is_none() {
            tokio::task::yield_now().await;
        }
        let status = handle.status().await?.runtime_status;
        expect("a sleeper's status", status, RuntimeStatus::Running)?;
    }
    drop(handles);
    let full_mib = resident_mib()?;
    runtime.shutdown().await?;
    drop(runtime);
    let bytes = file_bytes(&trial.store("sleepers"))?;
    let [full_ms, deployed_ms, none_ms] = openings(trial).await?;
    let same = checking(trial, "sleeper", instances).await?;
    let deployed = checking(trial, "sleeper_deployed", instances).await?;
    let floor = RowShape::of_a_step(trial.settings.history).write(
        trial.folder(),
        instances,
        1,
        STARTS_PER_COMMIT,
    )?;
    trial.figure("starts_per_second", per_second(instances, took));
    trial.figure("floor_starts_per_second", per_second(instances, floor));
    trial.figure("ratio_to_floor", floor.as_secs_f64() / took.as_secs_f64());
    trial.figure("resident_mib_empty", empty_mib);
    trial.figure("resident_mib_above_empty", full_mib - empty_mib);
    trial.figure("bytes_per_instance", number(bytes) / number(instances));
    trial.figure("reopen_ms", full_ms);
    trial.figure("reopen_empty_ms", none_ms);
    trial.figure("reopen_over_empty", full_ms / none_ms);
    trial.figure("deployed_ms", deployed_ms);
    trial.figure("deployed_over_empty", deployed_ms / none_ms);
    trial.figure("checked_per_second", per_second(instances, same));
    trial.figure(
        "deployed_checked_per_second",
        per_second(instances, deployed),
    );
    Ok(())
}

/// The medians of opening the store of the sleepers with their code and with changed code, and an empty store, in turn.
async fn openings(trial: &Trial) -> Result<[f64; 3]> {
    let mut took = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..OPENINGS {
        let stores = [
            ("sleepers", "sleeper"),
            ("sleepers", "sleeper_deployed"),
            ("empty", "sleeper"),
        ];
        for ((store, code), took) in stores.into_iter().zip(&mut took) {
            took.push(opening(trial, &trial.store(store), code).await?);
        }
    }
    Ok(took.map(|took| median(&took)))
}

async fn opening(trial: &Trial, store: &Path, code: &str) -> Result<f64> {
    let builder = trial.settings.builder().with_code_of("sleeper", code);
    let began = Instant::now();
    let runtime = builder.open(store).await?;
    let took = millis(began.elapsed());
    runtime.shutdown().await?;
    Ok(took)
}

/// The time in which the store of the sleepers is checked with this code.
async fn checking(trial: &Trial, code: &str, instances: u64) -> Result<Duration> {
    let builder = trial.settings.builder().with_code_of("sleeper", code);
    let began = Instant::now();
    let check = builder.check(trial.store("sleepers")).await?;
    let took = began.elapsed();
    expect("checked instances", check.instances, instances)?;
    expect("blocked instances", check.blocked, 0)?;
    Ok(took)
}

/// The memory that is resident in this process, in MiB.
pub(crate) fn resident_mib() -> Result<f64> {
    let kib = resident_kib().ok_or_else(|| Failure::new("there is no /proc here"))?;
    Ok(number(kib) / 1024.0)
}
