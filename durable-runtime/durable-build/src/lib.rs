//! For the build script of a program of durable functions: a release whose code isn't in `durable.lock` doesn't compile.
//!
//! ```toml
//! [build-dependencies]
//! durable-build = "0.1"
//! ```
//!
//! ```no_run
//! // in the `main` of `build.rs`
//! durable_build::lock();
//! ```
//!
//! In a release build, each `#[orchestrator]` of the package is an error then if the lock has its code neither as released nor
//! as a draft. So whoever changes a function runs `DURABLE_LOCK=write cargo test` before the deploy, and reads what becomes
//! of waiting instances. Other builds are as without the build script: code that is being written isn't in the lock yet.
//!
//! The crate has no dependencies, so that a build script compiles at once. `durable_runtime::build` is the same.

#![deny(missing_docs)]

use std::ffi::OsStr;
use std::path::Path;

/// What rustc is told the machines of the lock by.
const MACHINES: &str = "DURABLE_LOCK_MACHINES";

/// The variable by which the lock is written. What writes it must compile.
const WRITES: &str = "DURABLE_LOCK";

/// Makes a release build fail for each orchestrator of which the code isn't in the `durable.lock` beside `Cargo.toml`.
///
/// Builds of the profile `release`, and of those that inherit it, are release builds.
///
/// # Panics
/// Outside of a build script, and in a release build if there is no lock, or if it has a merge conflict. The build fails.
pub fn lock() {
    lock_at("durable.lock");
}

/// Like [`lock`], for a lock of another name: a path from the package's folder.
///
/// ```no_run
/// durable_build::lock_at("billing.lock");
/// ```
///
/// # Panics
/// Like [`lock`].
pub fn lock_at(file: impl AsRef<Path>) {
    let variable = |name: &str| {
        std::env::var_os(name).unwrap_or_else(|| {
            panic!("{name} is not set: `durable_build::lock` is to be called by a build script")
        })
    };
    let path = Path::new(&variable("CARGO_MANIFEST_DIR")).join(file);
    let is_release = variable("PROFILE") == OsStr::new("release");
    let writes = std::env::var_os(WRITES).is_some();
    match instructions(&path, is_release && !writes) {
        Ok(instructions) => print(&instructions),
        Err(why) => panic!("{why}"),
    }
}

#[allow(
    clippy::print_stdout,
    reason = "Cargo reads what a build script prints"
)]
fn print(instructions: &[String]) {
    for line in instructions {
        println!("{line}");
    }
}

/// What Cargo is told.
fn instructions(path: &Path, demands: bool) -> Result<Vec<String>, String> {
    let mut instructions = vec![
        format!("cargo::rerun-if-changed={}", path.display()),
        format!("cargo::rerun-if-env-changed={WRITES}"),
    ];
    if demands {
        let text = std::fs::read_to_string(path).map_err(|error| {
            format!(
                "{} can't be read: {error}. `DURABLE_LOCK=write cargo test` makes it",
                path.display()
            )
        })?;
        let machines = machines(&text).map_err(|why| format!("{}: {why}", path.display()))?;
        instructions.push(format!(
            "cargo::rustc-env={MACHINES}={}",
            machines.join(",")
        ));
    }
    Ok(instructions)
}

/// The digests of the machines in a lock. `lock_test!` reads the file as a whole and checks it; this finds lines.
fn machines(text: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
            return Err(format!("line {} is of a merge conflict", number + 1));
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if key.trim() == "digest" && value.len() == 16 && value.bytes().all(is_digit) {
            found.push(value);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "format = 1\n\n[[function]]\nname = \"order\"\nfile = \"src/order.rs\"\n\n\
        [function.draft]\ndigest = \"9e181b66a00dad15\"\nlines = { }\ntext = '''\n1\ns digest = \"0000000000000000\"\n'''\n\n\
        [[function.released]]\nversion = \"v1\"\ndigest = \"0b6acd6d634d3e44\"\nlines = { }\ntext = '''\n1\n'''\n";

    #[test]
    fn a_release_build_is_told_the_machines_of_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("durable.lock");
        std::fs::write(&path, LOCK).unwrap();
        let told = instructions(&path, true).unwrap();
        assert_eq!(
            told[2],
            "cargo::rustc-env=DURABLE_LOCK_MACHINES=0b6acd6d634d3e44,9e181b66a00dad15"
        );
        assert_eq!(instructions(&path, false).unwrap(), told[..2]);
    }

    #[test]
    fn a_release_build_without_a_lock_fails() {
        let path = Path::new("/no/such/folder/durable.lock");
        assert!(instructions(path, false).is_ok());
        let error = instructions(path, true).unwrap_err();
        assert!(error.contains("DURABLE_LOCK=write cargo test"), "{error}");
    }

    #[test]
    fn a_lock_with_a_merge_conflict_fails() {
        let text = LOCK.replace("[[function]]", "<<<<<<< HEAD\n[[function]]");
        assert_eq!(
            machines(&text).unwrap_err(),
            "line 3 is of a merge conflict"
        );
    }
}
