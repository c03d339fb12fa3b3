//! Going on with what is in the store when it is opened. It reads what had ended and was not taken, and never
//! what was waiting: opening costs the same whatever number of instances sleep, and activities wait.
//! Those that were under way are begun by [`activities`](super::activities), as there is room for them.

use std::sync::Arc;

use super::Engine;
use super::fatal::Fatal;
use super::live::{Change, Loaded};
use super::message::{News, Work};
use super::step::Step;
use crate::model::id::InstanceId;
use crate::store::rows::{InboxRow, Row};

/// How many rows are read at a time.
const PAGE: usize = 1024;

impl Engine {
    pub(super) async fn recover(&mut self) -> Result<(), Fatal> {
        self.draft
            .resume(self.store.counters().await.map_err(Fatal::Store)?);
        if self.commits_left == Some(0) {
            return Err(Fatal::Halted);
        }
        self.try_blocked().await?;
        self.deliver_children().await?;
        // Before the first round, so that what ends at once is a part of that.
        self.begin_activities(None).await?;
        Ok(())
    }

    /// Has each blocked instance tried again. There may be many, and they may hold much: what is a batch of them is
    /// committed, and they are let go of, before the next ones are read.
    async fn try_blocked(&mut self) -> Result<(), Fatal> {
        let mut after = None;
        loop {
            let page = self
                .store
                .blocked(after, PAGE)
                .await
                .map_err(Fatal::Store)?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = Some(last.clone());
            for (id, _) in page {
                self.load(std::slice::from_ref(&id)).await?;
                // They stay in memory until it is committed that they were tried.
                self.draft.count(0, self.live.bytes_held(&id));
                let mut step = Step::new(self.clock.now());
                self.unblock(&id);
                self.make_short_steps(&mut step).await?;
                for id in std::iter::once(&id).chain(&step.touched) {
                    self.release(id);
                }
                if !self.draft_has_room() {
                    self.commit_all().await?;
                }
            }
        }
    }

    /// Commits what there is, and waits until that is durable.
    async fn commit_all(&mut self) -> Result<(), Fatal> {
        // A commit is made by a thread that a paused time knows nothing of.
        let _hold = self.clock.hold();
        let mut commit = Some(self.begin_commit());
        while let Some(mut under_way) = commit.take() {
            (&mut under_way.durable).await.map_err(Fatal::Store)?;
            commit = self.finish_commit(under_way)?;
        }
        Ok(())
    }

    /// Takes the block from an instance that had to wait, unless it is blocked for another reason by now.
    pub(super) fn try_again(&mut self, id: &InstanceId, reason: &String) {
        let record = self.live.record(id);
        if record.is_some_and(|record| record.blocked.as_ref() == Some(reason)) {
            self.unblock(id);
        }
    }

    /// Takes the block from an instance; the step that follows puts it back if it still holds.
    fn unblock(&mut self, id: &InstanceId) {
        match &mut self.live.entry(id).state {
            Loaded::Here(record) => {
                let record = Arc::make_mut(record);
                record.blocked = None;
                self.draft.tell(id, &record.name, News::Unblocked);
                self.mark(id, Change::Record);
                self.draft.set_blocked(id, None);
                self.queue(id);
            }
            Loaded::Absent => {
                self.draft.set_blocked(id, None);
            }
            Loaded::Unreadable(_) => {}
        }
    }

    /// Has the results of sub-orchestrations delivered that had ended when their parents had not taken
    /// that yet.
    async fn deliver_children(&mut self) -> Result<(), Fatal> {
        let mut after = None;
        loop {
            let page = self.store.inbox(after, PAGE).await.map_err(Fatal::Store)?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = Some(last.clone());
            for (key, bytes) in page {
                match InboxRow::from_bytes(&bytes) {
                    Ok(row) => self.work.push_back(Work::Child(key, row)),
                    Err(unreadable) => {
                        let (parent, ..) = key;
                        self.load(std::slice::from_ref(&parent)).await?;
                        let step = Step::new(self.clock.now());
                        let reason = format!(
                            "the result of a sub-orchestration that it awaits can't be read: {unreadable}"
                        );
                        self.block(&step, &parent, reason);
                        self.release(&parent);
                    }
                }
            }
        }
    }
}
