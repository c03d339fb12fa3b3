//! [`Effect`]: a consequence of a commit.

use std::sync::Arc;

use super::activities::attempt::{ActivityKey, StoredIn};
use super::log_event::LogEvent;
use super::message::{Answer, Reply};
use crate::model::id::InstanceId;
use crate::store::key::{ResultKey, TimerKey};
use crate::store::rows::{ActivityRow, End, InboxRow};

/// A consequence of a commit, carried out once that is durable, and not before.
pub(crate) enum Effect {
    Answer(Reply, Answer),
    Dispatch(ActivityKey, Arc<ActivityRow>, StoredIn),
    Cancel(ActivityKey),
    /// Arms the row of a timer, or of an activity that waits for its next attempt.
    ArmTimer(TimerKey),
    /// Arms a row that was due when it was written, whatever the clock reads by now: a message to send, or a step to
    /// make later.
    ArmAtOnce(TimerKey),
    DisarmTimer(TimerKey),
    Deliver(ResultKey, InboxRow),
    Ended(InstanceId, End),
    Log(LogEvent),
}
