use durable_runtime::{Result, activity, orchestrator};
use serde::{Deserialize, Serialize};

#[activity]
async fn inc(n: usize) -> Result<usize> {
    Ok(n + 1)
}

#[derive(Serialize, Deserialize)]
struct Lexer {
    rest: &'static str,
}

impl Lexer {
    fn advance(&mut self) {
        self.rest = &self.rest[1..];
    }
}

fn advance(lexer: &mut Lexer) {
    lexer.advance();
}

trait Shorten {
    fn shorten(&mut self);
}

impl Shorten for &str {
    fn shorten(&mut self) {
        *self = &self[1..];
    }
}

#[orchestrator]
async fn a_field() -> Result<usize> {
    let (mut lexer, mut sum) = (Lexer { rest: "abc" }, 0);
    for length in (0..2).map(|n| lexer.rest.len() + n) {
        sum += inc(length).await?;
        lexer.advance();
    }
    Ok(sum)
}

#[orchestrator]
async fn a_local() -> Result<usize> {
    let (mut text, mut sum) = ("abc", 0);
    for length in (0..2).map(|n| text.len() + n) {
        sum += inc(length).await?;
        text.shorten();
    }
    Ok(sum)
}

#[orchestrator]
async fn behind_a_borrow() -> Result<usize> {
    let mut lexer = Lexer { rest: "abc" };
    let lexer = &mut lexer;
    let mut sum = 0;
    for length in (0..2).map(|n| lexer.rest.len() + n) {
        sum += inc(length).await?;
        advance(lexer);
    }
    Ok(sum)
}

fn main() {}
