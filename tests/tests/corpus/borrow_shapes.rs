//! Borrows that are taken again, in the shapes that programs have: in indices, chains of conditions, joins, blocks, loops
//! and patterns.

use std::collections::BTreeMap;

use durable_runtime::prelude::*;
use durable_tests::holds;
use serde::{Deserialize, Serialize};

use crate::activities::*;

fn following(i: &mut usize) -> usize {
    *i += 1;
    *i
}
#[orchestrator]
async fn indices_in_indices() -> Result<i64> {
    let grid = vec![vec![1, 2, 3], vec![4, 5, 6]];
    let (mut i, mut j) = (0, 1);
    let row = &grid[following(&mut i)];
    i = 0;
    let cell = &row[j];
    j = 2;
    tick().await?;
    let other = &grid[i][j];
    i = 1;
    j = 0;
    tick().await?;
    let by = row.get(following(&mut j)).unwrap();
    j = 0;
    tick().await?;
    Ok(cell * 100 + other * 10 + by + (i + j) as i64)
}
#[orchestrator]
async fn borrows_in_chains(v: Vec<i64>) -> Result<i64> {
    let mut out = 0;
    if let Some(x) = v.first()
        && let Some(y) = v.get(*x as usize)
        && inc(*y).await? > 0
    {
        tick().await?;
        out += x * 10 + y;
    }
    let mut stack = vec![vec![1i64], vec![2, 3]];
    while let Some(last) = stack.last() {
        tick().await?;
        out += last.len() as i64;
        stack.pop();
        tick().await?;
    }
    Ok(out)
}
#[orchestrator]
async fn borrows_in_joins_and_blocks(orders: Vec<Order>) -> Result<i64> {
    let a = &orders[0];
    let b = orders.iter().max_by_key(|o| o.id).unwrap();
    let (x, y) = tokio::join!(inc(a.id as i64), inc(b.id as i64));
    let n = x? + y?;
    let blocks = async {
        let c = &a.card;
        tick().await?;
        let biggest = orders.iter().max_by_key(|o| o.id).unwrap();
        tick().await?;
        let r = &LIMITS;
        tick().await?;
        Ok::<_, Failure>(c.limit as i64 + b.id as i64 + biggest.id as i64 + r[1])
    };
    let m = blocks.await?;
    Ok(n + m)
}
static LIMITS: [i64; 2] = [10, 20];
#[orchestrator]
async fn borrows_in_labelled_loops(m: Vec<Vec<i64>>) -> Result<i64> {
    let mut sum = 0;
    'outer: for (i, row) in m.iter().enumerate() {
        for (j, cell) in row.iter().enumerate().skip(1) {
            if *cell > 5 {
                continue 'outer;
            }
            if *cell < 0 {
                break 'outer;
            }
            sum += inc(*cell).await? * (i + j) as i64 + row[0];
        }
        tick().await?;
        sum += row.len() as i64;
    }
    Ok(sum)
}
#[orchestrator]
async fn numbers_beside_items(v: Vec<i64>) -> Result<i64> {
    let mut out = 0;
    for (x, ..) in v.iter().zip(v.iter().skip(1)) {
        tick().await?;
        out += x;
    }
    for (.., y) in v.iter().enumerate() {
        tick().await?;
        out += y;
    }
    for ((i, a), b) in v.iter().enumerate().zip(10..) {
        tick().await?;
        out += a * b + i as i64;
    }
    let mut n = 3;
    for (i, a) in (0..n).zip(v.iter()) {
        n = 0;
        tick().await?;
        out += a * i;
    }
    out += n;
    for i in (0..v.len()).rev() {
        let x = &v[i];
        tick().await?;
        out += x;
    }
    let mut k = 0;
    let x = loop {
        k += 1;
        let y = &v[k];
        tick().await?;
        if *y > 2 {
            break *y;
        }
    };
    Ok(out + x)
}
#[orchestrator]
async fn lists_that_shrink(mut v: Vec<String>) -> Result<String> {
    let mut out = String::new();
    let mut picked: Vec<&String> = v.iter().filter(|s| s.len() > 1).collect();
    tick().await?;
    picked.reverse();
    tick().await?;
    picked.pop();
    tick().await?;
    for p in &picked {
        out += p;
        tick().await?;
    }
    let first = picked.first().unwrap();
    tick().await?;
    out += first;
    let last = picked.last().unwrap();
    tick().await?;
    out += last;
    if let Some(x) = v.iter_mut().find(|s| s.starts_with('b')) {
        x.push('!');
        tick().await?;
        x.push('?');
    }
    out += &v.join(",");
    Ok(out)
}
#[orchestrator]
async fn picks_in_blocks(orders: Vec<Order>, text: String) -> Result<i64> {
    let b = &orders[0];
    let block = async {
        let biggest = orders.iter().max_by_key(|o| o.id).unwrap();
        let first = orders.first().unwrap();
        tick().await?;
        let mut all: Vec<&Order> = orders.iter().collect();
        all.sort_by_key(|o| o.id);
        tick().await?;
        for o in all {
            tick().await?;
            inc(o.id as i64).await?;
        }
        let part = text.trim().split_once('b').unwrap();
        tick().await?;
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort();
        tick().await?;
        for x in orders.iter().cloned() {
            tick().await?;
            inc(x.id as i64).await?;
        }
        for x in orders.iter().filter(|o| o.id > 0) {
            tick().await?;
            inc(x.id as i64).await?;
        }
        let city = first.address.city.as_str();
        tick().await?;
        Ok::<_, Failure>(
            biggest.id as i64
                + first.id as i64
                + b.id as i64
                + part.0.len() as i64
                + words[0].len() as i64
                + city.len() as i64,
        )
    };
    block.await
}
#[orchestrator]
async fn mutable_borrows_in_blocks(mut list: Vec<i64>) -> Result<i64> {
    let block = async move {
        let largest = list.iter_mut().max().unwrap();
        *largest += inc(1).await?;
        *largest += inc(2).await?;
        let x = list.get_mut(0).unwrap();
        *x += inc(1).await?;
        *x += inc(1).await?;
        Ok::<_, Failure>(list.iter().sum::<i64>())
    };
    block.await
}
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Event {
    Paid { by: String, amounts: (i64, i64) },
    Sent(String, Option<Address>),
    Done,
}
#[orchestrator]
async fn patterns_on_what_is_mut(mut order: Order, mut evs: Vec<Event>) -> Result<String> {
    let mut out = String::new();
    order.id += 1;
    evs.reverse();
    for ev in &evs {
        match ev {
            Event::Paid {
                by,
                amounts: (a, b),
            } => {
                tick().await?;
                out += &format!("{by}{a}{b}");
            }
            Event::Sent(to, Some(Address { city, .. })) if to.len() > 1 => {
                tick().await?;
                out += &format!("{to}{city}");
            }
            Event::Sent(to, _) => {
                tick().await?;
                out += to;
            }
            Event::Done => tick().await?,
        }
    }
    Ok(out)
}
#[orchestrator]
async fn patterns_that_go_deep(
    mut order: Order,
    mut o: Option<(String, i64)>,
    mut m: BTreeMap<String, (i64, i64)>,
) -> Result<String> {
    let mut out = String::new();
    order.id += 1;
    let Order {
        id,
        card: Card { number, limit },
        ..
    } = &order;
    tick().await?;
    out += &format!("{id}{number}{limit}");
    if let Some((s, n)) = &mut o {
        s.push('x');
        tick().await?;
        *n += 1;
        s.push('y');
    }
    if let Some((s, n)) = &o {
        tick().await?;
        out += &format!("{s}{n}");
    }
    for (k, (a, b)) in &m {
        tick().await?;
        out += &format!("{k}{a}{b}");
    }
    for (k, (a, b)) in m.iter_mut() {
        *a += 1;
        tick().await?;
        *b += 1;
        out += k;
    }
    match (&o, &order.items[..]) {
        (Some((s, _)), [first, ..]) => {
            tick().await?;
            out += s;
            out += first;
        }
        _ => {}
    }
    let r = &order;
    let Order {
        address: Address { city, .. },
        ..
    } = r;
    tick().await?;
    out += city;
    let (a, b) = m.get("k").ok_or_else(|| Failure::new("no"))?;
    tick().await?;
    out += &format!("{a}{b}");
    Ok(out)
}

#[orchestrator]
async fn places_before_awaits_in_blocks(mut order: Order, mut v: Vec<Vec<i64>>) -> Result<i64> {
    let block = async move {
        order.items.push(say("x".into()).await?);
        v[0].push(inc(1).await?);
        v[0][0] += inc(2).await?;
        order.card.limit = order.card.limit.max(inc(3).await? as u32);
        let n = order.items.len() as i64 + inc(order.items.len() as i64).await?;
        let mut boxed = Box::new(order.clone());
        boxed.items.push(say("y".into()).await?);
        let r = &mut v;
        r[0].push(inc(7).await?);
        r.push(vec![inc(5).await?]);
        Ok::<_, Failure>(
            n + v[0].iter().sum::<i64>()
                + order.items.len() as i64
                + boxed.items.len() as i64
                + order.card.limit as i64,
        )
    };
    block.await
}
#[orchestrator]
async fn places_before_awaits(mut order: Order, mut v: Vec<Vec<i64>>) -> Result<i64> {
    order.items.push(say("x".into()).await?);
    v[0].push(inc(1).await?);
    v[0][0] += inc(2).await?;
    tick().await?;
    let mut boxed = Box::new(order.clone());
    boxed.items.push(say("y".into()).await?);
    let r = &mut v;
    r[0].push(inc(7).await?);
    r.push(vec![inc(5).await?]);
    Ok(r.len() as i64 + boxed.items.len() as i64)
}

#[orchestrator]
async fn patterns_behind_references(n: i64) -> Result<String> {
    let mut pair = ("abc", n);
    let (&ref first, _) = pair;
    pair.0 = "zzzz";
    tick().await?;
    let mut found = (Some("def"), n);
    if let (Some(&ref second), _) = found {
        found.0 = None;
        tick().await?;
        return Ok(format!("{first}{second}{pair:?}{found:?}"));
    }
    Ok(first.to_owned())
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Side {
    Left(i64),
    Right(i64),
}

#[orchestrator]
async fn alternatives_beside_what_changes(side: Side) -> Result<String> {
    let mut pair = (side, false);
    match &mut pair {
        (Side::Left(x) | Side::Right(x), seen @ false) => {
            *seen = true;
            tick().await?;
            *x += inc(*x).await?;
            *seen = *x > 3;
        }
        _ => {}
    }
    let mut result: std::result::Result<i64, i64> = Err(pair.1.into());
    let (Ok(x) | Err(x)) = &mut result;
    *x += inc(*x).await?;
    tick().await?;
    *x += 1;
    Ok(format!("{pair:?}{result:?}"))
}

#[orchestrator]
async fn chosen_by_match(
    promo: Option<String>,
    rows: Vec<(Result<Vec<i64>, String>, i64)>,
) -> Result<String> {
    let code = match &promo {
        Some(code) => code,
        None => return Ok("none".into()),
    };
    let mut i = 0;
    let row = match &rows[following(&mut i)].0 {
        Err(why) if why.is_empty() => panic!("there is always a reason"),
        Err(why) => {
            return Ok(format!("{code} {why}"));
        }
        Ok(row) => row,
    };
    i = 7;
    tick().await?;
    let mut sum = 0;
    for item in row {
        let last = if let Some((_, last)) = rows.last() {
            last
        } else {
            break;
        };
        sum += inc(*item).await? * last;
        tick().await?;
        sum += *last;
    }
    Ok(format!("{code} {row:?} {i} {sum}"))
}
#[orchestrator]
async fn chosen_mutably(mut totals: Vec<i64>, n: usize) -> Result<Vec<i64>> {
    loop {
        let total = match totals.get_mut(n) {
            Some(total) if *total > 5 => break,
            Some(total) => total,
            None => break,
        };
        *total += inc(*total).await?;
        tick().await?;
        *total += 1;
    }
    Ok(totals)
}
/// `..` leaves elements out, and those may end.
#[orchestrator]
async fn tuples_with_a_rest(n: i64) -> Result<String> {
    let values = list(4).await?;
    let mut queue = vec![n, n + 1, n + 2];
    let a = match (&values[1], &queue[2]) {
        (a, ..) => {
            queue.pop();
            tick().await?;
            *a
        }
    };
    let names = [Some(say("a".into()).await?), None];
    let b = if let (Some(name), ..) = (&names[0], &queue[1]) {
        queue.pop();
        tick().await?;
        name.clone()
    } else {
        String::new()
    };
    let c = match &(&names[0], &queue[0]) {
        (Some(name), 1) => {
            queue.pop();
            tick().await?;
            name.clone()
        }
        _ => String::new(),
    };
    queue.extend([n, n + 1]);
    let order = Order::new(n.unsigned_abs() as u32);
    let (Order { id, .. }, .., last) = (&order, &queue[1], &queue[0], &values[2]);
    queue.clear();
    tick().await?;
    Ok(format!("{a}{b}{c}{id}{last}{queue:?}"))
}

holds! {
    a_match_may_give_a_borrow_or_leave =>
        chosen_by_match(None, vec![]), chosen_by_match(Some("a".into()), vec![(Ok(vec![1]), 2), (Err("x".into()), 3)]),
        chosen_by_match(Some("a".into()), vec![(Ok(vec![1]), 2), (Ok(vec![1, 4, 5]), 3)]),
        chosen_mutably(vec![1, 2], 1), chosen_mutably(vec![1, 2], 2);
    patterns_lead_through_references => patterns_behind_references(1);
    what_is_tested_may_change_while_a_part_is_borrowed =>
        alternatives_beside_what_changes(Side::Left(1)), alternatives_beside_what_changes(Side::Right(2));
    places_stay_places_before_awaits => places_before_awaits_in_blocks(Order::new(2), vec![vec![1, 2]]), places_before_awaits(Order::new(2), vec![vec![1, 2]]);
    an_index_may_change_while_what_it_leads_to_is_borrowed => indices_in_indices();
    conditions_borrow_one_after_the_other => borrows_in_chains(vec![1, 2, 3]);
    joins_and_blocks_borrow => borrows_in_joins_and_blocks(vec![Order::new(1), Order::new(3)]);
    loops_in_loops_borrow => borrows_in_labelled_loops(vec![vec![1, 2, 3], vec![1, 9, 2], vec![4, 5], vec![0, -1]]);
    numbers_stand_beside_borrowed_items => numbers_beside_items(vec![1, 2, 3]);
    a_list_of_borrows_may_shrink => lists_that_shrink(vec!["aa".into(), "b".into(), "bcd".into(), "xyz".into()]);
    blocks_pick => picks_in_blocks(vec![Order::new(1), Order::new(4), Order::new(3)], "aabb cc".into());
    blocks_borrow_mutably => mutable_borrows_in_blocks(vec![1, 5, 2]);
    patterns_borrow_from_what_is_mut => patterns_on_what_is_mut(
        Order::new(1),
        vec![
            Event::Paid { by: "x".into(), amounts: (1, 2) },
            Event::Sent("yy".into(), Some(Address { street: "s".into(), city: "c".into() })),
            Event::Sent("z".into(), None),
            Event::Done,
        ]
    );
    patterns_borrow_what_lies_deep => patterns_that_go_deep(
        Order::new(2),
        Some(("q".into(), 1)),
        [("k".to_owned(), (1, 2))].into()
    );
    a_rest_of_a_tuple_may_end => tuples_with_a_rest(1);
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waybill {
    card: String,
    items: Vec<String>,
    note: Option<String>,
}

fn waybill(n: i64) -> Waybill {
    Waybill {
        card: "c".repeat(n as usize),
        items: (0..n).map(|i| format!("i{i}")).collect(),
        note: (n > 1).then(|| "note".to_string()),
    }
}

#[orchestrator]
async fn chosen_before_others_await(n: i64) -> Result<i64> {
    let v: Vec<i64> = (0..n).map(|i| (i * 7) % 5).collect();
    let p = match v.first() {
        Some(p) => p,
        None => {
            tick().await?;
            return Ok(-1);
        }
    };
    let a = inc(*p).await?;
    let q = if let Some(q) = v.get(1) {
        q
    } else {
        tick().await?;
        return Ok(a + *p);
    };
    let b = inc(*q).await?;
    Ok(a + b + p + q)
}

#[orchestrator]
async fn chosen_in_turns_while_others_await(n: i64) -> Result<String> {
    let mut o = waybill(n);
    let map: BTreeMap<i64, String> = [(1, "one".to_string()), (2, "two".into())].into();
    for i in 0..3 {
        let k = n + i;
        let p = match &o.note {
            Some(p) => p,
            None => {
                tick().await?;
                return Ok("no".into());
            }
        };
        let m = match map.get(&k) {
            Some(m) => m,
            None => {
                let s = say(p.clone()).await?;
                if s.len() > 90 {
                    return Ok(s + "!");
                }
                o.note = Some(s + "?");
                continue;
            }
        };
        let s = say(p.clone()).await?;
        let w = match m.as_str() {
            "one" => {
                tick().await?;
                break;
            }
            other => other,
        };
        let t = say(format!("{p}{m}{w}{s}")).await?;
        o.card = format!("{t}{p}{m}{w}");
    }
    let last = match o.items.last_mut() {
        Some(l) => l,
        None => {
            tick().await?;
            return Ok(o.card);
        }
    };
    last.push('z');
    let s = say(last.clone()).await?;
    last.push_str(&s);
    Ok(format!("{o:?}"))
}

durable_tests::holds! {
    a_branch_that_leaves_may_await => chosen_before_others_await(0), chosen_before_others_await(1), chosen_before_others_await(4);
    a_branch_that_leaves_may_await_in_a_loop => chosen_in_turns_while_others_await(0), chosen_in_turns_while_others_await(1), chosen_in_turns_while_others_await(2), chosen_in_turns_while_others_await(3);
}

#[orchestrator]
async fn borrowed_around_a_block_of_items(n: i64) -> Result<i64> {
    let lent = &n;
    let first = 'block: {
        const LIMIT: i64 = 67;
        let found = match half(*lent).await? {
            Some(found) => found,
            None => {
                tick().await?;
                break 'block -1;
            }
        };
        found + LIMIT
    };
    let second = {
        const LIMIT: i64 = 2;
        let twice = first * LIMIT;
        if twice > 1000 {
            tick().await?;
            return Ok(twice);
        }
        twice
    };
    let third = inc(second).await?;
    Ok(first + second + third + *lent)
}
durable_tests::holds! {
    what_is_borrowed_goes_on_behind_a_block_of_items => borrowed_around_a_block_of_items(4), borrowed_around_a_block_of_items(3), borrowed_around_a_block_of_items(2000);
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Crate {
    label: String,
    count: i64,
    items: Vec<i64>,
}
#[orchestrator]
async fn parts_borrowed_around_a_block_of_items(n: i64) -> Result<String> {
    let parts = Crate {
        label: "label".into(),
        count: n,
        items: vec![n, 8],
    };
    let last = parts.items.last().unwrap_or(&7);
    {
        const LIMIT: i64 = 28;
        inc(LIMIT).await?;
    }
    let label = say(format!("{last} {}", parts.count)).await?;
    Ok(label + &parts.label)
}
#[orchestrator]
async fn parts_borrowed_in_a_block_of_items(n: i64) -> Result<String> {
    let parts = Crate {
        label: "label".into(),
        count: n,
        items: vec![n, 8],
    };
    let text = match half(n).await? {
        Some(k) if parts.count < 40 => {
            const LIMIT: i64 = 60;
            let Some(lent) = parts.items.iter().min_by_key(|item| (*item - 7).abs()) else {
                return Ok("nothing".into());
            };
            let mut rounds = k;
            loop {
                if rounds == 0 {
                    break format!("{LIMIT}");
                }
                rounds -= 1;
                {
                    const LIMIT: i64 = 7;
                    let (_, _) = ({ half(parts.count).await? }, *lent + LIMIT);
                }
            }
        }
        _ => format!("{:?}", parts.label),
    };
    Ok(text + &parts.label)
}
#[orchestrator]
async fn borrowed_of_a_borrow_in_parentheses(n: i64) -> Result<i64> {
    let rest = vec![n, 5];
    let lent = &rest;
    #[allow(unused_parens)]
    let first = (*lent).get((n % 2) as usize).unwrap_or(&8);
    let a = half((*first).wrapping_add(n)).await?;
    Ok(a.unwrap_or(1) + *first + lent.len() as i64)
}
durable_tests::holds! {
    what_is_borrowed_of_a_borrow_stays => borrowed_of_a_borrow_in_parentheses(4), borrowed_of_a_borrow_in_parentheses(3);
    what_is_borrowed_of_a_part_goes_on_behind_a_block_of_items => parts_borrowed_around_a_block_of_items(4), parts_borrowed_in_a_block_of_items(4), parts_borrowed_in_a_block_of_items(3);
}
