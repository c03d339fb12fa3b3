//! Damaged bytes and values without end: always an error, never a panic, a full stack or a large
//! allocation.

use std::collections::HashMap;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::check_error;
use super::properties::{Any, config};
use crate::codec::wire::{DEPTH_MAX, tag};
use crate::codec::{decode, encode, encode_verified, to_display_json};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct List(Option<Box<List>>);

fn list(len: usize) -> List {
    (0..len).fold(List(None), |rest, _| List(Some(Box::new(rest))))
}

#[test]
fn nesting_is_limited_when_saving_and_what_is_saved_can_be_read() {
    let deepest = list(DEPTH_MAX);
    assert_eq!(
        decode::<List>(&encode_verified(&deepest).unwrap()).unwrap(),
        deepest
    );
    check_error(encode(&list(DEPTH_MAX + 1)), "nested more than 128 levels");
}

#[test]
fn nesting_is_limited_when_reading() {
    for tag in [tag::SOME, tag::SEQ_UNCOUNTED, tag::MAP_UNCOUNTED] {
        let bytes = vec![tag; 1_000_000];
        assert!(decode::<Value>(&bytes).is_err());
        assert!(decode::<IgnoredAny>(&bytes).is_err());
        assert!(decode::<List>(&bytes).is_err());
        assert!(decode::<Any>(&bytes).is_err());
        assert!(to_display_json(&bytes).is_err());
    }
    let variants = [tag::VARIANT, 1, b'x'].repeat(100_000);
    check_error(decode::<Value>(&variants), "nested more than 128 levels");
    check_error(to_display_json(&variants), "nested more than 128 levels");
}

#[test]
fn a_recursive_option_that_meets_another_value_ends() {
    check_error(
        decode::<List>(&encode(&5).unwrap()),
        "nested more than 128 levels",
    );
}

#[test]
fn a_length_that_the_bytes_cannot_hold_is_refused() {
    for tag in [
        tag::STR,
        tag::BYTES,
        tag::SEQ,
        tag::MAP,
        tag::UNIT_VARIANT,
        tag::VARIANT,
    ] {
        let huge = [
            tag, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
        ];
        check_error(decode::<Value>(&huge), "end in the middle");
        check_error(decode::<Value>(&[tag, 3, tag::UNIT]), "end in the middle");
        assert!(to_display_json(&huge).is_err());
    }
}

#[test]
fn damaged_tags_numbers_and_text_are_refused() {
    check_error(decode::<Value>(&[]), "end in the middle");
    for unknown in 0x15..0x40 {
        check_error(decode::<Value>(&[unknown]), "no value begins with");
    }
    check_error(decode::<Value>(&[tag::END]), "no value begins with 0x12");
    let ten_bytes = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    for last in [0x02, 0x7f, 0x81] {
        check_error(
            decode::<u64>(&[&[tag::UNSIGNED], &ten_bytes[..], &[last, 0]].concat()),
            "64 bits",
        );
    }
    check_error(
        decode::<i64>(&[&[tag::NEGATIVE], &ten_bytes[..], &[1]].concat()),
        "64 bits",
    );
    check_error(
        decode::<char>(&[tag::CHAR, 0x80, 0xb0, 0x03]),
        "no character",
    );
    check_error(decode::<String>(&[tag::SHORT_STR | 1, 0xff]), "UTF-8");
    check_error(
        decode::<Value>(&[tag::UNIT, tag::UNIT]),
        "left after the value",
    );
    check_error(
        to_display_json(&[tag::UNIT, tag::UNIT]),
        "left after the value",
    );
}

fn read_as_everything(bytes: &[u8]) {
    let _ = decode::<Any>(bytes);
    let _ = decode::<Vec<Any>>(bytes);
    let _ = decode::<Value>(bytes);
    let _ = decode::<List>(bytes);
    let _ = decode::<HashMap<String, Option<u8>>>(bytes);
    let _ = decode::<(u8, i128, f32)>(bytes);
    let is_valid = decode::<IgnoredAny>(bytes).is_ok();
    assert_eq!(to_display_json(bytes).is_ok(), is_valid);
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        read_as_everything(&bytes);
    }

    #[test]
    fn random_tags_never_panic(bytes in proptest::collection::vec(0_u8..0x18, 0..64)) {
        read_as_everything(&bytes);
    }
}
