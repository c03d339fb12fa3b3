//! [`Draft`]: the commit that is being filled. It holds the rows to write, and the effects to carry out once they are
//! durable.

use std::sync::Arc;
use std::time::SystemTime;

use foldhash::HashSet;

use super::activities::attempt::{ActivityKey, StoredIn};
use super::effect::Effect;
use super::histories::Histories;
use super::log_event::{LogEvent, LogKind};
use super::message::{Answer, Reply};
use crate::model::function_name::FunctionName;
use crate::model::history::History;
use crate::model::id::{InstanceId, OpId};
use crate::model::log::LOG;
use crate::model::micros::Micros;
use crate::step::checkpoint::Values;
use crate::step::command::Pending;
use crate::step::frame::Manifest;
use crate::store::batch::Batch;
use crate::store::key::{Due, Key, ResultKey, Table, TimerKey};
use crate::store::rows::{
    ActivityRow, BlockedRow, Counters, End, HistoryEntry, HistoryRow, InboxRow, InputRow, KeptRow,
    LastEvents, MachineRow, OutcomeRow, Record, Row, value_row,
};

/// The commit that is being filled.
pub(crate) struct Draft {
    batch: Batch,
    effects: Vec<Effect>,
    /// The activities with rows that are removed. They are in the store until the commit is durable.
    removed: HashSet<ActivityKey>,
    /// The instances with records that are written; each once, whatever number of times it was stepped.
    changed: Vec<InstanceId>,
    /// The machines that the store holds.
    machines: HashSet<u64>,
    counters: Counters,
    /// The counters of the last batch.
    counters_written: Counters,
    histories: Histories,
    /// The rows that are added when the batch is made.
    rows_later: usize,
    /// The approximate number of their bytes.
    bytes_later: usize,
    bytes_max: usize,
}

/// The number of rows from which on a draft waits for the commit before it; no more messages are taken meanwhile.
const ROWS_MAX: usize = 8192;

/// The same as an approximate number of bytes, unless a test sets it; also the bytes of messages that one round takes.
pub(crate) const DRAFT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The largest row of history in bytes. A commit may hold many large results.
const HISTORY_ROW_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The contents of a draft, to be committed.
pub(crate) struct Drafted {
    pub(crate) batch: Batch,
    pub(crate) effects: Vec<Effect>,
    pub(crate) removed: HashSet<ActivityKey>,
    pub(crate) changed: Vec<InstanceId>,
}

impl Draft {
    pub(crate) fn new(histories: Histories, bytes_max: usize) -> Self {
        Self {
            batch: Batch::default(),
            effects: Vec::new(),
            removed: HashSet::default(),
            changed: Vec::new(),
            machines: HashSet::default(),
            counters: Counters::default(),
            counters_written: Counters::default(),
            histories,
            rows_later: 0,
            bytes_later: 0,
            bytes_max,
        }
    }

    /// Continues from the store's counters and machines.
    pub(crate) fn resume(&mut self, counters: Counters, machines: impl IntoIterator<Item = u64>) {
        self.machines.extend(machines);
        self.counters = counters;
        self.counters_written = counters;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.batch.is_empty() && self.changed.is_empty() && self.effects.is_empty()
    }

    /// Whether more may come before this is committed.
    pub(crate) fn has_room(&self) -> bool {
        self.rows() < ROWS_MAX && self.bytes() < self.bytes_max
    }

    fn rows(&self) -> usize {
        self.batch.rows() + self.changed.len() + self.rows_later
    }

    /// The approximate number of bytes that it writes.
    fn bytes(&self) -> usize {
        self.batch.bytes() + self.bytes_later
    }

    /// Counts rows that are written with those of their instance.
    pub(crate) fn count(&mut self, rows: usize, bytes: usize) {
        self.rows_later += rows;
        self.bytes_later += bytes;
    }

    /// Takes the contents for a commit. The draft is empty afterwards.
    pub(crate) fn take(&mut self) -> Drafted {
        if self.counters != self.counters_written {
            self.batch.put(Key::counters(), self.counters.to_bytes());
            self.counters_written = self.counters;
        }
        (self.rows_later, self.bytes_later) = (0, 0);
        Drafted {
            batch: std::mem::take(&mut self.batch),
            effects: std::mem::take(&mut self.effects),
            removed: std::mem::take(&mut self.removed),
            changed: std::mem::take(&mut self.changed),
        }
    }

    /// Adds an instance that is written with this commit.
    pub(crate) fn add_changed(&mut self, id: InstanceId) {
        self.changed.push(id);
    }

    /// The instances that are written with this commit.
    pub(crate) fn changed(&self) -> &[InstanceId] {
        &self.changed
    }

    /// Whether this commit removes the row of an activity.
    pub(crate) fn removes(&self, key: &ActivityKey) -> bool {
        self.removed.contains(key)
    }

    /// The activities with rows that this commit removes.
    pub(crate) fn removed(&self) -> impl Iterator<Item = &ActivityKey> {
        self.removed.iter()
    }

    /// Answers a caller.
    pub(crate) fn answer(&mut self, reply: Reply, answer: Answer) {
        self.effects.push(Effect::Answer(reply, answer));
    }

    /// Reports the end of an instance to the callers that wait for it.
    pub(crate) fn tell_end(&mut self, id: InstanceId, end: End) {
        self.effects.push(Effect::Ended(id, end));
    }

    /// The number of an instance that is being started.
    pub(crate) fn next_run(&mut self) -> u64 {
        self.counters.runs += 1;
        self.counters.runs
    }

    pub(crate) fn histories(&self) -> &Histories {
        &self.histories
    }

    /// Adds an entry to an instance's history, as far as that is kept. The entries of one commit are one row, unless
    /// they are large.
    pub(crate) fn note(
        &mut self,
        record: &mut Record,
        now: SystemTime,
        what: impl FnOnce(&Histories) -> HistoryEntry,
    ) {
        let history = self.histories.of(record);
        if matches!(history, History::None | History::Last(0)) {
            return;
        }
        let what = what(&self.histories);
        let bytes = what.bytes();
        self.bytes_later += bytes;
        let row = match record.noted.take() {
            None => {
                self.keep_last(record, history);
                self.begin_row(record)
            }
            Some(row) if row.bytes.saturating_add(bytes) > HISTORY_ROW_BYTES_MAX => {
                if let Some(key) = record.history {
                    let row = row.to_bytes();
                    self.bytes_later = self.bytes_later.saturating_sub(row.len());
                    self.batch.put_new(Key::of_history(key), row);
                }
                self.begin_row(record)
            }
            Some(row) => row,
        };
        let row = record.noted.insert(row);
        row.bytes += bytes;
        row.events.push((Micros::from(now), what));
        if let Some(last) = &mut record.last_events {
            last.count += 1;
        }
    }

    /// A row of history after those that there are.
    fn begin_row(&mut self, record: &mut Record) -> HistoryRow {
        let key = self.counters.history;
        self.counters.history += 1;
        HistoryRow {
            previous: record.history.replace(key),
            events: Vec::new(),
            bytes: 0,
        }
    }

    /// Makes room before a row of history is begun. When the rows hold as many events as are to be kept, they replace
    /// the rows before them.
    fn keep_last(&mut self, record: &mut Record, history: History) {
        let Record {
            history: head,
            last_events,
            ..
        } = record;
        let max = match history {
            History::Last(max) => max,
            _ if last_events.is_none() => return,
            _ => u64::MAX,
        };
        let last = last_events.get_or_insert(LastEvents {
            max: 0,
            count: 0,
            before: None,
            turned: false,
        });
        last.turned |= last.max != max;
        last.max = max;
        if last.count >= max {
            if let Some(head) = last.before.take() {
                self.batch.remove_history(head);
            }
            last.before = head.take();
            last.count = 0;
            last.turned = true;
        }
    }

    /// Logs an event once it is durable, if anything is logged at all.
    pub(crate) fn log(&mut self, id: &InstanceId, function: &str, kind: LogKind) {
        if tracing::enabled!(target: LOG, tracing::Level::WARN) {
            self.effects.push(Effect::Log(LogEvent {
                instance: id.clone(),
                function: FunctionName::of(function).to_string(),
                kind,
            }));
        }
    }

    /// Writes the reason why an instance is blocked, or removes it.
    pub(crate) fn set_blocked(&mut self, instance: &InstanceId, row: Option<&BlockedRow>) {
        let key = Key::of_instance(Table::Blocked, instance);
        match row {
            Some(row) => self.batch.put(key, row.to_bytes()),
            None => self.batch.remove(key),
        }
    }

    /// Writes the input of an instance.
    pub(crate) fn put_input(&mut self, instance: &InstanceId, row: &InputRow) {
        let key = Key::of_instance(Table::Inputs, instance);
        self.batch.put(key, row.to_bytes());
    }

    /// Writes the machine of a checkpoint, the first time.
    pub(crate) fn put_machine(&mut self, manifest: &Manifest) {
        if self.machines.insert(manifest.machine) {
            let key = Key::of_machine(manifest.machine);
            self.batch.put(key, MachineRow::of(manifest).to_bytes());
        }
    }

    /// Removes machines that no instance needs.
    pub(crate) fn remove_machines(&mut self, machines: &[u64]) {
        for machine in machines {
            if self.machines.remove(machine) {
                self.batch.remove(Key::of_machine(*machine));
            }
        }
    }

    /// Removes a chain of history, from its head back.
    pub(crate) fn remove_history(&mut self, head: u64) {
        self.batch.remove_history(head);
    }

    /// Writes a new activity.
    pub(crate) fn put_activity(&mut self, key: &ActivityKey, row: &ActivityRow) {
        self.batch.put_new(key.row(), row.to_bytes());
    }

    /// Begins the first attempt of a new activity.
    pub(crate) fn dispatch(&mut self, key: ActivityKey, row: ActivityRow) {
        let effect = Effect::Dispatch(key, Arc::new(row), StoredIn::Activities);
        self.effects.push(effect);
    }

    /// Removes an activity's row, wherever it is.
    pub(crate) fn remove_activity(&mut self, key: &ActivityKey, stored_in: StoredIn) {
        match stored_in {
            StoredIn::Activities => {
                self.batch.remove(key.row());
                self.removed.insert(key.clone());
            }
            StoredIn::Timers(due) => self.remove_timer(&key.instance, due, key.op),
        }
    }

    /// Removes the rows of an operation that is not over, and ends its attempt.
    pub(crate) fn withdraw(
        &mut self,
        instance: &InstanceId,
        run: u64,
        op: OpId,
        pending: &Pending,
    ) {
        match pending {
            Pending::Activity { retry_at } => {
                let key = ActivityKey {
                    instance: instance.clone(),
                    run,
                    op,
                };
                let stored_in =
                    retry_at.map_or(StoredIn::Activities, |at| StoredIn::Timers(Due::from(at)));
                self.remove_activity(&key, stored_in);
                self.effects.push(Effect::Cancel(key));
            }
            Pending::Timer { due } | Pending::Message { due, .. } => {
                self.remove_timer(instance, Due::from(*due), op);
            }
            Pending::Event { .. } | Pending::SubOrchestration { .. } => {}
        }
    }

    /// Keeps the rows by which operations of an instance that fails are begun again, before they are withdrawn. Timers need
    /// none. Returns the operations.
    pub(crate) fn keep_operations(&mut self, instance: &InstanceId, record: &Record) -> Vec<OpId> {
        let mut kept = Vec::new();
        for (op, row) in record.rows_of_pending(instance) {
            if let Some(Pending::Timer { .. }) = record.mailbox.pending_op(op) {
                continue;
            }
            self.batch.move_row(row, Key::of_kept_op(instance, op));
            kept.push(op);
        }
        kept
    }

    /// Keeps a failed instance as it was before the step that failed.
    pub(crate) fn put_kept(&mut self, instance: &InstanceId, row: &KeptRow) {
        self.batch.put(Key::of_kept(instance), row.to_bytes());
    }

    /// Removes what is kept of an instance.
    pub(crate) fn remove_kept(&mut self, instance: &InstanceId, record: &mut Record) {
        let Some(ops) = record.kept.take() else {
            return;
        };
        self.batch.remove(Key::of_kept(instance));
        for op in ops {
            self.batch.remove(Key::of_kept_op(instance, op));
        }
    }

    /// Puts the result of a sub-orchestration into its parent's inbox.
    pub(crate) fn put_result(&mut self, key: ResultKey, row: InboxRow) {
        self.batch.put_new(Key::of_result(&key), row.to_bytes());
        self.effects.push(Effect::Deliver(key, row));
    }

    pub(crate) fn remove_result(&mut self, key: &ResultKey) {
        self.batch.remove(Key::of_result(key));
    }

    /// Removes the rows of events.
    pub(crate) fn remove_events(&mut self, instance: &InstanceId, numbers: Vec<u64>) {
        for number in numbers {
            self.batch
                .remove(Key::of_number(Table::Events, instance, number));
        }
    }

    /// Removes the row that counts the events of an instance.
    pub(crate) fn remove_event_head(&mut self, instance: &InstanceId) {
        self.batch.remove(Key::of_event_head(instance));
    }

    pub(crate) fn put_outcome(&mut self, instance: &InstanceId, op: OpId, row: &OutcomeRow) {
        let key = Key::of_op(Table::Outcomes, instance, op);
        self.batch.put(key, row.to_bytes());
    }

    pub(crate) fn remove_outcomes(
        &mut self,
        instance: &InstanceId,
        ops: impl IntoIterator<Item = OpId>,
    ) {
        for op in ops {
            self.batch.remove(Key::of_op(Table::Outcomes, instance, op));
        }
    }

    /// Writes the values that an instance stores out of line now, and removes the old ones.
    pub(crate) fn replace_values(&mut self, instance: &InstanceId, old: &Values, new: &Values) {
        let key = |number: &u64| Key::of_number(Table::Values, instance, *number);
        for number in old.keys().filter(|number| !new.contains_key(number)) {
            self.batch.remove(key(number));
        }
        for (number, bytes) in new.iter().filter(|(number, _)| !old.contains_key(number)) {
            self.batch.put_new(key(number), value_row(bytes));
        }
    }

    pub(crate) fn put_timer(&mut self, instance: &InstanceId, due: Due, op: OpId, row: Vec<u8>) {
        let key = TimerKey {
            due,
            instance: instance.clone(),
            op,
        };
        self.batch.put_new(Key::of_timer(&key), row);
        self.effects.push(Effect::ArmTimer(key));
    }

    /// Writes a row that is due at once.
    pub(crate) fn put_due(&mut self, key: TimerKey, row: Vec<u8>) {
        // It may be there already.
        self.batch.put(Key::of_timer(&key), row);
        self.effects.push(Effect::ArmAtOnce(key));
    }

    /// Writes a row for the process that comes after a death. No timer is armed for it.
    pub(crate) fn put_unarmed(&mut self, key: &TimerKey, row: Vec<u8>) {
        self.batch.put(Key::of_timer(key), row);
    }

    /// Removes a row without an armed timer.
    pub(crate) fn remove_unarmed(&mut self, key: &TimerKey) {
        self.batch.remove(Key::of_timer(key));
    }

    pub(crate) fn remove_timer(&mut self, instance: &InstanceId, due: Due, op: OpId) {
        let key = TimerKey {
            due,
            instance: instance.clone(),
            op,
        };
        self.batch.remove(Key::of_timer(&key));
        self.effects.push(Effect::DisarmTimer(key));
    }
}

#[cfg(test)]
mod tests {
    use super::super::histories::HistorySettings;
    use super::*;
    use crate::functions::registry::Registry;
    use crate::step::frame::Blob;
    use crate::store::rows::Noted;

    fn record(now: SystemTime) -> Record {
        Record::started(1, "f".to_owned(), now)
    }

    /// All results of a wait may come in one commit.
    #[test]
    fn what_happens_before_a_commit_is_several_rows_when_it_is_large() {
        let settings = HistorySettings {
            value_bytes_max: usize::MAX,
            ..HistorySettings::default()
        };
        let histories = Histories::new(settings, &Registry::default());
        let mut draft = Draft::new(histories, DRAFT_BYTES_MAX);
        let now = SystemTime::UNIX_EPOCH;
        let mut record = record(now);
        for number in 0..5 {
            draft.note(&mut record, now, |_| HistoryEntry::TaskCompleted {
                op: OpId::new(number),
                result: Noted::Whole(Blob(vec![0; HISTORY_ROW_BYTES_MAX / 2 - 100])),
            });
        }
        assert_eq!(draft.batch.rows_of(Table::History), 2);
        assert!(draft.bytes() > 2 * HISTORY_ROW_BYTES_MAX);
        assert_eq!(record.history, Some(2));
        let last = record.noted.unwrap();
        assert_eq!((last.previous, last.events.len()), (Some(1), 1));
    }
}
