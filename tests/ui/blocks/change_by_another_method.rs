use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Counter {
    n: u32,
}

impl Counter {
    fn bump(&mut self) {
        self.n += 1;
    }
}

#[orchestrator]
async fn take(n: u32) -> Result<bool> {
    let mut slot = Some(n);
    let block = async {
        let taken = slot.take();
        fetch(1).await?;
        Ok::<_, Failure>(taken)
    };
    let taken = block.await?;
    Ok(slot.is_none() && taken.is_some())
}

#[orchestrator]
async fn reverse(mut list: Vec<u32>) -> Result<Vec<u32>> {
    let block = async {
        list.reverse();
        fetch(1).await
    };
    block.await?;
    Ok(list)
}

#[orchestrator]
async fn own(n: u32) -> Result<u32> {
    let mut counter = Counter { n };
    let block = async {
        counter.bump();
        fetch(1).await
    };
    block.await?;
    Ok(counter.n)
}

#[orchestrator]
async fn field(n: u32) -> Result<u32> {
    let mut both = (Counter { n }, n.to_string());
    let block = async {
        both.0.bump();
        fetch(1).await
    };
    block.await?;
    let (counter, text) = (both.0, both.1);
    fetch(text.len() as u32).await?;
    Ok(counter.n)
}

fn main() {}
