use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

trait Back {
    fn back(&mut self) -> Option<&mut i64>;
}

impl Back for Vec<i64> {
    fn back(&mut self) -> Option<&mut i64> {
        self.push(0);
        self.last_mut()
    }
}

#[orchestrator]
async fn wrong(mut list: Vec<i64>) -> Result<Vec<i64>> {
    let last = list.back().unwrap();
    *last += inc(1).await?;
    *last += inc(2).await?;
    Ok(list)
}

fn main() {}
