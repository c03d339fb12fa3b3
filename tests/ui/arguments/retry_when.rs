use durable_runtime::prelude::*;

fn takes_no_failure(_attempt: u32) -> bool {
    true
}

#[activity(retry(attempts = 3, first = "1s", when = takes_no_failure))]
async fn of_another_type() -> Result<()> {
    Ok(())
}

fn main() {}
