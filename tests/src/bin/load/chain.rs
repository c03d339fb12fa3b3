//! `chain`: many short instances, each of a few activities in sequence; the load that the engine carries when there is
//! always enough to do. Other workloads run [`Chains`] for comparison.

use std::time::{Duration, Instant};

use durable_runtime::prelude::*;

use crate::clients::{equal, share};
use crate::floors::RowShape;
use crate::statistics::per_second;
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "chain",
    about: "instances of a few activities in sequence, many at a time",
    defaults: Defaults {
        instances: Some(Chains::COMMON.instances),
        activities: Some(Chains::COMMON.activities),
        in_flight: Some(Chains::COMMON.in_flight),
        ..Defaults::COMMON
    },
    targets: &[
        ("activities_per_second", Target::AtLeast(90_000.0)),
        ("ratio_to_floor", Target::AtLeast(0.2)),
    ],
    run: |trial| Box::pin(run(trial)),
};

/// An activity that does nothing, so that only the runtime is measured.
#[activity]
pub(crate) async fn inc(n: u64) -> Result<u64> {
    Ok(n + 1)
}

#[orchestrator]
pub(crate) async fn chain(activities: u64) -> Result<u64> {
    let mut n = 0;
    while n < activities {
        n = inc(n).await?;
    }
    Ok(n)
}

/// Instances of `activities` activities each, at most `in_flight` of them under way.
#[derive(Clone, Copy)]
pub(crate) struct Chains {
    pub(crate) instances: u64,
    pub(crate) activities: u64,
    pub(crate) in_flight: u64,
}

impl Chains {
    /// The chains that other workloads are compared with.
    pub(crate) const COMMON: Self = Self {
        instances: 2_000,
        activities: 10,
        in_flight: 200,
    };

    /// Runs them in a store of their own, and returns the time.
    pub(crate) async fn run(self, trial: &Trial) -> Result<Duration> {
        let runtime = trial.open("chain").await?;
        let began = Instant::now();
        let clients = equal(runtime.clone(), self.in_flight)?;
        let ends = share(self.instances, clients, move |runtime, _| async move {
            let instance = runtime.start(chain(self.activities)).await?;
            let end = instance.result().await?;
            Ok((runtime, end))
        });
        let ends = ends.await?;
        let took = began.elapsed();
        runtime.shutdown().await?;
        expect("activities run", ends.iter().sum(), self.total())?;
        Ok(took)
    }

    /// The number of activities.
    pub(crate) fn total(self) -> u64 {
        self.instances * self.activities
    }
}

async fn run(trial: &mut Trial) -> Result<()> {
    let chains = Chains {
        instances: trial.settings.instances(),
        activities: trial.settings.activities(),
        in_flight: trial.settings.in_flight(),
    };
    let took = chains.run(trial).await?;
    let floor = RowShape::of_a_step(trial.settings.history).write(
        trial.folder(),
        chains.instances,
        chains.activities,
        chains.in_flight,
    )?;
    trial.figure("activities_per_second", per_second(chains.total(), took));
    trial.figure("starts_per_second", per_second(chains.instances, took));
    trial.figure(
        "floor_activities_per_second",
        per_second(chains.total(), floor),
    );
    trial.figure("ratio_to_floor", floor.as_secs_f64() / took.as_secs_f64());
    Ok(())
}
