//! Versions of one orchestrator side by side in one program. An instance stays with the version that it was started with.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{
    Builder, Error, ErrorKind, HistoryKind, IfExists, Instance, Json, PendingKind, RuntimeStatus,
    Status,
};

use crate::LONG;

/// The code from before there were versions, as it may be kept in a crate of its own.
mod old {
    use durable_runtime::prelude::*;

    #[orchestrator]
    pub(super) async fn trip(city: String) -> Result<String> {
        let car: String = event("car").await?;
        Ok(format!("to {city} by {car}"))
    }
}

/// The same code as that of version 10 but for what it calls.
mod second {
    use durable_runtime::prelude::*;

    fn how() -> &'static str {
        "second"
    }

    #[orchestrator(name = "trip", version = "2")]
    pub(super) async fn trip(city: String) -> Result<String> {
        let car: String = event("car").await?;
        Ok(format!("{} class to {city} by {car}", how()))
    }
}

mod tenth {
    use durable_runtime::prelude::*;

    fn how() -> &'static str {
        "tenth"
    }

    #[orchestrator(name = "trip", version = "10")]
    pub(super) async fn trip(city: String) -> Result<String> {
        let car: String = event("car").await?;
        Ok(format!("{} class to {city} by {car}", how()))
    }
}

/// What version 2 of `trip` becomes by a change that its instances follow.
#[orchestrator(name = "trip_changed")]
async fn changed(city: String) -> Result<String> {
    let vehicle: String = event("car").await?;
    Ok(format!("changed, to {city} by {vehicle}"))
}

/// Calls each version, by the function and by the name.
#[orchestrator(name = "trips")]
async fn trips() -> Result<Vec<String>> {
    let id = |which| format!("{}-{which}", instance_id());
    let trips = join_all(vec![
        old::trip("Rome".to_owned()).id(id("old")),
        second::trip("Rome".to_owned()).id(id("second")),
        orchestrator("trip", "Rome").id(id("newest")),
        orchestrator("trip", "Rome").version("2").id(id("chosen")),
    ]);
    trips.await.into_iter().collect()
}

#[orchestrator(name = "trip_nowhere")]
async fn nowhere(name: String, version: String) -> Result<String> {
    orchestrator(name, "Rome").version(&version).await
}

#[orchestrator(name = "trip_misdirected")]
async fn misdirected() -> Result<String> {
    second::trip("Rome".to_owned()).version("10").await
}

mod inline {
    pub(super) mod first {
        use durable_runtime::prelude::*;

        #[orchestrator(inline)]
        pub(crate) async fn drive(km: u64) -> Result<u64> {
            event::<u8>("go").await?;
            Ok(km)
        }
    }

    pub(super) mod second {
        use durable_runtime::prelude::*;

        #[orchestrator(inline, version = "2")]
        pub(crate) async fn drive(km: u64) -> Result<u64> {
            event::<u8>("go").await?;
            Ok(km * 1000)
        }
    }
}

#[orchestrator(name = "trip_drives")]
async fn drives(km: u64) -> Result<u64> {
    let (km, m) = try_join!(inline::first::drive(km), inline::second::drive(km))?;
    Ok(km + m)
}

/// The program as it was before there was version 10.
fn before_10() -> Builder {
    Runtime::builder().without("trip", Some("10"))
}

/// A program in which only the code without a version is left.
fn only_old() -> Builder {
    before_10().without("trip", Some("2"))
}

fn json(value: serde_json::Value) -> Json {
    Json::from(value)
}

fn rome() -> Json {
    json("Rome".into())
}

async fn open(builder: Builder, path: &Path) -> Runtime {
    let builder = builder.without_migrations();
    builder.open(path).await.expect("the store is opened")
}

async fn status_of(runtime: &Runtime, id: &str) -> Status {
    let status = runtime.instance(id).status().await;
    status.expect("it is there")
}

/// Waits until an instance waits for something.
async fn parked<T>(instance: &Instance<T>) {
    let waits = tokio::time::timeout(LONG, async {
        while instance.inspect().await.expect("it is there").is_none() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waits.await.expect("it waits");
}

async fn ends(runtime: &Runtime, id: &str) -> String {
    let instance = runtime.instance_of::<String>(id);
    let raised = instance.raise_event("car", "car").await;
    raised.expect("it has not ended");
    let ended = tokio::time::timeout(LONG, instance.result()).await;
    ended.expect("it ends").expect("it succeeds")
}

/// What is written to the log while this is done.
async fn log_of<T>(done: impl Future<Output = T>) -> (T, String) {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let written = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || written.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let done = done.await;
    let bytes = log.0.lock().unwrap().clone();
    (done, String::from_utf8(bytes).expect("a log is text"))
}

#[tokio::test]
async fn an_instance_ends_in_its_own_version_and_new_ones_begin_in_the_newest() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");

    let runtime = open(only_old(), &path).await;
    let first = runtime.start_named("trip", rome()).id("first").await;
    parked(&first.expect("it is started")).await;
    runtime.shutdown().await.expect("it is closed");

    let runtime = open(before_10(), &path).await;
    let second = runtime.start_named("trip", rome()).id("second").await;
    parked(&second.expect("it is started")).await;
    runtime.shutdown().await.expect("it is closed");

    let runtime = open(Runtime::builder(), &path).await;
    assert_eq!(
        runtime
            .orchestrator_names()
            .iter()
            .filter(|name| **name == "trip")
            .count(),
        1
    );
    assert!(runtime.has_orchestrator("trip"));
    assert!(!runtime.has_orchestrator("trip#2"));
    // 10 is above 2.
    let third = runtime.start_named("trip", rome()).id("third").await;
    third.expect("it is started");
    let fourth = runtime.start(second::trip("Rome".to_owned()).id("fourth"));
    fourth.await.expect("it is started");
    let fifth = runtime.start_named("trip", rome()).version("2").id("fifth");
    fifth.await.expect("it is started");
    let _ = tenth::trip;

    for (id, version, end) in [
        ("first", None, "to Rome by car"),
        ("second", Some("2"), "second class to Rome by car"),
        ("third", Some("10"), "tenth class to Rome by car"),
        ("fourth", Some("2"), "second class to Rome by car"),
        ("fifth", Some("2"), "second class to Rome by car"),
    ] {
        let status = status_of(&runtime, id).await;
        assert_eq!(
            (&*status.name, status.version.as_deref()),
            ("trip", version)
        );
        assert_eq!(ends(&runtime, id).await, end);
        let history = runtime.instance(id).history().await.expect("it has one");
        let HistoryKind::ExecutionStarted {
            name, version: of, ..
        } = &history[0].kind
        else {
            panic!("{history:?}");
        };
        assert_eq!((&**name, of.as_deref()), ("trip", version));
    }
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn a_version_that_is_gone_blocks_its_instances_until_it_is_back() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(before_10(), &path).await;
    let waits = runtime
        .start(second::trip("Rome".to_owned()).id("it"))
        .await;
    parked(&waits.expect("it is started")).await;
    let waits = runtime
        .start(old::trip("Rome".to_owned()).id("other"))
        .await;
    parked(&waits.expect("it is started")).await;
    runtime.shutdown().await.expect("it is closed");

    let without_2 = || {
        let builder = Runtime::builder().without("trip", Some("2"));
        builder.without_migrations()
    };
    let check = without_2().check(&path).await.expect("it can be checked");
    assert_eq!((check.instances, check.blocked), (2, 1));
    let reason = "the instance stays with version 2 of orchestrator `trip`, and the program has only one without a version, version 10; deploy version 2 beside that, or terminate the instance";
    let shown = check.to_string();
    assert!(shown.starts_with("trip\n  event#1"), "{shown}");
    assert!(shown.contains("\ntrip version 2\n  event#1"), "{shown}");
    assert!(shown.contains(reason), "{shown}");

    let (status, log) = log_of(Box::pin(async {
        let runtime = open(without_2(), &path).await;
        let raised = runtime.instance("it").raise_event("car", "car").await;
        raised.expect("it is kept for the instance");
        let status = status_of(&runtime, "it").await;
        runtime.shutdown().await.expect("it is closed");
        status
    }))
    .await;
    assert_eq!(status.runtime_status, RuntimeStatus::Suspended);
    assert_eq!(status.blocked.as_deref(), Some(reason));
    assert_eq!(status.version.as_deref(), Some("2"));
    for line in [
        "1 of 1 waiting instances of `trip` version 2 can't continue",
        "trip version 2 event car",
    ] {
        assert!(log.contains(line), "{log}");
    }
    assert!(!log.contains("trip#"), "{log}");

    let runtime = open(Runtime::builder(), &path).await;
    let it = runtime.instance_of::<String>("it");
    let ended = tokio::time::timeout(LONG, it.result()).await;
    assert_eq!(
        ended.expect("it ends").expect("it succeeds"),
        "second class to Rome by car"
    );
    runtime.shutdown().await.expect("it is closed");

    // The code without a version can go, too.
    let without_old = Runtime::builder().without("trip", None);
    let runtime = open(without_old, &path).await;
    let blocked = status_of(&runtime, "other").await.blocked;
    let blocked = blocked.expect("it can't continue");
    let expected = "the instance stays with the orchestrator `trip` without a version, and the program has only version 2, version 10;";
    assert!(blocked.starts_with(expected), "{blocked}");
    runtime.shutdown().await.expect("it is closed");
}

/// The instances of a version move between changed code of that version, as those of any function.
#[tokio::test]
async fn a_change_within_a_version_is_a_change_like_any_other() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(Runtime::builder(), &path).await;
    for (id, version) in [("second", "2"), ("tenth", "10")] {
        let started = runtime.start_named("trip", rome()).version(version).id(id);
        parked(&started.await.expect("it is started")).await;
    }
    runtime.shutdown().await.expect("it is closed");
    let builder = Runtime::builder().with_code_of("trip#2", "trip_changed");
    let runtime = open(builder, &path).await;
    assert_eq!(ends(&runtime, "second").await, "changed, to Rome by car");
    assert_eq!(ends(&runtime, "tenth").await, "tenth class to Rome by car");
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn sub_orchestrations_have_the_version_that_their_call_asks_for() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(before_10(), &path).await;
    let instance = runtime
        .start(trips().id("all"))
        .await
        .expect("it is started");
    parked(&instance).await;
    // What a call by name begins stays what it was.
    runtime.shutdown().await.expect("it is closed");
    let runtime = open(Runtime::builder(), &path).await;
    let waiting = runtime
        .instance("all")
        .inspect()
        .await
        .expect("it is there");
    let pending = waiting.expect("it waits").pending.into_iter();
    let versions = pending.map(|op| match op.kind {
        PendingKind::SubOrchestration { name, version, .. } => {
            (name.expect("it is there"), version)
        }
        other => panic!("{other:?}"),
    });
    let of = |version: Option<&str>| ("trip".to_owned(), version.map(str::to_owned));
    let expected = [of(None), of(Some("2")), of(Some("2")), of(Some("2"))];
    assert_eq!(versions.collect::<Vec<_>>(), expected);
    for which in ["old", "second", "newest", "chosen"] {
        ends(&runtime, &format!("all-{which}")).await;
    }
    let ended = runtime.instance_of::<Vec<String>>("all").result().await;
    let second = "second class to Rome by car";
    assert_eq!(
        ended.expect("it succeeds"),
        ["to Rome by car", second, second, second]
    );

    let again = runtime
        .start(trips().id("again"))
        .await
        .expect("it is started");
    parked(&again).await;
    assert_eq!(
        status_of(&runtime, "again-newest").await.version.as_deref(),
        Some("10")
    );

    for (name, version, why) in [
        (
            "trip",
            "3",
            "there is no version 3 of orchestrator `trip`; there are: one without a version, version 2, version 10",
        ),
        ("trip#2", "", "there is no orchestrator named `trip#2`"),
        ("journey", "2", "there is no orchestrator named `journey`"),
    ] {
        let call = nowhere(name.to_owned(), version.to_owned());
        let failed = runtime
            .start(call)
            .await
            .expect("it is started")
            .result()
            .await;
        let failure = failed.expect_err("there is no such function");
        assert!(failure.to_string().contains(why), "{failure}");
        // As a plain function too.
        let failure = nowhere(name.to_owned(), version.to_owned())
            .await
            .expect_err("as before");
        assert!(failure.to_string().contains(why), "{failure}");
    }
    let failed = runtime
        .start(misdirected())
        .await
        .expect("it is started")
        .result()
        .await;
    let failure = failed
        .expect_err("the function has its own version")
        .to_string();
    assert!(
        failure.contains("a call of the function `trip` version 2"),
        "{failure}"
    );
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn inline_orchestrators_have_versions_too() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(Runtime::builder(), &path).await;
    let instance = runtime.start(drives(7)).await.expect("it is started");
    parked(&instance).await;
    let waiting = instance
        .inspect()
        .await
        .expect("it is there")
        .expect("it waits");
    let frames = waiting.frames.iter();
    let shown: Vec<_> = frames
        .map(|frame| (&*frame.function, frame.version.as_deref()))
        .collect();
    assert_eq!(shown, [("drive", None), ("drive", Some("2"))]);
    for _ in 0..2 {
        instance.raise_event("go", &1).await.expect("it waits");
    }
    assert_eq!(instance.result().await.expect("it succeeds"), 7007);
    runtime.shutdown().await.expect("it is closed");
}

/// A start may be repeated over a deploy, unless it says which version it means.
#[tokio::test]
async fn a_start_by_name_that_is_repeated_finds_its_instance_in_whatever_version() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(before_10(), &path).await;
    let start = runtime.start_named("trip", rome()).id("it").await;
    start.expect("it is started");
    runtime.shutdown().await.expect("it is closed");

    let runtime = open(Runtime::builder(), &path).await;
    let repeated = runtime.start_named("trip", rome()).id("it").await;
    repeated.expect("it is the same start");
    let same = runtime.start_named("trip", rome()).version("2").id("it");
    same.await.expect("it is of this version");
    let kind = |refused: Result<Instance<Json>, Error>| refused.expect_err("it is another").kind();
    let other = runtime.start_named("trip", rome()).version("10").id("it");
    assert_eq!(kind(other.await), ErrorKind::InstanceExists);
    let other = runtime.start(tenth::trip("Rome".to_owned()).id("it")).await;
    assert_eq!(
        other.expect_err("it is another").kind(),
        ErrorKind::InstanceExists
    );
    let other = runtime
        .start_named("trips", json(serde_json::json!(null)))
        .id("it");
    assert_eq!(kind(other.await), ErrorKind::InstanceExists);
    assert_eq!(
        status_of(&runtime, "it").await.version.as_deref(),
        Some("2")
    );

    let replaced = runtime
        .start_named("trip", rome())
        .id("it")
        .if_exists(IfExists::Replace);
    replaced.await.expect("it takes the place");
    assert_eq!(
        status_of(&runtime, "it").await.version.as_deref(),
        Some("10")
    );

    for (name, version, why) in [
        (
            "trip",
            "3",
            "there is no version 3 of orchestrator `trip`; there are: one without a version, version 2, version 10",
        ),
        ("trip", "02", "there is no version 02 of"),
        ("trip", "2#", "there is no version 2# of"),
        ("trip#2", "", "there is no orchestrator named `trip#2`"),
    ] {
        let start = runtime.start_named(name, rome()).version(version);
        let error = start.await.expect_err("there is no such function");
        assert_eq!(error.kind(), ErrorKind::UnknownFunction);
        assert!(error.to_string().starts_with(why), "{error}");
    }
    let error = runtime
        .start_named("trip", json(1.into()))
        .version("2")
        .await;
    let error = error.expect_err("a trip is to a city");
    assert!(
        error
            .to_string()
            .starts_with("the input doesn't fit `trip` version 2: "),
        "{error}"
    );
    runtime.shutdown().await.expect("it is closed");
}
