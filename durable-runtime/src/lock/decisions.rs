//! The decisions of a lock, as the runtime is given them.

use std::collections::BTreeMap;

use crate::lock::compare::decision_of;
use crate::lock::file::{Lock, LockError};
use crate::upgrade::Decision;

/// The instances that decisions are about: those of a function that wait in one machine, once they are in another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct About {
    /// The key of the function.
    pub(crate) function: String,
    pub(crate) is_inline: bool,
    /// The digest of the machine in which they wait.
    pub(crate) from: u64,
    /// The digest of the machine that it was decided for.
    pub(crate) code: u64,
}

/// Decisions about instances.
pub(crate) type Decisions = BTreeMap<About, Vec<Decision>>;

/// The decisions in the text of a lock.
pub(crate) fn decisions_of(text: &str) -> Result<Decisions, LockError> {
    let lock = Lock::read(text)?;
    let mut found = Decisions::new();
    for function in &lock.functions {
        for decision in &function.decisions {
            if let Some(from) = function.release(&decision.from) {
                let about = About {
                    function: function.function().key(),
                    is_inline: function.inline,
                    from: from.machine.digest,
                    code: decision.code,
                };
                found.entry(about).or_default().push(decision_of(decision));
            }
        }
    }
    Ok(found)
}
