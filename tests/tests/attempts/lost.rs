//! Attempts and steps that the process doesn't outlive. Real processes that kill themselves, again and again.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// A store on which victims run, and what they log.
struct Scene {
    folder: TempDir,
    function: &'static str,
    input: String,
    options: Vec<String>,
}

/// What became of a process.
struct Life {
    /// What it printed, if it has come so far.
    said: Option<String>,
    errors: String,
}

impl Scene {
    fn new(function: &'static str, input: impl Into<String>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            function,
            input: input.into(),
            options: Vec::new(),
        }
    }

    fn with(mut self, options: &[&str]) -> Self {
        self.options
            .extend(options.iter().map(|&option| option.to_owned()));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A process.
    fn begin(&self, options: &[&str]) -> Command {
        let mut process = Command::new(env!("CARGO_BIN_EXE_victim"));
        process
            .args([self.path("test.redb"), self.path("log")])
            .args([self.function, &self.input])
            .args(&self.options)
            .args(options);
        process
    }

    /// Runs a process, to its end or its death.
    fn live(&self, options: &[&str]) -> Life {
        let output = self.begin(options).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        let lived = output.status.success();
        assert!(
            !errors.contains("caused by") && !errors.contains("panicked"),
            "{errors}"
        );
        assert_eq!(lived, !said.is_empty(), "{said}{errors}");
        Life {
            said: lived.then(|| said.trim().to_owned()),
            errors,
        }
    }

    /// Runs processes until one lives: how many died, and what that one said.
    fn until_one_lives(&self) -> (usize, String) {
        for deaths in 0..40 {
            let life = self.live(&[]);
            if let Some(said) = life.said {
                return (deaths, said);
            }
        }
        panic!(
            "they die for ever; the last of them said: {}",
            self.live(&[]).errors
        );
    }

    /// How often something was logged.
    fn logged(&self, line: &str) -> usize {
        let log = std::fs::read_to_string(self.path("log")).unwrap_or_default();
        log.lines().filter(|logged| *logged == line).count()
    }
}

#[test]
fn an_activity_that_kills_its_process_fails_once_it_was_lost_too_often() {
    for how in ["abort", "exit", "overflow"] {
        let scene = Scene::new("dies_in_an_activity", format!("{how:?}"))
            .with(&["--lost-attempts-max", "2"]);
        let (deaths, said) = scene.until_one_lives();
        assert_eq!((deaths, scene.logged("deadly")), (3, 3), "{how}");
        let expected = r#"output: "durable_runtime::Lost: the process died 3 times in a row during activity `deadly`; it is not tried again"; 7"#;
        assert_eq!(said, expected, "{how}");
        assert!(
            !scene.path("test.redb-running").exists(),
            "it is gone with the runtime"
        );
    }
}

#[test]
fn an_attempt_is_lost_ten_times_unless_told_otherwise() {
    let scene = Scene::new("dies_in_an_activity", r#""exit""#);
    let (deaths, said) = scene.until_one_lives();
    assert_eq!((deaths, scene.logged("deadly")), (11, 11));
    assert!(said.contains("11 times in a row"), "{said}");
    let scene = Scene::new("dies_in_an_activity", r#""exit""#).with(&["--lost-attempts-max", "0"]);
    assert_eq!(scene.until_one_lives().0, 1);
}

/// Two attempts are allowed. Two are lost, one fails, and the next one succeeds.
#[test]
fn a_lost_attempt_is_none_of_those_that_the_retry_policy_allows() {
    let scene = Scene::new("fails_and_dies", r#""abort""#);
    let (deaths, said) = scene.until_one_lives();
    assert_eq!((deaths, said.as_str()), (2, "output: 2; 7"));
    assert_eq!(scene.logged("deadly and flaky"), 4);
}

#[test]
fn activities_that_were_under_way_beside_a_deadly_one_do_not_fail_with_it() {
    const INNOCENTS: u64 = 12;
    let input = format!(r#"{{"how": "exit", "count": {INNOCENTS}}}"#);
    let scene = Scene::new("dies_among_innocents", input).with(&["--lost-attempts-max", "3"]);
    let (deaths, said) = scene.until_one_lives();
    let mut expected: Vec<String> = (0..INNOCENTS).map(|n| format!("\"{n}\"")).collect();
    expected.push(
        r#""the process died 4 times in a row during activity `deadly`; it is not tried again""#
            .to_owned(),
    );
    assert_eq!(said, format!("output: [{}]; 7", expected.join(",")));
    assert_eq!((deaths, scene.logged("deadly")), (4, 4));
}

/// The first death is told by nobody; the next two come right after the store is opened.
#[test]
fn a_step_that_kills_its_process_again_and_again_blocks_its_instance() {
    for (how, after) in [
        ("abort", "activity"),
        ("exit", "timer"),
        ("overflow", "child"),
        ("overflow", "activity"),
        ("abort", "a child's start"),
    ] {
        let input = format!(r#"{{"how": "{how}", "after": "{after}"}}"#);
        let scene = Scene::new("dies_in_a_step", input);
        let (deaths, said) = scene.until_one_lives();
        assert_eq!(
            (deaths, scene.logged("step")),
            (3, 3),
            "{how} after {after}: {said}"
        );
        assert!(
            said.starts_with(
                "blocked: the process died 2 times in this step of `dies_in_a_step` at "
            ) && said.contains("is tried again at "),
            "{said}"
        );
        assert!(said.ends_with("; 7"), "{said}");
    }
}

#[test]
fn an_instance_that_has_to_wait_is_tried_again_at_once_after_a_shutdown_and_not_after_a_death() {
    let input = r#"{"how": "abort", "after": "timer"}"#;
    let scene = Scene::new("dies_in_a_step", input);
    while scene.live(&["--exits"]).said.is_none() {}
    assert_eq!(scene.logged("step"), 3);
    for _ in 0..2 {
        let said = scene.live(&["--exits"]).said.unwrap();
        assert!(said.starts_with("blocked: "), "{said}");
    }
    assert_eq!(scene.logged("step"), 3, "it is not tried again");
    let said = scene.live(&[]).said.unwrap();
    assert!(said.starts_with("blocked: "), "{said}");
    // That one has shut down.
    let said = scene.live(&["--mended"]).said.unwrap();
    assert_eq!(said, r#"output: "survived"; 7"#);
    assert_eq!(scene.logged("step"), 4);
}

/// The others go on between its deaths, and so does it when it no longer dies.
#[test]
fn a_step_that_kills_its_process_is_tried_again_and_leaves_the_others_time() {
    let input = r#"{"how": "abort", "after": "timer"}"#;
    let scene = Scene::new("dies_in_a_step", input).with(&["--beside", "goes_on", "--patient"]);
    for _ in 0..3 {
        assert!(scene.live(&[]).said.is_none());
    }
    for deaths in 4..7 {
        let before = scene.logged("goes on");
        let life = scene.live(&["--suspect-wait-ms", "400"]);
        assert!(life.said.is_none(), "it is tried again");
        assert_eq!(scene.logged("step"), deaths);
        assert!(scene.logged("goes on") > before, "the other one goes on");
    }
    let said = scene.live(&["--suspect-wait-ms", "10", "--mended"]).said;
    assert_eq!(said.unwrap(), r#"output: "survived"; 7"#);
}

/// Nobody shuts anything down.
#[cfg(unix)]
#[test]
fn an_instance_whose_step_was_under_way_whenever_the_process_was_killed_goes_on_by_itself() {
    let scene = Scene::new("takes_long", "1500").with(&["--patient", "--suspect-wait-ms", "300"]);
    for kills in 1..=3 {
        let mut victim = scene.begin(&[]).spawn().unwrap();
        let began = std::time::Instant::now();
        while scene.logged("step") < kills {
            assert!(began.elapsed().as_secs() < 60, "it makes its step");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        victim.kill().unwrap();
        victim.wait().unwrap();
    }
    let said = scene.live(&[]).said.unwrap();
    assert_eq!(said, r#"output: "survived 2"; 7"#);
    assert_eq!(scene.logged("step"), 4);
}

#[test]
fn an_instance_beside_a_deadly_activity_goes_on_by_itself() {
    let scene = Scene::new("takes_long", "400")
        .with(&["--beside", "dies_soon", "--lost-attempts-max", "4"])
        .with(&["--patient", "--suspect-wait-ms", "300"]);
    let (deaths, said) = scene.until_one_lives();
    assert_eq!(said, r#"output: "survived 2"; 7"#);
    assert!(deaths >= 4, "{deaths}");
}
