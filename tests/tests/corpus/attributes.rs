//! Attributes on durable functions and within them.
#![deny(unfulfilled_lint_expectations)]

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
#[expect(unused_variables, reason = "that is what is tested")]
async fn expected(n: i64) -> Result<i64> {
    let unused = 3;
    #[expect(unused_mut)]
    let mut x = inc(n).await?;
    #[expect(dead_code)]
    fn helper() {}
    tick().await?;
    Ok(x)
}

#[activity]
#[expect(unused_variables)]
async fn expecting(text: String) -> Result<usize> {
    Ok(1)
}

#[orchestrator]
#[tracing::instrument(skip(n), fields(m = n), ret, err)]
async fn instrumented(n: i64) -> Result<i64> {
    expecting("a".into()).await?;
    inc(n).await
}

#[orchestrator]
#[tracing::instrument]
async fn instrumented_bare(n: i64) -> Result<i64> {
    inc(n).await
}

#[activity]
#[tracing::instrument(level = "debug", err)]
async fn instrumented_activity(n: i64) -> Result<i64> {
    Ok(n)
}

/// What it gives is to be used.
#[orchestrator]
#[forbid(unused_must_use)]
#[must_use]
async fn all_of_them(n: i64) -> Result<i64> {
    Ok(instrumented_activity(n).await? + instrumented(n).await? + instrumented_bare(n).await?)
}

/// What isn't there is not called, and blocks are elements as others are.
#[orchestrator]
async fn absent_blocks(n: i64) -> Result<Vec<i64>> {
    let listed = try_join_all(vec![
        async move { inc(n).await },
        #[cfg(any())]
        async move {
            inc(n + 100).await
        },
    ])
    .await?;
    let pair = (
        #[cfg(any())]
        async move {
            inc(n + 200).await
        },
        async move { inc(n + 9).await },
    );
    let mut all = listed;
    all.push(pair.0.await?);
    let closures = [
        #[cfg(any())]
        |x: i64| x * 1000,
        |x: i64| x + 1,
    ];
    all.extend(closures.iter().map(|change| change(n)));
    let counts = vec![
        #[cfg(any())]
        [inc(n + 300).await?; 2],
        [inc(n).await?; 3],
    ];
    all.extend(counts.concat());
    Ok(all)
}

durable_tests::holds! {
    blocks_that_are_not_there_are_not_awaited => absent_blocks(4);
    what_is_expected_is_expected_once => expected(1);
    a_function_may_be_instrumented_below => all_of_them(2);
}
