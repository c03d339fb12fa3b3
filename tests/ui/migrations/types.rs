use durable_runtime::{Blocked, Go, Migrating, migration};

struct NotReadable;

#[migration(of = "order", from = "v1", at = "sleep#1")]
fn not_readable(_: NotReadable, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v1", at = "sleep#2")]
fn not_storable(_: (), _: &Migrating) -> Result<Go<NotReadable>, Blocked> {
    Ok(Go::waiting("sleep#2", NotReadable))
}

#[migration(of = "order", from = "v1", at = "sleep#3")]
fn no_go(_: (), _: &Migrating) -> Result<u64, Blocked> {
    Ok(3)
}

#[migration(of = "order", from = "v1", at = "sleep#4")]
fn no_operation(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::begin("sleep#2", (), std::future::ready(())))
}

#[migration(of = "order", from = "v1", at = "sleep#5")]
fn other_facts(_: (), _: &u64) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

fn main() {}
