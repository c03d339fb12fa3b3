//! Purging ended instances: nothing of them stays.

use crate::engine::instances::entry::Loaded;
use crate::engine::message::Answer;
use crate::engine::round::Round;
use crate::model::error::{Error, ErrorKind};
use crate::model::id::InstanceId;
use crate::model::micros::Micros;

/// Removes an instance that has ended, by this time if there is one.
pub(super) fn handle(round: &mut Round<'_>, id: &InstanceId, ended_by: Option<Micros>) -> Answer {
    let is_old = |ended: Micros| ended_by.is_none_or(|time| ended <= time);
    match &round.instances.entry(id).state {
        Loaded::Absent => return Err(Error::not_found(id)),
        Loaded::Unreadable(reason) => {
            return Err(Error::new(
                ErrorKind::Blocked,
                format!("instance `{id}` is blocked, so it can't be purged: {reason}"),
            ));
        }
        Loaded::Here(record) if !record.has_ended() || !is_old(record.updated) => {
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
