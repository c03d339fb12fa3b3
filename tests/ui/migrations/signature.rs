use durable_runtime::{Blocked, Go, Migrating, migration};

#[migration(of = "order", from = "v1", at = "sleep#1")]
fn one_parameter(_: ()) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v1", at = "sleep#2")]
fn three_parameters(_: (), _: &Migrating, _: u64) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v1", at = "sleep#3")]
fn swapped(_: &u64, _: Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v1", at = "sleep#4")]
fn no_result(_: (), _: &Migrating) {}

#[migration(of = "order", from = "v1", at = "sleep#5")]
fn generic<T>(_: T, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::waiting("sleep#2", ()))
}

#[migration(of = "order", from = "v1", at = "sleep#6")]
unsafe fn not_safe(_: impl Sized, _: &Migrating) -> impl Sized {}

struct Order;

impl Order {
    #[migration(of = "order", from = "v1", at = "sleep#7")]
    fn method(&self, _: &Migrating) -> Result<Go<()>, Blocked> {
        Ok(Go::waiting("sleep#2", ()))
    }
}

#[migration(of = "order", from = "v1", at = "sleep#8")]
struct NoFunction;

fn main() {}
