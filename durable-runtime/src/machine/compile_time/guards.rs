//! Guards of borrows and locks, which branches hold in the plain function, and which end at an await.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::cell::{Ref, RefMut};
use std::sync::{MutexGuard, RwLockReadGuard, RwLockWriteGuard};

/// A temporary that lives as long as branches that await, in the typing pass: rustc takes the inherent `check` for guards,
/// and [`NoGuard`] for all other values.
pub struct Guard<'a, T: ?Sized>(pub &'a T);

pub trait NoGuard: Sized {
    fn __durable_check(self) {}
}

impl<T: ?Sized> NoGuard for Guard<'_, T> {}

/// No type implements it.
#[diagnostic::on_unimplemented(
    message = "this is borrowed or locked until the branch ends, and the branch awaits and uses it, but a `{Self}` can't be stored",
    label = "this is still held when the branch awaits",
    note = "take the value out before: `let value = ….borrow().….clone();`, and choose the branch by `value`"
)]
pub trait HeldAcrossAwait {}

impl<T: Holds + ?Sized> Guard<'_, T> {
    pub fn __durable_check(self)
    where
        T: HeldAcrossAwait,
    {
    }
}

/// A guard of the standard library.
pub trait Holds {}

impl<T: ?Sized> Holds for Ref<'_, T> {}
impl<T: ?Sized> Holds for RefMut<'_, T> {}
impl<T: ?Sized> Holds for MutexGuard<'_, T> {}
impl<T: ?Sized> Holds for RwLockReadGuard<'_, T> {}
impl<T: ?Sized> Holds for RwLockWriteGuard<'_, T> {}
