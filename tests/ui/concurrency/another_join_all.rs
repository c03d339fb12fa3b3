use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

mod futures {
    pub struct JoinAll<F>(pub Vec<F>);

    impl<F: Future + Unpin> Future for JoinAll<F> {
        type Output = Vec<F::Output>;

        fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> {
            std::task::Poll::Pending
        }
    }

    pub fn join_all<F: Future>(all: impl IntoIterator<Item = F>) -> JoinAll<F> {
        JoinAll(all.into_iter().collect())
    }
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let calls = (0..n).map(|n| fetch(n));
    let mut sum = 0;
    for value in futures::join_all(calls).await {
        sum += value?;
    }
    Ok(sum)
}

#[orchestrator]
async fn wrong_too(n: u32) -> Result<usize> {
    let blocks = (0..n).map(|n| Box::pin(async move { fetch(n).await }));
    Ok(futures::join_all(blocks).await.len())
}

fn main() {}
