use durable_runtime::prelude::*;

#[orchestrator(history = "some")]
async fn no_such_word() -> Result<()> {
    Ok(())
}

#[orchestrator(history = true)]
async fn no_such_value() -> Result<()> {
    Ok(())
}

#[orchestrator(history = 3, history = "all")]
async fn twice() -> Result<()> {
    Ok(())
}

#[orchestrator(history = "none", inline)]
async fn of_its_caller() -> Result<()> {
    Ok(())
}

#[activity(history = 3)]
async fn an_activity_has_none() -> Result<()> {
    Ok(())
}

fn main() {}
