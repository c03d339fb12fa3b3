//! Failed instances, which are rewound in changed code: what is kept of them goes through the checks that waiting ones do.

use std::path::Path;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Json, RuntimeStatus, StoreCheck, Verdict};

use crate::stubs::{add, step};
use crate::{LONG, NAME};

#[orchestrator(name = "rewinding_wrong")]
async fn wrong(n: u64) -> Result<String> {
    let n = add(n, 1).await?;
    let less = event::<u64>("go").await?;
    let left = n.checked_sub(less).expect("there is enough");
    step(format!("left {left}")).await?;
    Ok(left.to_string())
}

#[orchestrator(name = "rewinding_right")]
async fn right(n: u64) -> Result<String> {
    let n = add(n, 1).await?;
    let less = event::<u64>("go").await?;
    let left = n.saturating_sub(less);
    step(format!("left {left}")).await?;
    Ok(left.to_string())
}

/// What it has done before the event would have been something else.
#[orchestrator(name = "rewinding_other")]
async fn other(n: u64) -> Result<String> {
    let n = add(n, 2).await?;
    let less = event::<u64>("go").await?;
    let left = n.saturating_sub(less);
    step(format!("left {left}")).await?;
    Ok(left.to_string())
}

async fn open(path: &Path, code: &str) -> Runtime {
    let builder = Runtime::builder().with_code_of(NAME, code);
    builder.open(path).await.expect("the store is opened")
}

async fn check(path: &Path, code: &str) -> StoreCheck {
    let builder = Runtime::builder().with_code_of(NAME, code);
    builder.check(path).await.expect("the store is checked")
}

async fn until_it_is(runtime: &Runtime, status: RuntimeStatus) {
    let is_so = async || {
        let found = runtime.instance("it").status().await;
        found.expect("it is there").runtime_status == status
    };
    let waited = tokio::time::timeout(LONG, async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waited.await.expect("it becomes so");
}

#[tokio::test]
async fn a_bug_that_is_mended_costs_no_instance() -> Result<()> {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(&path, "rewinding_wrong").await;
    let started = runtime.start_named(NAME, Json::from(serde_json::json!(1)));
    let instance = started.id("it").await?;
    instance.raise_event("go", &100).await?;
    let failure = instance.result().await.expect_err("it panics");
    assert!(failure.message().contains("there is enough"), "{failure}");
    runtime.shutdown().await?;

    let found = check(&path, "rewinding_wrong").await;
    assert_eq!((found.instances, found.blocked, found.failed), (0, 0, 1));
    assert_eq!(found.places[0].verdict, Verdict::SameCode);
    assert!(found.places[0].failed && found.is_ok());
    assert_eq!(found.places[0].point, "event#1");
    let found = check(&path, "rewinding_right").await;
    assert_eq!(found.places[0].verdict, Verdict::SamePast, "{found}");
    let found = check(&path, "rewinding_other").await;
    assert_eq!(found.places[0].verdict, Verdict::Blocked, "{found}");
    let told = found.to_string();
    assert!(
        told.contains(": 1 failed, if rewound: BLOCKED, for example `it`: "),
        "{told}"
    );
    assert!(
        told.ends_with("0 instances, all continue; 1 more have failed"),
        "{told}"
    );
    // That one waits for nothing, and goes on being failed.
    assert_eq!((found.blocked, found.is_ok()), (0, true));

    // The look at all instances leaves the machine of what is kept.
    for code in ["rewinding_other", "rewinding_right", "rewinding_other"] {
        let runtime = open(&path, code).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let status = runtime.instance("it").status().await?;
        assert_eq!(status.runtime_status, RuntimeStatus::Failed);
        runtime.shutdown().await?;
    }
    let runtime = open(&path, "rewinding_other").await;
    runtime.instance("it").rewind("too early").await?;
    until_it_is(&runtime, RuntimeStatus::Suspended).await;
    let blocked = runtime.instance("it").status().await?.blocked;
    let blocked = blocked.expect("it is blocked");
    assert!(blocked.contains("changed"), "{blocked}");
    runtime.shutdown().await?;

    let runtime = open(&path, "rewinding_right").await;
    until_it_is(&runtime, RuntimeStatus::Completed).await;
    let result = runtime.instance("it").result().await?;
    assert_eq!(result.as_str(), "\"0\"");
    runtime.shutdown().await?;
    Ok(())
}
