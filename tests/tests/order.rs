//! In which order activities begin that had to wait.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use durable_runtime::prelude::*;

/// Who was served, in their order.
static SERVED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Whether anybody is served.
static IS_OPEN: AtomicBool = AtomicBool::new(false);

#[activity(max_concurrent = 1)]
async fn serve(customer: String) -> Result<()> {
    if !IS_OPEN.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    SERVED.lock().unwrap().push(customer);
    Ok(())
}

#[orchestrator]
async fn customer(name: String) -> Result<()> {
    serve(name).await
}

#[tokio::test]
async fn after_a_restart_the_oldest_call_begins_first_whatever_its_id() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.redb");
    let names = ["zoe", "7", "mia", "ann", "0", "ben"];
    let runtime = Runtime::builder().open(&path).await?;
    for name in names {
        runtime.start(customer(name.into()).id(name)).await?;
    }
    // An automatic id's row lies before those of all other ids.
    let last = runtime.start(customer("last".into())).await?;
    let last = last.id().to_string();
    runtime.shutdown().await?;

    IS_OPEN.store(true, Ordering::Relaxed);
    let runtime = Runtime::builder().open(&path).await?;
    for id in names.into_iter().chain([&*last]) {
        runtime.instance(id).result().await?;
    }
    runtime.shutdown().await?;
    let served = SERVED.lock().unwrap().clone();
    assert_eq!(served, ["zoe", "7", "mia", "ann", "0", "ben", "last"]);
    Ok(())
}

/// Whose work was done, in their order.
static DONE: Mutex<Vec<&str>> = Mutex::new(Vec::new());

#[activity(max_concurrent = 1)]
async fn work(for_whom: String) -> Result<()> {
    let whom = if for_whom == "many" { "many" } else { "one" };
    DONE.lock().unwrap().push(whom);
    tokio::time::sleep(Duration::from_millis(2)).await;
    Ok(())
}

#[orchestrator]
async fn at_once(count: u32) -> Result<()> {
    try_join_all((0..count).map(|_| work("many".into()))).await?;
    Ok(())
}

#[orchestrator]
async fn in_turn(count: u32) -> Result<()> {
    for _ in 0..count {
        work("one".into()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_waits_in_the_store_has_its_turn_while_others_keep_coming() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let runtime = Runtime::builder()
        .open(folder.path().join("work.redb"))
        .await?;
    let many = runtime.start(at_once(200)).await?;
    let mut others = Vec::new();
    for _ in 0..20 {
        others.push(runtime.start(in_turn(30)).await?);
    }
    many.result().await?;
    for other in others {
        other.result().await?;
    }
    runtime.shutdown().await?;
    let done = DONE.lock().unwrap().clone();
    let last = done.iter().rposition(|whom| *whom == "many");
    assert!(last < Some(500), "{last:?}");
    Ok(())
}
