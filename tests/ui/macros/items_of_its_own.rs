//! What a macro may declare by a name that it isn't given.

use durable_runtime::prelude::*;

macro_rules! limits {
    () => {
        const LIMIT: i64 = 10;
    };
}

const LIMIT: i64 = 55;

#[activity]
async fn pay(n: i64) -> Result<i64> {
    Ok(n)
}

#[orchestrator]
async fn of_the_crate(n: i64) -> Result<i64> {
    limits!();
    let first = pay(n + LIMIT).await?;
    Ok(first + LIMIT)
}

#[orchestrator]
async fn of_the_body(n: i64) -> Result<i64> {
    macro_rules! total {
        ($by:expr) => {
            #[allow(dead_code)]
            pub fn total(n: i64) -> i64 {
                n + $by
            }
        };
    }
    total!(1);
    let first = pay(total(n)).await?;
    Ok(total(first))
}

fn total(n: i64) -> i64 {
    n
}

#[orchestrator]
async fn that_is_over_before(n: i64) -> Result<i64> {
    let first = pay(total(n)).await?;
    limits!();
    Ok(first + LIMIT)
}

fn main() {}
