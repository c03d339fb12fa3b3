//! A round: what has come in is put into the mailboxes of the instances that it is for, and those that
//! have news are stepped. It writes to the draft and to nothing else.

use std::sync::Arc;
use std::time::SystemTime;

use super::Engine;
use super::attempts::{AttemptKey, Source};
use super::live::{Change, Input, Loaded};
use super::message::{Effect, Message, News, Start, Work};
use super::runner::Ended;
use super::spans;
use super::step::Step;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::step::checkpoint::Values;
use crate::step::command::{Errand, Outcome, Pending};
use crate::step::entry::ActivityEntry;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::store::key::{Due, Key, ResultKey, Table, TimerKey};
use crate::store::rows::{
    ActivityRow, End, Happened, InboxRow, InputRow, Micros, Parent, Record, Row, TimerRow,
    Unreadable,
};

/// A row whose time has come.
type DueRow = (TimerKey, Result<TimerRow, Unreadable>);

/// Why an instance is terminated whose id was given to another one.
pub(super) const REPLACED: &str = "another instance was started in its place";

/// What a start finds under its id.
pub(super) enum Claim {
    /// No instance, or one that gives way.
    Free,
    /// An instance that has to be terminated first.
    TakeOver,
    /// The very instance that it asks for, and how that has ended if it has.
    Same(Option<End>),
}

impl Engine {
    /// Does all of `messages` and `work`.
    pub(super) async fn round(
        &mut self,
        messages: Vec<Message>,
        work: Vec<Work>,
    ) -> Result<(), Error> {
        self.rounds += 1;
        let now = self.clock.now();
        let mut about: Vec<InstanceId> = work.iter().map(Work::instance).cloned().collect();
        for message in &messages {
            message.instances(&mut about);
        }
        self.load(&about).await?;
        let due = self.due_rows(&work).await?;
        let addressed = due.iter().filter_map(|(_, row)| match row {
            Ok(TimerRow::Send { to, .. }) => Some(to.clone()),
            _ => None,
        });
        let addressed: Vec<InstanceId> = addressed.collect();
        self.load(&addressed).await?;
        for (_, row) in &due {
            // What ends an instance removes its events.
            if let Ok(TimerRow::Send {
                to,
                errand: Errand::Terminate { .. },
                ..
            }) = row
            {
                self.read_events(to).await?;
            }
        }
        about.extend(addressed);
        let mut step = Step::new(now);
        for (key, row) in due {
            self.take_due(&mut step, key, row);
        }
        for work in work {
            match work {
                Work::Child(key, row) => self.take_child(&mut step, key, row),
                Work::GivenUp(Ended { key, result }) => self.take_attempt(&mut step, &key, result),
                Work::TryAgain(id, reason) => self.try_again(&id, &reason),
                Work::Due(_) => {}
            }
        }
        for message in messages {
            self.take_message(&mut step, message).await?;
        }
        self.begin_steps(&mut step).await?;
        about.append(&mut step.touched);
        for id in &about {
            self.release(id);
        }
        Ok(())
    }

    /// Makes sure that these instances are in memory.
    pub(super) async fn load(&mut self, ids: &[InstanceId]) -> Result<(), Error> {
        let mut missing: Vec<_> = ids
            .iter()
            .filter(|id| !self.live.contains(id))
            .cloned()
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        missing.sort_unstable();
        missing.dedup();
        let rows = self.store.instances(missing.clone()).await?;
        for (id, row) in missing.into_iter().zip(rows) {
            self.live.load(id.clone(), row.as_deref());
            self.load_values(&id).await?;
            self.load_outcomes(&id).await?;
            self.load_event_head(&id).await?;
        }
        Ok(())
    }

    /// The rows of the timers that are due. One that is gone was removed with its instance.
    async fn due_rows(&self, work: &[Work]) -> Result<Vec<DueRow>, Error> {
        let keys: Vec<TimerKey> = work
            .iter()
            .filter_map(|work| match work {
                Work::Due(key) => Some(key.clone()),
                Work::Child(..) | Work::GivenUp(_) | Work::TryAgain(..) => None,
            })
            .collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.store.timer_rows(keys.clone()).await?;
        let rows = keys.into_iter().zip(rows);
        let read = |(key, row): (TimerKey, Option<Vec<u8>>)| {
            let row = TimerRow::from_bytes(&row?);
            Some((key, row))
        };
        Ok(rows.filter_map(read).collect())
    }

    async fn take_message(&mut self, step: &mut Step, message: Message) -> Result<(), Error> {
        match message {
            Message::Start(start, reply) => {
                let answer = self.take_start(step, start).await?;
                self.draft.effects.push(Effect::AnswerStart(reply, answer));
            }
            Message::StartMany(starts, reply) => {
                let mut started = Ok(Vec::with_capacity(starts.len()));
                for start in starts {
                    match (&mut started, self.take_start(step, start).await?) {
                        (Ok(ids), Ok(id)) => ids.push(id),
                        (Ok(_), Err(error)) => started = Err(error),
                        (Err(_), _) => {}
                    }
                }
                self.draft
                    .effects
                    .push(Effect::AnswerStarts(reply, started));
            }
            Message::Raise {
                id,
                name,
                payload,
                reply,
            } => {
                self.take_event(step, &id, name, payload, reply);
            }
            Message::Terminate { id, reason, reply } => {
                self.read_events(&id).await?;
                let admitted = self.size_limit.admit("a reason", reason.len());
                let answer = admitted.and_then(|()| self.terminate(step, &id, reason));
                self.draft.effects.push(Effect::Answer(reply, answer));
            }
            Message::Attempted(ended) => {
                for Ended { key, result } in ended {
                    self.take_attempt(step, &key, result);
                }
            }
        }
        Ok(())
    }

    /// The record of an instance that has not ended, or the error of a call about any other one.
    pub(super) fn running(&mut self, id: &InstanceId) -> Result<&mut Record, Error> {
        match &mut self.live.entry(id).state {
            Loaded::Absent => Err(Error::not_found(id)),
            Loaded::Unreadable(reason) => Err(Error::new(
                ErrorKind::Store,
                format!("instance `{id}` is blocked: {reason}"),
            )),
            Loaded::Here(record) if record.has_ended() => Err(Error::ended(id)),
            Loaded::Here(record) => Ok(Arc::make_mut(record)),
        }
    }

    async fn take_start(
        &mut self,
        step: &mut Step,
        start: Start,
    ) -> Result<Result<InstanceId, Error>, Error> {
        let Start {
            name,
            id,
            input,
            if_exists,
        } = start;
        if let Err(error) = self.size_limit.admit("an input", input.as_str().len()) {
            return Ok(Err(error));
        }
        Ok(match self.claim(&id, &name, &input, if_exists).await? {
            Ok(Claim::Free) => {
                self.begin(step, &id, name, input, None);
                self.queue(&id);
                Ok(id)
            }
            Ok(Claim::TakeOver) => {
                self.finish(step, &id, End::Terminated(REPLACED.to_owned()));
                self.begin(step, &id, name, input, None);
                self.queue(&id);
                Ok(id)
            }
            Ok(Claim::Same(_)) => Ok(id),
            Err(error) => Err(error),
        })
    }

    /// What a start with this id leads to.
    pub(super) async fn claim(
        &mut self,
        id: &InstanceId,
        name: &str,
        input: &Json,
        if_exists: IfExists,
    ) -> Result<Result<Claim, Error>, Error> {
        let (end, same_function) = match &self.live.entry(id).state {
            Loaded::Absent => return Ok(Ok(Claim::Free)),
            Loaded::Unreadable(reason) => {
                return Ok(Err(Error::exists(id, &format!("is blocked: {reason}"))));
            }
            Loaded::Here(record) => (record.end.clone(), record.name == name),
        };
        let refused = |what| Ok(Err(Error::exists(id, what)));
        match (if_exists, end) {
            (IfExists::Return, end) => {
                let before = self.input_of(id).await?;
                if same_function && before.is_some_and(|before| before.says_the_same(input)) {
                    Ok(Ok(Claim::Same(end)))
                } else {
                    refused(
                        "has another function or input; choose another id, or replace it by `.if_exists(IfExists::Replace)`",
                    )
                }
            }
            (IfExists::Refuse, Some(_)) => {
                refused("has ended; choose another id, or say by `if_exists` what to do with it")
            }
            (IfExists::Refuse | IfExists::ReplaceEnded, None) => {
                refused("has not ended; choose another id, or terminate that instance first")
            }
            (IfExists::Replace | IfExists::ReplaceEnded, Some(_)) => Ok(Ok(Claim::Free)),
            (IfExists::Replace, None) => {
                // What ends an instance removes its events.
                self.read_events(id).await?;
                let cant_end = self.why_kept(id);
                Ok(cant_end.map_or(Ok(Claim::TakeOver), |why| Err(Error::exists(id, &why))))
            }
        }
    }

    /// Why an instance whose events were read can't be ended: a part of it can't be read, so it is left as it is.
    fn why_kept(&mut self, id: &InstanceId) -> Option<String> {
        match &self.live.entry(id).state {
            Loaded::Unreadable(reason) => Some(format!("is blocked: {reason}")),
            Loaded::Here(record) if record.mailbox.events().is_unread() => {
                Some("holds an event that can't be read, and is left as it is".to_owned())
            }
            Loaded::Here(_) | Loaded::Absent => None,
        }
    }

    /// Makes an instance's record, in place of the one of an instance that had this id and has ended.
    pub(super) fn begin(
        &mut self,
        step: &mut Step,
        id: &InstanceId,
        name: String,
        input: Json,
        parent: Option<Parent>,
    ) -> u64 {
        let run = self.draft.next_run();
        if let Some(replaced) = self.live.record(id) {
            for head in replaced.take_history() {
                self.draft.batch.remove_history(head);
            }
        }
        let mut record = Record {
            run,
            name,
            created: Micros::from(step.now),
            updated: Micros::from(step.now),
            parent,
            custom_status: None,
            checkpoint: None,
            values: Values::new(),
            has_values: false,
            next_value: 0,
            mailbox: Mailbox::default(),
            has_outcomes: false,
            has_events: false,
            blocked: None,
            end: None,
            history: None,
            last_events: None,
            noted: None,
        };
        self.draft
            .note(&mut record, step.now, |_| Happened::Started);
        self.draft.tell(id, &record.name, News::Started);
        let row = InputRow {
            input: input.clone(),
        };
        let key = Key::of_instance(Table::Inputs, id);
        self.draft.batch.put(key, row.to_bytes());
        let entry = self.live.entry(id);
        entry.state = Loaded::Here(Arc::new(record));
        entry.input = Input::Drafted(input);
        entry.goes_on = None;
        self.mark(id, Change::Record);
        run
    }

    /// Notes that an instance is changed.
    pub(super) fn mark(&mut self, id: &InstanceId, change: Change) {
        let entry = self.live.entry(id);
        if entry.change == Change::Nothing {
            self.draft.changed.push(id.clone());
        }
        entry.change = entry.change.max(change);
    }

    fn terminate(&mut self, step: &Step, id: &InstanceId, reason: String) -> Result<(), Error> {
        self.running(id)?;
        if let Some(why) = self.why_kept(id) {
            return Err(Error::new(
                ErrorKind::Store,
                format!("instance `{id}` {why}"),
            ));
        }
        self.finish(step, id, End::Terminated(reason));
        Ok(())
    }

    /// Does what an instance does to another one, which is in memory, and tells it what came of that: all in one
    /// commit.
    fn send(
        &mut self,
        step: &mut Step,
        from: &InstanceId,
        op: OpId,
        to: &InstanceId,
        errand: Errand,
    ) {
        let noted = self.draft.histories().errand(&errand);
        let sent = match errand {
            // It is committed already that it is sent: no limit refuses it.
            Errand::Raise { name, payload } => self.running(to).map(drop).map(|()| {
                self.put_event(step, to, name, payload);
            }),
            Errand::Terminate { reason } => self.terminate(step, to, reason),
        };
        if sent.is_ok()
            && let Some(record) = self.live.record(from)
            && !record.has_ended()
        {
            self.draft
                .note(record, step.now, |_| Happened::MessageSent {
                    to: to.clone(),
                    errand: noted,
                });
        }
        let received = sent.map_err(|error| error.of_message());
        self.deliver(from, op, Outcome::Received(received));
    }

    /// An attempt is over: its outcome, or when the next one begins.
    fn take_attempt(
        &mut self,
        step: &mut Step,
        key: &AttemptKey,
        result: Result<Vec<u8>, Failure>,
    ) {
        let Some(attempt) = self.attempts.remove(key) else {
            return;
        };
        let Some(record) = self
            .live
            .record(&key.instance)
            .filter(|record| record.run == key.run)
        else {
            // It was replaced meanwhile, or can't be read; then the activity's row stays, too.
            return;
        };
        if !matches!(
            record.mailbox.pending_op(key.op),
            Some(Pending::Activity { .. })
        ) {
            // Nobody waits for it any more, and its row went with that.
            return;
        }
        let name = &attempt.started.row.task.name;
        let outcome = match self.size_limit.result(name, result) {
            Ok(bytes) => Ok(Blob(bytes)),
            Err(failure) if failure.is_unfit_arguments() => {
                // Its row stays: it is run when code is deployed that can read it.
                self.stuck.insert(key.clone());
                let reason = format!("activity `{}`: {failure}", attempt.started.row.task.name);
                return self.block(step, &key.instance, reason);
            }
            // Its row stays: it is run when the store is opened again.
            Err(failure) if self.attempts.has_heeded(&attempt, &failure) => return,
            Err(failure) => {
                let row = ActivityRow {
                    failed: attempt.started.row.failed + 1,
                    first_at: Some(attempt.started.row.first_attempt().unwrap_or(attempt.began)),
                    ..(*attempt.started.row).clone()
                };
                let entry = self.registry.activity(&row.task.name);
                let span = spans::of_attempt(&key.instance, &row.task.name, row.failed);
                let now = self.clock.now();
                let next =
                    span.in_scope(|| entry.map(|entry| next_attempt(entry, &row, &failure, now)));
                match next {
                    Some(Ok(Some(at))) => {
                        return self.put_off(step, key, attempt.source, row, &failure, at);
                    }
                    Some(Err(panic)) => Err(panic),
                    Some(Ok(None)) | None => Err(failure),
                }
            }
        };
        self.draft.note(record, step.now, |keep| match &outcome {
            Ok(result) => Happened::TaskCompleted {
                op: key.op,
                result: keep.blob(result),
            },
            Err(failure) => Happened::TaskFailed {
                op: key.op,
                failure: keep.failure(failure),
            },
        });
        self.draft.remove_activity(key, attempt.source);
        self.deliver(&key.instance, key.op, Outcome::Activity(outcome));
    }

    /// Stores a failed activity until its next attempt.
    fn put_off(
        &mut self,
        step: &Step,
        key: &AttemptKey,
        source: Source,
        row: ActivityRow,
        failure: &Failure,
        at: SystemTime,
    ) {
        let due = Due::from(at);
        self.draft.remove_activity(key, source);
        let news = News::Retry {
            activity: row.task.name.clone(),
            failed: row.failed,
            failure: failure.clone(),
            at,
        };
        let failure = failure.clone();
        let bytes = TimerRow::RetryAfter { row, failure }.to_bytes();
        self.draft.put_timer(&key.instance, due, key.op, bytes);
        let Some(record) = self.live.record(&key.instance) else {
            return;
        };
        record.mailbox.set_retry_at(key.op, due.time());
        record.updated = Micros::from(step.now);
        self.draft.tell(&key.instance, &record.name, news);
        let has_outcomes = record.has_outcomes;
        self.live.entry(&key.instance).arrives_in_step(key.op);
        if has_outcomes {
            self.keep(&key.instance, key.op);
        } else {
            self.mark(&key.instance, Change::Record);
        }
    }

    /// A row's time has come.
    fn take_due(&mut self, step: &mut Step, key: TimerKey, row: Result<TimerRow, Unreadable>) {
        let row = match row {
            Ok(row) => row,
            Err(unreadable) => {
                let reason = format!(
                    "its timer of {:?} can't be read: {unreadable}",
                    key.due.time()
                );
                return self.block(step, &key.instance, reason);
            }
        };
        let record = match &mut self.live.entry(&key.instance).state {
            Loaded::Here(record) => Arc::make_mut(record),
            Loaded::Absent => {
                self.draft.batch.remove(Key::of_timer(&key));
                return;
            }
            // The row stays, for code that can read the instance.
            Loaded::Unreadable(_) => return,
        };
        match row {
            TimerRow::Fire { run } => {
                let is_awaited = record.run == run
                    && matches!(record.mailbox.pending_op(key.op), Some(Pending::Timer { due }) if Due::from(*due) == key.due);
                if is_awaited {
                    self.draft
                        .note(record, step.now, |_| Happened::TimerFired { op: key.op });
                    self.deliver(&key.instance, key.op, Outcome::Fired);
                }
                self.remove_due(&key, run);
            }
            TimerRow::Begin { run } => {
                let is_stepped = record.run == run && !record.has_ended();
                if is_stepped {
                    self.queue(&key.instance);
                }
                let entry = self.live.entry(&key.instance);
                if is_stepped && entry.stepped_later.is_none() {
                    // It stays until the step is over.
                    entry.stepped_later = Some(key.due);
                    if entry.goes_on == Some(key.due) {
                        entry.goes_on = None;
                    }
                } else {
                    self.remove_due(&key, run);
                }
            }
            TimerRow::Send { run, to, errand } => {
                let is_awaited = record.run == run
                    && matches!(record.mailbox.pending_op(key.op), Some(Pending::Message { due, .. }) if Due::from(*due) == key.due);
                if is_awaited {
                    self.send(step, &key.instance, key.op, &to, errand);
                }
                self.remove_due(&key, run);
            }
            TimerRow::Retry(row) | TimerRow::RetryAfter { row, .. } => {
                let is_awaited = record.run == row.run
                    && matches!(record.mailbox.pending_op(key.op), Some(Pending::Activity { retry_at: Some(at) }) if Due::from(*at) == key.due);
                let entry = self.registry.activity(&row.task.name);
                if let Some(entry) = entry.filter(|_| is_awaited)
                    && !self.attempts.queue.takes_retry(entry)
                {
                    self.attempts.queue.put_off_retry(entry, key);
                } else if is_awaited {
                    self.try_dispatch(step, &key.instance, key.op, row, Source::Timers(key.due));
                }
            }
        }
    }

    /// Removes a row whose time has come; the instance that wrote it was started as `run`. Whoever stopped waiting
    /// for it has removed it already; then this does nothing.
    ///
    /// The row was read from the store. An instance that was started meanwhile in place of this one may have written
    /// a row with the same key, which the store doesn't know yet. That one stays.
    fn remove_due(&mut self, key: &TimerKey, run: u64) {
        let entry = self.live.entry(&key.instance);
        let is_of_this_run = matches!(&entry.state, Loaded::Here(record) if record.run == run);
        // What an earlier run waited for was removed when it ended, but not that it was to go on.
        let goes_on = key.op == OpId::NONE && entry.goes_on == Some(key.due);
        let is_left_over = key.op == OpId::NONE && !goes_on;
        if is_of_this_run && is_left_over && entry.stepped_later == Some(key.due) {
            // It is needed until the step is over.
            return;
        }
        if goes_on {
            entry.goes_on = None;
        }
        if is_of_this_run || entry.is_stored() || is_left_over {
            self.draft.batch.remove(Key::of_timer(key));
        }
    }

    /// Begins an attempt of a stored activity at once: what it says is durable already. An activity that
    /// the program doesn't have blocks its instance, and its row stays.
    pub(super) fn try_dispatch(
        &mut self,
        step: &Step,
        instance: &InstanceId,
        op: OpId,
        row: ActivityRow,
        source: Source,
    ) {
        let key = AttemptKey {
            instance: instance.clone(),
            run: row.run,
            op,
        };
        if self.registry.activity(&row.task.name).is_some() {
            self.dispatch(key, Arc::new(row), source);
        } else {
            let reason = unknown_activity(&row.task.name);
            self.block(step, instance, reason);
        }
    }

    /// A sub-orchestration has ended.
    fn take_child(&mut self, step: &mut Step, key: ResultKey, row: InboxRow) {
        let removed = Key::of_result(&key);
        let (parent, run, op) = key;
        let record = match &mut self.live.entry(&parent).state {
            Loaded::Here(record) => Some(Arc::make_mut(record)),
            Loaded::Absent => None,
            // The row stays, for code that can read the parent.
            Loaded::Unreadable(_) => return,
        };
        if let Some(record) = record
            && record.run == run
            && record.mailbox.pending_op(op).is_some()
        {
            self.draft
                .note(record, step.now, |keep| Happened::ChildEnded {
                    op,
                    result: match &row.result {
                        Ok(result) => Ok(keep.json(result)),
                        Err(failure) => Err(keep.failure(failure)),
                    },
                });
            self.deliver(&parent, op, Outcome::Child(row.result));
        }
        self.draft.batch.remove(removed);
    }

    /// What an instance was started with.
    pub(super) async fn input_of(&mut self, id: &InstanceId) -> Result<Option<Json>, Error> {
        if let Input::Drafted(input) | Input::Committing(input) = &self.live.entry(id).input {
            return Ok(Some(input.clone()));
        }
        let row = self.store.input(id.clone()).await?;
        Ok(row.and_then(|bytes| Some(InputRow::from_bytes(&bytes).ok()?.input)))
    }
}

pub(super) fn unknown_activity(name: &str) -> String {
    format!("the program has no activity named `{name}`; deploy one, or terminate the instance")
}

/// When the activity is tried again. Which failures are worth it is the user's code, which may panic.
fn next_attempt(
    entry: &ActivityEntry,
    row: &ActivityRow,
    failure: &Failure,
    now: SystemTime,
) -> Result<Option<SystemTime>, Failure> {
    let first_at = row.first_attempt().map_or(now, SystemTime::from);
    let decide = || entry.next_attempt(row.task.retry.as_ref(), failure, row.failed, first_at, now);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(decide)).map_err(|panic| {
        let what = format!("the retry predicate of activity `{}`", entry.name);
        Failure::from_panic(panic, &what)
    })
}
