//! Outcomes of operations. Those that end the wait of their instance have it stepped, and the others are kept in rows of
//! their own until it takes them.

use super::instances::entry::Change;
use super::round::Round;
use crate::model::id::{InstanceId, OpId};
use crate::step::command::Outcome;

/// Puts an outcome into an instance's mailbox. When that ends its wait, it is stepped; when it goes on
/// waiting, the outcome is all that is written: a join of thousands has a long record.
pub(crate) fn deliver(round: &mut Round<'_>, id: &InstanceId, op: OpId, outcome: Outcome) {
    let Some(record) = round.instances.record(id) else {
        return;
    };
    let is_stepped = record.mailbox.deliver(op, outcome) && record.blocked.is_none();
    let has_row = record.mailbox.has_row(op);
    let in_step = round.instances.entry(id).arrives_in_step(op);
    // A row that tells of a failed attempt must not be taken for the outcome's.
    if has_row || !(is_stepped || in_step) {
        round.instances.keep(round.draft, id, op);
    }
    if in_step {
        // Whether it waits for that is seen when its step is over.
        round.instances.mark(round.draft, id, Change::Beside);
    } else if is_stepped {
        round.queue(id);
    }
}
