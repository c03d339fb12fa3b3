//! How long a set of tasks lives that is moved, renewed in each turn of a loop, or a part of another value.

use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);

/// Moved on one path only: on the other it lives until its block ends.
#[orchestrator]
async fn set_moved_on_one_path(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 20).await;
        say("one path".into()).await
    });
    if n > 1 {
        drop(set);
    }
    tick().await?;
    sleep(MOMENT * 400).await;
    inc(n).await
}

#[orchestrator]
async fn set_joined_on_one_path(n: i64) -> Result<usize> {
    let mut set = JoinSet::new();
    for i in 0..3 {
        set.spawn(async move {
            sleep(MOMENT * 20).await;
            say(format!("{i}")).await
        });
    }
    tick().await?;
    if n > 1 {
        let all = set.join_all().await;
        return Ok(all.len());
    }
    sleep(MOMENT * 400).await;
    Ok(0)
}

#[orchestrator]
async fn set_printed_and_borrowed(n: i64) -> Result<i64> {
    let mut set = (JoinSet::new());
    let borrowed = &mut set;
    borrowed.spawn(async move {
        sleep(MOMENT * 20).await;
        say("borrowed".into()).await
    });
    let shown = format!("{set:?}").len();
    sleep(MOMENT * 400).await;
    inc(n + (shown as i64).min(1)).await
}

#[orchestrator]
async fn set_declared_first(n: i64) -> Result<i64> {
    let mut set: JoinSet<Result<String>>;
    set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 20).await;
        say("declared first".into()).await
    });
    tick().await?;
    sleep(MOMENT * 400).await;
    inc(n).await
}

#[orchestrator]
async fn set_moved_to_another_local(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 20).await;
        say("another local".into()).await
    });
    let other = set;
    let running = other.len() as i64;
    sleep(MOMENT * 400).await;
    inc(n + running).await
}

/// It has the scope of the local that it is moved to.
#[orchestrator]
async fn set_moved_to_a_local_outside(n: i64) -> Result<i64> {
    let outer;
    {
        let mut set = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT * 20).await;
            say("outside".into()).await
        });
        tick().await?;
        outer = Some(set);
    }
    let has = outer.is_some();
    sleep(MOMENT * 400).await;
    inc(n + i64::from(has)).await
}

#[orchestrator]
async fn set_moved_to_a_local_inside(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 250).await;
        say("inside".into()).await
    });
    {
        let inner = set;
        sleep(MOMENT * 5).await;
        if inner.len() != 1 {
            return Ok(-1);
        }
        tick().await?;
    }
    sleep(MOMENT * 400).await;
    inc(n).await
}

#[orchestrator]
async fn set_captured_by_a_block_awaited_at_once(n: u32) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move {
            sleep(MOMENT * (1 + 250 * i)).await;
            say(format!("at once {i}")).await
        });
    }
    let first = async move {
        let first = set.join_next().await;
        tick().await?;
        Ok::<_, Failure>(first.is_some())
    }
    .await?;
    sleep(MOMENT * 400).await;
    inc(first.into()).await
}

#[orchestrator]
async fn set_given_another_value(n: i64) -> Result<i64> {
    let mut set = JoinSet::new();
    for i in 0..n {
        set.spawn(async move {
            sleep(MOMENT * 250).await;
            say(format!("first {i}")).await
        });
        sleep(MOMENT * 5).await;
        set = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT * 5).await;
            say(format!("second {i}")).await
        });
        sleep(MOMENT * 100).await;
    }
    sleep(MOMENT * 400).await;
    inc(n).await
}

/// A new one in each turn, which isn't named after the awaits.
#[orchestrator]
async fn set_of_each_turn(n: i64) -> Result<i64> {
    let mut sum = 0;
    for i in 0..n {
        let mut set = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT * 250).await;
            say(format!("turn {i}")).await
        });
        if inc(i).await? > 1 {
            continue;
        }
        sum += double(i).await?;
        sleep(MOMENT * 5).await;
    }
    sleep(MOMENT * 400).await;
    Ok(sum)
}

/// Awaited on one path only.
#[orchestrator]
async fn set_of_each_turn_on_one_path(n: i64) -> Result<i64> {
    let mut sum = 0;
    let mut i = 0;
    while i < n {
        let mut set = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT * 250).await;
            say(format!("turn {i}")).await
        });
        set.spawn(async move { say(format!("now {i}")).await });
        if inc(i).await? > 1 {
            sum += set.join_next().await.is_some() as i64;
        }
        sleep(MOMENT * 5).await;
        i += 1;
    }
    sleep(MOMENT * 400).await;
    Ok(sum)
}

#[derive(Serialize, Deserialize)]
struct Crawler {
    tasks: JoinSet<Result<String>>,
    seen: Vec<String>,
}

#[orchestrator(inline)]
async fn set_of_a_crawler(n: i64) -> Result<Crawler> {
    let mut crawler = Crawler {
        tasks: JoinSet::new(),
        seen: vec![],
    };
    for i in 0..n {
        crawler.tasks.spawn(async move {
            sleep(MOMENT * 20).await;
            say(format!("page {i}")).await
        });
    }
    crawler.seen.push("start".into());
    tick().await?;
    Ok(crawler)
}

/// Nothing here looks like a set.
#[orchestrator]
async fn crawlers(n: i64) -> Result<i64> {
    let crawler = set_of_a_crawler(n).await?;
    let seen = crawler.seen.len() as i64;
    sleep(MOMENT * 400).await;
    inc(seen).await
}

#[orchestrator]
async fn sets_in_vecs_and_tuples(n: i64) -> Result<i64> {
    let mut sets: Vec<JoinSet<Result<String>>> = vec![JoinSet::new(), JoinSet::new()];
    let mut pair = (JoinSet::new(), 1);
    sets[0].spawn(async move {
        sleep(MOMENT * 20).await;
        say("in a vec".into()).await
    });
    pair.0.spawn(async move {
        sleep(MOMENT * 20).await;
        say("in a tuple".into()).await
    });
    {
        let mut short: Vec<JoinSet<Result<String>>> = vec![JoinSet::new()];
        short[0].spawn(async move {
            sleep(MOMENT * 250).await;
            say("in a block".into()).await
        });
        sleep(MOMENT * 10).await;
        tick().await?;
    }
    sleep(MOMENT * 400).await;
    inc(n).await
}

/// Patterns bind it.
#[orchestrator]
async fn sets_in_patterns(n: i64) -> Result<i64> {
    let mut set: JoinSet<Result<String>> = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 200).await;
        say("in a pattern".into()).await
    });
    let (set, more) = (Some(set), n);
    match set {
        Some(set) if more > 1 => {
            let running = set.len() as i64;
            tick().await?;
            sleep(MOMENT * 5).await;
            inc(running).await?;
        }
        Some(_set) => {
            tick().await?;
            sleep(MOMENT * 400).await;
        }
        None => {}
    }
    sleep(MOMENT * 400).await;
    inc(n).await
}

/// The value of a task whose handle is dropped is dropped with it.
#[orchestrator]
async fn set_handed_back(n: i64) -> Result<i64> {
    let task = spawn(async move {
        let mut set: JoinSet<Result<String>> = JoinSet::new();
        set.spawn(async move {
            sleep(MOMENT * 250).await;
            say("handed back".into()).await
        });
        tick().await?;
        Ok::<_, Failure>(set)
    });
    sleep(MOMENT * 5).await;
    if n > 1 {
        let mut set = task.await??;
        return Ok(set
            .join_next()
            .await
            .map_or(-1, |end: Result<Result<String>>| end.is_ok() as i64));
    }
    drop(task);
    sleep(MOMENT * 400).await;
    inc(n).await
}

/// A block is over that has not looked at its set again.
#[orchestrator]
async fn set_of_a_block_that_returns(n: i64) -> Result<i64> {
    let early = join!(
        async move {
            let mut set: JoinSet<Result<String>> = JoinSet::new();
            set.spawn(async move {
                sleep(MOMENT * 250).await;
                say("of a block".into()).await
            });
            if inc(n).await? > 2 {
                return Ok::<_, Failure>(1);
            }
            set.join_next().await;
            Ok(2)
        },
        tick()
    )
    .0?;
    sleep(MOMENT * 400).await;
    inc(early).await
}

/// Others have copies of it, which end nothing.
#[orchestrator]
async fn set_looked_at_by_blocks(n: i64) -> Result<i64> {
    let mut set: JoinSet<Result<String>> = JoinSet::new();
    set.spawn(async move {
        sleep(MOMENT * 20).await;
        say("looked at".into()).await
    });
    let looks = join!(
        async {
            tick().await?;
            Ok::<_, Failure>(set.len())
        },
        inc(n)
    );
    let running = looks.0? as i64;
    sleep(MOMENT * 400).await;
    inc(running + set.len() as i64).await
}

durable_tests::holds! { in any order:
    a_set_is_joined_on_one_path => set_joined_on_one_path(1), set_joined_on_one_path(2);
    sets_lie_in_other_values => sets_in_vecs_and_tuples(1);
    a_set_of_each_turn_ends_with_it => set_of_each_turn_on_one_path(3);
}
durable_tests::holds! {
    a_set_is_moved_on_one_path => set_moved_on_one_path(1), set_moved_on_one_path(2);
    a_set_is_printed_and_borrowed => set_printed_and_borrowed(1);
    a_set_is_declared_first => set_declared_first(1);
    a_set_is_moved_to_another_local => set_moved_to_another_local(1), set_moved_to_a_local_outside(1), set_moved_to_a_local_inside(1);
    a_set_is_captured_by_a_block_that_is_awaited_at_once => set_captured_by_a_block_awaited_at_once(2);
    a_set_ends_where_its_local_is_given_another_value => set_given_another_value(2);
    a_set_is_new_in_each_turn => set_of_each_turn(3);
    a_set_comes_from_an_inline_orchestrator => crawlers(2);
    patterns_bind_sets => sets_in_patterns(1), sets_in_patterns(2);
    a_set_is_a_tasks_value => set_handed_back(1), set_handed_back(2);
    a_set_ends_with_a_block_that_returns => set_of_a_block_that_returns(1), set_of_a_block_that_returns(5);
    blocks_look_at_a_set => set_looked_at_by_blocks(1);
}
