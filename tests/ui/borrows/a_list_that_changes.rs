use durable_runtime::prelude::*;

#[activity]
async fn tick() -> Result<()> {
    Ok(())
}

#[orchestrator]
async fn by_a_pattern(pairs: Vec<(i64, i64)>) -> Result<i64> {
    let mut list: Vec<&(i64, i64)> = pairs.iter().collect();
    let (a, _) = &list[0];
    list.reverse();
    tick().await?;
    Ok(*a + list.len() as i64)
}

#[orchestrator]
async fn in_a_loop(pairs: Vec<(i64, i64)>) -> Result<i64> {
    let mut list: Vec<&(i64, i64)> = pairs.iter().collect();
    let mut out = 0;
    for (a, _) in list.iter() {
        list.clear();
        tick().await?;
        out += a;
        break;
    }
    Ok(out)
}

#[orchestrator]
async fn copied(pairs: Vec<(i64, i64)>) -> Result<i64> {
    let mut list: Vec<&(i64, i64)> = pairs.iter().collect();
    let mut out = 0;
    for pair in list.iter().copied() {
        list.clear();
        tick().await?;
        out += pair.0;
        break;
    }
    Ok(out)
}

#[orchestrator]
async fn nested(pairs: Vec<(i64, i64)>) -> Result<i64> {
    let mut list: Vec<&(i64, i64)> = pairs.iter().collect();
    if let Some((_, b)) = list.first() {
        list.reverse();
        tick().await?;
        return Ok(*b);
    }
    Ok(0)
}

fn main() {}
