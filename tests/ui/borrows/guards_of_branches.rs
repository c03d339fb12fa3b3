use durable_runtime::prelude::*;
use std::cell::RefCell;
use std::sync::Mutex;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

// In the plain function the queue is still borrowed after the await.
#[orchestrator]
async fn work_off(pages: Vec<u32>) -> Result<u32> {
    let queue = RefCell::new(pages);
    let mut sum = 0;
    while let Some(page) = queue.borrow_mut().pop() {
        sum += fetch(page).await?;
        if page > 1 {
            queue.borrow_mut().push(page - 1);
        }
    }
    Ok(sum)
}

#[orchestrator]
async fn count(pages: Vec<u32>) -> Result<usize> {
    let queue = (RefCell::new(pages), 1);
    let view = &queue;
    match view.0.borrow().len() {
        0 => {
            fetch(0).await?;
        }
        length => {
            fetch(1).await?;
            queue.0.borrow_mut().truncate(length - 1);
        }
    }
    Ok(queue.1)
}

#[orchestrator]
async fn locked(pages: Vec<u32>) -> Result<u32> {
    let queue = Mutex::new(pages);
    let mut sum = 0;
    if sum == 0
        && let Some(page) = queue.lock().map_err(|_| Failure::new("poisoned"))?.pop()
        && fetch(page).await? > 1
    {
        sum += queue.lock().unwrap().len() as u32;
    }
    Ok(sum)
}

fn main() {}
