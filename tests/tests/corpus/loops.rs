//! `loop`, `while` and `while let`.

use std::collections::VecDeque;

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn while_loop(n: i64) -> Result<i64> {
    let mut i = 0;
    let mut sum = 0;
    while i < n {
        sum += double(i).await?;
        i += 1;
    }
    Ok(sum)
}

#[orchestrator]
async fn while_with_an_await_in_its_condition(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let mut i = n;
    while !is_even(i).await? || i < n + 2 && i > 0 {
        seen.push(i);
        i = inc(i).await?;
        if i > n + 4 {
            break;
        }
    }
    tick().await?;
    Ok(seen)
}

#[orchestrator]
async fn while_with_only_its_condition(n: i64) -> Result<i64> {
    let mut i = n;
    while {
        i += 1;
        !is_even(i).await?
    } {}
    while i > n {
        i -= 1;
    }
    tick().await?;
    while i < n + 3 {
        i = inc(i).await?
    }
    Ok(i)
}

#[orchestrator]
async fn while_let(n: i64) -> Result<Vec<i64>> {
    let mut left: Vec<i64> = (0..n).collect();
    let mut seen = vec![];
    while let Some(next) = left.pop() {
        let next = inc(next).await?;
        if next == 2 {
            left.push(10);
            continue;
        }
        seen.push(next);
    }
    tick().await?;
    Ok(seen)
}

#[orchestrator]
async fn while_let_on_an_await(n: i64) -> Result<i64> {
    let mut i = n;
    while let Some(h) = half(i).await? {
        if h == 0 {
            tick().await?;
            break;
        }
        i = h;
    }
    Ok(i)
}

#[orchestrator]
async fn while_let_chain(n: i64) -> Result<Vec<i64>> {
    let mut queue: VecDeque<i64> = [n, 4, 6, 7, 8].into();
    let mut seen = vec![];
    while let Some(next) = queue.pop_front()
        && let Some(h) = half(next).await?
        && h < 100
    {
        seen.push(h);
        tick().await?;
        if h == 2 {
            queue.push_back(1);
        }
    }
    seen.extend(queue);
    Ok(seen)
}

#[orchestrator]
async fn loop_with_a_value(n: i64) -> Result<String> {
    let mut tries = 0;
    let found = loop {
        tries += 1;
        let m = inc(n * tries).await?;
        if m % 7 == 0 {
            break Some(m);
        }
        if tries > 5 {
            break None;
        }
    };
    let text = loop {
        break say(format!("{found:?}")).await?;
    };
    Ok(format!("{text} after {tries}"))
}

#[orchestrator]
async fn loop_as_an_operand(n: i64) -> Result<i64> {
    let mut i = n;
    Ok(100
        + loop {
            i = double(i).await?;
            if i > 10 {
                break i;
            }
        }
        + loop {
            break 1;
        }
        + inc(0).await?)
}

#[orchestrator]
async fn nested_loops(n: i64) -> Result<Vec<(i64, i64)>> {
    let mut pairs = Vec::new();
    let mut a = 0;
    while a < n {
        let mut b = a;
        loop {
            b = inc(b).await?;
            if b > n {
                break;
            }
            pairs.push((a, b));
            while pairs.len() % 3 == 0 {
                tick().await?;
                pairs.push((-1, -1));
            }
        }
        a += 1;
    }
    Ok(pairs)
}

#[orchestrator]
async fn loop_that_ends_by_return(n: i64) -> Result<i64> {
    let mut i = n;
    loop {
        if is_even(i).await? {
            return Ok(i);
        }
        i += 5;
        if i > 100 {
            return Err(Failure::new("too far"));
        }
    }
}

#[orchestrator]
async fn loop_without_awaits_between_awaits(n: u64) -> Result<u64> {
    tick().await?;
    let mut a = n;
    let mut b = 36;
    while b != 0 {
        (a, b) = (b, a % b);
    }
    tick().await?;
    let c = 'found: loop {
        for i in 2.. {
            if a * i > 50 {
                break 'found i;
            }
        }
    };
    tick().await?;
    Ok(a + c)
}

#[orchestrator]
async fn locals_born_in_a_loop(n: i64) -> Result<Vec<String>> {
    let mut log = Vec::new();
    let mut i = 0;
    while i < n {
        let label = format!("round {i}");
        let doubled = double(i).await?;
        let text = say(label.clone()).await?;
        tick().await?;
        log.push(format!("{label} {text} {doubled}"));
        i += 1;
    }
    Ok(log)
}

#[orchestrator]
async fn a_local_taken_and_given_back(n: i64) -> Result<Vec<String>> {
    let mut slot = Some(String::from("a"));
    let mut log = Vec::new();
    let mut i = 0;
    while let Some(text) = slot.take() {
        let text = say(text).await?;
        log.push(text.clone());
        i += 1;
        if i < n {
            slot = Some(text + "b");
        }
        tick().await?;
    }
    log.push(format!("{slot:?}"));
    Ok(log)
}

#[orchestrator]
async fn while_true_with_a_break(n: i64) -> Result<i64> {
    let mut i = n;
    while true {
        i = inc(i).await?;
        if i > 3 {
            break;
        }
    }
    Ok(i)
}

durable_tests::holds! {
    a_while_loop_runs_while_it_holds => while_loop(0), while_loop(4);
    a_while_condition_may_await => while_with_an_await_in_its_condition(0), while_with_an_await_in_its_condition(2), while_with_an_await_in_its_condition(3);
    a_while_may_be_all_condition => while_with_only_its_condition(1), while_with_only_its_condition(2);
    a_while_let_runs_while_it_matches => while_let(0), while_let(4);
    a_while_let_may_await => while_let_on_an_await(12), while_let_on_an_await(3), while_let_on_an_await(0);
    a_while_let_may_be_a_chain => while_let_chain(2), while_let_chain(3), while_let_chain(400);
    a_loop_is_a_value => loop_with_a_value(1), loop_with_a_value(3), loop_with_a_value(7);
    a_loop_may_be_an_operand => loop_as_an_operand(3);
    loops_nest => nested_loops(0), nested_loops(3);
    a_loop_may_end_by_return_only => loop_that_ends_by_return(2), loop_that_ends_by_return(3);
    a_loop_without_awaits_stays_as_it_is => loop_without_awaits_between_awaits(48), loop_without_awaits_between_awaits(7);
    a_local_of_a_round_ends_with_it => locals_born_in_a_loop(3);
    a_local_may_be_taken_and_given_back => a_local_taken_and_given_back(0), a_local_taken_and_given_back(3);
    a_while_true_ends_by_break => while_true_with_a_break(1);
}
