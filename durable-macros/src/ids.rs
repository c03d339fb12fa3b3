//! Numbers of different kinds, which can't be confused, and lists indexed by them. All count from zero.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A kind of number.
pub(crate) trait Id: Copy {
    fn of(index: usize) -> Self;
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(usize);

        impl Id for $name {
            fn of(index: usize) -> Self {
                Self(index)
            }

            fn index(self) -> usize {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

ids! {
    /// A local variable, a field of one, or a value that the compiler gave a binding.
    BindingId;
    /// A place where a function waits, or where an `async` block begins.
    PointId;
    /// A function's body, which is the first, or an `async` block in it.
    UnitId;
    /// A block that a unit is cut into.
    BlockId;
    /// The way in which bindings are derived from others.
    ReborrowId;
    /// A block of the user's with items of its own.
    ScopeId;
    /// A name of locals that also names something else.
    NameId;
    /// A node of a unit's graph.
    NodeId;
    /// An invocation of a known macro.
    MacroId;
}

impl PointId {
    /// Its number in the manifest, in which the start comes first.
    pub(crate) fn in_manifest(self) -> usize {
        self.0 + 1
    }
}

impl UnitId {
    /// The function's body.
    pub(crate) const BODY: Self = Self(0);

    /// The unit of an `async` block, by its place among them.
    pub(crate) fn of_block(place: usize) -> Self {
        Self(place + 1)
    }

    /// The place of an `async` block among them; `None` for the function's body.
    pub(crate) fn block(self) -> Option<usize> {
        self.0.checked_sub(1)
    }
}

impl BlockId {
    /// The beginning of a unit.
    pub(crate) const START: Self = Self(0);
}

/// A list of items by number.
pub(crate) struct IdVec<K, V> {
    items: Vec<V>,
    key: PhantomData<K>,
}

impl<K: Id, V> IdVec<K, V> {
    /// A list with as many copies of one value as another list has items.
    pub(crate) fn filled(length: usize, value: V) -> Self
    where
        V: Clone,
    {
        vec![value; length].into()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Adds an item; returns its number.
    pub(crate) fn push(&mut self, item: V) -> K {
        self.items.push(item);
        K::of(self.items.len() - 1)
    }

    /// The number of the next item.
    pub(crate) fn next_id(&self) -> K {
        K::of(self.items.len())
    }

    pub(crate) fn ids(&self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + use<K, V> {
        (0..self.items.len()).map(K::of)
    }

    pub(crate) fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = (K, &V)> + ExactSizeIterator + Clone {
        let items = self.items.iter().enumerate();
        items.map(|(index, item)| (K::of(index), item))
    }

    pub(crate) fn values(&self) -> std::slice::Iter<'_, V> {
        self.items.iter()
    }

    pub(crate) fn values_mut(&mut self) -> std::slice::IterMut<'_, V> {
        self.items.iter_mut()
    }

    pub(crate) fn get(&self, key: K) -> Option<&V> {
        self.items.get(key.index())
    }
}

impl<K: Id, V> Index<K> for IdVec<K, V> {
    type Output = V;

    fn index(&self, key: K) -> &V {
        &self.items[key.index()]
    }
}

impl<K: Id, V> IndexMut<K> for IdVec<K, V> {
    fn index_mut(&mut self, key: K) -> &mut V {
        &mut self.items[key.index()]
    }
}

impl<K, V> From<Vec<V>> for IdVec<K, V> {
    fn from(items: Vec<V>) -> Self {
        Self {
            items,
            key: PhantomData,
        }
    }
}

impl<K, V> FromIterator<V> for IdVec<K, V> {
    fn from_iter<I: IntoIterator<Item = V>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<K, V> Default for IdVec<K, V> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<K, V: Clone> Clone for IdVec<K, V> {
    fn clone(&self) -> Self {
        self.items.clone().into()
    }
}

impl<K, V: fmt::Debug> fmt::Debug for IdVec<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}
