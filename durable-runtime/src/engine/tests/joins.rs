//! Waiting for several operations at once: what it costs, what ends it, and what is left of it.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use redb::{Database, TableDefinition};

use super::counting::{open_counting, open_counting_by};
use super::harness::*;
use crate::client::runtime::Runtime;
use crate::model::clock::Clock;
use crate::model::history::HistoryKind;
use crate::model::id::{InstanceId, OpId};
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::step::entry::Registration;
use crate::store::key::{Key, Table};
use crate::store::redb::RedbStore;
use crate::store::{Options, Store};
use crate::testing::TokioClock;

const OUTCOMES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("outcomes");
const HOUR: Duration = Duration::from_secs(3600);

fn calls(numbers: impl Iterator<Item = u64>) -> Vec<Do> {
    numbers.map(|n| call("inc", n)).collect()
}

async fn until_over(runtime: &Runtime, id: &str, ops: &[u64]) {
    until(async || outcomes(runtime, id).await == ops).await;
}

#[tokio::test]
async fn a_join_costs_the_same_for_each_branch_however_many_there_are() {
    for n in [100, 1_000, 10_000] {
        let bench = Bench::new();
        let (runtime, counts) = open_counting(&bench).await;
        let script = vec![all(calls(0..n)), Do::Steps];
        let log = start(&runtime, "a", script).await.result().await.unwrap();
        let log: Vec<String> = log.decode().unwrap();
        let outputs: Vec<String> = (1..=n).map(|n| n.to_string()).collect();
        assert_eq!(log[0], outputs.join(" "));
        assert_eq!(log[1], "2", "steps");
        let counts = counts.lock().unwrap().clone();
        assert_eq!(
            counts.records, 2,
            "when it begins to wait, and when it ends"
        );
        assert_eq!(counts.reads_of_outcomes, 0);
        // The activity, its outcome and its history, each written and removed or written twice; and the counters once
        // in a batch.
        let branches = usize::try_from(n).unwrap();
        assert!(
            counts.rows <= 6 * branches + branches / 50 + 12,
            "{counts:?}"
        );
        assert_eq!(bench.probe.calls().len(), branches);
        assert_eq!(count_rows(&bench, runtime).await["outcomes"], 0);
    }
}

#[tokio::test]
async fn a_join_of_children_does_not_write_its_record_for_each() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let children = (0..300).map(|n| child(None, vec![call("inc", n)]));
    let script = vec![all(children.collect()), Do::Steps];
    let log = start(&runtime, "a", script).await.result().await.unwrap();
    let log: Vec<String> = log.decode().unwrap();
    assert!(log[0].starts_with(r#"["1"] ["2"] "#), "{}", log[0]);
    assert_eq!(log[1], "2", "steps");
    // Each child's when it calls and when it ends, and the parent's.
    assert_eq!(counts.lock().unwrap().records, 2 * 300 + 2);
    assert_eq!(counts.lock().unwrap().reads_of_outcomes, 0);
    let rows = count_rows(&bench, runtime).await;
    assert_eq!((rows["outcomes"], rows["inbox"]), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_join_of_activities_that_are_tried_again_does_not_write_its_record_for_each() {
    let bench = Bench::new();
    bench.probe.failures.store(150, Ordering::SeqCst);
    let clock = TokioClock::new();
    let (runtime, counts) = open_counting_by(&bench, clock).await;
    let retry = |n| Do::Retry("flaky".into(), n, RetryPolicy::new(9, HOUR));
    let mut branches: Vec<Do> = (0..100).map(retry).collect();
    branches.push(Do::Sleep(HOUR * 100));
    let script = vec![all(branches), Do::Steps];
    let instance = start(&runtime, "a", script).await;
    // The first attempts have all failed, and half of the second ones will.
    until(async || bench.probe.calls().len() == 100 && outcomes(&runtime, "a").await.len() == 100)
        .await;
    let waiting = instance.inspect().await.unwrap().unwrap();
    assert!(waiting.until.unwrap() <= clock.now() + HOUR);
    assert_eq!(counts.lock().unwrap().records, 1);
    runtime.shutdown().await.unwrap();

    let (runtime, counts) = open_counting_by(&bench, clock).await;
    let log = runtime.instance("a").result().await.unwrap();
    assert!(log.as_str().ends_with(r#"99 slept","2"]"#), "{log}");
    assert_eq!(counts.lock().unwrap().records, 1);
    assert_eq!(bench.probe.calls().len(), 250);
    no_rows_but_records(&bench, runtime, 1).await;
}

#[tokio::test(start_paused = true)]
async fn a_join_of_timers_is_not_read_for_each() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting_by(&bench, TokioClock::new()).await;
    let timers = (0..200).map(|n| Do::Sleep(Duration::from_secs(60 + n)));
    let script = vec![all(timers.collect()), Do::Steps];
    let log = start(&runtime, "a", script).await.result().await.unwrap();
    assert!(log.as_str().ends_with(r#"slept","2"]"#), "{log}");
    let counts = counts.lock().unwrap();
    assert_eq!(counts.records, 2);
    // One at the start, and one for the caller of `result`.
    assert!(counts.reads_of_records <= 3, "{counts:?}");
}

#[tokio::test]
async fn more_long_waits_than_memory_keeps_go_on() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let go = |n: u64| Do::Event(format!("go {n}"));
    let mut instances = Vec::new();
    for n in 0..40 {
        let script = vec![all(vec![call("inc", n), go(1), go(2)])];
        instances.push(start(&runtime, &n.to_string(), script).await);
    }
    for n in 1..=2 {
        for instance in &instances {
            instance.raise_event(&format!("go {n}"), &n).await.unwrap();
        }
    }
    for (n, instance) in instances.iter().enumerate() {
        let result = instance.result().await.unwrap();
        assert_eq!(result.as_str(), format!(r#"["{} 1 2"]"#, n + 1));
    }
    no_rows_but_records(&bench, runtime, 40).await;
}

#[tokio::test]
async fn waiting_for_one_operation_after_the_other_needs_no_rows_of_outcomes() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let script = vec![
        call("inc", 1),
        Do::Sleep(Duration::from_millis(1)),
        child(None, vec![call("inc", 2)]),
        Do::Several(How::Select, vec![Do::Event("go".into()), call("inc", 3)]),
        Do::Steps,
    ];
    let log = start(&runtime, "a", script).await.result().await.unwrap();
    assert_eq!(log.as_str(), r#"["2","slept","[\"3\"]","1: 4","5"]"#);
    let counts = counts.lock().unwrap();
    assert_eq!((counts.outcomes, counts.reads_of_outcomes), (0, 0));
}

#[tokio::test]
async fn looking_at_each_branch_steps_at_each() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let branches = vec![call("gated", 1), call("inc", 1), Do::Event("go".into())];
    let script = vec![Do::Several(How::Each, branches), Do::Steps];
    let instance = start(&runtime, "a", script).await;
    until(async || {
        let waiting = instance.inspect().await.unwrap().unwrap();
        waiting.locals["steps"] == 2
    })
    .await;
    instance.raise_event("go", &7).await.unwrap();
    bench.probe.gate.notify_one();
    assert_eq!(
        instance.result().await.unwrap().as_str(),
        r#"["1 2 7","4"]"#
    );
}

#[tokio::test]
async fn events_end_a_join_when_there_is_one_for_each_branch() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let go = || Do::Event("go".into());
    let script = vec![all(vec![go(), call("inc", 1), go()]), Do::Steps];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("Go", &1).await.unwrap();
    until_over(&runtime, "a", &[1]).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    instance.raise_event("other", &2).await.unwrap();
    instance.raise_event("go", &3).await.unwrap();
    assert_eq!(
        instance.result().await.unwrap().as_str(),
        r#"["1 2 3","2"]"#
    );
}

#[tokio::test]
async fn the_first_failure_ends_a_join_that_asks_for_that() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    bench.probe.failures.store(1, Ordering::SeqCst);
    let branches = vec![
        call("heeding", 1),
        call("deaf", 2),
        Do::Sleep(HOUR),
        Do::Event("go".into()),
        call("inc", 3),
        child(Some("b"), vec![call("deaf", 4)]),
        call("flaky", 5),
    ];
    let several = Do::Several(How::TryAll, branches);
    // The event that it waited for is not lost.
    let script = vec![
        Do::Several(How::Select, vec![several]),
        Do::Event("go".into()),
    ];
    let instance = start(&runtime, "a", script).await;
    let child = runtime.instance("b");
    let failure = child.result().await.unwrap_err();
    assert!(failure.message().contains("no longer waits"), "{failure}");
    instance.raise_event("go", &1).await.unwrap();
    let log = instance.result().await.unwrap();
    assert_eq!(log.as_str(), r#"["0: failed: not now","1"]"#);
    until(async || {
        let calls = bench.probe.calls();
        ["heeded 1", "dropped 2", "dropped 4"]
            .iter()
            .all(|told| calls.iter().any(|call| call == told))
    })
    .await;
    no_rows_but_records(&bench, runtime, 2).await;
}

/// Checks the rows that are left when all `count` instances have ended.
pub(super) async fn no_rows_but_records(bench: &Bench, runtime: Runtime, count: u64) {
    let mut rows = count_rows(bench, runtime).await;
    let besides = [
        "meta", "counters", "history", "machines", "counts", "children",
    ];
    rows.retain(|table, rows| *rows > 0 && !besides.contains(&table.as_str()));
    let left: Vec<_> = rows.into_iter().collect();
    let expected = [
        ("index".to_owned(), count),
        ("inputs".to_owned(), count),
        ("instances".to_owned(), count),
    ];
    assert_eq!(left, expected);
}

#[tokio::test]
async fn what_is_begun_and_not_awaited_is_kept_until_it_is() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let begin = |n| Do::Begin(Box::new(call("inc", n)));
    let script = vec![begin(1), begin(2), call("gated", 0), Do::GiveUp, Do::Take];
    start(&runtime, "a", script).await;
    until_over(&runtime, "a", &[0, 1]).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 4).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["0","3"]"#);
    no_rows_but_records(&bench, runtime, 1).await;
}

#[tokio::test]
async fn what_was_over_before_reopening_is_over_after_it() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let branches = vec![
        call("inc", 1),
        call("gated", 2),
        call("inc", 3),
        Do::Sleep(HOUR),
    ];
    let script = vec![Do::Several(
        How::Select,
        vec![all(branches), Do::Event("go".into())],
    )];
    let instance = start(&runtime, "a", script).await;
    until_over(&runtime, "a", &[0, 2]).await;
    // The record isn't written for them, and the history tells of them.
    assert_eq!(completed(&runtime).await, 2);
    let waiting = instance.inspect().await.unwrap().unwrap();
    assert!(waiting.until.unwrap() > SystemTime::now());
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 4).await;
    bench.probe.gate.notify_waiters();
    until_over(&runtime, "a", &[0, 1, 2]).await;
    assert_eq!(completed(&runtime).await, 3);
    let instance = runtime.instance("a");
    instance.raise_event("go", &1).await.unwrap();
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["1: 1"]"#);
    assert_eq!(completed(&runtime).await, 3);
    let mut calls = bench.probe.calls();
    calls.sort_unstable();
    assert_eq!(calls, ["gated 2", "gated 2", "inc 1", "inc 3"]);
    no_rows_but_records(&bench, runtime, 1).await;
}

/// The number of times that a call was made.
fn made(bench: &Bench, call: &str) -> usize {
    let calls = bench.probe.calls();
    calls.iter().filter(|made| *made == call).count()
}

/// The number of completed activities of `a`, by its history.
async fn completed(runtime: &Runtime) -> usize {
    let history = runtime.instance("a").history().await.unwrap();
    let kinds = history.iter().map(|event| &event.kind);
    kinds
        .filter(|kind| matches!(kind, HistoryKind::TaskCompleted { .. }))
        .count()
}

#[tokio::test]
async fn terminating_in_the_middle_of_a_join_leaves_no_rows() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    bench.probe.failures.store(1, Ordering::SeqCst);
    let branches = vec![
        call("inc", 1),
        call("gated", 2),
        Do::Sleep(HOUR),
        Do::Retry("flaky".into(), 3, RetryPolicy::new(2, HOUR)),
        Do::Event("go".into()),
        child(Some("b"), vec![]),
    ];
    let script = vec![Do::Begin(Box::new(call("inc", 4))), all(branches)];
    let instance = start(&runtime, "a", script).await;
    until(async || {
        let waiting = instance.inspect().await.unwrap().unwrap();
        made(&bench, "flaky 3") == 1
            && waiting.until.is_some()
            && outcomes(&runtime, "a").await.contains(&0)
    })
    .await;
    runtime.instance("b").result().await.unwrap();
    instance.terminate("enough").await.unwrap();
    no_rows_but_records(&bench, runtime, 2).await;
}

#[tokio::test]
async fn a_second_instance_of_an_id_does_not_see_what_the_first_one_left() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(
        &runtime,
        "a",
        vec![all(vec![call("inc", 1), call("gated", 2)])],
    )
    .await;
    until_over(&runtime, "a", &[0]).await;
    instance.terminate("enough").await.unwrap();
    let script = vec![all(vec![call("gated", 3), call("inc", 4)]), Do::Steps];
    start(&runtime, "a", script).await;
    until_over(&runtime, "a", &[1]).await;
    runtime.shutdown().await.unwrap();
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 5).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["3 5","2"]"#);
}

#[tokio::test]
async fn what_arrives_for_a_blocked_instance_is_there_when_it_goes_on() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![all(vec![call("inc", 1), call("gated", 2), call("deaf", 3)])];
    start(&runtime, "a", script).await;
    until_over(&runtime, "a", &[0]).await;
    runtime.shutdown().await.unwrap();

    let mut without = program();
    without.retain(|registration| {
        !matches!(registration, Registration::Activity(entry) if entry.name == "deaf")
    });
    let runtime = bench.builder_of(&without).open(bench.path()).await.unwrap();
    let instance = runtime.instance("a");
    until(async || instance.status().await.unwrap().blocked.is_some()).await;
    until(async || made(&bench, "gated 2") == 2).await;
    bench.probe.gate.notify_waiters();
    until_over(&runtime, "a", &[0, 1]).await;
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    until(async || made(&bench, "deaf 3") == 2).await;
    until(async || instance.status().await.unwrap().blocked.is_none()).await;
    assert_eq!(outcomes(&runtime, "a").await, [0, 1]);
    instance.terminate("enough").await.unwrap();
    no_rows_but_records(&bench, runtime, 1).await;
}

#[tokio::test]
async fn an_outcome_that_cannot_be_read_blocks_its_instance_until_it_can() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(
        &runtime,
        "a",
        vec![all(vec![call("inc", 1), call("gated", 2)])],
    )
    .await;
    until_over(&runtime, "a", &[0]).await;
    runtime.shutdown().await.unwrap();
    let put = |row: &[u8]| {
        let database = Database::open(bench.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        let old = {
            let mut table = transaction.open_table(OUTCOMES).unwrap();
            let key = Key::of_op(Table::Outcomes, &InstanceId::unchecked("a"), OpId::new(0));
            let old = table.insert(key.within(), row).unwrap().unwrap();
            old.value().to_vec()
        };
        transaction.commit().unwrap();
        old
    };
    let row = put(&[2, 0xff, 0xff]);

    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 3).await;
    bench.probe.gate.notify_waiters();
    let instance = runtime.instance("a");
    until(async || {
        let status = instance.status().await.unwrap();
        let reason = status.blocked.unwrap_or_default();
        reason.contains("an outcome that it has not taken can't be read")
            && status.runtime_status == RuntimeStatus::Suspended
    })
    .await;
    runtime.shutdown().await.unwrap();

    put(&row);
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 4).await;
    bench.probe.gate.notify_waiters();
    let instance = runtime.instance("a");
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["2 2"]"#);
    assert!(instance.status().await.unwrap().blocked.is_none());
    no_rows_but_records(&bench, runtime, 1).await;
}

/// Runs a join in runtimes that stop dead after `n` commits each. Returns the number of runtimes.
async fn run_halting_after(n: u64) -> usize {
    let bench = Bench::new();
    let clock = TokioClock::new();
    // The operation with the number `n` is the call of `inc` with it.
    let mut branches = calls(0..5);
    branches.push(Do::Sleep(HOUR));
    branches.push(child(Some("b"), vec![call("inc", 100)]));
    branches.push(call("inc", 7));
    let policy = RetryPolicy::new(5, HOUR);
    branches.push(Do::Retry("flaky".into(), 8, policy));
    bench.probe.failures.store(1, Ordering::SeqCst);
    let mut over: Vec<u64> = Vec::new();
    for opened in 1..200 {
        let before = bench.probe.calls().len();
        let builder = bench.builder().clock(clock).halt_after_commits(n);
        let runtime = builder.open(bench.path()).await.unwrap();
        if runtime.instance("a").status().await.is_err() {
            let script = vec![all(branches.clone()), call("inc", 9)];
            let _ = runtime.start(typed(script).id("a")).await;
        }
        let result = runtime.instance("a").result().await;
        let stopped = runtime.shutdown().await;
        for call in &bench.probe.calls()[before..] {
            let again = over.iter().any(|op| *call == format!("inc {op}"));
            assert!(!again, "{call} was over before it was opened again");
        }
        if let Ok(result) = result {
            let expected = r#"["1 2 3 4 5 slept [\"101\"] 8 8","10"]"#;
            assert_eq!(result.as_str(), expected);
            return opened;
        }
        stopped.unwrap_err();
        let store = RedbStore::open(&bench.path(), Options::default()).unwrap();
        let store: &dyn Store = &store;
        let rows = store.outcomes(&InstanceId::unchecked("a")).await.unwrap();
        over = rows.into_iter().map(|(op, _)| op.number()).collect();
    }
    panic!("it never ends when it is halted after {n} commits");
}

#[tokio::test(start_paused = true)]
async fn a_join_gives_the_same_result_whenever_it_is_cut_short() {
    for n in 1.. {
        if run_halting_after(n).await == 1 {
            assert!(n > 3, "a run of {n} commits would not be worth cutting");
            return;
        }
    }
}
