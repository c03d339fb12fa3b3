use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

macro_rules! define {
    ($name:ident, $value:expr) => {
        let $name = $value;
    };
}

#[orchestrator]
async fn in_a_block(n: i64) -> Result<i64> {
    if n > 0 {
        define!(n, 50);
        inc(n).await?;
    }
    Ok(n)
}

fn main() {}
