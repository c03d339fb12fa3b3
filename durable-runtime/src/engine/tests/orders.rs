//! Steps in every order of what may come between: short and long ones, events, activities, timers and sub-orchestrations,
//! terminations and replacements, and deaths of the engine, on stores of each kind. What was acknowledged holds, whatever
//! the order was.
//!
//! A run is drawn from a seed, and a failure tells it: `SEEDS=1 SEED=17 cargo test -p durable-runtime orders`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::harness::*;
use super::slow::SlowStore;
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::status::RuntimeStatus;
use crate::store::memory::Memory;
use crate::testing::crash::{CrashStore, Last};

/// Small numbers that look as if they were drawn.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn micros(&mut self, most: u64) -> Duration {
        Duration::from_micros(self.below(most))
    }
}

/// An instance as its client knows it.
struct Known {
    id: String,
    script: Vec<Do>,
    /// What may have replaced it: the engine died before it said so.
    maybe: Option<Vec<Do>>,
    /// Whether it may have been terminated.
    terminated: bool,
    /// The next event to raise, and those of which it isn't known whether they were taken in.
    next_event: u64,
    unsure: BTreeSet<u64>,
}

/// A script of so many lines.
fn script(dice: &mut Dice, depth: u64) -> Vec<Do> {
    let count = 1 + dice.below(5);
    let line = |dice: &mut Dice| match dice.below(7) {
        0 | 1 => call("inc", dice.below(1000)),
        2 => Do::Sleep(dice.micros(3000)),
        3 => Do::Event("go".to_owned()),
        4 | 5 => Do::Spin(dice.micros(4000)),
        _ if depth == 0 => child(None, script(dice, 1)),
        _ => Do::Sleep(Duration::ZERO),
    };
    (0..count)
        .map(|_| line(dice))
        // A child has no client that raises its events.
        .filter(|line| depth == 0 || !matches!(line, Do::Event(_)))
        .collect()
}

/// Holds that a log is that of a script, whose events came in order, each once if that is known.
fn check_log(script: &[Do], log: &[String], unsure: &BTreeSet<u64>) {
    let mut log = log.iter();
    let mut last_event: Option<u64> = None;
    for line in script {
        let expected = match line {
            Do::Spin(_) => continue,
            Do::Call(_, n) => (n + 1).to_string(),
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

/// What the client does once. Fails when the engine has died.
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

/// That an instance has ended is fine.
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
        for _ in 0..2000 {
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
            }
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
    let deaths = dice.below(4);
    for session in 0..=deaths {
        let long = [50, 1000, 5000, 20_000_000][usize::try_from(dice.below(4)).unwrap()];
        let steps = [1, 2, 4][usize::try_from(dice.below(3)).unwrap()];
        let builder = bench.builder().max_concurrent_steps(steps);
        let mut builder = builder.long_step(Duration::from_micros(long));
        let mut commits = u64::MAX;
        if session < deaths {
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
        let _ = runtime.shutdown().await;
    }
}

async fn live(runtime: &Runtime, all: &mut [Known], dice: &mut Dice) -> Result<(), ErrorKind> {
    for known in &mut *all {
        known.find(runtime).await?;
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

#[test]
fn what_was_acknowledged_holds_in_every_order() {
    let first = number("SEED", 1);
    for seed in first..first + number("SEEDS", 30) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
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
                tokio::time::timeout(limit, run(&mut dice)).await.unwrap();
            });
        }));
        assert!(ran.is_ok(), "seed {seed}");
    }
}
