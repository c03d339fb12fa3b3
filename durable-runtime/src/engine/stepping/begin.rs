//! The begin of steps: instances that have news go to the pool.

use std::sync::Arc;

use super::later::remove_step_later;
use crate::engine::check::needs_input;
use crate::engine::fatal::Fatal;
use crate::engine::instances::entry::{Loaded, Turn};
use crate::engine::instances::load::OtherRows;
use crate::engine::instances::read::Needs;
use crate::engine::ledger::Suspicion;
use crate::engine::log_event::clock_text;
use crate::engine::pool::Job;
use crate::engine::reads::WaitingForRead;
use crate::engine::round::Round;
use crate::engine::steps::NotedStep;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::step::entry::OrchestratorEntry;

/// The next step of an instance.
struct Next {
    entry: &'static OrchestratorEntry,
    run: u64,
    needs_input: bool,
}

/// Begins the steps of the queued instances, as far as there is room for them.
pub(crate) async fn begin_steps(round: &mut Round<'_>) -> Result<(), Fatal> {
    let mut jobs = Vec::new();
    read_for_steps(round).await?;
    while let Some(id) = round.steps.next_queued(jobs.len()) {
        // It may have ended since, and been started again.
        let entry = round.instances.get(&id);
        if !entry.is_some_and(|entry| entry.turn == Turn::Queued) {
            continue;
        }
        round.read_events(&id).await?;
        let Some(next) = next_step(round, &id) else {
            round.instances.entry(&id).turn = Turn::Nothing;
            remove_step_later(round, &id);
            round.steps.forget(round.ledger, &id);
            round.block_for_unfit(&id);
            round.touched.push(id);
            continue;
        };
        let is_suspect = round.ledger.is_suspect(&id, next.run);
        if is_suspect && (round.steps.has_suspect() || jobs.iter().any(is_of_suspect)) {
            round.steps.put_off(id);
            continue;
        }
        let noted = note_step(round, &id, next.run, is_suspect);
        let input = if next.needs_input {
            round.input(&id).await?
        } else {
            None
        };
        let entry = round.instances.entry(&id);
        let Loaded::Here(record) = &entry.state else {
            continue;
        };
        let job = Job {
            number: round.steps.number(),
            instance: id,
            entry: next.entry,
            record: Arc::clone(record),
            input,
        };
        entry.turn = Turn::UnderWay {
            number: job.number,
            arrived: Vec::new(),
        };
        round.instances.has_gone_on(&job.instance);
        jobs.push((job, noted));
    }
    if jobs.iter().any(|(_, noted)| noted.is_some()) {
        round.ledger.flush();
    }
    round.steps.begin(jobs);
    Ok(())
}

/// Begins the steps of instances that were set aside and are read now, and others.
pub(crate) async fn begin_read_steps(
    mut round: Round<'_>,
    ids: Vec<InstanceId>,
    beside: OtherRows,
) -> Result<(), Fatal> {
    round.take_inputs(beside.inputs);
    round.steps.put_back(round.instances, ids);
    begin_steps(&mut round).await?;
    round.end();
    Ok(())
}

/// Reads what the next steps need. If the store takes a while, their instances are set aside.
async fn read_for_steps(round: &mut Round<'_>) -> Result<(), Fatal> {
    let needs = needs(round);
    if needs.is_empty() {
        return Ok(());
    }
    let ids: Vec<InstanceId> = needs.ids().cloned().collect();
    match round.begin_read(needs).await? {
        Ok(beside) => round.take_inputs(beside.inputs),
        Err(read) => {
            round.steps.set_aside(&ids);
            round.wait_for(read, WaitingForRead::Steps(ids));
        }
    }
    Ok(())
}

/// The needs of the next steps: events that are not in memory, and the inputs of first steps and of steps that read
/// parameters in changed code.
fn needs(round: &Round<'_>) -> Needs {
    let mut needs = Needs::default();
    for id in round.steps.next_ones() {
        let Some(record) = round.instances.peek(id) else {
            continue;
        };
        if record.has_ended() || record.is_held() {
            continue;
        }
        needs.events(round.instances, id);
        if needs_input(record, &round.env.registry) && !round.has_input(id) {
            needs.input(round.instances, id);
        }
    }
    needs
}

/// The next step of an instance, if it has something to do. An instance that can't be stepped is blocked.
fn next_step(round: &mut Round<'_>, id: &InstanceId) -> Option<Next> {
    let goes_on = round.instances.goes_on(id);
    let record = round.instances.peek(id)?;
    let has_begun = record.checkpoint.is_some();
    let waits = has_begun && !goes_on && !record.mailbox.has_news();
    if record.has_ended() || record.is_held() || waits {
        return None;
    }
    let (run, needs_input) = (record.run, needs_input(record, &round.env.registry));
    let Some(entry) = round.env.registry.orchestrator(&record.name) else {
        let reason = round.env.registry.missing(&record.name);
        round.block(id, reason);
        return None;
    };
    if let Some(suspicion) = round.ledger.suspicion(id, run, round.now) {
        let reason = suspected(entry, suspicion);
        let until = suspicion.until;
        round.work.try_again_at(until, id.clone(), reason.clone());
        round.block(id, reason);
        return None;
    }
    Some(Next {
        entry,
        run,
        needs_input,
    })
}

/// Notes in the ledger that an instance is stepped, where steps are noted.
fn note_step(
    round: &mut Round<'_>,
    id: &InstanceId,
    run: u64,
    is_suspect: bool,
) -> Option<NotedStep> {
    if !round.ledger.notes_steps() && !round.steps.is_led(id) {
        return None;
    }
    let leader = round.steps.take_leader(id, run);
    Some(NotedStep {
        entry: round.ledger.begin_step(&leader.0, leader.1),
        leader,
        is_suspect,
    })
}

fn is_of_suspect((_, noted): &(Job, Option<NotedStep>)) -> bool {
    noted.as_ref().is_some_and(|noted| noted.is_suspect)
}

fn suspected(entry: &OrchestratorEntry, Suspicion { deaths, until }: Suspicion) -> String {
    format!(
        "the process died {deaths} times in this step of {} at {}, so the instance has to wait and is tried again at {}; the cause may be \
         chance, or an abort, an exit or a stack overflow in its code or in that of a sub-orchestration that it starts: deploy corrected \
         code, or terminate the instance; to try again at once, shut the runtime down and open it again",
        FunctionName::of(entry.name).quoted(),
        entry.place(),
        clock_text(until.time())
    )
}
