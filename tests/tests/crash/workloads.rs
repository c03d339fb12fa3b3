//! The workloads of `load`, small: several instances that are under way at once. What was acknowledged of each
//! must be there after the crash, no activity is called again once its outcome is recorded, and the results are
//! those of a run without a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use durable_runtime::{
    ErrorKind, HistoryEvent, HistoryKind, OpId, OrchestrationCall, RuntimeStatus,
};
use durable_tests::Trace;
use durable_tests::medium::Survives;
use durable_tests::numbers::seed;
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;

use crate::world::{Gate, Process, Work, World, hold_at_every_sync};

/// A call of [`inc`], as it is noted and as it is told from the history.
type Called = (u64, u64);

#[activity]
async fn inc(trace: State<Trace>, gate: State<Gate>, instance: u64, n: u64) -> Result<u64> {
    gate.pass().await;
    trace.note(format!("{instance} {n}"));
    Ok(n + 1)
}

fn noted(call: &str) -> Called {
    let (instance, n) = call.split_once(' ').expect("`inc` has noted it");
    let number = |text: &str| text.parse().expect("it is a number");
    (number(instance), number(n))
}

/// Activities one after the other.
#[orchestrator]
async fn chain(instance: u64) -> Result<u64> {
    let mut n = 0;
    while n < 3 {
        n = inc(instance, n).await?;
    }
    Ok(n)
}

/// Activities at the same time.
#[orchestrator]
async fn fan_out(instance: u64) -> Result<u64> {
    let all = try_join_all((0..20).map(|n| inc(instance, n)));
    Ok(all.await?.iter().sum())
}

/// Timers that are due at about the same time in several instances, and no earlier.
#[orchestrator]
async fn timers(instance: u64) -> Result<u64> {
    let mut n = 0;
    while n < 2 {
        let due = SystemTime::now() + Duration::from_millis(2 + (instance + n) % 3);
        sleep_until(due).await;
        if SystemTime::now() < due {
            return Err(Failure::terminal("a timer fired early"));
        }
        n = inc(instance, n).await?;
    }
    Ok(n)
}

/// A large input that is held across awaits, and a large local that changes at one of them; both lie beside the
/// checkpoint.
#[orchestrator]
async fn payload(instance: u64, text: String) -> Result<[String; 2]> {
    let mut changed = text.clone();
    let mut n = 0;
    while n < 3 {
        n = inc(instance, n).await?;
        if n == 2 {
            changed.push_str("changed");
        }
    }
    Ok([text, changed])
}

/// 20 KB that are others in each instance.
fn text(instance: u64) -> String {
    (0..20_000_u64)
        .map(|at| {
            let mixed = (at + instance).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            char::from(b'a' + u8::try_from(mixed % 26).expect("it is below 26"))
        })
        .collect()
}

/// Some instances of one orchestrator.
struct Workload<T> {
    name: &'static str,
    instances: u64,
    call: fn(u64) -> OrchestrationCall<T>,
    result: fn(u64) -> T,
    /// How many activities each calls, and how many timers it sets.
    activities: u64,
    timers: usize,
}

/// How many syncs a run of any of them has at least.
const SYNCS_MIN: u64 = 10;

static CHAIN: Workload<u64> = Workload {
    name: "chain",
    instances: 3,
    call: chain,
    result: |_| 3,
    activities: 3,
    timers: 0,
};

static FAN_OUT: Workload<u64> = Workload {
    name: "fan-out",
    instances: 1,
    call: fan_out,
    result: |_| (1..=20).sum(),
    activities: 20,
    timers: 0,
};

static TIMERS: Workload<u64> = Workload {
    name: "timers",
    instances: 3,
    call: timers,
    result: |_| 2,
    activities: 2,
    timers: 2,
};

static PAYLOAD: Workload<[String; 2]> = Workload {
    name: "payload",
    instances: 2,
    call: |instance| payload(instance, text(instance)),
    result: |instance| [text(instance), text(instance) + "changed"],
    activities: 3,
    timers: 0,
};

impl<T> Workload<T> {
    fn id(&self, instance: u64) -> String {
        format!("{}-{instance}", self.name)
    }

    fn calls(&self) -> BTreeSet<Called> {
        let of_one = |instance| (0..self.activities).map(move |n| (instance, n));
        (0..self.instances).flat_map(of_one).collect()
    }
}

/// What a runtime has acknowledged of an instance.
#[derive(Clone, Debug)]
struct Acknowledged<T> {
    started: bool,
    result: Option<T>,
}

struct Instances<T: 'static> {
    workload: &'static Workload<T>,
    acknowledged: Arc<Mutex<BTreeMap<u64, Acknowledged<T>>>>,
}

/// What is in an instance's history.
#[derive(Debug, Default)]
struct Recorded {
    /// The calls that are over.
    calls: Vec<Called>,
    timers_created: usize,
    timers_fired: Vec<OpId>,
}

impl Recorded {
    fn of(instance: u64, history: &[HistoryEvent]) -> Self {
        let mut recorded = Self::default();
        let mut scheduled = BTreeMap::new();
        for event in history {
            match &event.kind {
                HistoryKind::TaskScheduled { op, input, .. } => {
                    scheduled.insert(*op, input["n"].as_u64().expect("it is a number"));
                }
                HistoryKind::TaskCompleted { op, .. } => {
                    recorded.calls.push((instance, scheduled[op]));
                }
                HistoryKind::TimerCreated { .. } => recorded.timers_created += 1,
                HistoryKind::TimerFired { op } => recorded.timers_fired.push(*op),
                _ => {}
            }
        }
        recorded
    }
}

impl<T> Instances<T>
where
    T: Clone + Debug + PartialEq + DeserializeOwned + Send + 'static,
{
    fn none_yet(workload: &'static Workload<T>) -> Self {
        let nothing = Acknowledged {
            started: false,
            result: None,
        };
        let acknowledged = (0..workload.instances)
            .map(|instance| (instance, nothing.clone()))
            .collect();
        Self {
            workload,
            acknowledged: Arc::new(Mutex::new(acknowledged)),
        }
    }

    fn acknowledged(&self) -> MutexGuard<'_, BTreeMap<u64, Acknowledged<T>>> {
        lock(&self.acknowledged)
    }

    /// Holds that what was acknowledged is there; and gives what is recorded, and which instances are not there.
    async fn look(&self, runtime: &Runtime) -> Result<(BTreeSet<Called>, Vec<u64>)> {
        let (mut calls, mut absent) = (BTreeSet::new(), Vec::new());
        let acknowledged = self.acknowledged().clone();
        for (number, acknowledged) in acknowledged {
            let instance = runtime.instance(&self.workload.id(number));
            let status = match instance.status().await {
                Ok(status) => status,
                Err(error) if error.kind() == ErrorKind::InstanceNotFound => {
                    assert!(
                        !acknowledged.started,
                        "{instance:?} was acknowledged, and it is not there"
                    );
                    absent.push(number);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if let Some(result) = acknowledged.result {
                assert_eq!(
                    status.runtime_status,
                    RuntimeStatus::Completed,
                    "the result of {instance:?} was told before"
                );
                let output: T = status.output.expect("it has an output").decode()?;
                assert!(
                    output == result,
                    "{instance:?} has another result than was told"
                );
            }
            let recorded = Recorded::of(number, &instance.history().await?);
            calls.extend(recorded.calls);
        }
        Ok((calls, absent))
    }

    /// Starts those that are not there, and waits for them all, each in a task of its own.
    async fn ask(&self, runtime: &Runtime, absent: &[u64]) -> Result<()> {
        let mut clients = JoinSet::new();
        for number in 0..self.workload.instances {
            let (runtime, workload) = (runtime.clone(), self.workload);
            let acknowledged = Arc::clone(&self.acknowledged);
            let is_absent = absent.contains(&number);
            let note = move |note: &dyn Fn(&mut Acknowledged<T>)| {
                let mut acknowledged = lock(&acknowledged);
                note(acknowledged.get_mut(&number).expect("it is one of them"));
            };
            clients.spawn(async move {
                let id = workload.id(number);
                if is_absent {
                    runtime.start((workload.call)(number).id(&id)).await?;
                }
                note(&|it| it.started = true);
                let instance = runtime.instance(&id);
                let waited = tokio::time::timeout(Duration::from_secs(20), instance.result());
                let json = waited.await.unwrap_or_else(|_| panic!("{id} hangs"))?;
                let result: T = json.decode()?;
                note(&|it| it.result = Some(result.clone()));
                Ok::<_, Failure>(())
            });
        }
        let ends = clients.join_all().await;
        ends.into_iter().collect()
    }

    /// Holds that each call and each timer came to its end once.
    async fn hold_each_was_over_once(&self, runtime: &Runtime) -> Result<()> {
        for number in 0..self.workload.instances {
            let instance = runtime.instance(&self.workload.id(number));
            let mut recorded = Recorded::of(number, &instance.history().await?);
            recorded.calls.sort_unstable();
            let calls: Vec<Called> = (0..self.workload.activities).map(|n| (number, n)).collect();
            assert_eq!(recorded.calls, calls, "{instance:?}");
            let fired = recorded.timers_fired.len();
            recorded.timers_fired.sort_unstable();
            recorded.timers_fired.dedup();
            // Where the machine is busy a time may have passed before it is waited for: that needs no timer.
            assert_eq!(fired, recorded.timers_created, "timers of {instance:?}");
            assert!(fired <= self.workload.timers, "timers of {instance:?}");
            assert_eq!(fired, recorded.timers_fired.len(), "{instance:?}");
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> Work for Instances<T>
where
    T: Clone + Debug + PartialEq + DeserializeOwned + Send + 'static,
{
    async fn go_on(&mut self, process: &Process) -> Result<()> {
        let runtime = &process.runtime;
        let calls_before = process.trace.calls().len();
        let (recorded, absent) = self.look(runtime).await?;
        process.gate.open();
        let asked = self.ask(runtime, &absent).await;
        for call in &process.trace.calls()[calls_before..] {
            assert!(
                !recorded.contains(&noted(call)),
                "`{call}` was called again, though its outcome is recorded"
            );
        }
        asked?;
        self.hold_each_was_over_once(runtime).await
    }

    fn is_over(&self) -> bool {
        self.acknowledged().values().all(|it| it.result.is_some())
    }
}

/// Goes on with the power on, and holds that all is well in the end.
async fn end<T>(mut world: World<Instances<T>>)
where
    T: Clone + Debug + PartialEq + DeserializeOwned + Send + 'static,
{
    world.run().await;
    assert!(world.work.is_over());
    for (number, acknowledged) in &*world.work.acknowledged() {
        let result = (world.work.workload.result)(*number);
        assert!(
            acknowledged.result.as_ref() == Some(&result),
            "{number} came to another result"
        );
    }
    let calls: BTreeSet<Called> = world.trace.calls().iter().map(|it| noted(it)).collect();
    assert_eq!(calls, world.work.workload.calls(), "not what was called");
}

/// Crashes at every sync, in each of the ways.
#[track_caller]
fn hold<T>(workload: &'static Workload<T>)
where
    T: Clone + Debug + PartialEq + DeserializeOwned + Send + 'static,
{
    let seed = seed();
    let ways: [&dyn Fn(u64) -> Survives; 3] =
        [&|_| Survives::Nothing, &|_| Survives::Everything, &|sync| {
            Survives::Some(seed ^ (sync << 8))
        }];
    for survives in ways {
        let begin = || Instances::none_yet(workload);
        hold_at_every_sync(SYNCS_MIN, survives, begin, end);
    }
}

#[test]
fn chains_lose_nothing_and_do_nothing_again() {
    hold(&CHAIN);
}

#[test]
fn a_fan_out_loses_nothing_and_does_nothing_again() {
    hold(&FAN_OUT);
}

#[test]
fn timers_fire_once_and_never_early_whenever_the_power_fails() {
    hold(&TIMERS);
}

#[test]
fn a_large_local_comes_back_as_it_was_whenever_the_power_fails() {
    hold(&PAYLOAD);
}
