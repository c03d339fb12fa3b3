use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut list = vec![n];
    let mut total = 0;
    while let Some(x) = list.pop() {
        total += fetch(x).await?;
    }
    Ok(total + undefined)
}

#[orchestrator]
async fn wrong_type(n: u32) -> Result<u32> {
    let mut list = vec![n];
    let mut names: Vec<String> = Vec::new();
    while let Some(x) = list.pop() {
        names.push(fetch(x).await?);
    }
    Ok(n)
}

#[orchestrator]
async fn wrong_before(n: u32) -> Result<u32> {
    let mut list = vec![n, undefined];
    let mut total = 0;
    while let Some(x) = list.pop() {
        total += fetch(x).await?;
    }
    Ok(total)
}

fn main() {}
