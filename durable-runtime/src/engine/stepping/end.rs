//! The end of steps: their outcomes become rows, and further steps begin.

use super::begin::begin_steps;
use super::commands;
use super::later::remove_step_later;
use crate::engine::fatal::Fatal;
use crate::engine::instances::entry::Change;
use crate::engine::instances::load::OtherRows;
use crate::engine::instances::read::Needs;
use crate::engine::lifecycle::finish;
use crate::engine::log_event::LogKind;
use crate::engine::pool::Done;
use crate::engine::reads::{Ends, WaitingForRead};
use crate::engine::round::Round;
use crate::engine::steps::NotedStep;
use crate::model::failure::panics::drop_caught;
use crate::model::id::{InstanceId, OpId};
use crate::model::micros::Micros;
use crate::step::checkpoint::Encoded;
use crate::step::command::Command;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::transition::StepOutcome;
use crate::store::rows::End;

/// The number of reads that are made for the same outcomes while rounds continue. One is enough, unless instances leave the
/// memory during each. What is missing after the last one is read while rounds wait.
const READS_MAX: usize = 8;

/// Handles the outcomes of the steps that are over, and begins the steps that follow.
pub(crate) async fn end_steps(round: Round<'_>) -> Result<(), Fatal> {
    let ends = Ends {
        done: round.steps.take_done(),
        ..Ends::default()
    };
    read_and_end(round, ends).await
}

/// The same for outcomes that have waited for a read.
pub(crate) async fn end_read_steps(
    mut round: Round<'_>,
    mut ends: Ends,
    beside: OtherRows,
) -> Result<(), Fatal> {
    ends.loaded.extend(beside.loaded);
    round.take_inputs(beside.inputs);
    read_and_end(round, ends).await
}

/// Reads what the outcomes need, and handles them. If the store takes a while, those that need it wait.
///
/// A further read follows where a sub-orchestration has started another one during the read, or has left the memory.
async fn read_and_end(mut round: Round<'_>, mut ends: Ends) -> Result<(), Fatal> {
    while ends.reads < READS_MAX {
        let needs = needs(&round, &ends.done);
        if needs.is_empty() {
            break;
        }
        ends.reads += 1;
        match round.begin_read(needs).await? {
            Ok(beside) => {
                ends.loaded.extend(beside.loaded);
                round.take_inputs(beside.inputs);
            }
            Err(read) => {
                let waits = |done: &Done| !self::needs(&round, [done]).is_empty();
                let (waiting, others): (Vec<_>, Vec<_>) = ends.done.into_iter().partition(waits);
                round.steps.wait_for_read(&waiting);
                let ends = Ends {
                    done: waiting,
                    ..ends
                };
                round.wait_for(read, WaitingForRead::Ends(ends));
                return end_these(round, others).await;
            }
        }
    }
    round.touched.extend(ends.loaded);
    end_these(round, ends.done).await
}

/// The needs of the outcomes of steps: their sub-orchestrations.
fn needs<'a>(round: &Round<'_>, all_done: impl IntoIterator<Item = &'a Done>) -> Needs {
    let mut needs = Needs::default();
    for done in all_done {
        for command in &done.stepped.commands {
            commands::needs(round, done, command, &mut needs);
        }
    }
    needs
}

/// Handles these outcomes, and begins the steps that follow.
async fn end_these(mut round: Round<'_>, all_done: Vec<Done>) -> Result<(), Fatal> {
    let mut was_noted = false;
    for done in all_done {
        if let Some(NotedStep { entry, leader, .. }) = round.steps.end(done.number) {
            was_noted = true;
            if let Some(entry) = entry {
                round.ledger.end(entry);
            }
            round.leader = Some(leader);
        }
        round.touched.push(done.instance.clone());
        apply_outcome(&mut round, done).await?;
        if let Some(leader) = round.leader.take() {
            round.steps.end_led(round.ledger, &leader);
        }
    }
    if was_noted {
        round.ledger.flush();
    }
    begin_steps(&mut round).await?;
    round.steps.await_last();
    round.end();
    Ok(())
}

/// Turns the outcome of a step into rows.
async fn apply_outcome(round: &mut Round<'_>, done: Done) -> Result<(), Fatal> {
    let Done {
        number,
        instance: id,
        stepped,
        ..
    } = done;
    let id = &id;
    let entry = round.instances.get(id);
    let Some(arrived) = entry.and_then(|entry| entry.end_turn(number)) else {
        // The instance was ended meanwhile.
        drop_caught(stepped);
        return Ok(());
    };
    remove_step_later(round, id);
    let Some(record) = round.instances.record(id) else {
        return Ok(());
    };
    let mut stepped = round.env.size_limit.step(stepped, &record.values);
    // An operation that was cancelled may be over by now, or wait for another attempt.
    stepped.commands.retain_mut(|command| match command {
        Command::Cancel { op, pending } => match record.mailbox.pending_op(*op) {
            Some(now) => {
                pending.clone_from(now);
                true
            }
            None => false,
        },
        _ => true,
    });
    if let Some(status) = stepped.custom_status {
        let custom = LogKind::CustomStatus(status.clone());
        round.draft.log(id, &record.name, custom);
        record.custom_status = Some(status);
    }
    let run = record.run;
    let end = match stepped.outcome {
        StepOutcome::Blocked(reason) => {
            round.block(id, reason);
            round.instances.keep_untaken(round.draft, id);
            None
        }
        StepOutcome::Waiting(checkpoint) => {
            if set_waiting(round, id, checkpoint, stepped.mailbox, &arrived) {
                round.queue(id);
            }
            round.block_for_unfit(id);
            None
        }
        StepOutcome::Completed(output) => Some(End::Completed(output)),
        StepOutcome::Failed(failure) => Some(End::Failed(failure)),
    };
    commands::apply_commands(round, id, run, stepped.commands, end.as_ref()).await?;
    if let Some(end) = end {
        let fails = matches!(end, End::Failed(_));
        finish(round, id, end, fails);
    }
    Ok(())
}

/// Stores an instance where it waits. Returns whether the arrivals during the step end the wait.
fn set_waiting(
    round: &mut Round<'_>,
    id: &InstanceId,
    checkpoint: Encoded,
    mut mailbox: Mailbox,
    arrived: &[OpId],
) -> bool {
    let draft = &mut *round.draft;
    let Some(record) = round.instances.record(id) else {
        return false;
    };
    let is_over = mailbox.take_over(std::mem::take(&mut record.mailbox), arrived);
    draft.replace_values(id, &record.values, &checkpoint.values);
    draft.count(0, checkpoint.bytes.len());
    for manifest in &checkpoint.machines {
        draft.put_machine(manifest);
    }
    record.checkpoint = Some(Blob(checkpoint.bytes));
    record.has_values = !checkpoint.values.is_empty();
    record.values = checkpoint.values;
    record.next_value = checkpoint.next_value;
    record.mailbox = mailbox;
    let events = record.mailbox.events_mut().settle();
    draft.remove_events(id, events);
    record.has_outcomes = record.mailbox.keeps_outcomes();
    let mailbox = &record.mailbox;
    (record.parent_close).retain(|op, _| mailbox.pending_op(*op).is_some());
    record.updated = Micros::from(round.now);
    draft.remove_outcomes(id, record.mailbox.forget_rows());
    let is_over = is_over && !record.is_held();
    round.instances.mark(draft, id, Change::Record);
    round.instances.keep_untaken(draft, id);
    is_over
}
