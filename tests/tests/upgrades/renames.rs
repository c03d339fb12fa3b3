//! An orchestrator with another name: the instances that were started under the old one go on in it.

use std::path::Path;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Builder, ErrorKind, Instance, Json, RuntimeStatus, Status};

use crate::LONG;
use crate::stubs::step;

/// The code before.
#[orchestrator(name = "renames_order_v2")]
async fn order_v2(n: u64) -> Result<String> {
    let part = parts_v2(n).await?;
    event::<u8>("go").await?;
    step(part).await
}

#[orchestrator(inline, name = "renames_parts_v2")]
async fn parts_v2(n: u64) -> Result<String> {
    event::<u8>("part").await?;
    Ok(format!("part of {n}"))
}

/// The code after. The old name had no version.
#[orchestrator(
    name = "renames_order",
    version = "2",
    was = "renames_order_v2",
    history = "none"
)]
async fn order(n: u64) -> Result<String> {
    let part = parts_v2(n).await?;
    event::<u8>("go").await?;
    step(format!("{part}, renamed")).await
}

/// A version of a function with another name.
#[orchestrator(name = "renames_trip", version = "3")]
async fn trip(n: u64) -> Result<String> {
    event::<u8>("go").await?;
    step(n.to_string()).await
}

#[orchestrator(name = "renames_journey", version = "3", was = "renames_trip")]
async fn journey(number: u64) -> Result<String> {
    event::<u8>("go").await?;
    step(format!("journey {number}")).await
}

fn builder() -> Builder {
    Runtime::builder().without_migrations()
}

async fn store(path: &Path, name: &str, version: Option<&str>) {
    let runtime = builder().open(path).await.expect("it is opened");
    let start = runtime.start_named(name, Json::from(serde_json::json!(7)));
    let start = match version {
        Some(version) => start.version(version),
        None => start,
    };
    start.id("it").await.expect("it is started");
    waits(&runtime).await;
    runtime.shutdown().await.expect("it is closed");
}

async fn ended(instance: &Instance) -> Status {
    tokio::time::timeout(LONG, async {
        loop {
            let status = instance.status().await.expect("it is there");
            if status.output.is_some() {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await
    .expect("it ends")
}

async fn waits(runtime: &Runtime) {
    tokio::time::timeout(LONG, async {
        while runtime.instance("it").inspect().await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await
    .expect("it waits");
}

#[tokio::test]
async fn instances_of_the_old_name_go_on() {
    for (name, version, events, output) in [
        (
            "renames_order_v2",
            None,
            &["part", "go"][..],
            "part of 7, renamed",
        ),
        ("renames_trip", Some("3"), &["go"], "journey 7"),
    ] {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("store.redb");
        store(&path, name, version).await;
        let renamed = || builder().without(name, version);
        let check = renamed().check(&path).await.expect("it is checked");
        assert!(check.is_ok(), "{check}");
        let runtime = renamed().open(&path).await.expect("it is opened");
        let instance = runtime.instance("it");
        for event in events {
            instance.raise_event(event, &1).await.expect("it waits");
        }
        let status = ended(&instance).await;
        assert_eq!(status.runtime_status, RuntimeStatus::Completed);
        assert_eq!(status.output.unwrap().to_value(), output);
        // It keeps the name that it was started under.
        assert_eq!(status.name, name);
        runtime.shutdown().await.expect("it is closed");
    }
}

/// The old name starts nothing, and the error tells the new one.
#[tokio::test]
async fn the_old_name_starts_nothing() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let without = builder().without("renames_order_v2", None);
    let runtime = without.open(&path).await.expect("it is opened");
    let started = runtime
        .start_named("renames_order_v2", Json::from(serde_json::json!(7)))
        .await;
    let error = started.expect_err("it is unknown");
    assert_eq!(error.kind(), ErrorKind::UnknownFunction);
    assert!(
        error.to_string().contains("is named `renames_order` now"),
        "{error}"
    );
    runtime.shutdown().await.expect("it is closed");
}

/// An orchestrator that still has the name keeps its instances.
#[tokio::test]
async fn the_old_code_goes_before() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    store(&path, "renames_order_v2", None).await;
    let runtime = builder().open(&path).await.expect("it is opened");
    let instance = runtime.instance("it");
    for event in ["part", "go"] {
        instance.raise_event(event, &1).await.expect("it waits");
    }
    let status = ended(&instance).await;
    assert_eq!(status.output.unwrap().to_value(), "part of 7");
    runtime.shutdown().await.expect("it is closed");
}
