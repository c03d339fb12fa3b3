//! What an `async` block captures and doesn't assign to: [`Captured`]. It is a local of the block, but what is a
//! borrow outside of the block is stored as what it borrows, stays in the block's frame, and is borrowed again
//! in each state.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::borrow::Borrow;
use std::cell::Cell;
use std::marker::PhantomData;

use serde::Serialize;

use crate::codec::{self, CodecError};
use crate::frame::{Fault, Frame};
use crate::machine::{Keep, Local};

/// A captured value, which the block sees as `K` says: `ByValue`, or as a borrow, `ByRef`.
pub struct Captured<T, K> {
    pub local: Local<T>,
    kind: PhantomData<fn() -> K>,
}

pub struct ByValue;
pub struct ByRef<V: ?Sized>(PhantomData<fn(&V)>);

/// Fixes how a block sees a value, in the typing pass: the inherent `fix` for borrows, or
/// [`SeenByValue`] for all else; rustc prefers the former.
pub struct Seen<'a, T>(pub &'a T);

pub trait SeenByValue<T> {
    fn fix(&self, _: &Captured<T, ByValue>) {}
}

impl<T> SeenByValue<T> for Seen<'_, T> {}

impl<T: OnlyRead> Seen<'_, &T> {
    pub fn fix(&self, _: &Captured<T, ByRef<T>>) {}
}

impl<T: OnlyRead> Seen<'_, &[T]> {
    pub fn fix(&self, _: &Captured<Vec<T>, ByRef<[T]>>) {}
}

/// Demands, in the typing pass, that a value of which an `async` block gets a copy doesn't change where others
/// see it.
pub fn copied<T: OnlyRead>(_: &T) {}

/// What doesn't change through a shared borrow, as far as its type tells: a `Cell` and a `RefCell` do.
#[diagnostic::on_unimplemented(
    message = "an `async` block would have a copy of this `{Self}`, and what it changes in it would be lost",
    label = "the block has a copy of it",
    note = "give what is new back as the block's value, or make the block `async move` if nobody else needs it"
)]
pub trait OnlyRead {}

#[diagnostic::do_not_recommend]
impl<T: Sync> OnlyRead for T {}

/// What an `async` block uses a field of, in the typing pass: if it is a borrow, the block has a copy of what it
/// borrows. rustc takes the inherent `check` for borrows, and [`NotBorrowed`] for all else.
pub struct Owner<'a, T>(pub &'a T);

pub trait NotBorrowed: Sized {
    fn check(self) {}
}

impl<T> NotBorrowed for Owner<'_, T> {}

impl<T: ?Sized> Owner<'_, &T> {
    pub fn check(self)
    where
        T: OnlyRead,
    {
    }
}

impl<T: ?Sized> Owner<'_, &mut T> {
    pub fn check(self)
    where
        Copied<T>: ChangedInPlace,
    {
    }
}

/// What a `&mut T` that an `async` block uses becomes.
pub struct Copied<T: ?Sized>(PhantomData<fn(&T)>);

/// Nothing implements it: a block can't change what is borrowed from outside of it.
#[diagnostic::on_unimplemented(
    message = "an `async` block has a copy of what it uses, so what it changes through this `&mut` would be lost",
    label = "this borrows mutably",
    note = "give the new value back as the block's value, and assign it after the await"
)]
pub trait ChangedInPlace {}

impl Seen<'_, &str> {
    pub fn fix(&self, _: &Captured<String, ByRef<str>>) {}
}

impl<T, K> Captured<T, K> {
    pub const fn new(name: &'static str) -> Self {
        Self {
            local: Local::new(name),
            kind: PhantomData,
        }
    }

    fn store(&self, frame: &mut Frame, encoded: Result<Vec<u8>, CodecError>) {
        match encoded {
            Ok(bytes) => frame.set_local(self.local.name(), bytes),
            Err(error) => Fault::Unsavable(format!(
                "the local `{}` of type `{}` can't be stored with the `async` block that uses it: {error}",
                self.local.name(),
                std::any::type_name::<T>()
            ))
            .throw(),
        }
    }
}

impl<T> Captured<T, ByValue> {
    /// Copies the value into the frame of a block.
    pub fn capture(&self, frame: &mut Frame, value: &T) {
        self.store(frame, self.local.encode(value));
    }

    /// The same for a value that can be seen, and so be changed behind a shared borrow, outside of the block too.
    pub fn capture_seen_by_others(&self, frame: &mut Frame, value: &T) {
        self.store(frame, self.local.encode_seen_by_others(value));
    }

    /// Takes the value: as the last state left it, or from the frame.
    pub fn open(&mut self, frame: &mut Frame) -> Opened<T> {
        Opened(Cell::new(Some(self.local.take_value(frame))))
    }

    /// Hands the value over to the next state.
    pub fn put(&mut self, value: T) {
        self.local.put(value);
    }
}

impl<T> Keep for Captured<T, ByValue> {
    fn name(&self) -> &'static str {
        self.local.name()
    }

    fn keep(&mut self, frame: &mut Frame, waiting_for: &str) {
        self.local.keep(frame, waiting_for);
    }
}

impl<T, V: Serialize + ?Sized> Captured<T, ByRef<V>> {
    /// Copies what is borrowed into the frame of a block.
    pub fn capture(&self, frame: &mut Frame, value: &&V) {
        let encoded = codec::encode_seen_by_others(*value).and_then(|bytes| {
            // It must come back as it was, as any other value.
            let again = self.local.encode(&self.local.decode_bytes(&bytes)?)?;
            codec::require_equal(&bytes, &again)?;
            Ok(bytes)
        });
        self.store(frame, encoded);
    }

    /// The same: others always see what is borrowed.
    pub fn capture_seen_by_others(&self, frame: &mut Frame, value: &&V) {
        self.capture(frame, value);
    }

    /// Reads the value from the frame.
    pub fn open(&self, frame: &Frame) -> OpenedRef<T, V> {
        OpenedRef(self.local.peek(frame), PhantomData)
    }

    /// The frame still holds it.
    pub fn put(&self, _: &V) {}
}

impl<T, V: ?Sized> Keep for Captured<T, ByRef<V>> {
    fn name(&self) -> &'static str {
        self.local.name()
    }

    fn keep(&mut self, _: &mut Frame, _: &str) {}
}

/// What a state has read of a value.
pub struct Opened<T>(Cell<Option<T>>);

impl<T> Opened<T> {
    pub fn get(&self) -> T {
        self.0.take().expect("a state takes what it reads once")
    }
}

/// What a state has read of what was a borrow.
pub struct OpenedRef<T, V: ?Sized>(T, PhantomData<fn(&V)>);

impl<T: Borrow<V>, V: ?Sized> OpenedRef<T, V> {
    pub fn get(&self) -> &V {
        self.0.borrow()
    }
}
