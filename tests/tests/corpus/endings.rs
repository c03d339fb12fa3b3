//! What never ends by itself: functions and blocks whose last statement panics, loops or leaves.

#![allow(
    unreachable_code,
    reason = "that the end is never reached is what is tested"
)]

use std::panic::panic_any;

use durable_runtime::prelude::*;

use crate::activities::*;

fn never() -> ! {
    panic!("never")
}

#[orchestrator]
async fn panic_as_value(n: i64) -> Result<i64> {
    inc(n).await?;
    panic_any("no such thing".to_string())
}

#[orchestrator]
async fn panic_as_statement(n: i64) -> Result<i64> {
    inc(n).await?;
    panic_any("no such thing".to_string());
}

#[orchestrator]
async fn at_once(_n: i64) -> Result<i64> {
    never()
}

#[orchestrator]
async fn unfinished(_n: i64) -> Result<i64> {
    tick().await?;
    todo!()
}

#[orchestrator]
async fn in_arms(n: i64) -> Result<i64> {
    if n > 3 {
        inc(n).await?;
        never();
    }
    inc(n).await?;
    match n {
        1 => never(),
        2 => {
            tick().await?;
            never()
        }
        3 => {
            let _value: u32 = never();
        }
        _ => loop {
            if n == 100 {
                unreachable!()
            } else {
                panic!("in a loop")
            }
        },
    }
}

#[orchestrator]
async fn in_values(n: i64) -> Result<i64> {
    let x: i64 = if n == 1 {
        inc(n).await?;
        never()
    } else if n == 2 {
        tick().await?;
        never();
    } else {
        inc(n).await?
    };
    let y = match x {
        4 => never(),
        other => inc(other).await?,
    };
    let block = async {
        tick().await?;
        if n == 4 {
            never();
        } else {
            return Ok(1);
        }
    };
    let z: Result<i64> = block.await;
    let other: Result<i64> = async {
        tick().await?;
        panic_any("gone".to_string());
    }
    .await;
    Ok(x + y + z? + other?)
}

#[orchestrator]
async fn both_return(n: i64) -> Result<i64> {
    tick().await?;
    if n == 1 {
        return Ok(1);
    } else {
        return Ok(2);
    };
}

#[orchestrator]
async fn return_in_an_argument(_n: i64) -> Result<i64> {
    tick().await?;
    inc(return Ok(3)).await
}

#[orchestrator]
async fn for_ever(n: i64) -> Result<i64> {
    let mut left = n;
    loop {
        left = inc(left).await?;
        if left > 4 {
            never();
        }
    }
}

durable_tests::fails! {
    a_function_may_end_in_a_panic => panic_as_value(1), panic_as_statement(1), at_once(1), unfinished(1);
    an_arm_may_end_in_a_panic => in_arms(1), in_arms(2), in_arms(3), in_arms(4), in_arms(9);
    a_value_may_never_come => in_values(1), in_values(2), in_values(3), in_values(4), in_values(5);
    a_loop_without_a_break_has_any_type => for_ever(2);
}

durable_tests::holds! {
    a_function_may_end_in_returns => both_return(1), both_return(2), return_in_an_argument(1);
}
