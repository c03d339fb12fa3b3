//! Sets of tasks, whose ends are taken as they come: a window that is refilled, sets that are dropped, aborted, raced and
//! given up.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{AbortHandle, JoinSet};
use serde::{Deserialize, Serialize};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

#[orchestrator]
async fn set_a_refilled_window(n: i64, size: usize) -> Result<i64> {
    let mut running = JoinSet::new();
    let mut sum = 0;
    for i in 0..n {
        if running.len() >= size
            && let Some(ended) = running.join_next().await
        {
            sum += ended??;
        }
        running.spawn(inc(i));
    }
    while let Some(ended) = running.join_next().await {
        sum += ended??;
    }
    Ok(sum)
}

#[orchestrator]
async fn set_of_blocks(n: i64) -> Result<Vec<i64>> {
    let mut set: JoinSet<Result<i64>> = JoinSet::new();
    let before = set.is_empty();
    for i in 0..n {
        set.spawn(async move {
            let a = inc(i).await?;
            sleep(MOMENT).await;
            double(a).await
        });
    }
    set.spawn(double(n));
    set.spawn(async move { Ok(before as i64) });
    tick().await?;
    let mut all = vec![];
    while let Some(ended) = set.join_next().await {
        all.push(ended??);
    }
    all.push(set.len() as i64);
    all.sort_unstable();
    Ok(all)
}

#[orchestrator]
async fn set_in_the_order_of_their_ends(n: i64) -> Result<Vec<i64>> {
    let mut set = JoinSet::<i64>::default();
    set.spawn(async move {
        sleep(LONG).await;
        -n
    });
    set.spawn(async move {
        sleep(MOMENT).await;
        n
    });
    let first = set.join_next().await.ok_or(Failure::new("none"))??;
    set.abort_all();
    let second = set.join_next().await.is_some_and(|end| end.is_err());
    Ok(vec![first, second.into()])
}

#[orchestrator]
async fn set_panics_and_failures(n: i64) -> Result<Vec<String>> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        tick().await.unwrap();
        if n > 0 {
            panic!("oh {n}");
        }
        Ok(5)
    });
    set.spawn(async move { fail(format!("no {n}")).await });
    set.spawn(inc(n));
    let mut all = vec![];
    while let Some(ended) = set.join_next().await {
        all.push(match ended {
            Ok(Ok(value)) => format!("value {value}"),
            Ok(Err(failure)) => format!("failure {failure}"),
            Err(failure) => format!("end {failure}"),
        });
    }
    all.sort();
    Ok(all)
}

/// What the tasks wait for is cancelled with the set, which is dropped at the end of its block.
#[orchestrator]
async fn set_dropped_at_the_end_of_a_block(n: i64) -> Result<i64> {
    let first = {
        let mut set = JoinSet::new();
        for i in 0..n {
            set.spawn(async move {
                sleep(LONG * i as u32).await;
                say(format!("{i}")).await?;
                Ok::<_, Failure>(i)
            });
        }
        set.join_next().await
    };
    sleep(MOMENT).await;
    first.map_or(Ok(-1), |ended| ended?)
}

/// Nobody names the set after its tasks are spawned; it is kept until its block ends all the same.
#[orchestrator]
async fn set_kept_without_being_named(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move {
            sleep(MOMENT).await;
            say(format!("beside {i}")).await
        });
    }
    let m = inc(n).await?;
    sleep(MOMENT * 40).await;
    double(m).await
}

/// The same where the block has no end.
#[orchestrator]
async fn set_kept_in_a_loop(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 3).await;
        say("beside the loop".into()).await
    });
    let mut i = 0;
    loop {
        i += 1;
        sleep(MOMENT * 5).await;
        if i > n {
            return inc(i).await;
        }
    }
}

#[orchestrator]
async fn set_dropped_by_name(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 20).await;
        say("never".into()).await
    });
    let m = inc(n).await?;
    drop(set);
    sleep(MOMENT * 60).await;
    double(m).await
}

#[orchestrator]
async fn set_aborted_and_shut_down(n: i64) -> Result<String> {
    let mut set = JoinSet::new();
    let handle: AbortHandle = set.spawn(async {
        sleep(LONG).await;
        1
    });
    for _ in 0..n {
        set.spawn(async {
            sleep(LONG).await;
            2
        });
    }
    tick().await?;
    let running = handle.is_finished();
    handle.abort();
    let first = set
        .join_next()
        .await
        .map(|end| end.unwrap_err().to_string());
    let left = set.len();
    set.abort_all();
    let second = set.join_next().await.map(|end| end.is_err());
    set.spawn(async {
        sleep(LONG).await;
        3
    });
    set.shutdown().await;
    let nothing = set.join_next().await.is_none() && set.try_join_next().is_none();
    Ok(format!(
        "{running} {first:?} {left} {second:?} {} {nothing}",
        set.len()
    ))
}

#[orchestrator]
async fn set_detached_from_their_set(n: i64) -> Result<i64> {
    {
        let mut set = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT).await;
            say(format!("detached {n}")).await
        });
        set.detach_all();
        if !set.is_empty() {
            return Ok(-1);
        }
        tick().await?;
    }
    sleep(MOMENT * 40).await;
    inc(n).await
}

#[orchestrator]
async fn set_all_are_joined(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(inc(i));
    }
    let all: Vec<Result<i64>> = set.join_all().await;
    let mut sum = 0;
    for value in all {
        sum += value?;
    }
    Ok(sum)
}

#[orchestrator]
async fn set_raced_sets(n: i64) -> Result<String> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(LONG).await;
        inc(n).await
    });
    let late = select! {
        ended = set.join_next() => format!("{ended:?}"),
        () = sleep(MOMENT) => "late".to_owned(),
    };
    set.spawn(double(n));
    let in_time = timeout(LONG, set.join_next())
        .await
        .map_err(|_| Failure::new("late"))?;
    let all = join!(set.join_next_in_time(), inc(n));
    Ok(format!("{late} {in_time:?} {:?} {}", all.0, set.len()))
}

/// A method of the user's own.
trait InTime {
    fn join_next_in_time(
        &mut self,
    ) -> durable_runtime::Timeout<durable_runtime::JoinNext<Result<i64>>>;
}

impl InTime for JoinSet<Result<i64>> {
    fn join_next_in_time(
        &mut self,
    ) -> durable_runtime::Timeout<durable_runtime::JoinNext<Result<i64>>> {
        timeout(MOMENT, self.join_next())
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Pool {
    name: String,
    set: JoinSet<Result<i64>>,
}

#[orchestrator]
async fn set_in_a_struct(n: i64) -> Result<i64> {
    let mut pool = Pool {
        name: "pool".into(),
        set: JoinSet::new(),
    };
    for i in 0..n {
        pool.set.spawn(async move { inc(i).await });
    }
    tick().await?;
    let mut sum = pool.name.len() as i64;
    while let Some(ended) = pool.set.join_next().await {
        sum += ended??;
    }
    Ok(sum)
}

#[orchestrator]
async fn set_moved_into_a_task(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(double(i));
    }
    let summing = spawn(async move {
        let mut sum = 0;
        while let Some(ended) = set.join_next().await {
            sum += ended??;
        }
        Ok::<_, Failure>(sum)
    });
    tick().await?;
    summing.await?
}

/// A block that is given up takes the set in it, and the set's tasks, with it.
#[orchestrator]
async fn set_given_up_with_their_block(n: i64) -> Result<i64> {
    let late = timeout(MOMENT * 5, async move {
        let mut set = JoinSet::new();
        for i in 0..n {
            set.spawn(async move {
                sleep(MOMENT * 30).await;
                say(format!("never {i}")).await
            });
        }
        sleep(LONG).await;
        set.join_next().await.is_some()
    });
    let late = late.await.is_err();
    sleep(MOMENT * 60).await;
    inc(late.into()).await
}

/// A set whose tasks end much later than they are given up.
#[orchestrator(inline)]
async fn set_joined_late(mut set: JoinSet<Result<String>>) -> Result<i64> {
    let mut n = 0;
    while let Some(ended) = set.join_next().await {
        ended??;
        n += 1;
    }
    Ok(n)
}

/// What is given up takes the sets with it that it captured or was given.
#[orchestrator]
async fn set_given_up_with_who_has_it(n: i64) -> Result<i64> {
    let mut captured = JoinSet::new();
    let mut given: JoinSet<Result<String>> = JoinSet::new();
    let mut dropped: JoinSet<Result<String>> = JoinSet::new();
    let mut aborted: JoinSet<Result<String>> = JoinSet::new();
    for i in 0..n {
        captured.spawn(async move {
            sleep(MOMENT * 60).await;
            say(format!("captured {i}")).await
        });
        given.spawn(async move {
            sleep(MOMENT * 60).await;
            say(format!("given {i}")).await
        });
        dropped.spawn(async move {
            sleep(MOMENT * 60).await;
            say(format!("dropped {i}")).await
        });
        aborted.spawn(async move {
            sleep(MOMENT * 60).await;
            say(format!("aborted {i}")).await
        });
    }
    let late = timeout(MOMENT, async move {
        let mut n = 0;
        while let Some(ended) = captured.join_next().await {
            ended??;
            n += 1;
        }
        Ok::<i64, Failure>(n)
    });
    let mut late = i64::from(late.await.is_err());
    late += i64::from(timeout(MOMENT, set_joined_late(given)).await.is_err());
    drop(set_joined_late(dropped));
    let task = spawn(async move { aborted.join_next().await.is_some() });
    sleep(MOMENT).await;
    task.abort();
    sleep(MOMENT * 120).await;
    inc(late).await
}

/// What is given up leaves the sets alone that it has handed to a task.
#[orchestrator]
async fn set_handed_to_a_task(n: i64) -> Result<i64> {
    let late = timeout(MOMENT, async move {
        let mut set: JoinSet<Result<String>> = JoinSet::new();
        for i in 0..n {
            set.spawn(async move {
                sleep(MOMENT * 30).await;
                say(format!("told {i}")).await
            });
        }
        let task = spawn(async move {
            while let Some(ended) = set.join_next().await {
                ended??;
            }
            tick().await
        });
        sleep(LONG).await;
        task.await
    });
    let late = late.await.is_err();
    sleep(MOMENT * 120).await;
    inc(late.into()).await
}

/// A task that works until it has found something, or fails.
#[orchestrator]
async fn set_of_workers(n: i64) -> Result<Vec<String>> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move {
            let mut k = i;
            loop {
                k = inc(k).await?;
                if k > 5 {
                    return Ok::<_, Failure>(k);
                }
            }
        });
    }
    let mut found = vec![];
    while let Some(ended) = set.join_next().await {
        found.push(format!("{ended:?}"));
    }
    found.sort();
    Ok(found)
}

#[orchestrator(inline)]
async fn set_sum_of(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move { inc(i).await });
    }
    let mut sum = 0;
    while let Some(ended) = set.join_next().await {
        sum += ended??;
    }
    Ok(sum)
}

#[orchestrator]
async fn set_in_inline_orchestrators(n: i64) -> Result<i64> {
    let (a, b) = try_join!(set_sum_of(n), set_sum_of(n + 1))?;
    Ok(a * 100 + b)
}

#[orchestrator]
async fn set_sets_of_sets(n: i64) -> Result<i64> {
    let mut outer = JoinSet::new();
    for i in 0..n {
        outer.spawn(async move {
            let mut inner = JoinSet::new();
            for j in 0..i {
                inner.spawn(add(i, j));
            }
            let mut sum = 0;
            while let Some(ended) = inner.join_next().await {
                sum += ended??;
            }
            Ok::<_, Failure>(sum)
        });
    }
    let mut sum = 0;
    while let Some(ended) = outer.join_next().await {
        sum += ended??;
    }
    Ok(sum)
}

#[orchestrator]
async fn set_taken_without_waiting(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move { i });
    }
    let mut sum = if set.try_join_next().is_none() {
        100
    } else {
        0
    };
    sleep(MOMENT).await;
    while let Some(ended) = set.try_join_next() {
        sum += ended?;
    }
    inc(sum).await
}

#[orchestrator]
async fn set_that_is_logged(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move { inc(i).await });
    }
    tracing::debug!("running {}", set.len());
    let seen = serde_json::json!({ "running": set.len(), "empty": set.is_empty() });
    let count = || set.len();
    let counted = count();
    let first = set.join_next().await;
    tick().await?;
    let first = match first {
        Some(Ok(Ok(value))) => value,
        Some(_) => -1,
        None => -3,
    };
    Ok(first.min(1) * 100 + counted as i64 * 10 + seen["running"].as_i64().unwrap_or(0))
}

#[orchestrator]
async fn set_behind_a_borrow(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT).await;
        inc(n).await
    });
    let borrowed = &set;
    let running = borrowed.len();
    sleep(5 * MOMENT).await;
    tick().await?;
    Ok(running as i64)
}

#[orchestrator]
async fn sets_in_other_values(n: i64) -> Result<i64> {
    let mut window = (JoinSet::new(), 7);
    for i in 0..n {
        window.0.spawn(async move { inc(i).await });
    }
    let first = window.0.join_next().await;
    tick().await?;
    let mut other = (JoinSet::new(), 7);
    other.0.spawn(async move { inc(n).await });
    let second = select! {
        biased;
        Some(ended) = other.0.join_next() => ended??,
        _ = sleep(LONG) => -1,
    };
    Ok(first.map_or(Ok(Ok(-3)), |first| first)??.min(1) * 100 + second)
}

durable_tests::holds! { in any order:
    a_borrowed_set_is_kept_to_the_end_of_its_block => set_behind_a_borrow(1);
    a_set_is_a_window => set_a_refilled_window(7, 3), set_a_refilled_window(2, 3), set_a_refilled_window(0, 1);
    a_set_has_blocks_and_calls => set_of_blocks(3), set_of_blocks(0);
    failures_and_panics_of_a_set_are_its_tasks_alone => set_panics_and_failures(0), set_panics_and_failures(2);
    a_set_is_kept_until_its_block_ends => set_kept_without_being_named(2);
    a_set_is_kept_where_its_block_has_no_end => set_kept_in_a_loop(2);
    a_set_can_be_detached => set_detached_from_their_set(3);
    a_set_goes_on_with_the_task_that_has_it => set_handed_to_a_task(3);
    sets_of_workers_have_their_values => set_of_workers(3);
    a_set_is_joined => set_all_are_joined(4), set_all_are_joined(0);
    a_set_lies_in_a_struct => set_in_a_struct(3);
    a_set_is_moved_into_a_task => set_moved_into_a_task(4);
    inline_orchestrators_have_sets => set_in_inline_orchestrators(2);
    sets_have_sets => set_sets_of_sets(4);
}
durable_tests::holds! { by result:
    a_set_gives_its_tasks_as_they_end => set_in_the_order_of_their_ends(3);
}
durable_tests::holds! {
    a_set_that_is_dropped_cancels_its_tasks => set_dropped_at_the_end_of_a_block(3), set_dropped_at_the_end_of_a_block(0);
    a_set_is_dropped_by_name => set_dropped_by_name(2);
    a_set_is_aborted => set_aborted_and_shut_down(2), set_aborted_and_shut_down(0);
    a_set_is_raced => set_raced_sets(3);
    a_set_is_given_up_with_its_block => set_given_up_with_their_block(2);
    a_set_is_given_up_with_who_has_it => set_given_up_with_who_has_it(2);
    a_set_is_asked_without_waiting => set_taken_without_waiting(3);
}
durable_tests::holds! { by result:
    a_set_may_be_looked_at => set_that_is_logged(3), set_that_is_logged(0);
    a_set_is_there_while_it_is_waited_for => sets_in_other_values(3);
}
