use durable_runtime::prelude::*;

struct Client;

#[orchestrator]
async fn monitor(client: State<Client>) -> Result<()> {
    Ok(())
}

fn main() {}
