//! Random programs, and random edits of them. An instance of the program is stopped at a random await and continued in the edited
//! program, where the comparison of machines allows that. What the runs do is compared:
//!
//! - where the past is the same, with a run of the edited program from its start;
//! - where the future is the same, with a run of the old program.
//!
//! Then the instance goes on, and is continued in a third program. A refactoring may stop no instance, and two programs that may
//! do different things have different texts. `SEED=7 COUNT=100000 cargo test -p durable-macros --lib fuzz -- --nocapture` runs more.

#![allow(
    clippy::match_same_arms,
    clippy::too_many_lines,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::cast_possible_truncation,
    clippy::semicolon_if_nothing_returned,
    reason = "a long list of cases, which are tests"
)]

mod edit;
mod make;
mod mutants;
mod pairs;
mod print;
mod program;
mod run;
mod text;

use durable_runtime::testing::hooks::{Compared, Found, compare_machines};

use self::program::{Program, Random};
use self::run::{Changes, ENDS_NOTHING, Run};
use self::text::Machine;
use crate::expand::machine_text;

/// How much of a run is compared, in pieces of code.
const LENGTH: usize = 100;
/// How many awaits of a run are looked at.
const STOPS: usize = 6;
/// How many failures a run tells before it ends.
const FAILURES: usize = 20;

#[derive(Default)]
struct Counts {
    by_past: usize,
    consistent: usize,
    by_future: usize,
    stay: usize,
    refactorings: usize,
    /// Moves after another move.
    again: usize,
    in_blocks: usize,
    /// Programs that the macros refuse.
    refused: usize,
}

/// A program in three versions.
struct Case {
    programs: [Program; 3],
    texts: [String; 3],
    /// Whether an edit means nothing.
    refactorings: [bool; 2],
}

/// Where the instances of one version continue in the next one.
struct Answers {
    /// Of instances that have run only the version.
    exact: Vec<Compared>,
    /// Of others.
    inexact: Vec<Compared>,
}

impl Case {
    /// A random case, if the macros take the programs.
    fn random(random: &mut Random) -> Result<Option<Self>, String> {
        let first = make::program(random);
        let (second, is_refactoring) = edit::edited(&first, random);
        let (third, is_refactoring_again) = if random.one_in(4) {
            // A log line that comes back may name what was not kept.
            (first.clone(), false)
        } else {
            edit::edited(&second, random)
        };
        let programs = [first, second, third];
        let forms = programs.each_ref().map(print::canonical);
        // rustc would refuse these.
        let is_wrong = |form: &String| {
            // The first local is `x`, a parameter that is no `mut`.
            let wrong = ["unknown ", "break 0", "continue 0", "\nv0 = ", "&mut v0"];
            wrong.iter().any(|wrong| form.contains(wrong))
        };
        // Nothing after such a loop is needed, and a run in the model leaves every loop.
        if forms.iter().any(is_wrong) || programs.iter().any(Program::hangs) {
            return Ok(None);
        }
        let texts = programs.each_ref().map(text_of);
        let [Some(one), Some(two), Some(three)] = texts else {
            return Ok(None);
        };
        let texts = [one, two, three];
        if texts
            .iter()
            .any(|text| Machine::read(text).misuses_borrow())
        {
            return Ok(None);
        }
        for (at, is_refactoring) in [is_refactoring, is_refactoring_again]
            .into_iter()
            .enumerate()
        {
            let has_one_form = forms[at] == forms[at + 1];
            if is_refactoring && !has_one_form {
                return Err(format!("no refactoring:\n{}\n{}", forms[at], forms[at + 1]));
            }
            // An exit of the inner loop may lead where one of the outer loop leads.
            let may_be_one = without_exits(&forms[at]) == without_exits(&forms[at + 1]);
            if !may_be_one && without_names(&texts[at]) == without_names(&texts[at + 1]) {
                return Err(format!(
                    "different programs of one text:\n{}\n{}\n{}",
                    programs[at],
                    programs[at + 1],
                    texts[at]
                ));
            }
        }
        Ok(Some(Self {
            refactorings: [is_refactoring, is_refactoring_again],
            programs,
            texts,
        }))
    }

    /// What the answers are to: pairs of texts, and whether the instances have run only the old one.
    fn questions(&self) -> [(String, String, bool); 4] {
        [(0, true), (0, false), (1, true), (1, false)].map(|(at, is_exact)| {
            let [old, new] = [at, at + 1].map(|at| self.texts[at].clone());
            (old, new, is_exact)
        })
    }

    fn answers(&self) -> Result<[Answers; 2], String> {
        let of = |at: usize| -> Result<Answers, String> {
            let (old, new) = (&self.texts[at], &self.texts[at + 1]);
            Ok(Answers {
                exact: compare_machines(old, new, true)?,
                inexact: compare_machines(old, new, false)?,
            })
        };
        Ok([of(0)?, of(1)?])
    }

    /// Holds the answers against runs. Returns what went wrong.
    fn check(&self, answers: &[Answers; 2], counts: &mut Counts) -> Result<(), String> {
        let machines = self.texts.each_ref().map(|text| Machine::read(text));
        for (at, answers) in answers.iter().enumerate() {
            let blocked = answers.exact.iter().find(|answer| answer.found.is_err());
            if let Some(blocked) = blocked.filter(|_| self.refactorings[at]) {
                return Err(format!("a refactoring ({at}) stops it: {blocked:?}"));
            }
        }
        let steps = [0, 1].map(|at| Step {
            old: &machines[at],
            new: &machines[at + 1],
            answers: &answers[at],
        });
        for unit in 1..machines[0].units.len() {
            steps[0].check_block(unit, counts)?;
        }
        for (changes, stop) in [Changes::All, Changes::Certain]
            .into_iter()
            .flat_map(|changes| (0..STOPS).map(move |stop| (changes, stop)))
        {
            let mut run = Run::start(&machines[0], changes);
            if run.until_await(&machines[0], stop).is_none() {
                continue;
            }
            counts.refactorings += usize::from(self.refactorings[0]);
            for is_exact in [true, false] {
                let Some((mut moved, by_past)) = steps[0].check(&run, stop, is_exact, counts)?
                else {
                    continue;
                };
                if !is_exact {
                    continue;
                }
                for more in 0..3 {
                    let is_there = match more {
                        0 => moved.point(),
                        _ => moved.until_await(&machines[1], 0),
                    };
                    if is_there.is_none() {
                        break;
                    }
                    counts.again += usize::from(
                        steps[1]
                            .check(&moved, stop + more, by_past, counts)?
                            .is_some(),
                    );
                }
            }
        }
        Ok(())
    }

    fn told(&self, what: &str) -> String {
        let mut text = what.to_owned();
        for (program, machine) in self.programs.iter().zip(&self.texts) {
            text.push_str(&format!("\n--- version\n{program}\n{machine}"));
        }
        text
    }
}

/// From one version to the next one.
struct Step<'a> {
    old: &'a Machine,
    new: &'a Machine,
    answers: &'a Answers,
}

impl Step<'_> {
    /// Moves a run, and compares what it does then. Returns the moved run, and whether it has the new version's past.
    fn check(
        &self,
        run: &Run,
        stop: usize,
        is_exact: bool,
        counts: &mut Counts,
    ) -> Result<Option<(Run, bool)>, String> {
        if !run.is_possible(self.old) {
            return Ok(None);
        }
        let Some(found) = self.found(run, is_exact)? else {
            counts.stay += 1;
            return Ok(None);
        };
        let right = if found.is_consistent {
            if run.changes() == Changes::All {
                // Where code changes all that it names, all code has an influence.
                counts.stay += 1;
                return Ok(None);
            }
            counts.consistent += 1;
            self.consistent(run, found, stop)
        } else if found.by_past {
            counts.by_past += 1;
            self.by_past(run, found, stop)
        } else {
            counts.by_future += 1;
            self.by_future(run, found)
        };
        let moved = right.map_err(|what| format!("after {stop} awaits: {what}: {found:?}"))?;
        Ok(Some((moved, found.by_past)))
    }

    /// Stops an `async` block, and continues it in the new version.
    fn check_block(&self, unit: usize, counts: &mut Counts) -> Result<(), String> {
        let mut run = Run::start_block(self.old, unit);
        for stop in 0..3 {
            if stop > 0 && run.until_await(self.old, 0).is_none() {
                break;
            }
            if let Some(found) = self.found(&run, true)? {
                counts.in_blocks += 1;
                self.by_future(&run, found)
                    .map_err(|what| format!("in block {unit}: {what}: {found:?}"))?;
            }
        }
        Ok(())
    }

    fn found(&self, run: &Run, is_exact: bool) -> Result<Option<&Found>, String> {
        let answers = if is_exact {
            &self.answers.exact
        } else {
            &self.answers.inexact
        };
        let point = run.point().ok_or("it doesn't wait")?;
        let answer = answers.iter().find(|answer| answer.point == point);
        let answer = answer.ok_or_else(|| format!("`{point}` was not compared"))?;
        Ok(answer.found.as_ref().ok())
    }

    /// The instance does what the old program would have done.
    fn by_future(&self, run: &Run, found: &Found) -> Result<Run, String> {
        let moved = run.moved(self.old, self.new, found)?;
        let (mut stays, mut goes_on) = (run.clone(), moved.clone());
        stays.go_on(self.old, LENGTH);
        goes_on.go_on(self.new, LENGTH);
        same(&stays, &goes_on)?;
        Ok(moved)
    }

    /// A run of the new program has awaited the same, and does the same from there.
    fn consistent(&self, run: &Run, found: &Found, stop: usize) -> Result<Run, String> {
        let mut fresh = Run::start(self.new, run.changes());
        fresh.until_await(self.new, stop);
        if fresh.awaited[..stop] != run.awaited[..stop] {
            return Err("a run of the new program has awaited something else".to_owned());
        }
        self.as_from_the_start(run, found, stop, |fresh| fresh.wait_as(run))
    }

    /// The instance is where a run of the new program is, and does the same.
    fn by_past(&self, run: &Run, found: &Found, stop: usize) -> Result<Run, String> {
        self.as_from_the_start(run, found, stop, |_| {})
    }

    fn as_from_the_start(
        &self,
        run: &Run,
        found: &Found,
        stop: usize,
        wait: impl FnOnce(&mut Run),
    ) -> Result<Run, String> {
        let mut fresh = Run::start(self.new, run.changes());
        let point = fresh.until_await(self.new, stop);
        if point.as_deref() != Some(found.point.as_str()) {
            return Err(format!("a run of the new program is at {point:?}"));
        }
        let moved = run.moved(self.old, self.new, found)?;
        let mut goes_on = moved.clone();
        goes_on.go_on(self.new, LENGTH);
        wait(&mut fresh);
        fresh.go_on(self.new, LENGTH);
        same(&fresh, &goes_on)?;
        Ok(moved)
    }
}

fn same(one: &Run, other: &Run) -> Result<(), String> {
    let is_other =
        |(one, other): (&u64, &u64)| one != other && *one != ENDS_NOTHING && *other != ENDS_NOTHING;
    let at = one.done.iter().zip(&other.done).position(is_other);
    if at.is_none() && one.done.len() == other.done.len() {
        return Ok(());
    }
    Err(format!(
        "the runs differ at {at:?} of {} and {}",
        one.done.len(),
        other.done.len()
    ))
}

fn text_of(program: &Program) -> Option<String> {
    let source = program.to_string();
    let item = source
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {source}"));
    machine_text(&item)
}

/// A text without the users' names of locals.
fn without_names(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("v "));
    lines.collect::<Vec<_>>().join("\n")
}

/// A form without the loops that exits leave.
fn without_exits(form: &str) -> String {
    let lines = form.lines().map(|line| {
        let exit = ["break", "continue"]
            .into_iter()
            .find(|exit| line.starts_with(exit));
        exit.unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |given| given.parse().expect("it is a number"))
}

fn random_of(seed: u64, pair: u64) -> Random {
    Random::new(seed.wrapping_mul(1_000_003).wrapping_add(pair))
}

#[test]
fn an_edited_program_never_misplaces_an_instance() {
    let (seed, count) = (number("SEED", 1), number("COUNT", 1_000));
    let mut counts = Counts::default();
    let mut failed: Vec<(u64, String)> = Vec::new();
    for pair in number("FROM", 0)..count {
        let checked = match Case::random(&mut random_of(seed, pair)) {
            Ok(Some(case)) => case
                .answers()
                .and_then(|answers| case.check(&answers, &mut counts))
                .map_err(|what| case.told(&what)),
            Ok(None) => {
                counts.refused += 1;
                Ok(())
            }
            Err(what) => Err(what),
        };
        if let Err(what) = checked {
            println!("SEED={seed} FROM={pair} COUNT={}: {what}", pair + 1);
            failed.push((pair, what));
            if failed.len() == FAILURES {
                break;
            }
        }
    }
    println!(
        "{count} programs of seed {seed} in three versions, {} refused: {} moves by the past, {} by the future, {} are consistent, {} of them second moves, \
         {} stay; {} in blocks; {} stops in refactorings",
        counts.refused,
        counts.by_past,
        counts.by_future,
        counts.consistent,
        counts.again,
        counts.stay,
        counts.in_blocks,
        counts.refactorings
    );
    if let [(pair, what), ..] = &failed[..] {
        panic!(
            "{} failed, of them SEED={seed}, pair {pair}: {what}",
            failed.len()
        );
    }
    assert!(counts.by_past > 0 && counts.by_future > 0 && counts.consistent > 0 && counts.stay > 0);
    assert!(counts.refused < count as usize / 2, "most are refused");
}
