use durable_runtime::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Truck(u32);

impl Truck {
    fn capacity(&self) -> u32 {
        self.0
    }
}

#[orchestrator]
async fn batches(n: u32) -> Result<usize> {
    let mut buffer = Vec::with_capacity(3);
    let mut recent: VecDeque<u32> = VecDeque::with_capacity(3);
    for i in 0..n {
        buffer.push(fetch(i).await?);
        if buffer.len() == buffer.capacity() {
            buffer.clear();
        }
        if recent.len() == recent.capacity() {
            recent.pop_front();
        }
        recent.push_back(i);
    }
    Ok(buffer.len() + recent.as_slices().0.len())
}

#[orchestrator]
async fn handles(n: u32) -> Result<usize> {
    let mut one = Arc::new(n);
    let other = one.clone();
    let list = std::rc::Rc::new(vec![n]);
    fetch(n).await?;
    let same = Arc::ptr_eq(&one, &other);
    if let Some(one) = Arc::get_mut(&mut one) {
        *one += 1;
    }
    let count = std::rc::Rc::strong_count(&list);
    Ok(count + usize::from(same))
}

#[orchestrator]
async fn by_functions(lists: Vec<Vec<u32>>, shared: Vec<Arc<u32>>) -> Result<usize> {
    fetch(1).await?;
    let same: usize = lists.iter().map(Vec::capacity).sum();
    let counts: usize = shared.iter().map(<Arc<u32>>::strong_count).sum();
    Ok(same + counts)
}

#[orchestrator]
async fn behind(lists: Vec<Vec<u32>>) -> Result<usize> {
    fetch(1).await?;
    let room: usize = lists.iter().map(|list| list.capacity()).sum();
    let cell = std::cell::RefCell::new(lists);
    let all = cell.borrow().capacity();
    Ok(room + all)
}

#[orchestrator]
async fn fine(n: u32) -> Result<u32> {
    let truck = Truck(3).capacity();
    fetch(truck).await?;
    let shared = Arc::new(n);
    let value = Arc::unwrap_or_clone(shared);
    fetch(value).await
}

fn main() {}
