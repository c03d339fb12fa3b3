//! Code that is never reached may decide the type of a local for rustc. The compiled function doesn't have that code.

use durable_runtime::prelude::*;

fn takes_a_byte(_: u8) {}

#[activity]
async fn tell(_text: String) -> Result<()> {
    Ok(())
}

#[orchestrator]
async fn after_a_return() -> Result<String> {
    let number = 100;
    let text = number.to_string();
    tell(text.clone()).await?;
    return Ok(text);
    takes_a_byte(number);
    Ok(String::new())
}

#[orchestrator]
async fn after_a_continue() -> Result<()> {
    for item in 0..3 {
        tell(item.to_string()).await?;
        continue;
        takes_a_byte(item);
    }
    Ok(())
}

#[orchestrator]
async fn in_a_block() -> Result<String> {
    let number = 1;
    let text = number.to_string();
    let _: Result<u8> = async {
        tell(text.clone()).await?;
        return Ok(4);
        Ok(number)
    }
    .await;
    Ok(text)
}

#[orchestrator]
async fn of_a_written_type() -> Result<String> {
    let number: u8 = 100;
    let text = number.to_string();
    tell(text.clone()).await?;
    return Ok(text);
    takes_a_byte(number);
    Ok(String::new())
}

fn main() {}
