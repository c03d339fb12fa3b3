//! How long what a user reads is, over every `.stderr` in `tests/ui`: one mistake, one error, at most 25 lines.
//!
//! A mistake is a line of the `.rs`: no two errors begin on the same one, except where `SEVERAL` says that the line has
//! several mistakes, and none underlines a whole attribute, unless the attribute is the mistake. Warnings may have no more
//! lines than errors, and aren't counted. A mistake that is told again on another line isn't found by this.
//! What breaks that is in `EXCEPTIONS` with its reason; one that no longer breaks it must be taken out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const LINES: usize = 25;

/// Lines with several mistakes: the case, the line, and how many.
const SEVERAL: &[(&str, usize, usize)] = &[
    ("arguments/unknown", 18, 5),
    ("arguments/unknown", 23, 4),
    ("arguments/wrong_types", 23, 6),
    ("arguments/wrong_types", 28, 4),
    ("arguments/wrong_types", 33, 3),
    ("await/a_plain_future_in_an_expression", 14, 3),
    ("blocks/change_hidden", 52, 2),
    ("errors/texts", 32, 2),
    ("locals/several", 10, 2),
    ("migrations/arguments", 4, 3),
    ("migrations/arguments", 18, 2),
    ("migrations/arguments", 23, 2),
    ("migrations/signature", 14, 2),
    ("migrations/signature", 27, 3),
    ("signature/impl_trait_and_references", 4, 2),
    ("signature/orchestrator_not_storable", 11, 3),
];

/// Cases in which an attribute that is underlined as a whole is the mistake.
const ATTRIBUTES: &[&str] = &["await/too_many_conditions"];

/// The case, and why it is allowed.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "await/in_json",
        "the error's note quotes the macro of another crate",
    ),
    (
        "blocks/error_type_unknown",
        "rustc alone says three times that the error type is unknown",
    ),
    (
        "concurrency/join_all_of_tuples",
        "what is no future is told by each bound of the operation",
    ),
    (
        "concurrency/select_no_future",
        "what is no future is told by each bound of tokio's macro",
    ),
    (
        "concurrency/select_pattern_of_another_type",
        "the pattern is in several copies",
    ),
    (
        "locals/a_number_without_a_type",
        "rustc tells of each trait that has the method, and how to call it",
    ),
];

#[test]
fn one_mistake_is_one_short_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let mut wrong = BTreeMap::new();
    let mut seen = 0;
    for file in cases(&root) {
        let text = fs::read_to_string(&file).expect("a case can be read");
        let name = file
            .strip_prefix(&root)
            .expect("a case is below the root")
            .with_extension("");
        let name = name
            .to_str()
            .expect("a case has a plain name")
            .replace('\\', "/");
        seen += 1;
        let found = complaints(&name, &text);
        if !found.is_empty() {
            wrong.insert(name, found);
        }
    }
    assert!(seen > 100, "only {seen} cases were found");
    let mut told = Vec::new();
    for (name, found) in &wrong {
        if !EXCEPTIONS.iter().any(|(exception, _)| exception == name) {
            told.push(format!("{name}: {}", found.join("; ")));
        }
    }
    for (name, _) in EXCEPTIONS {
        if !wrong.contains_key(*name) {
            told.push(format!("{name}: is no exception any more"));
        }
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

/// The `.stderr` files in the folders of `root`.
fn cases(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in fs::read_dir(root).expect("the cases are there") {
        let folder = folder.expect("a folder can be read").path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder).expect("a folder can be listed") {
            let file = file.expect("a file can be read").path();
            if file
                .extension()
                .is_some_and(|extension| extension == "stderr")
            {
                files.push(file);
            }
        }
    }
    files.sort();
    files
}

/// What is wrong with the errors of one case.
fn complaints(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = BTreeMap::<usize, usize>::new();
    for error in errors(text) {
        if error.len() > LINES {
            found.push(format!("an error has {} lines", error.len()));
        }
        if !error[0].starts_with("error") {
            continue;
        }
        // `  --> ui/folder/case.rs:10:34`
        let place = error
            .iter()
            .find_map(|line| line.trim_start().strip_prefix("--> "));
        let line = place
            .and_then(|place| place.rsplit(':').nth(1))
            .and_then(|line| line.parse().ok());
        if let Some(line) = line {
            *at.entry(line).or_default() += 1;
        }
        if of_an_attribute(&error) && !ATTRIBUTES.contains(&name) {
            found.push(format!("an error is of a whole attribute: {}", error[0]));
        }
    }
    for (line, errors) in at {
        let several = SEVERAL
            .iter()
            .find(|several| (several.0, several.1) == (name, line));
        let mistakes = several.map_or(1, |several| several.2);
        if errors > mistakes {
            found.push(format!(
                "{errors} errors at line {line}, which has {mistakes} mistakes"
            ));
        }
    }
    found
}

/// The errors and warnings of a `.stderr`, each as its lines.
fn errors(text: &str) -> Vec<Vec<&str>> {
    let mut errors: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        let begins = ["error:", "error[", "warning:", "warning["]
            .iter()
            .any(|start| line.starts_with(start));
        match errors.last_mut() {
            Some(error) if !begins => error.push(line),
            _ => errors.push(vec![line]),
        }
    }
    for error in &mut errors {
        while error.last().is_some_and(|line| line.trim().is_empty()) {
            error.pop();
        }
    }
    errors
}

/// Whether the first thing that an error underlines is an attribute from its `#` to its `]`.
fn of_an_attribute(error: &[&str]) -> bool {
    let shown = error.iter().position(|line| {
        line.split_once('|')
            .is_some_and(|(_, code)| code.trim_start().starts_with("#["))
    });
    let Some(shown) = shown else { return false };
    let code = error[shown]
        .split_once('|')
        .map_or("", |(_, code)| code.trim());
    let below = error
        .get(shown + 1)
        .and_then(|line| line.split_once('|'))
        .map_or("", |(_, marks)| marks.trim());
    let marks = below.chars().take_while(|&mark| mark == '^').count();
    marks >= code.len()
}
