//! `let` in all its forms: patterns, `else`, and without a value at first.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn tuples(n: i64) -> Result<String> {
    let (a, b) = both(n).await?;
    let (mut c, (d, _), .., last) = (inc(a).await?, (b, 1), 2, 3, 4);
    tick().await?;
    c += 1;
    tick().await?;
    let [x, .., y] = [c, 2, 3, 4];
    tick().await?;
    Ok(format!("{a} {c} {d} {last} {x} {y}"))
}

#[orchestrator]
async fn structs(id: u32) -> Result<String> {
    let Order {
        id: number,
        card: Card { number: card, .. },
        address,
        ..
    } = order(id).await?;
    tick().await?;
    let Address { mut street, city } = address;
    tick().await?;
    street.push('!');
    tick().await?;
    Ok(format!("{number} {card} {street} {city}"))
}

#[orchestrator]
async fn tuple_structs_and_boxes(n: i64) -> Result<i64> {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Meters(i64, i64);
    let Meters(a, b) = Meters(inc(n).await?, 2);
    tick().await?;
    let whole @ Meters(..) = Meters(a, b);
    tick().await?;
    let Meters { 0: c, 1: d } = whole;
    tick().await?;
    Ok(c * d)
}

#[orchestrator]
async fn let_else(n: i64) -> Result<String> {
    let Some(half) = half(n).await? else {
        return Ok("odd".into());
    };
    let Some(quarter) = crate::activities::half(half).await? else {
        let text = say(format!("{half} is odd")).await?;
        tick().await?;
        return Ok(text);
    };
    let Ok::<u8, _>(small) = u8::try_from(quarter) else {
        return Err(Failure::new(format!("{quarter} is too large")));
    };
    tick().await?;
    Ok(format!("{half} {quarter} {small}"))
}

#[orchestrator]
async fn let_else_without_awaits(n: i64) -> Result<i64> {
    let Some(n) = n.checked_sub(1).filter(|n| *n >= 0) else {
        return Ok(-1);
    };
    let m = inc(n).await?;
    let (1 | 2 | 3, m) = (m, m) else { return Ok(0) };
    tick().await?;
    Ok(m)
}

#[orchestrator]
async fn let_else_in_a_loop(n: i64) -> Result<Vec<i64>> {
    let mut halves = Vec::new();
    let mut i = 0;
    let stopped = loop {
        i += 1;
        let Some(h) = half(i).await? else {
            tick().await?;
            continue;
        };
        let true = i < n else { break i };
        halves.push(h);
    };
    halves.push(stopped);
    Ok(halves)
}

#[orchestrator]
async fn let_else_with_a_diverging_match(n: i64) -> Result<i64> {
    let Some(h) = half(n).await? else {
        match inc(n).await? {
            4 => return Ok(40),
            other => return Err(Failure::new(format!("{other}"))),
        }
    };
    Ok(h)
}

#[orchestrator]
async fn later_and_again_in_each_round(n: i64) -> Result<Vec<String>> {
    let mut all = Vec::new();
    let mut last: String;
    for i in 0..n {
        let label;
        if i == 1 {
            label = say("one".into()).await?;
        } else {
            label = i.to_string();
            tick().await?;
        }
        last = label;
        tick().await?;
        all.push(last);
    }
    Ok(all)
}

#[orchestrator]
async fn typed_lets(n: u8) -> Result<u64> {
    let a: u64 = n.into();
    tick().await?;
    let b: Vec<u16> = Vec::new();
    tick().await?;
    let c: Option<Result<i64, String>> = None;
    tick().await?;
    let d = "12".parse::<u64>()?;
    tick().await?;
    let e: u64 = (0..n).map(u64::from).sum();
    let f = Default::default();
    tick().await?;
    let g: (u64, u64) = (e, f);
    Ok(a + b.len() as u64 + u64::from(c.is_none()) + d + g.0 + g.1)
}

#[orchestrator]
async fn types_that_later_code_decides(n: i64) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut best = None;
    let zero = 0;
    tick().await?;
    if n > zero {
        names.push(say("a".into()).await?);
        best = Some(names.len());
    }
    tick().await?;
    names.push(format!("{best:?}"));
    Ok(names)
}

#[orchestrator]
async fn patterns_in_assignments(n: i64) -> Result<(i64, i64, i64)> {
    let (mut a, mut b);
    (a, b) = (n, inc(n).await?);
    tick().await?;
    (a, b) = (b, a);
    tick().await?;
    let c;
    (c, _) = both(b).await?;
    [a, .., b] = [a + 1, 0, 0, b + 1];
    tick().await?;
    Ok((a, b, c))
}

#[orchestrator]
async fn later_in_both_branches(n: i64) -> Result<String> {
    let text;
    let count: i64;
    if is_even(n).await? {
        text = say("even".into()).await?;
        count = 1;
    } else {
        count = inc(n).await?;
        tick().await?;
        text = "odd".to_string();
    }
    tick().await?;
    Ok(format!("{text} {count}"))
}

#[orchestrator]
async fn later_in_match_arms(n: i64) -> Result<String> {
    let what;
    match shape(n).await? {
        Shape::Empty => what = "nothing".to_string(),
        Shape::Circle(radius) => {
            tick().await?;
            what = format!("circle {radius}");
        }
        Shape::Rectangle { width, .. } => what = say(format!("rectangle {width}")).await?,
        Shape::Pair(..) => return Ok("pair".into()),
    }
    tick().await?;
    Ok(what)
}

#[orchestrator]
async fn later_in_a_loop(n: i64) -> Result<i64> {
    let found;
    let mut i = n;
    loop {
        i = inc(i).await?;
        if i % 5 == 0 {
            found = i;
            break;
        }
    }
    tick().await?;
    let mut grown;
    grown = found;
    tick().await?;
    grown += 1;
    tick().await?;
    Ok(grown)
}

#[orchestrator]
async fn locals_in_capitals(n: i64) -> Result<i64> {
    #[allow(nonstandard_style, reason = "a mathematician writes them so")]
    let (Q, R) = (n / 2, n % 2);
    tick().await?;
    let mut sum = 0;
    #[allow(nonstandard_style, reason = "a mathematician writes them so")]
    for (I, X) in [1, 2].into_iter().enumerate() {
        sum += inc(X).await? + I as i64;
    }
    Ok(sum * 100 + Q * 10 + R)
}

durable_tests::holds! {
    a_tuple_is_taken_apart => tuples(3);
    a_struct_is_taken_apart => structs(7);
    a_tuple_struct_is_taken_apart => tuple_structs_and_boxes(4);
    let_else_awaits_and_returns => let_else(3), let_else(6), let_else(8);
    let_else_may_have_no_awaits => let_else_without_awaits(0), let_else_without_awaits(2), let_else_without_awaits(9);
    let_else_continues_and_breaks => let_else_in_a_loop(5), let_else_in_a_loop(0);
    let_else_may_end_in_a_match => let_else_with_a_diverging_match(2), let_else_with_a_diverging_match(3);
    a_let_may_get_a_value_in_each_round => later_and_again_in_each_round(3);
    types_may_be_written => typed_lets(5);
    types_may_be_decided_by_later_code => types_that_later_code_decides(0), types_that_later_code_decides(1);
    assignments_take_patterns => patterns_in_assignments(1);
    a_let_may_get_its_value_in_branches => later_in_both_branches(2), later_in_both_branches(3);
    a_let_may_get_its_value_in_match_arms =>
        later_in_match_arms(0), later_in_match_arms(1), later_in_match_arms(2), later_in_match_arms(3);
    a_let_may_get_its_value_in_a_loop => later_in_a_loop(1);
    tuples_bind_names_in_capitals => locals_in_capitals(7);
}

durable_tests::fails! {
    let_else_may_return_an_error => let_else(4000), let_else_with_a_diverging_match(5);
}
