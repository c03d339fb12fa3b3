//! Measures the time that `#[orchestrator]` costs to compile: generates functions of many awaits, and compares the time
//! to check and to build each with that of the same function without the attribute. Times are those of the crate alone,
//! less those of an empty one; the median of three.
//!
//! `cargo run -p durable-tests --bin compile_cost -- [FOLDER]`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const RUNS: usize = 3;

/// The ways to compile a crate.
const MODES: [(&str, &[&str]); 3] = [
    ("check", &["check"]),
    ("build", &["build"]),
    ("build --release", &["build", "--release"]),
];

type Shape = fn(usize) -> String;

const SHAPES: [(&str, Shape, &[usize]); 3] = [
    ("in sequence", sequence, &[50, 100, 200, 300]),
    ("under conditions", conditional, &[25, 50, 100]),
    ("nested", nested, &[4, 8, 12]),
];

fn sequence(awaits: usize) -> String {
    let mut body = String::from("let value_0 = input;\n");
    for number in 0..awaits {
        let next = number + 1;
        let _ = writeln!(body, "let value_{next} = fetch(value_{number}).await?;");
    }
    body + &format!("Ok(value_{awaits})\n")
}

fn conditional(awaits: usize) -> String {
    let mut body = String::from("let mut total = input;\n");
    for number in 0..awaits {
        let _ = writeln!(
            body,
            "if total > {number} {{ total += fetch({number}).await?; }}"
        );
    }
    body + "Ok(total)\n"
}

fn nested(depth: usize) -> String {
    let inner = (0..depth).fold(String::new(), |inner, number| {
        format!("if total > {number} {{ total += fetch({number}).await?;\n{inner} }} else {{ total += 1; }}\n")
    });
    format!("let mut total = input;\n{inner}\nOk(total)\n")
}

/// The source of a crate with one function, that is or isn't durable.
fn source(body: &str, durable: bool) -> String {
    let attribute = if durable { "#[orchestrator]" } else { "" };
    let call = if durable {
        ""
    } else {
        "pub fn run() -> Boxed { Box::pin(work(1)) }"
    };
    format!(
        "#![allow(dead_code)]
use durable_runtime::prelude::*;
type Boxed = std::pin::Pin<Box<dyn Future<Output = Result<u32>>>>;
#[activity]
async fn fetch(n: u32) -> Result<u32> {{ Ok(n) }}
{attribute}
pub async fn work(input: u32) -> Result<u32> {{
{body}}}
{call}
"
    )
}

/// A crate that is compiled again and again.
struct Crate {
    folder: PathBuf,
}

impl Crate {
    fn new(folder: &Path) -> std::io::Result<Self> {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../durable-runtime");
        let manifest = format!(
            "[package]
name = \"cost\"
version = \"0.0.0\"
edition = \"2024\"
[workspace]
[dependencies]
durable-runtime = {{ path = '{}', default-features = false }}
",
            runtime.display()
        );
        std::fs::create_dir_all(folder.join("src"))?;
        std::fs::write(folder.join("Cargo.toml"), manifest)?;
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        std::fs::copy(lock, folder.join("Cargo.lock"))?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// The time to compile this source, when all of its dependencies are compiled.
    fn time(&self, source: &str, mode: &[&str]) -> std::io::Result<Duration> {
        let mut times = Vec::new();
        for run in 0..RUNS {
            std::fs::write(
                self.folder.join("src/lib.rs"),
                format!("// {run}\n{source}"),
            )?;
            let began = Instant::now();
            let status = Command::new("cargo")
                .args(mode)
                .args(["--quiet", "--offline"])
                .env("CARGO_INCREMENTAL", "0")
                .current_dir(&self.folder)
                .status()?;
            assert!(status.success(), "cargo {mode:?} failed on\n{source}");
            times.push(began.elapsed());
        }
        times.sort();
        Ok(times[RUNS / 2])
    }
}

fn main() -> std::io::Result<()> {
    let temporary = tempfile::tempdir()?;
    let folder = std::env::args()
        .nth(1)
        .map_or(temporary.path().join("cost"), PathBuf::from);
    let subject = Crate::new(&folder)?;
    println!("in {}, {RUNS} runs each, not incremental", folder.display());
    for (name, mode) in MODES {
        subject.time("", mode)?;
        let nothing = subject.time(&source("Ok(input)\n", false), mode)?;
        println!(
            "\ncargo {name}: {} ms with a function that awaits nothing",
            nothing.as_millis()
        );
        for (shape, body, sizes) in SHAPES {
            for size in sizes {
                let [plain, durable] =
                    [false, true].map(|durable| subject.time(&source(&body(*size), durable), mode));
                let (plain, durable) = (
                    plain?.saturating_sub(nothing),
                    durable?.saturating_sub(nothing),
                );
                println!(
                    "{size:4} awaits {shape}: plain {:6} ms, durable {:6} ms, {:4.1} times",
                    plain.as_millis(),
                    durable.as_millis(),
                    durable.as_secs_f64() / plain.as_secs_f64().max(0.001),
                );
            }
        }
    }
    Ok(())
}
