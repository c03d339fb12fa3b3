use durable_runtime::{Blocked, Go, Migrating, migration};

#[migration(of = "order", from = "v1", at = "sleep#1")]
async fn to_grace(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

fn main() {}
