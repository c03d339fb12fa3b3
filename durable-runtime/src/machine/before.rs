//! What is evaluated before an operand that awaits, and might be changed by it: a number is taken before, and the typing
//! pass demands of other values that there is no change, or that it makes no difference.

#![allow(missing_docs, reason = "only expansions see what is public here")]
#![allow(
    clippy::unused_self,
    reason = "what is here is for the type checker, but for the number that is taken"
)]

use std::borrow::Cow;
use std::cell::{Ref, RefMut};
use std::ffi::{CString, OsString};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::MutexGuard;

use serde::Deserialize;

/// What a method is called on, or what is compared.
pub struct Taken<'a, T: ?Sized>(pub &'a T);

impl<T: Number> Taken<'_, T> {
    /// A number, which is taken now. rustc prefers this to [`AnyTaken::__durable_before`].
    pub fn __durable_before(&self) -> T {
        *self.0
    }
}

pub trait AnyTaken {
    /// Anything else stays in its place.
    fn __durable_before(&self) {}
}

impl<T: ?Sized> AnyTaken for Taken<'_, T> {}

/// A type of which rustc copies the values before it compares them, or of which it copies the receiver of a method.
pub trait Number: Copy {}

/// What was taken of a place with a `T`.
pub trait Before<T: ?Sized> {
    fn taken(&self) -> Option<&T>;
}

impl<T: ?Sized> Before<T> for () {
    fn taken(&self) -> Option<&T> {
        None
    }
}

/// The number that was taken of a place, or the place.
pub fn number_or<'a, T: ?Sized, B: Before<T>>(
    before: &'a B,
    place: impl FnOnce() -> &'a T,
) -> &'a T {
    before.taken().unwrap_or_else(place)
}

/// Demands that a method doesn't copy its receiver, or that this is a number, which was taken before.
#[diagnostic::on_unimplemented(
    message = "the value that is changed here may be copied before: the method called on it may take it by value",
    label = "this may change what the method is called on",
    note = "give the argument a `let` of its own before the call"
)]
pub trait NoCopyButNumbers {
    fn receiver((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl NoCopyButNumbers for () {}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Number for $type {}

        impl Before<Self> for $type {
            fn taken(&self) -> Option<&Self> {
                Some(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl NoCopyButNumbers for $type {}
    )*};
}

numbers! {
    bool, char, f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, std::time::Duration,
    std::time::SystemTime
}

/// A value that an operand gives away. If there is a `&mut` in it, what that leads to may be changed.
pub struct Given<'a, T: ?Sized>(pub &'a T);

/// It has no `&mut` in it.
pub struct Harmless;

/// It may have one in it.
pub struct Harmful;

impl<T: Deserialize<'static>> Given<'_, T> {
    /// A value that owns what is in it. rustc prefers this to [`CopyGiven::__durable_given`].
    pub fn __durable_given(self) -> Harmless {
        Harmless
    }

    /// The same. rustc prefers this to [`AnyGiven::__durable_owned`].
    pub fn __durable_owned(self) -> Harmless {
        Harmless
    }
}

pub trait CopyGiven: Sized {
    fn __durable_given(self) -> Harmless {
        Harmless
    }
}

impl<T: Copy> CopyGiven for Given<'_, T> {}

pub trait AnyGiven {
    fn __durable_given(&self) -> Harmful {
        Harmful
    }

    fn __durable_owned(&self) -> Harmful {
        Harmful
    }
}

impl<T: ?Sized> AnyGiven for Given<'_, T> {}

impl Harmless {
    /// What is copied before, and may be changed by it: nothing.
    pub fn __durable_changes<T: ?Sized>(self, _: &T) -> &() {
        &()
    }
}

impl Harmful {
    /// What is copied before, and may be changed by it.
    pub fn __durable_changes<T: ?Sized>(self, copied: &T) -> &T {
        copied
    }
}

/// The left side of a `+=` or the like that isn't only a place: Rust evaluates it after the right side if both are numbers,
/// and before it otherwise.
#[diagnostic::on_unimplemented(
    message = "only of numbers does Rust evaluate the right side of an assignment like this one first; here the left side would come first, and what it finds can't be kept across an await",
    label = "the result isn't a number, but a `{Self}`",
    note = "give the other side a `let` of its own before the assignment, or what is on this side"
)]
pub trait RightFirst {
    fn left((left,): (&mut Self,)) -> &mut Self {
        left
    }
}

/// The left side of such an assignment of a borrow: that is never one of two numbers.
#[diagnostic::on_unimplemented(
    message = "Rust evaluates the left side of this assignment first, because the right side is a borrow; but what it finds can't be kept across an await",
    label = "this side has an effect of its own, or the other one changes what it finds",
    note = "give the other side a `let` of its own before the assignment, or what is on this side"
)]
pub trait LeftFirst {
    fn left((left,): (&mut Self,)) -> &mut Self {
        left
    }
}

macro_rules! right_first {
    ($($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl RightFirst for $type {}
    )*};
}

right_first! {
    bool, f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
}

/// Demands that a method which takes its receiver by value is the standard library's, and so no method that changes a value of
/// the user's own type.
#[diagnostic::on_unimplemented(
    message = "the value that is changed here may be copied before: the method called on it may take it by value",
    label = "this may change what the method is called on",
    note = "give the argument a `let` of its own before the call"
)]
pub trait NoCopyButOptions {
    fn receiver((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl NoCopyButOptions for () {}

#[diagnostic::do_not_recommend]
impl<T> NoCopyButOptions for Option<T> {}

#[diagnostic::do_not_recommend]
impl<T, E> NoCopyButOptions for Result<T, E> {}

/// An operand that is evaluated after a later one which awaits, and which may change it. Its target has to be the same then.
#[diagnostic::on_unimplemented(
    message = "the `Deref` of this `{Self}` would run after the await, and what is evaluated meanwhile may make it lead elsewhere",
    label = "a later part of this expression awaits, and names this, too",
    note = "give that part a `let` of its own before"
)]
pub trait LeadsToTheSame {
    fn leads((_,): (&Self,)) {}
}

macro_rules! leads_to_the_same {
    ($([$($generics:tt)*] $type:ty;)+) => {
        $(#[diagnostic::do_not_recommend] impl<$($generics)*> LeadsToTheSame for $type {})+
    };
}

leads_to_the_same! {
    [] ();
    [T] Vec<T>;
    [] String;
    [] PathBuf;
    [] OsString;
    [] CString;
    [B: ToOwned + ?Sized] Cow<'_, B>;
    [T: ?Sized] ManuallyDrop<T>;
    [T: ?Sized] Ref<'_, T>;
    [T: ?Sized] RefMut<'_, T>;
    [T: ?Sized] MutexGuard<'_, T>;
}
