#![allow(unused)]

use durable_runtime::{Result, activity, orchestrator};

const RATE: u32 = 1;

macro_rules! define {
    ($name:ident $value:expr) => { let $name = $value; };
    (($name:ident) = $value:expr) => { let $name = $value; };
    ($value:expr => $name:ident) => { let $name = $value; };
}

macro_rules! constant {
    ($name:ident = $value:expr) => { const $name: u32 = $value; };
}

#[activity]
async fn pay(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn by_the_side_of_its_value(n: u32) -> Result<u32> {
    let mut sum = 0;
    if sum == 0 {
        define!(n 5);
        sum += pay(n).await?;
    }
    if sum == 5 {
        define!((n) = 5);
        sum += pay(n).await?;
    }
    for i in 0..2 {
        define!(i * 10 => n);
        if n > 15 {
            break;
        }
        sum += pay(1).await?;
    }
    Ok(sum + n)
}

#[orchestrator]
async fn in_a_labelled_block(n: u32) -> Result<u32> {
    let mut k = pay(n).await?;
    'a: {
        pay(1).await?;
        if n > 0 {
            define!(50 => k);
            if k > 15 {
                break 'a;
            }
        }
        k += pay(2).await?;
    }
    Ok(k)
}

#[orchestrator]
async fn beside_a_borrow(n: u32) -> Result<u32> {
    let borrowed = &n;
    define!(50 => n);
    pay(1).await?;
    Ok(*borrowed + n)
}

#[orchestrator]
async fn in_an_async_block(n: u32) -> Result<u32> {
    let block = async {
        define!(n 50);
        pay(1).await?;
        Ok::<u32, durable_runtime::Failure>(n)
    };
    Ok(block.await? + n)
}

#[orchestrator]
async fn an_item(n: u32) -> Result<u32> {
    constant!(RATE = 5);
    let paid = pay(n * RATE).await?;
    Ok(paid * RATE)
}

macro_rules! function {
    ($name:ident) => { fn $name(n: u32) -> u32 { n } };
}

fn doubled(n: u32) -> u32 {
    n * 2
}

#[orchestrator]
async fn a_function(n: u32) -> Result<Vec<u32>> {
    function!(doubled);
    let first: Vec<u32> = vec![n].into_iter().map(doubled).collect();
    pay(n).await?;
    Ok(first.into_iter().map(doubled).collect())
}

#[orchestrator]
async fn a_local(n: u32) -> Result<u32> {
    define!(paid n * 2);
    let more = pay(n).await?;
    Ok(paid + more)
}

#[orchestrator]
async fn nothing(n: u32) -> Result<u32> {
    let mut sum = 0;
    while sum < n {
        { define!(n 5); }
        tracing::info!(n, sum, rate = RATE);
        sum += pay(n).await?;
    }
    Ok(sum)
}

fn main() {}
