//! What users' code logs says for whom it runs.

use std::io::Write;
use std::sync::{Arc, Mutex};

use durable_runtime::prelude::*;
use tracing::level_filters::LevelFilter;

use crate::world::World;

#[activity(retry(attempts = 2, first = "1ms", when = worth_it))]
async fn logging(fails: bool) -> Result<()> {
    tracing::warn!("in the activity");
    tokio::task::yield_now().await;
    tracing::warn!("after its await");
    if fails {
        return Err(Failure::new("not now"));
    }
    Ok(())
}

fn worth_it(_: &Failure) -> bool {
    tracing::warn!("in the predicate");
    true
}

#[orchestrator]
async fn logs(fails: bool) -> Result<()> {
    tracing::warn!("before the await");
    let result = logging(fails).await;
    tracing::warn!("after the await");
    result
}

/// A log that is kept.
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

#[tokio::test]
async fn a_line_that_users_code_logs_carries_the_instance_the_function_and_the_attempt() {
    let kept = Kept::default();
    let writer = kept.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    // The tasks of this test run on its thread.
    let _guard = tracing::subscriber::set_default(subscriber);
    let world = World::new();
    let runtime = world.open().await;
    let instance = runtime.start(logs(true).id("a")).await.unwrap();
    instance.result().await.unwrap_err();

    let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = (text.lines())
        .filter(|line| line.contains("attempts::spans"))
        .map(|line| line.trim_start().trim_start_matches("WARN "))
        .collect();
    let orchestrator = r#"orchestrator{instance=a function="logs"}: attempts::spans: "#;
    let activity = |attempt: u32| {
        format!(r#"activity{{instance=a function="logging" attempt={attempt}}}: attempts::spans: "#)
    };
    let mut expected = vec![format!("{orchestrator}before the await")];
    for attempt in 1..=2 {
        for said in ["in the activity", "after its await", "in the predicate"] {
            expected.push(activity(attempt) + said);
        }
    }
    expected.push(format!("{orchestrator}after the await"));
    assert_eq!(lines, expected);
}
