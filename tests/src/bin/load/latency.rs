//! `latency`: one instance alone, whose steps wait for nothing but the disk.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;

use crate::statistics::median;
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "latency",
    about: "one instance alone: how long a step takes",
    defaults: Defaults {
        steps: Some(2_000),
        ..Defaults::COMMON
    },
    targets: &[("ratio_to_floor", Target::AtMost(1.6))],
    run: |trial| Box::pin(run(trial)),
};

static CALLED: Mutex<Vec<Instant>> = Mutex::new(Vec::new());

#[activity]
async fn note_call(n: u64) -> Result<u64> {
    CALLED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Instant::now());
    Ok(n + 1)
}

#[orchestrator]
async fn alone(steps: u64) -> Result<u64> {
    let mut n = 0;
    while n < steps {
        n = note_call(n).await?;
    }
    Ok(n)
}

async fn run(trial: &mut Trial) -> Result<()> {
    // One more, for a step goes from one call to the next.
    let calls = trial.settings.steps() + 1;
    let runtime = trial.open("latency").await?;
    let made = runtime.start(alone(calls)).await?.result().await?;
    runtime.shutdown().await?;
    expect("activities called", made, calls)?;
    trial.disk.sample()?;
    let called = CALLED.lock().unwrap_or_else(PoisonError::into_inner);
    let steps: Vec<Duration> = called.windows(2).map(|pair| pair[1] - pair[0]).collect();
    trial.latencies("step", &steps);
    let floor = trial.disk.commit();
    trial.figure(
        "ratio_to_floor",
        median(&steps).as_secs_f64() / floor.as_secs_f64(),
    );
    Ok(())
}
