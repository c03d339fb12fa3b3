//! From bytes to a value: the `Deserializer`.
//!
//! It lends nothing from the bytes that it reads, so it can be a `Deserializer<'static>`. The requested type is a hint
//! only: the tags say what is there. A value saved by an earlier version of a type is passed on as it is, and the newer
//! type accepts or refuses it.

#![cfg_attr(
    feature = "lock",
    allow(
        clippy::used_underscore_binding,
        reason = "only a trace uses what a type asks for"
    )
)]

use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer as _, Visitor};
use serde::{Deserialize, Serialize};

use super::encode::encode;
use super::error::CodecError;
use super::intern::{borrows_bytes, borrows_str, intern_bytes, intern_str};
#[cfg(feature = "lock")]
use super::oracle::{self, Ask, Kind};
use super::tree;
use super::verify::require_unchanged;
use super::wire::{DEPTH_MAX, Integer, Items, Reader, Token, deeper, tag};

/// Decodes a value from exactly these bytes.
pub(crate) fn decode<T: Deserialize<'static>>(bytes: &[u8]) -> Result<T, CodecError> {
    decode_seed(PhantomData, bytes)
}

thread_local! {
    static LOSES_NOTHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs `decode`, for which a field that the type doesn't have is an error: it would be lost when the value is written
/// again.
fn losing_nothing<R>(decode: impl FnOnce() -> R) -> R {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            LOSES_NOTHING.set(self.0);
        }
    }
    let _restore = Restore(LOSES_NOTHING.replace(true));
    decode()
}

/// Decodes a value that an instance holds, losing nothing. A field that the type writes and doesn't read is not lost if it is
/// written again as it was.
pub(crate) fn decode_held<T: Serialize + Deserialize<'static>>(
    bytes: &[u8],
) -> Result<T, CodecError> {
    losing_nothing(|| decode(bytes)).or_else(|error| {
        let value = decode(bytes)?;
        let again = encode(&value).and_then(|again| require_unchanged(bytes, &again));
        again.map(|()| value).map_err(|_| error)
    })
}

/// Decodes like [`decode()`], with a seed for types that need more than the bytes.
pub(crate) fn decode_seed<S: DeserializeSeed<'static>>(
    seed: S,
    bytes: &[u8],
) -> Result<S::Value, CodecError> {
    let mut decoder = Decoder {
        reader: Reader::new(bytes),
        depth_left: DEPTH_MAX,
        #[cfg(feature = "lock")]
        is_traced: oracle::is_asked(),
    };
    let value = seed.deserialize(&mut decoder)?;
    #[cfg(feature = "lock")]
    if decoder.is_traced {
        return Ok(value);
    }
    if !decoder.reader.is_at_end() {
        return Err(CodecError::malformed("bytes are left after the value"));
    }
    Ok(value)
}

struct Decoder<'b> {
    reader: Reader<'b>,
    depth_left: usize,
    /// Whether an oracle answers in place of the bytes.
    #[cfg(feature = "lock")]
    is_traced: bool,
}

/// Reads what a visitor asks for. In a trace the oracle is told of it, and the reader is given its answer.
macro_rules! asked {
    ($decoder:expr, $visitor:ident, $kind:expr, $read:expr) => {{
        #[cfg(feature = "lock")]
        if $decoder.is_traced {
            $decoder.reader = Reader::new(oracle::asked(Ask {
                kind: $kind,
                type_name: std::any::type_name::<$visitor::Value>(),
            }));
        }
        #[cfg(feature = "lock")]
        let is_traced = $decoder.is_traced;
        let read = $read;
        #[cfg(feature = "lock")]
        if is_traced {
            oracle::answered(read.is_ok());
        }
        read
    }};
}

impl<'b> Decoder<'b> {
    /// Passes the next value to the visitor.
    #[inline]
    fn value<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, CodecError> {
        let start = self.reader;
        match self.reader.token()? {
            Token::Unit => visitor.visit_unit(),
            Token::None => visitor.visit_none(),
            Token::Some => self.nested(start, |decoder| visitor.visit_some(decoder)),
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Integer(value) => visit_integer(value, visitor),
            Token::F32(value) => visitor.visit_f32(value),
            Token::F64(value) => visitor.visit_f64(value),
            Token::Char(value) => visitor.visit_char(value),
            // JSON shows variants as strings, and serde's buffer for untagged and flattened types reads an enum from a
            // string.
            Token::Str(value) | Token::UnitVariant(value) => visitor.visit_str(value),
            Token::Variant(name) => self.nested(start, |decoder| {
                visitor.visit_map(VariantEntry {
                    decoder,
                    name: Some(name),
                })
            }),
            Token::Bytes(value) => visitor.visit_bytes(value),
            Token::Seq(items) => {
                self.elements(start, items, |elements| visitor.visit_seq(elements))
            }
            Token::Map(items) => self.elements(start, items, |entries| visitor.visit_map(entries)),
        }
    }

    /// Decodes like [`Decoder::value`], for a request that is not for an option. A field that was an `Option<T>` and is
    /// now a `T` can still be read.
    #[inline]
    fn value_inside_some<V: Visitor<'static>>(
        &mut self,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.pass_some();
        self.value(visitor)
    }

    #[inline]
    fn pass_some(&mut self) {
        while self.reader.peek_tag() == tag::SOME {
            self.reader.advance();
        }
    }

    /// Reads one level deeper. After an error it continues behind the value that began at `start`: a type may turn the
    /// error of a field into a default, and the next field must not be read from the middle of this one.
    #[inline]
    fn nested<R>(
        &mut self,
        start: Reader<'b>,
        read: impl FnOnce(&mut Self) -> Result<R, CodecError>,
    ) -> Result<R, CodecError> {
        let depth_left = self.depth_left;
        self.depth_left = deeper(depth_left)?;
        let result = read(self);
        self.depth_left = depth_left;
        if result.is_err() {
            self.reader = start;
            if self.reader.skip(depth_left).is_err() {
                self.reader.abandon();
            }
        }
        result
    }

    /// Lets `read` take elements or entries, and checks that it took all of them.
    #[inline]
    fn elements<R>(
        &mut self,
        start: Reader<'b>,
        items: Items,
        read: impl FnOnce(&mut Elements<'_, 'b>) -> Result<R, CodecError>,
    ) -> Result<R, CodecError> {
        self.nested(start, |decoder| {
            let mut elements = Elements {
                decoder,
                items,
                taken: 0,
                key: None,
            };
            let value = read(&mut elements)?;
            if elements.items.advance(&mut elements.decoder.reader) {
                let taken = elements.taken;
                return Err(CodecError::new(format!(
                    "there are more elements than the {taken} that the type takes"
                )));
            }
            Ok(value)
        })
    }

    /// Reads bytes, or a sequence of small numbers, for a `&'static [u8]`. serde writes one as a sequence and reads it
    /// as bytes.
    fn static_bytes<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, CodecError> {
        self.pass_some();
        let start = self.reader;
        match self.reader.token()? {
            Token::Bytes(value) => visitor.visit_borrowed_bytes(intern_bytes(value)),
            Token::Seq(items) => {
                let bytes = self.elements(start, items, |elements| {
                    let mut bytes = Vec::with_capacity(items.capacity_hint());
                    while let Some(byte) = de::SeqAccess::next_element::<u8>(elements)? {
                        bytes.push(byte);
                    }
                    Ok(bytes)
                })?;
                visitor.visit_borrowed_bytes(intern_bytes(&bytes))
            }
            _ => {
                self.reader = start;
                self.value(visitor)
            }
        }
    }

    fn static_str<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, CodecError> {
        self.pass_some();
        let start = self.reader;
        match self.reader.token()? {
            Token::Str(value) | Token::UnitVariant(value) => {
                visitor.visit_borrowed_str(intern_str(value))
            }
            _ => {
                self.reader = start;
                self.value(visitor)
            }
        }
    }

    #[inline]
    fn option<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, CodecError> {
        match self.reader.peek_tag() {
            tag::SOME | tag::NONE => self.value(visitor),
            tag::UNIT => {
                self.reader.advance();
                visitor.visit_none()
            }
            // One level deeper although no byte is read, since `struct List(Option<Box<List>>)`
            // would ask for options for ever.
            _ => self.nested(self.reader, |decoder| visitor.visit_some(decoder)),
        }
    }

    /// Reads an integer by `visit`, or passes anything else as it is.
    #[inline]
    fn integer<V: Visitor<'static>>(
        &mut self,
        visitor: V,
        visit: impl FnOnce(V, Integer) -> Result<V::Value, CodecError>,
    ) -> Result<V::Value, CodecError> {
        self.pass_some();
        let start = self.reader;
        if let Token::Integer(integer) = self.reader.token()? {
            return visit(visitor, integer);
        }
        self.reader = start;
        self.value(visitor)
    }

    #[inline]
    fn variant<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, CodecError> {
        self.pass_some();
        let start = self.reader;
        match self.reader.token()? {
            Token::UnitVariant(name) | Token::Str(name) => {
                visitor.visit_enum(name.into_deserializer())
            }
            Token::Variant(name) => self.nested(start, |decoder| {
                visitor.visit_enum(VariantWithPayload { decoder, name })
            }),
            Token::Map(mut items) => self.nested(start, |decoder| {
                let count_error = || {
                    CodecError::new(
                        "a variant is a map with exactly one entry, which this map has not",
                    )
                };
                if !items.advance(&mut decoder.reader) {
                    return Err(count_error());
                }
                let Token::Str(name) = decoder.reader.token()? else {
                    return Err(CodecError::new(
                        "the name of a variant is a string, which this map's key is not",
                    ));
                };
                let value = visitor.visit_enum(VariantWithPayload {
                    decoder: &mut *decoder,
                    name,
                })?;
                if items.advance(&mut decoder.reader) {
                    return Err(count_error());
                }
                Ok(value)
            }),
            _ => {
                self.reader = start;
                self.value(visitor)
            }
        }
    }
}

/// Methods that pass an integer in the requested type. An integer that doesn't fit is passed in the smallest type that
/// holds it, and the visitor refuses it.
macro_rules! integers {
    ($($method:ident => $visit:ident($type:ty);)*) => {$(
        #[inline]
        fn $method<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, CodecError> {
            asked!(self, V, Kind::Leaf(stringify!($type)), self.integer(visitor, |visitor, integer| {
                match integer.fit::<$type>() {
                    Some(value) => visitor.$visit(value),
                    None => visit_integer(integer, visitor),
                }
            }))
        }
    )*};
}

macro_rules! inside_some {
    ($($method:ident($($arg:ident: $type:ty),*) => $kind:expr;)*) => {$(
        #[inline]
        fn $method<V: Visitor<'static>>(
            self,
            $($arg: $type,)*
            visitor: V,
        ) -> Result<V::Value, CodecError> {
            asked!(self, V, $kind, self.value_inside_some(visitor))
        }
    )*};
}

impl Deserializer<'static> for &mut Decoder<'_> {
    type Error = CodecError;

    fn is_human_readable(&self) -> bool {
        true
    }

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, CodecError> {
        asked!(
            self,
            V,
            Kind::Any((&visitor as &dyn de::Expected).to_string()),
            self.value(visitor)
        )
    }

    integers! {
        deserialize_u8 => visit_u8(u8);
        deserialize_u16 => visit_u16(u16);
        deserialize_u32 => visit_u32(u32);
        deserialize_u64 => visit_u64(u64);
        deserialize_u128 => visit_u128(u128);
        deserialize_i8 => visit_i8(i8);
        deserialize_i16 => visit_i16(i16);
        deserialize_i32 => visit_i32(i32);
        deserialize_i64 => visit_i64(i64);
        deserialize_i128 => visit_i128(i128);
    }

    inside_some! {
        deserialize_bool() => Kind::Leaf("bool");
        deserialize_f32() => Kind::Leaf("f32");
        deserialize_f64() => Kind::Leaf("f64");
        deserialize_char() => Kind::Leaf("char");
        deserialize_string() => Kind::Leaf("String");
        deserialize_byte_buf() => Kind::Leaf("bytes");
        deserialize_unit() => Kind::Leaf("()");
        deserialize_unit_struct(_name: &'static str) => Kind::Leaf("()");
        deserialize_seq() => Kind::Seq;
        deserialize_tuple(_len: usize) => Kind::Tuple(_len);
        deserialize_tuple_struct(_name: &'static str, _len: usize) => Kind::Tuple(_len);
        deserialize_map() => Kind::Map;
        deserialize_struct(_name: &'static str, _fields: &'static [&'static str]) => Kind::Struct(_fields);
        deserialize_identifier() => Kind::Identifier;
    }

    fn deserialize_str<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, CodecError> {
        asked!(
            self,
            V,
            Kind::Leaf("String"),
            if borrows_str::<V::Value>() {
                self.static_str(visitor)
            } else {
                self.value_inside_some(visitor)
            }
        )
    }

    fn deserialize_bytes<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, CodecError> {
        asked!(
            self,
            V,
            Kind::Leaf("bytes"),
            if borrows_bytes::<V::Value>() {
                self.static_bytes(visitor)
            } else {
                self.value_inside_some(visitor)
            }
        )
    }

    /// An option is always saved as none or some. Anything else was saved before the field became
    /// an option: a unit is `None`, as `null` is in JSON, and other values are what the option
    /// holds.
    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, CodecError> {
        asked!(self, V, Kind::Option, self.option(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        asked!(
            self,
            V,
            Kind::Newtype,
            visitor.visit_newtype_struct(&mut *self)
        )
    }

    /// A variant, or its form in JSON and in serde's buffers: its name alone, or a map with one entry.
    fn deserialize_enum<V: Visitor<'static>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        asked!(self, V, Kind::Enum(_variants), self.variant(visitor))
    }

    fn deserialize_ignored_any<V: Visitor<'static>>(
        self,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        if LOSES_NOTHING.get() {
            return Err(CodecError::lost());
        }
        asked!(
            self,
            V,
            Kind::Any("anything".to_owned()),
            self.reader
                .skip(self.depth_left)
                .and_then(|()| visitor.visit_unit())
        )
    }
}

fn visit_integer<V: Visitor<'static>>(
    integer: Integer,
    visitor: V,
) -> Result<V::Value, CodecError> {
    match integer {
        Integer::Unsigned(value) => visitor.visit_u64(value),
        Integer::Negative(value) => visitor.visit_i64(value),
        Integer::BigUnsigned(value) => visitor.visit_u128(value),
        Integer::BigNegative(value) => visitor.visit_i128(value),
    }
}

/// The elements of a sequence or the entries of a map.
struct Elements<'d, 'b> {
    decoder: &'d mut Decoder<'b>,
    items: Items,
    taken: usize,
    /// The position of the key that belongs to the next value.
    key: Option<Reader<'b>>,
}

impl de::SeqAccess<'static> for Elements<'_, '_> {
    type Error = CodecError;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'static>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, CodecError> {
        if !self.items.advance(&mut self.decoder.reader) {
            return Ok(None);
        }
        let index = self.taken;
        self.taken += 1;
        seed.deserialize(&mut *self.decoder)
            .map(Some)
            .map_err(|error| error.inside_index(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.capacity_hint())
    }
}

impl de::MapAccess<'static> for Elements<'_, '_> {
    type Error = CodecError;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'static>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, CodecError> {
        if !self.items.advance(&mut self.decoder.reader) {
            return Ok(None);
        }
        self.taken += 1;
        self.key = Some(self.decoder.reader);
        seed.deserialize(&mut *self.decoder).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'static>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        let key = self.key.take();
        seed.deserialize(&mut *self.decoder)
            .map_err(|error| match key {
                Some(key) => tree::inside_key(error, key.rest()),
                None => error,
            })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.capacity_hint())
    }
}

/// A variant with a payload as an enum.
struct VariantWithPayload<'d, 'b> {
    decoder: &'d mut Decoder<'b>,
    name: &'b str,
}

impl<'d, 'b> de::EnumAccess<'static> for VariantWithPayload<'d, 'b> {
    type Error = CodecError;
    type Variant = Payload<'d, 'b>;

    fn variant_seed<S: DeserializeSeed<'static>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Payload<'d, 'b>), CodecError> {
        let name: StrDeserializer<'_, CodecError> = self.name.into_deserializer();
        Ok((
            seed.deserialize(name)?,
            Payload {
                decoder: self.decoder,
            },
        ))
    }
}

struct Payload<'d, 'b> {
    decoder: &'d mut Decoder<'b>,
}

impl de::VariantAccess<'static> for Payload<'_, '_> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        #[cfg(feature = "lock")]
        if self.decoder.is_traced {
            oracle::asked(Ask {
                kind: Kind::UnitVariant,
                type_name: "()",
            });
            oracle::answered(true);
            return Ok(());
        }
        Deserialize::deserialize(self.decoder)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'static>>(
        self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        seed.deserialize(self.decoder)
    }

    fn tuple_variant<V: Visitor<'static>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let decoder = self.decoder;
        asked!(
            decoder,
            V,
            Kind::Tuple(_len),
            decoder.value_inside_some(visitor)
        )
    }

    fn struct_variant<V: Visitor<'static>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let decoder = self.decoder;
        asked!(
            decoder,
            V,
            Kind::Struct(_fields),
            decoder.value_inside_some(visitor)
        )
    }
}

/// A variant with a payload as a map with one entry, `{name: payload}`.
struct VariantEntry<'d, 'b> {
    decoder: &'d mut Decoder<'b>,
    /// Taken when the key is read.
    name: Option<&'b str>,
}

impl de::MapAccess<'static> for VariantEntry<'_, '_> {
    type Error = CodecError;

    fn next_key_seed<S: DeserializeSeed<'static>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, CodecError> {
        let Some(name) = self.name.take() else {
            return Ok(None);
        };
        let name: StrDeserializer<'_, CodecError> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'static>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        seed.deserialize(&mut *self.decoder)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(self.name.is_some()))
    }
}
