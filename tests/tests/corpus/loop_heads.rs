//! `for` loops over iterators that are made as the loop goes: closures in the head run turn by turn, what has no end is
//! never collected, and an item that panics does so when its turn comes.

use std::collections::{BTreeMap, BTreeSet};

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

fn parse(text: &str) -> i64 {
    text.parse().expect("a number")
}

#[orchestrator]
async fn mapped(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let mut calls = 0;
    for x in list(n).await?.into_iter().map(|x| {
        calls += 1;
        x * 10
    }) {
        seen.push(inc(x).await?);
        if x > 15 {
            break;
        }
    }
    // As often as there was a turn.
    seen.push(calls);
    let items = list(n).await?;
    for x in items.iter().map(|x| x + 100) {
        seen.push(inc(x).await?);
    }
    for x in items.into_iter().map(i64::wrapping_neg) {
        seen.push(inc(x).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn filtered(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let items = list(n).await?;
    for x in items.iter().filter(|x| **x % 2 == 0) {
        seen.push(inc(*x).await?);
        tick().await?;
        seen.push(*x);
    }
    for (i, x) in items.iter().enumerate().filter(|(i, _)| *i != 1) {
        seen.push(add(i as i64, *x).await?);
        tick().await?;
        seen.push(*x);
    }
    for (i, x) in items.iter().filter(|x| **x != 1).enumerate() {
        seen.push(add(i as i64, *x).await?);
    }
    for x in items.iter().skip_while(|x| **x < 1).step_by(2) {
        seen.push(inc(*x).await?);
        tick().await?;
        seen.push(*x);
    }
    for x in items.into_iter().filter(|x| x % 2 == 1) {
        seen.push(inc(x).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn of_a_map(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let pairs: BTreeMap<String, i64> = BTreeMap::from([("a".into(), n), ("b".into(), 2)]);
    for (key, value) in pairs.iter().filter(|(key, _)| key.as_str() != "c") {
        seen.push(inc(*value).await?);
        tick().await?;
        seen.push(key.len() as i64);
    }
    for value in pairs.values().map(|value| value * 3) {
        seen.push(inc(value).await?);
    }
    for value in pairs.into_values().map(i64::from) {
        seen.push(inc(value).await?);
    }
    for value in BTreeSet::from([3, 1]).into_iter().map(|value| value + n) {
        seen.push(inc(value).await?);
    }
    let mut items = list(n).await?;
    for item in items.iter_mut().filter(|item| **item != 2) {
        *item = inc(*item).await?;
    }
    seen.extend(items);
    Ok(seen)
}

#[orchestrator]
async fn all_adaptors(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let offset = 5;
    let mut met = 0;
    for (i, x) in list(20)
        .await?
        .into_iter()
        .inspect(|_| met += 1)
        .skip(2)
        .map(move |x| x + offset)
        .filter(|x| x % 2 == 1)
        .enumerate()
        .skip_while(|(i, _)| *i < 1)
        .step_by(2)
        .take_while(|(i, _)| *i < 9)
        .take(3)
    {
        seen.push(add(i as i64, x).await?);
    }
    seen.push(met);
    for x in ["1", "2", "x", "3"]
        .iter()
        .filter_map(|text| text.parse::<i64>().ok())
    {
        seen.push(inc(x).await?);
    }
    for x in list(n)
        .await?
        .iter()
        .map_while(|x| (*x < 3).then_some(x * 2))
        .fuse()
    {
        seen.push(inc(x).await?);
    }
    for x in Some(n).map(|x| x + 1) {
        seen.push(inc(x).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn an_array_is_mapped_at_once(n: i64) -> Result<(i64, Vec<i64>)> {
    let mut seen = vec![];
    let mut calls = 0;
    for x in [n, 2, 3].map(|x| {
        calls += 1;
        x + 1
    }) {
        seen.push(inc(x).await?);
        break;
    }
    Ok((calls, seen))
}

#[orchestrator]
async fn parsed_until(n: i64) -> Result<i64> {
    let mut sum = 0;
    for number in "1;2;3;x;5".split(';').map(parse) {
        if number > n {
            break;
        }
        sum += inc(number).await?;
    }
    let text = String::from("1;2;3;x;5");
    for number in text.split(';').map(parse) {
        if number > n {
            break;
        }
        sum += inc(number).await?;
    }
    let separator = String::from(";");
    for number in text.split(&separator).map(parse) {
        if number > n {
            break;
        }
        sum += inc(number).await?;
    }
    for number in say("1 3 y".into()).await?.split_whitespace().map(parse) {
        if number > n {
            break;
        }
        sum += inc(number).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn without_an_end(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    for x in (1..).filter(|x| x % 3 == 0) {
        seen.push(inc(x).await?);
        if x >= n {
            break;
        }
    }
    for x in (n..).step_by(5).map(|x| x * 2) {
        if x > 30 {
            break;
        }
        seen.push(inc(x).await?);
    }
    for x in (n..).skip(2).step_by(5) {
        if x > 30 {
            break;
        }
        seen.push(inc(x).await?);
    }
    for x in std::iter::successors(Some(1i64), |x| Some(x * 3)) {
        if x > 30 {
            break;
        }
        seen.push(inc(x).await?);
    }
    for x in std::iter::successors(Some(n), |x| (*x > 0).then_some(x - 3)).enumerate() {
        seen.push(add(x.0 as i64, x.1).await?);
    }
    for x in std::iter::repeat(n) {
        seen.push(inc(x).await?);
        if seen.len() > 20 {
            break;
        }
    }
    for x in (0..i64::MAX).rev() {
        seen.push(inc(i64::MAX - x).await?);
        if seen.len() > 25 {
            break;
        }
    }
    for x in (0..=u64::MAX).step_by(7) {
        seen.push(inc(x as i64).await?);
        if x > 20 {
            break;
        }
    }
    for (x, text) in (1..).zip(["a", "bc"]) {
        seen.push(inc(x + text.len() as i64).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn made_by_a_closure(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let mut left = 3;
    for x in std::iter::from_fn(|| {
        left -= 1;
        Some(left)
    }) {
        if x < 0 {
            break;
        }
        seen.push(inc(x).await?);
    }
    seen.push(left);
    for x in std::iter::repeat_with(|| n).take(2) {
        seen.push(inc(x).await?);
    }
    Ok(seen)
}

/// An iterator of the user's own, which can be stored.
#[derive(Serialize, Deserialize)]
struct Backoff {
    next: u64,
    left: u32,
}

impl Iterator for Backoff {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.left = self.left.checked_sub(1)?;
        let now = self.next;
        self.next *= 2;
        Some(now)
    }
}

#[orchestrator]
async fn an_iterator_of_ones_own(n: u32) -> Result<Vec<i64>> {
    let mut seen = vec![];
    for wait in (Backoff { next: 1, left: n }) {
        seen.push(inc(wait as i64).await?);
    }
    // It overflows soon.
    for wait in (Backoff {
        next: 1,
        left: u32::MAX,
    })
    .map(|wait| wait as i64 + 1)
    .take(3)
    {
        seen.push(inc(wait).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn numbered_items_of_ones_own(n: u32) -> Result<Vec<i64>> {
    let waits = Backoff { next: 1, left: n };
    let mut seen = vec![];
    for (number, wait) in waits.map(|wait| wait).enumerate().skip(1).step_by(2) {
        seen.push(inc(wait as i64 * 100 + number as i64).await?);
    }
    Ok(seen)
}

#[orchestrator]
async fn overflowing_successors(n: u8) -> Result<i64> {
    let mut sum = 0;
    for x in std::iter::successors(Some(n), |x| Some(x + 100)) {
        sum += inc(x.into()).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn overflowing_closure(n: u8) -> Result<i64> {
    let mut sum = 0;
    for x in vec![1u8, 2, 3].into_iter().map(|x| x + n) {
        sum += inc(x.into()).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn overflowing_range(n: i64) -> Result<i64> {
    let mut sum = 0;
    for (x, y) in (253u8..).zip(list(n).await?) {
        sum += add(x.into(), y).await?;
    }
    Ok(sum)
}

#[orchestrator]
async fn closures_make_blocks(n: i64) -> Result<i64> {
    let mut sum = 0;
    for call in list(n)
        .await?
        .into_iter()
        .map(|x| async move { inc(x).await })
    {
        sum += call.await?;
    }
    let nested = async {
        let mut sum = 0;
        for x in (1..).map(|x| x * n) {
            sum += inc(x).await?;
            if sum > 20 {
                break;
            }
        }
        Ok::<_, Failure>(sum)
    };
    let (nested, double) = join!(nested, double(n));
    Ok(sum + nested? + double?)
}

#[orchestrator]
async fn left_early(n: i64) -> Result<i64> {
    let mut sum = 0;
    'outer: for a in list(n).await?.into_iter().map(|a| a + 1) {
        for b in (a..).filter(|b| b % 2 == 0) {
            sum += add(a, b).await?;
            if b > 4 {
                continue 'outer;
            }
            if sum > 30 {
                break 'outer;
            }
        }
    }
    for a in (1..).map(|a| a * 2) {
        if inc(a).await? > n {
            return Ok(sum + a);
        }
    }
    unreachable!("the loop has no end")
}

#[orchestrator]
async fn with_locals_of_its_own(n: i64) -> Result<Vec<i64>> {
    let first = n * 10;
    let mut seen = vec![];
    for x in (0..n).map(move |i| {
        let mut sum = first;
        for more in 0..i {
            sum += more;
        }
        sum
    }) {
        seen.push(inc(x).await?);
    }
    Ok(seen)
}

durable_tests::holds! {
    a_closure_in_the_head_is_called_turn_by_turn => mapped(0), mapped(4);
    a_move_closure_changes_its_own_locals => with_locals_of_its_own(3);
    items_are_filtered_as_the_loop_goes => filtered(0), filtered(5);
    maps_are_gone_over_by_closures => of_a_map(3);
    all_adaptors_are_taken_up_again => all_adaptors(5);
    what_an_array_maps_is_mapped_at_once => an_array_is_mapped_at_once(1);
    what_comes_after_the_break_is_never_made => parsed_until(2);
    what_has_no_end_is_not_collected => without_an_end(7);
    a_closure_may_make_the_items => made_by_a_closure(4);
    an_iterator_that_can_be_stored_goes_on => an_iterator_of_ones_own(4);
    what_can_be_stored_is_numbered_after_a_closure => numbered_items_of_ones_own(0), numbered_items_of_ones_own(6);
    a_loop_that_makes_its_items_may_be_left => left_early(4);
    a_range_that_would_overflow_later_does_not => overflowing_range(1);
}

durable_tests::holds! { in any order:
    blocks_may_be_made_in_a_head => closures_make_blocks(3);
}

durable_tests::fails! {
    an_item_panics_when_its_turn_comes => parsed_until(9), overflowing_successors(10), overflowing_closure(254), overflowing_range(2);
}
