//! Functions that had another name in the lock.

use super::*;

/// A function with another name than before.
fn renamed(text: &str) -> Own {
    Own {
        old_keys: vec!["order".to_owned()],
        ..own("purchase", text)
    }
}

#[test]
fn a_renamed_function_is_compared_with_the_releases_of_its_old_name() {
    let folder = Folder::released();
    let run = |mode, text: &str| run(&folder.path(), mode, &[renamed(text)]);
    contains(
        &run(Mode::Check, FIRST).unwrap_err(),
        &["purchase: it is not in durable.lock"],
    );
    run(Mode::Write, FIRST).unwrap();
    run(Mode::Check, FIRST).unwrap();
    let text = folder.text();
    assert!(text.contains("name = \"order\"") && text.contains("name = \"purchase\""));

    let why = run(Mode::Check, &both()).unwrap_err();
    contains(
        &why,
        &[
            "purchase (:10), which was order, against v1",
            "sleep#1  ASK",
        ],
    );
    // Its next release is one of the new name, and the instances of the old one are still looked at.
    run(Mode::Release, FIRST).unwrap();
    let why = run(Mode::Check, &both()).unwrap_err();
    contains(
        &why,
        &[
            "purchase (:10), against v1",
            "purchase (:10), which was order, against v1",
        ],
    );
}

#[test]
fn a_function_that_is_gone_is_no_renamed_one() {
    let folder = Folder::released();
    let program = [Own {
        old_keys: vec!["bill".to_owned()],
        ..own("purchase", FIRST)
    }];
    contains(
        &run(&folder.path(), Mode::Check, &program).unwrap_err(),
        &["order: it was released, and the program doesn't have it"],
    );
}
