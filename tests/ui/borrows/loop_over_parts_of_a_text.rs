use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(text: String) -> Result<u32> {
    let mut sum = 0;
    for part in text.split(|c| c == ';') {
        sum += fetch(part.len() as u32).await?;
    }
    Ok(sum)
}

fn main() {}
