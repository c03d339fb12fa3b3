//! The captures of an `async` block that it doesn't assign to: [`Captured`]. A capture is a local of the block. A
//! capture that is a borrow outside of the block is stored as the borrowed value, stays in the block's frame, and is
//! borrowed again in each state. The same holds for a value that the surrounding function still uses.
//!
//! The block has a copy of these. A value that can change is refused when it is copied, as far as types and their names
//! tell. Where they may hide something, each state of the block is watched: when it ends, the copy must be unchanged
//! ([`watched`]).

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use serde::Serialize;

use crate::codec::{self, CodecError};
use crate::machine::local::{Encode, Keep, Local};
use crate::step::declared::Declared;
use crate::step::frame::{Fault, Frame, Manifest};
use crate::step::held;
use crate::step::ownership::{self, Handle, Numbered};
use crate::step::tasks::step_tasks;
#[cfg(feature = "lock")]
use crate::step::tracing::Traces;

/// A captured value, seen by the block as `K` says: `ByValue`, or as a borrow, `ByRef`.
pub struct Captured<T, K> {
    pub local: Local<T>,
    kind: PhantomData<fn() -> K>,
}

pub struct ByValue;
pub struct ByRef<V: ?Sized>(PhantomData<fn(&V)>);

/// Fixes how a block sees a value, in the typing pass: the inherent `fix` is for borrows, [`SeenByValue`] for all other
/// values; rustc prefers the former.
pub struct Seen<'a, T>(pub &'a T);

pub trait SeenByValue<T> {
    fn __durable_fix(&self, _: &Captured<T, ByValue>) {}
}

impl<T> SeenByValue<T> for Seen<'_, T> {}

impl<T: OnlyRead> Seen<'_, &T> {
    pub fn __durable_fix(&self, _: &Captured<T, ByRef<T>>) {}
}

impl<T: OnlyRead> Seen<'_, &[T]> {
    pub fn __durable_fix(&self, _: &Captured<Vec<T>, ByRef<[T]>>) {}
}

/// Demands, in the typing pass, that a value of which an `async` block gets a copy doesn't change where others
/// see it.
pub fn copied<T: OnlyRead + ?Sized>(_: &T) {}

/// A type that doesn't change through a shared borrow, as far as the type tells. A `Cell` and a `RefCell` do change.
#[diagnostic::on_unimplemented(
    message = "an `async` block would have a copy of this `{Self}`, and its changes to the copy would be lost",
    label = "the block has a copy of it",
    note = "return the new value as the block's value, or make the block `async move` if no other code needs it"
)]
pub trait OnlyRead {}

#[diagnostic::do_not_recommend]
impl<T: Sync + ?Sized> OnlyRead for T {}

/// The owner of a field that an `async` block uses, in the typing pass: if the owner is a borrow, the block has a copy
/// of the borrowed value. rustc takes the inherent `check` for borrows, and [`NotBorrowed`] for all other values.
pub struct FieldOwner<'a, T>(pub &'a T);

pub trait NotBorrowed: Sized {
    fn __durable_check(self) {}

    fn __durable_is_borrowed(&self) -> bool {
        false
    }
}

impl<T> NotBorrowed for FieldOwner<'_, T> {}

impl<T: ?Sized> FieldOwner<'_, &T> {
    pub fn __durable_is_borrowed(&self) -> bool {
        true
    }

    pub fn __durable_check(self)
    where
        T: OnlyRead,
    {
    }
}

impl<T: ?Sized> FieldOwner<'_, &mut T> {
    pub fn __durable_is_borrowed(&self) -> bool {
        true
    }

    pub fn __durable_check(self)
    where
        Copied<T>: ChangedInPlace,
    {
    }
}

/// A field of a captured value, which the block takes by value.
pub struct Part<'a, T>(pub &'a T);

/// rustc takes the inherent `handles` for what can be stored.
pub trait NoHandles: Sized {
    fn __durable_handles(self) -> Vec<Numbered> {
        Vec::new()
    }
}

impl<T> NoHandles for Part<'_, T> {}

impl<T: Serialize> Part<'_, T> {
    /// The handles in the field.
    pub fn __durable_handles(self) -> Vec<Numbered> {
        ownership::handles_in(|| codec::encode_snapshot(self.0))
    }
}

/// The type of a `&mut T` that an `async` block uses.
pub struct Copied<T: ?Sized>(PhantomData<fn(&T)>);

/// No type implements it: a block can't change what is borrowed from outside of it.
#[diagnostic::on_unimplemented(
    message = "an `async` block has a copy of what it uses, so changes through this `&mut` would be lost",
    label = "this borrows mutably",
    note = "return the new value as the block's value, and assign it after the await"
)]
pub trait ChangedInPlace {}

impl Seen<'_, &str> {
    pub fn __durable_fix(&self, _: &Captured<String, ByRef<str>>) {}
}

impl<T, K> Captured<T, K> {
    pub const fn new(name: &'static str) -> Self {
        Self {
            local: Local::new(name),
            kind: PhantomData,
        }
    }

    /// Itself, as what is kept while a block waits.
    pub fn __durable_kept(&mut self) -> &mut dyn Keep
    where
        Self: Keep,
    {
        self
    }

    fn store(&self, frame: &mut Frame, encoded: Result<Vec<u8>, CodecError>) {
        match encoded {
            Ok(bytes) => frame.set_local(self.local.name(), bytes),
            Err(error) => Fault::NotSerializable(format!(
                "the local `{}` of type `{}` can't be stored with the `async` block that uses it: {error}",
                plain_name(self.local.name()),
                std::any::type_name::<T>()
            ))
            .throw(),
        }
    }
}

impl<T> Captured<T, ByValue> {
    /// Puts the value into the frame of a block that is its only owner.
    pub fn __durable_capture(&self, frame: &mut Frame, value: &T) {
        let (encoded, mut held) = held::of(|| self.local.encode(value));
        frame.ops_mut().append(&mut held);
        self.store(frame, encoded);
    }

    /// Puts a value into the frame of a block that only borrows it: its sets of tasks run on when the block is over.
    pub fn __durable_capture_lent(
        &self,
        frame: &mut Frame,
        value: &T,
        manifest: &Manifest,
        [block, variable]: [u32; 2],
    ) {
        self.lend_as(frame, value, Declared::new(manifest, block, variable));
    }

    /// The same in a function that has no sets as far as the compiler can see.
    pub fn __durable_lend(&self, frame: &mut Frame, value: &T) {
        self.lend_as(frame, value, Declared::somewhere_here());
    }

    fn lend_as(&self, frame: &mut Frame, value: &T, lender: Declared) {
        let (encoded, mut held) = held::of(|| self.local.encode(value));
        for set in held.iter().filter_map(|op| op.set()) {
            step_tasks::lend_set(set, lender);
        }
        frame.ops_mut().append(&mut held);
        self.store(frame, encoded);
    }

    /// Fails if there are sets of tasks in a value that the block may take by value, or only borrow: its call doesn't
    /// show it.
    pub fn __durable_require_no_sets(&self, _: &mut Frame, value: &T, call: &str) {
        let handles = ownership::handles_in(|| self.local.encode(value));
        if handles.iter().any(|(handle, _)| *handle == Handle::Set) {
            let name = plain_name(self.local.name());
            Fault::NotSerializable(format!(
                "there is a `JoinSet` in the local `{name}`, and it isn't known whether `{name}{call}` takes it by value, so that the set ends with the `async` block: write `async move` if it does, and `(&{name})` or `(&mut {name})` before the method if it borrows"
            ))
            .throw()
        }
    }

    /// Puts a value into the frame of a block that takes only fields of it: the handles in these.
    pub fn __durable_capture_parts(&self, frame: &mut Frame, value: &T, parts: &[Vec<Numbered>]) {
        let write = || self.local.encode(value);
        let (encoded, mut held) = held::of(|| ownership::moving_only(parts.concat(), write));
        frame.ops_mut().append(&mut held);
        self.store(frame, encoded);
    }

    /// Puts a field into the frame of a block that takes it by value: a copy, if it belongs to a borrowed value.
    pub fn __durable_capture_field(&self, frame: &mut Frame, value: &T, is_borrowed: bool) {
        if is_borrowed {
            return self.__durable_copy(frame, value);
        }
        let (encoded, mut held) = held::of(|| ownership::moving(|| self.local.encode(value)));
        frame.ops_mut().append(&mut held);
        self.store(frame, encoded);
    }

    /// Copies the value into the frame of a block, while the function still uses it.
    pub fn __durable_copy(&self, frame: &mut Frame, value: &T) {
        let encoded = ownership::copying(|| self.local.encode_copy(value));
        self.store(frame, encoded);
    }

    /// Takes the value from the last state, or from the frame.
    pub fn __durable_open(&mut self, frame: &mut Frame) -> Opened<T> {
        Opened(Cell::new(Some(self.local.take_value(frame))))
    }

    /// Passes the value to the next state.
    pub fn __durable_put(&mut self, value: T) {
        self.local.__durable_put(value);
    }

    /// Reads a value from the frame that has other owners, too.
    pub fn __durable_open_copy(&self, frame: &Frame) -> OpenedCopy<T> {
        OpenedCopy {
            value: Cell::new(Some(self.local.peek(frame))),
            name: self.local.name(),
            encode: self.local.encoding_of_copies(),
            before: bytes_to_watch::<T>(frame, self.local.name()),
        }
    }

    /// The frame still holds it.
    pub fn __durable_put_copy(&self, _: &T) {}
}

impl<T> Keep for Captured<T, ByValue> {
    fn name(&self) -> &'static str {
        self.local.name()
    }

    fn keep(&mut self, frame: &mut Frame, waiting_for: &str) {
        self.local.keep(frame, waiting_for);
    }

    fn probe(&self, frame: &Frame) {
        self.local.probe(frame);
    }

    fn forget(&mut self, frame: &mut Frame) {
        self.local.forget(frame);
    }

    #[cfg(feature = "lock")]
    fn trace(&self, traces: &mut dyn Traces) {
        self.local.trace(traces);
    }
}

impl<T, V: Serialize + ?Sized> Captured<T, ByRef<V>> {
    /// Copies what is borrowed into the frame of a block.
    pub fn __durable_capture(&self, frame: &mut Frame, value: &&V) {
        let encode = || {
            let bytes = codec::encode_copy(*value)?;
            // It must come back unchanged, like any other value.
            let again = self.local.encode(&self.local.decode_bytes(&bytes)?)?;
            codec::require_equal(&bytes, &again)?;
            Ok(bytes)
        };
        let encoded = ownership::copying(encode);
        self.store(frame, encoded);
    }

    pub fn __durable_capture_lent(&self, frame: &mut Frame, value: &&V, _: &Manifest, _: [u32; 2]) {
        self.__durable_capture(frame, value);
    }

    pub fn __durable_capture_parts(&self, frame: &mut Frame, value: &&V, _: &[Vec<Numbered>]) {
        self.__durable_capture(frame, value);
    }

    pub fn __durable_capture_field(&self, frame: &mut Frame, value: &&V, _: bool) {
        self.__durable_capture(frame, value);
    }

    pub fn __durable_lend(&self, frame: &mut Frame, value: &&V) {
        self.__durable_capture(frame, value);
    }

    /// What is borrowed outside of the block stays there.
    pub fn __durable_require_no_sets(&self, _: &mut Frame, _: &&V, _: &str) {}

    pub fn __durable_copy(&self, frame: &mut Frame, value: &&V) {
        self.__durable_capture(frame, value);
    }

    /// Reads the value from the frame.
    pub fn __durable_open(&self, frame: &Frame) -> OpenedRef<T, V>
    where
        T: Borrow<V>,
    {
        OpenedRef {
            value: self.local.peek(frame),
            name: self.local.name(),
            before: bytes_to_watch::<T>(frame, self.local.name()),
            seen: PhantomData,
        }
    }

    /// The frame still holds it.
    pub fn __durable_put(&self, _: &V) {}

    pub fn __durable_open_copy(&self, frame: &Frame) -> OpenedRef<T, V>
    where
        T: Borrow<V>,
    {
        self.__durable_open(frame)
    }

    pub fn __durable_put_copy(&self, _: &V) {}
}

impl<T, V: ?Sized> Keep for Captured<T, ByRef<V>> {
    fn name(&self) -> &'static str {
        self.local.name()
    }

    fn keep(&mut self, _: &mut Frame, _: &str) {}

    fn probe(&self, frame: &Frame) {
        self.local.probe(frame);
    }

    fn forget(&mut self, _: &mut Frame) {}

    #[cfg(feature = "lock")]
    fn trace(&self, traces: &mut dyn Traces) {
        self.local.trace(traces);
    }
}

/// A value that a state has read.
pub struct Opened<T>(Cell<Option<T>>);

impl<T> Opened<T> {
    pub fn __durable_get(&self) -> T {
        self.0.take().expect("a state takes what it reads once")
    }
}

/// A value that a state has read and that has other owners.
pub struct OpenedCopy<T> {
    value: Cell<Option<T>>,
    name: &'static str,
    encode: Encode<T>,
    before: Option<Vec<u8>>,
}

impl<T> OpenedCopy<T> {
    pub fn __durable_get(&self) -> T {
        self.value.take().expect("a state takes what it reads once")
    }

    /// Watches the value until the state ends.
    pub fn __durable_watch<'a>(&'a self, value: &'a T) -> Unchanged<'a, T> {
        Unchanged {
            value,
            opened: self,
        }
    }
}

/// A guard that reports a change of the value in a state of a block.
pub struct Unchanged<'a, T> {
    value: &'a T,
    opened: &'a OpenedCopy<T>,
}

impl<T> Drop for Unchanged<'_, T> {
    fn drop(&mut self) {
        if let Some(before) = &self.opened.before {
            note_change(self.opened.name, before, || {
                (self.opened.encode)(self.value)
            });
        }
    }
}

/// A borrowed value that a state has read.
pub struct OpenedRef<T: Borrow<V>, V: Serialize + ?Sized> {
    value: T,
    name: &'static str,
    before: Option<Vec<u8>>,
    seen: PhantomData<fn(&V)>,
}

impl<T: Borrow<V>, V: Serialize + ?Sized> OpenedRef<T, V> {
    pub fn __durable_get(&self) -> &V {
        self.value.borrow()
    }

    /// It is watched as long as it is open.
    #[allow(
        clippy::unused_self,
        reason = "the expansion calls it as it calls that of a copy"
    )]
    pub fn __durable_watch(&self, _: &V) {}
}

impl<T: Borrow<V>, V: Serialize + ?Sized> Drop for OpenedRef<T, V> {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            note_change(self.name, before, || {
                codec::encode_copy(self.__durable_get())
            });
        }
    }
}

/// A value's bytes in the frame, if its type may hide something that can change.
fn bytes_to_watch<T>(frame: &Frame, name: &str) -> Option<Vec<u8>> {
    let hides_nothing = codec::hides_nothing::<T>();
    (!hides_nothing)
        .then(|| frame.local(name).map(<[u8]>::to_vec))
        .flatten()
}

thread_local! {
    /// The first copy that the running state of a block has changed, and the difference.
    static CHANGE: RefCell<Option<(&'static str, CodecError)>> = const { RefCell::new(None) };
}

/// Notes a value that has changed.
fn note_change(
    name: &'static str,
    before: &[u8],
    encode: impl FnOnce() -> Result<Vec<u8>, CodecError>,
) {
    // A step that panics has failed already.
    if std::thread::panicking() {
        return;
    }
    let compared = held::aside(encode).and_then(|now| codec::require_unchanged(before, &now));
    if let Err(error) = compared {
        CHANGE.with_borrow_mut(|change| {
            change.get_or_insert((name, error));
        });
    }
}

/// Runs a step of a block. Returns the first copy that it has changed, and the difference, too.
pub(crate) fn watched<R>(step: impl FnOnce() -> R) -> (R, Option<(&'static str, CodecError)>) {
    // The block that polls this one may have changed a copy before.
    let outer = CHANGE.take();
    let result = step();
    let change = CHANGE.replace(outer);
    (
        result,
        change.map(|(name, error)| (plain_name(name), error)),
    )
}

/// The name of a local as the user wrote it: the second local of a name is stored as `name#2`.
fn plain_name(name: &str) -> &str {
    name.split('#').next().unwrap_or(name)
}
