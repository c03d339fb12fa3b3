//! Random programs, and random edits of them. An instance of the program is stopped at a random await and continued in the edited
//! program, where the comparison of machines allows that. What the runs do is compared:
//!
//! - where the past is the same, with a run of the edited program from its start;
//! - where the future is the same, with a run of the old program.
//!
//! A refactoring may stop no instance. `SEED=7 COUNT=100000 cargo test -p durable-macros --lib fuzz -- --nocapture` runs more.

mod program;
mod run;

use durable_runtime::testing::hooks::{Found, compare_machines};

use self::program::{Program, Random};
use self::run::{Machine, Run};
use crate::expand::machine_text;

/// How much of a run is compared, in pieces of code.
const LENGTH: usize = 120;

#[derive(Default)]
struct Counts {
    by_past: usize,
    by_future: usize,
    consistent: usize,
    stay: usize,
    refactorings: usize,
}

fn text_of(program: &Program) -> String {
    let source = program.to_string();
    let item = source
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {source}"));
    machine_text(&item).unwrap_or_else(|| panic!("it isn't compiled:\n{source}"))
}

/// Compares one pair. Returns what went wrong.
fn check(random: &mut Random, counts: &mut Counts) -> Result<(), String> {
    let old = program::program(random);
    let (new, is_refactoring) = program::edited(&old, random);
    let texts = [&old, &new].map(text_of);
    let [old_machine, new_machine] = [0, 1].map(|number| Machine::read(&texts[number]));
    let all = compare_machines(&texts[0], &texts[1], true)?;
    let only_future = compare_machines(&texts[0], &texts[1], false)?;
    let told = |what: String| {
        format!(
            "{what}\n--- before\n{old}\n--- after\n{new}\n{}\n{}",
            texts[0], texts[1]
        )
    };
    for stop in 0..6 {
        let mut run = Run::start(&old_machine);
        let Some(point) = run.until_await(&old_machine, stop) else {
            break;
        };
        for (compared, is_exact) in [(&all, true), (&only_future, false)] {
            let found = compared.iter().find(|compared| compared.point == point);
            let found = &found
                .ok_or_else(|| told(format!("`{point}` was not compared")))?
                .found;
            match found {
                // By the rules of these runs, all code has an influence on what it names.
                Ok(found) if found.is_consistent => counts.consistent += 1,
                Ok(found) => {
                    let right = if found.by_past {
                        counts.by_past += 1;
                        by_past(&old_machine, &new_machine, &run, found, stop)
                    } else {
                        counts.by_future += 1;
                        by_future(&old_machine, &new_machine, &run, found)
                    };
                    right.map_err(|what| {
                        told(format!("at `{point}` (stop {stop}): {what}: {found:?}"))
                    })?;
                }
                Err(why) if is_refactoring && is_exact => {
                    return Err(told(format!("a refactoring stops `{point}`: {why}")));
                }
                Err(_) => counts.stay += 1,
            }
        }
        counts.refactorings += usize::from(is_refactoring);
    }
    Ok(())
}

/// The instance does what the old program would have done.
fn by_future(old: &Machine, new: &Machine, run: &Run, found: &Found) -> Result<(), String> {
    let mut stays = run.clone();
    let mut moved = run.moved(old, new, found)?;
    stays.go_on(old, LENGTH);
    moved.go_on(new, LENGTH);
    same(&stays, &moved)
}

/// The instance is where a run of the new program is, and does the same.
fn by_past(
    old: &Machine,
    new: &Machine,
    run: &Run,
    found: &Found,
    stop: usize,
) -> Result<(), String> {
    let mut fresh = Run::start(new);
    let point = fresh.until_await(new, stop);
    if point.as_deref() != Some(found.point.as_str()) {
        return Err(format!("a run of the new program is at {point:?}"));
    }
    let mut moved = run.moved(old, new, found)?;
    moved.go_on(new, LENGTH);
    fresh.go_on(new, LENGTH);
    same(&fresh, &moved)
}

fn same(one: &Run, other: &Run) -> Result<(), String> {
    if one.done == other.done {
        return Ok(());
    }
    let at = one
        .done
        .iter()
        .zip(&other.done)
        .position(|(one, other)| one != other);
    Err(format!(
        "the runs differ at {at:?} of {} and {}",
        one.done.len(),
        other.done.len()
    ))
}

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |given| given.parse().expect("it is a number"))
}

#[test]
fn an_edited_program_never_misplaces_an_instance() {
    let (seed, count) = (number("SEED", 1), number("COUNT", 1_500));
    let mut counts = Counts::default();
    for pair in 0..count {
        let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(pair));
        if let Err(what) = check(&mut random, &mut counts) {
            panic!("SEED={seed}, pair {pair}: {what}");
        }
    }
    println!(
        "{count} pairs of seed {seed}: {} moves by the past, {} by the future, {} are consistent, {} stay; {} stops in refactorings",
        counts.by_past, counts.by_future, counts.consistent, counts.stay, counts.refactorings
    );
    assert!(counts.by_past > 0 && counts.by_future > 0 && counts.stay > 0);
}
