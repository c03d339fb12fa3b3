//! [`Tasks`]: the tasks of an instance, which are `async` blocks that were spawned, and run beside its function. They
//! are stored with it, and end with it. So are its shared values. The [`step_tasks`] takes the requests of a step's code, and
//! [`run`] steps the tasks. A [`shelf`] keeps values of operations out of line.

pub(crate) mod owned;
mod run;
pub(crate) mod shelf;
pub(crate) mod step_tasks;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::model::failure::Failure;
use crate::model::id::OpId;
use crate::step::declared::{Declared, MovedFrame, NoVariable};
use crate::step::frame::{Blob, Frame};
use crate::step::shared::SharedValues;
use crate::step::tasks::shelf::{Shelf, StoredShelf};
use crate::step::tasks::step_tasks::{is_running, with_step_tasks};

/// The tasks of an instance, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tasks {
    next: u64,
    #[allow(clippy::struct_field_names, reason = "it is stored under this name")]
    tasks: BTreeMap<u64, Task>,
    /// The sets of tasks. Tasks and sets don't share numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sets: BTreeMap<u64, Set>,
    /// The shelves of operations, outside of the checkpoint.
    #[serde(skip)]
    pub(crate) shelves: BTreeMap<OpId, Shelf>,
    /// The stored form of the shelves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stored_shelves: Vec<StoredShelf>,
    /// The values that the function and the tasks share.
    #[serde(default, skip_serializing_if = "SharedValues::is_empty")]
    shared: SharedValues,
}

/// A set of tasks, with ends that are taken in the order in which they come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Set {
    running: BTreeSet<u64>,
    ended: VecDeque<Result<Blob, Failure>>,
    /// The variable that had it, when the variable is no longer needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lingers: Option<Declared>,
    /// The variable that lent it to an `async` block, which only borrows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lent_by: Option<Declared>,
}

impl Set {
    /// Follows a frame into another machine.
    fn follow(&mut self, frame: &MovedFrame) -> Result<(), NoVariable> {
        for variable in [&mut self.lingers, &mut self.lent_by].into_iter().flatten() {
            *variable = frame.moved(*variable)?;
        }
        Ok(())
    }

    /// Whether there is neither a running task nor an end that was not taken.
    fn is_empty(&self) -> bool {
        self.running.is_empty() && self.ended.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Task {
    /// The inline orchestrator of its block; `None` for the instance's own function.
    function: Option<String>,
    /// Whether its end is kept until it is taken.
    joined: bool,
    /// The set that takes its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    set: Option<u64>,
    /// The operations that its value may own, until the value is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    held: Vec<OpId>,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum State {
    Running(Frame),
    Ended(Result<Blob, Failure>),
}

impl Task {
    /// The operations and the sets that it owns.
    fn ops(&self) -> Vec<OpId> {
        match &self.state {
            State::Running(frame) => frame.ops.clone(),
            State::Ended(_) => self.held.clone(),
        }
    }
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
    /// Follows a frame into another machine, in which sets end with its variables.
    pub(crate) fn follow(&mut self, frame: &MovedFrame) -> Result<(), NoVariable> {
        self.sets.values_mut().try_for_each(|set| set.follow(frame))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.next == 0 && self.shelves.is_empty() && self.shared.is_empty()
    }

    /// All stored bytes of the tasks.
    fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        let tasks = self.tasks.values().flat_map(|task| match &task.state {
            State::Running(frame) => frame.bytes().collect::<Vec<_>>(),
            State::Ended(end) => bytes_of_end(end).into_iter().collect(),
        });
        let ended = self.sets.values().flat_map(|set| &set.ended);
        let shelves = self.shelves.values().flat_map(Shelf::bytes);
        tasks.chain(ended.filter_map(bytes_of_end)).chain(shelves)
    }

    /// Takes the end of a task; `None` while it runs.
    pub(crate) fn take_end(&mut self, number: u64) -> Option<Result<Blob, Failure>> {
        if is_running(number) {
            return None;
        }
        match self.tasks.remove(&number).map(|task| task.state) {
            Some(State::Ended(end)) => Some(end),
            _ => panic!("a task's handle is awaited again after it was ready"),
        }
    }

    /// Ends a task with a value that may own `held`. Returns the operations that are not taken with the value.
    fn end(&mut self, number: u64, end: Result<Blob, Failure>, held: Vec<OpId>) -> Vec<OpId> {
        with_step_tasks(|step_tasks| step_tasks.running.remove(&number));
        let Some(task) = self.tasks.get_mut(&number) else {
            return held;
        };
        if let Some(set) = task.set {
            let is_taken = with_step_tasks(|step_tasks| {
                // A set that is gone takes no end, and neither does a set that has detached the task.
                let set = step_tasks.sets.get_mut(&set);
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

    /// Detaches tasks. Returns the operations in the values of those that have ended.
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

    /// Ends the sets of tasks that have no owner any more, and the tasks in them, when `owned` has what the function owns. No
    /// code runs for that. Tasks that are in no set run on.
    pub(crate) fn end_unowned(&mut self, owned: &BTreeSet<OpId>) {
        let mut kept = BTreeSet::new();
        let free = self.tasks.iter().filter(|(number, _)| {
            let mut sets = self.sets.values();
            !sets.any(|set| set.running.contains(number))
        });
        let mut left: Vec<u64> = free
            .flat_map(|(_, task)| task.ops())
            .filter_map(OpId::set)
            .collect();
        left.extend(owned.iter().filter_map(|op| op.set()));
        while let Some(number) = left.pop() {
            let Some(set) = self.sets.get(&number) else {
                continue;
            };
            if kept.insert(number) {
                let tasks = set.running.iter().filter_map(|task| self.tasks.get(task));
                left.extend(tasks.flat_map(Task::ops).filter_map(OpId::set));
            }
        }
        self.sets.retain(|number, set| {
            let is_kept = kept.contains(number);
            if !is_kept {
                self.tasks.retain(|task, _| !set.running.contains(task));
            }
            is_kept
        });
    }

    /// The values that the function and the tasks share.
    pub(crate) fn shared(&self) -> &SharedValues {
        &self.shared
    }

    /// The operations that the tasks own, as far as they are noted.
    pub(crate) fn ops(&self) -> BTreeSet<OpId> {
        self.tasks.values().flat_map(Task::ops).collect()
    }

    /// Whether there are values of which it is not noted what they own: those that nobody has taken yet.
    pub(crate) fn has_values_to_take(&self) -> bool {
        let mut sets = self.sets.values();
        !self.shelves.is_empty() || sets.any(|set| !set.ended.is_empty())
    }

    /// The frames of the unfinished tasks, in the order in which they were spawned, each with the inline orchestrator
    /// of its block.
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

/// The failure of awaiting an aborted task.
pub(crate) fn aborted() -> Failure {
    Failure::named(
        "durable_runtime::Aborted",
        "the task was aborted".to_owned(),
    )
    .into_terminal()
}
