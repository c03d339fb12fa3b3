//! What has been committed and is not in the main file yet: [`Layer`]s of changed rows, in memory, which lie
//! over it. The journal holds the same, in the order in which it was committed.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::key::Key;
use super::{Batch, Change};

/// What a row takes in memory besides its key and its value, about.
const ROW_BYTES: usize = 96;

/// Changed rows, over those of what lies below.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    rows: BTreeMap<Key, Covering>,
    bytes: usize,
}

/// What a layer says of a row.
#[derive(Clone, Debug)]
enum Covering {
    Row {
        value: Vec<u8>,
        /// Nothing below has this key, or says that it is gone: so when this is removed, nothing is left to
        /// say.
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
        self.rows.is_empty()
    }

    /// What it takes in memory, about.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// What it says of a row: `None` when it says nothing, `Some(None)` that there is none.
    pub(crate) fn get(&self, key: &Key) -> Option<Option<&[u8]>> {
        self.rows.get(key).map(Covering::value)
    }

    /// What it says of the rows in a range, in order.
    pub(crate) fn range(
        &self,
        range: (Bound<&Key>, Bound<&Key>),
    ) -> impl Iterator<Item = (&Key, Option<&[u8]>)> {
        let rows = self.rows.range::<Key, _>(range);
        rows.map(|(key, covering)| (key, covering.value()))
    }

    /// What it says of all rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, Option<&[u8]>)> {
        self.range((Bound::Unbounded, Bound::Unbounded))
    }

    fn put(&mut self, change: Change, below: Option<&Self>) {
        let Change { key, value, is_new } = change;
        let was = self.rows.get(&key);
        self.bytes -= was.map_or(0, |was| key.len() + was.bytes());
        let is_new = match was {
            None => is_new && below.is_none_or(|below| below.get(&key).flatten().is_none()),
            Some(Covering::Row { is_new, .. }) => *is_new,
            Some(Covering::Gone) => false,
        };
        let covering = match value {
            Some(value) => Covering::Row { value, is_new },
            None if is_new => {
                self.rows.remove(&key);
                return;
            }
            None => Covering::Gone,
        };
        self.bytes += key.len() + covering.bytes();
        self.rows.insert(key, covering);
    }
}

/// The layers of a store. The upper one takes what is committed; the lower one, while there is one, is
/// being written to the main file.
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

    /// Takes in what was committed.
    pub(crate) fn apply(&mut self, batch: Batch) {
        for change in batch.changes {
            self.upper.put(change, self.lower.as_deref());
        }
    }

    /// Makes the upper layer the lower one, if there is none.
    pub(crate) fn freeze(&mut self) -> Arc<Layer> {
        debug_assert!(self.lower.is_none(), "one layer at a time is written");
        let lower = Arc::new(std::mem::take(&mut self.upper));
        self.lower = Some(Arc::clone(&lower));
        lower
    }

    /// The lower layer is in the main file.
    pub(crate) fn thaw(&mut self) {
        self.lower = None;
    }

    /// What they say of a row: `None` when they say nothing, `Some(None)` that there is none.
    pub(crate) fn get(&self, key: &Key) -> Option<Option<&[u8]>> {
        let lower = || self.lower.as_ref()?.get(key);
        self.upper.get(key).or_else(lower)
    }

    /// What they say of the rows in a range, in order.
    pub(crate) fn range<'a>(
        &'a self,
        range: (Bound<&Key>, Bound<&Key>),
    ) -> impl Iterator<Item = (&'a Key, Option<&'a [u8]>)> {
        let lower = self.lower.as_ref().map(|lower| lower.range(range));
        over(self.upper.range(range), lower.into_iter().flatten())
    }
}

/// Two sequences in the order of their keys as one. Where both have a key, the upper one counts.
pub(crate) fn over<K: Ord, V>(
    upper: impl Iterator<Item = (K, V)>,
    lower: impl Iterator<Item = (K, V)>,
) -> impl Iterator<Item = (K, V)> {
    let (mut upper, mut lower) = (upper.peekable(), lower.peekable());
    std::iter::from_fn(move || {
        let order = match (upper.peek(), lower.peek()) {
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
    use crate::store::key::Table;

    fn key(number: u8) -> Key {
        Key::from_parts(Table::Activities, &[number])
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
        /// Held against a map, with the layers written to what lies below at any time.
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
                        batch.changes.push(Change { key: key(number), value: Some(vec![value]), is_new });
                        model.insert(key(number), vec![value]);
                    }
                    Do::Remove(number) => {
                        batch.changes.push(Change { key: key(number), value: None, is_new: false });
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
                let below = file.iter().map(|(key, value)| (key, Some(&**value)));
                let seen: BTreeMap<Key, Vec<u8>> = over(layers.range(all), below)
                    .filter_map(|(key, value)| Some((key.clone(), value?.to_vec())))
                    .collect();
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
        let change = |value, is_new| Change {
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
