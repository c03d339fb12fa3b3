use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

mod futures_like {
    macro_rules! join_both {
        ($first:expr, $second:expr) => {
            ($first.await, $second)
        };
    }
    pub(crate) use join_both;
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (a, b) = futures_like::join_both!(fetch(n), fetch(1).await);
    Ok(a? + b?)
}

fn main() {}
