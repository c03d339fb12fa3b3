//! Showing values as JSON, and refusing those that JSON would change.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::check_error;
use crate::codec::{check_json_safe, encode, to_display_json};

#[track_caller]
fn check_display(value: &impl Serialize, shown: Value) {
    assert_eq!(to_display_json(&encode(value).unwrap()).unwrap(), shown);
}

struct Buffer;

impl Serialize for Buffer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&[0, 0xab])
    }
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Unit,
    Newtype(u8),
}

#[test]
fn what_json_can_say_is_shown_as_json_says_it() {
    check_display(
        &json!({"a": [1, -1, 1.5, null, true, "x"]}),
        json!({"a": [1, -1, 1.5, null, true, "x"]}),
    );
    check_display(
        &(Some(Some(1)), None::<u8>, (), 'c'),
        json!([1, null, null, "c"]),
    );
    check_display(
        &[Key::Unit, Key::Newtype(1)],
        json!(["Unit", {"Newtype": 1}]),
    );
    check_display(&0.1_f32, json!(0.1));
    check_display(&BTreeMap::from([(Key::Unit, 1)]), json!({"Unit": 1}));
}

#[test]
fn what_json_has_no_word_for_is_shown_too() {
    check_display(
        &(f64::NAN, f64::INFINITY, f32::NEG_INFINITY),
        json!(["NaN", "Infinity", "-Infinity"]),
    );
    check_display(&f32::NAN, json!("NaN"));
    check_display(&Buffer, json!({"bytes": "00ab"}));
    check_display(&BTreeMap::from([((1, 2), 'x')]), json!([[[1, 2], "x"]]));
    check_display(
        &BTreeMap::from([(1, 'x'), (2, 'y')]),
        json!([[1, "x"], [2, "y"]]),
    );
    check_display(
        &(u128::MAX, i128::MIN, 5_u128),
        json!([u128::MAX.to_string(), i128::MIN.to_string(), 5]),
    );
}

#[test]
fn a_number_of_arbitrary_precision_is_shown_as_a_number() {
    #[derive(Serialize)]
    struct Number {
        #[serde(rename = "$serde_json::private::Number")]
        text: &'static str,
    }
    check_display(&Number { text: "12" }, json!(12));
    check_display(&Number { text: "1x" }, json!("1x"));
}

#[test]
fn what_json_carries_unchanged_is_safe() {
    check_json_safe(&json!({"a": [1, -1, 1.5, null, true, "x", u64::MAX, i64::MIN]})).unwrap();
    check_json_safe(&(
        Some(Some(1)),
        None::<Option<u8>>,
        (),
        'c',
        -0.0,
        0.1_f32,
        Buffer,
    ))
    .unwrap();
    check_json_safe(&[Key::Unit, Key::Newtype(1)]).unwrap();
    check_json_safe(&BTreeMap::from([(1, 'x')])).unwrap();
    check_json_safe(&BTreeMap::from([(true, 'x')])).unwrap();
    check_json_safe(&BTreeMap::from([('k', 'x')])).unwrap();
    check_json_safe(&BTreeMap::from([(Key::Unit, 'x')])).unwrap();
    check_json_safe("text").unwrap();
}

#[test]
fn what_json_would_change_is_refused_with_the_place() {
    check_error(
        check_json_safe(&HashMap::from([("a", [1.0, f64::NAN])])),
        "no number for NaN, and would make it `null` (at `.a[1]`)",
    );
    check_error(check_json_safe(&f32::INFINITY), "no number for inf");
    check_error(
        check_json_safe(&Some(())),
        "`Some(())` would come back as `None`",
    );
    check_error(
        check_json_safe(&Some(Value::Null)),
        "would come back as `None`",
    );
    check_error(
        check_json_safe(&vec![Some(Some(None::<u8>))]),
        "`Some(None)` would come back as `None` (at `[0]`)",
    );
    check_error(
        check_json_safe(&BTreeMap::from([((1, 2), 3)])),
        "this key is a sequence",
    );
    check_error(
        check_json_safe(&BTreeMap::from([(None::<u8>, 3)])),
        "this key is `None`",
    );
    check_error(
        check_json_safe(&BTreeMap::from([(Key::Newtype(1), 3)])),
        "this key is an enum variant",
    );
    check_error(
        check_json_safe(&BTreeMap::from([(i128::MIN, 3)])),
        "64 bits",
    );
    check_error(check_json_safe(&[u128::MAX]), "64 bits");
}
