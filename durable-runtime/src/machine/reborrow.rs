//! The rules for borrows that are taken again. `let y = &x.field` is evaluated once more in each state that names `y`.
//! That leads to the same place and runs no code of the user's if each operation in it is the standard library's, on a
//! type of the standard library. The traits here are that list. The typing pass demands them, so none of this runs,
//! except for the values that are held for a borrow ([`Argument`]), which are evaluated once.

#![allow(missing_docs, reason = "only expansions see what is public here")]
#![allow(
    clippy::mismatching_type_param_order,
    clippy::return_self_not_must_use,
    clippy::type_complexity,
    clippy::unused_self,
    reason = "what is here is for the type checker, and is never called"
)]

use std::any::TypeId;
use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasherDefault, DefaultHasher, RandomState};
use std::marker::PhantomData;
use std::ops::{
    Bound, Deref, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::slice::SliceIndex;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::machine::compile_time::type_ok::any;
use crate::step::frame::{Fault, IncompatibleCheckpoint};

/// A pointer of the standard library: its `*` runs no code of the user's.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it would be taken again there, and run the `Deref` of `{Self}` once more",
    label = "this is a `{Self}`",
    note = "clone its target, or borrow again after the await"
)]
// `Same` keeps rustc from proposing to borrow a value that is no pointer.
pub trait Pointer<Same: ?Sized = Self> {
    type Target: ?Sized;

    /// Demands that `*pointer` runs no code of the user's. As everywhere here, rustc reports no bound but that of the
    /// trait, and takes the content of a tuple for an expression of the user's.
    fn pointer((_,): (Operand<Self, Same>,)) {}
}

/// The operand of a dereference.
pub struct Operand<T: ?Sized, Same: ?Sized>(PhantomData<(fn(&T), fn(&Same))>);

pub fn operand<T: ?Sized>(_: &T) -> Operand<T, T> {
    any()
}

macro_rules! pointers {
    ($([$($generics:tt)*] $type:ty => $target:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Pointer<$type> for $type {
            type Target = $target;
        }

        #[diagnostic::do_not_recommend]
        impl<I, $($generics)*> Indexed<I> for $type where $target: Indexed<I> {
            type Compares = <$target as Indexed<I>>::Compares;
        }

        #[diagnostic::do_not_recommend]
        impl<M, A, $($generics)*> Gives<M, A> for $type where $target: Gives<M, A> {
            type Receiver<R: ?Sized> = <$target as Gives<M, A>>::Receiver<R>;
            type Compares = <$target as Gives<M, A>>::Compares;
        }
    )+};
}

pointers! {
    [T: ?Sized] &T => T;
    [T: ?Sized] &mut T => T;
    [T: ?Sized] Box<T> => T;
    [T: ?Sized] Rc<T> => T;
    [T: ?Sized] Arc<T> => T;
    [T] Vec<T> => [T];
    [] String => str;
    [] PathBuf => Path;
    [] OsString => OsStr;
    [] Cow<'_, str> => str;
    [] Cow<'_, Path> => Path;
    [T: Clone] Cow<'_, [T]> => [T];
    [T, F] LazyLock<T, F> => T;
    // An array can't be dereferenced, but the methods of slices are found on it, too.
    [T, const N: usize] [T; N] => [T];
}

// Fields.

// The methods have names that no trait of the user's has; such a trait's method would be found first.

/// The base of a field, or of a borrow: a `T`, behind pointers of the types in `Through`.
pub struct Base<T: ?Sized, Through>(PhantomData<(fn(&T), fn(Through))>);

pub fn base<T: ?Sized>(_: &T) -> Base<T, ()> {
    any()
}

impl<T: Pointer + ?Sized, Through> Base<T, Through> {
    /// The target of the pointer. rustc prefers this to [`AnyBase::__durable_next`].
    pub fn __durable_next(self) -> Base<T::Target, (PhantomData<T>, Through)> {
        any()
    }
}

impl<T: ?Sized, Through> Base<T, Through> {
    pub fn __durable_level(&self) -> &T {
        any()
    }

    pub fn __durable_end(&self) -> &T {
        any()
    }

    pub fn __durable_owner(&self) -> &T {
        any()
    }

    pub fn __durable_through(self) -> Through {
        any()
    }
}

impl<T: ?Sized> Base<&T, ()> {
    /// The target of a reference that is borrowed from where the borrow begins. rustc prefers this to
    /// [`AnyBase::__durable_tied`].
    pub fn __durable_tied(self) -> Base<T, ()> {
        any()
    }
}

pub trait AnyBase<T: ?Sized, Through>: Sized {
    fn __durable_tied(self) -> Self {
        self
    }

    fn __durable_next(self) -> NonPointer<T, Through> {
        any()
    }
}

impl<T: ?Sized, Through> AnyBase<T, Through> for Base<T, Through> {}

/// A value that is no pointer of the standard library: if it is no pointer at all, its fields are its own.
pub struct NonPointer<T: ?Sized, Through>(PhantomData<(fn(&T), fn(Through))>);

impl<T: ?Sized, Through> NonPointer<T, Through> {
    pub fn __durable_next(self) -> Self {
        self
    }

    pub fn __durable_level(&self) -> &T {
        any()
    }

    pub fn __durable_end(&self) -> &() {
        &()
    }

    pub fn __durable_through(self) -> Through {
        any()
    }
}

impl<T: Deref + ?Sized, Through> NonPointer<T, Through> {
    /// rustc prefers this to [`AnyNonPointer::__durable_owner`].
    pub fn __durable_owner(&self) -> &T {
        any()
    }
}

pub trait AnyNonPointer {
    fn __durable_owner(&self) -> &() {
        &()
    }
}

impl<T: ?Sized, Through> AnyNonPointer for NonPointer<T, Through> {}

/// The value behind all pointers of the standard library around `$base`.
#[doc(hidden)]
#[macro_export]
macro_rules! __behind {
    ($base:expr) => {
        $crate::__private::base(&$base)
            .__durable_next()
            .__durable_next()
            .__durable_next()
            .__durable_next()
    };
    (@tied $base:expr) => {
        $crate::__private::base(&$base)
            .__durable_tied()
            .__durable_next()
            .__durable_next()
            .__durable_next()
            .__durable_next()
    };
}

/// A type without `Deref`. With one, a field of its own can't be distinguished from a field behind it.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it would be taken again there, and perhaps run the `Deref` of `{Self}` once more",
    label = "this is a `{Self}`, or derefs to one",
    note = "to borrow a field of its own, use a pattern: `let Wrapper {{ field, .. }} = &wrapper;`; otherwise clone its target, or borrow again after the await"
)]
pub trait OwnFields {
    /// Demands that a field is found without code of the user's.
    fn found((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl OwnFields for () {}

/// The end of a borrow's path.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it leads through too many references and boxes",
    label = "there is a `{Self}` behind them",
    note = "borrow what is inside of them first, as in `let list = &**list;`"
)]
pub trait End {
    fn end((_,): (&Self,)) {}
}

#[diagnostic::do_not_recommend]
impl End for () {}

/// The receiver of a method, behind all pointers, where an operand that awaits may change it before the call.
pub struct Receiver<'a, T: ?Sized>(pub &'a T);

impl<T: Copy> Receiver<'_, T> {
    /// A receiver that the method may take a copy of. rustc prefers this to [`AnyReceiver::__durable_copied`].
    pub fn __durable_copied(&self) -> &T {
        any()
    }
}

pub trait AnyReceiver {
    fn __durable_copied(&self) -> &() {
        &()
    }
}

impl<T: ?Sized> AnyReceiver for Receiver<'_, T> {}

macro_rules! receivers {
    ($($(#[$meta:meta])* $name:ident: $($type:ty),*;)+) => {$(
        $(#[$meta])*
        #[diagnostic::on_unimplemented(
            message = "the value that is changed here may be copied before: the method called on it may take it by value",
            label = "this may change what the method is called on",
            note = "give the argument a `let` of its own before the call"
        )]
        pub trait $name {
            fn receiver((_,): (&Self,)) {}
        }

        $(
            #[diagnostic::do_not_recommend]
            impl $name for $type {}
        )*
    )+};
}

receivers! {
    /// A receiver that can't be copied: a method borrows it, or has moved it.
    NothingToCopy: ();
    /// A receiver that can't be copied, or that the standard library's methods of numbers don't change.
    NoCopyChanges:
        (), bool, char, f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize,
        std::time::Duration, std::time::SystemTime, std::time::Instant;
    /// Nothing.
    NeverChanges: ;
}

/// A type that a borrow may lead through when it begins at a `mut` local. A `&T` is none: its target isn't borrowed
/// from the local, which may be changed meanwhile to point elsewhere.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it leads through a `{Self}` in a `mut` local, which may be made to point elsewhere meanwhile",
    label = "this leads through a `{Self}`",
    note = "copy that into a local without `mut` first, as in `let text = text;`"
)]
// `Same` keeps rustc from proposing to borrow mutably.
pub trait Stays<Same = Self> {
    fn stays((_,): (Self,))
    where
        Self: Sized,
    {
    }
}

#[diagnostic::do_not_recommend]
impl Stays<()> for () {}
impl<T: Stays, Through: Stays> Stays<(PhantomData<T>, Through)> for (PhantomData<T>, Through) {}

macro_rules! stays {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Stays<$type> for $type {}
    )+};
}

stays! {
    [T: ?Sized] &mut T;
    [T: ?Sized] Box<T>;
    [T: ?Sized] Rc<T>;
    [T: ?Sized] Arc<T>;
    [T] Vec<T>;
    [] String;
    [] PathBuf;
    [] OsString;
    [B: ToOwned + ?Sized] Cow<'_, B>;
    [T, F] LazyLock<T, F>;
    [T, const N: usize] [T; N];
}

/// A value before and after its coercion to an annotated type.
pub struct Coercion<'a, T, U>(pub &'a T, pub &'a U);

impl<T> Coercion<'_, T, T> {
    /// No coercion. rustc prefers this to [`AnyCoercion::__durable_derefed`].
    pub fn __durable_derefed(self) -> &'static () {
        &()
    }
}

pub trait AnyCoercion<T>: Sized {
    /// The value before the coercion.
    fn __durable_derefed(self) -> T {
        any()
    }
}

impl<T, U> AnyCoercion<T> for Coercion<'_, T, U> {}

// Indices.

/// A type that the standard library indexes with an `I`.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it would be taken again there, and run the `Index` of `{Self}` once more",
    label = "this is not one of the standard library's collections, or not indexed as they are",
    note = "clone the result, or borrow again after the await"
)]
pub trait Indexed<I> {
    /// The types that are compared and hashed.
    type Compares: ?Sized;

    /// Demands that indexing runs no code of the user's.
    fn indexed((_, _): (&Self, I)) -> PhantomData<Self::Compares> {
        PhantomData
    }
}

macro_rules! indexed {
    ($([$($generics:tt)*] $type:ty, $index:ty => $compares:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Indexed<$index> for $type {
            type Compares = $compares;
        }
    )+};
}

indexed! {
    [T, I: SliceIndex<[T]>] [T], I => ();
    [I: SliceIndex<str>] str, I => ();
    [T] VecDeque<T>, usize => ();
    [K, Q: ?Sized, V] BTreeMap<K, V>, &Q => Keys<K, Q, ()>;
    [K, Q: ?Sized, V, S] HashMap<K, V, S>, &Q => Keys<K, Q, S>;
    [I: serde_json::value::Index] serde_json::Value, I => ();
    [Q: ?Sized] serde_json::Map<String, serde_json::Value>, &Q => Keys<String, Q, ()>;
}

/// The types by which keys are compared and hashed.
pub struct Keys<K, Q: ?Sized, S>(PhantomData<(fn(&K), fn(&Q), fn(&S))>);

/// A type of the standard library with nothing of the user's in it: comparing, hashing and cloning it runs no code of
/// the user's.
#[diagnostic::on_unimplemented(
    message = "this can't be kept across an await: it would be looked up or cloned again there, and run the `Hash`, `Eq`, `Ord` or `Clone` of `{Self}` once more",
    label = "`{Self}` is not one of the standard library's types",
    note = "clone the result, or look it up again after the await"
)]
pub trait StdOnly {
    fn std_only((_,): (PhantomData<Self>,)) {}
}

macro_rules! std_only {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> StdOnly for $type {}
    )+};
}

impl<K: StdOnly, Q: StdOnly + ?Sized, S: StdOnly> StdOnly for Keys<K, Q, S> {}

std_only! {
    [] (); [] bool; [] char; [] str; [] String;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize; [] f32;
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize; [] f64;
    [] Path; [] PathBuf; [] OsStr; [] OsString;
    [] std::time::Duration; [] std::time::SystemTime; [] std::cmp::Ordering;
    [] std::net::IpAddr; [] std::net::Ipv4Addr; [] std::net::Ipv6Addr; [] std::net::SocketAddr;
    [] std::num::NonZeroU8; [] std::num::NonZeroU16; [] std::num::NonZeroU32; [] std::num::NonZeroU64;
    [] std::num::NonZeroUsize; [] std::num::NonZeroI32; [] std::num::NonZeroI64;
    [] crate::model::id::InstanceId;
    [T: StdOnly + ?Sized] &T; [T: StdOnly + ?Sized] Box<T>; [T: StdOnly + ?Sized] Rc<T>; [T: StdOnly + ?Sized] Arc<T>;
    [] Cow<'_, str>;
    [T: StdOnly] [T]; [T: StdOnly, const N: usize] [T; N]; [T: StdOnly] Vec<T>; [T: StdOnly] VecDeque<T>;
    [T: StdOnly] Option<T>; [T: StdOnly, E: StdOnly] Result<T, E>; [T: StdOnly] BTreeSet<T>;
    [K: StdOnly, V: StdOnly] BTreeMap<K, V>; [T: StdOnly] std::cmp::Reverse<T>;
    [A: StdOnly, B: StdOnly] (A, B); [A: StdOnly, B: StdOnly, C: StdOnly] (A, B, C);
    [A: StdOnly, B: StdOnly, C: StdOnly, D: StdOnly] (A, B, C, D);
    [] RandomState; [] BuildHasherDefault<DefaultHasher>;
}

// Methods.

/// The methods that may be called again, as types.
pub mod methods {
    #![allow(
        non_camel_case_types,
        clippy::iter_not_returning_iterator,
        clippy::wrong_self_convention,
        reason = "they are the methods' names"
    )]

    macro_rules! methods {
        ($($method:ident($($argument:ident)?);)+) => {
            $(pub struct $method;)+

            /// Adds each of these methods to every type: where a method of that name is found on the way from the
            /// receiver to the standard library's, rustc reports that the call is ambiguous.
            pub trait OnlyTheStandardLibrarysAreCalledAgain: Sized {
                $(fn $method$(<$argument>)?(self $(, _: $argument)?) -> Found { Found })+
            }
        };
    }

    pub struct Found;

    impl<T> OnlyTheStandardLibrarysAreCalledAgain for T {}

    methods! {
        as_array(); as_bytes(); as_deref(); as_deref_mut(); as_mut(); as_mut_slice(); as_mut_str(); as_object();
        as_path(); as_ref(); as_slice(); as_str(); back(); back_mut(); bytes(); char_indices(); chars(); chunks(A);
        chunks_exact(A); expect(A); first(); first_key_value(); first_mut(); front(); front_mut(); get(A);
        get_key_value(A); get_mut(A); iter(); iter_mut(); keys(); last(); last_key_value(); last_mut(); lines();
        range(A); rsplit(A); rsplit_once(A); split(A); split_ascii_whitespace(); split_at(A); split_at_mut(A); split_first(); split_first_mut();
        split_inclusive(A); split_last(); split_last_mut(); split_once(A); split_terminator(A); split_whitespace(); strip_prefix(A); strip_suffix(A);
        trim(); trim_end(); trim_end_matches(A); trim_start(); trim_start_matches(A); unwrap(); unwrap_or(A);
        unwrap_or_default(); values(); values_mut(); windows(A);
    }
}

/// A type with the method `M` with arguments `A` from the standard library. The method returns a part of the receiver.
#[diagnostic::on_unimplemented(
    message = "the result of this method of `{Self}` is still needed after an await, where the method would have to be called again",
    label = "this is not one of the standard library's read-only methods",
    note = "if it is a value and no borrow, call the method by its path, as in `Order::first(&order)`; otherwise clone the result, or call it again after the await"
)]
pub trait Gives<M, A> {
    /// The same type, which rustc doesn't know where this is not implemented.
    type Receiver<R: ?Sized>: ?Sized;
    /// The types that are compared and hashed.
    type Compares: ?Sized;

    /// Demands that the receiver has the method from the standard library.
    fn receiver((_, _): (&Self, A)) -> (&Self::Receiver<Self>, PhantomData<Self::Compares>) {
        any()
    }
}

macro_rules! gives {
    (method [$($generics:tt)*] $type:ty, $method:ident, $arguments:ty, $compares:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Gives<methods::$method, $arguments> for $type {
            type Receiver<Own: ?Sized> = Own;
            type Compares = $compares;
        }
    };
    ($($generics:tt $type:ty, $compares:ty: $($method:ident($($argument:ty)?)),+;)+) => {
        $($(gives! { method $generics $type, $method, ($($argument,)?), $compares })+)+
    };
}

gives! {
    [T] [T], (): first(), first_mut(), last(), last_mut(), iter(), iter_mut(), chunks(usize), chunks_exact(usize),
        windows(usize), split_at(usize), split_at_mut(usize), split_first(), split_first_mut(), split_last(),
        split_last_mut(), as_slice(), as_mut_slice();
    [T, I: SliceIndex<[T]>] [T], (): get(I), get_mut(I);
    [] str, (): as_str(), as_mut_str(), as_bytes(), trim(), trim_start(), trim_end(), chars(), char_indices(), bytes(),
        lines(), split_whitespace(), split_ascii_whitespace(), split_at(usize);
    [I: SliceIndex<str>] str, (): get(I), get_mut(I);
    [P] str, P: strip_prefix(P), strip_suffix(P), split_once(P), rsplit_once(P), trim_start_matches(P),
        trim_end_matches(P), split(P), rsplit(P), split_inclusive(P), split_terminator(P);
    [] Path, (): as_path();
    [T] Option<T>, (): as_ref(), as_mut(), as_slice(), as_mut_slice(), iter(), iter_mut(), unwrap(), unwrap_or(T);
    [T] Option<T>, (): expect(&str);
    [T: Pointer] Option<T>, (): as_deref(), as_deref_mut();
    [T: EmptyBorrow] Option<T>, (): unwrap_or_default();
    [T, E] Result<T, E>, (): as_ref(), as_mut(), iter(), iter_mut(), unwrap(), unwrap_or(T);
    [T, E] Result<T, E>, (): expect(&str);
    [T: Pointer, E] Result<T, E>, (): as_deref(), as_deref_mut();
    [T: EmptyBorrow, E] Result<T, E>, (): unwrap_or_default();
    [T] VecDeque<T>, (): back(), back_mut(), front(), front_mut(), get(usize), get_mut(usize), iter(), iter_mut();
    [T, R: Bounds<Of = usize>] VecDeque<T>, (): range(R);
    [T] LinkedList<T>, (): back(), back_mut(), front(), front_mut(), iter(), iter_mut();
    [T] BTreeSet<T>, (): first(), last(), iter();
    [T, Q: ?Sized] BTreeSet<T>, Keys<T, Q, ()>: get(&Q);
    [T, R: Bounds] BTreeSet<T>, Keys<T, R::Of, ()>: range(R);
    [T, S] HashSet<T, S>, (): iter();
    [T, Q: ?Sized, S] HashSet<T, S>, Keys<T, Q, S>: get(&Q);
    [K, V] BTreeMap<K, V>, (): iter(), iter_mut(), keys(), values(), values_mut(), first_key_value(), last_key_value();
    [K, Q: ?Sized, V] BTreeMap<K, V>, Keys<K, Q, ()>: get(&Q), get_mut(&Q), get_key_value(&Q);
    [K, R: Bounds, V] BTreeMap<K, V>, Keys<K, R::Of, ()>: range(R);
    [K, V, S] HashMap<K, V, S>, (): iter(), iter_mut(), keys(), values(), values_mut();
    [K, Q: ?Sized, V, S] HashMap<K, V, S>, Keys<K, Q, S>: get(&Q), get_mut(&Q), get_key_value(&Q);
    [I: serde_json::value::Index] serde_json::Value, (): get(I), get_mut(I);
    [] serde_json::Value, (): as_str(), as_array(), as_object();
    [Q: ?Sized] serde_json::Map<String, serde_json::Value>, Keys<String, Q, ()>: get(&Q), get_mut(&Q);
}

/// A range of the standard library's.
pub trait Bounds {
    type Of: ?Sized;
}

impl Bounds for RangeFull {
    type Of = ();
}

macro_rules! bounds {
    ($($range:ty)*) => {$(
        impl<T> Bounds for $range {
            type Of = T;
        }
    )*};
}

bounds!(Range<T> RangeInclusive<T> RangeFrom<T> RangeTo<T> RangeToInclusive<T> (Bound<T>, Bound<T>));

/// A borrow with a `Default` of the standard library.
pub trait EmptyBorrow {}

impl EmptyBorrow for &str {}
impl<T> EmptyBorrow for &[T] {}

/// A receiver as a `&mut self` method finds it.
pub fn mutably<B: ?Sized>(_: &B) -> &'static mut B {
    any()
}

/// A value after its proof.
pub fn after<T>((): (), value: T) -> T {
    value
}

// Loops.

/// A source that a loop iterates again after each await.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be iterated again after each await: that would run its `into_iter` or `next` once more",
    label = "the loop's body awaits, so these items are iterated again",
    note = "iterate over the items by value, as in `for item in items.clone()`, or over a collection of the standard library"
)]
pub trait GoneOver: Sized {
    /// Demands that iterating it runs no code of the user's.
    fn gone_over((items,): (Self,)) -> Self {
        items
    }
}

macro_rules! gone_over {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> GoneOver for $type {}
    )+};
}

gone_over! {
    [T] &[T]; [T] &mut [T]; [T, const N: usize] &[T; N]; [T, const N: usize] &mut [T; N];
    [T] &Vec<T>; [T] &mut Vec<T>; [T] &Box<[T]>; [T] &mut Box<[T]>;
    [T] &Option<T>; [T] &mut Option<T>; [T, E] &Result<T, E>; [T, E] &mut Result<T, E>;
    [T] &VecDeque<T>; [T] &mut VecDeque<T>; [T] &LinkedList<T>; [T] &mut LinkedList<T>;
    [T] &BTreeSet<T>; [T, S] &HashSet<T, S>;
    [K, V] &BTreeMap<K, V>; [K, V] &mut BTreeMap<K, V>; [K, V, S] &HashMap<K, V, S>; [K, V, S] &mut HashMap<K, V, S>;
    [T] std::slice::Iter<'_, T>; [T] std::slice::IterMut<'_, T>; [T] std::slice::Windows<'_, T>;
    [T] std::slice::Chunks<'_, T>; [T] std::slice::ChunksExact<'_, T>;
    [T] std::option::Iter<'_, T>; [T] std::option::IterMut<'_, T>;
    [T] std::result::Iter<'_, T>; [T] std::result::IterMut<'_, T>;
    [T] Option<&T>; [T] Option<&mut T>;
    [T] std::collections::vec_deque::Iter<'_, T>; [T] std::collections::vec_deque::IterMut<'_, T>;
    [T] std::collections::linked_list::Iter<'_, T>; [T] std::collections::linked_list::IterMut<'_, T>;
    [T] std::collections::btree_set::Iter<'_, T>; [T] std::collections::btree_set::Range<'_, T>;
    [T] std::collections::hash_set::Iter<'_, T>;
    [K, V] std::collections::btree_map::Iter<'_, K, V>; [K, V] std::collections::btree_map::IterMut<'_, K, V>;
    [K, V] std::collections::btree_map::Keys<'_, K, V>; [K, V] std::collections::btree_map::Values<'_, K, V>;
    [K, V] std::collections::btree_map::ValuesMut<'_, K, V>; [K, V] std::collections::btree_map::Range<'_, K, V>;
    [K, V] std::collections::hash_map::Iter<'_, K, V>; [K, V] std::collections::hash_map::IterMut<'_, K, V>;
    [K, V] std::collections::hash_map::Keys<'_, K, V>; [K, V] std::collections::hash_map::Values<'_, K, V>;
    [K, V] std::collections::hash_map::ValuesMut<'_, K, V>;
    [] std::str::Chars<'_>; [] std::str::CharIndices<'_>; [] std::str::Bytes<'_>; [] std::str::Lines<'_>;
    [] std::str::SplitWhitespace<'_>; [] std::str::SplitAsciiWhitespace<'_>;
    [] std::str::SplitInclusive<'_, char>; [] std::str::SplitInclusive<'_, &str>;
    [] std::str::SplitTerminator<'_, char>; [] std::str::SplitTerminator<'_, &str>;
    [] std::str::Split<'_, char>; [] std::str::Split<'_, &str>; [] std::str::Split<'_, &String>;
    [] std::str::RSplit<'_, char>; [] std::str::RSplit<'_, &str>; [] std::str::RSplit<'_, &String>;
    [I] std::iter::Enumerate<I>; [I] std::iter::Rev<I>; [I] std::iter::Skip<I>; [I] std::iter::Take<I>;
    [I] std::iter::StepBy<I>; [I] std::iter::Copied<I>; [I] std::iter::Cloned<I>; [I, J] std::iter::Zip<I, J>;
    [I, J] std::iter::Chain<I, J>;
    [T] Range<T>; [T] RangeInclusive<T>; [T] RangeFrom<T>;
}

// Arguments.

/// An argument that is evaluated once, where the borrow is first taken, and held as long as it is needed.
#[diagnostic::on_unimplemented(
    message = "this borrow can't be kept across an await: it would be taken again there, and its argument, a `{Self}`, can't be held until then",
    label = "this is not one of the standard library's types",
    note = "clone the borrowed value, or borrow again after the await"
)]
pub trait Argument: Sized {
    type Held;
    fn hold(argument: (Self,)) -> Self::Held;
}

/// A held argument.
pub trait HeldArgument {
    type Given<'a>
    where
        Self: 'a;
    fn give(&self) -> Self::Given<'_>;
}

macro_rules! copied_arguments {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Argument for $type {
            type Held = Self;

            fn hold((argument,): (Self,)) -> Self {
                argument
            }
        }

        impl HeldArgument for $type {
            type Given<'a> = Self;

            fn give(&self) -> Self {
                *self
            }
        }
    )*};
}

copied_arguments!(bool char i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The value that a borrowed argument borrows: a `K`, as its owner `O`.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kept<O, K: ?Sized>(O, #[serde(skip)] PhantomData<fn(&K)>);

#[diagnostic::do_not_recommend]
impl<K: StdOnly + ToOwned + ?Sized> Argument for &K {
    type Held = Kept<K::Owned, K>;

    fn hold((argument,): (Self,)) -> Self::Held {
        Kept(argument.to_owned(), PhantomData)
    }
}

impl<O: Borrow<K>, K: ?Sized> HeldArgument for Kept<O, K> {
    type Given<'a>
        = &'a K
    where
        Self: 'a;

    fn give(&self) -> &K {
        self.0.borrow()
    }
}

pub fn give<H: HeldArgument>(held: &H) -> H::Given<'_> {
    held.give()
}

// Results.

/// Demands, in the typing pass, that a value is a borrow, which is taken again in each state.
pub fn borrowed<B: Borrowed>(borrowed: B) -> B {
    borrowed
}

/// A borrow, or a value that may hold one.
#[diagnostic::on_unimplemented(
    message = "the result of this method is needed after an await, and the compiler takes it for a borrow by the method's name, but it is a `{Self}`",
    label = "this is no borrow",
    note = "make it a value that is stored: `let value = value.clone();`, or write `{{ … }}` around the call"
)]
pub trait Borrowed {}

impl<T: ?Sized> Borrowed for &T {}
impl<T: ?Sized> Borrowed for &mut T {}
impl<B: Borrowed> Borrowed for Option<B> {}
impl<B: Borrowed, E> Borrowed for Result<B, E> {}
impl<A: Borrowed, B: Borrowed> Borrowed for (A, B) {}

// Constants.

/// The digest of a constant or a static at the time when a borrow of it was taken: in another build it may have another
/// value.
#[derive(Serialize, Deserialize)]
pub struct ConstantDigest(u64);

/// A constant or a static with a borrow that is kept across an await.
#[diagnostic::on_unimplemented(
    message = "a borrow of this constant can't be kept across an await: the compiler can't tell whether it is the same in another build",
    label = "a `{Self}` can't be written by serde",
    note = "derive `serde::Serialize` for it, clone the part that is needed, or borrow again after the await"
)]
pub trait Unchanging: Sized + 'static {
    /// The digest of a constant or a static.
    fn digest(constant: (&'static Self,)) -> ConstantDigest;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + 'static> Unchanging for T {
    fn digest((constant,): (&'static T,)) -> ConstantDigest {
        // A static can't change in one life of the program, except in cells: their content stays as it was first seen.
        static DIGESTS: LazyLock<Mutex<HashMap<(usize, TypeId), u64>>> =
            LazyLock::new(Mutex::default);
        let key = (std::ptr::from_ref(constant).addr(), TypeId::of::<T>());
        let mut digests = DIGESTS.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = *digests.entry(key).or_insert_with(|| {
            let bytes = codec::encode(constant).unwrap_or_else(|error| {
                Fault::NotSerializable(format!(
                    "a borrow of a constant of type `{}` is kept across an await, and the constant can't be written: {error}",
                    std::any::type_name::<T>()
                ))
                .throw()
            });
            // FNV-1a.
            bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
                (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            })
        });
        ConstantDigest(digest)
    }
}

/// The constant again. It must be unchanged.
pub fn constant<T: Unchanging>(constant: &'static T, held: &ConstantDigest) -> &'static T {
    if T::digest((constant,)).0 != held.0 {
        Fault::Blocked(IncompatibleCheckpoint::Constant {
            type_name: std::any::type_name::<T>().to_owned(),
        })
        .throw();
    }
    constant
}
