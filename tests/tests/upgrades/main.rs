//! Changed code over a store of the code before: an instance goes on where that is proven to be right, and is blocked with a
//! reason where it isn't. It never continues at another place, or with another local, in silence.
//!
//! Each test has two orchestrators, the code before and the code after. An instance of the first is stored where it waits,
//! and then the second one stands for it.

mod anchors;
mod arguments;
mod chains;
mod decisions;
mod edits;
mod given_up;
mod meanings;
mod migration_chains;
mod migrations;
mod opening;
mod renames;
mod rewinding;
mod rows;
mod sets;
mod types;
mod versions;

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{HistoryKind, PendingKind, RuntimeStatus};

/// Longer than anything takes here.
const LONG: Duration = Duration::from_secs(20);

/// The name of the function in the store.
const NAME: &str = "changed";

/// What became of an instance after the change.
#[derive(Debug, PartialEq)]
enum Became {
    Done(String),
    Failed(String),
    Blocked(String),
}

/// Runs an instance through several versions of its function, and raises an event in each but the first. All but the
/// last end with an instance that waits.
async fn through(versions: &[&str], input: serde_json::Value, events: &[&str]) -> Became {
    through_with(versions, input, events, None).await
}

/// The same, by runtimes that are given a lock.
async fn through_with(
    versions: &[&str],
    input: serde_json::Value,
    events: &[&str],
    lock: Option<&str>,
) -> Became {
    runs(versions, &input, events, lock, false).await
}

/// Runs an instance through the versions. `crashes` has each program but the first die after each commit, with none of its
/// effects done.
async fn runs(
    versions: &[&str],
    input: &serde_json::Value,
    events: &[&str],
    lock: Option<&str>,
    crashes: bool,
) -> Became {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    for (number, version) in versions.iter().enumerate() {
        let event = number.checked_sub(1).and_then(|at| events.get(at));
        let is_last = number + 1 == versions.len();
        let became = tokio::time::timeout(LONG, async {
            loop {
                let mut builder = Runtime::builder().with_code_of(NAME, version);
                if let Some(lock) = lock {
                    builder = builder.lock(lock);
                }
                if crashes && number > 0 {
                    builder = builder.halt_after_commits(1);
                }
                let runtime = builder.open(&path).await.expect("the store is opened");
                if number == 0 {
                    let input = durable_runtime::Json::from(input.clone());
                    let started = runtime.start_named(NAME, input).id("it");
                    started.await.expect("it is started");
                }
                let session = session(&runtime, number, event, is_last).await;
                let closed = runtime.shutdown().await;
                match session {
                    Ok(became) => {
                        assert!(crashes || closed.is_ok(), "{closed:?}");
                        return became;
                    }
                    Err(error) => assert!(crashes && number > 0, "{error}"),
                }
            }
        });
        let became = became.await.expect("it ends, is blocked, or waits");
        if let Some(became) = became {
            return became;
        }
    }
    panic!("it waits after the last version");
}

/// What became of the instance in one opening of the store; `None` if it waits. An error if the runtime was halted.
async fn session(
    runtime: &Runtime,
    number: usize,
    event: Option<&&str>,
    is_last: bool,
) -> Result<Option<Became>, durable_runtime::Error> {
    let instance = runtime.instance("it");
    let is_raised = |event: &durable_runtime::HistoryEvent| {
        matches!(event.kind, HistoryKind::EventRaised { .. })
    };
    let raised = instance.history().await?;
    let raised = raised.iter().filter(|event| is_raised(event)).count();
    let status = instance.status().await?;
    if let Some(event) = event
        && raised < number
        && status.output.is_none()
    {
        instance.raise_event(event, &1).await?;
    }
    loop {
        let status = instance.status().await?;
        match status.runtime_status {
            RuntimeStatus::Completed => {
                let output = status.output.expect("it has one");
                return Ok(Some(Became::Done(output.to_string())));
            }
            RuntimeStatus::Failed => {
                return Ok(Some(Became::Failed(format!("{:?}", status.output))));
            }
            _ => {}
        }
        if let Some(reason) = status.blocked {
            return Ok(Some(Became::Blocked(reason)));
        }
        let waits = instance.inspect().await?;
        if waits.is_some_and(|waits| {
            let mut pending = waits.pending.iter();
            !is_last && pending.all(|op| matches!(op.kind, PendingKind::Event { .. }))
        }) {
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// What becomes of an instance that waits for `go` in the first version, and goes on in the second one. It is the same if the
/// program dies after each commit.
async fn changed(before: &str, after: &str, input: serde_json::Value) -> Became {
    let (versions, events) = (&[before, after], &["go"]);
    let became = runs(versions, &input, events, None, false).await;
    let crashed = runs(versions, &input, events, None, true).await;
    assert_eq!(crashed, became, "the program died after each commit");
    became
}

/// A test of a change: the two versions, the input, and what becomes of an instance.
#[macro_export]
macro_rules! change {
    ($test:ident($($input:tt)*) $(=> $done:literal)? $(blocked $reason:literal)?; $($code:item)*) => {
        mod $test {
            #![allow(clippy::all, clippy::pedantic, unused)]
            use durable_runtime::prelude::*;
            use $crate::stubs::*;
            use serde::{Deserialize, Serialize};
            $($code)*
            #[tokio::test]
            async fn it() {
                let module = module_path!().rsplit("::").next().unwrap();
                let name = |version| format!("{module}_{version}");
                let became = $crate::changed(&name("before"), &name("after"), serde_json::json!($($input)*)).await;
                $(assert_eq!(became, $crate::Became::Done($done.to_owned()));)?
                $(match &became {
                    $crate::Became::Blocked(reason) if reason.contains($reason) => {}
                    other => panic!("{other:?}"),
                })?
            }
        }
    };
}

/// Functions that the changed ones call.
pub(crate) mod stubs {
    use durable_runtime::prelude::*;

    #[activity]
    pub(crate) async fn step(text: String) -> Result<String> {
        Ok(text)
    }

    #[orchestrator(inline)]
    pub(crate) async fn waits(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        Ok(n)
    }

    #[activity]
    pub(crate) async fn add(left: u64, right: u64) -> Result<u64> {
        Ok(left + right)
    }
}
