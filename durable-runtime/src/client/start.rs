//! [`StartNamed`]: a start by name.

use std::pin::Pin;

use crate::client::runtime::{Instance, Runtime};
use crate::engine::message::Start;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;

/// A start by name. Awaiting it starts the instance. See [`Runtime::start_named`].
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
