//! Stores of earlier formats are opened, and what they hold goes on: from a store that was closed, from one whose
//! process was killed, and when the power fails at any moment of the migration.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Error, ErrorKind, Inspector, InstanceFilter, RuntimeStatus};
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

const STATUSES: [RuntimeStatus; 6] = [
    RuntimeStatus::Pending,
    RuntimeStatus::Running,
    RuntimeStatus::Completed,
    RuntimeStatus::Failed,
    RuntimeStatus::Terminated,
    RuntimeStatus::Suspended,
];

/// All instances of each store, in the order of their ids.
const ALL: [&str; 11] = [
    "both",
    "child",
    "done",
    "failed",
    "keeper",
    "listener",
    "parent",
    "sender",
    "sleeper",
    "terminated",
    "two-at-a-time",
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

/// The instances that are listed, in the order of their ids.
async fn listed(runtime: &Runtime) -> std::result::Result<Vec<(String, RuntimeStatus)>, Error> {
    let mut query = runtime.query(InstanceFilter::new()).page_size(3);
    let mut listed = Vec::new();
    while let Some(status) = query.next().await? {
        listed.push((status.id.to_string(), status.runtime_status));
    }
    listed.sort();
    Ok(listed)
}

/// Holds that all instances are listed and counted.
async fn lists_all(runtime: &Runtime) -> std::result::Result<(), Failure> {
    let mut all = listed(runtime).await?;
    loop {
        assert!(all.iter().map(|(id, _)| id).eq(ALL), "{all:?}");
        let mut counts = Vec::new();
        for status in STATUSES {
            let filter = InstanceFilter::new().status(status);
            counts.push(runtime.count(filter).await?);
        }
        // One of them may still go on.
        let again = listed(runtime).await?;
        if again == all {
            let of = |status| all.iter().filter(|(_, of)| *of == status).count() as u64;
            assert_eq!(counts, STATUSES.map(of));
            break;
        }
        all = again;
    }
    let mut by_id = runtime.query(InstanceFilter::new().id_prefix("s"));
    assert_eq!(by_id.page().await?.instances.len(), 2);
    let parent = runtime.instance("parent");
    let of_parent = InstanceFilter::new().parent(parent.id());
    let child = runtime.query(of_parent).next().await?;
    assert_eq!(
        child.map(|child| child.id.to_string()).as_deref(),
        Some("child")
    );
    Ok(())
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
    lists_all(runtime).await?;
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
    // Nothing was kept of what had failed, before format 6.
    let runtime = Runtime::builder().open(&path).await.expect("it is opened");
    let rewound = runtime.instance("failed").rewind("now").await;
    match rewound.map_err(|error| error.kind()) {
        Err(ErrorKind::NotRewindable) if format < 6 => {}
        Ok(()) if format >= 6 => {}
        other => panic!("{other:?} in format {format}"),
    }
    runtime.shutdown().await.expect("it is closed");
}

/// The formats of which there is a store in `tests/formats`: those that there were, and at the end the one that there is.
const FORMATS: [u32; 5] = [2, 3, 4, 5, 6];

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

/// Before anything else, and while all of it waits.
#[tokio::test]
async fn a_store_of_an_earlier_format_lists_all_its_instances_at_once() {
    COURIER_WORKS.store(true, Ordering::Relaxed);
    for (format, name) in FORMATS
        .iter()
        .flat_map(|format| [(format, "closed.redb"), (format, "killed.redb")])
    {
        let (_folder, path) = copied(*format, name);
        for _ in 0..2 {
            let runtime = Runtime::builder().open(&path).await.expect("it is opened");
            let all = runtime
                .count(InstanceFilter::new())
                .await
                .expect("they are counted");
            assert_eq!(all, ALL.len() as u64, "{format}");
            let status = InstanceFilter::new().status(RuntimeStatus::Terminated);
            let terminated = runtime.query(status).next().await.expect("it is read");
            assert_eq!(terminated.expect("it is there").id.as_str(), "terminated");
            let tagged = InstanceFilter::new().tag("of", "texts");
            let tagged = runtime.count(tagged).await.expect("they are counted");
            assert_eq!(tagged, u64::from(*format > 5), "there were no tags before");
            runtime.shutdown().await.expect("it is closed");
        }
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
