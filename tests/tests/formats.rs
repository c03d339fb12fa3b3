//! Stores of earlier formats are opened, and what they hold goes on: from a store that was closed, from one whose
//! process was killed, and when the power fails at any moment of the migration.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Error, ErrorKind, Inspector, RuntimeStatus};
use durable_tests::medium::{Disk, Survives};

use crate::instances::COURIER_WORKS;

#[path = "../formats/instances.rs"]
#[allow(dead_code, reason = "the stores are written already")]
mod instances;

/// What the instances give that were written by the first program, once they get what they wait for.
const RESULTS: [(&str, &str); 6] = [
    ("sleeper", "\"slept\""),
    ("listener", "62"),
    ("sender", "\"a book is under way\""),
    ("both", "16"),
    ("parent", "16"),
    ("keeper", "4000"),
];

/// Longer than anything takes here.
const LONG: Duration = Duration::from_secs(60);

/// The events that they wait for.
const EVENTS: [(&str, &str, u64); 4] = [
    ("listener", "go", 31),
    ("both", "right", 5),
    ("child", "child", 7),
    ("two-at-a-time", "own", 1),
];

fn fixture(format: u32, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats");
    folder.join(format.to_string()).join(name)
}

/// A copy of a store of an earlier format.
fn copied(format: u32, name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    std::fs::copy(fixture(format, name), &path).expect("there is a store of this format");
    let journal = fixture(format, &format!("{name}-journal"));
    if journal.exists() {
        let to = folder.path().join("store.redb-journal");
        std::fs::copy(journal, to).expect("its journal can be copied");
    }
    (folder, path)
}

async fn raise_all(runtime: &Runtime) -> std::result::Result<(), Error> {
    for (id, name, payload) in EVENTS {
        match runtime.instance(id).raise_event(name, &payload).await {
            // It has got it in an earlier process.
            Err(error) if error.kind() == ErrorKind::InstanceEnded => {}
            raised => raised?,
        }
    }
    match runtime.instance("keeper").raise_event("count", &()).await {
        Err(error) if error.kind() == ErrorKind::InstanceEnded => Ok(()),
        raised => raised,
    }
}

/// Lets all go on, and holds what it leads to.
async fn go_on(runtime: &Runtime) -> std::result::Result<(), Failure> {
    let done = runtime.instance("done").result().await?;
    assert_eq!(done.to_string(), "2");
    let failed = runtime.instance("failed").status().await?;
    assert_eq!(failed.runtime_status, RuntimeStatus::Failed);
    let terminated = runtime.instance("terminated").status().await?;
    assert_eq!(terminated.runtime_status, RuntimeStatus::Terminated);
    raise_all(runtime).await?;
    for (id, expected) in RESULTS {
        let instance = runtime.instance(id);
        let Ok(result) = tokio::time::timeout(LONG, instance.result()).await else {
            panic!("{id} doesn't end: {:?}", instance.status().await);
        };
        assert_eq!(result?.to_string(), expected, "{id}");
    }
    let history = runtime.instance("listener").history().await?;
    assert!(history.len() > 3, "{history:?}");
    Ok(())
}

async fn migrate(format: u32, name: &str) {
    COURIER_WORKS.store(true, Ordering::Relaxed);
    let (_folder, path) = copied(format, name);
    let before = std::fs::read(&path).expect("it can be read");
    let inspector = Inspector::open(&path).await.expect("it can be looked at");
    let sleeper = inspector.instance("sleeper").await.expect("it is there");
    assert_eq!(sleeper.runtime_status, RuntimeStatus::Running);
    drop(inspector);
    assert!(
        std::fs::read(&path).expect("it can be read") == before,
        "a look has changed the file"
    );
    for _ in 0..2 {
        let runtime = Runtime::builder().open(&path).await.expect("it is opened");
        go_on(&runtime).await.expect("all goes on");
        runtime.shutdown().await.expect("it is closed");
    }
}

/// The formats of which there is a store in `tests/formats`: those that there were, and at the end the one that there is.
const FORMATS: [u32; 4] = [2, 3, 4, 5];

#[tokio::test]
async fn a_store_of_an_earlier_format_that_was_closed_goes_on() {
    for format in FORMATS {
        migrate(format, "closed.redb").await;
    }
}

#[tokio::test]
async fn a_store_of_an_earlier_format_whose_process_was_killed_goes_on() {
    for format in FORMATS {
        migrate(format, "killed.redb").await;
    }
}

/// Another lowering may have numbered the blocks of a function otherwise: nothing is guessed.
#[tokio::test]
async fn what_only_the_compiler_before_could_tell_is_kept_and_says_so() {
    let (_folder, path) = copied(2, "closed.redb");
    let runtime = Runtime::builder().open(&path).await.expect("it is opened");
    let instance = runtime.instance("two-at-a-time");
    instance
        .raise_event("own", &1)
        .await
        .expect("it waits for it");
    instance
        .raise_event("task", &1)
        .await
        .expect("it waits for it");
    let status = loop {
        let status = instance.status().await.expect("it is there");
        if status.runtime_status != RuntimeStatus::Running {
            break status;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!(status.runtime_status, RuntimeStatus::Suspended);
    runtime.shutdown().await.expect("it is closed");
}

#[test]
fn a_power_cut_at_any_moment_of_a_migration_loses_nothing() {
    COURIER_WORKS.store(true, Ordering::Relaxed);
    let (_, earlier) = FORMATS.split_last().expect("there is a format");
    for format in earlier {
        let read = |name| std::fs::read(fixture(*format, name)).expect("there is such a store");
        cut_everywhere(&read("closed.redb"), &[]);
        cut_everywhere(&read("killed.redb"), &read("killed.redb-journal"));
    }
}

fn cut_everywhere(main: &[u8], journal: &[u8]) {
    for survives in [Survives::Nothing, Survives::Everything, Survives::Some(7)] {
        let mut sync = 1;
        while !cut(&Disk::with(main.to_vec(), journal.to_vec()), sync, survives) {
            sync += 1;
        }
        println!("{survives:?}: cut at {} syncs", sync - 1);
        assert!(sync > 4, "the power was hardly ever cut");
    }
}

/// Cuts the power at a sync, if there is one of that number, and holds that all goes on in the next process. Whether
/// there was none.
fn cut(disk: &Disk, sync: u64, survives: Survives) -> bool {
    let process = || async {
        let [main, journal] = disk.begin_process();
        let runtime = Runtime::builder().open_media(main, journal).await?;
        let gone_on = go_on(&runtime).await;
        let stopped = runtime.shutdown().await;
        gone_on.and(stopped.map_err(Failure::from))
    };
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    tokio.block_on(async {
        disk.crash_at(sync, survives);
        let first = process().await;
        let was_cut = disk.has_crashed();
        assert!(
            first.is_ok() || was_cut,
            "it failed with the power on: {first:?}"
        );
        disk.crash_no_more();
        process().await.expect("all goes on with the power on");
        !was_cut
    })
}
