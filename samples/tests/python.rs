//! `samples serve`, driven by the Python client of Azure Durable Functions. `python/client.py` has the checks.
//!
//! The client comes from `PyPI`, into a virtual environment in the target folder. Where it can't be installed the tests are
//! skipped and say so, unless the environment has `PYTHON_CLIENT=required`.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread::{self, JoinHandle};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python");

#[test]
fn the_python_client_gets_what_it_expects() {
    check(None);
}

/// The key has characters that a URL must encode.
#[test]
fn the_python_client_gets_what_it_expects_from_a_host_with_a_key() {
    check(Some("k+/ e=="));
}

#[track_caller]
fn check(key: Option<&str>) {
    let python = match &*PYTHON {
        Ok(python) => python,
        Err(reason) => return skip(reason),
    };
    let mut host = Host::start(key);
    let script = Path::new(FOLDER).join("client.py");
    let output = Command::new(python)
        .arg(script)
        .arg(&host.url)
        .args(key)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{said}{errors}\nThe host's log:\n{}",
        host.end()
    );
    assert_eq!(said.matches("ok: ").count(), 16, "{said}");
}

fn skip(reason: &str) {
    let required = std::env::var("PYTHON_CLIENT").is_ok_and(|value| value == "required");
    assert!(!required, "the Python client is required, and {reason}");
    // A test's `println!` is shown only when it fails.
    let line = format!("skipped: the tests with the Python client, for {reason}\n");
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

/// A Python that has the client, or why there is none.
static PYTHON: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python-client");
    let python = if cfg!(windows) {
        environment.join("Scripts/python.exe")
    } else {
        environment.join("bin/python")
    };
    let requirements = Path::new(FOLDER).join("requirements.txt");
    // What was installed for other requirements is not what is asked for.
    let installed = environment.join("installed.txt");
    let wanted = std::fs::read(&requirements).unwrap();
    if std::fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&environment))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--retries", "1"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(&requirements))?;
    std::fs::write(installed, wanted).unwrap();
    Ok(python)
});

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{command:?} can't be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let last = errors
        .trim_end()
        .lines()
        .last()
        .unwrap_or("it says nothing");
    Err(format!("{command:?} has failed: {last}"))
}

/// `samples serve` on a port and a store of its own; killed when the test is over.
struct Host {
    process: Child,
    url: String,
    log: Option<JoinHandle<String>>,
    _store: tempfile::TempDir,
}

impl Host {
    fn start(key: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_samples"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--store"])
            .arg(folder.path().join("samples.redb"))
            // No server listens there: a monitor stays at its first poll.
            .env("GITHUB_API_URL", "http://127.0.0.1:9")
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        for name in ["RUST_LOG", "SAMPLES_SYSTEM_KEY", "TWILIO_ACCOUNT_SID"] {
            command.env_remove(name);
        }
        if let Some(key) = key {
            command.args(["--system-key", key]);
        }
        let mut process = command.spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut said = String::new();
        let url = loop {
            let mut line = String::new();
            assert!(log.read_line(&mut line).unwrap() > 0, "it ended: {said}");
            said.push_str(&line);
            if let Some((_, rest)) = line.split_once("listening on ") {
                break rest.split(';').next().unwrap().to_owned();
            }
        };
        assert!(said.contains("TWILIO_ACCOUNT_SID"), "{said}");
        // Read to its end, for a host whose log nobody reads stands still.
        let log = thread::spawn(move || {
            log.read_to_string(&mut said).unwrap();
            said
        });
        Self {
            process,
            url,
            log: Some(log),
            _store: folder,
        }
    }

    /// Kills the host, and gives its log.
    fn end(&mut self) -> String {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let log = self.log.take();
        log.map_or_else(String::new, |log| log.join().unwrap())
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.end();
    }
}
