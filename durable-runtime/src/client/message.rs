//! Messages that are sent outside of an orchestrator: the runtime at hand delivers them, and nothing of them is stored.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::client::runtime::Runtime;
use crate::model::failure::{Failure, Result};
use crate::ops::message::{Message, State};
use crate::step::command::Errand;
use crate::step::state::States;

impl Future for Message {
    type Output = Result<()>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let state = self.state.clone();
        self.plain.poll(context, || send(States::current(), state))
    }
}

/// Sends a message outside of an orchestrator.
async fn send(states: States, state: State) -> Result<()> {
    let (to, errand) = match state {
        State::Written { to, errand } => (to, errand),
        State::Invalid(failure) => return Err(failure),
        State::Sent(_) => {
            return Err(Failure::terminal(
                "only an orchestrator goes on with a message that it has sent",
            ));
        }
    };
    let Ok(runtime) = states.get::<Runtime>() else {
        return Err(Failure::terminal(format!(
            "{errand} is awaited outside of an orchestration instance, and there is no runtime that has instance `{to}`: \
             give one by `States::new().with(runtime)`"
        )));
    };
    let instance = runtime.instance(to.as_str());
    let sent = match errand {
        Errand::Raise { name, payload } => instance.raise_event_json(&name, payload).await,
        Errand::Terminate { reason } => instance.terminate(reason).await,
    };
    sent.map_err(|error| error.of_message())
}
