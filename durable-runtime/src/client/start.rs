//! [`StartNamed`]: a start by name; and starts outside of an orchestrator, which the runtime at hand carries out.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::engine::message::Start;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::tags::{self, Tags};
use crate::ops::start::{StartDetached, State};
use crate::step::state::States;

/// A start by name. Awaiting it starts the instance. See [`Runtime::start_named`].
#[must_use = "nothing is started unless this is awaited"]
#[derive(Debug)]
pub struct StartNamed<'a> {
    runtime: &'a Runtime,
    name: String,
    version: Option<String>,
    id: Option<String>,
    input: Json,
    if_exists: IfExists,
    tags: Tags,
}

impl<'a> StartNamed<'a> {
    pub(crate) fn new(runtime: &'a Runtime, name: &str, input: Json) -> Self {
        Self {
            runtime,
            name: name.to_owned(),
            version: None,
            id: None,
            input,
            if_exists: IfExists::Return,
            tags: Tags::new(),
        }
    }

    /// Chooses the version of the orchestrator. Without it, the highest one that the program has is started: versions
    /// are compared number by number, so `2` is before `10`, and an orchestrator without a version is before all that
    /// have one.
    ///
    /// An empty version is none. Without one, an instance of this id is also [returned](IfExists::Return) if it was started with another version.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// let instance = runtime.start_named("order", "17".parse()?).version("1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn version(mut self, version: &str) -> Self {
        self.version = (!version.is_empty()).then(|| version.to_owned());
        self
    }

    /// Sets the id of the instance, in place of an automatic one.
    pub fn id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    /// Sets what happens if an instance with that id exists: [`IfExists::Return`] unless set.
    pub fn if_exists(mut self, if_exists: IfExists) -> Self {
        self.if_exists = if_exists;
        self
    }

    /// Gives the instance a tag, as [`OrchestrationCall::tag`](crate::OrchestrationCall::tag) does.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// let order = runtime.start_named("order", "17".parse()?).tag("customer", "17").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn tag(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(name.into(), value.into());
        self
    }
}

impl<'a> IntoFuture for StartNamed<'a> {
    type Output = Result<Instance<Json>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let id = match self.id {
                Some(id) => id.parse().map_err(Error::invalid_id)?,
                None => InstanceId::automatic(),
            };
            tags::check(&self.tags).map_err(|reason| {
                let function = FunctionName::of(&self.name).quoted();
                let reason = format!("orchestrator {function} can't be started: {reason}");
                Error::new(ErrorKind::InvalidInput, reason)
            })?;
            let version = self.version.as_deref();
            let start = Start {
                name: self.runtime.key_of(&self.name, version)?,
                id,
                input: self.input,
                if_exists: self.if_exists,
                any_version: version.is_none(),
                tags: self.tags,
            };
            self.runtime.check(&start)?;
            self.runtime.begin(start).await
        })
    }
}

impl Future for StartDetached {
    type Output = Result<InstanceId, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let state = self.state.clone();
        self.plain.poll(context, || start(States::current(), state))
    }
}

/// Starts an instance outside of an orchestrator.
async fn start(states: States, state: State) -> Result<InstanceId, Failure> {
    let child = match state {
        State::Called(child) => child,
        State::Invalid(failure) => return Err(failure),
        State::Begun(..) => {
            return Err(Failure::terminal(
                "only an orchestrator goes on with a start that it has made",
            ));
        }
    };
    let Ok(runtime) = states.get::<Runtime>() else {
        let function = FunctionName::of(&child.name).quoted();
        return Err(Failure::terminal(format!(
            "a start of {function} is awaited outside of an orchestration instance, and there is no runtime that could make it: \
             give one by `States::new().with(runtime)`"
        )));
    };
    let terminal = |error: Error| Failure::from(error).into_terminal();
    let (name, any_version) = runtime.resolved(child.name).map_err(terminal)?;
    let start = Start {
        name,
        any_version,
        id: child.id,
        input: child.input,
        if_exists: child.if_exists,
        tags: child.tags,
    };
    runtime.check(&start).map_err(terminal)?;
    let started = runtime.begin::<Json>(start).await?;
    Ok(started.id().clone())
}
