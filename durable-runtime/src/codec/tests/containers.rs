//! Sequences, maps, structs and `serde_json`'s own types.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::{check, check_error, check_reads};
use crate::codec::{decode, decode_held, encode, encode_verified};

#[test]
fn sequences_come_back() {
    check(Vec::<u8>::new());
    check((0..300).collect::<Vec<i32>>());
    check(VecDeque::from([1.5, 2.5]));
    check(BTreeSet::from([(1, 'a'), (2, 'b')]));
    check((1, "two".to_owned(), 3.0, ((), [4])));
    check(vec![vec![vec![Some(())], vec![]], vec![]]);
}

#[test]
fn map_keys_may_be_anything() {
    check(BTreeMap::from([((1, 2), 'a'), ((-1, 300), 'b')]));
    check(BTreeMap::from([
        (1_u64, "one".to_owned()),
        (u64::MAX, "many".to_owned()),
    ]));
    check(BTreeMap::from([(i128::MIN, true), (i128::MAX, false)]));
    check(BTreeMap::from([(vec![0_u8, 255], vec![1_u8])]));
    check(BTreeMap::from([
        (Some(Some(1)), ()),
        (Some(None), ()),
        (None, ()),
    ]));
    check(BTreeMap::from([(
        Point { x: 1, y: 2 },
        Point { x: 3, y: 4 },
    )]));
    check(BTreeMap::from([('c', false), ('d', true)]));
    check(BTreeMap::from([((), 1)]));
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Point {
    x: i32,
    y: i32,
}

#[test]
fn hash_maps_and_sets_come_back_in_whatever_order() {
    let map: HashMap<u32, HashSet<String>> = (0..100)
        .map(|n| (n, (0..n).map(|text| text.to_string()).collect()))
        .collect();
    let bytes = encode_verified(&map).unwrap();
    assert_eq!(
        decode::<HashMap<u32, HashSet<String>>>(&bytes).unwrap(),
        map
    );
    let sets: HashSet<BTreeSet<u8>> = (0..50).map(|n| (0..n).collect()).collect();
    let bytes = encode_verified(&sets).unwrap();
    assert_eq!(decode::<HashSet<BTreeSet<u8>>>(&bytes).unwrap(), sets);
}

#[test]
fn structs_of_every_shape_come_back() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Unit;
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Newtype(Option<Unit>);
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Tuple(u8, Newtype, Unit);
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Empty {}
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Named {
        r#type: Tuple,
        #[serde(rename = "a name", skip_serializing_if = "Option::is_none", default)]
        optional: Option<Empty>,
        #[serde(borrow)]
        cow: std::borrow::Cow<'static, str>,
    }

    check(Unit);
    check([Newtype(None), Newtype(Some(Unit))]);
    check(Tuple(1, Newtype(Some(Unit)), Unit));
    check(Empty {});
    for optional in [None, Some(Empty {})] {
        check(Named {
            r#type: Tuple(1, Newtype(None), Unit),
            optional,
            cow: "cow".into(),
        });
    }
}

#[test]
fn a_struct_may_gain_lose_and_reorder_fields() {
    #[derive(Serialize)]
    struct Old {
        removed: BTreeMap<(u8, u8), Option<f64>>,
        x: u8,
        y: i64,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct New {
        y: i64,
        x: u64,
        #[serde(default)]
        added: String,
        option: Option<u8>,
    }

    let old = Old {
        removed: BTreeMap::from([((1, 2), Some(3.0))]),
        x: 1,
        y: -2,
    };
    check_reads(
        &old,
        New {
            y: -2,
            x: 1,
            added: String::new(),
            option: None,
        },
    );
}

#[test]
fn a_field_whose_error_becomes_a_default_leaves_the_next_field_whole() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Lenient {
        #[serde(deserialize_with = "or_default")]
        points: Vec<Point>,
        next: u8,
    }
    #[allow(clippy::unnecessary_wraps, reason = "serde wants this signature")]
    fn or_default<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Point>, D::Error> {
        Ok(Vec::deserialize(deserializer).unwrap_or_default())
    }

    #[derive(Serialize)]
    struct Saved {
        points: Vec<BTreeMap<&'static str, f64>>,
        next: u8,
    }
    let map = BTreeMap::from([("x", 1.5), ("y", 2.5)]);
    check_reads(
        &Saved {
            points: vec![map.clone(), map],
            next: 7,
        },
        Lenient {
            points: vec![],
            next: 7,
        },
    );
}

/// Serializes its pairs as a map and a sequence of undeclared lengths.
#[derive(Debug, PartialEq, Clone)]
struct Uncounted(BTreeMap<String, Vec<u8>>);

struct UncountedSeq<'a>(&'a [u8]);

impl Serialize for UncountedSeq<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        for element in self.0 {
            seq.serialize_element(element)?;
        }
        seq.end()
    }
}

impl Serialize for Uncounted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, &UncountedSeq(value))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Uncounted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Uncounted)
    }
}

#[test]
fn lengths_may_be_unknown() {
    check(Uncounted(BTreeMap::new()));
    check(vec![
        Uncounted(BTreeMap::from([
            ("a".to_owned(), vec![1, 2]),
            ("b".to_owned(), vec![])
        ]));
        2
    ]);
    check_reads(&UncountedSeq(&[1, 2]), (1, 2));
    check_error(
        decode::<(u8, u8)>(&encode(&UncountedSeq(&[1, 2, 3])).unwrap()),
        "more elements",
    );
}

#[test]
fn a_wrong_count_is_an_error_when_saving() {
    struct Wrong;
    impl Serialize for Wrong {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(Some(2))?;
            seq.serialize_element(&1)?;
            seq.end()
        }
    }
    check_error(encode(&Wrong), "declared 2 elements and wrote 1");
}

#[test]
fn an_array_of_another_length_is_an_error() {
    check_error(
        decode::<[u8; 2]>(&encode(&[1, 2, 3]).unwrap()),
        "more elements than the 2",
    );
    check_error(
        decode::<[u8; 4]>(&encode(&[1, 2, 3]).unwrap()),
        "invalid length 3",
    );
}

#[test]
fn json_values_come_back() {
    check(Value::Null);
    check([Some(Value::Null), None]);
    check(json!({
        "null": null, "bool": true, "text": "x", "nested": {"list": [1, -1, 1.5, [], {}]},
        "big": u64::MAX, "small": i64::MIN, "float": 1e300, "whole": 1.0,
        "tiny": 5e-324, "zero": -0.0,
    }));
    check(serde_json::Number::from(u64::MAX));
    check(json!({"a": 1}).as_object().unwrap().clone());
}

#[test]
fn a_raw_value_is_refused() {
    #[derive(Serialize)]
    struct Holder {
        items: Vec<Box<serde_json::value::RawValue>>,
    }
    let holder = Holder {
        items: vec![serde_json::value::RawValue::from_string("[1]".to_owned()).unwrap()],
    };
    check_error(encode(&holder), "RawValue");
}

#[test]
fn an_error_tells_the_path() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Order<T> {
        items: Vec<BTreeMap<u8, T>>,
    }
    let order = Order {
        items: vec![BTreeMap::new(), BTreeMap::from([(7, Some("x"))])],
    };
    let bytes = encode(&order).unwrap();
    check_error(decode::<Order<u8>>(&bytes), "(at `.items[1][7]`)");

    let raw = serde_json::value::RawValue::from_string("1".to_owned()).unwrap();
    let order = Order {
        items: vec![BTreeMap::from([(7, BTreeMap::from([("price", raw)]))])],
    };
    check_error(encode(&order), "(at `.items[0][7].price`)");
}

/// What a type no longer has would be lost. What it writes anew each time would not.
#[test]
fn a_held_value_loses_no_field() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Order {
        id: u64,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Kind {
        #[serde(skip_deserializing)]
        version: u64,
        id: u64,
    }
    let saved = |version| encode(&Kind { version, id: 7 }).unwrap();
    check_error(decode_held::<Order>(&saved(0)), "would be lost");
    check_error(decode_held::<Kind>(&saved(1)), "would be lost");
    assert_eq!(
        decode_held::<Kind>(&saved(0)).unwrap(),
        Kind { version: 0, id: 7 }
    );
}
