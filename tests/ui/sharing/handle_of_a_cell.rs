use durable_runtime::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::RefCell;
use std::rc::Rc;

/// Written as what it holds, so nobody sees by a name what is in it.
#[derive(Clone, Default)]
struct Seen(Rc<RefCell<Vec<u32>>>);

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.borrow().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Rc::new(RefCell::new(Vec::deserialize(deserializer)?))))
    }
}

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn two_locals(n: u32) -> Result<usize> {
    let seen = Seen::default();
    let worker = seen.clone();
    let page = fetch(n).await?;
    worker.0.borrow_mut().push(page);
    Ok(seen.0.borrow().len())
}

#[orchestrator]
async fn in_a_list(n: u32) -> Result<usize> {
    let all = vec![Some(Seen::default()); 2];
    fetch(n).await?;
    Ok(all.len())
}

#[orchestrator]
async fn in_a_block(n: u32) -> Result<usize> {
    let seen = Seen::default();
    let block = {
        let seen = seen.clone();
        async move {
            let page = fetch(n).await?;
            seen.0.borrow_mut().push(page);
            Ok::<_, Failure>(())
        }
    };
    block.await?;
    let seen = seen.0.borrow().len();
    Ok(seen)
}

fn main() {}
