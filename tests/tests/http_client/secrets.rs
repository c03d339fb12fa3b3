//! A secret is sent, and is nowhere else.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use durable_runtime::http;
use durable_runtime::prelude::*;
use tempfile::TempDir;
use tracing::level_filters::LevelFilter;

use crate::server::{Server, answer};
use crate::{call, client, millis, open};

const SECRET: &str = "correct-horse-battery-staple";
const PLAIN: &str = "a-plain-value-that-is-stored";

/// The log of this process.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

/// Whether a file of the folder holds the text.
fn stored(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .any(|bytes| holds(&bytes, text))
}

#[tokio::test]
async fn a_secret_is_not_in_the_store_the_history_the_status_the_stack_or_the_log() {
    let log = Kept::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // Steps are made on threads of their own.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let server = Server::new(|before, _| match before {
        0 => answer(503),
        1 => answer(202)
            .header("location", "/job")
            .header("retry-after", "3600"),
        _ => answer(200),
    })
    .await;
    let request = http::get(server.at("/"))
        .secret_header("x-functions-key", "STAPLE")
        .header("x-plain", PLAIN)
        .retry(RetryPolicy::new(2, millis(10)));
    let mut shown = vec![format!("{request:?}")];
    let folder = TempDir::new().unwrap();
    let with_secret = || client().secret("STAPLE", SECRET);
    shown.push(format!("{:?}", with_secret()));
    let runtime = open(folder.path(), with_secret()).await;
    let instance = runtime.start(call(request).id("a")).await.unwrap();
    while server.seen().len() < 2 {
        tokio::time::sleep(millis(10)).await;
    }
    let waiting = loop {
        let waiting = instance.inspect().await.unwrap().unwrap();
        let text = serde_json::to_string(&waiting).unwrap();
        if text.contains("sleep_until") && text.contains("polled\":\"http") {
            break text;
        }
        tokio::time::sleep(millis(10)).await;
    };
    for seen in server.seen() {
        assert_eq!(seen.header("x-functions-key"), SECRET);
    }
    assert!(waiting.contains(PLAIN), "{waiting}");
    let history = instance.history().await.unwrap();
    let history = serde_json::to_string(&history).unwrap();
    assert!(history.contains(PLAIN), "{history}");
    let status = format!("{:?}", instance.status().await.unwrap());
    assert!(status.contains(PLAIN), "{status}");
    shown.extend([waiting, history, status]);
    assert!(stored(folder.path(), PLAIN) && !stored(folder.path(), SECRET));
    runtime.shutdown().await.unwrap();
    assert!(stored(folder.path(), PLAIN) && !stored(folder.path(), SECRET));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("durable_runtime"), "{log}");
    shown.push(log);
    for shown in shown {
        assert!(!shown.contains(SECRET), "{shown}");
    }
}
