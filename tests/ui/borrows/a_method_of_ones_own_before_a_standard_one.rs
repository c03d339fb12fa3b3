use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

trait First {
    fn first(&self) -> Option<&i64>;
}

impl First for Vec<i64> {
    fn first(&self) -> Option<&i64> {
        println!("the first one was asked for");
        self.get(0)
    }
}

#[orchestrator]
async fn wrong(list: Vec<i64>) -> Result<i64> {
    let first = list.first().unwrap();
    inc(1).await?;
    Ok(*first)
}

fn main() {}
