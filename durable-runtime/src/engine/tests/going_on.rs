//! Instances that are stepped though nothing has come for them: a migration gives up what they wait for. They are stepped
//! whatever else happens before.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::harness::*;
use super::rounds::{commit, engine, round, start_of};
use crate::engine::Engine;
use crate::engine::ledger::Ledger;
use crate::engine::message::{Message, Unended};
use crate::engine::stepping::end::end_steps;
use crate::engine::work::Work;
use crate::model::clock::Still;
use crate::model::id::{InstanceId, OpId};

const SECOND: Duration = Duration::from_secs(1);

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// An engine with an instance that waits for an event, and its number.
async fn waiting(bench: &Bench, id: &InstanceId) -> (Engine, u64) {
    let mut engine = engine(bench, at(1000)).await;
    let waits = start_of(id, vec![Do::Event("go".to_owned())]);
    round(&mut engine, vec![waits], Vec::new()).await;
    let run = engine.parts.instances.peek(id).unwrap().run;
    commit(&mut engine).await;
    (engine, run)
}

async fn block(engine: &mut Engine, id: &InstanceId, reason: &str) {
    let mut round = engine.parts.round();
    round.load(id).await.unwrap();
    round.block(id, reason.to_owned());
    round.touched.push(id.clone());
    round.end();
    commit(engine).await;
}

fn go_on(id: &InstanceId, run: u64) -> Message {
    let id = id.clone();
    Message::GoOn(vec![Unended { id, run }])
}

fn try_blocked(id: &InstanceId) -> Message {
    Message::TryBlocked {
        ids: vec![id.clone()],
        list_is_damaged: false,
    }
}

fn blocked(engine: &Engine, id: &InstanceId) -> Option<String> {
    engine.parts.instances.peek(id)?.blocked.clone()
}

/// Whether its step is under way after a round with these messages.
async fn is_stepped(engine: &mut Engine, messages: Vec<Message>, id: &InstanceId) -> bool {
    let work = engine.take_work();
    engine.round(messages, work).await.unwrap();
    let entry = engine.parts.instances.get(id);
    entry.is_some_and(|entry| entry.is_under_way())
}

/// It was in the queue already when it was to go on. It was taken from there, as nothing had come for it.
#[tokio::test]
async fn an_instance_that_was_blocked_goes_on_in_whatever_order_that_is_told() {
    let id = InstanceId::unchecked("a");
    for is_first in [false, true] {
        let bench = Bench::new();
        let (mut engine, run) = waiting(&bench, &id).await;
        block(&mut engine, &id, "so").await;
        let mut messages = vec![try_blocked(&id), go_on(&id, run)];
        if is_first {
            messages.reverse();
        }
        assert!(is_stepped(&mut engine, messages, &id).await);
    }
}

/// An instance that is blocked for another reason than an operation is not stepped before somebody unblocks it.
#[tokio::test]
async fn an_instance_that_is_blocked_goes_on_when_it_is_no_longer() {
    let (bench, id) = (Bench::new(), InstanceId::unchecked("a"));
    let (mut engine, run) = waiting(&bench, &id).await;
    block(&mut engine, &id, "so").await;
    assert!(!is_stepped(&mut engine, vec![go_on(&id, run)], &id).await);
    commit(&mut engine).await;
    assert!(is_stepped(&mut engine, vec![try_blocked(&id)], &id).await);
}

/// The process has died in the steps of the instance, so it has to wait. After the wait it was forgotten that it was to be
/// stepped.
#[tokio::test]
async fn a_suspect_goes_on_when_it_has_waited() {
    let (bench, id) = (Bench::new(), InstanceId::unchecked("a"));
    let (mut engine, run) = waiting(&bench, &id).await;
    let store = bench.folder.path().join("died.redb");
    let open = || Ledger::of_store(&store, at(1000), SECOND);
    let mut ledger = open();
    for _ in 0..3 {
        ledger.begin_step(&id, run);
        ledger.flush();
        std::mem::forget(ledger);
        ledger = open();
    }
    engine.parts.ledger = ledger;
    assert!(!is_stepped(&mut engine, vec![go_on(&id, run)], &id).await);
    let reason = blocked(&engine, &id).expect("it has to wait");
    assert!(reason.contains("the process died"), "{reason}");
    commit(&mut engine).await;
    engine.parts.env.clock = Arc::new(Still(at(2000)));
    assert!(is_stepped(&mut engine, Vec::new(), &id).await);
    assert_eq!(blocked(&engine, &id), None);
}

/// It is not the next instance of this id that is to go on.
#[tokio::test]
async fn an_instance_that_has_ended_goes_on_no_more() {
    let (bench, id) = (Bench::new(), InstanceId::unchecked("a"));
    let (mut engine, run) = waiting(&bench, &id).await;
    block(&mut engine, &id, "so").await;
    assert!(!is_stepped(&mut engine, vec![go_on(&id, run)], &id).await);
    let waits = start_of(&id, vec![Do::Event("go".to_owned())]);
    round(&mut engine, vec![waits], Vec::new()).await;
    assert!(!engine.parts.instances.goes_on(&id));
    let stale = vec![go_on(&id, run)];
    assert!(!is_stepped(&mut engine, stale, &id).await);
}

const LACKS: &str = "there is no such activity";

/// Tells that what the instance waits for can't be made.
fn lack(engine: &mut Engine, id: &InstanceId, run: u64) {
    engine.parts.work.push(Work::Block {
        instance: id.clone(),
        run: Some(run),
        op: OpId::new(0),
        reason: LACKS.to_owned(),
    });
}

async fn end_step(engine: &mut Engine) {
    engine.parts.steps.pool.news().await;
    end_steps(engine.parts.round()).await.unwrap();
    commit(engine).await;
}

/// The step may give up what can't be made. One that doesn't is blocked again.
#[tokio::test]
async fn an_instance_that_is_blocked_for_an_operation_goes_on() {
    let id = InstanceId::unchecked("a");
    for is_together in [false, true] {
        let bench = Bench::new();
        let (mut engine, run) = waiting(&bench, &id).await;
        lack(&mut engine, &id, run);
        if !is_together {
            assert!(!is_stepped(&mut engine, Vec::new(), &id).await);
            assert_eq!(blocked(&engine, &id).as_deref(), Some(LACKS));
            commit(&mut engine).await;
        }
        assert!(is_stepped(&mut engine, vec![go_on(&id, run)], &id).await);
        assert_eq!(blocked(&engine, &id), None);
        end_step(&mut engine).await;
        let row = engine.parts.env.store.blocked(None, 1).await.unwrap();
        assert_eq!(row.len(), 1, "it still waits for that");
    }
}

/// Each opening tries it again. The second one left it as one that runs.
#[tokio::test]
async fn an_instance_that_is_tried_again_is_blocked_for_an_operation_in_whatever_order_that_is_told()
 {
    let id = InstanceId::unchecked("a");
    for is_first in [false, true] {
        let bench = Bench::new();
        let (mut engine, run) = waiting(&bench, &id).await;
        block(&mut engine, &id, LACKS).await;
        if is_first {
            lack(&mut engine, &id, run);
        }
        is_stepped(&mut engine, vec![try_blocked(&id)], &id).await;
        if !is_first {
            lack(&mut engine, &id, run);
        }
        is_stepped(&mut engine, Vec::new(), &id).await;
        commit(&mut engine).await;
        let row = engine.parts.env.store.blocked(None, 1).await.unwrap();
        assert_eq!(row.len(), 1);
    }
}
