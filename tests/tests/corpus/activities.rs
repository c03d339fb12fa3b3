//! The activities that the corpus calls. Each notes its call. And the types that go through them.

use std::num::ParseIntError;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_tests::Trace;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub number: String,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    pub city: String,
}

/// What generated programs use field by field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Basket {
    pub label: String,
    pub count: i64,
    pub items: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: u32,
    pub card: Card,
    pub address: Address,
    pub items: Vec<String>,
}

impl Order {
    pub fn new(id: u32) -> Self {
        Self {
            id,
            card: Card {
                number: format!("4711-{id}"),
                limit: 10 * id,
            },
            address: Address {
                street: format!("{id} Main Street"),
                city: "Springfield".into(),
            },
            items: (0..id % 4).map(|n| format!("item {n}")).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    Empty,
    Circle(f64),
    Rectangle { width: i64, height: i64 },
    Pair(Box<Shape>, Box<Shape>),
}

/// Changes a number where it is.
pub trait Bump {
    fn bump(&mut self, by: i64);
}

impl Bump for i64 {
    fn bump(&mut self, by: i64) {
        *self = self.wrapping_add(by);
    }
}

#[activity]
pub async fn inc(trace: State<Trace>, n: i64) -> Result<i64> {
    trace.note(format!("inc({n})"));
    Ok(n + 1)
}

#[activity]
pub async fn double(trace: State<Trace>, n: i64) -> Result<i64> {
    trace.note(format!("double({n})"));
    Ok(n * 2)
}

#[activity(name = "add_numbers")]
pub async fn add(trace: State<Trace>, a: i64, b: i64) -> Result<i64> {
    trace.note(format!("add({a}, {b})"));
    Ok(a + b)
}

#[activity]
pub async fn is_even(trace: State<Trace>, n: i64) -> Result<bool> {
    trace.note(format!("is_even({n})"));
    Ok(n % 2 == 0)
}

#[activity]
pub async fn say(trace: State<Trace>, text: String) -> Result<String> {
    trace.note(format!("say({text})"));
    Ok(text)
}

#[activity]
pub async fn length(trace: State<Trace>, text: String) -> Result<usize> {
    trace.note(format!("length({text})"));
    Ok(text.len())
}

#[activity]
pub async fn tick(trace: State<Trace>) -> Result<()> {
    trace.note("tick()");
    Ok(())
}

/// Half of an even number.
#[activity]
pub async fn half(trace: State<Trace>, n: i64) -> Result<Option<i64>> {
    trace.note(format!("half({n})"));
    Ok((n % 2 == 0).then_some(n / 2))
}

#[activity]
pub async fn both(trace: State<Trace>, n: i64) -> Result<(i64, String)> {
    trace.note(format!("both({n})"));
    Ok((n, n.to_string()))
}

#[activity]
pub async fn list(trace: State<Trace>, n: i64) -> Result<Vec<i64>> {
    trace.note(format!("list({n})"));
    Ok((0..n).collect())
}

#[activity]
pub async fn shape(trace: State<Trace>, n: i64) -> Result<Shape> {
    trace.note(format!("shape({n})"));
    Ok(match n {
        0 => Shape::Empty,
        1 => Shape::Circle(1.5),
        2 => Shape::Rectangle {
            width: 3,
            height: 4,
        },
        3 => Shape::Pair(
            Box::new(Shape::Circle(0.5)),
            Box::new(Shape::Rectangle {
                width: 1,
                height: 2,
            }),
        ),
        _ => Shape::Pair(Box::new(Shape::Empty), Box::new(Shape::Empty)),
    })
}

#[activity]
pub async fn order(trace: State<Trace>, id: u32) -> Result<Order> {
    trace.note(format!("order({id})"));
    Ok(Order::new(id))
}

/// Fails for cards with a low limit.
#[activity]
pub async fn charge(trace: State<Trace>, card: Card) -> Result<String> {
    trace.note(format!("charge({})", card.number));
    if card.limit < 10 {
        return Err(Failure::terminal(format!(
            "card {} is declined",
            card.number
        )));
    }
    Ok(format!("paid with {}", card.number))
}

#[activity]
pub async fn refund(trace: State<Trace>, payment: String) -> Result<()> {
    trace.note(format!("refund({payment})"));
    Ok(())
}

/// Fails for streets whose number ends in 3.
#[activity]
pub async fn ship(trace: State<Trace>, address: Address) -> Result<String> {
    trace.note(format!("ship({})", address.street));
    if address.street.starts_with(['3', '9']) {
        return Err(Failure::new(format!("no way to {}", address.street)));
    }
    Ok(format!("parcel to {}", address.city))
}

#[activity]
pub async fn fail(trace: State<Trace>, message: String) -> Result<i64> {
    trace.note(format!("fail({message})"));
    Err(Failure::new(message))
}

/// Fails with an error of the standard library.
#[activity]
pub async fn parse(trace: State<Trace>, text: String) -> Result<i64, ParseIntError> {
    trace.note(format!("parse({text})"));
    text.parse()
}

/// Fails `failures` times per key, and is tried three times in all.
#[activity(retry(attempts = 3, first = "1ms"))]
pub async fn flaky(trace: State<Trace>, key: String, failures: usize) -> Result<usize> {
    let before = trace.note(format!("flaky({key})"));
    if before < failures {
        return Err(Failure::new(format!("{key} failed {} times", before + 1)));
    }
    Ok(before)
}

/// As `flaky`, and never to be tried again.
#[activity(retry(attempts = 3, first = "1ms"))]
pub async fn hopeless(trace: State<Trace>, key: String) -> Result<usize> {
    trace.note(format!("hopeless({key})"));
    Err(Failure::terminal(format!("{key} is hopeless")))
}

#[activity(timeout = "20ms")]
pub async fn slow(trace: State<Trace>, wait: Duration) -> Result<()> {
    trace.note(format!("slow({wait:?})"));
    tokio::time::sleep(wait).await;
    Ok(())
}

#[activity]
pub async fn panicking(trace: State<Trace>, text: String) -> Result<()> {
    trace.note(format!("panicking({text})"));
    panic!("{text}");
}

/// Fails for multiples of three.
#[activity]
pub async fn picky(trace: State<Trace>, n: i64) -> Result<i64> {
    trace.note(format!("picky({n})"));
    if n % 3 == 0 {
        return Err(Failure::new(format!("picky about {n}")));
    }
    Ok(n)
}
