//! Macros that are given a local of an outer block in some form, and may declare another one of its name.

use durable_runtime::prelude::*;

macro_rules! add {
    ($x:ident += $e:expr) => {
        let $x = $x + $e;
        let _ = $x;
    };
}

macro_rules! total {
    ($f:ident($x:ident) = $e:expr) => {
        fn $f($x: i64) -> i64 {
            $e
        }
    };
}

#[activity]
async fn pay(n: i64) -> Result<i64> {
    Ok(n)
}

fn total(n: i64) -> i64 {
    n
}

#[orchestrator]
async fn of_an_outer_block(n: i64) -> Result<i64> {
    let x = pay(n).await?;
    for _ in 0..2 {
        add!(x += 8);
        pay(1).await?;
    }
    Ok(x)
}

#[orchestrator]
async fn a_function(n: i64) -> Result<i64> {
    total!(total(k) = k + 1);
    let first = pay(total(n)).await?;
    Ok(total(first))
}

fn main() {}
