use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Bag {
    items: Vec<u32>,
}

impl Bag {
    fn iter(&self) -> std::slice::Iter<'_, u32> {
        self.items.iter()
    }
}

impl<'a> IntoIterator for &'a Bag {
    type Item = &'a u32;
    type IntoIter = std::slice::Iter<'a, u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Item(u32);

impl Clone for Item {
    fn clone(&self) -> Self {
        Self(self.0 + 1)
    }
}

#[orchestrator]
async fn by_a_method(items: Vec<u32>) -> Result<u32> {
    let (bag, mut sum) = (Bag { items }, 0);
    for item in bag.iter().rev() {
        sum += fetch(*item).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn by_a_borrow(items: Vec<u32>) -> Result<u32> {
    let (bag, mut sum) = (Bag { items }, 0);
    for item in &bag {
        sum += fetch(*item).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn beside_others(items: Vec<u32>) -> Result<u32> {
    let (bag, mut sum) = (
        Bag {
            items: items.clone(),
        },
        0,
    );
    for (a, b) in items.iter().zip(&bag) {
        sum += fetch(*a + *b).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn cloned_and_reversed(items: Vec<u32>) -> Result<u32> {
    let items: Vec<Item> = items.into_iter().map(Item).collect();
    let mut sum = 0;
    for item in items.iter().cloned().rev() {
        sum += fetch(item.0).await?;
    }
    Ok(sum)
}

fn main() {}
