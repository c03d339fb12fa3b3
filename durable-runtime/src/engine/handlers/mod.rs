//! The handlers: one for each kind of message and of work.

mod attempted;
mod child;
mod due;
mod raise;
mod start;
mod terminate;

use super::fatal::Fatal;
use super::instances::read::{DueRow, Needs};
use super::lifecycle;
use super::message::Message;
use super::round::Round;
use super::stepping::begin::begin_steps;
use super::work::Work;
use crate::model::id::InstanceId;

/// Handles all of `messages` and `work`, and begins the steps that follow.
pub(super) async fn handle(
    mut round: Round<'_>,
    messages: Vec<Message>,
    work: Vec<Work>,
) -> Result<(), Fatal> {
    let due = read(&mut round, &messages, &work).await?;
    for (key, row) in due {
        due::handle(&mut round, key, row);
    }
    for work in work {
        match work {
            Work::Child(key, row) => child::handle(&mut round, &key, row),
            Work::GivenUp(ended) => attempted::handle(&mut round, ended),
            Work::TryAgain(id, reason) => try_again(&mut round, &id, &reason),
            Work::Due(_) => {}
        }
    }
    for message in messages {
        handle_message(&mut round, message).await?;
    }
    begin_steps(&mut round).await?;
    round.end();
    Ok(())
}

/// Reads what the round needs for all of this, in one go: the instances that it is about, and the rows that are due; and
/// then the instances that those are sent to.
async fn read(
    round: &mut Round<'_>,
    messages: &[Message],
    work: &[Work],
) -> Result<Vec<DueRow>, Fatal> {
    let mut needs = Needs::default();
    for work in work {
        round.touched.push(work.instance().clone());
        needs.instance(round.instances, work.instance());
        if let Work::Due(key) = work {
            needs.timer(key.clone());
        }
    }
    for message in messages {
        message.instances(&mut round.touched);
        message.needs(round.instances, &mut needs);
    }
    let due = round.read(needs).await?;
    let mut needs = Needs::default();
    for (_, row) in &due {
        due::needs(round, row, &mut needs);
    }
    round.read(needs).await?;
    Ok(due)
}

async fn handle_message(round: &mut Round<'_>, message: Message) -> Result<(), Fatal> {
    match message {
        Message::Start(starts, reply) => {
            let answer = start::handle(round, starts).await?;
            round.draft.answer(reply, answer);
        }
        Message::Raise {
            id,
            name,
            payload,
            reply,
        } => {
            let answer = raise::handle(round, &id, name, payload);
            round.draft.answer(reply, answer);
        }
        Message::Terminate { id, reason, reply } => {
            let answer = terminate::handle(round, &id, reason).await?;
            round.draft.answer(reply, answer);
        }
        Message::Attempted(ended) => {
            for ended in ended {
                attempted::handle(round, ended);
            }
        }
    }
    Ok(())
}

/// Takes the block from an instance that had to wait, unless it is blocked for another reason by now.
fn try_again(round: &mut Round<'_>, id: &InstanceId, reason: &String) {
    let record = round.instances.peek(id);
    if record.is_some_and(|record| record.blocked.as_ref() == Some(reason)) {
        lifecycle::unblock(round, id);
    }
}
