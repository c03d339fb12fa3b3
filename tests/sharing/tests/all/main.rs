//! What functions share and capture: an instance does what the same function does that is written for tokio, or says
//! that it can't.

#![allow(
    unreachable_pub,
    reason = "the functions of both worlds are public, and so is what they take and give"
)]

mod blocks;
mod cloned;
mod generated;
mod handles;
mod hidden;
mod inline;
mod refusals;
mod samples;
mod sent;
mod shared;

#[test]
fn generated_programs_are_those_of_their_seed() {
    let generated = durable_tests_sharing::programs::module(generated::SEED, generated::COUNT);
    assert!(
        include_str!("generated.rs") == generated,
        "the generator gives other programs: print them anew"
    );
}

#[test]
fn an_instance_runs_many_generated_programs_and_refuses_some() {
    let refused = generated::refused();
    let quarter = generated::COUNT / 4;
    assert!(
        (quarter..=3 * quarter).contains(&refused),
        "{refused} of {} are refused",
        generated::COUNT
    );
}
