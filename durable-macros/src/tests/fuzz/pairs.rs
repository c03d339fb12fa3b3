//! Pairs of machines with the verdicts that they must have: for conditions of the checker that random programs rarely need. The
//! list is in `pairs.txt`.

use std::fmt::Write as _;

use durable_runtime::testing::hooks::{Compared, compare_machines};
use proc_macro2::TokenStream;

use crate::expand::machine_text;

/// What becomes of the instances that wait at a point.
pub(super) struct Expected {
    point: String,
    /// The class, the point and the locals; or a part of the reason why it stays.
    verdict: String,
}

/// Two texts, and what becomes of instances.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) old: String,
    pub(super) new: String,
    /// Whether the instances have run only the old machine.
    pub(super) is_exact: bool,
    pub(super) expected: Vec<Expected>,
}

/// A loop that polls and sleeps. What it does between these is given: statements, and blocks from number 6 on.
fn polls(given: &str) -> String {
    let lines: Vec<&str> = given.split(" / ").map(str::trim).collect();
    let end = lines.iter().position(|line| *line == "b");
    let (here, blocks) = lines.split_at(end.unwrap_or(lines.len()));
    let leads = here
        .last()
        .is_some_and(|line| line.starts_with(['w', '?', 'a']));
    let joined = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let (here, blocks) = (joined(here), joined(blocks));
    let goes_on = if leads { "" } else { "g 3\n" };
    format!(
        "1\np 0\no R\nu\nb\ns let §1=limit(&§0)\ng 1\nb\nw 2 poll#1 [0 1|] poll(§0.clone())\nb\ns let §2=__output?\n{here}{goes_on}\
         b\n? 4 5 §2>§1\nb\nr Ok(())\nb\nw 1 sleep#1 [0 1|] sleep(DAY)\n{blocks}v 0 repo\nv 1 limit\nv 2 open\n"
    )
}

/// The text of a function; the text of a machine stays.
fn text(lines: &str) -> String {
    if lines.starts_with("1\n") {
        return lines.to_owned();
    }
    let function: TokenStream = lines.parse().expect("it is made of tokens");
    machine_text(&function).expect("it is compiled")
}

pub(super) fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for part in include_str!("pairs.txt").split("\n# ").skip(1) {
        let (name, lines) = part.split_once('\n').expect("a pair has lines");
        let (mut old, mut new) = (String::new(), String::new());
        let (mut exact, mut inexact) = (Vec::new(), Vec::new());
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let (mark, rest) = line.split_at(1);
            match mark {
                "~" => {
                    let (verdict, codes) = rest.split_once(": ").expect("it has a verdict");
                    let (one, other) = codes.split_once(" ~> ").expect("there are two");
                    let verdict = match verdict.trim() {
                        "goes" => "consistent sleep#1",
                        verdict => verdict,
                    };
                    for (old, new) in [(one, other), (other, one)] {
                        pairs.push(Pair {
                            name: format!("{name}: {old} ~> {new}"),
                            old: polls(old),
                            new: polls(new),
                            is_exact: true,
                            expected: vec![Expected {
                                point: "sleep#1".to_owned(),
                                verdict: verdict.to_owned(),
                            }],
                        });
                    }
                }
                "=" | "?" => {
                    let (point, verdict) = rest.trim().split_once(": ").expect("it has a verdict");
                    let list = if mark == "=" {
                        &mut exact
                    } else {
                        &mut inexact
                    };
                    list.push(Expected {
                        point: point.to_owned(),
                        verdict: verdict.to_owned(),
                    });
                }
                _ => {
                    if mark != "+" {
                        writeln!(old, "{rest}").expect("a string takes all");
                    }
                    if mark != "-" {
                        writeln!(new, "{rest}").expect("a string takes all");
                    }
                }
            }
        }
        for (expected, is_exact) in [(exact, true), (inexact, false)] {
            if !expected.is_empty() {
                pairs.push(Pair {
                    name: name.to_owned(),
                    old: text(&old),
                    new: text(&new),
                    is_exact,
                    expected,
                });
            }
        }
    }
    pairs
}

/// An answer as the list has it.
fn told(answer: &Compared) -> String {
    let found = match &answer.found {
        Ok(found) => found,
        Err(why) => return format!("stays: {why}"),
    };
    let class = match (found.by_past, found.is_consistent) {
        (true, _) => "past",
        (_, true) => "consistent",
        _ => "future",
    };
    let mut told = format!("{class} {}", found.point);
    for (was, is) in &found.locals {
        write!(told, " {was}={is}").expect("a string takes all");
    }
    for (parameter, local) in &found.arguments {
        write!(told, " input:{parameter}={local}").expect("a string takes all");
    }
    for local in &found.defaults {
        write!(told, " default:{local}").expect("a string takes all");
    }
    for [was, is] in &found.variables {
        write!(told, " {}.{}>{}.{}", was.0, was.1, is.0, is.1).expect("a string takes all");
    }
    told
}

impl Pair {
    /// What is not as the list has it.
    pub(super) fn wrong(&self, answers: &[Compared]) -> Option<String> {
        self.expected.iter().find_map(|expected| {
            let answer = answers.iter().find(|answer| answer.point == expected.point);
            let told = answer.map_or("no such point".to_owned(), told);
            let is_right = match expected.verdict.strip_prefix("stays") {
                Some(why) => {
                    told.starts_with("stays") && told.contains(why.trim_start_matches(": "))
                }
                None => {
                    told == expected.verdict || told.starts_with(&format!("{} ", expected.verdict))
                }
            };
            (!is_right).then(|| format!("{}: {}: {told}", self.name, expected.point))
        })
    }
}

#[test]
fn pairs_of_machines_have_their_verdicts() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let answers =
            compare_machines(&pair.old, &pair.new, pair.is_exact).expect("both can be read");
        if let Some(what) = pair.wrong(&answers) {
            wrong.push(format!("{what}\n{}\n{}", pair.old, pair.new));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
