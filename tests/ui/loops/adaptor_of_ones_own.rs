use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(Serialize, Deserialize)]
struct Countdown(u32);

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
}

impl Countdown {
    fn map(self, change: impl Fn(u32) -> u32) -> Self {
        Self(change(self.0))
    }
}

// This `map` isn't the one of iterators.
#[orchestrator]
async fn sum(n: u32) -> Result<u32> {
    let mut sum = 0;
    for page in Countdown(n).map(|n| n + 2).filter(|page| page % 2 == 0) {
        sum += fetch(page).await?;
    }
    Ok(sum)
}

fn main() {}
