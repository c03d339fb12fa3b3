use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn pay(n: u32) -> Result<u32> {
    Ok(n)
}

macro_rules! twice {
    ($name:ident, $local:ident) => {
        #[orchestrator]
        async fn $name() -> Result<u32> {
            let n = 1;
            let $local = 2;
            pay(n).await?;
            Ok(n * 10 + $local)
        }
    };
}

twice!(alike, n);

fn main() {}
