//! Operands that are evaluated before an await, and whose locals change while it waits.

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::inc;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    x: i64,
}

fn pair<A: std::fmt::Debug>(first: A, second: i64) -> String {
    format!("{first:?} {second}")
}

#[orchestrator]
async fn taken_by_a_method(n: i64) -> Result<String> {
    let mut o = Some(n);
    Ok(pair(o, {
        o.take();
        inc(n).await?
    }))
}

#[orchestrator]
async fn changed_in_part(n: i64) -> Result<String> {
    let mut a = [1, 2, 3];
    let mut p = Point { x: n };
    let first = pair(a, {
        a[0] = 99;
        inc(n).await?
    });
    let second = pair(p, {
        p.x = 99;
        inc(n).await?
    });
    Ok(format!("{first} {second} {a:?} {p:?}"))
}

#[orchestrator]
async fn changed_by_destructuring(n: i64) -> Result<String> {
    let mut x = n;
    let y;
    let text = pair(x, {
        (x, y) = (99, 3);
        inc(n).await?
    });
    Ok(format!("{text} {x} {y}"))
}

#[orchestrator]
async fn a_receiver_that_is_copied(n: i64) -> Result<i64> {
    let mut x = 3i64;
    Ok(x.wrapping_mul({
        x = 100;
        inc(x).await? + n
    }))
}

#[orchestrator]
async fn an_index_that_moves_on(n: i64) -> Result<String> {
    let v = vec![10, 20];
    let mut i = 0;
    let text = pair(&v[i], {
        i += 1;
        inc(n).await?
    });
    let mut lists = vec![vec![1], vec![2]];
    let mut k = 0;
    lists[k].push({
        k += 1;
        inc(n).await?
    });
    Ok(format!("{text} {lists:?} {i} {k}"))
}

#[orchestrator]
async fn slices_by_ranges_of_all_kinds(n: i64) -> Result<String> {
    fn sum(items: &[i64], other: i64) -> i64 {
        items.iter().sum::<i64>() * 100 + other
    }
    let v = vec![n, 20, 30];
    let all = sum(&v[..], inc(1).await?);
    let last = sum(&v[1..=2], inc(2).await?);
    let both = (&v[..2], inc(3).await?, &v[1..]);
    Ok(format!("{all} {last} {both:?}"))
}

#[orchestrator]
async fn types_that_only_a_later_value_tells(n: i64) -> Result<String> {
    let mut k = 1;
    let inverted = format!("{}", !k);
    inc(n).await?;
    k = 3u8;
    Ok(format!("{inverted} {k}"))
}

const MAX: i64 = 3;

#[orchestrator]
async fn constants_in_patterns(a: i64, b: i64) -> Result<i64> {
    Ok(match a {
        MAX => {
            let r = match b {
                MAX => MAX + 1,
                _ => 0,
            };
            r * 10 + MAX
        }
        _ => inc(b).await?,
    })
}

durable_tests::holds! {
    a_method_that_takes_is_seen_after => taken_by_a_method(1);
    a_change_in_part_is_seen_after => changed_in_part(5);
    a_destructuring_assignment_is_seen_after => changed_by_destructuring(1);
    a_copied_receiver_is_copied_before => a_receiver_that_is_copied(1);
    an_index_is_evaluated_before => an_index_that_moves_on(1);
    slices_are_of_any_range => slices_by_ranges_of_all_kinds(1);
    a_type_is_that_of_a_later_value => types_that_only_a_later_value_tells(1);
    a_name_in_capitals_is_a_constant => constants_in_patterns(3, 4), constants_in_patterns(3, 3), constants_in_patterns(1, 1);
}
