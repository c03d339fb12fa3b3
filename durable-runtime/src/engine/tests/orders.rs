//! Steps in every order of what may come between: short and long ones, events, activities, timers and sub-orchestrations,
//! messages, terminations and replacements, and deaths of the engine, on stores of each kind. User code that decides about
//! retries and reads inputs takes a while. What was acknowledged holds, whatever the order was.
//!
//! A run is drawn from a seed, and a failure tells it: `SEEDS=1 SEED=17 cargo test -p durable-runtime orders`.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::harness::*;
use super::index::index_is_right;
use super::slow::SlowStore;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::step::command::Errand;
use crate::step::entry::{ActivityEntry, OrchestratorEntry, Registration};
use crate::store::memory::Memory;
use crate::testing::crash::{CrashStore, Last};

/// Small numbers that look as if they were drawn.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    pub(super) fn micros(&mut self, most: u64) -> Duration {
        Duration::from_micros(self.below(most))
    }
}

/// An instance as its client knows it.
struct Known {
    id: String,
    script: Vec<Do>,
    /// The script that may have replaced it: the engine died before the answer.
    maybe: Option<Vec<Do>>,
    /// Whether it may have been terminated.
    terminated: bool,
    /// The next event to raise, and those of which it isn't known whether they were taken in.
    next_event: u64,
    unsure: BTreeSet<u64>,
}

/// A script of so many lines.
fn script(dice: &mut Dice, depth: u64) -> Vec<Do> {
    let count = 1 + dice.below(6);
    let mut begun = 0;
    let mut lines = Vec::new();
    if dice.below(2) == 0 {
        // Their results arrive in the long step after them, in several commits.
        begun = 1 + dice.below(4);
        lines.extend((0..begun).map(|_| Do::Begin(Box::new(begins(dice, depth)))));
        lines.push(Do::Sleep(dice.micros(1000)));
        lines.push(Do::Spin(dice.micros(20_000)));
    }
    for _ in 0..count {
        let line = match dice.below(13) {
            0 | 1 => call("inc", dice.below(1000)),
            2 => Do::Sleep(dice.micros(3000)),
            // A child has no client that raises its events.
            3 if depth == 0 => Do::Event("go".to_owned()),
            4 => Do::Spin(dice.micros(4000)),
            // Several commits are made meanwhile.
            5 => Do::Spin(dice.micros(20_000)),
            6 if depth == 0 => slow_child(script(dice, 1)),
            // Their results arrive in any step.
            7 | 8 => {
                begun += 1;
                Do::Begin(Box::new(begins(dice, depth)))
            }
            9 if begun > 0 => {
                begun -= 1;
                Do::Take
            }
            10 if begun > 0 => {
                begun -= 1;
                Do::GiveUp
            }
            11 => all((0..2).map(|_| sends(dice)).collect()),
            _ => Do::Sleep(Duration::ZERO),
        };
        lines.push(line);
    }
    lines.extend((0..begun).map(|_| Do::Take));
    match dice.below(16) {
        0 => lines.push(Do::Panic),
        // Until it is terminated or replaced.
        1 if depth == 0 => lines.push(endless()),
        _ => {}
    }
    lines
}

/// The operation that a script begins without waiting for it.
fn begins(dice: &mut Dice, depth: u64) -> Do {
    match dice.below(4) {
        0 => call("inc", dice.below(1000)),
        1 => Do::Sleep(dice.micros(3000)),
        2 => Do::Retry(
            ["flaky", PICKY.name][usize::try_from(dice.below(2)).unwrap()].to_owned(),
            dice.below(1000),
            RetryPolicy::new(1000, Duration::from_millis(1)),
        ),
        _ if depth == 0 => slow_child(script(dice, 1)),
        _ => Do::Sleep(Duration::ZERO),
    }
}

/// The time that user code takes beside steps and attempts.
const THINKS: Duration = Duration::from_micros(300);

/// The activity `flaky` with a predicate of its retries.
static PICKY: ActivityEntry = ActivityEntry {
    name: "picky",
    file: "orders.rs",
    line: 1,
    retry: None,
    retry_when: Some(|_| {
        std::thread::sleep(THINKS);
        true
    }),
    timeout: None,
    max_concurrent: None,
    states: FLAKY.states,
    run: FLAKY.run,
    arguments: FLAKY.arguments,
    result_in_json: FLAKY.result_in_json,
};

/// The script with an input that takes a while to read.
static SLOW_TO_READ: OrchestratorEntry = OrchestratorEntry {
    name: "slow_to_read",
    file: "orders.rs",
    line: 1,
    manifest: SCRIPT.manifest,
    check_input: |input| {
        std::thread::sleep(THINKS);
        (SCRIPT.check_input)(input)
    },
    step: SCRIPT.step,
    plain: SCRIPT.plain,
};

fn slow_child(script: Vec<Do>) -> Do {
    Do::Child {
        function: SLOW_TO_READ.name.to_owned(),
        id: None,
        script,
    }
}

/// The number of the instances to which messages are sent.
const TARGETS: u64 = 3;

fn target(number: u64) -> String {
    format!("target {number}")
}

fn sends(dice: &mut Dice) -> Do {
    let errand = match dice.below(3) {
        0 => Errand::Terminate {
            reason: "for a test".to_owned(),
        },
        _ => Errand::Raise {
            name: "unheard".to_owned(),
            payload: Json::null(),
        },
    };
    Do::Send(target(dice.below(TARGETS)), errand)
}

/// The gate of the steps that never end, as long as their engine runs.
const NEVER: &str = "never, in every order";

fn endless() -> Do {
    Do::Compute(NEVER.to_owned())
}

/// The end of a script, if nothing else ends it.
#[derive(PartialEq, Eq)]
enum Ends {
    Well,
    Panics,
    Never,
}

fn ends(script: &[Do]) -> Ends {
    let mut given_up = BTreeSet::new();
    let mut taken = 0;
    for line in script {
        match line {
            Do::Take => taken += 1,
            Do::GiveUp => {
                given_up.insert(taken);
                taken += 1;
            }
            _ => {}
        }
    }
    let mut begun = 0;
    let fails = script.iter().any(|line| match line {
        Do::Panic => true,
        Do::Child { script, .. } => ends(script) == Ends::Panics,
        Do::Begin(what) => {
            begun += 1;
            let Do::Child { script, .. } = &**what else {
                return false;
            };
            !given_up.contains(&(begun - 1)) && ends(script) == Ends::Panics
        }
        _ => false,
    });
    match script.last() {
        _ if fails => Ends::Panics,
        Some(Do::Compute(_)) => Ends::Never,
        _ => Ends::Well,
    }
}

/// Checks that a log is that of a script, with events in order, each once if that is known.
fn check_log(script: &[Do], log: &[String], unsure: &BTreeSet<u64>) {
    let mut log = log.iter();
    let mut last_event: Option<u64> = None;
    let mut begun = VecDeque::new();
    for line in script {
        let line = match line {
            Do::Begin(what) => {
                begun.push_back(&**what);
                continue;
            }
            Do::GiveUp => {
                begun.pop_front();
                continue;
            }
            Do::Take => begun.pop_front().expect("something was begun"),
            line => line,
        };
        let expected = match line {
            Do::Spin(_) => continue,
            Do::Call(_, n) => (n + 1).to_string(),
            Do::Retry(_, n, _) => n.to_string(),
            Do::Sleep(_) => "slept".to_owned(),
            Do::Event(_) => {
                let event: u64 = log.next().expect("a line").parse().expect("a number");
                let next = last_event.map_or(0, |last| last + 1);
                let is_again = Some(event) == last_event && unsure.contains(&event);
                assert!(
                    event == next || is_again,
                    "event {event} after {last_event:?}"
                );
                last_event = Some(event);
                continue;
            }
            Do::Several(..) => {
                // A receiver may have been terminated. It is never one that can't be read.
                let line = log.next().expect("a line");
                assert!(!line.contains("can't be read"), "{line}");
                continue;
            }
            Do::Child { script, .. } => {
                let log: Json = log.next().expect("a line").parse().expect("JSON");
                check_log(script, &log.decode::<Vec<String>>().unwrap(), unsure);
                continue;
            }
            other => unreachable!("{other:?} is in no script"),
        };
        assert_eq!(log.next(), Some(&expected));
    }
    assert_eq!(log.next(), None);
}

/// The next action of the client. Fails when the engine has died.
async fn act(runtime: &Runtime, known: &mut Known, dice: &mut Dice) -> Result<(), ErrorKind> {
    match dice.below(12) {
        0 => {
            known.terminated = true;
            let ended = runtime.instance(&known.id).terminate("enough").await;
            unless_ended(ended)?;
        }
        1 => {
            let next = script(dice, 0);
            known.maybe = Some(next.clone());
            let start = runtime.start_named("script", input(next));
            let start = start.id(known.id.as_str()).if_exists(IfExists::Replace);
            start.await.map_err(|error| error.kind())?;
            known.is_replaced();
        }
        2..=6 => raise(runtime, known).await?,
        _ => tokio::time::sleep(dice.micros(1500)).await,
    }
    Ok(())
}

async fn raise(runtime: &Runtime, known: &mut Known) -> Result<(), ErrorKind> {
    let instance = runtime.instance(&known.id);
    let raised = instance.raise_event("go", &known.next_event).await;
    match unless_ended(raised) {
        Ok(()) => known.next_event += 1,
        Err(died) => {
            known.unsure.insert(known.next_event);
            return Err(died);
        }
    }
    Ok(())
}

/// An instance that has ended is no error.
fn unless_ended(result: Result<(), Error>) -> Result<(), ErrorKind> {
    match result {
        Err(error) if error.kind() != ErrorKind::InstanceEnded => Err(error.kind()),
        _ => Ok(()),
    }
}

impl Known {
    fn is_replaced(&mut self) {
        self.script = self.maybe.take().expect("something has replaced it");
        (self.terminated, self.next_event) = (false, 0);
        self.unsure.clear();
    }

    /// Starts it if it isn't there, and finds out whether it was replaced.
    async fn find(&mut self, runtime: &Runtime) -> Result<(), ErrorKind> {
        if let Some(maybe) = &self.maybe
            && let Ok(status) = runtime.instance(&self.id).status().await
        {
            if status.input == input(maybe.clone()) {
                self.is_replaced();
            } else {
                self.maybe = None;
            }
        }
        let start = runtime.start_named("script", input(self.script.clone()));
        let started = start.id(self.id.as_str()).await;
        started.map(drop).map_err(|error| error.kind())
    }

    /// Raises events until it has ended, and checks how.
    async fn end(&mut self, runtime: &Runtime) {
        let instance = runtime.instance(&self.id);
        let ends = ends(&self.script);
        for turn in 0..2000 {
            if ends == Ends::Never && turn == 20 {
                self.terminated = true;
                unless_ended(instance.terminate("it never ends").await).unwrap();
            }
            let wait = Duration::from_millis(10);
            if tokio::time::timeout(wait, instance.result()).await.is_ok() {
                break;
            }
            raise(runtime, self).await.unwrap();
        }
        let status = instance.status().await.unwrap();
        match status.runtime_status {
            RuntimeStatus::Terminated => assert!(self.terminated),
            RuntimeStatus::Completed => {
                let log: Vec<String> = status.output.unwrap().decode().unwrap();
                check_log(&self.script, &log, &self.unsure);
                assert!(ends == Ends::Well);
            }
            RuntimeStatus::Failed => assert!(ends == Ends::Panics),
            other => panic!("{} is {other:?}: {status:?}", self.id),
        }
    }
}

/// Runs instances in engines that die, and one that doesn't.
async fn run(dice: &mut Dice) {
    let bench = Bench::new();
    let count = 1 + dice.below(8);
    let mut all: Vec<Known> = (0..count)
        .map(|number| Known {
            id: format!("instance {number}"),
            script: script(dice, 0),
            maybe: None,
            terminated: false,
            next_event: 0,
            unsure: BTreeSet::new(),
        })
        .collect();
    let memory = (dice.below(2) == 0).then(Memory::default);
    let failures = dice.below(10);
    bench.probe.failures.store(failures, Ordering::SeqCst);
    let deaths = dice.below(4);
    for session in 0..=deaths {
        let long = [50, 1000, 5000, 100_000][usize::try_from(dice.below(4)).unwrap()];
        let steps = [1, 2, 4][usize::try_from(dice.below(3)).unwrap()];
        let mut program = program();
        program.push(Registration::Activity(&PICKY));
        program.push(Registration::Orchestrator(&SLOW_TO_READ));
        let builder = bench.builder_of(&program).max_concurrent_steps(steps);
        let mut builder = builder.long_step(Duration::from_micros(long));
        let mut commits = u64::MAX;
        // Otherwise it is shut down, and its steps with it.
        if session < deaths && dice.below(4) > 0 {
            commits = 1 + dice.below(30);
        }
        let last = [Last::Kept, Last::Lost][usize::try_from(dice.below(2)).unwrap()];
        let (seed, micros) = (dice.below(u64::MAX), dice.below(3000));
        builder.around_store = Some(Box::new(move |mut store| {
            if micros > 1000 {
                store = Arc::new(SlowStore::around(store, seed, micros));
            }
            Arc::new(CrashStore::at(store, commits, last))
        }));
        let opened = match memory.clone() {
            Some(memory) => builder.open_store(move |_| Ok(memory.open())).await,
            None => builder.open(bench.path()).await,
        };
        let runtime = opened.unwrap();
        let alive = live(&runtime, &mut all, dice).await;
        if session == deaths {
            alive.unwrap();
            for known in &mut all {
                known.end(&runtime).await;
            }
        }
        // A dead store answers nothing.
        let _ = index_is_right(runtime.store()).await;
        let grace = dice.micros(2 * 5000);
        let _ = runtime.shutdown_within(grace).await;
        // They end when no instance waits for that any more.
        gates::release(NEVER);
    }
}

async fn live(runtime: &Runtime, all: &mut [Known], dice: &mut Dice) -> Result<(), ErrorKind> {
    for known in &mut *all {
        known.find(runtime).await?;
    }
    for number in 0..TARGETS {
        let waits = vec![Do::Event("never".to_owned()); 2];
        let start = runtime.start_named("script", input(waits));
        let start = start.id(target(number).as_str());
        let target = start.if_exists(IfExists::ReplaceEnded).await;
        // One that still waits isn't replaced.
        if let Ok(target) = target {
            unless_ended(target.raise_event("unheard", &0).await)?;
        }
    }
    for _ in 0..10 + dice.below(40) {
        let which = usize::try_from(dice.below(all.len() as u64)).unwrap();
        act(runtime, &mut all[which], dice).await?;
    }
    Ok(())
}

fn number(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs a scenario with the seeds that `SEED` and `SEEDS` ask for, each on a runtime of its own. The scenario's endless
/// steps wait at the gate `never`, which no other scenario has: it is released when a seed is done.
pub(super) fn with_seeds(default: u64, never: &str, scenario: &impl AsyncFn(&mut Dice)) {
    let first = number("SEED", 1);
    for seed in first..first + number("SEEDS", default) {
        let mut dice = Dice::of(seed);
        let runtime = match dice.below(3) {
            0 => tokio::runtime::Builder::new_current_thread(),
            workers => {
                let mut builder = tokio::runtime::Builder::new_multi_thread();
                builder.worker_threads(usize::try_from(workers).unwrap());
                builder
            }
        }
        .enable_all()
        .build()
        .unwrap();
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runtime.block_on(async {
                let limit = Duration::from_secs(60);
                tokio::time::timeout(limit, scenario(&mut dice))
                    .await
                    .unwrap();
            });
        }));
        // A thread of tokio's may make an endless step, and is waited for.
        gates::release(never);
        drop(runtime);
        assert!(ran.is_ok(), "seed {seed}");
    }
}

#[test]
fn what_was_acknowledged_holds_in_every_order() {
    with_seeds(30, NEVER, &run);
}
