//! Steps that compute for long, or for ever: they are told of by name, hold up nobody else, and can be terminated. In a
//! process of its own, for what is logged is looked at.

use std::hint::spin_loop;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{Runtime, RuntimeStatus};
use tracing::level_filters::LevelFilter;

#[activity]
async fn one() -> Result<u64> {
    Ok(1)
}

#[orchestrator]
async fn beside() -> Result<u64> {
    sleep(Duration::from_millis(1)).await;
    let child = child_beside().await?;
    Ok(child + event::<u64>("more").await?)
}

#[orchestrator]
async fn child_beside() -> Result<u64> {
    Ok(one().await? + one().await?)
}

static BEGUN: AtomicU64 = AtomicU64::new(0);
static STOPPED: AtomicBool = AtomicBool::new(false);

#[orchestrator]
async fn never_ends() -> Result<u64> {
    let begun = one().await?;
    BEGUN.fetch_add(begun, Ordering::SeqCst);
    while !STOPPED.load(Ordering::Relaxed) {
        spin_loop();
    }
    Ok(begun)
}

/// A log that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn lines(&self, with: &str) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let lines = text.lines().filter(|line| line.contains(with));
        lines.map(str::to_owned).collect()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Waits for something that happens soon.
async fn until(condition: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not happen within 30 s");
}

async fn runs_beside(runtime: &Runtime, id: &str) {
    let instance = runtime.start(beside().id(id)).await.unwrap();
    instance.raise_event("more", &40_u64).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), 42);
}

/// All on one thread of tokio's.
#[tokio::test]
async fn an_endless_step_is_told_of_once_and_ended_by_terminate() {
    let kept = Kept::default();
    let writer = kept.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("busy.redb");
    let runtime = Runtime::builder().open(&path).await.unwrap();
    // More than there are threads for.
    let count = 2 * std::thread::available_parallelism().unwrap().get();
    for n in 0..count {
        let id = format!("endless-{n}");
        runtime.start(never_ends().id(&id)).await.unwrap();
    }
    let all_compute = || BEGUN.load(Ordering::SeqCst) == count as u64;
    until(all_compute).await;
    for n in 0..20 {
        runs_beside(&runtime, &format!("beside-{n}")).await;
    }
    let all_told = || kept.lines("a step of never_ends has computed").len() == count;
    until(all_told).await;
    for n in 0..count {
        let instance = runtime.instance(&format!("endless-{n}"));
        let told = kept.lines(&format!("instance=endless-{n}"));
        assert_eq!(told.len(), 1, "{told:?}");
        // What comes for it is acknowledged as for any other one.
        instance.raise_event("any", &1).await.unwrap();
        instance.terminate("it never ends").await.unwrap();
        let status = instance.status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
    }
    // It is told of once.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(kept.lines("has computed for").len(), count);
    runs_beside(&runtime, "after").await;
    // An instance whose step is under way is stepped by the next runtime.
    let left = runtime.start(never_ends().id("left")).await.unwrap();
    let computes = || BEGUN.load(Ordering::SeqCst) == count as u64 + 1;
    until(computes).await;
    // It waits for none of them.
    runtime
        .shutdown_within(Duration::from_secs(3600))
        .await
        .unwrap();
    drop((left, runtime));
    STOPPED.store(true, Ordering::SeqCst);
    let runtime = Runtime::builder().open(&path).await.unwrap();
    let left = runtime.instance_of::<u64>("left").result().await.unwrap();
    assert_eq!(left, 1);
}
