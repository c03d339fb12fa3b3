//! Prints a module of generated programs, as it is in `tests/corpus/generated.rs`:
//!
//! ```text
//! cargo run -p durable-tests --bin generate -- --seed 2 --count 60 > tests/tests/corpus/generated.rs
//! ```

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(seed), Some(count)) = (number(&arguments, "--seed"), number(&arguments, "--count"))
    else {
        eprintln!("usage: generate --seed <number> --count <number>");
        return ExitCode::FAILURE;
    };
    print!("{}", durable_tests::programs::module(seed, count));
    ExitCode::SUCCESS
}

/// The number that follows an option.
fn number(arguments: &[String], option: &str) -> Option<u64> {
    let position = arguments.iter().position(|argument| argument == option)?;
    arguments.get(position + 1)?.parse().ok()
}
