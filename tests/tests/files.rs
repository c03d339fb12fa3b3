//! What happens to the files of a store beside its rows: of several processes that make one at once one gets it, and what a
//! power cut leaves of making one is no obstacle.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::testing::hooks::Medium as _;
use durable_runtime::{ErrorKind, Inspector};
use durable_tests::medium::{Disk, Survives};
use durable_tests::numbers::seed;

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
    std::thread::sleep(Duration::from_secs(60));
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
async fn a_folder_that_is_missing_is_named_and_nothing_else() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let missing = folder.path().join("data");
    let (missing, path) = (missing.display(), missing.join("orders.redb"));
    let error = Runtime::builder().open(&path).await.unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        format!(
            "Unavailable: there is no folder `{missing}` to make `{}` in: create it first (`std::fs::create_dir_all`), or choose another path",
            path.display()
        )
    );
    let runtime = Runtime::builder()
        .open(folder.path().join("orders.redb"))
        .await?;
    let error = runtime.backup(&path).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("there is no folder `{missing}`")),
        "{error}"
    );
    runtime.shutdown().await?;
    Ok(())
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

/// As in a rolling restart.
#[tokio::test]
async fn a_store_that_another_process_holds_can_be_waited_for() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let mut holder = begin_opener(&path);
    let said = said(&mut holder);
    let id = said.strip_prefix("has ").expect("it has the store");
    let long = Duration::from_secs(300);
    let opening = tokio::spawn(Runtime::builder().wait_for_lock(long).open(path));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!opening.is_finished());
    holder.kill()?;
    holder.wait()?;
    let runtime = opening.await.expect("it is not cut short")?;
    let instance = runtime.instance(id);
    instance.raise_event("go", &2).await?;
    assert_eq!(instance.result().await?.to_string(), "3");
    Ok(runtime.shutdown().await?)
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
            let opened = Runtime::builder().open_media(main, journal).await;
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
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
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

/// To open a pipe is to wait for whoever writes to it, and to read it to its end for whoever closes it.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_where_a_file_is_to_be_holds_nobody_up() -> Result<()> {
    const LONG: Duration = Duration::from_secs(30);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let pipe = |name: &str| {
        let made = Command::new("mkfifo")
            .arg(folder.path().join(name))
            .status();
        assert!(made.is_ok_and(|made| made.success()));
    };
    pipe("pipe");
    let store = folder.path().join("pipe");
    let opened = tokio::time::timeout(LONG, Runtime::builder().open(&store)).await?;
    assert_eq!(opened.unwrap_err().kind(), ErrorKind::NotAStore);
    let looked_at = tokio::time::timeout(LONG, Inspector::open(&store)).await?;
    assert_eq!(looked_at.unwrap_err().kind(), ErrorKind::NotAStore);
    // The ledger can be done without.
    pipe("store.redb-running");
    let runtime = tokio::time::timeout(LONG, Runtime::builder().open(&path)).await??;
    runtime.shutdown().await?;
    pipe("store.redb-journal");
    let opened = tokio::time::timeout(LONG, Runtime::builder().open(&path)).await?;
    assert_eq!(opened.unwrap_err().kind(), ErrorKind::FileExists);
    let looked_at = tokio::time::timeout(LONG, Inspector::open(&path)).await?;
    assert_eq!(looked_at.unwrap_err().kind(), ErrorKind::FileExists);
    Ok(())
}

/// By whatever name a store is opened, and wherever its process goes then.
#[cfg(unix)]
#[tokio::test]
async fn the_ledger_lies_beside_the_store_and_not_beside_a_link_to_it() -> Result<()> {
    let (folder, elsewhere) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let path = folder.path().join("store.redb");
    Runtime::builder().open(&path).await?.shutdown().await?;
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(&path, &link)?;
    let runtime = Runtime::builder().open(&link).await?;
    assert!(folder.path().join("store.redb-running").exists());
    assert_eq!(std::fs::read_dir(elsewhere.path())?.count(), 1);
    runtime.shutdown().await?;
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
    Ok(())
}

#[tokio::test]
async fn an_empty_path_is_told_to_be_one() -> Result<()> {
    let builder = Runtime::builder().wait_for_lock(Duration::from_secs(600));
    let error = builder.open("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotAStore, "{error}");
    assert!(error.to_string().contains("the path is empty"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_path_of_a_directory_is_told_with_one_of_a_file() -> Result<()> {
    let folder = tempfile::tempdir()?;
    for path in [folder.path().to_owned(), folder.path().join("data/")] {
        let error = Runtime::builder().open(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotAStore, "{error}");
        let file = format!("such as `{}`", path.join("app.redb").display());
        assert!(error.to_string().ends_with(&file), "{error}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_a_shutdown_cuts_short_says_so() -> Result<()> {
    const INSTANCES: u64 = 2000;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().open(&path).await?;
    drop(runtime.start_many((0..INSTANCES).map(waits)).await?);
    runtime.shutdown().await?;
    let mut cut = 0;
    for round in 0..20_u64 {
        let runtime = Runtime::builder().cache_bytes(0).open(&path).await?;
        let to = folder.path().join(format!("backup-{round}"));
        let backup = tokio::spawn({
            let (runtime, to) = (runtime.clone(), to.clone());
            async move { runtime.backup(to).await }
        });
        tokio::time::sleep(Duration::from_micros(500 * round)).await;
        runtime.shutdown().await?;
        match backup.await? {
            Ok(()) => assert!(to.exists()),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Stopped, "{error}");
                assert!(!to.exists());
                cut += 1;
            }
        }
    }
    assert!(cut > 0, "none was cut short");
    Ok(())
}
