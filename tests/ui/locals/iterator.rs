use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn is_even(n: &u32) -> bool {
    n % 2 == 0
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut doubled = vec![1, 2].into_iter().filter(is_even as fn(&u32) -> bool);
    fetch(1).await?;
    Ok(doubled.next().unwrap_or(n))
}

fn main() {}
