//! What bits that change on the disk do to a store: they are told. Whatever can be read is what was written, whatever
//! can't be is an error or blocks its instance, and nothing panics.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use durable_runtime::{Error, ErrorKind, Inspector, Result, RuntimeStatus};
use durable_tests::numbers::{Numbers, seed};
use durable_tests::old_store::{STATUSES, World, builder, fill, refuse};

/// How many stores are damaged and looked at, and how many are opened by a runtime.
const LOOKED_AT: usize = 400;
const OPENED: usize = 60;

/// Whoever fills a store.
static FILLING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

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
    let waiting = inspector.inspect(id).await?;
    Ok(Some(Seen {
        status: format!("{status:?}"),
        history: format!("{history:?}"),
        waiting: format!("{waiting:?}"),
    }))
}

async fn look_at_all(path: &Path) -> std::result::Result<BTreeMap<&'static str, Seen>, Error> {
    let inspector = Inspector::open(path).await?;
    let mut seen = BTreeMap::new();
    for (id, _) in STATUSES {
        let looked = look(&inspector, id).await?;
        seen.insert(id, looked.expect("nothing is damaged yet"));
    }
    Ok(seen)
}

/// A store of everything, with its journal or after a shutdown, in a folder of its own.
async fn store(is_closed: bool) -> Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    // What can't be read any more is the same in all of the process.
    let _turn = FILLING.lock().await;
    let runtime = builder(World::Broken).open(&path).await?;
    fill(&runtime).await?;
    if is_closed {
        runtime.shutdown().await?;
        refuse(false);
        return Ok((folder, path));
    }
    // Of the last commit in a journal it can't be told whether it was damaged or cut short by a crash, when nobody had been answered
    // yet. So it is that of an instance at which nobody looks.
    runtime
        .start_named("old_events", "1".parse()?)
        .id("last")
        .await?;
    let copied = tempfile::tempdir()?;
    drop(runtime);
    refuse(false);
    for file in ["store.redb", "store.redb-journal"] {
        std::fs::copy(folder.path().join(file), copied.path().join(file))?;
    }
    let path = copied.path().join("store.redb");
    Ok((copied, path))
}

/// A copy of a store with a few bits changed that lie close together, in one of its files.
fn damaged(path: &Path, numbers: &mut Numbers) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let to = folder.path().join("store.redb");
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    let journal = PathBuf::from(journal);
    let has_journal = journal.exists();
    let hits_journal = has_journal && numbers.below(2) == 0;
    for (from, name, is_hit) in [
        (path, "store.redb", !hits_journal),
        (&journal, "store.redb-journal", hits_journal),
    ] {
        let Ok(mut bytes) = std::fs::read(from) else {
            continue;
        };
        if is_hit {
            // Where there is something: most of a file is zeros.
            let at = loop {
                let at = usize::try_from(numbers.below(bytes.len() as u64)).unwrap();
                if bytes[at] != 0 {
                    break at;
                }
            };
            for _ in 0..=numbers.below(3) {
                let near = at + usize::try_from(numbers.below(4)).unwrap();
                if let Some(byte) = bytes.get_mut(near) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
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
    drop(inspector);
    let seed = seed();
    let mut numbers = Numbers::of_seed(seed);
    let (mut refused, mut told, mut missed) = (0, 0, 0);
    for trial in 0..LOOKED_AT {
        let (_folder, path) = damaged(&path, &mut numbers);
        let Ok(inspector) = Inspector::open(&path).await else {
            refused += 1;
            continue;
        };
        let (mut is_told, mut is_missed) = (false, false);
        for (id, seen) in &expected {
            match look(&inspector, id).await {
                Ok(Some(looked)) => assert_eq!(&looked, seen, "{id} in trial {trial}, seed {seed}"),
                Ok(None) => is_told = true,
                Err(error) if error.kind() == ErrorKind::InstanceNotFound => is_missed = true,
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Store, "{error}");
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
            Err(error) => assert_eq!(error.kind(), ErrorKind::Store),
        }
    }
    println!(
        "seed {seed}: {refused} refused, {told} told of, {missed} with rows that are not found"
    );
    assert!(refused + told > LOOKED_AT / 20);
    Ok(())
}

#[tokio::test]
async fn bits_that_change_in_a_store_that_was_closed_are_told() -> Result<()> {
    check_looks(true).await
}

#[tokio::test]
async fn bits_that_change_in_a_store_with_a_journal_are_told() -> Result<()> {
    check_looks(false).await
}

/// The results that instances have once all has gone on, as JSON.
const RESULTS: [(&str, &str); 4] = [
    ("sum", "12"),
    ("retried", "9"),
    ("running", "7"),
    ("spawner", "16"),
];

#[tokio::test]
async fn a_runtime_goes_on_with_what_is_not_damaged_and_gives_no_wrong_result() -> Result<()> {
    let seed = seed();
    let mut numbers = Numbers::of_seed(seed);
    let (_folder, path) = store(true).await?;
    let mut right = 0;
    for trial in 0..OPENED {
        let (_folder, path) = damaged(&path, &mut numbers);
        let Ok(runtime) = builder(World::InOrder).open(&path).await else {
            continue;
        };
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
                ErrorKind::Store | ErrorKind::Stopped
            )),
        }
        // It may fail, for what is damaged may be in the way.
        let _ = runtime.shutdown().await;
    }
    assert!(right > OPENED);
    Ok(())
}

#[tokio::test]
async fn verifying_a_live_store_finds_it_sound() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let _turn = FILLING.lock().await;
    let runtime = builder(World::Broken)
        .open(folder.path().join("store.redb"))
        .await?;
    fill(&runtime).await?;
    let found = runtime.verify().await?;
    assert!(found.is_sound(), "{found}");
    assert!(found.rows > 50);
    refuse(false);
    Ok(runtime.shutdown().await?)
}
