//! Durable functions for Rust: ordinary `async fn`s that are stored where they wait.
//!
//! `#[orchestrator]` compiles an `async fn` into a state machine. Its state can be written to disk: the place where it
//! waits, the locals that are still needed there, and the operation that it waits for. The [`Runtime`] stores it in one
//! file and resumes from the last `await` whenever the process is started again. Nothing is replayed.
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
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "tests may wait for the machine's own clock"
    )
)]

#[cfg(feature = "bench")]
#[doc(hidden)]
#[path = "bench.rs"]
pub mod __bench;
mod client;
mod codec;
mod engine;
mod functions;
#[cfg(feature = "http-client")]
mod http_client;
#[cfg(feature = "lock")]
pub mod lock;
mod machine;
mod macros;
#[cfg(feature = "http")]
mod management;
mod model;
mod ops;
mod private;
mod step;
mod store;
pub mod testing;
mod upgrade;

pub use client::builder::Builder;
pub use client::check::{PlaceCheck, StoreCheck, Verdict};
pub use client::inspector::{Inspector, Instances};
pub use client::instance::Instance;
pub use client::page_token::{InvalidPageToken, PageToken};
pub use client::pages::{Page, Query};
pub use client::runtime::Runtime;
pub use client::start::StartNamed;
#[cfg(feature = "lock")]
pub use durable_build as build;
pub use durable_macros::{activity, migration, orchestrator};
pub use functions::activity::{ActivityCall, activity};
pub use functions::inline::InlineCall;
pub use functions::orchestrator::{OrchestrationCall, orchestrator};
#[doc(hidden)]
pub use machine::compile_time::stored::{AcrossAwait, Keeps, KeepsBorrow};
pub use machine::compile_time::stored::{CapturedIn, NeededAfter};
pub use machine::durable::Durable;
#[doc(hidden)]
pub use machine::loops::{LoopItem, StableOrder};
pub use machine::migration::Go;
#[cfg(feature = "http")]
pub use management::Http;
#[cfg(feature = "http")]
pub use management::server::{ServeError, Server};
pub use model::clock::{Clock, SystemClock};
pub use model::error::{Error, ErrorKind};
#[cfg(feature = "anyhow")]
#[doc(hidden)]
pub use model::failure::context::ContextBesideAnyhow;
pub use model::failure::context::FailureContext;
#[doc(hidden)]
pub use model::failure::conversion::{Conversion, IntoFailure};
pub use model::failure::error::FailureError;
#[doc(hidden)]
pub use model::failure::given::ErrorObject;
pub use model::failure::{Failure, Result};
pub use model::filter::InstanceFilter;
pub use model::history::{History, HistoryEvent, HistoryKind};
pub use model::id::{InstanceId, InvalidInstanceId, OpId};
pub use model::if_exists::IfExists;
pub use model::json::{Json, JsonError};
pub use model::parent_close::{CANCEL_REQUESTED, ParentClosePolicy};
pub use model::reports::{
    Compaction, Damage, Statistics, StatusCounts, TableStatistics, Unfinished, Verification,
};
pub use model::retry::RetryPolicy;
pub use model::status::{RuntimeStatus, Status, UnknownRuntimeStatus};
pub use model::summary::InstanceSummary;
pub use model::waiting::{FrameKind, PendingKind, PendingOp, StackFrame, Waiting};
pub use ops::abort_handle::AbortHandle;
pub use ops::buffered::{BufferUnordered, Buffered, buffer_unordered, buffered};
pub use ops::event::{Event, event};
pub use ops::join::{Join, JoinAll, join, join_all};
pub use ops::join_set::{JoinNext, JoinSet, JoinTasks, Shutdown};
pub use ops::message::{Message, raise_event, terminate};
pub use ops::race::{Race, race};
pub use ops::select_all::{SelectAll, select_all};
pub use ops::sleep::{Sleep, sleep, sleep_until};
#[doc(hidden)]
pub use ops::spawn::TaskValue;
pub use ops::spawn::{JoinHandle, spawn};
pub use ops::start::{StartDetached, start};
pub use ops::timeout::{Elapsed, Timeout, timeout, timeout_at};
pub use ops::try_join::{TryJoin, TryJoinAll, try_join, try_join_all};
pub use step::cancellation::{CancellationReason, CancellationToken};
pub use step::command::Outcome;
pub use step::context::{cancellation, instance_id, now, set_custom_status};
pub use step::cx::Cx;
#[doc(hidden)]
pub use step::migration::locals::{LocalsKept, LocalsNeeded};
pub use step::migration::{Blocked, Migrating};
pub use step::shared::Shared;
pub use step::state::{State, States};
pub use step::storable::Storable;

/// HTTP calls of orchestrators, which are stored while they wait.
///
#[cfg(feature = "http-client")]
#[doc = include_str!("../docs/http.md")]
pub mod http {
    pub use crate::http_client::client::Client;
    pub use crate::http_client::request::{
        RequestBuilder, delete, get, head, patch, post, put, request,
    };
    pub use crate::http_client::response::Response;
    pub use reqwest::header::HeaderMap;
    pub use reqwest::{Method, StatusCode};
}

#[cfg(doc)]
#[doc = include_str!("../docs/language.md")]
pub mod language {}

#[cfg(doc)]
#[doc = include_str!("../docs/upgrades.md")]
pub mod upgrades {}

#[cfg(doc)]
#[doc = include_str!("../docs/storage-format.md")]
pub mod storage_format {}

#[cfg(doc)]
#[doc = include_str!("../docs/maintenance.md")]
pub mod maintenance {}

#[cfg(doc)]
#[doc = include_str!("../docs/performance.md")]
pub mod performance {}

/// The README's program compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The items that a program of durable functions needs, in one `use`.
pub mod prelude {
    #[cfg(feature = "anyhow")]
    pub use crate::ContextBesideAnyhow as _;
    pub use crate::{
        Failure, JoinSet, Result, RetryPolicy, Runtime, Shared, State, States, activity,
        buffer_unordered, buffered, cancellation, event, instance_id, join, join_all, now,
        orchestrator, race, raise_event, select, select_all, set_custom_status, sleep, sleep_until,
        spawn, start, terminate, timeout, timeout_at, try_join, try_join_all,
    };
}

/// The items that expansions of the macros name. Not for users: they change without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
