//! Faults of user code, of stored data and of the program's make-up: they stay with the instance that
//! they belong to.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::harness::*;
use crate::model::clock::Clock;
use crate::model::error::ErrorKind;
use crate::model::failure::Failure;
use crate::model::history::HistoryKind;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::status::RuntimeStatus;
use crate::step::entry::{ActivityEntry, OrchestratorEntry, Registration};
use crate::step::frame::{Manifest, Point};
use crate::store::key::{Key, Table};

#[tokio::test]
async fn a_panic_in_an_orchestrator_fails_its_instance_and_nothing_else() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let instance = start(&runtime, "a", vec![call("inc", 1), Do::Panic]).await;
    let failure = instance.result().await.unwrap_err();
    assert_eq!(failure.message(), "orchestrator `script` panicked: told to");
    let other = start(&runtime, "b", vec![call("inc", 1)]).await;
    other.result().await.unwrap();
}

#[tokio::test]
async fn a_panic_in_an_activity_is_a_failure_of_that_attempt() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let policy = crate::model::retry::RetryPolicy::new(3, std::time::Duration::ZERO);
    let script = vec![Do::Retry("panicking".into(), 1, policy)];
    let instance = start(&runtime, "a", script).await;
    let failure = instance.result().await.unwrap_err();
    assert_eq!(
        failure.message(),
        "activity `panicking` panicked: activity 1 was told to"
    );
    assert_eq!(bench.probe.calls().len(), 3);
}

/// A value that panics when it is dropped.
#[derive(serde::Serialize, serde::Deserialize)]
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "a bomb was dropped");
    }
}

/// The engine drops what a step leaves behind.
#[tokio::test]
async fn a_panic_in_the_drop_of_what_is_lent_ends_with_the_panic_that_came_before() {
    static LENDS: OrchestratorEntry = OrchestratorEntry {
        name: "lends",
        file: "faults.rs",
        line: 1,
        manifest: &MANIFEST,
        check_input: |_| Ok(()),
        step: |_, cx| {
            cx.lend(Bomb);
            cx.lend(Bomb);
            panic!("told to");
        },
        plain: SCRIPT.plain,
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Orchestrator(&LENDS));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    let lends = runtime.start_named("lends", Json::null()).await.unwrap();
    let failure = lends.result().await.unwrap_err();
    assert_eq!(failure.message(), "orchestrator `lends` panicked: told to");
    let other = start(&runtime, "b", vec![call("inc", 1)]).await;
    other.result().await.unwrap();
}

/// A failure keeps the error that it was read as.
#[tokio::test]
async fn a_panic_in_the_drop_of_an_error_that_was_read_ends_where_it_is_dropped() {
    static FAILS: ActivityEntry = ActivityEntry {
        name: "fails",
        file: "faults.rs",
        line: 1,
        retry: None,
        retry_when: Some(|failure| failure.downcast_ref::<Bomb>().is_none()),
        timeout: None,
        max_concurrent: None,
        states: &[],
        run: |_, _| {
            Box::pin(async {
                let failure = Failure::named(std::any::type_name::<Bomb>(), "boom".to_owned());
                Err(failure.with_data(&()).unwrap())
            })
        },
        arguments: INC.arguments,
        result_in_json: INC.result_in_json,
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&FAILS));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    let policy = crate::model::retry::RetryPolicy::new(3, std::time::Duration::ZERO);
    let script = vec![Do::Retry("fails".into(), 1, policy)];
    let failure = start(&runtime, "a", script).await.result().await;
    assert_eq!(failure.unwrap_err().message(), "boom");
    let other = start(&runtime, "b", vec![call("inc", 1)]).await;
    other.result().await.unwrap();
}

#[tokio::test]
async fn a_panic_in_a_retry_predicate_is_the_failure_of_its_activity() {
    static FAILS: ActivityEntry = ActivityEntry {
        name: "fails",
        file: "faults.rs",
        line: 1,
        retry: None,
        retry_when: Some(|failure| {
            assert_ne!(failure.message(), "not now", "told to");
            true
        }),
        timeout: None,
        max_concurrent: None,
        states: &[],
        run: |_, _| Box::pin(async { Err(Failure::new("not now")) }),
        arguments: INC.arguments,
        result_in_json: INC.result_in_json,
    };
    let bench = Bench::new();
    let mut program = program();
    program.push(Registration::Activity(&FAILS));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    let policy = crate::model::retry::RetryPolicy::new(3, std::time::Duration::ZERO);
    let script = vec![Do::Retry("fails".into(), 1, policy)];
    let failure = start(&runtime, "a", script).await.result().await;
    let message = failure.unwrap_err().message().to_owned();
    let panicked = "the retry predicate of activity `fails` panicked: ";
    assert!(message.starts_with(panicked), "{message}");
    let other = start(&runtime, "b", vec![call("inc", 1)]).await;
    other.result().await.unwrap();
}

/// Opens the store by a program without one of the functions.
fn program_without(name: &str) -> Vec<Registration> {
    let mut program = program();
    program.retain(|registration| match registration {
        Registration::Activity(entry) => entry.name != name,
        Registration::Orchestrator(entry) => entry.name != name,
        Registration::Inline(entry) => entry.name != name,
        Registration::History { .. }
        | Registration::OldName { .. }
        | Registration::Migration(_) => true,
    });
    program
}

#[tokio::test]
async fn an_instance_whose_orchestrator_is_gone_is_blocked_until_it_is_back() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("inc", 1), Do::Event("go".into())]).await;
    let waiting = runtime.instance("a");
    until(async || {
        let waiting = waiting.inspect().await.unwrap().unwrap();
        waiting.locals["log"].as_array().unwrap().len() == 1
    })
    .await;
    runtime.shutdown().await.unwrap();

    let without = bench.builder_of(&program_without("script"));
    let runtime = without.open(bench.path()).await.unwrap();
    let instance = runtime.instance("a");
    instance.raise_event("go", &7).await.unwrap();
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Suspended);
    let reason = status.blocked.unwrap();
    assert!(
        reason.contains("no orchestrator named `script`"),
        "{reason}"
    );
    // Arrivals during the block are kept, too.
    instance.raise_event("go", &8).await.unwrap();
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    let instance = runtime.instance("a");
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["2","7"]"#);
    assert!(instance.status().await.unwrap().blocked.is_none());
    assert_eq!(count_rows(&bench, runtime).await["blocked"], 0);
}

#[tokio::test]
async fn an_instance_whose_activity_is_gone_is_blocked_until_it_is_back() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("gated", 1)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    runtime.shutdown().await.unwrap();

    let without = bench.builder_of(&program_without("gated"));
    let runtime = without.open(bench.path()).await.unwrap();
    until(async || {
        let status = runtime.instance("a").status().await.unwrap();
        let blocked = status.blocked.unwrap_or_default();
        blocked.contains("no activity named `gated`")
    })
    .await;
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1"]"#);
}

#[tokio::test]
async fn an_instance_whose_activity_takes_other_arguments_is_blocked_until_it_takes_these() {
    static OTHER: ActivityEntry = ActivityEntry {
        name: "gated",
        file: "faults.rs",
        line: 1,
        retry: None,
        retry_when: None,
        timeout: None,
        max_concurrent: None,
        states: &[],
        run: |_, _| Box::pin(async { Err(Failure::unfit_arguments(&"there are two now")) }),
        arguments: INC.arguments,
        result_in_json: INC.result_in_json,
    };
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("gated", 1)]).await;
    until(async || bench.probe.calls().len() == 1).await;
    runtime.shutdown().await.unwrap();

    let mut program = program_without("gated");
    program.push(Registration::Activity(&OTHER));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    until(async || {
        let status = runtime.instance("a").status().await.unwrap();
        status
            .blocked
            .is_some_and(|reason| reason.contains("there are two now"))
    })
    .await;
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 2).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1"]"#);
}

#[tokio::test]
async fn an_instance_whose_code_has_changed_past_recognition_is_blocked_until_it_fits() {
    static OTHER: OrchestratorEntry = OrchestratorEntry {
        manifest: &Manifest::of(
            2,
            "1\no R\nu\nb\nr Ok(())\n",
            &[Point::of("elsewhere", 1, "", &[])],
        ),
        ..COPY
    };
    const COPY: OrchestratorEntry = OrchestratorEntry {
        name: SCRIPT.name,
        file: SCRIPT.file,
        line: SCRIPT.line,
        manifest: SCRIPT.manifest,
        check_input: SCRIPT.check_input,
        step: SCRIPT.step,
        plain: SCRIPT.plain,
    };
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "a", vec![call("gated", 1)]).await;
    runtime.shutdown().await.unwrap();

    let mut program = program_without("script");
    program.push(Registration::Orchestrator(&OTHER));
    let runtime = bench.builder_of(&program).open(bench.path()).await.unwrap();
    // The block is visible before anything arrives for it.
    let status = runtime.instance("a").status().await.unwrap();
    assert!(
        status
            .blocked
            .is_some_and(|reason| reason.contains("next#1"))
    );
    bench.probe.gate.notify_one();
    until(async || {
        let history = runtime.instance("a").history().await.unwrap();
        let mut kinds = history.iter().map(|event| &event.kind);
        kinds.any(|kind| matches!(kind, HistoryKind::TaskCompleted { .. }))
    })
    .await;
    runtime.shutdown().await.unwrap();

    // The outcome that arrived while it was blocked is there.
    let calls = bench.probe.calls().len();
    let runtime = bench.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1"]"#);
    assert_eq!(bench.probe.calls().len(), calls);
}

#[tokio::test]
async fn what_cannot_be_read_blocks_its_instance_and_the_others_go_on() {
    const INSTANCES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("instances");
    const ACTIVITIES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("activities");

    let record_key = Key::of_instance(Table::Instances, &InstanceId::unchecked("record"));
    let activity_id = InstanceId::unchecked("activity");
    let activity_key = Key::of_op(Table::Activities, &activity_id, OpId::new(0));
    let (record_key, activity_key) = (record_key.within(), activity_key.within());
    let bench = Bench::new();
    let runtime = bench.open().await;
    for id in ["record", "activity", "healthy"] {
        start(&runtime, id, vec![call("gated", 1)]).await;
    }
    until(async || bench.probe.calls().len() == 3).await;
    runtime.shutdown().await.unwrap();
    let (record, activity) = {
        let database = Database::open(bench.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        let record = replace(&mut transaction.open_table(INSTANCES).unwrap(), record_key);
        let activity = replace(
            &mut transaction.open_table(ACTIVITIES).unwrap(),
            activity_key,
        );
        transaction.commit().unwrap();
        (record, activity)
    };

    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 5).await;
    bench.probe.gate.notify_waiters();
    let healthy = runtime.instance("healthy").result().await.unwrap();
    assert_eq!(healthy.as_str(), r#"["1"]"#);
    for id in ["record", "activity"] {
        let instance = runtime.instance(id);
        let status = instance.status().await.unwrap();
        assert_eq!(status.runtime_status, RuntimeStatus::Suspended, "{id}");
        let reason = status.blocked.unwrap();
        assert!(reason.contains("can't be read"), "{reason}");
    }
    let raised = runtime.instance("record").raise_event("go", &1).await;
    assert_eq!(raised.unwrap_err().kind(), ErrorKind::Blocked);
    let started = runtime.start(typed(vec![]).id("record")).await;
    assert_eq!(started.unwrap_err().kind(), ErrorKind::InstanceExists);
    runtime.shutdown().await.unwrap();

    // Nothing was lost by all this.
    {
        let database = Database::open(bench.path()).unwrap();
        let transaction = database.begin_read().unwrap();
        let table = transaction.open_table(INSTANCES).unwrap();
        assert_eq!(table.get(record_key).unwrap().unwrap().value(), DAMAGED);
        let transaction = database.begin_write().unwrap();
        transaction
            .open_table(INSTANCES)
            .unwrap()
            .insert(record_key, record.as_slice())
            .unwrap();
        transaction
            .open_table(ACTIVITIES)
            .unwrap()
            .insert(activity_key, activity.as_slice())
            .unwrap();
        transaction.commit().unwrap();
    }
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 7).await;
    bench.probe.gate.notify_waiters();
    for id in ["record", "activity"] {
        let result = runtime.instance(id).result().await.unwrap();
        assert_eq!(result.as_str(), r#"["1"]"#);
    }
}

/// Ending an instance finds its operations by its stored state. If that can't be read, they would stay, and act for the
/// instance that was started in its place.
#[tokio::test]
async fn an_instance_that_holds_a_damaged_event_is_not_replaced() {
    const EVENTS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("events");
    let key = Key::of_number(Table::Events, &InstanceId::unchecked("a"), 1);
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![call("gated", 1), Do::Event("go".into())];
    let instance = start(&runtime, "a", script).await;
    instance.raise_event("go", &7).await.unwrap();
    until(async || bench.probe.calls().len() == 1).await;
    runtime.shutdown().await.unwrap();
    let put = |value: Option<Vec<u8>>| {
        let database = Database::open(bench.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        let was = match value {
            None => replace(&mut transaction.open_table(EVENTS).unwrap(), key.within()),
            Some(value) => {
                let mut table = transaction.open_table(EVENTS).unwrap();
                table.insert(key.within(), &value[..]).unwrap();
                value
            }
        };
        transaction.commit().unwrap();
        was
    };
    let was = put(None);

    let runtime = bench.open().await;
    for _ in 0..2 {
        let call = typed(vec![]).id("a").if_exists(IfExists::Replace);
        let error = runtime.start(call).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InstanceExists, "{error}");
        assert!(error.to_string().contains("can't be read"), "{error}");
    }
    let terminated = runtime.instance("a").terminate("no").await;
    assert_eq!(terminated.unwrap_err().kind(), ErrorKind::Blocked);
    runtime.shutdown().await.unwrap();

    // Nothing was lost by that.
    put(Some(was));
    let runtime = bench.open().await;
    until(async || bench.probe.calls().len() == 3).await;
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","7"]"#);
}

const DAMAGED: &[u8] = &[2, 0xff, 0xff];

/// Damages a row; returns its old bytes.
fn replace(table: &mut redb::Table<'_, &'static [u8], &'static [u8]>, key: &[u8]) -> Vec<u8> {
    let old = table.get(key).unwrap().unwrap().value().to_vec();
    table.insert(key, DAMAGED).unwrap();
    old
}

/// A clock that panics from some time on.
struct Broken(Arc<AtomicBool>);

impl Clock for Broken {
    fn now(&self) -> SystemTime {
        assert!(!self.0.load(Ordering::SeqCst), "it has no time");
        SystemTime::UNIX_EPOCH
    }

    fn sleep_until(&self, _: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_panic_of_the_clock_is_told_as_the_clocks() {
    let (bench, is_broken) = (Bench::new(), Arc::<AtomicBool>::default());
    let builder = bench.builder().clock(Broken(Arc::clone(&is_broken)));
    let runtime = builder.open(bench.path()).await.unwrap();
    is_broken.store(true, Ordering::SeqCst);
    let call = typed(vec![Do::Event("go".into())]);
    runtime.start(call.id("a")).await.unwrap_err();
    let error = runtime.stopped().await.unwrap_err().to_string();
    assert!(
        error.contains("`Clock` panicked: it has no time"),
        "{error}"
    );
    assert!(!error.contains("bug"), "{error}");
}
