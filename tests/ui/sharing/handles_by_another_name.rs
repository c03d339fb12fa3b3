use std::rc::Rc as Pointer;
use std::sync::Arc;

use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn say(text: String) -> Result<String> {
    Ok(text)
}

type Name = Arc<String>;

#[orchestrator]
async fn renamed() -> Result<usize> {
    let a = Pointer::new(say("a".into()).await?);
    let b = a.clone();
    Ok(Pointer::strong_count(&a) + b.len())
}

#[orchestrator]
async fn an_alias() -> Result<bool> {
    let a = Name::new(say("a".into()).await?);
    let b = a.clone();
    Ok(Name::ptr_eq(&a, &b))
}

#[orchestrator]
async fn by_their_targets() -> Result<bool> {
    let a = Name::new(say("a".into()).await?);
    let b = (a.clone(), 1);
    let same = std::ptr::eq(&*a, &*b.0);
    Ok(same || std::ptr::addr_eq(a.as_ref(), &*b.0))
}

#[orchestrator]
async fn by_their_texts() -> Result<bool> {
    let a: Arc<str> = say("a".into()).await?.into();
    let b = a.clone();
    Ok(a.as_ptr()
        == b.as_ptr())
}

fn main() {}
