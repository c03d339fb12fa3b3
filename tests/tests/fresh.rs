//! Fresh generated programs: a batch of a seed that nobody has tried yet is printed into a crate of its own,
//! built, and run. It takes minutes, so it is asked for:
//!
//! ```text
//! SEED=7 COUNT=100 cargo test -p durable-tests --test fresh -- --ignored --nocapture
//! ```

use std::path::Path;
use std::process::Command;

use durable_tests::{numbers, programs};

#[test]
#[ignore = "it builds a hundred functions"]
fn programs_that_nobody_wrote_do_what_they_say() {
    let seed = numbers::seed();
    let count = std::env::var("COUNT")
        .ok()
        .and_then(|count| count.parse().ok());
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fresh");
    let write = |path: &str, text: String| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("it is in the folder"))
            .and_then(|()| std::fs::write(path, text))
            .expect("the crate can be written");
    };
    write("Cargo.toml", manifest(tests));
    let activities = tests.join("tests/corpus/activities.rs");
    write(
        "src/lib.rs",
        format!(
            "#![cfg(test)]\n#![allow(unused)]\n#[path = {activities:?}]\nmod activities;\nmod generated;\n"
        ),
    );
    write(
        "src/generated.rs",
        programs::module(seed, count.unwrap_or(100)),
    );
    std::fs::copy(tests.join("../Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the versions are those of the workspace");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--lib", "--offline", "--target-dir"])
        .arg(folder.join("target"))
        .current_dir(&folder)
        .status()
        .expect("cargo runs");
    assert!(
        status.success(),
        "see {}",
        folder.join("src/generated.rs").display()
    );
}

/// Of a crate that is a workspace of its own, with the dependencies of these tests.
fn manifest(tests: &Path) -> String {
    let runtime = tests.join("../durable-runtime");
    format!(
        r#"[package]
name = "fresh"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
durable-runtime = {{ path = "{}" }}
durable-tests = {{ path = "{}" }}
serde = {{ version = "1", features = ["derive"] }}
tokio = {{ version = "1", features = ["time"] }}

[profile.dev]
debug = false
"#,
        runtime.display(),
        tests.display(),
    )
}
