use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn price(n: u32) -> Result<u32> {
    Ok(n)
}

macro_rules! part {
    ($list:ident, $at:expr) => {
        $list[$at]
    };
}

trait Raise {
    fn raise(&mut self, by: u32);
}

impl Raise for u32 {
    fn raise(&mut self, by: u32) {
        *self += by;
    }
}

// Each of these would change a copy.
#[orchestrator]
async fn total(mut items: Vec<u32>, mut pairs: Vec<[u32; 2]>) -> Result<u32> {
    part!(items, 0).raise(price(1).await?);
    let old = std::mem::replace(&mut part!(items, 1), price(2).await?);
    part!(pairs, 0)[1].raise(price(3).await?);
    part!(pairs, 1)[price(0).await? as usize] = 5;
    Ok(old + items[0] + pairs[0][1])
}

// These are values, or change no copy.
#[orchestrator]
async fn right(mut items: Vec<u32>) -> Result<u32> {
    let one = price(1).await?;
    part!(items, 0).raise(one);
    part!(items, 1) = price(2).await?;
    let most = part!(items, 0).max(price(3).await?);
    Ok(most + part!(items, 0) + price(part!(items, 1)).await?)
}

fn main() {}
