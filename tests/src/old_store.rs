//! A store with something of everything in it, as it is made for the fixtures of old formats: the program, what
//! is started, and what must become of it once a later version of the runtime has opened the store.
//!
//! The program must not be changed: checkpoints of it are in `tests/fixtures/stores`. What a new format
//! needs is added at the end, with instances of its own. `cargo run -p durable-tests --bin make_store` makes
//! the fixture of the format that is current.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use durable_runtime::{Builder, Clock, Error, ErrorKind, Instance, SystemClock};
use serde::{Deserialize, Deserializer, Serialize};

/// How long everything sleeps that sleeps.
pub const LONG: Duration = Duration::from_secs(3600);

/// Whether the world is out of order: an activity that asks it fails, and another one doesn't end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    Broken,
    InOrder,
}

/// Whether a [`Picky`] can't be read, as after a deployment that has changed a type.
static REFUSES: AtomicBool = AtomicBool::new(false);

/// Whether stored values of one type can't be read from now on.
pub fn refuse(refuses: bool) {
    REFUSES.store(refuses, Ordering::SeqCst);
}

/// A value that can't be read when that is wanted.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Picky(u32);

impl Picky {
    fn plus(&self, added: u32) -> u32 {
        self.0 + added
    }
}

impl<'de> Deserialize<'de> for Picky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        if REFUSES.load(Ordering::SeqCst) {
            return Err(serde::de::Error::custom("it is of an older shape"));
        }
        Ok(Self(number))
    }
}

#[activity]
async fn double(number: u64) -> Result<u64> {
    Ok(number * 2)
}

#[activity]
async fn refused(why: String) -> Result<u64> {
    Err(Failure::terminal(why).with_data(&vec!["A-17", "B-2"])?)
}

/// Fails for as long as the world is broken, and is tried again in an hour.
#[activity(retry(attempts = 5, first = "1h", backoff = 2.0, max = "2h"))]
async fn fetch(world: State<World>, number: u64) -> Result<u64> {
    match *world {
        World::Broken => Err(Failure::new("the world is out of order")),
        World::InOrder => Ok(number + 1),
    }
}

/// Doesn't end for as long as the world is broken.
#[activity(timeout = "90d")]
async fn linger(world: State<World>, number: u64) -> Result<u64> {
    if *world == World::Broken {
        std::future::pending::<()>().await;
    }
    Ok(number + 2)
}

#[orchestrator]
async fn old_sum(numbers: Vec<u64>) -> Result<u64> {
    set_custom_status(&numbers);
    let mut total = 0;
    for number in numbers {
        total += double(number).await?;
    }
    Ok(total)
}

#[orchestrator]
async fn old_refused(why: String) -> Result<u64> {
    refused(why).await
}

#[orchestrator]
async fn old_sleeper(words: Vec<String>) -> Result<String> {
    let long = words.join(" ").repeat(200);
    let number = double(21).await?;
    sleep(LONG).await;
    Ok(format!("{number} {} {}", long.len(), &long[..12]))
}

#[orchestrator]
async fn old_events(order: u32) -> Result<Vec<String>> {
    let mut said = vec![format!("order {order}")];
    said.push(event::<String>("Approval").await?);
    for _ in 0..3 {
        said.push(event::<String>("Note").await?);
    }
    Ok(said)
}

#[orchestrator]
async fn old_retried(number: u64) -> Result<u64> {
    let first = double(number).await?;
    fetch(first).await
}

#[orchestrator]
async fn old_running(number: u64) -> Result<u64> {
    linger(number).await
}

/// Waits for several things, of which some are over.
#[orchestrator]
async fn old_joined(number: u64) -> Result<(u64, String, u64)> {
    let late = async move {
        sleep(LONG).await;
        double(number + 1).await
    };
    let (doubled, text, late, fetched) = try_join!(
        double(number),
        event::<String>("Joined"),
        late,
        fetch(number)
    )?;
    Ok((doubled + fetched, text, late))
}

#[orchestrator]
async fn old_parent(order: u32) -> Result<Vec<String>> {
    let child = format!("{}.child", instance_id());
    let mut said = old_events(order).id(child).await?;
    said.push("parent".to_owned());
    Ok(said)
}

#[orchestrator]
async fn old_spawner(number: u64) -> Result<u64> {
    let task = spawn(async move {
        let added: u64 = event("Task").await?;
        double(number + added).await
    });
    sleep(LONG).await;
    task.await?
}

#[orchestrator]
async fn old_picky(number: u32) -> Result<u32> {
    let picky = Picky(number);
    let added: u32 = event("Go").await?;
    Ok(picky.plus(added))
}

/// A clock that is ahead of the machine's.
struct Ahead(Duration);

impl Clock for Ahead {
    fn now(&self) -> SystemTime {
        SystemClock.now() + self.0
    }

    fn sleep_until(
        &self,
        deadline: SystemTime,
    ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = deadline.duration_since(self.now()).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait.min(Duration::from_millis(50))))
    }
}

/// A runtime for the program, in a world that is broken or was put in order three days later.
pub fn builder(world: World) -> Builder {
    let builder = Runtime::builder().state(world).layer_bytes(8_000);
    match world {
        World::Broken => builder,
        // The fixtures are old, but nothing says by how much.
        World::InOrder => builder.clock(Ahead(Duration::from_secs(3 * 24 * 3600))),
    }
}

/// Waits until something holds that nothing tells of.
async fn until<T: Future<Output = Result<bool, Error>>>(what: &str, holds: impl Fn() -> T) {
    for _ in 0..10_000 {
        if holds().await.expect("the store can be read") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("{what} in vain");
}

/// Starts one of everything, and waits until each is where it is to be.
///
/// # Errors
/// What the runtime says.
pub async fn fill(runtime: &Runtime) -> Result<()> {
    refuse(false);
    let words: Vec<String> = ["some", "large", "local"].map(str::to_owned).into();
    runtime
        .start(old_sum(vec![1, 2, 3]).id("sum"))
        .await?
        .result()
        .await?;
    runtime
        .start(old_refused("no".to_owned()).id("refused"))
        .await?
        .result()
        .await
        .unwrap_err();
    let terminated = runtime.start(old_events(1).id("terminated")).await?;
    terminated.terminate("not needed").await?;
    terminated.result().await.unwrap_err();
    runtime
        .start(old_sleeper(words.clone()).id("sleeper"))
        .await?;
    // Of an automatic id, which has a key of another kind.
    runtime.start(old_sleeper(words)).await?;
    let events = runtime.start(old_events(2).id("events")).await?;
    events.raise_event("note", &"one").await?;
    events.raise_event("NOTE", &"two").await?;
    events.raise_event("unheard", &7).await?;
    runtime.start(old_retried(4).id("retried")).await?;
    runtime.start(old_running(5).id("running")).await?;
    runtime.start(old_joined(6).id("joined")).await?;
    runtime.start(old_parent(3).id("parent")).await?;
    runtime
        .instance("parent.child")
        .raise_event("Note", &"early")
        .await?;
    let spawner = runtime.start(old_spawner(7).id("spawner")).await?;
    spawner.raise_event("Task", &1).await?;
    let picky = runtime.start(old_picky(8).id("picky")).await?;
    until("picky was to wait", || async {
        Ok(picky.inspect().await?.is_some_and(|at| at.point != "start"))
    })
    .await;
    refuse(true);
    picky.raise_event("Go", &1_u32).await?;
    until("picky was to be blocked", || async {
        Ok(picky.status().await?.blocked.is_some())
    })
    .await;
    for (id, point) in [
        ("sleeper", "sleep#1"),
        ("events", "event#1"),
        ("retried", "fetch#1"),
        ("running", "linger#1"),
        ("parent.child", "event#1"),
    ] {
        let instance = runtime.instance(id);
        until(id, || async {
            Ok(instance
                .inspect()
                .await?
                .is_some_and(|at| at.point == point))
        })
        .await;
    }
    for (id, events) in [("retried", 4), ("joined", 4), ("spawner", 5)] {
        let instance = runtime.instance(id);
        until(id, || async {
            Ok(instance.history().await?.len() >= events)
        })
        .await;
    }
    Ok(())
}

/// What each instance is in the store that [`fill`] has made, before anything goes on: its id and its status.
pub const STATUSES: [(&str, &str); 11] = [
    ("sum", "Completed"),
    ("refused", "Failed"),
    ("terminated", "Terminated"),
    ("sleeper", "Running"),
    ("events", "Running"),
    ("retried", "Running"),
    ("running", "Running"),
    ("joined", "Running"),
    ("parent", "Running"),
    ("spawner", "Running"),
    ("picky", "Suspended"),
];

/// Brings all that was in the store to its end, and holds that it is what it would have been.
///
/// # Errors
/// What the runtime says.
///
/// # Panics
/// If something else comes out, or nothing.
pub async fn finish(runtime: &Runtime) -> Result<()> {
    for (id, event) in [
        ("events", "Approval"),
        ("parent.child", "Approval"),
        ("joined", "Joined"),
    ] {
        raise(&runtime.instance(id), event).await?;
    }
    for id in ["events", "parent.child"] {
        for _ in 0..2 {
            raise(&runtime.instance(id), "Note").await?;
        }
    }
    let long = "some large local".len() * 200;
    for (id, result) in [
        ("sum", "12".to_owned()),
        ("sleeper", format!("\"42 {long} some large l\"")),
        (
            "events",
            r#"["order 2","late","one","two","late"]"#.to_owned(),
        ),
        ("retried", "9".to_owned()),
        ("running", "7".to_owned()),
        ("joined", r#"[19,"late",14]"#.to_owned()),
        (
            "parent",
            r#"["order 3","late","early","late","late","parent"]"#.to_owned(),
        ),
        ("spawner", "16".to_owned()),
        ("picky", "9".to_owned()),
    ] {
        let instance = runtime.instance(id);
        let Ok(ended) = tokio::time::timeout(Duration::from_secs(30), instance.result()).await
        else {
            panic!(
                "{id} hangs: {:?} at {:?}",
                instance.status().await,
                instance.inspect().await
            );
        };
        assert_eq!(ended?.as_str(), result, "{id}");
    }
    let failure = runtime.instance("refused").result().await.unwrap_err();
    assert_eq!(failure.message(), "no");
    assert_eq!(failure.data::<Vec<String>>()?.unwrap(), ["A-17", "B-2"]);
    let terminated = runtime.instance("terminated").status().await?;
    assert_eq!(terminated.output.unwrap().as_str(), "\"not needed\"");
    let started = runtime.start(old_sum(vec![5]).id("new")).await?;
    assert_eq!(started.result().await?, 10);
    Ok(())
}

/// Raises an event; an instance that has ended already, as some do when this is done twice, needs none.
async fn raise(instance: &Instance<durable_runtime::Json>, event: &str) -> Result<()> {
    match instance.raise_event(event, &"late").await {
        Err(error) if error.kind() == ErrorKind::InstanceEnded => Ok(()),
        raised => Ok(raised?),
    }
}
