use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>, text: String) -> Result<u32> {
    let mut other = 1;
    let largest = list.iter().max().unwrap_or(&other);
    let word = text.split(' ').nth(1).unwrap_or(if other > 0 { "a" } else { "b" });
    let n = fetch(1).await?;
    let sum = n + largest + word.len() as u32;
    other += 1;
    Ok(sum + other)
}

fn main() {}
