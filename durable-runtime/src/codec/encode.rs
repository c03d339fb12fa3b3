//! From a value to bytes: the `Serializer`.

use std::ops::Range;

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::error::CodecError;
use super::sharing::Sharing;
use super::tree;
use super::wire::{
    DEPTH_MAX, Integer, deeper, put_counted, put_fixed, put_integer, put_str, put_varint, tag,
};

/// Encodes a value that is read back in place of this one. Shared values that can change are an error, for they would
/// be two values afterwards. `encode_verified` checks whether the type also reads what it writes.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    encode_as(value, Sharing::Alone)
}

/// Encodes a copy of a value that remains in use. The value must not be able to change.
pub(crate) fn encode_copy<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    encode_as(value, Sharing::Copied)
}

/// Encodes the present state of a value, to look at it only.
pub(crate) fn encode_snapshot<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    encode_as(value, Sharing::Snapshot)
}

fn encode_as<T: Serialize + ?Sized>(value: &T, sharing: Sharing) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(64);
    value.serialize(Encoder {
        out: &mut out,
        depth_left: DEPTH_MAX,
        sharing: sharing.of::<T>()?,
    })?;
    Ok(out)
}

struct Encoder<'a> {
    out: &'a mut Vec<u8>,
    depth_left: usize,
    sharing: Sharing,
}

/// A sequence, map, tuple or struct that has begun.
struct Compound<'a> {
    out: &'a mut Vec<u8>,
    depth_left: usize,
    /// The count before the elements, or `None` if an end tag follows them.
    declared: Option<usize>,
    written: usize,
    /// The position in `out` of the key that belongs to the next value.
    key: Option<Range<usize>>,
    sharing: Sharing,
}

impl<'a> Encoder<'a> {
    fn nested(self) -> Result<Self, CodecError> {
        Ok(Encoder {
            out: self.out,
            depth_left: deeper(self.depth_left)?,
            sharing: self.sharing,
        })
    }

    /// The encoder for a `T` that this value is written as.
    #[inline]
    fn of<T: ?Sized>(self) -> Result<Self, CodecError> {
        Ok(Encoder {
            sharing: self.sharing.of::<T>()?,
            ..self
        })
    }

    fn variant(self, name: &str) -> Result<Self, CodecError> {
        put_counted(self.out, tag::VARIANT, name.as_bytes());
        self.nested()
    }

    fn compound(
        self,
        counted: u8,
        uncounted: u8,
        declared: Option<usize>,
    ) -> Result<Compound<'a>, CodecError> {
        match declared {
            Some(count) => put_varint(self.out, counted, count as u64),
            None => self.out.push(uncounted),
        }
        let Encoder {
            out,
            depth_left,
            sharing,
        } = self.nested()?;
        Ok(Compound {
            out,
            depth_left,
            declared,
            written: 0,
            key: None,
            sharing,
        })
    }
}

/// Methods that write an integer in the smallest form, whatever the width of its type.
macro_rules! integers {
    ($($method:ident($type:ty) => $variant:ident;)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), CodecError> {
            put_integer(self.out, Integer::$variant(value.into()));
            Ok(())
        }
    )*};
}

macro_rules! signed_integers {
    ($($method:ident($type:ty);)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), CodecError> {
            let integer = match u64::try_from(value) {
                Ok(value) => Integer::Unsigned(value),
                Err(_) => Integer::Negative(value.into()),
            };
            put_integer(self.out, integer);
            Ok(())
        }
    )*};
}

impl<'a> Serializer for Encoder<'a> {
    type Ok = ();
    type Error = CodecError;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    /// Claims the same as serde's own buffer, which reads untagged and flattened types. A type that looks at this, such
    /// as an IP address, must get the same answer wherever it is written and read.
    fn is_human_readable(&self) -> bool {
        true
    }

    integers! {
        serialize_u8(u8) => Unsigned;
        serialize_u16(u16) => Unsigned;
        serialize_u32(u32) => Unsigned;
        serialize_u64(u64) => Unsigned;
    }

    signed_integers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
    }

    fn serialize_u128(self, value: u128) -> Result<(), CodecError> {
        put_integer(self.out, value.into());
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), CodecError> {
        put_integer(self.out, value.into());
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Result<(), CodecError> {
        self.out.push(if value { tag::TRUE } else { tag::FALSE });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), CodecError> {
        put_fixed(self.out, tag::F32, value.to_le_bytes());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), CodecError> {
        put_fixed(self.out, tag::F64, value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), CodecError> {
        put_varint(self.out, tag::CHAR, u32::from(value).into());
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), CodecError> {
        put_str(self.out, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), CodecError> {
        put_counted(self.out, tag::BYTES, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), CodecError> {
        self.out.push(tag::NONE);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CodecError> {
        self.out.push(tag::SOME);
        value.serialize(self.nested()?.of::<T>()?)
    }

    fn serialize_unit(self) -> Result<(), CodecError> {
        self.out.push(tag::UNIT);
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), CodecError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), CodecError> {
        put_counted(self.out, tag::UNIT_VARIANT, variant.as_bytes());
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        value.serialize(self.of::<T>()?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        value.serialize(self.variant(variant)?.of::<T>()?)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Compound<'a>, CodecError> {
        self.compound(tag::SEQ, tag::SEQ_UNCOUNTED, len)
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'a>, CodecError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        len: usize,
    ) -> Result<Compound<'a>, CodecError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'a>, CodecError> {
        self.variant(variant)?.serialize_seq(Some(len))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Compound<'a>, CodecError> {
        self.compound(tag::MAP, tag::MAP_UNCOUNTED, len)
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Compound<'a>, CodecError> {
        if name == "$serde_json::private::RawValue" {
            return Err(CodecError::new(
                "a serde_json::value::RawValue can only be read from JSON text, so it cannot be \
                 saved; use a serde_json::Value or a String",
            ));
        }
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'a>, CodecError> {
        self.variant(variant)?.serialize_map(Some(len))
    }
}

impl Compound<'_> {
    /// Writes an inner `T`.
    #[inline]
    fn nested<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        value.serialize(Encoder {
            out: self.out,
            depth_left: self.depth_left,
            sharing: self.sharing.of::<T>()?,
        })
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        let index = self.written;
        self.written += 1;
        self.nested(value)
            .map_err(|error| error.inside_index(index))
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        self.written += 1;
        put_str(self.out, name);
        self.nested(value).map_err(|error| error.inside_field(name))
    }

    /// Closes the sequence or map. A hand-written `Serialize` may have declared another count than it wrote, and such
    /// bytes could not be read.
    fn finish(self) -> Result<(), CodecError> {
        match self.declared {
            None => self.out.push(tag::END),
            Some(declared) if declared == self.written => {}
            Some(declared) => {
                let written = self.written;
                return Err(CodecError::new(format!(
                    "the type's `Serialize` declared {declared} elements and wrote {written}"
                )));
            }
        }
        Ok(())
    }
}

// serde has a trait for each kind of compound value. The first four are written alike.

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.element(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeTuple for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.element(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeTupleStruct for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.element(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeTupleVariant for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.element(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CodecError> {
        if self.key.is_some() {
            return Err(CodecError::new(
                "the type's `Serialize` gave two keys in a row",
            ));
        }
        let start = self.out.len();
        self.nested(key)
            .map_err(|error| error.inside_brackets(&"a key"))?;
        self.key = Some(start..self.out.len());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        let Some(key) = self.key.take() else {
            return Err(CodecError::new(
                "the type's `Serialize` gave a value without a key",
            ));
        };
        self.written += 1;
        self.nested(value)
            .map_err(|error| tree::inside_key(error, &self.out[key]))
    }

    fn end(self) -> Result<(), CodecError> {
        if self.key.is_some() {
            return Err(CodecError::new(
                "the type's `Serialize` gave a key without a value",
            ));
        }
        self.finish()
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}
