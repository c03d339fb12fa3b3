#![allow(unused)]

use durable_runtime::{Result, activity, orchestrator};

macro_rules! some {
    ($name:ident) => {
        Some($name)
    };
}

#[activity]
async fn pay(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn matched(n: u32, other: Option<u32>) -> Result<u32> {
    let mut sum = n;
    match other {
        some!(n) => sum += pay(n).await?,
        None => {}
    }
    if let some!(n) = other {
        sum += pay(n).await?;
    }
    Ok(sum + n)
}

#[orchestrator]
async fn tested(n: u32, other: Option<u32>) -> Result<bool> {
    pay(n).await?;
    Ok(matches!(other, some!(n) if n > 1))
}

fn main() {}
