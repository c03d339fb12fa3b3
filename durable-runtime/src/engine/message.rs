//! [`Message`]: a message to the engine from outside.

use tokio::sync::oneshot;

use super::activities::attempt::Ended;
use super::instances::Instances;
use super::instances::read::Needs;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::model::status::RuntimeStatus;
use crate::model::tags::Tags;

/// The answer to a caller: the request is carried out, and durable; or the reason why it isn't.
pub(crate) type Answer = Result<(), Error>;

/// The sender of an answer. The caller waits at the other end.
pub(crate) type Reply = oneshot::Sender<Answer>;

/// A message from outside. One queue carries them all, so requests are carried out in their order.
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
        scope: Scope,
        reply: Reply,
    },
    Suspend {
        id: InstanceId,
        reason: String,
        reply: Reply,
    },
    Resume {
        id: InstanceId,
        reason: String,
        reply: Reply,
    },
    Rewind {
        id: InstanceId,
        reason: String,
        reply: Reply,
    },
    /// Removes an instance that has ended.
    Purge {
        id: InstanceId,
        which: Purged,
        reply: Reply,
    },
    /// Attempts of activities are over.
    AttemptsEnded(Vec<Ended>),
    /// The store says that these instances are blocked. They are tried again.
    TryBlocked {
        ids: Vec<InstanceId>,
        /// Whether their rows in the list of blocked instances stay: the list is damaged, so nothing in it can be removed.
        list_is_damaged: bool,
    },
    /// The program can't resume these instances.
    Unfit(Vec<Unfit>),
    /// Migrations have given up what these instances wait for, so they are to be stepped now.
    GoOn(Vec<Unended>),
    /// No instance needs these machines.
    Unneeded(Vec<u64>),
    /// The store can't be read any more.
    Unavailable(Error),
}

/// Which instances are terminated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The instance alone.
    Alone,
    /// Also the sub-orchestrations that it waits for, and those that these wait for in turn.
    WithChildren,
}

/// Which of the instances that have an id in turn is purged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purged {
    /// Whichever has it now.
    Any,
    /// The one with this number of its start.
    Run(u64),
    /// One that has ended with this status, by this time.
    Ended { status: RuntimeStatus, by: Micros },
}

/// The start of an instance, with its function and input checked.
pub(crate) struct Start {
    /// The function's key.
    pub(crate) name: String,
    /// Whether the caller leaves the version to the program, and so takes an instance of any.
    pub(crate) any_version: bool,
    pub(crate) id: InstanceId,
    pub(crate) input: Json,
    pub(crate) if_exists: IfExists,
    pub(crate) tags: Tags,
}

/// An instance that the program can't resume.
pub(crate) struct Unfit {
    pub(crate) id: InstanceId,
    /// The number of its start.
    pub(crate) run: u64,
    pub(crate) reason: String,
}

/// An instance that a migration has been asked about.
pub(crate) struct Unended {
    pub(crate) id: InstanceId,
    /// The number of its start.
    pub(crate) run: u64,
}

impl Message {
    /// Its share of a round, where most messages count as one.
    pub(crate) fn weight(&self) -> usize {
        match self {
            // A start makes a record, an input and the rows of its first step.
            Self::Start(starts, _) if starts.len() > 1 => 4 * starts.len(),
            Self::AttemptsEnded(ended) => ended.len(),
            Self::TryBlocked { ids, .. } => ids.len(),
            Self::Unfit(unfit) => unfit.len(),
            Self::GoOn(unended) => unended.len(),
            Self::Start(..)
            | Self::Raise { .. }
            | Self::Terminate { .. }
            | Self::Suspend { .. }
            | Self::Resume { .. }
            | Self::Rewind { .. }
            | Self::Purge { .. }
            | Self::Unneeded(_)
            | Self::Unavailable(_) => 1,
        }
    }

    /// The approximate number of bytes that it carries.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Start(starts, _) => {
                let of = |start: &Start| start.input.as_str().len();
                starts.iter().map(of).sum()
            }
            Self::Raise { payload, .. } => payload.as_str().len(),
            Self::Terminate { reason, .. }
            | Self::Suspend { reason, .. }
            | Self::Resume { reason, .. }
            | Self::Rewind { reason, .. } => reason.len(),
            Self::AttemptsEnded(ended) => {
                let of = |ended: &Ended| ended.result.as_ref().map_or(0, Vec::len);
                ended.iter().map(of).sum()
            }
            Self::Unfit(unfit) => unfit.iter().map(|unfit| unfit.reason.len()).sum(),
            Self::Purge { .. }
            | Self::TryBlocked { .. }
            | Self::GoOn(_)
            | Self::Unneeded(_)
            | Self::Unavailable(_) => 0,
        }
    }

    /// Adds what it needs of its instances.
    pub(crate) fn needs(&self, instances: &Instances, needs: &mut Needs) {
        match self {
            Self::Start(starts, _) => {
                for start in starts {
                    needs.claim(instances, &start.id, start.if_exists);
                }
            }
            Self::Raise { id, .. }
            | Self::Suspend { id, .. }
            | Self::Resume { id, .. }
            | Self::Rewind { id, .. }
            | Self::Purge { id, .. } => needs.instance(instances, id),
            // To end an instance is to remove its events.
            Self::Terminate { id, .. } => needs.events(instances, id),
            Self::AttemptsEnded(ended) => {
                for ended in ended {
                    needs.instance(instances, &ended.key.instance);
                }
            }
            Self::TryBlocked { ids, .. } => {
                for id in ids {
                    needs.instance(instances, id);
                }
            }
            Self::Unfit(unfit) => {
                for unfit in unfit {
                    needs.instance(instances, &unfit.id);
                }
            }
            Self::GoOn(unended) => {
                for unended in unended {
                    needs.instance(instances, &unended.id);
                }
            }
            Self::Unneeded(_) | Self::Unavailable(_) => {}
        }
    }

    /// Splits it into messages that need not be handled together.
    pub(crate) fn parts(self) -> Vec<Self> {
        match self {
            Self::AttemptsEnded(ended) => {
                let part = |ended| Self::AttemptsEnded(vec![ended]);
                ended.into_iter().map(part).collect()
            }
            Self::TryBlocked {
                ids,
                list_is_damaged,
            } => {
                let part = |id| Self::TryBlocked {
                    ids: vec![id],
                    list_is_damaged,
                };
                ids.into_iter().map(part).collect()
            }
            Self::Unfit(unfit) => {
                let part = |unfit| Self::Unfit(vec![unfit]);
                unfit.into_iter().map(part).collect()
            }
            Self::GoOn(unended) => {
                let part = |unended| Self::GoOn(vec![unended]);
                unended.into_iter().map(part).collect()
            }
            whole => vec![whole],
        }
    }

    /// Adds the instances that it is about.
    pub(crate) fn instances(&self, about: &mut Vec<InstanceId>) {
        match self {
            Self::Start(starts, _) => about.extend(starts.iter().map(|start| start.id.clone())),
            Self::Raise { id, .. }
            | Self::Terminate { id, .. }
            | Self::Suspend { id, .. }
            | Self::Resume { id, .. }
            | Self::Rewind { id, .. }
            | Self::Purge { id, .. } => about.push(id.clone()),
            Self::AttemptsEnded(ended) => {
                about.extend(ended.iter().map(|ended| ended.key.instance.clone()));
            }
            Self::TryBlocked { ids, .. } => about.extend(ids.iter().cloned()),
            Self::Unfit(unfit) => about.extend(unfit.iter().map(|unfit| unfit.id.clone())),
            Self::GoOn(unended) => about.extend(unended.iter().map(|unended| unended.id.clone())),
            Self::Unneeded(_) | Self::Unavailable(_) => {}
        }
    }
}
