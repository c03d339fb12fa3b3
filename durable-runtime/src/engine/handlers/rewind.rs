//! Rewinding failed instances: each goes on from its checkpoint before the step that failed. What had failed is done again,
//! and so is what the failure has cut short.
//!
//! A rewound instance has a new number. So whatever comes for the run that has failed is told apart.

use crate::engine::fatal::Fatal;
use crate::engine::handlers::sub_orchestration_ended;
use crate::engine::instances::entry::{Change, Loaded};
use crate::engine::log_event::LogKind;
use crate::engine::message::Answer;
use crate::engine::round::Round;
use crate::engine::stepping::commands::{arm, schedule, start_child};
use crate::engine::work::Work;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::micros::Micros;
use crate::step::checkpoint::Values;
use crate::step::command::{ActivityTask, Again, ChildStart, Errand, Pending};
use crate::step::mailbox::Progress;
use crate::store::key::{Due, TimerKey};
use crate::store::rows::{End, HistoryEntry, InboxRow, Kept, Parent, Row, TimerRow};

/// Rewinds an instance. `None` if what was kept of it is not in the store yet.
pub(super) async fn handle(
    round: &mut Round<'_>,
    id: &InstanceId,
    reason: String,
) -> Result<Option<Answer>, Fatal> {
    if let Err(error) = may_rewind(round, id, &reason) {
        return Ok(Some(Err(error)));
    }
    if !round.instances.entry(id).is_stored() {
        return Ok(None);
    }
    let rewound = rewind(round, id, &reason).await?;
    Ok(Some(rewound.map_err(|why| {
        Error::new(
            ErrorKind::Corrupt,
            format!("instance `{id}` can't be rewound: {why}"),
        )
    })))
}

fn may_rewind(round: &mut Round<'_>, id: &InstanceId, reason: &str) -> Answer {
    round.env.size_limit.admit("a reason", reason.len())?;
    let record = match &round.instances.entry(id).state {
        Loaded::Absent => return Err(Error::not_found(id)),
        Loaded::Unreadable(why) => {
            return Err(Error::new(
                ErrorKind::Blocked,
                format!("instance `{id}` is blocked, so it can't be rewound: {why}"),
            ));
        }
        Loaded::Here(record) => record,
    };
    let why = match &record.end {
        Some(End::Failed(_)) if record.kept.is_some() => return Ok(()),
        Some(End::Failed(_)) => {
            "was failed by an earlier version of the runtime, which kept no checkpoint; start it again"
        }
        Some(End::Completed(_) | End::Terminated(_)) => return Err(Error::ended(id)),
        None => "has not failed",
    };
    Err(Error::new(
        ErrorKind::NotRewindable,
        format!("instance `{id}` {why}"),
    ))
}

/// Has an instance go on that has ended and of which a checkpoint was kept. Returns why it can't, if what was kept is damaged.
async fn rewind(
    round: &mut Round<'_>,
    id: &InstanceId,
    reason: &str,
) -> Result<Result<(), String>, Fatal> {
    let Some(ops) = round
        .instances
        .peek(id)
        .and_then(|record| record.kept.clone())
    else {
        return Ok(Ok(()));
    };
    let kept = round.env.store.kept(id, &ops).await.map_err(Fatal)?;
    match kept.unwrap_or_else(|| Err("its checkpoint is missing".to_owned())) {
        Ok(kept) => go_on(round, id, kept, reason).await.map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

/// Puts an instance back to where it was, in place of its end.
async fn go_on(
    round: &mut Round<'_>,
    id: &InstanceId,
    kept: Kept,
    reason: &str,
) -> Result<(), Fatal> {
    let run = round.draft.next_run();
    let Some(ended) = round.instances.record(id) else {
        return Ok(());
    };
    round.draft.remove_kept(id, ended);
    let Kept {
        mut record,
        outcomes,
        events,
        cut_short,
    } = kept;
    let before = std::mem::replace(&mut record.run, run);
    record.parent = ended.parent.take();
    record.history = ended.history;
    record.last_events = ended.last_events;
    record.noted = ended.noted.take();
    record.updated = Micros::from(round.now);
    record.has_values = !record.values.is_empty();
    record.has_outcomes = false;
    record.has_events = false;
    record.suspended = None;
    record.blocked = None;
    let end = ended.end.take();
    let mut again = cut_short;
    for (op, progress) in outcomes {
        match progress {
            Progress::Over(outcome) => record.mailbox.restore_outcome(op, outcome),
            Progress::Failed { again: what, .. } => again.push((op, what)),
            Progress::RetryAt(_) => {}
        }
    }
    for (name, payload) in events {
        record.mailbox.events_mut().push(name, payload);
    }
    let pending = record.mailbox.pending();
    let pending: Vec<_> = pending.map(|(op, pending)| (op, pending.clone())).collect();
    let draft = &mut *round.draft;
    draft.replace_values(id, &Values::new(), &record.values);
    draft.log(id, &record.name, LogKind::Rewound(reason.to_owned()));
    if let Some(end) = end {
        draft.note(&mut record, round.now, |_| HistoryEntry::Rewound {
            reason: reason.to_owned(),
            end,
        });
    }
    round.instances.put_back(round.draft, id, record);
    for (op, pending) in pending {
        match pending {
            Pending::Timer { due } => arm(round, id, run, op, due),
            Pending::SubOrchestration { id: child } => {
                rejoin(round, id, (before, run), op, child, reason);
            }
            // Those are among what was cut short.
            Pending::Activity { .. } | Pending::Message { .. } | Pending::Event { .. } => {}
        }
    }
    for (op, what) in again {
        match what {
            Again::Activity(task) => call(round, id, run, op, task),
            Again::SubOrchestration(child) => {
                rejoin(round, id, (before, run), op, child, reason);
            }
            Again::Start(child) => {
                let parent = Parent {
                    instance: id.clone(),
                    run,
                    op,
                };
                start(round, parent, child).await?;
            }
            Again::Message { to, errand } => send(round, id, run, op, to, errand),
        }
    }
    round.instances.keep_untaken(round.draft, id);
    round.queue(id);
    Ok(())
}

/// Makes a start again that was refused. Whether the input fits is seen when the instance begins.
async fn start(round: &mut Round<'_>, parent: Parent, mut child: ChildStart) -> Result<(), Fatal> {
    let pending = Pending::SubOrchestration {
        id: child.id.clone(),
    };
    begin(round, &parent.instance, parent.op, pending);
    let refused = match round.env.registry.resolved(child.name.clone()) {
        Ok((key, _)) => {
            child.name = key;
            None
        }
        Err(error) => Some(Failure::from(error).into_terminal()),
    };
    start_child(round, parent, child, refused).await
}

/// Has an operation be under way again.
fn begin(round: &mut Round<'_>, id: &InstanceId, op: OpId, pending: Pending) {
    if let Some(record) = round.instances.record(id) {
        record.mailbox.begin_again(op, pending);
    }
}

fn call(round: &mut Round<'_>, id: &InstanceId, run: u64, op: OpId, task: ActivityTask) {
    begin(round, id, op, Pending::Activity { retry_at: None });
    schedule(round, id, run, op, task);
}

fn send(
    round: &mut Round<'_>,
    id: &InstanceId,
    run: u64,
    op: OpId,
    to: InstanceId,
    errand: Errand,
) {
    let due = Due::already(round.env.clock.now());
    let pending = Pending::Message {
        due: due.time(),
        to: to.clone(),
    };
    begin(round, id, op, pending);
    let key = TimerKey {
        due,
        instance: id.clone(),
        op,
    };
    let row = TimerRow::Send { run, to, errand };
    round.draft.put_due(key, row.to_bytes());
}

/// Has a sub-orchestration rejoin its parent, by a row that is written with the parent: so a tree of any size is rewound in
/// many commits, and a process that dies in between goes on with it. The parent was one run before, and is another one.
fn rejoin(
    round: &mut Round<'_>,
    id: &InstanceId,
    (before, run): (u64, u64),
    op: OpId,
    child: InstanceId,
    reason: &str,
) {
    begin(
        round,
        id,
        op,
        Pending::SubOrchestration { id: child.clone() },
    );
    let key = TimerKey::of_parent(id, run, op);
    let row = TimerRow::Rewind {
        run,
        before,
        child,
        reason: reason.to_owned(),
    };
    round.draft.put_due(key, row.to_bytes());
}

/// A sub-orchestration that rejoins its parent.
pub(super) struct Rejoins {
    /// The number of the parent.
    pub(super) run: u64,
    /// Its number before it was rewound.
    pub(super) before: u64,
    pub(super) child: InstanceId,
    pub(super) reason: String,
}

/// Has a sub-orchestration rejoin its parent: one that has failed is rewound, too, and of one that has ended otherwise the
/// parent gets the result.
pub(super) async fn rejoins(
    round: &mut Round<'_>,
    key: TimerKey,
    rejoins: Rejoins,
) -> Result<(), Fatal> {
    let Rejoins {
        run,
        before,
        child,
        reason,
    } = rejoins;
    // The row stays, for code that can read the parent.
    if let Loaded::Unreadable(_) = round.instances.entry(&key.instance).state {
        return Ok(());
    }
    let parent = round.instances.peek(&key.instance);
    let waits = parent.is_some_and(|parent| {
        parent.run == run
            && matches!(
                parent.mailbox.pending_op(key.op),
                Some(Pending::SubOrchestration { id }) if *id == child
            )
    });
    if !waits {
        round.draft.remove_unarmed(&key);
        return Ok(());
    }
    round.load(&child).await?;
    let now = Parent {
        instance: key.instance.clone(),
        run,
        op: key.op,
    };
    let then = Parent {
        run: before,
        ..now.clone()
    };
    let entry = round.instances.entry(&child);
    let is_stored = entry.is_stored();
    let end = match &entry.state {
        // The row stays, for code that can read the sub-orchestration.
        Loaded::Unreadable(_) => return Ok(()),
        Loaded::Here(record) if record.parent.as_ref() == Some(&then) => match &record.end {
            None => None,
            Some(_) if record.kept.is_some() => {
                if !is_stored {
                    round.work.push_after_commit(Work::Due(key));
                    return Ok(());
                }
                match rewind(round, &child, &reason).await? {
                    Ok(()) => None,
                    Err(why) => Some(Err(Failure::new(format!(
                        "the sub-orchestration `{child}` can't be rewound: {why}"
                    )))),
                }
            }
            Some(end) => Some(end.result(&child)),
        },
        Loaded::Here(_) | Loaded::Absent => Some(Err(Failure::new(format!(
            "the sub-orchestration `{child}` is gone, so it can't be rewound"
        )))),
    };
    match end {
        None => {
            if let Some(record) = round.instances.record(&child) {
                record.parent = Some(now);
            }
            round.instances.mark(round.draft, &child, Change::Record);
        }
        Some(result) => {
            let key = (key.instance.clone(), run, key.op);
            sub_orchestration_ended::handle(round, &key, InboxRow { run, result });
        }
    }
    round.draft.remove_unarmed(&key);
    Ok(())
}
