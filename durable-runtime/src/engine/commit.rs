//! [`Commits`]: the commit that is under way, and its effects once it is durable.

use std::sync::Arc;

use foldhash::HashSet;

use super::activities::attempt::ActivityKey;
use super::draft::Drafted;
use super::effect::Effect;
use super::fatal::Fatal;
use super::round::Parts;
use super::stepping::later::keep_unstepped;
use super::waiters::Waiters;
use super::work::Work;
use crate::model::id::InstanceId;
use crate::model::micros::Micros;
use crate::store::StoreFuture;

/// Commits the drafts to the store, one at a time.
pub(crate) struct Commits {
    under_way: Option<Commit>,
    waiters: Arc<Waiters>,
}

/// A commit that is under way.
struct Commit {
    durable: StoreFuture<'static, ()>,
    effects: Vec<Effect>,
    removed: HashSet<ActivityKey>,
    changed: Vec<InstanceId>,
}

impl Commits {
    pub(crate) fn new(waiters: Arc<Waiters>) -> Self {
        Self {
            under_way: None,
            waiters,
        }
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// The activities with rows that the commit under way removes.
    pub(crate) fn removed(&self) -> Option<&HashSet<ActivityKey>> {
        self.under_way.as_ref().map(|commit| &commit.removed)
    }

    /// Begins a commit if none is under way and the draft need not wait for steps.
    pub(crate) fn begin_if_due(&mut self, parts: &mut Parts) {
        if self.under_way.is_none()
            && !parts.draft.is_empty()
            && (!parts.draft.has_room() || parts.steps.may_commit())
        {
            self.begin(parts);
        }
    }

    fn begin(&mut self, parts: &mut Parts) {
        keep_unstepped(&mut parts.round());
        let Drafted {
            mut batch,
            effects,
            removed,
            changed,
        } = parts.draft.take();
        for id in &changed {
            let Parts {
                instances,
                places,
                index,
                ..
            } = parts;
            instances.write(id, &mut batch, places, index);
        }
        parts.places.write(&mut batch);
        parts.index.write(&mut batch);
        // Answers alone are no commit.
        let durable: StoreFuture<'static, ()> = if batch.is_empty() {
            Box::pin(std::future::ready(Ok(())))
        } else {
            parts.env.store.commit(batch)
        };
        self.under_way = Some(Commit {
            durable,
            effects,
            removed,
            changed,
        });
    }

    /// Waits until the commit that is under way is durable.
    pub(crate) async fn durable(&mut self) -> Result<(), Fatal> {
        match &mut self.under_way {
            Some(commit) => (&mut commit.durable).await.map_err(Fatal),
            None => std::future::pending().await,
        }
    }

    /// Ends the commit, which is durable: begins the next one, and carries out the effects of this one.
    pub(crate) fn finish(&mut self, parts: &mut Parts) {
        let Some(done) = self.under_way.take() else {
            return;
        };
        for id in &done.changed {
            parts.instances.committed(id);
        }
        parts.work.committed();
        parts.activities.queue.note_removed(&done.removed);
        // First, so that the disk is busy while the effects are carried out.
        self.begin_if_due(parts);
        let cancelled = self.removed();
        for effect in done.effects {
            match effect {
                // It was cancelled meanwhile.
                Effect::Dispatch(key, ..)
                    if done.removed.contains(&key)
                        || cancelled.is_some_and(|removed| removed.contains(&key)) => {}
                effect => carry_out(effect, parts, &self.waiters),
            }
        }
        parts.activities.run_begun(&mut parts.ledger);
        for id in &done.changed {
            parts.instances.release(id, parts.activities.any_of(id));
        }
    }

    /// Commits everything, and waits until that is durable.
    pub(crate) async fn commit_all(&mut self, parts: &mut Parts) -> Result<(), Fatal> {
        loop {
            if self.under_way.is_none() {
                if parts.draft.is_empty() {
                    return Ok(());
                }
                self.begin(parts);
            }
            self.durable().await?;
            self.finish(parts);
        }
    }
}

/// Carries out an effect of a commit that is durable.
fn carry_out(effect: Effect, parts: &mut Parts, waiters: &Waiters) {
    let Parts {
        env,
        work,
        activities,
        ledger,
        ..
    } = parts;
    match effect {
        // A caller that has gone needs no answer.
        Effect::Answer(reply, answer) => drop(reply.send(answer)),
        Effect::Dispatch(key, row, stored_in) => {
            let now = Micros::from(env.clock.now());
            activities.dispatch(ledger, now, key, row, stored_in);
        }
        Effect::Cancel(key) => activities.cancel(ledger, &key),
        // The clock was set back.
        Effect::ArmAtOnce(key) if key.due.time() > env.clock.now() => work.push(Work::Due(key)),
        Effect::ArmTimer(key) | Effect::ArmAtOnce(key) => work.arm(key),
        Effect::DisarmTimer(key) => work.disarm(&key),
        Effect::Deliver(parent, row) => work.push(Work::SubOrchestrationEnded(parent, row)),
        Effect::Ended(id, end) => waiters.tell(&id, &end),
        Effect::Log(event) => event.log(),
    }
}
