//! A function is compiled in parts, and its parts see what the whole one does: the items and macros of the blocks around
//! them, the conditions of the build, and the names as rustc tells them apart.

use durable_runtime::prelude::*;
use durable_tests::{fails, holds};
use serde::{Deserialize, Serialize};

use crate::activities::*;

const K: i64 = 2;

mod doubled {
    pub(super) trait Doubled {
        fn doubled(&self) -> i64;
    }

    impl Doubled for i64 {
        fn doubled(&self) -> i64 {
            self * 2
        }
    }
}

fn pick() -> i64 {
    1
}

mod other {
    pub(super) fn pick() -> i64 {
        3
    }
}

#[orchestrator]
async fn constants_in_patterns_of_select(n: i64) -> Result<i64> {
    let mut total = 0;
    {
        const K: i64 = 100;
        total += select! {
            biased;
            Ok(K) = inc(n) => 1,
            Ok(x) = inc(5) => x,
        };
    }
    let block = async {
        const K: i64 = 2;
        select! { biased; Ok(K) = inc(n) => Ok::<i64, Failure>(10), Ok(z) = inc(7) => Ok(z) }
    };
    Ok(total * 100 + block.await? + K)
}

#[orchestrator]
async fn items_around_async_blocks(n: i64) -> Result<i64> {
    let mut total = 0;
    if n > 0 {
        const K: i64 = 5;
        use doubled::Doubled;
        use other::pick;
        fn thrice(n: i64) -> i64 {
            n * 3
        }
        macro_rules! nine {
            () => {
                9
            };
        }
        let block = async {
            let inner = async { inc(K + thrice(1)).await };
            let x: i64 = nine!();
            Ok::<i64, Failure>(inner.await? + x + pick() + n.doubled())
        };
        total += block.await?;
        for each in join_all([1, 2].map(|m| async move { inc(K * m).await })).await {
            total += each?;
        }
    }
    Ok(total * 10 + K + pick())
}

#[orchestrator]
async fn items_of_two_levels(n: i64) -> Result<i64> {
    let mut total = 0;
    if n > 0 {
        const K: i64 = 5;
        let outer = async { inc(K).await };
        {
            const K: i64 = 7;
            let block = async { inc(K).await };
            total += block.await?;
        }
        total += outer.await?;
    }
    Ok(total)
}

#[allow(dead_code, reason = "it is printed")]
#[derive(Debug)]
enum Event {
    Started,
    Done(i64),
}

macro_rules! audit {
    ($log:expr, $event:expr) => {
        $log.push(format!("{:?}", $event))
    };
}

macro_rules! larger {
    ($a:expr, $b:expr) => {
        if $a > $b { $a } else { $b }
    };
}

#[orchestrator]
async fn macros_that_declare_nothing(n: i64) -> Result<(Vec<String>, i64)> {
    let mut log = vec![];
    let m = 2;
    for i in 0..2 {
        audit!(&mut log, Event::Started);
        inc(i).await?;
        audit!(&mut log, Event::Done(i));
        tracing::info!(i, n, "at {}", i);
    }
    let largest = if n > 0 {
        tick().await?;
        larger!(n, m)
    } else {
        0
    };
    Ok((log, largest))
}

#[orchestrator]
async fn conditions_of_elements(n: i64) -> Result<Vec<i64>> {
    let list = vec![
        1,
        #[cfg(any())]
        inc(5).await?,
        inc(n).await?,
    ];
    let pair = (
        #[cfg(any())]
        inc(6).await?,
        list,
        add(
            n,
            #[cfg(any())]
            inc(7).await?,
            2,
        )
        .await?,
    );
    Ok([
        #[cfg(any())]
        inc(8).await?,
        pair.1,
        pair.0[1],
    ]
    .to_vec())
}

macro_rules! count {
    ($range:expr) => {
        ($range).count() as i64
    };
}

macro_rules! itself {
    ($value:expr) => {
        $value
    };
}

#[derive(Serialize, Deserialize, Clone)]
struct Pair {
    a: i64,
    b: i64,
}

#[orchestrator]
async fn names_after_two_dots(n: i64) -> Result<i64> {
    let n = n + 1;
    let pair = Pair { a: 1, b: 2 };
    let inner = {
        let m = n;
        let n = 9;
        let pair = Pair { a: 3, b: m };
        tick().await?;
        let other = itself!(Pair { a: 9, ..pair });
        m * 100 + count!(0..n) * 10 + other.b + pair.a
    };
    tick().await?;
    Ok(n * 1000 + inner + count!(0..n) + pair.b)
}

#[orchestrator]
async fn raw_names(r#n: i64) -> Result<i64> {
    let s = {
        let n = inc(n).await?;
        let m = inc(n).await?;
        n + m
    };
    let t = match half(n).await? {
        Some(r#n) => {
            tick().await?;
            n
        }
        None => 0,
    };
    Ok(s * 100 + t * 10 + r#n)
}

#[orchestrator]
async fn conditions_of_the_build(n: i64) -> Result<i64> {
    let mut t = match inc(n).await? {
        #[cfg(any())]
        4 => 100,
        x => x,
    };
    for i in 0..2 {
        if t > 1 {
            #[cfg(any())]
            return Ok(0);
            #[cfg(any())]
            break;
            #[cfg(any())]
            panic!("it isn't there");
            #[cfg(any())]
            spawn(inc(100));
            t += 1;
        }
        t += match i {
            #[cfg(any())]
            0 => continue,
            _ => inc(1).await?,
        };
    }
    let t = {
        #[cfg(any())]
        let x = 5;
        #[cfg(not(any()))]
        let x = t + 1;
        x
    };
    Ok(t)
}

#[orchestrator]
async fn conditions_in_macros(n: i64) -> Result<i64> {
    let (a, b) = join!(
        async {
            #[cfg(any())]
            inc(100).await?;
            #[cfg(debug_assertions)]
            tick().await?;
            #[cfg(not(debug_assertions))]
            inc(200).await?;
            Ok::<i64, Failure>(n)
        },
        inc(n)
    );
    let text = format!(
        "{}",
        match inc(n).await? {
            #[cfg(all())]
            4 => 100,
            #[cfg(not(debug_assertions))]
            5 => 200,
            #[cfg_attr(all(), cfg(any()))]
            6 => 300,
            x => x,
        }
    );
    Ok(a? + b? + text.len() as i64)
}

macro_rules! of_expressions {
    ($name:ident, $a:expr, $b:expr, $ready:expr, $range:pat, $ty:ty) => {
        #[orchestrator]
        async fn $name(n: i64) -> Result<String> {
            let x: $ty = inc($a * $b).await? - $a;
            let y = inc(-$a).await? * $b;
            let bytes = inc(n).await? * $b;
            let text = format!("{}", $b * 10);
            if !$ready {
                return Ok(text);
            }
            let fits = match bytes {
                $range => 1,
                _ => 0,
            };
            tick().await?;
            let z = x * $b + y - $a * inc($b - $a).await?;
            Ok(format!("{text} {z} {fits} {}", $a * 2))
        }
    };
}

of_expressions!(
    expressions_stay_whole,
    1 + 2,
    3 - 1,
    1 == 2 || 3 == 3,
    1 | 8,
    i64
);

fn check(n: i64) -> Result<i64> {
    if n > 2 {
        Err(Failure::new("too much"))
    } else {
        Ok(n)
    }
}

#[orchestrator]
async fn question_marks_in_macros(n: i64) -> Result<i64> {
    let text: Result<i64> = async {
        tick().await?;
        let text = format!("{}", check(n)?);
        Ok(text.len() as i64)
    }
    .await;
    let list: Result<Vec<i64>> = async {
        tick().await?;
        Ok(vec![1, check(n)?])
    }
    .await;
    tick().await?;
    Ok(text.unwrap_or(-1) * 10 + list.map_or(-5, |list| list.len() as i64))
}

#[orchestrator]
async fn keys_that_change() -> Result<serde_json::Value> {
    let mut key = "a";
    let first = serde_json::json!({ key: ({ key = "b"; inc(1).await? }), "k": key });
    let owned = String::from("c");
    Ok(
        serde_json::json!({ "first": first, owned: inc(2).await?, key: [1, inc(3).await?], "n": null }),
    )
}

#[orchestrator]
async fn last_characters() -> Result<String> {
    let mut all = String::new();
    for c in '\u{10FFFD}'..=char::MAX {
        tick().await?;
        all.push(c);
    }
    for c in '\u{D7FE}'..='\u{E001}' {
        tick().await?;
        all.push(c);
    }
    Ok(all)
}

macro_rules! with_two_locals {
    ($name:ident, $local:ident) => {
        #[orchestrator]
        async fn $name() -> Result<i64> {
            let own = 1;
            let $local = 2;
            tick().await?;
            Ok(own * 10 + $local)
        }
    };
}

with_two_locals!(made_by_a_macro, given);

#[orchestrator]
async fn assertions_say_what_was_written(n: i64) -> Result<i64> {
    let list = vec![n];
    assert!(inc(n).await? == 3 && list[0] == 2i64 || !list.iter().any(|x| *x > 1),);
    Ok(n)
}

holds! {
    blocks_see_the_items_around_them => items_around_async_blocks(1), items_around_async_blocks(0);
    blocks_see_the_nearest_items => items_of_two_levels(1);
    macros_may_be_given_anything => macros_that_declare_nothing(3), macros_that_declare_nothing(0);
    the_build_decides_which_elements_are_there => conditions_of_elements(3);
    macros_are_given_the_locals_in_scope => names_after_two_dots(3);
    a_raw_name_is_the_same_name => raw_names(4), raw_names(3);
    the_build_decides_what_is_in_macros => conditions_in_macros(3), conditions_in_macros(4);
    the_build_decides_what_is_there => conditions_of_the_build(3), conditions_of_the_build(0);
    a_question_mark_in_a_macro_ends_its_block => question_marks_in_macros(1), question_marks_in_macros(5);
    keys_are_evaluated_in_order => keys_that_change();
    a_range_reaches_the_last_character => last_characters();
    what_a_macro_was_given_stays_one_expression => expressions_stay_whole(3);
    a_macro_makes_orchestrators => made_by_a_macro();
    assertions_hold_alike => assertions_say_what_was_written(2);
}

holds! { by result:
    patterns_name_the_constants_of_their_blocks => constants_in_patterns_of_select(1), constants_in_patterns_of_select(99);
}

fails! {
    assertions_fail_alike => assertions_say_what_was_written(5);
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parcel {
    card: String,
    address: String,
    items: Vec<String>,
    note: Option<String>,
}

fn parcel(n: i64) -> Parcel {
    Parcel {
        card: "c".repeat(n as usize),
        address: "addr".into(),
        items: (0..n).map(|i| format!("i{i}")).collect(),
        note: (n > 1).then(|| "note".to_string()),
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Shipment {
    a: Parcel,
    b: (String, Vec<i64>),
    c: i64,
}

fn shipment(n: i64) -> Shipment {
    Shipment {
        a: parcel(n),
        b: ("b".into(), vec![n]),
        c: n,
    }
}

#[orchestrator]
async fn fields_taken_in_blocks(n: i64) -> Result<String> {
    let order = parcel(n);
    let len = {
        let c = order.card;
        if c.is_empty() {
            tick().await?;
            return Ok("none".into());
        }
        c.len()
    };
    let a = say(order.address).await?;
    let items = {
        let items = order.items;
        if items.len() > 90 {
            tick().await?;
            return Ok("many".into());
        }
        items
    };
    let b = say(items.join("+")).await?;
    Ok(format!("{len}{a}{b}{:?}", order.note))
}

#[orchestrator]
async fn fields_taken_by_some_branches(n: i64) -> Result<String> {
    let d = shipment(n);
    let e = shipment(n + 1);
    let x = match n {
        0 => {
            tick().await?;
            return Ok(d.a.card + &e.b.0);
        }
        1 => {
            let c = d.a.card;
            let l = {
                let i = d.a.items;
                if i.len() > 90 {
                    tick().await?;
                    return Ok(c);
                }
                i.len()
            };
            let s = say(c).await?;
            return Ok(format!("{s}{l}{}", d.a.address));
        }
        k => {
            let v = d.b.1;
            v.len() as i64 + k
        }
    };
    let y = {
        let v = e.b.1;
        if v.len() > 90 {
            tick().await?;
            return Ok(e.b.0);
        }
        v
    };
    let s = say(d.a.address).await?;
    let z = {
        let q = e.a.items;
        if q.is_empty() {
            tick().await?;
            return Ok(s);
        }
        q
    };
    let t = say(d.b.0).await?;
    Ok(format!(
        "{x}{y:?}{s}{z:?}{t}{:?}{}{:?}",
        d.a.note, d.c, e.a.note
    ))
}

#[orchestrator]
async fn fields_taken_in_each_turn(n: i64) -> Result<String> {
    let pair = (vec![n], format!("p{n}"));
    let mut count = 0;
    for i in 0..3 {
        let o = parcel(i + 1);
        {
            let c = o.card;
            if c.len() > 2 {
                tick().await?;
                count += 1;
                continue;
            }
            count += c.len() as i64;
        }
        let a = if let Some(note) = o.note {
            say(note).await?
        } else {
            o.address
        };
        count += a.len() as i64 + o.items.len() as i64;
    }
    let s = {
        let v = pair.0;
        if v.len() > 3 {
            tick().await?;
            return Ok(pair.1);
        }
        v.len()
    };
    let r = say(pair.1).await?;
    Ok(format!("{s}{r}{count}"))
}

#[orchestrator]
async fn fields_renewed_in_blocks(n: i64) -> Result<String> {
    let mut o = parcel(n);
    let mut last = String::new();
    loop {
        let item = match o.items.pop() {
            Some(i) => i,
            None => {
                tick().await?;
                break;
            }
        };
        {
            let t = item.clone() + &o.address;
            if t.len() > 90 {
                tick().await?;
                return Ok(t);
            }
            o.address = t;
        }
        if let Some(note) = &mut o.note {
            if note.len() > 90 {
                tick().await?;
                return Ok(last);
            }
            note.push('x');
        }
        last = say(item).await?;
        o.card = {
            let c = o.card;
            if c.len() > 90 {
                tick().await?;
                return Ok(c);
            }
            c + "k"
        };
    }
    let b = Box::new(o);
    let note = {
        let k = b.note;
        if n > 90 {
            tick().await?;
            return Ok(b.card);
        }
        k
    };
    let s = say(b.card).await?;
    Ok(format!("{last}{s}{note:?}{}", b.address))
}

durable_tests::holds! {
    fields_go_on_behind_a_block_that_takes_others => fields_taken_in_blocks(0), fields_taken_in_blocks(2);
    fields_go_on_behind_branches_that_take_others => fields_taken_by_some_branches(0), fields_taken_by_some_branches(1), fields_taken_by_some_branches(2);
    fields_are_taken_in_each_turn => fields_taken_in_each_turn(1);
    fields_are_renewed_in_blocks => fields_renewed_in_blocks(0), fields_renewed_in_blocks(2), fields_renewed_in_blocks(4);
}
