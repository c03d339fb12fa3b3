use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

trait Back {
    fn back(&mut self) -> Option<&mut u32>;
}

impl Back for Vec<u32> {
    fn back(&mut self) -> Option<&mut u32> {
        self.insert(1, 0);
        self.last_mut()
    }
}

trait First {
    fn first(&self) -> Option<&u32>;
}

impl First for Vec<u32> {
    fn first(&self) -> Option<&u32> {
        self.iter().max()
    }
}

trait Views {
    fn as_slice(self) -> &'static [u32];
}

impl Views for [u32; 2] {
    fn as_slice(self) -> &'static [u32] {
        &[1]
    }
}

trait Pieces {
    fn chunks(self: Box<Self>, size: usize) -> std::slice::Chunks<'static, u32>;
}

impl Pieces for [u32] {
    fn chunks(self: Box<Self>, size: usize) -> std::slice::Chunks<'static, u32> {
        Box::leak(self).chunks(size + 1)
    }
}

#[orchestrator]
async fn with_a_name_of_another_type(mut list: Vec<u32>) -> Result<Vec<u32>> {
    if let Some(last) = list.back() {
        *last += fetch(1).await?;
        *last += fetch(2).await?;
    }
    Ok(list)
}

#[orchestrator]
async fn found_before_the_own(list: Vec<u32>) -> Result<u32> {
    let largest = list.first().unwrap();
    let n = fetch(1).await?;
    Ok(n + largest)
}

#[orchestrator]
async fn by_value(list: [u32; 2]) -> Result<usize> {
    let list = list.as_slice();
    fetch(1).await?;
    Ok(list.len())
}

#[orchestrator]
async fn in_a_box(list: Box<[u32]>) -> Result<usize> {
    let mut count = 0;
    for chunk in list.chunks(1) {
        fetch(1).await?;
        count += chunk.len();
    }
    Ok(count)
}

fn main() {}
