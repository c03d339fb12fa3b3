//! Borrows that are taken again: what they are taken with is evaluated once and held, and what was copied stays as it was.
//! What runs code of the user's when it is borrowed is an error: `tests/ui/borrows`.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use durable_runtime::prelude::*;
use durable_tests::holds;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn cells_cloned() -> Result<i64> {
    let v = vec![Cell::new(1), Cell::new(2)];
    let mut sum = 0;
    for c in v.iter().cloned() {
        c.set(c.get() + 10);
        tick().await?;
        sum += c.get();
    }
    Ok(sum)
}
#[orchestrator]
async fn derived_key() -> Result<i64> {
    let map: BTreeMap<String, i64> = [("a".to_string(), 1), ("ab".to_string(), 2)].into();
    let mut names = vec!["a".to_string()];
    let key = names[0].as_str();
    let x = &map[key];
    names[0].push('b');
    tick().await?;
    Ok(*x)
}
#[orchestrator]
async fn key_changes() -> Result<i64> {
    let map: BTreeMap<String, i64> = [("a".to_string(), 1), ("ab".to_string(), 2)].into();
    let mut key = String::from("a");
    let x = map.get(&key);
    let y = &map[&key];
    key.push('b');
    tick().await?;
    Ok(x.unwrap() * 10 + y)
}
#[orchestrator]
async fn copied_and_changed() -> Result<i64> {
    let mut v = vec![1, 2, 3];
    let mut out = 0;
    for n in v.iter().copied() {
        tick().await?;
        if n == 2 {
            v[1] = 9;
            v.clear();
            tick().await?;
            out += n;
            break;
        }
    }
    let mut text = String::from("abc");
    for (i, c) in text.chars().enumerate() {
        if i == 1 {
            text = "xyzz".into();
            tick().await?;
            out += (c as i64) * 10 + i as i64;
            break;
        }
    }
    let mut w = vec![5, 6];
    for pair in v.iter().enumerate() {
        let (i, x) = pair;
        tick().await?;
        out += *x * i as i64;
    }
    let mut a = vec![1, 2];
    for (x, n) in [7, 8].iter().zip(a.iter().copied()) {
        a[0] = 100;
        a.push(4);
        tick().await?;
        out += n + x;
        break;
    }
    for (i, x) in w.iter().enumerate() {
        let x = *x;
        w.clear();
        tick().await?;
        out += i as i64 + x;
        break;
    }
    Ok(out)
}
#[orchestrator]
async fn array_of_its_own() -> Result<Vec<i64>> {
    let mut out = vec![];
    for x in &mut [1, 2, 3] {
        *x += 1;
        tick().await?;
        out.push(*x);
    }
    for x in [4, 5].iter_mut() {
        *x += inc(*x).await?;
        out.push(*x);
    }
    let n = out.len() as i64;
    for x in &[n, n + 1] {
        out.push(inc(*x).await?);
    }
    for x in [n, n * 2].iter().rev() {
        out.push(inc(*x).await? + *x);
    }
    let pair = &[out[0], 7];
    tick().await?;
    out.push(pair[0]);
    for s in ["a", "bc"].iter() {
        let t = say(s.to_string()).await?;
        out.push((t.len() + s.len()) as i64);
    }
    for c in "xy z".split(' ') {
        say(c.to_owned()).await?;
        out.push(c.len() as i64);
    }
    Ok(out)
}
static CITIES: [&str; 3] = ["Tokyo", "Rome", "Bonn"];
const RATES: &[(i64, &str)] = &[(1, "one"), (2, "two")];
#[derive(Serialize, Debug)]
struct Plan {
    name: &'static str,
    price: i64,
}
const PLAN: usize = 1;
static PLANS: [Plan; 2] = [
    Plan {
        name: "a",
        price: 1,
    },
    Plan {
        name: "b",
        price: 2,
    },
];
#[orchestrator]
async fn constants_of_borrows() -> Result<String> {
    let mut out = String::new();
    for c in CITIES.iter() {
        out += &say(c.to_string()).await?;
        out += c;
    }
    for (n, name) in RATES.iter().rev() {
        out += &format!("{}{name}{n}", inc(*n).await?);
    }
    let rates = &RATES;
    tick().await?;
    out += rates[0].1;
    let plan = &PLANS[PLAN];
    tick().await?;
    out += plan.name;
    let plans = vec![3, 4];
    let p = &plans[PLAN];
    let q = plans.get(PLAN - 1);
    tick().await?;
    out += &format!("{p}{q:?}");
    Ok(out)
}
#[orchestrator]
async fn arguments_of_borrows(v: Vec<i64>, k: usize) -> Result<Vec<i64>> {
    let mut out = vec![];
    for c in v.chunks(k.max(1)) {
        tick().await?;
        out.push(c.len() as i64);
        out.push(c[0]);
    }
    for c in v.iter().take(v.len() - 1) {
        out.push(inc(*c).await? + *c);
    }
    for (a, b) in v.iter().zip(v.iter().skip(k + 1)) {
        out.push(add(*a, *b).await? + a);
    }
    let first = &v[k.min(1)];
    let rest = &v[k.min(1)..v.len() - 1];
    tick().await?;
    out.push(*first);
    out.extend(rest);
    Ok(out)
}
#[derive(Debug, Clone, Serialize, Deserialize)]
enum St {
    A { n: i64 },
    B(i64, String),
    C,
}
#[orchestrator]
async fn alternatives_of_borrows(s: St) -> Result<i64> {
    let r = &s;
    Ok(match &s {
        St::A { n } | St::B(n, _) if *n > 1 => {
            tick().await?;
            *n
        }
        St::B(n, t) => {
            tick().await?;
            n + t.len() as i64
        }
        _ => {
            tick().await?;
            match r {
                St::A { n } | St::B(n, _) if *n > 0 => {
                    tick().await?;
                    *n * 100
                }
                _ => 7,
            }
        }
    })
}
#[orchestrator]
async fn texts_of_borrows(text: String, name: Option<String>) -> Result<String> {
    let Some(rest) = text.strip_prefix("ab") else {
        return Ok("none".into());
    };
    tick().await?;
    let (a, b) = rest.split_once(':').unwrap_or((rest, rest));
    tick().await?;
    let name = name.as_deref().unwrap_or("x");
    tick().await?;
    let other = text.as_str();
    let c = rest.strip_suffix('q').unwrap_or(other);
    let d = text.trim_start_matches("a");
    let e = text.get(0..1).unwrap_or_default();
    tick().await?;
    Ok(format!("{rest}{a}{b}{name}{c}{d}{e}"))
}
#[orchestrator]
async fn found_or_failed(orders: Vec<Order>, i: usize) -> Result<String> {
    let order = orders.get(i).ok_or_else(|| Failure::new("no order"))?;
    let c = say(order.address.city.clone()).await?;
    let item: &String = order.items.first().ok_or(Failure::new("no item"))?;
    tick().await?;
    let city = &orders.first().unwrap().address.city;
    tick().await?;
    let (first, rest) = orders.split_first().unwrap();
    tick().await?;
    Ok(format!(
        "{c}{}{item}{city}{}{}",
        order.id,
        first.id,
        rest.len()
    ))
}
#[orchestrator]
async fn typed_lets_of_borrows(order: Order, b: Box<Order>) -> Result<String> {
    let c: &str = &order.address.city;
    let items: &[String] = &order.items;
    let o: &Order = &order;
    let p: &Order = &b;
    let q: &Box<Order> = &b;
    tick().await?;
    Ok(format!("{c}{items:?}{}{}{}", o.id, p.id, q.id))
}
#[orchestrator]
async fn cell_as_index() -> Result<i64> {
    let c = Cell::new(0);
    let v = vec![1, 2, 3];
    let x = &v[c.get()];
    let y = v.get(c.get()).unwrap();
    c.set(2);
    tick().await?;
    Ok(x * 10 + y)
}
#[orchestrator]
async fn held_texts(words: Vec<String>) -> Result<Vec<String>> {
    let mut out = vec![];
    for w in words.iter().cloned() {
        let s = say(w.clone()).await?;
        out.push(s + &w);
    }
    for (i, w) in words.iter().cloned().enumerate() {
        let s = say(w.clone()).await?;
        out.push(format!("{i}{s}{w}"));
    }
    for mut w in words.iter().cloned() {
        w.push('!');
        tick().await?;
        out.push(w);
    }
    Ok(out)
}
#[orchestrator]
async fn maps_of_borrows(mut m: HashMap<String, i64>, s: BTreeSet<i64>) -> Result<i64> {
    let key = "b".to_string();
    let x = m.get(&key).ok_or_else(|| Failure::new("none"))?;
    inc(*x).await?;
    let y = m.get("a").unwrap();
    let z = inc(*y).await? + *y;
    let w = m.get_mut("a").unwrap();
    *w += z;
    tick().await?;
    *w += 1;
    let lo = s.first().unwrap();
    let g = s.get(&5);
    for n in s.range(2..) {
        inc(*n).await?;
    }
    let mut sum = 0;
    for n in s.range(*lo..) {
        sum += n;
    }
    tick().await?;
    Ok(m["a"] + lo + g.copied().unwrap_or(3) + sum)
}
#[orchestrator]
async fn chosen_and_changed() -> Result<i64> {
    let mut v = vec![1, 2, 3];
    let mut text = String::from("abc");
    let mut out = 0;
    for n in v.iter().copied().filter(|n| *n > 1) {
        v = vec![7, 8, 9];
        tick().await?;
        out += n;
        break;
    }
    for (i, c) in text.char_indices().skip_while(|(i, _)| *i < 1) {
        text = "xyz".into();
        tick().await?;
        out += c as i64 + i as i64;
        break;
    }
    for pair in v.iter().enumerate().filter(|(i, _)| i % 2 == 0) {
        let (i, n) = pair;
        tick().await?;
        out += n * i as i64;
    }
    Ok(out * 100 + text.len() as i64)
}
/// Counts how often it is cloned.
#[derive(Debug, Serialize, Deserialize)]
struct Cloned {
    n: i64,
    clones: Cell<i64>,
}
impl Clone for Cloned {
    fn clone(&self) -> Self {
        self.clones.set(self.clones.get() + 1);
        Self {
            n: self.n,
            clones: Cell::new(0),
        }
    }
}
#[orchestrator]
async fn clones_are_counted() -> Result<Vec<i64>> {
    let v: Vec<Cloned> = (1..=4)
        .map(|n| Cloned {
            n,
            clones: Cell::new(0),
        })
        .collect();
    let mut out = vec![];
    for c in v.iter().cloned() {
        tick().await?;
        c.clones.set(5);
        tick().await?;
        out.push(c.n + c.clones.get());
    }
    for (i, c) in v.iter().cloned().enumerate().take(3) {
        c.clones.set(7);
        tick().await?;
        out.push(i as i64 + c.n + c.clones.get());
    }
    for n in v.iter().rev().cloned().map(|c| c.n * 2).step_by(2) {
        out.push(inc(n).await?);
    }
    for (c, n) in v.iter().take(2).cloned().map(|c| (c, 3)) {
        tick().await?;
        out.push(n * c.n);
    }
    out.extend(v.iter().map(|c| c.clones.get()));
    Ok(out)
}
#[orchestrator]
async fn heads_over_borrows(v: Vec<i64>, k: usize) -> Result<String> {
    let mut out = String::new();
    for c in CITIES.iter().filter(|c| c.len() > 4) {
        out += &say(c.to_string()).await?;
        out += c;
    }
    for n in RATES.iter().map(|(n, _)| n * 2) {
        out += &inc(n).await?.to_string();
    }
    for (i, len) in v.chunks(k.max(1)).map(|c| c.len()).enumerate() {
        tick().await?;
        out += &format!("{i}{len}");
    }
    let rest = &v[k.min(1)..];
    for n in rest.iter().take(v.len() - 1).filter(|n| **n > 2) {
        out += &format!("{}{n}", inc(*n).await?);
    }
    Ok(out)
}
#[orchestrator]
async fn texts_that_change(mut rest: Vec<String>) -> Result<String> {
    let mut text = "abc";
    let changed = &mut text;
    *changed = "bcd";
    tick().await?;
    *changed = &changed[1..];
    tick().await?;
    let mut bytes = *b"ab";
    let ref mut first = bytes[0];
    *first += 1;
    tick().await?;
    *first += 1;
    let texts = &mut ["a", "b"];
    texts[0] = "z";
    tick().await?;
    let fixed = &"x";
    let ref named = "y";
    let begin = &mut rest.split_at_mut(1).0[0];
    begin.push('1');
    tick().await?;
    begin.push('2');
    for item in rest.first_mut().iter_mut() {
        item.push('3');
    }
    match "end" {
        ref end => {
            tick().await?;
            Ok(format!(
                "{text}{bytes:?}{texts:?}{fixed}{named}{rest:?}{end}"
            ))
        }
    }
}
holds! {
    a_clone_of_an_item_is_made_once => cells_cloned();
    a_clone_is_made_when_its_turn_comes => clones_are_counted();
    what_was_chosen_stays_when_its_source_changes => chosen_and_changed();
    closures_in_heads_see_borrows => heads_over_borrows(vec![1, 2, 3, 4, 5], 2), heads_over_borrows(vec![6, 7], 0);
    a_key_that_is_borrowed_may_change => derived_key();
    a_key_may_change => key_changes();
    what_was_copied_stays_when_its_source_changes => copied_and_changed();
    an_array_without_a_name_is_kept => array_of_its_own();
    constants_and_statics_are_borrowed => constants_of_borrows();
    arguments_of_a_borrow_are_evaluated_once => arguments_of_borrows(vec![1, 2, 3, 4], 2), arguments_of_borrows(vec![5, 6], 0);
    alternatives_with_a_guard_are_told_apart => alternatives_of_borrows(St::A { n: 5 }), alternatives_of_borrows(St::A { n: 1 }), alternatives_of_borrows(St::B(1, "x".into())), alternatives_of_borrows(St::B(7, "x".into())), alternatives_of_borrows(St::C);
    parts_of_texts_are_borrowed => texts_of_borrows("abc:dq".into(), None), texts_of_borrows("abc".into(), Some("y".into()));
    what_is_found_or_fails_is_borrowed => found_or_failed(vec![Order::new(1), Order::new(2)], 1);
    borrows_with_a_type_are_taken_again => typed_lets_of_borrows(Order::new(1), Box::new(Order::new(3)));
    an_index_in_a_cell_may_change => cell_as_index();
    items_are_cloned_one_by_one => held_texts(vec!["a".into(), "b".into()]);
    texts_with_a_name_may_change => texts_that_change(vec!["a".into(), "b".into()]);
    maps_are_looked_up_by_keys_that_are_held => maps_of_borrows([("a".into(), 1), ("b".into(), 2)].into(), [1, 5].into());
}
