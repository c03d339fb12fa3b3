//! How many events an instance holds that it has not taken ([`Tally`]), and how many it may hold ([`EventLimits`]).

use serde::{Deserialize, Serialize};

/// What is known of the events without reading them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// How many have come since there were none.
    pub(crate) last: u64,
    /// How many there are, and how many bytes their names and payloads have.
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

/// How many events an instance may hold that it has not taken, before clients are refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventLimits {
    pub(crate) count: u64,
    /// Of their names and payloads.
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
