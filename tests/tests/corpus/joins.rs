//! Several operations at the same time, all of which are waited for.

use std::collections::BTreeMap;
use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

#[orchestrator]
async fn of_none_and_one(n: i64) -> Result<i64> {
    let () = join!();
    let (only,) = join!(inc(n));
    let nothing: Result<()> = try_join!();
    nothing?;
    let (tried,) = try_join!(async { double(n).await })?;
    let none: Vec<i64> = try_join_all(Vec::<durable_runtime::ActivityCall<i64>>::new()).await?;
    let one = join_all([inc(7)]).await;
    Ok(only? + tried + none.len() as i64 + one.len() as i64)
}

#[orchestrator]
async fn of_two_and_three(n: i64) -> Result<String> {
    let (a, b) = join!(inc(n), say("x".into()));
    let (c, d, e) = join!(
        async {
            let x = inc(n).await?;
            tick().await?;
            Ok::<_, Failure>(x * 2)
        },
        async { 7 },
        sleep(MOMENT),
    );
    let all = join_all((0..n).map(|i| async move {
        let x = inc(i).await?;
        Ok::<_, Failure>(x * i)
    }))
    .await;
    let all: Result<Vec<i64>> = all.into_iter().collect();
    let (p, q, r) = try_join!(inc(1), async { inc(2).await }, double(4))?;
    Ok(format!(
        "{} {} {} {d} {e:?} {:?} {p} {q} {r}",
        a?, b?, c?, all?
    ))
}

#[orchestrator]
async fn of_seventeen(n: i64) -> Result<i64> {
    let all = join!(
        inc(n),
        inc(n + 1),
        async { inc(n + 2).await },
        double(n),
        double(n + 1),
        async { Ok::<i64, Failure>(n) },
        add(n, 1),
        add(n, 2),
        add(n, 3),
        half(n),
        say("a".into()),
        length("abc".into()),
        tick(),
        is_even(n),
        sleep(MOMENT),
        both(n),
        list(n),
    );
    let sum = all.0? + all.1? + all.2? + all.3? + all.4? + all.5? + all.6? + all.7? + all.8?;
    let (text, (number, _)) = (all.10?, all.15?);
    tick().await?;
    all.12?;
    let () = all.14;
    Ok(sum
        + all.9?.unwrap_or(-1)
        + text.len() as i64
        + all.11? as i64
        + i64::from(all.13?)
        + number
        + all.16?.len() as i64)
}

#[orchestrator]
async fn of_forty(n: i64) -> Result<Vec<i64>> {
    let calls = join_all((0..n).map(inc)).await;
    let calls = calls.into_iter().collect::<Result<Vec<_>>>()?;
    let blocks = try_join_all(calls.iter().map(|i| async move {
        let twice = double(*i).await?;
        add(twice, *i).await
    }));
    blocks.await
}

#[orchestrator]
async fn joins_in_joins(n: i64) -> Result<String> {
    let ((a, b), (c, (d,), e), all) = join!(
        async { join!(inc(n), double(n)) },
        async {
            let m = inc(n * 2).await.unwrap();
            join!(inc(m), async { join!(async { m }) }, async {
                let (x, y) = join(inc(100), inc(101)).await;
                x.unwrap() + y.unwrap()
            })
        },
        join_all((0..2).map(|i| try_join(inc(i), async move { double(i).await }))),
    );
    let nested = try_join!(
        async { try_join!(inc(1), async { try_join!(inc(2), inc(3)) }) },
        try_join_all(vec![inc(4), inc(5)]),
    )?;
    Ok(format!("{} {} {} {d} {e} {all:?} {nested:?}", a?, b?, c?))
}

#[orchestrator]
async fn operands(n: i64) -> Result<i64> {
    let sum = join!(inc(n), inc(n + 1)).0? * try_join!(inc(n), double(n))?.1;
    let mut found = vec![];
    while let (Ok(Some(h)), Ok(even)) = join!(half(sum + found.len() as i64), is_even(n)) {
        found.push(h + i64::from(even));
        tick().await?;
    }
    match try_join!(half(n), picky(n)) {
        Ok((Some(h), p)) => Ok(sum + h * p),
        Ok((None, p)) => Ok(p + found.iter().sum::<i64>()),
        Err(failure) => length(failure.to_string()).await.map(|n| n as i64),
    }
}

#[orchestrator]
async fn places_and_borrows(order: Order, names: Vec<String>) -> Result<String> {
    let (said, shipped, counted) = join!(
        async {
            let mut all = String::new();
            for name in &names {
                all += &say(name.clone()).await?;
            }
            Ok::<_, Failure>(all)
        },
        ship(order.address.clone()),
        async { length(format!("{}{}", order.card.number, names.len())).await },
    );
    Ok(format!(
        "{} {} {} {}",
        said?,
        shipped.unwrap_or_else(|failure| failure.to_string()),
        counted?,
        order.id
    ))
}

#[orchestrator]
async fn in_a_loop(rounds: i64) -> Result<Vec<(i64, i64)>> {
    let mut pair = (0, 1);
    let mut seen = vec![];
    for i in 0..rounds {
        let (low, high) = pair;
        pair = try_join!(
            async {
                if i % 2 == 0 {
                    return add(low, high).await;
                }
                inc(low).await
            },
            double(high),
        )?;
        seen.push(pair);
    }
    Ok(seen)
}

#[orchestrator]
async fn operations_that_were_made_before(n: i64) -> Result<String> {
    let (first, second) = (inc(n), async move { double(n).await });
    let timers = vec![sleep(MOMENT), sleep(MOMENT * 2)];
    let waiting = join(first, second);
    tick().await?;
    let ((a, b), timers) = join!(waiting, join_all(timers));
    let pair = try_join(inc(a?), inc(b?));
    let (c, d) = pair.await?;
    Ok(format!("{c} {d} {}", timers.len()))
}

#[orchestrator]
async fn by_key(texts: Vec<String>) -> Result<BTreeMap<String, usize>> {
    let counted = try_join_all(texts.iter().map(|text| async {
        let text = text.clone();
        let length = length(text.clone()).await?;
        Ok::<_, Failure>((text, length))
    }))
    .await?;
    Ok(counted.into_iter().collect())
}

#[orchestrator]
async fn twice(n: i64) -> Result<i64> {
    let (a, b) = try_join!(inc(n), double(n))?;
    Ok(a + b)
}

#[orchestrator]
async fn of_children(n: i64) -> Result<Vec<i64>> {
    let (first, all) = try_join!(twice(n), try_join_all((0..3).map(twice)))?;
    Ok(all.into_iter().chain([first]).collect())
}

/// The first failure ends it; the others are given up where they wait.
#[orchestrator]
async fn a_branch_fails(n: i64) -> Result<i64> {
    let tried = try_join!(
        async {
            sleep(LONG).await;
            inc(n).await
        },
        async {
            let m = inc(n).await?;
            if m > 2 {
                return Err::<i64, _>(Failure::terminal(format!("{m} is too much")));
            }
            Err(Failure::new("too little"))
        },
        event::<i64>("never"),
    );
    match tried {
        Ok((a, b, c)) => Ok(a + b + c),
        Err(failure) if failure.is_terminal() => Err(failure),
        Err(failure) => length(failure.to_string()).await.map(|n| n as i64),
    }
}

#[orchestrator]
async fn all_of_them_fail(n: i64) -> Result<Vec<String>> {
    let outcomes = join_all((0..n).map(|i| async move {
        tick().await?;
        fail(format!("no {i}")).await
    }))
    .await;
    let texts = outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_err().to_string());
    Ok(texts.collect())
}

#[orchestrator]
async fn a_branch_panics(n: i64) -> Result<i64> {
    let (a, b): (Result<i64>, i64) = join!(inc(n), async move {
        assert!(n < 2, "{n} is not below two");
        n
    });
    Ok(a? + b)
}

durable_tests::holds! { in any order:
    joins_of_none_and_one => of_none_and_one(1);
    joins_of_two_and_three => of_two_and_three(3), of_two_and_three(0);
    a_join_of_seventeen => of_seventeen(4);
    a_join_of_forty => of_forty(40), of_forty(0);
    joins_stand_in_joins => joins_in_joins(1);
    joins_are_operands => operands(1), operands(2), operands(3), operands(4);
    branches_borrow => places_and_borrows(Order::new(3), vec!["a".into(), "b".into()]),
        places_and_borrows(Order::new(4), vec![]);
    joins_stand_in_loops => in_a_loop(4), in_a_loop(0);
    operations_are_joined_later => operations_that_were_made_before(2);
    results_are_collected_by_key => by_key(vec!["a".into(), "bb".into(), "".into()]);
    children_are_joined => of_children(2);
    all_failures_are_seen => all_of_them_fail(3);
    no_branch_panics => a_branch_panics(1);
}
durable_tests::holds! { by result:
    a_failing_branch_ends_the_others => a_branch_fails(1);
}
durable_tests::fails! { by result:
    a_failing_branch_fails_the_function => a_branch_fails(5);
    a_panic_in_a_branch_is_the_functions => a_branch_panics(2);
}
