use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

#[orchestrator]
async fn wrong(text: String) -> Result<u32> {
    let part = first_word(&text);
    let n = fetch(1).await?;
    Ok(n + part.len() as u32)
}

fn main() {}
