use durable_runtime::{Blocked, Go, Migrating, migration};

#[migration]
fn without(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "4", at = "sleep#1")]
fn no_release(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v4", at = "async#1/sleep#1")]
fn in_a_block(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order#2", from = "v4", at = "")]
fn versioned(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v4", at = "sleep#1", to = "sleep#2", from = "v3")]
fn unknown(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

fn main() {}
