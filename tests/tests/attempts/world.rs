//! What these tests share: a store in a folder of its own, and a log of what activities did.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use durable_runtime::Builder;
use durable_runtime::prelude::*;
use tempfile::TempDir;
use tokio::sync::Notify;

/// A store's file, and what the activities that run on it did.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) log: Log,
}

/// What activities did, in order, and a gate at which they may wait. The tests' `State`.
#[derive(Clone, Default)]
pub(crate) struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    pub(crate) gate: Arc<Notify>,
    /// A handle that an activity has kept.
    pub(crate) kept: Arc<Mutex<Option<Runtime>>>,
}

impl Log {
    pub(crate) fn add(&self, line: impl Into<String>) {
        self.lines.lock().unwrap().push(line.into());
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Waits until it has that many lines.
    pub(crate) async fn reaches(&self, count: usize) {
        until(async || self.lines().len() >= count).await;
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            log: Log::default(),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("test.redb")
    }

    pub(crate) fn builder(&self) -> Builder {
        Runtime::builder().state(self.log.clone())
    }

    pub(crate) async fn open(&self) -> Runtime {
        self.builder().open(self.path()).await.unwrap()
    }
}

/// Waits for something that happens soon.
pub(crate) async fn until(mut condition: impl AsyncFnMut() -> bool) {
    for _ in 0..4000 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not happen within 20 s");
}

#[activity]
pub(crate) async fn note(log: State<Log>, line: String) -> Result<String> {
    log.add(&line);
    Ok(line)
}
