//! What the encodings cost that every step goes through: of values, of checkpoints, and of an instance's record.
//! `cargo bench --bench encodings`

use std::collections::BTreeMap;

use divan::Bencher;
use divan::counter::BytesCount;
use durable_runtime::__bench::{
    Decoded, RecordOf, WaitingInstance, decode, encode, encode_verified,
};
use durable_runtime::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

fn main() {
    divan::main();
}

#[activity]
async fn fetch(n: u64) -> Result<u64> {
    Ok(n)
}

/// An instance with a few locals, as most have.
#[orchestrator]
async fn shopping(customer: String, lines: Vec<Line>) -> Result<String> {
    let mut total = 0;
    for line in &lines {
        total += fetch(line.count).await?;
    }
    Ok(format!("{customer} {total}"))
}

/// What users hold: text, numbers, choices, and some of each in lists and maps.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Order {
    id: u64,
    customer: String,
    lines: Vec<Line>,
    payment: Payment,
    notes: BTreeMap<String, Option<String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    article: String,
    count: u64,
    price: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Payment {
    Card { number: String, expires: (u8, u16) },
    Invoice,
}

fn lines(count: u64) -> Vec<Line> {
    let line = |number| Line {
        article: format!("article {number}"),
        count: number,
        price: 9.95,
    };
    (0..count).map(line).collect()
}

fn order(lines_count: u64) -> Order {
    let notes = [("gift", Some("for Bo")), ("door", None)];
    Order {
        id: 7,
        customer: "Ada Lovelace".to_owned(),
        lines: lines(lines_count),
        payment: if lines_count == 0 {
            Payment::Invoice
        } else {
            Payment::Card {
                number: "4111 1111 1111 1111".to_owned(),
                expires: (12, 2030),
            }
        },
        notes: notes
            .map(|(name, note)| (name.to_owned(), note.map(str::to_owned)))
            .into(),
    }
}

fn instance() -> WaitingInstance {
    let input = serde_json::json!({ "customer": "Ada", "lines": lines(5) });
    WaitingInstance::start("shopping", &input)
}

#[divan::bench]
fn checkpoint_decode(bencher: Bencher<'_, '_>) {
    let instance = instance();
    bencher.bench(|| instance.decode_checkpoint());
}

#[divan::bench]
fn checkpoint_encode(bencher: Bencher<'_, '_>) {
    let instance = instance();
    bencher
        .with_inputs(|| instance.decode_checkpoint())
        .bench_values(Decoded::encode);
}

#[divan::bench]
fn record_decode(bencher: Bencher<'_, '_>) {
    let bytes = instance().record().encode();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| RecordOf::decode(&bytes));
}

#[divan::bench]
fn record_encode(bencher: Bencher<'_, '_>) {
    let record = instance().record();
    bencher
        .counter(BytesCount::new(record.encode().len()))
        .bench(|| record.encode());
}

/// A value of one of the types that are measured.
trait Sample: Serialize + DeserializeOwned + Sync {
    fn sample() -> Self;
}

impl Sample for u64 {
    fn sample() -> Self {
        1_234_567
    }
}

impl Sample for String {
    fn sample() -> Self {
        "x".repeat(64 * 1024)
    }
}

impl Sample for Order {
    fn sample() -> Self {
        order(5)
    }
}

impl Sample for Vec<Order> {
    fn sample() -> Self {
        (0..100).map(order).collect()
    }
}

#[divan::bench(types = [u64, String, Order, Vec<Order>])]
fn value_encode<T: Sample>(bencher: Bencher<'_, '_>) {
    let value = T::sample();
    bencher
        .counter(BytesCount::new(encode(&value).len()))
        .bench(|| encode(&value));
}

#[divan::bench(types = [u64, String, Order, Vec<Order>])]
fn value_encode_verified<T: Sample>(bencher: Bencher<'_, '_>) {
    let value = T::sample();
    bencher
        .counter(BytesCount::new(encode(&value).len()))
        .bench(|| encode_verified(&value));
}

#[divan::bench(types = [u64, String, Order, Vec<Order>])]
fn value_decode<T: Sample>(bencher: Bencher<'_, '_>) {
    let bytes = encode(&T::sample());
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| decode::<T>(&bytes));
}
