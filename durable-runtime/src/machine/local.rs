//! [`Local`]: a local of a machine that may cross an await, and how it is stored.
//!
//! Nothing here has a bound where it is *used*: a local that can't be stored is one error, at
//! `__storable!`, and not one at each place that touches it.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use crate::codec;
use crate::machine::compile_time::sound::{Yields, any};
use crate::machine::loops::staged::Staged;
use crate::machine::loops::{Goes, Over};
use crate::machine::stepping::Stepping;
use crate::step::frame::{Fault, Frame, Manifest, Misfit};
use crate::step::held;
use crate::step::storable::Storable;
use crate::step::tasks::desk;
use crate::step::variables::{self, Declared};

/// How a value is written for the store.
pub type Encode<T> = fn(&T) -> Result<Vec<u8>, codec::CodecError>;
pub(super) type Decode<T> = fn(&[u8]) -> Result<T, codec::CodecError>;

/// How a local is stored.
struct LocalCodec<T> {
    encode: Encode<T>,
    /// The same for a copy of what is still in use.
    encode_copy: Encode<T>,
    /// Fails unless what was encoded comes back as it was.
    verify: fn(&[u8]) -> Result<(), codec::CodecError>,
    decode: Decode<T>,
}

impl<T: Storable> LocalCodec<T> {
    const OF: Self = Self {
        encode: codec::encode::<T>,
        encode_copy: codec::encode_copy::<T>,
        verify: codec::verify::<T>,
        decode: codec::decode::<T>,
    };
}

/// A local that may cross an await: typed by the typing pass; empty, or holding its value, or waiting
/// in the frame until it is needed.
pub struct Local<T> {
    name: &'static str,
    value: Option<T>,
    codec: Option<LocalCodec<T>>,
    exhausted: Option<fn(&T) -> bool>,
    declared: Declared,
}

impl<T> Local<T> {
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: None,
            codec: None,
            exhausted: None,
            declared: Declared::SOMEWHERE,
        }
    }

    /// Says which variable it is, and in which block of the user's it is declared.
    #[must_use]
    pub fn declared(self, manifest: &Manifest, block: u32, variable: u32) -> Self {
        let declared = Declared::new(manifest, block, variable);
        Self { declared, ..self }
    }

    /// Fixes the type, in the typing pass.
    pub fn tie(&self, _: &T) {}

    /// Fixes the type of what is left of a loop, in the typing pass.
    pub fn left_of<O: Over<Left = T>>(&self, goes: Goes<O, O::Item>) -> Goes<O, O::Item> {
        goes
    }

    /// Fixes the type of a value that has no name, in the typing pass.
    pub fn typed(&self, value: T) -> T {
        value
    }

    /// A value of the local's type, in the typing pass.
    pub fn value(&self) -> T {
        any()
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Says that the local can be stored.
    pub(crate) fn make_storable(&mut self)
    where
        T: Storable,
    {
        self.codec = Some(LocalCodec::OF);
    }

    /// Says how to tell that a value can't be stored although its type can.
    pub fn check_exhausted(&mut self, exhausted: Option<fn(&T) -> bool>) {
        self.exhausted = exhausted;
    }

    /// Hands the value over to the next state.
    pub fn put(&mut self, value: T) {
        self.value = Some(value);
    }

    /// It was given another value without its old one, which ends: a set of tasks may be in it.
    pub fn replaced(&mut self, frame: &mut Frame) {
        drop(self.left_over(|name| frame.take_local(name)));
    }

    /// The value that nobody took, of which `stored` gives the bytes.
    fn left_over<'f>(&mut self, stored: impl FnOnce(&str) -> Option<&'f [u8]>) -> Option<T> {
        let value = self.value.take();
        if value.is_some() || self.codec.is_none() || !desk::has_sets() {
            return value;
        }
        // Sets may be in it, whose tasks end when it is dropped. One that can't be read ends with the frame.
        let bytes = stored(self.name)?;
        held::for_the_last_time(|| self.decode_bytes(bytes)).ok()
    }

    /// Takes the value: as the last state left it, or from the frame.
    pub fn take<S: Yields<T>>(&mut self, step: &mut Stepping<'_, '_, S>) -> S::Type {
        S::yields(self.take_value(step.frame))
    }

    pub(crate) fn take_value(&mut self, frame: &mut Frame) -> T {
        self.value.take().unwrap_or_else(|| {
            self.load(frame)
                .unwrap_or_else(|misfit| Fault::Blocked(misfit).throw())
        })
    }

    fn load(&self, frame: &mut Frame) -> Result<T, Misfit> {
        match frame.take_local(self.name) {
            Some(bytes) => self.decode(bytes),
            None => Err(self.missing(frame)),
        }
    }

    /// The value in the frame, which stays there.
    pub(crate) fn peek(&self, frame: &Frame) -> T {
        let value = match frame.local(self.name) {
            Some(bytes) => held::aside(|| self.decode(bytes)),
            None => Err(self.missing(frame)),
        };
        value.unwrap_or_else(|misfit| Fault::Blocked(misfit).throw())
    }

    fn missing(&self, frame: &Frame) -> Misfit {
        Misfit::NoSuchLocal {
            point: frame.point().to_owned(),
            local: self.name.to_owned(),
        }
    }

    fn decode(&self, bytes: &[u8]) -> Result<T, Misfit> {
        self.decode_bytes(bytes).map_err(|error| Misfit::Local {
            local: self.name.to_owned(),
            type_name: std::any::type_name::<T>().to_owned(),
            reason: error.to_string(),
        })
    }

    fn codec(&self) -> &LocalCodec<T> {
        let stored = "what compiles stores what can be stored";
        self.codec.as_ref().expect(stored)
    }

    pub(crate) fn decode_bytes(&self, bytes: &[u8]) -> Result<T, codec::CodecError> {
        (self.codec().decode)(bytes)
    }

    pub(crate) fn encode(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode, value)
    }

    /// The same for a copy of a value that others go on to use.
    pub(crate) fn encode_copy(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode_copy, value)
    }

    fn encode_by(&self, encode: Encode<T>, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        let bytes = encode(value)?;
        (self.codec().verify)(&bytes)?;
        Ok(bytes)
    }

    /// How a copy is encoded, without a look at whether it comes back.
    pub(crate) fn encoding_of_copies(&self) -> Encode<T> {
        self.codec().encode_copy
    }

    /// Puts the value into the frame. One that is as it was in the last step is not stored again.
    fn store(&self, frame: &mut Frame, value: &T) -> Result<(), codec::CodecError> {
        let bytes = (self.codec().encode)(value)?;
        if !frame.put_back(self.name, &bytes) {
            (self.codec().verify)(&bytes)?;
            frame.set_local(self.name, bytes);
        }
        Ok(())
    }
}

impl<L> Local<Staged<L>> {
    /// Fixes the type of what is left of a loop whose head ends in adaptors, in the typing pass.
    pub fn staged_of<O: Over<Left = L>>(&self, goes: Goes<O, O::Item>) -> Goes<O, O::Item> {
        goes
    }
}

/// What [`Stepping::park`] keeps: a local, whatever its type.
pub trait Keep {
    fn name(&self) -> &'static str;
    fn keep(&mut self, frame: &mut Frame, waiting_for: &str);
    /// Nothing needs it any more.
    fn forget(&mut self, frame: &mut Frame);
}

impl<T> Keep for Local<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn keep(&mut self, frame: &mut Frame, waiting_for: &str) {
        // It lives until all are stored: what one of them is stored as may depend on another one.
        let Some(value) = &self.value else {
            // It was not touched in this step: the frame still holds it.
            return;
        };
        if self.exhausted.is_some_and(|exhausted| exhausted(value)) {
            Fault::Unsavable(format!(
                "the local `{}` is an exhausted range, which would come back as a fresh one while `{waiting_for}` is awaited; use a range without `=`, or drop it before",
                self.name
            ))
            .throw()
        }
        if let Err(error) = self.store(frame, value) {
            Fault::Unsavable(format!(
                "the local `{}` of type `{}` can't be stored while `{waiting_for}` is awaited: {error}",
                self.name,
                std::any::type_name::<T>()
            ))
            .throw()
        }
    }

    fn forget(&mut self, frame: &mut Frame) {
        let value = self.left_over(|name| frame.local(name));
        variables::end(self.declared, value);
    }
}
