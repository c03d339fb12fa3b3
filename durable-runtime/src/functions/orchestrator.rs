//! Orchestrators: the functions that are stored where they wait, and their calls ([`OrchestrationCall`]).

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::Poll;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::functions::params::JsonParameters;
use crate::functions::plain::tasks::OwnedTask;
use crate::functions::registry::Registry;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::error::Error;
use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::{Json, JsonError};
use crate::model::parent_close::ParentClosePolicy;
use crate::model::tags::{self, Tags};
use crate::step::command::{ChildStart, Outcome};
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Checks that an input fits an orchestrator's parameters, for its entry.
#[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
pub fn check_input<P>(parameters: &JsonParameters<P>, input: &Json) -> Result<(), JsonError> {
    (parameters.from_json)(parameters.names, input).map(|_| ())
}

/// A call of an orchestrator.
///
/// Given to `Runtime::start`, it starts an instance. Awaited in another orchestrator it runs as a sub-orchestration,
/// with an id and a history of its own. Awaited anywhere else it runs as a plain async function, with nothing stored.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn double(n: u64) -> Result<u64> {
///     Ok(n * 2)
/// }
///
/// #[orchestrator]
/// async fn quadruple(n: u64) -> Result<u64> {
///     let twice = double(n).await?;
///     double(twice).id(format!("{}-second", instance_id())).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(double(21).await?, 42);
/// # Ok(())
/// # }
/// ```
#[must_use = "an orchestrator does nothing unless it is awaited or started"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct OrchestrationCall<T> {
    state: SubOrchestrationState,
    /// The run outside of any runtime, when it is awaited by `&mut`.
    #[serde(skip)]
    plain: Option<OwnedTask<Result<T>>>,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum SubOrchestrationState {
    Called {
        /// The function's key.
        name: String,
        id: Option<String>,
        input: Json,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_exists: Option<IfExists>,
        #[serde(default, skip_serializing_if = "Tags::is_empty")]
        tags: Tags,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent_close: Option<ParentClosePolicy>,
    },
    /// JSON can't express the arguments.
    Invalid(Failure),
    Started(OpHandle),
}

/// The start that a call asks for.
pub(crate) struct CallStart {
    /// The function's key.
    pub(crate) name: String,
    /// An automatic one if this is `None`.
    pub(crate) id: Option<InstanceId>,
    pub(crate) input: Json,
    pub(crate) if_exists: Option<IfExists>,
    pub(crate) tags: Tags,
    pub(crate) parent_close: Option<ParentClosePolicy>,
}

/// A call of the orchestrator of this name, with its input in JSON: one parameter as its bare value, several as an object
/// keyed by their names. `T` is what its output is read as.
///
/// Of several versions the highest one is called, as of the time of the call, unless [`version`](OrchestrationCall::version)
/// chooses another one. A name or a version that the program doesn't have, an input that doesn't fit and an output that
/// isn't a `T` are terminal failures.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn double(n: u64) -> Result<u64> {
///     Ok(n * 2)
/// }
///
/// #[orchestrator]
/// async fn run(flow: String, input: u64) -> Result<u64> {
///     orchestrator(flow, input).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(run("double".into(), 21).await?, 42);
/// # Ok(())
/// # }
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "a literal or a `json!` is what users pass"
)]
pub fn orchestrator<T>(name: impl Into<String>, input: impl Serialize) -> OrchestrationCall<T> {
    let name = name.into();
    OrchestrationCall::of(match Json::of(&input) {
        Ok(input) => SubOrchestrationState::Called {
            name: FunctionName::newest(&name),
            id: None,
            input,
            if_exists: None,
            tags: Tags::new(),
            parent_close: None,
        },
        Err(error) => invalid(FunctionName::of(&name), &error),
    })
}

fn invalid(function: FunctionName<'_>, error: &JsonError) -> SubOrchestrationState {
    SubOrchestrationState::Invalid(Failure::terminal(format!(
        "the arguments of orchestrator {} can't be written as JSON: {error}",
        function.quoted()
    )))
}

// By hand, for a `derive` would ask that `T` is `Clone` and `Debug`.

impl<T> Clone for OrchestrationCall<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            plain: None,
            output: PhantomData,
        }
    }
}

impl<T> fmt::Debug for OrchestrationCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut call = f.debug_struct("OrchestrationCall");
        match &self.state {
            SubOrchestrationState::Called {
                name, id, input, ..
            } => call
                .field("function", &FunctionName::of(name))
                .field("id", id)
                .field("input", input),
            state => call.field("state", state),
        };
        call.finish_non_exhaustive()
    }
}

impl<T> OrchestrationCall<T> {
    /// For an expansion of `#[orchestrator]`.
    #[doc(hidden)]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the expansion has no use for them any more"
    )]
    pub fn new<P>(key: &'static str, parameters: &JsonParameters<P>, params: P) -> Self {
        let state = match (parameters.to_json)(parameters.names, &params) {
            Ok(input) => SubOrchestrationState::Called {
                name: key.to_owned(),
                id: None,
                input,
                if_exists: None,
                tags: Tags::new(),
                parent_close: None,
            },
            Err(error) => invalid(FunctionName::of(key), &error),
        };
        Self::of(state)
    }

    fn of(state: SubOrchestrationState) -> Self {
        Self {
            state,
            plain: None,
            output: PhantomData,
        }
    }

    /// Sets the id of the instance, in place of an automatic one.
    pub fn id(mut self, instance: impl Into<String>) -> Self {
        if let SubOrchestrationState::Called { id, .. } = &mut self.state {
            *id = Some(instance.into());
        }
        self
    }

    /// Chooses the version in a call [by name](orchestrator). A call of the function itself is of that function's version:
    /// with another one chosen it is a terminal failure.
    ///
    /// ```no_run
    /// # use durable_runtime::prelude::*;
    /// # #[orchestrator]
    /// # async fn example(order: u64) -> Result<()> {
    /// let receipt: String = orchestrator("order", order).version("1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn version(mut self, version: &str) -> Self {
        if let SubOrchestrationState::Called { name, .. } = &mut self.state {
            let function = FunctionName::of(name);
            let chosen = FunctionName {
                version: Some(version),
                ..function
            };
            if function.is_newest() {
                *name = chosen.key();
            } else if function != chosen {
                self.state = SubOrchestrationState::Invalid(Failure::terminal(format!(
                    "this is a call of the function {}, so it can't be one of version {version}: call that by its name, `orchestrator(\"{}\", …).version(\"{version}\")`",
                    function.quoted(),
                    function.name
                )));
            }
        }
        self
    }

    /// Sets what happens if an instance with that [`id`](Self::id) exists. In [`Runtime::start`](crate::Runtime::start)
    /// it is [`IfExists::Return`] unless set, and in an orchestrator [`IfExists::ReplaceEnded`]. A plain async function
    /// has no id, and looks for no instance.
    pub fn if_exists(mut self, what: IfExists) -> Self {
        if let SubOrchestrationState::Called { if_exists, .. } = &mut self.state {
            *if_exists = Some(what);
        }
        self
    }

    /// Gives the instance a tag, by which [`InstanceFilter::tag`](crate::InstanceFilter::tag) finds it. Of two tags with
    /// one name the later one counts. An instance has 32 tags at most; their names and values have 256 bytes at most, and
    /// names are not empty. With other tags the start is an error, and in an orchestrator a terminal failure.
    ///
    /// A start that finds an instance and [returns](IfExists::Return) it leaves the tags of that as they are. A plain async
    /// function has none.
    ///
    /// ```no_run
    /// # use durable_runtime::{Runtime, prelude::*};
    /// # #[orchestrator]
    /// # async fn order(item: String) -> Result<()> { Ok(()) }
    /// # async fn example(runtime: Runtime) -> Result<()> {
    /// let order = order("book".into()).tag("customer", "17").tag("region", "eu");
    /// runtime.start(order).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn tag(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let SubOrchestrationState::Called { tags, .. } = &mut self.state {
            tags.insert(name.into(), value.into());
        }
        self
    }

    /// Sets what becomes of the sub-orchestration when its parent ends first. An instance that a client starts has no
    /// parent, and a plain async function ends with its caller.
    pub fn parent_close(mut self, policy: ParentClosePolicy) -> Self {
        if let SubOrchestrationState::Called { parent_close, .. } = &mut self.state {
            *parent_close = Some(policy);
        }
        self
    }

    /// The start that the call asks for.
    pub(crate) fn into_start(self) -> Result<CallStart> {
        match self.state {
            SubOrchestrationState::Called {
                name,
                id,
                input,
                if_exists,
                tags,
                parent_close,
            } => {
                tags::check(&tags).map_err(|reason| {
                    let function = FunctionName::of(&name).quoted();
                    Failure::terminal(format!(
                        "orchestrator {function} can't be started: {reason}"
                    ))
                })?;
                Ok(CallStart {
                    name,
                    id: id.map(|id| id.parse()).transpose()?,
                    input,
                    if_exists,
                    tags,
                    parent_close,
                })
            }
            SubOrchestrationState::Invalid(failure) => Err(failure),
            SubOrchestrationState::Started(_) => {
                Err(Failure::terminal("this call was started already"))
            }
        }
    }
}

impl<T> Sealed for OrchestrationCall<T> {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + 'static> Durable for OrchestrationCall<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        if let SubOrchestrationState::Started(begun) = &self.state {
            return match cx.take_outcome(begun.op()) {
                Some(Outcome::Child(result)) => {
                    Poll::Ready(result.and_then(|output| Ok(output.decode()?)))
                }
                _ => Poll::Pending,
            };
        }
        match self.clone_start() {
            Ok(CallStart {
                name,
                id,
                input,
                if_exists,
                tags,
                parent_close,
            }) => {
                let child = ChildStart {
                    any_version: FunctionName::of(&name).is_newest(),
                    name,
                    id: id.unwrap_or_else(InstanceId::automatic),
                    input,
                    if_exists: if_exists.unwrap_or(IfExists::ReplaceEnded),
                    tags,
                    is_detached: false,
                    parent_close,
                };
                let begun = OpHandle::new(cx.start_child(child));
                self.state = SubOrchestrationState::Started(begun);
                Poll::Pending
            }
            Err(failure) => Poll::Ready(Err(failure)),
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let SubOrchestrationState::Started(begun) = &self.state {
            cx.cancel(begun.op());
        }
    }
}

impl<T> OrchestrationCall<T> {
    fn clone_start(&self) -> Result<CallStart> {
        Self {
            state: self.state.clone(),
            plain: None,
            output: PhantomData,
        }
        .into_start()
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for OrchestrationCall<T> {
    type Output = Result<T>;
    /// The function's own future, which need not be `Send`. A call that held it would not be `Send` either, but a call
    /// is given to `Runtime::start` in any task and so has to be. So a call isn't a future itself, as the other
    /// operations are.
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>>>>;

    fn into_future(self) -> Self::IntoFuture {
        if let Some(begun) = self.plain {
            return Box::pin(async move { begun.end().await? });
        }
        Box::pin(async move {
            let CallStart { name, input, .. } = self.into_start()?;
            let registry = Registry::program()?;
            let terminal = |error: Error| Failure::from(error).into_terminal();
            let (key, _) = registry.resolved(name).map_err(terminal)?;
            let entry = registry
                .orchestrator(&key)
                .ok_or_else(|| terminal(registry.unknown(FunctionName::of(&key))))?;
            Ok((entry.plain)(&input).await?.decode()?)
        })
    }
}

/// In a plain orchestrator: the call runs beside the function from the first await of it on, and ends with the call.
impl<T: DeserializeOwned + 'static> IntoFuture for &mut OrchestrationCall<T> {
    type Output = Result<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>>>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.clone();
        let plain = self
            .plain
            .get_or_insert_with(|| OwnedTask::begin(call.into_future()));
        let end = plain.end();
        Box::pin(async move { end.await? })
    }
}
