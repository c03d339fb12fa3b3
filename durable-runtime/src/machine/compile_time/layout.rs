//! How a collection lies in memory: its capacity and its slices. That isn't stored, so a local that may have been stored
//! isn't asked for it.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::borrow::Cow;
use std::cell::{Ref, RefMut};
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, MutexGuard, RwLockReadGuard, RwLockWriteGuard};

/// A local that is asked for its layout, in the typing pass: rustc takes the inherent `check` for collections, and
/// [`NoCollection`] for all other values.
pub struct Layout<'a, T: ?Sized>(pub &'a T);

pub trait NoCollection: Sized {
    fn __durable_check(self) {}
}

impl<T: ?Sized> NoCollection for Layout<'_, T> {}

/// No type implements it.
#[diagnostic::on_unimplemented(
    message = "how a `{Self}` lies in memory isn't stored, so after an await its capacity and its slices may be others",
    label = "this may have been stored",
    note = "keep the number in a local of its own: `let batch = 3; let mut buffer = Vec::with_capacity(batch); … if buffer.len() == batch`"
)]
pub trait KeepsLayout {}

impl<T: Collection + ?Sized> Layout<'_, T> {
    pub fn __durable_check(self)
    where
        T: KeepsLayout,
    {
    }
}

/// A collection of the standard library with room for more, or a pointer to one.
pub trait Collection {}

macro_rules! collections {
    ($([$($generics:tt)*] $type:ty;)+) => { $(impl<$($generics)*> Collection for $type {})+ };
}

collections! {
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] BinaryHeap<T>;
    [T, S] HashSet<T, S>;
    [K, V, S] HashMap<K, V, S>;
    [] String;
    [] OsString;
    [] PathBuf;
    [T: Collection + ?Sized] &T;
    [T: Collection + ?Sized] &mut T;
    [T: Collection + ?Sized] Box<T>;
    [T: Collection + ?Sized] Rc<T>;
    [T: Collection + ?Sized] Arc<T>;
    [T: Collection + ?Sized] Ref<'_, T>;
    [T: Collection + ?Sized] RefMut<'_, T>;
    [T: Collection + ?Sized] MutexGuard<'_, T>;
    [T: Collection + ?Sized] RwLockReadGuard<'_, T>;
    [T: Collection + ?Sized] RwLockWriteGuard<'_, T>;
    [T: Collection + ToOwned + ?Sized] Cow<'_, T>;
}
