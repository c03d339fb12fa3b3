//! What a borrow may be made of that is taken again in each state: proofs, in the typing pass, that taking it again
//! runs no code of the user's.
//!
//! `let first = &order.items[0]` is evaluated once more wherever `first` is needed after an await. That gives the same
//! place if each step of the way is the standard library's: a field of the type itself and not of what its `Deref`
//! gives, an index of a standard collection, a method of a standard type. The one exception are the `Hash`, `Eq` and
//! `Ord` of a map's keys, which the standard library demands to be consistent.
//!
//! A user's trait may give a standard type a method of the same name. If the standard library has none of it, the check
//! of [`has`] is an error. If rustc would find the user's first, then in a scope with one of the other modules' traits it
//! can't tell which one is meant, and says so.

#![allow(missing_docs, reason = "only expansions see what is public here")]
#![allow(non_camel_case_types, reason = "a trait has the name of its method")]
#![allow(
    clippy::iter_not_returning_iterator,
    reason = "what a method here gives is never used"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::slice::SliceIndex;
use std::sync::Arc;

/// Demands, in the typing pass, that a value is a borrow, which is taken again in each state.
pub fn borrowed<B: Borrowed>(borrowed: B) -> B {
    borrowed
}

/// A borrow, or what may hold one.
#[diagnostic::on_unimplemented(
    message = "what this method gives is needed after an await, and the compiler takes it for a borrow by the method's name, but it is a `{Self}`",
    label = "this is no borrow",
    note = "make it a value that is stored: `let value = value.clone();`, or write `{{ … }}` around the call"
)]
pub trait Borrowed {}

impl<T: ?Sized> Borrowed for &T {}
impl<T: ?Sized> Borrowed for &mut T {}
impl<B: Borrowed> Borrowed for Option<B> {}
impl<B: Borrowed, E> Borrowed for Result<B, E> {}

/// The standard library's pointers, whose `Deref` is known.
#[diagnostic::on_unimplemented(
    message = "this borrow is still needed after an await, where it would have to be taken again through the `Deref` of `{Self}`",
    label = "the `Deref` of this is no pointer's of the standard library",
    note = "clone what is needed, or borrow again after the await"
)]
pub trait StdDeref: Deref {}

macro_rules! std_pointers {
    ($([$($generics:tt)*] $type:ty;)+) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> StdDeref for $type {})+
    };
}

std_pointers! {
    [T: ?Sized] &T;
    [T: ?Sized] &mut T;
    [T: ?Sized] Box<T>;
    [T: ?Sized] Rc<T>;
    [T: ?Sized] Arc<T>;
    [T] Vec<T>;
    [] String;
    [] PathBuf;
    [B: ?Sized + ToOwned<Owned: std::borrow::Borrow<B>>] Cow<'_, B>;
}

/// A place of which a part is borrowed again. rustc takes the inherent methods for what has a `Deref`, and those of
/// [`Plain`] for all else.
pub struct Place<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized + Deref> Place<'_, T> {
    pub fn check(&self)
    where
        T: StdDeref,
    {
    }
}

impl<T: ?Sized + StdDeref> Place<'_, T> {
    /// What the pointer leads to.
    pub fn target(&self) -> Place<'static, T::Target> {
        crate::machine::any()
    }
}

pub trait Plain: Sized {
    fn check(&self) {}

    fn target(&self) -> Place<'static, ()> {
        Place(&())
    }
}

impl<T: ?Sized> Plain for Place<'_, T> {}

/// Demands that a part of a place is the type's own, through pointers of the standard library only.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_place {
    ($place:expr, $sound:ty) => {{
        use $crate::__private::Plain as _;
        let place =
            <$sound as $crate::__private::Yields<_>>::yields($crate::__private::Place(&$place));
        place.check();
        let target = place.target();
        target.check();
        let target = target.target();
        target.check();
        target.target().check();
    }};
}

/// A standard collection that is indexed by a standard index.
#[diagnostic::on_unimplemented(
    message = "this borrow is still needed after an await, where `{Self}` would have to be indexed again by a `{I}`",
    label = "this is not an index of the standard library's collections",
    note = "clone what is needed, or borrow again after the await"
)]
pub trait StdIndex<I> {}

#[diagnostic::do_not_recommend]
impl<T, I: SliceIndex<[T]>> StdIndex<I> for [T] {}
#[diagnostic::do_not_recommend]
impl<T, I: SliceIndex<[T]>, const N: usize> StdIndex<I> for [T; N] {}
#[diagnostic::do_not_recommend]
impl<T, I: SliceIndex<[T]>> StdIndex<I> for Vec<T> {}
#[diagnostic::do_not_recommend]
impl<I: SliceIndex<str>> StdIndex<I> for str {}
#[diagnostic::do_not_recommend]
impl<I: SliceIndex<str>> StdIndex<I> for String {}
#[diagnostic::do_not_recommend]
impl<T> StdIndex<usize> for VecDeque<T> {}
#[diagnostic::do_not_recommend]
impl<K, V, S, Q: ?Sized> StdIndex<&Q> for HashMap<K, V, S> {}
#[diagnostic::do_not_recommend]
impl<K, V, Q: ?Sized> StdIndex<&Q> for BTreeMap<K, V> {}
#[diagnostic::do_not_recommend]
impl<I: serde_json::value::Index> StdIndex<I> for serde_json::Value {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized + StdIndex<I>, I> StdIndex<I> for &T {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized + StdIndex<I>, I> StdIndex<I> for &mut T {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized + StdIndex<I>, I> StdIndex<I> for Box<T> {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized + StdIndex<I>, I> StdIndex<I> for Rc<T> {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized + StdIndex<I>, I> StdIndex<I> for Arc<T> {}

/// Demands that an index is the standard library's.
pub fn std_index<T: StdIndex<I> + ?Sized, I>(_: &T, _: I) {}

/// For each method the traits that check it, as the modules of [`std_methods`] say.
macro_rules! std_methods {
    ($($method:ident ($($argument:ident)?) { $([$($generics:tt)*] $type:ty;)+ })+) => {
        /// Whether a standard type has a method of this name that gives a borrow of a part of it.
        pub mod has {
            use super::*;
            $(
                #[diagnostic::on_unimplemented(
                    message = "what this method of `{Self}` gives is still needed after an await, where the method would have to be called again",
                    label = "this is no method of the standard library's types",
                    note = "clone what it gives, or call it again after the await"
                )]
                pub trait $method {
                    fn check((_,): (&Self,)) {}
                }
                $(#[diagnostic::do_not_recommend]
                impl<$($generics)*> $method for $type {})+
                pointers! { $method: $method }
            )+
        }

        /// Methods of the same names on the same types that take a shared borrow.
        pub mod by_ref {
            use super::*;
            $(
                pub trait $method {
                    fn $method $(<$argument>)? (&self $(, _: $argument)?) {}
                }
                $(impl<$($generics)*> $method for $type {})+
            )+
        }

        /// The same that take a mutable borrow.
        pub mod by_mut {
            use super::*;
            $(
                pub trait $method {
                    fn $method $(<$argument>)? (&mut self $(, _: $argument)?) {}
                }
                $(impl<$($generics)*> $method for $type {})+
            )+
        }

        /// The same on pointers to them, which rustc looks at before what they lead to.
        pub mod by_pointer {
            use super::*;
            $(
                pub trait $method {
                    fn $method $(<$argument>)? (&self $(, _: $argument)?) {}
                }
                pointers! { $method: ?Sized }
            )+
        }

        /// The same that take a mutable borrow.
        pub mod by_mut_pointer {
            use super::*;
            $(
                pub trait $method {
                    fn $method $(<$argument>)? (&mut self $(, _: $argument)?) {}
                }
                pointers! { $method: ?Sized }
            )+
        }
    };
}

/// Implements a method's trait for pointers.
macro_rules! pointers {
    ($method:ident: ?Sized) => {
        impl<T: ?Sized> $method for &T {}
        impl<T: ?Sized> $method for &mut T {}
        impl<T: ?Sized> $method for Box<T> {}
        impl<T: ?Sized> $method for Rc<T> {}
        impl<T: ?Sized> $method for Arc<T> {}
    };
    ($method:ident: $bound:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $method for &T {}
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $method for &mut T {}
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $method for Box<T> {}
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $method for Rc<T> {}
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $method for Arc<T> {}
    };
}

/// Demands that a method is the standard library's, on the way to a borrow that is taken again.
#[doc(hidden)]
#[macro_export]
macro_rules! __std_method {
    ($receiver:expr, $method:ident($($argument:expr)?), $sound:ty) => {{
        let receiver = &<$sound as $crate::__private::Yields<_>>::yields(&$receiver);
        {
            use $crate::__private::by_ref::$method as _;
            (**receiver).$method($($argument)?);
        }
        {
            use $crate::__private::by_mut::$method as _;
            (**receiver).$method($($argument)?);
        }
        {
            use $crate::__private::by_pointer::$method as _;
            (**receiver).$method($($argument)?);
        }
        {
            use $crate::__private::by_mut_pointer::$method as _;
            (**receiver).$method($($argument)?);
        }
    }};
}

std_methods! {
    get(argument) { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] VecDeque<T>; [T] BTreeSet<T>; [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [T, S] HashSet<T, S>; [] str; [] String; [] serde_json::Value; [] serde_json::Map<String, serde_json::Value>; }
    get_mut(argument) { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] VecDeque<T>; [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [] str; [] String; [] serde_json::Value; [] serde_json::Map<String, serde_json::Value>; }
    first() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] BTreeSet<T>; }
    first_mut() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; }
    last() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] BTreeSet<T>; }
    last_mut() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; }
    front() { [T] VecDeque<T>; [T] LinkedList<T>; }
    front_mut() { [T] VecDeque<T>; [T] LinkedList<T>; }
    back() { [T] VecDeque<T>; [T] LinkedList<T>; }
    back_mut() { [T] VecDeque<T>; [T] LinkedList<T>; }
    as_bytes() { [] str; [] String; }
    as_mut_slice() { [T, const N: usize] [T; N]; [T] Vec<T>; }
    as_slice() { [T, const N: usize] [T; N]; [T] Vec<T>; [T] Option<T>; }
    as_mut_str() { [] String; }
    as_str() { [] str; [] String; [] serde_json::Value; }
    as_path() { [] PathBuf; }
    as_deref() { [T: StdDeref] Option<T>; [T: StdDeref, E] Result<T, E>; }
    as_deref_mut() { [T: StdDeref] Option<T>; [T: StdDeref, E] Result<T, E>; }
    as_ref() { [T] Option<T>; [T, E] Result<T, E>; }
    as_mut() { [T] Option<T>; [T, E] Result<T, E>; }
    trim() { [] str; [] String; }
    trim_start() { [] str; [] String; }
    trim_end() { [] str; [] String; }
    bytes() { [] str; [] String; }
    chars() { [] str; [] String; }
    char_indices() { [] str; [] String; }
    lines() { [] str; [] String; }
    split_whitespace() { [] str; [] String; }
    split_ascii_whitespace() { [] str; [] String; }
    split(argument) { [] str; [] String; }
    rsplit(argument) { [] str; [] String; }
    split_inclusive(argument) { [] str; [] String; }
    split_terminator(argument) { [] str; [] String; }
    chunks_exact(argument) { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; }
    chunks(argument) { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; }
    windows(argument) { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; }
    iter() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] VecDeque<T>; [T] LinkedList<T>; [T] BTreeSet<T>; [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [T, S] HashSet<T, S>; [T] Option<T>; [T, E] Result<T, E>; [] serde_json::Map<String, serde_json::Value>; [] Path; [] PathBuf; }
    iter_mut() { [T] [T]; [T, const N: usize] [T; N]; [T] Vec<T>; [T] VecDeque<T>; [T] LinkedList<T>; [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [T] Option<T>; [T, E] Result<T, E>; [] serde_json::Map<String, serde_json::Value>; }
    keys() { [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [] serde_json::Map<String, serde_json::Value>; }
    values() { [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [] serde_json::Map<String, serde_json::Value>; }
    values_mut() { [K, V] BTreeMap<K, V>; [K, V, S] HashMap<K, V, S>; [] serde_json::Map<String, serde_json::Value>; }
    range(argument) { [T] VecDeque<T>; [T] BTreeSet<T>; [K, V] BTreeMap<K, V>; }
}
