//! Crashes and failing disks: what was acknowledged is there, and nothing is done twice that was
//! recorded.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::harness::*;
use crate::client::builder::Builder;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::retry::RetryPolicy;
use crate::testing::TokioClock;
use crate::testing::hooks::Medium;

/// A run that has one of everything.
fn everything() -> Vec<Do> {
    let policy = RetryPolicy::new(5, Duration::from_secs(60));
    vec![
        call("inc", 1),
        Do::Sleep(Duration::from_secs(600)),
        Do::Retry("flaky".into(), 3, policy),
        Do::Status("the child's turn".into()),
        Do::Child {
            function: "script".to_owned(),
            id: Some("child".to_owned()),
            script: vec![call("inc", 4), Do::Sleep(Duration::from_secs(60))],
        },
        call("inc", 5),
    ]
}

const RESULT: &str = r#"["2","slept","3","[\"5\",\"slept\"]","6"]"#;

/// Runs [`everything`] in runtimes that stop dead after `n` commits each. Returns the number of runtimes.
async fn run_halting_after(n: u64) -> usize {
    let bench = Bench::new();
    let clock = TokioClock::new();
    bench.probe.failures.store(1, Ordering::SeqCst);
    for opened in 1..200 {
        let runtime = bench
            .builder()
            .clock(clock)
            .halt_after_commits(n)
            .open(bench.path())
            .await
            .unwrap();
        // An acknowledgement may be lost, so a client looks whether it was started.
        if let Err(error) = runtime.instance("a").status().await
            && error.kind() == ErrorKind::InstanceNotFound
        {
            let _ = runtime.start(typed(everything()).id("a")).await;
        }
        let result = runtime.instance("a").result().await;
        let stopped = runtime.shutdown().await;
        if let Ok(result) = result {
            assert_eq!(result.as_str(), RESULT);
            let calls = bench.probe.calls();
            for call in ["inc 1", "flaky 3", "inc 4", "inc 5"] {
                assert!(calls.iter().any(|made| made == call), "{call} of {calls:?}");
            }
            return opened;
        }
        assert_eq!(stopped.unwrap_err().kind(), ErrorKind::Stopped);
    }
    panic!("it never ends when it is halted after {n} commits");
}

#[tokio::test(start_paused = true)]
async fn a_run_gives_the_same_result_whenever_it_is_cut_short() {
    for n in 1.. {
        if run_halting_after(n).await == 1 {
            assert!(n > 8, "a run of {n} commits would not be worth cutting");
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_waits_survives_reopening_with_its_attempts_counted() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    bench.probe.failures.store(99, Ordering::SeqCst);
    let policy = RetryPolicy::new(3, Duration::from_secs(600));
    let open = || bench.builder().clock(clock).open(bench.path());
    let runtime = open().await.unwrap();
    start(&runtime, "a", vec![Do::Retry("flaky".into(), 1, policy)]).await;
    let began = tokio::time::Instant::now();
    until(async || {
        let waiting = runtime.instance("a").inspect().await.unwrap().unwrap();
        waiting.until.is_some()
    })
    .await;
    runtime.shutdown().await.unwrap();
    // Opened long before the attempt is due, and long after.
    tokio::time::sleep(Duration::from_secs(60)).await;
    let runtime = open().await.unwrap();
    tokio::time::sleep(Duration::from_secs(500)).await;
    assert_eq!(bench.probe.calls().len(), 1);
    tokio::time::sleep(Duration::from_secs(35)).await;
    until(async || bench.probe.calls().len() == 2).await;
    assert!(began.elapsed() >= Duration::from_secs(600));
    runtime.shutdown().await.unwrap();
    tokio::time::sleep(Duration::from_secs(6000)).await;
    let runtime = open().await.unwrap();
    let failure = runtime.instance("a").result().await.unwrap_err();
    assert_eq!(failure.message(), "not now");
    assert!((3..=4).contains(&bench.probe.calls().len()));
    assert_eq!(count_rows(&bench, runtime).await["timers"], 0);
}

/// A disk that fails on request, and remembers its content at each sync: that is all that a crash leaves.
#[derive(Clone, Debug, Default)]
struct Disk {
    content: Arc<Mutex<Content>>,
    synced: Arc<Mutex<Vec<Content>>>,
    full: Arc<AtomicBool>,
    closed: Arc<AtomicBool>,
}

/// The main file and the journal.
type Content = [Vec<u8>; 2];

/// One of the two files.
#[derive(Clone, Debug)]
struct OnDisk {
    disk: Disk,
    file: usize,
}

impl Disk {
    fn holding(content: Content) -> Self {
        let disk = Self::default();
        *disk.content.lock().unwrap() = content;
        disk
    }

    fn syncs(&self) -> usize {
        self.synced.lock().unwrap().len()
    }

    fn check(&self) -> std::io::Result<()> {
        if self.full.load(Ordering::SeqCst) {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    async fn open(&self, builder: Builder) -> Result<Runtime, Error> {
        let [main, journal] = [0, 1].map(|file| OnDisk {
            disk: self.clone(),
            file,
        });
        builder.open_media(main, journal).await
    }
}

impl Medium for OnDisk {
    fn len(&self) -> std::io::Result<u64> {
        Ok(self.disk.content.lock().unwrap()[self.file].len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
        let offset = usize::try_from(offset).unwrap();
        let content = self.disk.content.lock().unwrap();
        out.copy_from_slice(&content[self.file][offset..offset + out.len()]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> std::io::Result<()> {
        self.disk.check()?;
        let len = usize::try_from(len).unwrap();
        self.disk.content.lock().unwrap()[self.file].resize(len, 0);
        Ok(())
    }

    fn sync(&self) -> std::io::Result<()> {
        self.disk.check()?;
        // Unsynced content of the other file may be lost or not: here it is not.
        let content = self.disk.content.lock().unwrap().clone();
        self.disk.synced.lock().unwrap().push(content);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> std::io::Result<()> {
        self.disk.check()?;
        let offset = usize::try_from(offset).unwrap();
        self.disk.content.lock().unwrap()[self.file][offset..offset + data.len()]
            .copy_from_slice(data);
        Ok(())
    }

    fn close(&self) -> std::io::Result<()> {
        self.disk.closed.store(true, Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_power_cut_at_any_sync_loses_nothing_that_was_acknowledged() {
    let bench = Bench::new();
    let clock = TokioClock::new();
    let open = async |disk: Disk| disk.open(bench.builder().clock(clock)).await;
    let disk = Disk::default();
    let runtime = open(disk.clone()).await.unwrap();
    let instance = runtime.start(typed(everything()).id("a")).await.unwrap();
    let started = disk.syncs();
    let result = instance.result().await.unwrap();
    let ended = disk.syncs();
    runtime.shutdown().await.unwrap();

    let synced = disk.synced.lock().unwrap().clone();
    for (number, content) in synced.into_iter().enumerate().skip(1) {
        bench.probe.calls.lock().unwrap().clear();
        let Ok(runtime) = open(Disk::holding(content)).await else {
            assert!(
                number < started,
                "the store of sync {number} can't be opened"
            );
            continue;
        };
        let again = runtime.instance("a");
        if number + 1 >= started {
            let again: Vec<String> = again.result().await.unwrap().decode().unwrap();
            assert_eq!(again, result, "after sync {number}");
        } else if let Err(error) = again.status().await {
            assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
        }
        if number + 1 >= ended {
            assert!(bench.probe.calls().is_empty(), "after sync {number}");
        }
        runtime.shutdown().await.unwrap();
    }
}

#[tokio::test]
async fn a_full_disk_stops_the_runtime_and_loses_nothing_that_was_acknowledged() {
    let bench = Bench::new();
    let disk = Disk::default();
    let open = async || disk.open(bench.builder()).await.unwrap();
    let runtime = open().await;
    start(&runtime, "kept", vec![call("gated", 1)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    let waiting = tokio::spawn({
        let instance = runtime.instance("kept");
        async move { instance.result().await }
    });

    disk.full.store(true, Ordering::SeqCst);
    let refused = runtime.start(typed(vec![]).id("refused")).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Stopped);
    let stopped = runtime.stopped().await.unwrap_err();
    assert_eq!(stopped.kind(), ErrorKind::Unavailable);
    assert!(stopped.to_string().contains("make room"), "{stopped}");
    let failure = waiting.await.unwrap().unwrap_err();
    assert!(failure.message().contains("stopped"), "{failure}");
    assert!(disk.closed.load(Ordering::SeqCst));
    drop(runtime);

    disk.full.store(false, Ordering::SeqCst);
    let runtime = open().await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("kept").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1"]"#);
    let refused = runtime.instance("refused").status().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InstanceNotFound);
}
