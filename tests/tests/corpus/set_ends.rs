//! Sets of tasks whose variables get other values, whose loops are left, and whose tasks have ended before they are asked.

use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

type Saying = JoinSet<Result<String>>;
#[orchestrator]
async fn replaced_in_turns() -> Result<i64> {
    let mut set: Saying = JoinSet::new();
    for i in 0..3 {
        set = JoinSet::new();
        set.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say(format!("g3{i}")).await
        });
        tick().await?;
    }
    sleep(Duration::from_millis(900)).await;
    Ok(1)
}
#[orchestrator]
async fn put_away_in_turns() -> Result<i64> {
    let mut _cur: Option<Saying> = None;
    for i in 0..3 {
        let mut set: Saying = JoinSet::new();
        set.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say(format!("g4{i}")).await
        });
        _cur = Some(set);
        tick().await?;
    }
    sleep(Duration::from_millis(900)).await;
    Ok(1)
}
#[orchestrator]
async fn aborted_of_three() -> Result<String> {
    let mut set: JoinSet<i64> = JoinSet::new();
    for i in 0..3 {
        set.spawn(async move {
            sleep(Duration::from_millis(if i == 2 { 5000 } else { 10 })).await;
            i
        });
    }
    sleep(Duration::from_millis(500)).await;
    set.abort_all();
    let mut all = Vec::new();
    while let Some(r) = set.join_next().await {
        all.push(match r {
            Ok(n) => format!("{n}"),
            Err(e) => format!("{}", !e.to_string().is_empty()),
        });
    }
    all.sort();
    Ok(format!("{all:?}"))
}
#[orchestrator]
async fn left_in_a_loop(n: i64) -> Result<i64> {
    let mut sets = Vec::new();
    for i in 0..3 {
        let mut set: Saying = JoinSet::new();
        set.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say(format!("b6{i}")).await
        });
        sets.push(set);
    }
    let mut k = 0;
    for mut s in sets {
        k += 1;
        if k == n {
            break;
        }
        s.join_next().await;
    }
    sleep(Duration::from_millis(1200)).await;
    Ok(k)
}
#[orchestrator]
async fn given_away_before_a_failure(n: i64) -> Result<i64> {
    let mut a: JoinSet<Result<String>> = JoinSet::new();
    a.spawn(async move {
        sleep(Duration::from_millis(300)).await;
        say("g7".to_string()).await
    });
    let r: Result<i64> = async {
        let (k, m) = (a, picky(n).await?);
        sleep(Duration::from_millis(1)).await;
        drop(k);
        Ok(m)
    }
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(r.is_ok() as i64)
}
#[orchestrator]
async fn given_away_before_a_break(n: i64) -> Result<i64> {
    let k = 0;
    loop {
        let mut a: JoinSet<Result<String>> = JoinSet::new();
        a.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say("g9".to_string()).await
        });
        let (k, _m) = (
            a,
            match picky(n).await {
                Ok(m) => m,
                Err(_) => break,
            },
        );
        sleep(Duration::from_millis(1)).await;
        drop(k);
        break;
    }
    sleep(Duration::from_millis(900)).await;
    Ok(k)
}
fn saying_later() -> Saying {
    Saying::new()
}
/// The variable doesn't look like a set.
#[orchestrator]
async fn given_away_unseen(n: i64) -> Result<i64> {
    let mut set = saying_later();
    set.spawn(async move {
        sleep(Duration::from_millis(300)).await;
        say("unseen".to_string()).await
    });
    let r: Result<i64> = async {
        let (mut set, m) = (set, picky(n).await?);
        set.join_next().await;
        Ok(m)
    }
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(r.is_ok() as i64)
}
#[derive(serde::Serialize, serde::Deserialize)]
struct Talk {
    name: String,
    sets: Vec<Saying>,
}
/// The same with a set that is in a value of another type.
#[orchestrator]
async fn given_away_in_a_struct(n: i64) -> Result<String> {
    let mut talk = Talk {
        name: "t".to_string(),
        sets: vec![JoinSet::new()],
    };
    talk.sets[0].spawn(async move {
        sleep(Duration::from_millis(300)).await;
        say("in a struct".to_string()).await
    });
    let r: Result<String> = async {
        let (talk, m) = (talk, picky(n).await?);
        sleep(Duration::from_millis(1)).await;
        Ok(format!("{} {m}", talk.name))
    }
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(format!("{:?}", r.ok()))
}
#[orchestrator]
async fn joined_after_the_end(n: i64) -> Result<i64> {
    let mut set: JoinSet<i64> = JoinSet::new();
    set.spawn(async move { n });
    sleep(Duration::from_millis(300)).await;
    Ok(match set.join_next().await {
        Some(Ok(x)) => x,
        Some(Err(_)) => -2,
        None => -3,
    })
}
#[orchestrator]
async fn joined_twice_after_the_ends(n: i64) -> Result<String> {
    let mut set: JoinSet<Result<i64>> = JoinSet::new();
    set.spawn(inc(n));
    set.spawn(inc(n + 1));
    sleep(Duration::from_millis(300)).await;
    let a = set.join_next().await;
    let b = {
        tick().await?;
        set.join_next().await
    };
    Ok(format!("{} {}", a.is_some(), b.is_some()))
}
#[orchestrator]
async fn aborted_after_its_end(n: i64) -> Result<i64> {
    let mut set: JoinSet<i64> = JoinSet::new();
    set.spawn(async move {
        sleep(Duration::from_millis(10)).await;
        n
    });
    sleep(Duration::from_millis(300)).await;
    set.abort_all();
    Ok(match set.join_next().await {
        Some(Ok(x)) => x,
        Some(Err(_)) => -2,
        None => -3,
    })
}
/// The last one is needed behind the loop, so each is stored, and the next one takes its place there.
#[orchestrator]
async fn replaced_in_turns_and_needed() -> Result<i64> {
    let mut set: Saying = JoinSet::new();
    for i in 0..3 {
        set = JoinSet::new();
        set.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say(format!("g3{i}")).await
        });
        tick().await?;
    }
    sleep(Duration::from_millis(900)).await;
    Ok(set.len() as i64)
}
/// The last one is needed behind the loop, so each is stored, and the next one takes its place there.
#[orchestrator]
async fn put_away_in_turns_and_needed() -> Result<i64> {
    let mut cur: Option<Saying> = None;
    for i in 0..3 {
        let mut set: Saying = JoinSet::new();
        set.spawn(async move {
            sleep(Duration::from_millis(300)).await;
            say(format!("g4{i}")).await
        });
        cur = Some(set);
        tick().await?;
    }
    sleep(Duration::from_millis(900)).await;
    Ok(cur.map_or(0, |s| s.len() as i64))
}
#[orchestrator]
async fn left_by_an_outer_loop() -> Result<i64> {
    let mut n = 0;
    'o: for round in 0..2 {
        let mut v: Vec<Saying> = Vec::new();
        for i in 0..3 {
            let mut s: Saying = JoinSet::new();
            s.spawn(async move {
                sleep(Duration::from_millis(300)).await;
                say(format!("h26{round}{i}")).await
            });
            v.push(s);
        }
        for s in v {
            tick().await?;
            n += s.len() as i64;
            continue 'o;
        }
    }
    sleep(Duration::from_millis(900)).await;
    Ok(n)
}

holds! {
    an_end_that_was_not_taken_stays => joined_after_the_end(4), joined_twice_after_the_ends(4), aborted_after_its_end(1), aborted_of_three();
    a_set_ends_with_its_new_value => replaced_in_turns(), replaced_in_turns_and_needed();
    a_set_that_is_put_away_ends_with_the_new_value => put_away_in_turns(), put_away_in_turns_and_needed();
    sets_that_are_left_of_a_loop_end_with_it => left_in_a_loop(1), left_in_a_loop(2), left_in_a_loop(9), left_by_an_outer_loop();
    a_set_that_is_given_away_ends_where_that_is_left => given_away_before_a_failure(2), given_away_before_a_failure(3), given_away_before_a_break(2), given_away_before_a_break(3), given_away_unseen(2), given_away_unseen(3), given_away_in_a_struct(2), given_away_in_a_struct(3);
}
