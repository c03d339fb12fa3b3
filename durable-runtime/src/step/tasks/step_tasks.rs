//! [`StepTasks`]: the requests of a step's code about tasks, which it can't reach itself.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::failure::Failure;
use crate::model::id::OpId;
use crate::step::declared::{Declared, MovedFrame, NoVariable};
use crate::step::frame::{Blob, Frame};
use crate::step::held;
use crate::step::tasks::{Set, State, Task};
use crate::step::variables;

/// The requests of a step's code about tasks, which it can't reach itself.
#[derive(Default)]
pub(super) struct StepTasks {
    pub(super) next: u64,
    /// The inline orchestrator with the running code.
    pub(super) function: Option<&'static str>,
    pub(super) spawned: Vec<(u64, Task)>,
    pub(super) aborted: Vec<u64>,
    pub(super) detached: Vec<u64>,
    pub(super) abandoned: Vec<OpId>,
    pub(super) running: BTreeSet<u64>,
    pub(super) sets: BTreeMap<u64, Set>,
    /// The sets with tasks that the code has dropped in this step.
    pub(super) dropped: BTreeSet<u64>,
}

thread_local! {
    pub(super) static STEP_TASKS: RefCell<Option<StepTasks>> = const { RefCell::new(None) };
}

/// Spawns a block of the function with the running code; returns its number.
pub(crate) fn spawn(frame: Frame, joined: bool) -> u64 {
    with_step_tasks(|step_tasks| step_tasks.spawn(frame, joined, None))
}

/// Spawns a block in a set, which takes its end.
pub(crate) fn spawn_in_set(set: u64, frame: Frame) -> u64 {
    with_step_tasks(|step_tasks| {
        let number = step_tasks.spawn(frame, true, Some(set));
        step_tasks
            .sets
            .entry(set)
            .or_default()
            .running
            .insert(number);
        number
    })
}

/// Makes a set; `None` where no step is under way.
pub(crate) fn make_set() -> Option<u64> {
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        let step_tasks = step_tasks.as_mut()?;
        let set = step_tasks.number();
        step_tasks.sets.insert(set, Set::default());
        Some(set)
    })
}

/// The number of running tasks of a set, and of ended ones with an end that was not taken.
pub(crate) fn len_of_set(set: u64) -> (usize, usize) {
    with_step_tasks(|step_tasks| {
        let set = step_tasks.sets.get(&set);
        set.map_or((0, 0), |set| (set.running.len(), set.ended.len()))
    })
}

/// Takes the end of the task of a set that ended first.
pub(crate) fn take_end_in_set(set: u64) -> Option<Result<Blob, Failure>> {
    with_step_tasks(|step_tasks| step_tasks.sets.get_mut(&set)?.ended.pop_front())
}

pub(crate) fn abort_set(set: u64) {
    with_step_tasks(|step_tasks| {
        if let Some(set) = step_tasks.sets.get(&set) {
            step_tasks.aborted.extend(&set.running);
        }
    });
}

/// Detaches the tasks of a set: they run on, and their ends are dropped.
pub(crate) fn detach_set(set: u64) {
    with_step_tasks(|step_tasks| {
        if let Some(set) = step_tasks.sets.get_mut(&set) {
            step_tasks.detached.extend(std::mem::take(&mut set.running));
            set.ended.clear();
        }
    });
}

/// Drops a set: its tasks end where they wait.
pub(crate) fn drop_set(set: u64) {
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        if let Some(step_tasks) = step_tasks
            && let Some(removed) = step_tasks.sets.remove(&set)
        {
            if !removed.is_empty() {
                step_tasks.dropped.insert(set);
            }
            step_tasks.aborted.extend(removed.running);
        }
    });
}

/// Whether the code of this step has dropped a set with tasks.
pub(crate) fn has_dropped_set(set: u64) -> bool {
    with_step_tasks(|step_tasks| step_tasks.dropped.contains(&set))
}

/// Keeps a set that is dropped at the end of a state: its tasks run on until the block of its variable ends. The
/// running frame owns it until then.
pub(crate) fn linger(set: u64, variable: Declared) {
    let lingers = STEP_TASKS.with_borrow_mut(|step_tasks| {
        let sets = step_tasks.as_mut().map(|step_tasks| &mut step_tasks.sets);
        let found = sets.and_then(|sets| sets.get_mut(&set));
        // An end that was not taken may still be waited for.
        let wanted = found.filter(|set| !set.is_empty());
        // The lender's own code has it back.
        let lender = |set: &Set| {
            set.lent_by
                .filter(|lender| !variables::is_of_running_unit(lender))
        };
        wanted
            .map(|set| set.lingers = Some(lender(set).unwrap_or(variable)))
            .is_some()
    });
    if lingers {
        held::kept(OpId::of_set(set));
    } else {
        drop_set(set);
    }
}

/// Records the variable that lends a set to an `async` block.
pub(crate) fn lend_set(set: u64, variable: Declared) {
    with_step_tasks(|step_tasks| {
        if let Some(set) = step_tasks.sets.get_mut(&set) {
            set.lent_by.get_or_insert(variable);
        }
    });
}

/// Ends a set whose frame is over or cancelled. A set that was lent lingers until the block of its lender ends.
pub(crate) fn give_up_set(set: u64) {
    let lender = STEP_TASKS.with_borrow(|step_tasks| step_tasks.as_ref()?.sets.get(&set)?.lent_by);
    match lender.filter(variables::is_in_frame) {
        Some(variable) => linger(set, variable),
        None => drop_set(set),
    }
}

/// Ends the lingering sets of the running frame that belong to variables which are over.
pub(crate) fn end_lingering(is_over: impl Fn(&Declared) -> bool) {
    let over: Vec<u64> = STEP_TASKS.with_borrow(|step_tasks| {
        let sets = step_tasks.iter().flat_map(|step_tasks| &step_tasks.sets);
        let over = sets.filter(|(_, set)| set.lingers.as_ref().is_some_and(&is_over));
        over.map(|(set, _)| *set).collect()
    });
    let here = over.into_iter();
    here.filter(|set| held::is_held(OpId::of_set(*set)))
        .for_each(drop_set);
}

/// Follows a frame into another machine, in which sets end with its variables.
pub(crate) fn follow(frame: &MovedFrame) -> Result<(), NoVariable> {
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        let sets = step_tasks
            .iter_mut()
            .flat_map(|step_tasks| step_tasks.sets.values_mut());
        sets.into_iter().try_for_each(|set| set.follow(frame))
    })
}

/// Whether this is a lingering set.
pub(crate) fn lingers(op: OpId) -> bool {
    STEP_TASKS.with_borrow(|step_tasks| {
        let set = op.set().zip(step_tasks.as_ref());
        let set = set.and_then(|(set, step_tasks)| step_tasks.sets.get(&set));
        set.is_some_and(|set| set.lingers.is_some())
    })
}

/// Whether the instance has sets.
pub(crate) fn has_sets() -> bool {
    STEP_TASKS.with_borrow(|step_tasks| {
        step_tasks
            .as_ref()
            .is_some_and(|step_tasks| !step_tasks.sets.is_empty())
    })
}

pub(crate) fn has_set(set: u64) -> bool {
    STEP_TASKS.with_borrow(|step_tasks| {
        step_tasks
            .as_ref()
            .is_some_and(|step_tasks| step_tasks.sets.contains_key(&set))
    })
}

impl StepTasks {
    /// Whether the code has a request that is to be carried out at once.
    pub(super) fn is_asked(&self) -> bool {
        !(self.spawned.is_empty() && self.aborted.is_empty() && self.detached.is_empty())
    }

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
            held: Vec::new(),
            state: State::Running(frame),
        };
        self.spawned.push((number, task));
        self.running.insert(number);
        number
    }
}

pub(crate) fn abort(number: u64) {
    with_step_tasks(|step_tasks| step_tasks.aborted.push(number));
}

/// Cancels operations that the code of a step has dropped.
pub(crate) fn abandon(ops: &[OpId]) {
    for set in ops.iter().filter_map(|op| op.set()) {
        give_up_set(set);
    }
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        if let Some(step_tasks) = step_tasks {
            let ops = ops.iter().filter(|op| op.set().is_none());
            step_tasks.abandoned.extend(ops);
        }
    });
}

/// Detaches a task without handles.
pub(crate) fn detach(number: u64) {
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        if let Some(step_tasks) = step_tasks {
            step_tasks.detached.push(number);
        }
    });
}

pub(crate) fn is_running(number: u64) -> bool {
    with_step_tasks(|step_tasks| step_tasks.running.contains(&number))
}

pub(super) fn with_step_tasks<R>(ask: impl FnOnce(&mut StepTasks) -> R) -> R {
    STEP_TASKS.with_borrow_mut(|step_tasks| {
        ask(step_tasks
            .as_mut()
            .expect("only the code of a step has handles of an instance's tasks"))
    })
}

/// Runs code of an inline orchestrator, or of the instance's own function.
pub(crate) fn in_function<R>(function: Option<&'static str>, run: impl FnOnce() -> R) -> R {
    let swap = |function| {
        STEP_TASKS.with_borrow_mut(|step_tasks| match step_tasks {
            Some(step_tasks) => std::mem::replace(&mut step_tasks.function, function),
            None => None,
        })
    };
    let outer = swap(function);
    let result = run();
    swap(outer);
    result
}
