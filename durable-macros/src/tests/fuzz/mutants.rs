//! Mutants of the checker: each leaves out one of its conditions, and the pairs of `pairs.txt`, the edits of `tests/edits`, the
//! checker's own tests or the random programs must find that. The list is in `mutants.txt`.
//! `cargo test -p durable-macros --lib mutants -- --ignored --nocapture` takes a few minutes; `ONLY='slice.rs|lineage'` chooses some.
//!
//! The checker needs nothing but the standard library, so each mutant is a program that rustc compiles in seconds. It is given pairs
//! of texts, and answers as the checker would.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use durable_runtime::testing::hooks::{Compared, Found};

use super::pairs::{Pair, pairs};
use super::{Answers, Case, Counts, number, random_of};
use crate::tests::edits;

/// A condition that is left out.
struct Mutant {
    name: String,
    /// Why no instance can tell it from the checker.
    is_equivalent: bool,
    file: String,
    /// The lines that are left out, and what stands there instead, for each place.
    places: Vec<(Vec<String>, Vec<String>)>,
}

/// The program around a mutant: pairs of texts in, answers out.
const MAIN: &str = r#"
#![allow(warnings)]
mod upgrade;
use std::io::{BufRead, Read, Write};
use upgrade::{Class, Graph, Moves};
fn main() {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut head = String::new();
    while input.read_line(&mut head).unwrap() > 0 {
        let words: Vec<usize> = head.split_whitespace().map(|word| word.parse().unwrap()).collect();
        head.clear();
        let mut text = |length: usize| {
            let mut bytes = vec![0; length];
            input.read_exact(&mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let (old, new) = (text(words[0]), text(words[1]));
        let (old, new) = (Graph::read(&old).ok().unwrap(), Graph::read(&new).ok().unwrap());
        let moves = Moves::between(&old, &new);
        for point in old.point_names() {
            match moves.of(point, words[2] == 1) {
                Ok(found) => {
                    write!(output, "{point}\t{}\t{}\t", found.class as u8, found.to).unwrap();
                    for (was, is) in &found.variables.places {
                        write!(output, "{} {} {} {} ", was.0, was.1, is.0, is.1).unwrap();
                    }
                    for (was, is) in &found.needed.locals {
                        write!(output, "\t{was}\t{is}").unwrap();
                    }
                    for local in &found.needed.defaults {
                        write!(output, "\t{local}\t*").unwrap();
                    }
                    for argument in &found.needed.arguments {
                        write!(output, "\t{}\t={}", argument.parameter, argument.local).unwrap();
                    }
                    writeln!(output).unwrap();
                }
                Err(why) => writeln!(output, "{point}\t{why}").unwrap(),
            }
        }
        writeln!(output, ".").unwrap();
    }
}
"#;

fn mutants() -> Vec<Mutant> {
    let list = include_str!("mutants.txt");
    let parts = list
        .split("\n\n")
        .filter(|part| !part.trim_start().starts_with('#'));
    let mutants = parts.filter(|part| !part.trim().is_empty()).map(|part| {
        let mut lines = part.trim().lines();
        let (file, name) = lines
            .next()
            .and_then(|head| head.split_once(": "))
            .expect("a mutant has a file and a name");
        let mut places = vec![(Vec::new(), Vec::new())];
        for line in lines {
            let (mark, line) = line.split_at(1);
            let is_another = mark == "-" && places.last().is_some_and(|(_, to)| !to.is_empty());
            if is_another {
                places.push((Vec::new(), Vec::new()));
            }
            let (from, to) = places.last_mut().expect("there is one");
            match mark {
                "-" => from.push(line.trim().to_owned()),
                "+" => to.push(line.trim().to_owned()),
                _ => panic!("`{line}` is neither left out nor put in"),
            }
        }
        Mutant {
            name: name.to_owned(),
            is_equivalent: name.contains("(equivalent"),
            file: file.to_owned(),
            places,
        }
    });
    mutants.collect()
}

impl Mutant {
    /// The source of a file with the condition left out.
    fn of(&self, source: &str) -> String {
        let mut source = source.to_owned();
        for (from, to) in &self.places {
            let lines: Vec<&str> = source.lines().collect();
            let is_here = |at: &usize| {
                let lines = lines[*at..].iter().map(|line| line.trim());
                lines.take(from.len()).eq(from.iter().map(String::as_str))
            };
            let found: Vec<usize> = (0..lines.len()).filter(is_here).collect();
            let [at] = found[..] else {
                panic!("{}: the lines are in {} places", self.name, found.len());
            };
            let to: Vec<&str> = to.iter().map(String::as_str).collect();
            source = [&lines[..at], &to, &lines[at + from.len()..]]
                .concat()
                .join("\n");
        }
        source
    }

    fn build(&self, number: usize, folder: &Path) -> PathBuf {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../durable-runtime/src/upgrade");
        let folder = folder.join(number.to_string());
        std::fs::create_dir_all(folder.join("upgrade")).expect("a folder can be made");
        for file in std::fs::read_dir(sources).expect("the checker is there") {
            let path = file.expect("the folder can be read").path();
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let mut source = std::fs::read_to_string(&path).expect("it can be read");
            if name == self.file {
                source = self.of(&source);
            }
            // The only derive that isn't the standard library's, and tests of it.
            if source.contains("thiserror::Error") {
                let (code, tests) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
                let code = without_errors(code);
                source = if name == "decision.rs" {
                    code
                } else {
                    format!("{code}#[cfg(test)]{tests}")
                };
            }
            std::fs::write(folder.join("upgrade").join(&*name), source).expect("it can be written");
        }
        std::fs::write(folder.join("main.rs"), MAIN).expect("it can be written");
        folder.join("main.rs")
    }
}

/// A source without the texts of its errors, which are shown as `{:?}` shows them.
fn without_errors(source: &str) -> String {
    let mut texts = String::new();
    for derived in source.split("thiserror::Error)]").skip(1) {
        let words: Vec<&str> = derived.split_whitespace().collect();
        let is_kind = |word: &&str| matches!(*word, "enum" | "struct");
        let at = words.iter().position(is_kind).expect("a type follows");
        let name = words[at + 1];
        write!(
            texts,
            "impl std::fmt::Display for {name} {{
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
                    write!(f, \"{{self:?}}\")
                }}
            }}\n"
        )
        .expect("a string takes all");
    }
    let source = source.replace(", thiserror::Error", "");
    let mut parts = source.split("#[error(");
    let first = parts.next().unwrap_or_default().to_owned();
    let code = parts.fold(first, |source, part| {
        let (_, rest) = part.split_once(")]").expect("the attribute ends");
        source + rest
    });
    code + &texts
}

/// Compiles a program, or its tests.
fn compiled(main: &Path, name: &str, options: &[&str]) -> PathBuf {
    let program = main.with_file_name(name);
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition", "2024", "-C", "debuginfo=0", "-o"]);
    let rustc = rustc.arg(&program).arg(main).args(options);
    let status = rustc.stderr(Stdio::null()).status();
    let is_built = status.expect("rustc can be run").success();
    assert!(is_built, "{}: it isn't Rust", main.display());
    program
}

/// A program that ends after a while whatever it does: a mutant may not end.
fn limited(program: &Path) -> Command {
    let mut command = Command::new("timeout");
    command.arg("120").arg(program);
    command
}

/// A pair of texts, and whether the instances have run only the old one.
type Question = (String, String, bool);

/// What a program answers; `None` if it ends before it has answered all.
fn ask(program: &Path, questions: &[Question]) -> Option<Vec<Vec<Compared>>> {
    let mut command = limited(program);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command
        .stderr(Stdio::null())
        .spawn()
        .expect("it can be run");
    let mut input = child.stdin.take().expect("it reads");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            for (old, new, is_exact) in questions {
                let exact = u8::from(*is_exact);
                let text = format!("{} {} {exact}\n{old}{new}", old.len(), new.len());
                // A mutant may have panicked.
                let _ = input.write_all(text.as_bytes());
            }
        });
        child.wait_with_output().expect("it ends")
    });
    let text = String::from_utf8(output.stdout).expect("it is text");
    let answers: Vec<Vec<Compared>> = text.split_terminator(".\n").map(answer).collect();
    (output.status.success() && answers.len() == questions.len()).then_some(answers)
}

fn answer(text: &str) -> Vec<Compared> {
    let lines = text.lines().filter(|line| !line.is_empty()).map(|line| {
        let words: Vec<&str> = line.split('\t').collect();
        let pairs = words.get(4..).unwrap_or_default();
        let pairs = pairs.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        let found = match &words[..] {
            [_, class, to, variables, ..] => Ok(Found {
                point: (*to).to_owned(),
                by_past: *class == "0",
                is_consistent: *class == "2",
                locals: {
                    let locals = pairs.clone().filter(|(_, is)| !is.starts_with(['=', '*']));
                    locals
                        .map(|(was, is)| (was.to_owned(), is.to_owned()))
                        .collect()
                },
                defaults: {
                    let defaults = pairs.clone().filter(|(_, is)| *is == "*");
                    defaults.map(|(local, _)| local.to_owned()).collect()
                },
                arguments: pairs
                    .filter_map(|(was, is)| {
                        Some((was.to_owned(), is.strip_prefix('=')?.to_owned()))
                    })
                    .collect(),
                variables: {
                    let numbers: Vec<u32> = variables
                        .split_whitespace()
                        .map(|word| word.parse().expect("it is a number"))
                        .collect();
                    let places = numbers.chunks(4);
                    places
                        .map(|place| [(place[0], place[1]), (place[2], place[3])])
                        .collect()
                },
            }),
            [_, why] => Err((*why).to_owned()),
            _ => panic!("`{line}` is no answer"),
        };
        Compared {
            point: words[0].to_owned(),
            found,
        }
    });
    lines.collect()
}

/// Tells how a mutant is found, if it is.
fn found(
    main: &Path,
    pairs: &[Pair],
    edits: &[(String, String, String)],
    cases: &[Case],
) -> Option<String> {
    let program = &compiled(main, "mutant", &[]);
    let questions: Vec<Question> = pairs
        .iter()
        .map(|pair| (pair.old.clone(), pair.new.clone(), pair.is_exact))
        .collect();
    let Some(answers) = ask(program, &questions) else {
        return Some("it panics, or never ends".to_owned());
    };
    let mut wrong = pairs.iter().zip(answers);
    if let Some(what) = wrong.find_map(|(pair, answers)| pair.wrong(&answers)) {
        return Some(format!("the pair `{what}`"));
    }
    let questions: Vec<Question> = edits
        .iter()
        .map(|(old, new, _)| (old.clone(), new.clone(), true))
        .collect();
    let Some(answers) = ask(program, &questions) else {
        return Some("it panics".to_owned());
    };
    for ((.., point), answers) in edits.iter().zip(answers) {
        let is_moved = |answer: &Compared| answer.point == *point && answer.found.is_ok();
        if answers.iter().any(is_moved) {
            return Some(format!("an edit's `{point}` moves"));
        }
    }
    let mut tests = limited(&compiled(main, "tests", &["--test"]));
    let output = tests.output().expect("it can be run");
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed = text.lines().find(|line| line.ends_with("FAILED"));
        return Some(failed.unwrap_or("its tests don't end").to_owned());
    }
    for (at, cases) in cases.chunks(500).enumerate() {
        let questions: Vec<Question> = cases.iter().flat_map(Case::questions).collect();
        let Some(answers) = ask(program, &questions) else {
            return Some("it panics, or never ends".to_owned());
        };
        let mut answers = answers.into_iter();
        for (number, case) in cases.iter().enumerate() {
            let mut next = || Answers {
                exact: answers.next().expect("all is answered"),
                inexact: answers.next().expect("all is answered"),
            };
            if let Err(what) = case.check(&[next(), next()], &mut Counts::default()) {
                return Some(format!("case {}: {what}", at * 500 + number));
            }
        }
    }
    None
}

/// What the test below needs: the lines of each mutant stand in the checker once, and the checker can be built alone.
#[test]
fn the_list_of_mutants_fits_the_checker() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../durable-runtime/src/upgrade");
    for mutant in mutants() {
        let source = std::fs::read_to_string(sources.join(&mutant.file));
        mutant.of(&source.expect("the file is there"));
    }
    let folder = std::env::temp_dir().join(format!("checker-{}", std::process::id()));
    let unchanged = Mutant {
        name: "unchanged".to_owned(),
        is_equivalent: true,
        file: String::new(),
        places: Vec::new(),
    };
    let main = unchanged.build(0, &folder);
    let how = found(&main, &pairs(), &edits::that_stay(), &[]);
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(how, None);
}

#[test]
#[ignore = "it compiles each mutant: some minutes"]
fn a_checker_without_one_of_its_conditions_is_found() {
    let (seed, count) = (number("SEED", 1), number("COUNT", 20_000));
    let cases = (0..count).filter_map(|pair| Case::random(&mut random_of(seed, pair)).ok()?);
    let cases: Vec<Case> = cases.collect();
    let (pairs, edits) = (pairs(), edits::that_stay());
    let folder = std::env::temp_dir().join(format!("mutants-{}", std::process::id()));
    let only = std::env::var("ONLY").unwrap_or_default();
    let mutants = mutants();
    let chosen = mutants.iter().enumerate();
    let chosen = chosen.filter(|(_, mutant)| {
        let name = format!("{}: {}", mutant.file, mutant.name);
        only.split('|').any(|only| name.contains(only))
    });
    let (left, survivors) = (Mutex::new(chosen), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("no other one has failed").next();
                    let Some((number, mutant)) = next else { break };
                    let how = found(&mutant.build(number, &folder), &pairs, &edits, &cases);
                    let (file, name) = (&mutant.file, &mutant.name);
                    let told = how.as_deref().unwrap_or("NOT FOUND");
                    println!("{file}: {name}: {told}");
                    let _ = std::fs::remove_dir_all(folder.join(number.to_string()));
                    if how.is_none() != mutant.is_equivalent {
                        let mut survivors = survivors.lock().expect("no other one has failed");
                        survivors.push(name.clone());
                    }
                }
            });
        }
    });
    let _ = std::fs::remove_dir_all(&folder);
    let survivors = survivors.into_inner().expect("no one has failed");
    assert!(
        survivors.is_empty(),
        "not as the list has it: {survivors:?}"
    );
}
