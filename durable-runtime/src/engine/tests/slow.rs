//! A slow store, and the work that continues meanwhile.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;

use super::harness::*;
use crate::client::builder::Builder;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::status::RuntimeStatus;
use crate::step::command::Errand;
use crate::store::ask::{Ask, Found};
use crate::store::batch::Batch;
use crate::store::key::{Key, Table};
use crate::store::maintenance::Maintenance;
use crate::store::memory::Memory;
use crate::store::{Store, StoreFuture};

/// A store with reads that take up to so many microseconds, and are answered as of any moment of that time.
pub(super) struct SlowStore {
    store: Arc<dyn Store>,
    dice: AtomicU64,
    micros: u64,
    slow_commits: bool,
}

impl SlowStore {
    pub(super) fn around(store: Arc<dyn Store>, seed: u64, micros: u64) -> Self {
        Self {
            store,
            dice: AtomicU64::new(seed | 1),
            micros,
            slow_commits: false,
        }
    }

    /// One that answers commits late, too.
    pub(super) fn with_slow_commits(mut self) -> Self {
        self.slow_commits = true;
        self
    }

    /// How long the next wait is. Every other one is none.
    fn wait(&self) -> Duration {
        let next = |seed: u64| seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let seed = self
            .dice
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |seed| Some(next(seed)));
        let seed = seed.unwrap() >> 33;
        Duration::from_micros(if seed.is_multiple_of(2) {
            seed % self.micros
        } else {
            0
        })
    }
}

impl Store for SlowStore {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let (before, after) = (self.wait(), self.wait());
        Box::pin(async move {
            if !before.is_zero() {
                tokio::time::sleep(before).await;
            }
            let found = self.store.read(asks).await;
            if !after.is_zero() {
                tokio::time::sleep(after).await;
            }
            found
        })
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        let durable = self.store.commit(batch);
        let after = if self.slow_commits {
            self.wait()
        } else {
            Duration::ZERO
        };
        if after.is_zero() {
            return durable;
        }
        Box::pin(async move {
            durable.await?;
            tokio::time::sleep(after).await;
            Ok(())
        })
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy)
    }

    fn maintenance(&self) -> Option<&dyn Maintenance> {
        self.store.maintenance()
    }
}

/// A store whose reads fail from the n-th on, and its commits with them.
pub(super) struct FailingStore {
    store: Arc<dyn Store>,
    left: AtomicU64,
    has_failed: Arc<AtomicBool>,
}

impl FailingStore {
    pub(super) fn around(store: Arc<dyn Store>, reads: u64) -> Self {
        Self {
            store,
            left: AtomicU64::new(reads),
            has_failed: Arc::default(),
        }
    }
}

fn fails<'a, T: Send + 'a>() -> StoreFuture<'a, T> {
    let error = Error::new(ErrorKind::Unavailable, "the disk is gone for a test");
    Box::pin(std::future::ready(Err(error)))
}

impl Store for FailingStore {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let one_less = |left: u64| left.checked_sub(1);
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        if left.is_err() {
            self.has_failed.store(true, Ordering::SeqCst);
            return fails();
        }
        self.store.read(asks)
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        if self.has_failed.load(Ordering::SeqCst) {
            return fails();
        }
        self.store.commit(batch)
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        let has_failed = self.has_failed.load(Ordering::SeqCst);
        self.store.close(tidy && !has_failed)
    }

    fn maintenance(&self) -> Option<&dyn Maintenance> {
        self.store.maintenance()
    }
}

/// A store with a gate for the reads of some rows. They are answered as of their begin.
struct Gated {
    store: Arc<dyn Store>,
    gate: Gate,
}

#[derive(Clone)]
pub(super) struct Gate {
    /// The rows whose reads wait.
    keys: Arc<Mutex<Vec<Key>>>,
    /// The table whose pages wait.
    pages: Arc<Mutex<Option<Table>>>,
    is_open: watch::Sender<bool>,
    /// The number of reads that have come to the gate.
    waiting: Arc<AtomicU64>,
}

impl Store for Gated {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let keys = self.gate.keys.lock().unwrap();
        let pages = *self.gate.pages.lock().unwrap();
        let is_of = |ask: &Ask| match ask {
            Ask::Row(key) => keys.contains(key),
            Ask::Groups { groups, .. } => groups.iter().flatten().any(|key| keys.contains(key)),
            Ask::Scan(scan) if scan.to.is_none() => pages == Some(scan.table),
            Ask::Scan(scan) => scan.after.as_ref().is_some_and(|key| keys.contains(key)),
            Ask::Chain { .. } | Ask::ChainsOf(_) | Ask::MergeOf(_) => false,
        };
        let waits = asks.iter().any(is_of);
        let found = self.store.read(asks);
        if !waits {
            return found;
        }
        self.gate.waiting.fetch_add(1, Ordering::SeqCst);
        let mut is_open = self.gate.is_open.subscribe();
        Box::pin(async move {
            let found = found.await;
            is_open.wait_for(|is_open| *is_open).await.unwrap();
            found
        })
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        self.store.commit(batch)
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy)
    }
}

pub(super) async fn open_gated(bench: &Bench, memory: &Memory) -> (Runtime, Gate) {
    open_gated_by(bench.builder(), memory).await
}

pub(super) async fn open_gated_by(builder: Builder, memory: &Memory) -> (Runtime, Gate) {
    let gate = Gate::new();
    let runtime = open_at(gate.clone(), builder, memory).await;
    (runtime, gate)
}

/// Opens the store behind a gate that may be closed already.
pub(super) async fn open_at(gate: Gate, builder: Builder, memory: &Memory) -> Runtime {
    let gated = Gated {
        store: Arc::new(memory.open()),
        gate,
    };
    let opened = builder.open_store(move |_| Ok(gated)).await;
    opened.unwrap()
}

impl Gate {
    pub(super) fn new() -> Self {
        Self {
            keys: Arc::default(),
            pages: Arc::default(),
            is_open: watch::Sender::new(false),
            waiting: Arc::default(),
        }
    }

    /// Closes it for the pages of a table.
    pub(super) fn close_for_pages(&self, table: Table) {
        *self.pages.lock().unwrap() = Some(table);
    }

    pub(super) fn close_for(&self, keys: impl IntoIterator<Item = Key>) {
        *self.keys.lock().unwrap() = keys.into_iter().collect();
    }

    pub(super) fn open(&self) {
        *self.pages.lock().unwrap() = None;
        self.keys.lock().unwrap().clear();
        self.is_open.send_replace(true);
    }

    pub(super) async fn is_waited_for(&self) {
        until(async || self.waiting.load(Ordering::SeqCst) > 0).await;
    }
}

pub(super) fn record_of(id: &str) -> Key {
    Key::of_instance(Table::Instances, &InstanceId::unchecked(id))
}

pub(super) async fn runs(runtime: &Runtime, id: &str, script: Vec<Do>) -> String {
    let instance = start(runtime, id, script).await;
    let within = Duration::from_secs(20);
    let result = tokio::time::timeout(within, instance.result()).await;
    result.expect("it waits for nothing").unwrap().to_string()
}

#[tokio::test]
async fn instances_go_on_while_another_one_is_read_and_its_events_stay_in_order() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let events = (0..3).map(|_| Do::Event("go".to_owned())).collect();
    let cold = start(&runtime, "cold", events).await;
    until(async || cold.inspect().await.unwrap().is_some()).await;
    // Its memory is released by now.
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    gate.close_for([record_of("cold")]);
    let raises = tokio::spawn({
        let cold = cold.clone();
        async move {
            let raise = |n: u64| {
                let cold = &cold;
                async move { cold.raise_event("go", &n).await.unwrap() }
            };
            tokio::join!(raise(1), raise(2), raise(3));
        }
    });
    gate.is_waited_for().await;
    let ran = runs(&runtime, "warm", vec![call("inc", 1), call("inc", 2)]).await;
    assert_eq!(ran, r#"["2","3"]"#);
    // One that is about both waits behind the others.
    let child = vec![child(Some("child"), vec![call("inc", 5)])];
    assert_eq!(runs(&runtime, "parent", child).await, r#"["[\"6\"]"]"#);
    assert!(!raises.is_finished());
    gate.open();
    raises.await.unwrap();
    let result = cold.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1","2","3"]"#);
}

#[tokio::test]
async fn a_step_whose_sub_orchestration_is_looked_for_holds_up_no_other_one() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    gate.close_for([record_of("child")]);
    let script = vec![child(Some("child"), vec![call("inc", 5)])];
    let parent = start(&runtime, "parent", script).await;
    gate.is_waited_for().await;
    let ran = runs(&runtime, "warm", vec![call("inc", 1)]).await;
    assert_eq!(ran, r#"["2"]"#);
    // Arrivals meanwhile are for its next step.
    parent.raise_event("unheard", &1).await.unwrap();
    gate.open();
    let result = parent.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["[\"6\"]"]"#);
}

/// The child was found absent, and the read took its time: a client started it meanwhile.
#[tokio::test]
async fn what_has_changed_while_it_was_read_is_not_overwritten_by_what_was_read() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    gate.close_for([record_of("contested")]);
    let script = |n| vec![child(Some("contested"), vec![call("inc", n)])];
    let first = start(&runtime, "first", script(1)).await;
    gate.is_waited_for().await;
    // This read is not held up.
    gate.close_for([]);
    let second = start(&runtime, "second", script(2)).await;
    second.result().await.unwrap();
    let ran = runs(&runtime, "other", vec![call("inc", 1)]).await;
    assert_eq!(ran, r#"["2"]"#);
    gate.open();
    // The one of the second parent has ended, and is replaced.
    let result = first.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["[\"2\"]"]"#);
    let history = runtime.instance("contested").history().await.unwrap();
    assert_eq!(history.len(), 4, "{history:?}");
}

#[tokio::test]
async fn events_are_read_while_others_are_stepped() {
    let (bench, memory) = (Bench::new(), Memory::default());
    let id = InstanceId::unchecked("cold");
    let (runtime, _) = open_gated(&bench, &memory).await;
    let script = vec![Do::Event("first".to_owned()), Do::Event("go".to_owned())];
    let cold = start(&runtime, id.as_str(), script).await;
    // It isn't waited for, and stays in the store.
    cold.raise_event("go", &1).await.unwrap();
    runtime.shutdown().await.unwrap();
    let (runtime, gate) = open_gated(&bench, &memory).await;
    let cold = runtime.instance(id.as_str());
    gate.close_for([Key::of_event_head(&id)]);
    let raise = tokio::spawn({
        let cold = cold.clone();
        async move { cold.raise_event("first", &0).await }
    });
    gate.is_waited_for().await;
    let ran = runs(&runtime, "warm", vec![call("inc", 1)]).await;
    assert_eq!(ran, r#"["2"]"#);
    gate.open();
    raise.await.unwrap().unwrap();
    let result = cold.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["0","1"]"#);
}

#[tokio::test]
async fn what_needs_no_read_does_not_wait_for_what_came_with_it() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let cold = start(&runtime, "cold", vec![Do::Event("go".to_owned())]).await;
    // An attempt keeps it in memory.
    let script = vec![all(vec![call("gated", 1), Do::Event("go".to_owned())])];
    let warm = start(&runtime, "warm", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    until(async || cold.inspect().await.unwrap().is_some()).await;
    gate.close_for([record_of("cold")]);
    let opens = async {
        warm.raise_event("go", &2).await.unwrap();
        assert_eq!(gate.waiting.load(Ordering::SeqCst), 1);
        gate.open();
    };
    let raises = async { tokio::join!(cold.raise_event("go", &1), opens) };
    let raised = tokio::time::timeout(Duration::from_secs(20), raises).await;
    raised.expect("it waits for nothing").0.unwrap();
    bench.probe.gate.notify_one();
    assert_eq!(warm.result().await.unwrap().as_str(), r#"["1 2"]"#);
    assert_eq!(cold.result().await.unwrap().as_str(), r#"["1"]"#);
}

/// A message is given up while the instance is looked for to which it is sent.
#[tokio::test]
async fn an_instance_that_was_read_for_a_message_that_is_given_up_does_not_stay_in_memory() {
    let bench = Bench::new();
    let builder = bench.builder().long_step(Duration::from_millis(1));
    let (runtime, gate) = open_gated_by(builder, &Memory::default()).await;
    let to = start(&runtime, "to", vec![Do::Event("go".to_owned())]).await;
    until(async || to.inspect().await.unwrap().is_some()).await;
    let message = Errand::Raise {
        name: "unheard".to_owned(),
        payload: Json::null(),
    };
    let [sends, gives_up] = ["it sends", "it gives up"].map(str::to_owned);
    let script = vec![
        Do::Compute(sends.clone()),
        Do::Begin(Box::new(Do::Send("to".to_owned(), message))),
        Do::Event("first".to_owned()),
        Do::Compute(gives_up.clone()),
        Do::GiveUp,
        Do::Event("second".to_owned()),
    ];
    let from = start(&runtime, "from", script).await;
    until(async || gates::waited_for(&sends) == 1).await;
    from.raise_event("first", &1).await.unwrap();
    gate.close_for([record_of("to")]);
    gates::open(&sends);
    until(async || gates::waited_for(&gives_up) == 1).await;
    gate.is_waited_for().await;
    gates::open(&gives_up);
    let second = async || {
        let waiting = from.inspect().await.unwrap();
        waiting.is_some_and(|waiting| waiting.locals["log"].as_array().unwrap().len() == 1)
    };
    until(second).await;
    gate.open();
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    // It is read once more.
    gate.waiting.store(0, Ordering::SeqCst);
    gate.close_for([record_of("to")]);
    to.raise_event("go", &1).await.unwrap();
    assert_eq!(gate.waiting.load(Ordering::SeqCst), 1);
    assert_eq!(to.result().await.unwrap().as_str(), r#"["1"]"#);
    from.raise_event("second", &2).await.unwrap();
    assert_eq!(from.result().await.unwrap().as_str(), r#"["1","2"]"#);
}

/// To end an instance is to remove its events, which are read for that.
#[tokio::test]
async fn a_message_that_terminates_is_carried_out_though_its_instance_has_left_the_memory() {
    let bench = Bench::new();
    let (runtime, gate) = open_gated(&bench, &Memory::default()).await;
    let event = |name: &str| Do::Event(name.to_owned());
    let raises = Errand::Raise {
        name: "unheard".to_owned(),
        payload: Json::null(),
    };
    let ends = Errand::Terminate {
        reason: "for a test".to_owned(),
    };
    let cold = start(&runtime, "cold", vec![event("go")]).await;
    until(async || cold.inspect().await.unwrap().is_some()).await;
    runs(&runtime, "other", vec![call("inc", 1)]).await;
    // More instances that stay in memory for a while than there is room for.
    for n in 0..20 {
        let waits = vec![all(vec![call("inc", 1), event("go")])];
        start(&runtime, &format!("waits {n}"), waits).await;
    }
    until(async || outcomes(&runtime, "waits 19").await.len() == 1).await;
    // It has an event that it doesn't take, and is one of them now.
    let script = vec![event("first"), event("second")];
    let to = start(&runtime, "to", script).await;
    to.raise_event("unheard", &1).await.unwrap();
    to.raise_event("first", &1).await.unwrap();
    until(async || {
        let waiting = to.inspect().await.unwrap();
        waiting.is_some_and(|waiting| waiting.locals["log"].as_array().unwrap().len() == 1)
    })
    .await;
    runs(&runtime, "another", vec![call("inc", 1)]).await;
    gate.close_for([record_of("cold")]);
    let sends = all(vec![
        Do::Send("to".to_owned(), ends),
        Do::Send("cold".to_owned(), raises),
    ]);
    let from = start(&runtime, "from", vec![sends]).await;
    gate.is_waited_for().await;
    for n in 0..20 {
        let again = runtime.start_named("script", input(vec![]));
        let again = again.id(format!("waits {n}").as_str());
        assert!(again.if_exists(IfExists::Refuse).await.is_err());
    }
    gate.open();
    let result = from.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["received received"]"#);
    let status = to.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
}

async fn open_late(bench: &Bench, memory: &Memory) -> Runtime {
    let mut builder = bench.builder();
    builder.around_store = Some(Box::new(|store| {
        let commits = watch::Sender::new(0);
        Arc::new(Late { store, commits })
    }));
    let memory = memory.clone();
    let opened = builder.open_store(move |_| Ok(memory.open())).await;
    opened.unwrap()
}

/// Raises events in an instance until it has ended, so that there is always a change of it that isn't durable.
async fn flood(instance: &Instance<Json>) {
    let raise = async || while instance.raise_event("unheard", &1).await.is_ok() {};
    tokio::join!(raise(), raise(), raise(), raise());
}

/// The row of a timer was read again and again, as its instance had changed each time.
#[tokio::test]
async fn a_timer_fires_though_its_instance_is_flooded_with_events() {
    let bench = Bench::new();
    let runtime = open_late(&bench, &Memory::default()).await;
    // Some of them are due while a commit is under way.
    let sleeps = (0..30).map(|n| Do::Sleep(Duration::from_micros(5000 + 100 * n)));
    let instance = start(&runtime, "a", sleeps.collect()).await;
    let ended = tokio::time::timeout(Duration::from_secs(20), flood(&instance)).await;
    ended.expect("its timers fire");
}

/// Its input was read again and again, as it had changed each time.
#[tokio::test]
async fn an_instance_makes_its_first_step_though_it_is_flooded_with_events() {
    let (bench, memory) = (Bench::new(), Memory::default());
    let (builder, opened) = (bench.builder(), memory.clone());
    let builder = builder.long_step(Duration::from_millis(1));
    let opened = builder.open_store(move |_| Ok(opened.open())).await;
    let runtime = opened.unwrap();
    start(&runtime, "a", vec![Do::Compute("first step".to_owned())]).await;
    until(async || gates::waited_for("first step") == 1).await;
    runtime.shutdown().await.unwrap();
    gates::open("first step");
    let runtime = open_late(&bench, &memory).await;
    let instance = runtime.instance("a");
    let ended = tokio::time::timeout(SOON, flood(&instance)).await;
    ended.expect("it is stepped");
    instance.result().await.unwrap();
}

/// A store whose reads are answered as of when they were begun, and after the commit that comes next.
struct Late {
    store: Arc<dyn Store>,
    commits: watch::Sender<u64>,
}

impl Store for Late {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let found = self.store.read(asks);
        let mut commits = self.commits.subscribe();
        Box::pin(async move {
            // If one comes.
            let committed = tokio::time::timeout(Duration::from_millis(50), commits.changed());
            let _ = committed.await;
            // It is answered, too.
            tokio::time::sleep(Duration::from_millis(2)).await;
            found.await
        })
    }

    fn commit(&self, batch: Batch) -> StoreFuture<'static, ()> {
        let (durable, commits) = (self.store.commit(batch), self.commits.clone());
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(2)).await;
            commits.send_modify(|commits| *commits += 1);
            durable.await
        })
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.store.close(tidy)
    }
}
