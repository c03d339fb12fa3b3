//! Shows that a join costs the same for each of its branches however many there are: joins of activities, and of
//! `async` blocks that await two activities each. For each it prints the time per branch, the number of polls of the
//! join (one for each step of its instance) and the number of times that it was stored. The store is made in the given
//! folder, or in the system's for temporary files.
//!
//! `cargo run --release -p durable-tests --bin fan_out -- [FOLDER]`

use std::path::Path;
use std::time::{Duration, Instant};

use durable_runtime::OrchestrationCall;
use durable_runtime::prelude::*;
use durable_tests::watched::{self, Watched};

/// The number of measurements of each join.
const RUNS: usize = 3;

const ACTIVITIES: [u64; 3] = [100, 1_000, 10_000];
const BLOCKS: [u64; 2] = [100, 1_000];

#[activity]
async fn inc(n: u64) -> Result<u64> {
    Ok(n + 1)
}

#[orchestrator]
async fn of_activities(branches: u64) -> Result<u64> {
    let all = Watched(try_join_all((0..branches).map(inc)));
    Ok(all.await?.iter().sum())
}

#[orchestrator]
async fn of_blocks(branches: u64) -> Result<u64> {
    let blocks = (0..branches).map(|n| async move {
        let once = inc(n).await?;
        inc(once).await
    });
    let all = Watched(try_join_all(blocks));
    Ok(all.await?.iter().sum())
}

struct Run {
    took: Duration,
    polls: usize,
    writes: usize,
    file_bytes: u64,
}

async fn run(path: &Path, call: OrchestrationCall<u64>, expected: u64) -> Result<Run> {
    let runtime = Runtime::builder().open(path).await?;
    watched::forget();
    let began = Instant::now();
    let sum = runtime.start(call).await?.result().await?;
    let took = began.elapsed();
    if sum != expected {
        return Err(Failure::new(format!("{sum}, where {expected} was to be")));
    }
    runtime.shutdown().await?;
    Ok(Run {
        took,
        polls: watched::polls(),
        writes: watched::writes(),
        file_bytes: std::fs::metadata(path)?.len(),
    })
}

/// The median of some runs, by their time, each in a store of its own.
async fn median(
    folder: &Path,
    call: fn(u64) -> OrchestrationCall<u64>,
    calls_each: u64,
    branches: u64,
) -> Result<Run> {
    let expected = branches * (branches - 1) / 2 + calls_each * branches;
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let store = tempfile::tempdir_in(folder)?;
        let path = store.path().join("fan-out.redb");
        runs.push(run(&path, call(branches), expected).await?);
    }
    runs.sort_by_key(|run| run.took);
    Ok(runs.swap_remove(RUNS / 2))
}

async fn measure(
    folder: &Path,
    what: &str,
    (call, calls_each): (fn(u64) -> OrchestrationCall<u64>, u64),
    counts: &[u64],
) -> Result<()> {
    println!("\n{what}");
    println!(
        "{:>9} {:>11} {:>12} {:>8} {:>8} {:>12}",
        "branches", "took", "per branch", "polled", "stored", "file"
    );
    let mut first = None;
    for branches in counts {
        let run = median(folder, call, calls_each, *branches).await?;
        let per_branch = run.took / u32::try_from(*branches)?;
        println!(
            "{branches:>9} {:>11.1?} {per_branch:>12.1?} {:>8} {:>8} {:>8} KiB",
            run.took,
            run.polls,
            run.writes,
            run.file_bytes / 1024
        );
        let (first_branches, first) = *first.get_or_insert((branches, per_branch));
        if first_branches != branches {
            println!(
                "          time per branch at {branches} / at {first_branches}: {:.2}",
                per_branch.as_secs_f64() / first.as_secs_f64()
            );
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = match std::env::args().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    println!(
        "history on, medians of {RUNS} runs, each in a new store, in {}",
        folder.path().display()
    );
    if cfg!(debug_assertions) {
        println!("this is a debug build; --release shows what users get");
    }
    let activities = (of_activities as fn(u64) -> _, 1);
    measure(
        folder.path(),
        "joins of activities",
        activities,
        &ACTIVITIES,
    )
    .await?;
    let blocks = (of_blocks as fn(u64) -> _, 2);
    measure(
        folder.path(),
        "joins of blocks of two awaits",
        blocks,
        &BLOCKS,
    )
    .await
}
