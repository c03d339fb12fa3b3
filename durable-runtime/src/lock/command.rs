//! What `lock_test!` does: it checks the program against its lock, and writes the lock if it is told to.

use std::io;
use std::path::Path;

use crate::lock::check::{WRITE, check};
use crate::lock::file::Lock;
use crate::lock::migrations::Migrations;
use crate::lock::program::{Own, migrations, orchestrators};
use crate::lock::update;
use crate::lock::write::text_of;

/// The name of the file, unless another one is given.
const FILE: &str = "durable.lock";

/// The environment variable that tells what to do.
const VARIABLE: &str = "DURABLE_LOCK";

/// What to do with the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Check,
    Write,
    Release,
}

impl Mode {
    /// What the environment tells. Nothing is written where `CI` is set.
    pub(crate) fn of(variable: Option<&str>, is_ci: bool) -> Result<Self, String> {
        let mode = match variable {
            None => return Ok(Self::Check),
            Some("write") => Self::Write,
            Some("release") => Self::Release,
            Some(other) => {
                return Err(format!(
                    "{VARIABLE} is `{other}`, and may be `write` (drafts and accepted moves) or `release` (numbers what is deployed)"
                ));
            }
        };
        if is_ci {
            return Err(format!(
                "{VARIABLE} is set, and so is CI, where nothing is written: run it on your machine, and commit durable.lock"
            ));
        }
        Ok(mode)
    }
}

/// Runs `lock_test!` for the file at `path`.
///
/// # Panics
/// If something has to be done before the deploy, with the report.
#[doc(hidden)]
#[allow(
    clippy::print_stdout,
    reason = "the output of a test is what its user reads"
)]
pub fn test(path: &str) {
    let variable = std::env::var_os(VARIABLE);
    let variable = variable.as_ref().map(|value| value.to_string_lossy());
    let mode = Mode::of(variable.as_deref(), std::env::var_os("CI").is_some());
    let done = mode.and_then(|mode| {
        let program = orchestrators().map_err(|duplicate| duplicate.to_string())?;
        run(Path::new(path), mode, &program, &migrations())
    });
    match done {
        Ok(said) => println!("{said}"),
        Err(why) => panic!("\n\n{why}\n"),
    }
}

/// Checks a program against the lock at `path`, and writes that. Returns what there is to say.
pub(crate) fn run(
    path: &Path,
    mode: Mode,
    program: &[Own],
    migrations: Migrations<'_>,
) -> Result<String, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The texts name the file as most programs do.
    let named = |said: String| said.replace(FILE, &name);
    done(path, mode, program, migrations)
        .map(named)
        .map_err(named)
}

fn done(
    path: &Path,
    mode: Mode,
    program: &[Own],
    migrations: Migrations<'_>,
) -> Result<String, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{} can't be read: {error}", path.display())),
    };
    let mut lock = match &text {
        Some(text) => Lock::read(text).map_err(|error| error.to_string())?,
        None if mode == Mode::Check => {
            return Err(format!("there is no {}: {WRITE} makes it", path.display()));
        }
        None => Lock::default(),
    };
    let mut said = String::new();
    match mode {
        Mode::Check => {}
        Mode::Write => update::draft(&mut lock, program, migrations),
        Mode::Release => {
            update::list(&mut lock, program);
            let report = check(&lock, program, migrations);
            if !report.is_ok() {
                return Err(format!("{report}\n\nNothing is released."));
            }
            let released = update::release(&mut lock, program);
            said = if released.is_empty() {
                "Nothing new is released.\n".to_owned()
            } else {
                format!("Released: {}.\n", released.join(", "))
            };
        }
    }
    let new = text_of(&lock);
    if mode != Mode::Check && text.as_ref() != Some(&new) {
        replace(path, &new)
            .map_err(|error| format!("{} can't be written: {error}", path.display()))?;
        said.push_str("durable.lock is written.\n");
    }
    let report = check(&lock, program, migrations);
    let told = format!("{said}{report}");
    if report.is_ok() { Ok(told) } else { Err(told) }
}

/// Replaces a file at once: whoever reads it has the old content or the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // The error of writing says what is wrong, and not that of cleaning up.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}
