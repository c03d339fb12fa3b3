//! A store of each format that there was, with an instance in every situation: how one is written, by the program that
//! has that format, and which functions its instances are of.
//!
//! `cargo run -p durable-tests --bin fixture -- FOLDER` writes one. Those of earlier formats are in `tests/formats`; the
//! test of formats opens them.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use durable_runtime::prelude::*;

/// Whether the activity [`courier`] does its work. It doesn't where the store is written.
pub(crate) static COURIER_WORKS: AtomicBool = AtomicBool::new(false);

#[activity(retry(attempts = 5, first = "20s"))]
async fn courier(parcel: String) -> Result<String> {
    if COURIER_WORKS.load(Ordering::Relaxed) {
        Ok(format!("{parcel} is under way"))
    } else {
        Err(Failure::new("no courier is free"))
    }
}

#[activity]
async fn add(a: u64, b: u64) -> Result<u64> {
    Ok(a + b)
}

/// It has ended where the store is opened.
#[orchestrator]
pub(crate) async fn done(n: u64) -> Result<u64> {
    add(n, 1).await
}

#[orchestrator]
pub(crate) async fn failed(reason: String) -> Result<()> {
    add(1, 2).await?;
    Err(Failure::new(reason))
}

/// It waits for a timer.
#[orchestrator]
pub(crate) async fn sleeper(text: String) -> Result<String> {
    set_custom_status("asleep");
    sleep(Duration::from_secs(20)).await;
    Ok(text)
}

/// It waits for an event, and there are events that it has not taken.
#[orchestrator]
pub(crate) async fn listener(first: u64) -> Result<u64> {
    let second = event::<u64>("go").await?;
    let third = event::<u64>("kept").await?;
    add(first, second + third).await
}

/// Its activity waits for its next attempt.
#[orchestrator]
pub(crate) async fn sender(parcel: String) -> Result<String> {
    courier(parcel).await
}

/// It waits for two events, and one of them has come.
#[orchestrator]
pub(crate) async fn both(n: u64) -> Result<u64> {
    let (left, right) = join(event::<u64>("left"), event::<u64>("right")).await;
    Ok(n + left? + right?)
}

#[orchestrator]
pub(crate) async fn child(n: u64) -> Result<u64> {
    Ok(n + event::<u64>("child").await?)
}

/// It waits for a sub-orchestration, whose id is `child`.
#[orchestrator]
pub(crate) async fn parent(n: u64) -> Result<u64> {
    let given = child(n).id("child").await?;
    Ok(given * 2)
}

/// It has a local that is stored beside its checkpoint.
#[orchestrator]
pub(crate) async fn keeper(text: String) -> Result<usize> {
    let large = text.repeat(1000);
    event::<()>("count").await?;
    Ok(large.len())
}

/// It has a task beside it. What it waits for has a number in its name.
#[orchestrator]
pub(crate) async fn two_at_a_time(n: u64) -> Result<u64> {
    let task = spawn(async move { event::<u64>("task").await });
    let own = event::<u64>("own").await?;
    Ok(n + own + task.await??)
}

/// Writes a store of the running program's format into a folder: `closed.redb`, and `killed.redb` with its journal, the
/// same as a process leaves it that is killed.
///
/// # Errors
///
/// What the runtime or the file system says.
pub(crate) async fn write(folder: &Path) -> Result<()> {
    let path = folder.join("closed.redb");
    let runtime = Runtime::builder().open(&path).await?;
    runtime.start(done(1).id("done")).await?.result().await?;
    let failing = runtime.start(failed("it had to".to_owned()).id("failed"));
    let _ = failing.await?.result().await;
    let terminated = runtime.start(sleeper("never".to_owned()).id("terminated"));
    terminated.await?.terminate("enough").await?;
    runtime
        .start(sleeper("slept".to_owned()).id("sleeper"))
        .await?;
    let listener = runtime.start(listener(1).id("listener")).await?;
    listener.raise_event("kept", &30).await?;
    listener.raise_event("kept", &99).await?;
    runtime
        .start(sender("a book".to_owned()).id("sender"))
        .await?;
    let both = runtime.start(both(1).id("both")).await?;
    both.raise_event("left", &10).await?;
    runtime.start(parent(1).id("parent")).await?;
    runtime
        .start(keeper("text".to_owned()).id("keeper").tag("of", "texts"))
        .await?;
    runtime.start(two_at_a_time(1).id("two-at-a-time")).await?;
    // Until the first attempt has failed, and the next one is in the store.
    tokio::time::sleep(Duration::from_secs(1)).await;
    std::fs::copy(&path, folder.join("killed.redb"))?;
    std::fs::copy(
        folder.join("closed.redb-journal"),
        folder.join("killed.redb-journal"),
    )?;
    runtime.shutdown().await?;
    Ok(())
}
