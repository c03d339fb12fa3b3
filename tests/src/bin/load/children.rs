//! `children`: a tree of sub-orchestrations, two levels below its root.

use std::time::Instant;

use durable_runtime::prelude::*;

use crate::chain::Chains;
use crate::statistics::{micros, number, per_second};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "children",
    about: "a tree of sub-orchestrations; --instances is how many leaves it has, rounded down to a square",
    defaults: Defaults {
        instances: Some(10_000),
        ..Defaults::COMMON
    },
    targets: &[],
    run: |trial| Box::pin(run(trial)),
};

const DEPTH: u32 = 2;

/// Returns the number of its leaves.
#[orchestrator]
async fn tree(depth: u32, width: u64) -> Result<u64> {
    if depth == 0 {
        return Ok(1);
    }
    let leaves = try_join_all((0..width).map(|_| tree(depth - 1, width))).await?;
    Ok(leaves.iter().sum())
}

async fn run(trial: &mut Trial) -> Result<()> {
    let width = trial.settings.instances().isqrt();
    let children = width + width * width;
    let runtime = trial.open("children").await?;
    let began = Instant::now();
    let leaves = runtime.start(tree(DEPTH, width)).await?.result().await?;
    let took = began.elapsed();
    runtime.shutdown().await?;
    expect("leaves", leaves, width * width)?;
    let chains = Chains::COMMON;
    let chain = micros(chains.run(trial).await?) / number(chains.total());
    let us_per_child = micros(took) / number(children);
    trial.figure("children", number(children));
    trial.figure("children_per_second", per_second(children, took));
    trial.figure("us_per_child", us_per_child);
    trial.figure("chain_us_per_activity", chain);
    trial.figure("ratio_to_chain", us_per_child / chain);
    Ok(())
}
