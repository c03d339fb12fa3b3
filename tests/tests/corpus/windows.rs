//! Many operations, a few at a time: `buffer_unordered`, `buffered`, and a `select_all` that is refilled.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

#[orchestrator]
async fn window_in_order(n: i64, limit: usize) -> Result<Vec<i64>> {
    let all = buffered(limit, (0..n).map(inc)).await;
    all.into_iter().collect()
}

#[orchestrator]
async fn window_as_they_end(n: i64, limit: usize) -> Result<Vec<i64>> {
    let all: Result<Vec<_>> = buffer_unordered(limit, (0..n).map(double))
        .await
        .into_iter()
        .collect();
    let mut all = all?;
    all.sort_unstable();
    Ok(all)
}

#[orchestrator]
async fn window_of_blocks(n: i64) -> Result<Vec<String>> {
    let blocks = (0..n).map(|i| async move {
        let a = inc(i).await?;
        sleep(MOMENT).await;
        let b = double(a).await?;
        Ok::<_, Failure>(format!("{i} {a} {b}"))
    });
    buffered(2, blocks).await.into_iter().collect()
}

#[orchestrator]
async fn window_one_at_a_time(n: i64) -> Result<Vec<i64>> {
    buffer_unordered(1, (0..n).map(inc))
        .await
        .into_iter()
        .collect()
}

#[orchestrator]
async fn window_with_failures(n: i64) -> Result<Vec<String>> {
    let calls = (0..n).map(|i| async move {
        if i % 2 == 0 {
            inc(i).await
        } else {
            fail(format!("no {i}")).await
        }
    });
    let all = buffered(3, calls).await;
    tick().await?;
    Ok(all.into_iter().map(|one| format!("{one:?}")).collect())
}

#[orchestrator]
async fn window_beside_others(n: i64) -> Result<String> {
    let window = buffered(2, (0..n).map(inc));
    let (window, tick, more) = join!(window, tick(), buffered(1, vec![double(n)]));
    tick?;
    let late = timeout(MOMENT, buffer_unordered(2, (0..n).map(|_| sleep(LONG)))).await;
    let sum: Result<i64> = window.into_iter().sum();
    Ok(format!("{} {more:?} {}", sum?, late.is_err()))
}

#[orchestrator]
async fn window_lent(n: i64) -> Result<String> {
    let mut window = buffered(
        2,
        (0..n).map(|i| async move {
            sleep(MOMENT * 5).await;
            inc(i).await
        }),
    );
    let mut rounds = 0;
    let all = loop {
        select! {
            all = &mut window => break all,
            () = sleep(MOMENT) => rounds += 1,
        }
    };
    let all: Result<Vec<i64>> = all.into_iter().collect();
    Ok(format!("{:?} {}", all?, rounds > 0))
}

#[orchestrator]
async fn window_in_a_task(n: i64) -> Result<Vec<i64>> {
    let given_up = spawn(async move {
        let _ = buffer_unordered(
            3,
            (0..n).map(|i| async move {
                sleep(LONG).await;
                inc(i).await
            }),
        )
        .await;
    });
    let task = spawn(async move {
        let all = buffered(3, (0..n).map(inc)).await;
        all.into_iter().collect::<Result<Vec<_>>>()
    });
    tick().await?;
    given_up.abort();
    task.await?
}

#[orchestrator]
async fn window_a_refilled_select(n: i64, size: usize) -> Result<i64> {
    let mut left = 0..n;
    let mut pending = select_all(left.by_ref().take(size).map(inc).collect::<Vec<_>>());
    let mut sum = 0;
    while !pending.is_empty() {
        let (value, _, others) = pending.await;
        sum += value?;
        pending = others;
        if let Some(i) = left.next() {
            pending.push(inc(i));
        }
    }
    Ok(sum)
}

#[orchestrator]
async fn window_large_values(n: usize) -> Result<usize> {
    let texts = (0..n).map(|i| async move {
        let text = say("x".repeat(700 + i)).await?;
        Ok::<_, Failure>(text)
    });
    let all = buffered(4, texts).await;
    tick().await?;
    let mut length = 0;
    for (i, text) in all.into_iter().enumerate() {
        length += text?.len() * (i + 1);
    }
    Ok(length)
}

/// A method changes what an await gives, where it stands.
#[orchestrator]
async fn window_is_changed_at_once(n: i64) -> Result<i64> {
    let last = buffered(2, (0..n).map(inc)).await.pop();
    let drained: Vec<_> = join_all((0..n).map(double)).await.drain(1..).collect();
    let sum: Result<i64> = drained.into_iter().sum();
    Ok(last.map_or(Ok(0), |last| last)? * 100 + sum?)
}

durable_tests::holds! { in any order:
    what_is_awaited_is_changed_at_once => window_is_changed_at_once(4);
    a_window_gives_values_in_order => window_in_order(7, 3), window_in_order(2, 5), window_in_order(0, 1);
    a_window_gives_values_as_they_come => window_as_they_end(7, 3), window_as_they_end(1, 1), window_as_they_end(0, 2);
    a_window_has_blocks => window_of_blocks(5);
    a_window_has_failures => window_with_failures(5);
    a_window_is_joined_and_given_up => window_beside_others(4);
    a_window_is_lent => window_lent(5);
    a_window_is_a_tasks => window_in_a_task(5);
    a_select_is_refilled => window_a_refilled_select(7, 3), window_a_refilled_select(1, 3), window_a_refilled_select(0, 2);
    a_window_keeps_large_values => window_large_values(9);
}
durable_tests::holds! {
    a_window_of_one_is_a_sequence => window_one_at_a_time(4);
}
