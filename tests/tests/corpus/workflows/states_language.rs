//! An interpreter of definitions in JSON, after Step Functions: one orchestrator runs them all.

use std::time::Duration;

use durable_runtime::prelude::*;
use serde_json::{Map, Value, json};

use super::services::*;
use crate::activities::{double, inc};

fn field<'a>(state: &'a Value, name: &str) -> Result<&'a str> {
    state[name]
        .as_str()
        .ok_or_else(|| Failure::terminal(format!("a state needs its {name}: {state}")))
}

/// The value at a path like `$.order.price`.
fn at(data: &Value, path: &str) -> Result<Value> {
    let pointer = path.trim_start_matches('$').replace('.', "/");
    let value = data.pointer(&pointer);
    value
        .cloned()
        .ok_or_else(|| Failure::terminal(format!("there is no {path} in {data}")))
}

/// Puts a value to a path like `$.order`, one level deep.
fn put(data: &mut Value, path: &str, value: Value) {
    match path.strip_prefix("$.") {
        None => *data = value,
        Some(name) => {
            if !data.is_object() {
                *data = Value::Object(Map::new());
            }
            data[name] = value;
        }
    }
}

/// Whether a rule of a choice holds.
fn holds(rule: &Value, data: &Value) -> Result<bool> {
    if let Some(rules) = rule["And"].as_array() {
        return rules
            .iter()
            .try_fold(true, |all, rule| Ok(all && holds(rule, data)?));
    }
    if rule["Not"].is_object() {
        return Ok(!holds(&rule["Not"], data)?);
    }
    let value = at(data, field(rule, "Variable")?)?;
    Ok(if let Some(bound) = rule["NumericLessThan"].as_i64() {
        value.as_i64().is_some_and(|value| value < bound)
    } else if let Some(text) = rule["StringEquals"].as_str() {
        value == text
    } else {
        value == rule["BooleanEquals"]
    })
}

#[orchestrator]
async fn run(definition: Value, input: Value) -> Result<Value> {
    let mut data = input;
    let mut name = field(&definition, "StartAt")?.to_owned();
    loop {
        let state = definition["States"][&name].clone();
        set_custom_status(&name);
        match field(&state, "Type")?.to_owned().as_str() {
            "Pass" => {
                if let Some(result) = state.get("Result") {
                    put(
                        &mut data,
                        state["ResultPath"].as_str().unwrap_or("$"),
                        result.clone(),
                    );
                }
            }
            "Task" => {
                let argument = at(&data, state["InputPath"].as_str().unwrap_or("$"))?;
                let resource = field(&state, "Resource")?.to_owned();
                let mut tries = 0;
                let outcome = loop {
                    let result = task(resource.clone(), argument.clone()).await;
                    match result {
                        Err(failure)
                            if !failure.is_terminal()
                                && tries < state["Retry"].as_u64().unwrap_or(0) =>
                        {
                            tries += 1;
                            sleep(Duration::from_micros(100) * tries as u32).await;
                        }
                        result => break result,
                    }
                };
                match (outcome, state["Catch"]["Next"].as_str()) {
                    (Ok(value), _) => put(
                        &mut data,
                        state["ResultPath"].as_str().unwrap_or("$"),
                        value,
                    ),
                    (Err(failure), Some(handler)) => {
                        put(&mut data, "$.error", failure.to_string().into());
                        name = handler.to_owned();
                        continue;
                    }
                    (Err(failure), None) => return Err(failure),
                }
            }
            "Choice" => {
                let mut next = state["Default"].as_str();
                for rule in state["Choices"].as_array().into_iter().flatten() {
                    if holds(rule, &data)? {
                        next = rule["Next"].as_str();
                        break;
                    }
                }
                name = next
                    .ok_or_else(|| Failure::terminal("no choice matched"))?
                    .to_owned();
                continue;
            }
            "Wait" => match state["Milliseconds"].as_u64() {
                Some(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
                None => {
                    let path = field(&state, "MillisecondsPath")?;
                    let milliseconds = at(&data, path)?.as_u64().unwrap_or_default();
                    sleep(Duration::from_millis(milliseconds)).await;
                }
            },
            "Map" => {
                let items = at(&data, field(&state, "ItemsPath")?)?;
                let mut results = vec![];
                for item in items.as_array().cloned().unwrap_or_default() {
                    results.push(run(state["Iterator"].clone(), item).await?);
                }
                put(
                    &mut data,
                    state["ResultPath"].as_str().unwrap_or("$"),
                    results.into(),
                );
            }
            "Succeed" => return Ok(data),
            "Fail" => {
                let (error, cause) = (field(&state, "Error")?, field(&state, "Cause")?);
                return Err(Failure::terminal(format!("{error}: {cause}")));
            }
            other => {
                return Err(Failure::terminal(format!(
                    "{name} is of no known type: {other}"
                )));
            }
        }
        match state["Next"].as_str() {
            Some(next) => name = next.to_owned(),
            None => return Ok(data),
        }
    }
}

/// What the tasks of a definition can call.
#[orchestrator]
async fn task(resource: String, argument: Value) -> Result<Value> {
    Ok(match (resource.as_str(), argument) {
        ("inc", Value::Number(n)) => inc(n.as_i64().unwrap_or(0)).await?.into(),
        ("double", Value::Number(n)) => double(n.as_i64().unwrap_or(0)).await?.into(),
        ("book", Value::String(place)) => {
            let booking = book("room".into(), place).await?;
            json!(booking)
        }
        ("ask", Value::String(provider)) => ask(provider, "ready".into()).await?.into(),
        (other, argument) => {
            return Err(Failure::terminal(format!(
                "{other} does not take {argument}"
            )));
        }
    })
}

/// Doubles a number until it is large.
fn doubling() -> Value {
    json!({
        "StartAt": "Double",
        "States": {
            "Double": { "Type": "Task", "Resource": "double", "InputPath": "$.n", "ResultPath": "$.n", "Next": "Large?" },
            "Large?": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.n", "NumericLessThan": 20, "Next": "Rest" },
                    { "And": [{ "Variable": "$.n", "NumericLessThan": 100 }, { "Not": { "Variable": "$.loud", "BooleanEquals": true } }],
                      "Next": "Done" }
                ],
                "Default": "Too large"
            },
            "Rest": { "Type": "Wait", "Milliseconds": 1, "Next": "Double" },
            "Too large": { "Type": "Fail", "Error": "Range", "Cause": "it grew" },
            "Done": { "Type": "Succeed" }
        }
    })
}

/// Books a place for each guest, or another one.
fn guests() -> Value {
    json!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.places",
                "ResultPath": "$.booked",
                "Iterator": {
                    "StartAt": "Book",
                    "States": {
                        "Book": { "Type": "Task", "Resource": "book", "InputPath": "$", "Catch": { "Next": "Excuse" } },
                        "Excuse": { "Type": "Pass", "Result": "a tent", "ResultPath": "$.instead" }
                    }
                },
                "Next": "Call"
            },
            "Call": { "Type": "Task", "Resource": "ask", "InputPath": "$.desk", "Retry": 2, "ResultPath": "$.desk",
                      "Catch": { "Next": "Sleep on it" }, "Next": "End" },
            "Sleep on it": { "Type": "Wait", "MillisecondsPath": "$.patience", "Next": "End" },
            "End": { "Type": "Succeed" }
        }
    })
}

durable_tests::holds! {
    a_definition_loops_and_chooses => run(doubling(), json!({ "n": 3, "loud": false }));
    a_definition_maps_and_catches =>
        run(guests(), json!({ "places": ["inn", "full house"], "desk": "desk", "patience": 1 })),
        run(guests(), json!({ "places": [], "desk": "down", "patience": 0 }));
}

durable_tests::fails! {
    a_definition_fails => run(doubling(), json!({ "n": 3, "loud": true })), run(doubling(), json!({ "n": 90 })),
        run(doubling(), json!({})), run(json!({ "StartAt": "x" }), json!(null));
}
