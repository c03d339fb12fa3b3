//! Shows that a step costs the same after many steps as after few: runs `loop { n = inc(n).await?; }` and
//! prints the time of each 1,000 steps, and what the checkpoint and the file take at both ends. The store
//! is made in the folder that is named, or in the system's for temporary files.
//!
//! `cargo run --release -p durable-tests --bin steps -- [STEPS] [FOLDER]`

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use redb::{ReadableDatabase, TableDefinition};
use tokio::sync::Notify;

const STEPS: u64 = 20_000;
const STEPS_PER_LINE: u64 = 1_000;
const ID: &str = "the-counter";

/// When each line of steps began, and the step at which to stop.
#[derive(Clone)]
struct Pace {
    began: Arc<Mutex<Vec<Instant>>>,
    stop_at: u64,
    stopped: Arc<Notify>,
}

#[activity]
async fn inc(pace: State<Pace>, n: u64) -> Result<u64> {
    if n.is_multiple_of(STEPS_PER_LINE) {
        pace.began
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Instant::now());
    }
    if n == pace.stop_at {
        pace.stopped.notify_one();
        std::future::pending::<()>().await;
    }
    Ok(n + 1)
}

#[allow(unreachable_code, reason = "it goes on until the program stops")]
#[orchestrator]
async fn count() -> Result<u64> {
    let mut n = 0;
    loop {
        n = inc(n).await?;
    }
}

/// Goes on up to a step, and says how long each line of steps took.
async fn run_to(path: &Path, history: bool, step: u64) -> Result<Vec<Duration>> {
    let pace = Pace {
        began: Arc::default(),
        stop_at: step,
        stopped: Arc::default(),
    };
    let runtime = Runtime::builder()
        .state(pace.clone())
        .history(history)
        .open(path)
        .await?;
    runtime.start(count().id(ID)).await?;
    pace.stopped.notified().await;
    runtime.shutdown().await?;
    let began = pace.began.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(began.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// What the instance takes in the store, in bytes: its record, with the checkpoint; and the file.
fn bytes_stored(path: &Path) -> Result<(usize, u64)> {
    const INSTANCES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("instances");
    let database = redb::Database::open(path)?;
    let transaction = database.begin_read()?;
    let row = transaction.open_table(INSTANCES)?.get(ID)?;
    let record = row.map_or(0, |row| row.value().len());
    Ok((record, std::fs::metadata(path)?.len()))
}

async fn measure(path: &Path, history: bool, steps: u64) -> Result<()> {
    println!("\nhistory {}", if history { "on" } else { "off" });
    let mut lines = run_to(path, history, STEPS_PER_LINE).await?;
    let (record_first, file_first) = bytes_stored(path)?;
    lines.extend(run_to(path, history, steps).await?);
    let (record_last, file_last) = bytes_stored(path)?;
    for (line, took) in lines.iter().enumerate() {
        let first = line as u64 * STEPS_PER_LINE;
        println!(
            "  steps {first:>6} to {:>6}: {:>8.1?}",
            first + STEPS_PER_LINE,
            took
        );
    }
    if let [first, .., last] = lines.as_slice() {
        println!(
            "  last 1,000 / first 1,000: {:.2}",
            last.as_secs_f64() / first.as_secs_f64()
        );
    }
    println!(
        "  record with checkpoint: {record_first} bytes at step {STEPS_PER_LINE}, {record_last} at step {steps}"
    );
    println!("  file: {file_first} bytes at step {STEPS_PER_LINE}, {file_last} at step {steps}");
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let steps = arguments.next().map_or(Ok(STEPS), |steps| steps.parse())?;
    let folder = match arguments.next() {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    println!(
        "{steps} steps, each durable before the next, in {}",
        folder.path().display()
    );
    if cfg!(debug_assertions) {
        println!("this is a debug build; --release shows what users get");
    }
    for history in [false, true] {
        let path = folder.path().join(format!("history-{history}.redb"));
        measure(&path, history, steps).await?;
    }
    Ok(())
}
