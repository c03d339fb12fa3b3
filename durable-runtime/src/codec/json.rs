//! Encoded values and JSON: the display of values, and the check that JSON can carry one unchanged.

use serde::Serialize;
use serde_json::{Map, Number, Value, json};

use super::encode::{encode, encode_snapshot};
use super::error::CodecError;
use super::tree::{self, Node};
use super::wire::Integer;

/// Begins the text of a parameter that has the value of the instance's input. No value begins with this byte.
const INPUT: u8 = 0x16;

/// A parameter as the instance's input has it.
pub(crate) fn encode_json(text: &str) -> Vec<u8> {
    let mut bytes = vec![INPUT];
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// The JSON of a [parameter](encode_json), if the bytes are those of one.
pub(crate) fn decode_json(bytes: &[u8]) -> Option<Result<&str, CodecError>> {
    let text = std::str::from_utf8(bytes.strip_prefix(&[INPUT])?);
    Some(text.map_err(|_| CodecError::malformed("a part of an input is no text")))
}

/// Encoded bytes as JSON for display. This JSON is not meant to be read back.
///
/// Values that JSON can't express are shown in another form: a float that is not finite and an integer of more than 64
/// bits as a string, bytes as `{"bytes": "<hex>"}`, a map with keys that are not strings as an array of `[key, value]`.
/// Fails only if the bytes are not a valid encoding.
pub(crate) fn to_display_json(bytes: &[u8]) -> Result<Value, CodecError> {
    match decode_json(bytes) {
        Some(text) => serde_json::from_str(text?)
            .map_err(|_| CodecError::malformed("a part of an input is no JSON")),
        None => tree::parse(bytes).map(|node| display(&node)),
    }
}

/// The beginning of the JSON of [`to_display_json`], for a value that may be long: about `bytes_max` bytes. The last of
/// these may describe what was left out.
pub(crate) fn display_beginning(bytes: &[u8], bytes_max: usize) -> String {
    match tree::parse_beginning(bytes, bytes_max, bytes_max) {
        Ok(node) => display(&node).to_string(),
        Err(error) => format!("can't be shown: {error}"),
    }
}

/// Fails if JSON can't express this value, or would silently turn it into another one.
///
/// Refused are floats that are not finite, an option inside an option or a unit inside one where
/// both would be `null`, integers outside of `i64` and `u64`, and map keys that are not strings,
/// integers, bools, chars or unit variants. Bytes become an array of numbers, which reads back.
pub(crate) fn check_json_safe<T: Serialize + ?Sized>(value: &T) -> Result<(), CodecError> {
    check(&tree::parse(&encode_snapshot(value)?)?)
}

/// The same check for a value that is read back in place of this one.
pub(crate) fn check_json_safe_alone<T: Serialize + ?Sized>(value: &T) -> Result<(), CodecError> {
    check(&tree::parse(&encode(value)?)?)
}

/// One node as JSON for display.
pub(crate) fn display(node: &Node<'_>) -> Value {
    match node {
        Node::Unit | Node::None => Value::Null,
        Node::Some(inner) => display(inner),
        Node::Bool(value) => json!(value),
        Node::Integer(value) => display_integer(*value),
        Node::F32(bits) => display_f32(f32::from_bits(*bits)),
        Node::F64(bits) => display_f64(f64::from_bits(*bits)),
        Node::Char(value) => Value::String(value.to_string()),
        Node::Str(value) | Node::UnitVariant(value) => Value::String((*value).to_owned()),
        Node::Bytes(bytes) => {
            let mut hex = String::with_capacity(2 * bytes.len());
            for byte in *bytes {
                hex.push(hex_digit(byte >> 4));
                hex.push(hex_digit(byte & 0x0f));
            }
            json!({ "bytes": hex })
        }
        Node::Seq(elements) => elements.iter().map(display).collect(),
        Node::Map(entries) => display_map(entries),
        Node::Variant(name, payload) => json!({ *name: display(payload) }),
    }
}

fn hex_digit(half_byte: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(half_byte)])
}

fn display_integer(integer: Integer) -> Value {
    match integer {
        Integer::Unsigned(value) => json!(value),
        Integer::Negative(value) => json!(value),
        Integer::BigUnsigned(value) => Value::String(value.to_string()),
        Integer::BigNegative(value) => Value::String(value.to_string()),
    }
}

/// Converts through the decimal form, so that `0.1_f32` is shown as 0.1 and not as the `f64` nearest to it.
fn display_f32(value: f32) -> Value {
    let widened = value
        .to_string()
        .parse()
        .unwrap_or_else(|_| f64::from(value));
    display_f64(widened)
}

fn display_f64(value: f64) -> Value {
    match Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None if value.is_nan() => json!("NaN"),
        None if value > 0.0 => json!("Infinity"),
        None => json!("-Infinity"),
    }
}

fn display_map(entries: &[(Node<'_>, Node<'_>)]) -> Value {
    if let [(Node::Str(ARBITRARY_PRECISION_NUMBER), Node::Str(digits))] = entries {
        return digits
            .parse::<Number>()
            .map_or_else(|_| json!(digits), Value::Number);
    }
    let as_member = |(key, value): &(Node<'_>, Node<'_>)| match key {
        Node::Str(name) | Node::UnitVariant(name) => Some(((*name).to_owned(), display(value))),
        Node::Char(name) => Some((name.to_string(), display(value))),
        _ => None,
    };
    let members: Option<Map<String, Value>> = entries.iter().map(as_member).collect();
    match members {
        // A hand-written `Serialize` may repeat a key; then only pairs show every entry.
        Some(members) if members.len() == entries.len() => Value::Object(members),
        _ => entries
            .iter()
            .map(|(key, value)| json!([display(key), display(value)]))
            .collect(),
    }
}

/// The form of a `serde_json::Number` when the feature `arbitrary_precision` is on. Its text is a valid JSON number, so
/// it is shown as one.
const ARBITRARY_PRECISION_NUMBER: &str = "$serde_json::private::Number";

fn check(node: &Node<'_>) -> Result<(), CodecError> {
    match node {
        Node::Some(inner) => check_some(inner),
        Node::Integer(value) => check_integer(*value),
        Node::F32(bits) => check_float(f32::from_bits(*bits).into()),
        Node::F64(bits) => check_float(f64::from_bits(*bits)),
        Node::Variant(_, payload) => check(payload),
        Node::Seq(elements) => {
            for (index, element) in elements.iter().enumerate() {
                check(element).map_err(|error| error.inside_index(index))?;
            }
            Ok(())
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                check_key(key)?;
                check(value).map_err(|error| tree::inside(error, key))?;
            }
            Ok(())
        }
        Node::Unit
        | Node::None
        | Node::Bool(_)
        | Node::Char(_)
        | Node::Str(_)
        | Node::Bytes(_)
        | Node::UnitVariant(_) => Ok(()),
    }
}

fn check_some(inner: &Node<'_>) -> Result<(), CodecError> {
    match inner {
        Node::Unit => Err(CodecError::new(
            "JSON has one `null`, so `Some(())` would come back as `None`",
        )),
        Node::None => Err(CodecError::new(
            "JSON has one `null`, so `Some(None)` would come back as `None`",
        )),
        other => check(other),
    }
}

fn check_integer(integer: Integer) -> Result<(), CodecError> {
    match integer {
        Integer::Unsigned(_) | Integer::Negative(_) => Ok(()),
        Integer::BigUnsigned(_) | Integer::BigNegative(_) => Err(CodecError::new(
            "an integer of more than 64 bits does not pass through JSON safely; use a string",
        )),
    }
}

fn check_float(value: f64) -> Result<(), CodecError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(CodecError::new(format!(
        "JSON has no number for {value}, and would make it `null`"
    )))
}

fn check_key(key: &Node<'_>) -> Result<(), CodecError> {
    match key {
        Node::Str(_) | Node::UnitVariant(_) | Node::Char(_) | Node::Bool(_) => Ok(()),
        Node::Integer(value) => check_integer(*value),
        other => Err(CodecError::new(format!(
            "a key of a JSON object is text, and this key is {}",
            other.kind()
        ))),
    }
}
