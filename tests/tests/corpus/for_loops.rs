//! `for` over ranges, collections and iterators.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn ranges(n: i64) -> Result<i64> {
    let mut sum = 0;
    for i in 0..n {
        sum += inc(i).await?;
    }
    for i in -1..=1 {
        sum += double(i).await?;
    }
    for i in n..0 {
        sum += inc(i).await?;
    }
    let range = 1..3;
    for i in range.clone() {
        sum += inc(i).await?;
    }
    sum += range.sum::<i64>();
    Ok(sum)
}

#[orchestrator]
async fn ranges_of_many_types(text: String) -> Result<Vec<String>> {
    let mut seen = vec![];
    for i in 250u8..=255 {
        seen.push(say(i.to_string()).await?);
    }
    for i in i128::MAX - 1..=i128::MAX {
        seen.push(say(i.to_string()).await?);
    }
    for i in (text.len() - 2)..text.len() {
        seen.push(say(text[i..].to_string()).await?);
    }
    for c in 'x'..='z' {
        seen.push(say(c.to_string()).await?);
    }
    for i in i8::MIN..-126 {
        seen.push(say(i.to_string()).await?);
    }
    for i in 5u16..=4 {
        seen.push(say(i.to_string()).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn open_ranges(n: i64) -> Result<i64> {
    for i in n.. {
        if is_even(i).await? && i > n + 2 {
            return Ok(i);
        }
    }
    unreachable!()
}

#[orchestrator]
async fn iterators(n: usize) -> Result<Vec<String>> {
    let mut seen = Vec::new();
    for i in (0..n).rev() {
        seen.push(say(format!("rev {i}")).await?);
    }
    for i in (0..n).step_by(2) {
        seen.push(say(format!("step {i}")).await?);
    }
    for (i, c) in "héé!".chars().enumerate() {
        seen.push(say(format!("char {i} {c}")).await?);
    }
    for (a, b) in (0..n).zip(["x", "y"]) {
        seen.push(say(format!("zip {a} {b}")).await?);
    }
    for text in (0..n * 2)
        .filter(|i| i % 3 == 0)
        .map(|i| format!("map {i}"))
    {
        seen.push(say(text).await?);
    }
    for pair in [1, 2, 3, 4, 5].chunks(2).map(<[i32]>::to_vec) {
        seen.push(say(format!("{pair:?}")).await?);
    }
    for n in std::iter::successors(Some(1u32), |n| (*n < 20).then_some(n * 3)) {
        seen.push(say(n.to_string()).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn collections(n: i64) -> Result<String> {
    let mut log = String::new();
    for i in vec![n, n + 1] {
        log += &inc(i).await?.to_string();
    }
    for name in [String::from("a"), String::from("b")] {
        log += &say(name).await?;
    }
    for i in Some(n) {
        log += &inc(i).await?.to_string();
    }
    for i in None::<i64> {
        log += &inc(i).await?.to_string();
    }
    for i in Ok::<i64, String>(7) {
        log += &inc(i).await?.to_string();
    }
    for i in BTreeSet::from([3, 1, 2]) {
        log += &inc(i).await?.to_string();
    }
    for (key, value) in BTreeMap::from([(1, "one"), (2, "two")]) {
        log += &say(format!("{key}={value}")).await?;
    }
    for word in "to be or".split(' ') {
        log += &say(word.to_string()).await?;
    }
    for line in String::from("a\nb").lines().map(str::to_owned) {
        log += &length(line).await?.to_string();
    }
    for i in list(n).await? {
        log += &double(i).await?.to_string();
    }
    for _ in 0..2 {
        tick().await?;
    }
    for () in [(), ()] {
        tick().await?;
    }
    Ok(log)
}

#[orchestrator]
async fn a_hash_map(n: i64) -> Result<(i64, Vec<(String, i64)>)> {
    let mut counts: HashMap<String, i64> = HashMap::new();
    for i in 0..n {
        *counts.entry(format!("key {}", i % 3)).or_default() += inc(i).await?;
    }
    let mut sum = 0;
    // In any order; the calls must not depend on it.
    for value in counts.values().copied().collect::<Vec<_>>() {
        sum += value;
        tick().await?;
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort();
    for (_, count) in &mut sorted {
        *count += 1;
    }
    tick().await?;
    Ok((sum, sorted))
}

#[orchestrator]
async fn by_reference_without_awaits(n: i64) -> Result<i64> {
    let mut items = list(n).await?;
    for item in &mut items {
        *item += 1;
    }
    tick().await?;
    let mut total = 0;
    for (i, item) in items.iter().enumerate() {
        total += item * i as i64;
    }
    for item in items.iter().copied() {
        total += inc(item).await?;
    }
    items.push(total);
    tick().await?;
    Ok(items.iter().sum())
}

#[orchestrator]
async fn nested_for(n: i64) -> Result<Vec<i64>> {
    let mut table = vec![];
    for a in 1..=n {
        let mut row = 0;
        for b in list(a).await? {
            for c in [b, a] {
                row += add(a, c).await?;
                if row > 20 {
                    break;
                }
            }
        }
        table.push(row);
    }
    Ok(table)
}

#[orchestrator]
async fn patterns_of_items(n: i64) -> Result<Vec<String>> {
    let mut log = vec![];
    let pairs = vec![
        (n, ("a".to_string(), [1, 2])),
        (n + 1, ("b".to_string(), [3, 4])),
    ];
    for (mut number, (name, [first, ..])) in pairs {
        number += inc(first).await?;
        tick().await?;
        log.push(format!("{number} {name}"));
    }
    for Address { city, .. } in [order(1).await?.address, order(2).await?.address] {
        log.push(say(city).await?);
    }
    for ref pair in [(1, 2)] {
        let both = add(pair.0, pair.1).await?;
        log.push(both.to_string());
    }
    Ok(log)
}

#[orchestrator]
async fn an_iterator_in_a_local(n: i64) -> Result<Vec<i64>> {
    let items = list(n).await?;
    let evens = items
        .iter()
        .filter(|i| **i % 2 == 0)
        .cloned()
        .collect::<Vec<_>>()
        .into_iter();
    let mut seen = vec![];
    for even in evens {
        seen.push(inc(even).await?);
    }
    let mut numbers = (0..n).collect::<std::collections::VecDeque<_>>();
    while let Some(i) = numbers.pop_front() {
        tick().await?;
        if let Some(j) = numbers.pop_back() {
            seen.push(add(i, j).await?);
        }
    }
    Ok(seen)
}

#[orchestrator]
async fn items_with_options_and_nothing(n: i64) -> Result<Vec<String>> {
    let mut seen = vec![];
    for item in [Some(Some(n)), Some(None), None] {
        tick().await?;
        seen.push(format!("{item:?}"));
    }
    for item in [f64::NAN, f64::NEG_INFINITY, -0.0] {
        tick().await?;
        seen.push(format!("{item:?}"));
    }
    for item in Vec::<String>::new() {
        seen.push(say(item).await?);
    }
    for ch in "".chars() {
        seen.push(say(ch.to_string()).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn the_head_is_evaluated_once(n: i64) -> Result<i64> {
    let mut limit = n;
    let mut rounds = 0;
    for i in 0..({
        tick().await?;
        limit
    }) {
        limit += 10;
        rounds += inc(i).await?;
    }
    for i in ({
        limit = inc(limit).await?;
        limit - 2
    })..limit
    {
        rounds += double(i).await?;
    }
    Ok(rounds + limit)
}

#[orchestrator]
async fn break_out_of_a_for(n: i64) -> Result<(i64, Option<i64>)> {
    let mut left = vec![];
    let mut found = None;
    for i in [5, 4, 3, 2, 1] {
        if i == n {
            found = Some(double(i).await?);
            break;
        }
        left.push(inc(i).await?);
    }
    tick().await?;
    Ok((left.iter().sum(), found))
}

durable_tests::holds! {
    ranges_are_counted_through => ranges(0), ranges(3), ranges(-2);
    ranges_reach_the_ends_of_their_types => ranges_of_many_types("abcd".into());
    an_open_range_ends_by_return => open_ranges(3);
    iterators_give_their_items => iterators(0), iterators(3);
    collections_give_their_items => collections(2);
    a_hash_map_gives_all_its_items => a_hash_map(5);
    a_loop_over_borrows_stays_as_it_is => by_reference_without_awaits(4);
    for_loops_nest => nested_for(3);
    items_are_taken_apart => patterns_of_items(2);
    an_iterator_may_be_made_before => an_iterator_in_a_local(5);
    odd_items_come_back_equal => items_with_options_and_nothing(1);
    the_head_of_a_for_is_evaluated_once => the_head_is_evaluated_once(2);
    a_for_loop_may_be_left => break_out_of_a_for(3), break_out_of_a_for(9);
}
