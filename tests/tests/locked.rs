//! A release of which the code isn't in `durable.lock`: it doesn't compile, for a crate with the build script. The crate is
//! `fixtures/locked`.

use std::path::Path;
use std::process::Command;

/// Checks a release of the crate: whether it compiles, and what the compiler says.
fn release(arguments: &[&str], variables: &[(&str, &str)]) -> (bool, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("locked");
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "check",
            "--release",
            "--offline",
            "--quiet",
            "--message-format=short",
        ])
        .args(["--package", "durable-fixture-locked"])
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("DURABLE_LOCK")
        .envs(variables.iter().copied());
    let output = command.output().expect("Cargo can be run");
    let said = String::from_utf8(output.stderr).expect("the compiler writes text");
    (output.status.success(), said)
}

#[test]
fn a_release_compiles_only_if_its_code_is_in_the_lock() {
    let (compiles, said) = release(&[], &[]);
    assert!(compiles, "{said}");

    let (compiles, said) = release(&["--features", "changed"], &[]);
    assert!(!compiles, "{said}");
    let errors: Vec<_> = said
        .lines()
        .filter(|line| line.contains(": error"))
        .collect();
    let [error] = errors[..] else {
        panic!("not one error:\n{said}");
    };
    // At the name of the function.
    let place = "tests/fixtures/locked/src/lib.rs:31:14: error";
    assert!(error.starts_with(place), "{said}");
    let what = "the code of `changes` is not in durable.lock: run `DURABLE_LOCK=write cargo test`";
    assert!(error.contains(what), "{said}");

    // What writes the lock compiles.
    let (compiles, said) = release(&["--features", "changed"], &[("DURABLE_LOCK", "write")]);
    assert!(compiles, "{said}");
}
