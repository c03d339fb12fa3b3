//! What an `async` block captures and doesn't change: [`Captured`]. It stays in the block's frame as long
//! as it is needed there, and each state that names it reads it. What is a borrow outside of the block is
//! stored as what it borrows, and borrowed again in each state.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::borrow::Borrow;
use std::cell::Cell;
use std::marker::PhantomData;

use serde::Serialize;

use crate::codec::{self, CodecError};
use crate::frame::{Blob, Fault, Frame};
use crate::machine::Local;

/// A captured value, which the block sees as `K` says: [`ByValue`], or as a borrow, [`ByRef`].
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

impl<T> Seen<'_, &T> {
    pub fn fix(&self, _: &Captured<T, ByRef<T>>) {}
}

impl<T> Seen<'_, &[T]> {
    pub fn fix(&self, _: &Captured<Vec<T>, ByRef<[T]>>) {}
}

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
            Ok(bytes) => frame.set_local(self.local.name(), Blob(bytes)),
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

    /// Reads the value from the frame.
    pub fn open(&self, frame: &Frame) -> Opened<T> {
        Opened(Cell::new(Some(self.local.peek(frame))))
    }
}

impl<T, V: Serialize + ?Sized> Captured<T, ByRef<V>> {
    /// Copies what is borrowed into the frame of a block.
    pub fn capture(&self, frame: &mut Frame, value: &&V) {
        let encoded = codec::encode(*value).and_then(|bytes| {
            // It must come back as it was, as any other value.
            let again = self.local.encode(&self.local.decode_bytes(&bytes)?)?;
            codec::require_equal(&bytes, &again)?;
            Ok(bytes)
        });
        self.store(frame, encoded);
    }

    /// Reads the value from the frame.
    pub fn open(&self, frame: &Frame) -> OpenedRef<T, V> {
        OpenedRef(self.local.peek(frame), PhantomData)
    }
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
