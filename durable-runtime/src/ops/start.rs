//! [`start`]: an instance that is no sub-orchestration. Outside of an orchestrator `client/start.rs` starts it.

use std::task::Poll;

use serde::{Deserialize, Serialize};

use crate::functions::orchestrator::{CallStart, OrchestrationCall};
use crate::functions::plain::future::PlainFuture;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::step::command::{ChildStart, Outcome};
use crate::step::cx::Cx;

/// Starts an instance of its own, when it is awaited, and gives its id. Nobody waits for its end: it goes on when this
/// instance ends or is terminated, and its failure is its own. An orchestration that is awaited without this is a
/// sub-orchestration.
///
/// In an orchestrator the instance is started with the step that awaits this, once, whenever the process dies. What
/// happens if an instance of that id exists is [`IfExists::ReplaceEnded`] unless set. An id that is in use, a function that
/// the program lacks and an input that doesn't fit are a [`Failure`].
///
/// In an activity it starts the instance in the runtime of the activity. Anywhere else it does so in the
/// [`Runtime`](crate::Runtime) that [`States::scope`](crate::States::scope) provides, and fails without one.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn ship(order: u64) -> Result<()> {
///     Ok(())
/// }
///
/// #[orchestrator]
/// async fn sell(order: u64) -> Result<String> {
///     let shipped = start(ship(order).id(format!("ship-{order}"))).await?;
///     Ok(shipped.to_string())
/// }
/// ```
pub fn start<T>(call: OrchestrationCall<T>) -> StartDetached {
    StartDetached {
        state: match call.into_start() {
            Ok(start) => State::Called(child_of(start)),
            Err(failure) => State::Invalid(failure),
        },
        plain: PlainFuture::default(),
    }
}

fn child_of(start: CallStart) -> ChildStart {
    ChildStart {
        any_version: FunctionName::of(&start.name).is_newest(),
        name: start.name,
        id: start.id.unwrap_or_else(InstanceId::automatic),
        input: start.input,
        if_exists: start.if_exists.unwrap_or(IfExists::ReplaceEnded),
        tags: start.tags,
        is_detached: true,
        parent_close: None,
    }
}

/// The start of an instance of its own. See [`start`].
#[must_use = "nothing is started unless this is awaited"]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StartDetached {
    pub(crate) state: State,
    #[serde(skip)]
    pub(crate) plain: PlainFuture<Result<InstanceId>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum State {
    Called(ChildStart),
    /// The id or a tag is invalid, or JSON can't express the arguments.
    Invalid(Failure),
    Begun(OpHandle, InstanceId),
}

impl Sealed for StartDetached {}

#[diagnostic::do_not_recommend]
impl Durable for StartDetached {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<InstanceId>> {
        match &self.state {
            State::Called(child) => {
                let begun = OpHandle::new(cx.start_child(child.clone()));
                self.state = State::Begun(begun, child.id.clone());
                Poll::Pending
            }
            State::Invalid(failure) => Poll::Ready(Err(failure.clone())),
            State::Begun(begun, id) => match cx.take_outcome(begun.op()) {
                Some(Outcome::Child(result)) => Poll::Ready(result.map(|_| id.clone())),
                _ => Poll::Pending,
            },
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let State::Begun(begun, _) = &self.state {
            cx.cancel(begun.op());
        }
    }
}
