use std::collections::BTreeMap;

use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn say(text: String) -> Result<String> {
    Ok(text)
}

#[activity]
async fn inc(n: usize) -> Result<usize> {
    Ok(n + 1)
}

#[orchestrator]
async fn an_entry(mut names: BTreeMap<u32, String>) -> Result<BTreeMap<u32, String>> {
    *names.entry(1).or_default() += &say("x".into()).await?;
    Ok(names)
}

#[orchestrator]
async fn not_a_borrow(mut names: Vec<String>) -> Result<Vec<String>> {
    *names.last_mut().unwrap() += say("x".into()).await?.as_str();
    Ok(names)
}

fn step(i: &mut usize) {
    *i += 1;
}

#[orchestrator]
async fn an_index_through_a_borrow(mut names: Vec<String>) -> Result<Vec<String>> {
    let mut i = 0;
    let at = &mut i;
    names[*at] += {
        step(at);
        say("x".into()).await?
    }
    .as_str();
    Ok(names)
}

fn last(text: &str) -> Result<&str> {
    text.get(1..).ok_or_else(|| durable_runtime::Failure::new("it is short"))
}

#[orchestrator]
async fn an_await_on_the_left(mut names: Vec<String>, text: String) -> Result<Vec<String>> {
    names[inc(0).await?] += last(&text)?;
    Ok(names)
}

fn main() {}
