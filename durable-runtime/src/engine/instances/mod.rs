//! [`Instances`]: the instances that are in memory. These are those of the present round, those with a change that is
//! not durable yet (the store must not be asked about them), those with an attempt of an activity under way, and a few
//! that wait for many operations. Any other waiting instance is not here.
//!
//! [`read`] reads them from the store, [`load`] adds them, [`change`] notes their changes in the draft, and [`commit`]
//! writes those.

mod change;
pub(crate) mod entry;
pub(crate) mod load;
pub(crate) mod read;
mod write;

use std::collections::VecDeque;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use self::entry::{Entry, Loaded};
use crate::model::error::{Error, ErrorKind};
use crate::model::id::{InstanceId, OpId};
use crate::store::rows::Record;

/// The number of instances that wait for many operations and stay in memory: loading one for each timer that fires, or
/// each sub-orchestration that ends, would cost the number of branches squared.
const LONG_WAITS_MAX: usize = 16;

/// The cache of instances.
#[derive(Default)]
pub(crate) struct Instances {
    entries: HashMap<InstanceId, Entry>,
    /// Instances that wait for many operations, the one that was released last at the end.
    long_waits: VecDeque<InstanceId>,
    /// The number of the last read that rounds don't wait for.
    last_read: u64,
    /// The numbers of the reads that are under way, in order.
    reads: Vec<u64>,
    /// The instances that were to be released, and changed while the store read.
    unreleased: HashSet<InstanceId>,
    /// The instances of which the next step is made though nothing has come for them: a migration gives up what they wait
    /// for. They need not be in memory until then.
    going_on: HashSet<InstanceId>,
    /// The operations of instances that can't be made, or read, and the reasons. They block an instance as long as it waits
    /// for them and is not stepped.
    unfit: HashMap<InstanceId, Vec<(OpId, String)>>,
}

impl Instances {
    /// The entry of an instance that was loaded in this round.
    pub(crate) fn entry(&mut self, id: &InstanceId) -> &mut Entry {
        self.entries
            .get_mut(id)
            .expect("a round loads every instance that it is about")
    }

    /// The record of an instance that was loaded in this round, if there is one that can be read.
    pub(crate) fn record(&mut self, id: &InstanceId) -> Option<&mut Record> {
        match &mut self.entry(id).state {
            Loaded::Here(record) => Some(Arc::make_mut(record)),
            Loaded::Absent | Loaded::Unreadable(_) => None,
        }
    }

    /// The same, for reading. It isn't copied if a running step shares it.
    pub(crate) fn peek(&self, id: &InstanceId) -> Option<&Record> {
        match &self.entries.get(id)?.state {
            Loaded::Here(record) => Some(record),
            Loaded::Absent | Loaded::Unreadable(_) => None,
        }
    }

    /// The entry of an instance if it is in memory.
    pub(crate) fn get(&mut self, id: &InstanceId) -> Option<&mut Entry> {
        self.entries.get_mut(id)
    }

    /// The record of an instance that has not ended, or the error of a call about any other one.
    pub(crate) fn running(&mut self, id: &InstanceId) -> Result<&mut Record, Error> {
        match &mut self.entry(id).state {
            Loaded::Absent => Err(Error::not_found(id)),
            Loaded::Unreadable(reason) => Err(Error::new(
                ErrorKind::Blocked,
                format!("instance `{id}` is blocked: {reason}"),
            )),
            Loaded::Here(record) if record.has_ended() => Err(Error::ended(id)),
            Loaded::Here(record) => Ok(Arc::make_mut(record)),
        }
    }

    /// The reason why an instance with its events read can't be ended, if a part of it can't be read.
    pub(crate) fn why_kept(&mut self, id: &InstanceId) -> Option<String> {
        match &self.entry(id).state {
            Loaded::Unreadable(reason) => Some(format!("is blocked: {reason}")),
            Loaded::Here(record) if record.mailbox.events().is_unread() => {
                Some("holds an event that can't be read, and is left as it is".to_owned())
            }
            Loaded::Here(_) | Loaded::Absent => None,
        }
    }

    /// The approximate number of bytes that an instance holds.
    pub(crate) fn bytes_held(&self, id: &InstanceId) -> usize {
        self.entries.get(id).map_or(0, Entry::bytes_held)
    }

    /// Releases the memory of an instance. It stays if the store doesn't have its last change yet, or a read may have
    /// missed that; if it is one of the last that wait for many operations; or if it `has_attempt` under way and
    /// doesn't hold much besides.
    pub(crate) fn release(&mut self, id: &InstanceId, has_attempt: bool) {
        let Some(entry) = self.entries.get(id).filter(|entry| entry.is_idle()) else {
            return;
        };
        if has_attempt && !entry.holds_many_events() {
            return;
        }
        if self.may_be_missed(entry) {
            self.unreleased.insert(id.clone());
            return;
        }
        if !entry.waits_long() {
            self.entries.remove(id);
            return;
        }
        self.long_waits.retain(|other| other != id);
        self.long_waits.push_back(id.clone());
        if self.long_waits.len() > LONG_WAITS_MAX
            && let Some(oldest) = self.long_waits.pop_front()
            && let Some(entry) = self.entries.get(&oldest)
            && entry.is_idle()
            && entry.waits_long()
        {
            if self.may_be_missed(entry) {
                self.unreleased.insert(oldest);
            } else {
                self.entries.remove(&oldest);
            }
        }
    }

    /// Notes that a read begins which rounds don't wait for. Returns its number.
    pub(crate) fn begin_read(&mut self) -> u64 {
        self.last_read += 1;
        self.reads.push(self.last_read);
        self.last_read
    }

    /// Notes that it is over. Gives the instances that may be released now.
    pub(crate) fn end_read(&mut self, number: u64) -> HashSet<InstanceId> {
        self.reads.retain(|read| *read != number);
        std::mem::take(&mut self.unreleased)
    }

    /// Whether an instance has changed since a read was begun.
    pub(crate) fn has_changed_since(&self, read: u64, id: &InstanceId) -> bool {
        let entry = self.entries.get(id);
        entry.is_some_and(|entry| entry.changed_after >= read)
    }

    /// Whether an instance was started, or its start has become durable, since a read was begun.
    pub(crate) fn has_started_since(&self, read: u64, id: &InstanceId) -> bool {
        let entry = self.entries.get(id);
        entry.is_some_and(|entry| entry.started_after >= read)
    }

    /// Whether a read that is under way may have missed the last change of an instance.
    fn may_be_missed(&self, entry: &Entry) -> bool {
        let oldest = self.reads.first();
        oldest.is_some_and(|oldest| entry.changed_after >= *oldest)
    }

    /// Has the next step of an instance made, though nothing has come for it.
    pub(crate) fn let_go_on(&mut self, id: &InstanceId) {
        self.going_on.insert(id.clone());
    }

    /// Whether the next step of an instance is made though nothing has come for it.
    pub(crate) fn goes_on(&self, id: &InstanceId) -> bool {
        !self.going_on.is_empty() && self.going_on.contains(id)
    }

    /// Notes that the step has begun.
    pub(crate) fn has_gone_on(&mut self, id: &InstanceId) {
        self.going_on.remove(id);
    }

    /// Notes that an instance has ended.
    pub(crate) fn has_ended(&mut self, id: &InstanceId) {
        self.going_on.remove(id);
        self.unfit.remove(id);
    }

    /// Notes that an operation of an instance can't be made, or read.
    pub(crate) fn add_unfit(&mut self, id: &InstanceId, op: OpId, reason: String) {
        let unfit = self.unfit.entry(id.clone()).or_default();
        if unfit.iter().all(|(other, _)| *other != op) {
            unfit.push((op, reason));
        }
    }

    pub(crate) fn take_unfit(&mut self, id: &InstanceId) -> Vec<(OpId, String)> {
        self.unfit.remove(id).unwrap_or_default()
    }

    /// Whether an instance is blocked for such an operation, and for nothing else.
    pub(crate) fn is_blocked_for_unfit(&self, id: &InstanceId) -> bool {
        let blocked = self.peek(id).and_then(|record| record.blocked.as_ref());
        let mut unfit = self.unfit.get(id).into_iter().flatten();
        unfit.any(|(_, reason)| Some(reason) == blocked)
    }

    /// Whether an instance is in memory, or is known not to be there.
    pub(crate) fn contains(&self, id: &InstanceId) -> bool {
        self.entries.contains_key(id)
    }
}
