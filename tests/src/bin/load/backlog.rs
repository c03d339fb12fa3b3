//! `backlog`: far more activities than may run at a time, and the time that an instance takes which is started while
//! they wait. The backlog is not worked off: it is left when everything is measured.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;

use crate::sleepers::resident_mib;
use crate::statistics::{number, per_second};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "backlog",
    about: "far more activities than may run at a time: memory, and how long a fresh start takes",
    defaults: Defaults {
        instances: Some(10_000),
        activities: Some(100),
        history: false,
        cache_bytes: 16 * 1024 * 1024,
        ..Defaults::COMMON
    },
    targets: &[("running_at_once_max", Target::AtMost(100.0))],
    run: |trial| Box::pin(run(trial)),
};

const ACTIVITY_TAKES: Duration = Duration::from_millis(5);
const SETTLING_TAKES: Duration = Duration::from_millis(200);
const FRESH_STARTS: usize = 50;

/// The number of instances that have called their activities.
static ASKED: AtomicU64 = AtomicU64::new(0);
/// The number of those activities that are done.
static DONE: AtomicU64 = AtomicU64::new(0);
/// The number of activities that run, and the largest number so far.
static RUNNING: AtomicU64 = AtomicU64::new(0);
static RUNNING_MAX: AtomicU64 = AtomicU64::new(0);

/// An activity of the backlog.
#[activity]
async fn work() -> Result<u64> {
    take_a_while().await;
    DONE.fetch_add(1, Ordering::Relaxed);
    Ok(1)
}

/// The activity of a fresh start.
#[activity]
async fn fresh_work() -> Result<u64> {
    take_a_while().await;
    Ok(1)
}

async fn take_a_while() {
    let running = RUNNING.fetch_add(1, Ordering::Relaxed) + 1;
    RUNNING_MAX.fetch_max(running, Ordering::Relaxed);
    tokio::time::sleep(ACTIVITY_TAKES).await;
    RUNNING.fetch_sub(1, Ordering::Relaxed);
}

#[orchestrator]
async fn much(activities: u64) -> Result<u64> {
    ASKED.fetch_add(1, Ordering::Relaxed);
    let all = try_join_all((0..activities).map(|_| work())).await?;
    Ok(all.iter().sum())
}

#[orchestrator]
async fn little() -> Result<u64> {
    fresh_work().await
}

async fn run(trial: &mut Trial) -> Result<()> {
    let (instances, activities) = (trial.settings.instances(), trial.settings.activities());
    let total = instances * activities;
    let runtime = trial
        .settings
        .builder()
        .max_concurrent_activities(100)
        .open(trial.store("backlog"))
        .await?;
    let alone = fresh_starts(&runtime).await?;
    let before_mib = resident_mib()?;
    let began = Instant::now();
    let calls = (0..instances).map(|_| much(activities));
    let handles = runtime.start_many(calls).await?;
    expect("instances", number(handles.len()), number(instances))?;
    drop(handles);
    while ASKED.load(Ordering::Relaxed) < instances {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let queued_in = began.elapsed();
    // The last of them may not be stored yet.
    tokio::time::sleep(SETTLING_TAKES).await;
    let full_mib = resident_mib()?;
    let done_before = DONE.load(Ordering::Relaxed);
    let under_backlog = fresh_starts(&runtime).await?;
    let done_after = DONE.load(Ordering::Relaxed);
    if done_after >= total {
        return Err(Failure::new(format!(
            "all {total} activities were done before the last fresh start was, {} of them at a time: either fresh \
             starts wait for the backlog, or there must be more of it",
            RUNNING_MAX.load(Ordering::Relaxed)
        )));
    }
    runtime.shutdown().await?;
    trial.figure("activities_queued_per_second", per_second(total, queued_in));
    trial.figure("resident_mib_before", before_mib);
    trial.figure("resident_mib_above_before", full_mib - before_mib);
    trial.figure("backlog_at_first_start", number(total - done_before));
    trial.figure("backlog_at_last_start", number(total - done_after));
    trial.figure(
        "running_at_once_max",
        number(RUNNING_MAX.load(Ordering::Relaxed)),
    );
    trial.latencies("fresh_start", &under_backlog);
    trial.latencies("fresh_start_alone", &alone);
    Ok(())
}

/// The times of instances of one activity each, one after the other, from their start to their result.
async fn fresh_starts(runtime: &Runtime) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    for _ in 0..FRESH_STARTS {
        let began = Instant::now();
        let done = runtime.start(little()).await?.result().await?;
        took.push(began.elapsed());
        expect("activities done", done, 1)?;
    }
    Ok(took)
}
