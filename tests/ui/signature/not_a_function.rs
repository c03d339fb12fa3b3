use durable_runtime::prelude::*;

#[orchestrator]
struct NotAFunction;

#[activity]
const NEITHER: u32 = 5;

fn main() {}
