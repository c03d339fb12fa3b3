//! [`raise_event`] and [`terminate`]: actions on another instance. Outside of an orchestrator `client/message.rs`
//! carries them out.

use std::fmt;
use std::task::Poll;

use serde::{Deserialize, Serialize};

use crate::functions::plain::future::PlainFuture;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::failure::{Failure, Result};
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::command::{Errand, Outcome};
use crate::step::cx::Cx;

/// Raises an external event in the instance of this id, when it is awaited. It is the counterpart of
/// [`Instance::raise_event`](crate::Instance::raise_event).
///
/// In an orchestrator it is stored with the step that awaits it, and happens once, whenever the process dies. It is
/// over when the other instance has received the event, whether that waits for it or not. It is a [`Failure`] if there
/// is no such instance, or if it has ended; its [`type_name`](Failure::type_name) is
/// `durable_runtime::InstanceNotFound` or `durable_runtime::InstanceEnded`. An instance may raise an event in itself.
///
/// In an activity it raises the event in the runtime of the activity. Anywhere else it does so in the
/// [`Runtime`](crate::Runtime) that [`States::scope`](crate::States::scope) provides, and fails without one.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn pass_on(to: String) -> Result<()> {
///     let order = event::<u64>("order").await?;
///     raise_event(to, "order", order).await
/// }
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "ids and payloads are given as literals, too"
)]
pub fn raise_event(
    id: impl fmt::Display,
    name: impl Into<String>,
    payload: impl Serialize,
) -> Message {
    let name = name.into();
    let payload = Json::of(&payload).map_err(|error| {
        Failure::terminal(format!(
            "the payload of event `{name}` can't be written as JSON: {error}"
        ))
    });
    Message::new(&id, payload.map(|payload| Errand::Raise { name, payload }))
}

/// Terminates the instance of this id, when it is awaited. It is the counterpart of
/// [`Instance::terminate`](crate::Instance::terminate).
///
/// Its time, place and failures are those of [`raise_event`]. An instance that terminates itself ends there.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn stop_after(id: String, seconds: u64) -> Result<()> {
///     sleep(std::time::Duration::from_secs(seconds)).await;
///     terminate(id, "its time is over").await
/// }
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "ids are given as literals, too"
)]
pub fn terminate(id: impl fmt::Display, reason: impl Into<String>) -> Message {
    let reason = reason.into();
    Message::new(&id, Ok(Errand::Terminate { reason }))
}

/// A message to another instance, which is sent when it is awaited. See [`raise_event`] and [`terminate`].
#[must_use = "nothing is sent unless this is awaited"]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    pub(crate) state: State,
    #[serde(skip)]
    pub(crate) plain: PlainFuture<Result<()>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum State {
    Written {
        to: InstanceId,
        errand: Errand,
    },
    /// The id is invalid, or JSON can't express the payload.
    Invalid(Failure),
    Sent(OpHandle),
}

impl Message {
    fn new(id: &dyn fmt::Display, errand: Result<Errand>) -> Self {
        let to = id.to_string().parse::<InstanceId>();
        let state = match (to, errand) {
            (Ok(to), Ok(errand)) => State::Written { to, errand },
            (Err(error), _) => State::Invalid(Failure::from(error).into_terminal()),
            (_, Err(failure)) => State::Invalid(failure),
        };
        Self {
            state,
            plain: PlainFuture::default(),
        }
    }
}

impl Sealed for Message {}

#[diagnostic::do_not_recommend]
impl Durable for Message {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<()>> {
        match &self.state {
            State::Written { to, errand } => {
                let begun = OpHandle::new(cx.send(to.clone(), errand.clone()));
                self.state = State::Sent(begun);
                Poll::Pending
            }
            State::Invalid(failure) => Poll::Ready(Err(failure.clone())),
            State::Sent(begun) => match cx.take_outcome(begun.op()) {
                Some(Outcome::Received(result)) => Poll::Ready(result),
                _ => Poll::Pending,
            },
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let State::Sent(begun) = &self.state {
            cx.cancel(begun.op());
        }
    }
}
