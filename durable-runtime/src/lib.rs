//! Durable functions for Rust: ordinary `async fn`s that are stored where they wait.
//!
//! `#[orchestrator]` compiles an `async fn` into a state machine whose state can be written to
//! disk: the place where it waits, the locals that are still needed there, and the operation that
//! it waits for. The [`Runtime`] stores it in one file and goes on from the last `await` whenever
//! the process is started again. Nothing is replayed.
//!
//! ```standalone_crate
//! use durable_runtime::prelude::*;
//!
//! #[activity]
//! async fn greet(city: String) -> Result<String> {
//!     Ok(format!("Hello {city}!"))
//! }
//!
//! #[orchestrator]
//! async fn hello() -> Result<Vec<String>> {
//!     let mut greetings = Vec::new();
//!     for city in ["Tokyo", "Seattle", "London"] {
//!         greetings.push(greet(city.to_string()).await?);
//!     }
//!     Ok(greetings)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("hello.redb");
//! let runtime = Runtime::builder().open(path).await?;
//! let instance = runtime.start(hello()).await?;
//! assert_eq!(instance.result().await?[2], "Hello London!");
//! # runtime.shutdown().await?;
//! # Ok(())
//! # }
//! ```

#![deny(missing_docs)]

#[cfg(feature = "bench")]
#[doc(hidden)]
#[path = "bench.rs"]
pub mod __bench;
mod activity;
mod ambient;
mod begun;
mod block;
mod builder;
mod cancellation;
mod captured;
mod care;
mod checkpoint;
mod client;
mod codec;
mod cx;
mod durable;
mod engine;
mod error;
mod failure;
mod frame;
mod history;
#[cfg(feature = "http")]
mod http;
mod id;
mod inline;
mod inspector;
mod items;
mod json;
mod machine;
mod mailbox;
mod ops;
mod orchestrator;
mod params;
mod registry;
mod retry;
mod state;
mod status;
mod store;
mod tasks;
pub mod testing;
mod view;
mod wait;

pub use activity::ActivityCall;
pub use ambient::{cancellation, instance_id, now, set_custom_status};
pub use builder::Builder;
pub use cancellation::CancellationToken;
pub use care::{
    Compaction, Damage, Statistics, StatusCounts, TableStatistics, Unfinished, Verification,
};
pub use client::{Instance, Runtime, StartNamed};
pub use cx::{Cx, Outcome};
pub use durable::{CapturedIn, Durable, NeededAfter, Storable};
#[doc(hidden)]
pub use durable::{Checkpoint, Keeps, KeepsBorrow};
pub use durable_macros::{activity, orchestrator};
pub use engine::clock::{Clock, SystemClock};
pub use error::{Error, ErrorKind};
pub use failure::{Failure, Result};
pub use history::{HistoryEvent, HistoryKind};
#[cfg(feature = "http")]
pub use http::{Http, ServeError, Server};
pub use id::{InstanceId, InvalidInstanceId, OpId};
pub use inline::InlineCall;
pub use inspector::{Inspector, InstanceSummary, Instances};
#[doc(hidden)]
pub use items::{LoopItem, SameOrder};
pub use json::{Json, JsonError};
pub use ops::event::{Event, event};
pub use ops::join::{Join, JoinAll, join, join_all};
pub use ops::race::{Race, race};
pub use ops::select_all::{SelectAll, select_all};
pub use ops::sleep::{Sleep, sleep, sleep_until};
#[doc(hidden)]
pub use ops::spawn::TaskValue;
pub use ops::spawn::{JoinHandle, spawn};
pub use ops::timeout::{Elapsed, Timeout, timeout, timeout_at};
pub use ops::try_join::{TryJoin, TryJoinAll, try_join, try_join_all};
pub use orchestrator::OrchestrationCall;
pub use retry::RetryPolicy;
pub use state::{State, States};
pub use status::{RuntimeStatus, Status, UnknownRuntimeStatus, Waiting};

/// Waits for all branches at the same time, and gives a tuple of their outputs. `tokio::join!`.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let (a, b, c) = join!(async { 1 }, async { "two" }, async { 3.0 });
/// assert_eq!((a, b, c), (1, "two", 3.0));
/// # }
/// ```
#[doc(inline)]
pub use tokio::join;

/// Waits for all branches at the same time, and gives a tuple of their values, or the first error: then
/// the others are given up. `tokio::try_join!`.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let pair: Result<(u32, u32)> =
///     try_join!(async { Ok(1) }, async { Err(Failure::terminal("no two")) });
/// assert_eq!(pair.unwrap_err().to_string(), "no two");
/// # }
/// ```
#[doc(inline)]
pub use tokio::try_join;

/// Waits for the branch that is ready first, gives the others up, and runs its handler. `tokio::select!`.
///
/// In plain code, of branches that are ready at once tokio takes any, unless `biased;` is said. In an
/// orchestrator it is always the first of them.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let answer = select! {
///     Some(value) = async { None::<u32> } => value,
///     () = sleep(Duration::from_millis(1)) => 42,
/// };
/// assert_eq!(answer, 42);
/// # }
/// ```
#[doc(inline)]
pub use tokio::select;

#[cfg(doc)]
#[doc = include_str!("../docs/storage-format.md")]
pub mod storage_format {}

#[cfg(doc)]
#[doc = include_str!("../docs/store-care.md")]
pub mod store_care {}

#[cfg(doc)]
#[doc = include_str!("../docs/performance.md")]
pub mod performance {}

/// The guide's programs compile.
#[cfg(doctest)]
#[doc = include_str!("../docs/store-care.md")]
struct StoreCare;

/// The README's program compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// What a program that defines and runs durable functions needs, in one `use`.
pub mod prelude {
    pub use crate::{
        Failure, Result, RetryPolicy, Runtime, State, States, activity, event, instance_id, join,
        join_all, now, orchestrator, race, select, select_all, set_custom_status, sleep,
        sleep_until, spawn, timeout, timeout_at, try_join, try_join_all,
    };
}

/// What expansions of the macros call. Not for people: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::__check_exhausted as check_exhausted;
    pub use crate::__over as over;
    pub use crate::activity::{ActivityCall, ActivityEntry, Attempt};
    pub use crate::block::{AsyncBlock, Block, block_of};
    pub use crate::captured::{Captured, Seen, SeenByValue, copied};
    pub use crate::cx::Cx;
    pub use crate::durable::{CapturedIn, Checkpoint, Durable, Keeps, KeepsBorrow, NeededAfter};
    pub use crate::frame::{Frame, Manifest, Point};
    pub use crate::inline::{InlineEntry, PlainValue, finish_inline, run_inline};
    pub use crate::items::{
        Collect, Each, LoopItem, Passed, SameOrder, again, borrowed, iterated, looks_only,
        next_again, rest,
    };
    pub use crate::json::json_value;
    pub use crate::machine::{
        AnyOther, Await, Awaited, Encode, Exhaustible, FailsWith, Fallible, Flow, JsonResult,
        Local, NotAFuture, NotStorable, Parameter, Sound, StepResult, Stepped, StoredResult,
        Yields, any, flat, returned, size_of_future,
    };
    pub use crate::ops::join::join;
    pub use crate::ops::lent::lent;
    pub use crate::ops::select::{Nothing, Or, Won, all_disabled, select};
    pub use crate::ops::spawn::{TaskKind, TaskValue, spawn_block, spawn_detached};
    pub use crate::ops::try_join::try_join;
    pub use crate::orchestrator::{OrchestrationCall, OrchestratorEntry, PlainRun, check_input};
    pub use crate::params::{
        JsonParameters, Names, Parameters, json_parameters, stored_parameters,
    };
    pub use crate::registry::Registration;
    pub use crate::retry::RetryPolicy;
    pub use crate::state::{State, StateType, States};
    pub use ::core;
    pub use inventory;
}
