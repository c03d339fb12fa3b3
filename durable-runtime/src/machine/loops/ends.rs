//! The iterators that may be collected when a loop begins, although its body may leave the loop early: they are known
//! to end, and to run none of the user's code.

use std::iter;
use std::ops::{Range, RangeFrom, RangeInclusive};

use super::{Chosen, Goes, OneByOne, Over};

/// An iterator of the standard library that ends, and runs no code of the user's.
#[diagnostic::on_unimplemented(
    message = "the remaining items of a `{Self}` can't be stored",
    label = "the loop's body awaits, so the remaining items of this iterator are stored",
    note = "if all of its items may be made before the first turn, collect them: `for item in ….collect::<Vec<_>>()`",
    note = "otherwise write a `loop` with its state in locals, or an iterator of your own that is `Serialize` and `Deserialize`; `map`, `filter` and the like work in the head of the `for` itself, after a source that can be stored, and `enumerate`, `skip`, `take` and `step_by` after these: `.map(|item| item).enumerate()`"
)]
pub trait Ends: Sized {
    #[doc(hidden)]
    type Given<Item>;

    /// Demands that the collected iterator ends: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn goes<O: Over>(chosen: (Chosen<O, Self>,)) -> Goes<O, Self::Given<O::Item>>;
}

/// An iterator that runs no code of the user's, whether it ends or not.
pub trait Tame {}

macro_rules! given {
    () => {
        type Given<Item> = Item;

        fn goes<O: Over>((chosen,): (Chosen<O, Self>,)) -> Goes<O, O::Item> {
            Goes::over(chosen.0)
        }
    };
}

impl Ends for OneByOne {
    given! {}
}

macro_rules! ends {
    ($([$($generics:tt)*] $iterator:ty;)+) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> Ends for $iterator {
            given! {}
        }
        impl<$($generics)*> Tame for $iterator {})+
    };
}

ends! {
    [T] std::vec::IntoIter<T>;
    ['a, T] std::vec::Drain<'a, T>;
    [T, const N: usize] std::array::IntoIter<T, N>;
    [T] std::option::IntoIter<T>;
    ['a, T] std::option::Iter<'a, T>;
    [T] std::result::IntoIter<T>;
    ['a, T] std::result::Iter<'a, T>;
    ['a, T] std::slice::Iter<'a, T>;
    ['a, T] std::slice::Windows<'a, T>;
    ['a, T] std::slice::Chunks<'a, T>;
    ['a, T] std::slice::ChunksExact<'a, T>;
    ['a, T] std::slice::RChunks<'a, T>;
    [T] std::collections::vec_deque::IntoIter<T>;
    ['a, T] std::collections::vec_deque::Iter<'a, T>;
    ['a, T] std::collections::vec_deque::Drain<'a, T>;
    [T] std::collections::linked_list::IntoIter<T>;
    ['a, T] std::collections::linked_list::Iter<'a, T>;
    [T] std::collections::binary_heap::IntoIter<T>;
    ['a, T] std::collections::binary_heap::Iter<'a, T>;
    ['a, T] std::collections::binary_heap::Drain<'a, T>;
    [T] std::collections::btree_set::IntoIter<T>;
    ['a, T] std::collections::btree_set::Iter<'a, T>;
    ['a, T] std::collections::btree_set::Range<'a, T>;
    ['a, T] std::collections::btree_set::Union<'a, T>;
    ['a, T] std::collections::btree_set::Intersection<'a, T>;
    ['a, T] std::collections::btree_set::Difference<'a, T>;
    ['a, T] std::collections::btree_set::SymmetricDifference<'a, T>;
    [K, V] std::collections::btree_map::IntoIter<K, V>;
    [K, V] std::collections::btree_map::IntoKeys<K, V>;
    [K, V] std::collections::btree_map::IntoValues<K, V>;
    ['a, K, V] std::collections::btree_map::Iter<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Keys<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Values<'a, K, V>;
    ['a, K, V] std::collections::btree_map::Range<'a, K, V>;
    [T] std::collections::hash_set::IntoIter<T>;
    ['a, T] std::collections::hash_set::Iter<'a, T>;
    ['a, T] std::collections::hash_set::Drain<'a, T>;
    ['a, T, S] std::collections::hash_set::Union<'a, T, S>;
    ['a, T, S] std::collections::hash_set::Intersection<'a, T, S>;
    ['a, T, S] std::collections::hash_set::Difference<'a, T, S>;
    ['a, T, S] std::collections::hash_set::SymmetricDifference<'a, T, S>;
    [K, V] std::collections::hash_map::IntoIter<K, V>;
    [K, V] std::collections::hash_map::IntoKeys<K, V>;
    [K, V] std::collections::hash_map::IntoValues<K, V>;
    ['a, K, V] std::collections::hash_map::Iter<'a, K, V>;
    ['a, K, V] std::collections::hash_map::Keys<'a, K, V>;
    ['a, K, V] std::collections::hash_map::Values<'a, K, V>;
    ['a, K, V] std::collections::hash_map::Drain<'a, K, V>;
    [] serde_json::map::IntoIter;
    [] serde_json::map::IntoValues;
    ['a] serde_json::map::Iter<'a>;
    ['a] serde_json::map::Keys<'a>;
    ['a] serde_json::map::Values<'a>;
    ['a] std::str::Chars<'a>;
    ['a] std::str::CharIndices<'a>;
    ['a] std::str::Bytes<'a>;
    ['a] std::str::Lines<'a>;
    ['a] std::str::SplitWhitespace<'a>;
    ['a] std::str::SplitAsciiWhitespace<'a>;
    ['a] std::str::Split<'a, char>;
    ['a, 'b] std::str::Split<'a, &'b str>;
    ['a] std::str::RSplit<'a, char>;
    ['a, 'b] std::str::RSplit<'a, &'b str>;
    ['a] std::str::SplitTerminator<'a, char>;
    ['a, 'b] std::str::SplitTerminator<'a, &'b str>;
    ['a] std::str::SplitInclusive<'a, char>;
    ['a, 'b] std::str::SplitInclusive<'a, &'b str>;
    ['a] std::str::SplitN<'a, char>;
    ['a, 'b] std::str::SplitN<'a, &'b str>;
    ['a] std::string::Drain<'a>;
    [T] Range<T>;
    [T] RangeInclusive<T>;
    [T] iter::Empty<T>;
    [T] iter::Once<T>;
    [T] iter::RepeatN<T>;
    [] std::env::Args;
    [] std::env::Vars;
}

macro_rules! adaptors {
    ($($adaptor:ident)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<I: Ends> Ends for iter::$adaptor<I> {
            given! {}
        }
        impl<I: Tame> Tame for iter::$adaptor<I> {}
    )+};
}

adaptors! { Cloned Copied Enumerate Fuse Rev Skip StepBy }

#[diagnostic::do_not_recommend]
impl<I: Iterator + Ends> Ends for iter::Peekable<I> {
    given! {}
}
impl<I: Iterator + Tame> Tame for iter::Peekable<I> {}

#[diagnostic::do_not_recommend]
impl<I: Ends> Ends for Box<I> {
    given! {}
}

#[diagnostic::do_not_recommend]
impl<I: Ends, J: Ends> Ends for iter::Chain<I, J> {
    given! {}
}
impl<I: Tame, J: Tame> Tame for iter::Chain<I, J> {}

#[diagnostic::do_not_recommend]
impl<I> Ends for iter::Flatten<I>
where
    I: Iterator<Item: IntoIterator<IntoIter: Ends>> + Ends,
{
    given! {}
}

#[diagnostic::do_not_recommend]
impl<I: Tame> Ends for iter::Take<I> {
    given! {}
}
impl<I: Tame> Tame for iter::Take<I> {}

// One of two iterators side by side must end.
#[diagnostic::do_not_recommend]
impl<I: Ends, J: Tame> Ends for iter::Zip<I, J> {
    given! {}
}
#[diagnostic::do_not_recommend]
impl<T, J: Ends> Ends for iter::Zip<RangeFrom<T>, J> {
    given! {}
}
#[diagnostic::do_not_recommend]
impl<T, J: Ends> Ends for iter::Zip<iter::Repeat<T>, J> {
    given! {}
}
#[diagnostic::do_not_recommend]
impl<I, J: Ends> Ends for iter::Zip<iter::Cycle<I>, J>
where
    I: Tame,
{
    given! {}
}
impl<I: Tame, J: Tame> Tame for iter::Zip<I, J> {}

impl<T> Tame for RangeFrom<T> {}
impl<T> Tame for iter::Repeat<T> {}
impl<I: Tame> Tame for iter::Cycle<I> {}
