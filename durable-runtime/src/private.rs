//! The items that expansions of the macros name: the only path by which they reach the runtime. It re-exports, and
//! holds no code of its own. Not for users: it changes without notice.

pub use crate::__behind as behind;
pub use crate::__borrowed as borrow_all;
pub use crate::__check_exhausted as check_exhausted;
pub use crate::__error_type as error_type;
pub use crate::__how as how;
pub use crate::__inline_orchestrator as inline_orchestrator;
pub use crate::__locked as locked;
pub use crate::__manifest as manifest;
pub use crate::__orchestrator as orchestrator;
pub use crate::__ready as ready;
pub use crate::__register as register;
pub use crate::__states as states;
pub use crate::__type_ok as type_ok;
pub use crate::functions::activity::ActivityCall;
pub use crate::functions::fails_with::FailsWith;
pub use crate::functions::orchestrator::{OrchestrationCall, check_input};
pub use crate::functions::params::{
    JsonParameters, JsonParams, Names, Parameters, StoredParams, arguments_of,
};
pub use crate::functions::result_in_json::{NeverInJson, ResultInJson, ResultType};
pub use crate::machine::awaiting::Await;
pub use crate::machine::before::{
    AnyGiven, AnyTaken, CopyGiven, Given, LeadsToTheSame, LeftFirst, NoCopyButNumbers,
    NoCopyButOptions, RightFirst, Taken, number_or,
};
pub use crate::machine::block::{AsyncBlock, Block, block_of};
pub use crate::machine::captured::{
    Captured, FieldOwner, NoHandles, NotBorrowed, Part, Seen, SeenByValue, copied,
};
pub use crate::machine::cloned::{AnyCloned, Cloned};
pub use crate::machine::compile_time::awaited::{
    Awaited, DurableEvent, NotAFuture, NotTogether, Together,
};
pub use crate::machine::compile_time::awaited::{Kept, Operand};
pub use crate::machine::compile_time::exhaustible::{AnyOther, Exhaustible};
pub use crate::machine::compile_time::guards::{Guard, NoGuard};
pub use crate::machine::compile_time::layout::{Layout, NoCollection};
pub use crate::machine::compile_time::looks::{
    AnyHandles, AnyPointing, Handles, NoLookAtHandles, Pointing, PointsToTheSame,
};
pub use crate::machine::compile_time::numbers;
pub use crate::machine::compile_time::parts::{GivesParts, Parts, WholeOnly};
pub use crate::machine::compile_time::results::{Fallible, JsonResult, Stepped, StoredResult};
pub use crate::machine::compile_time::stored::{
    AcrossAwait, CapturedIn, Keeps, KeepsBorrow, NeededAfter,
};
pub use crate::machine::compile_time::stored::{InputParameter, NotStorable, Parameter};
pub use crate::machine::compile_time::type_ok::{HasOutput, TypeOk, any, size_of_future};
pub use crate::machine::consumed::{Consumed, CopiedOut, methods as consuming};
pub use crate::machine::durable::Durable;
pub use crate::machine::flow::{Flow, flat};
pub use crate::machine::local::{Encode, Local};
pub use crate::machine::loops::ends::Ends;
pub use crate::machine::loops::staged::{
    Adapted, AnIterator, AnySource, MadeAnew, Source, Stage, Staged, counted, pull_again, skipped,
    skipped_while, std_succession, stepped, succession, taken,
};
pub use crate::machine::loops::{
    AsItems, AsItself, Each, LoopItem, Passed, StableOrder, again, iterated, next_again,
    next_cloned, rest,
};
pub use crate::machine::migration::went;
pub use crate::machine::picked::{Picked, alike, each, located, picked, text};
pub use crate::machine::reborrow::{
    AnyBase, AnyCoercion, AnyNonPointer, AnyReceiver, Argument, Coercion, End, Gives, GoneOver,
    Indexed, NeverChanges, NoCopyChanges, NothingToCopy, OwnFields, Pointer, Receiver, Stays,
    StdOnly, Unchanging, after, base, borrowed, constant, give, methods, mutably, operand,
};
pub use crate::machine::stepping::{Stepping, locked};
pub use crate::machine::tried::{CanFail, Tried, failed};
pub use crate::model::failure::Failure;
pub use crate::model::failure::typed::{
    Declared, ErrorType, IsNeither, IsRead, IsWritten, TypedError, how,
};
pub use crate::model::history::History;
pub use crate::model::json::{json_key, json_value};
pub use crate::model::registered::Registered;
pub use crate::model::retry::RetryPolicy;
pub use crate::ops::join::join;
pub use crate::ops::join_set::{NoJoinSet, SpawnsOn, Unchecked};
pub use crate::ops::lent::lent;
pub use crate::ops::select::{Nothing, Or, Won, all_disabled, select};
pub use crate::ops::spawn::{TaskKind, TaskValue, spawn_block, spawn_detached};
pub use crate::ops::try_join::try_join;
pub use crate::step::cx::Cx;
pub use crate::step::entry::Registration;
pub use crate::step::entry::{ActivityEntry, Attempt};
pub use crate::step::entry::{InlineEntry, PlainArguments, PlainValue};
pub use crate::step::entry::{OrchestratorEntry, PlainRun};
pub use crate::step::frame::{Frame, Manifest, Point};
pub use crate::step::migration::MigrationEntry;
pub use crate::step::state::{State, StateType, States};
pub use crate::step::variables::{Variable, in_blocks, leave, replaced};
pub use ::core;
pub use ::core::task::Poll;
pub use inventory;

/// Traits whose methods an expansion calls where no inherent method of the same name is found.
pub mod probes {
    pub use crate::machine::before::{AnyGiven as _, AnyTaken as _, CopyGiven as _};
    pub use crate::machine::captured::{NoHandles as _, NotBorrowed as _, SeenByValue as _};
    pub use crate::machine::cloned::AnyCloned as _;
    pub use crate::machine::compile_time::awaited::{NotAFuture as _, NotTogether as _};
    pub use crate::machine::compile_time::exhaustible::AnyOther as _;
    pub use crate::machine::compile_time::guards::NoGuard as _;
    pub use crate::machine::compile_time::layout::NoCollection as _;
    pub use crate::machine::compile_time::looks::{AnyHandles as _, AnyPointing as _};
    pub use crate::machine::compile_time::parts::WholeOnly as _;
    pub use crate::machine::compile_time::stored::NotStorable as _;
    pub use crate::machine::loops::staged::AnySource as _;
    pub use crate::machine::loops::{AsItems as _, AsItself as _};
    pub use crate::machine::reborrow::{
        AnyBase as _, AnyCoercion as _, AnyNonPointer as _, AnyReceiver as _,
    };
}

/// What the macros are in plain code. Not all of tokio: errors would name its types by this path.
pub mod plain {
    pub use crate::__plain_join as join;
    pub use crate::__plain_poll as poll;
    pub use crate::__plain_try_join as try_join;
    pub use crate::ops::plain_join::{Order, part, try_part};
    pub use ::core::future::poll_fn;
    pub use tokio::select;
}
