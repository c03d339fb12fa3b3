//! What bits and pages that change on the disk do to a store: they are told. Whatever can be read is what was written, whatever
//! can't be is an error or blocks its instance, and nothing panics on a caller's task.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{Error, ErrorKind, Inspector, RuntimeStatus};
use durable_tests::numbers::{Numbers, seed};

#[path = "../formats/instances.rs"]
#[allow(dead_code, reason = "one of its activities never works here")]
mod instances;

/// How many stores are damaged and looked at, and how many are opened by a runtime.
const LOOKED_AT: usize = 300;
const OPENED: usize = 60;

/// How long a page of redb is.
const PAGE: usize = 4096;

const IDS: [&str; 11] = [
    "done",
    "failed",
    "terminated",
    "sleeper",
    "listener",
    "sender",
    "both",
    "parent",
    "child",
    "keeper",
    "two-at-a-time",
];

/// What is seen of an instance.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    status: String,
    history: String,
    waiting: String,
}

/// What is seen of it; `None` when it is told that it can't be seen.
async fn look(inspector: &Inspector, id: &str) -> std::result::Result<Option<Seen>, Error> {
    let mut status = inspector.instance(id).await?;
    let is_blocked = status
        .blocked
        .as_ref()
        .is_some_and(|reason| reason.contains("damaged"));
    if is_blocked && status.runtime_status == RuntimeStatus::Suspended {
        return Ok(None);
    }
    // Why an instance is blocked is told in one of two places.
    status.blocked = None;
    let history = inspector.history(id).await?;
    // The name of a sub-orchestration is left out where its record can't be read.
    let waiting = format!("{:?}", inspector.inspect(id).await?);
    let waiting = waiting.replace("name: Some(\"child\")", "name: None");
    Ok(Some(Seen {
        status: format!("{status:?}"),
        history: format!("{history:?}"),
        waiting,
    }))
}

async fn look_at_all(path: &Path) -> std::result::Result<BTreeMap<&'static str, Seen>, Error> {
    let inspector = Inspector::open(path).await?;
    let mut seen = BTreeMap::new();
    for id in IDS {
        let looked = look(&inspector, id).await?;
        seen.insert(id, looked.expect("nothing is damaged yet"));
    }
    Ok(seen)
}

/// A store of everything, with its journal or after a shutdown, in a folder of its own.
async fn store(is_closed: bool) -> Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    instances::write(folder.path()).await?;
    if is_closed {
        let path = folder.path().join("closed.redb");
        return Ok((folder, path));
    }
    // Of the last commit in a journal it can't be told whether it was damaged or cut short by a crash, when nobody had been answered
    // yet. So it is that of an instance at which nobody looks.
    let killed = folder.path().join("killed.redb");
    let runtime = Runtime::builder().open(&killed).await?;
    runtime
        .start(instances::child(1).id("nobody-looks"))
        .await?;
    let copied = tempfile::tempdir()?;
    for file in ["killed.redb", "killed.redb-journal"] {
        std::fs::copy(folder.path().join(file), copied.path().join(file))?;
    }
    drop(runtime);
    let path = copied.path().join("killed.redb");
    Ok((copied, path))
}

/// Changes a few bits that lie close together, or a page. Where there is something: most of a file is zeros.
fn damage(bytes: &mut [u8], numbers: &mut Numbers) {
    let at = loop {
        let at = usize::try_from(numbers.below(bytes.len() as u64)).expect("it is within");
        if bytes[at] != 0 {
            break at;
        }
    };
    let page = at / PAGE * PAGE..(at / PAGE * PAGE + PAGE).min(bytes.len());
    match numbers.below(4) {
        0 => bytes[page].fill(0),
        1 => bytes[page].fill_with(|| numbers.next().to_le_bytes()[0]),
        _ => {
            for _ in 0..=numbers.below(3) {
                let near = at + usize::try_from(numbers.below(4)).expect("it is small");
                if let Some(byte) = bytes.get_mut(near) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
        }
    }
}

/// A copy of a store with damage in one of its files.
fn damaged(path: &Path, numbers: &mut Numbers) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let to = folder.path().join("store.redb");
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    let journal = PathBuf::from(journal);
    let hits_journal = journal.exists() && numbers.coin();
    for (from, name, is_hit) in [
        (path, "store.redb", !hits_journal),
        (&journal, "store.redb-journal", hits_journal),
    ] {
        let Ok(mut bytes) = std::fs::read(from) else {
            continue;
        };
        if is_hit {
            damage(&mut bytes, numbers);
        }
        std::fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    (folder, to)
}

async fn check_looks(is_closed: bool) -> Result<()> {
    let (_folder, path) = store(is_closed).await?;
    let expected = look_at_all(&path).await?;
    let inspector = Inspector::open(&path).await?;
    let found = inspector.verify().await?;
    assert!(found.is_sound(), "{found}");
    assert_eq!(found.rows_without_checksum, 0);
    drop(inspector);
    let seed = seed();
    let mut numbers = Numbers::of_seed(seed);
    let (mut refused, mut told, mut missed) = (0, 0, 0);
    for trial in 0..LOOKED_AT {
        let (_folder, path) = damaged(&path, &mut numbers);
        let inspector = match Inspector::open(&path).await {
            Ok(inspector) => inspector,
            Err(error) => {
                assert!(
                    matches!(
                        error.kind(),
                        ErrorKind::Corrupt
                            | ErrorKind::Unavailable
                            | ErrorKind::NotAStore
                            | ErrorKind::StoreVersion
                    ),
                    "{error} in trial {trial}, seed {seed}"
                );
                refused += 1;
                continue;
            }
        };
        let (mut is_told, mut is_missed) = (false, false);
        for (id, seen) in &expected {
            match look(&inspector, id).await {
                Ok(Some(looked)) => assert_eq!(&looked, seen, "{id} in trial {trial}, seed {seed}"),
                Ok(None) => is_told = true,
                Err(error) if error.kind() == ErrorKind::InstanceNotFound => is_missed = true,
                Err(error) => {
                    assert!(tells_of_damage(&error), "{error}");
                    is_told = true;
                }
            }
        }
        told += usize::from(is_told);
        missed += usize::from(is_missed);
        match inspector.verify().await {
            Ok(found) => assert!(
                !(is_told || is_missed) || !found.is_sound(),
                "in trial {trial}, seed {seed}, it looks sound"
            ),
            Err(error) => assert!(tells_of_damage(&error), "{error}"),
        }
    }
    println!(
        "seed {seed}: {refused} refused, {told} told of, {missed} with rows that are not found"
    );
    assert!(refused + told > LOOKED_AT / 20);
    Ok(())
}

#[tokio::test]
async fn what_changes_in_a_store_that_was_closed_is_told() -> Result<()> {
    check_looks(true).await
}

#[tokio::test]
async fn what_changes_in_a_store_with_a_journal_is_told() -> Result<()> {
    check_looks(false).await
}

/// The events that instances wait for, and what those then give, as JSON.
const EVENTS: [(&str, &str, u64); 5] = [
    ("listener", "go", 31),
    ("both", "right", 5),
    ("child", "child", 7),
    ("two-at-a-time", "own", 1),
    ("two-at-a-time", "task", 2),
];
const RESULTS: [(&str, &str); 6] = [
    ("done", "2"),
    ("listener", "62"),
    ("both", "16"),
    ("child", "8"),
    ("parent", "16"),
    ("two-at-a-time", "4"),
];

#[tokio::test]
async fn a_runtime_goes_on_with_what_is_not_damaged_and_gives_no_wrong_result() -> Result<()> {
    let seed = seed();
    let mut numbers = Numbers::of_seed(seed);
    let stores = [store(true).await?, store(false).await?];
    let mut right = 0;
    for trial in 0..OPENED {
        let (_folder, path) = damaged(&stores[trial % 2].1, &mut numbers);
        let Ok(runtime) = Runtime::builder().open(&path).await else {
            continue;
        };
        for (id, name, payload) in EVENTS {
            // What is damaged may be the instance, and the runtime may have stopped.
            let _ = runtime.instance(id).raise_event(name, &payload).await;
        }
        for (id, result) in RESULTS {
            let instance = runtime.instance(id);
            let ended = tokio::time::timeout(Duration::from_millis(300), instance.result());
            // What is damaged may be what the instance waits for.
            let Ok(Ok(ended)) = ended.await else { continue };
            assert_eq!(ended.as_str(), result, "{id} in trial {trial}, seed {seed}");
            right += 1;
        }
        match runtime.verify().await {
            Ok(_) => {}
            Err(error) => assert!(matches!(
                error.kind(),
                ErrorKind::Corrupt
                    | ErrorKind::Unavailable
                    | ErrorKind::Blocked
                    | ErrorKind::Stopped
            )),
        }
        // It may fail, for what is damaged may be in the way.
        match runtime.shutdown().await {
            Ok(()) => {}
            Err(error) => assert!(!error.to_string().contains("bug"), "{error}"),
        }
    }
    assert!(right > OPENED);
    Ok(())
}

#[tokio::test]
async fn verifying_a_live_store_finds_it_sound() -> Result<()> {
    let (_folder, path) = store(false).await?;
    let runtime = Runtime::builder().open(path).await?;
    let found = runtime.verify().await?;
    assert!(found.is_sound(), "{found}");
    assert!(found.rows > 40, "{found}");
    Ok(runtime.shutdown().await?)
}

/// A store of format 2 has rows without checksums: that is said, and compacting it gives them one.
#[tokio::test]
async fn rows_without_checksums_are_told_and_get_them_by_compacting() -> Result<()> {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats/2/closed.redb");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    std::fs::copy(fixture, &path)?;
    let inspector = Inspector::open(&path).await?;
    let found = inspector.verify().await?;
    assert!(found.is_sound(), "{found}");
    assert!(found.rows_without_checksum > 20, "{found}");
    assert!(found.to_string().contains("without checksums"), "{found}");
    drop(inspector);
    let runtime = Runtime::builder().open(&path).await?;
    runtime.compact().await?;
    let found = runtime.verify().await?;
    assert!(found.is_sound(), "{found}");
    // The records of the two that hold events become several rows each, when they change.
    assert!(found.rows_without_checksum <= 2, "{found}");
    Ok(runtime.shutdown().await?)
}

/// redb refuses all that comes after damage that it couldn't read past as after an I/O error.
fn tells_of_damage(error: &Error) -> bool {
    // A row with another version byte may be a newer program's.
    let is_of_another_version =
        error.kind() == ErrorKind::Blocked && error.to_string().contains("is of version");
    matches!(error.kind(), ErrorKind::Corrupt | ErrorKind::Unavailable) || is_of_another_version
}
