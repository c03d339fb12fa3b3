//! The begin of steps: instances that have news go to the pool.

use std::sync::Arc;

use super::later::remove_step_later;
use crate::engine::fatal::Fatal;
use crate::engine::instances::entry::{Loaded, Turn};
use crate::engine::ledger::Suspicion;
use crate::engine::log_event::clock_text;
use crate::engine::pool::Job;
use crate::engine::round::Round;
use crate::engine::steps::Noted;
use crate::model::id::InstanceId;
use crate::step::entry::OrchestratorEntry;

/// The next step of an instance.
struct Next {
    entry: &'static OrchestratorEntry,
    run: u64,
    has_begun: bool,
}

/// Begins steps of the instances that are to be stepped, as far as there is room for them.
pub(crate) async fn begin_steps(round: &mut Round<'_>) -> Result<(), Fatal> {
    let mut jobs = Vec::new();
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
            round.touched.push(id);
            continue;
        };
        let is_suspect = round.ledger.is_suspect(&id, next.run);
        if is_suspect && (round.steps.has_suspect() || jobs.iter().any(is_of_suspect)) {
            round.steps.put_off(id);
            continue;
        }
        let noted = note_step(round, &id, next.run, is_suspect);
        let input = if next.has_begun {
            None
        } else {
            round.instances.input(&id).await?
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
        jobs.push((job, noted));
    }
    if jobs.iter().any(|(_, noted)| noted.is_some()) {
        round.ledger.flush();
    }
    round.steps.begin(jobs);
    Ok(())
}

/// The next step of an instance, if it has something to do. One that can't do it is blocked.
fn next_step(round: &mut Round<'_>, id: &InstanceId) -> Option<Next> {
    let record = round.instances.peek(id)?;
    let has_begun = record.checkpoint.is_some();
    if record.has_ended() || record.blocked.is_some() || (has_begun && !record.mailbox.has_news()) {
        return None;
    }
    let run = record.run;
    let Some(entry) = round.env.registry.orchestrator(&record.name) else {
        let reason = unknown_orchestrator(&record.name);
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
        has_begun,
    })
}

/// Notes in the ledger that an instance is stepped, where that is noted.
fn note_step(round: &mut Round<'_>, id: &InstanceId, run: u64, is_suspect: bool) -> Option<Noted> {
    if !round.ledger.notes_steps() && !round.steps.is_led(id) {
        return None;
    }
    let leader = round.steps.take_leader(id, run);
    Some(Noted {
        entry: round.ledger.begin_step(&leader.0, leader.1),
        leader,
        is_suspect,
    })
}

fn is_of_suspect((_, noted): &(Job, Option<Noted>)) -> bool {
    noted.as_ref().is_some_and(|noted| noted.is_suspect)
}

fn unknown_orchestrator(name: &str) -> String {
    format!("the program has no orchestrator named `{name}`; deploy one, or terminate the instance")
}

fn suspected(entry: &OrchestratorEntry, Suspicion { deaths, until }: Suspicion) -> String {
    format!(
        "the process died {deaths} times while `{}` at {} went on from here, so it has to wait and is tried again at {}; \
         that may be chance, or an abort, an exit or an overflow of the stack in its code or in that of a sub-orchestration \
         that it starts: deploy code that doesn't, or terminate the instance; to try once more at once, shut the runtime down and open it again",
        entry.name,
        entry.place(),
        clock_text(until.time())
    )
}
