//! `busy`: instances with steps that compute. It measures how much more of that two threads carry than one, and whether
//! a step that never ends holds up others.

use std::hint::black_box;
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;

use crate::chain::inc;
use crate::statistics::{per_second, quantile};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "busy",
    about: "instances whose steps compute for a millisecond each: on one thread and on all, and beside an endless step",
    defaults: Defaults {
        instances: Some(40),
        steps: Some(50),
        ..Defaults::COMMON
    },
    targets: &[
        ("threads_2_over_1", Target::AtLeast(1.8)),
        ("p99_beside_endless_over_alone", Target::AtMost(2.0)),
    ],
    run: |trial| Box::pin(run(trial)),
};

const STEP_TAKES: Duration = Duration::from_millis(1);
const FRESH_STARTS: usize = 500;

/// Does this much work, none of which rustc can leave out.
fn compute(work: u64) -> u64 {
    (0..work).fold(1, |sum, n| black_box(sum ^ n.wrapping_mul(0x9e37_79b9)))
}

/// The amount of work of a millisecond on this machine.
fn calibrated() -> u64 {
    const PROBE: u64 = 1_000_000;
    let probe = |_| {
        let began = Instant::now();
        black_box(compute(PROBE));
        began.elapsed()
    };
    let took = (0..20).map(probe).min().unwrap_or(STEP_TAKES);
    PROBE * number_of_nanos(STEP_TAKES) / number_of_nanos(took).max(1)
}

fn number_of_nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[orchestrator]
async fn computing(steps: u64, work: u64) -> Result<u64> {
    let mut n = 0;
    while n < steps {
        black_box(compute(work));
        n = inc(n).await?;
    }
    Ok(n)
}

#[orchestrator]
async fn endless() -> Result<u64> {
    inc(0).await?;
    loop {
        black_box(compute(1000));
    }
}

#[orchestrator]
async fn little_beside() -> Result<u64> {
    inc(0).await
}

async fn run(trial: &mut Trial) -> Result<()> {
    let (instances, steps) = (trial.settings.instances(), trial.settings.steps());
    let work = calibrated();
    let mut carried = Vec::new();
    for threads in [1, 2] {
        let builder = trial.settings.builder().max_concurrent_steps(threads);
        let runtime = builder
            .open(trial.store(&format!("busy-{threads}")))
            .await?;
        let began = Instant::now();
        let calls = (0..instances).map(|_| computing(steps, work));
        for instance in runtime.start_many(calls).await? {
            expect("steps made", instance.result().await?, steps)?;
        }
        carried.push(per_second(instances * steps, began.elapsed()));
        runtime.shutdown().await?;
    }
    let runtime = trial.open("endless").await?;
    fresh_starts(&runtime).await?;
    let alone = fresh_starts(&runtime).await?;
    let stuck = runtime.start(endless()).await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let beside = fresh_starts(&runtime).await?;
    stuck.terminate("it is measured").await?;
    runtime.shutdown().await?;
    trial.figure("steps_per_second_1_thread", carried[0]);
    trial.figure("steps_per_second_2_threads", carried[1]);
    trial.figure("threads_2_over_1", carried[1] / carried[0]);
    trial.latencies("fresh_start_alone", &alone);
    trial.latencies("fresh_start_beside_endless", &beside);
    let p99 = |latencies: &[Duration]| quantile(latencies, 0.99).as_secs_f64();
    trial.figure("p99_beside_endless_over_alone", p99(&beside) / p99(&alone));
    Ok(())
}

/// The times of instances of one activity each, one after the other, from their start to their result.
async fn fresh_starts(runtime: &Runtime) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    for _ in 0..FRESH_STARTS {
        let began = Instant::now();
        let done = runtime.start(little_beside()).await?.result().await?;
        took.push(began.elapsed());
        expect("activities done", done, 1)?;
    }
    Ok(took)
}
