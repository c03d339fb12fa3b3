//! What an `async` block has to itself ends with the block; what it borrows does not.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

type Saying = JoinSet<Result<String>>;

static LOCKED: Mutex<i64> = Mutex::new(0);

/// The number of handles of a value. An orchestrator itself may not ask for it, for it isn't stored.
fn handles<T>(of: &Arc<T>) -> usize {
    Arc::strong_count(of)
}

#[orchestrator]
async fn lets_go_of_a_lock(n: i64) -> Result<bool> {
    let guard = LOCKED.lock().unwrap();
    let value = async move { *guard + 1 }.await;
    let is_free = LOCKED.try_lock().is_ok();
    inc(n + value).await?;
    Ok(is_free)
}
#[orchestrator]
async fn closes_a_channel(n: i64) -> Result<Vec<i64>> {
    let (sender, receiver) = channel();
    async move {
        for i in 0..n {
            sender.send(i).unwrap();
        }
    }
    .await;
    let all: Vec<i64> = receiver.try_iter().collect();
    let is_closed = receiver.try_recv() == Err(std::sync::mpsc::TryRecvError::Disconnected);
    tick().await?;
    Ok([all, vec![i64::from(is_closed)]].concat())
}
#[orchestrator]
async fn has_the_only_pointer(n: i64) -> Result<usize> {
    let pointer = Arc::new(n);
    let other = Arc::clone(&pointer);
    let sum = async move { *other + 1 }.await;
    let count = handles(&pointer);
    inc(sum).await?;
    Ok(count)
}
/// Notes when it is dropped.
struct Noted<'a>(&'static str, &'a Mutex<Vec<&'static str>>);
impl Noted<'_> {
    fn touch(&mut self) {}
}
impl Drop for Noted<'_> {
    fn drop(&mut self) {
        self.1.lock().unwrap().push(self.0);
    }
}
#[orchestrator]
async fn drops_in_the_order_of_its_captures() -> Result<String> {
    let log = Mutex::new(Vec::new());
    let mut one = Noted("one", &log);
    let mut two = Noted("two", &log);
    let mut three = Noted("three", &log);
    async move {
        two.touch();
        one.touch();
        three.touch();
    }
    .await;
    let said = format!("{:?}", log.lock().unwrap());
    tick().await?;
    Ok(said)
}
#[orchestrator]
async fn moves_a_set_in() -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(300)).await;
        say("moved in".to_string()).await
    });
    let set = set;
    let count = async move {
        tick().await?;
        Ok::<_, Failure>(set.len())
    }
    .await?;
    sleep(Duration::from_millis(900)).await;
    Ok(count)
}
#[orchestrator]
async fn may_move_a_set_in(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(300)).await;
        say("may be moved in".to_string()).await
    });
    let count = async {
        tick().await?;
        if n > 5 {
            drop(set);
            return Ok(0);
        }
        Ok::<_, Failure>(set.len())
    }
    .await?;
    sleep(Duration::from_millis(900)).await;
    Ok(count)
}
#[orchestrator]
async fn borrows_a_set_at_once(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(300)).await;
        say("borrowed at once".to_string()).await
    });
    let count = async {
        picky(n).await?;
        Ok::<_, Failure>(set.len())
    }
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(count.unwrap_or(7))
}
#[orchestrator]
async fn given_up_with_a_set() -> Result<bool> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(600)).await;
        say("given up".to_string()).await
    });
    let first = timeout(Duration::from_millis(200), async { set.join_next().await }).await;
    sleep(Duration::from_millis(900)).await;
    Ok(first.is_err())
}
#[orchestrator]
async fn given_up_in_a_loop() -> Result<bool> {
    let mut set: Saying = JoinSet::new();
    for i in 0..3_u64 {
        set.spawn(async move {
            sleep(Duration::from_millis(100 + 400 * i)).await;
            say(format!("in a loop {i}")).await
        });
    }
    let all = timeout(Duration::from_millis(300), async {
        while let Some(said) = set.join_next().await {
            said.unwrap().unwrap();
        }
    })
    .await;
    sleep(Duration::from_millis(1500)).await;
    Ok(all.is_err())
}
#[orchestrator]
async fn lost_the_race() -> Result<i64> {
    let mut set: Saying = JoinSet::new();
    for i in 0..2_u64 {
        set.spawn(async move {
            sleep(Duration::from_millis(100 + 600 * i)).await;
            say(format!("lost {i}")).await
        });
    }
    let winner = select! {
        _ = async { while set.join_next().await.is_some() {} } => 1,
        () = sleep(Duration::from_millis(400)) => 2,
    };
    sleep(Duration::from_millis(1000)).await;
    Ok(winner)
}
#[orchestrator]
async fn joined_with_a_set() -> Result<bool> {
    let mut set: Saying = JoinSet::new();
    for i in 0..2_u64 {
        set.spawn(async move {
            sleep(Duration::from_millis(100 + 700 * i)).await;
            say(format!("joined {i}")).await
        });
    }
    let (any, ()) = join!(
        async { set.join_next().await.is_some() },
        sleep(Duration::from_millis(200))
    );
    sleep(Duration::from_millis(1200)).await;
    Ok(any)
}
/// The block around it ends, and with that the set.
#[orchestrator]
async fn borrowed_within_a_block() -> Result<bool> {
    let any = {
        let mut set: Saying = JoinSet::new();
        for i in 0..2_u64 {
            set.spawn(async move {
                sleep(Duration::from_millis(100 + 700 * i)).await;
                say(format!("within {i}")).await
            });
        }
        let any = timeout(Duration::from_millis(300), async {
            set.join_next().await;
            set.join_next().await;
        });
        any.await.is_err()
    };
    sleep(Duration::from_millis(1200)).await;
    Ok(any)
}
/// The block that lends it to another one is given up.
#[orchestrator]
async fn borrowed_of_a_block() -> Result<bool> {
    let done = timeout(Duration::from_millis(300), async {
        let mut set: Saying = JoinSet::new();
        set.spawn(async {
            sleep(Duration::from_millis(600)).await;
            say("of a block".to_string()).await
        });
        let (any, ()) = join!(
            async { set.join_next().await.is_some() },
            sleep(Duration::from_millis(200))
        );
        any
    })
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(done.is_err())
}
/// Two blocks borrow it, one within the other, and the outer one is given up.
#[orchestrator]
async fn borrowed_twice() -> Result<bool> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(600)).await;
        say("twice".to_string()).await
    });
    let done = timeout(Duration::from_millis(300), async {
        let (any, ()) = join!(
            async { set.join_next().await.is_some() },
            sleep(Duration::from_millis(200))
        );
        any
    })
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(done.is_err())
}
/// A block gives it away as a whole, so it is the block's.
#[orchestrator]
async fn given_to_a_block() -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(600)).await;
        say("given".to_string()).await
    });
    let done = timeout(Duration::from_millis(300), async {
        sleep(Duration::from_millis(400)).await;
        set.detach_all();
    })
    .await;
    sleep(Duration::from_millis(900)).await;
    Ok(usize::from(done.is_err()))
}
#[orchestrator]
async fn dropped_unawaited(n: i64) -> Result<bool> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(600)).await;
        say("unawaited".to_string()).await
    });
    let waits = async { set.join_next().await.is_some() };
    if n == 1 {
        drop(waits);
    }
    sleep(Duration::from_millis(900)).await;
    Ok(true)
}

/// What a block borrows is a field, or has the sets in it.
#[orchestrator]
async fn borrowed_in_parts() -> Result<String> {
    let mut pair: (Saying, i64) = (JoinSet::new(), 3);
    let mut sets: Vec<Saying> = vec![JoinSet::new(), JoinSet::new()];
    for i in 0..2_u64 {
        pair.0.spawn(async move {
            sleep(Duration::from_millis(150 + 500 * i)).await;
            say(format!("pair {i}")).await
        });
        sets[1].spawn(async move {
            sleep(Duration::from_millis(170 + 500 * i)).await;
            say(format!("list {i}")).await
        });
    }
    let (any, count) = join!(async { pair.0.join_next().await.is_some() }, async {
        tick().await.ok();
        sets.len()
    });
    sleep(Duration::from_millis(1000)).await;
    Ok(format!("{any} {count}"))
}

fn forward(sender: std::sync::mpsc::Sender<i64>) {
    sender.send(1).unwrap();
}
#[orchestrator]
async fn may_give_away(n: i64) -> Result<Vec<i64>> {
    let (sender, receiver) = channel();
    async {
        if n > 5 {
            forward(sender);
        }
    }
    .await;
    let all: Vec<i64> = receiver.iter().collect();
    let lock = Mutex::new(n);
    let guard = lock.lock().unwrap();
    let value: i64 = async {
        if n > 5 {
            let held = guard;
            *held
        } else {
            2
        }
    }
    .await;
    let is_free = lock.try_lock().is_ok();
    let pointer = Arc::new(n);
    let other = Arc::clone(&pointer);
    let some = async { if n > 5 { Some(pointer) } else { None } }.await;
    let count = handles(&other) as i64;
    drop(some);
    tick().await?;
    Ok([all, vec![value, i64::from(is_free), count]].concat())
}
struct Guarded {
    pointer: Arc<i64>,
    n: i64,
}
#[orchestrator]
async fn moves_a_field_in(n: i64) -> Result<usize> {
    let pointer = Arc::new(n);
    let guarded = Guarded {
        pointer: Arc::clone(&pointer),
        n,
    };
    let sum = async move { *guarded.pointer + guarded.n }.await;
    let count = handles(&pointer);
    inc(sum).await?;
    Ok(count)
}
#[orchestrator]
async fn takes_a_borrowed_set(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(500)).await;
        say("taken".to_string()).await
    });
    let mut some = Some(JoinSet::<Result<String>>::new());
    some.as_mut().unwrap().spawn(async {
        sleep(Duration::from_millis(550)).await;
        say("taken of an option".to_string()).await
    });
    let (taken, is_some, _) = join!(
        async {
            let old = std::mem::take(&mut set);
            drop(old);
            tick().await.ok();
            1
        },
        async {
            if n == 1 {
                let _taken = some.take();
            }
            sleep(Duration::from_millis(20)).await;
            some.is_some()
        },
        inc(n)
    );
    sleep(Duration::from_millis(900)).await;
    Ok(taken + usize::from(is_some))
}
#[orchestrator]
async fn gives_a_borrowed_set_back(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(500)).await;
        say("given back".to_string()).await
    });
    let (old, _) = join!(
        async {
            let old = std::mem::take(&mut set);
            tick().await.ok();
            old
        },
        inc(n)
    );
    let count = old.len();
    drop(old);
    sleep(Duration::from_millis(900)).await;
    Ok(count)
}
/// The block fails while the set is in use.
#[orchestrator]
async fn borrowed_by_what_fails(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(500)).await;
        say("of what fails".to_string()).await
    });
    let (count, _) = join!(
        async {
            tick().await?;
            picky(n + set.len() as i64 - 1).await?;
            Ok::<_, Failure>(set.len())
        },
        inc(n)
    );
    sleep(Duration::from_millis(900)).await;
    Ok(count.unwrap_or(9))
}

/// `_` and `ref` move nothing.
#[orchestrator]
async fn looked_at_and_not_moved(n: i64) -> Result<usize> {
    let mut set: Saying = JoinSet::new();
    set.spawn(async {
        sleep(Duration::from_millis(500)).await;
        say("looked at".to_string()).await
    });
    let (count, _) = join!(
        async {
            tick().await.ok();
            let _ = set;
            3
        },
        inc(n)
    );
    sleep(Duration::from_millis(900)).await;
    Ok(count)
}

holds! {
    what_a_block_may_give_away_ends_with_it => may_give_away(1), may_give_away(7), moves_a_field_in(3);
    a_set_that_is_borrowed_as_a_part_goes_on => borrowed_in_parts();
    what_a_block_moves_in_ends_with_it => lets_go_of_a_lock(1), closes_a_channel(3), has_the_only_pointer(3), drops_in_the_order_of_its_captures();
    a_set_ends_with_the_block_that_it_was_moved_into => moves_a_set_in(), may_move_a_set_in(3), may_move_a_set_in(7);
    a_set_goes_on_behind_a_block_that_borrows_it => borrows_a_set_at_once(2), borrows_a_set_at_once(3), joined_with_a_set(), borrowed_within_a_block();
    a_set_goes_on_when_a_block_that_borrows_it_is_given_up => given_up_with_a_set(), given_up_in_a_loop(), lost_the_race(), borrowed_of_a_block(), borrowed_twice(), dropped_unawaited(1), dropped_unawaited(2);
    a_set_ends_with_the_block_that_was_given_it => given_to_a_block();
}

holds! { in any order:
    a_set_that_is_taken_from_its_lender_ends => takes_a_borrowed_set(1), takes_a_borrowed_set(2), gives_a_borrowed_set_back(1), borrowed_by_what_fails(2), borrowed_by_what_fails(3), looked_at_and_not_moved(1);
}
