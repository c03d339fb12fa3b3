//! What is left of a `for` loop whose body awaits: a range as a range, anything else as its items,
//! stored once, and how many of them are done.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeInclusive};

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::durable::Storable;
use crate::frame::{Blob, Fault};
use crate::reborrow::Plain;

/// What a `for` loop goes over. Its `over` says how it is kept: an inherent method for ranges, and [`Collect`]
/// for everything else; rustc prefers the former.
pub struct Each<I>(pub I);

/// A range, which is kept as such.
pub struct Counted<T>(Count<T>);

/// Anything else, which is kept as its items.
pub struct Collected<I>(I);

impl<T: Counter> Each<Range<T>> {
    pub fn over(self) -> Goes<Counted<T>, T> {
        Goes::over(Counted(Count {
            next: (self.0.start < self.0.end).then_some(self.0.start),
            end: Some(self.0.end),
            inclusive: false,
        }))
    }
}

impl<T: Counter> Each<RangeInclusive<T>> {
    pub fn over(self) -> Goes<Counted<T>, T> {
        // A range that was iterated before may be exhausted, which only its iterator knows.
        let (mut range, end) = (self.0.clone(), self.0.into_inner().1);
        Goes::over(Counted(Count {
            next: T::first_of(&mut range),
            end: Some(end),
            inclusive: true,
        }))
    }
}

impl<T: Counter> Each<RangeFrom<T>> {
    pub fn over(self) -> Goes<Counted<T>, T> {
        Goes::over(Counted(Count {
            next: Some(self.0.start),
            end: None,
            inclusive: false,
        }))
    }
}

/// Collects what isn't a range.
pub trait Collect {
    type Items: IntoIterator;
    fn over(self) -> Goes<Collected<Self::Items>, <Self::Items as IntoIterator>::Item>;
}

impl<I: IntoIterator> Collect for Each<I> {
    type Items = I;

    fn over(self) -> Goes<Collected<I>, I::Item> {
        Goes::over(Collected(self.0))
    }
}

/// A loop that goes over items of type `T`.
pub struct Goes<O, T> {
    over: O,
    item: PhantomData<fn() -> T>,
}

impl<O, T> Goes<O, T> {
    fn over(over: O) -> Self {
        Self {
            over,
            item: PhantomData,
        }
    }
}

/// How a loop over `$items` is kept.
#[doc(hidden)]
#[macro_export]
macro_rules! __over {
    ($items:expr, $sound:ty) => {
        <$sound as $crate::__private::Yields<_>>::yields($crate::__private::Each($items)).over()
    };
}

/// How a loop is kept.
pub trait Over {
    type Item;
    type Left: Left<Item = Self::Item>;
    fn left(self) -> Self::Left
    where
        Self::Item: Storable;
}

/// What is left of a loop, to take the next item of.
pub fn rest<L: Left>(left: &mut L) -> Goes<&mut L, L::Item> {
    Goes::over(left)
}

/// What is left of a loop.
pub trait Left {
    type Item;
    fn next(&mut self) -> Option<Self::Item>
    where
        Self::Item: Storable;
}

/// An item of a loop whose body awaits. Every [`Storable`] can be; this trait is there to tell of what can't.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the loop's body awaits, so what is left of the items is stored",
    note = "go over copies that can be stored, as in `for item in items.clone()` or `for item in items.iter().filter(…).cloned()`"
)]
// `Same` keeps rustc from proposing to borrow the items where a `T` could be stored, but not a `&T`.
// rustc shows the line with `'static` to those whose items are borrows that only it knows to be some.
#[rustfmt::skip]
pub trait LoopItem<Same = Self>: Sized
    + 'static // borrowed items can't be kept across an await: go over clones of them
{
    /// A loop's items, in the typing pass.
    fn items<O: Over<Item = Self>>(_: (Goes<O, Self>,)) -> std::option::IntoIter<Self> {
        crate::machine::any()
    }

    /// What is left of a loop that begins.
    fn left<O: Over<Item = Self>>(over: (Goes<O, Self>,)) -> O::Left;

    /// The next item of what is left.
    fn next<L: Left<Item = Self>>(left: (Goes<&mut L, Self>,)) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> LoopItem<T> for T {
    fn left<O: Over<Item = T>>((goes,): (Goes<O, T>,)) -> O::Left {
        goes.over.left()
    }

    fn next<L: Left<Item = T>>((left,): (Goes<&mut L, T>,)) -> Option<T> {
        left.over.next()
    }
}

impl<T: Counter> Over for Counted<T> {
    type Item = T;
    type Left = Count<T>;

    fn left(self) -> Count<T> {
        self.0
    }
}

impl<I: IntoIterator> Over for Collected<I> {
    type Item = I::Item;
    type Left = Items<I::Item>;

    fn left(self) -> Items<I::Item>
    where
        I::Item: Storable,
    {
        let iterator = self.0.into_iter();
        if iterator.size_hint().0 == usize::MAX {
            Fault::Unsavable(
                "a `for` loop whose body awaits goes over an iterator without an end, which can't be stored; use `loop` or a range"
                    .to_owned(),
            )
            .throw();
        }
        let mut items = Items {
            bytes: Blob::default(),
            ends: Vec::new(),
            next: 0,
            item: PhantomData,
        };
        for item in iterator {
            match codec::encode_verified(&item) {
                Ok(bytes) => items.bytes.0.extend_from_slice(&bytes),
                Err(error) => Fault::Unsavable(format!(
                    "an item of type `{}` of a `for` loop can't be stored: {error}",
                    std::any::type_name::<I::Item>()
                ))
                .throw(),
            }
            items.ends.push(items.bytes.0.len());
        }
        items
    }
}

/// The items of a `for` loop, each encoded on its own, so that a step reads just the one it needs.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Items<T> {
    bytes: Blob,
    ends: Vec<usize>,
    next: usize,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

impl<T> Left for Items<T> {
    type Item = T;

    fn next(&mut self) -> Option<T>
    where
        T: Storable,
    {
        let end = *self.ends.get(self.next)?;
        let start = self
            .next
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        self.next += 1;
        let item = self.bytes.0.get(start..end).unwrap_or_default();
        Some(codec::decode(item).unwrap_or_else(|error| {
            Fault::Blocked(crate::frame::Misfit::Local {
                local: "an item of a `for` loop".to_owned(),
                type_name: std::any::type_name::<T>().to_owned(),
                reason: error.to_string(),
            })
            .throw()
        }))
    }
}

/// What is left of a range.
#[derive(Serialize, Deserialize)]
pub struct Count<T> {
    next: Option<T>,
    end: Option<T>,
    inclusive: bool,
}

impl<T: Counter> Left for Count<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let next = self.next.take()?;
        let after = next.successor();
        assert!(
            after.is_some() || self.end.is_some(),
            "attempt to add with overflow"
        );
        self.next = after.filter(|after| match &self.end {
            None => true,
            Some(end) if self.inclusive => after <= end,
            Some(end) => after < end,
        });
        Some(next)
    }
}

/// A type whose ranges can be iterated.
pub trait Counter: PartialOrd + Clone {
    fn successor(&self) -> Option<Self>;
    fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self>;
}

macro_rules! counters {
    ($($integer:ty)*) => {$(
        impl Counter for $integer {
            fn successor(&self) -> Option<Self> {
                self.checked_add(1)
            }

            fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self> {
                range.next()
            }
        }
    )*};
}

counters!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl Counter for char {
    fn successor(&self) -> Option<Self> {
        (*self..).nth(1)
    }

    fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self> {
        range.next()
    }
}

/// How far a loop over borrowed items is. The items stay where they are, and are gone over again.
#[derive(Serialize, Deserialize)]
pub struct Passed(usize);

impl Passed {
    /// Before the first item.
    pub fn none() -> Self {
        Self(0)
    }
}

/// The next item of a loop over borrowed items.
pub fn next_again<I: IntoIterator>(items: I, passed: &mut Passed) -> Option<I::Item> {
    let item = items.into_iter().nth(passed.0);
    passed.0 += 1;
    item
}

/// The same of what a loop clones: just the one item.
pub fn next_cloned<'a, T: Clone + 'a, I: IntoIterator<Item = &'a T>>(
    items: I,
    passed: &mut Passed,
) -> Option<T> {
    next_again(items, passed).cloned()
}

/// The item that a loop over borrowed items is at; `Some`, as it was before.
pub fn again<I: IntoIterator>(items: I, passed: &Passed) -> I::Item {
    let at = passed.0.checked_sub(1);
    at.and_then(|at| items.into_iter().nth(at))
        .unwrap_or_else(|| Fault::Blocked(crate::frame::Misfit::NoSuchItem).throw())
}

/// An iterator over what is stored that gives the same items in the same order after it was loaded.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may go over its items in another order when they have been stored and loaded",
    label = "the loop's body awaits, so its place among these items is stored",
    note = "go over a sorted list of them, or over a `BTreeMap` or `BTreeSet`; or over the items by value, as in `for item in items.clone()`"
)]
pub trait SameOrder: Iterator + Sized {
    /// Demands, in the typing pass, that items come in the same order whenever they are gone over: rustc tells
    /// of no bound but that of the trait.
    fn goes_again<I>((_,): (Iterated<I, Self>,)) -> I {
        crate::machine::any()
    }
}

/// Items, and what goes over them.
pub struct Iterated<I, J>(PhantomData<fn() -> (I, J)>);

/// What goes over items, in the typing pass.
pub fn iterated<I: IntoIterator>(_: I) -> Iterated<I, I::IntoIter> {
    crate::machine::any()
}

macro_rules! same_order {
    ($([$($generics:tt)*] $iterator:ty;)+) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> SameOrder for $iterator where Self: Iterator {})+
    };
}

same_order! {
    ['a, T] std::slice::Iter<'a, T>;
    ['a, T] std::slice::IterMut<'a, T>;
    ['a, T] std::slice::Windows<'a, T>;
    ['a, T] std::slice::Chunks<'a, T>;
    ['a, T] std::slice::ChunksExact<'a, T>;
    ['a, T] std::option::Iter<'a, T>;
    ['a, T] std::option::IterMut<'a, T>;
    ['a, T] std::option::IntoIter<&'a T>;
    ['a, T] std::option::IntoIter<&'a mut T>;
    ['a, T] std::result::Iter<'a, T>;
    ['a, T] std::result::IterMut<'a, T>;
    ['a, T] std::collections::vec_deque::Iter<'a, T>;
    ['a, T] std::collections::vec_deque::IterMut<'a, T>;
    ['a, T] std::collections::linked_list::Iter<'a, T>;
    ['a, T] std::collections::linked_list::IterMut<'a, T>;
    ['a, T] std::collections::btree_set::Iter<'a, T>;
    ['a, T] std::collections::btree_set::Range<'a, T>;
    ['a, K, V] std::collections::btree_map::Iter<'a, K, V>;
    ['a, K, V] std::collections::btree_map::IterMut<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Keys<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Values<'a, K, V>;
    ['a, K, V] std::collections::btree_map::ValuesMut<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Range<'a, K, V>;
    [I: SameOrder] std::iter::Enumerate<I>;
    [I: SameOrder] std::iter::Rev<I>;
    [I: SameOrder] std::iter::Skip<I>;
    [I: SameOrder] std::iter::Take<I>;
    [I: SameOrder] std::iter::StepBy<I>;
    [I: SameOrder] std::iter::Copied<I>;
    [I: SameOrder, J: SameOrder] std::iter::Zip<I, J>;
    [I: SameOrder, J: SameOrder] std::iter::Chain<I, J>;
    [T] Range<T>;
    [T] RangeInclusive<T>;
    [T] RangeFrom<T>;
}

impl<'a, T: Plain + Clone + 'a, I: SameOrder + Iterator<Item = &'a T>> SameOrder
    for std::iter::Cloned<I>
{
}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Chars<'_> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::CharIndices<'_> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Bytes<'_> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Lines<'_> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::SplitWhitespace<'_> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Split<'_, char> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Split<'_, &str> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::Split<'_, &String> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::RSplit<'_, char> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::RSplit<'_, &str> {}
#[diagnostic::do_not_recommend]
impl SameOrder for std::str::RSplit<'_, &String> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Iterates while storing and loading what is left before each item.
    fn stored<O: Over<Item: Storable, Left: Storable>>(goes: Goes<O, O::Item>) -> Vec<O::Item> {
        let mut items = Vec::new();
        let mut left = goes.over.left();
        loop {
            left = codec::decode(&codec::encode(&left).unwrap()).unwrap();
            match LoopItem::next((rest(&mut left),)) {
                Some(item) => items.push(item),
                None => return items,
            }
        }
    }

    #[test]
    fn ranges_go_on_where_they_were() {
        assert_eq!(stored(Each(3..6).over()), [3, 4, 5]);
        assert_eq!(stored(Each(3..=5).over()), [3, 4, 5]);
        assert_eq!(
            stored(Each(250u8..=255).over()),
            [250, 251, 252, 253, 254, 255]
        );
        assert_eq!(stored(Each('x'..='z').over()), ['x', 'y', 'z']);
        assert!(stored(Each(5..5).over()).is_empty());
        #[allow(
            clippy::reversed_empty_ranges,
            reason = "an empty range is what is tested"
        )]
        let empty = stored(Each(5..=4).over());
        assert!(empty.is_empty());
    }

    #[test]
    fn a_range_that_is_exhausted_stays_so() {
        let mut range = 1..=2;
        let _ = (range.next(), range.next());
        assert!(stored(Each(range).over()).is_empty());
    }

    #[test]
    fn other_iterators_are_kept_as_their_items() {
        assert_eq!(
            stored(Each(["Tokyo", "Seattle"]).over()),
            ["Tokyo", "Seattle"]
        );
        assert_eq!(stored(Each((0..10).step_by(4).rev()).over()), [8, 4, 0]);
        assert!(stored(Each(Vec::<String>::new()).over()).is_empty());
    }

    #[test]
    fn the_ends_of_the_integers_are_reached_and_not_passed() {
        assert_eq!(stored(Each(u64::MAX - 1..=u64::MAX).over()).len(), 2);
        let mut left = Each(253u8..).over().over.left();
        assert_eq!([left.next(), left.next()], [Some(253), Some(254)]);
    }
}
