//! `latency`: one instance alone, with steps that wait for nothing but the disk. It is one after the other of several
//! instances, so that the disk can be tried in between: the ratio is of what was measured side by side.

use std::sync::{Mutex, MutexGuard, PoisonError};
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
    called().push(Instant::now());
    Ok(n + 1)
}

/// The number of instances that share the steps.
const ROUNDS: u64 = 10;
const DISK_SAMPLES: u32 = 50;

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
    let calls = trial.settings.steps().div_ceil(ROUNDS) + 1;
    let runtime = trial.open("latency").await?;
    let (mut all, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        called().clear();
        let made = runtime.start(alone(calls)).await?.result().await?;
        expect("activities called", made, calls)?;
        let steps: Vec<Duration> = called().windows(2).map(|pair| pair[1] - pair[0]).collect();
        let floor = trial.disk.sample(DISK_SAMPLES)?.commit;
        ratios.push(median(&steps).as_secs_f64() / floor.as_secs_f64());
        all.extend(steps);
    }
    runtime.shutdown().await?;
    trial.latencies("step", &all);
    trial.figure("ratio_to_floor", median(&ratios));
    Ok(())
}

fn called() -> MutexGuard<'static, Vec<Instant>> {
    CALLED.lock().unwrap_or_else(PoisonError::into_inner)
}
