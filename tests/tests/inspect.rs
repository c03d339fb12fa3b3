//! What is seen of an instance that waits: its stack, and what it waits for. And how that is said in JSON.

use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use durable_runtime::{
    FrameKind, HistoryKind, Inspector, Instance, PendingKind, RuntimeStatus, StackFrame, Waiting,
};
use serde_json::{Value, json};
use tempfile::TempDir;

const HOUR: Duration = Duration::from_secs(3600);

#[activity(retry(attempts = 5, first = "1h"))]
async fn flaky(part: String) -> Result<u64> {
    Err(Failure::new(format!("the {part} is out")))
}

#[activity]
async fn endless(part: String) -> Result<u64> {
    std::future::pending::<()>().await;
    Ok(part.len() as u64)
}

#[orchestrator]
async fn child(name: String) -> Result<u64> {
    event::<()>("Go").await?;
    Ok(name.len() as u64)
}

#[orchestrator(inline)]
async fn patiently(part: String) -> Result<u64> {
    let tries = 3_u64;
    let first = inner(part.clone()).await?; // patiently
    Ok(first * tries + part.len() as u64)
}

#[orchestrator(inline)]
async fn inner(part: String) -> Result<u64> {
    let word = format!("<{part}>");
    let size = endless(part).await?; // inner
    Ok(size + word.len() as u64)
}

#[orchestrator]
async fn branches(order: u64) -> Result<u64> {
    let label = format!("order {order}");
    let found = select! { // branches
        answer = event::<u64>("Answer") => answer?,
        length = patiently("lamp".to_owned()) => length?,
        total = async move {
            let base = order * 2;
            sleep(2 * HOUR).await; // block
            base + 1
        } => total,
    };
    Ok(found + label.len() as u64)
}

#[orchestrator]
async fn beside(order: u64) -> Result<u64> {
    let task = spawn(async move {
        let rest = order + 1;
        sleep(3 * HOUR).await; // task
        rest
    });
    let called = spawn(endless("call".to_owned())); // called
    let mut timer = sleep(HOUR);
    let mut work = Box::pin(async move {
        let (a, b) = join!(endless("left".to_owned()), async {
            // joined
            sleep(5 * HOUR).await; // deep
            order
        });
        a.unwrap_or(0) + b
    });
    select! { // beside
        () = &mut timer => {}
        done = &mut work => return Ok(done),
    }
    let late = timeout(HOUR, &mut work).await.unwrap_or(0);
    Ok(task.await? + called.await?? + late)
}

#[orchestrator]
async fn everything() -> Result<u64> {
    let (a, b, c, ()) = join!(
        flaky("fuse".to_owned()),
        endless("lamp".to_owned()),
        child("Ada".to_owned()).id("ada"),
        sleep(HOUR),
    );
    let done: u64 = event("Done").await?;
    Ok(a? + b? + c? + done)
}

/// The line of this file that ends so.
#[track_caller]
fn line(ending: &str) -> u32 {
    let ending = format!("// {ending}");
    let mut lines = (1..).zip(include_str!("inspect.rs").lines());
    lines.find(|(_, line)| line.ends_with(&ending)).unwrap().0
}

struct Bench {
    folder: TempDir,
    runtime: Runtime,
}

impl Bench {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let runtime = Runtime::builder()
            .open(folder.path().join("test.redb"))
            .await
            .unwrap();
        Self { folder, runtime }
    }

    /// What is seen of the instance once it is as it should be.
    async fn until<T>(instance: &Instance<T>, is_it: impl Fn(&Waiting) -> bool) -> Waiting {
        for _ in 0..2000 {
            if let Some(waiting) = instance.inspect().await.unwrap()
                && is_it(&waiting)
            {
                return waiting;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it is never so: {:#?}", instance.inspect().await);
    }
}

/// What of a frame a test holds against what it should be.
fn told(frame: &StackFrame) -> Value {
    json!({
        "kind": frame.kind, "function": frame.function, "local": frame.local, "line": frame.line,
        "source": frame.source, "locals": frame.locals, "ops": frame.ops,
    })
}

#[track_caller]
fn number(waiting: &Waiting, is_it: impl Fn(&PendingKind) -> bool) -> Value {
    let op = waiting.pending.iter().find(|pending| is_it(&pending.kind));
    json!(op.expect("it is pending").op)
}

#[track_caller]
fn timer_of(waiting: &Waiting, hours: u32) -> Value {
    number(waiting, |kind| match kind {
        PendingKind::Timer { due } => {
            let left = due.duration_since(SystemTime::now()).unwrap();
            left > HOUR * (hours - 1) && left <= HOUR * hours
        }
        _ => false,
    })
}

fn is_activity(wanted: &str) -> impl Fn(&PendingKind) -> bool {
    move |kind| matches!(kind, PendingKind::Activity { name: Some(name), .. } if name == wanted)
}

#[tokio::test]
async fn the_branches_of_a_select_are_seen_with_their_lines_and_locals() {
    let bench = Bench::new().await;
    let instance = bench.runtime.start(branches(17)).await.unwrap();
    let waiting = Bench::until(&instance, |_| true).await;
    assert_eq!(waiting.line, Some(line("branches")));
    assert!(waiting.file.unwrap().ends_with("inspect.rs"));
    assert_eq!(json!(waiting.locals), json!({"label": "order 17"}));
    let event = number(
        &waiting,
        |kind| matches!(kind, PendingKind::Event { name } if name == "answer"),
    );
    assert_eq!(json!(waiting.ops), json!([event]));
    let [patiently, block] = &waiting.frames[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(
        told(patiently),
        json!({
            "kind": "Inline", "function": "patiently", "local": null, "line": line("patiently"),
            "source": "inner(part.clone())", "locals": {"part": "lamp", "tries": 3}, "ops": [],
        })
    );
    let [inner] = &patiently.frames[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(
        told(inner),
        json!({
            "kind": "Inline", "function": "inner", "local": null, "line": line("inner"),
            "source": "endless(part)", "locals": {"word": "<lamp>"},
            "ops": [number(&waiting, is_activity("endless"))],
        })
    );
    assert_eq!(
        told(block),
        json!({
            "kind": "Block", "function": "branches", "local": null, "line": line("block"),
            "source": "sleep(2 * HOUR)", "locals": {"base": 34}, "ops": [timer_of(&waiting, 2)],
        })
    );
    assert_eq!(waiting.pending.len(), 3);
}

#[tokio::test]
async fn tasks_and_blocks_in_locals_are_seen_too() {
    let bench = Bench::new().await;
    let instance = bench.runtime.start(beside(17)).await.unwrap();
    let waiting = Bench::until(&instance, |_| true).await;
    assert_eq!(waiting.line, Some(line("beside")));
    assert_eq!(json!(waiting.ops), json!([timer_of(&waiting, 1)]));
    let [work] = &waiting.frames[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(work.kind, FrameKind::Block);
    assert_eq!(work.local.as_deref(), Some("work"));
    assert_eq!(work.line, Some(line("joined") - 1));
    let [deep] = &work.frames[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(deep.line, Some(line("deep")));
    assert_eq!(json!(deep.locals), json!({"order": 17}));
    assert_eq!(json!(deep.ops), json!([timer_of(&waiting, 5)]));
    let shown = waiting.locals["work"].as_str().unwrap();
    assert!(shown.contains(&work.point), "{shown}");
    let [task, called] = &waiting.tasks[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(
        told(task),
        json!({
            "kind": "Task", "function": "beside", "local": null, "line": line("task"),
            "source": "sleep(3 * HOUR)", "locals": {"rest": 18}, "ops": [timer_of(&waiting, 3)],
        })
    );
    let of_call = called.ops[0];
    assert_eq!(
        told(called),
        json!({
            "kind": "Task", "function": "beside", "local": null, "line": line("called"),
            "source": null, "locals": {}, "ops": [of_call],
        })
    );
    let endless = waiting
        .pending
        .iter()
        .filter(|pending| is_activity("endless")(&pending.kind));
    let mut endless: Vec<_> = endless.map(|pending| json!(pending.op)).collect();
    endless.retain(|op| *op != json!(of_call));
    assert_eq!(json!(endless), json!(work.ops));
    assert_eq!(waiting.pending.len(), 5);
}

#[tokio::test]
async fn what_is_pending_is_told_with_attempts_times_and_names() {
    let bench = Bench::new().await;
    let before = SystemTime::now();
    let instance = bench.runtime.start(everything()).await.unwrap();
    let has_failed = |waiting: &Waiting| {
        waiting
            .pending
            .iter()
            .any(|pending| matches!(pending.kind, PendingKind::Activity { attempt: 2, .. }))
    };
    let waiting = Bench::until(&instance, has_failed).await;
    let [flaky, endless, child, timer] = &waiting.pending[..] else {
        panic!("{waiting:#?}");
    };
    let PendingKind::Activity {
        name,
        attempt,
        last_failure,
        retry_at,
    } = &flaky.kind
    else {
        panic!("{flaky:?}");
    };
    assert_eq!((name.as_deref(), *attempt), (Some("flaky"), 2));
    assert_eq!(last_failure.as_ref().unwrap().message(), "the fuse is out");
    let retry_at = retry_at.unwrap();
    assert!(retry_at >= before + HOUR && retry_at <= SystemTime::now() + HOUR);
    let PendingKind::Activity {
        name,
        attempt,
        last_failure,
        retry_at,
    } = &endless.kind
    else {
        panic!("{endless:?}");
    };
    assert_eq!(
        (name.as_deref(), *attempt, *retry_at),
        (Some("endless"), 1, None)
    );
    assert!(last_failure.is_none());
    let PendingKind::SubOrchestration {
        name, instance: id, ..
    } = &child.kind
    else {
        panic!("{child:?}");
    };
    assert_eq!(name.as_deref(), Some("child"));
    assert_eq!(id, "ada");
    let PendingKind::Timer { due } = timer.kind else {
        panic!("{timer:?}");
    };
    assert!(due >= before + HOUR && due <= SystemTime::now() + HOUR);
    assert_eq!(waiting.until, Some(retry_at.unwrap_or(due).min(due)));
    // After a restart the same is seen.
    let path = bench.folder.path().join("test.redb");
    bench.runtime.shutdown().await.unwrap();
    let runtime = Runtime::builder().open(path).await.unwrap();
    let again = runtime
        .instance(instance.id().as_str())
        .inspect()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(json!(again), json!(waiting));
}

#[tokio::test]
async fn an_inspector_sees_the_same_without_lines() {
    let bench = Bench::new().await;
    bench.runtime.start(branches(17).id("seen")).await.unwrap();
    let instance = bench.runtime.instance("seen");
    let waiting = Bench::until(&instance, |_| true).await;
    bench.runtime.shutdown().await.unwrap();
    let inspector = Inspector::open(bench.folder.path().join("test.redb"))
        .await
        .unwrap();
    let seen = inspector.inspect("seen").await.unwrap().unwrap();
    let mut expected = json!(waiting);
    forget_the_program(&mut expected);
    assert_eq!(json!(seen), expected);
}

fn forget_the_program(seen: &mut Value) {
    match seen {
        Value::Object(fields) => {
            for (name, value) in fields {
                if ["file", "line", "source"].contains(&name.as_str()) {
                    *value = Value::Null;
                } else {
                    forget_the_program(value);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(forget_the_program),
        _ => {}
    }
}

#[tokio::test]
async fn what_is_seen_can_be_said_in_json() {
    let bench = Bench::new().await;
    let instance = bench.runtime.start(branches(17).id("said")).await.unwrap();
    let waiting = json!(Bench::until(&instance, |_| true).await);
    assert_eq!(waiting["locals"], json!({"label": "order 17"}));
    assert_eq!(
        waiting["pending"][0],
        json!({"op": 0, "kind": "Event", "name": "answer"})
    );
    assert_eq!(waiting["frames"][0]["frames"][0]["kind"], "Inline");
    assert_time(&waiting["until"]);

    instance.terminate("enough").await.unwrap();
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Terminated);
    let mut status = json!(status);
    for time in ["created", "last_updated"] {
        assert_time(&status[time]);
        status[time] = json!("some time");
    }
    assert_eq!(
        status,
        json!({
            "name": "branches", "id": "said", "runtime_status": "Terminated", "input": 17, "output": "enough",
            "custom_status": null, "created": "some time", "last_updated": "some time", "failure": null,
            "blocked": null,
        })
    );
    let history = instance.history().await.unwrap();
    assert!(matches!(
        history[0].kind,
        HistoryKind::ExecutionStarted { .. }
    ));
    let mut history = json!(history);
    let started = &mut history[0];
    assert_time(&started["timestamp"]);
    started["timestamp"] = json!("some time");
    assert_eq!(
        *started,
        json!({"timestamp": "some time", "kind": "ExecutionStarted", "name": "branches", "input": 17})
    );
    let statistics = json!(bench.runtime.statistics().await.unwrap());
    assert_eq!(statistics["instances"]["terminated"], 1);
}

#[orchestrator]
async fn failing() -> Result<()> {
    Err(Failure::terminal("no more").with_data(&[1, 2])?)
}

#[tokio::test]
async fn a_failure_is_said_in_json_with_its_data() {
    let bench = Bench::new().await;
    let instance = bench.runtime.start(failing()).await.unwrap();
    instance.result().await.unwrap_err();
    let status = json!(instance.status().await.unwrap());
    assert_eq!(
        status["failure"],
        json!({
            "message": "no more", "type_name": "durable_runtime::failure::Failure", "sources": [], "data": [1, 2],
            "terminal": true,
        })
    );
    let history = json!(instance.history().await.unwrap());
    assert_eq!(history[1]["kind"], "ExecutionFailed");
    assert_eq!(history[1]["failure"], status["failure"]);
}

/// As RFC 3339 has it.
#[track_caller]
fn assert_time(value: &Value) {
    let text = value.as_str().unwrap();
    assert!(
        text.starts_with("20") && text.ends_with('Z') && text.contains('T'),
        "{text}"
    );
}

#[tokio::test]
async fn an_instance_that_is_found_by_its_id_may_have_a_type() {
    let bench = Bench::new().await;
    let started = bench
        .runtime
        .start(child("Ada".to_owned()).id("c"))
        .await
        .unwrap();
    assert_eq!(*started.id(), "c");
    let found = bench.runtime.instance_of::<u64>("c");
    found.raise_event("Go", &()).await.unwrap();
    assert_eq!(found.result().await.unwrap(), 3);
    let other = bench.runtime.instance_of::<String>("c").result().await;
    let failure = other.unwrap_err();
    let begins = "the result of `c` isn't of the requested type: invalid type";
    assert!(failure.message().starts_with(begins), "{failure}");
    // Who doesn't care about the type says none.
    assert_eq!(
        bench.runtime.instance("c").result().await.unwrap().as_str(),
        "3"
    );
}
