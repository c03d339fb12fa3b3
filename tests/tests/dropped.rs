//! An operation that the code drops is cancelled, as a future is: nothing of it is left in the store while the
//! instance goes on.

use std::path::Path;
use std::time::Duration;

use durable_runtime::prelude::*;
use redb::{ReadOnlyDatabase, ReadableDatabase, ReadableTableMetadata, TableDefinition};

const LONG: Duration = Duration::from_secs(3600);
const MOMENT: Duration = Duration::from_millis(1);
const ROUNDS: u32 = 20;

#[orchestrator]
async fn child() -> Result<()> {
    sleep(LONG).await;
    Ok(())
}

/// The timer of a round is overwritten by that of the next.
#[orchestrator]
async fn rearmed(rounds: u32) -> Result<()> {
    let mut idle = sleep(LONG);
    for _ in 0..rounds {
        select! {
            () = &mut idle => break,
            () = sleep(MOMENT) => {}
        }
        idle = sleep(LONG);
    }
    drop(idle);
    event("End").await
}

#[orchestrator]
async fn children_overwritten(rounds: u32) -> Result<()> {
    let mut running = child();
    for _ in 0..rounds {
        select! {
            ended = &mut running => ended?,
            () = sleep(MOMENT) => {}
        }
        running = child();
    }
    drop(running);
    event("End").await
}

#[orchestrator]
async fn out_of_scope(rounds: u32) -> Result<()> {
    for _ in 0..rounds {
        let mut idle = sleep(LONG);
        select! {
            () = &mut idle => {}
            () = sleep(MOMENT) => {}
        }
    }
    event("End").await
}

#[orchestrator]
async fn with_their_tasks(rounds: u32) -> Result<()> {
    for _ in 0..rounds {
        let task = spawn(async move {
            let mut idle = sleep(LONG);
            select! {
                () = &mut idle => {}
                () = sleep(MOMENT) => {}
            }
        });
        task.await?;
    }
    event("End").await
}

#[orchestrator]
async fn sets_of_tasks(rounds: u32) -> Result<()> {
    for _ in 0..rounds {
        let mut set = JoinSet::new();
        for _ in 0..3 {
            set.spawn(sleep(LONG));
        }
        sleep(MOMENT).await;
    }
    for _ in 0..rounds {
        // The set goes with its block, and its tasks with the set.
        let block = async move {
            let mut set = JoinSet::new();
            set.spawn(sleep(LONG));
            set.join_next().await.is_some()
        };
        let _ = timeout(MOMENT, block).await;
    }
    event("End").await
}

/// What has not begun lies beside the checkpoint.
#[orchestrator]
async fn windows(rounds: u32) -> Result<()> {
    for _ in 0..rounds {
        let window = buffer_unordered(2, (0..1_000).map(|_| sleep(LONG)));
        let _ = timeout(MOMENT, window).await;
        let task = spawn(async move { buffered(2, (0..1_000).map(|_| sleep(LONG))).await.len() });
        sleep(MOMENT).await;
        task.abort();
    }
    event("End").await
}

async fn until_it_waits_for_the_end(runtime: &Runtime, id: &str) {
    for _ in 0..5_000 {
        let waiting = runtime.instance(id).inspect().await.expect("it is there");
        if waiting.is_some_and(|waiting| waiting.point == "event#1") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("`{id}` doesn't get to its end");
}

fn rows(path: &Path, table: &str) -> u64 {
    let table = TableDefinition::<&[u8], &[u8]>::new(table);
    let store = ReadOnlyDatabase::open(path).expect("the store is closed");
    let read = store.begin_read().expect("it can be read");
    let rows = read.open_table(table).expect("it has this table").len();
    rows.expect("they can be counted")
}

#[tokio::test]
async fn what_is_dropped_leaves_nothing_in_the_store() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().open(&path).await.expect("it opens");
    let calls = [
        rearmed(ROUNDS).id("rearmed"),
        children_overwritten(ROUNDS).id("children"),
        out_of_scope(ROUNDS).id("scope"),
        with_their_tasks(ROUNDS).id("tasks"),
        sets_of_tasks(ROUNDS).id("sets"),
        windows(ROUNDS).id("windows"),
    ];
    for call in calls {
        runtime.start(call).await.expect("it starts");
    }
    for id in ["rearmed", "children", "scope", "tasks", "sets", "windows"] {
        until_it_waits_for_the_end(&runtime, id).await;
    }
    runtime.shutdown().await.expect("it shuts down");
    assert_eq!(rows(&path, "timers"), 0);
    assert_eq!(rows(&path, "values"), 0);
}
