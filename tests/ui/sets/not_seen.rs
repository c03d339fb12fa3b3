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
    set.spawn(async move { fetch(n).await });
    Ok(n)
}

#[orchestrator]
async fn of_a_function_that_is_awaited(n: u32) -> Result<u32> {
    let mut set = some_set();
    let fetched = fetch(n).await?;
    let none = set.join_next().await.is_none();
    Ok(fetched + u32::from(none))
}

fn main() {}
