//! The common parts of the tests: an orchestrator that runs a script, the activities that it calls, and a store that is
//! opened again and again.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::client::builder::Builder;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::codec;
use crate::functions::orchestrator::OrchestrationCall;
use crate::functions::registry::Registry;
use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::{Json, JsonError};
use crate::model::parent_close::ParentClosePolicy;
use crate::model::retry::RetryPolicy;
use crate::step::command::{ActivityTask, ChildStart, Errand, Outcome};
use crate::step::context;
use crate::step::cx::Cx;
use crate::step::entry::{ActivityEntry, Attempt, NotInJson, OrchestratorEntry, Registration};
use crate::step::frame::{Blob, Fault, Frame, IncompatibleCheckpoint, Manifest, Point};
use crate::step::result::StepResult;
use crate::step::state::{StateType, States};
pub(super) use crate::testing::hooks::BuilderHooks;

/// The next action of a script. Each adds a line to the log, which is the function's result.
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
    /// Calls a child with a policy.
    ChildWith(ParentClosePolicy, String, Vec<Do>),
    /// Starts an instance of its own.
    Start(String, Vec<Do>),
    /// Does something to the instance of this id.
    Send(String, Errand),
    /// Waits for several at once.
    Several(How, Vec<Do>),
    /// Begins an operation without waiting for it.
    Begin(Box<Do>),
    /// Waits for the operation that was begun first and not taken yet.
    Take,
    /// Cancels the operation that was begun first and not taken yet.
    GiveUp,
    /// Holds a text from now on.
    Hold(String),
    /// Tells how long the text is that it holds.
    Held,
    /// Tells how many steps the function has made.
    Steps,
    Status(String),
    /// Computes until the gate of this name is opened.
    Compute(String),
    /// Computes for so long.
    Spin(Duration),
    Fail(String),
    /// Fails until the gate of this name is opened.
    Needs(String),
    Panic,
}

/// The way in which several are waited for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum How {
    /// All of them; a failure is a line of its own.
    All,
    /// All of them, or the first failure.
    TryAll,
    /// All of them, looking at each when it is over.
    Each,
    /// The first of them.
    Select,
}

/// The locals of the function while it waits.
#[derive(Default, Serialize, Deserialize)]
struct Locals {
    left: Vec<Do>,
    log: Vec<String>,
    /// The operations that were begun and are not waited for.
    held: Vec<Operation>,
    steps: u64,
    /// The text that it holds.
    text: String,
}

/// An operation of a script.
#[derive(Debug, Serialize, Deserialize)]
enum Operation {
    /// An activity, a timer or a child, which give an outcome.
    Outcome(OpId),
    Event(OpId),
    Several(How, Vec<Branch>),
}

#[derive(Debug, Serialize, Deserialize)]
enum Branch {
    Waits(Operation),
    Over(String),
}

pub(super) static MANIFEST: Manifest = Manifest::of(
    1,
    "1\np 0\no R\nu\nb\nw 1 next#1 [0 1 2 3 4|] next(§0)\nb\nr §0\nv 0 left\nv 1 log\nv 2 held\nv 3 steps\nv 4 text\n",
    &[
        Point::START,
        Point::of(
            "next#1",
            2,
            "next(script)",
            &["left", "log", "held", "steps", "text"],
        ),
    ],
);

/// The machine of `async fn script(script: Vec<Do>) -> Result<Vec<String>>`, by hand.
fn step(frame: &mut Frame, cx: &mut Cx<'_>) -> StepResult {
    let mut locals = if frame.point_in(&MANIFEST) == 0 {
        Locals {
            left: frame.take_input().decode().unwrap(),
            ..Locals::default()
        }
    } else {
        Locals {
            left: load(frame.take_local("left")),
            log: load(frame.take_local("log")),
            held: load(frame.take_local("held")),
            steps: load(frame.take_local("steps")),
            text: load(frame.take_local("text")),
        }
    };
    locals.steps += 1;
    locals.left.reverse();
    let mut waits_for: Option<Operation> = frame.take_op().map(|Blob(op)| load(Some(&op)));
    loop {
        if let Some(mut operation) = waits_for.take() {
            match poll(&mut operation, cx) {
                Poll::Ready(Ok(line)) => locals.log.push(line),
                Poll::Ready(Err(failure)) => return StepResult::Done(Err(failure)),
                Poll::Pending => {
                    locals.left.reverse();
                    frame.set_local("left", store(&locals.left).0);
                    frame.set_local("log", store(&locals.log).0);
                    frame.set_local("held", store(&locals.held).0);
                    frame.set_local("steps", store(&locals.steps).0);
                    let text = store(&locals.text).0;
                    if !frame.put_back("text", &text) {
                        frame.set_local("text", text);
                    }
                    frame.set_op(store(&operation));
                    frame.wait_at(&MANIFEST, 1);
                    return StepResult::Waiting;
                }
            }
        }
        let Some(next) = locals.left.pop() else {
            return StepResult::Done(Ok(Json::of(&locals.log).unwrap()));
        };
        match next {
            Do::Begin(what) => match begin(*what, cx) {
                Ok(operation) => locals.held.extend(operation),
                Err(failure) => return StepResult::Done(Err(failure)),
            },
            Do::Take => waits_for = Some(locals.held.remove(0)),
            Do::GiveUp => cancel(&locals.held.remove(0), cx),
            Do::Hold(text) => locals.text = text,
            Do::Held => locals.log.push(locals.text.len().to_string()),
            Do::Steps => locals.log.push(locals.steps.to_string()),
            what => match begin(what, cx) {
                Ok(operation) => waits_for = operation,
                Err(failure) => return StepResult::Done(Err(failure)),
            },
        }
    }
}

fn load<T: Deserialize<'static>>(bytes: Option<&[u8]>) -> T {
    let bytes = bytes.expect("the checkpoint holds what the manifest says");
    codec::decode(bytes).unwrap_or_else(|error| {
        let incompatible = IncompatibleCheckpoint::Local {
            local: "left".to_owned(),
            type_name: std::any::type_name::<T>().to_owned(),
            reason: error.to_string(),
        };
        Fault::Blocked(incompatible).throw()
    })
}

fn store<T: Serialize>(value: &T) -> Blob {
    Blob(codec::encode(value).unwrap())
}

fn begin(what: Do, cx: &mut Cx<'_>) -> Result<Option<Operation>> {
    let mut schedule = |name, n: u64, retry| {
        Operation::Outcome(cx.schedule_activity(ActivityTask {
            name,
            input: store(&n),
            retry,
            timeout: None,
        }))
    };
    Ok(Some(match what {
        Do::Call(name, n) => schedule(name, n, None),
        Do::Retry(name, n, policy) => schedule(name, n, Some(policy)),
        Do::Sleep(duration) => Operation::Outcome(cx.arm_timer(cx.now() + duration)),
        Do::Event(name) => Operation::Event(cx.subscribe(&name)),
        Do::Child {
            function,
            id,
            script,
        } => {
            let id = id.map_or_else(|| Ok(InstanceId::automatic()), |id| id.parse())?;
            Operation::Outcome(cx.start_child(ChildStart {
                id,
                any_version: FunctionName::of(&function).is_newest(),
                ..ChildStart::of(&function, input(script))
            }))
        }
        Do::ChildWith(policy, id, script) => Operation::Outcome(cx.start_child(ChildStart {
            id: id.parse()?,
            parent_close: Some(policy),
            ..ChildStart::of("script", input(script))
        })),
        Do::Start(id, script) => Operation::Outcome(cx.start_child(ChildStart {
            id: id.parse()?,
            is_detached: true,
            ..ChildStart::of("script", input(script))
        })),
        Do::Send(to, errand) => Operation::Outcome(cx.send(to.parse()?, errand)),
        Do::Several(how, branches) => {
            let branches = within(how, cx, |cx| -> Result<Vec<Branch>> {
                let begun = branches.into_iter().map(|branch| begin(branch, cx));
                begun
                    .map(|operation| Ok(Branch::Waits(operation?.expect("branches wait"))))
                    .collect()
            });
            Operation::Several(how, branches?)
        }
        Do::Status(text) => {
            context::set_custom_status(text);
            return Ok(None);
        }
        Do::Compute(gate) => {
            gates::wait_for(&gate);
            return Ok(None);
        }
        Do::Spin(duration) => {
            std::thread::sleep(duration);
            return Ok(None);
        }
        Do::Fail(message) => return Err(Failure::new(message)),
        Do::Needs(gate) if gates::is_open(&gate) => return Ok(None),
        Do::Needs(gate) => return Err(Failure::new(format!("{gate} is closed"))),
        Do::Panic => panic!("told to"),
        Do::Begin(_) | Do::Take | Do::GiveUp | Do::Hold(_) | Do::Held | Do::Steps => {
            panic!("{what:?} is no operation")
        }
    }))
}

/// Does what is waited for in one go.
fn within<R>(how: How, cx: &mut Cx<'_>, run: impl FnOnce(&mut Cx<'_>) -> R) -> R {
    match how {
        How::All => cx.all(run),
        How::TryAll => cx.try_all(run),
        How::Each | How::Select => cx.each(run),
    }
}

fn poll_several(how: How, branches: &mut [Branch], cx: &mut Cx<'_>) -> Poll<Result<String>> {
    for number in 0..branches.len() {
        let Branch::Waits(operation) = &mut branches[number] else {
            continue;
        };
        let Poll::Ready(result) = poll(operation, cx) else {
            continue;
        };
        let line = match (how, result) {
            (How::TryAll, Err(failure)) => {
                cancel_all(&branches[..number], cx);
                cancel_all(&branches[number + 1..], cx);
                return Poll::Ready(Err(failure));
            }
            (_, Err(failure)) => format!("failed: {}", failure.message()),
            (_, Ok(line)) => line,
        };
        branches[number] = Branch::Over(line.clone());
        if matches!(how, How::Select) {
            cancel_all(branches, cx);
            return Poll::Ready(Ok(format!("{number}: {line}")));
        }
    }
    let over = |branch: &Branch| match branch {
        Branch::Over(line) => Some(line.clone()),
        Branch::Waits(_) => None,
    };
    let lines: Option<Vec<String>> = branches.iter().map(over).collect();
    lines.map_or(Poll::Pending, |lines| Poll::Ready(Ok(lines.join(" "))))
}

fn cancel_all(branches: &[Branch], cx: &mut Cx<'_>) {
    for branch in branches {
        if let Branch::Waits(operation) = branch {
            cancel(operation, cx);
        }
    }
}

fn cancel(operation: &Operation, cx: &mut Cx<'_>) {
    match operation {
        Operation::Outcome(op) | Operation::Event(op) => cx.cancel(*op),
        Operation::Several(_, branches) => cancel_all(branches, cx),
    }
}

fn poll(operation: &mut Operation, cx: &mut Cx<'_>) -> Poll<Result<String>> {
    let line = match operation {
        Operation::Several(how, branches) => {
            let how = *how;
            return within(how, cx, |cx| poll_several(how, branches, cx));
        }
        Operation::Event(op) => cx.take_event(*op).map(|json| Ok(json.to_string())),
        Operation::Outcome(op) => cx.take_outcome(*op).map(|outcome| match outcome {
            Outcome::Activity(result) => Ok(load::<u64>(Some(&result?.0)).to_string()),
            Outcome::Fired => Ok("slept".to_owned()),
            Outcome::Child(result) => Ok(result?.to_string()),
            Outcome::Received(result) => result.map(|()| "received".to_owned()),
        }),
    };
    line.map_or(Poll::Pending, Poll::Ready)
}

fn check_input(input: &Json) -> Result<(), JsonError> {
    input.decode::<Vec<Do>>().map(drop)
}

pub(super) static SCRIPT: OrchestratorEntry = OrchestratorEntry {
    name: "script",
    file: "harness.rs",
    line: 1,
    manifest: &MANIFEST,
    check_input,
    step,
    plain: |_| Box::pin(async { Err(Failure::new("the tests run it durably")) }),
};

/// Gates for steps that compute, by name.
pub(super) mod gates {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::{Condvar, Mutex, MutexGuard};

    #[derive(Default)]
    struct Gates {
        open: BTreeSet<String>,
        /// The number of waits for each, and the number of releases.
        waited: BTreeMap<String, usize>,
        released: BTreeMap<String, usize>,
    }

    static GATES: Mutex<Gates> = Mutex::new(Gates {
        open: BTreeSet::new(),
        waited: BTreeMap::new(),
        released: BTreeMap::new(),
    });
    static OPENED: Condvar = Condvar::new();

    fn gates() -> MutexGuard<'static, Gates> {
        GATES.lock().unwrap()
    }

    pub(in super::super) fn wait_for(gate: &str) {
        let mut gates = gates();
        *gates.waited.entry(gate.to_owned()).or_default() += 1;
        let released = gates.released.get(gate).copied();
        while !gates.open.contains(gate) && gates.released.get(gate).copied() == released {
            gates = OPENED.wait(gates).unwrap();
        }
    }

    pub(in super::super) fn is_open(gate: &str) -> bool {
        gates().open.contains(gate)
    }

    pub(in super::super) fn open(gate: &str) {
        gates().open.insert(gate.to_owned());
        OPENED.notify_all();
    }

    /// Releases the steps that wait for it now.
    pub(in super::super) fn release(gate: &str) {
        *gates().released.entry(gate.to_owned()).or_default() += 1;
        OPENED.notify_all();
    }

    /// The number of steps that have come to it.
    pub(in super::super) fn waited_for(gate: &str) -> usize {
        gates().waited.get(gate).copied().unwrap_or(0)
    }
}

/// The log of the activities, and their gates. The tests' `State`.
#[derive(Clone, Default)]
pub(super) struct Probe {
    /// The calls of activities, in the order in which they began.
    pub(super) calls: Arc<Mutex<Vec<String>>>,
    /// The number of calls of `flaky` that are to fail.
    pub(super) failures: Arc<AtomicU64>,
    /// The gate of `gated`.
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

/// Ends when it is cancelled.
async fn heeding(probe: Probe, n: u64) -> Result<u64> {
    let cancelled = context::cancellation();
    probe.note(format!("heeding {n}"));
    tokio::spawn(async move { cancelled.cancelled().await })
        .await
        .unwrap();
    probe.note(format!("heeded {n}"));
    Ok(n)
}

/// Doesn't ask whether it is waited for, and tells when it is dropped.
async fn deaf(probe: Probe, n: u64) -> Result<u64> {
    struct Dropped(Probe, u64);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.note(format!("dropped {}", self.1));
        }
    }
    probe.note(format!("deaf {n}"));
    let dropped = Dropped(probe, n);
    std::future::pending::<()>().await;
    Ok(dropped.1)
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
            retry: None,
            retry_when: None,
            timeout: None,
            max_concurrent: None,
            states: const { &[StateType::of::<Probe>()] },
            run: {
                fn run(states: &States, input: &[u8]) -> Attempt {
                    let probe = states.get::<Probe>().map(|probe| (*probe).clone());
                    let n = codec::decode(input);
                    Box::pin(async move { Ok(codec::encode(&$function(probe?, n?).await?)?) })
                }
                run
            },
            arguments: |_| Err("the tests call no activity by its name".to_owned()),
            result_in_json: |_| Err(NotInJson::NotJson(String::new())),
        };
    };
}

activity!(INC, inc);
activity!(FLAKY, flaky);
activity!(GATED, gated);
activity!(HEEDING, heeding);
activity!(DEAF, deaf);
activity!(PANICKING, panicking);

/// An activity `narrow`, of which one attempt runs at a time.
pub(super) const fn narrow(
    like: &ActivityEntry,
    run: fn(&States, &[u8]) -> Attempt,
) -> ActivityEntry {
    ActivityEntry {
        name: "narrow",
        file: like.file,
        line: like.line,
        retry: None,
        retry_when: None,
        timeout: None,
        max_concurrent: Some(1),
        states: like.states,
        run,
        arguments: like.arguments,
        result_in_json: like.result_in_json,
    }
}

/// The program that the tests run.
pub(super) fn program() -> Vec<Registration> {
    vec![
        Registration::Orchestrator(&SCRIPT),
        Registration::Activity(&INC),
        Registration::Activity(&FLAKY),
        Registration::Activity(&GATED),
        Registration::Activity(&HEEDING),
        Registration::Activity(&DEAF),
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
        self.builder_of(&program())
    }

    pub(super) fn builder_of(&self, program: &[Registration]) -> Builder {
        Runtime::builder()
            .long_step(Duration::from_secs(20))
            .state(self.probe.clone())
            .registry(Registry::of(program).unwrap())
    }

    pub(super) async fn open(&self) -> Runtime {
        self.builder().open(self.path()).await.unwrap()
    }
}

/// An input that has `script` run.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a script is written where it is used"
)]
pub(super) fn input(script: Vec<Do>) -> Json {
    Json::of(&script).unwrap()
}

pub(super) fn call(activity: &str, n: u64) -> Do {
    Do::Call(activity.to_owned(), n)
}

pub(super) fn all(branches: Vec<Do>) -> Do {
    Do::Several(How::All, branches)
}

pub(super) fn child(id: Option<&str>, script: Vec<Do>) -> Do {
    Do::Child {
        function: "script".to_owned(),
        id: id.map(str::to_owned),
        script,
    }
}

/// Starts a script under an id.
pub(super) async fn start(runtime: &Runtime, id: &str, script: Vec<Do>) -> Instance<Json> {
    runtime
        .start_named("script", input(script))
        .id(id)
        .if_exists(IfExists::ReplaceEnded)
        .await
        .unwrap()
}

/// A typed call of the script, for typed starts: read from what a call of it is stored as.
pub(super) fn typed(script: Vec<Do>) -> OrchestrationCall<Vec<String>> {
    #[derive(Serialize)]
    struct Call {
        state: State,
    }
    #[derive(Serialize)]
    enum State {
        Called {
            name: String,
            id: Option<String>,
            input: Json,
        },
    }
    let state = State::Called {
        name: "script".to_owned(),
        id: None,
        input: input(script),
    };
    codec::decode(&codec::encode(&Call { state }).unwrap()).unwrap()
}

/// The time in which something happens soon, also on a machine that has much else to do.
pub(super) const SOON: Duration = Duration::from_secs(120);

/// Waits for something that happens soon.
pub(super) async fn until(mut condition: impl AsyncFnMut() -> bool) {
    const PAUSE: Duration = Duration::from_millis(5);
    for _ in 0..SOON.as_millis() / PAUSE.as_millis() {
        if condition().await {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("it did not happen within {SOON:?}");
}

/// The operations of an instance that are over and have not been taken.
pub(super) async fn outcomes(runtime: &Runtime, id: &str) -> Vec<u64> {
    let rows = runtime
        .store()
        .outcomes(&id.parse().unwrap())
        .await
        .unwrap();
    rows.into_iter().map(|(op, _)| op.number()).collect()
}

/// The number of rows of each table, once the runtime has closed the store.
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
            let rows = transaction
                .open_untyped_table(table)
                .unwrap()
                .len()
                .unwrap();
            (name, rows)
        })
        .collect()
}
