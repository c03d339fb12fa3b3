//! [`Mailbox`]: the outcomes and events that have arrived for an instance, and its pending operations.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::command::{Again, Outcome, Pending};
use crate::step::events::Events;
use crate::step::wait::{Polled, Wait};

/// The outcomes and events that have arrived for an instance, and its pending operations. It is stored in the
/// instance's record, except for outcomes and events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    next_op: u64,
    /// The operations that have begun and are not over, whether a step waits for them now or not.
    pending: BTreeMap<OpId, Pending>,
    /// The wait of the latest step.
    wait: Wait,
    /// External events that were not taken. They have rows of their own.
    #[serde(skip)]
    events: Events,
    /// Outcomes that have arrived and were not taken. An outcome that doesn't end the wait has a row of its own, so
    /// that the record isn't written for it.
    #[serde(skip)]
    outcomes: BTreeMap<OpId, Outcome>,
    /// What is done again for those of them that are failures, if the instance is rewound.
    #[serde(skip)]
    again: BTreeMap<OpId, Again>,
    /// The operations with a row of their own. If the outcome is here, the row is that outcome.
    #[serde(skip)]
    rows: BTreeSet<OpId>,
}

/// The progress of an operation since the record of its instance was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Progress {
    Over(Outcome),
    /// An attempt has failed, and the next one begins at this time.
    RetryAt(SystemTime),
    /// It has failed.
    Failed {
        outcome: Outcome,
        again: Again,
    },
}

/// The stored part.
impl Mailbox {
    pub(crate) fn of_parts(next_op: u64, pending: BTreeMap<OpId, Pending>, wait: Wait) -> Self {
        Self {
            next_op,
            pending,
            wait,
            ..Self::default()
        }
    }
}

/// Arrivals.
impl Mailbox {
    /// Adds an outcome. One for an operation that isn't pending came late or twice, and is dropped. Returns whether it
    /// ends the wait.
    pub(crate) fn deliver(&mut self, op: OpId, outcome: Outcome) -> bool {
        match self.pending.remove(&op) {
            None => return false,
            Some(Pending::SubOrchestration { id }) if outcome.is_failure() => {
                let again = self.again.entry(op);
                again.or_insert(Again::SubOrchestration(id));
            }
            Some(_) => {}
        }
        let is_over = self.wait.count(op, outcome.is_failure(), &self.events);
        self.outcomes.insert(op, outcome);
        is_over
    }

    /// Restores the progress of an operation since the record was written, from its row.
    pub(crate) fn restore(&mut self, op: OpId, progress: Progress) {
        match progress {
            Progress::Over(outcome) => self.restore_outcome(op, outcome),
            Progress::RetryAt(at) => self.set_retry_at(op, at),
            Progress::Failed { outcome, again } => {
                self.restore_outcome(op, outcome);
                self.again.insert(op, again);
            }
        }
        self.rows.insert(op);
    }

    /// Restores the outcome of an operation.
    pub(crate) fn restore_outcome(&mut self, op: OpId, outcome: Outcome) {
        self.pending.remove(&op);
        self.wait.count(op, outcome.is_failure(), &self.events);
        self.outcomes.insert(op, outcome);
    }

    /// Notes what is done again for an operation that fails now, if the instance is rewound.
    pub(crate) fn set_again(&mut self, op: OpId, again: Again) {
        if self.pending.contains_key(&op) {
            self.again.insert(op, again);
        }
    }

    /// Adds an event. Returns whether it ends the wait.
    pub(crate) fn raise(&mut self, name: &str, payload: Json) -> bool {
        let name = name.to_lowercase();
        self.events.push(name.clone(), payload);
        self.wait.is_over_by(&name, &self.events)
    }

    /// Whether the wait is over, and the instance is to be stepped.
    pub(crate) fn has_news(&self) -> bool {
        self.wait.is_over(&self.events)
    }
}

/// The part of a step.
impl Mailbox {
    pub(crate) fn next_op(&self) -> OpId {
        OpId::new(self.next_op)
    }

    pub(crate) fn begin(&mut self, pending: Pending) -> OpId {
        let op = self.reserve();
        self.pending.insert(op, pending);
        op
    }

    /// Reserves a number that no outcome arrives for.
    pub(crate) fn reserve(&mut self) -> OpId {
        let op = self.next_op();
        self.next_op += 1;
        op
    }

    pub(crate) fn take_outcome(&mut self, op: OpId) -> Option<Outcome> {
        self.again.remove(&op);
        self.outcomes.remove(&op)
    }

    /// The oldest event that `op` waits for.
    pub(crate) fn take_event(&mut self, op: OpId) -> Option<Json> {
        let Some(Pending::Event { name }) = self.pending.get(&op) else {
            return None;
        };
        let payload = self.events.take(name)?;
        self.pending.remove(&op);
        Some(payload)
    }

    /// Forgets an operation; returns it if it is not over.
    pub(crate) fn cancel(&mut self, op: OpId) -> Option<Pending> {
        self.outcomes.remove(&op);
        self.again.remove(&op);
        self.pending.remove(&op)
    }

    /// The operations that are not over, or with outcomes that were not taken.
    pub(crate) fn ops(&self) -> BTreeSet<OpId> {
        let outcomes = self.outcomes.keys();
        self.pending.keys().chain(outcomes).copied().collect()
    }

    /// Whether an operation is not over, or its outcome was not taken.
    pub(crate) fn holds(&self, op: OpId) -> bool {
        self.pending.contains_key(&op) || self.outcomes.contains_key(&op)
    }

    /// Ends the step: the mailbox waits for what the step has polled.
    pub(crate) fn wait_for(&mut self, polled: Polled) {
        self.wait = polled.into_wait(&self.pending);
    }
}

/// Arrivals during a step.
impl Mailbox {
    /// Merges into the copy on which a step has worked what has come meanwhile. `now` is the engine's mailbox, and
    /// `arrived` names the operations with news. Returns whether these end the wait.
    pub(crate) fn take_over(&mut self, mut now: Self, arrived: &[OpId]) -> bool {
        self.rows = std::mem::take(&mut now.rows);
        let last_seen = self.events.tally().last;
        self.events = now.events.without_taken(&self.events);
        let mut is_over = false;
        for name in self.events.names_since(last_seen) {
            is_over |= self.wait.is_over_by(name, &self.events);
        }
        for op in arrived {
            if !self.pending.contains_key(op) {
                continue;
            }
            if let Some(outcome) = now.outcomes.remove(op) {
                is_over |= self.deliver(*op, outcome);
                self.again.extend(now.again.remove_entry(op));
            } else if let Some(Pending::Activity { retry_at: Some(at) }) = now.pending.get(op) {
                self.set_retry_at(*op, *at);
            }
        }
        is_over
    }
}

/// External events that were not taken.
impl Mailbox {
    pub(crate) fn events(&self) -> &Events {
        &self.events
    }

    pub(crate) fn events_mut(&mut self) -> &mut Events {
        &mut self.events
    }

    /// Whether the instance waits for more events of this name than it has.
    pub(crate) fn awaits(&self, name: &str) -> bool {
        self.wait.wants(&name.to_lowercase(), &self.events)
    }

    /// Whether the events must be read to tell what ends the wait.
    pub(crate) fn counts_events(&self) -> bool {
        self.wait.counts_events()
    }
}

/// The engine's queries.
impl Mailbox {
    pub(crate) fn pending(&self) -> impl Iterator<Item = (OpId, &Pending)> {
        self.pending.iter().map(|(op, pending)| (*op, pending))
    }

    pub(crate) fn pending_op(&self, op: OpId) -> Option<&Pending> {
        self.pending.get(&op)
    }

    /// The outcomes that were not taken, as their rows have them.
    pub(crate) fn untaken(&self) -> impl Iterator<Item = (OpId, Progress)> {
        let ops = self.outcomes.keys().copied();
        ops.filter_map(|op| Some((op, self.progress(op)?)))
    }

    /// Has an operation begin again that had failed, in the mailbox of an instance that is rewound.
    pub(crate) fn begin_again(&mut self, op: OpId, pending: Pending) {
        self.pending.insert(op, pending);
    }

    /// Notes the time of an activity's next attempt.
    pub(crate) fn set_retry_at(&mut self, op: OpId, at: SystemTime) {
        if let Some(Pending::Activity { retry_at }) = self.pending.get_mut(&op) {
            *retry_at = Some(at);
        }
    }

    /// Whether there is an outcome that waits to be taken, or that may come before the next step because it doesn't end
    /// the wait.
    pub(crate) fn keeps_outcomes(&self) -> bool {
        let ends_with = |(op, pending): (OpId, &Pending)| {
            matches!(pending, Pending::Event { .. }) || self.wait.ends_with(op)
        };
        !self.outcomes.is_empty() || !self.pending().all(ends_with)
    }

    /// The progress of an operation, for its row; `None` if it is unchanged since it began.
    pub(crate) fn progress(&self, op: OpId) -> Option<Progress> {
        match (self.outcomes.get(&op), self.pending.get(&op)) {
            (Some(outcome), _) => Some(match self.again.get(&op) {
                Some(again) => Progress::Failed {
                    outcome: outcome.clone(),
                    again: again.clone(),
                },
                None => Progress::Over(outcome.clone()),
            }),
            (None, Some(Pending::Activity { retry_at })) => retry_at.map(Progress::RetryAt),
            (None, _) => None,
        }
    }

    /// Notes that an operation has a row with its progress.
    pub(crate) fn set_stored(&mut self, op: OpId) {
        self.rows.insert(op);
    }

    pub(crate) fn has_row(&self, op: OpId) -> bool {
        self.rows.contains(&op)
    }

    /// The operations with a row.
    pub(crate) fn stored(&self) -> impl Iterator<Item = OpId> {
        self.rows.iter().copied()
    }

    /// The operations with outcomes that have no row yet.
    pub(crate) fn not_stored(&self) -> Vec<OpId> {
        let ops = self.outcomes.keys().copied();
        ops.filter(|op| !self.rows.contains(op)).collect()
    }

    /// The operations with rows that the new record makes superfluous: their outcomes were taken, or they are tried
    /// again. Those rows are to be removed.
    pub(crate) fn forget_rows(&mut self) -> Vec<OpId> {
        let is_obsolete = |op: &OpId| !self.outcomes.contains_key(op);
        let obsolete: Vec<OpId> = self.stored().filter(is_obsolete).collect();
        for op in &obsolete {
            self.rows.remove(op);
        }
        obsolete
    }
}
