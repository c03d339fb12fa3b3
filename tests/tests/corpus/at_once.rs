//! `async` blocks that are awaited at once where they stand: parts of the function, which see its locals
//! themselves and no copies.

use std::ops::ControlFlow;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn a_saga(n: i64) -> Result<(String, Vec<String>)> {
    let mut undo = Vec::new();
    let done: Result<i64> = async {
        let first = inc(n).await?;
        undo.push(format!("dec {first}"));
        let second = picky(first).await?;
        undo.push(format!("free {second}"));
        if second > 90 {
            return Ok(0);
        }
        half(second).await?.ok_or_else(|| Failure::terminal("odd"))
    }
    .await;
    let mut undone = Vec::new();
    let text = match done {
        Ok(value) => format!("done: {value}"),
        Err(error) => {
            while let Some(step) = undo.pop() {
                undone.push(say(step).await?);
            }
            format!("failed: {error}")
        }
    };
    Ok((text, [undo, undone].concat()))
}

#[orchestrator]
async fn changes_what_is_around_it(n: i64) -> Result<(i64, Vec<i64>)> {
    let (mut total, mut all) = (0, vec![n]);
    async {
        total += inc(n).await.unwrap_or(0);
        all.push(total);
        let last = all.last_mut().unwrap();
        *last += double(total).await.unwrap_or(0);
    }
    .await;
    total += 1;
    Ok((total, all))
}

#[orchestrator]
async fn returns_from_the_block_only(n: i64) -> Result<i64> {
    let mut rounds = 0;
    let found = loop {
        rounds += 1;
        let found = async {
            for k in 0..n {
                if !is_even(k + rounds).await.ok()? {
                    continue;
                }
                if k * rounds > 3 {
                    return Some(k);
                }
            }
            None
        }
        .await;
        if found.is_some() || rounds > 4 {
            break found;
        }
    };
    Ok(found.unwrap_or(-1) * 100 + rounds)
}

#[orchestrator]
async fn nested(n: i64) -> Result<(String, Vec<i64>)> {
    let mut steps = vec![];
    let outer: Result<i64, String> = async {
        steps.push(1);
        let inner: Result<i64> = async {
            steps.push(2);
            let m = inc(n).await?;
            let k = async { Ok::<_, Failure>(picky(m).await? + 1) }.await?;
            steps.push(k);
            Ok(k)
        }
        .await;
        let value = inner.map_err(|error| error.to_string())?;
        steps.push(3);
        if value > 10 {
            return Err("large".to_owned());
        }
        Ok(value)
    }
    .await;
    Ok((format!("{outer:?}"), steps))
}

#[orchestrator]
async fn within_an_expression(n: i64) -> Result<(i64, Vec<i64>)> {
    let mut seen = Vec::new();
    let sum = add(
        async {
            seen.push(n);
            inc(n).await
        }
        .await?,
        (async {
            seen.push(n * 2);
            double(n).await
        }
        .await)
            .unwrap_or(0),
    )
    .await?;
    if async {
        seen.push(sum);
        is_even(sum).await
    }
    .await?
    {
        seen.push(-1);
    }
    Ok((sum, seen))
}

/// What a `move` block changes is its own, if it is of a type that is copied.
#[orchestrator]
async fn moves_what_it_captures(n: i64) -> Result<(i64, i64, String)> {
    let (mut count, mut list) = (n, vec![n]);
    let mut told = String::new();
    let mut sum = 0;
    for _ in 0..2 {
        sum += async move {
            count += inc(count).await.unwrap_or(0);
            count
        }
        .await;
        told += &say(format!("{count}")).await?;
    }
    let length = async move {
        list.push(inc(n).await?);
        list.push(double(n).await?);
        Ok::<_, Failure>(list.len() as i64)
    }
    .await?;
    Ok((sum + length, count, told))
}

#[derive(Clone, Serialize, Deserialize)]
struct Order {
    card: String,
    address: String,
    count: i64,
}

#[orchestrator]
async fn moves_fields(n: i64) -> Result<(String, i64)> {
    let mut order = Order {
        card: "card".into(),
        address: "there".into(),
        count: n,
    };
    let paid = async move {
        order.count += 1;
        say(format!("{} {}", order.card, order.count)).await
    }
    .await?;
    let sent = say(order.address).await?;
    Ok((paid + &sent, order.count))
}

#[orchestrator]
async fn a_mutable_borrow_goes_in(n: i64) -> Result<Vec<i64>> {
    let mut list = vec![n];
    {
        let list = &mut list;
        async move {
            list.push(inc(n).await?);
            Ok::<_, Failure>(())
        }
        .await?;
    }
    let more = &mut list;
    async {
        more.push(double(n).await?);
        more.push(0);
        Ok::<_, Failure>(())
    }
    .await?;
    more.push(7);
    Ok(list)
}

#[orchestrator]
async fn other_things_that_fail(n: i64) -> Result<(Option<i64>, i64)> {
    let option = async {
        let half = half(n).await.ok()??;
        Some(half + 1)
    }
    .await;
    let flow = async {
        let m = inc(n).await.unwrap_or(0);
        if m > 5 {
            ControlFlow::Break(m)?;
        }
        ControlFlow::<i64, i64>::Continue(m)
    }
    .await;
    let flow = match flow {
        ControlFlow::Break(m) => m * 10,
        ControlFlow::Continue(m) => m,
    };
    Ok((option, flow))
}

#[orchestrator]
async fn question_marks_of_closures_stay_theirs(n: i64) -> Result<(i64, usize)> {
    let mut tries = 0;
    let sum = async {
        tries += 1;
        let parse =
            |text: &str| -> Result<i64, std::num::ParseIntError> { Ok(text.parse::<i64>()? + 1) };
        let value = parse("41")? + parse(if n > 3 { "x" } else { "1" })?;
        tries += 1;
        println!("{value} {}", parse("3")?);
        add(value, n).await
    }
    .await;
    Ok((sum.unwrap_or(-1), tries))
}

#[orchestrator]
async fn without_awaits(n: i64) -> Result<Vec<i64>> {
    let mut list = vec![inc(n).await?];
    let checked: Result<(), String> = async {
        list.push(1);
        if n > 2 {
            Err("large")?;
        }
        list.push(2);
        Ok(())
    }
    .await;
    list.push(double(n).await?);
    list.push(i64::from(checked.is_ok()));
    Ok(list)
}

#[orchestrator]
async fn in_a_block_of_its_own(n: i64) -> Result<Vec<i64>> {
    let parts = (0..3).map(|k| async move {
        let mut seen = vec![k];
        let sum: Result<i64> = async {
            seen.push(inc(k).await?);
            seen.push(picky(k).await?);
            Ok(seen.iter().sum())
        }
        .await;
        seen.push(sum.unwrap_or(-1));
        seen
    });
    let mut all = join_all(parts).await.concat();
    all.push(n);
    Ok(all)
}

macro_rules! give_up {
    ($why:expr) => {
        return Err(Failure::terminal($why))
    };
}

#[orchestrator]
async fn with_a_macro_that_returns(n: i64) -> Result<String> {
    let done = async {
        let m = inc(n).await?;
        if m > 3 {
            give_up!("large");
        }
        double(m).await
    }
    .await;
    Ok(say(format!("{done:?}")).await?)
}

#[orchestrator]
async fn never_comes_to_its_end(n: i64) -> Result<i64> {
    let mut k = n;
    async {
        loop {
            k = inc(k).await?;
            if k > 5 {
                return Err::<(), Failure>(Failure::terminal("enough"));
            }
        }
    }
    .await
    .unwrap_err();
    Ok(k)
}

durable_tests::holds! {
    a_block_that_is_awaited_at_once_changes_what_is_around_it => changes_what_is_around_it(3);
    a_saga_undoes_what_it_has_done => a_saga(1), a_saga(2), a_saga(12), a_saga(13), a_saga(98);
    a_return_ends_the_block_and_not_the_function => returns_from_the_block_only(0), returns_from_the_block_only(5);
    a_block_within_another_is_a_part_of_that => nested(1), nested(4), nested(12), nested(13);
    blocks_stand_within_expressions => within_an_expression(2), within_an_expression(3);
    a_move_block_has_what_it_captures_to_itself => moves_what_it_captures(4);
    a_move_block_captures_the_fields_that_it_names => moves_fields(4);
    a_block_uses_a_mutable_borrow => a_mutable_borrow_goes_in(4);
    an_option_or_a_control_flow_ends_a_block => other_things_that_fail(3), other_things_that_fail(4), other_things_that_fail(6);
    closures_in_a_block_have_their_own_question_marks => question_marks_of_closures_stay_theirs(1), question_marks_of_closures_stay_theirs(5);
    a_block_without_awaits_ends_too => without_awaits(1), without_awaits(3);
    a_block_may_only_return => never_comes_to_its_end(1);
    a_macro_that_hides_a_return_ends_the_block => with_a_macro_that_returns(1), with_a_macro_that_returns(5);
}

durable_tests::holds! { in any order:
    a_block_of_its_own_has_parts_too => in_a_block_of_its_own(1);
}

/// What is picked or looked up is borrowed in a block as it is outside of it.
#[orchestrator]
async fn borrows_that_may_fail_in_a_block(
    order: crate::activities::Order,
    key: i64,
) -> Result<String> {
    let told: Result<String> = async {
        let first = order
            .items
            .first()
            .ok_or_else(|| Failure::new("no items"))?;
        tick().await?;
        let long = order
            .items
            .iter()
            .find(|item| item.len() > 3)
            .ok_or(Failure::new("none is long"))?;
        inc(key).await?;
        Ok(format!("{first} {long}"))
    }
    .await;
    Ok(told.unwrap_or_else(|failure| failure.to_string()))
}

durable_tests::holds! {
    blocks_borrow_what_may_fail => borrows_that_may_fail_in_a_block(crate::activities::Order::new(2), 1), borrows_that_may_fail_in_a_block(crate::activities::Order::new(4), 1);
}

/// A `?` before an `else`, of which either may await.
#[orchestrator]
async fn leaves_in_an_else(n: i64) -> Result<String> {
    let half_of: Result<i64> = async {
        let Some(found) = half(n).await? else {
            return Ok(picky(inc(n).await?).await?);
        };
        let Ok(again) = u8::try_from(half(found).await?.unwrap_or(0)) else {
            return Ok(0);
        };
        Ok(found + i64::from(again))
    }
    .await;
    Ok(format!("{:?}", half_of.ok()))
}

durable_tests::holds! {
    a_block_leaves_in_an_else => leaves_in_an_else(1), leaves_in_an_else(2), leaves_in_an_else(8);
}
