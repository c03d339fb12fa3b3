//! The durable functions of the hello sequence, `E1_HelloSequence`: an activity that is called three times, in turn.

use durable_runtime::prelude::*;

/// Says hello to three cities, one after the other.
#[orchestrator(name = "E1_HelloSequence")]
async fn hello_sequence() -> Result<Vec<String>> {
    let mut greetings = Vec::new();
    for city in ["Tokyo", "Seattle", "London"] {
        greetings.push(say_hello(city.to_owned()).await?);
    }
    Ok(greetings)
}

/// The greeting of a city.
#[activity(name = "E1_SayHello")]
async fn say_hello(city: String) -> Result<String> {
    Ok(format!("Hello {city}!"))
}
