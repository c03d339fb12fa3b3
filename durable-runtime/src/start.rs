//! What a start says: [`IfExists`], and [`StartNamed`], a start by name.

use std::pin::Pin;

use serde::{Deserialize, Serialize};

use crate::client::{Instance, Runtime};
use crate::engine::message::Start;
use crate::error::Error;
use crate::id::InstanceId;
use crate::json::Json;

/// What a start does whose id is that of an instance that is there already.
///
/// For [`Runtime::start`] and its kin it is [`Return`](Self::Return) unless said otherwise, and over HTTP
/// [`ReplaceEnded`](Self::ReplaceEnded). For a sub-orchestration with an id it is
/// [`ReplaceEnded`](Self::ReplaceEnded), too: a call runs the function.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::IfExists;
///
/// #[orchestrator]
/// async fn report(day: u32) -> Result<u32> {
///     Ok(day)
/// }
///
/// # async fn example(runtime: Runtime) -> Result<()> {
/// // Whoever asks first starts it; all the others get the same instance.
/// let instance = runtime.start(report(7).id("report-7")).await?;
/// // Once more, whatever came of the last time.
/// let again = runtime.start(report(7).id("report-7").if_exists(IfExists::ReplaceEnded)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IfExists {
    /// Gives the instance that is there, whether it has ended or not, if it was started with the same function
    /// and input; another function or input is refused. So a start may be repeated, after a crash too, and leads
    /// to one instance.
    ///
    /// A sub-orchestration is given the result of an instance that has ended. One that has not is refused, for it
    /// is somebody else's.
    Return,
    /// Refuses the start, whether the instance has ended or not.
    Refuse,
    /// Starts a new instance in place of the one that is there, with a history of its own. One that has not ended
    /// is terminated first.
    Replace,
    /// Starts a new instance in place of one that has ended, and refuses the start as long as it has not.
    ReplaceEnded,
}

/// A start by name, which happens when it is awaited. See [`Runtime::start_named`].
#[must_use = "nothing is started unless this is awaited"]
#[derive(Debug)]
pub struct StartNamed<'a> {
    runtime: &'a Runtime,
    name: String,
    id: Option<String>,
    input: Json,
    if_exists: IfExists,
}

impl<'a> StartNamed<'a> {
    pub(crate) fn new(runtime: &'a Runtime, name: &str, input: Json) -> Self {
        Self {
            runtime,
            name: name.to_owned(),
            id: None,
            input,
            if_exists: IfExists::Return,
        }
    }

    /// Gives the instance this id, in place of an automatic one.
    pub fn id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    /// What to do if there is an instance of that id: [`IfExists::Return`] unless set.
    pub fn if_exists(mut self, if_exists: IfExists) -> Self {
        self.if_exists = if_exists;
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
            let start = Start {
                name: self.name,
                id,
                input: self.input,
                if_exists: self.if_exists,
            };
            self.runtime.check(&start)?;
            self.runtime.begin(start).await
        })
    }
}
