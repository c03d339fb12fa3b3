//! What reaches the engine, and what it does once a step is durable.

use std::sync::Arc;
use std::time::SystemTime;

use tokio::sync::oneshot;

use super::attempts::{AttemptKey, Source};
use super::runner::Ended;
use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::store::key::{ResultKey, TimerKey};
use crate::store::rows::{ActivityRow, End, InboxRow};

/// What a caller is answered: that what it asked for is done, and durable, or why it is not done.
pub(crate) type Answer = Result<(), Error>;

/// Where a caller gets its answer.
pub(crate) type Reply = oneshot::Sender<Answer>;

/// What the engine is told from outside. One queue carries it all, so that what is told in order is
/// done in order.
pub(crate) enum Message {
    /// Starts, in order. The answer is the first error, if there is one; the others are made all the same.
    Start(Vec<Start>, Reply),
    Raise {
        id: InstanceId,
        name: String,
        payload: Json,
        reply: Reply,
    },
    Terminate {
        id: InstanceId,
        reason: String,
        reply: Reply,
    },
    /// Attempts of activities are over.
    Attempted(Vec<Ended>),
}

/// The start of an instance, whose function and input were checked.
pub(crate) struct Start {
    pub(crate) name: String,
    pub(crate) id: InstanceId,
    pub(crate) input: Json,
    pub(crate) if_exists: IfExists,
}

/// What the engine has to do of its own accord.
pub(crate) enum Work {
    /// A row's time may have come.
    Due(TimerKey),
    /// A sub-orchestration has ended; the row is in the parent's inbox.
    Child(ResultKey, InboxRow),
    /// An attempt was given up, and has failed by that.
    GivenUp(Ended),
    /// An instance that had to wait is to be tried again, if it is still blocked for this reason.
    TryAgain(InstanceId, String),
}

/// What is done once the commit that it belongs to is durable, and not before.
pub(crate) enum Effect {
    Answer(Reply, Answer),
    Dispatch(AttemptKey, Arc<ActivityRow>, Source),
    Cancel(AttemptKey),
    Arm(TimerKey),
    /// One that was due when it was written is taken, whatever the clock says by now.
    ArmDue(TimerKey),
    Disarm(TimerKey),
    Deliver(ResultKey, InboxRow),
    Ended(InstanceId, End),
    Tell(Tidings),
}

/// What people are told of an instance, in the log.
pub(crate) struct Tidings {
    pub(crate) instance: InstanceId,
    pub(crate) function: String,
    pub(crate) news: News,
}

pub(crate) enum News {
    Started,
    Timer(SystemTime),
    Retry {
        activity: String,
        failed: u32,
        failure: Failure,
        at: SystemTime,
    },
    Event(String),
    CustomStatus(Json),
    Blocked(String),
    Unblocked,
    Ended(End),
}

impl Message {
    /// How much there is to do for it.
    pub(crate) fn weight(&self) -> usize {
        match self {
            // A start makes a record, an input and what its first step asks for.
            Self::Start(starts, _) if starts.len() > 1 => 4 * starts.len(),
            Self::Attempted(ended) => ended.len(),
            Self::Start(..) | Self::Raise { .. } | Self::Terminate { .. } => 1,
        }
    }

    /// How many bytes it carries, about.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Start(starts, _) => {
                let of = |start: &Start| start.input.as_str().len();
                starts.iter().map(of).sum()
            }
            Self::Raise { payload, .. } => payload.as_str().len(),
            Self::Terminate { reason, .. } => reason.len(),
            Self::Attempted(ended) => {
                let of = |ended: &Ended| ended.result.as_ref().map_or(0, Vec::len);
                ended.iter().map(of).sum()
            }
        }
    }

    /// The instances that it is about.
    pub(crate) fn instances(&self, about: &mut Vec<InstanceId>) {
        match self {
            Self::Start(starts, _) => about.extend(starts.iter().map(|start| start.id.clone())),
            Self::Raise { id, .. } | Self::Terminate { id, .. } => about.push(id.clone()),
            Self::Attempted(ended) => {
                about.extend(ended.iter().map(|ended| ended.key.instance.clone()));
            }
        }
    }
}

impl Work {
    pub(crate) fn instance(&self) -> &InstanceId {
        match self {
            Self::Due(key) => &key.instance,
            Self::Child((parent, ..), _) => parent,
            Self::GivenUp(ended) => &ended.key.instance,
            Self::TryAgain(id, _) => id,
        }
    }
}

impl Tidings {
    /// Writes it to the log.
    pub(crate) fn log(&self) {
        use tracing::{debug, info, warn};

        let Self {
            instance,
            function,
            news,
        } = self;
        match news {
            News::Started => info!(target: super::LOG, %instance, "{function} started"),
            News::Timer(due) => {
                info!(target: super::LOG, %instance, "{function} timer until {}", clock_text(*due));
            }
            News::Retry {
                activity,
                failed,
                failure,
                at,
            } => warn!(
                target: super::LOG,
                %instance,
                "{activity} failed ({failed}×): {failure:#}; next attempt at {}",
                clock_text(*at)
            ),
            News::Event(name) => info!(target: super::LOG, %instance, "{function} event {name}"),
            News::CustomStatus(status) => {
                info!(target: super::LOG, %instance, "{function} custom status: {status}");
            }
            News::Blocked(reason) => {
                warn!(target: super::LOG, %instance, "{function} blocked: {reason}");
            }
            News::Unblocked => debug!(target: super::LOG, %instance, "{function} is tried again"),
            News::Ended(End::Completed(output)) => {
                info!(target: super::LOG, %instance, "{function} completed: {}", shortened(output));
            }
            News::Ended(End::Failed(failure)) => {
                warn!(target: super::LOG, %instance, "{function} failed: {failure:#}");
            }
            News::Ended(End::Terminated(reason)) => {
                info!(target: super::LOG, %instance, "{function} terminated: {reason}");
            }
        }
    }
}

/// A time as people read it, to the millisecond.
pub(super) fn clock_text(time: SystemTime) -> String {
    jiff::Timestamp::try_from(time)
        .and_then(|time| time.round(jiff::Unit::Millisecond))
        .map_or_else(|_| format!("{time:?}"), |time| time.to_string())
}

fn shortened(json: &Json) -> String {
    const CHARS_MAX: usize = 120;
    let text = json.as_str();
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
