//! What an `async` block captures: by value or as a borrow, a whole local or fields of it. A set of tasks tells which: the
//! tasks of a set that the block has taken end with the block.

use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use durable_tests::{holds, refuses};
use serde::{Deserialize, Serialize};

use crate::activities::*;

/// A set with a task that says a text after a while.
#[orchestrator(inline)]
async fn saying(text: String) -> Result<JoinSet<Result<String>>> {
    let mut set = JoinSet::new();
    set.spawn(async move {
        sleep(Duration::from_millis(400)).await;
        say(text).await
    });
    Ok(set)
}

#[derive(Serialize, Deserialize)]
struct Crew {
    first: JoinSet<Result<String>>,
    second: JoinSet<Result<String>>,
    id: i64,
}
impl Crew {
    fn finish(self) -> usize {
        self.first.len()
    }
    fn count(&self) -> usize {
        self.first.len()
    }
}
#[orchestrator(inline)]
async fn crew(id: i64) -> Result<Crew> {
    Ok(Crew {
        first: saying("first".to_string()).await?,
        second: saying("second".to_string()).await?,
        id,
    })
}

/// Time for what still runs.
#[orchestrator(inline)]
async fn wait_for_all() -> Result<()> {
    sleep(Duration::from_millis(900)).await;
    Ok(())
}

#[orchestrator]
async fn takes_a_set_to_join_all(n: i64) -> Result<bool> {
    let set: JoinSet<Result<String>> = saying("joined".to_string()).await?;
    let is_late = if n == 1 {
        timeout(Duration::from_millis(200), async {
            set.join_all().await.len()
        })
        .await
        .is_err()
    } else {
        select! {
            _ = async { set.join_all().await.len() } => false,
            () = sleep(Duration::from_millis(200)) => true,
        }
    };
    wait_for_all().await?;
    Ok(is_late)
}
#[orchestrator]
async fn takes_what_is_in_a_box(n: i64) -> Result<usize> {
    let boxed: Box<JoinSet<Result<String>>> = Box::new(saying("boxed".to_string()).await?);
    let (count, _) = join!(
        async {
            tick().await.ok();
            if n == 2 {
                return 7;
            }
            let set = *boxed;
            set.len()
        },
        inc(n)
    );
    wait_for_all().await?;
    Ok(count)
}
#[orchestrator]
async fn takes_a_field(n: i64) -> Result<String> {
    let crew: Crew = crew(n).await?;
    let mut sets: Vec<JoinSet<Result<String>>> = Vec::new();
    let (count, _) = join!(
        async {
            tick().await.ok();
            if n == 2 {
                return 7;
            }
            let first = crew.first;
            first.len()
        },
        inc(n)
    );
    let id = crew.id;
    if n == 3 {
        sets.push(crew.second);
    }
    wait_for_all().await?;
    Ok(format!("{count} {id} {}", sets.len()))
}
#[orchestrator]
async fn looks_at_a_field(n: i64) -> Result<usize> {
    let pair: (JoinSet<Result<String>>, JoinSet<Result<String>>, i64) = (
        saying("one".to_string()).await?,
        saying("two".to_string()).await?,
        n,
    );
    let (count, _) = join!(
        async {
            tick().await.ok();
            pair.0.len()
        },
        inc(n)
    );
    if n == 1 {
        drop(pair.1);
    }
    wait_for_all().await?;
    Ok(count)
}
/// An `async move` block takes the fields that it names, and no others.
#[orchestrator]
async fn moves_a_field(n: i64) -> Result<usize> {
    let crew: Crew = crew(n).await?;
    let count = if n == 1 {
        let task = spawn(async move {
            sleep(Duration::from_millis(100)).await;
            crew.first.len()
        });
        task.await?
    } else if n == 2 {
        async move {
            tick().await.ok();
            crew.second.len()
        }
        .await
    } else {
        let taken = async move {
            let Crew { first, id: _, .. } = crew;
            tick().await.ok();
            first.len()
        };
        join!(taken, inc(n)).0
    };
    wait_for_all().await?;
    let sets: [JoinSet<Result<String>>; 0] = [];
    Ok(count + sets.len())
}
/// The function goes on with the fields that the block doesn't name.
#[orchestrator]
async fn goes_on_with_other_fields(n: i64) -> Result<String> {
    let mut crew: Crew = crew(n).await?;
    let count = if n == 1 {
        let task = spawn(async move {
            tick().await.ok();
            crew.first.len()
        });
        task.await?
    } else {
        let looks = async move {
            tick().await.ok();
            crew.first.len()
        };
        join!(looks, inc(n)).0
    };
    sleep(Duration::from_millis(20)).await;
    let ended = if n == 3 {
        let mut sets = vec![crew.second];
        tick().await?;
        sets[0].join_next().await
    } else {
        crew.second.join_next().await
    };
    Ok(format!("{count} {}", ended.is_some()))
}
#[orchestrator]
async fn takes_one_task_of_two(n: i64) -> Result<i64> {
    let tasks = (spawn(inc(n)), spawn(inc(n + 1)), n);
    let task = spawn(async move {
        tick().await.ok();
        if n == 1 {
            tasks.0.await?
        } else {
            Ok(i64::from(tasks.0.is_finished()))
        }
    });
    let first = task.await??;
    tick().await?;
    let second = tasks.1.await??;
    Ok(first + second)
}
/// A block that has begun, in a struct of which another block takes that field.
#[derive(Serialize, Deserialize)]
struct Underway<B> {
    block: B,
    id: i64,
}
#[orchestrator]
async fn takes_a_block_that_has_begun(n: i64) -> Result<i64> {
    let mut work = Box::pin(async move {
        sleep(Duration::from_millis(50)).await;
        inc(n).await.unwrap_or(0)
    });
    select! {
        early = &mut work => return Ok(early),
        () = sleep(Duration::from_millis(1)) => {}
    }
    let underway = Underway { block: work, id: n };
    let done = if n == 1 {
        let rest = async move {
            tick().await.ok();
            underway.block.await
        };
        join!(rest, tick()).0
    } else {
        let task = spawn(async move {
            tick().await.ok();
            underway.block.await
        });
        tick().await?;
        task.await?
    };
    tick().await?;
    Ok(done * 100 + underway.id)
}
#[orchestrator]
async fn takes_one_block_of_two(n: i64) -> Result<i64> {
    let mut first = Box::pin(async move {
        sleep(Duration::from_millis(50)).await;
        inc(n).await.unwrap_or(0)
    });
    let mut second = Box::pin(async move {
        sleep(Duration::from_millis(60)).await;
        inc(n + 10).await.unwrap_or(0)
    });
    select! {
        early = &mut first => return Ok(early),
        early = &mut second => return Ok(early),
        () = sleep(Duration::from_millis(1)) => {}
    }
    let done = {
        let both = (first, second);
        let rest = async move {
            tick().await.ok();
            both.0.await
        };
        let done = join!(rest, tick()).0;
        if n == 1 {
            return Ok(done + both.1.await);
        }
        done
    };
    // The second one is dropped by now.
    sleep(Duration::from_millis(200)).await;
    Ok(done)
}
/// `let _ = place` takes nothing.
#[orchestrator]
async fn moves_nothing(n: i64) -> Result<i64> {
    let set: JoinSet<Result<String>> = saying("untouched".to_string()).await?;
    if n == 1 {
        async move {
            let _ = set;
            tick().await.ok();
        }
        .await;
    } else {
        let idle = async move {
            let _ = set;
            tick().await.ok();
        };
        join!(idle, inc(n)).1?;
    }
    wait_for_all().await?;
    Ok(n)
}
#[orchestrator]
async fn borrows_by_a_method_of_ones_own(n: i64) -> Result<usize> {
    let crew: Crew = crew(n).await?;
    let (count, _) = join!(
        async {
            tick().await.ok();
            (&crew).count()
        },
        inc(n)
    );
    wait_for_all().await?;
    let sets: [JoinSet<Result<String>>; 0] = [];
    Ok(count + sets.len())
}
#[orchestrator]
async fn moves_by_a_method_of_ones_own(n: i64) -> Result<usize> {
    let crew: Crew = crew(n).await?;
    let (count, _) = join!(
        async move {
            tick().await.ok();
            if n == 2 { 7 } else { crew.finish() }
        },
        inc(n)
    );
    wait_for_all().await?;
    let sets: [JoinSet<Result<String>>; 0] = [];
    Ok(count + sets.len())
}
/// The blocks look at the set before they wait, and no more: it goes on when they end, or are given up.
#[orchestrator]
async fn looks_before_it_waits(n: i64) -> Result<bool> {
    let mut set: JoinSet<Result<String>> = saying("looked at".to_string()).await?;
    let wait = async {
        let count = set.len();
        sleep(Duration::from_millis(100)).await;
        count
    };
    match n {
        1 => {
            let _ = join!(wait, tick());
        }
        2 => {
            let _ = timeout(Duration::from_millis(50), wait).await;
        }
        3 => {
            let mut wait = Box::pin(wait);
            select! {
                _ = &mut wait => {}
                () = sleep(Duration::from_millis(50)) => {}
            }
        }
        _ => {
            let outer = async { join!(wait, tick()).0 };
            let _ = join!(outer, tick());
        }
    }
    Ok(set.join_next().await.is_some())
}
/// The same with fields, of which others are needed later.
#[orchestrator]
async fn looks_at_fields_before_it_waits(n: i64) -> Result<String> {
    let set: JoinSet<Result<String>> = saying("a field".to_string()).await?;
    let task = spawn(async move {
        sleep(Duration::from_millis(300)).await;
        n
    });
    let crew = (set, vec![task], "crew".to_string());
    let (done, _) = join!(
        async {
            let done = crew.0.len() + crew.1.len();
            tick().await.ok();
            done
        },
        inc(n)
    );
    let name = crew.2;
    let mut set = crew.0;
    let ended = set.join_next().await.is_some();
    let mut sum = 0;
    for task in crew.1 {
        sum += task.await?;
    }
    Ok(format!("{done} {name} {ended} {sum}"))
}
/// Nothing waits, so that the set isn't stored between the block and its end.
#[orchestrator]
async fn ends_after_a_block_that_is_ready(n: i64) -> Result<usize> {
    let set: JoinSet<Result<String>> = saying("ended".to_string()).await?;
    let (count, _) = join!(async { set.len() }, async { n });
    drop(set);
    wait_for_all().await?;
    Ok(count)
}
/// The compiler sees no set here.
#[orchestrator]
async fn borrows_an_unseen_set(n: i64) -> Result<usize> {
    let set = saying("unseen".to_string()).await?;
    let (count, _) = join!(
        async {
            tick().await.ok();
            set.len()
        },
        inc(n)
    );
    wait_for_all().await?;
    Ok(count)
}
/// The block gives back what it has borrowed, and the lender's scope is over.
#[orchestrator]
async fn gives_back_what_outlives_the_lender(n: i64) -> Result<String> {
    let mut given = {
        let mut set: JoinSet<Result<String>> = saying("given".to_string()).await?;
        set.spawn(async {
            sleep(Duration::from_millis(700)).await;
            say("later".to_string()).await
        });
        let take = async {
            set.join_next().await;
            std::mem::take(&mut set)
        };
        match n {
            1 => select! {
                set = take => set,
                () = sleep(Duration::from_millis(2000)) => JoinSet::new(),
            },
            2 => join!(take, tick()).0,
            _ => timeout(Duration::from_millis(2000), take).await.unwrap(),
        }
    };
    let count = given.len();
    let any = given.join_next().await.is_some();
    Ok(format!("{count} {any}"))
}

holds! {
    in any order:
    a_set_that_a_block_takes_ends_with_it => takes_a_set_to_join_all(1), takes_a_set_to_join_all(2), takes_what_is_in_a_box(1), takes_what_is_in_a_box(2), moves_by_a_method_of_ones_own(1), moves_by_a_method_of_ones_own(2);
    the_other_fields_stay => goes_on_with_other_fields(1), goes_on_with_other_fields(2), goes_on_with_other_fields(3), takes_one_task_of_two(1), takes_one_task_of_two(2);
    a_block_takes_another_one => takes_a_block_that_has_begun(1), takes_a_block_that_has_begun(2), takes_one_block_of_two(1), takes_one_block_of_two(2);
    a_block_takes_fields => takes_a_field(1), takes_a_field(2), takes_a_field(3), moves_a_field(1), moves_a_field(2), moves_a_field(3);
    what_a_block_only_looks_at_goes_on => looks_at_a_field(1), looks_at_a_field(2), moves_nothing(1), moves_nothing(2), borrows_by_a_method_of_ones_own(1), borrows_an_unseen_set(1);
    what_a_block_looked_at_goes_on => looks_before_it_waits(1), looks_before_it_waits(2), looks_before_it_waits(3), looks_before_it_waits(4), looks_at_fields_before_it_waits(1);
    a_block_that_looked_at_a_set_keeps_nothing => ends_after_a_block_that_is_ready(1);
    what_a_block_gives_back_goes_on => gives_back_what_outlives_the_lender(1), gives_back_what_outlives_the_lender(2), gives_back_what_outlives_the_lender(3);
}

/// Whether the block takes the set can't be seen.
#[orchestrator]
async fn may_move_by_a_method_of_ones_own(n: i64) -> Result<usize> {
    let crew: Crew = crew(n).await?;
    let (count, _) = join!(
        async {
            tick().await.ok();
            if n == 2 { 7 } else { crew.finish() }
        },
        inc(n)
    );
    let sets: [JoinSet<Result<String>>; 0] = [];
    Ok(count + sets.len())
}

/// It is dropped before the await.
#[orchestrator]
async fn waits_for_a_set_in_no_variable(n: i64) -> Result<bool> {
    let mut set: JoinSet<Result<i64>> = JoinSet::new();
    set.spawn(inc(n));
    let mut some = Some(set);
    Ok(some.take().unwrap().join_next().await.is_some())
}
#[orchestrator]
async fn waits_for_a_set_in_a_list(n: i64) -> Result<i64> {
    let mut sets: Vec<JoinSet<Result<i64>>> = vec![JoinSet::new()];
    sets[0].spawn(async move { inc(n).await });
    let first = sets.last_mut().unwrap().join_next().await;
    sets[0].spawn(async move { inc(n + 1).await });
    let second = sets[0].join_next().await;
    Ok(first.unwrap()?? + second.unwrap()??)
}
#[test]
fn a_set_in_no_variable_is_refused() {
    assert!(refuses(waits_for_a_set_in_no_variable(1)));
}

#[test]
fn a_set_that_a_method_may_take_is_refused() {
    assert!(refuses(may_move_by_a_method_of_ones_own(1)));
    assert!(refuses(may_move_by_a_method_of_ones_own(2)));
}

macro_rules! note {
    ($($text:tt)*) => {{
        let _ = format!($($text)*);
    }};
}
/// A macro of the user's is all that names what is captured.
#[orchestrator]
async fn named_by_a_macro(n: i64) -> Result<i64> {
    let text = format!("n is {n}");
    let other = text.clone();
    async move {
        note!("{}", other);
    }
    .await;
    let task = spawn(async move {
        note!("{}", text);
        tick().await.ok();
        note!("{text}");
    });
    task.await?;
    inc(n).await
}
#[orchestrator]
async fn traced_with_a_question_mark(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![n];
    async {
        seen.push(2);
        tracing::info!(?seen, last = ?seen.last(), "seen");
        tick().await.ok();
    }
    .await;
    Ok(seen)
}
#[orchestrator]
async fn closures_within_closures(n: i64) -> Result<Vec<i64>> {
    let base = n * 100;
    let sums = (0..3).flat_map(move |tens| {
        (0..2).map(move |ones| async move { inc(base + tens * 10 + ones).await })
    });
    try_join_all(sums).await
}
/// Each path that goes on gives it a value.
#[orchestrator]
async fn given_a_value_by_branches(n: i64) -> Result<i64> {
    let first;
    select! {
        value = inc(n) => { first = value?; }
        () = sleep(Duration::from_millis(2000)) => { first = 5; }
    }
    let second;
    match n {
        1 => second = inc(first).await?,
        2 => second = 7,
        _ => unreachable!("there is no {n}"),
    }
    let third;
    if n > 5 {
        todo!()
    } else {
        third = inc(second).await?;
    }
    tick().await?;
    Ok(first + second + third)
}
holds! {
    sets_in_a_list_are_waited_for => waits_for_a_set_in_a_list(1);
    blocks_see_what_macros_name => named_by_a_macro(1), traced_with_a_question_mark(1);
    blocks_of_closures_within_closures => closures_within_closures(1);
    branches_that_panic_give_no_value => given_a_value_by_branches(1), given_a_value_by_branches(2);
}
