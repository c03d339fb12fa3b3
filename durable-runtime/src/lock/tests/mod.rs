//! A program is held against its lock, and the lock is written.

mod decisions;
mod renames;
mod types;

use std::path::{Path, PathBuf};

use crate::lock::command::{self, Mode};
use crate::lock::decisions::{About, decisions_of};
use crate::lock::file::{Lock, digest_of, hex};
use crate::lock::program::Own;
use crate::lock::report::Verdict;
use crate::lock::write::text_of;
use crate::model::function_name::FunctionName;
use crate::step::frame::{Manifest, Point};

/// Waits, and ships.
pub(in crate::lock) const FIRST: &str = "1\np 0\no Result<()>\nu\nb\ns let §1=price(§0)\nw 1 sleep#1 [0 1|] sleep(DAY)\nb\n\
    w 2 ship#1 [|] ship(§0,§1)\nb\nr Ok(())\nv 0 order\nv 1 price\n";

/// As [`FIRST`], and checks the order before it waits.
fn checked() -> String {
    FIRST
        .replace(
            "s let §1=price(§0)\n",
            "s let §1=price(§0)\nw 3 check#1 [0 1|] check(§0)\nb\n",
        )
        .replace("w 1 sleep#1", "w 2 sleep#1")
        .replace("w 2 ship#1", "w 3 ship#1")
        .replace("w 3 check#1", "w 1 check#1")
}

/// As [`FIRST`], and writes a letter in the end.
pub(in crate::lock) fn noted() -> String {
    FIRST.replace("r Ok(())", "s letter(§0)\nr Ok(())")
}

/// Other code before the wait and after it.
pub(in crate::lock) fn both() -> String {
    checked().replace("r Ok(())", "s letter(§0)\nr Ok(())")
}

/// Runs the test of a program without migrations.
fn run(path: &Path, mode: Mode, program: &[Own]) -> Result<String, String> {
    command::run(path, mode, program, &[])
}

/// A function of a program with this code. Its points are in the lines 11, 12 and so on.
pub(in crate::lock) fn own(name: &'static str, text: &str) -> Own {
    let points = text.lines().filter(|line| line.starts_with("w "));
    let points = points.zip(11..).map(|(line, number)| {
        let name: &'static str = line.split(' ').nth(2).unwrap().to_owned().leak();
        Point::of(name, number, "", &[])
    });
    let points: Vec<Point> = [Point::START].into_iter().chain(points).collect();
    let manifest = Manifest::of(digest_of(text), text.to_owned().leak(), points.leak());
    Own {
        function: FunctionName::of(name),
        inline: false,
        line: 10,
        old_keys: Vec::new(),
        manifest: Box::leak(Box::new(manifest)),
        types: None,
    }
}

/// A lock in a folder of its own.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With a release of [`FIRST`].
    fn released() -> Self {
        let folder = Self::new();
        folder.run(Mode::Release, FIRST).unwrap();
        folder
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("durable.lock")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    fn add(&self, text: &str) {
        std::fs::write(self.path(), self.text() + text).unwrap();
    }

    /// Runs the test of a program with the function `order` of this code.
    fn run(&self, mode: Mode, text: &str) -> Result<String, String> {
        run(&self.path(), mode, &[own("order", text)])
    }

    #[track_caller]
    fn passes(&self, text: &str, parts: &[&str]) {
        let said = self
            .run(Mode::Check, text)
            .unwrap_or_else(|why| panic!("{why}"));
        contains(&said, parts);
    }

    /// The same, whether something has to be done or not.
    #[track_caller]
    fn says(&self, text: &str, parts: &[&str]) {
        contains(
            &self.run(Mode::Check, text).unwrap_or_else(|why| why),
            parts,
        );
    }

    #[track_caller]
    fn fails(&self, text: &str, parts: &[&str]) -> String {
        let why = self.run(Mode::Check, text).unwrap_err();
        contains(&why, parts);
        why
    }
}

#[track_caller]
fn contains(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "no `{part}` in:\n{said}");
    }
}

#[test]
fn the_digest_of_a_text_is_the_number_of_its_machine() {
    // From the golden of an expansion.
    let text = "1\np 0 1\nt String\nt String\no Result<String>\nu\nb\ns let §2=SystemTime::now()+Duration::from_secs(6*3600)\ng 1\nb\n? 2 6 SystemTime::now()<§2\nb\nw 3 too_many_open_issues#1 [0 1 2|] too_many_open_issues(§0.clone())\nb\n? 4 7 __output?\nb\nw 5 send_alert#1 [|] send_alert(§1.clone())\nb\ns __output?\ng 6\nb\nr Ok(\"Monitor completed!\".into())\nb\nw 8 sleep#1 [0 1 2|] sleep(Duration::from_secs(60))\nb\ng 1\nv 0 repo\nv 1 phone\nv 2 expiry\n";
    assert_eq!(digest_of(text), 0xcd6d_634d_3e44_5ccc);
}

#[test]
fn the_first_release_is_v1_and_the_same_code_is_none() {
    let folder = Folder::new();
    folder.fails(
        FIRST,
        &["there is no", "`DURABLE_LOCK=write cargo test` makes it"],
    );
    contains(
        &folder.run(Mode::Release, FIRST).unwrap(),
        &["Released: order v1."],
    );
    let text = folder.text();
    assert!(!text.contains("draft"), "{text}");
    folder.passes(FIRST, &[]);
    contains(
        &folder.run(Mode::Release, FIRST).unwrap(),
        &["Nothing new is released."],
    );
    assert_eq!(folder.text(), text);
    contains(
        &folder.run(Mode::Release, &noted()).unwrap(),
        &["Released: order v2."],
    );
    // Going back to the code of v1 releases nothing.
    contains(
        &folder.run(Mode::Release, FIRST).unwrap(),
        &["Nothing new is released."],
    );
    assert_eq!(
        Lock::read(&folder.text()).unwrap().functions[0]
            .released
            .len(),
        2
    );
}

#[test]
fn a_draft_is_written_and_becomes_the_release() {
    let folder = Folder::released();
    folder.passes(&noted(), &["durable.lock doesn't have its present code"]);
    folder.run(Mode::Write, &noted()).unwrap();
    let lock = Lock::read(&folder.text()).unwrap();
    let draft = lock.functions[0].draft.clone().unwrap();
    assert_eq!(draft.text, noted());
    assert_eq!(draft.lines["ship#1"], 12);
    folder.run(Mode::Write, &checked()).unwrap();
    folder.run(Mode::Release, &checked()).unwrap();
    let lock = Lock::read(&folder.text()).unwrap();
    assert_eq!(lock.functions[0].draft, None);
    assert_eq!(lock.functions[0].released[1].machine.text, checked());
}

#[test]
fn a_lock_is_written_as_it_was_read() {
    let strange = "1\nu\nb\nr f(\"'''\",\"\\t\\\"\",'\u{7}',\"\"\"\"\")\n";
    let folder = Folder::new();
    let program = [own("a", strange), own("b", FIRST)];
    run(&folder.path(), Mode::Release, &program).unwrap();
    let text = folder.text();
    assert!(
        text.contains(&format!("text = '''\n{FIRST}'''\n")),
        "{text}"
    );
    let lock = Lock::read(&text).unwrap();
    assert_eq!(lock.functions[0].released[0].machine.text, strange);
    assert_eq!(text_of(&lock), text);
    // On some machines Git gives the lines another end.
    let lock = Lock::read(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(text_of(&lock), text);
}

#[test]
fn the_report_says_where_instances_continue() {
    let folder = Folder::released();
    folder.passes(
        &noted(),
        &["order (:10), against v1\n  \
           sleep#1  fits  same past: goes on in the new code\n  \
           ship#1   fits  same past: goes on in the new code\n\
           going back to v1: all 2 points go back"],
    );
    folder.passes(
        &checked(),
        &[
            "  sleep#1  moves  to sleep#1 (line 12), same future: goes on as in the old code\n",
            "going back to v1: 2 of 3 points go back; check#1 would be blocked there",
        ],
    );
}

#[test]
fn versions_with_the_same_answers_are_told_together() {
    let folder = Folder::released();
    folder
        .run(Mode::Release, &FIRST.replace("v 1 price", "v 1 fee"))
        .unwrap();
    folder.passes(&noted(), &["against v2 and v1\n"]);
}

#[test]
fn changes_on_both_sides_ask_for_a_decision() {
    let folder = Folder::released();
    let why = folder.fails(
        &both(),
        &[
            "  sleep#1  ASK  to sleep#1 (line 12): the code has changed on both sides\n\
             \x20               before it: `sleep(DAY)` became `check(order)`\n\
             \x20               after it: ",
            "order: decide what becomes of the instances at sleep#1 of v1 and ship#1 of v1.",
        ],
    );
    // What it says to write is enough.
    let entries = why.lines().filter_map(|line| line.strip_prefix("    "));
    let entries = entries.filter(|line| line.starts_with('[') || line.contains(" = "));
    let entries = entries.map(|line| line.replace('…', "none has been checked"));
    let entries: Vec<_> = entries.filter(|line| !line.starts_with('`')).collect();
    folder.add(&format!("\n{}\n", entries.join("\n")));
    folder.passes(
        &both(),
        &[
            "  sleep#1  decided  to sleep#1 (line 12): none has been checked",
            "There are 2 decisions. They have no effect unless the runtime is given the lock",
        ],
    );
    let decisions = decisions_of(&folder.text()).unwrap();
    let about = About {
        function: "order".to_owned(),
        is_inline: false,
        from: digest_of(FIRST),
        code: digest_of(&both()),
    };
    assert_eq!(decisions[&about].len(), 2);
    // They stay as they are when the lock is written.
    folder.run(Mode::Release, &both()).unwrap();
    folder.passes(&both(), &["decided"]);
    // Another change makes other code of it, in which the instances of v1 are asked for again.
    folder.fails(&both().replace("letter", "mail"), &["sleep#1  ASK"]);
}

/// A change of what comes after the wait proves nothing for instances that another change has moved.
#[test]
fn instances_that_were_moved_before_are_told_apart() {
    let folder = Folder::released();
    folder.passes(
        &noted(),
        &["sleep#1  fits  same past: goes on in the new code\n  ship"],
    );
    folder.run(Mode::Release, &checked()).unwrap();
    // In v1 nobody was moved; whoever was from v1 to v2 has not been checked.
    let why = folder.fails(&both(), &["against v2\n", "against v1\n"]);
    let fits = "  check#1  fits  same past: goes on in the new code\n";
    let not_the_moved = "those that an earlier deploy has moved to it are blocked\n";
    contains(
        &why,
        &[&format!("{fits}{:17}{not_the_moved}  sleep#1  fits", "")],
    );
    assert_eq!(why.matches("sleep#1  ASK").count(), 1, "{why}");
}

fn decision(more: &str) -> String {
    format!("\n[[function.decision]]\nfrom = \"v1\"\nat = \"sleep#1\"\n{more}\n")
}

fn code(text: &str) -> String {
    format!("code = \"{}\"\n", hex(digest_of(text)))
}

#[test]
fn an_accepted_move_of_nothing_is_told_and_taken_out() {
    let folder = Folder::released();
    folder.add("\n[[function.accepted]]\nfrom = \"v1\"\nat = \"sleep#1\"\ncode = \"0123456789abcdef\"\nto = \"sleep#1\"\nclass = \"consistent\"\n");
    folder.fails(
        FIRST,
        &[
            "the accepted move in durable.lock, line",
            "`DURABLE_LOCK=write cargo test` takes it out",
        ],
    );
    folder.run(Mode::Write, FIRST).unwrap();
    assert!(!folder.text().contains("accepted"));
}

#[test]
fn what_is_to_be_accepted_is_written_and_read_again() {
    let folder = Folder::released();
    let program = [own("order", &noted())];
    let mut lock = Lock::read(&folder.text()).unwrap();
    let mut report = crate::lock::check::check(&lock, &program, &[]);
    report.functions[0].against[0].points[0].verdict = Verdict::Accept;
    crate::lock::update::accept(&mut lock, &program, &report);
    let text = text_of(&lock);
    let entry = format!(
        "[[function.accepted]]\nfrom = \"v1\"\nfrom_code = \"{}\"\nat = \"sleep#1\"\n{}to = \"sleep#1\"\nclass = \"consistent\"\n",
        hex(digest_of(FIRST)),
        code(&noted())
    );
    assert!(text.ends_with(&entry), "{text}");
    std::fs::write(folder.path(), text).unwrap();
    folder.passes(&noted(), &[]);
}

/// The code has changed on both sides, and nothing of what comes before has an influence.
#[test]
fn a_consistent_move_is_to_be_accepted() {
    let new = noted().replace("s let §1", "s look()\ns let §1");
    let folder = Folder::released();
    folder.fails(
        &new,
        &[
            "  sleep#1  ACCEPT  to sleep#1 (line 11): consistent: what differs before it has no influence on the code after it\n",
            "order: look at what becomes of the instances at sleep#1 of v1 and ship#1 of v1; `DURABLE_LOCK=write cargo test` accepts it",
        ],
    );
    folder.run(Mode::Write, &new).unwrap();
    folder.passes(
        &new,
        &["  sleep#1  accepted  to sleep#1 (line 11): consistent: "],
    );
    assert_eq!(folder.text().matches("[[function.accepted]]").count(), 2);
    // Other code is to be looked at again.
    folder.fails(&new.replace("letter", "mail"), &["ACCEPT"]);
}

#[test]
fn an_await_that_is_gone_or_a_local_that_is_missing_breaks() {
    let folder = Folder::released();
    folder.fails(
        &FIRST.replace("sleep", "rest"),
        &[
            "  sleep#1  BREAKS  the new code no longer awaits that",
            "    block = true\n",
        ],
    );
}

#[test]
fn a_function_that_is_gone_is_retired_with_a_reason() {
    let folder = Folder::released();
    let gone = |folder: &Folder| run(&folder.path(), Mode::Check, &[]);
    contains(
        &gone(&folder).unwrap_err(),
        &[
            "order: it was released, and the program doesn't have it",
            "retired = \"…\"",
        ],
    );
    let retired = "name = \"order\"\nretired = \"none is left since May\"";
    std::fs::write(
        folder.path(),
        folder.text().replace("name = \"order\"", retired),
    )
    .unwrap();
    assert!(gone(&folder).is_ok());
    folder.fails(
        FIRST,
        &["it is `retired` in durable.lock, and the program has it"],
    );
    // A draft that was never released needs no reason.
    let folder = Folder::new();
    folder.run(Mode::Write, FIRST).unwrap();
    contains(
        &gone(&folder).unwrap(),
        &["it was never released", "`use the_crate as _;`"],
    );
    run(&folder.path(), Mode::Write, &[]).unwrap();
    assert!(!folder.text().contains("order"));
}

#[test]
fn a_function_that_is_in_no_lock_is_told() {
    let folder = Folder::released();
    let program = [own("bill", FIRST), own("order", FIRST)];
    let why = run(&folder.path(), Mode::Check, &program).unwrap_err();
    contains(
        &why,
        &["bill: it is not in durable.lock; `DURABLE_LOCK=write cargo test` adds it"],
    );
    run(&folder.path(), Mode::Write, &program).unwrap();
    run(&folder.path(), Mode::Check, &program).unwrap();
    // In the order of the names, so that two branches that add one each rarely meet.
    assert!(folder.text().find("bill") < folder.text().find("order"));
}

#[test]
fn each_version_of_a_function_has_releases_of_its_own() {
    let folder = Folder::new();
    let program = |second: &str| {
        [
            own("order", FIRST),
            own("order#2", second),
            own("order#10", FIRST),
        ]
    };
    let said = run(&folder.path(), Mode::Release, &program(FIRST)).unwrap();
    contains(
        &said,
        &["Released: order v1, order version 2 v1, order version 10 v1."],
    );
    let text = folder.text();
    let [second, tenth] = ["2", "10"].map(|version| {
        let entry = format!("name = \"order\"\nversion = \"{version}\"\nfile");
        text.find(&entry).unwrap_or_else(|| panic!("{text}"))
    });
    assert!(second < tenth);
    assert_eq!(text_of(&Lock::read(&text).unwrap()), text);

    let why = run(&folder.path(), Mode::Check, &program(&both())).unwrap_err();
    contains(
        &why,
        &[
            "order version 2 (:10), against v1",
            "order version 2: decide what becomes of the instances at sleep#1 of v1",
            "after the other lines of `order` version 2, with a reason",
        ],
    );
    // A version that is gone blocks its instances, whatever others there are.
    let [_, _, tenth] = program(FIRST);
    let why = run(&folder.path(), Mode::Check, &[own("order", FIRST), tenth]).unwrap_err();
    contains(
        &why,
        &["order version 2: it was released, and the program doesn't have it"],
    );

    let twice = text.replace("version = \"10\"", "version = \"2\"");
    let error = Lock::read(&twice).unwrap_err().to_string();
    contains(&error, &["`order` version 2 is there twice"]);
}

#[test]
fn a_lock_of_another_name_is_told_by_that() {
    let folder = Folder::new();
    let path = folder.folder.path().join("billing.lock");
    let program = [own("bill", FIRST)];
    run(&path, Mode::Write, &[]).unwrap();
    let why = run(&path, Mode::Check, &program).unwrap_err();
    contains(&why, &["bill: it is not in billing.lock"]);
}

#[test]
fn nothing_is_released_before_it_is_decided() {
    let folder = Folder::released();
    let before = folder.text();
    let why = folder.run(Mode::Release, &both()).unwrap_err();
    contains(&why, &["ASK", "Nothing is released."]);
    assert_eq!(folder.text(), before);
    let files = std::fs::read_dir(folder.folder.path()).unwrap();
    assert_eq!(files.count(), 1);
}

#[test]
fn the_environment_tells_what_to_do() {
    assert_eq!(Mode::of(None, true), Ok(Mode::Check));
    assert_eq!(Mode::of(Some("write"), false), Ok(Mode::Write));
    assert_eq!(Mode::of(Some("release"), false), Ok(Mode::Release));
    contains(
        &Mode::of(Some("write"), true).unwrap_err(),
        &["so is CI, where nothing is written"],
    );
    for other in ["", "1", "Write"] {
        contains(
            &Mode::of(Some(other), false).unwrap_err(),
            &["may be `write`"],
        );
    }
}

/// What is wrong with a lock, once a part of a good one is replaced.
#[track_caller]
fn refused(part: &str, by: &str, line: Option<usize>, expected: &str) {
    let folder = Folder::released();
    folder.add(&decision(&format!(
        "{}to = \"sleep#1\"\nreason = \"it is right\"",
        code(FIRST)
    )));
    let good = folder.text();
    Lock::read(&good).unwrap();
    assert!(good.contains(part), "{good}");
    let error = Lock::read(&good.replacen(part, by, 1)).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(error.line(), line, "{error}");
}

#[test]
fn a_lock_that_was_merged_badly_is_refused_at_the_line() {
    refused(
        "[[function.released]]",
        "<<<<<<< HEAD\n[[function.released]]",
        Some(10),
        "a merge conflict. Keep the released machines",
    );
    let released = |version| {
        let digest = hex(digest_of("1\nu\nb\nn\n"));
        format!(
            "[[function.released]]\nversion = \"{version}\"\ndigest = \"{digest}\"\nlines = {{  }}\ntext = '''\n1\nu\nb\nn\n'''\n\n[[function.released]]\nversion = \"v1\""
        )
    };
    let first = "[[function.released]]\nversion = \"v1\"";
    refused(
        first,
        &released("v1"),
        Some(22),
        "v1 of `order` is there twice",
    );
    refused(
        first,
        &released("v2"),
        Some(22),
        "v1 of `order` is behind v2: put them in ascending order",
    );
    let twice = "[[function]]\nname = \"order\"\nfile = \"\"\n\n[[function]]\nname";
    refused(
        "[[function]]\nname",
        twice,
        Some(11),
        "`order` is there twice, also in line 7",
    );
}

#[test]
fn a_lock_that_was_edited_by_hand_is_refused_at_the_line() {
    refused(
        "s let §1=price(§0)",
        "s let §1=cost(§0)",
        Some(12),
        "the text of v1 of `order` is not the one of its digest. It was edited by hand, or merged badly; take it from the commit",
    );
    refused("reason = \"it is right\"", "", Some(31), "needs a `reason`");
    refused("\"it is right\"", "\" \"", Some(31), "needs a `reason`");
    refused("\"it is right\"", "\"…\"", Some(31), "needs a `reason`");
    refused("reason =", "raeson =", Some(35), "unknown field `raeson`");
    refused(
        "to = \"sleep#1\"\n",
        "",
        Some(31),
        "needs either `to = \"…\"`",
    );
    refused(
        "to = \"sleep#1\"",
        "to = \"sleep#1\"\nblock = true",
        Some(31),
        "needs either `to = \"…\"`",
    );
    refused(
        "version = \"v1\"",
        "version = \"1\"",
        Some(11),
        "`1` is no version of a released machine",
    );
    refused("digest = \"", "digest = \"xyz", Some(12), "is no digest");
    refused(
        "file = \"\"",
        "retired = \"\"\nfile = \"\"",
        Some(8),
        "`retired` needs a reason",
    );
}

/// Whatever is cut out, doubled or replaced: the lock is refused, or has only what was released.
#[test]
fn no_damage_changes_what_was_released() {
    let folder = Folder::released();
    folder.run(Mode::Release, &checked()).unwrap();
    folder.add(&decision(&format!(
        "{}to = \"sleep#1\"\nreason = \"it is right\"",
        code(&checked())
    )));
    let good = folder.text();
    let lines: Vec<&str> = good.lines().collect();
    let chars: Vec<char> = good.chars().collect();
    let texts = [FIRST.to_owned(), checked()];
    let (mut read, mut seed) = (0, 1_u64);
    for _ in 0..2_000 {
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % below
        };
        let (line, at) = (random(lines.len()), random(chars.len()));
        let damaged = match random(4) {
            0 => [&lines[..line], &lines[line + 1..]].concat().join("\n"),
            1 => [&lines[..line], &lines[line.saturating_sub(3)..]]
                .concat()
                .join("\n"),
            2 => chars[..at].iter().collect(),
            _ => {
                let mut chars = chars.clone();
                chars[at] = ['"', '\'', '\n', '1', '[', '§'][random(6)];
                chars.into_iter().collect()
            }
        };
        let Ok(lock) = Lock::read(&damaged) else {
            continue;
        };
        read += 1;
        for function in &lock.functions {
            for released in &function.released {
                assert!(texts.contains(&released.machine.text), "{damaged}");
            }
        }
        crate::lock::check::check(&lock, &[own("order", &both())], &[]);
    }
    // Some cuts leave a whole lock, with fewer releases or without the decision.
    assert!((10..1_500).contains(&read), "{read} were read");
}

#[test]
fn a_text_that_is_no_lock_is_refused() {
    refused(
        "format = 1",
        "format = 2",
        None,
        "it is of format 2, and this version of durable-runtime reads format 1",
    );
    refused("format = 1", "", None, "it has no `format`");
    refused("format = 1", "format", Some(4), "durable.lock, line 4: ");
    refused("file = ", "flie = ", Some(8), "unknown field `flie`");
    let error = Lock::read("\u{0}\u{1}").unwrap_err();
    assert_eq!(error.line(), Some(1));
}
