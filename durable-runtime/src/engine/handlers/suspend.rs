//! Suspending and resuming instances. A suspended one is not stepped; what arrives for it is kept, as for a blocked one. A
//! step that is under way is carried out: it had begun before.

use crate::engine::instances::entry::Change;
use crate::engine::log_event::LogKind;
use crate::engine::message::Answer;
use crate::engine::round::Round;
use crate::model::id::InstanceId;
use crate::model::micros::Micros;
use crate::store::rows::HistoryEntry;

/// Suspends an instance. One that is suspended stays so, with its reason.
pub(super) fn suspend(round: &mut Round<'_>, id: &InstanceId, reason: String) -> Answer {
    round.env.size_limit.admit("a reason", reason.len())?;
    let record = round.instances.running(id)?;
    if record.suspended.is_some() {
        return Ok(());
    }
    record.suspended = Some(reason.clone());
    record.updated = Micros::from(round.now);
    let draft = &mut *round.draft;
    draft.log(id, &record.name, LogKind::Suspended(reason.clone()));
    draft.note(record, round.now, |_| HistoryEntry::Suspended { reason });
    round.instances.mark(draft, id, Change::Record);
    round.instances.keep_untaken(draft, id);
    Ok(())
}

/// Resumes an instance. One that isn't suspended is left as it is.
pub(super) fn resume(round: &mut Round<'_>, id: &InstanceId, reason: String) -> Answer {
    round.env.size_limit.admit("a reason", reason.len())?;
    let record = round.instances.running(id)?;
    if record.suspended.take().is_none() {
        return Ok(());
    }
    record.updated = Micros::from(round.now);
    let draft = &mut *round.draft;
    draft.log(id, &record.name, LogKind::Resumed(reason.clone()));
    draft.note(record, round.now, |_| HistoryEntry::Resumed { reason });
    round.instances.mark(draft, id, Change::Record);
    // Its wait may be over by now, or it has not begun.
    round.queue(id);
    Ok(())
}
