//! Properties of every value, tested on random nested ones.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::check_error;
use crate::codec::{decode, encode, encode_verified, to_display_json};

/// A float that is equal to itself even if it is not a number.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Bits(f64);

impl PartialEq for Bits {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

/// Every kind of value, nested in every kind of container.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Any {
    Unit,
    Bool(bool),
    U64(u64),
    I64(i64),
    U128(u128),
    I128(i128),
    F64(Bits),
    F32(f32),
    Char(char),
    Text(String),
    Bytes(Vec<u8>),
    Nothing(Option<()>),
    Options(Option<Option<Option<Box<Any>>>>),
    Seq(Vec<Any>),
    Tuple(Box<Any>, u8, Box<Any>),
    Struct {
        first: Box<Any>,
        second: Option<Box<Any>>,
    },
    IntegerKeys(BTreeMap<i64, Any>),
    TupleKeys(BTreeMap<(u8, String), Any>),
    BytesKeys(BTreeMap<Vec<u8>, Any>),
    Outcome(Result<Box<Any>, String>),
    Elapsed(Duration),
    Address(IpAddr),
    Json(Value),
    Internal(Internal),
    Flat(Flat),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub(super) enum Internal {
    Empty,
    Struct {
        value: Option<Option<Bits>>,
        json: Value,
        list: Vec<Untagged>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Untagged {
    Named { named: Option<Option<()>> },
    Integer(i64),
    Float(Bits),
    Text(String),
    List(Vec<Untagged>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Flat {
    id: u64,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn bits() -> impl Strategy<Value = Bits> {
    any::<u64>().prop_map(|bits| Bits(f64::from_bits(bits)))
}

fn untagged() -> impl Strategy<Value = Untagged> {
    let leaf = prop_oneof![
        any::<Option<Option<()>>>().prop_map(|named| Untagged::Named { named }),
        any::<i64>().prop_map(Untagged::Integer),
        bits().prop_map(Untagged::Float),
        ".{0,6}".prop_map(Untagged::Text),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Untagged::List)
    })
}

fn any_value() -> impl Strategy<Value = Any> {
    let numbers = prop_oneof![
        any::<bool>().prop_map(Any::Bool),
        any::<u64>().prop_map(Any::U64),
        (0_u64..300).prop_map(Any::U64),
        any::<i64>().prop_map(Any::I64),
        (-300_i64..300).prop_map(Any::I64),
        any::<u128>().prop_map(Any::U128),
        any::<i128>().prop_map(Any::I128),
        bits().prop_map(Any::F64),
        any::<f32>().prop_map(Any::F32),
        any::<char>().prop_map(Any::Char),
    ];
    let others = prop_oneof![
        Just(Any::Unit),
        ".{0,80}".prop_map(Any::Text),
        any::<Vec<u8>>().prop_map(Any::Bytes),
        any::<Option<()>>().prop_map(Any::Nothing),
        any::<Duration>().prop_map(Any::Elapsed),
        any::<IpAddr>().prop_map(Any::Address),
        json().prop_map(Any::Json),
        Just(Any::Internal(Internal::Empty)),
        (
            any::<Option<()>>(),
            bits(),
            json(),
            prop::collection::vec(untagged(), 0..3)
        )
            .prop_map(|(some, bits, json, list)| {
                Any::Internal(Internal::Struct {
                    value: some.map(|()| Some(bits)),
                    json,
                    list,
                })
            }),
        (
            any::<u64>(),
            prop::collection::btree_map("[A-Z]{0,3}", json(), 0..3)
        )
            .prop_map(|(id, rest)| Any::Flat(Flat { id, rest })),
    ];
    prop_oneof![numbers, others].prop_recursive(5, 40, 5, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            prop::option::of(prop::option::of(prop::option::of(boxed.clone())))
                .prop_map(Any::Options),
            prop::collection::vec(inner.clone(), 0..5).prop_map(Any::Seq),
            (boxed.clone(), any::<u8>(), boxed.clone())
                .prop_map(|(left, number, right)| Any::Tuple(left, number, right)),
            (boxed.clone(), prop::option::of(boxed.clone()))
                .prop_map(|(first, second)| Any::Struct { first, second }),
            prop::collection::btree_map(any::<i64>(), inner.clone(), 0..4)
                .prop_map(Any::IntegerKeys),
            prop::collection::btree_map((any::<u8>(), ".{0,4}"), inner.clone(), 0..4)
                .prop_map(Any::TupleKeys),
            prop::collection::btree_map(any::<Vec<u8>>(), inner, 0..4).prop_map(Any::BytesKeys),
            prop::result::maybe_ok(boxed, ".{0,5}").prop_map(Any::Outcome),
        ]
    })
}

/// Without the file that proptest would leave beside the sources on a failure.
pub(super) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn every_value_comes_back(value in any_value()) {
        let bytes = encode_verified(&value).unwrap();
        prop_assert_eq!(&decode::<Any>(&bytes).unwrap(), &value);
        prop_assert_eq!(encode(&value).unwrap(), bytes.clone());
        prop_assert!(to_display_json(&bytes).is_ok());
    }

    #[test]
    fn no_prefix_of_a_value_is_a_value(value in any_value()) {
        let bytes = encode(&value).unwrap();
        for len in 0..bytes.len() {
            prop_assert!(decode::<Any>(&bytes[..len]).is_err());
        }
    }

    #[test]
    fn a_changed_byte_never_panics(value in any_value(), place: prop::sample::Index, byte: u8) {
        let mut bytes = encode(&value).unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = decode::<Any>(&bytes);
        let _ = to_display_json(&bytes);
    }
}

#[test]
fn a_value_of_another_type_is_an_error() {
    check_error(decode::<Any>(&encode(&1).unwrap()), "expected enum Any");
}
