//! Histories: how much of what happens is kept, and what is kept of large values.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{
    History, HistoryEvent, HistoryKind, IfExists, Instance, Runtime, Statistics,
};

#[activity]
async fn reply(conversation: Vec<String>) -> Result<String> {
    Ok(format!("{} things were said", conversation.len()))
}

#[activity]
async fn inc(n: u64) -> Result<u64> {
    Ok(n + 1)
}

/// At each turn all that was said before is passed on.
#[orchestrator]
async fn conversation(turns: usize) -> Result<usize> {
    let mut said = Vec::new();
    for turn in 0..turns {
        said.push(format!("turn {turn}: {}", "word ".repeat(100)));
        let reply = reply(said.clone()).await?;
        said.push(reply);
    }
    Ok(said.len())
}

macro_rules! counting {
    ($($name:ident($($arguments:tt)*);)+) => {
        $(
            #[orchestrator($($arguments)*)]
            async fn $name(count: u64) -> Result<u64> {
                let mut n = 0;
                while n < count {
                    n = inc(n).await?;
                }
                set_custom_status("counted");
                event::<()>("end").await?;
                Ok(n)
            }
        )+
    };
}

counting! {
    as_the_runtime_says();
    of_the_last_seven(history = 7);
    of_all(history = "all");
    of_nothing(history = "none");
}

async fn open(path: &Path, history: impl Into<History>) -> Runtime {
    let builder = Runtime::builder().history(history);
    builder.open(path).await.unwrap()
}

fn rows_of(statistics: &Statistics, table: &str) -> (u64, u64) {
    let mut tables = statistics.tables.iter();
    let table = tables.find(|found| found.name == table).unwrap();
    (table.rows, table.bytes)
}

/// How many rows of history a store holds, and how many bytes they have.
async fn history_size(runtime: &Runtime) -> (u64, u64) {
    rows_of(&runtime.statistics().await.unwrap(), "history")
}

#[tokio::test]
async fn the_history_of_a_loop_that_passes_on_all_that_was_said_grows_by_as_much_at_each_turn() {
    let mut bytes = BTreeMap::new();
    for turns in [100, 300] {
        let folder = tempfile::tempdir().unwrap();
        let runtime = open(&folder.path().join("store.redb"), true).await;
        let instance = runtime.start(conversation(turns)).await.unwrap();
        assert_eq!(instance.result().await.unwrap(), 2 * turns);
        bytes.insert(turns, history_size(&runtime).await.1);
        let history = instance.history().await.unwrap();
        let inputs: Vec<_> = history
            .iter()
            .filter_map(|event| match &event.kind {
                HistoryKind::TaskScheduled { input, .. } => Some(input),
                _ => None,
            })
            .collect();
        assert_eq!(inputs.len(), turns);
        // The first is small, and there whole; of the last its beginning is.
        assert!(inputs[0][0].as_str().unwrap().starts_with("turn 0: word"));
        let cut = &inputs[turns - 1]["cut"];
        assert!(cut["bytes"].as_u64().unwrap() > 50_000, "{cut}");
        let beginning = cut["beginning"].as_str().unwrap();
        assert!(beginning.starts_with(r#"["turn 0: word"#), "{beginning}");
        assert!(beginning.ends_with('…'));
        runtime.shutdown().await.unwrap();
    }
    assert!(bytes[&300] < 4 * bytes[&100], "{bytes:?}");
}

#[tokio::test]
async fn values_are_kept_whole_where_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let builder = Runtime::builder().history_value_bytes_max(usize::MAX);
    let runtime = builder
        .open(folder.path().join("store.redb"))
        .await
        .unwrap();
    let instance = runtime.start(conversation(20)).await.unwrap();
    instance.result().await.unwrap();
    let history = instance.history().await.unwrap();
    let last = history.iter().rev().find_map(|event| match &event.kind {
        HistoryKind::TaskScheduled { input, .. } => Some(input),
        _ => None,
    });
    assert_eq!(last.unwrap().as_array().unwrap().len(), 39);
}

/// What was called, and what came back, of a history.
fn shapes(history: &[HistoryEvent]) -> Vec<String> {
    let shape = |event: &HistoryEvent| match &event.kind {
        HistoryKind::ExecutionStarted { .. } => "started".to_owned(),
        HistoryKind::TaskScheduled { input, .. } => format!("inc {input}"),
        HistoryKind::TaskCompleted { result, .. } => format!("gave {result}"),
        HistoryKind::EventRaised { name, .. } => name.clone(),
        HistoryKind::ExecutionCompleted { .. } => "completed".to_owned(),
        kind => panic!("{kind:?}"),
    };
    history.iter().map(shape).collect()
}

/// What happens in the end, the last first.
fn all_shapes(count: u64) -> Vec<String> {
    let turns = (0..count).flat_map(|n| [format!("inc {n}"), format!("gave {}", n + 1)]);
    let mut all = vec!["started".to_owned()];
    all.extend(turns);
    all.extend(["end".to_owned(), "completed".to_owned()]);
    all
}

async fn shapes_at_the_end(instance: &Instance<u64>) -> Vec<String> {
    while instance.status().await.unwrap().custom_status.is_none() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    instance.raise_event("end", &()).await.unwrap();
    instance.result().await.unwrap();
    shapes(&instance.history().await.unwrap())
}

#[tokio::test]
async fn a_function_says_how_much_history_is_kept_of_it_or_the_runtime_does() {
    const COUNT: u64 = 40;
    let all = all_shapes(COUNT);
    let last = |count: usize| all[all.len() - count..].to_vec();
    for (history, expected) in [
        (History::All, all.clone()),
        (History::Last(5), last(5)),
        (History::Last(1), last(1)),
        (History::Last(0), vec![]),
        (History::None, vec![]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let runtime = open(&folder.path().join("store.redb"), history).await;
        let own = runtime.start(as_the_runtime_says(COUNT)).await.unwrap();
        assert_eq!(shapes_at_the_end(&own).await, expected, "{history:?}");
        let seven = runtime.start(of_the_last_seven(COUNT)).await.unwrap();
        assert_eq!(shapes_at_the_end(&seven).await, last(7));
        let everything = runtime.start(of_all(COUNT)).await.unwrap();
        assert_eq!(shapes_at_the_end(&everything).await, all);
        let nothing = runtime.start(of_nothing(COUNT)).await.unwrap();
        assert!(shapes_at_the_end(&nothing).await.is_empty());
        runtime.shutdown().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_not_kept_is_removed_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = open(&folder.path().join("store.redb"), true).await;
    let instance = runtime.start(of_the_last_seven(200)).await.unwrap();
    shapes_at_the_end(&instance).await;
    // Each row holds one event, or more.
    let (rows, _) = history_size(&runtime).await;
    assert!(rows <= 16, "{rows} rows of history");
    // The id's next instance takes the place of the last one, and of its history.
    let id = instance.id().to_string();
    for _ in 0..3 {
        let start = of_the_last_seven(30).id(&id);
        let again = runtime
            .start(start.if_exists(IfExists::Replace))
            .await
            .unwrap();
        shapes_at_the_end(&again).await;
        let (rows, _) = history_size(&runtime).await;
        assert!(rows <= 16, "{rows} rows of history");
    }
}

/// An instance goes on where it is, and so does its history.
#[tokio::test]
async fn how_much_is_kept_may_change_while_an_instance_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let mut noted = Vec::new();
    let id = "changing";
    let steps = [
        (History::All, 4, None),
        (History::Last(3), 2, Some(3)),
        (History::Last(10), 6, Some(10)),
        (History::Last(2), 3, Some(2)),
        (History::None, 3, Some(2)),
        (History::All, 3, None),
    ];
    for (number, (history, raised, max)) in steps.into_iter().enumerate() {
        let runtime = open(&path, history).await;
        // It is started once.
        let instance = runtime.start(waits().id(id)).await.unwrap();
        if number == 0 {
            noted.push("started".to_owned());
        }
        for n in 0..raised {
            let name = format!("event {number} {n}");
            instance.raise_event(&name, &()).await.unwrap();
            if history != History::None {
                noted.push(name);
            }
        }
        let shown = shapes(&instance.history().await.unwrap());
        let expected = match max {
            Some(max) => &noted[noted.len().saturating_sub(max)..],
            // What was removed before doesn't come back.
            None => &noted[noted.len() - shown.len()..],
        };
        let least = max.map_or(raised, |max| max.min(raised));
        assert!(shown.len() >= least, "{history:?}: {shown:?}");
        assert!(
            expected.ends_with(&shown),
            "{history:?}: {shown:?} of {expected:?}"
        );
        runtime.shutdown().await.unwrap();
    }
}

#[orchestrator]
async fn waits() -> Result<()> {
    event::<()>("never").await
}

/// The history is of no use for going on: whenever the runtime stops, the instance ends as it must, and what is
/// kept is what happened last.
#[tokio::test]
async fn the_last_events_are_kept_wherever_the_runtime_stops() {
    const COUNT: u64 = 12;
    let all = all_shapes(COUNT);
    for commits in 1..30 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.redb");
        let id = "cut-short";
        loop {
            let builder = Runtime::builder().halt_after_commits(commits);
            let runtime = builder.open(&path).await.unwrap();
            if runtime.instance(id).status().await.is_err() {
                let _ = runtime.start(of_the_last_seven(COUNT).id(id)).await;
            }
            let instance = runtime.instance(id);
            let _ = instance.raise_event("end", &()).await;
            let _ = instance.result().await;
            let status = instance.status().await;
            let history = instance.history().await;
            let _ = runtime.shutdown().await;
            if status.is_ok_and(|status| status.runtime_status.is_ended()) {
                let history = shapes(&history.unwrap());
                // The event may have come early, or several times.
                let calls: Vec<_> = history.iter().filter(|shape| *shape != "end").collect();
                assert!(history.len() <= 7, "{history:?}");
                let of_all: Vec<_> = all.iter().filter(|shape| *shape != "end").collect();
                assert!(of_all.ends_with(&calls), "{history:?}");
                break;
            }
        }
        let runtime = open(&path, true).await;
        let (rows, _) = history_size(&runtime).await;
        assert!(rows <= 16, "{rows} rows of history");
        runtime.shutdown().await.unwrap();
    }
}

/// The rows of the events before the last ones may be missing altogether.
#[tokio::test]
async fn a_row_that_is_missing_is_told_wherever_it_was() {
    use redb::{ReadableTable as _, TableDefinition};
    const HISTORY: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("history");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let runtime = open(&path, true).await;
    let start = of_the_last_seven(30).id("seven");
    let instance = runtime.start(start).await.unwrap();
    shapes_at_the_end(&instance).await;
    runtime.shutdown().await.unwrap();
    let keys: Vec<Vec<u8>> = {
        let database = redb::Database::create(&path).unwrap();
        let transaction = database.begin_write().unwrap();
        let table = transaction.open_table(HISTORY).unwrap();
        let rows = table.iter().unwrap();
        rows.map(|row| row.unwrap().0.value().to_vec()).collect()
    };
    assert!(keys.len() >= 4, "{}", keys.len());
    for key in keys {
        let damaged = folder.path().join("damaged.redb");
        std::fs::copy(&path, &damaged).unwrap();
        {
            let database = redb::Database::create(&damaged).unwrap();
            let transaction = database.begin_write().unwrap();
            {
                let mut table = transaction.open_table(HISTORY).unwrap();
                table.remove(key.as_slice()).unwrap();
            }
            transaction.commit().unwrap();
        }
        let inspector = durable_runtime::Inspector::open(&damaged).await.unwrap();
        let told = inspector.history("seven").await.unwrap_err();
        assert!(told.to_string().contains("is missing"), "{key:?}: {told}");
    }
}

/// Holds a text, and makes its steps faster than that is read.
#[orchestrator(history = 7)]
async fn restless(bytes: usize) -> Result<usize> {
    let text = "x".repeat(bytes);
    let mut n = 0;
    while n < u64::MAX {
        n = inc(n).await?;
    }
    Ok(text.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_never_rests_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = open(&folder.path().join("store.redb"), true).await;
    let instance = runtime.start(restless(30_000_000)).await.unwrap();
    let soon = Duration::from_secs(20);
    for _ in 0..5 {
        let history = tokio::time::timeout(soon, instance.history()).await;
        let history = history.expect("a history is read in time").unwrap();
        assert!(history.len() <= 7, "{}", history.len());
        let waiting = tokio::time::timeout(soon, instance.inspect()).await;
        waiting.expect("it is looked at in time").unwrap();
    }
}
