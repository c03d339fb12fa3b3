use durable_runtime::prelude::*;

#[activity]
async fn number() -> u32 {
    5
}

#[orchestrator]
async fn nothing() {}

fn main() {}
