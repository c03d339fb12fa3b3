use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(mut list: Vec<u32>) -> Result<u32> {
    let largest = list.iter_mut().map(|n| n).max().unwrap();
    *largest += fetch(1).await?;
    *largest += fetch(2).await?;
    Ok(list.len() as u32)
}

fn main() {}
