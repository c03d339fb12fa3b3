//! `if` in all its forms.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn if_else(n: i64) -> Result<String> {
    let mut log = Vec::new();
    if n > 2 {
        log.push(inc(n).await?);
    }
    if n > 3 {
        log.push(double(n).await?);
    } else {
        log.push(-1);
    }
    if n > 4 {
        log.push(4)
    } else {
        tick().await?;
        log.push(5)
    }
    if n > 5 {
    } else if n > 1 {
        tick().await?;
    } else {
        log.push(9)
    }
    Ok(format!("{log:?}"))
}

#[orchestrator]
async fn awaits_in_conditions(n: i64) -> Result<i64> {
    if is_even(n).await? {
        return Ok(0);
    } else if inc(n).await? > 4 {
        tick().await?;
        if is_even(inc(n).await? / 2).await? {
            Ok(1)
        } else {
            Ok(2)
        }
    } else if !is_even(n).await? && double(n).await? > 5 || n == 1 {
        Ok(3)
    } else {
        tick().await?;
        Ok(4)
    }
}

#[orchestrator]
async fn if_as_a_value(n: i64) -> Result<i64> {
    let a = if n > 0 { inc(n).await? } else { -1 };
    let b = if is_even(a).await? {
        a
    } else if a > 2 {
        tick().await?;
        2
    } else {
        return Ok(a);
    };
    let c = 10 + if b > a { 1 } else { double(b).await? } * 2;
    tick().await?;
    Ok(if c > 20 { c } else { inc(c).await? })
}

#[orchestrator]
async fn if_let(n: i64) -> Result<String> {
    let x = (n > 0).then_some(n);
    if let Some(x) = x {
        let x = inc(x).await?;
        tick().await?;
        say(x.to_string()).await?;
    }
    // A `Copy` value is still there.
    let after = x;
    tick().await?;
    if let Some(h) = half(n).await? {
        tick().await?;
        Ok(format!("{h} {after:?} {x:?}"))
    } else if let (m, Some(y)) = (inc(n).await?, x) {
        Ok(format!("{m} {y}"))
    } else {
        tick().await?;
        Ok("none".into())
    }
}

#[orchestrator]
async fn if_let_that_shadows(text: Option<String>) -> Result<String> {
    let mut seen = String::new();
    if let Some(text) = &text {
        seen.push_str(text);
    }
    tick().await?;
    if let Some(text) = text.clone() {
        seen += &say(text).await?;
    }
    if let Some(text) = text {
        tick().await?;
        seen += &text;
        tick().await?;
        seen += &text;
    }
    Ok(seen)
}

#[orchestrator]
async fn if_let_chains(n: i64) -> Result<String> {
    if n > 0
        && let Some(h) = half(n).await?
        && is_even(h).await?
        && let Some(q) = half(h).await?
    {
        tick().await?;
        return Ok(format!("{h} {q}"));
    }
    let opt = Some(n);
    if let Some(x) = opt
        && x > 2
        && let (y, text) = both(x).await?
        && y == x
    {
        tick().await?;
        Ok(text)
    } else if let Some(x) = opt
        && inc(x).await? > 1
    {
        Ok(format!("small {x}"))
    } else {
        Ok(format!("{opt:?}"))
    }
}

#[orchestrator]
async fn conditions_that_move(n: i64) -> Result<String> {
    let text = n.to_string();
    if take(text.clone()) == 1 && is_even(n).await? {
        say(text).await?;
        Ok("moved".into())
    } else {
        tick().await?;
        Ok(text)
    }
}

fn take(text: String) -> usize {
    text.len()
}

#[orchestrator]
async fn early_return_in_each_branch(n: i64) -> Result<i64> {
    if n == 0 {
        return Ok(0);
    }
    let m = if n == 1 {
        return inc(n).await;
    } else {
        double(n).await?
    };
    if m == 4 {
        tick().await?;
        return Ok(m);
    } else if m == 6 {
        return Err(Failure::new("six"));
    }
    {
        if m == 8 {
            return double(m).await;
        }
    }
    tick().await?;
    Ok(-m)
}

#[orchestrator]
async fn branches_that_join(n: i64) -> Result<Vec<i64>> {
    let mut path = vec![n];
    for bit in 0..3 {
        if n >> bit & 1 == 1 {
            path.push(inc(bit).await?);
            if bit == 1 {
                tick().await?;
                path.push(100)
            }
        } else if bit == 2 {
            path.push(200);
        }
        path.push(-bit);
    }
    tick().await?;
    Ok(path)
}

#[orchestrator]
async fn temporaries_in_conditions(n: i64) -> Result<usize> {
    let names = vec!["a".to_string(), "bc".to_string()];
    if names.iter().any(|name| name.len() as i64 == n) {
        tick().await?;
    }
    if let Some(name) = names.iter().find(|name| name.len() as i64 == n).cloned() {
        tick().await?;
        return length(name).await;
    }
    if let [first, ..] = names.as_slice() {
        return Ok(first.len() + 10);
    }
    tick().await?;
    Ok(names.len())
}

#[orchestrator]
async fn bool_operators(n: i64) -> Result<Vec<bool>> {
    let a = n > 0 && is_even(n).await?;
    let b = is_even(n).await? || n > 2 && is_even(n + 1).await?;
    let c = !is_even(n).await? & (a | b) ^ is_even(inc(n).await?).await?;
    let d = is_even(n).await? && {
        tick().await?;
        true
    } || {
        say("or".into()).await?;
        false
    };
    tick().await?;
    Ok(vec![a, b, c, d])
}

durable_tests::holds! {
    if_and_else_run_one_branch => if_else(0), if_else(2), if_else(3), if_else(4), if_else(5), if_else(6);
    a_condition_may_await =>
        awaits_in_conditions(1), awaits_in_conditions(2), awaits_in_conditions(3), awaits_in_conditions(5), awaits_in_conditions(7);
    an_if_is_a_value => if_as_a_value(0), if_as_a_value(1), if_as_a_value(2), if_as_a_value(9), if_as_a_value(-5);
    an_if_let_binds => if_let(0), if_let(3), if_let(4), if_let(-3);
    an_if_let_may_shadow_what_it_looks_at => if_let_that_shadows(None), if_let_that_shadows(Some("a".into()));
    a_chain_of_lets_may_await_anywhere => if_let_chains(0), if_let_chains(1), if_let_chains(3), if_let_chains(4), if_let_chains(6), if_let_chains(-5);
    a_condition_may_move_a_clone => conditions_that_move(2), conditions_that_move(3), conditions_that_move(12);
    every_branch_may_return =>
        early_return_in_each_branch(0), early_return_in_each_branch(1), early_return_in_each_branch(2),
        early_return_in_each_branch(4), early_return_in_each_branch(5);
    branches_join_again => branches_that_join(0), branches_that_join(3), branches_that_join(6), branches_that_join(7);
    conditions_may_borrow_for_a_moment => temporaries_in_conditions(1), temporaries_in_conditions(2), temporaries_in_conditions(3);
    and_and_or_await_only_what_they_need => bool_operators(0), bool_operators(1), bool_operators(2), bool_operators(3);
}

durable_tests::fails! {
    a_branch_may_return_an_error => early_return_in_each_branch(3);
}
