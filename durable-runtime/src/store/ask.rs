//! [`Ask`]: one read request to a store, and [`Found`]: its answer. A key is a table and bytes. The caller gives the
//! bytes and the rows their meaning.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use super::chain::Chain;
use super::key::{Key, Table};

/// One read request to a store.
#[derive(Clone)]
pub(crate) enum Ask {
    /// The row of a key.
    Row(Key),
    /// The rows of groups of keys, one group after the other, until those that were read have so many bytes. The first
    /// group is always read, and each group whole.
    Groups {
        groups: Vec<Vec<Key>>,
        bytes_max: usize,
    },
    /// The rows in a range of a table's keys, in the order of the keys.
    Scan(Scan),
    /// The chain with this head, up to `limit` rows of it.
    Chain { head: u64, limit: usize },
    /// Whole chains. The answers to the asks before this one give their heads. Commits may wait until they are read.
    ChainsOf(fn(&[Found]) -> Vec<u64>),
    /// The rows of several ranges, merged. The answers to the asks before this one give the ranges.
    MergeOf(FindRanges),
}

/// Reads the rows of groups of keys, as [`Ask::Groups`] has it.
pub(super) fn read_groups<E>(
    groups: Vec<Vec<Key>>,
    bytes_max: usize,
    get: impl Fn(&Key) -> Result<Option<Vec<u8>>, E>,
) -> Result<Found, E> {
    let (mut read, mut bytes) = (Vec::new(), 0);
    for group in groups {
        let rows = group.iter().map(&get).collect::<Result<Vec<_>, E>>()?;
        bytes += rows.iter().flatten().map(Vec::len).sum::<usize>();
        read.push(rows);
        if bytes >= bytes_max {
            break;
        }
    }
    Ok(Found::Groups(read))
}

/// Finds the ranges of a merge in the answers before it.
pub(crate) type FindRanges = Arc<dyn Fn(&[Found]) -> Merge + Send + Sync>;

/// Ranges of keys that are read together, all in one direction. Their rows are in the order of what the keys have behind
/// the prefixes of their ranges.
#[derive(Clone, Debug, Default)]
pub(crate) struct Merge {
    /// The ranges, each with the prefix of its keys. Their limits don't count.
    pub(crate) ranges: Vec<(Scan, Key)>,
    /// The number of rows to read at most, of all ranges together.
    pub(crate) limit: usize,
}

impl Merge {
    /// Merges the rows of its ranges, which are given in their order.
    pub(super) fn merged<I>(&self, ranges: Vec<I>) -> Vec<(Key, Vec<u8>)>
    where
        I: Iterator<Item = (Key, Vec<u8>)>,
    {
        let behind = |at: usize, key: &Key| {
            let (_, prefix) = &self.ranges[at];
            key.bytes().get(prefix.len()..).unwrap_or_default().to_vec()
        };
        let is_backward = self.ranges.iter().any(|(scan, _)| scan.is_backward);
        let mut ranges: Vec<_> = ranges.into_iter().map(Iterator::peekable).collect();
        // The next row of each range.
        let mut next = BTreeSet::new();
        for (at, range) in ranges.iter_mut().enumerate() {
            if let Some((key, _)) = range.peek() {
                next.insert((behind(at, key), at));
            }
        }
        let mut rows = Vec::new();
        while rows.len() < self.limit {
            let first = if is_backward {
                next.pop_last()
            } else {
                next.pop_first()
            };
            let Some((_, at)) = first else { break };
            rows.extend(ranges[at].next());
            if let Some((key, _)) = ranges[at].peek() {
                next.insert((behind(at, key), at));
            }
        }
        rows
    }
}

/// A range of a table's keys.
#[derive(Clone, Debug)]
pub(crate) struct Scan {
    pub(crate) table: Table,
    /// The range begins behind this key, in the direction of the scan; with the first one of the table, or the last one, if
    /// this is `None`.
    pub(crate) after: Option<Key>,
    /// The range ends with this key; at the end of the table if this is `None`.
    pub(crate) to: Option<Key>,
    /// Whether the rows are read from higher keys to lower ones.
    pub(crate) is_backward: bool,
    /// The number of rows to read at most.
    pub(crate) limit: usize,
    /// Whether only the keys are read. The rows are empty then.
    pub(crate) keys_only: bool,
}

/// The answer of a store to one [`Ask`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// `None` if there is no row.
    Row(Option<Vec<u8>>),
    /// The first groups of those that were asked for, each with a row for each key.
    Groups(Vec<Vec<Option<Vec<u8>>>>),
    Rows(Vec<(Key, Vec<u8>)>),
    Chain(Chain),
    Chains(Vec<Chain>),
}

impl Scan {
    /// A page of a table: the rows after a key.
    pub(crate) fn page(table: Table, after: Option<Key>, limit: usize) -> Self {
        Self {
            table,
            after,
            to: None,
            is_backward: false,
            limit,
            keys_only: false,
        }
    }

    /// All rows between two keys, without the first and with the last.
    pub(crate) fn between(after: Key, to: Key) -> Self {
        Self {
            table: to.table(),
            after: Some(after),
            to: Some(to),
            is_backward: false,
            limit: usize::MAX,
            keys_only: false,
        }
    }

    /// All rows between two keys, from the first, which is higher and not one of them, back to the last, which is one.
    pub(crate) fn back(after: Key, to: Key) -> Self {
        Self {
            is_backward: true,
            ..Self::between(after, to)
        }
    }

    /// Whether the range can contain no key.
    pub(super) fn is_empty(&self) -> bool {
        self.limit == 0
            || match (&self.after, &self.to) {
                (Some(after), Some(to)) if self.is_backward => after <= to,
                (Some(after), Some(to)) => after >= to,
                _ => false,
            }
    }

    /// The bounds of its keys, from the lowest on.
    pub(super) fn bounds(&self) -> (Bound<Key>, Bound<Key>) {
        let after = self.after.clone().map(Bound::Excluded);
        let to = self.to.clone().map(Bound::Included);
        let (low, high) = if self.is_backward {
            (to, after)
        } else {
            (after, to)
        };
        (
            low.unwrap_or_else(|| Bound::Included(Key::first_of(self.table))),
            high.unwrap_or_else(|| Bound::Excluded(Key::last_of(self.table))),
        )
    }
}

/// The reason why the methods of [`Found`] don't fail.
const IN_KIND: &str = "a store answers each ask in kind";

impl Found {
    pub(crate) fn into_row(self) -> Option<Vec<u8>> {
        match self {
            Self::Row(row) => row,
            _ => unreachable!("{IN_KIND}"),
        }
    }

    pub(crate) fn into_rows(self) -> Vec<(Key, Vec<u8>)> {
        match self {
            Self::Rows(rows) => rows,
            _ => unreachable!("{IN_KIND}"),
        }
    }

    pub(crate) fn into_groups(self) -> Vec<Vec<Option<Vec<u8>>>> {
        match self {
            Self::Groups(groups) => groups,
            _ => unreachable!("{IN_KIND}"),
        }
    }

    pub(crate) fn into_chain(self) -> Chain {
        match self {
            Self::Chain(chain) => chain,
            _ => unreachable!("{IN_KIND}"),
        }
    }
}
