//! Purging ended instances: nothing of them stays.

use crate::engine::instances::entry::Loaded;
use crate::engine::message::{Answer, Purged};
use crate::engine::round::Round;
use crate::model::error::{Error, ErrorKind};
use crate::model::id::InstanceId;
use crate::store::rows::Record;

/// Removes an instance that has ended. Another one than is meant has not: it counts as one that runs.
pub(super) fn handle(round: &mut Round<'_>, id: &InstanceId, which: Purged) -> Answer {
    let is_meant = |record: &Record| match which {
        Purged::Any => true,
        Purged::Run(run) => record.run == run,
        Purged::Ended { status, by } => record.runtime_status() == status && record.updated <= by,
    };
    match &round.instances.entry(id).state {
        Loaded::Absent => return Err(Error::not_found(id)),
        Loaded::Unreadable(reason) => {
            return Err(Error::new(
                ErrorKind::Blocked,
                format!("instance `{id}` is blocked, so it can't be purged: {reason}"),
            ));
        }
        Loaded::Here(record) if !record.has_ended() || !is_meant(record) => {
            return Err(Error::not_ended(id));
        }
        Loaded::Here(_) => {}
    }
    if let Some(record) = round.instances.record(id) {
        for head in record.take_history() {
            round.draft.remove_history(head);
        }
        round.draft.remove_kept(id, record);
    }
    round.instances.remove(round.draft, id);
    Ok(())
}
