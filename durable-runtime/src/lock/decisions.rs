//! The decisions of a lock, as the runtime is given them.

use std::collections::BTreeMap;

use crate::lock::compare::move_of;
use crate::lock::file::{Lock, LockError};
use crate::upgrade::Decision;

/// The decisions about instances of one machine in another one, by the two digests.
pub(crate) type Decisions = BTreeMap<(u64, u64), Vec<Decision>>;

/// The decisions in the text of a lock that move instances.
pub(crate) fn decisions_of(text: &str) -> Result<Decisions, LockError> {
    let lock = Lock::read(text)?;
    let mut found = Decisions::new();
    for function in &lock.functions {
        for decision in &function.decisions {
            if let (Some(from), Some(moved)) = (function.release(&decision.from), move_of(decision))
            {
                let pair = (from.machine.digest, decision.code);
                found.entry(pair).or_default().push(moved);
            }
        }
    }
    Ok(found)
}
