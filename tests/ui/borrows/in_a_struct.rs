use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct View<'a> {
    text: &'a str,
}

#[orchestrator]
async fn wrong(text: String) -> Result<u32> {
    let view = View { text: &text };
    let n = fetch(1).await?;
    Ok(n + view.text.len() as u32)
}

fn main() {}
