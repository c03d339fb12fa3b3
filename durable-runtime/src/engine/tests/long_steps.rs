//! Steps that compute for long, or for ever. They hold up no other instance, and no arrival is lost meanwhile.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::harness::*;
use super::joins::no_rows_but_records;
use super::maintenance::copy_files;
use crate::client::runtime::Runtime;
use crate::codec;
use crate::engine::ledger::Ledger;
use crate::engine::pool::{THREADS_MAX, THREADS_OF_FUNCTION_MAX};
use crate::engine::steps::UNDER_WAY_MAX;
use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::step::command::ChildStart;
use crate::step::cx::Cx;
use crate::step::entry::{ActivityEntry, NotInJson, OrchestratorEntry, Registration};
use crate::step::frame::{Blob, Frame, Manifest, Point};
use crate::step::result::StepResult;

/// A store on which a step is long after a millisecond.
async fn open(bench: &Bench) -> Runtime {
    let builder = bench.builder().long_step(Duration::from_millis(1));
    builder.open(bench.path()).await.unwrap()
}

fn compute(gate: &str) -> Do {
    Do::Compute(gate.to_owned())
}

/// As many steps as there are threads for them, and more.
fn many() -> usize {
    4 * std::thread::available_parallelism().map_or(1, usize::from)
}

/// On one thread of tokio, which has to run everything else.
#[tokio::test]
async fn others_go_on_beside_steps_that_never_end() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    for n in 0..many() {
        start(
            &runtime,
            &format!("endless {n}"),
            vec![compute("never (1)")],
        )
        .await;
    }
    until(async || gates::waited_for("never (1)") == many()).await;
    let script = vec![
        call("inc", 1),
        Do::Sleep(Duration::from_millis(5)),
        Do::Event("go".to_owned()),
        child(None, vec![call("inc", 2)]),
    ];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("go", &7).await.unwrap();
    let log = instance.result().await.unwrap();
    assert_eq!(log.as_str(), r#"["2","slept","7","[\"3\"]"]"#);
    // It waits for none of them.
    runtime
        .shutdown_within(Duration::from_secs(3600))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_endless_step_can_be_terminated_and_its_thread_is_replaced() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    for round in 0..3 {
        for n in 0..many() {
            start(
                &runtime,
                &format!("{round} {n}"),
                vec![compute("never (2)")],
            )
            .await;
        }
        until(async || gates::waited_for("never (2)") == (round + 1) * many()).await;
        for n in 0..many() {
            let instance = runtime.instance(&format!("{round} {n}"));
            instance.terminate("enough").await.unwrap();
            let status = instance.status().await.unwrap();
            assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
        }
    }
    // Their results are dropped, also where their ids are used again.
    let again = start(&runtime, "0 0", vec![Do::Event("go".to_owned())]).await;
    gates::open("never (2)");
    let other = start(&runtime, "other", vec![call("inc", 1)]).await;
    other.result().await.unwrap();
    again.raise_event("go", &1).await.unwrap();
    assert_eq!(again.result().await.unwrap().as_str(), r#"["1"]"#);
    let status = runtime.instance("2 0").status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
}

/// A function has at most so many threads. What can't be stepped any more is acknowledged all the same, and can be ended.
#[tokio::test]
async fn steps_for_which_no_thread_is_left_hold_up_no_acknowledgement_and_no_shutdown() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    let waits = start(&runtime, "waits", vec![Do::Event("go".to_owned())]).await;
    let endless = |n: usize| typed(vec![compute("never (4)")]).id(format!("endless {n}"));
    runtime
        .start_many((0..THREADS_MAX).map(endless))
        .await
        .unwrap();
    until(async || gates::waited_for("never (4)") >= THREADS_OF_FUNCTION_MAX).await;
    let acknowledged = async {
        waits.raise_event("go", &1).await.unwrap();
        start(&runtime, "behind", vec![call("inc", 1)]).await;
        waits.terminate("enough").await.unwrap();
        // More than may be under way.
        let behind = |n: usize| typed(vec![call("inc", 1)]).id(format!("behind {n}"));
        runtime
            .start_many((0..UNDER_WAY_MAX).map(behind))
            .await
            .unwrap();
        let hour = Duration::from_secs(3600);
        runtime.shutdown_within(hour).await.unwrap();
    };
    let acknowledged = tokio::time::timeout(Duration::from_secs(60), acknowledged).await;
    gates::open("never (4)");
    acknowledged.expect("nothing waits for a thread");
    let runtime = open(&bench).await;
    runtime.instance("behind").result().await.unwrap();
}

/// The script under another name.
fn script_named(name: &'static str) -> Registration {
    Registration::Orchestrator(Box::leak(Box::new(OrchestratorEntry {
        name,
        file: SCRIPT.file,
        line: SCRIPT.line,
        manifest: SCRIPT.manifest,
        check_input: SCRIPT.check_input,
        step: SCRIPT.step,
        plain: SCRIPT.plain,
    })))
}

/// A store on which a step is long after a millisecond, in a program with more scripts.
async fn open_with(bench: &Bench, names: &[&'static str]) -> Runtime {
    let mut program = program();
    program.extend(names.iter().map(|name| script_named(name)));
    let builder = bench.builder_of(&program);
    let builder = builder.long_step(Duration::from_millis(1));
    builder.open(bench.path()).await.unwrap()
}

/// Runs a function to its end.
async fn run(runtime: &Runtime, name: &str) {
    let started = runtime.start_named(name, input(vec![call("inc", 1)])).await;
    let result = started.unwrap();
    let result = tokio::time::timeout(SOON, result.result()).await;
    assert_eq!(result.unwrap().unwrap().as_str(), r#"["2"]"#);
}

#[tokio::test]
async fn steps_of_one_function_that_block_leave_threads_to_the_others() {
    let bench = Bench::new();
    let runtime = open_with(&bench, &["other"]).await;
    let count = THREADS_MAX + 20;
    let endless = |n: usize| typed(vec![compute("never (of one)")]).id(format!("endless {n}"));
    let started = runtime.start_many((0..count).map(endless)).await.unwrap();
    until(async || gates::waited_for("never (of one)") >= THREADS_OF_FUNCTION_MAX).await;
    run(&runtime, "other").await;
    assert!(gates::waited_for("never (of one)") < THREADS_MAX);
    // A terminated one has its thread until its step ends.
    started[0].terminate("enough").await.unwrap();
    // Those that have waited go on when the others do.
    gates::open("never (of one)");
    for instance in started.iter().skip(1) {
        let result = tokio::time::timeout(SOON, instance.result()).await;
        result.unwrap().unwrap();
    }
}

static WITHOUT_END: OrchestratorEntry = OrchestratorEntry {
    name: "without_end",
    file: "long_steps.rs",
    line: 1,
    manifest: &Manifest::of(
        2,
        "",
        &[
            Point::START,
            Point::of("without_end#1", 2, "without_end()", &[]),
        ],
    ),
    check_input: |_| Ok(()),
    step: starts_another,
    plain: |_| Box::pin(async { Err(Failure::new("it never ends")) }),
};

/// `async fn without_end() { without_end().await }`, of which each call is an instance.
fn starts_another(frame: &mut Frame, cx: &mut Cx<'_>) -> StepResult {
    if frame.point_in(WITHOUT_END.manifest) == 0 {
        let op = cx.start_child(ChildStart::of(WITHOUT_END.name, Json::null()));
        assert!(cx.take_outcome(op).is_none());
        frame.set_op(Blob(codec::encode(&op).unwrap()));
    }
    frame.wait_at(WITHOUT_END.manifest, 1);
    StepResult::Waiting
}

/// Their steps are over one after the other, and each leads to the next. The engine took hardly anything else
/// meanwhile.
#[tokio::test]
async fn others_go_on_beside_instances_that_start_each_other_without_end() {
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Orchestrator(&WITHOUT_END));
    let builder = bench.builder_of(&program).history(false);
    let builder = builder
        .long_step(Duration::from_millis(1))
        .batch_bytes_max(20_000);
    let runtime = builder.open(bench.path()).await.unwrap();
    let go_on = async {
        let waits = || vec![Do::Event("go".to_owned())];
        let instance = start(&runtime, "a", vec![waits(); 3].concat()).await;
        let without_end = |_| {
            Do::Begin(Box::new(Do::Child {
                function: WITHOUT_END.name.to_owned(),
                id: None,
                script: Vec::new(),
            }))
        };
        let many = (0..250).map(without_end).chain(waits()).collect();
        start(&runtime, "many", many).await;
        for n in 0..3 {
            instance.raise_event("go", &n).await.unwrap();
        }
        instance.result().await.unwrap();
    };
    let went_on = tokio::time::timeout(Duration::from_secs(60), go_on).await;
    runtime.shutdown().await.unwrap();
    went_on.expect("others have their turns");
}

/// Steps of a function that were always short are made by one of tokio's threads. One that never ends may stay there;
/// all others are made elsewhere from then on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_never_ends_though_it_is_trusted_holds_up_nobody() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    let many_calls = |n| (0..n).map(|n| call("inc", n)).collect::<Vec<_>>();
    let short = start(&runtime, "short", many_calls(100)).await;
    short.result().await.unwrap();
    for round in 1..=2 {
        for n in 0..many() {
            let id = format!("endless {round} {n}");
            start(&runtime, &id, vec![compute("never (3)")]).await;
        }
        until(async || gates::waited_for("never (3)") == round * many()).await;
        let others: Vec<_> = (0..50).map(|n| format!("other {round} {n}")).collect();
        for id in &others {
            start(&runtime, id, many_calls(10)).await;
        }
        for id in &others {
            runtime.instance(id).result().await.unwrap();
        }
    }
    runtime
        .instance("endless 1 0")
        .terminate("enough")
        .await
        .unwrap();
    // Also for the drop of tokio's runtime.
    gates::open("never (3)");
    runtime.instance("endless 2 0").result().await.unwrap();
}

/// The input of a step, the arrivals meanwhile, and the operations that it cancels.
#[tokio::test]
async fn what_comes_during_a_step_is_for_the_next_one() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    let script = vec![
        Do::Begin(Box::new(call("gated", 1))),
        Do::Begin(Box::new(Do::Retry(
            "flaky".to_owned(),
            2,
            RetryPolicy::new(5, Duration::from_millis(1)),
        ))),
        Do::Begin(Box::new(call("gated", 3))),
        Do::Event("go".to_owned()),
        compute("meanwhile"),
        Do::Take,
        Do::Take,
        Do::GiveUp,
        Do::Event("go".to_owned()),
        Do::Event("go".to_owned()),
        Do::Steps,
    ];
    bench.probe.failures.store(2, Ordering::SeqCst);
    let instance = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() >= 2).await;
    instance.raise_event("go", &1).await.unwrap();
    until(async || gates::waited_for("meanwhile") == 1).await;
    // All of this comes while it computes, and is acknowledged.
    instance.raise_event("go", &2).await.unwrap();
    bench.probe.gate.notify_waiters();
    until(async || {
        bench
            .probe
            .calls()
            .iter()
            .filter(|call| *call == "flaky 2")
            .count()
            == 3
    })
    .await;
    instance.raise_event("go", &3).await.unwrap();
    gates::open("meanwhile");
    let log = instance.result().await.unwrap();
    let log: Vec<String> = log.decode().unwrap();
    assert_eq!(log[..5], ["1", "1", "2", "2", "3"]);
    no_rows_but_records(&bench, runtime, 1).await;
}

/// The process dies while a step computes: what has come for it before and meanwhile is there, and it is stepped.
#[tokio::test]
async fn nothing_that_comes_during_a_step_is_lost_when_the_process_dies() {
    // At its first step, and at one that an activity, a timer, an event or a sub-orchestration has led to.
    let led_to = [
        None,
        Some(call("inc", 1)),
        Some(Do::Sleep(Duration::from_millis(1))),
        Some(Do::Event("first".to_owned())),
        Some(child(Some("b"), vec![call("inc", 5)])),
    ];
    for (number, led_to) in led_to.into_iter().enumerate() {
        let gate = format!("dies {number}");
        let mut script: Vec<Do> = led_to.into_iter().collect();
        script.extend([compute(&gate), Do::Event("go".to_owned()), call("inc", 7)]);
        let bench = Bench::new();
        let runtime = open(&bench).await;
        let instance = start(&runtime, "a", script).await;
        if number == 3 {
            instance.raise_event("first", &0).await.unwrap();
        }
        until(async || gates::waited_for(&gate) == 1).await;
        instance.raise_event("go", &number).await.unwrap();
        // As if it had died: what is not in the store is gone.
        let killed = Bench::new();
        copy_files(&bench.path(), &killed.path());
        let again = open(&killed).await;
        until(async || gates::waited_for(&gate) == 2).await;
        gates::open(&gate);
        let log = again.instance("a").result().await.unwrap();
        let log: Vec<String> = log.decode().unwrap();
        assert!(
            log.ends_with(&[number.to_string(), "8".to_owned()]),
            "{log:?}"
        );
        let count = if number == 4 { 2 } else { 1 };
        no_rows_but_records(&killed, again, count).await;
    }
}

/// The others that were stepped when the process died waited until it was over.
#[tokio::test]
async fn a_suspect_whose_step_never_ends_holds_up_no_other_suspect() {
    let bench = Bench::new();
    let runtime = open(&bench).await;
    let ids = ["endless", "other", "last"];
    let scripts = [compute("never (5)"), call("inc", 1), call("inc", 2)];
    for (id, then) in ids.into_iter().zip(scripts) {
        start(&runtime, id, vec![Do::Event("go".to_owned()), then]).await;
    }
    until(async || runtime.instance("last").inspect().await.unwrap().is_some()).await;
    runtime.shutdown().await.unwrap();
    // The process has died in their steps, and much time has gone by.
    for _ in 0..3 {
        let wait = Duration::from_secs(1);
        let mut ledger = Ledger::of_store(&bench.path(), SystemTime::UNIX_EPOCH, wait);
        for (run, id) in (1..).zip(ids) {
            ledger.begin_step(&InstanceId::unchecked(id), run);
        }
        ledger.flush();
        std::mem::forget(ledger);
    }
    let builder = bench.builder().long_step(Duration::from_millis(1));
    let builder = builder.suspect_wait(Duration::from_millis(1));
    let runtime = builder.open(bench.path()).await.unwrap();
    runtime
        .instance("endless")
        .raise_event("go", &0)
        .await
        .unwrap();
    until(async || gates::waited_for("never (5)") == 1).await;
    for id in ["other", "last"] {
        runtime.instance(id).raise_event("go", &0).await.unwrap();
    }
    // Not at once: what the endless one may yet do is not to be blamed on them.
    let status = runtime.instance("other").status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Running);
    for id in ["other", "last"] {
        let instance = runtime.instance(id);
        let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
        result.expect("it is stepped").unwrap();
    }
    gates::open("never (5)");
    runtime.instance("endless").result().await.unwrap();
}

/// The predicate of an activity's retries is the user's code, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_retry_predicate_that_does_not_end_holds_up_nobody_else_and_no_shutdown() {
    const GATE: &str = "a predicate decides";
    static PICKY: ActivityEntry = ActivityEntry {
        retry_when: Some(|_| {
            gates::wait_for(GATE);
            true
        }),
        ..failing("picky")
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&PICKY));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    let policy = RetryPolicy::new(2, Duration::ZERO);
    let script = vec![Do::Retry("picky".to_owned(), 1, policy)];
    start(&runtime, "a", script).await;
    until(async || gates::waited_for(GATE) == 1).await;
    let goes_on = async {
        let other = start(&runtime, "other", vec![call("inc", 1)]).await;
        other.result().await.unwrap();
        runtime.shutdown().await.unwrap();
    };
    let went_on = tokio::time::timeout(SOON, goes_on).await;
    gates::open(GATE);
    went_on.expect("others go on, and the shutdown ends");
}

/// So is the code that reads the input of a sub-orchestration.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_input_of_a_sub_orchestration_that_takes_long_to_read_holds_up_nobody_else() {
    const GATE: &str = "an input is read";
    static SLOW_TO_READ: OrchestratorEntry = OrchestratorEntry {
        name: "slow_to_read",
        file: "long_steps.rs",
        line: 1,
        manifest: SCRIPT.manifest,
        check_input: |_| {
            gates::wait_for(GATE);
            Ok(())
        },
        step: SCRIPT.step,
        plain: SCRIPT.plain,
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Orchestrator(&SLOW_TO_READ));
    let builder = bench.builder_of(&program);
    let builder = builder.long_step(Duration::from_millis(1));
    let runtime = builder.open(bench.path()).await.unwrap();
    let script = vec![Do::Child {
        function: "slow_to_read".to_owned(),
        id: None,
        script: vec![call("inc", 1)],
    }];
    let parent = runtime.start_named("script", input(script)).id("a");
    let goes_on = async {
        // The start is acknowledged though the step that follows isn't over.
        let parent = parent.await.unwrap();
        until(async || gates::waited_for(GATE) == 1).await;
        let other = start(&runtime, "other", vec![call("inc", 1)]).await;
        other.result().await.unwrap();
        parent
    };
    let went_on = tokio::time::timeout(SOON, goes_on).await;
    gates::open(GATE);
    let parent = went_on.expect("others go on");
    assert_eq!(parent.result().await.unwrap().as_str(), r#"["[\"2\"]"]"#);
}

/// A failure keeps the error that it was read as, which is the user's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_drop_of_an_error_that_was_read_holds_up_nobody_else() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Slow(String);
    impl Drop for Slow {
        fn drop(&mut self) {
            gates::wait_for(&self.0);
        }
    }
    fn failure(gate: &str) -> Failure {
        let failure = Failure::named(std::any::type_name::<Slow>(), "slow".to_owned());
        failure.with_data(gate).unwrap()
    }
    const IN_STEP: &str = "a step's error is dropped";
    const IN_ATTEMPT: &str = "an attempt's error is dropped";
    static FAILS: OrchestratorEntry = OrchestratorEntry {
        name: "fails",
        file: "long_steps.rs",
        line: 1,
        manifest: SCRIPT.manifest,
        check_input: |_| Ok(()),
        step: |_, _| {
            let failure = failure(IN_STEP);
            assert!(failure.downcast_ref::<Slow>().is_some());
            StepResult::Done(Err(failure))
        },
        plain: SCRIPT.plain,
    };
    static READS: ActivityEntry = ActivityEntry {
        retry_when: Some(|failure| failure.downcast_ref::<Slow>().is_none()),
        run: |_, _| Box::pin(async { Err(failure(IN_ATTEMPT)) }),
        ..failing("reads")
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Orchestrator(&FAILS));
    program.push(Registration::Activity(&READS));
    let builder = bench.builder_of(&program);
    let builder = builder.long_step(Duration::from_millis(1));
    let runtime = builder.open(bench.path()).await.unwrap();
    let goes_on = async {
        let fails = runtime.start_named("fails", Json::null()).await.unwrap();
        let reads = start(&runtime, "reads", vec![call("reads", 1)]).await;
        for gate in [IN_STEP, IN_ATTEMPT] {
            until(async || gates::waited_for(gate) > 0).await;
        }
        let other = start(&runtime, "other", vec![call("inc", 1)]).await;
        other.result().await.unwrap();
        [fails, reads]
    };
    let went_on = tokio::time::timeout(SOON, goes_on).await;
    for gate in [IN_STEP, IN_ATTEMPT] {
        gates::open(gate);
    }
    for instance in went_on.expect("others go on") {
        assert_eq!(instance.result().await.unwrap_err().message(), "slow");
    }
}

/// An activity that fails.
const fn failing(name: &'static str) -> ActivityEntry {
    ActivityEntry {
        name,
        file: "long_steps.rs",
        line: 1,
        retry: None,
        retry_when: None,
        timeout: None,
        max_concurrent: None,
        states: &[],
        run: |_, _| Box::pin(async { Err(Failure::new("not now")) }),
        arguments: |_| Err(String::new()),
        result_in_json: |_| Err(NotInJson::NotJson(String::new())),
    }
}
