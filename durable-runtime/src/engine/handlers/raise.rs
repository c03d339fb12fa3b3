//! External events, raised by clients and by other instances. Each is a row of its own until the instance takes it, so
//! the cost of one doesn't depend on the number of untaken ones: those are read when the instance is stepped, and not
//! before.

use crate::engine::instances::entry::{Change, Turn};
use crate::engine::log_event::LogKind;
use crate::engine::message::Answer;
use crate::engine::round::Round;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::events::bytes_of;
use crate::store::rows::HistoryEntry;

/// Raises an event for a client.
pub(super) fn handle(
    round: &mut Round<'_>,
    id: &InstanceId,
    name: String,
    payload: Json,
) -> Answer {
    admit(round, id, &name, &payload)?;
    put(round, id, name, payload);
    Ok(())
}

/// Checks whether a client may raise an event. An event that the instance waits for is always accepted.
fn admit(round: &mut Round<'_>, id: &InstanceId, name: &str, payload: &Json) -> Answer {
    let limits = round.env.event_limits;
    let bytes = name.len() + payload.as_str().len();
    round.env.size_limit.admit("an event", bytes)?;
    let is_stepped = round.instances.entry(id).turn != Turn::Nothing;
    let record = round.instances.running(id)?;
    let tally = record.mailbox.events().tally();
    let bytes = tally.bytes + bytes_of(name, payload);
    let is_taken = !is_stepped && !record.is_held() && record.mailbox.awaits(name);
    if is_taken || (tally.count < limits.count && bytes <= limits.bytes) {
        Ok(())
    } else {
        Err(Error::mailbox_full(id, tally, limits))
    }
}

/// Puts an event into the mailbox of an instance that has not ended, whatever the mailbox holds.
pub(super) fn put(round: &mut Round<'_>, id: &InstanceId, name: String, payload: Json) {
    let Some(record) = round.instances.record(id) else {
        return;
    };
    let draft = &mut *round.draft;
    draft.count(1, payload.as_str().len());
    let input = draft.histories().json(&payload);
    let awaited = record.mailbox.raise(&name, payload);
    draft.log(id, &record.name, LogKind::Event(name.clone()));
    draft.note(record, round.now, |_| HistoryEntry::EventRaised {
        name,
        input,
    });
    round.instances.mark(draft, id, Change::OwnRows);
    // During a step it isn't known yet what the instance waits for next.
    if awaited && !round.instances.entry(id).is_under_way() {
        round.queue(id);
    }
}
