//! Terminations by clients.

use crate::engine::fatal::Fatal;
use crate::engine::lifecycle;
use crate::engine::message::Answer;
use crate::engine::message::Scope;
use crate::engine::round::Round;
use crate::model::id::InstanceId;

/// Terminates an instance.
pub(super) async fn handle(
    round: &mut Round<'_>,
    id: &InstanceId,
    reason: String,
    scope: Scope,
) -> Result<Answer, Fatal> {
    // To end an instance is to remove its events.
    round.read_events(id).await?;
    let admitted = round.env.size_limit.admit("a reason", reason.len());
    Ok(admitted.and_then(|()| lifecycle::terminate(round, id, reason, scope, false)))
}
