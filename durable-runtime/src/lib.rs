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

mod activity;
mod ambient;
mod builder;
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
mod items;
mod json;
mod machine;
mod ops;
mod orchestrator;
mod params;
mod registry;
mod retry;
mod state;
mod status;
mod store;
pub mod testing;
mod view;

pub use activity::ActivityCall;
pub use ambient::{instance_id, now, set_custom_status};
pub use builder::Builder;
pub use client::{Instance, Runtime, StartNamed};
pub use cx::{Cx, Outcome};
pub use durable::{Durable, NeededAfter, Storable};
pub use durable_macros::{activity, orchestrator};
pub use engine::clock::{Clock, SystemClock};
pub use error::{Error, ErrorKind};
pub use failure::{Failure, Result};
pub use history::{HistoryEvent, HistoryKind};
#[cfg(feature = "http")]
pub use http::{Http, ServeError, Server};
pub use id::{InstanceId, InvalidInstanceId, OpId};
pub use json::{Json, JsonError};
pub use ops::event::{Event, event};
pub use ops::sleep::{Sleep, sleep, sleep_until};
pub use orchestrator::OrchestrationCall;
pub use retry::RetryPolicy;
pub use state::{State, States};
pub use status::{RuntimeStatus, Status, UnknownRuntimeStatus, Waiting};

#[cfg(doc)]
#[doc = include_str!("../docs/storage-format.md")]
pub mod storage_format {}

/// The README's program compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// What a program that defines and runs durable functions needs, in one `use`.
pub mod prelude {
    pub use crate::{
        Failure, Result, RetryPolicy, Runtime, State, States, activity, event, instance_id, now,
        orchestrator, set_custom_status, sleep, sleep_until,
    };
}

/// What expansions of the macros call. Not for people: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::__check_exhausted as check_exhausted;
    pub use crate::activity::{ActivityCall, ActivityEntry, Attempt};
    pub use crate::cx::Cx;
    pub use crate::durable::{Durable, NeededAfter};
    pub use crate::frame::{Frame, Manifest, Point};
    pub use crate::items::{Collect, Each};
    pub use crate::machine::{
        AnyOther, Await, Awaited, Encode, Exhaustible, FailsWith, Fallible, Flow, JsonResult,
        Local, NotAFuture, NotStorable, Parameter, Sound, StepResult, Stepped, StoredResult,
        Yields, any, returned, size_of_future,
    };
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
