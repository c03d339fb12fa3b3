//! What happens to the files of a store beside its rows: of several processes that make one at once one gets it, and what a
//! power cut leaves of making one is no obstacle.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use durable_runtime::prelude::*;
use durable_runtime::{ErrorKind, Inspector};
use durable_tests::medium::{Disk, Survives};
use durable_tests::numbers::seed;
use redb::StorageBackend;

#[orchestrator]
async fn waits(n: u64) -> Result<u64> {
    Ok(n + event::<u64>("go").await?)
}

/// The name of the variable that makes [`opener`] what it is called.
const PATH: &str = "DURABLE_TESTS_OPEN";

/// Not a test but the process of one: it opens a store, starts an instance, tells what came of that, and stays until it is
/// killed.
#[tokio::test]
async fn opener() {
    let Ok(path) = std::env::var(PATH) else {
        return;
    };
    let said = match Runtime::builder().open(path).await {
        Ok(runtime) => {
            let id = format!("of-{}", std::process::id());
            let started = runtime.start(waits(1).id(id.clone())).await;
            // It holds the store until it is killed.
            std::mem::forget(runtime);
            started.map_or_else(|error| format!("failed {error}"), |_| format!("has {id}"))
        }
        Err(error) => format!("refused {:?} {error}", error.kind()),
    };
    println!("\nSAID {said}");
    std::io::stdout().flush().expect("somebody listens");
    std::thread::sleep(std::time::Duration::from_secs(60));
}

fn begin_opener(path: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this is a program"))
        .args(["--exact", "opener", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it can be started")
}

fn said(child: &mut Child) -> String {
    let output = child.stdout.take().expect("its output is piped");
    for line in BufReader::new(output).lines() {
        let line = line.expect("it can be read");
        if let Some(said) = line.strip_prefix("SAID ") {
            return said.to_owned();
        }
    }
    panic!("it says nothing");
}

#[tokio::test]
async fn of_several_processes_that_make_a_store_at_once_one_gets_it() -> Result<()> {
    const PROCESSES: usize = 4;
    for _ in 0..12 {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("store.redb");
        let mut openers: Vec<Child> = (0..PROCESSES).map(|_| begin_opener(&path)).collect();
        let said: Vec<String> = openers.iter_mut().map(said).collect();
        for opener in &mut openers {
            opener.kill()?;
            opener.wait()?;
        }
        let (has, refused): (Vec<_>, Vec<_>) =
            said.iter().partition(|said| said.starts_with("has "));
        assert_eq!(has.len(), 1, "{said:?}");
        for refused in refused {
            assert!(refused.starts_with("refused StoreInUse"), "{refused}");
        }
        // What was acknowledged is there.
        let inspector = Inspector::open(&path).await?;
        inspector.instance(&has[0]["has ".len()..]).await?;
        assert!(inspector.verify().await?.is_sound());
    }
    Ok(())
}

/// The bytes of a file on a disk.
fn content(disk: &Disk) -> Vec<u8> {
    let [main, _] = disk.begin_process();
    let len = main.len().expect("the power is on");
    let mut bytes = vec![0; usize::try_from(len).expect("it is small")];
    main.read(0, &mut bytes).expect("the power is on");
    bytes
}

/// A store is made under another name. Whatever a power cut leaves there, the next one who opens the store makes it.
#[tokio::test]
async fn what_a_power_cut_leaves_of_making_a_store_is_no_obstacle() -> Result<()> {
    let seed = seed();
    let mut left = Vec::new();
    for sync in 1.. {
        let mut has_crashed = false;
        for survives in [
            Survives::Nothing,
            Survives::Everything,
            Survives::Some(seed ^ sync),
        ] {
            let disk = Disk::default();
            disk.crash_at(sync, survives);
            let [main, journal] = disk.begin_process();
            let opened = Runtime::builder().open_backends(main, journal).await;
            has_crashed |= disk.has_crashed();
            drop(opened);
            disk.crash_no_more();
            left.push(content(&disk));
        }
        if !has_crashed {
            break;
        }
    }
    assert!(left.len() > 9, "the power was hardly ever cut");
    for (trial, left) in left.into_iter().enumerate() {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("store.redb");
        let draft = folder.path().join("store.redb-durable-runtime-draft");
        std::fs::write(&draft, left)?;
        let opened = Runtime::builder().open(&path).await;
        let runtime = opened.unwrap_or_else(|error| panic!("trial {trial}, seed {seed}: {error}"));
        assert!(!draft.exists());
        let started = runtime.start(waits(1).id("a")).await?;
        started.raise_event("go", &2).await?;
        assert_eq!(started.result().await?, 3);
        runtime.shutdown().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_store_whose_file_was_taken_away_is_not_shut_down_in_silence() -> Result<()> {
    for replaced in [false, true] {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("store.redb");
        let runtime = Runtime::builder().open(&path).await?;
        runtime.start(waits(1).id("a")).await?;
        std::fs::rename(&path, folder.path().join("moved"))?;
        if replaced {
            std::fs::write(&path, "another file")?;
        }
        let error = runtime.shutdown().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Store, "{error}");
        assert!(error.to_string().contains("put it back"), "{error}");
        std::fs::rename(folder.path().join("moved"), &path)?;
        let runtime = Runtime::builder().open(&path).await?;
        let instance = runtime.instance("a");
        instance.raise_event("go", &2).await?;
        assert_eq!(instance.result().await?.to_string(), "3");
        runtime.shutdown().await?;
    }
    Ok(())
}
