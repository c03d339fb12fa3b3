//! [`StartNamed`]: a start by name.

use std::pin::Pin;

use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::engine::message::Start;
use crate::model::error::{Error, ErrorKind};
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::tags::{self, Tags};

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
