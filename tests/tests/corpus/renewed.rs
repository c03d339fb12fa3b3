//! Fields that get a new value somewhere: what only looks at them, or changes them in place, has them and no copy.

use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use durable_tests::holds;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Secret {
    #[serde(skip)]
    number: i64,
    kind: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct State {
    current: Option<i64>,
    pair: (Option<i64>, i64),
    seen: Vec<i64>,
}

#[orchestrator]
async fn changed_by_ref_mut(mut state: State) -> Result<State> {
    while let Some(ref mut current) = state.current {
        *current -= 1;
        state.seen.push(*current);
        if *current <= 0 || state.seen.len() > 8 {
            break;
        }
        tick().await?;
        if state.seen.len() == 7 {
            state.current = None;
        }
    }
    match state.pair {
        (Some(ref mut first), _) => *first += 10,
        (None, ref mut second) => *second += 20,
    }
    let ref mut seen = state.seen;
    seen.push(inc(100).await?);
    state.pair = (state.pair.0, inc(state.pair.1).await?);
    state.seen = vec![state.seen.len() as i64, inc(1).await?];
    Ok(state)
}

#[orchestrator]
async fn looked_at(n: i64) -> Result<String> {
    let mut secret = (Secret { number: 7, kind: 1 }, n);
    let a = matches!(secret.0, Secret { number: 7, .. });
    let b = match secret.0 {
        Secret { number: 1.., .. } => "set",
        _ => "unset",
    };
    let c = secret.0.number;
    tick().await?;
    if n > 100 {
        secret.0 = Secret {
            number: 0,
            kind: inc(0).await?,
        };
    }
    Ok(format!("{a}{b}{c}{}", secret.0.kind))
}

#[orchestrator]
async fn used_up_by_the_standard_library(n: i64) -> Result<(i64, Vec<i64>, String)> {
    let mut state = (Some(n), vec![n, n + 1], String::from("a"));
    let taken = state.0.map(|n| n + 1).unwrap_or(0) + state.0.unwrap_or_default();
    state.0 = Some(inc(taken).await?);
    let doubled: Vec<i64> = state.1.into_iter().map(|n| n * 2).collect();
    state.1 = vec![inc(1).await?];
    let bytes = state.2.into_bytes().len();
    state.2 = say(format!("{bytes}")).await?;
    let all = vec![state.2, format!("{doubled:?}")];
    state.2 = say(all.join("+")).await?;
    Ok((state.0.unwrap_or(0), state.1, state.2))
}

#[orchestrator]
async fn no_longer_borrowed_in_part(
    mut pair: (Option<Vec<i64>>, Option<i64>),
) -> Result<(Option<Vec<i64>>, Option<i64>)> {
    if let (Some(ref mut list), Some(ref mut number)) = pair {
        *number += 1;
        list.push(*number);
        pair.1 = None;
        list.push(inc(1).await?);
        list.push(inc(2).await?);
    }
    Ok(pair)
}

#[orchestrator]
async fn found_beside_what_is_cleared(words: Vec<String>) -> Result<String> {
    let mut flags = vec![true];
    let (Some(word), Some(flag)) = (words.first(), flags.first()) else {
        return Ok("nothing".into());
    };
    let flag = *flag;
    flags.clear();
    tick().await?;
    let mut left = vec![1, 2];
    let mut all = String::new();
    while let (Some(word), Some(number)) = (words.last(), left.last()) {
        all += &format!("{word}{number}");
        left.pop();
        tick().await?;
        all += word;
    }
    Ok(format!("{word}{flag}{all}"))
}

#[orchestrator]
async fn emptied_beside_what_is_borrowed(xs: Vec<String>, mut ys: Vec<String>) -> Result<String> {
    let (a, b) = (&xs[0], &ys[0]);
    let mut all = format!("{a}{b}");
    ys.clear();
    tick().await?;
    all += a;
    ys.push("c".into());
    let both = (&xs[0], &ys[0]);
    let (first, second) = both;
    all += second;
    ys.clear();
    tick().await?;
    ys.push("d".into());
    let q = &ys[0];
    let (p, r) = (&xs[0], q);
    all += r;
    say(ys.pop().unwrap_or_default()).await?;
    all += p;
    Ok(all + first)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Order {
    name: String,
    items: Vec<i64>,
    count: i64,
}
fn order(count: i64) -> Order {
    Order {
        name: "order".to_string(),
        items: vec![count],
        count,
    }
}

/// A struct takes the place of another one, of which it has fields.
#[orchestrator]
async fn with_the_other_fields_of(n: i64) -> Result<Order> {
    let order = order(n);
    let mut order = Order {
        name: say(order.name).await?,
        ..order
    };
    order = Order {
        name: say(order.name).await?,
        count: inc(order.count).await?,
        ..order
    };
    order = Order {
        items: vec![inc(order.items[0]).await?],
        ..order
    };
    for i in 0..2 {
        order = Order {
            name: say(order.name).await? + "!",
            items: order.items,
            count: order.count + i,
        };
    }
    let mut pair = (order, n);
    pair.0 = Order {
        name: say(pair.0.name).await?,
        ..pair.0
    };
    pair = (
        Order {
            name: say(pair.0.name).await?,
            ..pair.0
        },
        inc(pair.1).await?,
    );
    Ok(pair.0)
}
#[orchestrator]
async fn made_of_its_own_parts(n: i64) -> Result<(String, Vec<i64>)> {
    let mut sums = (String::new(), vec![n]);
    for i in 0..3 {
        sums = (sums.0 + &say(i.to_string()).await?, {
            let mut all = sums.1;
            all.push(i);
            all
        });
    }
    Ok(sums)
}

/// What is taken out is the owner of what it stands for, and what stays in its place is none.
#[orchestrator]
async fn takes_a_set_out(n: i64) -> Result<bool> {
    let mut pair = (JoinSet::new(), n);
    pair.0.spawn(async move { inc(n).await });
    let mut set = pair.0;
    tick().await?;
    pair.0 = JoinSet::new();
    Ok(set.join_next().await.is_some())
}
#[orchestrator]
async fn takes_a_set_out_and_back(n: i64) -> Result<i64> {
    let mut pair = (JoinSet::new(), n);
    pair.0.spawn(async move { inc(n).await });
    pair.0 = async move {
        tick().await.ok();
        pair.0
    }
    .await;
    tick().await?;
    let task = spawn(async move {
        let mut set = pair.0;
        set.spawn(async move { inc(n + 1).await });
        tick().await.ok();
        set
    });
    pair.0 = task.await?;
    tick().await?;
    let mut sum = pair.1;
    while let Some(ended) = pair.0.join_next().await {
        sum += ended??;
    }
    Ok(sum)
}
#[orchestrator]
async fn takes_a_task_out(n: i64) -> Result<i64> {
    let mut pair = (spawn(inc(n)), n);
    let task = pair.0;
    tick().await?;
    pair.0 = spawn(inc(n + 1));
    Ok(task.await?? + pair.0.await??)
}
#[orchestrator]
async fn takes_a_block_out(n: i64) -> Result<i64> {
    let mut work = Box::pin(async move {
        sleep(Duration::from_millis(50)).await;
        inc(n).await.unwrap_or(0)
    });
    select! {
        early = &mut work => return Ok(early),
        () = sleep(Duration::from_millis(1)) => {}
    }
    let mut slot = (Some(work), n);
    let taken = slot.0.unwrap();
    tick().await?;
    slot.0 = None;
    tick().await?;
    slot.1 = inc(slot.1).await?;
    Ok(taken.await * 100 + slot.1)
}
#[orchestrator]
async fn takes_the_place_of_a_set(n: i64) -> Result<bool> {
    let mut pair = (JoinSet::new(), n);
    pair.0.spawn(async move { inc(n).await });
    let mut set = std::mem::take(&mut pair.0);
    tick().await?;
    pair.0 = JoinSet::new();
    Ok(set.join_next().await.is_some())
}

holds! {
    what_is_changed_in_place_is_no_copy =>
        changed_by_ref_mut(State { current: Some(4), pair: (Some(1), 2), seen: vec![] }),
        changed_by_ref_mut(State { current: None, pair: (None, 2), seen: vec![1] });
    what_is_looked_at_is_no_copy => looked_at(1);
    the_standard_librarys_methods_take_a_copy => used_up_by_the_standard_library(3);
    a_part_that_is_no_longer_borrowed_may_be_gone =>
        emptied_beside_what_is_borrowed(vec!["a".into()], vec!["b".into()]);
    a_part_that_is_no_longer_borrowed_may_change =>
        no_longer_borrowed_in_part((Some(vec![1]), Some(5))), no_longer_borrowed_in_part((None, Some(5))),
        found_beside_what_is_cleared(vec!["a".into(), "b".into()]), found_beside_what_is_cleared(vec![]);
    a_struct_is_made_of_what_it_replaces => with_the_other_fields_of(1), made_of_its_own_parts(1);
    what_is_taken_out_is_the_owner => takes_a_set_out(1), takes_a_task_out(1), takes_a_block_out(1), takes_the_place_of_a_set(1);
}
holds! {
    in any order:
    what_is_taken_out_comes_back => takes_a_set_out_and_back(1);
}
