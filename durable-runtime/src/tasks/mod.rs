//! The tasks of an instance: `async` blocks that were spawned, and go on beside its function ([`Tasks`]). They
//! are stored with it, and end with it. So are the values that it shares. What is kept beside them for operations is
//! in [`shelf`].

pub(crate) mod shelf;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use serde::{Deserialize, Serialize};

use crate::block::value_of;
use crate::cx::{Cx, Machine};
use crate::failure::Failure;
use crate::frame::{Blob, Fault, Frame};
use crate::id::OpId;
use crate::inline;
use crate::machine::StepResult;
use crate::ops::spawn::aborted;
use crate::shared::{InStep, SharedValues};
use crate::tasks::shelf::{Shelf, StoredShelf};

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
    state: State,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum State {
    Running(Frame),
    Ended(Result<Blob, Failure>),
}

/// What the code of a step asks of the tasks, which can't reach them itself.
#[derive(Default)]
struct Desk {
    next: u64,
    /// The inline orchestrator whose code runs.
    function: Option<&'static str>,
    spawned: Vec<(u64, Task)>,
    aborted: Vec<u64>,
    detached: Vec<u64>,
    abandoned: Vec<OpId>,
    running: BTreeSet<u64>,
    sets: BTreeMap<u64, Set>,
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Spawns a block of the function whose code runs; its number.
pub(crate) fn spawn(frame: Frame, joined: bool) -> u64 {
    with_desk(|desk| desk.spawn(frame, joined, None))
}

/// The same in a set, which takes its end.
pub(crate) fn spawn_in_set(set: u64, frame: Frame) -> u64 {
    with_desk(|desk| {
        let number = desk.spawn(frame, true, Some(set));
        desk.sets.entry(set).or_default().running.insert(number);
        number
    })
}

/// Makes a set; `None` where no step is under way.
pub(crate) fn make_set() -> Option<u64> {
    DESK.with_borrow_mut(|desk| {
        let desk = desk.as_mut()?;
        let set = desk.number();
        desk.sets.insert(set, Set::default());
        Some(set)
    })
}

/// How many tasks of a set run, and how many have ended whose ends were not taken.
pub(crate) fn len_of_set(set: u64) -> (usize, usize) {
    with_desk(|desk| {
        let set = desk.sets.get(&set);
        set.map_or((0, 0), |set| (set.running.len(), set.ended.len()))
    })
}

/// The end of the task of a set that ended first.
pub(crate) fn take_end_in_set(set: u64) -> Option<Result<Blob, Failure>> {
    with_desk(|desk| desk.sets.get_mut(&set)?.ended.pop_front())
}

pub(crate) fn abort_set(set: u64) {
    with_desk(|desk| {
        if let Some(set) = desk.sets.get(&set) {
            desk.aborted.extend(&set.running);
        }
    });
}

/// The tasks of a set go on without it, and nobody takes their ends.
pub(crate) fn detach_set(set: u64) {
    with_desk(|desk| {
        if let Some(set) = desk.sets.get_mut(&set) {
            desk.detached.extend(std::mem::take(&mut set.running));
            set.ended.clear();
        }
    });
}

/// Nobody has the set any more: its tasks end where they wait.
pub(crate) fn drop_set(set: u64) {
    DESK.with_borrow_mut(|desk| {
        if let Some(desk) = desk
            && let Some(set) = desk.sets.remove(&set)
        {
            desk.aborted.extend(set.running);
        }
    });
}

pub(crate) fn has_set(set: u64) -> bool {
    DESK.with_borrow(|desk| {
        desk.as_ref()
            .is_some_and(|desk| desk.sets.contains_key(&set))
    })
}

/// The number of the next task or set.
pub(crate) fn next_number() -> u64 {
    DESK.with_borrow(|desk| desk.as_ref().map_or(0, |desk| desk.next))
}

/// The sets that were made since `first` was the next number.
pub(crate) fn sets_since(first: u64) -> Vec<u64> {
    DESK.with_borrow(|desk| {
        let sets = desk.as_ref().map(|desk| desk.sets.range(first..));
        sets.into_iter().flatten().map(|(set, _)| *set).collect()
    })
}

impl Desk {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    fn spawn(&mut self, frame: Frame, joined: bool, set: Option<u64>) -> u64 {
        let number = self.number();
        let task = Task {
            function: self.function.map(str::to_owned),
            joined,
            set,
            state: State::Running(frame),
        };
        self.spawned.push((number, task));
        self.running.insert(number);
        number
    }
}

pub(crate) fn abort(number: u64) {
    with_desk(|desk| desk.aborted.push(number));
}

/// The code of a step has dropped operations that it had begun.
pub(crate) fn abandon(ops: &[OpId]) {
    for set in ops.iter().filter_map(|op| op.set()) {
        drop_set(set);
    }
    DESK.with_borrow_mut(|desk| {
        if let Some(desk) = desk {
            let ops = ops.iter().filter(|op| op.set().is_none());
            desk.abandoned.extend(ops);
        }
    });
}

/// Nobody has a handle of the task any more.
pub(crate) fn detach(number: u64) {
    DESK.with_borrow_mut(|desk| {
        if let Some(desk) = desk {
            desk.detached.push(number);
        }
    });
}

pub(crate) fn is_running(number: u64) -> bool {
    with_desk(|desk| desk.running.contains(&number))
}

fn with_desk<R>(ask: impl FnOnce(&mut Desk) -> R) -> R {
    DESK.with_borrow_mut(|desk| {
        ask(desk
            .as_mut()
            .expect("only the code of a step has handles of an instance's tasks"))
    })
}

/// Runs code of an inline orchestrator, or of the instance's own function.
pub(crate) fn in_function<R>(function: Option<&'static str>, run: impl FnOnce() -> R) -> R {
    let swap = |function| {
        DESK.with_borrow_mut(|desk| match desk {
            Some(desk) => std::mem::replace(&mut desk.function, function),
            None => None,
        })
    };
    let outer = swap(function);
    let result = run();
    swap(outer);
    result
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

    fn end(&mut self, number: u64, end: Result<Blob, Failure>) {
        with_desk(|desk| desk.running.remove(&number));
        let Some(task) = self.tasks.get_mut(&number) else {
            return;
        };
        if let Some(set) = task.set {
            with_desk(|desk| {
                // A set that is gone takes no end, nor does one that has detached the task.
                if let Some(set) = desk.sets.get_mut(&set)
                    && set.running.remove(&number)
                {
                    set.ended.push_back(end);
                }
            });
            self.tasks.remove(&number);
        } else if task.joined {
            task.state = State::Ended(end);
        } else {
            self.tasks.remove(&number);
        }
    }

    /// Nobody takes the ends of these.
    fn detach(&mut self, numbers: &[u64]) {
        for number in numbers {
            match self.tasks.get_mut(number) {
                Some(task) if matches!(task.state, State::Ended(_)) => {
                    self.tasks.remove(number);
                }
                Some(task) => task.joined = false,
                None => {}
            }
        }
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

impl Cx<'_> {
    /// Takes an instance as far as it goes: its function, and the tasks that it has spawned.
    pub(crate) fn run(&mut self, machine: Machine, frame: &mut Frame) -> StepResult {
        /// Puts back what was there, also when the step panics.
        struct Restore(Option<Desk>);
        impl Drop for Restore {
            fn drop(&mut self) {
                DESK.set(self.0.take());
            }
        }

        let desk = Desk {
            next: self.tasks.next,
            running: self.tasks.running().into_iter().collect(),
            sets: std::mem::take(&mut self.tasks.sets),
            ..Desk::default()
        };
        let _restore = Restore(DESK.replace(Some(desk)));
        let shared = InStep::begin(std::mem::take(&mut self.tasks.shared));
        loop {
            let result = self.step(machine, frame);
            let mut goes_on = matches!(result, StepResult::Parked) && self.run_tasks(machine);
            if goes_on && self.is_exhausted() {
                self.go_on_later();
                goes_on = false;
            }
            if !goes_on {
                let detached = with_desk(|desk| std::mem::take(&mut desk.detached));
                self.tasks.detach(&detached);
                for op in with_desk(|desk| std::mem::take(&mut desk.abandoned)) {
                    self.cancel(op);
                }
                self.tasks.sets = with_desk(|desk| std::mem::take(&mut desk.sets));
                if matches!(result, StepResult::Parked) {
                    self.tasks.shared = shared.end(frame.bytes().chain(self.tasks.bytes()));
                }
                return result;
            }
        }
    }

    /// Takes the tasks as far as they go. Whether one has ended, for which somebody may wait.
    fn run_tasks(&mut self, machine: Machine) -> bool {
        let mut any_ended = false;
        loop {
            let mut ended = self.take_asked();
            for number in self.tasks.running() {
                ended |= self.run_task(number, machine);
            }
            any_ended |= ended;
            let is_asked = with_desk(|desk| !desk.spawned.is_empty() || !desk.aborted.is_empty());
            if !ended && !is_asked {
                return any_ended;
            }
            if self.is_exhausted() {
                self.go_on_later();
                return self.take_asked() || any_ended;
            }
        }
    }

    /// Takes in what was spawned, and ends what was aborted. Whether a task has ended by that.
    fn take_asked(&mut self) -> bool {
        let (spawned, aborted) = with_desk(|desk| {
            self.tasks.next = desk.next;
            (
                std::mem::take(&mut desk.spawned),
                std::mem::take(&mut desk.aborted),
            )
        });
        self.tasks.tasks.extend(spawned);
        let mut ended = false;
        for number in aborted {
            ended |= self.abort_task(number);
        }
        ended
    }

    fn abort_task(&mut self, number: u64) -> bool {
        let Some(task) = self.tasks.tasks.get_mut(&number) else {
            return false;
        };
        let State::Running(frame) = &mut task.state else {
            return false;
        };
        for op in std::mem::take(frame.ops_mut()) {
            self.cancel(op);
        }
        self.tasks.end(number, Err(aborted()));
        true
    }

    /// Takes a task as far as it goes. Whether it has ended.
    fn run_task(&mut self, number: u64, machine: Machine) -> bool {
        self.count_poll();
        let Some(task) = self.tasks.tasks.get_mut(&number) else {
            return false;
        };
        let State::Running(frame) = &mut task.state else {
            return false;
        };
        let mut frame = std::mem::take(frame);
        let entry = task.function.as_deref().map(inline::entry);
        let (machine, function) =
            entry.map_or((machine, None), |entry| (entry.step, Some(entry.name)));
        let scope = self.scope();
        let ran = catch_unwind(AssertUnwindSafe(|| {
            in_function(function, || self.step_within(machine, &mut frame))
        }));
        let end = match ran {
            Ok(StepResult::Value(value)) => Ok(value_of(value)),
            Ok(StepResult::Parked | StepResult::Done(_)) => {
                if let Some(task) = self.tasks.tasks.get_mut(&number) {
                    task.state = State::Running(frame);
                }
                return false;
            }
            Err(thrown) if thrown.is::<Fault>() => resume_unwind(thrown),
            Err(panic) => {
                self.back_to(scope, &mut frame);
                Err(Failure::from_panic(panic, "a spawned task"))
            }
        };
        if end.is_err() {
            for op in std::mem::take(frame.ops_mut()) {
                self.cancel(op);
            }
        }
        self.tasks.end(number, end);
        true
    }
}
