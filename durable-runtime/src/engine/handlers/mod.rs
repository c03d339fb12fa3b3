//! The handlers: one for each kind of message and of work.

mod attempt_ended;
mod due;
mod purge;
mod raise;
mod rewind;
mod start;
mod sub_orchestration_ended;
mod suspend;
mod terminate;

use super::arrivals::{Arrivals, needs_of_due};
use super::fatal::Fatal;
use super::instances::read::Needs;
use super::lifecycle;
use super::message::{Message, Reply, Unended, Unfit};
use super::reads::WaitingForRead;
use super::round::Round;
use super::stepping::begin::begin_steps;
use super::timers::NEAR;
use super::work::Work;
use crate::model::id::{InstanceId, OpId};
use crate::store::rows::TimerRow;

use self::rewind::Rejoins;

/// Reads what the arrivals need, and handles them. If the store takes a while, the arrivals that need it wait.
pub(super) async fn arrive(mut round: Round<'_>, mut arrivals: Arrivals) -> Result<(), Fatal> {
    while let Some(needs) = arrivals.needs(round.instances) {
        match round.begin_read(needs).await? {
            Ok(beside) => arrivals.take(beside),
            Err(read) => {
                let ready = arrivals.take_ready(round.instances);
                arrivals.has_waited = true;
                round.wait_for(read, WaitingForRead::Arrivals(arrivals));
                return handle(round, ready).await;
            }
        }
    }
    handle(round, arrivals).await
}

/// Handles arrivals for which everything is read, and begins the steps that follow.
async fn handle(mut round: Round<'_>, arrivals: Arrivals) -> Result<(), Fatal> {
    round.touched = arrivals.ids();
    let Arrivals {
        messages,
        work,
        due,
        inputs,
        loaded,
        has_waited,
        ..
    } = arrivals;
    round.take_inputs(inputs);
    if has_waited {
        // One may have been released while others were read.
        let mut needs = Needs::default();
        for id in &round.touched {
            needs.instance(round.instances, id);
        }
        needs_of_due(&due, round.instances, &mut needs);
        round.read(needs).await?;
        // A row for which one was loaded may be read again.
        round.touched.extend(loaded);
    }
    for (key, row) in due {
        match row {
            Ok(TimerRow::Rewind {
                run,
                before,
                child,
                reason,
            }) => {
                let rejoins = Rejoins {
                    run,
                    before,
                    child,
                    reason,
                };
                rewind::rejoins(&mut round, key, rejoins).await?;
            }
            row => due::handle(&mut round, key, row),
        }
    }
    for work in work {
        match work {
            Work::SubOrchestrationEnded(key, row) => {
                sub_orchestration_ended::handle(&mut round, &key, row);
            }
            Work::GivenUp(ended) => attempt_ended::handle(&mut round, ended),
            Work::Block {
                instance,
                run,
                op,
                reason,
            } => block(&mut round, &instance, run, op, reason),
            Work::TryAgain(id, reason) => try_again(&mut round, &id, &reason),
            Work::Rewind { id, reason, reply } => rewind(&mut round, id, reason, reply).await?,
            Work::Due(_) => {}
        }
    }
    for message in messages {
        handle_message(&mut round, message).await?;
    }
    begin_steps(&mut round).await?;
    round.end();
    Ok(())
}

/// Reads the next timers when few are left in memory. If the store takes a while, rounds continue.
pub(super) async fn read_timers(mut round: Round<'_>) -> Result<(), Fatal> {
    if let Some(after) = round.work.begin_page() {
        let mut needs = Needs::default();
        needs.timers_after(after, NEAR);
        match round.begin_read(needs).await? {
            Ok(beside) => round.work.take_timers(round.now, beside.page.timers),
            Err(read) => round.wait_for(read, WaitingForRead::Timers),
        }
    }
    Ok(())
}

async fn handle_message(round: &mut Round<'_>, message: Message) -> Result<(), Fatal> {
    match message {
        Message::Start(starts, reply) => {
            let answer = start::handle(round, starts).await?;
            round.draft.answer(reply, answer);
        }
        Message::Raise {
            id,
            name,
            payload,
            reply,
        } => {
            let answer = raise::handle(round, &id, name, payload);
            round.draft.answer(reply, answer);
        }
        Message::Terminate {
            id,
            reason,
            scope,
            reply,
        } => {
            let answer = terminate::handle(round, &id, reason, scope).await?;
            round.draft.answer(reply, answer);
        }
        Message::Suspend { id, reason, reply } => {
            let answer = suspend::suspend(round, &id, reason);
            round.draft.answer(reply, answer);
        }
        Message::Resume { id, reason, reply } => {
            let answer = suspend::resume(round, &id, reason);
            round.draft.answer(reply, answer);
        }
        Message::Rewind { id, reason, reply } => rewind(round, id, reason, reply).await?,
        Message::Purge { id, which, reply } => {
            let answer = purge::handle(round, &id, which);
            round.draft.answer(reply, answer);
        }
        Message::AttemptsEnded(ended) => {
            for ended in ended {
                attempt_ended::handle(round, ended);
            }
        }
        Message::TryBlocked {
            ids,
            list_is_damaged,
        } => {
            for id in &ids {
                // They stay in memory until the try is committed, and may hold much.
                round.draft.count(0, round.instances.bytes_held(id));
                if !list_is_damaged {
                    lifecycle::unblock(round, id);
                } else if round.instances.peek(id).is_some() {
                    lifecycle::unblock_in_record(round, id);
                }
            }
        }
        Message::Unfit(unfit) => {
            for unfit in unfit {
                block_unfit(round, unfit);
            }
        }
        Message::GoOn(unended) => {
            for unended in unended {
                go_on(round, &unended);
            }
        }
        Message::Unneeded(machines) => round.draft.remove_machines(&machines),
        Message::Unavailable(error) => return Err(Fatal(error)),
    }
    Ok(())
}

/// Rewinds an instance, at once or when the store has what was kept of it.
async fn rewind(
    round: &mut Round<'_>,
    id: InstanceId,
    reason: String,
    reply: Reply,
) -> Result<(), Fatal> {
    match rewind::handle(round, &id, reason.clone()).await? {
        Some(answer) => round.draft.answer(reply, answer),
        None => round
            .work
            .push_after_commit(Work::Rewind { id, reason, reply }),
    }
    Ok(())
}

/// Blocks an instance that the program can't resume, unless a step that is under way tells that, or another one has taken
/// its place.
fn block_unfit(round: &mut Round<'_>, unfit: Unfit) {
    let Unfit { id, run, reason } = unfit;
    let record = round.instances.peek(&id);
    let waits = record.is_some_and(|record| record.run == run && !record.has_ended());
    if waits && !round.instances.entry(&id).is_under_way() {
        round.block(&id, reason);
    }
}

/// Steps an instance for which a migration has given up what it waits for, unless another one has taken its place.
///
/// A step that is under way is one of this program's, so the migration is a part of it. An instance that is blocked for an
/// operation is stepped, as the step may cancel that. One that is blocked for another reason is stepped when it is no longer.
fn go_on(round: &mut Round<'_>, Unended { id, run }: &Unended) {
    let record = round.instances.peek(id);
    let Some(record) = record.filter(|record| record.run == *run && !record.has_ended()) else {
        return;
    };
    let is_blocked = record.blocked.is_some();
    if round.instances.entry(id).is_under_way() {
        return;
    }
    // It may be in the queue for another reason, and have no news.
    round.instances.let_go_on(id);
    let is_unblocked = round.instances.is_blocked_for_unfit(id);
    if is_unblocked || !is_blocked {
        // It stays in memory until the step is committed, and may hold much.
        round.draft.count(0, round.instances.bytes_held(id));
    }
    if is_unblocked {
        lifecycle::unblock(round, id);
    } else if !is_blocked {
        round.queue(id);
    }
}

/// Blocks an instance for an operation, if it is still the one that was started with this number.
fn block(round: &mut Round<'_>, id: &InstanceId, run: Option<u64>, op: OpId, reason: String) {
    let record = round.instances.peek(id);
    let is_another = |run: u64| record.is_some_and(|record| record.run != run);
    if !run.is_some_and(is_another) {
        round.block_for(id, op, reason);
    }
}

/// Unblocks an instance that had to wait, unless it is blocked for another reason by now.
fn try_again(round: &mut Round<'_>, id: &InstanceId, reason: &String) {
    let record = round.instances.peek(id);
    if record.is_some_and(|record| record.blocked.as_ref() == Some(reason)) {
        lifecycle::unblock(round, id);
    }
}
