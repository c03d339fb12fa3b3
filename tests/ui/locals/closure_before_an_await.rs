use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u64) -> Result<u64> {
    Ok(n)
}

fn apply(f: impl Fn(u64) -> u64, n: u64) -> u64 {
    f(n)
}

trait First {
    fn first(&mut self) -> u64;
}

impl First for &'static str {
    fn first(&mut self) -> u64 {
        *self = "the first";
        1
    }
}

fn advance(text: &mut &'static str) {
    *text = "a longer text";
}

#[orchestrator]
async fn moves_a_reference_on(n: u64) -> Result<u64> {
    let mut text: &'static str = "a";
    let at = &mut text;
    let assigned = apply(|m| m + at.len() as u64, {
        *at = "abc";
        fetch(n).await?
    });
    let given = apply(|m| m + at.len() as u64, {
        advance(at);
        fetch(n).await?
    });
    let called = apply(|m| m + at.len() as u64, at.first() + fetch(n).await?);
    for m in vec![1, 2].into_iter().map(|m| m + at.len() as u64) {
        *at = "abcde";
        fetch(m).await?;
    }
    Ok(assigned + given + called)
}

fn main() {}
