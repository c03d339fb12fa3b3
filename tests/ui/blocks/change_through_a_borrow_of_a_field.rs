use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Item {
    n: i64,
}

#[orchestrator]
async fn wrong(mut all: Vec<Item>) -> Result<Vec<Item>> {
    join_all(all.iter_mut().map(|item| async move {
        item.n = inc(item.n).await.unwrap_or(0);
    }))
    .await;
    Ok(all)
}

#[orchestrator]
async fn wrong_with_mut(mut all: Vec<Item>) -> Result<Vec<Item>> {
    join_all(all.iter_mut().filter(|item| item.n > 0).map(|mut item| async move {
        item.n = inc(item.n).await.unwrap_or(0);
    }))
    .await;
    Ok(all)
}

fn main() {}
