//! Migrations one after the other, with crashes in between; and what a program is told whose migrations are for nothing.

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::{BuilderHooks as _, machine_of};
use durable_runtime::{Blocked, Error, ErrorKind, Go, Migrating, PendingKind, migration};
use serde::{Deserialize, Serialize};

use crate::migrations::{Changed, contains, lock};
use crate::{Became, LONG, stubs::*};

#[orchestrator(name = "links_1")]
async fn links_1(n: u64) -> Result<String> {
    let price = n * 2;
    event::<u8>("go").await?;
    step(format!("first: {price}")).await
}

#[orchestrator(name = "links_2")]
async fn links_2(n: u64) -> Result<String> {
    let early = add(n, 100).await?;
    event::<u8>("go").await?;
    let total = add(early, 1).await?;
    let more = event::<u8>("more").await?;
    step(format!("second: {total} {more}")).await
}

#[orchestrator(name = "links_3")]
async fn links_3(n: u64) -> Result<String> {
    let sum = add(n, 1000).await?;
    let more = event::<u8>("more").await?;
    step(format!("third: {sum} {more}")).await
}

/// As the second one, but for its end.
#[orchestrator(name = "links_2_noted")]
async fn links_2_noted(n: u64) -> Result<String> {
    let early = add(n, 100).await?;
    event::<u8>("go").await?;
    let total = add(early, 1).await?;
    let more = event::<u8>("more").await?;
    step(format!("noted: {total} {more}")).await
}

#[derive(Deserialize)]
struct Price {
    price: u64,
}

#[derive(Serialize)]
struct Early {
    early: u64,
}

#[derive(Deserialize)]
struct Total {
    total: u64,
}

#[derive(Serialize)]
struct Sum {
    sum: u64,
}

#[migration(of = "links", from = "v1", at = "event#1")]
fn first_to_second(old: Price, _: &Migrating) -> Result<Go<Early>, Blocked> {
    Ok(Go::waiting("event#1", Early { early: old.price }))
}

#[migration(of = "links", from = "v2", at = "event#2")]
fn second_to_third(old: Total, _: &Migrating) -> Result<Go<Sum>, Blocked> {
    Ok(Go::waiting("event#1", Sum { sum: old.total }))
}

#[migration(of = "links", from = "v1", at = "event#1")]
fn first_to_third(old: Price, _: &Migrating) -> Result<Go<Sum>, Blocked> {
    let more = event::<u8>("more");
    Ok(Go::begin("event#1", Sum { sum: old.price }, more))
}

/// Runs the instance in this code until it waits for `more` or has ended, or until the process dies after so many commits. Returns
/// whether it got there.
async fn run(
    changed: &Changed,
    code: &str,
    migrations: &[&str],
    event: &str,
    commits: u64,
) -> bool {
    let builder = changed.builder(code, migrations);
    let builder = builder.halt_after_commits(commits);
    let Ok(runtime) = builder.open(&changed.path).await else {
        return false;
    };
    let instance = runtime.instance("it");
    let ran = tokio::time::timeout(LONG, async {
        instance.raise_event(event, &1).await.ok()?;
        loop {
            if instance.status().await.ok()?.output.is_some() {
                return Some(());
            }
            let waits = instance.inspect().await.ok()?;
            let mut pending = waits.iter().flat_map(|waits| &waits.pending);
            let is_there =
                pending.any(|op| matches!(&op.kind, PendingKind::Event { name } if name == "more"));
            if is_there && event != "more" {
                return Some(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    });
    let got_there = ran
        .await
        .expect("it gets there, or the process dies")
        .is_some();
    // After a crash there is nothing to close.
    let _ = runtime.shutdown().await;
    got_there
}

#[tokio::test]
async fn a_chain_of_migrations_survives_a_crash_after_each_commit() {
    let (mut first, mut second) = (0, 0);
    for commits in 1.. {
        let changed = Changed::new("links", &["links_1", "links_2"], 3).await;
        let (code, by) = ("links_2", &["first_to_second"][..]);
        let survives = run(&changed, code, by, "go", commits).await;
        first += u64::from(!survives);
        // It waits for `more` now, or the crash was before.
        while !run(&changed, code, by, "go", 1000).await {}
        let (code, by) = ("links_3", &["second_to_third"][..]);
        let survives_again = run(&changed, code, by, "more", commits).await;
        second += u64::from(!survives_again);
        let became = changed.became(code, by, &["more"]).await;
        assert_eq!(
            became,
            Became::Done("\"third: 7 1\"".to_owned()),
            "{commits}"
        );
        if survives && survives_again {
            break;
        }
    }
    assert!(first >= 1 && second >= 1, "{first} and {second} crashes");
}

#[tokio::test]
async fn a_wait_that_is_given_up_survives_a_crash_after_each_commit() {
    let mut crashes = 0;
    for commits in 1.. {
        let changed = Changed::new("links", &["links_1", "links_2"], 3).await;
        let (code, by) = ("links_3", &["first_to_third"][..]);
        let survives = run(&changed, code, by, "more", commits).await;
        let became = changed.became(code, by, &["more"]).await;
        assert_eq!(
            became,
            Became::Done("\"third: 6 1\"".to_owned()),
            "{commits}"
        );
        if survives {
            break;
        }
        crashes += 1;
    }
    assert!(crashes >= 2, "{crashes} crashes");
}

/// A migration leads to the running code, whatever was released in between.
#[tokio::test]
async fn a_migration_of_an_old_release_leads_to_the_newest_code() {
    let changed = Changed::new("links", &["links_1", "links_2"], 3).await;
    let by = ["first_to_third", "second_to_third"];
    let became = changed.became("links_3", &by, &["more"]).await;
    assert_eq!(became, Became::Done("\"third: 6 1\"".to_owned()));
}

/// Only its code after the place counts from then on: the one before it has never run.
#[tokio::test]
async fn an_instance_that_was_migrated_has_another_past() {
    for (by, expected) in [
        (&["first_to_second"][..], None),
        (&[], Some("\"noted: 104 1\"")),
    ] {
        let first = if by.is_empty() { "links_2" } else { "links_1" };
        let mut changed = Changed::new("links", &[first], 3).await;
        changed.lock = lock("links", &["links_1", "links_2"]);
        assert!(run(&changed, "links_2", by, "go", 1000).await);
        let became = changed.became("links_2_noted", &[], &["more"]).await;
        match expected {
            Some(done) => assert_eq!(became, Became::Done(done.to_owned())),
            None => assert!(matches!(became, Became::Blocked(_)), "{became:?}"),
        }
    }
}

// What is for nothing.

#[orchestrator(name = "nothing_1")]
async fn nothing_1(n: u64) -> Result<u64> {
    let (one, other) = join!(
        async {
            event::<u8>("go").await?;
            add(n, 1).await
        },
        event::<u64>("other"),
    );
    add(one?, other?).await
}

#[orchestrator(name = "nothing_2")]
async fn nothing_2(n: u64) -> Result<u64> {
    add(n, 1).await
}

#[migration(of = "nothing", from = "v1", at = "join#1")]
fn right(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(1))
}

#[migration(of = "nothing", from = "v1", at = "join#1")]
fn right_again(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(2))
}

#[migration(of = "nothing", from = "v7", at = "join#1")]
fn of_no_release(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(1))
}

#[migration(of = "nothing", from = "v1", at = "event#1")]
fn of_no_point(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(1))
}

#[migration(of = "nothing", version = "2", from = "v1", at = "join#1")]
fn of_no_function(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(1))
}

/// The error of a program with these migrations.
async fn error(lock: Option<String>, migrations: &[&str]) -> Error {
    let text = lock.clone().unwrap_or_default();
    let changed = Changed::with_lock("nothing", text);
    let mut builder = Runtime::builder().with_code_of("nothing", "nothing_2");
    for migration in migrations {
        builder = builder.with_migration(migration);
    }
    if let Some(lock) = &lock {
        builder = builder.lock(lock);
    }
    let Err(error) = builder.open(&changed.path).await else {
        panic!("it was opened");
    };
    assert!(!changed.path.exists());
    error
}

#[tokio::test]
async fn a_migration_for_nothing_opens_no_store() {
    let lock = || lock("nothing", &["nothing_1"]);
    let place = "(tests/tests/upgrades/migration_chains.rs:";
    for (with, by, parts) in [
        (
            None,
            &["right"][..],
            &["the migration right", "was given no lock", "include_str!"][..],
        ),
        (
            Some(lock()),
            &["of_no_release"],
            &["no release `v7` of `nothing`; it has v1"],
        ),
        (
            Some(lock()),
            &["of_no_point"],
            &["`event#1` is no point of it; v1 of `nothing` waits at add#1 and join#1"],
        ),
        (
            Some(lock()),
            &["of_no_function"],
            &[
                "no orchestrator `nothing` version 2: write the name that is stored; it has `nothing`",
            ],
        ),
        (
            Some(lock()),
            &["right", "right_again"],
            &[
                "the migration right_again",
                "right (",
                "remove one of the two",
            ],
        ),
        (
            Some(lock() + &decision()),
            &["right"],
            &[
                "the decision in durable.lock, line",
                "remove one of the two",
            ],
        ),
    ] {
        let error = error(with, by).await;
        assert_eq!(error.kind(), ErrorKind::InvalidMigration);
        contains(&error.to_string(), &[parts, &[place]].concat());
    }
}

fn decision() -> String {
    let (code, _) = machine_of("nothing_2");
    format!(
        "\n[[function.decision]]\nfrom = \"v1\"\nat = \"join#1\"\ncode = \"{code:016x}\"\nblock = true\nreason = \"they are few\"\n"
    )
}
