//! Small programs, as people write them.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn counter(n: i64) -> Result<i64> {
    let mut count = 0;
    while count < n {
        count = inc(count).await?;
    }
    Ok(count)
}

#[orchestrator]
async fn fibonacci(n: u32) -> Result<i64> {
    let (mut a, mut b) = (0, 1);
    for _ in 0..n {
        (a, b) = (b, add(a, b).await?);
    }
    Ok(a)
}

#[orchestrator]
async fn collatz(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![n];
    let mut n = n;
    while n != 1 {
        n = if is_even(n).await? {
            n / 2
        } else {
            inc(3 * n).await?
        };
        seen.push(n);
    }
    Ok(seen)
}

#[orchestrator]
async fn primes(limit: usize) -> Result<Vec<usize>> {
    let mut is_prime = vec![true; limit + 1];
    let mut primes = Vec::new();
    for n in 2..=limit {
        if !is_prime[n] {
            continue;
        }
        primes.push(n);
        let mut multiple = n * n;
        while multiple <= limit {
            is_prime[multiple] = false;
            multiple += n;
        }
        inc(n as i64).await?;
    }
    Ok(primes)
}

#[orchestrator]
async fn greatest_common_divisor(a: u64, b: u64) -> Result<u64> {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        let r = a % b;
        tick().await?;
        a = b;
        b = r;
    }
    Ok(a)
}

/// An order whose steps are undone, the last first, when a later one fails.
#[orchestrator]
async fn saga(id: u32) -> Result<String> {
    let order = order(id).await?;
    let mut undo: Vec<String> = Vec::new();
    let outcome = 'steps: {
        let payment = match charge(order.card).await {
            Ok(payment) => payment,
            Err(failure) => break 'steps Err(failure),
        };
        undo.push(payment.clone());
        for item in &order.items {
            undo.push(format!("reserved {item}"));
        }
        for item in order.items {
            if say(item.clone()).await?.ends_with('2') {
                break 'steps Err(Failure::new(format!("{item} is gone")));
            }
        }
        match ship(order.address).await {
            Ok(parcel) => Ok(format!("{payment}, {parcel}")),
            Err(failure) => Err(failure),
        }
    };
    match outcome {
        Ok(text) => Ok(text),
        Err(failure) => {
            while let Some(step) = undo.pop() {
                refund(step).await?;
            }
            Ok(format!("undone: {failure}"))
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Light {
    Red { waited: i64 },
    Green(i64),
    Yellow,
    Off,
}

#[orchestrator]
async fn state_machine(rounds: i64) -> Result<Vec<Light>> {
    let mut light = Light::Red { waited: 0 };
    let mut seen = vec![light.clone()];
    loop {
        light = match light {
            Light::Red { waited } if waited < 2 => Light::Red {
                waited: inc(waited).await?,
            },
            Light::Red { waited } => Light::Green(waited),
            Light::Green(left) if left > 0 => {
                tick().await?;
                Light::Green(left - 1)
            }
            Light::Green(_) => Light::Yellow,
            Light::Yellow => {
                sleep(Duration::from_millis(1)).await;
                if seen.len() as i64 > rounds {
                    Light::Off
                } else {
                    Light::Red { waited: 1 }
                }
            }
            Light::Off => break,
        };
        seen.push(light.clone());
    }
    Ok(seen)
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Report {
    done: Vec<String>,
    failed: BTreeMap<String, String>,
    total: i64,
}

#[orchestrator]
async fn batches(names: Vec<String>, size: usize) -> Result<Report> {
    let mut report = Report::default();
    let batches: Vec<Vec<String>> = names.chunks(size).map(<[String]>::to_vec).collect();
    let count = batches.len();
    for (number, batch) in batches.into_iter().enumerate() {
        set_custom_status(format!("batch {} of {count}", number + 1));
        for name in batch {
            match parse(name.clone()).await {
                Ok(n) => {
                    report.total += double(n).await?;
                    report.done.push(name);
                }
                Err(failure) => {
                    report.failed.insert(name, failure.to_string());
                }
            }
        }
        if report.failed.len() > 2 {
            return Err(Failure::new(format!(
                "too many failures: {:?}",
                report.failed
            )));
        }
        sleep(Duration::from_millis(1)).await;
    }
    Ok(report)
}

#[orchestrator]
async fn reminders(first_day: u64, count: u32) -> Result<Vec<String>> {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let start = SystemTime::UNIX_EPOCH + DAY * u32::try_from(first_day)?;
    let mut sent = vec![];
    for week in 0..count {
        let due = start + DAY * 7 * week;
        sleep_until(due).await;
        let days = due.duration_since(SystemTime::UNIX_EPOCH)?.as_secs() / DAY.as_secs();
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7) as usize];
        sent.push(say(format!("{weekday} {days}")).await?);
    }
    Ok(sent)
}

#[orchestrator]
async fn string_building(words: Vec<String>) -> Result<String> {
    let mut text = String::new();
    for (i, word) in words.iter().cloned().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        let word = say(word).await?;
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            text.extend(first.to_uppercase());
            text.push_str(chars.as_str());
        }
        if length(text.clone()).await? > 12 {
            text += "…";
            break;
        }
    }
    text.insert_str(0, &format!("{} words: ", words.len()));
    Ok(text)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Formula {
    Number(i64),
    Sum(Box<Formula>, Box<Formula>),
    Double(Box<Formula>),
}

/// Evaluates a formula with a stack in place of recursion.
#[orchestrator]
async fn evaluate(formula: Formula) -> Result<i64> {
    enum_steps(formula.clone())?;
    let mut todo = vec![(formula, false)];
    let mut values: Vec<i64> = vec![];
    while let Some((formula, visited)) = todo.pop() {
        match (formula, visited) {
            (Formula::Number(n), _) => values.push(n),
            (Formula::Sum(a, b), false) => {
                todo.push((Formula::Sum(a.clone(), b.clone()), true));
                todo.push((*a, false));
                todo.push((*b, false));
            }
            (Formula::Sum(..), true) => {
                let (a, b) = (values.pop().unwrap_or(0), values.pop().unwrap_or(0));
                values.push(add(a, b).await?);
            }
            (Formula::Double(inner), false) => {
                todo.push((Formula::Double(inner.clone()), true));
                todo.push((*inner, false));
            }
            (Formula::Double(_), true) => {
                let value = values.pop().unwrap_or(0);
                values.push(double(value).await?);
            }
        }
    }
    values.pop().ok_or_else(|| Failure::new("no value"))
}

fn enum_steps(formula: Formula) -> Result<()> {
    if formula == Formula::Number(0) {
        Err(Failure::new("nothing to do"))
    } else {
        Ok(())
    }
}

#[orchestrator]
async fn bubble_sort(mut items: Vec<i64>) -> Result<Vec<i64>> {
    let mut swapped = true;
    while swapped {
        swapped = false;
        for i in 1..items.len() {
            if items[i - 1] > items[i] {
                items.swap(i - 1, i);
                swapped = true;
                tick().await?;
            }
        }
    }
    Ok(items)
}

#[orchestrator]
async fn binary_search(items: Vec<i64>, wanted: i64) -> Result<Option<usize>> {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match inc(items[middle] - 1).await?.cmp(&wanted) {
            std::cmp::Ordering::Equal => return Ok(Some(middle)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Ok(None)
}

fn formula() -> Formula {
    let sum = Formula::Sum(
        Box::new(Formula::Number(2)),
        Box::new(Formula::Double(Box::new(Formula::Number(5)))),
    );
    Formula::Double(Box::new(Formula::Sum(
        Box::new(sum),
        Box::new(Formula::Number(-1)),
    )))
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

durable_tests::holds! {
    a_counter_counts => counter(12);
    fibonacci_adds_up => fibonacci(9);
    collatz_comes_down => collatz(7);
    a_sieve_finds_primes => primes(20);
    a_divisor_is_found => greatest_common_divisor(84, 36);
    a_saga_undoes_what_it_did => saga(1), saga(2), saga(3), saga(0), saga(7);
    a_state_machine_goes_through_its_states => state_machine(8);
    batches_are_worked_through => batches(words("1 2 x 4 y"), 2);
    reminders_come_on_their_days => reminders(3, 3);
    a_text_is_built => string_building(words("to be or not to be")), string_building(vec![]);
    a_formula_is_evaluated => evaluate(formula());
    items_are_sorted => bubble_sort(vec![3, 1, 2, 0]);
    an_item_is_searched => binary_search(vec![1, 3, 5, 7, 9], 7), binary_search(vec![1, 3], 2);
}

durable_tests::fails! {
    a_batch_with_too_many_failures_fails => batches(words("a b c d"), 3);
    a_formula_without_steps_fails => evaluate(Formula::Number(0));
}
