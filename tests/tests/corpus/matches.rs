//! `match` in all its forms.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn on_an_output(n: i64) -> Result<String> {
    match shape(n).await? {
        Shape::Empty => Ok("empty".into()),
        Shape::Circle(radius) => {
            tick().await?;
            Ok(format!("circle {radius}"))
        }
        Shape::Rectangle { width, height: h } => {
            let area = double(width * h).await?;
            tick().await?;
            Ok(format!("{width}x{h} {area}"))
        }
        Shape::Pair(a, b) if *a == Shape::Empty => {
            tick().await?;
            Ok(format!("empty and {b:?}"))
        }
        Shape::Pair(first, second) => {
            let text = say(format!("{first:?}")).await?;
            Ok(format!("{text} {second:?}"))
        }
    }
}

#[orchestrator]
async fn guards_and_patterns(n: i64) -> Result<Vec<String>> {
    let limit = 7;
    let mut log = Vec::new();
    match n {
        0 => log.push("zero".into()),
        1 | 2 => log.push(say("small".into()).await?),
        x @ 3..=5 if x != limit - 3 => log.push(say(format!("middle {x}")).await?),
        x @ (6 | 8) => {
            tick().await?;
            log.push(format!("six or eight {x}"));
        }
        x if x == limit => {
            tick().await?;
            log.push(format!("limit {x} {limit}"));
        }
        i64::MIN..=-1 => return Ok(vec!["negative".into()]),
        other => log.push(format!("other {other}")),
    }
    tick().await?;
    log.push(limit.to_string());
    Ok(log)
}

#[orchestrator]
async fn as_a_value(n: i64) -> Result<i64> {
    let a = match n {
        0 => 10,
        1 => inc(n).await?,
        2 => {
            tick().await?;
            20
        }
        3 => return Ok(-3),
        _ => match half(n).await? {
            Some(half) => half,
            None => double(n).await?,
        },
    };
    tick().await?;
    Ok(a + match (a, n) {
        (10, _) => 1,
        (_, 1) => 2,
        (x, y) => {
            tick().await?;
            x - y
        }
    })
}

#[orchestrator]
async fn bindings_that_shadow(n: i64) -> Result<String> {
    let value = Some(n);
    let mut text = String::new();
    match value {
        Some(value) if value > 3 => {
            let value = inc(value).await?;
            text += &say(value.to_string()).await?;
        }
        Some(value) => {
            tick().await?;
            text += &value.to_string();
        }
        None => {}
    }
    tick().await?;
    Ok(format!("{text} {value:?}"))
}

#[orchestrator]
async fn nested_enums(n: i64) -> Result<String> {
    let value: Result<Option<Result<i64, String>>, String> = match inc(n).await? {
        1 => Ok(None),
        2 => Ok(Some(Ok(n))),
        3 => Ok(Some(Err("inner".into()))),
        _ => Err("outer".into()),
    };
    tick().await?;
    Ok(match value {
        Ok(Some(Ok(n))) if n == 99 => unreachable!(),
        other => match other {
            Ok(None) => "none".to_string(),
            Ok(Some(Ok(n))) => format!("{}", inc(n).await?),
            Ok(Some(Err(text))) | Err(text) => {
                tick().await?;
                text
            }
        },
    })
}

#[orchestrator]
async fn or_patterns_that_bind(n: i64) -> Result<i64> {
    let pair = if n % 2 == 0 {
        (Some(n), None)
    } else {
        (None, Some(n))
    };
    match pair {
        (Some(x @ 0..=4), _) | (_, Some(x @ 1..=5)) => {
            tick().await?;
            Ok(inc(x).await? + x)
        }
        (a, b) => {
            tick().await?;
            Ok(a.or(b).unwrap_or(0))
        }
    }
}

#[orchestrator]
async fn on_references(n: i64) -> Result<String> {
    let order = order(n as u32).await?;
    let what = match &order.items[..] {
        [] => "nothing".to_string(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} to {last}"),
    };
    tick().await?;
    let street = match order.address.street.as_str() {
        "1 Main Street" => "first",
        street if street.len() > 13 => "long",
        _ => "other",
    };
    tick().await?;
    Ok(format!("{what} {street}"))
}

#[orchestrator]
async fn on_tuples_of_awaits(n: i64) -> Result<String> {
    let text = match (is_even(n).await?, half(n).await?, inc(n).await?) {
        (true, Some(half), next) => {
            tick().await?;
            format!("{half} {next}")
        }
        (false, None, next) if next > 4 => say(format!("{next}")).await?,
        (even, half, next) => format!("{even} {half:?} {next}"),
    };
    tick().await?;
    Ok(text)
}

#[orchestrator]
async fn strings_and_chars(text: String) -> Result<String> {
    let first = match text.chars().next() {
        Some('a'..='m') => 'a',
        Some(c @ ('n'..='z' | '!')) => {
            tick().await?;
            c
        }
        Some(_) | None => '?',
    };
    match (&*text, first) {
        ("abc", _) => say("alphabet".into()).await,
        (_, '?') => {
            tick().await?;
            Ok(text)
        }
        (t, c) => Ok(format!("{t}{c}")),
    }
}

#[orchestrator]
async fn arms_that_jump(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let mut i = 0;
    'all: loop {
        i += 1;
        match i {
            2 => continue,
            3 => {
                tick().await?;
                continue 'all;
            }
            x if x > n => break,
            5 => match half(i).await? {
                Some(_) => break 'all,
                None => seen.push(inc(50).await?),
            },
            x => seen.push(x),
        }
        seen.push(double(i).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn result_of_an_activity(text: String) -> Result<String> {
    let first = match parse(text.clone()).await {
        Ok(n) if n < 0 => return Err(Failure::new("negative")),
        Ok(n) => n,
        Err(failure) if text.is_empty() => {
            tick().await?;
            return Ok(failure.message().to_string());
        }
        Err(failure) => {
            say(failure.type_name().to_string()).await?;
            failure.message().len() as i64
        }
    };
    tick().await?;
    Ok(first.to_string())
}

#[orchestrator]
async fn constants_and_ranges(n: i64) -> Result<String> {
    const SEVEN: i64 = 7;
    let kind = match inc(n).await? {
        SEVEN => "seven",
        i64::MIN..0 => "below",
        0.. if n == 8 => "eight",
        _ => "above",
    };
    tick().await?;
    Ok(kind.to_string())
}

#[orchestrator]
async fn matches_in_conditions(n: i64) -> Result<i64> {
    let found = shape(n).await?;
    if matches!(found, Shape::Rectangle { width, .. } if width > n) {
        tick().await?;
        return Ok(1);
    }
    if matches!(
        shape(n + 1).await?,
        Shape::Circle(_) | Shape::Rectangle { .. }
    ) && !matches!(n, 5..)
    {
        tick().await?;
        return Ok(2);
    }
    tick().await?;
    Ok(if let Shape::Pair(..) = found { 3 } else { 4 })
}

#[orchestrator]
async fn a_match_without_awaits_between_awaits(n: i64) -> Result<i64> {
    let mut i = n;
    tick().await?;
    let step = match i {
        0 => 1,
        x if x < 0 => {
            i = -i;
            x * 2
        }
        _ => return Ok(i),
    };
    tick().await?;
    Ok(i + step)
}

fn half_of(n: i64) -> Option<i64> {
    (n % 2 == 0).then_some(n / 2)
}

/// What a guard binds is needed after awaits, and hides what is outside.
#[orchestrator]
async fn guards_that_bind(n: i64) -> Result<String> {
    let half = 100;
    let mut seen = Vec::new();
    for i in n..n + 3 {
        let found = match (i, seen.len()) {
            (whole, _) if let Some(half) = half_of(whole) => {
                tick().await?;
                half + inc(whole).await?
            }
            (whole, count)
                if count > 0
                    && let Some(half) = half_of(whole + 1)
                    && let Some(quarter) = half_of(half) =>
            {
                inc(half).await? + quarter
            }
            _ => half,
        };
        seen.push(found);
    }
    let text = n.to_string();
    let last = match text {
        text if let Ok(number) = text.parse::<i64>()
            && number > 2 =>
        {
            tick().await?;
            format!("{text} {number}")
        }
        other => say(other).await?,
    };
    Ok(format!("{seen:?} {last} {half}"))
}

durable_tests::holds! {
    a_match_on_an_output_takes_its_arm =>
        on_an_output(0), on_an_output(1), on_an_output(2), on_an_output(3), on_an_output(4);
    guards_and_patterns_choose =>
        guards_and_patterns(0), guards_and_patterns(2), guards_and_patterns(3), guards_and_patterns(4),
        guards_and_patterns(7), guards_and_patterns(8), guards_and_patterns(-1);
    guards_bind => guards_that_bind(1), guards_that_bind(2), guards_that_bind(3);
    a_match_is_a_value => as_a_value(0), as_a_value(1), as_a_value(2), as_a_value(3), as_a_value(8), as_a_value(9);
    a_binding_of_an_arm_may_shadow => bindings_that_shadow(3), bindings_that_shadow(4);
    enums_in_enums_are_matched => nested_enums(0), nested_enums(1), nested_enums(2), nested_enums(3);
    or_patterns_bind_in_each_case => or_patterns_that_bind(2), or_patterns_that_bind(3), or_patterns_that_bind(8), or_patterns_that_bind(9);
    a_match_may_look_through_a_borrow => on_references(1), on_references(2), on_references(3), on_references(100);
    a_tuple_of_awaits_is_matched => on_tuples_of_awaits(2), on_tuples_of_awaits(3), on_tuples_of_awaits(5);
    texts_and_characters_are_matched => strings_and_chars("abc".into()), strings_and_chars("xyz".into()), strings_and_chars("".into()), strings_and_chars("b".into());
    arms_break_and_continue => arms_that_jump(1), arms_that_jump(4), arms_that_jump(7);
    a_failure_is_matched => result_of_an_activity("12".into()), result_of_an_activity("x".into()), result_of_an_activity("".into());
    constants_and_half_open_ranges_are_matched =>
        constants_and_ranges(6), constants_and_ranges(-3), constants_and_ranges(8), constants_and_ranges(9);
    matches_is_a_match => matches_in_conditions(0), matches_in_conditions(1), matches_in_conditions(2), matches_in_conditions(3), matches_in_conditions(5);
    a_match_without_awaits_stays_as_it_is =>
        a_match_without_awaits_between_awaits(0), a_match_without_awaits_between_awaits(-2), a_match_without_awaits_between_awaits(3);
}

durable_tests::fails! {
    an_arm_may_return_an_error => result_of_an_activity("-1".into());
}
