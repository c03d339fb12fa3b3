//! Values that the user's code picked out of a collection or a text, once: `items.iter().max_by_key(…)`,
//! `text.split(…).collect::<Vec<_>>()`. Their places are stored, and they are taken again from there.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::step::frame::{Fault, IncompatibleCheckpoint};

/// A value that can be picked: a borrowed item or a part of a text, or a composition of these.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: the place of a `{Self}` in its source can't be determined",
    label = "this is neither a borrowed item, nor an `Option` or a `Vec` of such",
    note = "clone the part that is needed, or pick it again after the await; if it is a value, write `{{ … }}` around its expression"
)]
pub trait Picked: Sized {
    /// Its places.
    type Places;

    /// Its addresses in memory.
    fn addresses(picked: (Self,)) -> Self::Places;
}

/// Places of picked values: first addresses in memory, then places in the source.
pub trait Places {
    type Place;

    fn each(&mut self, visit: &mut dyn FnMut(&mut Self::Place));

    fn note(&self, visit: &mut dyn FnMut(&Self::Place));
}

/// The values at places, of a source that yields an `I` at each.
pub trait Had<I>: Places {
    type Had;

    fn have(&self, give: &mut dyn FnMut(&Self::Place) -> I) -> Self::Had;
}

/// An item: its address, and then its number.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Item(usize);

/// A part of a text: its beginning and its length.
#[derive(Serialize, Deserialize)]
pub struct Part(usize, usize);

macro_rules! a_place {
    ($($place:ident)*) => {$(
        impl Places for $place {
            type Place = Self;

            fn each(&mut self, visit: &mut dyn FnMut(&mut Self)) {
                visit(self);
            }

            fn note(&self, visit: &mut dyn FnMut(&Self)) {
                visit(self);
            }
        }

        impl<I> Had<I> for $place {
            type Had = I;

            fn have(&self, give: &mut dyn FnMut(&Self) -> I) -> I {
                give(self)
            }
        }
    )*};
}

a_place!(Item Part);

macro_rules! borrowed_items {
    ($([$($generics:tt)*] $item:ty, $name:pat => $address:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Picked for $item {
            type Places = Item;

            fn addresses(($name,): (Self,)) -> Item {
                Item(std::ptr::from_ref($address).addr())
            }
        }
    )+};
}

borrowed_items! {
    [T] &T, item => item;
    [T] &mut T, item => &*item;
    [K, V] (&K, &V), (key, _) => key;
    [K, V] (&K, &mut V), (key, _) => key;
}

#[diagnostic::do_not_recommend]
impl Picked for &str {
    type Places = Part;

    fn addresses((text,): (Self,)) -> Part {
        Part(text.as_ptr().addr(), text.len())
    }
}

#[diagnostic::do_not_recommend]
impl Picked for (&str, &str) {
    type Places = (Part, Part);

    fn addresses(((first, second),): (Self,)) -> (Part, Part) {
        (Picked::addresses((first,)), Picked::addresses((second,)))
    }
}

impl<P: Places> Places for (P, P) {
    type Place = P::Place;

    fn each(&mut self, visit: &mut dyn FnMut(&mut P::Place)) {
        self.0.each(visit);
        self.1.each(visit);
    }

    fn note(&self, visit: &mut dyn FnMut(&P::Place)) {
        self.0.note(visit);
        self.1.note(visit);
    }
}

impl<I, P: Had<I>> Had<I> for (P, P) {
    type Had = (P::Had, P::Had);

    fn have(&self, give: &mut dyn FnMut(&P::Place) -> I) -> Self::Had {
        (self.0.have(give), self.1.have(give))
    }
}

/// The items of `enumerate`.
#[diagnostic::do_not_recommend]
impl<W: Picked> Picked for (usize, W) {
    type Places = Numbered<W::Places>;

    fn addresses(((number, picked),): (Self,)) -> Self::Places {
        Numbered(number, W::addresses((picked,)))
    }
}

#[derive(Serialize, Deserialize)]
pub struct Numbered<P>(usize, P);

impl<P: Places> Places for Numbered<P> {
    type Place = P::Place;

    fn each(&mut self, visit: &mut dyn FnMut(&mut P::Place)) {
        self.1.each(visit);
    }

    fn note(&self, visit: &mut dyn FnMut(&P::Place)) {
        self.1.note(visit);
    }
}

impl<I, P: Had<I>> Had<I> for Numbered<P> {
    type Had = (usize, P::Had);

    fn have(&self, give: &mut dyn FnMut(&P::Place) -> I) -> Self::Had {
        (self.0, self.1.have(give))
    }
}

macro_rules! made_of_places {
    ($($of:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<W: Picked> Picked for $of<W> {
            type Places = $of<W::Places>;

            fn addresses((picked,): (Self,)) -> Self::Places {
                let all = picked.into_iter();
                all.map(|picked| W::addresses((picked,))).collect::<Vec<_>>().into_of()
            }
        }

        #[allow(clippy::explicit_iter_loop, reason = "an `Option` isn't gone over by itself")]
        impl<P: Places> Places for $of<P> {
            type Place = P::Place;

            fn each(&mut self, visit: &mut dyn FnMut(&mut P::Place)) {
                for places in self.iter_mut() {
                    places.each(visit);
                }
            }

            fn note(&self, visit: &mut dyn FnMut(&P::Place)) {
                for places in self.iter() {
                    places.note(visit);
                }
            }
        }

        impl<I, P: Had<I>> Had<I> for $of<P> {
            type Had = $of<P::Had>;

            fn have(&self, give: &mut dyn FnMut(&P::Place) -> I) -> Self::Had {
                let all = self.iter();
                all.map(|places| places.have(give)).collect::<Vec<_>>().into_of()
            }
        }
    )*};
}

made_of_places!(Option Vec);

/// Turns a list into its original type.
trait IntoOf<O> {
    fn into_of(self) -> O;
}

impl<T> IntoOf<Vec<T>> for Vec<T> {
    fn into_of(self) -> Self {
        self
    }
}

impl<T> IntoOf<Option<T>> for Vec<T> {
    fn into_of(mut self) -> Option<T> {
        self.pop()
    }
}

/// A source of picked values, which can be iterated again.
pub trait Source<Place>: Sized {
    type Item;

    /// Turns addresses into places.
    fn locate<P: Places<Place = Place>>(self, places: &mut P);

    fn have<P: Had<Self::Item, Place = Place>>(self, places: &P) -> P::Had;
}

/// An item that a source yields.
pub trait Given: Picked<Places = Item> {
    /// Takes the item of this number. A mutable borrow is there only once.
    fn take<N: Eq + Hash>(items: &mut HashMap<N, Self>, number: &N) -> Option<Self>;
}

macro_rules! given {
    ($([$($generics:tt)*] $item:ty, $take:ident;)+) => {$(
        impl<$($generics)*> Given for $item {
            fn take<N: Eq + Hash>(items: &mut HashMap<N, Self>, number: &N) -> Option<Self> {
                $take(items, number)
            }
        }
    )+};
}

given! {
    [T] &T, copied;
    [T] &mut T, removed;
    [K, V] (&K, &V), copied;
    [K, V] (&K, &mut V), removed;
}

fn copied<N: Eq + Hash, I: Copy>(items: &mut HashMap<N, I>, number: &N) -> Option<I> {
    items.get(number).copied()
}

fn removed<N: Eq + Hash, I>(items: &mut HashMap<N, I>, number: &N) -> Option<I> {
    items.remove(number)
}

impl<S: IntoIterator<Item: Given>> Source<Item> for S {
    type Item = S::Item;

    fn locate<P: Places<Place = Item>>(self, places: &mut P) {
        let mut numbers: HashMap<usize, Option<usize>> = HashMap::new();
        places.each(&mut |Item(address)| {
            numbers.insert(*address, None);
        });
        if numbers.is_empty() {
            return;
        }
        for (number, item) in self.into_iter().enumerate() {
            let Item(address) = Picked::addresses((item,));
            if let Some(found) = numbers.get_mut(&address) {
                found.get_or_insert(number);
            }
        }
        places.each(&mut |Item(place)| match numbers[place] {
            Some(number) => *place = number,
            None => elsewhere::<S>(),
        });
    }

    fn have<P: Had<S::Item, Place = Item>>(self, places: &P) -> P::Had {
        // Items that aren't picked are passed once: places are few, as a rule, and items may be many.
        let mut wanted = Vec::new();
        let mut note = |Item(number): &Item| wanted.push(*number);
        places.note(&mut note);
        wanted.sort_unstable();
        wanted.dedup();
        let (mut items, mut source, mut next) = (HashMap::new(), self.into_iter(), 0);
        for number in wanted {
            items.extend(source.nth(number - next).map(|item| (number, item)));
            next = number + 1;
        }
        places.have(&mut |Item(number)| {
            S::Item::take(&mut items, number)
                .unwrap_or_else(|| Fault::Blocked(IncompatibleCheckpoint::NoSuchItem).throw())
        })
    }
}

/// A text that parts are picked from.
pub struct Text<'a>(&'a str);

impl<'a> Source<Part> for Text<'a> {
    type Item = &'a str;

    fn locate<P: Places<Place = Part>>(self, places: &mut P) {
        let begin = self.0.as_ptr().addr();
        places.each(&mut |Part(start, length)| {
            let at = start.checked_sub(begin);
            let within = at.filter(|at| at + *length <= self.0.len());
            *start = within.unwrap_or_else(|| elsewhere::<str>());
        });
    }

    fn have<P: Had<&'a str, Place = Part>>(self, places: &P) -> P::Had {
        places.have(&mut |Part(start, length)| {
            let part = self.0.get(*start..start + length);
            part.unwrap_or_else(|| Fault::Blocked(IncompatibleCheckpoint::NoSuchItem).throw())
        })
    }
}

fn elsewhere<S: ?Sized>() -> ! {
    Fault::NotSerializable(format!(
        "a borrow that is kept across an await doesn't point into its source, a `{}`; clone it",
        std::any::type_name::<S>()
    ))
    .throw()
}

/// A text, by the standard library's code.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: its place in a `{Self}` can't be determined",
    label = "this is not a text type of the standard library",
    note = "clone the picked part, or pick it again after the await"
)]
pub trait AsText {
    fn text(&self) -> &str;
}

impl AsText for str {
    fn text(&self) -> &str {
        self
    }
}

macro_rules! texts {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> AsText for $type {
            fn text(&self) -> &str {
                (**self).text()
            }
        }
    )+};
}

texts! {
    [] String;
    [] Cow<'_, str>;
    [T: AsText + ?Sized] &T;
    [T: AsText + ?Sized] &mut T;
    [T: AsText + ?Sized] Box<T>;
    [T: AsText + ?Sized] Rc<T>;
    [T: AsText + ?Sized] Arc<T>;
}

/// A text to pick from.
pub fn text<T: AsText + ?Sized>(text: &T) -> Text<'_> {
    Text(text.text())
}

/// The borrows in a list that a loop uses up.
#[allow(clippy::ptr_arg, reason = "what is given must be a list, and no array")]
pub fn each<T>(list: &Vec<T>) -> std::iter::Copied<std::slice::Iter<'_, T>>
where
    T: Copy,
{
    list.iter().copied()
}

/// The places of picked values in their source. Whether they are there is known at run time only.
pub fn located<P: Places, S: Source<P::Place>>(mut addresses: P, source: S) -> P {
    source.locate(&mut addresses);
    addresses
}

/// The picked values again.
pub fn picked<S, P, L>(source: S, places: &P) -> P::Had
where
    S: Source<L>,
    P: Had<S::Item, Place = L>,
{
    source.have(places)
}

/// Demands, in the typing pass, that values taken again are of the type of the picked ones.
pub fn alike<T>(_: &T, _: &T) {}
