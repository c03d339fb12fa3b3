//! [`Slot`]: an entry of the ledger's file.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::engine::activities::attempt::ActivityKey;
use crate::model::id::InstanceId;

/// After the header the file is slots of this many bytes: the kind and the count, 4 bytes each; the mark and the
/// program, 8 bytes each; and 8 for the time until which a suspect has to wait, in microseconds since 1970. All
/// numbers are little-endian.
pub(super) const SLOT_BYTES: usize = 32;

/// The hash of an attempt or a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark(pub(super) u64);

/// An attempt, or a step, in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) kind: Kind,
    /// The number of times that it was lost before.
    pub(super) count: u32,
    pub(super) mark: u64,
    /// The program that ran it: another one may do better.
    pub(super) program: u64,
    /// The time until which a lost step is not tried again, if it is suspect.
    pub(super) until: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Nothing,
    /// An attempt is under way.
    Attempt,
    /// An attempt was lost, and is not made again yet.
    LostAttempt,
    /// A step is under way.
    Step,
    /// The process died in a step of this instance.
    LostStep,
}

impl Slot {
    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        let kind = match self.kind {
            Kind::Nothing => 0_u32,
            Kind::Attempt => 1,
            Kind::LostAttempt => 2,
            Kind::Step => 3,
            Kind::LostStep => 4,
        };
        bytes.extend_from_slice(&kind.to_le_bytes());
        bytes.extend_from_slice(&self.count.to_le_bytes());
        bytes.extend_from_slice(&self.mark.to_le_bytes());
        bytes.extend_from_slice(&self.program.to_le_bytes());
        bytes.extend_from_slice(&self.until.to_le_bytes());
    }

    pub(super) fn read(bytes: &[u8]) -> Self {
        let short = |at: usize| bytes[at..at + 4].try_into().map(u32::from_le_bytes);
        let long = |at: usize| bytes[at..at + 8].try_into().map(u64::from_le_bytes);
        let kind = match short(0) {
            Ok(1) => Kind::Attempt,
            Ok(2) => Kind::LostAttempt,
            Ok(3) => Kind::Step,
            Ok(4) => Kind::LostStep,
            _ => return Self::default(),
        };
        Self {
            kind,
            count: short(4).unwrap_or_default(),
            mark: long(8).unwrap_or_default(),
            program: long(16).unwrap_or_default(),
            until: long(24).unwrap_or_default(),
        }
    }
}

impl Mark {
    /// The mark of an attempt: the next one after a failure has another.
    pub(super) fn of_attempt(key: &ActivityKey, failed: u32) -> Self {
        let mut hasher = DefaultHasher::new();
        (&key.instance, key.run, key.op, failed).hash(&mut hasher);
        Self(hasher.finish())
    }

    pub(super) fn of_step(instance: &InstanceId, run: u64) -> Self {
        let mut hasher = DefaultHasher::new();
        (instance, run).hash(&mut hasher);
        Self(hasher.finish())
    }
}
