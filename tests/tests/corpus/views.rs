//! Picks with a default, and loops over views of borrowed items: both are taken again from their places.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn text_or_default(text: String, i: usize) -> Result<String> {
    let first = text.lines().next().unwrap_or("");
    let second = text.split('-').nth(i).unwrap_or("zz");
    let third: &str = text.split('-').nth(2).unwrap_or_default();
    let fourth = text.trim().split(',').nth(1).unwrap_or("none").trim();
    let fifth = text.trim().lines().last().map(str::trim).unwrap_or("none");
    let sixth = text
        .split(',')
        .nth(2)
        .map(|part| part.trim())
        .filter(|p| p.len() > 1)
        .unwrap_or_default();
    let unneeded = text.split(',').nth(2).unwrap_or("q").len();
    tick().await?;
    let (a, b) = first.split_at(first.len() / 2);
    tick().await?;
    Ok(format!(
        "{first} {second} {third} {fourth} {fifth} {sixth} {unneeded} {a}{b}"
    ))
}
#[orchestrator]
async fn item_or_default(items: Vec<i64>, n: i64) -> Result<String> {
    let d = n * 2;
    let first = items.iter().max().unwrap_or(&0);
    let second = items.iter().filter(|i| **i > n).next().unwrap_or(&d);
    tick().await?;
    let mut all = vec![];
    for k in 0..3 {
        let near = items.iter().min_by_key(|i| (**i - k).abs()).unwrap_or(&d);
        tick().await?;
        all.push(*near);
    }
    Ok(format!("{first} {second} {all:?}"))
}
#[orchestrator]
async fn parts_of_a_text(s: String) -> Result<String> {
    let r = s
        .strip_prefix("a")
        .and_then(|r| r.strip_suffix("b"))
        .unwrap_or("zz");
    let k = s.split_once('=').map(|(k, _)| k).unwrap_or("");
    tick().await?;
    if let Some(x) = s.split_once('=').map(|(_, v)| v.trim()) {
        tick().await?;
        say(x.to_owned()).await?;
    }
    let Some(last) = s.split('=').last().map(str::trim) else {
        return Ok("no".into());
    };
    tick().await?;
    Ok(format!("{r} {k} {last}"))
}
#[orchestrator]
async fn views_of_items(ss: Vec<String>, text: String) -> Result<String> {
    let mut all = String::new();
    for x in ss.iter().map(String::as_str) {
        tick().await?;
        all += x;
    }
    for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        let Some((k, v)) = part.split_once('=') else {
            continue;
        };
        tick().await?;
        all += &format!("{k}:{v}");
    }
    for (i, part) in text.split(';').enumerate() {
        tick().await?;
        all += &format!("{i}:{part}");
    }
    Ok(all)
}
#[orchestrator]
async fn map_while_of_borrows(v: Vec<i64>) -> Result<i64> {
    let mut sum = 0;
    for x in v.iter().map_while(|x| if *x < 3 { Some(x) } else { None }) {
        sum += inc(*x).await?;
        sum += *x;
    }
    Ok(sum)
}
#[orchestrator]
async fn fused_borrows(v: Vec<i64>) -> Result<i64> {
    let mut sum = 0;
    for x in v.iter().fuse() {
        sum += inc(*x).await?;
        sum += *x;
    }
    Ok(sum)
}
#[orchestrator]
async fn filter_map_of_borrows(v: Vec<i64>) -> Result<i64> {
    let mut sum = 0;
    for x in v.iter().filter_map(|x| if *x < 3 { Some(x) } else { None }) {
        sum += inc(*x).await?;
        sum += *x;
    }
    Ok(sum)
}
#[orchestrator]
async fn adaptors_after_each_other(v: Vec<i64>) -> Result<i64> {
    let mut sum = 0;
    for x in v
        .iter()
        .fuse()
        .map_while(|x| (*x < 3).then_some(x))
        .filter(|x| **x > 0)
    {
        sum += inc(*x).await?;
        sum += *x;
    }
    for (i, x) in v.iter().enumerate().map_while(|item| match item.1 {
        4 => None,
        _ => Some(item),
    }) {
        sum += inc(i as i64).await?;
        sum += *x;
    }
    for i in (0..3).fuse() {
        sum += inc(i as i64).await?;
        sum += i;
    }
    Ok(sum)
}

/// A fallback that is used, and one that isn't, are the same after a restart; a text that is part of no pick is a value.
#[orchestrator]
async fn not_needed_later(text: String) -> Result<usize> {
    let first = text.split(',').next().unwrap_or("none");
    let end = first.len() / 2;
    let half = &first[..end];
    let length = half.len() + first.trim().len();
    tick().await?;
    for part in text.split(',').map(str::trim) {
        let known = &part[..part.len().min(2)];
        inc(known.len() as i64).await?;
    }
    Ok(length)
}

#[orchestrator]
async fn trimmed_parts(text: String) -> Result<String> {
    let parts: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let key = text
        .lines()
        .map(|line| line.trim())
        .find(|line| line.starts_with('k'));
    let last = text
        .trim()
        .split(',')
        .map(str::trim)
        .last()
        .unwrap_or("none");
    tick().await?;
    let mut all = String::new();
    for part in &parts {
        all += &say(part.to_string()).await?;
        all += part;
    }
    Ok(format!("{all} {key:?} {last} {parts:?}"))
}

/// Several tasks of one function hold picks of the same text.
#[orchestrator]
async fn picks_with_defaults_in_blocks(text: String) -> Result<String> {
    let (one, other) = join!(
        async {
            let first = text.split(' ').next().unwrap_or("none");
            tick().await?;
            say(first.to_owned()).await
        },
        async {
            let last = text.split(' ').nth(1).map(str::trim).unwrap_or_default();
            tick().await?;
            say(last.to_owned()).await
        }
    );
    Ok(format!("{} {}", one?, other?))
}

durable_tests::holds! {
    a_part_of_a_text_may_have_a_default =>
        text_or_default(" ab,c d,xyz -e- f\n more ".into(), 1), text_or_default("".into(), 0),
        text_or_default("abc".into(), 7), text_or_default("a,b,  \nq".into(), 0);
    an_item_may_have_a_default => item_or_default(vec![], 1), item_or_default(vec![1, 5, 9], 3), item_or_default(vec![1, 5, 9], 30);
    a_part_of_a_part_is_one_of_the_text =>
        parts_of_a_text("acb".into()), parts_of_a_text("".into()), parts_of_a_text("ac=b".into()), parts_of_a_text("a = q = b ".into());
    a_loop_may_go_over_views => views_of_items(vec![], "".into()), views_of_items(vec!["a".into(), "b".into()], " a=b; c;; d=e ;".into());
    map_while_may_give_the_borrowed_items => map_while_of_borrows(vec![1, 2, 3]), map_while_of_borrows(vec![]);
    a_loop_may_go_over_fused_items => fused_borrows(vec![1, 2, 3]);
    filter_map_may_give_the_borrowed_items => filter_map_of_borrows(vec![1, 2, 3, 1]);
    views_come_after_other_adaptors => adaptors_after_each_other(vec![1, 2, 3, 1]), adaptors_after_each_other(vec![1, 2, 4, 1]);
    parts_that_are_trimmed_are_parts => trimmed_parts(" a, b ,, c\n k = v\n".into()), trimmed_parts("".into());
    what_no_await_needs_is_no_pick => not_needed_later("abcd, ef".into()), not_needed_later("".into());
}

durable_tests::holds! { in any order:
    a_block_may_hold_a_pick_with_a_default => picks_with_defaults_in_blocks("ab cd".into()), picks_with_defaults_in_blocks("ab".into());
}
