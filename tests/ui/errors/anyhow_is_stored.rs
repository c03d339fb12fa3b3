use anyhow::Context as _;
use durable_runtime::prelude::*;

#[activity]
async fn pay(n: u32) -> anyhow::Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn kept_across_an_await(n: u32) -> anyhow::Result<u32> {
    let text: anyhow::Result<u32> = "1".parse().context("no number");
    let paid = pay(n).await?;
    Ok(text? + paid)
}

#[orchestrator]
async fn joined(n: u32) -> anyhow::Result<u32> {
    let all = join_all((0..n).map(|i| async move {
        let text = pay(i).await?.to_string();
        text.parse::<u32>().context("no number")
    }));
    let mut sum = 0;
    for one in all.await {
        sum += one?;
    }
    Ok(sum)
}

fn main() {}
