//! `loop`: one instance that makes very many steps, of which the last are to take what the first took, in time
//! and on the disk.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

use durable_runtime::prelude::*;

use crate::statistics::{median, millis, number, per_second};
use crate::trial::{Trial, expect, file_bytes};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "loop",
    about: "one instance of very many steps: whether the last ones cost what the first ones cost",
    defaults: Defaults {
        steps: Some(1_000_000),
        history: false,
        ..Defaults::COMMON
    },
    targets: &[("last_over_first", Target::AtMost(1.1))],
    run: |trial| Box::pin(run(trial)),
};

/// Steps are timed by so many. The first so many are not held against any.
const STEPS_PER_LINE: u64 = 1_000;
/// How many lines are compared at either end, where there are enough.
const LINES_COMPARED: usize = 5;

/// What the activity watches.
struct Watch {
    store: PathBuf,
    tenth: u64,
}

static WATCH: OnceLock<Watch> = OnceLock::new();
static LINES_BEGAN: Mutex<Vec<Instant>> = Mutex::new(Vec::new());
static BYTES_AT_A_TENTH: OnceLock<u64> = OnceLock::new();

#[activity]
async fn pace(n: u64) -> Result<u64> {
    if n.is_multiple_of(STEPS_PER_LINE) {
        LINES_BEGAN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Instant::now());
    }
    if let Some(watch) = WATCH.get().filter(|watch| watch.tenth == n) {
        let bytes = file_bytes(&watch.store)?;
        BYTES_AT_A_TENTH.get_or_init(|| bytes);
    }
    Ok(n + 1)
}

#[orchestrator]
async fn long(steps: u64) -> Result<u64> {
    let mut n = 0;
    while n < steps {
        n = pace(n).await?;
    }
    Ok(n)
}

async fn run(trial: &mut Trial) -> Result<()> {
    let steps = trial.settings.steps();
    if steps < 3 * STEPS_PER_LINE {
        return Err(Failure::new(format!(
            "--steps must be {} or more: {STEPS_PER_LINE} to warm up, and as many to compare at either end",
            3 * STEPS_PER_LINE
        )));
    }
    let store = trial.store("loop");
    WATCH.get_or_init(|| Watch {
        store: store.clone(),
        tenth: steps / 10,
    });
    let runtime = trial.open("loop").await?;
    let began = Instant::now();
    // The call after the last line says when that ended.
    let made = runtime.start(long(steps + 1)).await?.result().await?;
    let took = began.elapsed();
    let bytes_at_end = file_bytes(&store)?;
    runtime.shutdown().await?;
    expect("steps made", made, steps + 1)?;
    let lines: Vec<f64> = LINES_BEGAN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .windows(2)
        .skip(1)
        .map(|pair| millis(pair[1] - pair[0]))
        .collect();
    let compared = LINES_COMPARED.min(lines.len() / 2);
    let first = median(&lines[..compared]);
    let last = median(&lines[lines.len() - compared..]);
    let bytes_at_a_tenth = *BYTES_AT_A_TENTH
        .get()
        .ok_or_else(|| Failure::new("no step was the tenth of all"))?;
    trial.figure("steps_per_second", per_second(steps, took));
    trial.figure("first_thousand_ms", first);
    trial.figure("last_thousand_ms", last);
    trial.figure("last_over_first", last / first);
    trial.figure("bytes_at_a_tenth", number(bytes_at_a_tenth));
    trial.figure("bytes_at_end", number(bytes_at_end));
    Ok(())
}
