#![allow(irrefutable_let_patterns)]

use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn say(n: u32) -> Result<String> {
    Ok(n.to_string())
}

#[orchestrator]
async fn told_by_another_borrow(pair: (String, String)) -> Result<String> {
    let mut side = 0;
    if let ((text, _), 0) | ((_, text), _) = (&pair, &side) {
        side += 1;
        let said = say(side).await?;
        return Ok(format!("{text}{said}"));
    }
    Ok(String::new())
}

fn main() {}
