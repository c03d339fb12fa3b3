//! What is picked out of a collection or a text by code that runs once: it is kept by its place, and had again from
//! there.

use std::cell::Cell;
use std::collections::BTreeMap;

use durable_runtime::prelude::*;
use durable_tests::holds;
use durable_tests::run::{Events, Outcome, durable};

use crate::activities::*;

#[orchestrator]
async fn the_largest(orders: Vec<Order>) -> Result<String> {
    let largest = orders.iter().max_by_key(|order| order.card.limit).unwrap();
    let city = say(largest.address.city.clone()).await?;
    let _unused = orders.iter().map(|o| o.id).max().unwrap();
    let second = orders
        .iter()
        .find(|o| o.id == 2)
        .ok_or_else(|| Failure::new("no second"))?;
    tick().await?;
    let third = orders.iter().rfind(|o| o.id > 700);
    let n = inc(second.id as i64).await?;
    let Some(first) = orders.iter().filter(|o| o.id > 0).next() else {
        return Ok("none".into());
    };
    tick().await?;
    let short = orders.iter().last().unwrap();
    Ok(format!(
        "{city}{}{}{third:?}{n}{}{}",
        largest.id, second.id, first.id, short.id
    ))
}
#[orchestrator]
async fn picked_in_branches(orders: Vec<Order>) -> Result<String> {
    let mut out = String::new();
    if let Some(order) = orders.iter().find(|o| o.id == 2) {
        tick().await?;
        out += &order.address.street;
    }
    match orders.iter().enumerate().min_by_key(|(_, o)| o.card.limit) {
        Some((i, order)) => {
            tick().await?;
            out += &format!("{i}{}", order.id);
        }
        None => tick().await?,
    }
    let mut rest = 2;
    while let Some(order) = orders.iter().nth(rest) {
        rest += 1;
        tick().await?;
        out += &order.id.to_string();
    }
    Ok(out)
}
#[orchestrator]
async fn changed_where_picked(mut list: Vec<i64>) -> Result<Vec<i64>> {
    let largest = list.iter_mut().max().unwrap();
    *largest += inc(1).await?;
    *largest += inc(2).await?;
    if let Some(n) = list.iter_mut().find(|n| **n == 1) {
        *n = 50;
        tick().await?;
        *n += 1;
    }
    Ok(list)
}
#[orchestrator]
async fn sorted_borrows(orders: Vec<Order>) -> Result<Vec<String>> {
    let mut out = vec![];
    let mut sorted: Vec<&Order> = orders.iter().collect();
    sorted.sort_by_key(|order| std::cmp::Reverse(order.id));
    for order in &sorted {
        out.push(format!(
            "{}{}",
            say(order.address.street.clone()).await?,
            order.id
        ));
    }
    sorted.pop();
    tick().await?;
    sorted.reverse();
    for order in sorted {
        let city = &order.address.city;
        tick().await?;
        out.push(format!("{}{city}", order.id));
    }
    let some = orders.iter().filter(|o| o.id != 1).collect::<Vec<_>>();
    tick().await?;
    for (i, o) in some.iter().enumerate() {
        out.push(format!("{}{i}{}", inc(i as i64).await?, o.id));
    }
    Ok(out)
}
#[orchestrator]
async fn picked_words(text: String) -> Result<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort();
    let mut out = String::new();
    for word in words {
        out += &say(word.to_owned()).await?;
        out += word;
    }
    let mut sorted: Vec<&str> = text.split_whitespace().collect();
    sorted.sort_by_key(|word| word.len());
    for (i, word) in sorted.into_iter().enumerate() {
        out += &format!("{i}{}{word}", say(word.to_owned()).await?);
    }
    let mut turned: Vec<&str> = text.split(' ').collect();
    turned.reverse();
    for word in turned.iter().filter(|word| word.len() > 1) {
        out += &say(word.to_string()).await?;
        out += word;
    }
    for length in turned.into_iter().map(|word| word.len()) {
        out += &inc(length as i64).await?.to_string();
    }
    let longest = text
        .split(|c: char| c == ' ')
        .max_by_key(|w| w.len())
        .unwrap();
    let (_a, _b) = text.split_once(|c: char| c == 'b').unwrap();
    tick().await?;
    let third = text.split(' ').nth(2);
    tick().await?;
    Ok(format!("{out}{longest}{third:?}"))
}
#[orchestrator]
async fn picked_in_maps(mut map: BTreeMap<String, i64>) -> Result<String> {
    let best = map.iter().max_by_key(|(_, n)| **n).unwrap();
    tick().await?;
    let mut out = format!("{best:?}");
    let key = map.keys().find(|k| k.len() > 1).unwrap();
    tick().await?;
    out += key;
    let low = map.values_mut().min().unwrap();
    *low -= 1;
    tick().await?;
    *low -= 1;
    Ok(format!("{out}{map:?}"))
}

thread_local! {
    static LOOKED_AT: Cell<i64> = const { Cell::new(0) };
}

/// Looks, and counts that.
fn watched(order: &Order) -> u32 {
    LOOKED_AT.with(|looks| looks.set(looks.get() + 1));
    order.id
}

#[orchestrator]
async fn code_that_counts(orders: Vec<Order>) -> Result<i64> {
    let before = LOOKED_AT.with(Cell::get);
    let largest = orders.iter().max_by_key(|order| watched(order)).unwrap();
    let looks = LOOKED_AT.with(Cell::get) - before;
    tick().await?;
    let n = inc(largest.id.into()).await?;
    tick().await?;
    Ok(looks * 100 + n + i64::from(largest.id))
}

#[orchestrator]
async fn with_a_borrow_from_elsewhere(list: Vec<i64>, other: i64) -> Result<i64> {
    let mut some: Vec<&i64> = list.iter().collect();
    some.push(&other);
    tick().await?;
    Ok(some.into_iter().sum())
}

#[test]
fn a_borrow_of_something_else_among_those_that_are_kept_by_their_places_fails_the_instance() {
    let observed = durable(with_a_borrow_from_elsewhere(vec![1, 2], 3), Events::NONE);
    let Outcome::Failed { message, .. } = observed.outcome else {
        panic!("{observed:?}");
    };
    assert!(
        message.contains("doesn't point into its source"),
        "{message}"
    );
}

holds! {
    an_item_that_is_found_is_kept_by_its_place => the_largest(vec![Order::new(1), Order::new(3), Order::new(2)]);
    what_branches_pick_is_kept_by_its_place => picked_in_branches(vec![Order::new(1), Order::new(3), Order::new(2), Order::new(9)]);
    what_is_picked_mutably_is_changed_where_it_is => changed_where_picked(vec![1, 7, 3]);
    a_sorted_list_of_borrows_is_kept_by_their_places => sorted_borrows(vec![Order::new(1), Order::new(3), Order::new(2)]), sorted_borrows(vec![Order::new(1)]);
    words_are_kept_by_their_places => picked_words("x aa bbb c".into());
    entries_are_kept_by_their_places => picked_in_maps([("a".into(), 2), ("bb".into(), 1)].into());
    code_that_picks_runs_once => code_that_counts(vec![Order::new(1), Order::new(3), Order::new(2)]);
}

fn with_items(id: u32, items: usize) -> Order {
    Order {
        items: (0..items).map(|n| format!("item {n}")).collect(),
        ..Order::new(id)
    }
}

#[orchestrator]
async fn picked_or_left(items: Vec<i64>) -> Result<i64> {
    let p = match items.iter().max() {
        Some(p) => p,
        None => return Ok(0),
    };
    let a = inc(1).await?;
    Ok(a + *p)
}
#[orchestrator]
async fn picked_by_if_or_left(items: Vec<i64>) -> Result<i64> {
    let p = if let Some(q) = items.iter().max() {
        q
    } else {
        return Ok(0);
    };
    let a = inc(1).await?;
    Ok(a + *p)
}
#[orchestrator]
async fn picked_or_left_after_an_await(items: Vec<i64>) -> Result<i64> {
    let p = match items.iter().max() {
        Some(p) => p,
        None => {
            tick().await?;
            return Ok(0);
        }
    };
    let a = inc(1).await?;
    Ok(a + *p)
}
#[orchestrator]
async fn picked_or_left_in_turns(items: Vec<Order>) -> Result<String> {
    let mut all = String::new();
    for n in 1..4 {
        let p = match items
            .iter()
            .filter(|o| o.items.len() > n)
            .min_by_key(|o| o.items.len())
        {
            None => {
                let s = say("none".to_string()).await?;
                all += &s;
                continue;
            }
            Some(p) => p,
        };
        tick().await?;
        all += &p.address.city;
        let q = match p.items.iter().nth(n) {
            Some(p) => p,
            None => break,
        };
        tick().await?;
        all += q;
    }
    Ok(all)
}
#[orchestrator]
async fn picked_or_left_in_a_text(text: String) -> Result<String> {
    let p = match text.split(':').nth(1) {
        Some(p) => p,
        None => return Ok("none".into()),
    };
    let (a, b) = match text.split_once(':') {
        Some(p) => p,
        None => return Ok("none".into()),
    };
    let a = say(a.to_string()).await?;
    Ok(a + p + b)
}
#[orchestrator]
async fn picked_to_change_or_left(mut items: Vec<i64>) -> Result<Vec<i64>> {
    let p = match items.iter_mut().max() {
        Some(p) => p,
        None => return Ok(items),
    };
    tick().await?;
    *p += 10;
    tick().await?;
    *p += 10;
    Ok(items)
}
durable_tests::holds! {
    a_match_gives_what_is_picked_or_leaves => picked_or_left(vec![1, 5, 2]), picked_or_left(vec![]), picked_by_if_or_left(vec![1, 5, 2]), picked_by_if_or_left(vec![]), picked_or_left_after_an_await(vec![1, 5, 2]), picked_or_left_after_an_await(vec![]);
    a_match_gives_what_is_picked_in_a_loop => picked_or_left_in_turns(vec![with_items(1, 4), with_items(2, 2)]), picked_or_left_in_turns(vec![with_items(1, 3), with_items(2, 1), with_items(3, 3)]);
    a_match_gives_parts_of_a_text => picked_or_left_in_a_text("a:b:c".into()), picked_or_left_in_a_text("a".into());
    a_match_gives_what_is_picked_to_change => picked_to_change_or_left(vec![1, 5, 2]), picked_to_change_or_left(vec![]);
}
