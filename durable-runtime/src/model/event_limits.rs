//! The number of untaken events of an instance ([`Tally`]), and the limits on them ([`EventLimits`]).

use serde::{Deserialize, Serialize};

/// The facts about the events that are known without reading them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// The number of events that came since there were none.
    pub(crate) last: u64,
    /// The number of events, and the number of bytes of their names and payloads.
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

/// The limits on the untaken events of an instance. Beyond them clients are refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventLimits {
    pub(crate) count: u64,
    /// The bytes of names and payloads.
    pub(crate) bytes: u64,
}

impl Default for EventLimits {
    fn default() -> Self {
        Self {
            count: 100_000,
            bytes: 64 * 1024 * 1024,
        }
    }
}
