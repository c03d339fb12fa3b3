//! Ends of sub-orchestrations.

use std::sync::Arc;

use crate::engine::instances::entry::Loaded;
use crate::engine::outcomes::deliver;
use crate::engine::round::Round;
use crate::step::command::Outcome;
use crate::store::key::ResultKey;
use crate::store::rows::{HistoryEntry, InboxRow};

/// Delivers the result of a sub-orchestration to its parent.
pub(super) fn handle(round: &mut Round<'_>, key: &ResultKey, row: InboxRow) {
    let (parent, run, op) = key;
    let record = match &mut round.instances.entry(parent).state {
        Loaded::Here(record) => Some(Arc::make_mut(record)),
        Loaded::Absent => None,
        // The row stays, for code that can read the parent.
        Loaded::Unreadable(_) => return,
    };
    if let Some(record) = record
        && record.run == *run
        && record.mailbox.pending_op(*op).is_some()
    {
        round
            .draft
            .note(record, round.now, |keep| HistoryEntry::ChildEnded {
                op: *op,
                result: match &row.result {
                    Ok(result) => Ok(keep.json(result)),
                    Err(failure) => Err(keep.failure(failure)),
                },
            });
        deliver(round, parent, *op, Outcome::Child(row.result));
    }
    round.draft.remove_result(key);
}
