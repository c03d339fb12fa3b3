//! [`Instance`]: the handle of an instance.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::query;
use crate::client::runtime::Runtime;
use crate::engine::message::{Message, Purged, Scope, Start};
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::history::HistoryEvent;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::status::Status;
use crate::model::waiting::Waiting;

/// An instance of an orchestrator, which returns a `T`.
///
/// It is a name and not a resource: dropping it changes nothing for the instance, and [`Runtime::instance`] returns
/// another handle of the same instance, after a restart too.
pub struct Instance<T = Json> {
    runtime: Runtime,
    id: InstanceId,
    output: PhantomData<fn() -> T>,
}

impl<T> Instance<T> {
    pub(super) fn new(runtime: Runtime, id: InstanceId) -> Self {
        Self {
            runtime,
            id,
            output: PhantomData,
        }
    }

    /// The instance's id.
    pub fn id(&self) -> &InstanceId {
        &self.id
    }

    /// The status of the instance, as of its last durable step.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// use durable_runtime::RuntimeStatus;
    ///
    /// let status = instance.status().await?;
    /// if status.runtime_status == RuntimeStatus::Running {
    ///     println!("{} since {:?}", instance.id(), status.created);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::Blocked`]; [`ErrorKind::Stopped`]; [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`].
    pub async fn status(&self) -> Result<Status, Error> {
        let status = query::status(
            self.runtime.store(),
            Some(&self.runtime.shared().registry),
            &self.id,
        )
        .await;
        self.runtime.explained(status).await
    }

    /// The history of the instance, in order. A runtime that was opened with [`history(false)`](crate::Builder::history) keeps
    /// none.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// for event in instance.history().await? {
    ///     println!("{event:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Instance::status`].
    pub async fn history(&self) -> Result<Vec<HistoryEvent>, Error> {
        let history = query::history(self.runtime.store(), &self.id).await;
        self.runtime.explained(history).await
    }

    /// The place where the instance waits, with the source lines and the locals of all its frames, and its pending
    /// operations; `None` when it has not begun or has ended.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    /// use std::time::Duration;
    ///
    /// #[orchestrator]
    /// async fn approve(order: u32) -> Result<u32> {
    ///     select! {
    ///         answer = event::<()>("Approval") => answer?,
    ///         () = async { sleep(Duration::from_secs(3600)).await } => {}
    ///     }
    ///     Ok(order)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("orders.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// let instance = runtime.start(approve(17)).await?;
    /// # while instance.inspect().await?.is_none() {
    /// #     tokio::time::sleep(Duration::from_millis(5)).await;
    /// # }
    /// let waiting = instance.inspect().await?.expect("it waits");
    /// assert_eq!(waiting.locals["order"], 17);
    /// assert_eq!(waiting.frames.len(), 1); // the `async` block
    /// assert_eq!(waiting.pending.len(), 2); // the event and the timer
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Instance::status`].
    pub async fn inspect(&self) -> Result<Option<Waiting>, Error> {
        let waiting = query::waiting(
            self.runtime.store(),
            Some(&self.runtime.shared().registry),
            &self.id,
        )
        .await;
        self.runtime.explained(waiting).await
    }

    /// Raises an external event with this payload. It returns when the event is durable, whether or
    /// not the instance waits for it yet.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.raise_event("Approval", &"Ann").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`], if JSON can't express the payload; [`ErrorKind::InstanceNotFound`];
    /// [`ErrorKind::InstanceEnded`]; [`ErrorKind::MailboxFull`], if it holds as many untaken events as it may;
    /// [`ErrorKind::TooLarge`].
    pub async fn raise_event<P: Serialize + ?Sized>(
        &self,
        name: &str,
        payload: &P,
    ) -> Result<(), Error> {
        let payload = Json::of(payload).map_err(|error| {
            Error::new(
                ErrorKind::InvalidInput,
                format!("the payload of event `{name}` can't be written as JSON: {error}"),
            )
        })?;
        self.raise_event_json(name, payload).await
    }

    /// Raises an external event with a payload that is JSON already.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.raise_event_json("Approval", "{\"by\": \"Ann\"}".parse()?).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Instance::raise_event`].
    pub async fn raise_event_json(&self, name: &str, payload: Json) -> Result<(), Error> {
        let message = |reply| Message::Raise {
            id: self.id.clone(),
            name: name.to_owned(),
            payload,
            reply,
        };
        self.runtime.ask(message).await
    }

    /// Terminates the instance. Its sub-orchestrations continue, unless they are
    /// [terminated as well](Self::terminate_with_children); attempts of activities that are under way are
    /// cancelled at their next await.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.terminate("the order was withdrawn").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::InstanceEnded`].
    pub async fn terminate(&self, reason: impl Into<String>) -> Result<(), Error> {
        self.terminate_in(Scope::Alone, reason.into()).await
    }

    /// Terminates the instance, the sub-orchestrations that it waits for, and those that these wait for in turn, each with
    /// the same reason. It returns when the instance's own end is durable. The others end after that, one generation after
    /// the other, also if the process dies meanwhile.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.terminate_with_children("the order was withdrawn").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Instance::terminate`].
    pub async fn terminate_with_children(&self, reason: impl Into<String>) -> Result<(), Error> {
        self.terminate_in(Scope::WithChildren, reason.into()).await
    }

    async fn terminate_in(&self, scope: Scope, reason: String) -> Result<(), Error> {
        let message = |reply| Message::Terminate {
            id: self.id.clone(),
            reason,
            scope,
            reply,
        };
        self.runtime.ask(message).await
    }
}

impl<T> Instance<T> {
    /// Suspends the instance: it makes no further step until it is [resumed](Self::resume). Its activities that are under way
    /// end, timers fire, and what arrives is kept. A step that is under way is carried out, so an instance that is about to
    /// end may end all the same. It can be terminated. An instance that is suspended stays so, with the first reason.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.suspend("the supplier has closed for today").await?;
    /// assert!(instance.status().await?.suspended.is_some());
    /// instance.resume("it is open again").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::InstanceEnded`]; [`ErrorKind::TooLarge`].
    pub async fn suspend(&self, reason: impl Into<String>) -> Result<(), Error> {
        let message = |reply| Message::Suspend {
            id: self.id.clone(),
            reason: reason.into(),
            reply,
        };
        self.runtime.ask(message).await
    }

    /// Resumes a suspended instance. One that isn't suspended is left as it is. An instance that is blocked as well stays
    /// blocked.
    ///
    /// # Errors
    /// As for [`Instance::suspend`].
    pub async fn resume(&self, reason: impl Into<String>) -> Result<(), Error> {
        let message = |reply| Message::Resume {
            id: self.id.clone(),
            reason: reason.into(),
            reply,
        };
        self.runtime.ask(message).await
    }

    /// Has the instance, which has failed, go on from its checkpoint before the step that failed. The activities and messages
    /// that had failed are done again, with as many attempts as their retry policies allow, and so is what the failure has
    /// cut short. Sub-orchestrations that had failed are rewound, too. What was kept is not undone: an event that was taken
    /// before stays taken.
    ///
    /// After a failure that no operation has caused, a panic or an error of the function's own, the step is made again. That
    /// is for code that was corrected: the instance goes on in the new code [as a waiting one does](crate::upgrades).
    ///
    /// A failed parent that no longer waits for the instance doesn't get the result: rewind the parent.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.rewind("the payment service works again").await?;
    /// let answer = instance.result().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::InstanceEnded`], if it has completed or was terminated;
    /// [`ErrorKind::NotRewindable`], if it has not ended, or an earlier version of the runtime kept nothing of it;
    /// [`ErrorKind::Corrupt`], if what was kept is damaged; [`ErrorKind::TooLarge`].
    pub async fn rewind(&self, reason: impl Into<String>) -> Result<(), Error> {
        let message = |reply| Message::Rewind {
            id: self.id.clone(),
            reason: reason.into(),
            reply,
        };
        self.runtime.ask(message).await
    }

    /// Removes the instance, which has ended, with its history. Nothing of it stays, and its id is free.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// instance.purge().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::InstanceNotEnded`]; [`ErrorKind::Blocked`], if it can't be read.
    pub async fn purge(&self) -> Result<(), Error> {
        let message = |reply| Message::Purge {
            id: self.id.clone(),
            which: Purged::Any,
            reply,
        };
        self.runtime.ask(message).await
    }

    /// Starts the instance's function again with its input and its tags, as a new instance with an automatic id.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// let again = instance.restart().await?;
    /// let answer: u64 = again.result().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Instance::status`], and [`ErrorKind::UnknownFunction`] and [`ErrorKind::InvalidInput`], if the program has
    /// no such function any more, or one with other parameters.
    pub async fn restart(&self) -> Result<Self, Error> {
        self.start_again(InstanceId::automatic(), IfExists::Refuse)
            .await
    }

    /// Starts the instance's function again with its input and its tags, in place of the instance, which has ended.
    ///
    /// # Errors
    /// As for [`Instance::restart`], and [`ErrorKind::InstanceExists`], if it has not ended.
    pub async fn restart_in_place(&self) -> Result<Self, Error> {
        self.start_again(self.id.clone(), IfExists::ReplaceEnded)
            .await
    }

    async fn start_again(&self, id: InstanceId, if_exists: IfExists) -> Result<Self, Error> {
        let status = self.status().await?;
        let version = status.version.as_deref();
        let name = FunctionName {
            name: &status.name,
            version,
        };
        let start = Start {
            name: name.key(),
            id,
            input: status.input.clone(),
            if_exists,
            any_version: false,
            tags: status.tags.clone(),
        };
        self.runtime.check(&start)?;
        self.runtime.begin(start).await
    }
}

impl<T: DeserializeOwned> Instance<T> {
    /// Waits for the instance's end, for months if need be, and returns its result.
    ///
    /// ```no_run
    /// # async fn example(instance: durable_runtime::Instance<u64>) -> durable_runtime::Result<()> {
    /// let answer: u64 = instance.result().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The instance's own failure; a failure with the reason if it was terminated; and a failure that says so if the
    /// output isn't a `T`, if there is no such instance, or if the runtime stops first.
    pub async fn result(&self) -> Result<T, Failure> {
        let waiter = self.runtime.shared().waiters.register(&self.id);
        let record = query::record(self.runtime.store(), &self.id).await;
        let record = self.runtime.explained(record).await?;
        let end = match record.and_then(|record| record.end) {
            Some(end) => end,
            None => match waiter.end().await {
                Some(end) => end,
                None => return Err(self.runtime.stop_reason().await.into()),
            },
        };
        let decoded = end.result(&self.id)?.decode();
        Ok(decoded.map_err(|error| {
            let id = &self.id;
            error.about(&format!("the result of `{id}` isn't of the requested type"))
        })?)
    }
}

impl<T> Clone for Instance<T> {
    fn clone(&self) -> Self {
        Self::new(self.runtime.clone(), self.id.clone())
    }
}

impl<T> fmt::Debug for Instance<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({})", self.id)
    }
}
