use durable_runtime::prelude::*;

fn plain() -> std::result::Result<u32, String> {
    Ok(1)
}

fn with_anyhow() -> anyhow::Result<u32> {
    Ok(1)
}

fn with_a_box() -> std::result::Result<u32, Box<dyn std::error::Error>> {
    Ok(1)
}

#[activity]
async fn of_a_text(n: u32) -> Result<u32> {
    Ok(n + plain()?)
}

#[orchestrator]
async fn of_anyhow(n: u32) -> Result<u32> {
    let m = of_a_text(n).await?;
    Ok(m + with_anyhow()?)
}

#[orchestrator]
async fn of_a_box(n: u32) -> Result<u32> {
    let m = of_a_text(n).await?;
    Ok(m + with_a_box()?)
}

fn main() {}
