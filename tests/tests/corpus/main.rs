//! The corpus: orchestrators over every form of the language that a body may have. Each runs as the plain
//! async function that it is, durably, and durably with the whole runtime dropped and the store opened
//! again after every committed step; all three give the same result by the same activity calls.
//!
//! Functions here are written for the form that they show and not for beauty.
#![allow(
    clippy::all,
    clippy::pedantic,
    for_loops_over_fallibles,
    non_upper_case_globals,
    path_statements,
    redundant_semicolons,
    unreachable_pub,
    unused_assignments,
    unused_braces,
    unused_parens,
    unused_qualifications,
    while_true,
    reason = "a function of the corpus is there for the form that it has, odd forms most of all"
)]

mod activities;
mod async_blocks;
mod at_once;
mod attributes;
mod blanket_traits;
mod block_ends;
mod borrow_shapes;
mod borrows;
mod branches;
mod captures;
mod closures;
mod earlier;
mod endings;
mod errors;
mod expressions;
mod failures;
mod for_loops;
#[allow(
    unused,
    unreachable_patterns,
    reason = "what a generated program makes need not be needed"
)]
mod found;
#[allow(
    unused,
    reason = "a generated program does not care whether what it makes is needed"
)]
mod generated;
mod guards;
mod hiding;
mod in_parts;
mod inline;
mod items;
mod join_sets;
mod joins;
mod jumps;
mod large;
mod lets;
mod locals;
mod loop_heads;
mod loops;
mod macros;
mod matches;
mod moves;
mod names;
mod number_types;
mod operands;
mod parameters;
mod picked;
mod programs;
mod reborrows;
mod receivers;
mod renewed;
mod scopes;
mod selects;
mod sequences;
mod set_ends;
mod set_scopes;
mod statements;
mod tasks;
mod together;
mod waiting;
mod windows;
mod workflows;
mod written_by_macros;

/// The programs are printed anew with `cargo run -p durable-tests --bin generate`, whose arguments stand in the
/// first lines of the file.
#[test]
fn generated_programs_are_those_of_their_seed() {
    let generated = durable_tests::programs::module(generated::SEED, generated::COUNT);
    assert!(
        include_str!("generated.rs") == generated,
        "the generator gives other programs: print them anew"
    );
}
