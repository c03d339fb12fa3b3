//! What an instance kept, as one value of the user's type; and a value of the user's as the locals of a frame.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer as _, MapAccess, Visitor};
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};

use crate::codec;
use crate::model::json::Json;
use crate::step::held;

/// The locals that an instance kept where it waits: their names, and their values in the storage encoding.
pub struct Kept<'f>(pub(crate) Vec<(&'f str, &'f [u8])>);

/// What a migration takes: whatever serde reads. The trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from what an instance kept",
    label = "a migration is given the locals that the instance kept in this type",
    note = "derive `serde::Deserialize` for it: a struct with a field for each local that the migration needs"
)]
pub trait LocalsKept: Deserialize<'static> {}

#[diagnostic::do_not_recommend]
impl<T: Deserialize<'static>> LocalsKept for T {}

/// What a migration gives: whatever serde writes. The trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored as the locals of an instance",
    label = "a migration gives the locals that are needed in this type",
    note = "derive `serde::Serialize` for it: a struct with a field for each local that is needed at the new place"
)]
pub trait LocalsNeeded: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize> LocalsNeeded for T {}

impl Kept<'_> {
    /// All of them as one value, with a field for each local that it names.
    ///
    /// # Errors
    /// If one is missing, or is of another type. The text names it.
    pub fn read<T: LocalsKept>(&self) -> Result<T, String> {
        // What they own stays with the instance: what is not written again is given up as a whole.
        let read = held::aside(|| T::deserialize(Reading(&self.0)));
        read.map_err(|unread: Unfit| {
            format!(
                "can't read what was kept there as a `{}`: {unread}; it kept {}",
                std::any::type_name::<T>(),
                self.names()
            )
        })
    }

    fn names(&self) -> String {
        let names = self.0.iter().map(|(name, _)| *name);
        listed(names, "no local")
    }
}

/// Names for people, or what is said if there are none.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>, none: &str) -> String {
    let mut names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    names.sort_unstable();
    if names.is_empty() {
        none.to_owned()
    } else {
        names.join(", ")
    }
}

/// Why something can't be read, or is no locals.
#[derive(Debug)]
struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl ser::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The locals as one value, for serde.
struct Reading<'k>(&'k [(&'k str, &'k [u8])]);

impl Deserializer<'static> for Reading<'_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(Locals {
            left: self.0,
            value: None,
        })
    }

    fn deserialize_unit<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'static>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option seq tuple tuple_struct map
        struct enum identifier ignored_any
    }
}

/// The locals that were not read yet.
struct Locals<'k> {
    left: &'k [(&'k str, &'k [u8])],
    /// The name and the value of the one that is read now.
    value: Option<(&'k str, &'k [u8])>,
}

impl MapAccess<'static> for Locals<'_> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'static>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((first, left)) = self.left.split_first() else {
            return Ok(None);
        };
        (self.left, self.value) = (left, Some(*first));
        let name: StrDeserializer<'_, Unfit> = first.0.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'static>>(&mut self, seed: S) -> Result<S::Value, Unfit> {
        let (name, bytes) = self.value.take().expect("a value follows its name");
        let unfit = |error: &dyn fmt::Display| Unfit(format!("the local `{name}`: {error}"));
        match codec::decode_json(bytes) {
            None => codec::decode_seed(seed, bytes).map_err(|error| unfit(&error)),
            Some(text) => {
                let text = text.map_err(|error| unfit(&error))?;
                let read = seed.deserialize(OfTheInput(text));
                read.map_err(|error| unfit(&error))
            }
        }
    }
}

/// A parameter that is JSON yet. Like [`Json::decode_argument`], it may be a string that holds the JSON: what is asked for tells
/// which of the two is read.
struct OfTheInput<'k>(&'k str);

impl OfTheInput<'_> {
    /// The JSON in the string, if it is one; otherwise the JSON itself.
    fn unwrapped(&self) -> Cow<'_, str> {
        let json: Option<Json> = self.0.parse().ok();
        match json.and_then(|json| json.unwrapped()) {
            Some(inner) => Cow::Owned(inner.as_str().to_owned()),
            None => Cow::Borrowed(self.0),
        }
    }

    fn itself(&self) -> &str {
        self.0
    }
}

/// Methods that read this text.
macro_rules! reads {
    ($text:ident: $($method:ident($($given:ident: $type:ty),*))*) => {
        $(fn $method<V: Visitor<'static>>(self, $($given: $type,)* visitor: V) -> Result<V::Value, Unfit> {
            let text = self.$text();
            // What is read owns its texts.
            let mut json = serde_json::Deserializer::from_reader(text.as_bytes());
            json.$method($($given,)* visitor).map_err(de::Error::custom)
        })*
    };
}

impl Deserializer<'static> for OfTheInput<'_> {
    type Error = Unfit;

    reads! { itself:
        deserialize_any() deserialize_char() deserialize_str() deserialize_string() deserialize_identifier()
        deserialize_ignored_any()
    }

    reads! { unwrapped:
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128() deserialize_f32()
        deserialize_f64() deserialize_bytes() deserialize_byte_buf() deserialize_unit() deserialize_seq()
        deserialize_map() deserialize_unit_struct(name: &'static str) deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.trim() == "null" {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }
}

/// Locals that a migration gives: their names, and their values in the storage encoding.
pub struct LocalsGiven(pub(crate) Vec<(String, Vec<u8>)>);

impl LocalsGiven {
    /// The fields of a value.
    ///
    /// # Errors
    /// If it has no named fields, or one of them can't be stored.
    pub(crate) fn of<T: Serialize>(locals: &T) -> Result<Self, String> {
        let given = locals.serialize(Fields::default());
        given
            .map(|Fields { given, .. }| Self(given))
            .map_err(|unfit| {
                format!(
                    "the `{}` that the migration gives can't be stored: {unfit}",
                    std::any::type_name::<T>()
                )
            })
    }
}

/// The fields that were written so far.
#[derive(Default)]
struct Fields {
    given: Vec<(String, Vec<u8>)>,
    /// The name of the field that is written next.
    name: Option<String>,
}

impl Fields {
    fn put<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Unfit> {
        let encoded = codec::encode(value);
        let encoded = encoded.map_err(|error| Unfit(format!("the local `{name}`: {error}")))?;
        self.given.push((name, encoded));
        Ok(())
    }
}

fn no_fields<T>() -> Result<T, Unfit> {
    Err(Unfit(
        "locals are the named fields of a struct, or `()` if there are none".to_owned(),
    ))
}

impl SerializeStruct for Fields {
    type Ok = Self;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        self.put(name.to_owned(), value)
    }

    fn end(self) -> Result<Self, Unfit> {
        Ok(self)
    }
}

impl SerializeMap for Fields {
    type Ok = Self;
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        let name = serde_json::to_value(key).ok();
        match name {
            Some(serde_json::Value::String(name)) => self.name = Some(name),
            _ => return no_fields(),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        let name = self.name.take().expect("a value follows its key");
        self.put(name, value)
    }

    fn end(self) -> Result<Self, Unfit> {
        Ok(self)
    }
}

/// Everything that is no struct is refused.
macro_rules! refused {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method(self $(, _: $argument)*) -> Result<Self, Unfit> {
            no_fields()
        })*
    };
}

type No = Impossible<Fields, Unfit>;

impl Serializer for Fields {
    type Ok = Self;
    type Error = Unfit;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = No;

    refused! {
        serialize_bool(bool); serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64); serialize_i128(i128);
        serialize_u8(u8); serialize_u16(u16); serialize_u32(u32); serialize_u64(u64); serialize_u128(u128);
        serialize_f32(f32); serialize_f64(f64); serialize_char(char); serialize_str(&str); serialize_bytes(&[u8]);
        serialize_none(); serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_unit(self) -> Result<Self, Unfit> {
        Ok(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Self, Unfit> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Self, Unfit> {
        no_fields()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self, Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Self, Unfit> {
        no_fields()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<No, Unfit> {
        no_fields()
    }

    fn serialize_tuple(self, _: usize) -> Result<No, Unfit> {
        no_fields()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<No, Unfit> {
        no_fields()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, Unfit> {
        no_fields()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unfit> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unfit> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, Unfit> {
        no_fields()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct AtSleep {
        id: u64,
        note: Option<String>,
        #[serde(flatten)]
        more: BTreeMap<String, u8>,
    }

    #[test]
    fn what_is_given_is_read_back() {
        let locals = AtSleep {
            id: 7,
            note: Some("soon".to_owned()),
            more: BTreeMap::from([("tries".to_owned(), 3)]),
        };
        let LocalsGiven(given) = LocalsGiven::of(&locals).unwrap();
        let names: Vec<_> = given.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["id", "note", "tries"]);
        let kept = Kept(
            given
                .iter()
                .map(|(name, bytes)| (&**name, &**bytes))
                .collect(),
        );
        assert_eq!(kept.read::<AtSleep>(), Ok(locals));
        assert_eq!(kept.read::<()>(), Ok(()));
    }

    #[track_caller]
    fn unread<T: Deserialize<'static> + fmt::Debug>(parts: &[&str]) {
        let LocalsGiven(given) = LocalsGiven::of(&BTreeMap::from([("id", "a")])).unwrap();
        let kept = Kept(
            given
                .iter()
                .map(|(name, bytes)| (&**name, &**bytes))
                .collect(),
        );
        let why = kept.read::<T>().unwrap_err();
        for part in parts {
            assert!(why.contains(part), "{why}");
        }
    }

    #[test]
    fn what_can_t_be_read_is_told_with_the_local() {
        #[derive(Debug, Deserialize)]
        struct Number {
            #[allow(dead_code, reason = "it is never read")]
            id: u64,
        }
        #[derive(Debug, Deserialize)]
        struct Other {
            #[allow(dead_code, reason = "it is never read")]
            phone: String,
        }
        unread::<Number>(&["the local `id`", "invalid type", "it kept `id`"]);
        unread::<Other>(&["missing field `phone`", "it kept `id`"]);
        unread::<Vec<u8>>(&["expected a sequence"]);
    }

    #[test]
    fn what_has_no_named_fields_is_no_locals() {
        assert!(LocalsGiven::of(&()).unwrap().0.is_empty());
        for why in [LocalsGiven::of(&7).err(), LocalsGiven::of(&(1, 2)).err()] {
            let why = why.unwrap();
            assert!(why.contains("the named fields of a struct"), "{why}");
        }
    }
}
