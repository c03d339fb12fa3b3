//! An engine that is driven round by round, so that what comes while a commit is under way comes there each time.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{mpsc, oneshot};

use super::harness::*;
use crate::engine::Engine;
use crate::engine::checker::CHECK_MAX;
use crate::engine::handlers::read_timers;
use crate::engine::histories::HistorySettings;
use crate::engine::instances::entry::Loaded;
use crate::engine::ledger::Ledger;
use crate::engine::message::{Message, Start};
use crate::engine::open::Settings;
use crate::engine::recovery::recover;
use crate::engine::shutdown::ShutdownSender;
use crate::engine::sizes::SizeLimit;
use crate::engine::stepping::end::end_steps;
use crate::engine::stepping::later::{begin_later, keep_unstepped};
use crate::engine::steps::{QUEUED_MAX, UNDER_WAY_MAX};
use crate::engine::waiters::Waiters;
use crate::engine::work::Work;
use crate::functions::registry::Registry;
use crate::model::clock::Still;
use crate::model::event_limits::EventLimits;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::tags::Tags;
use crate::step::entry::Registration;
use crate::step::state::States;
use crate::store::Options;
use crate::store::key::{Due, TimerKey};
use crate::store::redb::RedbStore;

/// An engine with a clock that stands still, on the bench's store.
pub(super) async fn engine(bench: &Bench, now: SystemTime) -> Engine {
    let mut engine = engine_of(bench, &program(), now, usize::MAX);
    recover_in(&mut engine).await;
    read_timers(engine.parts.round()).await.unwrap();
    engine
}

async fn recover_in(engine: &mut Engine) {
    let recovered = recover(&mut engine.parts);
    recovered.await.unwrap();
}

fn engine_of(
    bench: &Bench,
    program: &[Registration],
    now: SystemTime,
    batch_bytes_max: usize,
) -> Engine {
    engine_with(bench, program, now, batch_bytes_max, Duration::MAX)
}

fn engine_with(
    bench: &Bench,
    program: &[Registration],
    now: SystemTime,
    batch_bytes_max: usize,
    long_step: Duration,
) -> Engine {
    let store = RedbStore::open(&bench.path(), Options::default()).unwrap();
    let (sender, receiver) = mpsc::channel(16);
    let (shutdown, shutdown_receiver) = ShutdownSender::channel();
    // No handle stops it.
    std::mem::forget(shutdown);
    let settings = Settings {
        store: Arc::new(store),
        registry: Arc::new(Registry::of(program).unwrap()),
        states: States::new().with(bench.probe.clone()),
        clock: Arc::new(Still(now)),
        history: HistorySettings::default(),
        activities_max: 10,
        event_limits: EventLimits::default(),
        size_limit: SizeLimit::default(),
        batch_bytes_max,
        waiters: Arc::new(Waiters::default()),
        ledger: Ledger::none(),
        lost_attempts_max: 1,
        long_step,
        step_threads: 2,
        retentions: crate::engine::retention::Retentions::default(),
        check_max: CHECK_MAX,
    };
    settings.engine(sender, receiver, shutdown_receiver)
}

pub(super) fn start_of(id: &InstanceId, script: Vec<Do>) -> Message {
    let (reply, _) = oneshot::channel();
    let start = Start {
        any_version: false,
        name: "script".to_owned(),
        id: id.clone(),
        input: input(script),
        if_exists: IfExists::Replace,
        tags: Tags::new(),
    };
    Message::Start(vec![start], reply)
}

/// Does all of this, and makes the steps that follow.
pub(super) async fn round(engine: &mut Engine, messages: Vec<Message>, work: Vec<Work>) {
    engine.round(messages, work).await.unwrap();
    while engine.parts.steps.any_short() {
        engine.parts.steps.pool.news().await;
        end_steps(engine.parts.round()).await.unwrap();
    }
}

/// Commits what there is, and lets the effects happen.
pub(super) async fn commit(engine: &mut Engine) {
    engine.commits.commit_all(&mut engine.parts).await.unwrap();
}

async fn timers(engine: &Engine) -> Vec<TimerKey> {
    engine.parts.env.store.timers(None, 10).await.unwrap()
}

/// The row of a timer was removed by its key, which says nothing of the run: the timer of an instance that was
/// started in place of another one was lost, when the time of both came before the store knew that.
#[tokio::test]
async fn a_timer_stays_whose_key_was_that_of_an_earlier_instance() {
    let bench = Bench::new();
    let (now, id) = (SystemTime::UNIX_EPOCH, InstanceId::unchecked("a"));
    let hour = Duration::from_secs(3600);
    let key = TimerKey {
        due: Due::from(now + hour),
        instance: id.clone(),
        op: OpId::new(0),
    };
    let mut engine = engine(&bench, now).await;
    let sleeps = || vec![start_of(&id, vec![Do::Sleep(hour)])];
    let due = || vec![Work::Due(key.clone())];
    round(&mut engine, sleeps(), Vec::new()).await;
    commit(&mut engine).await;
    round(&mut engine, sleeps(), Vec::new()).await;
    // The time of the first one has come. The store doesn't know the second one yet.
    round(&mut engine, Vec::new(), due()).await;
    commit(&mut engine).await;
    assert_eq!(timers(&engine).await, std::slice::from_ref(&key));
    assert_eq!(engine.parts.work.next_due(), Some(key.due));
    round(&mut engine, Vec::new(), due()).await;
    commit(&mut engine).await;
    assert_eq!(timers(&engine).await, []);
    drop(engine);
    let runtime = bench.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["slept"]"#);
}

/// The row by which an instance resumes is not removed with it.
#[tokio::test]
async fn nothing_is_left_of_an_instance_that_was_to_go_on_and_was_replaced() {
    let bench = Bench::new();
    let (now, id) = (
        SystemTime::UNIX_EPOCH + Duration::from_secs(7),
        InstanceId::unchecked("a"),
    );
    let mut engine = engine(&bench, now).await;
    let waits = || vec![start_of(&id, vec![Do::Event("go".to_owned())])];
    round(&mut engine, waits(), Vec::new()).await;
    let run = engine.parts.instances.peek(&id).unwrap().run;
    begin_later(&mut engine.parts.round(), &id, run);
    commit(&mut engine).await;
    let [key] = &timers(&engine).await[..] else {
        panic!("it goes on by a row");
    };
    for goes_on in [false, true] {
        round(&mut engine, waits(), Vec::new()).await;
        if goes_on {
            let run = engine.parts.instances.peek(&id).unwrap().run;
            begin_later(&mut engine.parts.round(), &id, run);
        }
        let due = vec![Work::Due(key.clone())];
        round(&mut engine, Vec::new(), due).await;
        commit(&mut engine).await;
        let left = timers(&engine).await;
        assert_eq!(left, vec![key.clone(); usize::from(goes_on)]);
        if !goes_on {
            // As it was.
            let mut round = engine.parts.round();
            round.load(&id).await.unwrap();
            begin_later(&mut round, &id, run);
            commit(&mut engine).await;
        }
    }
}

/// The row by which an instance is stepped when the process dies is there until its step is over, also when it is read
/// meanwhile as one that is due.
#[tokio::test]
async fn an_instance_whose_step_is_under_way_is_stepped_after_a_death_whatever_is_read() {
    let bench = Bench::new();
    let (now, id) = (
        SystemTime::UNIX_EPOCH + Duration::from_secs(7),
        InstanceId::unchecked("a"),
    );
    let mut engine = engine_with(
        &bench,
        &program(),
        now,
        usize::MAX,
        Duration::from_millis(1),
    );
    recover_in(&mut engine).await;
    let script = vec![Do::Compute("read meanwhile".to_owned()), call("inc", 1)];
    round(&mut engine, vec![start_of(&id, script)], Vec::new()).await;
    commit(&mut engine).await;
    let [key] = &timers(&engine).await[..] else {
        panic!("it is to be stepped");
    };
    for _ in 0..2 {
        round(&mut engine, Vec::new(), vec![Work::Due(key.clone())]).await;
        commit(&mut engine).await;
        assert_eq!(timers(&engine).await, std::slice::from_ref(key));
    }
    gates::open("read meanwhile");
    while engine.parts.steps.any_under_way() {
        engine.parts.steps.pool.news().await;
        end_steps(engine.parts.round()).await.unwrap();
    }
    commit(&mut engine).await;
    assert_eq!(timers(&engine).await, []);
}

/// An engine for which a step is long after a millisecond.
async fn engine_of_long_steps(bench: &Bench, now: SystemTime) -> Engine {
    let long_step = Duration::from_millis(1);
    let mut engine = engine_with(bench, &program(), now, usize::MAX, long_step);
    recover_in(&mut engine).await;
    engine
}

fn raise_of(id: &InstanceId, name: &str) -> Message {
    Message::Raise {
        id: id.clone(),
        name: name.to_owned(),
        payload: Json::of(&7).unwrap(),
        reply: oneshot::channel().0,
    }
}

/// The first commit during a step wrote the row by which the instance is stepped after a death, and kept its arrivals.
/// Later arrivals were in memory only, and the row that would have kept them was gone.
#[tokio::test]
async fn what_comes_in_each_commit_during_a_step_is_kept() {
    let bench = Bench::new();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    let hour = Duration::from_secs(3600);
    let [id, child_id] = ["a", "child"].map(InstanceId::unchecked);
    let waits = || vec![Do::Event("go".to_owned())];
    let begun = [
        call("gated", 1),
        Do::Sleep(hour),
        child(Some("child"), waits()),
    ];
    let mut script: Vec<Do> = begun.map(|what| Do::Begin(Box::new(what))).into();
    script.extend(waits());
    script.push(Do::Compute("each commit".to_owned()));
    script.extend([Do::Take, Do::Take, Do::Take]);
    let mut engine = engine_of_long_steps(&bench, now).await;
    round(&mut engine, vec![start_of(&id, script)], Vec::new()).await;
    commit(&mut engine).await;
    let [timer] = &timers(&engine).await[..] else {
        panic!("it sleeps");
    };
    until(async || bench.probe.calls().len() == 1).await;
    round(&mut engine, vec![raise_of(&id, "go")], Vec::new()).await;
    until(async || gates::waited_for("each commit") == 1).await;
    commit(&mut engine).await;
    // Its step is under way, and it is written that it is to be made after a death. Each of these is a commit of its own.
    bench.probe.gate.notify_one();
    let ended = engine.inbox.first().await.unwrap();
    round(&mut engine, vec![ended], Vec::new()).await;
    commit(&mut engine).await;
    let due = vec![Work::Due(timer.clone())];
    round(&mut engine, Vec::new(), due).await;
    commit(&mut engine).await;
    round(&mut engine, vec![raise_of(&child_id, "go")], Vec::new()).await;
    commit(&mut engine).await;
    let child_ended = engine.take_work();
    assert_eq!(child_ended.len(), 1);
    round(&mut engine, Vec::new(), child_ended).await;
    commit(&mut engine).await;
    drop(engine);
    gates::open("each commit");
    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
    let result = result.expect("it is told what has come").unwrap();
    assert_eq!(result.as_str(), r#"["7","1","slept","[\"7\"]"]"#);
}

/// Makes all that there is to do, and commits it.
async fn do_all(engine: &mut Engine) {
    loop {
        let work = engine.take_work();
        engine.round(Vec::new(), work).await.unwrap();
        while engine.parts.steps.any_under_way() {
            engine.parts.steps.pool.news().await;
            end_steps(engine.parts.round()).await.unwrap();
        }
        commit(engine).await;
        let now = engine.parts.env.clock.now();
        let due = engine.parts.work.next_due();
        if engine.parts.work.is_empty() && due.is_none_or(|due| due.time() > now) {
            return;
        }
    }
}

/// An id is in the queue twice if its instance was replaced there. It is stepped by the first of them, and its turn was taken
/// from it by the second one when too many were queued: so the step was made twice.
#[tokio::test]
async fn an_instance_that_is_stepped_is_not_stepped_later_too() {
    let bench = Bench::new();
    let mut engine = engine(&bench, SystemTime::UNIX_EPOCH).await;
    let start = |id: &str, script: Vec<Do>| Start {
        any_version: false,
        name: "script".to_owned(),
        id: InstanceId::unchecked(id),
        input: input(script),
        if_exists: IfExists::Replace,
        tags: Tags::new(),
    };
    let mut starts = vec![start("twice", Vec::new())];
    let others = 0..UNDER_WAY_MAX + QUEUED_MAX;
    starts.extend(others.map(|n| start(&format!("other {n}"), Vec::new())));
    starts.push(start("twice", vec![Do::Compute("stepped once".to_owned())]));
    let started = Message::Start(starts, oneshot::channel().0);
    engine.round(vec![started], Vec::new()).await.unwrap();
    assert!(engine.parts.steps.queued() > QUEUED_MAX);
    until(async || gates::waited_for("stepped once") == 1).await;
    commit(&mut engine).await;
    gates::open("stepped once");
    do_all(&mut engine).await;
    assert_eq!(gates::waited_for("stepped once"), 1);
    drop(engine);
    let runtime = bench.open().await;
    let result = runtime.instance("twice").result().await.unwrap();
    assert_eq!(result.as_str(), "[]");
}

/// Its step was waited for without end, and the one that had led to it stayed suspect though the process had lived on.
#[tokio::test]
async fn who_has_led_to_an_instance_that_ends_before_its_step_is_cleared() {
    let bench = Bench::new();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let [leader, led] = ["leader", "led"].map(InstanceId::unchecked);
    let mut engine = engine(&bench, now).await;
    // The process has died twice in the first step of the leader, and much time has gone by.
    let store = bench.folder.path().join("died.redb");
    let open = || Ledger::of_store(&store, SystemTime::UNIX_EPOCH, Duration::from_secs(1));
    let mut ledger = open();
    for _ in 0..3 {
        ledger.begin_step(&leader, 1);
        ledger.flush();
        std::mem::forget(ledger);
        ledger = open();
    }
    engine.parts.ledger = ledger;
    assert!(engine.parts.ledger.is_suspect(&leader, 1));
    let computes = || vec![Do::Compute("behind the leader".to_owned())];
    let leads = start_of(&leader, vec![child(Some("led"), computes())]);
    engine.round(vec![leads], Vec::new()).await.unwrap();
    engine.parts.steps.pool.news().await;
    // So many others are stepped that the one that it starts has to wait.
    let id = |n| InstanceId::unchecked(&format!("other {n}"));
    let others = (0..=UNDER_WAY_MAX).map(|n| start_of(&id(n), computes()));
    engine.round(others.collect(), Vec::new()).await.unwrap();
    end_steps(engine.parts.round()).await.unwrap();
    assert!(engine.parts.instances.peek(&led).is_some());
    assert!(engine.parts.ledger.is_suspect(&leader, 1));
    let ended = Message::Terminate {
        id: led.clone(),
        reason: "enough".to_owned(),
        scope: crate::engine::message::Scope::Alone,
        reply: oneshot::channel().0,
    };
    engine.round(vec![ended], Vec::new()).await.unwrap();
    assert!(!engine.parts.ledger.is_suspect(&leader, 1));
    gates::open("behind the leader");
    do_all(&mut engine).await;
}

/// The row by which an earlier instance of its id was to resume has the same key, and was read as a due row.
#[tokio::test]
async fn an_instance_is_stepped_after_a_death_though_one_before_was_to_go_on_at_that_time() {
    let bench = Bench::new();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    let id = InstanceId::unchecked("a");
    let mut engine = engine_of_long_steps(&bench, now).await;
    let waits = start_of(&id, vec![Do::Event("go".to_owned())]);
    round(&mut engine, vec![waits], Vec::new()).await;
    let run = engine.parts.instances.peek(&id).unwrap().run;
    begin_later(&mut engine.parts.round(), &id, run);
    commit(&mut engine).await;
    let [key] = &timers(&engine).await[..] else {
        panic!("it goes on by a row");
    };
    let computes = start_of(&id, vec![Do::Compute("one before".to_owned())]);
    round(&mut engine, vec![computes], Vec::new()).await;
    // As it is when a commit begins. The store has the earlier row until that is durable.
    keep_unstepped(&mut engine.parts.round());
    let due = vec![Work::Due(key.clone())];
    round(&mut engine, Vec::new(), due).await;
    commit(&mut engine).await;
    assert_eq!(timers(&engine).await, std::slice::from_ref(key));
    gates::open("one before");
    drop(engine);
    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
    assert_eq!(result.expect("it is stepped").unwrap().as_str(), "[]");
}

/// It was copied, however large, by each commit that didn't wait for the step.
#[tokio::test]
async fn a_record_that_a_commit_does_not_change_is_not_copied_for_it() {
    let bench = Bench::new();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    let id = InstanceId::unchecked("a");
    let mut engine = engine_of_long_steps(&bench, now).await;
    let computes = start_of(&id, vec![Do::Compute("lent".to_owned())]);
    round(&mut engine, vec![computes], Vec::new()).await;
    commit(&mut engine).await;
    drop(engine);
    let mut engine = engine_of_long_steps(&bench, now).await;
    read_timers(engine.parts.round()).await.unwrap();
    let due = engine.take_work();
    round(&mut engine, Vec::new(), due).await;
    until(async || gates::waited_for("lent") == 2).await;
    let holders = |engine: &mut Engine| match &engine.parts.instances.entry(&id).state {
        Loaded::Here(record) => Arc::strong_count(record),
        Loaded::Absent | Loaded::Unreadable(_) => 0,
    };
    assert_eq!(holders(&mut engine), 2);
    assert_eq!(engine.parts.draft.changed(), std::slice::from_ref(&id));
    commit(&mut engine).await;
    assert_eq!(holders(&mut engine), 2);
    gates::open("lent");
    do_all(&mut engine).await;
    assert_eq!(timers(&engine).await, []);
}

/// A thread takes several steps at a time. When the one that it makes is abandoned, it may be one thread too many.
#[tokio::test]
async fn steps_that_were_taken_behind_an_abandoned_one_are_made() {
    let bench = Bench::new();
    let mut engine = engine(&bench, SystemTime::UNIX_EPOCH).await;
    let id = |n: usize| InstanceId::unchecked(&format!("a{n:02}"));
    let script = |n: usize| match n {
        0 | 1 => vec![Do::Compute("abandoned".to_owned())],
        _ => vec![Do::Event("go".to_owned())],
    };
    let starts = (0..32).map(|n| start_of(&id(n), script(n))).collect();
    engine.round(starts, Vec::new()).await.unwrap();
    until(async || gates::waited_for("abandoned") >= 1).await;
    for n in 0..2 {
        let ended = Message::Terminate {
            id: id(n),
            reason: "enough".to_owned(),
            scope: crate::engine::message::Scope::Alone,
            reply: oneshot::channel().0,
        };
        engine.round(vec![ended], Vec::new()).await.unwrap();
    }
    gates::open("abandoned");
    let all_made = async {
        while engine.parts.steps.any_under_way() {
            engine.parts.steps.pool.news().await;
            end_steps(engine.parts.round()).await.unwrap();
        }
    };
    let made = tokio::time::timeout(Duration::from_secs(20), all_made).await;
    assert!(made.is_ok(), "a step is neither made nor given up");
}

/// An instance's events don't stay in memory for as long as its activity takes.
#[tokio::test]
async fn events_that_nobody_takes_do_not_stay_in_memory_beside_an_activity() {
    let bench = Bench::new();
    let id = InstanceId::unchecked("a");
    let mut engine = engine(&bench, SystemTime::UNIX_EPOCH).await;
    let script = vec![call("gated", 1), Do::Event("go".to_owned())];
    round(&mut engine, vec![start_of(&id, script)], Vec::new()).await;
    commit(&mut engine).await;
    until(async || bench.probe.calls().len() == 1).await;
    let raise = async |engine: &mut Engine, bytes: usize| {
        let (reply, _) = oneshot::channel();
        let raised = Message::Raise {
            id: id.clone(),
            name: "go".to_owned(),
            payload: Json::of(&"x".repeat(bytes)).unwrap(),
            reply,
        };
        round(engine, vec![raised], Vec::new()).await;
        commit(engine).await;
        assert!(engine.parts.activities.any_of(&id));
        engine.parts.instances.contains(&id)
    };
    assert!(raise(&mut engine, 7).await);
    for _ in 0..3 {
        assert!(!raise(&mut engine, 5_000_000).await);
    }
    bench.probe.gate.notify_one();
    let ended = engine.inbox.first().await.unwrap();
    round(&mut engine, vec![ended], Vec::new()).await;
    commit(&mut engine).await;
    drop(engine);
    let runtime = bench.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","\"xxxxxxx\""]"#);
}

/// Each was kept in memory until all had been tried.
#[tokio::test]
async fn blocked_instances_are_tried_again_batch_by_batch() {
    const COUNT: usize = 40;
    let bench = Bench::new();
    let now = SystemTime::UNIX_EPOCH;
    let mut engine = engine(&bench, now).await;
    let id = |n: usize| InstanceId::unchecked(&format!("a{n:02}"));
    let script = || vec![Do::Hold("x".repeat(50_000)), Do::Event("go".to_owned())];
    let starts = (0..COUNT).map(|n| start_of(&id(n), script())).collect();
    round(&mut engine, starts, Vec::new()).await;
    commit(&mut engine).await;
    drop(engine);
    for opening in 0..3 {
        let mut engine = engine_of(&bench, &[], now, 200_000);
        if opening == 0 {
            // They are blocked when something comes for them.
            let raise = |n| Message::Raise {
                id: id(n),
                name: "go".to_owned(),
                payload: Json::null(),
                reply: oneshot::channel().0,
            };
            let raised = (0..COUNT).map(raise).collect();
            round(&mut engine, raised, Vec::new()).await;
        } else {
            recover_in(&mut engine).await;
            assert!(engine.parts.draft.changed().len() < 8);
            let first_is_in_memory = engine.parts.instances.contains(&id(0));
            assert!(!first_is_in_memory, "at opening {opening}");
        }
        commit(&mut engine).await;
        let blocked = engine
            .parts
            .env
            .store
            .blocked(None, 2 * COUNT)
            .await
            .unwrap();
        assert_eq!(blocked.len(), COUNT);
    }
    let runtime = bench.open().await;
    for n in 0..COUNT {
        let instance = runtime.instance(id(n).as_str());
        let result = instance.result().await.unwrap();
        assert_eq!(result.as_str(), r#"["null"]"#);
        assert!(instance.status().await.unwrap().blocked.is_none());
    }
}
