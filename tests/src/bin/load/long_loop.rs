//! `loop`: one instance that makes very many steps. The last of them must take what the first took, in time and on the
//! disk.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;

use crate::floors::Disk;
use crate::statistics::{median, micros, millis, number, per_second};
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

/// The number of steps that are timed together. The first such group is not compared.
const STEPS_PER_LINE: u64 = 1_000;
/// The number of lines that are compared at either end, where there are enough.
const LINES_COMPARED: usize = 5;

/// The number of disk samples between two lines.
const DISK_SAMPLES: u32 = 10;

/// The state of the activity.
struct Watch {
    store: PathBuf,
    tenth: u64,
    disk: Mutex<Disk>,
}

/// The border between two lines of steps. In between, the disk is tried: there may be minutes between the first line
/// and the last.
struct Between {
    ended: Instant,
    commit: Duration,
    began: Instant,
}

static WATCH: OnceLock<Watch> = OnceLock::new();
static BETWEEN: Mutex<Vec<Between>> = Mutex::new(Vec::new());
static BYTES_AT_A_TENTH: OnceLock<u64> = OnceLock::new();

#[activity]
async fn pace(n: u64) -> Result<u64> {
    if let Some(watch) = WATCH.get() {
        if n.is_multiple_of(STEPS_PER_LINE) {
            watch.line()?;
        }
        if n == watch.tenth {
            let bytes = file_bytes(&watch.store)?;
            BYTES_AT_A_TENTH.get_or_init(|| bytes);
        }
    }
    Ok(n + 1)
}

impl Watch {
    fn line(&self) -> Result<()> {
        let ended = Instant::now();
        let mut disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let commit = disk.sample(DISK_SAMPLES)?.commit;
        between().push(Between {
            ended,
            commit,
            began: Instant::now(),
        });
        Ok(())
    }
}

fn between() -> MutexGuard<'static, Vec<Between>> {
    BETWEEN.lock().unwrap_or_else(PoisonError::into_inner)
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
        disk: Mutex::new(Disk::new(trial.folder())),
    });
    let runtime = trial.open("loop").await?;
    let began = Instant::now();
    // The call after the last line says when that ended.
    let made = runtime.start(long(steps + 1)).await?.result().await?;
    let took = began.elapsed();
    let bytes_at_end = file_bytes(&store)?;
    runtime.shutdown().await?;
    expect("steps made", made, steps + 1)?;
    let (lines, floors): (Vec<f64>, Vec<f64>) = between()
        .windows(2)
        .skip(1)
        .map(|pair| {
            (
                millis(pair[1].ended - pair[0].began),
                micros(pair[1].commit),
            )
        })
        .unzip();
    let compared = LINES_COMPARED.min(lines.len() / 2);
    let ends = |values: &[f64]| {
        let (first, last) = (&values[..compared], &values[values.len() - compared..]);
        (median(first), median(last))
    };
    let (first, last) = ends(&lines);
    let (floor_first, floor_last) = ends(&floors);
    let bytes_at_a_tenth = *BYTES_AT_A_TENTH
        .get()
        .ok_or_else(|| Failure::new("no step was the tenth of all"))?;
    trial.figure("steps_per_second", per_second(steps, took));
    trial.figure("first_thousand_ms", first);
    trial.figure("last_thousand_ms", last);
    trial.figure("last_over_first", last / first);
    trial.figure("floor_last_over_first", floor_last / floor_first);
    trial.figure("bytes_at_a_tenth", number(bytes_at_a_tenth));
    trial.figure("bytes_at_end", number(bytes_at_end));
    Ok(())
}
