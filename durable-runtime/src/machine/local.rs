//! [`Local`]: a local of a machine that may cross an await, and its stored form.
//!
//! Nothing here has a bound where it is *used*: a local that can't be stored is one error, at `__storable!`, and not
//! one at each place that uses it.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use serde::Serialize;
use serde::de::{self, DeserializeOwned};

use crate::codec;
use crate::machine::compile_time::type_ok::{HasOutput, any};
use crate::machine::loops::staged::Staged;
use crate::machine::loops::{Goes, Over};
use crate::machine::stepping::Stepping;
use crate::model::json::Json;
use crate::step::declared::Declared;
use crate::step::frame::{Fault, Frame, IncompatibleCheckpoint, Manifest};
use crate::step::held;
use crate::step::storable::Storable;
use crate::step::tasks::step_tasks;
#[cfg(feature = "lock")]
use crate::step::tracing::Traces;
use crate::step::variables;

/// A function that encodes a value for the store.
pub type Encode<T> = fn(&T) -> Result<Vec<u8>, codec::CodecError>;
pub(super) type Decode<T> = fn(&[u8]) -> Result<T, codec::CodecError>;
type FromInput<T> = fn(&Json) -> Result<T, codec::CodecError>;

/// The functions that encode and decode a local.
struct LocalCodec<T> {
    encode: Encode<T>,
    /// Encodes a copy of a value that is still in use.
    encode_copy: Encode<T>,
    /// Fails unless an encoded value comes back unchanged.
    verify: fn(&[u8]) -> Result<(), codec::CodecError>,
    decode: Decode<T>,
    /// Decodes, and loses nothing.
    decode_held: Decode<T>,
}

impl<T: Storable> LocalCodec<T> {
    const OF: Self = Self {
        encode: codec::encode::<T>,
        encode_copy: codec::encode_copy::<T>,
        verify: codec::verify::<T>,
        decode: codec::decode::<T>,
        decode_held: codec::decode_held::<T>,
    };
}

/// A local that may cross an await. The typing pass infers its type. It is empty, holds its value, or is in the frame
/// until it is needed.
pub struct Local<T> {
    name: &'static str,
    value: Option<T>,
    codec: Option<LocalCodec<T>>,
    /// Reads a parameter that has the value of the instance's input.
    from_input: Option<FromInput<T>>,
    exhausted: Option<fn(&T) -> bool>,
    declared: Declared,
}

impl<T> Local<T> {
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: None,
            codec: None,
            from_input: None,
            exhausted: None,
            declared: Declared::SOMEWHERE,
        }
    }

    /// Sets the number of the variable, and of the user's block that declares it.
    #[must_use]
    pub fn __durable_declared(self, manifest: &Manifest, block: u32, variable: u32) -> Self {
        let declared = Declared::new(manifest, block, variable);
        Self { declared, ..self }
    }

    /// Fixes the type, in the typing pass.
    pub fn __durable_tie(&self, _: &T) {}

    /// Fixes the type of what is left of a loop, in the typing pass.
    pub fn __durable_left_of<O: Over<Left = T>>(&self, goes: Goes<O, O::Item>) -> Goes<O, O::Item> {
        goes
    }

    /// Fixes the type of a value that has no name, in the typing pass.
    pub fn __durable_typed(&self, value: T) -> T {
        value
    }

    /// A value of the local's type, in the typing pass.
    pub fn __durable_value(&self) -> T {
        any()
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Marks the local as one that can be stored.
    pub(crate) fn make_storable(&mut self)
    where
        T: Storable,
    {
        self.codec = Some(LocalCodec::OF);
    }

    /// Marks the local as a parameter that can be read from the instance's input.
    pub(crate) fn make_readable(&mut self)
    where
        T: Serialize + DeserializeOwned,
    {
        self.from_input = Some(|input| {
            let value: T = input.decode_argument().map_err(de::Error::custom)?;
            // What can change behind a borrow may have changed since.
            codec::encode_copy(&value)?;
            Ok(value)
        });
    }

    /// Sets the check for a value that can't be stored although its type can.
    pub fn __durable_check_exhausted(&mut self, exhausted: Option<fn(&T) -> bool>) {
        self.exhausted = exhausted;
    }

    /// Passes the value to the next state.
    pub fn __durable_put(&mut self, value: T) {
        self.value = Some(value);
    }

    /// Itself, as what is kept while the function waits: of one type for all locals, also while the user's types have
    /// errors.
    pub fn __durable_kept(&mut self) -> &mut dyn Keep {
        self
    }

    /// Drops the old value of a local that was assigned to: a set of tasks may be in it.
    pub fn __durable_replaced(&mut self, frame: &mut Frame) {
        drop(self.left_over(|name| frame.take_local(name)));
    }

    /// The value that no state took; `stored` returns its bytes.
    fn left_over<'f>(&mut self, stored: impl FnOnce(&str) -> Option<&'f [u8]>) -> Option<T> {
        let value = self.value.take();
        if value.is_some() || self.codec.is_none() || !step_tasks::has_sets() {
            return value;
        }
        // Sets may be in it. Their tasks end when it is dropped. A value that can't be read ends with the frame.
        let bytes = stored(self.name)?;
        held::for_the_last_time(|| self.decode_bytes(bytes)).ok()
    }

    /// Takes the value: as the last state left it, or from the frame.
    pub fn __durable_take<S: HasOutput<T>>(&mut self, step: &mut Stepping<'_, '_, S>) -> S::Type {
        S::yields(self.take_value(step.frame))
    }

    pub(crate) fn take_value(&mut self, frame: &mut Frame) -> T {
        self.value.take().unwrap_or_else(|| {
            self.load(frame)
                .unwrap_or_else(|incompatible| Fault::Blocked(incompatible).throw())
        })
    }

    fn load(&self, frame: &mut Frame) -> Result<T, IncompatibleCheckpoint> {
        match frame.take_local(self.name) {
            Some(bytes) => self.decode(bytes),
            None => Err(self.missing(frame)),
        }
    }

    /// A copy of the value in the frame, for the default of another local.
    pub fn __durable_copy<S: HasOutput<T>>(&self, step: &Stepping<'_, '_, S>) -> S::Type {
        S::yields(self.peek(step.frame))
    }

    /// The value in the frame, which stays there.
    pub(crate) fn peek(&self, frame: &Frame) -> T {
        let value = match frame.local(self.name) {
            Some(bytes) => held::aside(|| self.decode(bytes)),
            None => Err(self.missing(frame)),
        };
        value.unwrap_or_else(|incompatible| Fault::Blocked(incompatible).throw())
    }

    fn missing(&self, frame: &Frame) -> IncompatibleCheckpoint {
        IncompatibleCheckpoint::NoSuchLocal {
            point: frame.point().to_owned(),
            local: self.name.to_owned(),
        }
    }

    fn decode(&self, bytes: &[u8]) -> Result<T, IncompatibleCheckpoint> {
        let value = self.decode_by(self.codec().decode_held, bytes);
        value.map_err(|error| IncompatibleCheckpoint::Local {
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
        self.decode_by(self.codec().decode, bytes)
    }

    fn decode_by(&self, decode: Decode<T>, bytes: &[u8]) -> Result<T, codec::CodecError> {
        match (codec::decode_json(bytes), self.from_input) {
            (None, _) => decode(bytes),
            (Some(text), Some(from_input)) => {
                from_input(&text?.parse().map_err(de::Error::custom)?)
            }
            (Some(_), None) => Err(de::Error::custom(
                "it has the value of the instance's input, and is no parameter",
            )),
        }
    }

    pub(crate) fn encode(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode, value)
    }

    /// Encodes a copy of a value that is still in use.
    pub(crate) fn encode_copy(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode_copy, value)
    }

    fn encode_by(&self, encode: Encode<T>, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        let bytes = encode(value)?;
        (self.codec().verify)(&bytes)?;
        Ok(bytes)
    }

    /// The encoder of copies, which doesn't check whether they come back.
    pub(crate) fn encoding_of_copies(&self) -> Encode<T> {
        self.codec().encode_copy
    }

    /// Puts the value into the frame. A value that is unchanged since the last step is not stored again.
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
    pub fn __durable_staged_of<O: Over<Left = L>>(
        &self,
        goes: Goes<O, O::Item>,
    ) -> Goes<O, O::Item> {
        goes
    }
}

/// What [`Stepping::park`] keeps: a local, whatever its type.
pub trait Keep {
    fn name(&self) -> &'static str;
    fn keep(&mut self, frame: &mut Frame, waiting_for: &str);
    /// Decodes the value in the frame, and drops it.
    fn probe(&self, frame: &Frame);
    /// Drops a value that is no longer needed.
    fn forget(&mut self, frame: &mut Frame);
    /// Tells its type.
    #[cfg(feature = "lock")]
    fn trace(&self, traces: &mut dyn Traces);
}

impl<T> Keep for Local<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn probe(&self, frame: &Frame) {
        if self.value.is_none() {
            drop(self.peek(frame));
        }
    }

    fn keep(&mut self, frame: &mut Frame, waiting_for: &str) {
        // The value lives until all are stored: the stored form of one may depend on another one.
        let Some(value) = &self.value else {
            // The step did not use it: the frame still holds it.
            return;
        };
        if self.exhausted.is_some_and(|exhausted| exhausted(value)) {
            Fault::NotSerializable(format!(
                "the local `{}` is an exhausted range, which would come back as a fresh one while `{waiting_for}` is awaited; use a range without `=`, or drop it before",
                self.name
            ))
            .throw()
        }
        if let Err(error) = self.store(frame, value) {
            Fault::NotSerializable(format!(
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

    #[cfg(feature = "lock")]
    fn trace(&self, traces: &mut dyn Traces) {
        if let Some(codec) = &self.codec {
            let decode = || (codec.decode)(&[]).is_ok();
            traces.local(self.name, std::any::type_name::<T>(), &decode);
        }
    }
}
