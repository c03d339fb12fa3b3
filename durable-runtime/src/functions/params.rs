//! Reading and writing a function's parameters. In JSON one parameter is its bare value, and several are an object keyed by
//! their names. In the storage encoding one parameter has its name before it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::codec;
use crate::machine::compile_time::type_ok::HasOutput;
use crate::machine::stepping::Stepping;
use crate::model::json::{Json, JsonError};
use crate::step::frame::{Fault, IncompatibleCheckpoint};
use crate::step::storable::Storable;

/// The names of a function's parameters.
pub type Names = &'static [&'static str];

/// A tuple of parameters that can be written.
pub trait WriteParams {
    fn write<S: Serializer>(&self, names: Names, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A tuple of parameters that can be read.
pub trait Params<'de>: Sized {
    fn read<D: Deserializer<'de>>(names: Names, deserializer: D) -> Result<Self, D::Error>;
}

/// Parameters that can be stored: an activity's.
pub trait StoredParams: Sized {
    /// Their reader and writer, without their names. A constant of the trait, for rustc adds to an error about a
    /// function where that demands the trait.
    const OF: Parameters<Self>;
}

/// A parameter of an orchestrator, which is read from JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a parameter of an orchestrator: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or pass what it is made from"
)]
pub trait JsonParam: Serialize + de::DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + de::DeserializeOwned> JsonParam for T {}

/// A parameter of an activity or an inline orchestrator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a parameter of this function: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, pass what it is made from, or, in an activity, share it as a `State<{Self}>`"
)]
pub trait StoredParam: Storable {}

#[diagnostic::do_not_recommend]
impl<T: Storable> StoredParam for T {}

/// Parameters that can be read from JSON: an orchestrator's.
pub trait JsonParams: Sized {
    /// Their reader and writer, without their names.
    const OF: JsonParameters<Self>;
}

/// The reader and writer of a function's parameters. Made in one place per function, so that a parameter that can't be
/// stored is one error.
pub struct Parameters<P> {
    pub(crate) names: Names,
    pub(crate) encode: fn(Names, &P) -> Result<Vec<u8>, codec::CodecError>,
    pub(crate) decode: fn(Names, &[u8]) -> Result<P, codec::CodecError>,
    pub(crate) from_json: fn(Names, &Json) -> Result<P, serde_json::Error>,
}

/// The same for parameters that are read from JSON.
pub struct JsonParameters<P> {
    pub(crate) names: Names,
    pub(crate) to_json: fn(Names, &P) -> Result<Json, JsonError>,
    pub(crate) from_json: fn(Names, &Json) -> Result<P, JsonError>,
}

impl<P: WriteParams + Params<'static>> Parameters<P> {
    const NAMELESS: Self = Self {
        names: &[],
        encode: encode::<P>,
        decode: decode::<P>,
        from_json: |names, json| P::read(names, json.value()?),
    };
}

impl<P: WriteParams + for<'de> Params<'de>> JsonParameters<P> {
    const NAMELESS: Self = Self {
        names: &[],
        to_json: to_json::<P>,
        from_json: from_json::<P>,
    };
}

impl<P> Parameters<P> {
    /// Sets the names.
    #[must_use]
    pub const fn named(self, names: Names) -> Self {
        Self { names, ..self }
    }
}

impl<P> JsonParameters<P> {
    /// Sets the names.
    #[must_use]
    pub const fn named(self, names: Names) -> Self {
        Self { names, ..self }
    }
}

/// The parameters in JSON, as an instance's input.
fn to_json<P: WriteParams>(names: Names, params: &P) -> Result<Json, JsonError> {
    Json::of_alone(&Named { names, params })
}

/// Reads the parameters from JSON. It accepts what real clients send: a string that holds JSON is read as that JSON
/// where the string itself doesn't fit.
fn from_json<P: for<'de> Params<'de>>(names: Names, json: &Json) -> Result<P, JsonError> {
    json.decode_seed(Seed::new(names))
        .or_else(|error| match json.unwrapped() {
            Some(inner) => inner.decode_seed(Seed::new(names)),
            None => Err(error),
        })
}

/// The parameters in the storage encoding, as an activity's input.
fn encode<P: WriteParams + Params<'static>>(
    names: Names,
    params: &P,
) -> Result<Vec<u8>, codec::CodecError> {
    let bytes = codec::encode(&Named { names, params })?;
    let again: P = codec::decode_seed(Seed::new(names), &bytes)?;
    codec::require_equal(
        &bytes,
        &codec::encode(&Named {
            names,
            params: &again,
        })?,
    )?;
    Ok(match names {
        [name] => with_name(name, &bytes),
        _ => bytes,
    })
}

/// The parameters from the storage encoding.
fn decode<P: Params<'static>>(names: Names, bytes: &[u8]) -> Result<P, codec::CodecError> {
    let value = match (split_name(bytes), names) {
        (Some((name, value)), [own]) if name == *own => value,
        (Some((name, _)), _) => {
            return Err(de::Error::custom(format_args!(
                "unknown parameter `{name}`; the function takes {}",
                listed(names)
            )));
        }
        // Several have their names in the value. A single one of an older program has none.
        (None, _) => bytes,
    };
    codec::decode_seed(Seed::new(names), value)
}

/// Begins the stored form of a single parameter. No value begins with this byte.
const NAMED: u8 = 0x15;

/// A value after the name of its parameter.
fn with_name(name: &str, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(name.len()).expect("a name is shorter");
    let mut bytes = Vec::with_capacity(3 + name.len() + value.len());
    bytes.push(NAMED);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(value);
    bytes
}

/// The name of a single parameter and its value, if the bytes have a name.
fn split_name(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.strip_prefix(&[NAMED])?.split_first_chunk()?;
    let length = usize::from(u16::from_le_bytes(*length));
    let (name, value) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(name).ok()?, value))
}

/// The input of a call as people know it: a single parameter without its name.
pub(crate) fn shown(input: &[u8]) -> &[u8] {
    split_name(input).map_or(input, |(_, value)| value)
}

/// Converts an activity's input from JSON, for its entry.
#[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
pub fn arguments_of<P>(parameters: &Parameters<P>, input: &Json) -> Result<Vec<u8>, String> {
    let said = |error: &dyn fmt::Display| error.to_string();
    let params = (parameters.from_json)(parameters.names, input).map_err(|error| said(&error))?;
    (parameters.encode)(parameters.names, &params).map_err(|error| said(&error))
}

struct Named<'a, P> {
    names: Names,
    params: &'a P,
}

impl<P: WriteParams> Serialize for Named<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.params.write(self.names, serializer)
    }
}

/// Reads parameters of these names.
pub(crate) struct Seed<P> {
    names: Names,
    params: PhantomData<P>,
}

impl<P> Seed<P> {
    pub(crate) fn new(names: Names) -> Self {
        Self {
            names,
            params: PhantomData,
        }
    }
}

impl<'de, P: Params<'de>> DeserializeSeed<'de> for Seed<P> {
    type Value = P;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<P, D::Error> {
        P::read(self.names, deserializer)
    }
}

impl WriteParams for () {
    fn write<S: Serializer>(&self, _: Names, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Params<'de> for () {
    fn read<D: Deserializer<'de>>(_: Names, deserializer: D) -> Result<Self, D::Error> {
        /// No parameters, in any form that clients use: `null`, `""`, `{}` or `[]`.
        struct Nothing;
        impl<'de> Visitor<'de> for Nothing {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("no input, for the function has no parameters")
            }

            fn visit_unit<E: de::Error>(self) -> Result<(), E> {
                Ok(())
            }

            fn visit_none<E: de::Error>(self) -> Result<(), E> {
                Ok(())
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
                if text.is_empty() {
                    Ok(())
                } else {
                    Err(E::invalid_type(de::Unexpected::Str(text), &self))
                }
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
                match seq.next_element::<IgnoredAny>()? {
                    None => Ok(()),
                    Some(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
                match map.next_key::<String>()? {
                    None => Ok(()),
                    Some(name) => Err(de::Error::custom(format_args!(
                        "unknown parameter `{name}`: the function has none"
                    ))),
                }
            }
        }
        deserializer.deserialize_any(Nothing)
    }
}

impl<A: Serialize> WriteParams for (A,) {
    fn write<S: Serializer>(&self, _: Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, A: de::Deserialize<'de>> Params<'de> for (A,) {
    fn read<D: Deserializer<'de>>(names: Names, deserializer: D) -> Result<Self, D::Error> {
        match A::deserialize(deserializer) {
            Ok(value) => Ok((value,)),
            Err(error) => Err(de::Error::custom(format_args!(
                "the whole input is `{}`, the function's one parameter: {error}",
                names[0]
            ))),
        }
    }
}

impl StoredParams for () {
    const OF: Parameters<Self> = Parameters::NAMELESS;
}

impl JsonParams for () {
    const OF: JsonParameters<Self> = JsonParameters::NAMELESS;
}

impl<A: StoredParam> StoredParams for (A,) {
    const OF: Parameters<Self> = Parameters::NAMELESS;
}

impl<A: JsonParam> JsonParams for (A,) {
    const OF: JsonParameters<Self> = JsonParameters::NAMELESS;
}

macro_rules! several_parameters {
    ($($type:ident $value:ident $index:tt),+) => {
        impl<$($type: StoredParam),+> StoredParams for ($($type,)+) {
            const OF: Parameters<Self> = Parameters::NAMELESS;
        }

        impl<$($type: JsonParam),+> JsonParams for ($($type,)+) {
            const OF: JsonParameters<Self> = JsonParameters::NAMELESS;
        }

        impl<$($type: Serialize),+> WriteParams for ($($type,)+) {
            fn write<S: Serializer>(&self, names: Names, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(names.len()))?;
                $(map.serialize_entry(names[$index], &self.$index)?;)+
                map.end()
            }
        }

        impl<'de, $($type: de::Deserialize<'de>),+> Params<'de> for ($($type,)+) {
            fn read<Source: Deserializer<'de>>(names: Names, deserializer: Source) -> Result<Self, Source::Error> {
                struct ByName<$($type),+>(Names, PhantomData<($($type,)+)>);

                impl<'de, $($type: de::Deserialize<'de>),+> Visitor<'de> for ByName<$($type),+> {
                    type Value = ($($type,)+);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "an object with {}", listed(self.0))
                    }

                    fn visit_map<Map: MapAccess<'de>>(self, mut map: Map) -> Result<Self::Value, Map::Error> {
                        let names = self.0;
                        $(let mut $value: Option<$type> = None;)+
                        while let Some(key) = map.next_key::<String>()? {
                            match names.iter().position(|name| *name == key) {
                                $(Some($index) if $value.is_none() => {
                                    $value = Some(map.next_value().map_err(|error| mistyped(names[$index], &error))?);
                                })+
                                Some(_) => {
                                    return Err(de::Error::custom(format_args!("parameter `{key}` is given twice")));
                                }
                                None => {
                                    return Err(de::Error::custom(format_args!(
                                        "unknown parameter `{key}`; the function takes {}", listed(names)
                                    )));
                                }
                            }
                        }
                        Ok(($(match $value {
                            Some(value) => value,
                            None => $type::deserialize(Missing::<Map::Error>(names[$index], PhantomData))?,
                        },)+))
                    }
                }
                deserializer.deserialize_map(ByName(names, PhantomData))
            }
        }
    };
}

several_parameters!(A a 0, B b 1);
several_parameters!(A a 0, B b 1, C c 2);
several_parameters!(A a 0, B b 1, C c 2, D d 3);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10);
several_parameters!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11);

fn listed(names: Names) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn mistyped<E: de::Error>(name: &str, error: &E) -> E {
    E::custom(format_args!("parameter `{name}`: {error}"))
}

/// A parameter that was not given: `None` where it is optional, otherwise an error that names it.
struct Missing<E>(&'static str, PhantomData<E>);

impl<'de, E: de::Error> Deserializer<'de> for Missing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::custom(format_args!("parameter `{}` is missing", self.0)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<S> Stepping<'_, '_, S> {
    /// The arguments, at the function's start.
    pub fn __durable_params<P>(&mut self, parameters: &JsonParameters<P>) -> S::Type
    where
        S: HasOutput<P>,
    {
        let params = (parameters.from_json)(parameters.names, &self.frame.take_input());
        S::yields(params.unwrap_or_else(|error| {
            Fault::Blocked(IncompatibleCheckpoint::Input(error.to_string())).throw()
        }))
    }

    /// The arguments, at an inline function's start.
    pub fn __durable_arguments<P>(&mut self, parameters: &Parameters<P>) -> S::Type
    where
        S: HasOutput<P>,
    {
        let params = (parameters.decode)(parameters.names, &self.frame.take_arguments().0);
        S::yields(params.unwrap_or_else(|error| {
            Fault::Blocked(IncompatibleCheckpoint::Input(error.to_string())).throw()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Order = (String, u32, Option<bool>);
    const NAMES: Names = &["item", "count", "gift"];

    fn read(text: &str) -> Result<Order, String> {
        from_json(NAMES, &text.parse().unwrap()).map_err(|error| error.to_string())
    }

    /// A call that was stored with a phone number isn't read as one with an e-mail address.
    #[test]
    fn a_single_argument_is_stored_with_its_name() {
        let phone = encode(&["phone"], &("0123".to_owned(),)).unwrap();
        assert_eq!(decode::<(String,)>(&["phone"], &phone).unwrap().0, "0123");
        let error = decode::<(String,)>(&["email"], &phone).unwrap_err();
        assert!(error.to_string().contains("unknown parameter `phone`"));
        assert_eq!(shown(&phone), codec::encode("0123").unwrap());
        // An older program stored no name.
        let bare = codec::encode("0123").unwrap();
        assert_eq!(decode::<(String,)>(&["email"], &bare).unwrap().0, "0123");
    }

    #[test]
    fn several_parameters_are_keyed_by_name_and_optional_ones_may_be_missing() {
        assert_eq!(
            read(r#"{"count": 2, "item": "tea"}"#).unwrap(),
            ("tea".into(), 2, None)
        );
        assert_eq!(
            read(r#"{"count": 2, "item": "tea", "gift": true}"#).unwrap(),
            ("tea".into(), 2, Some(true))
        );
    }

    #[test]
    fn a_body_that_was_encoded_twice_is_read_as_it_was_meant() {
        assert_eq!(
            read(r#""{\"count\": 2, \"item\": \"tea\"}""#).unwrap(),
            ("tea".into(), 2, None)
        );
        let text: (String,) = from_json(&["phone"], &r#""2345""#.parse().unwrap()).unwrap();
        assert_eq!(text.0, "2345", "a text that fits is never unwrapped");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, message) in [
            (r#"{"count": 2}"#, "parameter `item` is missing"),
            (
                r#"{"item": "tea", "count": 2, "gfit": true}"#,
                "unknown parameter `gfit`",
            ),
            (r#"{"item": "tea", "count": "two"}"#, "parameter `count`"),
            (r#"{"item": "tea", "count": 2, "count": 3}"#, "given twice"),
            ("[]", "an object with `item`, `count`, `gift`"),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.matches(message).count(), 1, "{text}: {error}");
            assert!(!error.starts_with("at "), "{text}: {error}");
        }
    }

    #[test]
    fn the_input_of_one_parameter_is_that() {
        let input = r#"{"city": "Tokyo"}"#.parse().unwrap();
        let error = from_json::<(String,)>(&["city"], &input).unwrap_err();
        let message = "the whole input is `city`, the function's one parameter: invalid type: map, expected a string at line 1 column 0";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn a_function_without_parameters_takes_no_input() {
        for nothing in ["null", "{}", "[]", r#""""#] {
            from_json::<()>(&[], &nothing.parse().unwrap()).unwrap();
        }
        assert!(from_json::<()>(&[], &r#"{"a": 1}"#.parse().unwrap()).is_err());
    }

    #[test]
    fn the_storage_encoding_gives_back_what_json_could_not() {
        let params = (f64::NAN, Some(Some(())), None::<Option<()>>);
        let names: Names = &["a", "b", "c"];
        let back: (f64, Option<Option<()>>, Option<Option<()>>) =
            decode(names, &encode(names, &params).unwrap()).unwrap();
        assert!(back.0.is_nan());
        assert_eq!((back.1, back.2), (Some(Some(())), None));
    }
}
