//! [`event`]: waits for an external event.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::failure::{Failure, Result};
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for an external event, raised by `raise_event` or over HTTP.
///
/// Names match without regard to case. An event that comes before it is waited for is kept, first in first out per
/// name; each completes one waiter. A payload that isn't a `T` is a [`Failure`] that gives the reason; that event is
/// used up, and the function may wait again.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn approval() -> Result<bool> {
///     event::<bool>("Approval").await
/// }
/// ```
pub fn event<T>(name: impl Into<String>) -> Event<T> {
    Event {
        name: name.into(),
        op: None,
        payload: PhantomData,
    }
}

/// An external event to wait for. See [`event`].
#[must_use = "an event is only waited for when it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Event<T> {
    name: String,
    op: Option<OpHandle>,
    #[serde(skip)]
    payload: PhantomData<fn() -> T>,
}

impl<T> Clone for Event<T> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            op: self.op.clone(),
            payload: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<T> Sealed for Event<T> {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + 'static> Durable for Event<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        let begun = (self.op).get_or_insert_with(|| OpHandle::new(cx.subscribe(&self.name)));
        let Some(json) = cx.take_event(begun.op()) else {
            return Poll::Pending;
        };
        // The Python client encodes its bodies twice.
        let payload = json.decode().or_else(|error| match json.unwrapped() {
            Some(inner) => inner.decode(),
            None => Err(error),
        });
        Poll::Ready(payload.map_err(|error| {
            Failure::named(
                "durable_runtime::EventPayload",
                format!(
                    "the payload of event `{}` doesn't fit the awaited type: {error}",
                    self.name
                ),
            )
        }))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let Some(begun) = &self.op {
            cx.cancel(begun.op());
        }
    }
}

impl<T> Future for Event<T> {
    type Output = Result<T>;

    /// Outside an instance no event can be raised, so this is an error.
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<T>> {
        Poll::Ready(Err(Failure::terminal(format!(
            "event `{}` is awaited outside of an orchestration instance, where it can't be raised: start the orchestrator by `Runtime::start`",
            self.name
        ))))
    }
}
