//! Stepping the instances that have news, and turning what their steps ask for into rows.

use std::sync::Arc;
use std::time::SystemTime;

use super::Engine;
use super::attempts::{AttemptKey, Source};
use super::ledger::Suspicion;
use super::live::{Change, Loaded, Turn};
use super::message::{Effect, News, clock_text};
use super::pool::{Done, Job};
use super::round::{Claim, REPLACED, unknown_activity};
use super::steps::{Noted, Started};
use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::model::failure::panics::drop_caught;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::checkpoint::{Encoded, Values};
use crate::step::command::{ActivityTask, ChildStart, Command, Pending};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::transition::Verdict;
use crate::store::key::{Due, Key, TimerKey};
use crate::store::rows::{
    ActivityRow, BlockedRow, End, Happened, InboxRow, Micros, Parent, Record, Row, TimerRow,
};

/// How many sub-orchestrations begin in the round in which they are started. The others begin in a
/// later one, so that functions that start each other without end don't make a round without end.
const CHILDREN_BEGUN_MAX: usize = 1000;

/// Why a sub-orchestration is terminated whose parent has cancelled it.
const GIVEN_UP: &str = "its parent no longer waits for it";

/// What one turn of the engine is about, apart from the instances themselves.
pub(super) struct Step {
    pub(super) now: SystemTime,
    /// The instances that were loaded meanwhile.
    pub(super) touched: Vec<InstanceId>,
    children_begun: usize,
    /// Who is to blame if the process dies in the step of an instance that is begun now, where that is noted.
    leader: Option<Started>,
}

impl Step {
    pub(super) fn new(now: SystemTime) -> Self {
        Self {
            now,
            touched: Vec::new(),
            children_begun: 0,
            leader: None,
        }
    }
}

impl Engine {
    /// Begins steps of the instances that are to be stepped, as far as there is room for them.
    pub(super) async fn begin_steps(&mut self, step: &mut Step) -> Result<(), Error> {
        let mut jobs = Vec::new();
        while let Some(id) = self.steps.next_queued() {
            // It may have ended since, and been started again.
            if !(self.live.get(&id)).is_some_and(|entry| entry.turn == Turn::Queued) {
                continue;
            }
            self.read_events(&id).await?;
            let Some(record) = self.what_to_step(step, &id) else {
                self.live.entry(&id).turn = Turn::Nothing;
                self.remove_step_later(&id);
                step.touched.push(id.clone());
                if let Some(leader) = self.steps.forget(&id) {
                    self.attempts.ledger.clear(&leader.0, leader.1);
                }
                continue;
            };
            let (begun, run) = (record.checkpoint.is_some(), record.run);
            let ledger = &mut self.attempts.ledger;
            let is_suspect = ledger.is_suspect(&id, run);
            if is_suspect && (self.steps.has_suspect() || jobs.iter().any(is_of_suspect)) {
                self.steps.put_off(id);
                continue;
            }
            let noted = (ledger.notes_steps() || self.steps.is_led(&id)).then(|| {
                let leader = self.steps.take_leader(&id, run);
                Noted {
                    entry: ledger.begin_step(&leader.0, leader.1),
                    leader,
                    is_suspect,
                }
            });
            let input = if begun {
                None
            } else {
                self.input_of(&id).await?
            };
            let Loaded::Here(record) = &self.live.entry(&id).state else {
                continue;
            };
            let Some(entry) = self.registry.orchestrator(&record.name) else {
                continue;
            };
            let job = Job {
                number: self.steps.number(),
                instance: id.clone(),
                entry,
                record: Arc::clone(record),
                input,
            };
            self.live.entry(&id).turn = Turn::UnderWay {
                number: job.number,
                arrived: Vec::new(),
            };
            jobs.push((job, noted));
        }
        if jobs.iter().any(|(_, noted)| noted.is_some()) {
            self.attempts.ledger.flush();
        }
        self.steps.begin(jobs);
        Ok(())
    }

    /// The record of an instance, if there is something for it to do. One that can't do it is blocked.
    fn what_to_step(&mut self, step: &mut Step, id: &InstanceId) -> Option<&Record> {
        let record = self.live.record(id)?;
        let begun = record.checkpoint.is_some();
        if record.has_ended() || record.blocked.is_some() || (begun && !record.mailbox.has_news()) {
            return None;
        }
        let run = record.run;
        let Some(entry) = self.registry.orchestrator(&record.name) else {
            let reason = unknown_orchestrator(&record.name);
            self.block(step, id, reason);
            return None;
        };
        if let Some(suspicion) = self.attempts.ledger.suspicion(id, run, step.now) {
            let reason = suspected(entry, suspicion);
            let key = (suspicion.until, id.clone());
            self.suspects.insert(key, reason.clone());
            self.block(step, id, reason);
            return None;
        }
        self.live.record(id).map(|record| &*record)
    }

    /// Takes in what steps have led to that are over, and begins those that follow.
    pub(super) async fn end_steps(&mut self) -> Result<(), Error> {
        let done = self.steps.take_done();
        let mut step = Step::new(self.clock.now());
        let mut was_noted = false;
        for done in done {
            let noted = self.steps.end(done.number);
            if let Some(Noted { entry, leader, .. }) = noted {
                was_noted = true;
                if let Some(entry) = entry {
                    self.attempts.ledger.end(entry);
                }
                step.leader = Some(leader);
            }
            step.touched.push(done.instance.clone());
            self.apply(&mut step, done).await?;
            if let Some(leader) = step.leader.take()
                && self.steps.end_led(&leader)
            {
                self.attempts.ledger.clear(&leader.0, leader.1);
            }
        }
        if was_noted {
            self.attempts.ledger.flush();
        }
        self.begin_steps(&mut step).await?;
        self.steps.await_last();
        for id in &step.touched {
            self.release(id);
        }
        Ok(())
    }

    /// Makes the steps that are to be made and don't take long, with all that follows from them.
    pub(super) async fn make_short_steps(&mut self, step: &mut Step) -> Result<(), Error> {
        self.begin_steps(step).await?;
        while self.steps.any_short() {
            self.steps.pool.news().await;
            self.end_steps().await?;
        }
        Ok(())
    }

    /// Turns what a step led to into rows.
    async fn apply(&mut self, step: &mut Step, done: Done) -> Result<(), Error> {
        let Done {
            number,
            instance: id,
            stepped,
            ..
        } = done;
        let id = &id;
        let Some(arrived) = self.live.get(id).and_then(|entry| entry.end_turn(number)) else {
            // The instance was ended meanwhile.
            drop_caught(stepped);
            return Ok(());
        };
        self.remove_step_later(id);
        let Some(record) = self.live.record(id) else {
            return Ok(());
        };
        let mut stepped = self.size_limit.step(stepped, &record.values);
        // Of what was cancelled some may be over by now, or wait for another attempt.
        stepped.commands.retain_mut(|command| match command {
            Command::Cancel { op, pending } => match record.mailbox.pending_op(*op) {
                Some(now) => {
                    pending.clone_from(now);
                    true
                }
                None => false,
            },
            _ => true,
        });
        if let Some(status) = stepped.custom_status {
            self.draft
                .tell(id, &record.name, News::CustomStatus(status.clone()));
            record.custom_status = Some(status);
        }
        let run = record.run;
        let end = match stepped.verdict {
            Verdict::Blocked(reason) => {
                self.block(step, id, reason);
                self.keep_untaken(id);
                None
            }
            Verdict::Suspended(checkpoint) => {
                if self.suspend(step, id, checkpoint, stepped.mailbox, &arrived) {
                    self.queue(id);
                }
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

    /// Has an instance stepped once all that came in is in the mailboxes: once, however much it is.
    pub(super) fn queue(&mut self, id: &InstanceId) {
        self.steps.queue(&mut self.live, id);
        // What it is stepped for may be gone from the store with the next commit.
        self.mark(id, Change::Beside);
    }

    /// Before a commit: what has come for instances whose steps it doesn't wait for is kept, and that they are to be
    /// stepped. Those of which there are too many in memory are let go of.
    pub(super) fn keep_unstepped(&mut self) {
        let excess = self.steps.take_excess();
        for id in &excess {
            self.live.entry(id).turn = Turn::Nothing;
            if let Some(leader) = self.steps.forget(id) {
                self.attempts.ledger.clear(&leader.0, leader.1);
            }
            self.keep_untaken(id);
            self.remove_step_later(id);
            if let Some(run) = self.live.record(id).map(|record| record.run) {
                self.begin_later(id, run);
            }
        }
        for at in 0..self.draft.changed.len() {
            let id = self.draft.changed[at].clone();
            let entry = self.live.entry(&id);
            if entry.turn == Turn::Nothing || entry.stepped_later.is_some() {
                continue;
            }
            let Loaded::Here(record) = &entry.state else {
                continue;
            };
            let run = record.run;
            let due = Due::already(self.clock.now());
            entry.stepped_later = Some(due);
            let key = TimerKey {
                due,
                instance: id.clone(),
                op: OpId::NONE,
            };
            let row = TimerRow::Begin { run }.to_bytes();
            self.draft.batch.put(Key::of_timer(&key), row);
            self.keep_untaken(&id);
        }
    }

    /// An instance's step is over, or it has ended: it is not stepped for what it was stepped for if the process dies.
    fn remove_step_later(&mut self, id: &InstanceId) {
        let entry = self.live.entry(id);
        if let Some(due) = entry.stepped_later.take()
            && entry.goes_on != Some(due)
        {
            let key = TimerKey {
                due,
                instance: id.clone(),
                op: OpId::NONE,
            };
            self.draft.batch.remove(Key::of_timer(&key));
        }
    }

    /// Puts an instance away where it waits. Whether what has come during the step is what it waits for.
    fn suspend(
        &mut self,
        step: &Step,
        id: &InstanceId,
        checkpoint: Encoded,
        mut mailbox: Mailbox,
        arrived: &[OpId],
    ) -> bool {
        let Some(record) = self.live.record(id) else {
            return false;
        };
        let is_over = mailbox.take_over(std::mem::take(&mut record.mailbox), arrived);
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
        let is_over = is_over && record.blocked.is_none();
        self.mark(id, Change::Record);
        self.keep_untaken(id);
        is_over
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
            first_at: Some(Micros::from(step.now)),
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
            self.queue(&id);
            if let Some(leader) = step.leader.clone() {
                self.steps.lead(&id, leader);
            }
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

    /// Waits no more for the step of an instance, nor for its turn.
    fn abandon_step(&mut self, id: &InstanceId) {
        let entry = self.live.entry(id);
        let turn = std::mem::replace(&mut entry.turn, Turn::Nothing);
        if let Turn::UnderWay { number, .. } = turn {
            self.steps.pool.abandon(number);
            if let Some(Noted { entry, leader, .. }) = self.steps.end(number) {
                if let Some(entry) = entry {
                    self.attempts.ledger.end(entry);
                }
                if self.steps.end_led(&leader) {
                    self.attempts.ledger.clear(&leader.0, leader.1);
                }
            }
        }
        self.remove_step_later(id);
    }

    /// Ends an instance: nothing is left of it but its record, its input and its history.
    fn close(&mut self, step: &Step, id: &InstanceId, end: End) {
        self.abandon_step(id);
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
                let record = Arc::make_mut(record);
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

fn is_of_suspect((_, noted): &(Job, Option<Noted>)) -> bool {
    noted.as_ref().is_some_and(|noted| noted.is_suspect)
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
