use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn say(n: usize) -> Result<String> {
    Ok(n.to_string())
}

#[orchestrator]
async fn appended(mut texts: Vec<String>) -> Result<Vec<String>> {
    let mut at = 0;
    texts[{
        at += 1;
        say(0).await?.len()
    }] += &at.to_string();
    Ok(texts)
}

fn main() {}
