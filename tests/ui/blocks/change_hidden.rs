use durable_runtime::prelude::*;
use std::fmt::Write as _;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn by_reference(n: u32) -> Result<Option<u32>> {
    let mut value = Some(n);
    let block = async {
        if let Some(ref mut n) = value {
            *n += 1;
        }
        fetch(1).await
    };
    block.await?;
    Ok(value)
}

#[orchestrator]
async fn by_macro(n: u32) -> Result<String> {
    let mut text = n.to_string();
    let block = async {
        write!(text, "!").unwrap();
        fetch(1).await
    };
    block.await?;
    Ok(text)
}

#[orchestrator]
async fn nested(n: u32) -> Result<u32> {
    let mut sum = n;
    let block = async {
        async {
            sum += fetch(1).await?;
            Ok::<_, Failure>(())
        }
        .await?;
        fetch(2).await
    };
    block.await?;
    Ok(sum)
}

#[orchestrator]
async fn both(n: u32) -> Result<u32> {
    let (mut a, mut b) = (n, 2);
    let block = async {
        (a, b) = (b, a);
        fetch(1).await
    };
    block.await?;
    Ok(a * 10 + b)
}

#[orchestrator]
async fn in_a_closure(n: u32) -> Result<u32> {
    let mut sum = n;
    let block = Some(1).map(|n| async {
        sum += n;
        fetch(1).await
    });
    if let Some(block) = block {
        block.await?;
    }
    Ok(sum)
}

fn main() {}
