//! The tasks of an instance: `async` blocks that were spawned, and go on beside its function ([`Tasks`]). They
//! are stored with it, and end with it. So are the values that it shares. What the
//! code of a step asks of them is laid on the [`desk`], and [`run`] steps them. What is kept beside them for operations
//! is in [`shelf`].

pub(crate) mod desk;
pub(crate) mod owned;
mod run;
pub(crate) mod shelf;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::model::failure::Failure;
use crate::model::id::OpId;
use crate::step::frame::{Blob, Frame};
use crate::step::shared::SharedValues;
use crate::step::tasks::desk::{is_running, with_desk};
use crate::step::tasks::shelf::{Shelf, StoredShelf};
use crate::step::variables::Declared;

/// The tasks of an instance, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tasks {
    next: u64,
    #[allow(clippy::struct_field_names, reason = "it is stored under this name")]
    tasks: BTreeMap<u64, Task>,
    /// The sets of tasks, by their numbers, which no task has.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sets: BTreeMap<u64, Set>,
    /// What operations keep beside the checkpoint.
    #[serde(skip)]
    pub(crate) shelves: BTreeMap<OpId, Shelf>,
    /// The same in the store.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stored_shelves: Vec<StoredShelf>,
    /// What the function and the tasks share.
    #[serde(default, skip_serializing_if = "SharedValues::is_empty")]
    shared: SharedValues,
}

/// Tasks whose ends are taken in the order in which they end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Set {
    running: BTreeSet<u64>,
    ended: VecDeque<Result<Blob, Failure>>,
    /// The variable that had it, when nothing needs that any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lingers: Option<Declared>,
    /// The variable that lent it to an `async` block, which only borrows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lent_by: Option<Declared>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Task {
    /// The inline orchestrator that it is a block of; none for the instance's own function.
    function: Option<String>,
    /// Whether its end is kept until somebody takes it.
    joined: bool,
    /// The set that takes its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    set: Option<u64>,
    /// What may be in its value of what has begun, until somebody takes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    held: Vec<OpId>,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum State {
    Running(Frame),
    Ended(Result<Blob, Failure>),
}

impl Set {
    fn take_end(&mut self, number: u64, end: Result<Blob, Failure>) {
        self.running.remove(&number);
        self.ended.push_back(end);
    }
}

fn bytes_of_end(end: &Result<Blob, Failure>) -> Option<&[u8]> {
    end.as_ref().ok().map(|Blob(bytes)| &bytes[..])
}

impl Tasks {
    pub(crate) fn is_empty(&self) -> bool {
        self.next == 0 && self.shelves.is_empty() && self.shared.is_empty()
    }

    /// The bytes of all that is stored of the tasks.
    fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        let tasks = self.tasks.values().flat_map(|task| match &task.state {
            State::Running(frame) => frame.bytes().collect::<Vec<_>>(),
            State::Ended(end) => bytes_of_end(end).into_iter().collect(),
        });
        let ended = self.sets.values().flat_map(|set| &set.ended);
        let shelves = self.shelves.values().flat_map(Shelf::bytes);
        tasks.chain(ended.filter_map(bytes_of_end)).chain(shelves)
    }

    /// The end of a task, once; `None` while it runs.
    pub(crate) fn take_end(&mut self, number: u64) -> Option<Result<Blob, Failure>> {
        if is_running(number) {
            return None;
        }
        match self.tasks.remove(&number).map(|task| task.state) {
            Some(State::Ended(end)) => Some(end),
            _ => panic!("a task's handle is awaited again after it was ready"),
        }
    }

    /// A task has ended, whose value may have these in it. What nobody takes with the value is given back.
    fn end(&mut self, number: u64, end: Result<Blob, Failure>, held: Vec<OpId>) -> Vec<OpId> {
        with_desk(|desk| desk.running.remove(&number));
        let Some(task) = self.tasks.get_mut(&number) else {
            return held;
        };
        if let Some(set) = task.set {
            let is_taken = with_desk(|desk| {
                // A set that is gone takes no end, nor does one that has detached the task.
                let set = desk.sets.get_mut(&set);
                let set = set.filter(|set| set.running.contains(&number));
                set.map(|set| set.take_end(number, end)).is_some()
            });
            self.tasks.remove(&number);
            if is_taken { Vec::new() } else { held }
        } else if task.joined {
            task.state = State::Ended(end);
            task.held = held;
            Vec::new()
        } else {
            self.tasks.remove(&number);
            held
        }
    }

    /// Nobody takes the ends of these; what those that have ended had in their values.
    fn detach(&mut self, numbers: &[u64]) -> Vec<OpId> {
        let mut left = Vec::new();
        for number in numbers {
            match self.tasks.get_mut(number) {
                Some(task) if matches!(task.state, State::Ended(_)) => {
                    left.append(&mut task.held);
                    self.tasks.remove(number);
                }
                Some(task) => task.joined = false,
                None => {}
            }
        }
        left
    }

    /// The frames of the tasks that have not ended, in the order in which they were spawned, each with the inline
    /// orchestrator that it is a block of.
    pub(crate) fn frames(&self) -> impl Iterator<Item = (Option<&str>, &Frame)> {
        self.tasks.values().filter_map(|task| match &task.state {
            State::Running(frame) => Some((task.function.as_deref(), frame)),
            State::Ended(_) => None,
        })
    }

    fn running(&self) -> Vec<u64> {
        let tasks = self.tasks.iter();
        tasks
            .filter(|(_, task)| matches!(task.state, State::Running(_)))
            .map(|(number, _)| *number)
            .collect()
    }
}

/// What awaits an aborted task gets.
pub(crate) fn aborted() -> Failure {
    Failure::named(
        "durable_runtime::Aborted",
        "the task was aborted".to_owned(),
    )
    .into_terminal()
}
