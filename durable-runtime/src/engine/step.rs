//! Stepping the instances that have news, and turning what their steps ask for into rows.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::SystemTime;

use foldhash::HashMap;

use super::Engine;
use super::attempts::{AttemptKey, Source};
use super::ledger::Suspicion;
use super::live::{Change, Live, Loaded};
use super::message::{Effect, News, clock_text};
use super::round::{Claim, REPLACED, unknown_activity};
use super::spans;
use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::checkpoint::{Encoded, Values};
use crate::step::command::{ActivityTask, ChildStart, Command, Pending};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::transition::{Position, Transition, Verdict, transition};
use crate::store::key::{Due, Key, TimerKey};
use crate::store::rows::{
    ActivityRow, BlockedRow, End, Happened, InboxRow, Micros, Parent, Row, TimerRow,
};

/// How many sub-orchestrations begin in the round in which they are started. The others begin in a
/// later one, so that functions that start each other without end don't make a round without end.
const CHILDREN_BEGUN_MAX: usize = 1000;

/// Why a sub-orchestration is terminated whose parent has cancelled it.
const GIVEN_UP: &str = "its parent no longer waits for it";

/// A round's list of what is still to be stepped.
pub(super) struct Step {
    pub(super) now: SystemTime,
    queue: VecDeque<InstanceId>,
    /// The instances that were loaded meanwhile.
    pub(super) touched: Vec<InstanceId>,
    children_begun: usize,
    /// Whose step led to that of a sub-orchestration which was begun meanwhile, if the process dies in that: what
    /// isn't durable has another id the next time.
    led_by: HashMap<InstanceId, (InstanceId, u64)>,
}

impl Step {
    pub(super) fn new(now: SystemTime) -> Self {
        Self {
            now,
            queue: VecDeque::new(),
            touched: Vec::new(),
            children_begun: 0,
            led_by: HashMap::default(),
        }
    }

    /// The instance that is to blame if the process dies in a step of this one.
    fn leader(&self, id: &InstanceId, run: u64) -> (InstanceId, u64) {
        let leader = self.led_by.get(id).cloned();
        leader.unwrap_or_else(|| (id.clone(), run))
    }

    /// Has an instance stepped once all that came in is in the mailboxes: once, however much it is.
    pub(super) fn queue(&mut self, live: &mut Live, id: &InstanceId) {
        let entry = live.entry(id);
        if !entry.queued {
            entry.queued = true;
            self.queue.push_back(id.clone());
        }
    }
}

impl Engine {
    pub(super) async fn step_all(&mut self, step: &mut Step) -> Result<(), Error> {
        while let Some(id) = step.queue.pop_front() {
            self.live.entry(&id).queued = false;
            self.step(step, &id).await?;
            self.attempts.ledger.end_step();
        }
        self.attempts.ledger.end_steps();
        Ok(())
    }

    /// Steps an instance, if there is something for it to do.
    async fn step(&mut self, step: &mut Step, id: &InstanceId) -> Result<(), Error> {
        self.read_events(id).await?;
        let Some(record) = self.live.record(id) else {
            return Ok(());
        };
        let begun = record.checkpoint.is_some();
        if record.has_ended() || record.blocked.is_some() || (begun && !record.mailbox.has_news()) {
            return Ok(());
        }
        let Some(entry) = self.registry.orchestrator(&record.name) else {
            let reason = unknown_orchestrator(&record.name);
            self.block(step, id, reason);
            return Ok(());
        };
        let run = record.run;
        if let Some(suspicion) = self.attempts.ledger.suspicion(id, run, step.now) {
            let reason = suspected(entry, suspicion);
            let key = (suspicion.until, id.clone());
            self.suspects.insert(key, reason.clone());
            self.block(step, id, reason);
            return Ok(());
        }
        let input = if begun {
            None
        } else {
            self.input_of(id).await?
        };
        let clock = Arc::clone(&self.clock);
        let Some(record) = self.live.record(id) else {
            return Ok(());
        };
        let position = match (&record.checkpoint, &input) {
            (Some(Blob(checkpoint)), _) => Position::Suspended {
                checkpoint,
                values: &record.values,
                next_value: record.next_value,
            },
            (None, Some(input)) => Position::Start(input),
            (None, None) => {
                self.block(step, id, "its input can't be read".to_owned());
                return Ok(());
            }
        };
        if self.attempts.ledger.notes_steps() {
            let (leader, run) = step.leader(id, run);
            self.attempts.ledger.begin_step(&leader, run);
        }
        let span = spans::of_step(id, entry.name);
        let stepped = span.in_scope(|| transition(entry, id, &clock, &position, &record.mailbox));
        self.apply(step, id, stepped).await
    }

    /// Turns what a step led to into rows.
    async fn apply(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        stepped: Transition,
    ) -> Result<(), Error> {
        let Some(record) = self.live.record(id) else {
            return Ok(());
        };
        let stepped = self.size_limit.step(stepped, &record.values);
        if let Some(status) = stepped.custom_status {
            self.draft
                .tell(id, &record.name, News::CustomStatus(status.clone()));
            record.custom_status = Some(status);
        }
        let run = record.run;
        let end = match stepped.verdict {
            Verdict::Blocked(reason) => {
                self.block(step, id, reason);
                None
            }
            Verdict::Suspended(checkpoint) => {
                self.suspend(step, id, checkpoint, stepped.mailbox);
                None
            }
            Verdict::Completed(output) => Some(End::Completed(output)),
            Verdict::Failed(failure) => Some(End::Failed(failure)),
        };
        self.apply_commands(step, id, run, stepped.commands).await?;
        if let Some(end) = end {
            self.finish(step, id, end);
        }
        Ok(())
    }

    /// Puts an instance away where it waits.
    fn suspend(&mut self, step: &Step, id: &InstanceId, checkpoint: Encoded, mailbox: Mailbox) {
        let Some(record) = self.live.record(id) else {
            return;
        };
        self.draft
            .replace_values(id, &record.values, &checkpoint.values);
        self.draft.count(0, checkpoint.bytes.len());
        record.checkpoint = Some(Blob(checkpoint.bytes));
        record.has_values = !checkpoint.values.is_empty();
        record.values = checkpoint.values;
        record.next_value = checkpoint.next_value;
        record.mailbox = mailbox;
        let events = record.mailbox.events_mut().settle();
        self.draft.remove_events(id, events);
        record.has_outcomes = record.mailbox.keeps_outcomes();
        record.updated = Micros::from(step.now);
        self.draft.remove_outcomes(id, record.mailbox.forget_rows());
        self.mark(id, Change::Record);
        self.keep_untaken(id);
    }

    /// Turns a step's commands into rows.
    async fn apply_commands(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        run: u64,
        commands: Vec<Command>,
    ) -> Result<(), Error> {
        for command in commands {
            match command {
                Command::ScheduleActivity { op, task } => self.schedule(step, id, run, op, task),
                Command::ArmTimer { op, due } => self.arm(step, id, run, op, due),
                Command::StartChild { op, child } => {
                    self.start_child(step, id, run, op, child).await?;
                }
                Command::Send {
                    op,
                    due,
                    to,
                    errand,
                } => {
                    let row = TimerRow::Send { run, to, errand }.to_bytes();
                    let key = TimerKey {
                        due: Due::from(due),
                        instance: id.clone(),
                        op,
                    };
                    self.draft.put_due(key, row);
                }
                Command::Cancel { op, pending } => {
                    self.cancel(step, id, run, op, pending).await?;
                }
                Command::GoOn => self.begin_later(id, run),
            }
        }
        Ok(())
    }

    fn schedule(&mut self, step: &Step, id: &InstanceId, run: u64, op: OpId, task: ActivityTask) {
        if let Some(record) = self.live.record(id) {
            self.draft
                .note(record, step.now, |keep| Happened::TaskScheduled {
                    op,
                    name: task.name.clone(),
                    input: keep.blob(&task.input),
                });
        }
        let row = ActivityRow {
            run,
            task,
            failed: 0,
            first_at: None,
        };
        let key = AttemptKey {
            instance: id.clone(),
            run,
            op,
        };
        self.draft.batch.put_new(key.row(), row.to_bytes());
        if self.registry.activity(&row.task.name).is_some() {
            self.draft
                .effects
                .push(Effect::Dispatch(key, Arc::new(row), Source::Activities));
        } else {
            self.block(step, id, unknown_activity(&row.task.name));
        }
    }

    fn arm(&mut self, step: &Step, id: &InstanceId, run: u64, op: OpId, due: SystemTime) {
        let row = TimerRow::Fire { run }.to_bytes();
        self.draft.put_timer(id, Due::from(due), op, row);
        if let Some(record) = self.live.record(id) {
            self.draft.tell(id, &record.name, News::Timer(due));
            self.draft
                .note(record, step.now, |_| Happened::TimerCreated {
                    op,
                    due: Micros::from(Due::from(due).time()),
                });
        }
    }

    /// Starts a sub-orchestration in the same commit as the step that asks for it.
    async fn start_child(
        &mut self,
        step: &mut Step,
        parent: &InstanceId,
        run: u64,
        op: OpId,
        child: ChildStart,
    ) -> Result<(), Error> {
        let ChildStart {
            name,
            id,
            input,
            if_exists,
        } = child;
        if let Some(record) = self.live.record(parent) {
            self.draft
                .note(record, step.now, |keep| Happened::ChildStarted {
                    op,
                    name: name.clone(),
                    instance: id.clone(),
                    input: keep.json(&input),
                });
        }
        self.load(std::slice::from_ref(&id)).await?;
        step.touched.push(id.clone());
        let asked_by = Parent {
            instance: parent.clone(),
            run,
            op,
        };
        let claim = match self.check_child(&name, &input) {
            Ok(()) => self.claim(&id, &name, &input, if_exists).await?,
            Err(failure) => {
                self.deliver_result(&asked_by, Err(failure));
                return Ok(());
            }
        };
        let refused = |what| Err(Error::exists(&id, what).into());
        let answer = match claim {
            Ok(Claim::Free) => None,
            Ok(Claim::TakeOver) if id == *parent => {
                Some(refused("can't be replaced by its own sub-orchestration"))
            }
            Ok(Claim::TakeOver) => {
                self.finish(step, &id, End::Terminated(REPLACED.to_owned()));
                None
            }
            Ok(Claim::Same(Some(end))) => Some(end.result(&id)),
            Ok(Claim::Same(None)) => Some(refused(
                "has not ended; it is not this instance's, which so can't wait for it",
            )),
            Err(error) => Some(Err(error.into())),
        };
        if let Some(answer) = answer {
            self.deliver_result(&asked_by, answer);
            return Ok(());
        }
        let child_run = self.begin(step, &id, name, input, Some(asked_by));
        step.children_begun += 1;
        if step.children_begun <= CHILDREN_BEGUN_MAX {
            step.queue(&mut self.live, &id);
            let leader = step.leader(parent, run);
            step.led_by.insert(id, leader);
        } else {
            self.begin_later(&id, child_run);
        }
        Ok(())
    }

    /// Has an instance begin, or go on, when others have had their turns. That is due now, and behind what was due
    /// before.
    pub(super) fn begin_later(&mut self, id: &InstanceId, run: u64) {
        let due = Due::already(self.clock.now());
        self.live.entry(id).goes_on = Some(due);
        let key = TimerKey {
            due,
            instance: id.clone(),
            op: OpId::NONE,
        };
        self.draft.put_due(key, TimerRow::Begin { run }.to_bytes());
    }

    /// Whether there is such a function, with such an input.
    fn check_child(&self, name: &str, input: &Json) -> Result<(), Failure> {
        let entry = self.registry.orchestrator(name).ok_or_else(|| {
            let known = self.registry.orchestrator_names();
            Failure::from(Error::unknown_function(name, &known)).into_terminal()
        })?;
        let check = || (entry.check_input)(input);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(check))
            .map_err(|panic| {
                let what = format!("reading the input of orchestrator `{name}`");
                Failure::from_panic(panic, &what)
            })?
            .map_err(|error| Failure::from(Error::invalid_input(name, &error)).into_terminal())
    }

    /// Puts a sub-orchestration's result into its parent's inbox.
    fn deliver_result(&mut self, parent: &Parent, result: Result<Json, Failure>) {
        let row = InboxRow {
            run: parent.run,
            result,
        };
        let key = (parent.instance.clone(), parent.run, parent.op);
        self.draft
            .batch
            .put_new(Key::of_result(&key), row.to_bytes());
        self.draft.effects.push(Effect::Deliver(key, row));
    }

    /// Nobody waits for an operation any more.
    async fn cancel(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        run: u64,
        op: OpId,
        pending: Pending,
    ) -> Result<(), Error> {
        self.draft.withdraw(id, run, op, &pending);
        let Pending::Child { id: child } = pending else {
            return Ok(());
        };
        let parent = Parent {
            instance: id.clone(),
            run,
            op,
        };
        self.terminate_child(step, parent, child).await
    }

    /// Terminates a sub-orchestration that its parent has given up, and those that it waits for in turn.
    async fn terminate_child(
        &mut self,
        step: &mut Step,
        parent: Parent,
        child: InstanceId,
    ) -> Result<(), Error> {
        let mut given_up = vec![(parent, child)];
        while let Some((parent, id)) = given_up.pop() {
            self.load(std::slice::from_ref(&id)).await?;
            self.read_events(&id).await?;
            step.touched.push(id.clone());
            // It may have ended, and its id may be another instance's.
            let Some(record) = self
                .live
                .record(&id)
                .filter(|record| !record.has_ended() && record.parent.as_ref() == Some(&parent))
            else {
                continue;
            };
            let run = record.run;
            given_up.extend(record.mailbox.pending().filter_map(|(op, pending)| {
                let Pending::Child { id: child } = pending else {
                    return None;
                };
                let parent = Parent {
                    instance: id.clone(),
                    run,
                    op,
                };
                Some((parent, child.clone()))
            }));
            self.close(step, &id, End::Terminated(GIVEN_UP.to_owned()));
        }
        Ok(())
    }

    /// Ends an instance, and tells its parent.
    pub(super) fn finish(&mut self, step: &Step, id: &InstanceId, end: End) {
        let result = end.result(id);
        self.close(step, id, end);
        let parent = self
            .live
            .record(id)
            .and_then(|record| record.parent.clone());
        if let Some(parent) = parent {
            self.deliver_result(&parent, result);
        }
    }

    /// Ends an instance: nothing is left of it but its record, its input and its history.
    fn close(&mut self, step: &Step, id: &InstanceId, end: End) {
        let Some(record) = self.live.record(id) else {
            return;
        };
        if record.mailbox.events().is_unread() {
            // One of them can't be read. It is blocked, and left as it is.
            return;
        }
        for (op, pending) in record.mailbox.pending() {
            self.draft.withdraw(id, record.run, op, pending);
        }
        self.draft.remove_outcomes(id, record.mailbox.stored());
        if record.blocked.take().is_some() {
            self.draft.set_blocked(id, None);
        }
        self.draft
            .replace_values(id, &record.values, &Values::new());
        record.values = Values::new();
        record.has_values = false;
        let events = record.mailbox.events_mut().clear();
        self.draft.remove_events(id, events);
        if std::mem::replace(&mut record.has_events, false) {
            self.draft.batch.remove(Key::of_event_head(id));
        }
        record.mailbox = Mailbox::default();
        record.has_outcomes = false;
        record.checkpoint = None;
        record.updated = Micros::from(step.now);
        self.draft.note(record, step.now, |_| Happened::Ended);
        self.draft.tell(id, &record.name, News::Ended(end.clone()));
        self.draft
            .effects
            .push(Effect::Ended(id.clone(), end.clone()));
        record.end = Some(end);
        self.mark(id, Change::Record);
    }

    /// Blocks an instance until the store is opened by code that can go on with it. What has arrived for
    /// it stays, and what arrives is kept.
    pub(super) fn block(&mut self, step: &Step, id: &InstanceId, reason: String) {
        let row = BlockedRow {
            reason: reason.clone(),
        };
        match &mut self.live.entry(id).state {
            Loaded::Absent => return,
            Loaded::Here(record) => {
                if record.has_ended() || record.blocked.as_ref() == Some(&reason) {
                    return;
                }
                let news = News::Blocked(reason.clone());
                self.draft.tell(id, &record.name, news);
                record.blocked = Some(reason);
                record.updated = Micros::from(step.now);
                self.mark(id, Change::Record);
                self.keep_untaken(id);
            }
            Loaded::Unreadable(_) => {
                self.draft.tell(id, "an instance", News::Blocked(reason));
            }
        }
        self.draft.set_blocked(id, Some(&row));
    }
}

fn unknown_orchestrator(name: &str) -> String {
    format!("the program has no orchestrator named `{name}`; deploy one, or terminate the instance")
}

fn suspected(entry: &OrchestratorEntry, Suspicion { deaths, until }: Suspicion) -> String {
    format!(
        "the process died {deaths} times while `{}` at {} went on from here, so it has to wait and is tried again at {}; \
         that may be chance, or an abort, an exit or an overflow of the stack in its code or in that of a sub-orchestration \
         that it starts: deploy code that doesn't, or terminate the instance; to try once more at once, shut the runtime down and open it again",
        entry.name,
        entry.place(),
        clock_text(until.time())
    )
}
