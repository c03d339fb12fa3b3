//! The HTTP API as a client sees it: over a real socket, against what `HTTP_API.md` promises.

mod access;
mod callers;
mod control;
mod host;
mod list;
mod raw;
mod serving;
mod slow;
mod start;
mod status;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use durable_runtime::prelude::*;

#[orchestrator]
async fn echo(value: String) -> Result<String> {
    Ok(value)
}

/// Several parameters, one of them optional.
#[orchestrator]
async fn order(item: String, count: u32, gift: Option<bool>) -> Result<String> {
    let gift = if gift == Some(true) {
        ", as a gift"
    } else {
        ""
    };
    Ok(format!("{count} {item}{gift}"))
}

mod first {
    use durable_runtime::prelude::*;

    #[orchestrator(name = "greeting", version = "1")]
    async fn greeting(name: String) -> Result<String> {
        Ok(format!("Hello {name}!"))
    }
}

#[orchestrator(version = "2")]
async fn greeting(name: String) -> Result<String> {
    Ok(format!("Good morning {name}!"))
}

#[orchestrator]
async fn nap(seconds: u64) -> Result<()> {
    set_custom_status("asleep");
    sleep(Duration::from_secs(seconds)).await;
    Ok(())
}

#[orchestrator]
async fn approval() -> Result<String> {
    let who: String = event("Approval").await?;
    Ok(format!("approved by {who}"))
}

#[activity]
async fn greet(city: String) -> Result<String> {
    Ok(format!("Hello {city}!"))
}

#[orchestrator]
async fn greetings() -> Result<String> {
    let first = greet("Tokyo".to_string()).await?;
    let second = greet("Seattle".to_string()).await?;
    sleep(Duration::from_millis(1)).await;
    Ok(format!("{first} {second}"))
}

#[activity]
async fn break_down(part: String) -> Result<()> {
    Err(Failure::terminal(format!("the {part} broke")))
}

/// Whether the workshop is open.
static IS_OPEN: AtomicBool = AtomicBool::new(false);

#[activity]
async fn mend(part: String) -> Result<String> {
    if IS_OPEN.load(Ordering::SeqCst) {
        Ok(format!("the {part} is whole"))
    } else {
        Err(Failure::terminal(format!("the {part} broke")))
    }
}

#[orchestrator]
async fn repair(part: String) -> Result<String> {
    greet(part.clone()).await?;
    mend(part).await
}

#[orchestrator]
async fn breakage(part: String) -> Result<()> {
    break_down(part).await
}
