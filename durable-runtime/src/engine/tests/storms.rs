//! Clients of many instances at the same time, on stores that are slow, fail or die: instances that have sub-orchestrations
//! in common and tell each other something, bursts of events, waits that are given up, starts with an event right behind
//! them. What was acknowledged holds, nothing happens twice, and nothing is left behind.
//!
//! A run is drawn from a seed, and a failure tells it: `SEEDS=1 SEED=17 cargo test -p durable-runtime storms`.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::harness::*;
use super::index::index_is_right;
use super::orders::{Dice, with_seeds};
use super::slow::{FailingStore, SlowStore};
use crate::client::runtime::Runtime;
use crate::model::error::{Error, ErrorKind};
use crate::model::history::History;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::model::status::RuntimeStatus;
use crate::step::command::Errand;
use crate::store::Store;
use crate::store::ask::{Ask, Found, Scan};
use crate::store::key::Table;
use crate::store::memory::Memory;
use crate::store::rows::{Record, Row};
use crate::testing::crash::{CrashStore, Last};

/// The gate of the steps that never end, as long as their engine runs.
const NEVER: &str = "never, in every storm";

/// How many instances have clients, and how many sub-orchestrations they have in common.
const CLIENTS: u64 = 6;
const SHARED: u64 = 2;

/// What is sent is told apart by its number.
static SENT: Mutex<u64> = Mutex::new(0);

fn next_sent() -> u64 {
    let mut sent = SENT.lock().unwrap();
    *sent += 1;
    *sent
}

/// An instance as its client knows it.
struct Known {
    id: String,
    script: Vec<Do>,
    /// What may have replaced it: the engine died before it said so.
    maybe: Option<Vec<Do>>,
    terminated: bool,
    next_event: u64,
    /// The events of which it isn't known whether they were taken in.
    unsure: BTreeSet<u64>,
    /// Instances that were started with an event right behind them, and what that said.
    extras: Vec<(String, u64)>,
    /// Those of them that may be there, without their event.
    begun: Vec<String>,
    dice: Dice,
}

fn script(dice: &mut Dice, depth: u64) -> Vec<Do> {
    let mut begun = 0;
    let mut lines = Vec::new();
    for _ in 0..=dice.below(7) {
        match dice.below(8) {
            0 => {
                begun += 1;
                lines.push(Do::Begin(Box::new(begins(dice, depth))));
            }
            1 if begun > 0 => {
                begun -= 1;
                lines.push(Do::Take);
            }
            2 if begun > 0 => {
                begun -= 1;
                lines.push(Do::GiveUp);
            }
            3 => lines.push(Do::Spin(dice.micros(15_000))),
            4 => {
                let bytes = usize::try_from(dice.below(9000)).unwrap();
                lines.push(Do::Hold("x".repeat(bytes)));
                lines.push(one(dice, depth));
                lines.push(Do::Held);
            }
            _ => lines.push(one(dice, depth)),
        }
    }
    lines.extend((0..begun).map(|_| Do::Take));
    match dice.below(20) {
        0 => lines.push(Do::Panic),
        // Until it is terminated or replaced.
        1 if depth == 0 => lines.push(Do::Compute(NEVER.to_owned())),
        _ => {}
    }
    lines
}

fn one(dice: &mut Dice, depth: u64) -> Do {
    let select = |what, dice: &mut Dice| {
        let gives_up = Do::Sleep(dice.micros(8000));
        Do::Several(How::Select, vec![what, gives_up])
    };
    match dice.below(if depth == 0 { 15 } else { 7 }) {
        0 => call("inc", dice.below(1000)),
        1 => Do::Sleep(dice.micros(6000)),
        2 => Do::Sleep(Duration::ZERO),
        3 => {
            let what = begins(dice, 1);
            select(what, dice)
        }
        4 => select(Do::Event("poke".to_owned()), dice),
        5 => {
            let payload = Json::of(&next_sent()).unwrap();
            let name = "poke".to_owned();
            let to = format!("instance {}", dice.below(CLIENTS + 1));
            all(vec![Do::Send(to, Errand::Raise { name, payload })])
        }
        6 => {
            let reason = "told to".to_owned();
            let to = format!("shared {}", dice.below(SHARED));
            all(vec![Do::Send(to, Errand::Terminate { reason })])
        }
        7 | 8 => Do::Event("go".to_owned()),
        9 => select(Do::Event("go".to_owned()), dice),
        10 => {
            let id = format!("shared {}", dice.below(SHARED));
            all(vec![child(Some(&id), script(dice, 1))])
        }
        11 => {
            let what = child(None, script(dice, 1));
            select(what, dice)
        }
        12 => child(None, script(dice, 1)),
        13 if dice.below(3) == 0 => {
            // More than memory keeps of one instance, and than is read at a time.
            let calls = all((0..50 + dice.below(300)).map(|n| call("inc", n)).collect());
            match dice.below(2) {
                0 => calls,
                _ => select(calls, dice),
            }
        }
        _ => all(vec![
            call("inc", dice.below(1000)),
            Do::Sleep(dice.micros(3000)),
            Do::Event("go".to_owned()),
        ]),
    }
}

/// What a script begins without waiting for it.
fn begins(dice: &mut Dice, depth: u64) -> Do {
    match dice.below(4) {
        0 => call("inc", dice.below(1000)),
        1 => Do::Sleep(dice.micros(3000)),
        2 => Do::Retry(
            "flaky".to_owned(),
            dice.below(1000),
            RetryPolicy::new(1000, Duration::from_millis(1)),
        ),
        _ if depth == 0 => child(None, script(dice, 1)),
        _ => Do::Sleep(Duration::ZERO),
    }
}

#[derive(PartialEq, Eq)]
enum Ends {
    Well,
    Panics,
    Never,
}

fn ends(script: &[Do]) -> Ends {
    let (mut given_up, mut taken) = (BTreeSet::new(), 0);
    for line in script {
        if matches!(line, Do::GiveUp) {
            given_up.insert(taken);
        }
        taken += usize::from(matches!(line, Do::Take | Do::GiveUp));
    }
    let mut begun = 0;
    let mut panics = |line: &Do| match line {
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
    };
    let fails = script.iter().any(&mut panics);
    match script.last() {
        _ if fails => Ends::Panics,
        Some(Do::Compute(_)) => Ends::Never,
        _ => Ends::Well,
    }
}

/// What is known of events while logs are read.
struct Events<'a> {
    last: Option<u64>,
    unsure: &'a BTreeSet<u64>,
    /// All that was sent to instances and taken, of all logs.
    pokes: &'a mut BTreeSet<u64>,
}

impl Events<'_> {
    fn take(&mut self, event: u64) {
        let next = self.last.map_or(0, |last| last + 1);
        let is_next = event >= next && (next..event).all(|n| self.unsure.contains(&n));
        assert!(is_next, "event {event} after {:?}", self.last);
        self.last = Some(event);
    }
}

/// Holds that a log is that of a script.
fn check_log(script: &[Do], log: &[String], events: &mut Events<'_>) {
    let mut log = log.iter();
    let mut begun = VecDeque::new();
    let mut held = 0;
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
            Do::Hold(text) => {
                held = text.len();
                continue;
            }
            Do::Spin(_) => continue,
            Do::Take => begun.pop_front().expect("something was begun"),
            line => line,
        };
        let found = log.next().unwrap_or_else(|| panic!("{line:?} has no line"));
        if matches!(line, Do::Held) {
            assert_eq!(*found, held.to_string());
        } else {
            check_line(line, found, events);
        }
    }
    assert_eq!(log.next(), None);
}

fn check_line(line: &Do, found: &str, events: &mut Events<'_>) {
    let expected = match line {
        Do::Call(_, n) => (n + 1).to_string(),
        Do::Retry(_, n, _) => n.to_string(),
        Do::Sleep(_) => "slept".to_owned(),
        Do::Event(name) if name == "poke" => {
            let number = found.parse().expect("a number");
            assert!(events.pokes.insert(number), "{number} came twice");
            return;
        }
        Do::Event(_) => return events.take(found.parse().expect("a number")),
        Do::Child { script, .. } => {
            let log: Json = found.parse().expect("JSON");
            let mut events = Events {
                last: None,
                unsure: events.unsure,
                pokes: &mut *events.pokes,
            };
            return check_log(script, &log.decode::<Vec<String>>().unwrap(), &mut events);
        }
        Do::Several(How::Select, branches) => {
            let (number, found) = found.split_once(": ").expect("a branch");
            let branch = &branches[number.parse::<usize>().unwrap()];
            let fails = matches!(branch, Do::Child { script, .. } if ends(script) == Ends::Panics);
            if fails {
                return assert!(found.starts_with("failed: "), "{found}");
            }
            return check_line(branch, found, events);
        }
        Do::Several(_, branches) if branches.len() == 1 => match &branches[0] {
            Do::Send(..) => {
                let told =
                    found == "received" || found.contains("ended") || found.contains("no instance");
                return assert!(told, "{found}");
            }
            // It may be another one's, or be terminated.
            _ if found.starts_with("failed: ") => return,
            branch => return check_line(branch, found, events),
        },
        Do::Several(_, branches) => {
            for (branch, found) in branches.iter().zip(found.split(' ')) {
                check_line(branch, found, events);
            }
            return;
        }
        other => unreachable!("{other:?} is in no script"),
    };
    assert_eq!(found, expected);
}

/// An error of a call: whether the engine has died.
fn died(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Stopped | ErrorKind::Unavailable)
}

/// The engine has died.
struct Died;

impl Known {
    async fn act(&mut self, runtime: &Runtime) -> Result<(), Died> {
        match self.dice.below(12) {
            0 => {
                self.terminated = true;
                let ended = runtime.instance(&self.id).terminate("enough").await;
                unless_ended(ended)
            }
            1 => {
                let next = script(&mut self.dice, 0);
                self.maybe = Some(next.clone());
                let start = runtime.start_named("script", input(next));
                let start = start.id(self.id.as_str()).if_exists(IfExists::Replace);
                start.await.map_err(|error| fatal(&error))?;
                self.is_replaced();
                Ok(())
            }
            2..=5 => {
                let count = 1 + self.dice.below(4);
                self.raise(runtime, count).await
            }
            6 => self.start_extra(runtime).await,
            7 | 8 => look(runtime, &self.id).await,
            _ => {
                tokio::time::sleep(self.dice.micros(3000)).await;
                Ok(())
            }
        }
    }

    /// Raises so many events at the same time.
    async fn raise(&mut self, runtime: &Runtime, count: u64) -> Result<(), Died> {
        let mut raises = tokio::task::JoinSet::new();
        let instance = runtime.instance(&self.id);
        for event in self.next_event..self.next_event + count {
            let instance = instance.clone();
            let mut raise =
                Box::pin(async move { (event, instance.raise_event("go", &event).await) });
            // It is in the engine's queue before the next one is.
            match futures_poll(&mut raise).await {
                Some(done) => drop(raises.spawn(std::future::ready(done))),
                None => drop(raises.spawn(raise)),
            }
        }
        let mut all = raises.join_all().await;
        all.sort_by_key(|(event, _)| *event);
        let mut result = Ok(());
        for (event, raised) in all {
            match raised {
                Ok(()) => self.next_event = event + 1,
                Err(error) if died(&error) => {
                    self.unsure.insert(event);
                    self.next_event = event + 1;
                    result = Err(Died);
                }
                Err(error) if error.kind() == ErrorKind::InstanceEnded => {}
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::MailboxFull, "{error}");
                    // Its number isn't used again, as those behind it may have been taken.
                    self.unsure.insert(event);
                    self.next_event = event + 1;
                }
            }
        }
        result
    }

    /// Starts an instance and raises its event without waiting for the start.
    async fn start_extra(&mut self, runtime: &Runtime) -> Result<(), Died> {
        let n = next_sent();
        let id = format!("extra {n}");
        let extra = vec![Do::Event("go".to_owned()), call("inc", n)];
        let instance = runtime.instance(&id);
        self.begun.push(id.clone());
        let start = runtime.start_named("script", input(extra)).id(id.as_str());
        let started = async { start.await.map(drop) };
        let (started, raised) = tokio::join!(started, instance.raise_event("go", &n));
        started.map_err(|error| fatal(&error))?;
        raised.map_err(|error| fatal(&error))?;
        self.extras.push((id, n));
        Ok(())
    }

    fn is_replaced(&mut self) {
        self.script = self.maybe.take().expect("something has replaced it");
        (self.terminated, self.next_event) = (false, 0);
        self.unsure.clear();
    }

    /// Starts it if it isn't there, and finds out whether it was replaced.
    async fn find(&mut self, runtime: &Runtime) -> Result<(), Died> {
        if let Some(maybe) = &self.maybe {
            match runtime.instance(&self.id).status().await {
                Ok(status) if status.input == input(maybe.clone()) => self.is_replaced(),
                Ok(_) => self.maybe = None,
                Err(error) if error.kind() == ErrorKind::InstanceNotFound => self.maybe = None,
                Err(error) => return Err(fatal(&error)),
            }
        }
        let start = runtime.start_named("script", input(self.script.clone()));
        let started = start.id(self.id.as_str()).await;
        started.map(drop).map_err(|error| fatal(&error))
    }

    async fn live(&mut self, runtime: &Runtime) -> Result<(), Died> {
        self.find(runtime).await?;
        for _ in 0..5 + self.dice.below(15) {
            self.act(runtime).await?;
        }
        Ok(())
    }

    /// Raises events until it has ended, and checks how.
    async fn end(&mut self, runtime: &Runtime, pokes: &mut BTreeSet<u64>) {
        let instance = runtime.instance(&self.id);
        let ends = ends(&self.script);
        for turn in 0..2000 {
            if ends == Ends::Never && turn == 20 {
                self.terminated = true;
                assert!(unless_ended(instance.terminate("it never ends").await).is_ok());
            }
            let wait = Duration::from_millis(10);
            if tokio::time::timeout(wait, instance.result()).await.is_ok() {
                break;
            }
            assert!(self.raise(runtime, 1).await.is_ok());
        }
        let status = instance.status().await.unwrap();
        match status.runtime_status {
            RuntimeStatus::Terminated => assert!(self.terminated),
            RuntimeStatus::Completed => {
                let log: Vec<String> = status.output.unwrap().decode().unwrap();
                let mut events = Events {
                    last: None,
                    unsure: &self.unsure,
                    pokes,
                };
                check_log(&self.script, &log, &mut events);
                assert!(ends == Ends::Well);
            }
            RuntimeStatus::Failed => assert!(ends == Ends::Panics),
            other => panic!("{} is {other:?}: {status:?}", self.id),
        }
        instance.history().await.unwrap();
        for (id, n) in &self.extras {
            let result = runtime.instance(id).result().await.unwrap();
            assert_eq!(result.as_str(), format!(r#"["{n}","{}"]"#, n + 1));
        }
        for id in &self.begun {
            // It isn't there, has ended, or waits for the event that was lost.
            let _ = runtime.instance(id).terminate("it is of no use").await;
        }
    }
}

/// Polls a future once.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|cx| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(cx) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

/// What is told of an instance, which may not be there, is sound.
async fn look(runtime: &Runtime, id: &str) -> Result<(), Died> {
    let instance = runtime.instance(id);
    let status = instance.status().await.map(drop);
    let history = instance.history().await.map(drop);
    let waiting = instance.inspect().await.map(drop);
    for looked in [status, history, waiting] {
        match looked {
            Err(error) if error.kind() == ErrorKind::InstanceNotFound => {}
            looked => looked.map_err(|error| fatal(&error))?,
        }
    }
    Ok(())
}

fn fatal(error: &Error) -> Died {
    assert!(died(error), "{error:?}");
    Died
}

/// That an instance has ended is fine.
fn unless_ended(result: Result<(), Error>) -> Result<(), Died> {
    match result {
        Err(error) if error.kind() != ErrorKind::InstanceEnded => Err(fatal(&error)),
        _ => Ok(()),
    }
}

/// Waits until all instances have ended, and holds that nothing else is in the store.
async fn nothing_is_left(store: &dyn Store) {
    until(async || {
        let records = store.instances_after(None, 10_000).await.unwrap();
        let has_ended = |(_, row): &(_, Vec<u8>)| Record::from_bytes(row).unwrap().end.is_some();
        records.iter().all(has_ended)
    })
    .await;
    let mut reachable = 0;
    for (_, row) in store.instances_after(None, 10_000).await.unwrap() {
        let record = Record::from_bytes(&row).unwrap();
        let before = record.last_events.and_then(|last| last.before);
        for head in record.history.into_iter().chain(before) {
            reachable += store.history(head).await.unwrap().len();
        }
    }
    let all = Ask::Scan(Scan::page(Table::History, None, usize::MAX));
    let histories = store.read(vec![all]).await.unwrap().remove(0).into_rows();
    assert_eq!(histories.len(), reachable, "rows of histories");
    let tables = [
        Table::Values,
        Table::Activities,
        Table::Timers,
        Table::Inbox,
        Table::Outcomes,
        Table::Blocked,
        Table::Events,
    ];
    let mut left = Vec::new();
    for _ in 0..400 {
        let scans = tables.map(|table| Ask::Scan(Scan::page(table, None, 10)));
        let found = store.read(scans.to_vec()).await.unwrap();
        left = found.into_iter().flat_map(Found::into_rows).collect();
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("what is left: {left:?}");
}

async fn run(dice: &mut Dice) {
    let bench = Bench::new();
    let count = 2 + dice.below(CLIENTS - 1);
    let known = |number| {
        let mut dice = Dice::of(dice.below(u64::MAX));
        Known {
            id: format!("instance {number}"),
            script: script(&mut dice, 0),
            maybe: None,
            terminated: false,
            next_event: 0,
            unsure: BTreeSet::new(),
            extras: Vec::new(),
            begun: Vec::new(),
            dice,
        }
    };
    let mut all: Vec<Known> = (0..count).map(known).collect();
    let memory = (dice.below(2) == 0).then(Memory::default);
    let failures = dice.below(10);
    bench.probe.failures.store(failures, Ordering::SeqCst);
    let history = match dice.below(4) {
        0 => History::Last(1 + dice.below(20)),
        1 => History::None,
        _ => History::All,
    };
    let events_max = [2, 5, 100_000][usize::try_from(dice.below(3)).unwrap()];
    let deaths = dice.below(4);
    for session in 0..=deaths {
        let long = [50, 1000, 5000, 100_000][usize::try_from(dice.below(4)).unwrap()];
        let steps = [1, 2, 4][usize::try_from(dice.below(3)).unwrap()];
        let attempts = [1, 2, 100][usize::try_from(dice.below(3)).unwrap()];
        let mut builder = bench
            .builder()
            .max_concurrent_steps(steps)
            .max_concurrent_activities(attempts)
            .untaken_events_max(events_max)
            .history(history)
            .layer_bytes(20_000)
            .long_step(Duration::from_micros(long));
        let (mut commits, mut reads) = (u64::MAX, u64::MAX);
        if session < deaths {
            match dice.below(4) {
                0 => reads = 20 + dice.below(200),
                1 => {}
                _ => commits = 1 + dice.below(60),
            }
        }
        let last = [Last::Kept, Last::Lost][usize::try_from(dice.below(2)).unwrap()];
        let (seed, micros) = (dice.below(u64::MAX), dice.below(4) * 1500);
        let slow_commits = dice.below(2) == 0;
        builder.around_store = Some(Box::new(move |mut store| {
            if micros > 0 {
                let slow = SlowStore::around(store, seed, micros);
                store = if slow_commits {
                    Arc::new(slow.with_slow_commits())
                } else {
                    Arc::new(slow)
                };
            }
            let store = Arc::new(FailingStore::around(store, reads));
            Arc::new(CrashStore::at(store, commits, last))
        }));
        let opened = match memory.clone() {
            Some(memory) => builder.open_store(move |_| Ok(memory.open())).await,
            None => builder.open(bench.path()).await,
        };
        let runtime = opened.unwrap();
        // At any moment, also of one that dies at once.
        let _ = index_is_right(runtime.store()).await;
        let mut clients = tokio::task::JoinSet::new();
        for mut known in all.drain(..) {
            let runtime = runtime.clone();
            clients.spawn(async move {
                let alive = known.live(&runtime).await;
                (known, alive)
            });
        }
        for (known, alive) in clients.join_all().await {
            assert!(alive.is_ok() || session < deaths, "it dies at the end");
            all.push(known);
        }
        if session == deaths {
            let mut pokes = BTreeSet::new();
            for known in &mut all {
                known.end(&runtime, &mut pokes).await;
            }
            nothing_is_left(runtime.store()).await;
            index_is_right(runtime.store()).await.unwrap();
            if memory.is_none() {
                let verified = runtime.verify().await.unwrap();
                assert!(verified.is_sound(), "{verified}");
            }
        }
        let _ = index_is_right(runtime.store()).await;
        let grace = dice.micros(2 * 5000);
        let _ = runtime.shutdown_within(grace).await;
        // They come to their ends when nobody waits for that any more.
        gates::release(NEVER);
    }
}

#[test]
fn what_was_acknowledged_holds_in_every_storm() {
    with_seeds(12, NEVER, &run);
}
