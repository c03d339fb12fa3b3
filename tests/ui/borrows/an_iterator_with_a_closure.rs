use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut left = list.iter().filter(|n| **n > 1);
    let first = fetch(1).await?;
    Ok(first + left.next().copied().unwrap_or(0))
}

#[orchestrator]
async fn others(list: Vec<u32>, text: String) -> Result<u32> {
    let mut squares = (1..10).map(|n| n * n).skip(1);
    let mut words = text
        .split_whitespace()
        .enumerate()
        .filter_map(|(at, word)| (at > 1).then(|| word.len() as u32));
    let large: Vec<u32> = list.into_iter().filter(|n| *n > 1).collect();
    let half = large.first().map(|n| n / 2);
    let first = fetch(squares.next().unwrap_or(0)).await?;
    let next = squares.next().unwrap_or(0) + words.next().unwrap_or(0);
    Ok(first + next + half.unwrap_or(0) + large.len() as u32)
}

fn main() {}
