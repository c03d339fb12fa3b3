//! The formats of stores: which one is current, and what the rows of older ones are in it. How the files
//! of an older store are brought to the current format is in [`redb::migrate`](super::redb); the page
//! `docs/storage-format.md` has the history of the formats.
//!
//! To change a row: change its type in [`rows`](super::rows) and, while the current format has not been released,
//! the `now` of that row in the module of the format before. Once a format is released, [`VERSION`] goes up, its rows
//! are copied to a module of their own, with a `now` each, and the older modules convert to that one's successor as
//! before. A fixture of the format is made with `cargo run -p durable-tests --bin make_store` first.

mod v2;

use super::Batch;
use super::key::{Key, Table};
use super::rows::{BlockedRow, Row};

/// The version of the format that this program writes.
pub(crate) const VERSION: u32 = 3;

/// The oldest version of the format that is migrated.
pub(crate) const OLDEST: u32 = 2;

/// Why a row can't be converted.
type Reason = String;

/// Something of an old format that is something else now.
trait Now {
    type Is;

    fn now(self) -> Result<Self::Is, Reason>;
}

/// An older format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    V2,
}

impl Old {
    /// The format of this version, if it is an older one that this program knows.
    pub(crate) fn of_version(version: u32) -> Option<Self> {
        match version {
            2 => Some(Self::V2),
            _ => None,
        }
    }

    pub(crate) fn version(self) -> u32 {
        match self {
            Self::V2 => 2,
        }
    }

    /// The tables that it has.
    pub(crate) fn tables(self) -> &'static [Table] {
        match self {
            Self::V2 => &v2::TABLES,
        }
    }

    /// Adds to a batch what a row of it is now. A row that can't be converted is kept as it is, and blocks its
    /// instance; the reason is given, too. It is an error if nothing can go on without the row.
    pub(crate) fn convert(self, key: &Key, row: &[u8], to: &mut Batch) -> Result<Kept, Reason> {
        let mut converted = Converted::default();
        let done = match self {
            Self::V2 => v2::convert(key, row, &mut converted),
        };
        let reason = match done {
            Ok(()) => {
                for (key, row) in converted.rows {
                    to.put_new(key, row);
                }
                return Ok(Kept::Converted);
            }
            Err(reason) => format!(
                "a row of its own in `{}` can't be converted from format {}: {reason}",
                key.table().name(),
                self.version()
            ),
        };
        if key.table() == Table::Counters {
            return Err(reason);
        }
        to.put_new(key.clone(), row.to_vec());
        if let Some(instance) = key.instance() {
            let blocked = BlockedRow {
                reason: reason.clone(),
            };
            let blocked_key = Key::of_instance(Table::Blocked, &instance);
            to.put(blocked_key, blocked.to_bytes());
        }
        Ok(Kept::AsItWas(reason))
    }
}

/// What became of a row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Converted,
    /// It could not be converted, and this is why.
    AsItWas(Reason),
}

/// The rows that a row of an old format has become: one, or several, in any table.
#[derive(Default)]
struct Converted {
    rows: Vec<(Key, Vec<u8>)>,
}

impl Converted {
    fn put(&mut self, key: Key, row: Vec<u8>) {
        self.rows.push((key, row));
    }
}
