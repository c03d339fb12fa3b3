use durable_runtime::prelude::*;

macro_rules! define {
    ($name:ident => $value:expr) => {
        let $name = $value;
    };
}

#[activity]
async fn fetch(n: i64) -> Result<i64> {
    Ok(n)
}

#[orchestrator]
async fn wrong() -> Result<i64> {
    let number = fetch(1).await?;
    let borrowed = &number;
    define!(number => 50);
    fetch(1).await?;
    Ok(*borrowed * 1000 + number)
}

fn main() {}
