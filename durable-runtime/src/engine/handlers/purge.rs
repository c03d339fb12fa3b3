//! Purging ended instances: nothing of them stays.

use crate::engine::instances::entry::Loaded;
use crate::engine::message::Answer;
use crate::engine::round::Round;
use crate::model::error::{Error, ErrorKind};
use crate::model::id::InstanceId;

/// Removes an ended instance.
pub(super) fn handle(round: &mut Round<'_>, id: &InstanceId) -> Answer {
    match &round.instances.entry(id).state {
        Loaded::Absent => return Err(Error::not_found(id)),
        Loaded::Unreadable(reason) => {
            return Err(Error::new(
                ErrorKind::Blocked,
                format!("instance `{id}` is blocked, so it can't be purged: {reason}"),
            ));
        }
        Loaded::Here(record) if !record.has_ended() => return Err(Error::not_ended(id)),
        Loaded::Here(_) => {}
    }
    let history = round
        .instances
        .record(id)
        .map(|record| record.take_history());
    for head in history.into_iter().flatten() {
        round.draft.remove_history(head);
    }
    round.instances.remove(round.draft, id);
    Ok(())
}
