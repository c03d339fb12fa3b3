//! Parameters: none, one, many, and optional ones.

use std::collections::BTreeMap;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn none() -> Result<Vec<String>> {
    let mut greetings = Vec::new();
    for city in ["Tokyo", "Seattle", "London"] {
        greetings.push(say(format!("Hello {city}!")).await?);
    }
    Ok(greetings)
}

#[orchestrator]
async fn one_that_is_a_struct(order: Order) -> Result<String> {
    let payment = charge(order.card.clone()).await?;
    tick().await?;
    Ok(format!("{payment} for {:?}", order.items))
}

#[orchestrator]
async fn one_that_is_unit(nothing: ()) -> Result<()> {
    tick().await?;
    Ok(nothing)
}

#[orchestrator]
async fn one_that_is_optional(n: Option<i64>) -> Result<Option<i64>> {
    tick().await?;
    match n {
        Some(n) => Ok(Some(inc(n).await?)),
        None => Ok(None),
    }
}

#[orchestrator]
async fn optional_ones(a: i64, b: Option<i64>, c: Option<String>) -> Result<String> {
    tick().await?;
    let b = b.unwrap_or(a);
    tick().await?;
    Ok(format!("{a} {b} {c:?}"))
}

#[allow(clippy::too_many_arguments, reason = "twelve is what is allowed")]
#[orchestrator]
async fn twelve(
    a: i64,
    b: u8,
    c: String,
    d: bool,
    e: char,
    f: f64,
    g: Vec<i64>,
    h: (i64, i64),
    i: BTreeMap<String, i64>,
    j: Option<Shape>,
    k: [u8; 2],
    l: Result<u8, String>,
) -> Result<String> {
    tick().await?;
    let total = inc(a + i64::from(b)).await?;
    tick().await?;
    Ok(format!(
        "{total} {c} {d} {e} {f} {g:?} {h:?} {i:?} {j:?} {k:?} {l:?}"
    ))
}

#[orchestrator]
async fn unused(_a: i64, __b: i64, b: i64) -> Result<i64> {
    inc(b).await
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Settings {
    poll_seconds: u64,
    names: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            poll_seconds: 60,
            names: vec![],
        }
    }
}

#[orchestrator]
async fn settings(settings: Settings, extra: Option<Settings>) -> Result<(Settings, u64)> {
    tick().await?;
    let extra = extra.unwrap_or_default();
    tick().await?;
    let sum = settings.poll_seconds + extra.poll_seconds;
    Ok((settings, sum))
}

#[orchestrator]
async fn generic_types(
    pairs: Vec<(String, Option<Vec<i64>>)>,
    nested: Box<Option<Box<i64>>>,
) -> Result<usize> {
    let mut total = 0;
    for (name, numbers) in pairs {
        total += length(name).await?;
        total += numbers.map_or(0, |numbers| numbers.len());
    }
    tick().await?;
    Ok(total + nested.map_or(0, |n| *n as usize))
}

durable_tests::holds! {
    there_may_be_no_parameters => none();
    a_parameter_may_be_a_struct => one_that_is_a_struct(Order::new(3));
    a_parameter_may_be_a_unit => one_that_is_unit(());
    a_parameter_may_be_optional => one_that_is_optional(None), one_that_is_optional(Some(3));
    some_parameters_may_be_optional => optional_ones(1, None, None), optional_ones(1, Some(2), Some("c".into()));
    there_may_be_twelve_parameters => twelve(
        1, 2, "c".into(), true, 'e', 1.5, vec![1], (1, 2), BTreeMap::from([("x".into(), 1)]), Some(Shape::Circle(1.0)), [1, 2], Err("l".into())
    );
    parameters_may_have_defaults =>
        settings(Settings::default(), None), settings(Settings { poll_seconds: 1, names: vec!["a".into()] }, Some(Settings::default()));
    parameters_may_nest => generic_types(vec![("a".into(), None), ("bcd".into(), Some(vec![1, 2]))], Box::new(Some(Box::new(7))));
    parameters_may_be_unused => unused(1, 2, 3);
}
