//! Findings of reviews of the engine, each as the test that failed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::harness::*;
use crate::client::runtime::Runtime;
use crate::codec;
use crate::model::failure::{Failure, Result};
use crate::model::retry::RetryPolicy;
use crate::step::entry::{ActivityEntry, Attempt, Registration};
use crate::step::state::States;
use crate::store::redb::RedbStore;
use crate::store::{Options, Store};

/// A clock that is set by hand.
#[derive(Clone)]
struct ByHand(Arc<std::sync::Mutex<SystemTime>>);

impl crate::model::clock::Clock for ByHand {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }

    fn sleep_until(
        &self,
        _: SystemTime,
    ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(Duration::from_millis(5)))
    }
}

/// The engine and the store ordered ids differently, so that timers of one due time were skipped that sorted one way in
/// memory and the other way in the store.
#[tokio::test]
async fn timers_of_one_time_all_fire_whatever_their_ids() {
    let bench = Bench::new();
    let clock = ByHand(Arc::new(std::sync::Mutex::new(SystemTime::now())));
    let builder = bench.builder().clock(clock.clone()).history(false);
    let runtime = builder.open(bench.path()).await.unwrap();
    let sleep = || vec![Do::Sleep(Duration::from_secs(3600))];
    let named = runtime
        .start_many((0..4200).map(|n| typed(sleep()).id(format!("-{n:05}"))))
        .await
        .unwrap();
    let numbered = runtime
        .start_many((0..4200).map(|_| typed(sleep())))
        .await
        .unwrap();
    *clock.0.lock().unwrap() += Duration::from_secs(7200);
    let all_of =
        async |what: &str, instances: Vec<crate::client::instance::Instance<Vec<String>>>| {
            let mut missing = 0;
            for instance in instances {
                let wait = if missing == 0 { 5000 } else { 1 };
                let result =
                    tokio::time::timeout(Duration::from_millis(wait), instance.result()).await;
                missing += usize::from(result.is_err());
            }
            assert_eq!(missing, 0, "timers of {what} that have not fired");
        };
    all_of("texts", named).await;
    all_of("numbers", numbered).await;
}

/// The key of a result in `inbox` didn't contain the parent's run: the child of an earlier instance of the parent's id,
/// which continues when that was terminated, replaced the result that the present instance waited for.
#[tokio::test]
async fn the_result_of_a_child_is_not_lost_to_the_child_of_an_earlier_instance() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let waits = || vec![Do::Event("go".into())];
    let parent = start(&runtime, "p", vec![child(Some("old"), waits())]).await;
    until(async || runtime.instance("old").status().await.is_ok()).await;
    parent.terminate("again").await.unwrap();
    let parent = start(&runtime, "p", vec![child(Some("new"), waits())]).await;
    until(async || runtime.instance("new").status().await.is_ok()).await;
    drop(parent);
    runtime.shutdown().await.unwrap();

    let builder = bench.builder().halt_after_commits(1);
    let runtime = builder.open(bench.path()).await.unwrap();
    let (new, old) = (runtime.instance("new"), runtime.instance("old"));
    let null = crate::model::json::Json::null;
    let _ = tokio::join!(
        new.raise_event_json("go", null()),
        old.raise_event_json("go", null())
    );
    let _ = runtime.stopped().await;
    drop((new, old, runtime));

    let runtime = bench.open().await;
    for id in ["new", "old"] {
        assert!(
            runtime
                .instance(id)
                .status()
                .await
                .unwrap()
                .runtime_status
                .is_ended(),
            "{id}"
        );
    }
    let parent = runtime.instance("p");
    let result = tokio::time::timeout(Duration::from_secs(5), parent.result()).await;
    result
        .expect("its child has ended, and it is told so")
        .unwrap();
}

static NARROW: ActivityEntry = narrow(&GATED, run_narrow);

/// Fails as often as it is to, and waits at the gate from then on.
fn run_narrow(states: &States, input: &[u8]) -> Attempt {
    let probe = states.get::<Probe>().map(|probe| (*probe).clone());
    let n = codec::decode::<u64>(input);
    Box::pin(async move {
        let (probe, n) = (probe?, n?);
        probe.calls.lock().unwrap().push(n.to_string());
        let take = |left: u64| left.checked_sub(1);
        let failures = &probe.failures;
        if failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, take)
            .is_ok()
        {
            return Err(Failure::new("not now"));
        }
        probe.gate.notified().await;
        Result::Ok(codec::encode(&n)?)
    })
}

/// A retry that was put off was looked at when an attempt ended. One of a terminated instance used that up and began
/// nothing, so that those behind it were never looked at.
#[tokio::test]
async fn retries_that_wait_for_room_are_not_stuck_behind_those_of_terminated_instances() {
    const COUNT: u64 = 2100;
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&NARROW));
    let builder = bench.builder_of(&program).history(false);
    let runtime = builder.open(bench.path()).await.unwrap();
    bench.probe.failures.store(COUNT, Ordering::SeqCst);
    let policy = || RetryPolicy::new(5, Duration::from_secs(8));
    let script = |n| vec![Do::Retry("narrow".into(), n, policy())];
    let calls = (0..COUNT).map(|n| typed(script(n)).id(n.to_string()));
    runtime.start_many(calls).await.unwrap();
    until(async || bench.probe.calls().len() as u64 > COUNT).await;
    // All of the others are due.
    tokio::time::sleep(Duration::from_secs(9)).await;
    let calls = bench.probe.calls();
    assert_eq!(calls.len() as u64, COUNT + 1);
    let (running, last) = (
        calls[usize::try_from(COUNT).unwrap()].clone(),
        calls[usize::try_from(COUNT).unwrap() - 1].clone(),
    );
    assert_ne!(running, last);
    let ids: Vec<String> = (0..COUNT).map(|n| n.to_string()).collect();
    let mut terminating = tokio::task::JoinSet::new();
    for id in ids.into_iter().filter(|id| *id != running && *id != last) {
        let runtime: Runtime = runtime.clone();
        terminating.spawn(async move { runtime.instance(&id).terminate("enough").await });
    }
    for done in terminating.join_all().await {
        done.unwrap();
    }
    bench.probe.gate.notify_waiters();
    runtime.instance(&running).result().await.unwrap();
    let is_run = async || bench.probe.calls().len() as u64 > COUNT + 1;
    for _ in 0..500 {
        if is_run().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let status = runtime.instance(&last).status().await.unwrap();
    panic!(
        "nothing runs, and `narrow {last}`, which is due, is not begun: {:?}",
        status.runtime_status
    );
}

/// The remains of a compaction after a crash had the name `<path>-copy`, which people use for copies, too. Opening the
/// store removed it.
#[tokio::test]
async fn a_copy_that_a_person_made_is_left_alone() {
    let bench = Bench::new();
    bench.open().await.shutdown().await.unwrap();
    let by_hand = bench.folder.path().join("test.redb-copy");
    std::fs::copy(bench.path(), &by_hand).unwrap();
    let runtime = bench.open().await;
    assert!(by_hand.exists(), "the backup is gone");
    runtime.shutdown().await.unwrap();
}

/// A tidy close closed the main file before it removed the journal by its name. A runtime that opened the store in
/// between made a new journal there, and lost it, and with it all that it acknowledged until a kill.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_does_not_remove_the_journal_of_the_next_one_who_opens() {
    for round in 0..50 {
        let bench = Bench::new();
        let path = bench.path();
        let first = RedbStore::open(&path, Options::default()).unwrap();
        let next = std::thread::spawn({
            let path = path.clone();
            move || loop {
                match RedbStore::open(&path, Options::default()) {
                    Ok(store) => return store,
                    Err(_) => std::hint::spin_loop(),
                }
            }
        });
        first.close(true).await.unwrap();
        drop(first);
        let next = next.join().unwrap();
        let journal = bench.folder.path().join("test.redb-journal");
        assert!(
            journal.exists(),
            "round {round}: the open store has no journal"
        );
        drop(next);
        drop(RedbStore::open(&path, Options::default()).unwrap());
    }
}

/// The record and the rows beside it were read at different moments: an instance that stepped in between could not be
/// inspected, since a value of its checkpoint was missing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_an_instance_that_runs_is_no_error() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let step = |n: u64| [Do::Hold(format!("{n:>3000}")), call("inc", n)];
    let instance = start(&runtime, "a", (0..400).flat_map(step).collect()).await;
    let mut looks = 0;
    loop {
        looks += 1;
        match instance.inspect().await {
            Ok(_) => {}
            Err(error) => panic!("look {looks}: {error}"),
        }
        if instance.status().await.unwrap().runtime_status.is_ended() {
            return;
        }
    }
}

static TWO: ActivityEntry = ActivityEntry {
    name: "two",
    max_concurrent: Some(2),
    file: INC.file,
    line: INC.line,
    retry: None,
    retry_when: None,
    timeout: None,
    states: INC.states,
    run: INC.run,
    arguments: INC.arguments,
    result_in_json: INC.result_in_json,
};

static THREE: ActivityEntry = ActivityEntry {
    name: "three",
    max_concurrent: Some(3),
    file: FLAKY.file,
    line: FLAKY.line,
    retry: None,
    retry_when: None,
    timeout: None,
    states: FLAKY.states,
    run: FLAKY.run,
    arguments: INC.arguments,
    result_in_json: INC.result_in_json,
};

/// No find: fan-outs, races, retries, terminations and limits all together leave nothing behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stress_nothing_is_left_waiting() {
    let mut seed = 88_172_645_463_325_252_u64;
    let mut random = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&TWO));
    program.push(Registration::Activity(&THREE));
    let mut number = 0;
    for round in 0..4 {
        let builder = bench
            .builder_of(&program)
            .max_concurrent_activities(4)
            .layer_bytes(100_000);
        let runtime = builder.open(bench.path()).await.unwrap();
        bench.probe.failures.store(200, Ordering::SeqCst);
        let mut ids = Vec::new();
        for _ in 0..60 {
            number += 1;
            let id = format!("i{}", number % 100);
            let mut branches: Vec<Do> = Vec::new();
            let policy = RetryPolicy::new(300, Duration::from_millis(random(30)));
            for n in 0..random(250) {
                branches.push(match random(4) {
                    0 => call("inc", n),
                    1 => call("two", n),
                    2 => Do::Retry("three".into(), n, policy),
                    _ => Do::Several(
                        How::Select,
                        vec![
                            call("two", n),
                            Do::Retry("three".into(), n, policy),
                            call("inc", n),
                            Do::Sleep(Duration::from_secs(3600)),
                        ],
                    ),
                });
            }
            let how = [How::All, How::Each, How::Select][usize::try_from(random(3)).unwrap()];
            let script = vec![Do::Several(how, branches), call("two", 7), call("inc", 8)];
            if runtime
                .start_named("script", input(script))
                .id(&id)
                .await
                .is_ok()
            {
                ids.push(id.clone());
            }
            if random(5) == 0 {
                let _ = runtime.instance(&id).terminate("so").await;
            }
        }
        if round % 2 == 0 {
            runtime.shutdown().await.unwrap();
            continue;
        }
        for n in 0..100 {
            let instance = runtime.instance(&format!("i{n}"));
            let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
            assert!(result.is_ok(), "round {round}: i{n} of {ids:?} hangs");
        }
        let rows = count_rows(&bench, runtime).await;
        for table in [
            "activities",
            "timers",
            "inbox",
            "outcomes",
            "blocked",
            "values",
        ] {
            assert_eq!(rows[table], 0, "{table}");
        }
    }
}

static BLOCKING: ActivityEntry = ActivityEntry {
    name: "blocking",
    max_concurrent: None,
    file: INC.file,
    line: INC.line,
    retry: None,
    retry_when: None,
    timeout: None,
    states: INC.states,
    run: run_blocking,
    arguments: INC.arguments,
    result_in_json: INC.result_in_json,
};

static MAY_GO_ON: std::sync::Mutex<bool> = std::sync::Mutex::new(false);

/// Ends at once when it is called with 0, and otherwise blocks its thread, in tokio's way, until it is released.
fn run_blocking(_: &States, input: &[u8]) -> Attempt {
    let n = codec::decode::<u64>(input);
    Box::pin(async move {
        let n = n?;
        if n > 0 {
            tokio::task::block_in_place(|| {
                for _ in 0..1000 {
                    if *MAY_GO_ON.lock().unwrap() {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(10));
                }
            });
        }
        Result::Ok(codec::encode(&n)?)
    })
}

/// Ended attempts were reported when the last attempt of their batch was over. One that blocked its thread until
/// another instance stepped waited for ever, if that instance's attempt was in the batch.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_that_blocks_does_not_keep_back_what_others_have_done() {
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&BLOCKING));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    let habit = (0..30)
        .flat_map(|n| [call("inc", n), call("blocking", 0)])
        .collect();
    start(&runtime, "habit", habit)
        .await
        .result()
        .await
        .unwrap();
    let mut calls: Vec<_> = (0..60).map(|n| typed(vec![call("inc", n)])).collect();
    calls.insert(30, typed(vec![call("blocking", 1)]));
    let mut instances = runtime.start_many(calls).await.unwrap();
    let blocking = instances.remove(30);
    let mut hang = 0;
    for instance in instances {
        let wait = Duration::from_millis(if hang == 0 { 3000 } else { 1 });
        hang += usize::from(tokio::time::timeout(wait, instance.result()).await.is_err());
    }
    *MAY_GO_ON.lock().unwrap() = true;
    blocking.result().await.unwrap();
    assert_eq!(
        hang, 0,
        "instances whose activity had ended and that were not told so"
    );
}
