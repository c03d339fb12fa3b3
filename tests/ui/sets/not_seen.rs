use durable_runtime::JoinSet;
use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Pool {
    set: JoinSet<Result<u32>>,
}

fn some_set() -> JoinSet<Result<u32>> {
    JoinSet::new()
}

#[orchestrator]
async fn in_a_struct(n: u32) -> Result<u32> {
    let mut pool = Pool { set: JoinSet::new() };
    pool.set.spawn(fetch(n));
    let Some(ended) = pool.set.join_next().await else {
        return Ok(0);
    };
    ended?
}

#[orchestrator]
async fn of_a_function(n: u32) -> Result<u32> {
    let mut set = some_set();
    set.spawn(fetch(n));
    Ok(n)
}

fn main() {}
