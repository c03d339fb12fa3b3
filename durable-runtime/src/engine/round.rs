//! [`Round`]: the work between two looks at the inbox. A round puts messages and work into the mailboxes of their
//! instances, or turns the outcomes of steps into rows. It changes the parts that it is lent, and waits for no slow
//! read of the store, except where an instance has left the memory since it was read.

use std::sync::Arc;
use std::time::SystemTime;

use foldhash::HashMap;

use super::activities::scheduler::Scheduler;
use super::draft::Draft;
use super::fatal::Fatal;
use super::index::Index;
use super::instances::Instances;
use super::instances::entry::{Change, Loaded, Turn};
use super::instances::load::OtherRows;
use super::instances::read::{FoundRows, Needs};
use super::ledger::Ledger;
use super::places::Places;
use super::reads::{Reads, WaitingForRead};
use super::sizes::SizeLimit;
use super::steps::{InstanceRun, Steps};
use super::work::WorkList;
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::event_limits::EventLimits;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::store::{Store, StoreFuture};

/// The environment of the engine, which it doesn't change.
pub(crate) struct Environment {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) event_limits: EventLimits,
    pub(crate) size_limit: SizeLimit,
}

/// The parts of the engine that rounds change. Each owns its state.
pub(crate) struct Parts {
    pub(crate) env: Environment,
    pub(crate) instances: Instances,
    pub(crate) steps: Steps,
    pub(crate) draft: Draft,
    pub(crate) work: WorkList,
    pub(crate) activities: Scheduler,
    pub(crate) ledger: Ledger,
    pub(crate) reads: Reads,
    pub(crate) places: Places,
    pub(crate) index: Index,
}

/// One round: its time, the parts that it changes, and its notes until its end.
pub(crate) struct Round<'a> {
    pub(crate) now: SystemTime,
    pub(crate) env: &'a Environment,
    pub(crate) instances: &'a mut Instances,
    pub(crate) draft: &'a mut Draft,
    pub(crate) steps: &'a mut Steps,
    pub(crate) work: &'a mut WorkList,
    pub(crate) activities: &'a mut Scheduler,
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) reads: &'a mut Reads,
    /// The instances that it has loaded, and releases at its end.
    pub(crate) touched: Vec<InstanceId>,
    /// The inputs that were read for it.
    inputs: HashMap<InstanceId, Option<Json>>,
    pub(crate) children_begun: usize,
    /// The instance that is to blame if the process dies in a step that begins now, where that is noted.
    pub(crate) leader: Option<InstanceRun>,
}

impl Parts {
    /// Begins a round.
    pub(crate) fn round(&mut self) -> Round<'_> {
        Round {
            now: self.env.clock.now(),
            env: &self.env,
            instances: &mut self.instances,
            draft: &mut self.draft,
            steps: &mut self.steps,
            work: &mut self.work,
            activities: &mut self.activities,
            ledger: &mut self.ledger,
            reads: &mut self.reads,
            touched: Vec::new(),
            inputs: HashMap::default(),
            children_begun: 0,
            leader: None,
        }
    }
}

impl Round<'_> {
    /// Begins a read. If the store returns at once, the instances are added, and the rows found besides them are
    /// returned; otherwise the read in progress is.
    pub(crate) async fn begin_read(
        &mut self,
        needs: Needs,
    ) -> Result<Result<OtherRows, StoreFuture<'static, FoundRows>>, Fatal> {
        let store = Arc::clone(&self.env.store);
        let read = Box::pin(async move { needs.read(&*store).await });
        Ok(match self.reads.begin(read).await {
            Ok(found) => {
                let found = found.map_err(Fatal)?;
                Ok(self.instances.take_in(self.draft, self.now, found))
            }
            Err(under_way) => Err(under_way),
        })
    }

    /// Lets work wait for a read in progress.
    pub(crate) fn wait_for(
        &mut self,
        read: StoreFuture<'static, FoundRows>,
        waiting: WaitingForRead,
    ) {
        let number = (!waiting.is_for_page()).then(|| self.instances.begin_read());
        self.reads.wait(number, read, waiting);
    }

    /// Reads the needs, and waits for them.
    pub(crate) async fn read(&mut self, needs: Needs) -> Result<(), Fatal> {
        if needs.is_empty() {
            return Ok(());
        }
        let found = needs.read(&*self.env.store).await.map_err(Fatal)?;
        let beside = self.instances.take_in(self.draft, self.now, found);
        self.inputs.extend(beside.inputs);
        Ok(())
    }

    /// Takes inputs that were read for the round.
    pub(crate) fn take_inputs(&mut self, inputs: Vec<(InstanceId, Option<Json>)>) {
        self.inputs.extend(inputs);
    }

    /// Whether the input of an instance was read for the round.
    pub(crate) fn has_input(&self, id: &InstanceId) -> bool {
        self.inputs.contains_key(id)
    }

    /// Loads an instance, unless it is in memory.
    pub(crate) async fn load(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let mut needs = Needs::default();
        needs.instance(self.instances, id);
        self.read(needs).await
    }

    /// Loads an instance and its events, unless they are in memory.
    pub(crate) async fn read_events(&mut self, id: &InstanceId) -> Result<(), Fatal> {
        let mut needs = Needs::default();
        needs.events(self.instances, id);
        self.read(needs).await
    }

    /// The input of an instance that is in memory.
    pub(crate) async fn input(&mut self, id: &InstanceId) -> Result<Option<Json>, Fatal> {
        if let Some(input) = self.instances.unstored_input(id) {
            return Ok(Some(input.clone()));
        }
        if !self.inputs.contains_key(id) {
            let mut needs = Needs::default();
            needs.input(self.instances, id);
            self.read(needs).await?;
        }
        Ok(self.inputs.remove(id).flatten())
    }

    /// Queues an instance for one step, however much has come for it.
    pub(crate) fn queue(&mut self, id: &InstanceId) {
        self.steps.queue(self.instances, id);
        // The next commit may remove the row that it is stepped for.
        self.instances.mark(self.draft, id, Change::OwnRows);
    }

    /// Blocks an instance.
    pub(crate) fn block(&mut self, id: &InstanceId, reason: String) {
        self.instances.block(self.draft, self.now, id, reason);
    }

    /// Blocks an instance for an operation that can't be made, or read, if it waits for that. The step that comes next, or
    /// is under way, may cancel the operation, so the instance is blocked when the step is over.
    pub(crate) fn block_for(&mut self, id: &InstanceId, op: OpId, reason: String) {
        let entry = self.instances.entry(id);
        let is_stepped = entry.turn != Turn::Nothing;
        let is_blocked = match &entry.state {
            Loaded::Absent => return,
            Loaded::Unreadable(_) => return self.block(id, reason),
            Loaded::Here(record) if record.mailbox.pending_op(op).is_none() => return,
            Loaded::Here(record) => record.blocked.is_some(),
        };
        let is_stepped = is_stepped || self.instances.goes_on(id);
        self.instances.add_unfit(id, op, reason.clone());
        // Another block ends with a step, or with this one.
        if !is_stepped && !is_blocked {
            self.block(id, reason);
        }
    }

    /// Blocks an instance that is not stepped any more, if it still waits for operations that can't be made, or read.
    pub(crate) fn block_for_unfit(&mut self, id: &InstanceId) {
        for (op, reason) in self.instances.take_unfit(id) {
            self.block_for(id, op, reason);
        }
    }

    /// Ends the round: releases the instances that it has loaded.
    pub(crate) fn end(self) {
        for id in &self.touched {
            self.instances.release(id, self.activities.any_of(id));
        }
    }
}
