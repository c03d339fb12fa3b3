//! Limits on the number of running activities. Those that wait for room all get it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::counting::open_counting_with;
use super::harness::*;
use crate::client::runtime::Runtime;
use crate::engine::activities::attempt::{ActivityKey, StoredIn};
use crate::engine::activities::last_chances::LastChances;
use crate::engine::activities::queue::{Queue, Ready};
use crate::engine::activities::runner::{AttemptEnvironment, Runner};
use crate::engine::activities::scheduler::Scheduler;
use crate::engine::ledger::Ledger;
use crate::model::id::{InstanceId, OpId};
use crate::model::retry::RetryPolicy;
use crate::step::command::ActivityTask;
use crate::step::entry::{ActivityEntry, Registration};
use crate::step::frame::Blob;
use crate::step::state::States;
use crate::store::rows::ActivityRow;
use crate::testing::TokioClock;

fn calls(activity: &str, numbers: std::ops::Range<u64>) -> Vec<Do> {
    numbers.map(|n| call(activity, n)).collect()
}

/// Opens the gate for those who wait at it, and again for those who come then, until `count` calls were made.
async fn let_through(bench: &Bench, at_a_time: usize, count: usize) {
    let mut before = 0;
    loop {
        until(async || {
            let made = bench.probe.calls().len();
            made == count || made == before + at_a_time
        })
        .await;
        // No other attempt begins.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let made = bench.probe.calls().len();
        assert!(made <= before + at_a_time, "{made} after {before}");
        bench.probe.gate.notify_waiters();
        if made == count {
            return;
        }
        before = made;
    }
}

#[tokio::test]
async fn no_more_activities_run_at_a_time_than_the_limit_says() {
    let bench = Bench::new();
    let builder = bench.builder().max_concurrent_activities(3);
    let runtime = builder.open(bench.path()).await.unwrap();
    let instance = start(&runtime, "a", vec![all(calls("gated", 0..10))]).await;
    let_through(&bench, 3, 10).await;
    instance.result().await.unwrap();
    assert_eq!(bench.probe.calls().len(), 10);
}

#[tokio::test]
async fn a_function_with_a_limit_of_its_own_does_not_hold_up_the_others() {
    static NARROW: ActivityEntry = narrow(&GATED, GATED.run);
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&NARROW));
    let builder = bench.builder_of(&program);
    let runtime = builder.open(bench.path()).await.unwrap();
    let narrow = start(&runtime, "a", vec![all(calls("narrow", 0..2000))]).await;
    until(async || bench.probe.calls().len() == 1).await;
    let others = start(&runtime, "b", vec![all(calls("inc", 0..2000))]).await;
    others.result().await.unwrap();
    assert_eq!(bench.probe.calls().len(), 2001, "one of `narrow`");
    for made in 2..20 {
        bench.probe.gate.notify_waiters();
        until(async || bench.probe.calls().len() == 2000 + made).await;
    }
    narrow.terminate("enough").await.unwrap();
}

#[tokio::test]
async fn each_of_many_more_than_fit_in_memory_runs_once_also_after_reopening() {
    const COUNT: u64 = 3000;
    let bench = Bench::new();
    let open = async |at_a_time| -> Runtime {
        let builder = bench.builder().max_concurrent_activities(at_a_time);
        builder.open(bench.path()).await.unwrap()
    };
    let runtime = open(2).await;
    let mut branches = calls("inc", 0..COUNT);
    branches.insert(0, call("gated", COUNT));
    branches.insert(1, call("gated", COUNT + 1));
    start(&runtime, "a", vec![all(branches)]).await;
    until(async || bench.probe.calls().len() == 2).await;
    runtime.shutdown().await.unwrap();
    bench.probe.calls.lock().unwrap().clear();

    let runtime = open(7).await;
    until(async || {
        bench.probe.gate.notify_waiters();
        runtime
            .instance("a")
            .status()
            .await
            .unwrap()
            .output
            .is_some()
    })
    .await;
    let calls = bench.probe.calls();
    let different: BTreeSet<_> = calls.iter().collect();
    assert_eq!(calls.len(), different.len());
    assert_eq!(calls.len() as u64, COUNT + 2);
    assert_eq!(count_rows(&bench, runtime).await["activities"], 0);
}

#[tokio::test]
async fn what_is_started_behind_a_backlog_has_its_turn_before_that_is_done() {
    const BACKLOG: u64 = 5000;
    let bench = Bench::new();
    let builder = bench.builder().max_concurrent_activities(1);
    let runtime = builder.open(bench.path()).await.unwrap();
    let mut branches = calls("inc", 0..BACKLOG);
    branches.insert(0, call("gated", BACKLOG));
    let backlog = start(&runtime, "a", vec![all(branches)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    start(&runtime, "b", vec![call("inc", 7_000_000)]).await;
    bench.probe.gate.notify_waiters();
    backlog.result().await.unwrap();
    let calls = bench.probe.calls();
    let place = calls.iter().position(|call| call == "inc 7000000");
    // Behind what was in memory before it came, and as much of the backlog.
    assert!(place.unwrap() < 600, "{place:?}");
}

#[tokio::test]
async fn what_waits_for_room_and_is_given_up_never_runs() {
    let bench = Bench::new();
    let builder = bench.builder().max_concurrent_activities(1);
    let runtime = builder.open(bench.path()).await.unwrap();
    start(&runtime, "first", vec![call("gated", 1)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    let given_up = start(&runtime, "a", vec![all(calls("inc", 0..2000))]).await;
    given_up.terminate("enough").await.unwrap();
    let last = start(&runtime, "last", vec![call("inc", 9)]).await;
    bench.probe.gate.notify_waiters();
    last.result().await.unwrap();
    assert_eq!(bench.probe.calls(), ["gated 1", "inc 9"]);
    assert_eq!(count_rows(&bench, runtime).await["activities"], 0);
}

#[tokio::test]
async fn retries_that_are_due_wait_for_room_too() {
    const COUNT: u64 = 2500;
    let bench = Bench::new();
    let builder = bench.builder().max_concurrent_activities(2);
    let runtime = builder.open(bench.path()).await.unwrap();
    bench.probe.failures.store(COUNT, Ordering::SeqCst);
    let policy = RetryPolicy::new(1_000_000, Duration::ZERO);
    let branches = (0..COUNT).map(|n| Do::Retry("flaky".into(), n, policy));
    let instance = start(&runtime, "a", vec![all(branches.collect())]).await;
    instance.result().await.unwrap();
    assert_eq!(bench.probe.calls().len() as u64, 2 * COUNT);
    assert_eq!(count_rows(&bench, runtime).await["timers"], 0);
}

#[tokio::test]
async fn a_batch_that_has_grown_large_waits_for_the_commit_before_it() {
    const INSTANCES: u64 = 200;
    let bench = Bench::new();
    let builder = bench.builder().batch_bytes_max(20_000);
    let (runtime, counts) = open_counting_with(&bench, builder).await;
    let script = vec![Do::Hold("x".repeat(5_000)), Do::Event("go".to_owned())];
    let starts = (0..INSTANCES).map(|number| {
        let (runtime, script) = (runtime.clone(), script.clone());
        tokio::spawn(async move {
            start(&runtime, &number.to_string(), script)
                .await
                .id()
                .clone()
        })
    });
    for started in starts.collect::<Vec<_>>() {
        started.await.unwrap();
    }
    let counts = counts.lock().unwrap().clone();
    assert!(counts.bytes > 5_000 * 200, "{counts:?}");
    assert!(counts.bytes_of_largest < 200_000, "{counts:?}");
    runtime.shutdown().await.unwrap();
}

fn last_chance(op: u64) -> Ready {
    let task = ActivityTask {
        name: "inc".to_owned(),
        input: Blob(Vec::new()),
        retry: None,
        timeout: None,
    };
    let row = ActivityRow {
        run: 1,
        task,
        failed: 0,
        first_at: None,
    };
    let key = ActivityKey {
        instance: InstanceId::unchecked("a"),
        run: 1,
        op: OpId::new(op),
    };
    Ready {
        entry: &INC,
        key,
        row: Arc::new(row),
        stored_in: StoredIn::Activities,
        lost: 1,
    }
}

/// Each was looked for among all others, also when it was cancelled.
#[test]
fn many_last_chances_are_had_in_their_order_without_those_that_were_cancelled() {
    const COUNT: u64 = 100_000;
    let mut chances = LastChances::default();
    for op in 0..COUNT {
        let chance = last_chance(op);
        assert!(!chances.contains(&chance.key));
        chances.push(chance);
    }
    for op in (0..COUNT).filter(|op| op % 3 != 0) {
        let key = last_chance(op).key;
        chances.remove(&key);
        assert!(!chances.contains(&key));
    }
    for op in (0..COUNT).step_by(3) {
        let next = chances.first().map(|ready| ready.key.op);
        assert_eq!(next, Some(OpId::new(op)));
        let taken = chances.pop().unwrap();
        assert_eq!(taken.key.op, OpId::new(op));
        assert!(!chances.contains(&taken.key));
    }
    assert!(chances.pop().is_none());
}

#[test]
fn an_activity_that_cannot_be_run_is_forgotten_when_it_is_cancelled() {
    let environment = AttemptEnvironment {
        states: States::default(),
        clock: Arc::new(TokioClock::new()),
    };
    let (outbox, _inbox) = tokio::sync::mpsc::channel(1);
    let runner = Runner::new(environment, outbox);
    let mut scheduler = Scheduler::new(Arc::default(), 1, runner, 0);
    let (instance, op) = (InstanceId::unchecked("a"), OpId::new(1));
    let unreadable = ActivityKey::of_unreadable(instance.clone(), op);
    let key = ActivityKey {
        instance,
        run: 1,
        op,
    };
    for key in [&key, &unreadable] {
        assert!(scheduler.set_stuck(key.clone()));
    }
    scheduler.cancel(&mut Ledger::none(), &key);
    for key in [&key, &unreadable] {
        assert!(!scheduler.is_stuck(key));
    }
}

#[test]
fn removed_activities_are_forgotten_though_some_lane_is_read_all_the_time() {
    static NARROW: ActivityEntry = narrow(&GATED, GATED.run);
    let mut queue = Queue::new(10, [&GATED, &NARROW]);
    let key = |n: u64| ActivityKey {
        instance: InstanceId::unchecked("a"),
        run: 1,
        op: OpId::new(n),
    };
    let last = || Some((InstanceId::unchecked("b"), OpId::new(0)));
    let (first, _) = queue.begin_read().unwrap();
    let (second, _) = queue.begin_read().unwrap();
    assert_ne!(first, second);
    for n in 0..1000 {
        queue.note_removed(&std::iter::once(key(n)).collect());
        assert!(queue.was_removed(&key(n)));
        // The other read began before that.
        assert!(n == 0 || queue.was_removed(&key(n - 1)));
        assert!(n < 2 || !queue.was_removed(&key(n - 2)), "{n}");
        let done = if n % 2 == 0 { first } else { second };
        queue.fill(done, last(), Vec::new());
        let (again, _) = queue.begin_read().unwrap();
        assert_eq!(again, done);
    }
    for lane in [first, second] {
        queue.fill(lane, last(), Vec::new());
    }
    assert!(!queue.was_removed(&key(999)));
}
