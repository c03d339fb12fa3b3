//! `fan-out`: one instance that waits for many activities at once, compared with the same activities one after the
//! other in many instances.

use std::time::Instant;

use durable_runtime::prelude::*;
use durable_tests::watched::{self, Watched};

use crate::chain::{Chains, inc};
use crate::statistics::{micros, number};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "fan-out",
    about: "one instance that waits for many activities at once",
    defaults: Defaults {
        activities: Some(10_000),
        ..Defaults::COMMON
    },
    targets: &[("ratio_to_chain", Target::AtMost(3.0))],
    run: |trial| Box::pin(run(trial)),
};

#[orchestrator]
async fn fan_out(activities: u64) -> Result<u64> {
    let all = Watched(try_join_all((0..activities).map(inc)));
    Ok(all.await?.iter().sum())
}

async fn run(trial: &mut Trial) -> Result<()> {
    let activities = trial.settings.activities();
    let runtime = trial.open("fan-out").await?;
    let began = Instant::now();
    let sum = runtime.start(fan_out(activities)).await?.result().await?;
    let took = micros(began.elapsed()) / number(activities);
    runtime.shutdown().await?;
    expect("the sum", sum, activities * (activities + 1) / 2)?;
    let chains = Chains::COMMON;
    let chain = micros(chains.run(trial).await?) / number(chains.total());
    trial.figure("us_per_activity", took);
    trial.figure("chain_us_per_activity", chain);
    trial.figure("ratio_to_chain", took / chain);
    trial.figure("operation_stored_times", number(watched::writes() as u64));
    trial.figure("operation_polled_times", number(watched::polls() as u64));
    Ok(())
}
