//! Starts by clients.

use crate::engine::claim::{Claim, claim, take_over};
use crate::engine::fatal::Fatal;
use crate::engine::lifecycle;
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
    } = start;
    let bytes = input.as_str().len();
    if let Err(error) = round.env.size_limit.admit("an input", bytes) {
        return Ok(Err(error));
    }
    match claim(round, &id, &name, &input, if_exists).await? {
        Claim::Free => {}
        Claim::TakeOver => take_over(round, &id),
        Claim::Same(_) => return Ok(Ok(())),
        Claim::Refused(error) => return Ok(Err(error)),
    }
    lifecycle::start(round, &id, name, input, None);
    round.queue(&id);
    Ok(Ok(()))
}
