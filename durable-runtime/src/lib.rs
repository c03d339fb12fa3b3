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
mod consumed;
mod cx;
mod depth;
mod durable;
mod engine;
mod error;
mod events;
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
mod macros;
mod mailbox;
mod ops;
mod orchestrator;
mod params;
mod picked;
mod reborrow;
mod registry;
mod retry;
mod said;
mod shared;
mod shown;
mod stack;
mod start;
mod state;
mod status;
mod store;
mod tasks;
pub mod testing;
mod tried;
mod view;
mod wait;
mod waiting;

pub use activity::{ActivityCall, activity};
pub use ambient::{cancellation, instance_id, now, set_custom_status};
pub use builder::Builder;
pub use cancellation::{CancellationReason, CancellationToken};
pub use care::{
    Compaction, Damage, Statistics, StatusCounts, TableStatistics, Unfinished, Verification,
};
pub use client::{Instance, Runtime};
pub use cx::{Cx, Outcome};
pub use durable::{CapturedIn, Durable, NeededAfter, Storable};
#[doc(hidden)]
pub use durable::{Checkpoint, Keeps, KeepsBorrow};
pub use durable_macros::{activity, orchestrator};
pub use engine::clock::{Clock, SystemClock};
pub use error::{Error, ErrorKind};
#[cfg(feature = "anyhow")]
#[doc(hidden)]
pub use failure::ContextBesideAnyhow;
#[doc(hidden)]
pub use failure::{ErrorObject, IntoFailure};
pub use failure::{Failure, FailureContext, FailureError, Result};
pub use history::{History, HistoryEvent, HistoryKind};
#[cfg(feature = "http")]
pub use http::{Http, ServeError, Server};
pub use id::{InstanceId, InvalidInstanceId, OpId};
pub use inline::InlineCall;
pub use inspector::{Inspector, InstanceSummary, Instances};
#[doc(hidden)]
pub use items::{LoopItem, SameOrder};
pub use json::{Json, JsonError};
pub use ops::buffered::{BufferUnordered, Buffered, buffer_unordered, buffered};
pub use ops::event::{Event, event};
pub use ops::join::{Join, JoinAll, join, join_all};
pub use ops::join_set::{AbortHandle, JoinNext, JoinSet, JoinTasks, Shutdown};
pub use ops::message::{Message, raise_event, terminate};
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
pub use shared::Shared;
pub use start::{IfExists, StartNamed};
pub use state::{State, States};
pub use status::{RuntimeStatus, Status, UnknownRuntimeStatus};
pub use waiting::{FrameKind, PendingKind, PendingOp, StackFrame, Waiting};

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
    #[cfg(feature = "anyhow")]
    pub use crate::ContextBesideAnyhow as _;
    pub use crate::{
        Failure, JoinSet, Result, RetryPolicy, Runtime, State, States, activity, buffer_unordered,
        buffered, event, instance_id, join, join_all, now, orchestrator, race, raise_event, select,
        select_all, set_custom_status, sleep, sleep_until, spawn, timeout, timeout_at, try_join,
        try_join_all,
    };
}

/// What expansions of the macros call. Not for people: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::__behind as behind;
    pub use crate::__check_exhausted as check_exhausted;
    pub use crate::__error_type as error_type;
    pub use crate::__how as how;
    pub use crate::activity::{ActivityCall, ActivityEntry, Attempt};
    pub use crate::block::{AsyncBlock, Block, block_of};
    pub use crate::captured::{Captured, NotBorrowed, Owner, Seen, SeenByValue, copied};
    pub use crate::consumed::{Consumed, CopiedOut, methods as consuming};
    pub use crate::cx::Cx;
    pub use crate::durable::{
        CapturedIn, Checkpoint, Durable, Keeps, KeepsBorrow, NeededAfter, Operand,
    };
    pub use crate::failure::{Declared, ErrorType, IsNeither, IsRead, IsWritten, TypedError, how};
    pub use crate::frame::{Frame, Manifest, Point};
    pub use crate::history::History;
    pub use crate::inline::{InlineEntry, PlainArguments, PlainValue};
    pub use crate::items::{
        AnIterator, AnySource, AsItems, AsItself, Each, Ends, LoopItem, MadeAnew, Passed,
        SameOrder, Source, Stage, Staged, again, counted, iterated, next_again, next_cloned,
        pull_again, rest, skipped, skipped_while, std_succession, stepped, succession, taken,
    };
    pub use crate::json::{json_key, json_value};
    pub use crate::machine::{
        AnyOther, Await, Awaited, Encode, Exhaustible, FailsWith, Fallible, Flow, GivesParts,
        JsonResult, Local, NotAFuture, NotStorable, Parameter, Parts, Sound, StepResult, Stepped,
        StoredResult, WholeOnly, Yields, any, flat, returned, size_of_future,
    };
    pub use crate::ops::join::join;
    pub use crate::ops::join_set::{NoJoinSet, SpawnsOn, Unchecked};
    pub use crate::ops::lent::lent;
    pub use crate::ops::select::{Nothing, Or, Won, all_disabled, select};
    pub use crate::ops::spawn::{TaskKind, TaskValue, spawn_block, spawn_detached};
    pub use crate::ops::try_join::try_join;
    pub use crate::orchestrator::{OrchestrationCall, OrchestratorEntry, PlainRun, check_input};
    pub use crate::params::{
        JsonParameters, Names, Parameters, arguments_of, json_parameters, stored_parameters,
    };
    pub use crate::picked::{Picked, alike, each, located, picked, text};
    pub use crate::reborrow::{
        AnyBase, AnyCoercion, AnyOwner, AnyReceiver, Argument, Coercion, End, Gives, GoneOver,
        Indexed, NeverChanges, NoCopyChanges, NothingToCopy, OwnFields, Plain, Pointer, Receiver,
        Stays, Unchanging, after, base, borrowed, constant, give, methods, mutably, operand,
    };
    pub use crate::registry::Registration;
    pub use crate::retry::RetryPolicy;
    pub use crate::said::{NeverSaid, Said, SaidInJson};
    pub use crate::state::{State, StateType, States};
    pub use crate::tried::{CanFail, Tried, failed};
    pub use ::core;
    pub use inventory;

    /// What the macros are in plain code. Not all of tokio: errors would name its types by this path.
    pub mod plain {
        pub use tokio::{join, select, try_join};
    }
}
