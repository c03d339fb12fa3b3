//! Locals of a block that have the name of what is used beside the block: a function, an activity, a constant. What
//! the block calls by that name is seen in the block and nowhere else.

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

fn fee(n: i64) -> i64 {
    n + 1000
}

fn same<T>(value: T) -> T {
    value
}

fn rate_2(n: i64) -> i64 {
    n + 2000
}

fn some(n: i64) -> Option<i64> {
    Some(n)
}

#[orchestrator]
async fn a_block_and_a_function(n: i64) -> Result<(i64, i64, Vec<i64>)> {
    let inner = {
        let a = inc(n).await?;
        let fee = |x: i64| x * 2;
        fee(a)
    };
    let all = vec![1, 2].into_iter().map(fee).collect();
    Ok((inner, fee(n), all))
}

#[orchestrator]
async fn a_block_and_an_activity(n: i64) -> Result<i64> {
    let doubled = {
        let half = double(n).await?;
        let double = half + 1;
        double * 3
    };
    Ok(double(doubled).await?)
}

#[orchestrator]
async fn branches_and_loops(n: i64) -> Result<Vec<i64>> {
    let a = if n > 0 {
        let x = inc(n).await?;
        let fee = x * 2;
        fee
    } else {
        return Ok(vec![]);
    };
    let b = fee(a);
    let c = match some(inc(n).await?) {
        Some(fee) if fee > 1 => fee,
        _ => {
            tick().await?;
            return Ok(vec![]);
        }
    };
    let d = fee(c);
    let e = loop {
        let x = inc(n).await?;
        let fee = |y: i64| x + y;
        break fee(1);
    };
    let f = fee(e);
    let g = 'named: {
        let x = inc(n).await?;
        let fee = x + 1;
        break 'named fee;
    };
    let h = fee(g);
    let mut all = vec![b, d, f, h];
    for i in 0..2 {
        let fee = fee(inc(i).await?);
        tick().await?;
        all.push(fee);
    }
    Ok(all)
}

#[orchestrator]
async fn operands_and_arguments(n: i64) -> Result<(i64, String, i64)> {
    let sum = add(
        {
            let fee = inc(n).await?;
            fee + 1
        },
        fee(n),
    )
    .await?;
    let text = format!(
        "{} {}",
        {
            let fee = inc(n).await?;
            fee + 1
        },
        fee(n)
    );
    let all = fee(1)
        + {
            let fee = inc(n).await?;
            fee
        }
        + fee(2);
    Ok((sum, text, all))
}

#[orchestrator]
async fn async_blocks_and_handlers(n: i64) -> Result<(i64, i64, i64, Vec<i64>)> {
    let a = async {
        let fee = inc(n).await?;
        Ok::<_, Failure>(fee)
    }
    .await?;
    let b = fee(a);
    let c = tokio::select! {
        got = inc(n) => {
            let fee = |x: i64| x * 3;
            fee(got?)
        }
    };
    let d = fee(c);
    let each = (0..2).map(|i| async move {
        let inner = {
            let fee = inc(i).await?;
            fee
        };
        Ok::<_, Failure>(inner + fee(i))
    });
    Ok((a, b, d, try_join_all(each).await?))
}

#[orchestrator]
async fn a_name_that_is_made_up(n: i64) -> Result<i64> {
    let rate = inc(n).await?;
    let inner = {
        let x = inc(rate).await?;
        let rate = |y: i64| y + x;
        rate(1)
    };
    Ok(rate_2(inner) + rate)
}

#[orchestrator]
async fn a_function_with_types(n: i64) -> Result<(i64, i64)> {
    let inner = {
        let x = inc(n).await?;
        let same = x * 2;
        same
    };
    Ok((same::<i64>(inner), n))
}

#[orchestrator]
async fn items_of_the_body(n: i64) -> Result<(i64, i64, i64)> {
    fn clamp(n: i64) -> i64 {
        n.min(7)
    }
    let a = {
        let x = inc(n).await?;
        let clamp = |y: i64| x + y + 100;
        clamp(1)
    };
    let b = {
        macro_rules! clamped {
            ($value:expr) => {
                clamp($value)
            };
        }
        let x = inc(a).await?;
        clamped!(x)
    };
    Ok((a, b, clamp(a)))
}

macro_rules! text {
    ($($tokens:tt)*) => {
        format!($($tokens)*)
    };
}

#[orchestrator]
async fn arguments_of_macros(n: i64) -> Result<String> {
    let inner = {
        let x = inc(n).await?;
        let fee = x * 2;
        fee
    };
    Ok(text!("{inner} {}", fee(2)))
}

#[orchestrator]
async fn a_macro_and_a_closures_parameter(n: i64) -> Result<Vec<i64>> {
    let x = inc(n).await?;
    macro_rules! added {
        ($value:expr) => {
            $value * 10 + x
        };
    }
    tick().await?;
    let mut all: Vec<i64> = (1..3).map(|x| added!(x)).collect();
    all.extend((1..3).map(|y| {
        let x = y + 100;
        added!(x)
    }));
    for y in list(2).await?.into_iter().map(|x| added!(x)) {
        all.push(inc(y).await?);
    }
    let each = (1..3).map(|x| async move { inc(added!(x)).await });
    all.extend(try_join_all(each).await?);
    Ok(all)
}

/// An item of an inner block hides a local of an outer one.
#[orchestrator]
#[allow(non_upper_case_globals, reason = "it has a local's name")]
async fn items_hide_outer_locals(n: i64) -> Result<Vec<i64>> {
    let scale = |x: i64| x * 2;
    let limit = n;
    let a = inc(scale(n)).await?;
    let b = {
        fn scale(x: i64) -> i64 {
            x * 3
        }
        const limit: i64 = 50;
        inc(scale(n) + limit).await?
    };
    let helper = |x: i64| x * 1000;
    let thousands = helper(n);
    let c = {
        fn helper(x: i64) -> i64 {
            x + 1
        }
        vec![1, 2].into_iter().map(helper).sum::<i64>()
    };
    let d = {
        use std::convert::identity as scale;
        let helper = 4_i64;
        tick().await?;
        scale(helper)
    };
    Ok(vec![a, b, c, d, limit, thousands])
}

mod rates {
    pub static PRICE: i64 = 69;
}
/// The items of a block that awaits hide nothing behind the block.
#[orchestrator]
#[allow(non_upper_case_globals, reason = "they have the locals' names")]
async fn items_of_blocks_that_await(n: i64) -> Result<Vec<i64>> {
    let (base, mut rate, price) = (n, n * 10, n + 7);
    let a = {
        const base: i64 = 78;
        tick().await?;
        base + 1
    };
    let b = if n == 1 {
        const rate: i64 = 5;
        inc(rate).await?
    } else {
        inc(rate).await?
    };
    let c = inc(rate).await?;
    let mut all = vec![a, b, c];
    for _ in 0..2 {
        rate += 1;
        {
            const rate: i64 = 6;
            all.push(inc(rate).await?);
        }
        all.push(rate);
    }
    let d = {
        use rates::PRICE as price;
        tick().await?;
        price + 1
    };
    let e = {
        const n: i64 = 40;
        inc(n + 1).await?
    };
    all.extend([d, e, inc(n).await?, base, price]);
    Ok(all)
}

holds! {
    the_items_of_a_block_that_awaits_end_with_it => items_of_blocks_that_await(1), items_of_blocks_that_await(4);
    an_item_hides_the_locals_outside_of_its_block => items_hide_outer_locals(1), items_hide_outer_locals(4);
    a_blocks_local_hides_no_function => a_block_and_a_function(3);
    a_blocks_local_hides_no_activity => a_block_and_an_activity(3);
    branches_and_loops_hide_no_function => branches_and_loops(3);
    operands_hide_no_function => operands_and_arguments(3);
    async_blocks_and_handlers_hide_no_function => async_blocks_and_handlers(3);
    a_made_up_name_is_nobodys => a_name_that_is_made_up(3);
    a_function_with_types_is_not_hidden => a_function_with_types(3);
    an_item_of_the_body_is_not_hidden => items_of_the_body(3);
    what_a_macro_is_given_is_not_hidden => arguments_of_macros(3);
    a_closures_parameter_hides_nothing_from_a_macro => a_macro_and_a_closures_parameter(4);
}
