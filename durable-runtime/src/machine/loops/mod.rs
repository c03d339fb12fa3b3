//! A `for` loop's remaining items, when its body awaits: of a range the rest as a range, of an iterator of the user's
//! own that can be stored the iterator, and of anything else its items, stored once, with the number of those that are
//! done. Those are all made when the loop begins, so the iterator must be known to end and to run none of the user's
//! code ([`Ends`](ends::Ends)). The results of the user's closures are made turn by turn ([`Staged`](staged::Staged)).

#![allow(missing_docs, reason = "only expansions see what is public here")]
#![allow(
    clippy::unused_self,
    reason = "what a method is called on chooses among the methods of that name"
)]

use std::iter::{Repeat, Rev};
use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeInclusive};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::machine::compile_time::type_ok::{HasOutput, TypeOk};
use crate::machine::loops::staged::Succession;
use crate::machine::reborrow::StdOnly;
use crate::model::failure::Failure;
use crate::step::frame::{Blob, Fault};
use crate::step::held;
use crate::step::storable::Storable;
use crate::step::tasks::owned::OwnedSet;

mod count;
pub(crate) mod ends;
pub(crate) mod staged;

use self::count::{Iterating, decoded, encoded};

/// The source of a `for` loop. Its `kind` chooses how it is kept: an inherent method for ranges and the like;
/// [`AsItself`] for iterators that can be stored, and [`AsItems`] for everything else. rustc takes the first that
/// exists.
pub struct Each<I>(pub I);

impl<const SIZE: usize> TypeOk<SIZE> {
    /// What a `for` loop goes over, unless the plain function has an error.
    pub fn each<I>(items: I) -> <Self as HasOutput<Each<I>>>::Type {
        Each(items)
    }
}

/// A range, or what is like one.
pub struct Counting;

/// An iterator that can be stored, such as one of the user's own.
pub struct Stored;

/// Anything else, which is kept as its items.
pub struct Collecting;

/// A source that resumes from its own state.
pub struct Kept<S>(S);

/// A source that is kept as its items.
pub struct Collected<I>(I);

/// A source that is taken one by one, and needs no proof that it ends.
pub struct OneByOne;

/// The way in which a loop is kept, and the iterator that must end for it.
pub struct Chosen<O, J>(O, PhantomData<fn() -> J>);

impl<O: Over, J> Chosen<O, J> {
    fn new(over: O) -> Self {
        Self(over, PhantomData)
    }
}

/// Sources that resume from their own state.
pub trait GoesOn {
    type Left: Left;
    fn into_left(self) -> Self::Left
    where
        <Self::Left as Left>::Item: Storable;
}

macro_rules! going_on {
    ($([$($generics:tt)*] $source:ty;)+) => {$(
        impl<$($generics)*> Each<$source> where $source: GoesOn {
            pub fn kind(&self) -> Counting {
                Counting
            }
        }
    )+};
}

going_on! {
    [T] Range<T>;
    [T] RangeInclusive<T>;
    [T] RangeFrom<T>;
    [T] Rev<Range<T>>;
    [T] Rev<RangeInclusive<T>>;
    [T] Repeat<T>;
}

impl Counting {
    pub fn choose<I: GoesOn>(self, each: Each<I>) -> Chosen<Kept<I>, OneByOne> {
        Chosen::new(Kept(each.0))
    }
}

pub trait AsItself {
    fn kind(&self) -> Stored {
        Stored
    }
}

impl<I: IntoIterator<IntoIter: Storable>> AsItself for Each<I> {}

impl Stored {
    pub fn choose<I: IntoIterator>(
        self,
        each: Each<I>,
    ) -> Chosen<Kept<Iterating<I::IntoIter>>, OneByOne> {
        Chosen::new(Kept(Iterating(each.0.into_iter())))
    }
}

pub trait AsItems {
    fn kind(&self) -> Collecting {
        Collecting
    }
}

impl<I: IntoIterator> AsItems for &Each<I> {}

impl Collecting {
    pub fn choose<I: IntoIterator>(self, each: Each<I>) -> Chosen<Collected<I>, I::IntoIter> {
        Chosen::new(Collected(each.0))
    }
}

/// A loop over items of type `T`.
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

/// The way in which a loop is kept.
pub trait Over {
    type Item;
    type Left: Left<Item = Self::Item>;
    fn left(self) -> Self::Left
    where
        Self::Item: Storable;
}

/// The remaining items of a loop, of which the next one is taken.
pub fn rest<L: Left>(left: &mut L) -> Goes<&mut L, L::Item> {
    Goes::over(left)
}

/// The remaining items of a loop.
pub trait Left {
    type Item;
    fn next(&mut self) -> Option<Self::Item>
    where
        Self::Item: Storable;
}

/// An item of a loop with a body that awaits. Every [`Storable`] implements it; the trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the loop's body awaits, so the remaining items are stored",
    note = "iterate over copies that can be stored, as in `for item in items.clone()`, or over a constant list by its `.iter()`"
)]
// `Same` keeps rustc from proposing to borrow the items where a `T` could be stored, but not a `&T`. rustc shows the
// line with `'static` for items that only rustc knows to be borrows.
#[rustfmt::skip]
pub trait LoopItem<Same = Self>: Sized
    + 'static // borrowed items can't be kept across an await: go over clones of them
{
    /// A loop's items, in the typing pass.
    fn items<O: Over<Item = Self>>(_: (Goes<O, Self>,)) -> std::option::IntoIter<Self> {
        crate::machine::compile_time::type_ok::any()
    }

    /// The items of a loop that begins.
    fn left<O: Over<Item = Self>>(over: (Goes<O, Self>,)) -> O::Left;

    /// The next of the remaining items.
    fn next<L: Left<Item = Self>>(left: (Goes<&mut L, Self>,)) -> Option<Self>;

    /// The next item of `successors(…, after)`.
    fn succeed(
        left: (&mut Succession<Self>,),
        after: impl FnMut(&Self) -> Option<Self>,
    ) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> LoopItem<T> for T {
    fn left<O: Over<Item = T>>((goes,): (Goes<O, T>,)) -> O::Left {
        goes.over.left()
    }

    fn next<L: Left<Item = T>>((left,): (Goes<&mut L, T>,)) -> Option<T> {
        left.over.next()
    }

    fn succeed((left,): (&mut Succession<T>,), after: impl FnMut(&T) -> Option<T>) -> Option<T> {
        left.succeed(after)
    }
}

impl<S: GoesOn> Over for Kept<S> {
    type Item = <S::Left as Left>::Item;
    type Left = S::Left;

    fn left(self) -> S::Left
    where
        Self::Item: Storable,
    {
        self.0.into_left()
    }
}

impl<I: IntoIterator> Over for Collected<I> {
    type Item = I::Item;
    type Left = Items<I::Item>;

    fn left(self) -> Items<I::Item>
    where
        I::Item: Storable,
    {
        let mut items = Items {
            bytes: Blob::default(),
            ends: Vec::new(),
            next: 0,
            panics: None,
            sets: Vec::new(),
            item: PhantomData,
        };
        let mut iterator = self.0.into_iter();
        loop {
            // A panic at an item that the loop never reaches must not surface.
            let item = match catch_unwind(AssertUnwindSafe(|| iterator.next())) {
                Ok(Some(item)) => item,
                Ok(None) => break,
                Err(panic) => {
                    items.panics = Some(Failure::text_of_panic(&*panic));
                    break;
                }
            };
            if items.ends.len() >= ITEMS_MAX {
                Fault::NotSerializable(format!(
                    "a `for` loop with an await in its body has more than {ITEMS_MAX} items, which are too many to store; use a range, or a `while` loop"
                ))
                .throw();
            }
            let (bytes, held) = held::of(|| encoded(&item));
            items.bytes.0.extend_from_slice(&bytes.0);
            for op in held {
                held::kept(op);
                let set = OwnedSet::of(op);
                items.sets.extend(set.map(|set| (items.ends.len(), set)));
            }
            items.ends.push(items.bytes.0.len());
        }
        items
    }
}

/// The number of items that a loop may keep.
const ITEMS_MAX: usize = 10_000_000;

/// The items of a `for` loop, each encoded on its own, so that a step reads only the one that it needs.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Items<T> {
    bytes: Blob,
    ends: Vec<usize>,
    next: usize,
    /// The message of the iterator's panic, after these items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    panics: Option<String>,
    /// The sets of tasks in them, each with the number of its item: those in the remaining items end with the loop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sets: Vec<(usize, OwnedSet)>,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

impl<T> Left for Items<T> {
    type Item = T;

    fn next(&mut self) -> Option<T>
    where
        T: Storable,
    {
        let Some(end) = self.ends.get(self.next).copied() else {
            match &self.panics {
                Some(message) => panic!("{message}"),
                None => return None,
            }
        };
        let start = self
            .next
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        let at = self.next;
        for (_, set) in self.sets.extract_if(.., |(of, _)| *of == at) {
            set.give();
        }
        self.next += 1;
        let item = self.bytes.0.get(start..end).unwrap_or_default();
        Some(decoded(item))
    }
}

/// The position of a loop over borrowed items. The items stay where they are, and are iterated again.
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

/// The next item of a loop over cloned items: only this item is cloned.
pub fn next_cloned<'a, T: Clone + 'a, I: IntoIterator<Item = &'a T>>(
    items: I,
    passed: &mut Passed,
) -> Option<T> {
    next_again(items, passed).cloned()
}

/// The current item of a loop over borrowed items; `Some`, as it was before.
pub fn again<I: IntoIterator>(items: I, passed: &Passed) -> I::Item {
    let at = passed.0.checked_sub(1);
    at.and_then(|at| items.into_iter().nth(at))
        .unwrap_or_else(|| {
            Fault::Blocked(crate::step::frame::IncompatibleCheckpoint::NoSuchItem).throw()
        })
}

/// An iterator over stored items that yields the same items in the same order after it was loaded.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may iterate over its items in another order after they were stored and loaded",
    label = "a position among these items is stored, because it is needed after an await",
    note = "iterate over a sorted list of them, or over a `BTreeMap` or `BTreeSet`; or over the items by value, as in `for item in items.clone()`; or collect them first: `.collect::<Vec<_>>()`"
)]
pub trait StableOrder: Iterator + Sized {
    /// Demands, in the typing pass, that items come in the same order each time: rustc reports no bound but that of the
    /// trait.
    fn goes_again<I>((_,): (Iterated<I, Self>,)) -> I {
        crate::machine::compile_time::type_ok::any()
    }
}

/// Items, and their iterator.
pub struct Iterated<I, J>(PhantomData<fn() -> (I, J)>);

/// The iterator of items, in the typing pass.
pub fn iterated<I: IntoIterator>(_: I) -> Iterated<I, I::IntoIter> {
    crate::machine::compile_time::type_ok::any()
}

macro_rules! same_order {
    ($([$($generics:tt)*] $iterator:ty;)+) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> StableOrder for $iterator where Self: Iterator {})+
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
    [I: StableOrder] std::iter::Enumerate<I>;
    [I: StableOrder] Rev<I>;
    [I: StableOrder] std::iter::Skip<I>;
    [I: StableOrder] std::iter::Take<I>;
    [I: StableOrder] std::iter::StepBy<I>;
    [I: StableOrder] std::iter::Copied<I>;
    [I: StableOrder, J: StableOrder] std::iter::Zip<I, J>;
    [I: StableOrder, J: StableOrder] std::iter::Chain<I, J>;
    [T] Range<T>;
    [T] RangeInclusive<T>;
    [T] RangeFrom<T>;
    ['a] std::str::SplitAsciiWhitespace<'a>;
    ['a] std::str::Split<'a, char>;
    ['a, 'b] std::str::Split<'a, &'b str>;
    ['a, 'b] std::str::Split<'a, &'b String>;
    ['a] std::str::RSplit<'a, char>;
    ['a, 'b] std::str::RSplit<'a, &'b str>;
    ['a, 'b] std::str::RSplit<'a, &'b String>;
    ['a] std::str::SplitInclusive<'a, char>;
    ['a, 'b] std::str::SplitInclusive<'a, &'b str>;
    ['a] std::str::SplitTerminator<'a, char>;
    ['a, 'b] std::str::SplitTerminator<'a, &'b str>;
}

#[diagnostic::do_not_recommend]
impl<'a, T: StdOnly + Clone + 'a, I: StableOrder + Iterator<Item = &'a T>> StableOrder
    for std::iter::Cloned<I>
{
}
#[diagnostic::do_not_recommend]
impl StableOrder for std::str::Chars<'_> {}
#[diagnostic::do_not_recommend]
impl StableOrder for std::str::CharIndices<'_> {}
#[diagnostic::do_not_recommend]
impl StableOrder for std::str::Bytes<'_> {}
#[diagnostic::do_not_recommend]
impl StableOrder for std::str::Lines<'_> {}
#[diagnostic::do_not_recommend]
impl StableOrder for std::str::SplitWhitespace<'_> {}

#[cfg(test)]
mod tests {
    use super::ends::Ends;
    use super::staged::{Stage, Staged, counted, skipped, skipped_while, stepped, taken};
    use super::*;
    use crate::codec;

    /// Iterates, and stores and loads the remaining items before each item.
    fn stored<O: Over<Item: Storable + 'static, Left: Storable>>(over: O) -> Vec<O::Item> {
        let mut items = Vec::new();
        let mut left = over.left();
        loop {
            left = codec::decode(&codec::encode(&left).unwrap()).unwrap();
            match LoopItem::next((rest(&mut left),)) {
                Some(item) => items.push(item),
                None => return items,
            }
        }
    }

    /// Keeps a loop as an expansion does.
    macro_rules! kept {
        ($items:expr) => {{
            let each = Each($items);
            Ends::goes(((&each).kind().choose(each),)).over
        }};
    }

    #[test]
    fn ranges_go_on_where_they_were() {
        assert_eq!(stored(kept!(3..6)), [3, 4, 5]);
        assert_eq!(stored(kept!(3..=5)), [3, 4, 5]);
        assert_eq!(stored(kept!(250u8..=255)), [250, 251, 252, 253, 254, 255]);
        assert_eq!(stored(kept!('x'..='z')), ['x', 'y', 'z']);
        assert!(stored(kept!(5..5)).is_empty());
        #[allow(
            clippy::reversed_empty_ranges,
            reason = "an empty range is what is tested"
        )]
        let empty = stored(kept!(5..=4));
        assert!(empty.is_empty());
    }

    #[test]
    fn a_range_that_is_exhausted_stays_so() {
        let mut range = 1..=2;
        let _ = (range.next(), range.next());
        assert!(stored(kept!(range)).is_empty());
    }

    #[test]
    fn other_iterators_are_kept_as_their_items() {
        assert_eq!(stored(kept!(["Tokyo", "Seattle"])), ["Tokyo", "Seattle"]);
        assert_eq!(stored(kept!((0..10).step_by(4).rev())), [8, 4, 0]);
        assert!(stored(kept!(Vec::<String>::new())).is_empty());
    }

    #[test]
    fn the_ends_of_the_integers_are_reached_and_not_passed() {
        assert_eq!(stored(kept!(u64::MAX - 1..=u64::MAX)).len(), 2);
        let mut left = kept!(253u8..).left();
        assert_eq!([left.next(), left.next()], [Some(253), Some(254)]);
    }

    #[test]
    fn ranges_go_down_as_well() {
        assert_eq!(stored(kept!((3..6).rev())), [5, 4, 3]);
        assert_eq!(stored(kept!((0u8..=2).rev())), [2, 1, 0]);
        assert_eq!(stored(kept!(('x'..='z').rev())), ['z', 'y', 'x']);
        assert!(stored(kept!((3..3).rev())).is_empty());
        let mut left = kept!((0..u64::MAX).rev()).left();
        assert_eq!(left.next(), Some(u64::MAX - 1), "without making them all");
    }

    #[test]
    fn what_repeats_goes_on_for_ever() {
        let mut left = kept!(std::iter::repeat("again".to_owned())).left();
        for _ in 0..3 {
            left = codec::decode(&codec::encode(&left).unwrap()).unwrap();
            assert_eq!(left.next().as_deref(), Some("again"));
        }
    }

    #[derive(Serialize, Deserialize)]
    struct Countdown(u32);

    impl Iterator for Countdown {
        type Item = u32;

        fn next(&mut self) -> Option<u32> {
            self.0 = self.0.checked_sub(1).expect("nobody looks past the end");
            (self.0 > 0).then_some(self.0)
        }
    }

    #[test]
    fn an_iterator_that_can_be_stored_is_kept_as_it_is() {
        assert_eq!(stored(kept!(Countdown(4))), [3, 2, 1]);
    }

    #[test]
    fn an_item_that_panics_panics_when_its_turn_comes() {
        let mut left = kept!((254u8..).zip(["a", "b", "c"])).left();
        assert_eq!(left.next(), Some((254, "a")));
        left = codec::decode(&codec::encode(&left).unwrap()).unwrap();
        let thrown = catch_unwind(AssertUnwindSafe(|| left.next())).unwrap_err();
        assert!(Failure::text_of_panic(&*thrown).contains("overflow"));
    }

    #[test]
    fn adaptors_go_on_where_they_were() {
        let counts = [2, 0, 0, 4, 0].map(Stage::of);
        let mut left = Staged::new(kept!(0..20).left(), counts);
        left.stages[1] = Stage::every(3);
        let mut seen = Vec::new();
        loop {
            left = codec::decode(&codec::encode(&left).unwrap()).unwrap();
            let (source, stages) = (&mut left.source, &left.stages);
            let items = std::iter::from_fn(|| source.next());
            let items = skipped(items, &stages[0]).map(|n| n * 10);
            let items = counted(stepped(items, &stages[1]), &stages[2]);
            let items = skipped_while(items, |(_, n)| *n < 50, &stages[4]);
            let Some(item) = taken(items, &stages[3]).next() else {
                break;
            };
            seen.push(item);
        }
        let plain = (0..20).skip(2).map(|n| n * 10).step_by(3).enumerate();
        let plain: Vec<_> = plain.skip_while(|(_, n)| *n < 50).take(4).collect();
        assert_eq!(seen, plain);
    }
}
