//! Outcomes of operations. An outcome that ends the wait of its instance leads to a step. Any other is kept in a row of
//! its own until the instance takes it.

use super::instances::entry::Change;
use super::round::Round;
use crate::model::id::{InstanceId, OpId};
use crate::step::command::Outcome;

/// Puts an outcome into an instance's mailbox. If it ends the wait, the instance is stepped. Otherwise only the outcome
/// is written: a join of thousands has a long record.
pub(crate) fn deliver(round: &mut Round<'_>, id: &InstanceId, op: OpId, outcome: Outcome) {
    let Some(record) = round.instances.record(id) else {
        return;
    };
    let is_stepped = record.mailbox.deliver(op, outcome) && !record.is_held();
    let has_row = record.mailbox.has_row(op);
    let in_step = round.instances.entry(id).arrives_in_step(op);
    // A row about a failed attempt must not be taken for the outcome's.
    if has_row || !(is_stepped || in_step) {
        round.instances.keep(round.draft, id, op);
    }
    if in_step {
        // Whether the outcome ends the wait is known when the step is over.
        round.instances.mark(round.draft, id, Change::OwnRows);
    } else if is_stepped {
        round.queue(id);
    }
}
