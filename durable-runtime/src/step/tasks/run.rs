//! [`Cx::run`]: advances an instance and its tasks as far as possible.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::model::failure::Failure;
use crate::step::cx::{Cx, StepFn};
use crate::step::entry::inline_entry;
use crate::step::frame::{Fault, Frame};
use crate::step::held;
use crate::step::result::{StepResult, value_of};
use crate::step::shared::InStep;
use crate::step::tasks::step_tasks::{self, STEP_TASKS, StepTasks, in_function, with_step_tasks};
use crate::step::tasks::{State, aborted};

impl Cx<'_> {
    /// Advances an instance as far as possible: its function, and the tasks that it has spawned.
    pub(crate) fn run(&mut self, machine: StepFn, frame: &mut Frame) -> StepResult {
        /// Restores the previous requests, also when the step panics.
        struct Restore(Option<StepTasks>);
        impl Drop for Restore {
            fn drop(&mut self) {
                STEP_TASKS.set(self.0.take());
            }
        }
        /// Discards the reports about the function's operations after a panic.
        struct Leave(usize);
        impl Drop for Leave {
            fn drop(&mut self) {
                held::leave(self.0);
            }
        }

        let step_tasks = StepTasks {
            next: self.tasks.next,
            running: self.tasks.running().into_iter().collect(),
            sets: std::mem::take(&mut self.tasks.sets),
            ..StepTasks::default()
        };
        let _restore = Restore(STEP_TASKS.replace(Some(step_tasks)));
        let shared = InStep::begin(std::mem::take(&mut self.tasks.shared));
        let leave = Leave(held::depth());
        held::enter_function(std::mem::take(frame.ops_mut()));
        loop {
            let result = self.step(machine, frame);
            let mut goes_on = match result {
                StepResult::Waiting if self.is_probing_all() => self.probe_tasks(machine),
                StepResult::Waiting if self.is_probing() => false,
                StepResult::Waiting => self.run_tasks(machine),
                _ => false,
            };
            if goes_on && self.is_exhausted() {
                self.yield_turn();
                goes_on = false;
            }
            if !goes_on {
                for op in with_step_tasks(|step_tasks| std::mem::take(&mut step_tasks.abandoned)) {
                    self.cancel(op);
                }
                // All that an instance owns ends with it: only lingering sets matter here.
                let mut lingering = held::leave(leave.0).all();
                lingering.retain(|op| step_tasks::lingers(*op));
                *frame.ops_mut() = lingering;
                self.tasks.sets =
                    with_step_tasks(|step_tasks| std::mem::take(&mut step_tasks.sets));
                if matches!(result, StepResult::Waiting) {
                    self.tasks.shared = shared.end(frame.bytes().chain(self.tasks.bytes()));
                }
                return result;
            }
        }
    }

    /// Decodes the tasks, each once: what was decoded before and dropped again, such as a set, has no meaning for them.
    fn probe_tasks(&mut self, machine: StepFn) -> bool {
        for number in self.tasks.running() {
            self.run_task(number, machine);
        }
        false
    }

    /// Advances the tasks as far as possible. Returns whether one has ended, for which other code may wait.
    fn run_tasks(&mut self, machine: StepFn) -> bool {
        let mut any_ended = false;
        loop {
            let mut ended = self.take_asked();
            for number in self.tasks.running() {
                ended |= self.run_task(number, machine);
            }
            any_ended |= ended;
            if !ended && !with_step_tasks(|step_tasks| step_tasks.is_asked()) {
                return any_ended;
            }
            if self.is_exhausted() {
                self.yield_turn();
                return self.take_asked() || any_ended;
            }
        }
    }

    /// Adds spawned tasks, and ends aborted ones. Returns whether a task has ended by that.
    fn take_asked(&mut self) -> bool {
        let (spawned, detached) = with_step_tasks(|step_tasks| {
            self.tasks.next = step_tasks.next;
            (
                std::mem::take(&mut step_tasks.spawned),
                std::mem::take(&mut step_tasks.detached),
            )
        });
        self.tasks.tasks.extend(spawned);
        for op in self.tasks.detach(&detached) {
            self.cancel(op);
        }
        let aborted = with_step_tasks(|step_tasks| std::mem::take(&mut step_tasks.aborted));
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
        self.tasks.end(number, Err(aborted()), Vec::new());
        true
    }

    /// Advances a task as far as possible. Returns whether it has ended.
    fn run_task(&mut self, number: u64, machine: StepFn) -> bool {
        self.count_poll();
        let Some(task) = self.tasks.tasks.get_mut(&number) else {
            return false;
        };
        let State::Running(frame) = &mut task.state else {
            return false;
        };
        let mut frame = std::mem::take(frame);
        let entry = task.function.as_deref().map(inline_entry);
        let (machine, function) =
            entry.map_or((machine, None), |entry| (entry.step, Some(entry.name)));
        let scope = self.scope();
        let ran = catch_unwind(AssertUnwindSafe(|| {
            in_function(function, || self.step_within(machine, &mut frame))
        }));
        let end = match ran {
            Ok(StepResult::Value(value)) => Ok(value_of(value)),
            Ok(StepResult::Waiting | StepResult::Done(_)) => {
                if let Some(task) = self.tasks.tasks.get_mut(&number) {
                    task.state = State::Running(frame);
                }
                return false;
            }
            Err(thrown) if thrown.is::<Fault>() => resume_unwind(thrown),
            Err(panic) if self.is_probing() => {
                self.back_to(scope, &mut frame);
                self.note_panic(panic, || "decoding a spawned task".to_owned());
                return false;
            }
            Err(panic) => {
                self.back_to(scope, &mut frame);
                Err(Failure::from_panic(panic, "a spawned task"))
            }
        };
        let mut held = std::mem::take(frame.ops_mut());
        if end.is_ok() {
            held = self.tasks.end(number, end, held);
        } else {
            self.tasks.end(number, end, Vec::new());
        }
        for op in held {
            self.cancel(op);
        }
        true
    }
}
