use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn say(n: usize) -> Result<String> {
    Ok(n.to_string())
}

#[orchestrator]
async fn appended(mut texts: Vec<String>) -> Result<Vec<String>> {
    let mut i = 0;
    texts[i] += &{
        i = 1;
        say(i).await?
    };
    Ok(texts)
}

fn main() {}
