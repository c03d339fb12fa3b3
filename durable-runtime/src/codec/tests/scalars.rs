//! Numbers, text, bytes, options and the standard library's types.

use std::borrow::Cow;
use std::net::IpAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::{check, check_error, check_reads};
use crate::codec::{decode, decode_seed, encode, require_equal};

#[test]
fn nan_keeps_its_bits() {
    for bits in [
        0x7ff8_0000_0000_0000_u64,
        0x7ff8_dead_beef_0001,
        0xfff8_0000_0000_0001,
        0x7ff0_0000_0000_0001,
    ] {
        let value: f64 = decode(&encode(&f64::from_bits(bits)).unwrap()).unwrap();
        assert_eq!(value.to_bits(), bits);
    }
    for bits in [0x7fc0_0000_u32, 0x7fc0_beef, 0xffc0_0001, 0x7f80_0001] {
        let value: f32 = decode(&encode(&f32::from_bits(bits)).unwrap()).unwrap();
        assert_eq!(value.to_bits(), bits);
    }
}

#[test]
fn floats_come_back_exactly() {
    check((
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN_POSITIVE,
        0.1,
        5e-324,
    ));
    check((
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::MAX,
        f32::MIN_POSITIVE,
        0.1_f32,
    ));
    let zero: f64 = decode(&encode(&-0.0).unwrap()).unwrap();
    assert!(zero.is_sign_negative());
}

#[test]
fn integers_come_back_at_their_extremes() {
    check((u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX, usize::MAX));
    check((i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN, isize::MIN));
    check((i8::MAX, i16::MAX, i32::MAX, i64::MAX, i128::MAX, isize::MAX));
    check(vec![
        u128::from(u64::MAX),
        u128::from(u64::MAX) + 1,
        0,
        127,
        128,
    ]);
    check(vec![
        i128::from(i64::MIN),
        i128::from(i64::MIN) - 1,
        -1,
        i128::from(u64::MAX) + 1,
    ]);
    check((
        -1_i64, -64_i64, -65_i64, 63_u8, 64_u8, 127_u8, 128_u8, 16384_u32,
    ));
}

#[test]
fn an_integer_that_does_not_fit_is_refused() {
    check_error(decode::<u8>(&encode(&300).unwrap()), "300");
    check_error(decode::<u64>(&encode(&-1).unwrap()), "-1");
    check_error(decode::<i64>(&encode(&u128::MAX).unwrap()), "128");
}

#[test]
fn text_and_chars_come_back() {
    check((
        'a',
        'ß',
        '\u{10ffff}',
        '\0',
        String::new(),
        "text".to_owned(),
        "é".repeat(31),
        "x".repeat(63),
        "x".repeat(64),
    ));
    check(Cow::Borrowed("a cow"));
    check("boxed".to_owned().into_boxed_str());
}

#[test]
fn static_text_comes_back() {
    check("a literal");
    check(vec!["one", "two", "one"]);
    check(["a", "b", "c"]);
    check((Some("x"), None::<&str>, ("y", 1)));
    check(std::collections::BTreeMap::from([("key", "value")]));
    check(Path::new("/literal"));
    check(Static {
        name: "derived",
        maybe: Some("field"),
    });
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Static {
    name: &'static str,
    maybe: Option<&'static str>,
}

#[test]
fn static_text_is_kept_once() {
    let bytes = encode("kept once").unwrap();
    let (first, second): (&str, &str) = (decode(&bytes).unwrap(), decode(&bytes).unwrap());
    assert!(std::ptr::eq(first, second));
}

#[test]
fn static_bytes_come_back() {
    check(b"a byte literal".as_slice());
    let bytes: &[u8] = decode(&encode(&Buffer(vec![1, 2])).unwrap()).unwrap();
    assert_eq!(bytes, [1, 2]);
}

#[derive(Debug, PartialEq)]
struct Buffer(Vec<u8>);

impl Serialize for Buffer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Buffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BufferVisitor;

        impl Visitor<'_> for BufferVisitor {
            type Value = Buffer;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Buffer, E> {
                Ok(Buffer(bytes.to_vec()))
            }
        }

        deserializer.deserialize_byte_buf(BufferVisitor)
    }
}

#[test]
fn byte_buffers_come_back() {
    check(Buffer(vec![]));
    check(Buffer((0..=255).collect()));
    check((0..=255).collect::<Vec<u8>>());
    check(c"a C string".to_owned());
}

#[test]
fn options_of_units_and_options_come_back() {
    check([Some(()), None]);
    check([None, Some(None), Some(Some(1))]);
    check([None, Some(None), Some(Some(None)), Some(Some(Some(())))]);
    check([None, Some(Option::<()>::None), Some(Some(()))]);
    check(Some(vec![Some(None), Some(Some("x".to_owned())), None]));
}

#[test]
fn a_field_may_become_an_option_and_stop_being_one() {
    check_reads(&5, Some(5));
    check_reads(&Some(5), 5);
    check_reads(&(), None::<u8>);
    check_reads(&Some(Some("x")), "x".to_owned());
    check_reads(&Some(vec![1]), vec![1]);
}

#[test]
fn an_integer_reads_as_a_float_and_a_char_as_text() {
    check_reads(&5, 5.0);
    check_reads(&'x', "x".to_owned());
    check_reads(&"x", 'x');
}

#[test]
fn types_of_the_standard_library_come_back() {
    check(Duration::new(u64::MAX, 999_999_999));
    check(SystemTime::UNIX_EPOCH + Duration::from_nanos(1_234_567_890_123_456_789));
    check([
        "127.0.0.1".parse::<IpAddr>().unwrap(),
        "fe80::1".parse().unwrap(),
    ]);
    check(PathBuf::from("/tmp/some file"));
    check(std::ffi::OsString::from("os"));
    check(Range { start: 1, end: 5 });
    check(1..=5);
    check([Ok::<u8, String>(1), Err("failed".to_owned())]);
    check([Ok::<(), ()>(()), Err(())]);
    check(Box::new(5));
    check([[1, 2], [3, 4]]);
    check(std::num::NonZeroU8::new(3));
    check(std::ops::Bound::Included(1));
    check(std::num::Wrapping(-3));
    check([0_u8; 32]);
    check(());
    check(true);
    check([false, true]);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_text_is_refused() {
    use std::os::unix::ffi::OsStringExt as _;
    let path = PathBuf::from(std::ffi::OsString::from_vec(vec![0xff]));
    check_error(encode(&path), "UTF-8");
}

#[test]
fn a_seed_reads_what_a_type_reads() {
    let bytes = encode(&[1, 2]).unwrap();
    let seed = std::marker::PhantomData::<Vec<u8>>;
    assert_eq!(decode_seed(seed, &bytes).unwrap(), [1, 2]);
    check_error(decode_seed(seed, &bytes[..1]), "end in the middle");
}

#[test]
fn encodings_are_equal_in_any_order_of_entries_only() {
    let equal = |saved: &[u8], again: &[u8]| {
        require_equal(&encode(saved).unwrap(), &encode(again).unwrap())
    };
    equal(&[1, 2], &[2, 1]).unwrap();
    check_error(
        equal(&[1, 2], &[1, 3]),
        "an integer has another content afterwards (at `[1]`)",
    );
    check_error(
        equal(&[1, 2], &[1]),
        "a sequence has another content afterwards",
    );
}
