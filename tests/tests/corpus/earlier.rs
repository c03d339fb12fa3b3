//! Values that are evaluated before an operand that awaits, which changes them through a borrow, a view, or what they are
//! borrowed from.

use std::collections::BTreeMap;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

fn reset(basket: &mut Basket) {
    basket.count = -100;
    basket.items = vec![-7];
}

fn size(basket: &Basket) -> i64 {
    basket.count + basket.items.len() as i64
}

fn zero(n: &mut i64) {
    *n = 0;
}

fn step(i: &mut usize) -> i64 {
    *i += 1;
    *i as i64
}

fn basket(count: i64) -> Basket {
    Basket {
        label: "b".to_owned(),
        count,
        items: vec![count, 1],
    }
}

#[orchestrator]
async fn by_a_borrow_that_is_given_away() -> Result<(i64, bool, bool, Basket)> {
    let mut b = basket(3);
    let r = &mut b;
    let most = r.count.max({
        reset(r);
        inc(-60).await?
    });
    let more = r.count < {
        r.count = 5;
        inc(-60).await?
    };
    let other = r.items[0] != {
        std::mem::swap(r, &mut basket(8));
        inc(-8).await?
    };
    Ok((most, more, other, b))
}

#[orchestrator]
async fn by_the_same_place_written_in_another_way() -> Result<(i64, i64, bool, Basket, Box<Basket>)>
{
    let mut b = basket(3);
    let r = &mut b;
    let most = r.count.max({
        (*r).count = -50;
        inc(-60).await?
    });
    let mut boxed = Box::new(basket(3));
    let least = boxed.count.min({
        (*boxed).count = -50;
        inc(7).await?
    });
    let differs = boxed.items[1] != {
        reset(&mut *boxed);
        inc(0).await?
    };
    Ok((most, least, differs, b, boxed))
}

#[orchestrator]
async fn items_of_a_loop(n: i64) -> Result<(Vec<i64>, Vec<Basket>)> {
    let mut baskets: Vec<Basket> = (0..n).map(basket).collect();
    let mut out = vec![];
    for basket in &mut baskets {
        out.push(basket.count.max({
            reset(basket);
            inc(-50).await?
        }));
        if basket.count == {
            zero(&mut basket.count);
            inc(-101).await?
        } {
            out.push(1);
        }
    }
    for basket in baskets.iter_mut() {
        out.push(basket.count.saturating_sub({
            let again = basket;
            again.count = 3;
            inc(1).await?
        }));
    }
    for pair in baskets.iter_mut().enumerate() {
        let more = pair.1.count > {
            let (_, basket) = pair;
            basket.count = -5;
            inc(0).await?
        };
        out.push(i64::from(more));
    }
    Ok((out, baskets))
}

#[orchestrator]
async fn what_a_pattern_borrows() -> Result<(Vec<i64>, Option<Basket>)> {
    let mut found = Some(basket(4));
    let mut out = vec![];
    if let Some(basket) = &mut found {
        out.push(basket.count.min({
            reset(basket);
            inc(100).await?
        }));
    }
    match found.as_mut() {
        Some(basket) => out.push(basket.items[0].min({
            for item in &mut *basket.items {
                *item = 70;
            }
            inc(100).await?
        })),
        None => {}
    }
    let mut pair = (Some(1), 2_i64);
    let r = &mut pair;
    let second = r.1.pow({
        if let (Some(first), second) = r {
            *first = 50;
            *second = 9;
        }
        inc(1).await? as u32
    });
    out.push(second);
    Ok((out, found))
}

#[orchestrator]
async fn what_it_is_borrowed_from() -> Result<(i64, bool, bool, bool, Vec<i64>)> {
    let mut v = vec![3, 1];
    let all = &mut v;
    let most = all[0].max({
        v[0] = 100;
        inc(1).await?
    });
    let first = &v[0];
    let more = *first > {
        v[0] = -100;
        inc(0).await?
    };
    let all = &v;
    let other = all[1] != {
        v.clear();
        v.extend([7, 8]);
        inc(0).await?
    };
    let Some(last) = v.last_mut() else {
        return Err(Failure::new("there is one"));
    };
    let less = *last < {
        zero(&mut v[1]);
        inc(6).await?
    };
    Ok((most, more, other, less, v))
}

#[orchestrator]
async fn through_a_view() -> Result<(i64, i64, bool, bool, String)> {
    let mut v = vec![3, 1];
    let most = v.as_slice()[0].max({
        v[0] = 100;
        inc(1).await?
    });
    let more = (&v)[1].max({
        v[1] = 100;
        inc(1).await?
    });
    let mut name = "abc".to_owned();
    let is_a = name.as_bytes()[0] == {
        name = "zzz".to_owned();
        inc(96).await? as u8
    };
    let mut boxed = Box::new(basket(3));
    let is_less = boxed.as_ref().count < {
        boxed.count = 50;
        inc(5).await?
    };
    Ok((most, more, is_a, is_less, name))
}

/// `unwrap_or` takes an `Option` by value.
#[orchestrator]
async fn an_option_that_is_given_away_in_its_struct()
-> Result<(i64, Option<i64>, (Option<i64>, i64))> {
    fn clear(pair: &mut (Option<i64>, i64)) {
        *pair = (None, pair.1 + 1);
    }
    let mut pair = (Some(3), 1);
    let r = &mut pair;
    let known = r.0.unwrap_or({
        clear(r);
        inc(50).await?
    });
    let other = r.0.or({
        r.0 = Some(1);
        half(4).await?
    });
    Ok((known, other, pair))
}

#[orchestrator]
async fn a_condition_of_a_loop() -> Result<(Vec<i64>, i64)> {
    let mut b = basket(3);
    let r = &mut b;
    let mut out = vec![];
    while r.count > {
        let least = inc(0).await?;
        reset(r);
        least
    } && out.len() < 3
    {
        out.push(r.count);
    }
    Ok((out, b.count))
}

macro_rules! add {
    ($to:ident, $n:literal) => {
        $to += $n
    };
}

#[orchestrator]
async fn by_a_macro() -> Result<(i64, i64)> {
    let mut x = 5_i64;
    let sum = x.wrapping_add({
        {
            add!(x, 5);
        }
        inc(1).await?
    });
    Ok((sum, x))
}

/// Nothing is copied here, or nothing changes.
#[orchestrator]
async fn what_stays_where_it_is(names: Vec<String>) -> Result<(Vec<i64>, Vec<String>, Basket)> {
    let mut b = basket(3);
    let r = &mut b;
    let mut out = vec![];
    r.items.push(inc(size(r)).await?);
    if r.label == say(format!("{}", size(r))).await? || r.count < inc(size(r)).await? {
        out.push(r.count.max(inc(r.count).await?));
    }
    let first = &names[0];
    let is_first = *first == say(names.len().to_string()).await?;
    let total: i64 = 3;
    out.push(total.max(inc(total).await?) + i64::from(is_first));
    Ok((out, names, b))
}

/// Rust evaluates the right side first.
#[orchestrator]
async fn sums_of_numbers() -> Result<(BTreeMap<String, i64>, Vec<i64>, usize)> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    *sums.entry("a".to_owned()).or_default() += inc(1).await?;
    *sums.entry("a".to_owned()).or_insert(0) -= inc(7).await?;
    let failed: Result<()> = async {
        *sums.entry("b".to_owned()).or_default() += fail("no".to_owned()).await?;
        Ok(())
    }
    .await;
    let mut counts = vec![1, 2];
    counts[inc(0).await? as usize] += counts.len() as i64;
    let mut i = 0;
    let p = &mut i;
    counts[*p] += {
        step(p);
        inc(5).await?
    };
    counts[0] <<= inc(0).await?;
    counts[1] += i64::from(failed.is_err());
    Ok((sums, counts, i))
}

#[orchestrator]
async fn texts_in_plain_places() -> Result<Vec<String>> {
    let mut names = vec!["a".to_owned(), "b".to_owned()];
    let (i, tail) = (1, "q".to_owned());
    names[0] += &say("x".to_owned()).await?;
    names[i - 1] += &say("y".to_owned()).await?;
    names[inc(0).await? as usize] += &tail;
    names[inc(-1).await? as usize] += "z";
    let last = &mut names[1];
    *last += &say("r".to_owned()).await?;
    Ok(names)
}

#[derive(Serialize, Deserialize)]
struct Lexer {
    rest: &'static str,
    line: usize,
}

impl Lexer {
    fn line(&self) -> usize {
        self.line + self.rest.len()
    }
}

/// The bodies move on nothing that the closures read.
#[orchestrator]
async fn closures_in_heads(n: i64) -> Result<(Vec<usize>, i64)> {
    let lexer = Lexer {
        rest: "a b",
        line: 7,
    };
    let lent = &lexer;
    let (text, mut names) = ("abc", vec!["x".to_owned()]);
    names.push("y".to_owned());
    let (mut out, mut total) = (vec![], 0);
    for i in (0..2).map(|i| lent.rest.len() + lexer.rest.len() + text.len() + names.len() + i) {
        out.push(i + lent.line() + lexer.line() + names.len());
        total += inc(i as i64).await?;
    }
    for i in (0..5).filter(|i| *i > n - 3) {
        total = total.max(inc(i).await?);
    }
    Ok((out, total))
}

/// These look at values, or at the places of one value.
#[orchestrator]
async fn looks_at_values(list: Vec<i64>) -> Result<(bool, bool, i64)> {
    let first = &list[0];
    let lock = std::sync::Mutex::new(4);
    inc(1).await?;
    let is_same = std::ptr::eq(first, &list[0]);
    let is_equal = PartialEq::eq(&list[0], &list[1]);
    let inside = std::sync::Mutex::into_inner(lock).unwrap();
    Ok((is_same, is_equal, inside))
}

durable_tests::holds! {
    what_is_given_away_may_change => by_a_borrow_that_is_given_away();
    a_place_has_several_ways => by_the_same_place_written_in_another_way();
    items_may_change => items_of_a_loop(3);
    patterns_borrow_what_may_change => what_a_pattern_borrows();
    lenders_may_change => what_it_is_borrowed_from();
    what_is_viewed_may_change => through_a_view();
    options_may_change => an_option_that_is_given_away_in_its_struct();
    conditions_may_change => a_condition_of_a_loop();
    macros_may_change_numbers => by_a_macro();
    most_things_stay => what_stays_where_it_is(vec!["1".to_owned()]);
    numbers_are_added_after => sums_of_numbers();
    texts_are_added_after => texts_in_plain_places();
    closures_are_made_again => closures_in_heads(4);
    values_are_looked_at => looks_at_values(vec![3, 3]);
}
