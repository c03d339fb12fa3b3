//! `events`: events from outside, raised by many senders for many instances.

use std::sync::Arc;
use std::time::Instant;

use durable_runtime::prelude::*;

use crate::clients::{equal, share};
use crate::floors::RowShape;
use crate::statistics::per_second;
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "events",
    about: "events raised by many senders; --steps is how many each instance waits for",
    defaults: Defaults {
        instances: Some(200),
        steps: Some(100),
        in_flight: Some(200),
        ..Defaults::COMMON
    },
    targets: &[],
    run: |trial| Box::pin(run(trial)),
};

const EVENT: &str = "number";

#[orchestrator]
async fn adder(events: u64) -> Result<u64> {
    let mut sum = 0;
    for _ in 0..events {
        sum += event::<u64>(EVENT).await?;
    }
    Ok(sum)
}

async fn run(trial: &mut Trial) -> Result<()> {
    let (instances, each) = (trial.settings.instances(), trial.settings.steps());
    let senders = trial.settings.in_flight();
    let events = instances * each;
    let runtime = trial.open("events").await?;
    let calls = (0..instances).map(|_| adder(each));
    let adders = Arc::new(runtime.start_many(calls).await?);
    let began = Instant::now();
    let clients = equal(Arc::clone(&adders), senders)?;
    let raised = share(events, clients, move |adders, number| async move {
        let began = Instant::now();
        let receiver = usize::try_from(number % instances)?;
        adders[receiver].raise_event(EVENT, &number).await?;
        Ok((adders, began.elapsed()))
    });
    let raised = raised.await?;
    let mut sum = 0;
    for adder in adders.iter() {
        sum += adder.result().await?;
    }
    let took = began.elapsed();
    runtime.shutdown().await?;
    expect("the sum of all events", sum, events * (events - 1) / 2)?;
    // An event is to be written, the instance that takes it, its removal, and two entries of history: as much
    // as a step.
    let floor = RowShape::of_a_step(trial.settings.history).write(
        trial.folder(),
        instances,
        each,
        senders,
    )?;
    trial.figure("events_per_second", per_second(events, took));
    trial.figure("floor_events_per_second", per_second(events, floor));
    trial.figure("ratio_to_floor", floor.as_secs_f64() / took.as_secs_f64());
    trial.latencies("raise", &raised);
    Ok(())
}
