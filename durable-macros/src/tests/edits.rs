//! Edits as developers make them (`tests/edits`), each with a verdict for every point where an instance may wait. The
//! verdicts were given by hand before the comparison of machines existed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use durable_runtime::testing::hooks::{Found, compare_machines};
use quote::ToTokens;
use syn::Item;

use crate::expand::machine_text;

/// What is to become of the instances that wait at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    GoesOn,
    /// Going on is right, but takes deep reasoning to prove: it may be asked for.
    MayGoOn,
    /// It must not go on by itself.
    Stays,
}

/// Points that have the same future at another point, where the verdicts thought of the one with the same past only.
const SAME_FUTURE: [(&str, &str); 2] = [
    ("113-sub-goodbye-coupon", "mail#2"),
    ("131-trip-remove-survey", "send#2"),
];

/// Points that need a parameter which was not kept there, when the verdicts were given without the instance's input.
const TOLD_BY_INPUT: [(&str, &str); 4] = [
    ("044-use-param-later", "create#1"),
    ("170-raise-event-to-parent", "run#1"),
    ("172-saga-block-log", "credit#1"),
    ("172-saga-block-log", "debit#1"),
];

struct Edit {
    name: String,
    /// Whether a type was changed: then the stored values decide, which are not compared here.
    is_of_types: bool,
    before: String,
    after: String,
    /// The verdicts, and where the instance goes on.
    points: BTreeMap<String, (Verdict, Option<String>)>,
}

fn edits() -> Vec<Edit> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/edits");
    let files = std::fs::read_dir(folder).expect("there are edits");
    let mut files: Vec<PathBuf> = files
        .map(|file| file.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files.iter().map(|path| edit(path)).collect()
}

fn edit(path: &Path) -> Edit {
    let text = std::fs::read_to_string(path).expect("it can be read");
    let part = |from: &str, to: &str| {
        let (_, rest) = text
            .split_once(&format!("--- {from}\n"))
            .expect("it has this part");
        match rest.split_once(&format!("--- {to}\n")) {
            Some((part, _)) => part.to_owned(),
            None => rest.to_owned(),
        }
    };
    let lines = part("points", "nothing");
    let points = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut words = line.split_whitespace();
            let (point, verdict) = (words.next(), words.next().expect("a point has a verdict"));
            let verdict = match verdict.split('(').next() {
                Some("goes-on") => Verdict::GoesOn,
                Some("goes-on?") => Verdict::MayGoOn,
                Some("ask" | "broken") => Verdict::Stays,
                _ => panic!("{path:?}: `{verdict}` is no verdict"),
            };
            let to = (words.next() == Some("->")).then(|| words.next().map(str::to_owned));
            (
                point.expect("it is not empty").to_owned(),
                (verdict, to.flatten()),
            )
        });
    Edit {
        is_of_types: text.contains("\nkind: type\n"),
        name: path
            .file_stem()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned(),
        before: part("before", "after"),
        after: part("after", "points"),
        points: points.collect(),
    }
}

/// The texts of the orchestrators of a file, by their names.
fn machines(code: &str) -> BTreeMap<String, String> {
    let file = syn::parse_file(code).expect("it is Rust");
    let functions = file.items.iter().filter_map(|item| {
        let Item::Fn(function) = item else {
            return None;
        };
        let is_orchestrator =
            |attribute: &syn::Attribute| attribute.path().is_ident("orchestrator");
        function
            .attrs
            .iter()
            .any(is_orchestrator)
            .then_some(function)
    });
    functions
        .map(|function| {
            let mut function = function.clone();
            function
                .attrs
                .retain(|attribute| !attribute.path().is_ident("orchestrator"));
            let text = machine_text(&function.to_token_stream());
            (
                function.sig.ident.to_string(),
                text.expect("it is compiled"),
            )
        })
        .collect()
}

/// A point's name without the blocks that it is in, and with the names that the edits use.
fn plain(point: &str) -> &str {
    point.rsplit('/').next().unwrap_or(point)
}

/// The old and the new text of each edit, and each point where an instance must not go on by itself.
pub(super) fn that_stay() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for edit in edits().iter().filter(|edit| !edit.is_of_types) {
        let (olds, news) = (machines(&edit.before), machines(&edit.after));
        for (name, old) in &olds {
            let Some(new) = news.get(name) else { continue };
            for compared in compare_machines(old, new, true).expect("both can be read") {
                let verdict = edit.points.get(plain(&compared.point));
                if matches!(verdict, Some((Verdict::Stays, _))) && compared.found.is_err() {
                    found.push((old.clone(), new.clone(), compared.point));
                }
            }
        }
    }
    found
}

#[test]
fn no_edit_misplaces_an_instance_and_few_are_asked_for_without_need() {
    let mut report = String::new();
    let (mut right, mut asked, mut may, mut stays, mut unknown) = (0, 0, 0, 0, 0);
    let (mut consistent, mut may_go) = (0, 0);
    let mut misplaced = Vec::new();
    let mut edits_asked = BTreeSet::new();
    for edit in edits() {
        let (olds, news) = (machines(&edit.before), machines(&edit.after));
        // Blocks of a function may have points of one name: those are left out.
        let mut seen: BTreeMap<String, Vec<Result<Found, String>>> = BTreeMap::new();
        for (name, old) in &olds {
            let renamed = (olds.len() == 1 && news.len() == 1)
                .then(|| news.values().next())
                .flatten();
            let Some(new) = news.get(name).or(renamed) else {
                continue;
            };
            for compared in compare_machines(old, new, true).expect("both can be read") {
                let point = plain(&compared.point).to_owned();
                seen.entry(point).or_default().push(compared.found);
            }
        }
        for (point, (verdict, to)) in &edit.points {
            let Some([found]) = seen.get(point).map(Vec::as_slice) else {
                unknown += 1;
                continue;
            };
            consistent += usize::from(matches!(found, Ok(found) if found.is_consistent));
            match (verdict, found) {
                (Verdict::Stays, Ok(found))
                    if edit.is_of_types
                        || SAME_FUTURE.contains(&(edit.name.as_str(), point.as_str()))
                        || !found.arguments.is_empty()
                            && TOLD_BY_INPUT.contains(&(edit.name.as_str(), point.as_str())) => {}
                (Verdict::Stays, Ok(found)) => {
                    misplaced.push(format!("{} {point} -> {found:?}", edit.name));
                }
                (Verdict::Stays, Err(_)) => stays += 1,
                (Verdict::MayGoOn, found) => {
                    may += 1;
                    may_go += usize::from(found.is_ok());
                }
                (Verdict::GoesOn, Ok(found)) => {
                    if to.as_deref().is_some_and(|to| to != plain(&found.point)) {
                        misplaced.push(format!("{} {point} -> {found:?}, not {to:?}", edit.name));
                    }
                    right += 1;
                }
                (Verdict::GoesOn, Err(why)) => {
                    asked += 1;
                    edits_asked.insert(edit.name.clone());
                    writeln!(report, "{} {point}: {why}", edit.name).expect("a string takes all");
                }
            }
        }
    }
    println!("{report}");
    println!(
        "{right} go on, {asked} are asked for without need, {stays} stay, {may} may go on and {may_go} of them do, {unknown} have no point of one name; \
         {} edits have one that is asked for without need; {consistent} go on because they are consistent",
        edits_asked.len()
    );
    assert!(misplaced.is_empty(), "misplaced:\n{}", misplaced.join("\n"));
    // One in twenty.
    assert!(edits_asked.len() <= 10, "{edits_asked:?}");
}
