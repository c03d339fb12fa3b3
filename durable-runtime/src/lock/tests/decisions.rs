//! What was decided about instances, in the lock.

use super::*;

#[test]
fn instances_may_be_left_blocked() {
    let folder = Folder::released();
    for point in ["sleep#1", "ship#1"] {
        let block = format!("{}block = true\nreason = \"none is left\"", code(&both()));
        folder.add(&decision(&block).replace("sleep#1", point));
    }
    folder.passes(&both(), &["sleep#1  blocked  as decided: none is left"]);
    let decisions = decisions_of(&folder.text()).unwrap();
    let mut decisions = decisions.values().flatten();
    assert!(decisions.all(|decision| decision.to.is_none()));
}

#[test]
fn a_decision_needs_what_is_needed_at_its_place() {
    let new = both().replace("v 1 price", "v 1 fee");
    let to = format!(
        "{}to = \"sleep#1\"\nreason = \"no order is older\"",
        code(&new)
    );
    let folder = Folder::released();
    folder.add(&decision(&to));
    folder.fails(
        &new,
        &["order: the decision in durable.lock, line ", ": `sleep#1` needs `fee`, which the old code did not keep at `sleep#1`: it kept `order`, `price`"],
    );
    let folder = Folder::released();
    folder.add(&decision(&format!("{to}\nlocals = {{ fee = \"price\" }}")));
    let why = folder.fails(
        &new,
        &["sleep#1  decided  to sleep#1 (line 12): no order is older"],
    );
    assert!(!why.contains("the decision in"), "{why}");
}

/// A version and an inline function of one name, with equal bodies, are functions of their own.
#[test]
fn decisions_are_about_the_function_under_which_they_stand() {
    let folder = Folder::new();
    let inline = Own {
        inline: true,
        ..own("order", FIRST)
    };
    let program = [own("order", FIRST), own("order#2", FIRST), inline];
    run(&folder.path(), Mode::Release, &program).unwrap();
    let text = folder.text();
    let decided = |of: &str| {
        let entry = decision(&format!(
            "{}block = true\nreason = \"none is left\"",
            code(&both())
        ));
        let at = text.find(of).unwrap();
        let end = text[at..].find("\n[[function]]");
        let end = end.map_or(text.len(), |end| at + end + 1);
        let with = format!("{}{entry}{}", &text[..end], &text[end..]);
        let decisions = decisions_of(&with).unwrap();
        let about: Vec<_> = decisions.into_keys().collect();
        let [about] = &about[..] else {
            panic!("{about:?}");
        };
        (about.function.clone(), about.is_inline)
    };
    assert_eq!(
        decided("name = \"order\"\nfile"),
        ("order".to_owned(), false)
    );
    assert_eq!(
        decided("name = \"order\"\ninline"),
        ("order".to_owned(), true)
    );
    assert_eq!(decided("version = \"2\""), ("order#2".to_owned(), false));
}

#[test]
fn what_a_decision_names_must_exist() {
    let to = |code: &str, to: &str| format!("{code}to = \"{to}\"\nreason = \"it is right\"");
    let check = |entry: String, part: &str| {
        let folder = Folder::released();
        folder.add(&entry);
        folder.fails(&both(), &[part]);
    };
    let both = code(&both());
    check(
        decision(&to(&both, "sleep#7")),
        "the new code has no point `sleep#7`",
    );
    check(
        decision(&to(&both, "sleep#1")).replace("v1", "v2"),
        "there is no release `v2`",
    );
    check(
        decision(&to(&both, "sleep#1")).replace("at = \"sleep#1\"", "at = \"nap#1\""),
        "v1 has no point `nap#1`",
    );
    check(
        decision(&to("code = \"0123456789abcdef\"\n", "sleep#1")),
        "it is for other code (0123456789abcdef) than the present one",
    );
}

/// What was decided comes before what the comparison finds.
#[test]
fn a_decision_wins_over_what_the_instances_would_do_by_themselves() {
    let consistent = noted().replace("s let §1", "s look()\ns let §1");
    for (new, verdict) in [
        (noted(), "fits"),
        (checked(), "moves"),
        (consistent, "ACCEPT"),
    ] {
        Folder::released().says(&new, &[&format!("  sleep#1  {verdict}")]);
        let folder = Folder::released();
        for point in ["sleep#1", "ship#1"] {
            let block = format!("{}block = true\nreason = \"not these\"", code(&new));
            folder.add(&decision(&block).replace("sleep#1", point));
        }
        folder.passes(&new, &["  sleep#1  blocked  as decided: not these\n"]);
    }
    let folder = Folder::released();
    let again = "b\nw 2 sleep#2 [0 1|] sleep(DAY)\nb\nw 3 ship#1";
    let elsewhere = FIRST.replace("b\nw 2 ship#1", again);
    let to = format!(
        "{}to = \"sleep#2\"\nreason = \"once is enough\"",
        code(&elsewhere)
    );
    folder.add(&decision(&to));
    folder.says(
        &elsewhere,
        &["  sleep#1  decided  to sleep#2 (line 12): once is enough\n"],
    );
}

#[test]
fn a_decision_that_changes_nothing_is_told() {
    let folder = Folder::released();
    let to = format!(
        "{}to = \"sleep#1\"\nreason = \"it is the same\"",
        code(&checked())
    );
    folder.add(&decision(&to));
    folder.passes(
        &checked(),
        &[
            "  sleep#1  moves  to sleep#1 (line 12), same future",
            "order: the decision about sleep#1 of v1 in durable.lock, line 31, is not needed, for the instances continue there by themselves (same future: goes on as in the old code): take it out",
        ],
    );
    // It is the past that proves it: an instance that was moved there continues only by the decision.
    let folder = Folder::released();
    folder.add(&decision(&to.replace(&code(&checked()), &code(&noted()))));
    folder.passes(&noted(), &["  sleep#1  fits"]);
    assert!(
        !folder
            .run(Mode::Check, &noted())
            .unwrap()
            .contains("is not needed")
    );
}

/// Two branches have released one each, and a merge by hand gives the releases other numbers.
#[test]
fn an_entry_about_a_release_that_has_another_number_now_is_refused() {
    let folder = Folder::released();
    folder.add(&decision(&format!(
        "{}to = \"sleep#1\"\nreason = \"none was checked\"",
        code(&both())
    )));
    folder.says(
        &both(),
        &["order: durable.lock, line 31, tells the release only by its number"],
    );
    folder.run(Mode::Write, &both()).unwrap_err();
    let text = folder.text();
    let from = format!("from = \"v1\"\nfrom_code = \"{}\"\n", hex(digest_of(FIRST)));
    contains(&text, &[&from]);
    folder.fails(&both(), &["  sleep#1  decided"]);
    let refused = |text: &str, part: &str| {
        let error = Lock::read(text).unwrap_err();
        contains(&error.to_string(), &[part]);
        let line = error.line().unwrap();
        contains(text.lines().nth(line - 1).unwrap(), &["from_code"]);
        assert_eq!(decisions_of(text), Err(error));
    };
    let first = "[[function.released]]\nversion = \"v1\"\n";
    let other = format!(
        "{first}digest = \"{}\"\nlines = {{  }}\ntext = '''\n{}'''\n\n[[function.released]]\nversion = \"v2\"\n",
        hex(digest_of(&noted())),
        noted()
    );
    let renumbered = text.replace(first, &other);
    refused(
        &renumbered,
        "the entry is about other code than v1 of `order`: the releases were numbered anew, as by a merge. That code is v2 now: write `from = \"v2\"`",
    );
    let mended = renumbered.replace("from = \"v1\"", "from = \"v2\"");
    assert_eq!(decisions_of(&mended).unwrap(), decisions_of(&text).unwrap());
    refused(
        &text.replace(&from, "from = \"v1\"\nfrom_code = \"0123456789abcdef\"\n"),
        "No release has that code: take the entry out, and run the test again",
    );
    // What was accepted is bound in the same way.
    let consistent = noted().replace("s let §1", "s look()\ns let §1");
    let folder = Folder::released();
    folder.run(Mode::Write, &consistent).unwrap();
    contains(&folder.text(), &[&from]);
    refused(
        &folder.text().replace(
            first,
            &other
                .replace(&noted(), &checked())
                .replace(&hex(digest_of(&noted())), &hex(digest_of(&checked()))),
        ),
        "That code is v2 now",
    );
}
