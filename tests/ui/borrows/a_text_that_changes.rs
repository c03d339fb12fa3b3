use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

trait Chop {
    fn chop(&mut self);
}

impl Chop for &str {
    fn chop(&mut self) {
        *self = &self[1..];
    }
}

fn change(text: &mut &str) {
    *text = "b";
}

#[orchestrator]
async fn assigned(n: u32) -> Result<String> {
    let text = &mut "a";
    *text = "b";
    fetch(n).await?;
    Ok((*text).into())
}

#[orchestrator]
async fn by_a_pattern(n: u32) -> Result<String> {
    let ref mut text = "a";
    change(text);
    fetch(n).await?;
    Ok((*text).into())
}

#[orchestrator]
async fn of_bytes(n: u32) -> Result<usize> {
    let bytes = &mut b"ab";
    *bytes = b"cd";
    fetch(n).await?;
    Ok(bytes[0].into())
}

#[orchestrator]
async fn matched(n: u32) -> Result<usize> {
    match &mut ("abc") {
        text => {
            text.chop();
            fetch(n).await?;
            Ok(text.len())
        }
    }
}

#[orchestrator]
async fn matched_by_a_pattern(n: u32) -> Result<usize> {
    match "abc" {
        ref mut text => {
            text.chop();
            fetch(n).await?;
            Ok(text.len())
        }
    }
}

#[orchestrator]
async fn again(n: u32) -> Result<usize> {
    let text = &mut "abc";
    let inner = &mut *text;
    *inner = "b";
    fetch(n).await?;
    Ok(inner.len())
}

#[orchestrator]
async fn of_a_loop(n: u32) -> Result<usize> {
    let text = &mut "abc";
    while !text.is_empty() {
        text.chop();
        fetch(n).await?;
    }
    Ok(text.len())
}

#[orchestrator]
async fn in_a_block(n: u32) -> Result<usize> {
    let length = async {
        let text = &mut "abc";
        text.chop();
        fetch(n).await?;
        Ok::<_, Failure>(text.len())
    };
    join!(length, fetch(n)).0
}

fn main() {}
