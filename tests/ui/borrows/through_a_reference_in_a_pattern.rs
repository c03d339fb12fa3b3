use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[orchestrator]
async fn in_a_pattern(n: i64) -> Result<String> {
    let mut pair = ("abc", n);
    let (&ref text, _) = pair;
    pair.0 = "zzzz";
    inc(n).await?;
    Ok(format!("{text}{}", pair.0))
}

fn main() {}
