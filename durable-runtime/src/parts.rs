//! Structs that are carried by their fields. A part that is carried apart from the rest is a copy if the place that
//! it is in is not the local itself: `item.count`, where `item` is a `&mut`, a guard, or an `Rc`. What the typing
//! pass demands of each place that a field is taken out of: [`Owner`].

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::ops::{Deref, DerefMut};

use crate::captured::OnlyRead;

/// A place of which a part is carried. `(&&&Owner(&place)).part()` finds what it is: rustc takes the first of
/// [`OfBorrow`], [`OfDerefMut`], [`OfDeref`] and [`OfPlace`] that holds.
pub struct Owner<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for Owner<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Owner<'_, T> {}

/// A box owns what is in it.
impl<'a, T: ?Sized> Owner<'a, Box<T>> {
    pub fn unboxed(self) -> Owner<'a, T> {
        Owner(self.0)
    }
}

pub trait NoBox: Sized {
    #[must_use]
    fn unboxed(self) -> Self {
        self
    }
}

impl<T: ?Sized> NoBox for Owner<'_, T> {}

/// What owns its parts: they may be carried.
pub struct Itself;

/// What others read, too: its parts may be carried if they can't change.
pub struct Read<'a, T: ?Sized>(&'a T);

/// What somebody else owns: a part that is carried is a copy, and what is changed in it is lost.
pub struct Changed<'a, T: ?Sized>(&'a T);

impl Itself {
    pub fn demand(self) {}

    pub fn is_lent(self) -> bool {
        false
    }
}

impl<T: ?Sized> Read<'_, T> {
    pub fn demand(self)
    where
        T: OnlyRead,
    {
    }

    pub fn is_lent(self) -> bool {
        true
    }
}

impl<T: ?Sized> Changed<'_, T> {
    pub fn demand(self)
    where
        T: CarriedApart,
    {
    }

    pub fn is_lent(self) -> bool {
        true
    }
}

/// Nothing that is borrowed mutably.
#[diagnostic::on_unimplemented(
    message = "a part of this `{Self}`, which is borrowed mutably, would be a copy after the await, and what is changed in it would be lost",
    label = "this borrows it, itself or as a guard does",
    note = "borrow again after the await, or take what is needed out before: `let count = item.count;`"
)]
pub trait CarriedApart {}

pub trait OfBorrow {
    type Part;
    fn part(&self) -> Self::Part;
}

impl<'a, T: ?Sized> OfBorrow for &&Owner<'a, &'a T> {
    type Part = Read<'a, T>;

    fn part(&self) -> Read<'a, T> {
        Read(self.0)
    }
}

impl<'a, T: ?Sized> OfBorrow for &&Owner<'a, &'a mut T> {
    type Part = Changed<'a, T>;

    fn part(&self) -> Changed<'a, T> {
        Changed(self.0)
    }
}

pub trait OfDerefMut<'a> {
    type Target: ?Sized;
    fn part(&self) -> Changed<'a, Self::Target>;
}

impl<'a, T: DerefMut + ?Sized> OfDerefMut<'a> for &Owner<'a, T> {
    type Target = T::Target;

    fn part(&self) -> Changed<'a, T::Target> {
        Changed(self.0)
    }
}

pub trait OfDeref<'a> {
    type Target: ?Sized;
    fn part(&self) -> Read<'a, Self::Target>;
}

impl<'a, T: Deref + ?Sized> OfDeref<'a> for Owner<'a, T> {
    type Target = T::Target;

    fn part(&self) -> Read<'a, T::Target> {
        Read(self.0)
    }
}

pub trait OfPlace: Sized {
    fn part(self) -> Itself {
        Itself
    }
}

impl<T: ?Sized> OfPlace for Owner<'_, T> {}
