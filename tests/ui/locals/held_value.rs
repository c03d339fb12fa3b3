use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn open() -> std::fs::File {
    std::fs::File::open("x").unwrap()
}

fn read(_: std::fs::File, n: u32) -> u32 {
    n
}

#[orchestrator]
async fn held() -> Result<u32> {
    Ok(read(open(), fetch(1).await?))
}

fn main() {}
