//! Enums in each of serde's representations, flattened types, and what only verifying finds.

use std::collections::HashMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{check, check_error, check_reads};
use crate::codec::{encode, encode_verified};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum External {
    Unit,
    Newtype(Option<Option<u8>>),
    NewtypeUnit(()),
    Tuple(u8, String),
    EmptyTuple(),
    Struct { x: f32, inner: Box<External> },
    EmptyStruct {},
}

fn externals() -> Vec<External> {
    vec![
        External::Unit,
        External::Newtype(None),
        External::Newtype(Some(None)),
        External::Newtype(Some(Some(1))),
        External::NewtypeUnit(()),
        External::Tuple(1, "x".to_owned()),
        External::EmptyTuple(),
        External::Struct {
            x: 0.1,
            inner: Box::new(External::Unit),
        },
        External::EmptyStruct {},
    ]
}

#[test]
fn externally_tagged_enums_come_back() {
    check(externals());
    check(externals().into_iter().map(Some).collect::<Vec<_>>());
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
enum Internal {
    Unit,
    Newtype(Fields),
    Map(HashMap<String, Value>),
    Enum(External),
    Struct {
        external: Vec<External>,
        deep: Option<Option<()>>,
        ip: IpAddr,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Fields {
    integers: (u64, i64),
    float: f32,
    nested: Option<Option<char>>,
}

fn fields() -> Fields {
    Fields {
        integers: (u64::MAX, i64::MIN),
        float: 0.1,
        nested: Some(None),
    }
}

#[test]
fn internally_tagged_enums_come_back() {
    check(Internal::Unit);
    check(Internal::Newtype(fields()));
    check(Internal::Map(HashMap::from([(
        "key".to_owned(),
        json!([null, 1, {"x": -1.5}]),
    )])));
    check(Internal::Struct {
        external: externals(),
        deep: Some(None),
        ip: "::1".parse().unwrap(),
    });
    for external in externals() {
        check(Internal::Enum(external));
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    Newtype(Option<Option<()>>),
    Tuple(u8, External),
    Struct { x: i8 },
}

#[test]
fn adjacently_tagged_enums_come_back() {
    check(Adjacent::Unit);
    check([
        Adjacent::Newtype(None),
        Adjacent::Newtype(Some(None)),
        Adjacent::Newtype(Some(Some(()))),
    ]);
    check(Adjacent::Struct { x: -1 });
    for external in externals() {
        check(Adjacent::Tuple(1, external));
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Nested {
        level: u8,
        option: Option<Option<u8>>,
    },
    Unit {
        unit: Option<()>,
        bytes: Vec<u8>,
    },
    Internal(Internal),
    Adjacent(Adjacent),
    Address(IpAddr),
    External(External),
    Float(f64),
    Integer(i64),
    Keys(HashMap<(u8, u8), char>),
    Text(String),
}

#[test]
fn untagged_enums_come_back() {
    check(
        [None, Some(None), Some(Some(1))]
            .map(|option| Untagged::Nested { level: 2, option })
            .to_vec(),
    );
    check(
        [None, Some(())]
            .map(|unit| Untagged::Unit {
                unit,
                bytes: vec![1],
            })
            .to_vec(),
    );
    check(Untagged::Internal(Internal::Newtype(fields())));
    check(Untagged::Adjacent(Adjacent::Tuple(1, External::Unit)));
    check(Untagged::Address("10.0.0.1".parse().unwrap()));
    check(Untagged::Float(1.0));
    check(Untagged::Float(f64::INFINITY));
    check(Untagged::Keys(HashMap::from([((1, 2), 'x')])));
    check(Untagged::Text("text".to_owned()));
    for external in externals() {
        check(Untagged::External(external));
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flattened {
    before: u8,
    #[serde(flatten)]
    fields: Fields,
    #[serde(flatten)]
    external: External,
    #[serde(flatten)]
    optional: Option<Optional>,
    address: IpAddr,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Optional {
    required: u8,
    optional: Option<Option<()>>,
}

#[test]
fn flattened_types_come_back() {
    // serde itself flattens no unit and no tuple variants.
    for external in [
        External::Newtype(Some(None)),
        External::Struct {
            x: 1.5,
            inner: Box::new(External::Unit),
        },
    ] {
        for optional in [
            None,
            Some(Optional {
                required: 1,
                optional: None,
            }),
            Some(Optional {
                required: 1,
                optional: Some(None),
            }),
        ] {
            // With more than one entry of its own the map's order differs, so that bytes differ and
            // trees do not.
            let rest = HashMap::from([
                ("null".to_owned(), Value::Null),
                ("list".to_owned(), json!([1, "x", {"y": 2.0}])),
            ]);
            let address = "127.0.0.1".parse().unwrap();
            let value = Flattened {
                before: 1,
                fields: fields(),
                external: external.clone(),
                optional,
                address,
                rest,
            };
            let bytes = encode_verified(&value).unwrap();
            let back: Flattened = crate::codec::decode(&bytes).unwrap();
            assert_eq!(back, value);
        }
    }
}

#[test]
fn a_flattened_map_keeps_integer_keys() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Numbered {
        name: String,
        #[serde(flatten)]
        rest: std::collections::BTreeMap<u32, Option<Option<u8>>>,
    }
    let rest = [(1, None), (2, Some(None)), (300, Some(Some(3)))].into();
    check(Numbered {
        name: "n".to_owned(),
        rest,
    });
}

#[test]
fn enums_may_be_keys_and_be_read_from_text_and_maps() {
    #[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    enum Key {
        A,
        B(u8),
    }
    check(std::collections::BTreeMap::from([
        (Key::A, 1),
        (Key::B(2), 3),
    ]));
    check_reads(&"A", Key::A);
    check_reads(&json!({"B": 5}), Key::B(5));
    check_reads(&Some(Key::B(5)), Key::B(5));
    check_reads(&Key::B(5), json!({"B": 5}));
    check_reads(&Key::A, json!("A"));
    let wrong = |value: Value| crate::codec::decode::<Key>(&encode(&value).unwrap());
    check_error(wrong(json!({})), "one entry");
    check_error(wrong(json!({"B": 1, "C": 2})), "one entry");
    check_error(wrong(json!("B")), "newtype variant");
    check_error(wrong(json!({"A": 1})), "expected unit");
    check_error(wrong(json!("C")), "unknown variant `C`");
}

#[test]
fn an_ambiguous_untagged_enum_is_refused() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Ambiguous {
        F(f64),
        I(u8),
    }
    #[derive(Serialize, Deserialize)]
    struct Holder {
        list: HashMap<String, Vec<Ambiguous>>,
        sets: std::collections::HashSet<u32>,
    }

    check(Ambiguous::F(3.0));
    check_error(
        encode_verified(&Ambiguous::I(3)),
        "an integer is an `f64` afterwards",
    );
    let list = HashMap::from([("a".to_owned(), vec![Ambiguous::F(1.0), Ambiguous::I(1)])]);
    check_error(
        encode_verified(&Holder {
            list,
            sets: (0..50).collect(),
        }),
        "(at `.list.a[1]`)",
    );
}

#[test]
fn a_wide_integer_in_an_untagged_or_flattened_type_is_refused() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Wide {
        I { n: i128 },
    }
    #[derive(Serialize, Deserialize)]
    struct Outer {
        #[serde(flatten)]
        wide: WideField,
    }
    #[derive(Serialize, Deserialize)]
    struct WideField {
        n: u128,
    }
    for n in [i128::MIN, 1, i128::MAX] {
        check_error(
            encode_verified(&Wide::I { n }),
            "would not come back as it was",
        );
    }
    check_error(
        encode_verified(&Outer {
            wide: WideField { n: u128::MAX },
        }),
        "would not come back as it was",
    );
}

#[test]
fn a_type_that_writes_and_reads_differently_is_refused() {
    #[derive(Serialize, Deserialize)]
    struct Renamed {
        #[serde(rename(serialize = "a", deserialize = "b"))]
        value: u8,
    }
    check_error(encode_verified(&Renamed { value: 1 }), "missing field `b`");
}
