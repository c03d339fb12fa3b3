//! Instances that nothing proves to be right continue as it was decided in the lock, and in no other way.

use std::fmt::Write as _;

use durable_runtime::ErrorKind;
use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::machine_of;

use crate::{Became, stubs::*, through, through_with};

/// A lock in which the code before is released, with a decision about the instances at `event#1` once they are in the
/// code after.
fn lock(before: &str, after: &str, decision: &str) -> String {
    lock_of(before, after, &[("event#1", decision)])
}

/// The same, with decisions about several points.
fn lock_of(before: &str, after: &str, decisions: &[(&str, &str)]) -> String {
    let ((digest, text), (code, _)) = (machine_of(before), machine_of(after));
    let mut lock = format!(
        "format = 1

[[function]]
name = \"changed\"
file = \"src/changed.rs\"

[[function.released]]
version = \"v1\"
digest = \"{digest:016x}\"
lines = {{ }}
text = '''
{text}'''
"
    );
    for (at, decision) in decisions {
        write!(
            lock,
            "
[[function.decision]]
from = \"v1\"
at = \"{at}\"
code = \"{code:016x}\"
{decision}
"
        )
        .expect("a string takes all");
    }
    lock
}

/// What becomes of an instance with the decision.
async fn decided(before: &str, after: &str, decision: &str) -> Became {
    let lock = lock(before, after, decision);
    through_with(&[before, after], 3.into(), &["go"], Some(&lock)).await
}

#[orchestrator(name = "prices_before")]
async fn prices_before(n: u64) -> Result<String> {
    let price = n * 2;
    event::<u8>("go").await?;
    step(format!("paid {price}")).await
}

#[orchestrator(name = "prices_after")]
async fn prices_after(n: u64) -> Result<String> {
    let total = add(n, 100).await?;
    event::<u8>("go").await?;
    step(format!("paid {total} in all")).await
}

/// Without the lock it is blocked. That comes first: a decision holds for the whole process.
#[tokio::test]
async fn an_instance_continues_as_it_was_decided() {
    let (before, after) = ("prices_before", "prices_after");
    let became = through(&[before, after], 3.into(), &["go"]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
    let decision =
        "to = \"event#1\"\nlocals = { total = \"price\" }\nreason = \"old orders have no fee\"";
    let became = decided(before, after, decision).await;
    assert_eq!(became, Became::Done("\"paid 6 in all\"".to_owned()));
}

#[orchestrator(name = "another_event_before")]
async fn another_event_before(n: u64) -> Result<u64> {
    let early = add(n, 1).await?;
    event::<u8>("go").await?;
    add(early, 1).await
}

#[orchestrator(name = "another_event_after")]
async fn another_event_after(n: u64) -> Result<u64> {
    let early = add(n, 10).await?;
    event::<u8>("first").await?;
    event::<u8>("go").await?;
    add(early, 2).await
}

/// The decision names the second event of the new code, which is the one that the instance waits for.
#[tokio::test]
async fn a_decision_leads_to_a_point_of_another_name() {
    let decision = "to = \"event#2\"\nreason = \"the first one is for new instances\"";
    let became = decided("another_event_before", "another_event_after", decision).await;
    assert_eq!(became, Became::Done("6".to_owned()));
}

#[orchestrator(name = "kept_before")]
async fn kept_before(n: u64) -> Result<String> {
    let price = n * 2;
    event::<u8>("go").await?;
    step(format!("paid {price}")).await
}

#[orchestrator(name = "kept_after")]
async fn kept_after(n: u64) -> Result<String> {
    let total = add(n, 100).await?;
    event::<u8>("go").await?;
    step(format!("paid {total}, and more")).await
}

#[tokio::test]
async fn a_decision_without_a_needed_local_leaves_the_instance_blocked() {
    let decision = "to = \"event#1\"\nreason = \"it forgets that `total` was `price`\"";
    let became = decided("kept_before", "kept_after", decision).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[orchestrator(name = "rests_before")]
async fn rests_before(n: u64) -> Result<u64> {
    let m = n + 1;
    event::<u8>("go").await?;
    add(m, 1).await
}

#[orchestrator(name = "rests_after")]
async fn rests_after(n: u64) -> Result<u64> {
    let m = add(n, 1).await?;
    sleep(std::time::Duration::from_secs(3600)).await;
    add(m, 2).await
}

/// What it waits for is stored, and a timer can't be read from an event.
#[tokio::test]
async fn a_decision_for_another_kind_of_operation_leaves_the_instance_blocked() {
    let decision = "to = \"sleep#1\"\nreason = \"it should rest in place of waiting\"";
    let became = decided("rests_before", "rests_after", decision).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[orchestrator(name = "lineage_1")]
async fn lineage_1(n: u64) -> Result<String> {
    let m = n * 2;
    event::<u8>("go").await?;
    event::<u8>("more").await?;
    step(format!("{n} {m}")).await
}

#[orchestrator(name = "lineage_2")]
async fn lineage_2(n: u64) -> Result<String> {
    let m = add(n, 10).await?;
    event::<u8>("go").await?;
    event::<u8>("most").await?;
    step(format!("{n}, {m}")).await
}

#[orchestrator(name = "lineage_3")]
async fn lineage_3(n: u64) -> Result<String> {
    let m = add(n, 10).await?;
    event::<u8>("go").await?;
    event::<u8>("most").await?;
    step(format!("{n}; {m}")).await
}

/// The code before its place proves nothing for an instance that has not run it, in later changes, too.
#[tokio::test]
async fn an_instance_that_was_moved_by_a_decision_has_another_past() {
    let decision = "to = \"event#1\"\nreason = \"`m` is only shown\"";
    let lock = lock("lineage_1", "lineage_2", decision);
    let through = |versions| through_with(versions, 3.into(), &["go", "most"], Some(&lock));
    let became = through(&["lineage_1", "lineage_2", "lineage_2"]).await;
    assert_eq!(became, Became::Done("\"3, 6\"".to_owned()));
    let became = through(&["lineage_1", "lineage_2", "lineage_3"]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
    let became = through(&["lineage_2", "lineage_2", "lineage_3"]).await;
    assert_eq!(became, Became::Done("\"3; 13\"".to_owned()));
}

#[orchestrator(name = "blocks_before")]
async fn blocks_before(n: u64) -> Result<u64> {
    let more = n + 1;
    let (one, other) = join!(
        async {
            event::<u8>("go").await?;
            add(more, 1).await
        },
        add(n, 3)
    );
    Ok(one? + other?)
}

#[orchestrator(name = "blocks_after")]
async fn blocks_after(n: u64) -> Result<u64> {
    let more = add(n, 1).await?;
    let (one, other) = join!(
        async {
            let least = add(more, 0).await?;
            event::<u8>("go").await?;
            add(least, 2).await
        },
        add(n, 3)
    );
    Ok(one? * other?)
}

/// The function and its block are two frames, and each needs a decision.
#[tokio::test]
async fn a_block_continues_as_it_was_decided_for_its_own_place() {
    let of_function = "to = \"join#1\"\nreason = \"there are few of them\"";
    let of_block = "to = \"async#1/event#1\"\nlocals = { least = \"more\" }\nreason = \"as above\"";
    let (before, after) = ("blocks_before", "blocks_after");
    let through = async |decisions: &[(&str, &str)]| {
        let lock = lock_of(before, after, decisions);
        through_with(&[before, after], 3.into(), &["go"], Some(&lock)).await
    };
    let became = through(&[("join#1", of_function)]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
    let became = through(&[("join#1", of_function), ("async#1/event#1", of_block)]).await;
    assert_eq!(became, Became::Done("36".to_owned()));
}

#[orchestrator(name = "twin_before")]
async fn twin_before(n: u64) -> Result<u64> {
    let early = add(n, 1).await?;
    event::<u8>("go").await?;
    add(early, 1).await
}

#[orchestrator(name = "twin_after")]
async fn twin_after(n: u64) -> Result<u64> {
    let early = add(n, 100).await?;
    event::<u8>("go").await?;
    add(early, 2).await
}

/// Has the same body as the function before.
#[orchestrator(name = "other_twin_after")]
async fn other_twin_after(n: u64) -> Result<u64> {
    let early = add(n, 100).await?;
    event::<u8>("go").await?;
    add(early, 2).await
}

/// Functions with equal bodies are one machine, and still each is decided for itself.
#[tokio::test]
async fn a_decision_is_about_one_function() {
    let decision = "to = \"event#1\"\nreason = \"old ones have no fee\"";
    let became = decided("twin_before", "twin_after", decision).await;
    assert_eq!(became, Became::Done("6".to_owned()));
    let became = through(&["twin_before", "other_twin_after"], 3.into(), &["go"]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[orchestrator(name = "held_back_before")]
async fn held_back_before(n: u64) -> Result<u64> {
    event::<u8>("go").await?;
    add(n, 1).await
}

/// Only the code after the wait is another one.
#[orchestrator(name = "held_back_after")]
async fn held_back_after(n: u64) -> Result<u64> {
    event::<u8>("go").await?;
    add(n, 2).await
}

/// The code before the wait and after it is another one; what comes before has no influence.
#[orchestrator(name = "held_back_consistently")]
async fn held_back_consistently(n: u64) -> Result<u64> {
    let _ = n.to_string();
    event::<u8>("go").await?;
    add(n, 3).await
}

/// What was decided comes before what the comparison finds, whatever that is.
#[tokio::test]
async fn an_instance_that_would_go_on_by_itself_is_kept_by_a_decision() {
    let before = "held_back_before";
    let decision = "block = true\nreason = \"these are looked at by hand\"";
    for (after, done) in [("held_back_after", "5"), ("held_back_consistently", "6")] {
        let became = through(&[before, after], 3.into(), &["go"]).await;
        assert_eq!(became, Became::Done(done.to_owned()));
        let became = decided(before, after, decision).await;
        let Became::Blocked(reason) = became else {
            panic!("{after}: {became:?}");
        };
        let why = "it was decided in the lock that it stays blocked: these are looked at by hand";
        assert!(reason.contains(why), "{reason}");
    }
}

#[tokio::test]
async fn a_text_that_is_no_lock_opens_no_store() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let builder = Runtime::builder().lock("format = 1\n<<<<<<< HEAD\n");
    let Err(error) = builder.open(&path).await else {
        panic!("it was opened");
    };
    assert_eq!(error.kind(), ErrorKind::InvalidLock);
    let said = error.to_string();
    assert!(
        said.contains("durable.lock, line 2: a merge conflict"),
        "{said}"
    );
    assert!(!path.exists());
}
