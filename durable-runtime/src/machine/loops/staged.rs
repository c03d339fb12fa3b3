//! Loops with adaptors in their heads that are applied turn by turn: `for n in orders.into_iter().map(total)` keeps the
//! remaining orders, and calls `total` when the turn of an order comes. The expansion writes the adaptors again around
//! the remaining items, for each turn. An adaptor with a state of its own gets it from a [`Stage`].

use std::cell::Cell;
use std::iter::{self, FromFn, RepeatWith, Successors, from_fn};
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::count::{decoded, encoded};
use super::{Chosen, Each, GoesOn, Kept, Left, OneByOne, Passed};
use crate::step::frame::Blob;
use crate::step::storable::Storable;

/// The rest of a source, and of the adaptors after it.
#[derive(Serialize, Deserialize)]
pub struct Staged<L> {
    pub source: L,
    pub stages: Vec<Stage>,
}

impl<L> Staged<L> {
    pub fn new<const N: usize>(source: L, stages: [Stage; N]) -> Self {
        Self {
            source,
            stages: stages.into(),
        }
    }
}

/// The state of one adaptor.
#[derive(Serialize, Deserialize)]
pub struct Stage {
    count: Cell<usize>,
    every: usize,
}

impl Stage {
    /// A count: the number of an item, or the number left to take or to skip.
    pub fn of(count: usize) -> Self {
        Self {
            count: Cell::new(count),
            every: 0,
        }
    }

    /// The state of `step_by`.
    pub fn every(step: usize) -> Self {
        assert!(step != 0, "assertion failed: step != 0");
        Self {
            count: Cell::new(0),
            every: step,
        }
    }

    /// Counts down; whether the count was above 0.
    fn count_down(&self) -> bool {
        let count = self.count.get();
        self.count.set(count.saturating_sub(1));
        count > 0
    }
}

/// `enumerate()`
pub fn counted<I: Iterator>(mut items: I, stage: &Stage) -> impl Iterator<Item = (usize, I::Item)> {
    from_fn(move || {
        let item = items.next()?;
        let count = stage.count.get();
        stage.count.set(count + 1);
        Some((count, item))
    })
}

/// `take(n)`
pub fn taken<I: Iterator>(mut items: I, stage: &Stage) -> impl Iterator<Item = I::Item> {
    from_fn(move || stage.count_down().then(|| items.next()).flatten())
}

/// `skip(n)`
pub fn skipped<I: Iterator>(mut items: I, stage: &Stage) -> impl Iterator<Item = I::Item> {
    from_fn(move || {
        while stage.count_down() {
            items.next()?;
        }
        items.next()
    })
}

/// `step_by(n)`
pub fn stepped<I: Iterator>(mut items: I, stage: &Stage) -> impl Iterator<Item = I::Item> {
    from_fn(move || {
        while stage.count_down() {
            items.next()?;
        }
        stage.count.set(stage.every - 1);
        items.next()
    })
}

/// `skip_while(skips)`
pub fn skipped_while<I: Iterator>(
    mut items: I,
    mut skips: impl FnMut(&I::Item) -> bool,
    stage: &Stage,
) -> impl Iterator<Item = I::Item> {
    from_fn(move || {
        loop {
            let item = items.next()?;
            if stage.count.get() > 0 || !skips(&item) {
                stage.count.set(1);
                return Some(item);
            }
        }
    })
}

/// Resumes over borrowed items, which are where they were.
pub fn pull_again<I: IntoIterator>(items: I, passed: &mut Passed) -> impl Iterator<Item = I::Item> {
    let mut items = items.into_iter();
    if let Some(last) = passed.0.checked_sub(1) {
        items.nth(last);
    }
    from_fn(move || {
        passed.0 += 1;
        items.next()
    })
}

/// The next item of `successors(…)`.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Succession<T> {
    next: Option<Blob>,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

/// The first item of `successors(first, …)`.
pub struct First<T>(Option<T>);

impl<T> GoesOn for First<T> {
    type Left = Succession<T>;

    fn into_left(self) -> Succession<T>
    where
        T: Storable,
    {
        Succession {
            next: self.0.as_ref().map(encoded),
            item: PhantomData,
        }
    }
}

impl<T> Left for Succession<T> {
    type Item = T;

    /// Only the expansion knows the item after it.
    fn next(&mut self) -> Option<T>
    where
        T: Storable,
    {
        self.next.take().map(|next| decoded(&next.0))
    }
}

impl<T> Succession<T> {
    /// Takes the next item, and keeps the one after it.
    pub(super) fn succeed(&mut self, mut after: impl FnMut(&T) -> Option<T>) -> Option<T>
    where
        T: Storable,
    {
        let item = self.next()?;
        self.next = after(&item).as_ref().map(encoded);
        Some(item)
    }
}

/// Begins a loop over `successors(first, …)`.
pub fn succession<T>(first: Option<T>) -> Chosen<Kept<First<T>>, OneByOne> {
    Chosen::new(Kept(First(first)))
}

/// The same in the typing pass, which demands that it is the standard library's function.
pub fn std_succession<T, F>(_: Successors<T, F>) -> Chosen<Kept<First<T>>, OneByOne> {
    crate::machine::compile_time::type_ok::any()
}

/// An iterator without state besides what its closure names, so it can be made again for each turn.
#[diagnostic::on_unimplemented(
    message = "the compiler takes this for the function of `std::iter` of this name, but it returns a `{Self}`",
    label = "this is another function",
    note = "put its result into a `let` before the loop, or collect it: `.collect::<Vec<_>>()`"
)]
pub trait MadeAnew: Sized {
    /// Demands it in the typing pass.
    fn made_anew((this,): (Self,)) -> Self {
        this
    }
}

#[diagnostic::do_not_recommend]
impl<F> MadeAnew for FromFn<F> {}
#[diagnostic::do_not_recommend]
impl<F> MadeAnew for RepeatWith<F> {}

/// The receiver of the first adaptor. rustc takes the inherent method where there is one, and that of [`AnySource`] for
/// all other types.
pub struct Source<'a, I>(pub &'a Each<I>);

/// A type that has to be an iterator.
pub struct Demand<I>(PhantomData<fn() -> I>);

impl<T> Source<'_, Option<T>> {
    pub fn __durable_demand(&self) -> Demand<OneByOne> {
        Demand(PhantomData)
    }
}

impl<T, E> Source<'_, Result<T, E>> {
    pub fn __durable_demand(&self) -> Demand<OneByOne> {
        Demand(PhantomData)
    }
}

pub trait AnySource<I> {
    fn __durable_demand(&self) -> Demand<I> {
        Demand(PhantomData)
    }
}

impl<I> AnySource<I> for Source<'_, I> {}

/// A type with the adaptors of iterators, which make an item when its turn comes. An array's `map`, for one, makes all
/// of them at once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no iterator, so its methods need not be those of one",
    label = "the loop's body awaits, so the items of this are made turn by turn",
    note = "make it an iterator first: `.into_iter()`; or put the result of the methods into a `let` before the loop"
)]
pub trait AnIterator: Sized {
    /// Demands it in the typing pass.
    fn demand(_: (Demand<Self>,)) {}
}

#[diagnostic::do_not_recommend]
impl<I: Iterator> AnIterator for I {}
#[diagnostic::do_not_recommend]
impl AnIterator for OneByOne {}

/// The result of an iterator's adaptor. A type of the user's may have a method of that name.
#[diagnostic::on_unimplemented(
    message = "the compiler takes this for the method of iterators of this name, but it gives a `{Self}`",
    label = "this is another method",
    note = "put its result into a `let` before the loop, or collect it: `.collect::<Vec<_>>()`"
)]
pub trait Adapted {
    /// Demands it in the typing pass.
    fn adapted(_: (Self,))
    where
        Self: Sized,
    {
    }
}

/// That an array is no iterator is told already.
#[diagnostic::do_not_recommend]
impl<T, const N: usize> Adapted for [T; N] {}

macro_rules! adapted {
    ($([$($generics:ident),+] $type:ty;)+) => {
        $(#[diagnostic::do_not_recommend] impl<$($generics),+> Adapted for $type {})+
    };
}

adapted! {
    [I] iter::Cloned<I>;
    [I] iter::Copied<I>;
    [I] iter::Enumerate<I>;
    [I, F] iter::Filter<I, F>;
    [I, F] iter::FilterMap<I, F>;
    [I] iter::Fuse<I>;
    [I, F] iter::Inspect<I, F>;
    [I, F] iter::Map<I, F>;
    [I, F] iter::MapWhile<I, F>;
    [I] iter::Skip<I>;
    [I, F] iter::SkipWhile<I, F>;
    [I] iter::StepBy<I>;
    [I] iter::Take<I>;
    [I, F] iter::TakeWhile<I, F>;
    [T] Option<T>;
    [T, E] Result<T, E>;
}
