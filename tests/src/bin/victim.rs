//! The process that kills itself in `tests/attempts/lost.rs`, in an activity or in a step of an orchestrator. It
//! resumes an instance, or starts it, and prints the outcome.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;

#[derive(Parser)]
struct Arguments {
    /// The file of the store.
    store: PathBuf,
    /// A file to which each attempt and each step adds a line.
    log: PathBuf,
    /// The orchestrator, and its input in JSON.
    function: String,
    input: durable_runtime::Json,
    #[arg(long)]
    lost_attempts_max: Option<u32>,
    /// The first wait of an instance in whose step the process died twice.
    #[arg(long)]
    suspect_wait_ms: Option<u64>,
    /// Waits for the end of the instance, also when it is blocked.
    #[arg(long)]
    patient: bool,
    /// Another instance, which is there first: `goes_on` or `dies_soon`.
    #[arg(long)]
    beside: Option<String>,
    /// Does not die where it is ordered to.
    #[arg(long)]
    mended: bool,
    /// Ends without a shutdown once the instance is blocked or has ended.
    #[arg(long)]
    exits: bool,
}

/// The settings of this process for its activities and orchestrators. Steps have no `State`.
struct World {
    log: PathBuf,
    mended: bool,
}

static WORLD: std::sync::OnceLock<World> = std::sync::OnceLock::new();

fn log(line: &str) {
    let world = WORLD.get().expect("it is set first");
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&world.log);
    // One write for one line.
    let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    written.expect("the log can be written");
}

/// Ends the process in one of the ways of user code.
fn die(how: &str) {
    if WORLD.get().expect("it is set first").mended {
        return;
    }
    match how {
        "abort" => std::process::abort(),
        "exit" => std::process::exit(7),
        "overflow" => overflow(0),
        _ => {}
    }
}

#[allow(unconditional_recursion, reason = "the stack is to overflow")]
fn overflow(depth: u64) {
    let frame = std::hint::black_box([depth; 512]);
    overflow(frame[0] + 1);
    std::hint::black_box(frame);
}

#[activity]
async fn deadly(how: String) -> Result<u64> {
    log("deadly");
    die(&how);
    Ok(1)
}

/// Fails once, and is not tried more often than twice.
#[activity(retry(attempts = 2, first = "1ms"))]
async fn deadly_and_flaky(how: String) -> Result<u64> {
    log("deadly and flaky");
    let lines = std::fs::read_to_string(&WORLD.get().expect("it is set first").log)?;
    match lines.lines().count() {
        ..3 => die(&how),
        3 => return Err(Failure::new("not now")),
        _ => {}
    }
    Ok(2)
}

#[activity]
async fn innocent(n: u64) -> Result<u64> {
    log("innocent");
    tokio::time::sleep(Duration::from_millis(30)).await;
    Ok(n)
}

#[activity]
async fn quick(n: u64) -> Result<u64> {
    log("quick");
    Ok(n)
}

#[orchestrator]
async fn dies_in_an_activity(how: String) -> Result<String> {
    Ok(match deadly(how).await {
        Ok(_) => "survived".to_owned(),
        Err(failure) => format!("{}: {failure}", failure.type_name()),
    })
}

#[orchestrator]
async fn fails_and_dies(how: String) -> Result<u64> {
    deadly_and_flaky(how).await
}

/// One among many.
#[orchestrator]
async fn dies_among_innocents(how: String, count: u64) -> Result<Vec<String>> {
    let innocents = join_all((0..count).map(innocent).collect::<Vec<_>>());
    let (innocents, deadly) = join!(innocents, deadly(how));
    let lost =
        |result: Result<u64>| result.map_or_else(|failure| failure.to_string(), |n| n.to_string());
    Ok(innocents.into_iter().chain([deadly]).map(lost).collect())
}

/// Dies in the step that an activity leads to, a timer, a sub-orchestration, an event, or the start.
#[orchestrator]
async fn dies_in_a_step(how: String, after: String) -> Result<String> {
    match after.as_str() {
        "activity" => {
            quick(1).await?;
        }
        "timer" => sleep(Duration::from_millis(1)).await,
        "child" => {
            child().await?;
        }
        "a child's start" => return dies_at_once(how).await,
        _ => {}
    }
    log("step");
    die(&how);
    Ok("survived".to_owned())
}

#[orchestrator]
async fn dies_at_once(how: String) -> Result<String> {
    log("step");
    die(&how);
    Ok(quick(2).await?.to_string())
}

#[orchestrator]
async fn child() -> Result<u64> {
    quick(1).await
}

/// Takes its time in a step.
#[orchestrator]
async fn takes_long(millis: u64) -> Result<String> {
    quick(1).await?;
    log("step");
    std::thread::sleep(Duration::from_millis(millis));
    Ok(format!("survived {}", quick(2).await?))
}

/// Each step of it is a line in the log.
#[orchestrator]
async fn goes_on() -> Result<()> {
    let mut n = 0;
    while n < u64::MAX {
        log("goes on");
        sleep(Duration::from_millis(100)).await;
        n += 1;
    }
    Ok(())
}

/// Kills the process while others make their steps.
#[activity]
async fn deadly_soon() -> Result<()> {
    tokio::time::sleep(Duration::from_millis(100)).await;
    die("abort");
    Ok(())
}

#[orchestrator]
async fn dies_soon() -> Result<()> {
    deadly_soon().await
}

#[orchestrator]
async fn harmless() -> Result<u64> {
    quick(7).await
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // One that takes long in a step leaves a thread for the other one.
    let mut threads = match arguments.beside {
        Some(_) => tokio::runtime::Builder::new_multi_thread(),
        None => tokio::runtime::Builder::new_current_thread(),
    };
    threads
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(live(arguments))
}

async fn live(arguments: Arguments) -> Result<()> {
    let world = World {
        log: arguments.log,
        mended: arguments.mended,
    };
    let _ = WORLD.set(world);
    let mut builder = Runtime::builder();
    if let Some(times) = arguments.lost_attempts_max {
        builder = builder.lost_attempts_max(times);
    }
    // The wait is no longer than most tests take.
    let wait = arguments.suspect_wait_ms.unwrap_or(600_000);
    builder = builder.suspect_wait(Duration::from_millis(wait));
    let runtime = builder.open(arguments.store).await?;
    match arguments.beside.as_deref() {
        Some("goes_on") => drop(runtime.start(goes_on().id("other")).await?),
        Some("dies_soon") => drop(runtime.start(dies_soon().id("other")).await?),
        _ => {}
    }
    let instance = runtime
        .start_named(&arguments.function, arguments.input)
        .id("victim")
        .await?;
    // What is blocked when the store is opened is tried again soon.
    let mut blocked_since = None;
    let said = loop {
        let status = instance.status().await?;
        match status.blocked.filter(|_| !arguments.patient) {
            Some(reason) => {
                let since = blocked_since.get_or_insert_with(Instant::now);
                if since.elapsed() > Duration::from_millis(500) {
                    break format!("blocked: {reason}");
                }
            }
            None => blocked_since = None,
        }
        if let Some(output) = status.output {
            break format!("output: {output}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    };
    // The host lives, and others are served.
    let other = runtime.start(harmless()).await?;
    println!("{said}; {}", other.result().await?);
    if arguments.exits {
        std::process::exit(0);
    }
    runtime.shutdown().await.map_err(Failure::from)
}
