use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Service;

impl Service {
    #[orchestrator]
    async fn run(&self, n: u32) -> Result<u32> {
        fetch(n).await
    }
}

trait Runs {
    #[orchestrator]
    async fn run(n: u32) -> Result<u32>;
}

fn main() {}
