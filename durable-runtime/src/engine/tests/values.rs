//! Large locals: they are stored out of line, and are written when they change and not at each step.

use std::time::Duration;

use super::counting::open_counting;
use super::harness::*;

const LONG: usize = 100_000;

fn text(length: usize) -> String {
    "x".repeat(length)
}

#[tokio::test]
async fn a_large_local_is_written_when_it_changes() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let mut script = vec![Do::Hold(text(LONG))];
    // The script that is left is a local, too, and is to be a small one.
    script.extend((0..30).map(|n| call("inc", n)));
    script.push(Do::Hold(text(1)));
    script.extend((0..10).map(|n| call("inc", n)));
    script.push(Do::Held);
    let log = start(&runtime, "a", script).await.result().await.unwrap();
    let log: Vec<String> = log.decode().unwrap();
    assert_eq!(log.last().unwrap(), "1");
    let values = counts.lock().unwrap().values;
    assert_eq!(values, 2, "written when it came, removed when it went");
    assert_eq!(count_rows(&bench, runtime).await["values"], 0);
}

#[tokio::test]
async fn a_large_local_is_there_after_reopening_and_can_be_looked_at() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![
        Do::Hold(text(LONG)),
        Do::Event("go".to_owned()),
        Do::Held,
        Do::Sleep(Duration::from_millis(1)),
        Do::Held,
    ];
    start(&runtime, "a", script).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    let waiting = instance.inspect().await.unwrap().unwrap();
    assert_eq!(waiting.locals["text"].as_str().unwrap().len(), LONG);
    instance.raise_event("go", &1).await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","100000","slept","100000"]"#);
    assert_eq!(count_rows(&bench, runtime).await["values"], 0);
}

#[tokio::test]
async fn terminating_leaves_no_values() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![Do::Hold(text(LONG)), Do::Event("go".to_owned())];
    let instance = start(&runtime, "a", script).await;
    assert_eq!(
        runtime.store().values(instance.id()).await.unwrap().len(),
        1
    );
    instance.terminate("enough").await.unwrap();
    assert_eq!(count_rows(&bench, runtime).await["values"], 0);
}
