//! The tasks of an instance: `async` blocks that were spawned, and go on beside its function ([`Tasks`]). They
//! are stored with it, and end with it. So are the values that it shares.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
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

/// The tasks of an instance, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tasks {
    next: u64,
    tasks: BTreeMap<u64, Task>,
    /// What the function and the tasks share.
    #[serde(default, skip_serializing_if = "SharedValues::is_empty")]
    shared: SharedValues,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Task {
    /// The inline orchestrator that it is a block of; none for the instance's own function.
    function: Option<String>,
    /// Whether its end is kept until somebody takes it.
    joined: bool,
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
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Spawns a block of the function whose code runs; its number.
pub(crate) fn spawn(frame: Frame, joined: bool) -> u64 {
    with_desk(|desk| {
        let number = desk.next;
        desk.next += 1;
        let task = Task {
            function: desk.function.map(str::to_owned),
            joined,
            state: State::Running(frame),
        };
        desk.spawned.push((number, task));
        desk.running.insert(number);
        number
    })
}

pub(crate) fn abort(number: u64) {
    with_desk(|desk| desk.aborted.push(number));
}

/// The code of a step has dropped operations that it had begun.
pub(crate) fn abandon(ops: &[OpId]) {
    DESK.with_borrow_mut(|desk| {
        if let Some(desk) = desk {
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

impl Tasks {
    pub(crate) fn is_empty(&self) -> bool {
        self.next == 0 && self.shared.is_empty()
    }

    /// The bytes of all that is stored of the tasks.
    fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.tasks.values().flat_map(|task| match &task.state {
            State::Running(frame) => frame.bytes().collect(),
            State::Ended(Ok(Blob(bytes))) => vec![&bytes[..]],
            State::Ended(Err(_)) => Vec::new(),
        })
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
        if task.joined {
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
            ..Desk::default()
        };
        let _restore = Restore(DESK.replace(Some(desk)));
        let shared = InStep::begin(std::mem::take(&mut self.tasks.shared));
        loop {
            let result = self.step(machine, frame);
            if !matches!(result, StepResult::Parked) || !self.run_tasks(machine) {
                let detached = with_desk(|desk| std::mem::take(&mut desk.detached));
                self.tasks.detach(&detached);
                for op in with_desk(|desk| std::mem::take(&mut desk.abandoned)) {
                    self.cancel(op);
                }
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
            for number in self.tasks.running() {
                ended |= self.run_task(number, machine);
            }
            any_ended |= ended;
            let is_asked = with_desk(|desk| !desk.spawned.is_empty() || !desk.aborted.is_empty());
            if !ended && !is_asked {
                return any_ended;
            }
        }
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
