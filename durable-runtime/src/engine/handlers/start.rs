//! Starts by clients.

use crate::engine::claim::{Asked, Claim, claim, take_over};
use crate::engine::fatal::Fatal;
use crate::engine::lifecycle::{self, Started};
use crate::engine::message::{Answer, Start};
use crate::engine::round::Round;

/// Starts instances, in order. The answer is the first error, if there is one.
pub(super) async fn handle(round: &mut Round<'_>, starts: Vec<Start>) -> Result<Answer, Fatal> {
    let mut answer = Ok(());
    for start in starts {
        answer = answer.and(start_one(round, start).await?);
    }
    Ok(answer)
}

async fn start_one(round: &mut Round<'_>, start: Start) -> Result<Answer, Fatal> {
    let Start {
        name,
        id,
        input,
        if_exists,
        any_version,
        tags,
    } = start;
    let bytes = input.as_str().len();
    if let Err(error) = round.env.size_limit.admit("an input", bytes) {
        return Ok(Err(error));
    }
    let asked = Asked {
        name: &name,
        any_version,
        input: &input,
        if_exists,
    };
    match claim(round, &id, asked).await? {
        Claim::Free => {}
        Claim::TakeOver => take_over(round, &id),
        Claim::Same(_) => return Ok(Ok(())),
        Claim::Refused(error) => return Ok(Err(error)),
    }
    let started = Started {
        name,
        input,
        tags,
        parent: None,
    };
    lifecycle::start(round, &id, started);
    round.queue(&id);
    Ok(Ok(()))
}
