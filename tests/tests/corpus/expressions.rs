//! Awaits in the middle of expressions, and the order in which operands are evaluated.

use durable_runtime::prelude::*;

use crate::activities::*;

fn three(a: i64, b: usize, c: i64) -> i64 {
    a * 100 + b as i64 * 10 + c
}

#[orchestrator]
async fn arguments(n: i64) -> Result<i64> {
    let b = vec![1, 2, 3];
    let x = three(inc(n).await?, b.len(), double(n).await?);
    let y = three(1, length("four".into()).await?, {
        tick().await?;
        5
    });
    Ok(x + y + add(inc(n).await?, double(inc(n).await?).await?).await?)
}

#[orchestrator]
async fn nested_awaits(n: i64) -> Result<i64> {
    let a = inc(double(inc(n).await?).await?).await?;
    inc(add(add(a, inc(1).await?).await?, add(inc(2).await?, n).await?).await?).await
}

#[orchestrator]
async fn method_chains(n: i64) -> Result<String> {
    let a = both(n).await?.1.chars().rev().collect::<String>();
    let b = say(a + "!")
        .await?
        .to_uppercase()
        .trim_end_matches('!')
        .len();
    let c = list(n)
        .await?
        .into_iter()
        .map(|i| i + n)
        .max()
        .unwrap_or(-1)
        .min(inc(2).await?);
    let d = half(n)
        .await?
        .unwrap_or(inc(n).await?)
        .pow(2)
        .checked_add(double(n).await?)
        .ok_or_else(|| Failure::new("overflow"))?;
    let e = order(2).await?.card.number;
    let f = order(3).await?.items.get(1).cloned().unwrap_or_default();
    Ok(format!("{b} {c} {d} {e} {f}"))
}

#[orchestrator]
async fn operators(n: i64) -> Result<Vec<i64>> {
    let a = inc(n).await? + double(n).await? * inc(2).await? - n;
    let b = -inc(n).await?;
    let c = (inc(n).await? << 2 | 1) & !double(n).await? ^ 3;
    let d = (inc(n).await? as f64 / 2.0) as i64 + length("ab".into()).await? as i64;
    let e = i64::from(inc(n).await? < double(n).await? || inc(n).await? == 1 && n != inc(7).await?);
    let f = i64::from(!is_even(n).await?) % inc(1).await?;
    tick().await?;
    Ok(vec![a, b, c, d, e, f])
}

#[orchestrator]
async fn literals(n: i64) -> Result<String> {
    let tuple = (inc(n).await?, "text", double(n).await?, ());
    let array = [inc(1).await?, n, inc(2).await?];
    let repeated = [inc(n).await?; 3];
    let card = Card {
        number: say("4711".into()).await?,
        limit: {
            tick().await?;
            5
        },
    };
    let other = Card {
        limit: length("abc".into()).await? as u32,
        ..card.clone()
    };
    let rest = Card {
        number: say("n".into()).await?,
        ..order(5).await?.card
    };
    let shape = Shape::Rectangle {
        width: inc(n).await?,
        height: n,
    };
    let some = Some(Some(inc(n).await?));
    let boxed = Box::new(say("boxed".into()).await?);
    tick().await?;
    Ok(format!(
        "{tuple:?} {array:?} {repeated:?} {card:?} {other:?} {rest:?} {shape:?} {some:?} {boxed}"
    ))
}

#[orchestrator]
async fn indices_and_ranges(n: i64) -> Result<i64> {
    let items = list(10).await?;
    let a = items[inc(n).await? as usize];
    let b = list(n + 2).await?[1];
    let c: i64 = items[length("ab".into()).await?..(inc(4).await? as usize)]
        .iter()
        .sum();
    let range = inc(n).await?..=double(n).await? + 3;
    tick().await?;
    let d: i64 = range.sum();
    let table = [[1, 2], [3, 4]];
    // An await in the second index of two is miscompiled by rustc 1.95, in the plain async fn.
    let e = table[(inc(n).await? % 2) as usize][(n % 2) as usize];
    Ok(a + b + c + d + e)
}

#[orchestrator]
async fn assignments(n: i64) -> Result<Vec<i64>> {
    let mut a = n;
    a = inc(a).await?;
    let mut items = vec![a, a];
    items[length("a".into()).await?] = inc(a).await?;
    items[0] += items[1] + inc(items[1]).await?;
    a -= inc(1).await? * inc(2).await?;
    a <<= inc(0).await?;
    let mut pair = (a, 0);
    pair.1 = inc(pair.0).await?;
    pair.0 |= 8 + double(pair.1).await?;
    items.push(pair.0);
    items.extend([pair.1, a]);
    *items.last_mut().unwrap() = inc(99).await?;
    Ok(items)
}

/// A value with a side effect on what comes later.
fn next(counter: &mut i64) -> i64 {
    *counter += 1;
    *counter
}

#[orchestrator]
async fn order_of_side_effects(n: i64) -> Result<Vec<i64>> {
    let mut counter = n;
    let a = three(
        next(&mut counter),
        next(&mut counter) as usize,
        inc(next(&mut counter)).await?,
    ) + next(&mut counter);
    let b = next(&mut counter) * 1000 + inc(next(&mut counter)).await? * 10 + next(&mut counter);
    let c = [
        next(&mut counter),
        inc(next(&mut counter)).await?,
        next(&mut counter),
    ];
    let d = (
        next(&mut counter),
        {
            counter += 100;
            tick().await?;
            counter
        },
        next(&mut counter),
    );
    let e = Card {
        limit: next(&mut counter) as u32,
        number: say(next(&mut counter).to_string()).await?,
    };
    let f = counter
        + {
            counter = inc(counter).await?;
            counter
        }
        + counter;
    let mut stack = vec![1, 2, 3];
    let g =
        stack.pop().unwrap() * 100 + inc(stack.pop().unwrap()).await? * 10 + stack.pop().unwrap();
    let h = add(next(&mut counter), {
        counter *= 2;
        next(&mut counter)
    })
    .await?
        - counter;
    Ok(vec![
        a,
        b,
        c[0],
        c[1],
        c[2],
        d.0,
        d.1,
        d.2,
        e.limit.into(),
        e.number.parse()?,
        f,
        g,
        h,
    ])
}

#[orchestrator]
async fn operands_before_a_failure(n: i64) -> Result<i64> {
    let a =
        inc(n).await? + fail("stop".into()).await.unwrap_or(double(n).await?) + inc(n + 1).await?;
    let b = add(inc(a).await?, fail(format!("a is {a}")).await?).await?;
    Ok(b)
}

#[orchestrator]
async fn short_circuits(n: i64) -> Result<Vec<String>> {
    let mut log = vec![];
    if n > 1
        && {
            log.push("left".to_string());
            is_even(n).await?
        }
        && {
            log.push("right".to_string());
            true
        }
    {
        log.push("both".into());
    }
    let x = n == 0 || is_even(n).await? && n > 3 || {
        tick().await?;
        n == 3
    };
    log.push(x.to_string());
    let y = half(n).await?.is_some() && half(half(n).await?.unwrap_or(1)).await?.is_some();
    log.push(y.to_string());
    let z: bool = n > 0 && return_if(n)? || is_even(n).await?;
    log.push(z.to_string());
    Ok(log)
}

fn return_if(n: i64) -> Result<bool> {
    if n == 6 {
        Err(Failure::new("six"))
    } else {
        Ok(n > 2)
    }
}

#[orchestrator]
async fn values_that_never_come(n: i64) -> Result<i64> {
    let a = inc(if n == 0 { return Ok(-1) } else { n }).await?;
    let b = a + match n {
        1 => return double(a).await,
        _ => 5,
    };
    let c: i64 = if b > 100 {
        panic!("{b} is too much")
    } else {
        inc(b).await?
    };
    Ok(c)
}

#[orchestrator]
async fn references_in_arguments(n: i64) -> Result<usize> {
    let text = say("a b c".into()).await?;
    let parts = text.split(' ').collect::<Vec<_>>().len();
    let total = text.len() + length(text[2..].to_string()).await? + text.len();
    let at = length("x".into()).await?;
    let bytes = text.as_bytes()[at] as usize;
    Ok(parts + total + bytes + (&*order(n as u32).await?.card.number).len())
}

#[orchestrator]
async fn parentheses_casts_and_blocks(n: i64) -> Result<u64> {
    let a = ((inc(n).await?) as u8 as char) as u32;
    let b = ({ inc(n).await? }) as u64 + (if n > 1 { inc(n).await? } else { 0 }) as u64;
    let c = (tick().await?, inc(n).await?).1 as u64;
    let d = u64::from(*&is_even(n).await?);
    let e = (|x: i64| x + 1)(inc(n).await?) as u64;
    let f = <i64 as std::ops::Add>::add(inc(n).await?, 1) as u64;
    Ok(u64::from(a) + b + c + d + e + f)
}

durable_tests::holds! {
    arguments_may_await => arguments(3);
    awaits_nest => nested_awaits(3);
    awaits_stand_in_method_chains => method_chains(4), method_chains(5);
    operands_may_await => operators(0), operators(5);
    literals_may_await => literals(3);
    indices_and_ranges_may_await => indices_and_ranges(2);
    assigned_values_and_places_may_await => assignments(4);
    operands_are_evaluated_from_left_to_right => order_of_side_effects(0), order_of_side_effects(7);
    and_and_or_stop_early => short_circuits(0), short_circuits(1), short_circuits(3), short_circuits(4);
    an_operand_may_leave_the_function => values_that_never_come(0), values_that_never_come(1), values_that_never_come(2);
    operands_may_borrow => references_in_arguments(2);
    parentheses_and_casts_are_kept => parentheses_casts_and_blocks(1), parentheses_casts_and_blocks(2);
}

durable_tests::fails! {
    operands_before_a_failure_are_evaluated => operands_before_a_failure(1);
    a_failing_operand_ends_the_function => short_circuits(6);
    a_panic_is_a_failure => values_that_never_come(100);
}
