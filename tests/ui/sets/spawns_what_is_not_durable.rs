use durable_runtime::prelude::*;

async fn plain(n: u32) -> u32 {
    n
}

#[orchestrator]
async fn a_plain_future(n: u32) -> Result<u32> {
    let mut set = JoinSet::new();
    set.spawn(plain(n));
    Ok(set.join_next().await.map_or(Ok(0), |ended| ended)?)
}

#[orchestrator]
async fn a_value_that_cant_be_stored(n: u32) -> Result<u32> {
    let mut set = JoinSet::new();
    set.spawn(async move { std::rc::Rc::new(n) });
    Ok(*set.join_next().await.map_or(Ok(0.into()), |ended| ended)?)
}

fn main() {}
