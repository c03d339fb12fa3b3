use durable_runtime::prelude::*;

mod str {
    pub fn trim(text: &std::primitive::str) -> &std::primitive::str {
        &text[1..]
    }
}

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(text: String) -> Result<u32> {
    let mut sum = 0;
    for part in text.split(' ').map(str::trim) {
        sum += fetch(1).await?;
        sum += part.len() as u32;
    }
    Ok(sum)
}

fn main() {}
