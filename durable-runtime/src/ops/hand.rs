//! [`Hand`]: an instance with operations that are polled by hand, for the tests of operations.

use std::task::Poll;
use std::time::{Duration, SystemTime};

use crate::codec;
use crate::machine::durable::Durable;
use crate::model::clock::Still;
use crate::model::id::InstanceId;
use crate::step::command::{Command, Outcome, Pending};
use crate::step::cx::Cx;
use crate::step::mailbox::Mailbox;
use crate::step::tasks::Tasks;

pub(super) struct Hand {
    instance: InstanceId,
    mailbox: Mailbox,
    now: SystemTime,
    cancelled: Vec<String>,
    tasks: Tasks,
}

impl Hand {
    pub(super) fn new() -> Self {
        Self {
            instance: InstanceId::automatic(),
            mailbox: Mailbox::default(),
            now: SystemTime::UNIX_EPOCH,
            cancelled: Vec::new(),
            tasks: Tasks::default(),
        }
    }

    /// Stores the operation, loads it, and polls it.
    pub(super) fn poll<D: Durable>(&mut self, operation: &mut D) -> Poll<D::Output> {
        *operation = codec::decode(&codec::encode(operation).unwrap()).unwrap();
        self.step(|cx| operation.poll(cx))
    }

    /// Stores the operation, loads it, and cancels it.
    pub(super) fn cancel<D: Durable>(&mut self, operation: &mut D) {
        *operation = codec::decode(&codec::encode(operation).unwrap()).unwrap();
        self.step(|cx| operation.cancel(cx));
    }

    pub(super) fn step<R>(&mut self, step: impl FnOnce(&mut Cx<'_>) -> R) -> R {
        let clock = Still(self.now);
        let mut cx = Cx::new(&self.instance, &clock, &mut self.mailbox);
        cx.tasks = std::mem::take(&mut self.tasks);
        let result = step(&mut cx);
        self.tasks = std::mem::take(&mut cx.tasks);
        for command in cx.finish() {
            if let Command::Cancel { pending, .. } = command {
                self.cancelled.push(describe(&pending));
            }
        }
        result
    }

    /// The pending operations: the names of events, and `timer`.
    pub(super) fn waits_for(&self) -> Vec<String> {
        self.mailbox
            .pending()
            .map(|(_, pending)| describe(pending))
            .collect()
    }

    /// Whether no operation has a shelf.
    pub(super) fn shelves_are_empty(&self) -> bool {
        self.tasks.shelves.is_empty()
    }

    /// The cancelled operations.
    pub(super) fn cancelled(&self) -> Vec<&str> {
        self.cancelled.iter().map(String::as_str).collect()
    }

    /// Raises an event with a payload in JSON.
    pub(super) fn raise(&mut self, name: &str, payload: &str) {
        self.mailbox.raise(name, payload.parse().unwrap());
    }

    /// Advances the time, and fires the timers that are due.
    pub(super) fn pass(&mut self, time: Duration) {
        self.now += time;
        let now = self.now;
        let due: Vec<_> = self
            .mailbox
            .pending()
            .filter(|(_, pending)| matches!(pending, Pending::Timer { due } if *due <= now))
            .map(|(op, _)| op)
            .collect();
        for op in due {
            self.mailbox.deliver(op, Outcome::Fired);
        }
    }
}

fn describe(pending: &Pending) -> String {
    match pending {
        Pending::Event { name } => name.clone(),
        Pending::Timer { .. } => "timer".to_owned(),
        Pending::Activity { .. } => "activity".to_owned(),
        Pending::SubOrchestration { id } | Pending::Message { to: id, .. } => id.to_string(),
    }
}
