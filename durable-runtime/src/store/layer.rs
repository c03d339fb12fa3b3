//! [`Layer`]s: changed rows in memory over the main file. They hold what was committed and is not in the main file yet.
//! The journal holds the same, in the order of the commits.

use std::collections::BTreeMap;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::batch::Batch;
use super::batch::RowChange;
use super::key::{Key, Table};

/// The approximate memory of a row besides its key and its value.
const ROW_BYTES: usize = 96;

/// Changed rows, over the rows below.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    /// The rows of tables that are scanned while instances run.
    in_order: BTreeMap<Key, Covering>,
    /// The rows of the other tables, which are most: lookups cost less here.
    by_key: HashMap<Key, Covering>,
    bytes: usize,
}

/// A row in a layer.
#[derive(Clone, Debug)]
enum Covering {
    Row {
        value: Vec<u8>,
        /// Whether no row below has this key, or the layer below removes it: then nothing is left to record when this
        /// row is removed.
        is_new: bool,
    },
    Gone,
}

impl Covering {
    fn value(&self) -> Option<&[u8]> {
        match self {
            Self::Row { value, .. } => Some(value),
            Self::Gone => None,
        }
    }

    fn bytes(&self) -> usize {
        ROW_BYTES + self.value().map_or(0, <[u8]>::len)
    }
}

impl Layer {
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.in_order.is_empty() && self.by_key.is_empty()
    }

    /// Its approximate size in memory.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The row of a key: `None` when the layer has none, `Some(None)` when it removes the row.
    #[allow(
        clippy::option_option,
        reason = "that a row is gone is something to say of it"
    )]
    pub(crate) fn get(&self, key: &Key) -> Option<Option<&[u8]>> {
        self.covering(key).map(Covering::value)
    }

    fn covering(&self, key: &Key) -> Option<&Covering> {
        if is_scanned(key.table()) {
            self.in_order.get(key)
        } else {
            self.by_key.get(key)
        }
    }

    /// The rows in a range of the keys of a table, in order.
    pub(crate) fn range<'a>(
        &'a self,
        table: Table,
        range: (Bound<&Key>, Bound<&Key>),
    ) -> impl DoubleEndedIterator<Item = (&'a Key, Option<&'a [u8]>)> + use<'a> {
        let mut sorted = Vec::new();
        if !is_scanned(table) {
            let within = self
                .by_key
                .iter()
                .filter(|(key, _)| key.table() == table && range.contains(key));
            sorted.extend(within);
            sorted.sort_unstable_by_key(|(key, _)| *key);
        }
        let in_order = is_scanned(table).then(|| self.in_order.range::<Key, _>(range));
        let rows = sorted.into_iter().chain(in_order.into_iter().flatten());
        rows.map(|(key, covering)| (key, covering.value()))
    }

    /// All rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, Option<&[u8]>)> {
        let mut sorted: Vec<_> = self.by_key.iter().collect();
        sorted.sort_unstable_by_key(|(key, _)| *key);
        let rows = over(sorted.into_iter(), self.in_order.iter(), false);
        rows.map(|(key, covering)| (key, covering.value()))
    }

    fn put(&mut self, change: RowChange, below: Option<&Self>) {
        let RowChange { key, value, is_new } = change;
        let was = self.covering(&key);
        let freed = was.map_or(0, |was| key.len() + was.bytes());
        let is_new = match was {
            None => is_new && below.is_none_or(|below| below.get(&key).flatten().is_none()),
            Some(Covering::Row { is_new, .. }) => *is_new,
            Some(Covering::Gone) => false,
        };
        self.bytes -= freed;
        let covering = match value {
            Some(value) => Covering::Row { value, is_new },
            None if is_new => {
                if is_scanned(key.table()) {
                    self.in_order.remove(&key);
                } else {
                    self.by_key.remove(&key);
                }
                return;
            }
            None => Covering::Gone,
        };
        self.bytes += key.len() + covering.bytes();
        if is_scanned(key.table()) {
            self.in_order.insert(key, covering);
        } else {
            self.by_key.insert(key, covering);
        }
    }
}

/// Whether the layers keep the rows of a table in order: it is scanned while instances run, or for lists of instances.
fn is_scanned(table: Table) -> bool {
    match table {
        Table::Values
        | Table::Activities
        | Table::Timers
        | Table::Inbox
        | Table::Outcomes
        | Table::Blocked
        | Table::Events
        | Table::Index
        | Table::Counts
        | Table::Children => true,
        Table::Counters
        | Table::Instances
        | Table::Inputs
        | Table::History
        | Table::Machines
        | Table::Places
        | Table::Kept => false,
    }
}

/// The layers of a store. The upper one takes commits; the lower one, while there is one, is being written to the main
/// file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    upper: Layer,
    lower: Option<Arc<Layer>>,
}

impl Layers {
    pub(crate) fn upper(&self) -> &Layer {
        &self.upper
    }

    #[cfg(test)]
    fn lower(&self) -> Option<&Arc<Layer>> {
        self.lower.as_ref()
    }

    /// This layer alone, over the main file.
    pub(crate) fn of(lower: Arc<Layer>) -> Self {
        Self {
            upper: Layer::default(),
            lower: Some(lower),
        }
    }

    /// Adds a commit.
    pub(crate) fn apply(&mut self, batch: Batch) {
        for change in batch.changes {
            self.upper.put(change, self.lower.as_deref());
        }
    }

    /// Makes the upper layer the lower one, if there is none.
    pub(crate) fn freeze(&mut self) -> Arc<Layer> {
        debug_assert!(self.lower.is_none(), "one layer at a time is written");
        // The next layer will be about as large.
        let rows = self.upper.by_key.len();
        let next = Layer {
            by_key: HashMap::with_capacity_and_hasher(rows, RandomState::default()),
            ..Layer::default()
        };
        let lower = Arc::new(std::mem::replace(&mut self.upper, next));
        self.lower = Some(Arc::clone(&lower));
        lower
    }

    /// Drops the lower layer: the main file contains it.
    pub(crate) fn thaw(&mut self) {
        self.lower = None;
    }

    /// The row of a key: `None` when no layer has one, `Some(None)` when a layer removes it.
    #[allow(
        clippy::option_option,
        reason = "that a row is gone is something to say of it"
    )]
    pub(crate) fn get(&self, key: &Key) -> Option<Option<&[u8]>> {
        let lower = || self.lower.as_ref()?.get(key);
        self.upper.get(key).or_else(lower)
    }

    /// The rows in a range of the keys of a table, in this direction.
    pub(crate) fn range<'a>(
        &'a self,
        table: Table,
        range: (Bound<&Key>, Bound<&Key>),
        is_backward: bool,
    ) -> impl Iterator<Item = (&'a Key, Option<&'a [u8]>)> + use<'a> {
        let lower = self.lower.as_ref().map(|lower| lower.range(table, range));
        over(
            directed(self.upper.range(table, range), is_backward),
            directed(lower.into_iter().flatten(), is_backward),
            is_backward,
        )
    }
}

/// The items of an iterator, from the last to the first if it goes backward.
pub(crate) fn directed<I: DoubleEndedIterator>(
    items: I,
    is_backward: bool,
) -> impl Iterator<Item = I::Item> + use<I> {
    let (forward, backward) = if is_backward {
        (None, Some(items.rev()))
    } else {
        (Some(items), None)
    };
    let backward = backward.into_iter().flatten();
    forward.into_iter().flatten().chain(backward)
}

/// Two sequences in the order of their keys, of one direction, as one. Where both have a key, the upper one counts.
pub(crate) fn over<K: Ord, V>(
    upper: impl Iterator<Item = (K, V)>,
    lower: impl Iterator<Item = (K, V)>,
    is_backward: bool,
) -> impl Iterator<Item = (K, V)> {
    let (mut upper, mut lower) = (upper.peekable(), lower.peekable());
    std::iter::from_fn(move || {
        let order = match (upper.peek(), lower.peek()) {
            (Some((up, _)), Some((low, _))) if is_backward => low.cmp(up),
            (Some((up, _)), Some((low, _))) => up.cmp(low),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, _) => std::cmp::Ordering::Greater,
        };
        match order {
            std::cmp::Ordering::Less => upper.next(),
            std::cmp::Ordering::Greater => lower.next(),
            std::cmp::Ordering::Equal => {
                lower.next();
                upper.next()
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A key of a table that is scanned, or of one that is not.
    fn key(number: u8) -> Key {
        let table = if number < 3 {
            Table::Inputs
        } else {
            Table::Activities
        };
        Key::from_parts(table, &[number])
    }

    #[derive(Clone, Debug)]
    enum Do {
        Put(u8, u8),
        Remove(u8),
        Freeze,
        Thaw,
    }

    fn doing() -> impl Strategy<Value = Vec<Do>> {
        let one = prop_oneof![
            4 => (0..6_u8, any::<u8>()).prop_map(|(key, value)| Do::Put(key, value)),
            4 => (0..6_u8).prop_map(Do::Remove),
            1 => Just(Do::Freeze),
            1 => Just(Do::Thaw),
        ];
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        /// Compares the layers with a map; they are written to the rows below at any time.
        #[test]
        fn layers_over_a_file_say_what_one_map_would(doing in doing()) {
            let mut model: BTreeMap<Key, Vec<u8>> = BTreeMap::new();
            let mut file: BTreeMap<Key, Vec<u8>> = BTreeMap::new();
            let mut layers = Layers::default();
            for what in doing {
                let mut batch = Batch::default();
                match what {
                    Do::Put(number, value) => {
                        let is_new = !model.contains_key(&key(number));
                        batch.changes.push(RowChange { key: key(number), value: Some(vec![value]), is_new });
                        model.insert(key(number), vec![value]);
                    }
                    Do::Remove(number) => {
                        batch.changes.push(RowChange { key: key(number), value: None, is_new: false });
                        model.remove(&key(number));
                    }
                    Do::Freeze if layers.lower().is_none() => drop(layers.freeze()),
                    Do::Freeze => {}
                    Do::Thaw => {
                        if let Some(lower) = layers.lower().cloned() {
                            for (key, value) in lower.iter() {
                                match value {
                                    Some(value) => file.insert(key.clone(), value.to_vec()),
                                    None => file.remove(key),
                                };
                            }
                        }
                        layers.thaw();
                    }
                }
                layers.apply(batch);
                let all = (Bound::Unbounded, Bound::Unbounded);
                let mut seen: BTreeMap<Key, Vec<u8>> = BTreeMap::new();
                for table in [Table::Inputs, Table::Activities] {
                    let mut directions = [false, true].map(|is_backward| {
                        let below = file.iter().filter(|(key, _)| key.table() == table);
                        let below = below.map(|(key, value)| (key, Some(&**value)));
                        let below = directed(below, is_backward);
                        let rows = over(layers.range(table, all, is_backward), below, is_backward);
                        let rows = rows.filter_map(|(key, value)| Some((key.clone(), value?.to_vec())));
                        rows.collect::<Vec<_>>()
                    });
                    directions[1].reverse();
                    prop_assert_eq!(&directions[0], &directions[1]);
                    seen.extend(directions.into_iter().flatten());
                }
                prop_assert_eq!(&seen, &model);
                for number in 0..6 {
                    let seen = layers.get(&key(number)).map(|value| value.map(<[u8]>::to_vec));
                    let seen = seen.unwrap_or_else(|| file.get(&key(number)).cloned());
                    prop_assert_eq!(seen.as_ref(), model.get(&key(number)));
                }
            }
        }
    }

    #[test]
    fn what_came_and_went_leaves_nothing() {
        let mut layers = Layers::default();
        let change = |value, is_new| RowChange {
            key: key(1),
            value,
            is_new,
        };
        for (value, is_new) in [(Some(vec![1]), true), (Some(vec![2]), false), (None, false)] {
            let mut batch = Batch::default();
            batch.changes.push(change(value, is_new));
            layers.apply(batch);
        }
        assert!(layers.upper().is_empty());
        assert_eq!(layers.upper().bytes(), 0);
    }
}
