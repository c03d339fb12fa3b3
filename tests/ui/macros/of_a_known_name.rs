use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn pinned(n: u32) -> Result<u32> {
    macro_rules! pin {
        ($place:expr) => {
            $place + 1
        };
    }
    let place = pin!(n);
    fetch(place).await
}

#[orchestrator]
async fn scaled(n: u32) -> Result<Vec<u32>> {
    macro_rules! vec {
        ($($part:expr),*) => {
            std::vec![$($part * 10),*]
        };
    }
    let first = vec![n, 1];
    fetch(n).await?;
    let second = vec![fetch(n).await?, 1];
    Ok([first, second].concat())
}

fn main() {}
