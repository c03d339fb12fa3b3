//! What SIGKILL does to a process that runs durable functions: nothing. A real process is killed at random
//! moments, 50 times, and started again. Whatever it was at (making the store's file, a commit, an
//! activity, the start of a child) the instance has one result in the end, and every step was done.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use durable_tests::numbers::{Numbers, seed};
use durable_tests::trace::without_repetitions;

const KILLS: u32 = 50;
const STEPS: u64 = 150;

/// What the log of an instance and its children says when nothing was lost or done again.
fn expected(id: &str) -> (Vec<String>, u64) {
    let (mut lines, mut total) = (Vec::new(), 0);
    let mut append = |id: &str, number: u64| {
        lines.push(format!("{id} {number} {total}"));
        total += number;
    };
    for number in 1..=STEPS {
        append(id, number);
        if number % 20 == 0 {
            (0..3).for_each(|n| append(&format!("{id}.{number}"), 1000 * number + n));
        }
    }
    (lines, total)
}

struct Process {
    child: Child,
}

/// What a process said until it ended or was killed.
struct Said {
    started: bool,
    result: Option<u64>,
}

impl Process {
    fn begin(folder: &Path, id: &str) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_stepper"))
            .arg(folder.join("store.redb"))
            .arg(folder.join("log.txt"))
            .args([id, &STEPS.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn();
        Self {
            child: child.expect("the stepper can be started"),
        }
    }

    /// Kills it by SIGKILL after this time. `None` when it was too late for that.
    fn kill_after(mut self, wait: Duration) -> (Option<()>, Said) {
        let deadline = Instant::now() + wait;
        while Instant::now() < deadline {
            if self
                .child
                .try_wait()
                .expect("it can be waited for")
                .is_some()
            {
                return (None, self.said());
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        self.child.kill().expect("it can be killed");
        let status = self.child.wait().expect("it can be waited for");
        let killed = (!status.success()).then_some(());
        assert!(
            killed.is_none() || status.code().is_none(),
            "it failed by itself: {status}"
        );
        (killed, self.said())
    }

    fn wait(mut self) -> Said {
        let said = self.said();
        let status = self.child.wait().expect("it can be waited for");
        assert!(status.success(), "it failed: {status}");
        said
    }

    fn said(&mut self) -> Said {
        let output = self.child.stdout.take().expect("its output is piped");
        let mut said = Said {
            started: false,
            result: None,
        };
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            match line.split_once(' ') {
                None if line == "started" => said.started = true,
                Some(("result", total)) => {
                    said.result = Some(total.parse().expect("the result is a number"));
                }
                _ => panic!("it said `{line}`"),
            }
        }
        said
    }
}

/// The lines of an instance and its children.
fn log_of(folder: &Path, id: &str) -> Vec<String> {
    let log = std::fs::read_to_string(folder.join("log.txt")).expect("the log can be read");
    let is_its = |line: &&str| line.split([' ', '.']).next() == Some(id);
    log.lines().filter(is_its).map(str::to_owned).collect()
}

#[test]
fn fifty_kills_lose_no_step_and_leave_one_result() {
    let mut numbers = Numbers::of_seed(seed());
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (mut kills, mut kills_at_once, mut repeated) = (0, 0, 0);
    let mut instances = 0;
    // When an instance has ended before the last kill, the next one goes on in the same store.
    while kills < KILLS {
        instances += 1;
        let id = format!("instance-{instances}");
        let mut was_started = false;
        while kills < KILLS {
            // Half of the kills are early, when the file is made or opened.
            let longest = if numbers.coin() { 12_000 } else { 120_000 };
            let wait = Duration::from_micros(numbers.below(longest));
            let (killed, said) = Process::begin(folder.path(), &id).kill_after(wait);
            assert!(
                !(was_started && said.started),
                "its start was acknowledged, and then it was not there"
            );
            was_started |= said.started;
            if killed.is_none() || said.result.is_some() {
                break;
            }
            kills += 1;
            kills_at_once += u32::from(wait < Duration::from_millis(12));
        }
        let (lines, total) = expected(&id);
        // To its end; and once more, for its result must stay what it was.
        for _ in 0..2 {
            let said = Process::begin(folder.path(), &id).wait();
            assert_eq!(said.result, Some(total));
        }
        let log = log_of(folder.path(), &id);
        repeated += log.len() - lines.len();
        assert_eq!(
            without_repetitions(log),
            lines,
            "a step was lost or done again"
        );
    }
    println!(
        "{kills} kills, {kills_at_once} of them within 12 ms; {instances} instances; {repeated} attempts were made again"
    );
}
