//! The types of what instances hold, in the lock.

use super::*;
use crate::lock::types::shape::Types;

/// The function `order` of this code, with these types.
fn typed(text: &str, types: &str) -> [Own; 1] {
    let types = Types::read(types).unwrap();
    [Own {
        types: Some(types),
        ..own("order", text)
    }]
}

fn order(fields: &str) -> String {
    format!("local order Order\nlocal price u64\ntype Order struct {{ {fields} }}\n")
}

/// A lock with a release of [`FIRST`] with these types.
fn released(types: &str) -> Folder {
    let folder = Folder::new();
    run(&folder.path(), Mode::Release, &typed(FIRST, types)).unwrap();
    folder
}

impl Folder {
    fn run_typed(&self, mode: Mode, text: &str, types: &str) -> Result<String, String> {
        run(&self.path(), mode, &typed(text, types))
    }
}

const NEEDS: &str = "types: `order: Order` needs `region: String`, which was not stored: give it `#[serde(default)]`";

#[test]
fn a_type_that_does_not_fit_fails_and_is_told_for_the_way_back() {
    let (old, new) = (order("id: u64"), order("id: u64, region: String"));
    let folder = released(&old);
    let why = folder.run_typed(Mode::Check, &noted(), &new).unwrap_err();
    contains(
        &why,
        &[
            "  ship#1   fits  same past: goes on in the new code\ntypes: ",
            NEEDS,
            "going back to v1: all 2 points go back\n\
             going back to v1: `order: Order` lost `region: String`: stored values would be dropped on the next step",
            "order: instances at sleep#1 of v1 hold values that don't fit the types any more.",
        ],
    );
    // Those that wait for the shipment hold no order any more, and those that stay blocked don't count.
    let block = format!("{}block = true\nreason = \"none is left\"", code(&noted()));
    folder.add(&decision(&block));
    let said = folder.run_typed(Mode::Check, &noted(), &new).unwrap();
    assert!(!said.contains("types: "), "{said}");
}

/// The code is the same, and so is its digest.
#[test]
fn a_release_of_other_types_has_a_number_of_its_own() {
    let old = order("id: u64");
    let folder = released(&old);
    let said = folder.run_typed(Mode::Release, FIRST, &old).unwrap();
    contains(&said, &["Nothing new is released."]);
    let with_default = order("id: u64, region?: String");
    let said = folder.run_typed(Mode::Check, FIRST, &with_default).unwrap();
    contains(
        &said,
        &["order: durable.lock doesn't have its present code"],
    );
    folder.run_typed(Mode::Write, FIRST, &with_default).unwrap();
    contains(&folder.text(), &["[function.draft]"]);
    let said = folder
        .run_typed(Mode::Release, FIRST, &with_default)
        .unwrap();
    contains(&said, &["Released: order v2."]);
    assert!(!folder.text().contains("[function.draft]"));
    // Instances of v1 have no region, those of v2 have one.
    let needed = order("id: u64, region: String");
    let why = folder.run_typed(Mode::Check, FIRST, &needed).unwrap_err();
    contains(
        &why,
        &[
            NEEDS,
            "types: `order: Order` needs `region: String` now; an instance that was stored without it is blocked",
            "order: instances at sleep#1 of v1 hold values",
        ],
    );
    // A decision is about other code: here there is none.
    let block = format!("{}block = true\nreason = \"none is left\"", code(FIRST));
    folder.add(&decision(&block));
    let why = folder.run_typed(Mode::Check, FIRST, &needed).unwrap_err();
    contains(
        &why,
        &["v1 is the same code, in which instances continue whatever is decided: take it out"],
    );
}

#[test]
fn a_release_of_before_types_were_kept_gets_those_of_the_same_code() {
    let folder = Folder::released();
    assert!(!folder.text().contains("types"));
    let old = order("id: u64");
    folder.run_typed(Mode::Check, FIRST, &old).unwrap();
    folder.run_typed(Mode::Write, FIRST, &old).unwrap();
    let text = folder.text();
    contains(&text, &[&format!("types = '''\n{old}'''\n")]);
    assert!(!text.contains("[function.draft]"), "{text}");
    assert_eq!(text_of(&Lock::read(&text).unwrap()), text);
    // That of other code stays without.
    let folder = Folder::released();
    folder.run_typed(Mode::Write, &noted(), &old).unwrap();
    let lock = Lock::read(&folder.text()).unwrap();
    assert_eq!(lock.functions[0].released[0].machine.types, None);
    assert!(lock.functions[0].draft.as_ref().unwrap().types.is_some());
}

#[test]
fn types_that_were_edited_by_hand_are_refused_at_the_line() {
    let folder = released(&order("id: u64"));
    let text = folder.text();
    for damaged in [
        text.replace("{ id: u64 }", "{ id: u32 }"),
        text.replace("types_digest = \"", "types_digest = \"0"),
        text.replace("local price u64", "local price"),
    ] {
        let error = Lock::read(&damaged).unwrap_err();
        contains(
            &error.to_string(),
            &[
                "the types of v1 of `order` are not those of `types_digest`. They were edited by hand, or merged badly; take",
            ],
        );
        assert_eq!(error.line(), Some(30), "{damaged}");
    }
}
