//! The monitor as a user runs it: the program itself, from its arguments to its exit code.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const ALERT: &str = "Hey! You may want to check on your repo, there are too many open issues";

fn monitor(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_monitor"));
    command.args(arguments).stdin(Stdio::null());
    for name in [
        "RUST_LOG",
        "MONITOR_SYSTEM_KEY",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_FROM",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs the program, checks its exit code, and returns its output.
#[track_caller]
fn check(arguments: &[&str], code: i32) -> (String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = monitor(arguments).output().unwrap();
    let (stdout, stderr) = (text(stdout), text(stderr));
    assert_eq!(status.code(), Some(code), "{stdout}\n{stderr}");
    (stdout, stderr)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn verify_tells_whether_a_store_is_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.redb");
    let fixture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/formats/3/closed.redb"
    );
    std::fs::copy(fixture, &store).unwrap();
    let path = store.to_str().unwrap();
    let (said, _) = check(&["verify", path], 0);
    assert!(said.contains("all are as they were written"), "{said}");
    std::fs::write(&store, "not a store").unwrap();
    let (_, error) = check(&["verify", path], 1);
    assert!(error.contains("not a store"), "{error}");
}

/// The store of another program: the monitor knows none of its functions.
#[test]
fn check_tells_which_instances_would_be_blocked_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.redb");
    let fixture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/formats/5/closed.redb"
    );
    std::fs::copy(fixture, &store).unwrap();
    let before = std::fs::read(&store).unwrap();
    let path = store.to_str().unwrap();
    let (said, error) = check(&["check", "--store", path], 1);
    assert!(said.contains("BLOCKED"), "{said}");
    assert!(
        said.contains("the program has no orchestrator named"),
        "{said}"
    );
    assert!(error.contains("would be blocked"), "{error}");
    let (said, _) = check(&["check", "--store", path, "--json"], 1);
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(found["places"][0]["verdict"], "blocked");
    assert_eq!(std::fs::read(&store).unwrap(), before);
    let nothing = folder.path().join("nothing.redb");
    check(&["check", "--store", nothing.to_str().unwrap()], 1);
    assert!(!nothing.exists());
}

#[test]
fn without_arguments_it_shows_itself_and_ends() {
    let begun = Instant::now();
    let (shown, errors) = check(&[], 0);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(errors, "");
    for part in [
        "stand-ins",
        "POST /orchestrators/E3_Monitor",
        "HTTP/1.1 202 Accepted",
        "Location: http://127.0.0.1:",
        "Retry-After: 10",
        "\"terminatePostUri\"",
        "E3_Monitor started",
        "E3_TooManyOpenIssues executed in",
        "The repository does not have too many issues, for now ...",
        "timer until",
        ALERT,
        "\"output\": \"Monitor completed!\"",
        "cargo run -- serve",
    ] {
        assert!(shown.contains(part), "no `{part}` in:\n{shown}");
    }
    assert_eq!(
        shown.matches("E3_TooManyOpenIssues executed").count(),
        4,
        "{shown}"
    );
    assert_eq!(shown.matches(ALERT).count(), 1, "{shown}");
}

#[test]
fn killed_twice_it_goes_on_where_it_was() {
    let (shown, errors) = check(&["demo", "--kill"], 0);
    assert_eq!(errors, "");
    assert_eq!(shown.matches("The host is killed").count(), 2, "{shown}");
    assert_eq!(shown.matches("E3_Monitor started").count(), 1, "{shown}");
    assert!(shown.contains("host 3 |"), "{shown}");
    assert!(
        shown.contains("\"output\": \"Monitor completed!\""),
        "{shown}"
    );
    assert_eq!(shown.matches(ALERT).count(), 1, "{shown}");
}

/// `serve` on a port of its own; killed when the test is over.
struct Served {
    process: Child,
    log: BufReader<std::process::ChildStderr>,
    url: String,
}

impl Served {
    fn start(folder: &tempfile::TempDir, key: &str) -> Self {
        let store = folder.path().join("monitor.redb");
        let mut process = monitor(&["serve", "--listen", "127.0.0.1:0", "--system-key", key])
            .arg("--store")
            .arg(store)
            // No server listens there: the monitors of these tests stay at their first poll.
            .env("GITHUB_API_URL", "http://127.0.0.1:9")
            .env("TWILIO_API_URL", "http://127.0.0.1:9")
            .envs([
                ("TWILIO_ACCOUNT_SID", "AC1"),
                ("TWILIO_AUTH_TOKEN", "x"),
                ("TWILIO_FROM", "+1"),
            ])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let (_, address) = line.split_once("listening on ").expect(&line);
        let (url, _) = address.split_once(';').expect(&line);
        Self {
            process,
            url: url.to_owned(),
            log,
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn start_status_and_terminate_talk_to_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(&folder, "k");
    let host = ["--host", &served.url, "--code", "k"];
    let run = |arguments: &[&str], code| check(&[arguments, &host].concat(), code);

    let start = [
        "start", "--repo", "foo/bar", "--phone", "+1425", "--every", "30m", "--for", "6h",
    ];
    let (links, _) = run(&start, 0);
    let id = links
        .lines()
        .find_map(|line| line.trim().strip_prefix("\"id\": \""))
        .unwrap();
    let id = id.trim_end_matches("\",");

    let (status, _) = run(&["status", id], 0);
    assert!(
        status.contains("\"runtimeStatus\": \"Running\""),
        "{status}"
    );
    assert!(status.contains("\"poll_seconds\":1800"), "{status}");
    assert!(status.contains("\"expire_seconds\":21600"), "{status}");

    run(&["terminate", id, "--reason", "enough & more"], 0);
    let (status, _) = run(&["status", id], 0);
    assert!(
        status.contains("\"runtimeStatus\": \"Terminated\""),
        "{status}"
    );
    assert!(status.contains("\"output\": \"enough & more\""), "{status}");
    let (said, _) = run(&["terminate", id, "--reason", "again"], 0);
    assert!(said.contains("had ended already"), "{said}");

    let (_, errors) = run(&["status", "unheard-of"], 1);
    assert!(errors.contains("`unheard-of`"), "{errors}");
    let (_, errors) = check(&["status", id, "--host", &served.url], 1);
    assert!(errors.contains("--code"), "{errors}");
}

/// SIGTERM is how a service manager asks a service to end.
#[cfg(unix)]
#[test]
fn at_sigterm_the_host_ends_in_good_order() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::start(&folder, "k");
        let pid = served.process.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
        let mut log = String::new();
        served.log.read_to_string(&mut log).unwrap();
        assert_eq!(served.process.wait().unwrap().code(), Some(0), "{log}");
        assert!(
            log.contains("the monitors go on when this is started again"),
            "{log}"
        );
    }
}

#[test]
fn the_exit_code_tells_what_went_wrong() {
    let (help, _) = check(&["--help"], 0);
    for command in ["demo", "serve", "start", "status", "terminate"] {
        assert!(help.contains(command), "{help}");
    }
    let (_, usage) = check(&["start", "--repo", "foo/bar"], 2);
    assert!(usage.contains("--phone"), "{usage}");
    let (_, usage) = check(
        &["start", "--repo", "a/b", "--phone", "+1", "--every", "soon"],
        2,
    );
    assert!(usage.contains("30m"), "{usage}");

    let (printed, errors) = check(&["status", "x", "--host", "http://127.0.0.1:9"], 1);
    assert_eq!(printed, "");
    assert!(
        errors.contains("there is no host at http://127.0.0.1:9"),
        "{errors}"
    );
    let (_, errors) = check(&["serve", "--store", "unused.redb"], 1);
    assert!(errors.contains("TWILIO_ACCOUNT_SID"), "{errors}");
}

#[test]
fn a_store_that_is_in_use_and_an_open_address_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(&folder, "k");
    let store = folder.path().join("monitor.redb");
    let other = folder.path().join("other.redb");
    for (arguments, reason) in [
        (
            [
                "--store",
                store.to_str().unwrap(),
                "--listen",
                "127.0.0.1:0",
            ],
            "monitor.redb",
        ),
        (
            ["--store", other.to_str().unwrap(), "--listen", "0.0.0.0:0"],
            "system key",
        ),
    ] {
        let output = monitor(&["serve"])
            .args(arguments)
            .envs([
                ("TWILIO_ACCOUNT_SID", "AC1"),
                ("TWILIO_AUTH_TOKEN", "x"),
                ("TWILIO_FROM", "+1"),
            ])
            .output()
            .unwrap();
        let errors = text(output.stderr);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(
            errors.contains("error: ") && errors.contains(reason),
            "{errors}"
        );
    }
    drop(served);
}
