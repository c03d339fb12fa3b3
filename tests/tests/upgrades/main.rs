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
mod meanings;
mod opening;
mod renames;
mod rows;
mod sets;
mod versions;

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{PendingKind, RuntimeStatus};

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
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let mut events = events.iter();
    for (number, version) in versions.iter().enumerate() {
        let mut builder = Runtime::builder().with_code_of(NAME, version);
        if let Some(lock) = lock {
            builder = builder.lock(lock);
        }
        let runtime = builder.open(&path).await.expect("the store is opened");
        if number == 0 {
            let input = durable_runtime::Json::from(input.clone());
            let started = runtime.start_named(NAME, input).id("it");
            started.await.expect("it is started");
        } else if let Some(event) = events.next() {
            let raised = runtime.instance("it").raise_event(event, &1).await;
            raised.expect("it has not ended");
        }
        let instance = runtime.instance("it");
        let is_last = number + 1 == versions.len();
        let waited = tokio::time::timeout(LONG, async {
            loop {
                let status = instance.status().await.expect("it is there");
                match status.runtime_status {
                    RuntimeStatus::Completed => {
                        return Some(Became::Done(status.output.expect("it has one").to_string()));
                    }
                    RuntimeStatus::Failed => {
                        return Some(Became::Failed(format!("{:?}", status.output)));
                    }
                    _ => {}
                }
                if let Some(reason) = status.blocked {
                    return Some(Became::Blocked(reason));
                }
                let waits = instance.inspect().await.expect("it can be looked at");
                if waits.is_some_and(|waits| {
                    let mut pending = waits.pending.iter();
                    !is_last && pending.all(|op| matches!(op.kind, PendingKind::Event { .. }))
                }) {
                    return None;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        });
        let became = waited.await.expect("it ends, is blocked, or waits");
        runtime.shutdown().await.expect("it is closed");
        if let Some(became) = became {
            return became;
        }
    }
    panic!("it waits after the last version");
}

/// An instance that waits for `go` in the first version, and goes on in the second one.
async fn changed(before: &str, after: &str, input: serde_json::Value) -> Became {
    through(&[before, after], input, &["go"]).await
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
