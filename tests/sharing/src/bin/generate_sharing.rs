//! Prints a module of generated programs that share and capture, as it is kept in `tests/sharing/tests/all/generated.rs`:
//!
//! ```text
//! cargo run -p durable-tests-sharing --bin generate_sharing -- 1 40 > tests/sharing/tests/all/generated.rs
//! cargo test -p durable-tests-sharing generated
//! ```
//!
//! Another seed than 1 makes programs that nobody has tried yet.

use std::process::ExitCode;

use durable_tests_sharing::programs;

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let [seed, count] = numbers[..] else {
        eprintln!("usage: generate_sharing <seed> <count>");
        return ExitCode::FAILURE;
    };
    print!("{}", programs::module(seed, count));
    ExitCode::SUCCESS
}
