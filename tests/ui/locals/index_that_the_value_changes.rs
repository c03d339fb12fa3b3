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

#[orchestrator]
async fn found_in_itself(mut totals: Vec<usize>) -> Result<Vec<usize>> {
    totals[totals[0]] += {
        totals[0] = 1;
        say(1).await?.len()
    };
    Ok(totals)
}

fn main() {}
