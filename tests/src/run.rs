//! The three ways in which an orchestrator runs: as a plain async function, durably, and durably with the whole runtime
//! dropped and the store opened again after every commit. And [`reference()`], which runs functions written for tokio
//! alone.

use std::any::Any;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use durable_runtime::testing::hooks::{BuilderHooks as _, change_program};
use durable_runtime::{
    Builder, Error, ErrorKind, Failure, HistoryKind, Instance, OrchestrationCall, Runtime, States,
    Waiting,
};
use serde::de::DeserializeOwned;

use crate::medium::Disk;
use crate::trace::Trace;

/// The id of the instance that each run starts.
pub const ID: &str = "the-instance";

/// The time after which a run counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

/// The time without progress after which an instance counts as waiting for an event among other things. One that is
/// only slow gets the event early, which must lead to the same.
const QUIET: Duration = Duration::from_millis(40);

/// The number of openings of the store after which the instance counts as stuck.
const SESSIONS_MAX: usize = 2_000;

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<T> {
    Returned(T),
    Failed {
        message: String,
        type_name: String,
        terminal: bool,
        sources: Vec<String>,
        data: Option<serde_json::Value>,
    },
    Panicked(String),
}

/// The observations of a run.
#[derive(Debug)]
pub struct Observed<T> {
    pub outcome: Outcome<T>,
    pub calls: Vec<String>,
    /// The number of openings of the store.
    pub sessions: usize,
}

/// The external events that a run gets, in order: names and payloads in JSON.
#[derive(Debug, Clone, Copy)]
pub struct Events<'a> {
    pub when: When,
    pub list: &'a [(&'a str, &'a str)],
}

impl Events<'_> {
    pub const NONE: Self = Events {
        when: When::AtOnce,
        list: &[],
    };
}

/// The times at which the events are raised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// As soon as the instance is started, waited for or not.
    AtOnce,
    /// Each when the instance waits for an event: its place shows that, or, where it waits for several things at once,
    /// a time without progress.
    Awaited,
}

impl<T> From<Result<T, Failure>> for Outcome<T> {
    fn from(result: Result<T, Failure>) -> Self {
        match result {
            Ok(value) => Self::Returned(value),
            // A panic becomes a failure that says `… panicked: <message>`.
            Err(failure) if failure.type_name() == "panic" => {
                let message = failure.message();
                Self::Panicked(
                    message
                        .split_once(" panicked: ")
                        .map_or(message, |(_, said)| said)
                        .to_owned(),
                )
            }
            Err(failure) => Self::Failed {
                message: failure.message().to_owned(),
                type_name: failure.type_name().to_owned(),
                terminal: failure.is_terminal(),
                sources: failure.sources().map(str::to_owned).collect(),
                data: failure.data().expect("all data is JSON"),
            },
        }
    }
}

fn in_tokio<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a tokio runtime can be built")
        .block_on(future)
}

/// Runs the function as a plain async function.
pub fn plain<T: DeserializeOwned + 'static>(call: OrchestrationCall<T>) -> Observed<T> {
    let trace = Trace::default();
    let states = States::new().with(trace.clone());
    let run = || in_tokio(async { tokio::time::timeout(PATIENCE, states.scope(call)).await });
    let outcome = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.expect("the plain function does not return").into(),
        Err(panic) => Outcome::Panicked(said(&*panic)),
    };
    Observed {
        outcome,
        calls: trace.calls(),
        sessions: 0,
    }
}

/// Runs the same function as it is written for tokio, without the runtime: the behaviour of ordinary Rust.
pub fn reference<T>(function: impl Future<Output = Result<T, Failure>>) -> Observed<T> {
    let trace = Trace::default();
    trace.of_thread();
    let run = || {
        in_tokio(async {
            let tasks = tokio::task::LocalSet::new();
            tokio::time::timeout(PATIENCE, tasks.run_until(function)).await
        })
    };
    let outcome = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.expect("the function does not return").into(),
        Err(panic) => Outcome::Panicked(said(&*panic)),
    };
    Observed {
        outcome,
        calls: trace.calls(),
        sessions: 0,
    }
}

/// The text of a panic.
fn said(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .expect("a panic's payload is text")
}

/// Runs it durably, in one go.
pub fn durable<T: DeserializeOwned>(call: OrchestrationCall<T>, events: Events<'_>) -> Observed<T> {
    in_tokio(async {
        let trace = Trace::default();
        let runtime = open(builder(&trace), &Disk::default()).await;
        let instance = runtime.start(call.id(ID)).await.expect("it starts");
        for (name, payload) in events.list {
            if events.when == When::Awaited {
                until_it_waits_for_an_event(&instance).await;
            }
            raise(&instance, name, payload)
                .await
                .expect("the event is taken");
        }
        let ended = tokio::time::timeout(PATIENCE, instance.result()).await;
        let Ok(result) = ended else {
            let (status, waiting) = (instance.status().await, instance.inspect().await);
            panic!("it hangs: {status:?}, at {waiting:?}");
        };
        runtime.shutdown().await.expect("it shuts down");
        Observed {
            outcome: result.into(),
            calls: trace.calls(),
            sessions: 1,
        }
    })
}

/// Runs it durably, with everything in memory dropped after each commit, before any effect of that commit. Attempts of
/// activities begin only after a commit, and where one is awaited after the other they end before the next. So even
/// though they run at least once, here each is made just once, and the calls are those of the other ways. Only events,
/// which come from outside, and operations at the same time can make a commit while an attempt is under way.
pub fn stepwise<T: DeserializeOwned>(
    call: OrchestrationCall<T>,
    events: Events<'_>,
) -> Observed<T> {
    in_tokio(async {
        let disk = Disk::default();
        let trace = Trace::default();
        let runtime = open(builder(&trace).halt_after_commits(1), &disk).await;
        let unanswered = runtime.start(call.id(ID)).await;
        unanswered
            .expect_err("nobody is answered by a runtime that was halted at the start's commit");
        until_halted(&runtime).await;
        drop(runtime);
        for sessions in 2..SESSIONS_MAX {
            // What is stored is decoded as a whole, as after a deploy.
            change_program();
            let runtime = open(builder(&trace).halt_after_commits(1), &disk).await;
            if let Some(outcome) = session(&runtime, events).await {
                runtime.shutdown().await.expect("it shuts down");
                return Observed {
                    outcome,
                    calls: trace.calls(),
                    sessions,
                };
            }
            until_halted(&runtime).await;
        }
        panic!(
            "it has not ended after {SESSIONS_MAX} commits; calls: {:?}",
            trace.calls()
        );
    })
}

/// The work in one opening of the store. Errors due to the halt of the runtime are left to the next opening.
async fn session<T: DeserializeOwned>(runtime: &Runtime, events: Events<'_>) -> Option<Outcome<T>> {
    let instance = runtime.instance(ID);
    let status = unless_halted(instance.status().await)?;
    if status.runtime_status.is_ended() {
        let result = instance.result().await;
        let result = result.and_then(|json| Ok(json.decode::<T>()?));
        return Some(result.into());
    }
    assert_eq!(status.blocked, None, "it can't go on after a restart");
    // An instance with a long first step doesn't wait yet.
    let waiting = unless_halted(instance.inspect().await)??;
    assert!(
        waiting.line.is_some(),
        "it waits at no place of the code: {waiting:?}"
    );
    let history = unless_halted(instance.history().await)?;
    let raised = history
        .iter()
        .filter(|event| matches!(event.kind, HistoryKind::EventRaised { .. }))
        .count();
    if let Some((name, payload)) = events.list.get(raised)
        && (events.when == When::AtOnce || is_at_an_event(&waiting) || is_quiet(runtime).await)
    {
        // Whether it came before the halt is seen in the next session's history.
        unless_halted(raise(&instance, name, payload).await);
    }
    None
}

fn builder(trace: &Trace) -> Builder {
    Runtime::builder().state(trace.clone())
}

/// Opens a store that is kept in memory: the program behaves the same as on a disk, and the test is faster.
async fn open(builder: Builder, disk: &Disk) -> Runtime {
    let [main, journal] = disk.begin_process();
    builder
        .open_media(main, journal)
        .await
        .expect("the store opens")
}

async fn raise<T>(instance: &Instance<T>, name: &str, payload: &str) -> Result<(), Error> {
    let payload = payload.parse().expect("the payload is JSON");
    instance.raise_event_json(name, payload).await
}

async fn until_halted(runtime: &Runtime) {
    let stopped = tokio::time::timeout(PATIENCE, runtime.stopped()).await;
    let Ok(stopped) = stopped else {
        let instance = runtime.instance(ID);
        panic!(
            "it makes no step: {:?}, at {:?}",
            instance.status().await,
            instance.inspect().await
        );
    };
    stopped.expect_err("it was halted");
}

async fn until_it_waits_for_an_event<T>(instance: &Instance<T>) {
    let began = Instant::now();
    let mut quiet_since = Instant::now();
    let mut seen = None;
    while began.elapsed() < PATIENCE {
        let waiting = instance.inspect().await.expect("it can be looked at");
        let happened = instance.history().await.expect("it has a history").len();
        let Some(waiting) = waiting else { break };
        let sees = Some((waiting.point.clone(), happened));
        if sees != seen {
            (seen, quiet_since) = (sees, Instant::now());
        }
        if is_at_an_event(&waiting) || quiet_since.elapsed() > QUIET {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!(
        "it does not wait for an event: {:?}",
        instance.status().await
    );
}

/// Whether the instance waits for an event only.
fn is_at_an_event(waiting: &Waiting) -> bool {
    waiting.point.starts_with("event")
}

/// Whether a runtime that is halted at its first commit makes none by itself.
async fn is_quiet(runtime: &Runtime) -> bool {
    tokio::time::timeout(QUIET, runtime.stopped())
        .await
        .is_err()
}

fn unless_halted<V>(answer: Result<V, Error>) -> Option<V> {
    match answer {
        Ok(value) => Some(value),
        Err(error) if error.kind() == ErrorKind::Stopped => None,
        Err(error) => panic!("{error}"),
    }
}
