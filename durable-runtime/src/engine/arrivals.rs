//! [`Arrivals`]: messages and work that a round handles together, and the rows that were read for them.

use foldhash::HashSet;

use super::instances::Instances;
use super::instances::load::OtherRows;
use super::instances::read::{DueRow, Needs};
use super::message::Message;
use super::work::Work;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::command::Errand;
use crate::store::key::TimerKey;
use crate::store::rows::TimerRow;

/// Messages and work that a round handles together.
#[derive(Default)]
pub(crate) struct Arrivals {
    pub(crate) messages: Vec<Message>,
    pub(crate) work: Vec<Work>,
    /// The due rows of that work.
    pub(crate) due: Vec<DueRow>,
    pub(crate) inputs: Vec<(InstanceId, Option<Json>)>,
    /// The instances that were loaded for all this.
    pub(crate) loaded: Vec<InstanceId>,
    /// Whether other rounds were made while something was read for them.
    pub(crate) has_waited: bool,
    stage: Stage,
}

/// The progress of the reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Nothing,
    /// The instances that they are about, and the rows that are due.
    Instances,
    /// The instances to which those rows send something, too.
    Everything,
}

impl Arrivals {
    pub(crate) fn new(messages: Vec<Message>, work: Vec<Work>) -> Self {
        Self {
            messages,
            work,
            ..Self::default()
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.work.is_empty() && self.due.is_empty()
    }

    /// The instances that they are about.
    pub(crate) fn ids(&self) -> Vec<InstanceId> {
        let mut about: Vec<InstanceId> = self.work.iter().map(Work::instance).cloned().collect();
        for message in &self.messages {
            message.instances(&mut about);
        }
        for (key, row) in &self.due {
            about.push(key.instance.clone());
            if let Ok(
                TimerRow::Send { to, .. }
                | TimerRow::TerminateChild { child: to, .. }
                | TimerRow::CancelChild { child: to, .. }
                | TimerRow::Rewind { child: to, .. },
            ) = row
            {
                about.push(to.clone());
            }
        }
        about
    }

    /// The next read, in one go; `None` when all is read.
    pub(crate) fn needs(&mut self, instances: &Instances) -> Option<Needs> {
        let mut needs = Needs::default();
        if self.stage == Stage::Nothing {
            self.stage = Stage::Instances;
            for work in &self.work {
                needs_of_work(work, instances, &mut needs);
            }
            for message in &self.messages {
                message.needs(instances, &mut needs);
            }
        }
        if self.stage == Stage::Instances && needs.is_empty() {
            self.stage = Stage::Everything;
            needs_of_due(&self.due, instances, &mut needs);
        }
        (!needs.is_empty()).then_some(needs)
    }

    /// Takes out the arrivals that need no read, as long as nothing else is read. They are about other instances than
    /// the rest.
    pub(crate) fn take_ready(&mut self, instances: &Instances) -> Self {
        let mut ready = Self::default();
        if !self.due.is_empty() {
            return ready;
        }
        let mut held: HashSet<InstanceId> = HashSet::default();
        for work in std::mem::take(&mut self.work) {
            let mut needs = Needs::default();
            needs_of_work(&work, instances, &mut needs);
            if needs.is_empty() && !held.contains(work.instance()) {
                ready.work.push(work);
            } else {
                held.insert(work.instance().clone());
                self.work.push(work);
            }
        }
        let messages = std::mem::take(&mut self.messages);
        for message in messages.into_iter().flat_map(Message::parts) {
            let (mut needs, mut about) = (Needs::default(), Vec::new());
            message.needs(instances, &mut needs);
            message.instances(&mut about);
            if needs.is_empty() && !about.iter().any(|id| held.contains(id)) {
                ready.messages.push(message);
            } else {
                held.extend(about);
                self.messages.push(message);
            }
        }
        ready
    }

    /// Takes out the rows that are due and were read before this read was begun, and whose instances have changed since.
    /// Inputs of instances that were started since are forgotten.
    pub(crate) fn take_changed(&mut self, instances: &Instances, read: u64) -> Vec<TimerKey> {
        (self.inputs).retain(|(id, _)| !instances.has_started_since(read, id));
        let has_changed = |(key, _): &DueRow| instances.has_changed_since(read, &key.instance);
        let (changed, due) = std::mem::take(&mut self.due)
            .into_iter()
            .partition::<Vec<_>, _>(has_changed);
        self.due = due;
        changed.into_iter().map(|(key, _)| key).collect()
    }

    /// Takes what was read beside instances.
    pub(crate) fn take(&mut self, beside: OtherRows) {
        self.due.extend(beside.due);
        self.inputs.extend(beside.inputs);
        self.loaded.extend(beside.loaded);
    }
}

/// Adds what a piece of work needs.
pub(crate) fn needs_of_work(work: &Work, instances: &Instances, needs: &mut Needs) {
    needs.instance(instances, work.instance());
    if let Work::Due(key) = work {
        needs.timer(key.clone());
    }
}

/// Adds what is needed of the instances to which due rows send something.
pub(crate) fn needs_of_due(due: &[DueRow], instances: &Instances, needs: &mut Needs) {
    for (_, row) in due {
        match row {
            Ok(TimerRow::Send { to, errand, .. }) => needs_of_errand(to, errand, instances, needs),
            // To end an instance is to remove its events.
            Ok(TimerRow::TerminateChild { child, .. }) => needs.events(instances, child),
            Ok(TimerRow::CancelChild { child, .. } | TimerRow::Rewind { child, .. }) => {
                needs.instance(instances, child);
            }
            _ => {}
        }
    }
}

/// Adds what is needed of the instance that receives a message.
fn needs_of_errand(to: &InstanceId, errand: &Errand, instances: &Instances, needs: &mut Needs) {
    match errand {
        Errand::Raise { .. } => needs.instance(instances, to),
        // To end an instance is to remove its events.
        Errand::Terminate { .. } => needs.events(instances, to),
    }
}
