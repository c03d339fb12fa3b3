use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn other() -> &'static str {
    " b "
}

#[orchestrator]
async fn swapped(n: u32) -> Result<usize> {
    let (mut text, mut another) = (" a ", other());
    let trimmed = text.trim();
    std::mem::swap(&mut text, &mut another);
    fetch(n).await?;
    Ok(trimmed.len() + text.len())
}

#[orchestrator]
async fn assigned_in_part(n: u32) -> Result<usize> {
    let mut pair = (" a ", n);
    let trimmed = pair.0.trim();
    pair.0 = other();
    fetch(pair.1).await?;
    Ok(trimmed.len())
}

#[orchestrator]
async fn picked(n: u32) -> Result<usize> {
    let mut pair = (" a b", n);
    let second = pair.0.split(' ').nth(2).unwrap();
    pair.0 = other();
    fetch(pair.1).await?;
    Ok(second.len())
}

fn main() {}
