//! [`Cx`]: all that an operation sees of the world. It reads what has arrived for its instance from
//! the [`Mailbox`] and writes [`Command`]s, which the engine carries out once they are durable.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::frame::{Blob, Frame};
use crate::id::{InstanceId, OpId};
use crate::machine::StepResult;
use crate::{Failure, Json, RetryPolicy};

/// What a polled operation sees and does: the context of one step.
pub struct Cx<'a> {
    instance: &'a InstanceId,
    now: SystemTime,
    mailbox: &'a mut Mailbox,
    commands: Vec<Command>,
    /// The machine that is being stepped, for the `async` blocks in it.
    machine: Option<Machine>,
}

/// Steps a frame: that of a function, or of an `async` block in it.
pub(crate) type Machine = fn(&mut Frame, &mut Cx<'_>) -> StepResult;

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Outcome {
    /// An activity ended: its result in the storage encoding, or its last failure.
    Activity(Result<Blob, Failure>),
    /// A timer's time has come.
    Fired,
    /// A sub-orchestration ended.
    Child(Result<Json, Failure>),
}

/// What a step asks for. Nothing of it happens before the step is durable.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    ScheduleActivity {
        op: OpId,
        task: ActivityTask,
    },
    ArmTimer {
        op: OpId,
        due: SystemTime,
    },
    StartChild {
        op: OpId,
        child: ChildStart,
    },
    /// Nobody waits for this operation any more; what it was.
    Cancel {
        op: OpId,
        pending: Pending,
    },
}

/// An activity to be run, as it is stored until it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActivityTask {
    pub(crate) name: String,
    /// The arguments, by name, in the storage encoding.
    pub(crate) input: Blob,
    pub(crate) retry: Option<RetryPolicy>,
    /// How long one attempt may take.
    pub(crate) timeout: Option<Duration>,
}

/// A sub-orchestration to be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChildStart {
    pub(crate) name: String,
    pub(crate) id: InstanceId,
    pub(crate) input: Json,
}

/// What an instance waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Pending {
    /// An activity. While it waits for its next attempt, `retry_at` says when that begins.
    Activity {
        retry_at: Option<SystemTime>,
    },
    Timer {
        due: SystemTime,
    },
    /// An external event; the name in lower case.
    Event {
        name: String,
    },
    Child {
        id: InstanceId,
    },
}

/// What has arrived for an instance and what it waits for. Stored with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    next_op: u64,
    pending: BTreeMap<OpId, Pending>,
    outcomes: BTreeMap<OpId, Outcome>,
    /// External events that nobody has taken, in the order of their arrival; names in lower case.
    events: Vec<(String, Json)>,
}

impl Mailbox {
    /// Puts an outcome in the box. `false` when nobody waits for it (any more): it came late or
    /// twice, and is dropped.
    pub(crate) fn deliver(&mut self, op: OpId, outcome: Outcome) -> bool {
        if self.pending.remove(&op).is_none() {
            return false;
        }
        self.outcomes.insert(op, outcome);
        true
    }

    /// Puts an event in the box. `true` when somebody waits for it.
    pub(crate) fn raise(&mut self, name: &str, payload: Json) -> bool {
        let name = name.to_lowercase();
        let awaited = self
            .pending
            .values()
            .any(|pending| matches!(pending, Pending::Event { name: wanted } if *wanted == name));
        self.events.push((name, payload));
        awaited
    }

    /// Whether something has arrived that a step would see: an outcome, or an awaited event.
    pub(crate) fn has_news(&self) -> bool {
        !self.outcomes.is_empty()
            || self.pending.values().any(|pending| {
                matches!(pending, Pending::Event { name } if self.events.iter().any(|(raised, _)| raised == name))
            })
    }

    pub(crate) fn pending(&self) -> impl Iterator<Item = (OpId, &Pending)> {
        self.pending.iter().map(|(op, pending)| (*op, pending))
    }

    pub(crate) fn pending_op(&self, op: OpId) -> Option<&Pending> {
        self.pending.get(&op)
    }

    /// Notes when an activity's next attempt begins; `None` while an attempt may be under way.
    pub(crate) fn set_retry_at(&mut self, op: OpId, at: Option<SystemTime>) {
        if let Some(Pending::Activity { retry_at }) = self.pending.get_mut(&op) {
            *retry_at = at;
        }
    }
}

impl<'a> Cx<'a> {
    pub(crate) fn new(instance: &'a InstanceId, now: SystemTime, mailbox: &'a mut Mailbox) -> Self {
        Self {
            instance,
            now,
            mailbox,
            commands: Vec::new(),
            machine: None,
        }
    }

    pub(crate) fn into_commands(self) -> Vec<Command> {
        self.commands
    }

    /// The id of the instance that is being stepped.
    pub fn instance_id(&self) -> &InstanceId {
        self.instance
    }

    /// The runtime's clock at this step.
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// The outcome of an operation, once; `None` while there is none.
    pub fn take_outcome(&mut self, op: OpId) -> Option<Outcome> {
        self.mailbox.outcomes.remove(&op)
    }

    fn begin(&mut self, pending: Pending) -> OpId {
        let op = OpId::new(self.mailbox.next_op);
        self.mailbox.next_op += 1;
        self.mailbox.pending.insert(op, pending);
        op
    }

    pub(crate) fn schedule_activity(&mut self, task: ActivityTask) -> OpId {
        let op = self.begin(Pending::Activity { retry_at: None });
        self.commands.push(Command::ScheduleActivity { op, task });
        op
    }

    pub(crate) fn arm_timer(&mut self, due: SystemTime) -> OpId {
        let op = self.begin(Pending::Timer { due });
        self.commands.push(Command::ArmTimer { op, due });
        op
    }

    pub(crate) fn start_child(
        &mut self,
        name: String,
        id: Option<InstanceId>,
        input: Json,
    ) -> OpId {
        let id = id.unwrap_or_else(InstanceId::automatic);
        let op = self.begin(Pending::Child { id: id.clone() });
        self.commands.push(Command::StartChild {
            op,
            child: ChildStart { name, id, input },
        });
        op
    }

    /// Polls operations that are waited for together: the instance is stepped again when the last of
    /// those that `poll` leaves pending is over, and not at each of them.
    pub(crate) fn all<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        poll(self)
    }

    /// As [`Cx::all`], but the first failure among them is enough.
    pub(crate) fn try_all<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        poll(self)
    }

    /// Polls operations of which each is news by itself, also within [`Cx::all`]: somebody goes on with
    /// its outcome.
    pub(crate) fn each<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        poll(self)
    }

    /// Nobody waits for `op` any more: its timer is removed, its activity told, its late outcome dropped.
    pub(crate) fn cancel(&mut self, op: OpId) {
        self.mailbox.outcomes.remove(&op);
        if let Some(pending) = self.mailbox.pending.remove(&op) {
            self.commands.push(Command::Cancel { op, pending });
        }
    }

    /// Steps a frame of `machine`; the `async` blocks that are polled meanwhile are of it, too.
    pub(crate) fn step(&mut self, machine: Machine, frame: &mut Frame) -> StepResult {
        let outer = self.machine.replace(machine);
        let result = machine(frame, self);
        self.machine = outer;
        result
    }

    /// Steps the frame of an `async` block of the machine that is being stepped, and notes in it what it
    /// has begun.
    pub(crate) fn step_block(&mut self, frame: &mut Frame) -> StepResult {
        let machine = self
            .machine
            .expect("an `async` block is polled by the machine that it is a part of");
        self.step_within(machine, frame)
    }

    /// Steps a frame that is a part of the instance's, and notes in it what it has begun.
    pub(crate) fn step_within(&mut self, machine: Machine, frame: &mut Frame) -> StepResult {
        let first = self.mailbox.next_op;
        let result = self.each(|cx| cx.step(machine, frame));
        let ops = frame.ops_mut();
        ops.extend((first..self.mailbox.next_op).map(OpId::new));
        ops.retain(|op| {
            self.mailbox.pending.contains_key(op) || self.mailbox.outcomes.contains_key(op)
        });
        result
    }

    /// Waits for an external event of this name.
    pub(crate) fn subscribe(&mut self, name: &str) -> OpId {
        self.begin(Pending::Event {
            name: name.to_lowercase(),
        })
    }

    /// The oldest event that `op` waits for, once.
    pub(crate) fn take_event(&mut self, op: OpId) -> Option<Json> {
        let Some(Pending::Event { name }) = self.mailbox.pending.get(&op) else {
            return None;
        };
        let at = self
            .mailbox
            .events
            .iter()
            .position(|(raised, _)| raised == name)?;
        self.mailbox.pending.remove(&op);
        Some(self.mailbox.events.remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> InstanceId {
        InstanceId::automatic()
    }

    #[test]
    fn an_outcome_is_delivered_once() {
        let (id, mut mailbox) = (id(), Mailbox::default());
        let op =
            Cx::new(&id, SystemTime::UNIX_EPOCH, &mut mailbox).arm_timer(SystemTime::UNIX_EPOCH);
        assert!(mailbox.deliver(op, Outcome::Fired));
        assert!(
            !mailbox.deliver(op, Outcome::Fired),
            "a second delivery is dropped"
        );
        let mut cx = Cx::new(&id, SystemTime::UNIX_EPOCH, &mut mailbox);
        assert_eq!(cx.take_outcome(op), Some(Outcome::Fired));
        assert_eq!(cx.take_outcome(op), None);
    }

    #[test]
    fn events_are_matched_without_case_and_kept_in_order() {
        let (id, mut mailbox) = (id(), Mailbox::default());
        let json = |text: &str| text.parse::<Json>().unwrap();
        assert!(!mailbox.raise("Approval", json("1")));
        assert!(!mailbox.raise("other", json("2")));
        assert!(!mailbox.raise("APPROVAL", json("3")));
        let mut cx = Cx::new(&id, SystemTime::UNIX_EPOCH, &mut mailbox);
        let (first, second, third) = (
            cx.subscribe("approval"),
            cx.subscribe("Approval"),
            cx.subscribe("approval"),
        );
        assert_eq!(cx.take_event(first), Some(json("1")));
        assert_eq!(cx.take_event(second), Some(json("3")));
        assert_eq!(cx.take_event(third), None);
        assert!(!mailbox.has_news());
        assert!(
            mailbox.raise("aPPROVAL", json("4")),
            "the third waits for it"
        );
        assert!(mailbox.has_news());
    }
}
