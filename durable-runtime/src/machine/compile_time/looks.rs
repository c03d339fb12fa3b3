//! What code may not look at, because it isn't the same after an await: which handles share a value, and the target of a
//! reference that a closure has kept.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::rc::Rc;
use std::sync::Arc;

/// A value that may be, or have on the way to it, a handle that shares.
pub struct Handles<'a, T: ?Sized>(pub &'a T);

impl<T: Handle + ?Sized> Handles<'_, T> {
    /// rustc prefers this to [`AnyHandles::__durable_handles`].
    pub fn __durable_handles(&self) -> &T {
        self.0
    }
}

pub trait AnyHandles {
    fn __durable_handles(&self) -> &() {
        &()
    }
}

impl<T: ?Sized> AnyHandles for Handles<'_, T> {}

/// An `Rc` or an `Arc`.
pub trait Handle {}

impl<T: ?Sized> Handle for Rc<T> {}
impl<T: ?Sized> Handle for Arc<T> {}
impl<T: Handle + ?Sized> Handle for &T {}
impl<T: Handle + ?Sized> Handle for &mut T {}

#[diagnostic::on_unimplemented(
    message = "the handles of an `Rc` or an `Arc` are stored each on its own, so this would tell something else after an await than in a plain run",
    label = "this looks at the handle and not at the value",
    note = "take the value by `unwrap_or_clone`, change it by `make_mut`, or compare the values"
)]
pub trait NoLookAtHandles {
    fn looks((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl NoLookAtHandles for () {}

/// A place that a closure reads which is made again after an await, or what it is a part of.
pub struct Pointing<'a, T: ?Sized>(pub &'a T);

impl<'b, T: ?Sized> Pointing<'_, &'b T> {
    /// A reference, of which the closure keeps the target. rustc prefers this to [`AnyPointing::__durable_pointing`].
    pub fn __durable_pointing(&self) -> &&'b T {
        self.0
    }
}

impl<'b, T: ?Sized> Pointing<'_, &mut &'b T> {
    /// A reference behind a `&mut`, by which it may be moved on. rustc prefers this to
    /// [`AnyPointing::__durable_pointing_behind`].
    pub fn __durable_pointing_behind(&self) -> &&'b T {
        self.0
    }
}

pub trait AnyPointing {
    fn __durable_pointing(&self) -> &() {
        &()
    }

    fn __durable_pointing_behind(&self) -> &() {
        &()
    }
}

impl<T: ?Sized> AnyPointing for Pointing<'_, T> {}

#[diagnostic::on_unimplemented(
    message = "this closure keeps what this `{Self}` points to, but the code that comes after the closure, or the loop's body, may make it point elsewhere, and the closure is made again after an await",
    label = "it may get a new value",
    note = "copy it before under another name, as in `let first = text;`, and use that in the closure"
)]
pub trait PointsToTheSame {
    fn closure((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl PointsToTheSame for () {}
