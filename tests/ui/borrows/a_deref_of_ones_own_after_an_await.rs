use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::ops::Deref;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(Serialize, Deserialize)]
struct Pages {
    drafts: Vec<u32>,
    public: Vec<u32>,
    is_draft: Cell<bool>,
}

impl Deref for Pages {
    type Target = Vec<u32>;

    fn deref(&self) -> &Vec<u32> {
        match self.is_draft.get() {
            true => &self.drafts,
            false => &self.public,
        }
    }
}

fn sum(pages: &[u32], more: u32) -> u32 {
    pages.iter().sum::<u32>() + more
}

// In the plain function the `Deref` comes first.
#[orchestrator]
async fn all(pages: Pages) -> Result<u32> {
    let coerced = sum(&pages, {
        pages.is_draft.set(true);
        fetch(1).await?
    });
    let view = &pages;
    let called = view.contains(&{
        pages.is_draft.set(false);
        fetch(2).await?
    });
    Ok(coerced + u32::from(called) + sum(&pages, fetch(3).await?))
}

fn main() {}
