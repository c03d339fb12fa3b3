//! The begin and the end of instances.

use super::draft::Draft;
use super::instances::entry::{Change, Loaded, Turn};
use super::instances::read::children;
use super::log_event::LogKind;
use super::message::Scope;
use super::round::Round;
use super::stepping::later;
use super::steps::NotedStep;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::model::parent_close::ParentClosePolicy;
use crate::model::tags::Tags;
use crate::step::checkpoint::Values;
use crate::step::mailbox::Mailbox;
use crate::store::key::TimerKey;
use crate::store::rows::{End, HistoryEntry, InboxRow, KeptRow, Parent, Record, Row, TimerRow};

/// The reason for which a sub-orchestration is terminated, or asked to cancel itself, when its parent has ended.
pub(crate) const PARENT_ENDED: &str = "its parent has ended";

/// What is to be started.
pub(crate) struct Started {
    /// The function's key.
    pub(crate) name: String,
    pub(crate) input: Json,
    pub(crate) tags: Tags,
    pub(crate) parent: Option<Parent>,
}

/// Makes an instance's record, in place of the record of an ended instance with this id. Returns its number.
pub(crate) fn start(round: &mut Round<'_>, id: &InstanceId, started: Started) -> u64 {
    let Started {
        name,
        input,
        tags,
        parent,
    } = started;
    let run = round.draft.next_run();
    if let Some(replaced) = round.instances.record(id) {
        for head in replaced.take_history() {
            round.draft.remove_history(head);
        }
        round.draft.remove_kept(id, replaced);
    }
    let mut record = Record {
        parent,
        tags,
        ..Record::started(run, name, round.now)
    };
    let now = round.now;
    round
        .draft
        .note(&mut record, now, |_| HistoryEntry::Started);
    round.draft.log(id, &record.name, LogKind::Started);
    round.instances.put_started(round.draft, id, record, input);
    run
}

/// Terminates an instance with its events read. If it `keeps` that, it can go on when its parent is rewound.
pub(crate) fn terminate(
    round: &mut Round<'_>,
    id: &InstanceId,
    reason: String,
    scope: Scope,
    keeps: bool,
) -> Result<(), Error> {
    round.instances.running(id)?;
    if let Some(why) = round.instances.why_kept(id) {
        return Err(Error::new(
            ErrorKind::Blocked,
            format!("instance `{id}` {why}"),
        ));
    }
    if scope == Scope::WithChildren {
        terminate_children(round, id, &reason);
        if let Some(record) = round.instances.record(id) {
            record.parent_close.clear();
        }
    }
    finish(round, id, End::Terminated(reason), keeps);
    Ok(())
}

/// Does with the sub-orchestrations of an instance that ends now what was said of that, each by a row as
/// [`terminate_children`] writes them.
fn tell_children(draft: &mut Draft, id: &InstanceId, record: &Record) {
    for (parent, child) in children(id, record) {
        let run = parent.run;
        let row = match record.parent_close.get(&parent.op) {
            None | Some(ParentClosePolicy::Leave) => continue,
            Some(ParentClosePolicy::Terminate) => TimerRow::TerminateChild {
                run,
                child,
                reason: PARENT_ENDED.to_owned(),
            },
            Some(ParentClosePolicy::RequestCancel) => TimerRow::CancelChild { run, child },
        };
        let key = TimerKey::of_parent(id, run, parent.op);
        draft.put_due(key, row.to_bytes());
    }
}

/// Has the sub-orchestrations of an instance terminated that ends now: each by a row that is written with its end. So a tree
/// of any size is terminated in many commits, and a process that dies in between goes on with it.
fn terminate_children(round: &mut Round<'_>, id: &InstanceId, reason: &str) {
    let Some(record) = round.instances.peek(id) else {
        return;
    };
    for (parent, child) in children(id, record) {
        let key = TimerKey::of_parent(id, parent.run, parent.op);
        let row = TimerRow::TerminateChild {
            run: parent.run,
            child,
            reason: reason.to_owned(),
        };
        round.draft.put_due(key, row.to_bytes());
    }
}

/// Ends an instance, and tells its parent. See [`close`].
pub(crate) fn finish(round: &mut Round<'_>, id: &InstanceId, end: End, keeps: bool) {
    let result = end.result(id);
    close(round, id, end, keeps);
    let record = round.instances.record(id);
    if let Some(parent) = record.and_then(|record| record.parent.clone()) {
        deliver_result(round, &parent, result);
    }
}

/// Puts a sub-orchestration's result into its parent's inbox.
fn deliver_result(round: &mut Round<'_>, parent: &Parent, result: Result<Json, Failure>) {
    let row = InboxRow {
        run: parent.run,
        result,
    };
    let key = (parent.instance.clone(), parent.run, parent.op);
    round.draft.put_result(key, row);
}

/// Ends an instance: only its record, its input and its history stay; and, if it `keeps` that, what is needed to rewind it.
pub(crate) fn close(round: &mut Round<'_>, id: &InstanceId, end: End, keeps: bool) {
    abandon_step(round, id);
    let draft = &mut *round.draft;
    let Some(record) = round.instances.record(id) else {
        return;
    };
    if record.mailbox.events().is_unread() {
        // A part of it can't be read. It is blocked, and left as it is.
        return;
    }
    tell_children(draft, id, record);
    if keeps {
        let row = KeptRow::of(record);
        draft.put_kept(id, &row);
        record.kept = Some(draft.keep_operations(id, record));
    }
    for (op, pending) in record.mailbox.pending() {
        draft.withdraw(id, record.run, op, pending);
    }
    draft.remove_outcomes(id, record.mailbox.stored());
    if record.blocked.take().is_some() {
        draft.set_blocked(id, None);
    }
    draft.replace_values(id, &record.values, &Values::new());
    record.values = Values::new();
    record.has_values = false;
    let events = record.mailbox.events_mut().clear();
    draft.remove_events(id, events);
    if std::mem::replace(&mut record.has_events, false) {
        draft.remove_event_head(id);
    }
    record.mailbox = Mailbox::default();
    record.parent_close.clear();
    record.suspended = None;
    record.has_outcomes = false;
    record.checkpoint = None;
    record.updated = Micros::from(round.now);
    draft.note(record, round.now, |_| HistoryEntry::Ended);
    draft.log(id, &record.name, LogKind::Ended(end.clone()));
    draft.tell_end(id.clone(), end.clone());
    record.end = Some(end);
    round.instances.has_ended(id);
    round.instances.mark(draft, id, Change::Record);
}

/// Drops the step of an instance, whether it is under way or in the queue. One that is under way runs to its end, as
/// user code can't be stopped, and its outcome is dropped there (`Entry::end_turn`).
fn abandon_step(round: &mut Round<'_>, id: &InstanceId) {
    let entry = round.instances.entry(id);
    match std::mem::replace(&mut entry.turn, Turn::Nothing) {
        Turn::Nothing => {}
        Turn::Queued => round.steps.forget(round.ledger, id),
        Turn::UnderWay { number, .. } => {
            round.steps.pool.abandon(number);
            if let Some(NotedStep { entry, leader, .. }) = round.steps.end(number) {
                if let Some(entry) = entry {
                    round.ledger.end(entry);
                }
                round.steps.end_led(round.ledger, &leader);
            }
        }
    }
    later::remove_step_later(round, id);
}

/// Unblocks an instance; the step that follows blocks it again if the reason still holds.
pub(crate) fn unblock(round: &mut Round<'_>, id: &InstanceId) {
    if let Loaded::Unreadable(_) = &round.instances.entry(id).state {
        return;
    }
    round.draft.set_blocked(id, None);
    unblock_in_record(round, id);
}

/// The same without a change of the list of blocked instances, which is damaged.
pub(crate) fn unblock_in_record(round: &mut Round<'_>, id: &InstanceId) {
    if let Some(record) = round.instances.record(id) {
        record.blocked = None;
        round.draft.log(id, &record.name, LogKind::Unblocked);
        round.instances.mark(round.draft, id, Change::Record);
        round.queue(id);
    }
}
