//! Tests of the whole module, by subject. The helpers that they share are here.

#![allow(
    clippy::option_option,
    clippy::zero_sized_map_values,
    reason = "that these types come back is what is tested"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "`check(value)` reads better than `check(&value)` a hundred times"
)]

mod containers;
mod enums;
mod hostile;
mod json;
mod properties;
mod scalars;
mod sharing;

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::{decode, encode, encode_verified};

/// The value comes back equal, is admitted by `encode_verified`, and no prefix of its encoding
/// decodes.
#[track_caller]
fn check<T: Serialize + Deserialize<'static> + PartialEq + Debug>(value: T) {
    let bytes = encode(&value).unwrap();
    assert_eq!(decode::<T>(&bytes).unwrap(), value);
    assert_eq!(encode_verified(&value).unwrap(), bytes);
    for len in 0..bytes.len() {
        let error = decode::<T>(&bytes[..len]).expect_err("a prefix is not a value");
        assert!(!error.to_string().is_empty());
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(decode::<T>(&longer).is_err(), "a byte too many is an error");
}

/// Checks that a value saved as one type reads as another.
#[track_caller]
fn check_reads<T: Deserialize<'static> + PartialEq + Debug>(saved: &impl Serialize, read: T) {
    assert_eq!(decode::<T>(&encode(saved).unwrap()).unwrap(), read);
}

#[track_caller]
fn check_error<T: Debug>(result: Result<T, super::CodecError>, part: &str) {
    let message = result.unwrap_err().to_string();
    assert!(message.contains(part), "{message}");
}
