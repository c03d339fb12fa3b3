use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn of_a_borrow(n: u32) -> Result<u32> {
    let (one, two) = (n, n + 1);
    let chosen = &mut &one;
    *chosen = &two;
    fetch(n).await?;
    Ok(**chosen)
}

#[orchestrator]
async fn of_a_method(list: Vec<u32>) -> Result<bool> {
    let first = &mut list.first();
    *first = None;
    fetch(1).await?;
    Ok(first.is_some())
}

#[orchestrator]
async fn of_a_pair(mut list: Vec<u32>) -> Result<usize> {
    let rest = &mut list.split_at_mut(1).1;
    *rest = &mut [];
    fetch(1).await?;
    Ok(rest.len())
}

#[orchestrator]
async fn by_a_pattern(list: Vec<u32>, other: u32) -> Result<u32> {
    if let Some(ref mut first) = list.first() {
        *first = &other;
        fetch(1).await?;
        return Ok(**first);
    }
    Ok(0)
}

#[orchestrator]
async fn of_a_tuple(one: u32, two: u32) -> Result<u32> {
    match (&one, &two) {
        (ref mut first, second) => {
            *first = second;
            fetch(1).await?;
            Ok(**first)
        }
    }
}

#[orchestrator]
async fn of_an_item(list: Vec<u32>, other: u32) -> Result<u32> {
    let mut sum = 0;
    for (_, ref mut item) in list.iter().enumerate() {
        *item = &other;
        fetch(1).await?;
        sum += **item;
    }
    Ok(sum)
}

fn main() {}
