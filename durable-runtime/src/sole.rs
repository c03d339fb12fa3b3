//! A local that is stored must be all that there is of it: an `Rc<RefCell<…>>` has other handles, which would no
//! longer see what is changed by this one. What a type hides from the codec, which goes by names, its auto traits
//! tell: what is neither `Send` nor `RefUnwindSafe` holds a handle that isn't counted across threads, and a cell.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::panic::RefUnwindSafe;

use crate::durable::Storable;
use crate::machine::Local;

/// A local that is stored. `(&&&Sole(&local)).shares()` finds what its type may share: rustc takes the first of
/// [`OneThread`], [`Frozen`], [`Within`] and [`Unstored`] that holds.
pub struct Sole<'a, T>(pub &'a Local<T>);

impl<T> Clone for Sole<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sole<'_, T> {}

/// Nothing that the codec couldn't see.
pub struct Nothing;

/// Something that can change.
pub struct Handle;

pub trait OneThread {
    fn shares(&self) -> Nothing {
        Nothing
    }
}

/// What can be sent to another thread has no handles but such as are made for threads.
impl<T: Send> OneThread for &&Sole<'_, T> {}

pub trait Frozen {
    fn shares(&self) -> Nothing {
        Nothing
    }
}

/// What has no cell in it can be shared as it is.
impl<T: RefUnwindSafe> Frozen for &Sole<'_, T> {}

pub trait Within {
    fn shares(&self) -> Handle {
        Handle
    }
}

impl<T: Storable> Within for Sole<'_, T> {}

pub trait Unstored: Sized {
    fn shares(self) -> Nothing {
        Nothing
    }
}

/// What can't be stored is an error already.
impl<T> Unstored for Sole<'_, T> {}

/// Demands that a local shares nothing that can change: rustc tells of no bound but that of the trait.
#[diagnostic::on_unimplemented(
    message = "`{T}` can't be stored: it may share a `Cell` or a `RefCell`, and each handle would have one of its own afterwards",
    label = "this is stored",
    note = "keep plain data that one place owns, or use `durable_runtime::Shared`",
    note = "an `Rc` of what never changes may be an `Arc`, of which it can be told that it shares no cell"
)]
pub trait OwnedByOne<T>: Sized {
    fn owned_by_one(_: (&Local<T>, Self)) {}
}

#[diagnostic::do_not_recommend]
impl<T> OwnedByOne<T> for Nothing {}
