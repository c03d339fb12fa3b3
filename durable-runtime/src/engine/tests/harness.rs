//! What the tests share: an orchestrator that runs a script, the activities that it calls, and a store
//! that is opened again and again.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::activity::{ActivityCall, ActivityEntry, Attempt, run_activity};
use crate::builder::Builder;
use crate::client::{Instance, Runtime};
use crate::cx::Cx;
use crate::durable::Durable;
use crate::failure::{Failure, Result};
use crate::frame::{Frame, Manifest, Point};
use crate::json::Json;
use crate::machine::{Await, Flow, Local, StepResult, finish, poll, returned, storable};
use crate::ops::event::{Event, event};
use crate::ops::sleep::{Sleep, sleep};
use crate::orchestrator::{OrchestrationCall, OrchestratorEntry, check_input};
use crate::params::Names;
use crate::registry::{Registration, Registry};
use crate::retry::RetryPolicy;
use crate::state::{StateType, States};

/// What a script does next. Each adds a line to the log, which is what the function returns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Do {
    /// Calls an activity with a number.
    Call(String, u64),
    /// Calls an activity, and tries it again.
    Retry(String, u64, RetryPolicy),
    Sleep(Duration),
    Event(String),
    Child {
        function: String,
        id: Option<String>,
        script: Vec<Do>,
    },
    Status(String),
    Fail(String),
    Panic,
}

/// An operation of any kind.
#[derive(Serialize, Deserialize)]
enum Operation {
    Call(ActivityCall<u64>),
    Sleep(Sleep),
    Event(Event<Json>),
    Child(OrchestrationCall<Json>),
}

impl Durable for Operation {
    type Output = Result<String>;

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<String>> {
        match self {
            Self::Call(call) => call.poll(cx).map_ok(|n| n.to_string()),
            Self::Sleep(sleep) => sleep.poll(cx).map(|()| Ok("slept".to_owned())),
            Self::Event(event) => event.poll(cx).map_ok(|json| json.to_string()),
            Self::Child(call) => call.poll(cx).map_ok(|json| json.to_string()),
        }
    }
}

const PARAMETERS: Names = &["script"];

pub(super) static MANIFEST: Manifest = Manifest {
    fingerprint: 1,
    points: &[
        Point {
            name: "start",
            line: 1,
            source: "",
            live: &[],
        },
        Point {
            name: "next#1",
            line: 2,
            source: "next(script)",
            live: &["script", "log"],
        },
    ],
};

/// The machine of `async fn script(script: Vec<Do>) -> Result<Vec<String>>`, as the macro would make it.
fn step(frame: &mut Frame, cx: &mut Cx<'_>) -> StepResult {
    finish(run(&MANIFEST, frame, cx))
}

fn run(
    manifest: &'static Manifest,
    frame: &mut Frame,
    cx: &mut Cx<'_>,
) -> Result<Flow<Vec<String>>> {
    let mut script = Local::<Vec<Do>>::new("script");
    storable(&mut script);
    let mut log = Local::<Vec<String>>::new("log");
    storable(&mut log);
    let mut next = Await::<Operation>::new(1);
    if frame.point_in(manifest) == 0 {
        let (given,) = frame.params::<(Vec<Do>,)>(PARAMETERS);
        script.put(given);
        log.put(Vec::new());
    } else {
        let Poll::Ready(line) = poll(&mut next, frame, cx) else {
            frame.park(manifest, &mut [&mut script, &mut log], &[&next]);
            return Ok(Flow::Parked);
        };
        let mut lines = log.take(frame);
        lines.push(line?);
        log.put(lines);
    }
    loop {
        let mut left = script.take(frame);
        if left.is_empty() {
            return returned(Ok(log.take(frame)));
        }
        let operation = match left.remove(0) {
            Do::Call(name, n) => Operation::Call(ActivityCall::new(named(&name), (n,))),
            Do::Retry(name, n, policy) => {
                Operation::Call(ActivityCall::new(named(&name), (n,)).retry(policy))
            }
            Do::Sleep(duration) => Operation::Sleep(sleep(duration)),
            Do::Event(name) => Operation::Event(event(name)),
            Do::Child {
                function,
                id,
                script,
            } => {
                let call = OrchestrationCall::new(function.leak(), PARAMETERS, (script,));
                Operation::Child(match id {
                    Some(id) => call.id(id),
                    None => call,
                })
            }
            Do::Status(text) => {
                crate::set_custom_status(text);
                script.put(left);
                continue;
            }
            Do::Fail(message) => return Err(Failure::new(message)),
            Do::Panic => panic!("told to"),
        };
        script.put(left);
        next.begin(operation);
        let Poll::Ready(line) = poll(&mut next, frame, cx) else {
            frame.park(manifest, &mut [&mut script, &mut log], &[&next]);
            return Ok(Flow::Parked);
        };
        let mut lines = log.take(frame);
        lines.push(line?);
        log.put(lines);
    }
}

pub(super) static SCRIPT: OrchestratorEntry = OrchestratorEntry {
    name: "script",
    file: "harness.rs",
    line: 1,
    manifest: &MANIFEST,
    check_input: |input| check_input::<(Vec<Do>,)>(PARAMETERS, input),
    step,
    plain: |_| Box::pin(async { Err(Failure::new("the tests run it durably")) }),
};

/// What the activities did, and what they wait for. The tests' `State`.
#[derive(Clone, Default)]
pub(super) struct Probe {
    /// The calls of activities, in the order in which they began.
    pub(super) calls: Arc<Mutex<Vec<String>>>,
    /// How many calls of `flaky` are to fail.
    pub(super) failures: Arc<AtomicU64>,
    /// What `gated` waits for.
    pub(super) gate: Arc<tokio::sync::Notify>,
}

impl Probe {
    fn note(&self, call: String) {
        self.calls.lock().unwrap().push(call);
    }

    pub(super) fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }
}

async fn inc(probe: Probe, n: u64) -> Result<u64> {
    probe.note(format!("inc {n}"));
    Ok(n + 1)
}

async fn flaky(probe: Probe, n: u64) -> Result<u64> {
    probe.note(format!("flaky {n}"));
    let take = |left: u64| left.checked_sub(1);
    match probe
        .failures
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, take)
    {
        Ok(_) => Err(Failure::new("not now")),
        Err(_) => Ok(n),
    }
}

async fn gated(probe: Probe, n: u64) -> Result<u64> {
    probe.note(format!("gated {n}"));
    probe.gate.notified().await;
    Ok(n)
}

async fn panicking(probe: Probe, n: u64) -> Result<u64> {
    probe.note(format!("panicking {n}"));
    panic!("activity {n} was told to")
}

macro_rules! activity {
    ($entry:ident, $function:ident) => {
        pub(super) static $entry: ActivityEntry = ActivityEntry {
            name: stringify!($function),
            file: "harness.rs",
            line: 2,
            parameters: &["n"],
            retry: None,
            retry_when: None,
            timeout: None,
            states: const { &[StateType::of::<Probe>()] },
            run: {
                fn run(states: &States, input: &[u8]) -> Attempt {
                    run_activity(&["n"], states, input, |states: &States, (n,): (u64,)| {
                        let probe = states.get::<Probe>()?;
                        Ok($function((*probe).clone(), n))
                    })
                }
                run
            },
        };
    };
}

activity!(INC, inc);
activity!(FLAKY, flaky);
activity!(GATED, gated);
activity!(PANICKING, panicking);

fn named(name: &str) -> &'static ActivityEntry {
    [&INC, &FLAKY, &GATED, &PANICKING]
        .into_iter()
        .find(|entry| entry.name == name)
        .expect("the tests call what there is")
}

/// The program that the tests run.
pub(super) fn program() -> Vec<Registration> {
    vec![
        Registration::Orchestrator(&SCRIPT),
        Registration::Activity(&INC),
        Registration::Activity(&FLAKY),
        Registration::Activity(&GATED),
        Registration::Activity(&PANICKING),
    ]
}

/// A store's file, and what the activities that run on it do.
pub(super) struct Bench {
    pub(super) folder: TempDir,
    pub(super) probe: Probe,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            probe: Probe::default(),
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("test.redb")
    }

    pub(super) fn builder(&self) -> Builder {
        self.builder_of(program())
    }

    pub(super) fn builder_of(&self, program: Vec<Registration>) -> Builder {
        Runtime::builder()
            .state(self.probe.clone())
            .registry(Registry::of(&program).unwrap())
    }

    pub(super) async fn open(&self) -> Runtime {
        self.builder().open(self.path()).await.unwrap()
    }
}

/// An input that has `script` run.
pub(super) fn input(script: Vec<Do>) -> Json {
    Json::of(&script).unwrap()
}

pub(super) fn call(activity: &str, n: u64) -> Do {
    Do::Call(activity.to_owned(), n)
}

/// Starts a script under an id.
pub(super) async fn start(runtime: &Runtime, id: &str, script: Vec<Do>) -> Instance<Json> {
    runtime
        .start_named("script", input(script))
        .id(id)
        .await
        .unwrap()
}

/// A typed call of the script, for typed starts.
pub(super) fn typed(script: Vec<Do>) -> OrchestrationCall<Vec<String>> {
    OrchestrationCall::new("script", PARAMETERS, (script,))
}

/// Waits for something that happens soon.
pub(super) async fn until(mut condition: impl AsyncFnMut() -> bool) {
    for _ in 0..2000 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not happen within 10 s");
}

/// How many rows each table holds, once the runtime has let go of the store.
pub(super) async fn count_rows(
    bench: &Bench,
    runtime: Runtime,
) -> std::collections::BTreeMap<String, u64> {
    use redb::{ReadableDatabase, ReadableTableMetadata, TableHandle};

    runtime.shutdown().await.unwrap();
    let database = redb::Database::open(bench.path()).unwrap();
    let transaction = database.begin_read().unwrap();
    let tables: Vec<_> = transaction.list_tables().unwrap().collect();
    tables
        .into_iter()
        .map(|table| {
            let name = table.name().to_owned();
            let rows = transaction.open_untyped_table(table).unwrap().len().unwrap();
            (name, rows)
        })
        .collect()
}
