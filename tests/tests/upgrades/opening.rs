//! What a program finds out of a store's instances without a step of them: after it has opened the store, and before it does.

use std::path::{Path, PathBuf};
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Inspector, Json, RuntimeStatus, StoreCheck, Verdict};

use crate::stubs::{add, step};
use crate::{LONG, NAME};

mod old {
    pub(super) type Id = String;
}

mod new {
    pub(super) type Id = u64;
}

#[orchestrator(name = "opening_text")]
async fn text(n: old::Id) -> Result<String> {
    event::<u8>("go").await?;
    Ok(n)
}

#[orchestrator(name = "opening_number")]
async fn number(n: new::Id) -> Result<String> {
    event::<u8>("go").await?;
    Ok(n.to_string())
}

#[orchestrator(name = "opening_blocks")]
async fn blocks(n: u64) -> Result<u64> {
    let later = async move { add(n, 1).await };
    let (a, _) = join!(
        async {
            let a = add(n, 2).await?;
            event::<u8>("go").await?;
            add(a, 3).await
        },
        event::<u8>("other"),
    );
    Ok(a? + later.await?)
}

/// The block that waits has changed before its event and after it.
#[orchestrator(name = "opening_other_blocks")]
async fn other_blocks(n: u64) -> Result<u64> {
    let later = async move { add(n, 1).await };
    let (a, _) = join!(
        async {
            let a = add(n, 20).await?;
            event::<u8>("go").await?;
            add(a, 30).await
        },
        event::<u8>("other"),
    );
    Ok(a? + later.await?)
}

#[orchestrator(name = "opening_more")]
async fn more(n: old::Id) -> Result<String> {
    event::<u8>("go").await?;
    step("more".to_owned()).await?;
    Ok(n)
}

/// A store with instances of this code that wait, and the folder that it is in.
async fn store(code: &str, inputs: &[serde_json::Value]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let runtime = open(&path, code).await;
    for (number, input) in inputs.iter().enumerate() {
        let id = number.to_string();
        let started = runtime.start_named(NAME, Json::from(input.clone())).id(&id);
        started.await.expect("it is started");
        until(async || {
            let waits = runtime.instance(&id).inspect().await.expect("it is there");
            waits.is_some_and(|waits| {
                waits.pending.iter().all(|pending| {
                    matches!(pending.kind, durable_runtime::PendingKind::Event { .. })
                })
            })
        })
        .await;
    }
    runtime.shutdown().await.expect("it is closed");
    (folder, path)
}

async fn open(path: &Path, code: &str) -> Runtime {
    let builder = Runtime::builder().with_code_of(NAME, code);
    builder.open(path).await.expect("the store is opened")
}

async fn until(is_so: impl AsyncFn() -> bool) {
    let waited = tokio::time::timeout(LONG, async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waited.await.expect("it becomes so");
}

/// Opens the store with this code until so many instances are blocked in it.
async fn blocked(path: &Path, code: &str, count: usize) {
    until(async || {
        let runtime = open(path, code).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        runtime.shutdown().await.expect("it is closed");
        let inspector = Inspector::open(path).await.expect("it is a store");
        let mut blocked = inspector.instances().of_status(RuntimeStatus::Suspended);
        let mut found = 0;
        while let Some(_blocked) = blocked.next().await.expect("they are read") {
            found += 1;
        }
        found == count
    })
    .await;
}

#[tokio::test]
async fn a_value_that_can_not_be_read_is_found_before_its_wait_ends() {
    let (_folder, path) = store("opening_text", &["seven".into(), "eight".into()]).await;
    blocked(&path, "opening_number", 2).await;
    // The code that fits finds them again.
    let runtime = open(&path, "opening_text").await;
    until(async || {
        let status = runtime.instance("0").status().await.expect("it is there");
        status.blocked.is_none()
    })
    .await;
    let raised = runtime.instance("0").raise_event("go", &1).await;
    raised.expect("it waits");
    until(async || {
        let status = runtime.instance("0").status().await.expect("it is there");
        status.runtime_status == RuntimeStatus::Completed
    })
    .await;
    runtime.shutdown().await.expect("it is closed");
}

/// What is blocked is tried again at each opening.
#[tokio::test]
async fn an_instance_stays_blocked_at_each_opening_by_code_that_does_not_fit() {
    let (_folder, path) = store("opening_text", &["seven".into(), "eight".into()]).await;
    blocked(&path, "opening_number", 2).await;
    for _ in 0..4 {
        let runtime = open(&path, "opening_number").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        runtime.shutdown().await.expect("it is closed");
        let inspector = Inspector::open(&path).await.expect("it is a store");
        let mut blocked = inspector.instances().of_status(RuntimeStatus::Suspended);
        for _ in 0..2 {
            let next = blocked.next().await.expect("they are read");
            assert!(next.is_some());
        }
    }
}

#[tokio::test]
async fn a_changed_block_is_found_before_its_wait_ends() {
    let (_folder, path) = store("opening_blocks", &[5.into()]).await;
    blocked(&path, "opening_other_blocks", 1).await;
}

async fn check(path: &Path, code: &str) -> StoreCheck {
    let builder = Runtime::builder().with_code_of(NAME, code);
    builder.check(path).await.expect("the store is read")
}

fn bytes_in(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(folder).expect("it is a folder");
    let files = files.map(|file| file.expect("it can be read").path());
    let mut files: Vec<_> = files
        .map(|path| {
            let bytes = std::fs::read(&path).expect("it can be read");
            (path, bytes)
        })
        .collect();
    files.sort();
    files
}

#[tokio::test]
async fn a_check_tells_what_becomes_of_instances_and_changes_nothing() {
    let inputs = ["seven".into(), "eight".into(), "9".into()];
    let (folder, path) = store("opening_text", &inputs).await;
    let before = bytes_in(folder.path());
    for (code, verdict) in [
        ("opening_text", Verdict::SameCode),
        ("opening_more", Verdict::SamePast),
        ("opening_number", Verdict::Blocked),
    ] {
        let check = check(&path, code).await;
        let is_ok = verdict != Verdict::Blocked;
        assert_eq!((check.instances, check.is_ok()), (3, is_ok), "{check}");
        let [place] = &check.places[..] else {
            panic!("{check}");
        };
        assert_eq!(place.function, NAME);
        assert_eq!((place.point.as_str(), place.instances), ("event#1", 3));
        assert_eq!(place.verdict, verdict, "{check}");
        let source = place.source.as_deref().expect("the store has it");
        assert!(
            source.starts_with("tests/tests/upgrades/opening.rs:"),
            "{source}"
        );
        let reason = place.reason.as_deref().unwrap_or_default();
        assert_eq!(reason.contains("can't be read back"), !is_ok, "{reason}");
    }
    assert_eq!(bytes_in(folder.path()), before);
}

#[tokio::test]
async fn a_check_sees_into_blocks_and_inputs() {
    let (_folder, path) = store("opening_blocks", &[5.into()]).await;
    let found = check(&path, "opening_other_blocks").await;
    assert!(!found.is_ok(), "{found}");
    assert!(found.to_string().contains("BLOCKED"), "{found}");
    let json = serde_json::to_value(&found).expect("it is JSON");
    assert_eq!(json["places"][0]["verdict"], "blocked");
    let found = check(&path, "opening_blocks").await;
    assert_eq!(
        found.to_string().lines().last(),
        Some("1 instances, all continue")
    );
}

/// Orchestrators with blocks that have not begun, in a window and among the items of a loop. The second one of each does
/// more at its end.
macro_rules! lazy {
    ($function:ident, $name:literal, |$blocks:ident, $all:ident| $($waits:tt)*) => {
        #[allow(dead_code, reason = "it is started by its name")]
        #[orchestrator(name = $name)]
        async fn $function(n: u64) -> Result<Vec<u64>> {
            let (mut $blocks, mut $all) = (Vec::new(), Vec::new());
            for number in 0..n {
                $blocks.push(async move { event::<u64>("go").await.map(|go| go + number) });
            }
            $($waits)*
            Ok($all)
        }
    };
}

lazy! { window, "opening_window", |blocks, all|
    for value in buffered(1, blocks).await { all.push(value?); }
}
lazy! { wider, "opening_wider", |blocks, all|
    for value in buffered(1, blocks).await { all.push(value?); }
    step("more".to_owned()).await?;
}
lazy! { turns, "opening_turns", |blocks, all|
    for block in blocks { all.push(block.await?); }
}
lazy! { longer, "opening_longer", |blocks, all|
    for block in blocks { all.push(block.await?); }
    step("more".to_owned()).await?;
}

/// The number of machines in the store.
async fn machines(runtime: &Runtime) -> u64 {
    let statistics = runtime.statistics().await.expect("the store is read");
    let mut tables = statistics.tables.iter();
    let machines = tables.find(|table| table.name == "machines");
    machines.expect("the store has the table").rows
}

/// The blocks that have not begun are those of the code before, long after the function has continued in the new one.
async fn machines_stay(before: &str, after: &str) {
    let (_folder, path) = store(before, &[4.into()]).await;
    // A machine that no instance needs.
    let runtime = open(&path, before).await;
    let other = runtime.start_named("opening_text", Json::from(serde_json::json!("other")));
    let other = other.id("other").await.expect("it is started");
    until(async || machines(&runtime).await == 2).await;
    other.terminate("for a test").await.expect("it waits");
    runtime.shutdown().await.expect("it is closed");
    let deployed = async || {
        let builder = Runtime::builder().with_code_of(NAME, after);
        let builder = builder.without(before, None);
        let builder = builder.without("opening_text", None);
        builder.open(&path).await.expect("the store is opened")
    };
    let goes = async |turn: u64| {
        let runtime = deployed().await;
        let raised = runtime.instance("0").raise_event("go", &turn).await;
        raised.expect("it has not ended");
        runtime.shutdown().await.expect("it is closed");
    };
    goes(0).await;
    goes(10).await;
    let runtime = deployed().await;
    until(async || machines(&runtime).await < 3).await;
    assert_eq!(machines(&runtime).await, 2);
    runtime.shutdown().await.expect("it is closed");
    goes(20).await;
    goes(30).await;
    let runtime = deployed().await;
    let result = runtime.instance("0").result().await;
    let result = result.expect("it was not blocked").to_string();
    assert_eq!(result, "[0,11,22,33]");
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn a_machine_stays_as_long_as_a_window_has_a_block_of_it() {
    machines_stay("opening_window", "opening_wider").await;
}

#[tokio::test]
async fn a_machine_stays_as_long_as_a_loop_has_a_block_of_it() {
    machines_stay("opening_turns", "opening_longer").await;
}

/// The same function over two types of one name. The reading of the second one panics at what the first one has written.
macro_rules! read_by {
    ($module:ident, $name:literal, $id:ty, $read:expr, $size:ty) => {
        mod $module {
            use durable_runtime::prelude::*;
            use serde::{Deserialize, Deserializer, Serialize};

            #[derive(Serialize, Deserialize)]
            struct Order {
                #[serde(deserialize_with = "read")]
                id: $id,
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$id, D::Error> {
                String::deserialize(deserializer).map($read)
            }

            fn size() -> $size {
                Default::default()
            }

            #[allow(dead_code, reason = "it is started by its name")]
            #[orchestrator(name = $name)]
            async fn function(order: Order) -> Result<String> {
                let size = size();
                event::<u8>("go").await?;
                Ok(format!("{}{size}", order.id))
            }
        }
    };
}

read_by!(as_text, "opening_as_text", String, |text| text, String);
read_by!(
    as_number,
    "opening_as_number",
    u64,
    |text| text.parse().expect("it has digits"),
    String
);
read_by!(
    as_numbers,
    "opening_as_numbers",
    u64,
    |text| text.parse().expect("it has digits"),
    u64
);

/// Why an instance that waits is blocked by an opening with the code of this function.
async fn blocked_by_reading(code: &str) -> String {
    let (_folder, path) = store("opening_as_text", &[serde_json::json!({"id": "seven"})]).await;
    durable_runtime::testing::hooks::change_program();
    let runtime = open(&path, code).await;
    let instance = runtime.instance("0");
    let reason = async || instance.status().await.expect("it is there").blocked;
    until(async || reason().await.is_some()).await;
    let reason = reason().await.expect("it stays so");
    runtime.shutdown().await.expect("it is closed");
    reason
}

#[tokio::test]
async fn a_value_at_which_reading_panics_is_told_before_the_wait_of_its_instance_ends() {
    let reason = blocked_by_reading("opening_as_number").await;
    assert!(
        reason.contains("reading its local `order` panicked: it has digits"),
        "{reason}"
    );
}

#[tokio::test]
async fn what_is_behind_a_value_at_which_reading_panics_is_looked_at() {
    let reason = blocked_by_reading("opening_as_numbers").await;
    assert!(reason.contains("`size`"), "{reason}");
}

#[tokio::test]
async fn a_value_at_which_reading_panics_blocks_its_instance() {
    let (_folder, path) = store("opening_as_text", &[serde_json::json!({"id": "seven"})]).await;
    durable_runtime::testing::hooks::change_program();
    let runtime = open(&path, "opening_as_number").await;
    let instance = runtime.instance("0");
    instance.raise_event("go", &1).await.expect("it waits");
    until(async || {
        let status = instance.status().await.expect("it is there");
        status.blocked.is_some() || status.runtime_status.is_ended()
    })
    .await;
    let status = instance.status().await.expect("it is there");
    assert_eq!(status.runtime_status, RuntimeStatus::Suspended);
    runtime.shutdown().await.expect("it is closed");
    let runtime = open(&path, "opening_as_text").await;
    let result = runtime.instance("0").result().await;
    assert_eq!(result.expect("it continues").to_string(), "\"seven\"");
    runtime.shutdown().await.expect("it is closed");
}
