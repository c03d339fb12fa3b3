//! Recovery of a store when it is opened. It reads ended sub-orchestrations with results that were not taken, and
//! never waiting or blocked instances: opening costs the same whatever number of instances sleep and activities
//! wait. It waits for each of its reads, as no round has begun: only the opening waits for it. Blocked instances are
//! tried again by [`sweep`](super::sweep), and
//! [`backlog`](super::activities::backlog) begins the activities that were under way, as there is room for them.

use std::collections::HashSet;
use std::sync::Arc;

use super::activities::backlog::begin_activities;
use super::fatal::Fatal;
use super::index::Index;
use super::places::Places;
use super::round::Parts;
use super::work::Work;
use crate::step::checkpoint::Place;
use crate::step::machines;
use crate::store::batch::Batch;
use crate::store::key::Key;
use crate::store::rows::{Counters, InboxRow, MachineRow, Record, Row};

/// The rows that are read at a time.
const PAGE: usize = 1024;

/// Recovers what the store holds. Returns the machines that are not the program's.
pub(super) async fn recover(parts: &mut Parts) -> Result<HashSet<u64>, Fatal> {
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
    let counters = index_all(parts, counters).await?;
    let machines: HashSet<u64> = machines.into_iter().map(|(machine, _)| machine).collect();
    parts.draft.resume(counters, machines.iter().copied());
    deliver_children(parts).await?;
    // Before the first round, so that activities that end at once are a part of that.
    begin_activities(parts.round(), None).await?;
    let mut others = machines;
    for machine in parts.env.registry.machines() {
        others.remove(&machine);
    }
    Ok(others)
}

/// Takes up the index. A store of an earlier format has none: it is made of all records. It counts as made once all of it
/// is, so a crash in between begins it again.
async fn index_all(parts: &mut Parts, counters: Counters) -> Result<Counters, Fatal> {
    let store = Arc::clone(&parts.env.store);
    if counters.is_indexed {
        let counts = store.counts().await.map_err(Fatal)?;
        parts.index = Index::of_store(counts);
        return Ok(counters);
    }
    let mut after = None;
    loop {
        let page = store.instances_after(after.as_ref(), PAGE);
        let page = page.await.map_err(Fatal)?;
        let Some((last, _)) = page.last() else {
            break;
        };
        after = Some(last.clone());
        let mut batch = Batch::default();
        for (id, row) in page {
            // One that can't be read is in no list.
            if let Ok(record) = Record::from_bytes(&row) {
                parts.index.list_again(&mut batch, &id, &record);
            }
        }
        store.commit(batch).await.map_err(Fatal)?;
    }
    let counters = Counters {
        is_indexed: true,
        ..counters
    };
    if after.is_some() {
        let mut batch = Batch::default();
        parts.index.write(&mut batch);
        batch.put(Key::counters(), counters.to_bytes());
        store.commit(batch).await.map_err(Fatal)?;
    }
    Ok(counters)
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
