use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn of_the_functions_own(n: u32) -> Result<u32> {
    macro_rules! get {
        () => {
            0
        };
        ($n:expr) => {
            fetch($n).await? + fetch($n).await?
        };
    }
    macro_rules! background {
        ($n:expr) => {
            drop(async move { fetch($n).await })
        };
    }
    let m = get!(n);
    background!(m);
    Ok(m + get!(m))
}

fn main() {}
