//! The commands of a step, turned into rows: activities, timers, sub-orchestrations, messages and cancellations.

use std::time::SystemTime;

use super::later::begin_later;
use crate::engine::activities::attempt::ActivityKey;
use crate::engine::activities::scheduler::unknown_activity;
use crate::engine::claim::{Asked, Claim, claim, take_over};
use crate::engine::fatal::Fatal;
use crate::engine::histories::Histories;
use crate::engine::instances::read::{Needs, children};
use crate::engine::lifecycle::{Started, close, start};
use crate::engine::log_event::LogKind;
use crate::engine::outcomes::deliver;
use crate::engine::pool::Done;
use crate::engine::round::Round;
use crate::functions::params;
use crate::model::error::Error;
use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::step::command::{ActivityTask, Again, ChildStart, Command, Outcome, Pending};
use crate::store::key::{Due, TimerKey};
use crate::store::rows::{ActivityRow, End, HistoryEntry, Parent, Row, TimerRow};

/// The number of sub-orchestrations that begin in the round in which they are started. The others begin in a later one,
/// so that functions that start each other without end don't make a round without end.
const CHILDREN_BEGUN_MAX: usize = 1000;

/// The reason for which a cancelled sub-orchestration is terminated.
const PARENT_CANCELLED: &str = "its parent no longer waits for it";

/// Adds the needs of a command of a step: its sub-orchestration.
pub(super) fn needs(round: &Round<'_>, done: &Done, command: &Command, needs: &mut Needs) {
    match command {
        Command::StartChild { child, .. } if round.has_input(&child.id) => {
            needs.instance(round.instances, &child.id);
        }
        Command::StartChild { child, .. } => {
            needs.claim(round.instances, &child.id, child.if_exists);
        }
        Command::Cancel {
            op,
            pending: Pending::SubOrchestration { id },
        } => {
            // An instance that has ended meanwhile cancels nothing.
            if let Some(record) = round.instances.peek(&done.instance) {
                let parent = parent(&done.instance, record.run, *op);
                needs.cancelled(round.instances, parent, id.clone());
            }
        }
        Command::Cancel {
            pending:
                Pending::Activity { .. }
                | Pending::Timer { .. }
                | Pending::Event { .. }
                | Pending::Message { .. },
            ..
        }
        | Command::ScheduleActivity { .. }
        | Command::ArmTimer { .. }
        | Command::Send { .. }
        | Command::Yield => {}
    }
}

/// Turns the commands of a step, with which the instance may end, into rows.
pub(super) async fn apply_commands(
    round: &mut Round<'_>,
    id: &InstanceId,
    run: u64,
    commands: Vec<Command>,
    end: Option<&End>,
) -> Result<(), Fatal> {
    let fails = matches!(end, Some(End::Failed(_)));
    for command in commands {
        match command {
            Command::ScheduleActivity { op, task } => schedule(round, id, run, op, task),
            Command::ArmTimer { op, due } => arm(round, id, run, op, due),
            Command::StartChild { op, child, refused } => {
                let parent = parent(id, run, op);
                start_child(round, parent, child, refused).await?;
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
                round.draft.put_due(key, row);
            }
            Command::Cancel { op, pending } => {
                // What an instance that fails waits for ends with it.
                if !fails {
                    round.draft.withdraw(id, run, op, &pending);
                }
                if let Pending::SubOrchestration { id: child } = pending
                    && !(end.is_some() && has_policy(round, id, op))
                {
                    let parent = parent(id, run, op);
                    terminate_child(round, parent, child, fails).await?;
                }
            }
            Command::Yield => begin_later(round, id, run),
        }
    }
    Ok(())
}

/// Whether it was said what becomes of a sub-orchestration when its parent ends.
fn has_policy(round: &Round<'_>, id: &InstanceId, op: OpId) -> bool {
    let record = round.instances.peek(id);
    record.is_some_and(|record| record.parent_close.contains_key(&op))
}

fn parent(id: &InstanceId, run: u64, op: OpId) -> Parent {
    Parent {
        instance: id.clone(),
        run,
        op,
    }
}

pub(crate) fn schedule(
    round: &mut Round<'_>,
    id: &InstanceId,
    run: u64,
    op: OpId,
    task: ActivityTask,
) {
    if let Some(record) = round.instances.record(id) {
        round
            .draft
            .note(record, round.now, |keep| HistoryEntry::TaskScheduled {
                op,
                name: task.name.clone(),
                input: keep.blob(params::shown(&task.input.0)),
            });
    }
    let row = ActivityRow {
        run,
        task,
        failed: 0,
        first_at: Some(Micros::from(round.now)),
    };
    let key = ActivityKey {
        instance: id.clone(),
        run,
        op,
    };
    round.draft.put_activity(&key, &row);
    if round.activities.entry(&row.task.name).is_some() {
        round.draft.dispatch(key, row);
    } else {
        round.block(id, unknown_activity(&row.task.name));
    }
}

pub(crate) fn arm(round: &mut Round<'_>, id: &InstanceId, run: u64, op: OpId, due: SystemTime) {
    let row = TimerRow::Fire { run }.to_bytes();
    round.draft.put_timer(id, Due::from(due), op, row);
    if let Some(record) = round.instances.record(id) {
        round.draft.log(id, &record.name, LogKind::Timer(due));
        round
            .draft
            .note(record, round.now, |_| HistoryEntry::TimerCreated {
                op,
                due: Micros::from(Due::from(due).time()),
            });
    }
}

/// Starts a sub-orchestration in the same commit as the step that asks for it, or an instance of its own.
pub(crate) async fn start_child(
    round: &mut Round<'_>,
    parent: Parent,
    child: ChildStart,
    refused: Option<Failure>,
) -> Result<(), Fatal> {
    let again = child.clone();
    let ChildStart {
        name,
        id,
        input,
        if_exists,
        any_version,
        tags,
        is_detached,
        parent_close,
    } = child;
    if let Some(record) = round.instances.record(&parent.instance) {
        round
            .draft
            .note(record, round.now, |keep| HistoryEntry::ChildStarted {
                op: parent.op,
                name: name.clone(),
                instance: id.clone(),
                input: keep.json(&input),
            });
    }
    round.load(&id).await?;
    round.touched.push(id.clone());
    if let Some(failure) = refused {
        answer_start(round, &parent, again, Err(failure));
        return Ok(());
    }
    let refused = |what| Some(Err(Error::exists(&id, what).into()));
    let asked = Asked {
        name: &name,
        any_version,
        input: &input,
        if_exists,
    };
    let answer = match claim(round, &id, asked).await? {
        Claim::Free => None,
        Claim::TakeOver if id == parent.instance => {
            refused("can't be replaced by its own sub-orchestration")
        }
        Claim::TakeOver => {
            take_over(round, &id);
            None
        }
        Claim::Same(_) if is_detached => Some(Ok(Json::null())),
        Claim::Same(Some(end)) => Some(end.result(&id)),
        Claim::Same(None) => refused(
            "has not ended, and is no sub-orchestration of this instance, which can't wait for it",
        ),
        Claim::Refused(error) => Some(Err(error.into())),
    };
    if let Some(answer) = answer {
        answer_start(round, &parent, again, answer);
        return Ok(());
    }
    if is_detached {
        answer_start(round, &parent, again, Ok(Json::null()));
    } else if let Some(policy) = parent_close
        && let Some(record) = round.instances.record(&parent.instance)
    {
        record.parent_close.insert(parent.op, policy);
    }
    let started = Started {
        name,
        input,
        tags,
        parent: (!is_detached).then_some(parent),
    };
    let child_run = start(round, &id, started);
    round.children_begun += 1;
    if round.children_begun <= CHILDREN_BEGUN_MAX {
        round.queue(&id);
        if let Some(leader) = round.leader.clone() {
            round.steps.lead(&id, leader);
        }
    } else {
        begin_later(round, &id, child_run);
    }
    Ok(())
}

/// Ends the operation that has asked for a start. If the start was refused, it is made again when the instance is rewound.
fn answer_start(
    round: &mut Round<'_>,
    parent: &Parent,
    start: ChildStart,
    answer: Result<Json, Failure>,
) {
    let Parent { instance, op, .. } = parent;
    let Some(record) = round.instances.record(instance) else {
        return;
    };
    // A step that has failed waits for nothing.
    if record.mailbox.pending_op(*op).is_none() {
        return;
    }
    if !start.is_detached || answer.is_err() {
        let ended = |keep: &Histories| HistoryEntry::ChildEnded {
            op: *op,
            result: match &answer {
                Ok(result) => Ok(keep.json(result)),
                Err(failure) => Err(keep.failure(failure)),
            },
        };
        round.draft.note(record, round.now, ended);
    }
    if answer.is_err() {
        record.mailbox.set_again(*op, Again::Start(start));
    }
    deliver(round, instance, *op, Outcome::Child(answer));
}

/// Terminates a sub-orchestration that its parent has cancelled, and those that it waits for in turn. If the parent fails,
/// they go on when that is rewound.
async fn terminate_child(
    round: &mut Round<'_>,
    parent: Parent,
    child: InstanceId,
    keeps: bool,
) -> Result<(), Fatal> {
    let mut cancelled = vec![(parent, child)];
    while let Some((parent, id)) = cancelled.pop() {
        // All of them were read, unless another step has just started one.
        round.read_events(&id).await?;
        round.touched.push(id.clone());
        // The sub-orchestration may have ended, and its id may be another instance's.
        let record = round.instances.peek(&id);
        let Some(record) = record.filter(|record| record.is_running_child_of(&parent)) else {
            continue;
        };
        cancelled.extend(children(&id, record));
        let end = End::Terminated(PARENT_CANCELLED.to_owned());
        close(round, &id, end, keeps);
    }
    Ok(())
}
