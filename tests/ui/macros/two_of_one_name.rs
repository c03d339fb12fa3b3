#![allow(unused)]

use durable_runtime::{Result, activity, orchestrator};

macro_rules! price {
    () => {
        1
    };
}

#[activity]
async fn pay(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn defined_twice() -> Result<u32> {
    macro_rules! rate { () => { 1 } }
    let a = pay(rate!()).await?;
    macro_rules! rate { () => { 2 } }
    Ok(a + rate!())
}

#[orchestrator]
async fn defined_later() -> Result<u32> {
    let a = pay(price!()).await?;
    macro_rules! price { () => { 2 } }
    Ok(a + price!())
}

#[orchestrator]
async fn defined_in_a_block(n: u32) -> Result<u32> {
    if n > 0 {
        macro_rules! price { () => { 2 } }
        pay(price!()).await?;
    }
    Ok(vec![price!()].len() as u32)
}

#[orchestrator]
async fn defined_in_a_join() -> Result<u32> {
    let (a, b) = durable_runtime::try_join!(
        async {
            let a = price!();
            macro_rules! price { () => { 2 } }
            pay(a + price!()).await
        },
        pay(1)
    )?;
    Ok(a + b)
}

fn main() {}
