//! Shapes are found by `Deserialize`, and compared.

use std::collections::{BTreeMap, HashSet};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fitting::{Fit, changes};
use super::shape::{BadTypes, Types};
use super::trace::{Shapes, Tracer};
use crate::codec;

/// The lines for a local `it` of this type.
fn traced<T: DeserializeOwned>() -> String {
    let mut tracer = Tracer::default();
    let decode = || codec::decode::<T>(&[]).is_ok();
    let traced = tracer.trace(std::any::type_name::<T>(), &decode);
    let mut shapes = Shapes::of(&tracer);
    let shape = shapes.shape(traced);
    let types = Types {
        locals: BTreeMap::from([("it".to_owned(), shape)]),
        definitions: shapes.definitions,
        ..Types::default()
    };
    let text = types.to_string();
    assert_eq!(Types::read(&text), Ok(types), "{text}");
    text
}

#[track_caller]
fn check<T: DeserializeOwned>(lines: &[&str]) {
    assert_eq!(traced::<T>().lines().collect::<Vec<_>>(), lines);
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Order {
    id: u64,
    #[serde(default)]
    count: u32,
    promo: Option<String>,
    payment: Payment,
    #[serde(rename = "ship to")]
    to: Address,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Address {
    #[serde(alias = "town")]
    city: String,
    number: NonZeroU32,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
enum Payment {
    Invoice,
    Card(u64),
    Split(Vec<Payment>, bool),
    Wire {
        iban: String,
        wait: Option<Duration>,
    },
    At(Address),
}

#[test]
fn a_struct_is_found_with_the_fields_that_it_needs() {
    check::<Order>(&[
        "local it Order",
        "type Address struct { city: String, number: u32, town?: String }",
        "type Order struct { count?: u32, id: u64, payment: Payment, promo?: Option<String>, \"ship to\": Address }",
        "type Payment enum { At: Address, Card: u64, Invoice, Split([Payment], bool), Wire { iban: String, wait?: Option<Duration> } }",
    ]);
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Cents(i64);

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Pair(Cents, String);

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
enum Tree {
    Node(Box<Tree>, Box<Tree>),
    Leaf(u8),
}

#[test]
fn types_within_themselves_and_generic_ones_are_told_apart() {
    check::<(Page<Pair>, Page<u8>)>(&[
        "local it (\"Page<Pair>\", \"Page<u8>\")",
        "type Cents i64",
        "type \"Page<Pair>\" struct { items: [Pair], next?: Option<\"Page<Pair>\"> }",
        "type \"Page<u8>\" struct { items: [u8], next?: Option<\"Page<u8>\"> }",
        "type Pair struct(Cents, String)",
    ]);
    check::<(Tree, bool)>(&[
        "local it (Tree, bool)",
        "type Tree enum { Leaf: u8, Node(Tree, Tree) }",
    ]);
}

#[test]
fn what_the_standard_library_has_is_found() {
    check::<BTreeMap<String, HashSet<char>>>(&["local it {String: [char]}"]);
    check::<[f32; 3]>(&["local it [f32; 3]"]);
    check::<Option<()>>(&["local it Option<()>"]);
    check::<SystemTime>(&["local it SystemTime"]);
    check::<Box<str>>(&["local it String"]);
    check::<(IpAddr, u128)>(&["local it (String, u128)"]);
    check::<Result<u8, String>>(&[
        "local it \"Result<u8, String>\"",
        "type \"Result<u8, String>\" enum { Err: String, Ok: u8 }",
    ]);
}

#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its type counts")]
enum Either {
    Number(u8),
    Text(String),
}

#[derive(Deserialize)]
#[serde(tag = "kind")]
#[expect(dead_code, reason = "only its type counts")]
enum Tagged {
    Number { n: u8 },
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Flat {
    id: u8,
    #[serde(flatten)]
    cents: BTreeMap<String, u8>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Email;

impl TryFrom<String> for Email {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.contains('@').then_some(Self).ok_or(text)
    }
}

struct Panics;

impl<'de> Deserialize<'de> for Panics {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        std::panic::resume_unwind(Box::new("it panics"))
    }
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its type counts")]
struct Odd {
    either: Either,
    email: Email,
    flat: Flat,
    json: serde_json::Value,
    panics: Panics,
    tagged: Tagged,
    last: u8,
}

/// They hide nothing of what is beside them.
#[test]
fn types_that_cannot_be_looked_into_are_told_by_what_they_say() {
    check::<Odd>(&[
        "local it Odd",
        "type Odd struct { either: opaque \"any value\", email: String, flat: opaque \"Flat\", json~: opaque \"any valid JSON value\", last~: u8, panics~: ?, tagged~: opaque \"internally tagged enum Tagged\" }",
    ]);
    check::<crate::Shared<u8>>(&["local it opaque \"Shared<u8>\""]);
}

/// What is told of a local `it` of which the type changes.
#[track_caller]
fn told(old: &str, new: &str) -> Vec<(Fit, String)> {
    let [old, new] = [old, new].map(|text| Types::read(text).unwrap());
    let shapes = [&old, &new].map(|types| &types.locals["it"]);
    let found = changes("it", (&old, shapes[0]), (&new, shapes[1]));
    found
        .into_iter()
        .map(|change| (change.fit, change.what))
        .collect()
}

#[track_caller]
fn compare(old: &str, new: &str, expected: &[(Fit, &str)]) {
    let [old, new] = [old, new].map(|text| format!("local it {text}"));
    let told = told(&old, &new);
    let told: Vec<_> = told
        .iter()
        .map(|(fit, what)| (*fit, what.as_str()))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_field_may_be_added_with_a_default_and_none_may_be_lost() {
    let order = |fields: &str| format!("Order\ntype Order struct {{ {fields} }}");
    let check = |old: &str, new: &str, expected: &[(Fit, &str)]| {
        compare(&order(old), &order(new), expected);
    };
    check("id: u64", "id: u64, promo?: Option<String>", &[]);
    check(
        "id: u64, promo?: Option<String>",
        "id: u64",
        &[(
            Fit::Loses,
            "`it: Order` lost `promo: Option<String>`: stored values would be dropped on the next step, so instances that hold it are blocked",
        )],
    );
    check(
        "id: u64",
        "id: u64, region: String",
        &[(
            Fit::Breaks,
            "`it: Order` needs `region: String`, which was not stored: give it `#[serde(default)]`",
        )],
    );
    check(
        "id: u64",
        "id: String",
        &[(
            Fit::Breaks,
            "`it.id` is stored as `u64`, which can't be read as `String`",
        )],
    );
    check(
        "id?: u64",
        "id: u64",
        &[(
            Fit::Depends,
            "`it: Order` needs `id: u64` now; an instance that was stored without it is blocked",
        )],
    );
    // As a map it keeps all of them.
    compare(&order("id: u64, at: u8"), "{String: u64}", &[]);
}

#[test]
fn what_stays_readable_is_no_change() {
    for (old, new) in [
        ("u32", "u64"),
        ("u8", "i16"),
        ("u64", "f64"),
        ("char", "String"),
        ("u8", "Option<u64>"),
        ("[u8; 3]", "[u8]"),
        ("(u8, u16)", "[u16]"),
        ("Cents\ntype Cents i64", "i64"),
        ("i64", "Cents\ntype Cents i64"),
        ("State\ntype State enum { Done }", "String"),
        (
            "State\ntype State enum { Done }",
            "State\ntype State enum { Done, Wait: u8 }",
        ),
        (
            "A\ntype A struct { x: u8, next: Option<A> }",
            "B\ntype B struct { next: Option<B>, x: u8 }",
        ),
        ("opaque \"Flat\"", "opaque \"Flat\""),
    ] {
        compare(old, new, &[]);
    }
}

#[test]
fn where_values_decide_that_is_told() {
    let state = "State\ntype State enum { Done }";
    for (old, new) in [
        ("u64", "u32"),
        ("i8", "u8"),
        ("Option<u8>", "u8"),
        ("String", state),
        ("[u8]", "[u8; 3]"),
        ("State\ntype State enum { Done, Wait: u8 }", state),
        ("State\ntype State enum { Done(u8, u8) }", state),
        ("opaque \"any value\"", "u8"),
        ("u8", "opaque \"any value\""),
    ] {
        let [old, new] = [old, new].map(|text| format!("local it {text}"));
        let told = told(&old, &new);
        assert!(
            matches!(&told[..], [(Fit::Depends, _)]),
            "{old} {new}: {told:?}"
        );
    }
    for (old, new) in [
        ("u8", "String"),
        ("String", "u8"),
        ("[u8]", "u8"),
        ("(u8, u8)", "(u8, u8, u8)"),
        ("f64", "u8"),
        ("u8", state),
        (state, "(u8, u8)"),
    ] {
        let [old, new] = [old, new].map(|text| format!("local it {text}"));
        let told = told(&old, &new);
        assert!(
            matches!(&told[..], [(Fit::Breaks, _)]),
            "{old} {new}: {told:?}"
        );
    }
}

#[test]
fn types_of_another_version_are_refused() {
    for line in [
        "local it",
        "local it u8 u8",
        "state it u8",
        "type A struct { x }",
        "local it [u8",
    ] {
        assert_eq!(Types::read(line), Err(BadTypes(line.to_owned())));
    }
}
