//! Shows that an instance that sleeps costs no memory and no time to open: prints the resident memory and
//! the time to open the store at 0, 1,000 and 100,000 sleeping instances, in the process that started them
//! and in a fresh one.
//!
//! `cargo run --release -p durable-tests --bin memory -- [COUNT…]`

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use durable_tests::process::resident_kib;

const COUNTS: [u64; 3] = [0, 1_000, 100_000];
/// Kept small, so that it is not the cache that is measured.
const CACHE_BYTES: usize = 4 * 1024 * 1024;
const STARTS_AT_ONCE: u64 = 512;
const OPENINGS: usize = 5;

#[activity]
async fn greet(name: String) -> Result<String> {
    Ok(format!("Hello {name}!"))
}

/// As a monitor between two polls.
#[orchestrator]
async fn sleeper(number: u64, name: String) -> Result<String> {
    let deadline = now() + Duration::from_secs(30 * 24 * 3600);
    let mut polls = number;
    while now() < deadline {
        sleep(Duration::from_secs(24 * 3600)).await;
        polls += 1;
    }
    greet(format!("{name} after {polls} polls")).await
}

async fn open(path: &Path) -> Result<Runtime> {
    Ok(Runtime::builder()
        .cache_bytes(CACHE_BYTES)
        .open(path)
        .await?)
}

/// Starts instances up to a number of them.
async fn start(runtime: &Runtime, numbers: std::ops::Range<u64>) -> Result<()> {
    let mut first = numbers.start;
    while first < numbers.end {
        let last = numbers.end.min(first + STARTS_AT_ONCE);
        let starts: Vec<_> = (first..last)
            .map(|number| {
                let runtime = runtime.clone();
                tokio::spawn(async move {
                    let call = sleeper(number, format!("instance {number}"));
                    runtime
                        .start(call.id(format!("sleeper-{number}")))
                        .await
                        .map(drop)
                })
            })
            .collect();
        for start in starts {
            start.await??;
        }
        first = last;
    }
    Ok(())
}

/// The middle of several times to open the store, and the memory that is resident while it is open.
async fn opened(path: &Path) -> Result<(Duration, u64)> {
    let mut times = Vec::new();
    let mut memory_kib = 0;
    for _ in 0..OPENINGS {
        let began = Instant::now();
        let runtime = open(path).await?;
        times.push(began.elapsed());
        memory_kib = memory_kib.max(resident_kib().unwrap_or_default());
        runtime.shutdown().await?;
    }
    times.sort_unstable();
    Ok((times[OPENINGS / 2], memory_kib))
}

/// The same in a process of its own.
fn opened_in_a_fresh_process(path: &Path) -> Result<(Duration, u64)> {
    let output = Command::new(std::env::current_exe()?)
        .arg("--open")
        .arg(path)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let (micros, memory_kib) = said.trim().split_once(' ').ok_or_else(|| {
        Failure::new(format!(
            "the process said `{said}` and {}",
            String::from_utf8_lossy(&output.stderr)
        ))
    })?;
    Ok((Duration::from_micros(micros.parse()?), memory_kib.parse()?))
}

struct Line {
    count: u64,
    started_in: Duration,
    memory_kib: u64,
    fresh_kib: u64,
    opened_in: Duration,
    file_bytes: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [option, path] = arguments.as_slice()
        && option == "--open"
    {
        let (opened_in, memory_kib) = opened(Path::new(path)).await?;
        println!("{} {memory_kib}", opened_in.as_micros());
        return Ok(());
    }
    let mut counts = arguments
        .iter()
        .map(|count| count.parse())
        .collect::<Result<Vec<u64>, _>>()?;
    if counts.is_empty() {
        counts = COUNTS.into();
    }
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("sleepers.redb");
    println!(
        "cache {} MiB, history on, {STARTS_AT_ONCE} starts at once, median of {OPENINGS} openings, in {}",
        CACHE_BYTES / 1024 / 1024,
        folder.path().display()
    );
    if cfg!(debug_assertions) {
        println!("this is a debug build; --release shows what users get");
    }
    let mut lines: Vec<Line> = Vec::new();
    let runtime = open(&path).await?;
    let mut runtime = Some(runtime);
    let mut started = 0;
    for count in counts {
        let running = match runtime.take() {
            Some(runtime) => runtime,
            None => open(&path).await?,
        };
        let began = Instant::now();
        start(&running, started..count).await?;
        let started_in = began.elapsed();
        started = count;
        let memory_kib = resident_kib().unwrap_or_default();
        running.shutdown().await?;
        drop(running);
        let (opened_in, fresh_kib) = opened_in_a_fresh_process(&path)?;
        let file_bytes = std::fs::metadata(&path)?.len();
        lines.push(Line {
            count,
            started_in,
            memory_kib,
            fresh_kib,
            opened_in,
            file_bytes,
        });
    }
    print(&lines);
    Ok(())
}

fn print(lines: &[Line]) {
    println!(
        "{:>9} {:>12} {:>20} {:>20} {:>12} {:>12}",
        "sleeping", "started in", "resident, starter", "resident, fresh", "opened in", "file"
    );
    for line in lines {
        println!(
            "{:>9} {:>12.1?} {:>16} KiB {:>16} KiB {:>12.2?} {:>8} KiB",
            line.count,
            line.started_in,
            line.memory_kib,
            line.fresh_kib,
            line.opened_in,
            line.file_bytes / 1024
        );
    }
    if let [first, .., last] = lines {
        #[allow(clippy::cast_precision_loss, reason = "a ratio for people to read")]
        let ratio = |a: u64, b: u64| a as f64 / b.max(1) as f64;
        println!(
            "at {} / at {}: resident in a fresh process {:.2}, opened in {:.2}; resident per sleeping instance in the starter: {:.0} bytes",
            last.count,
            first.count,
            ratio(last.fresh_kib, first.fresh_kib),
            last.opened_in.as_secs_f64() / first.opened_in.as_secs_f64(),
            ratio(
                last.memory_kib.saturating_sub(first.memory_kib) * 1024,
                last.count
            ),
        );
    }
}
