//! `timers`: many timers that are due within the same second, and how late each of them is.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;

use crate::statistics::{number, quantile};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "timers",
    about: "timers that are due within the same second: how late they are",
    defaults: Defaults {
        instances: Some(100_000),
        ..Defaults::COMMON
    },
    targets: &[
        ("lateness_ms_p99", Target::AtMost(1_000.0)),
        ("early", Target::Never),
    ],
    run: |trial| Box::pin(run(trial)),
};

/// The number of starts in a second that the first attempt trusts the engine to make.
const STARTS_PER_SECOND: f64 = 50_000.0;

/// The time at which each instance was due, and the time at which it woke up.
static WAKINGS: Mutex<Vec<Waking>> = Mutex::new(Vec::new());

struct Waking {
    due: SystemTime,
    was: SystemTime,
}

#[orchestrator]
async fn waker(due: SystemTime) -> Result<()> {
    sleep_until(due).await;
    wakings().push(Waking {
        due,
        was: SystemTime::now(),
    });
    Ok(())
}

fn wakings() -> std::sync::MutexGuard<'static, Vec<Waking>> {
    WAKINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn run(trial: &mut Trial) -> Result<()> {
    let instances = trial.settings.instances();
    let mut lead =
        Duration::from_secs(1) + Duration::from_secs_f64(number(instances) / STARTS_PER_SECOND);
    let mut attempt = 0;
    while !all_were_stored_in_time(trial, attempt, lead).await? {
        attempt += 1;
        lead *= 2;
    }
    let wakings = wakings();
    expect("wakings", number(wakings.len()), number(instances))?;
    // A step with a lost commit may be made again, but nothing is lost here, so each is noted once.
    let lateness_ms: Vec<f64> = wakings
        .iter()
        .map(|waking| match waking.was.duration_since(waking.due) {
            Ok(late) => late.as_secs_f64() * 1e3,
            Err(early) => early.duration().as_secs_f64() * -1e3,
        })
        .collect();
    let early = lateness_ms.iter().filter(|late| **late < 0.0).count();
    trial.figure("lateness_ms_p50", quantile(&lateness_ms, 0.5));
    trial.figure("lateness_ms_p99", quantile(&lateness_ms, 0.99));
    trial.figure("lateness_ms_max", quantile(&lateness_ms, 1.0));
    trial.figure("early", number(early));
    trial.figure("lead_s", lead.as_secs_f64());
    Ok(())
}

/// Starts the instances, in a store of their own, and waits until all have woken up. Returns whether all were asleep
/// before the first one was due: otherwise the starts would be measured.
async fn all_were_stored_in_time(trial: &Trial, attempt: u32, lead: Duration) -> Result<bool> {
    let instances = trial.settings.instances();
    let runtime = trial.open(&format!("timers-{attempt}")).await?;
    wakings().clear();
    let first_due = SystemTime::now() + lead;
    let calls = (0..instances).map(|index| {
        let share = number(index) / number(instances);
        waker(first_due + Duration::from_secs_f64(share))
    });
    let handles = runtime.start_many(calls).await?;
    if let Some(last) = handles.last() {
        while last.inspect().await?.is_none() && SystemTime::now() < first_due {
            tokio::task::yield_now().await;
        }
    }
    let in_time = SystemTime::now() < first_due;
    if in_time {
        // Asking for results before they are there would be a load of its own.
        tokio::time::sleep(lead + Duration::from_secs(1)).await;
        for handle in handles {
            handle.result().await?;
        }
    }
    runtime.shutdown().await?;
    Ok(in_time)
}
