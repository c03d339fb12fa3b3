//! Recovery of a store when it is opened. It reads ended sub-orchestrations with results that were not taken, and
//! blocked instances, and never waiting ones: opening costs the same whatever number of instances sleep and activities
//! wait. It waits for each of its reads, as no round has begun: only the opening waits for it.
//! [`backlog`](super::activities::backlog) begins the activities that were under way, as there is room for them.

use super::activities::backlog::begin_activities;
use super::commit::Commits;
use super::fatal::Fatal;
use super::lifecycle::unblock;
use super::places::Places;
use super::round::Parts;
use super::stepping::begin::begin_steps;
use super::stepping::end::end_short_steps;
use super::work::Work;
use crate::model::id::InstanceId;
use crate::step::checkpoint::Place;
use crate::step::machines;
use crate::store::rows::{InboxRow, MachineRow, Row};

/// The rows that are read at a time.
const PAGE: usize = 1024;

/// Recovers what the store holds.
pub(super) async fn recover(parts: &mut Parts, commits: &mut Commits) -> Result<(), Fatal> {
    let counters = parts.env.store.counters().await.map_err(Fatal)?;
    let machines = parts.env.store.machines().await.map_err(Fatal)?;
    // A damaged row is no reason not to open: the instances that need it are blocked.
    let machines: Vec<(u64, MachineRow)> = machines
        .into_iter()
        .filter_map(|(machine, row)| Some((machine, MachineRow::from_bytes(&row).ok()?)))
        .collect();
    for (machine, row) in &machines {
        machines::learn(*machine, &row.text, &row.file, &row.points);
    }
    let places = parts.env.store.places().await.map_err(Fatal)?;
    let places = places
        .into_iter()
        .map(|((machine, point), row)| (Place { machine, point }, row));
    parts.places = Places::of_store(places.collect());
    parts.places.report(&machines, &parts.env.registry);
    let machines = machines.into_iter().map(|(machine, _)| machine);
    parts.draft.resume(counters, machines);
    try_blocked(parts, commits).await?;
    deliver_children(parts).await?;
    // Before the first round, so that activities that end at once are a part of that.
    begin_activities(parts.round(), None).await?;
    Ok(())
}

/// Tries each blocked instance again. There may be many, and they may hold much: one batch of them is committed and
/// released before the next ones are read.
async fn try_blocked(parts: &mut Parts, commits: &mut Commits) -> Result<(), Fatal> {
    let mut after = None;
    loop {
        let page = parts.env.store.blocked(after.as_ref(), PAGE);
        let page = page.await.map_err(Fatal)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = Some(last.clone());
        for (id, _) in page {
            let touched = try_one(parts, &id).await?;
            end_short_steps(parts).await?;
            for id in std::iter::once(&id).chain(&touched) {
                parts.instances.release(id, parts.activities.any_of(id));
            }
            if !parts.draft.has_room() {
                // A commit runs on a thread that a paused time knows nothing of.
                let _hold = parts.env.clock.hold();
                commits.commit_all(parts).await?;
            }
        }
    }
}

/// Tries a blocked instance again. Returns the other instances that are in memory for that.
async fn try_one(parts: &mut Parts, id: &InstanceId) -> Result<Vec<InstanceId>, Fatal> {
    let mut round = parts.round();
    round.load(id).await?;
    // They stay in memory until the try is committed.
    round.draft.count(0, round.instances.bytes_held(id));
    unblock(&mut round, id);
    begin_steps(&mut round).await?;
    Ok(round.touched)
}

/// Delivers the results of ended sub-orchestrations that their parents had not taken yet.
async fn deliver_children(parts: &mut Parts) -> Result<(), Fatal> {
    let mut after = None;
    loop {
        let page = parts.env.store.inbox(after.as_ref(), PAGE);
        let page = page.await.map_err(Fatal)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = Some(last.clone());
        for (key, bytes) in page {
            match InboxRow::from_bytes(&bytes) {
                Ok(row) => parts.work.push(Work::SubOrchestrationEnded(key, row)),
                Err(unreadable) => {
                    let (instance, run, op) = key;
                    let reason = format!(
                        "the result of a sub-orchestration that it awaits can't be read: {unreadable}"
                    );
                    parts.work.push(Work::Block {
                        instance,
                        run: Some(run),
                        op,
                        reason,
                    });
                }
            }
        }
    }
}
