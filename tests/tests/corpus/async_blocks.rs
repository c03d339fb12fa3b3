//! `async` blocks: values that hold a part of a function, and run when they are awaited.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);

// Where a block stands.

#[orchestrator]
async fn awaited_at_once(n: i64) -> Result<i64> {
    let a = async { inc(n).await }.await?;
    let b = async { Ok::<_, Failure>(inc(a).await? + inc(n).await?) }.await?;
    let c = async { inc(b).await.unwrap_or(7) + 1 }.await;
    Ok(a + b * 10 + c * 100)
}

#[orchestrator]
async fn an_operand(n: i64) -> Result<i64> {
    let sum = async { inc(n).await }.await? * async { double(n).await }.await?
        - add(async { 3 }.await, async { inc(9).await }.await?).await?;
    Ok(sum
        + if async { is_even(sum).await }.await? {
            1000
        } else {
            0
        })
}

#[orchestrator]
async fn the_last_expression(n: i64) -> Result<i64> {
    async {
        let m = inc(n).await?;
        double(m).await
    }
    .await
}

#[orchestrator]
async fn in_conditions(n: i64) -> Result<String> {
    let mut rounds = 0;
    while async { is_even(n + rounds).await }.await? {
        rounds += 1;
    }
    let text = match async { half(n).await }.await? {
        Some(half) if half > 2 => say(format!("large {half}")).await?,
        Some(half) => format!("small {half}"),
        None => "none".into(),
    };
    let Ok(last) = async { picky(n).await }.await else {
        return Ok(format!("{text} {rounds} picky"));
    };
    Ok(format!("{text} {rounds} {last}"))
}

#[orchestrator]
async fn bound_and_moved(n: i64, text: String) -> Result<String> {
    let first = async move {
        let mut total = n;
        for i in 0..3 {
            total += inc(i).await?;
            if total > 100 {
                return Ok(total);
            }
        }
        Ok::<i64, Failure>(total)
    };
    let said = say(text.clone()).await?;
    let total = first.await?;
    let rest = async { say(format!("{text} {said} {total}")).await };
    let last = rest.await?;
    Ok(format!("{last} {text}"))
}

#[orchestrator]
async fn in_a_vec(n: i64) -> Result<Vec<i64>> {
    let mut blocks = Vec::new();
    for i in 0..n {
        blocks.push(async move {
            let a = inc(i).await?;
            let b = inc(a * 10).await?;
            Ok::<_, Failure>(a + b)
        });
    }
    tick().await?;
    let mut out = vec![];
    for block in blocks {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn in_a_deque_and_popped(n: i64) -> Result<Vec<i64>> {
    let mut waiting = VecDeque::new();
    let mut out = vec![];
    for i in 0..n {
        waiting.push_back(async move { inc(i * 10).await });
        if waiting.len() > 2
            && let Some(block) = waiting.pop_front()
        {
            out.push(block.await?);
        }
    }
    while let Some(block) = waiting.pop_back() {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn in_an_option(n: i64) -> Result<i64> {
    let mut later = (n > 2).then_some(async move { inc(n).await });
    tick().await?;
    let first = match later.take() {
        Some(block) => block.await?,
        None => -1,
    };
    Ok(first + i64::from(later.is_some()))
}

#[orchestrator]
async fn in_a_tuple(n: i64) -> Result<String> {
    let pair = (async { inc(n).await }, async move { both(n * 2).await });
    tick().await?;
    let (first, second) = pair;
    let (number, text) = second.await?;
    Ok(format!("{number} {text} {}", first.await?))
}

#[orchestrator]
async fn in_a_closure(n: i64) -> Result<Vec<i64>> {
    let factor = inc(n).await?;
    let blocks: Vec<_> = (0..n)
        .map(|i| async move { inc(i * factor).await })
        .collect();
    let mut out = vec![];
    for block in blocks {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn in_a_closure_that_is_called(n: i64) -> Result<i64> {
    let make = |i: i64, by: i64| async move { Ok::<_, Failure>(inc(i).await? * by) };
    let (first, second) = (make(n, 2), make(n + 1, 3));
    Ok(second.await? - first.await?)
}

#[orchestrator]
async fn never_awaited(n: i64) -> Result<i64> {
    let _dropped = async { inc(n).await };
    let _ = async move { fail("never".into()).await };
    double(n).await
}

durable_tests::holds! {
    a_block_is_awaited_at_once => awaited_at_once(1), awaited_at_once(5);
    a_block_is_an_operand => an_operand(1), an_operand(2);
    a_block_is_the_last_expression => the_last_expression(4);
    a_block_is_a_condition => in_conditions(2), in_conditions(8), in_conditions(3);
    a_block_is_bound_and_moved => bound_and_moved(1, "x".into()), bound_and_moved(99, "y".into());
    blocks_stand_in_a_vec => in_a_vec(0), in_a_vec(4);
    blocks_stand_in_a_deque => in_a_deque_and_popped(1), in_a_deque_and_popped(6);
    a_block_stands_in_an_option => in_an_option(1), in_an_option(3);
    blocks_stand_in_a_tuple => in_a_tuple(3);
    a_closure_makes_blocks => in_a_closure(3);
    a_closure_with_parameters_makes_blocks => in_a_closure_that_is_called(3);
    a_block_that_is_not_awaited_does_nothing => never_awaited(3);
}

// What a block gives.

#[orchestrator]
async fn gives_an_option(n: i64) -> Result<Option<i64>> {
    let block = async {
        let x = inc(n).await.ok()?;
        (x > 3).then_some(x)?;
        Some(inc(x).await.ok()?)
    };
    Ok(block.await)
}

#[orchestrator]
async fn gives_nothing(n: i64) -> Result<i64> {
    let unit = async {
        sleep(MOMENT).await;
        let _ = inc(n).await;
    };
    let () = unit.await;
    async {}.await;
    async {
        tick().await.unwrap();
    }
    .await;
    Ok(n)
}

#[orchestrator]
async fn gives_a_tuple(n: i64) -> Result<(i64, String, Option<bool>)> {
    let block = async {
        let (number, text) = both(n).await.unwrap();
        (number, text, (n > 3).then_some(is_even(n).await.unwrap()))
    };
    let (number, text, even) = block.await;
    tick().await?;
    Ok((number, text, even))
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Verdict {
    Fine(i64),
    Bad { why: String },
}

#[orchestrator]
async fn gives_an_enum(n: i64) -> Result<Verdict> {
    let verdict = async {
        match picky(n).await {
            Ok(n) => Verdict::Fine(inc(n).await.unwrap_or_default()),
            Err(failure) => Verdict::Bad {
                why: say(failure.to_string()).await.unwrap(),
            },
        }
    }
    .await;
    tick().await?;
    Ok(verdict)
}

#[orchestrator]
async fn gives_an_error_of_its_own(text: String) -> Result<i64> {
    let block = async {
        let n: i64 = text.parse::<i64>()?;
        tick().await.unwrap();
        Ok::<i64, std::num::ParseIntError>(n + 1)
    };
    match block.await {
        Ok(n) => inc(n).await,
        Err(error) => length(error.to_string()).await.map(|length| length as i64),
    }
}

#[orchestrator]
async fn gives_a_block(n: i64) -> Result<i64> {
    let outer = async move {
        let m = inc(n).await?;
        Ok::<_, Failure>(async move { inc(m * 10).await })
    };
    let inner = outer.await?;
    tick().await?;
    inner.await
}

#[orchestrator]
async fn fails_inside(n: i64) -> Result<i64> {
    let block = async {
        if n > 1 {
            Err(Failure::terminal("no"))?
        }
        inc(n).await
    };
    block.await
}

#[orchestrator]
async fn fails_and_is_handled(n: i64) -> Result<String> {
    let attempt = async {
        let m = picky(n).await?;
        let h = half(m).await?.ok_or(Failure::new("odd"))?;
        Ok::<_, Failure>(h)
    };
    let text = match attempt.await {
        Ok(h) => h.to_string(),
        Err(failure) => say(failure.to_string()).await?,
    };
    tick().await?;
    Ok(text)
}

#[orchestrator]
async fn panics_inside(n: i64) -> Result<i64> {
    let block = async {
        let m = inc(n).await?;
        assert!(m < 3, "{m} is too much");
        Ok::<_, Failure>(m)
    };
    tick().await?;
    block.await
}

durable_tests::holds! {
    question_marks_of_options => gives_an_option(1), gives_an_option(5);
    a_block_gives_nothing => gives_nothing(1);
    a_block_gives_a_tuple => gives_a_tuple(1), gives_a_tuple(4);
    a_block_gives_an_enum => gives_an_enum(3), gives_an_enum(4);
    a_block_has_an_error_of_its_own => gives_an_error_of_its_own("12".into()), gives_an_error_of_its_own("x".into());
    a_block_gives_a_block => gives_a_block(2);
    a_block_need_not_fail => fails_inside(1);
    a_failing_block_is_handled => fails_and_is_handled(3), fails_and_is_handled(4), fails_and_is_handled(5);
    a_block_need_not_panic => panics_inside(1);
}
/// A block that is over has no other value.
#[orchestrator]
async fn block_awaited_again(n: i64) -> Result<i64> {
    let mut waits = Box::pin(async move { inc(n).await });
    let mut none = Box::pin(async move {
        if false {
            tick().await?;
        }
        Ok::<i64, Failure>(5)
    });
    let first = (&mut waits).await? + (&mut none).await?;
    match n {
        1 => (&mut waits).await,
        2 => (&mut none).await,
        3 => {
            tick().await?;
            waits.await
        }
        _ => Ok(first),
    }
}

durable_tests::holds! {
    a_block_that_is_over_is_left_alone => block_awaited_again(4);
}

#[test]
fn a_block_that_is_over_isnt_awaited_again() {
    for n in 1..=3 {
        let run =
            durable_tests::run::durable(block_awaited_again(n), durable_tests::run::Events::NONE);
        let durable_tests::run::Outcome::Panicked(message) = run.outcome else {
            panic!("{run:?}")
        };
        assert!(
            message.contains("awaited again after it was ready"),
            "{message}"
        );
        // The message is rustc's.
        let plain = durable_tests::run::plain(block_awaited_again(n));
        assert!(
            matches!(plain.outcome, durable_tests::run::Outcome::Panicked(_)),
            "{plain:?}"
        );
        assert_eq!(plain.calls, run.calls);
    }
}

durable_tests::fails! {
    a_block_fails => fails_inside(2);
    a_block_panics => panics_inside(2);
}

// How control goes inside of a block, and never out of it.

#[orchestrator]
async fn returns_to_its_await(n: i64) -> Result<String> {
    let mut seen = vec![];
    for i in 0..n {
        let block = async move {
            if i == 1 {
                return Ok("one".to_owned());
            }
            for j in 0.. {
                if inc(j).await? > i {
                    return say(format!("{i} {j}")).await;
                }
            }
            unreachable!()
        };
        let text: Result<String> = block.await;
        if i == 3 {
            break;
        }
        seen.push(text?);
    }
    Ok(seen.join(","))
}

#[orchestrator]
async fn loops_with_labels(n: i64) -> Result<i64> {
    let block = async {
        let mut sum = 0;
        'outer: loop {
            for i in 0..n {
                match inc(i).await? {
                    2 => continue,
                    4 => break 'outer,
                    m if sum > 5 => break 'outer sum += 100 * m,
                    m => sum += m,
                }
            }
            if sum > 20 {
                break;
            }
        }
        let found = 'search: {
            if let Some(h) = half(sum).await? {
                break 'search h;
            }
            -1
        };
        let counted = loop {
            sum -= 7;
            if sum < 0 {
                break inc(sum).await?;
            }
        };
        Ok::<_, Failure>(found * 1000 + counted)
    };
    // The labels of a block and of the function around it don't meet.
    'outer: for _ in 0..2 {
        tick().await?;
        if n > 100 {
            continue 'outer;
        }
        return block.await;
    }
    Ok(0)
}

#[orchestrator]
async fn while_and_let_else(n: i64) -> Result<Vec<i64>> {
    let mut list = list(n).await?;
    let (left, taken) = async move {
        let mut taken = vec![];
        while let Some(item) = list.pop() {
            let Some(h) = half(item).await? else {
                continue;
            };
            if h == 1 {
                break;
            }
            taken.push(h);
        }
        Ok::<_, Failure>((list, taken))
    }
    .await?;
    tick().await?;
    Ok(left.into_iter().chain([-1]).chain(taken).collect())
}

durable_tests::holds! {
    a_return_ends_the_block_alone => returns_to_its_await(0), returns_to_its_await(3), returns_to_its_await(9);
    loops_in_blocks_have_labels => loops_with_labels(2), loops_with_labels(5);
    loops_in_blocks_take_from_lists => while_and_let_else(0), while_and_let_else(7);
}

// What a block captures.

#[orchestrator]
async fn copies_what_it_moves(mut n: i64, names: Vec<String>, order: Order) -> Result<String> {
    let mut log = vec![1];
    let block = async move {
        for i in 0..3 {
            n += inc(i).await?;
            log.push(n);
        }
        let limit = inc(order.card.limit as i64).await?;
        let city = say(order.address.city).await?;
        let number = say(order.card.number).await?;
        Ok::<_, Failure>((n, log, limit, city, number))
    };
    tick().await?;
    let nested = async {
        let inner: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(i, name)| async move {
                let a = say(name.clone()).await?;
                let text: &str = name;
                let part = &text[..1];
                let deeper = async move { say(part.to_string()).await };
                let b = deeper.await?;
                Ok::<_, Failure>(format!("{i} {a} {b} {name}"))
            })
            .collect();
        let mut out = vec![];
        for block in inner {
            out.push(block.await?);
        }
        Ok::<_, Failure>(out.join("-"))
    };
    let joined = nested.await?;
    n += 100;
    Ok(format!("{:?} {joined} {n} {names:?}", block.await?))
}

#[orchestrator]
async fn a_copy_does_not_change_what_it_is_of(n: i64) -> Result<(i64, i64, i64)> {
    let mut count = n;
    let block = async move {
        count += 10;
        tick().await?;
        count *= 2;
        Ok::<_, Failure>(count)
    };
    count += 1;
    let inside = block.await?;
    count += 1;
    let again = async move {
        count = inc(count).await?;
        Ok::<_, Failure>(count)
    };
    Ok((inside, again.await?, count))
}

#[orchestrator]
async fn assigned_before_it_is_read(mut count: i64) -> Result<i64> {
    let block = async move {
        count = 4;
        tick().await?;
        Ok::<_, Failure>(count)
    };
    block.await
}

/// One field was moved, and another one is named.
#[orchestrator]
async fn of_what_is_partly_moved(n: i64) -> Result<String> {
    let pair = (say("a".into()).await?, n);
    let (half, text) = (half(n).await?, pair.0);
    let even = async { is_even(pair.1).await }.await?;
    Ok(format!("{half:?} {text} {even}"))
}

#[orchestrator]
async fn shadowed(n: i64) -> Result<String> {
    let text = format!("outer {n}");
    let n = n + 1;
    let block = async {
        let said = say(text.clone()).await?;
        let text = length(said).await?;
        let n = n + text as i64;
        let inner = async {
            let text = inc(n).await?;
            let n = text + n;
            Ok::<_, Failure>((n, text))
        };
        let (n, more) = inner.await?;
        Ok::<_, Failure>(format!("{n} {more} {text}"))
    };
    let n = block.await?;
    let text = say(text + &n).await?;
    Ok(text)
}

#[orchestrator]
async fn three_deep(n: i64, words: Vec<String>) -> Result<String> {
    let factor = inc(n).await?;
    let outer = async {
        let here = double(factor).await?;
        let middle = async {
            let there = add(here, factor).await?;
            let inner = async {
                let deepest = async { Ok::<_, Failure>(add(there, here).await? + factor) };
                let value = deepest.await?;
                say(format!("{value} {} {n}", words.join("+"))).await
            };
            let text = inner.await?;
            Ok::<_, Failure>(format!("{text} {there}"))
        };
        let text = middle.await?;
        Ok::<_, Failure>(format!("{text} {here}"))
    };
    let text = outer.await?;
    Ok(format!("{text} {factor} {}", words.len()))
}

#[orchestrator]
async fn fields_are_moved_apart(order: Order) -> Result<String> {
    let Order {
        card,
        address,
        items,
        ..
    } = order;
    let pays = async move { charge(card).await };
    let ships = async move { ship(address).await };
    let counts = async move {
        let mut sum = 0;
        for item in items {
            sum += length(item).await?;
        }
        Ok::<_, Failure>(sum)
    };
    let paid = pays.await?;
    Ok(format!("{paid} {} {}", ships.await?, counts.await?))
}

#[orchestrator]
async fn borrows_fields(order: Order) -> Result<String> {
    let described = async {
        let limit = inc(order.card.limit.into()).await?;
        let said = say(order.address.city.clone()).await?;
        Ok::<_, Failure>(format!("{said} {limit} {}", order.items.len()))
    };
    let text = described.await?;
    let paid = charge(order.card).await?;
    Ok(format!("{text} {paid} {}", order.id))
}

#[orchestrator]
async fn of_a_closures_borrowed_parameter(orders: Vec<Order>) -> Result<Vec<String>> {
    let blocks: Vec<_> = orders
        .iter()
        .map(|order| async move {
            let city = say(order.address.city.clone()).await?;
            let limit = inc(order.card.limit.into()).await?;
            Ok::<_, Failure>(format!("{city} {limit} {}", order.id))
        })
        .collect();
    let mut out = vec![];
    for block in blocks {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn of_a_closures_patterns(
    pairs: BTreeMap<String, (i64, Option<i64>)>,
) -> Result<Vec<String>> {
    let mut blocks = vec![];
    blocks.extend(
        pairs
            .iter()
            .filter(|(_, (n, _))| *n > 0)
            .map(|(name, &(n, more))| async move {
                let m = inc(n).await?;
                let said = say(name.clone()).await?;
                Ok::<_, Failure>(format!("{said} {m} {more:?}"))
            }),
    );
    tick().await?;
    let mut out = vec![];
    for block in blocks {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn of_loop_variables(n: i64) -> Result<Vec<i64>> {
    let mut blocks = vec![];
    let mut before = 100;
    for (i, step) in (0..n).zip([5, 6, 7, 8]) {
        let here = i * step;
        blocks.push(async move { add(here, before).await });
        before = here + inc(i).await?;
    }
    let mut out = vec![before];
    for block in blocks.into_iter().rev() {
        out.push(block.await?);
    }
    Ok(out)
}

#[orchestrator]
async fn consumes_what_it_captures(text: String, list: Vec<String>) -> Result<String> {
    let whole = async move {
        let mut all = text;
        for item in list {
            all.push_str(&item);
            all = say(all).await?;
        }
        Ok::<String, Failure>(all)
    };
    let text = whole.await?;
    Ok(format!("{text} {}", text.len()))
}

#[orchestrator]
async fn an_activity_is_captured(n: i64) -> Result<i64> {
    let call = inc(n);
    let timer = sleep(MOMENT);
    let block = async move {
        timer.await;
        let m = call.await?;
        double(m).await
    };
    tick().await?;
    block.await
}

#[orchestrator]
async fn a_block_is_captured(n: i64) -> Result<i64> {
    let inner = async move { inc(n).await };
    let outer = async move {
        tick().await?;
        let m = inner.await?;
        Ok::<_, Failure>(m * 2)
    };
    let outermost = async move { Ok::<_, Failure>(outer.await? + 1) };
    outermost.await
}

#[orchestrator]
async fn macros_in_blocks(n: i64) -> Result<String> {
    let block = async {
        let all = vec![inc(n).await?, double(n).await?];
        assert_eq!(all.len(), 1 + half(2).await?.unwrap() as usize);
        let text = format!("{all:?} {} {n:>3}", say("x".into()).await?);
        Ok::<_, Failure>(if matches!(half(n).await?, Some(h) if h > 1) {
            text
        } else {
            format!("-{text}")
        })
    };
    block.await
}

durable_tests::holds! {
    a_block_copies_what_it_moves => copies_what_it_moves(1, vec!["aa".into(), "bb".into()], Order::new(3));
    a_copy_in_a_block_is_its_own => a_copy_does_not_change_what_it_is_of(1);
    a_capture_is_assigned => assigned_before_it_is_read(1);
    the_rest_of_a_tuple_is_captured => of_what_is_partly_moved(4);
    names_are_shadowed_in_blocks => shadowed(1);
    blocks_stand_in_blocks => three_deep(2, vec!["a".into(), "b".into()]);
    fields_go_to_several_blocks => fields_are_moved_apart(Order::new(2)), fields_are_moved_apart(Order::new(7));
    fields_are_borrowed_by_a_block => borrows_fields(Order::new(6));
    a_block_names_what_a_closure_borrows => of_a_closures_borrowed_parameter(vec![Order::new(1), Order::new(2)]);
    a_block_names_what_a_closures_pattern_binds => of_a_closures_patterns(
        [("a".into(), (1, Some(2))), ("b".into(), (0, None)), ("c".into(), (5, None))].into()
    );
    a_block_names_a_loops_variables => of_loop_variables(0), of_loop_variables(3), of_loop_variables(9);
    a_block_consumes => consumes_what_it_captures("x".into(), vec!["a".into(), "b".into()]);
    an_operation_is_captured => an_activity_is_captured(2);
    another_block_is_captured => a_block_is_captured(2);
    macros_in_blocks_await => macros_in_blocks(2), macros_in_blocks(6);
}
durable_tests::fails! {
    the_second_of_two_blocks_fails => fields_are_moved_apart(Order::new(3));
}
