//! Inline orchestrators: helpers that run as a part of their caller's instance.

use std::time::Duration;

use durable_runtime::JoinHandle;
use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);

#[orchestrator(inline)]
async fn patiently(text: String, times: u32) -> Result<String> {
    for i in 0..times {
        let said = say(format!("{text}{i}")).await?;
        sleep(MOMENT).await;
        if said.len() > 4 {
            return Ok(said);
        }
    }
    Err(Failure::terminal("too short"))
}

#[orchestrator(inline)]
async fn sum(n: i64) -> Result<i64> {
    if n == 0 {
        return Ok(0);
    }
    let here = inc(n).await?;
    Ok(here + sum(n - 1).await?)
}

#[orchestrator]
async fn called(n: i64) -> Result<String> {
    let a = patiently("abc".into(), 12).await?;
    let s = sum(n).await?;
    let b = patiently("x".into(), 2)
        .await
        .unwrap_or_else(|failure| failure.to_string());
    let operand = sum(1).await? * 10 + inc(sum(2).await?).await?;
    Ok(format!("{a} {s} {b} {operand}"))
}

#[orchestrator]
async fn called_at_once(n: i64) -> Result<String> {
    let (a, b) = join!(patiently("longer".into(), 1), sum(n));
    let all = try_join_all((0..3).map(sum)).await?;
    Ok(format!("{} {} {all:?}", a?, b?))
}

#[orchestrator(inline, name = "spread tree")]
async fn spread(n: i64) -> Result<Vec<i64>> {
    if n == 0 {
        return Ok(vec![]);
    }
    let (left, right) = try_join!(spread(n - 1), async {
        let x = inc(n).await?;
        spread(x - 2).await
    })?;
    Ok(left.into_iter().chain([n]).chain(right).collect())
}

#[orchestrator]
async fn trees(n: i64) -> Result<Vec<i64>> {
    spread(n).await
}

#[orchestrator(inline)]
async fn is_odd(n: u32) -> Result<bool> {
    if n == 0 {
        tick().await?;
        return Ok(false);
    }
    even(n - 1).await
}

#[orchestrator(inline)]
async fn even(n: u32) -> Result<bool> {
    if n == 0 {
        return Ok(true);
    }
    inc(n.into()).await?;
    is_odd(n - 1).await
}

#[orchestrator]
async fn by_turns(n: u32) -> Result<(bool, bool)> {
    Ok((is_odd(n).await?, even(n).await?))
}

#[orchestrator]
async fn fibonacci_of_children(n: u32) -> Result<u32> {
    if n < 2 {
        return Ok(n);
    }
    Ok(fibonacci_of_children(n - 1).await? + fibonacci_of_children(n - 2).await?)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Tree {
    Leaf(i64),
    Node(Box<Tree>, Box<Tree>),
}

#[orchestrator(inline)]
async fn total(tree: Tree) -> Result<i64> {
    match tree {
        Tree::Leaf(n) => inc(n).await,
        Tree::Node(left, right) => {
            let left = total(*left).await?;
            add(left, total(*right).await?).await
        }
    }
}

#[orchestrator]
async fn of_a_tree(n: i64) -> Result<i64> {
    let mut tree = Tree::Leaf(n);
    for i in 0..3 {
        tree = Tree::Node(Box::new(tree), Box::new(Tree::Leaf(i)));
    }
    total(tree).await
}

/// An error of its own, arguments that are no JSON, and a result that is none.
#[orchestrator(inline)]
async fn parses(
    texts: Vec<String>,
    by: std::collections::BTreeMap<(i64, i64), u8>,
) -> Result<(i64, char), std::num::ParseIntError> {
    let mut sum = 0;
    for text in texts {
        sum += text.parse::<i64>()?;
        tick().await.ok();
    }
    Ok((sum + by.len() as i64, 'x'))
}

#[orchestrator]
async fn of_other_types(text: String) -> Result<String> {
    let by = [((1, 2), 3)].into();
    let (n, c) = parses(vec!["1".into(), text], by).await?;
    Ok(format!("{n} {c}"))
}

#[orchestrator(inline)]
async fn unit(text: String, n: Option<i64>) -> Result<()> {
    if let Some(n) = n {
        say(format!("{text} {n} {}", instance_id())).await?;
    }
    Ok(())
}

#[orchestrator]
async fn for_its_effects(n: i64) -> Result<String> {
    unit("first".into(), Some(n)).await?;
    unit("none".into(), None).await?;
    let call = unit("later".into(), Some(n + 1));
    unit("before".into(), Some(0)).await?;
    call.await?;
    let calls: Vec<_> = (0..2)
        .map(|i| unit("one of many".into(), Some(i)))
        .collect();
    tick().await?;
    for call in calls {
        call.await?;
    }
    Ok("done".into())
}

#[orchestrator(inline)]
async fn panics_for_helpers(n: i64) -> Result<i64> {
    let m = inc(n).await?;
    assert!(m < 3, "{m} is too much");
    Ok(m)
}

#[orchestrator]
async fn panics_or_not(n: i64) -> Result<i64> {
    Ok(panics_for_helpers(n).await? + 1)
}

#[orchestrator(inline)]
async fn spawns(n: i64) -> Result<i64> {
    let a = spawn(inc(n));
    let b = spawn(async move {
        sleep(MOMENT).await;
        inc(n * 10).await
    });
    Ok(a.await?? + b.await??)
}

#[orchestrator(inline)]
async fn hands_out_tasks(n: i64) -> Result<JoinHandle<Result<i64>>> {
    tick().await?;
    Ok(spawn(async move { spawns(n).await }))
}

#[orchestrator]
async fn tasks_of_helpers(n: i64) -> Result<i64> {
    let handle = hands_out_tasks(n).await?;
    let (a, b) = try_join!(spawns(n + 1), async { spawns(n + 2).await })?;
    Ok(a + b * 100 + handle.await??)
}

#[orchestrator(inline)]
async fn raced_sum(n: i64, limit: Duration) -> Result<Option<i64>> {
    select! {
        v = sum(n) => Ok(Some(v?)),
        () = sleep(limit) => Ok(None),
    }
}

#[orchestrator]
async fn races(n: i64) -> Result<String> {
    let first = raced_sum(n, Duration::from_secs(3600)).await?;
    let late = timeout(MOMENT, async {
        sleep(Duration::from_secs(3600)).await;
        raced_sum(n, MOMENT).await
    });
    let late = late.await.is_err();
    let call = async { sum(n).await };
    tokio::pin!(call);
    let lent = select! {
        v = &mut call => v?,
        () = sleep(Duration::from_secs(3600)) => -1,
    };
    Ok(format!("{first:?} {late} {lent}"))
}

#[orchestrator(inline)]
async fn down(n: i64) -> Result<i64> {
    if n == 0 {
        tick().await?;
        return Ok(0);
    }
    Ok(down(n - 1).await? + 1)
}

#[orchestrator(inline)]
async fn down_in_blocks(n: i64) -> Result<i64> {
    if n == 0 {
        tick().await?;
        return Ok(0);
    }
    let (a, b) = join!(async { down_in_blocks(n - 1).await }, async move {
        Ok::<_, Failure>(1)
    });
    Ok(a? + b?)
}

#[orchestrator]
async fn goes_deep(n: i64) -> Result<i64> {
    Ok(down(n).await? + down_in_blocks(n).await?)
}

#[orchestrator]
async fn goes_too_deep(n: i64) -> Result<String> {
    match down(n).await {
        Err(failure) => Ok(format!("{} {failure}", failure.type_name())),
        Ok(n) => Ok(n.to_string()),
    }
}

#[test]
fn a_call_that_is_too_deep_is_told_by_its_name_and_the_limit() {
    let run = durable_tests::run::plain(goes_too_deep(1_000_000));
    let durable_tests::run::Outcome::Returned(said) = run.outcome else {
        panic!("{run:?}")
    };
    assert!(
        said.starts_with("durable_runtime::TooDeep orchestrator `down`"),
        "{said}"
    );
    assert!(
        said.contains("1000") && said.contains("write a loop"),
        "{said}"
    );
}

#[orchestrator(inline)]
async fn patient(n: i64, wait: Duration) -> Result<i64> {
    let next = inc(n).await?;
    sleep(wait).await;
    inc(next).await
}

#[orchestrator]
async fn patient_child(n: i64) -> Result<i64> {
    let next = inc(n).await?;
    sleep(Duration::from_millis(60)).await;
    inc(next).await
}

/// What has begun by `&mut` goes on where it is awaited by value.
#[orchestrator]
async fn begun_and_awaited_later(n: i64) -> Result<i64> {
    let mut call = patient(10 * n, Duration::from_millis(60));
    let early = timeout(Duration::from_millis(5), &mut call).await.is_ok();
    let value = match n {
        1 => call.await?,
        2 => join!(call, tick()).0?,
        3 => spawn(call).await??,
        4 => join_all(vec![call]).await.remove(0)?,
        5 => {
            let rest = async move { call.await };
            join!(rest, tick()).0?
        }
        6 => {
            let mut calls = vec![call];
            tick().await?;
            calls.remove(0).await?
        }
        _ => {
            select! {
                value = &mut call => value?,
                () = sleep(Duration::from_millis(5)) => call.await?,
            }
        }
    };
    Ok(value + i64::from(early))
}

/// What has begun ends where it is dropped, and waits where nobody awaits it.
#[orchestrator]
async fn begun_and_dropped(n: i64) -> Result<i64> {
    let mut call = patient(10 * n, Duration::from_millis(60));
    let early = timeout(Duration::from_millis(5), &mut call).await.is_ok();
    match n {
        1 => drop(call),
        2 => {
            call = patient(50, Duration::from_millis(1));
            call.await?;
        }
        3 => {
            sleep(Duration::from_millis(300)).await;
            tick().await?;
            (&mut call).await?;
        }
        _ => {
            let held = call;
            tick().await?;
            drop(held);
        }
    }
    sleep(Duration::from_millis(300)).await;
    inc(i64::from(early)).await
}

/// The clone's operations would be the other's.
#[orchestrator]
async fn cloned_after_it_had_begun(n: i64) -> Result<i64> {
    let mut call = patient(n, Duration::from_millis(60));
    let early = timeout(Duration::from_millis(5), &mut call).await.is_ok();
    let clone = call.clone();
    Ok(clone.await? + i64::from(early))
}

/// A sub-orchestration goes on by itself.
#[orchestrator]
async fn begun_child(n: i64) -> Result<i64> {
    let mut call = patient_child(10 * n);
    let early = timeout(Duration::from_millis(5), &mut call).await.is_ok();
    if n == 1 {
        return Ok(call.await? + i64::from(early));
    }
    sleep(Duration::from_millis(300)).await;
    tick().await?;
    (&mut call).await
}

/// As plain Rust asks for it.
#[orchestrator(inline)]
async fn boxed(n: i64) -> Result<i64> {
    let next = inc(n).await?;
    if next > 3 {
        return Ok(next);
    }
    let rest = Box::pin(boxed(next)).await?;
    let mut again = Box::pin(boxed(next));
    let early = timeout(Duration::from_secs(5), &mut again).await.is_ok();
    Ok(rest + i64::from(early))
}

#[orchestrator]
async fn boxes(n: i64) -> Result<i64> {
    let mut call = std::pin::pin!(boxed(n));
    tick().await?;
    let first = call.as_mut().await?;
    Ok(first + Box::pin(patient(n, Duration::from_millis(1))).await?)
}

#[orchestrator(inline)]
async fn at_once_itself(n: i64) -> Result<i64> {
    Ok(n)
}

/// A call that is over has no other result.
#[orchestrator]
async fn call_awaited_again(n: i64) -> Result<i64> {
    let wait = Duration::from_millis(1);
    let mut call = if n < 3 {
        patient(n, wait)
    } else {
        patient_of_none(n)
    };
    let mut at_once = at_once_itself(n);
    let first = (&mut call).await? + (&mut at_once).await?;
    match n {
        1 | 3 => (&mut call).await,
        2 => {
            tick().await?;
            call.await
        }
        4 => at_once.await,
        _ => Ok(first),
    }
}

#[orchestrator(inline)]
async fn patient_of_none(n: i64) -> Result<i64> {
    if n < 0 {
        tick().await?;
    }
    Ok(n)
}

/// A branch that is over is disabled.
#[orchestrator]
async fn selected_again(disables: bool) -> Result<i64> {
    let mut soon = at_once_itself(1);
    let mut late = patient(2, Duration::from_millis(20));
    let (mut count, mut is_over) = (0, false);
    while count < 2 {
        select! {
            value = &mut soon, if !(is_over && disables) => {
                is_over = true;
                value?
            }
            value = &mut late => value?,
        };
        count += 1;
    }
    Ok(count)
}

durable_tests::holds! {
    helpers_go_deep_without_a_stack_of_that_size => goes_deep(900);
    a_call_that_is_too_deep_fails => goes_too_deep(2_000), goes_too_deep(20);
    helpers_are_called => called(3), called(0);
    helpers_call_each_other => by_turns(4), by_turns(3);
    orchestrators_call_themselves => fibonacci_of_children(4);
    helpers_go_down_trees => of_a_tree(3);
    helpers_have_types_of_their_own => of_other_types("41".into());
    helpers_need_not_panic => panics_or_not(1);
    helpers_are_boxed => boxes(1);
    what_is_over_is_left_alone => call_awaited_again(5), selected_again(true);
    what_has_begun_is_dropped => begun_and_dropped(1), begun_and_dropped(2), begun_and_dropped(3), begun_and_dropped(4);
}
durable_tests::holds! { in any order:
    helpers_run_at_once => called_at_once(3);
    what_has_begun_is_awaited_later =>
        begun_and_awaited_later(1), begun_and_awaited_later(2), begun_and_awaited_later(3), begun_and_awaited_later(4),
        begun_and_awaited_later(5), begun_and_awaited_later(6), begun_and_awaited_later(7);
    a_child_that_has_begun_is_awaited_later => begun_child(1), begun_child(2);
    helpers_call_themselves_at_once => trees(3);
    helpers_spawn => tasks_of_helpers(1);
}
durable_tests::holds! { by result:
    // Plain, it has no id.
    helpers_are_raced => races(2);
}
durable_tests::fails! {
    what_calls_itself_for_ever_fails => goes_deep(1_000_000);
    a_helpers_error_is_its_callers => of_other_types("x".into());
    a_helpers_panic_is_its_callers => panics_or_not(2);
    what_is_over_isnt_awaited_again =>
        call_awaited_again(1), call_awaited_again(2), call_awaited_again(3), call_awaited_again(4);
}
durable_tests::fails! { by result:
    // An instance fails in the step that begins the other branch's call.
    what_is_over_isnt_selected_again => selected_again(false);
}

#[test]
fn helpers_are_called_for_their_effects() {
    durable_tests::check_durable(for_its_effects(1), "done".to_owned());
}

#[test]
fn a_call_that_has_begun_isnt_cloned() {
    let run = durable_tests::run::durable(
        cloned_after_it_had_begun(1),
        durable_tests::run::Events::NONE,
    );
    let durable_tests::run::Outcome::Failed { message, .. } = run.outcome else {
        panic!("{run:?}")
    };
    assert!(message.contains("cloned after it had begun"), "{message}");
}
