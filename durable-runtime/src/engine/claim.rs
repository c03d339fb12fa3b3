//! [`claim`]: the rules by which a start claims an id. They are the same for a client's start and for a
//! sub-orchestration.

use super::fatal::Fatal;
use super::instances::entry::Loaded;
use super::lifecycle::finish;
use super::round::Round;
use crate::model::error::Error;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::store::rows::End;

/// The reason for which a replaced instance is terminated.
const REPLACED: &str = "another instance was started in its place";

/// The result of a start's claim to an id.
pub(crate) enum Claim {
    /// There is no instance, or one that gives way.
    Free,
    /// There is an instance that has to be terminated first.
    TakeOver,
    /// It is the very instance that the start asks for; its end, if it has ended.
    Same(Option<End>),
    /// There is an instance that stays.
    Refused(Error),
}

/// What a start asks for.
pub(crate) struct Asked<'a> {
    /// The function's key.
    pub(crate) name: &'a str,
    /// Whether an instance of another version is the same to it.
    pub(crate) any_version: bool,
    pub(crate) input: &'a Json,
    pub(crate) if_exists: IfExists,
}

impl Asked<'_> {
    fn is_of(&self, key: &str) -> bool {
        let name = |key| FunctionName::of(key).name;
        key == self.name || (self.any_version && name(key) == name(self.name))
    }
}

/// Claims an id for a start. Its instance, if there is one, is in memory.
pub(crate) async fn claim(
    round: &mut Round<'_>,
    id: &InstanceId,
    asked: Asked<'_>,
) -> Result<Claim, Fatal> {
    let refused = |what: &str| Claim::Refused(Error::exists(id, what));
    let (end, same_function) = match &round.instances.entry(id).state {
        Loaded::Absent => return Ok(Claim::Free),
        Loaded::Unreadable(reason) => return Ok(refused(&format!("is blocked: {reason}"))),
        Loaded::Here(record) => (record.end.clone(), asked.is_of(&record.name)),
    };
    Ok(match (asked.if_exists, end) {
        (IfExists::Return, end) => {
            let before = round.input(id).await?;
            if same_function && before.is_some_and(|before| before.says_the_same(asked.input)) {
                Claim::Same(end)
            } else {
                refused(
                    "has another function, version or input; choose another id, or replace it by `.if_exists(IfExists::Replace)`",
                )
            }
        }
        (IfExists::Refuse, Some(_)) => refused("has ended; choose another id, or set `if_exists`"),
        (IfExists::Refuse | IfExists::ReplaceEnded, None) => {
            refused("has not ended; choose another id, or terminate that instance first")
        }
        (IfExists::Replace | IfExists::ReplaceEnded, Some(_)) => Claim::Free,
        (IfExists::Replace, None) => {
            // To end an instance is to remove its events.
            round.read_events(id).await?;
            let cant_end = round.instances.why_kept(id);
            cant_end.map_or(Claim::TakeOver, |why| refused(&why))
        }
    })
}

/// Terminates the instance that has the id.
pub(crate) fn take_over(round: &mut Round<'_>, id: &InstanceId) {
    finish(round, id, End::Terminated(REPLACED.to_owned()), false);
}
