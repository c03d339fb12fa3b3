//! Large functions and deep ones.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn thirty_awaits(n: i64) -> Result<Vec<i64>> {
    let a = inc(n).await?;
    let b = inc(a).await?;
    let c = add(a, b).await?;
    let d = double(c).await?;
    let e = inc(d).await?;
    let f = add(a, e).await?;
    let g = half(f).await?;
    let h = inc(b).await?;
    let i = length(format!("{g:?}")).await?;
    tick().await?;
    let j = add(i as i64, h).await?;
    let k = double(j).await?;
    let l = say(format!("{k} {a}")).await?;
    let m = both(k).await?;
    let o = list(3).await?;
    let p = is_even(k).await?;
    let q = inc(o[1]).await?;
    let r = add(m.0, q).await?;
    let s = inc(r).await?;
    let t = length(l).await?;
    tick().await?;
    let u = double(t as i64).await?;
    let v = inc(u).await?;
    let w = add(v, c).await?;
    let x = say(m.1).await?;
    let y = inc(w).await?;
    let z = double(y).await?;
    tick().await?;
    let last = add(z, d).await?;
    let end = inc(last).await?;
    Ok(vec![
        a,
        b,
        c,
        d,
        e,
        f,
        h,
        j,
        k,
        i64::from(p),
        q,
        r,
        s,
        u,
        v,
        w,
        x.len() as i64,
        y,
        z,
        last,
        end,
    ])
}

#[orchestrator]
async fn eight_levels(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let limit = n + 2;
    'one: for one in 0..2 {
        let mut two = 0;
        while two < 2 {
            two = inc(two).await?;
            if two + one < limit {
                match half(two + one).await? {
                    Some(three) if three > 0 => {
                        let mut left = Some(three);
                        while let Some(four) = left.take() {
                            let five = loop {
                                let six = 'six: {
                                    if is_even(four).await? {
                                        let seven = {
                                            let eight = inc(six_of(four)).await?;
                                            eight + limit
                                        };
                                        seen.push(seven);
                                        break 'six seven;
                                    } else if four == 1 && one == 1 {
                                        tick().await?;
                                        continue 'one;
                                    }
                                    four
                                };
                                break six + 1;
                            };
                            seen.push(five);
                        }
                    }
                    Some(_) => seen.push(0),
                    None => {
                        tick().await?;
                        seen.push(-two);
                    }
                }
            }
        }
        seen.push(100 + one);
    }
    seen.push(limit);
    Ok(seen)
}

fn six_of(n: i64) -> i64 {
    n * 6
}

#[orchestrator]
async fn many_branches(n: i64) -> Result<String> {
    let mut path = String::new();
    let mut at = n;
    for _ in 0..12 {
        at = match at % 11 {
            0 => {
                path.push('a');
                inc(at).await?
            }
            1 => {
                path.push('b');
                if at > 20 {
                    break;
                }
                at + 3
            }
            2 => {
                path.push('c');
                double(at).await? + 1
            }
            3 => {
                path += &say("d".into()).await?;
                at + 7
            }
            4 => {
                path.push('e');
                match half(at).await? {
                    Some(x) => x,
                    None => at + 1,
                }
            }
            5 => {
                path.push('f');
                tick().await?;
                at - 4
            }
            6 => {
                path.push('g');
                add(at, at).await?
            }
            7 => {
                path.push('h');
                if is_even(at).await? {
                    continue;
                }
                at * 2
            }
            8 => {
                path.push('i');
                at + length(path.clone()).await? as i64
            }
            9 => {
                path.push('j');
                let (x, text) = both(at).await?;
                path += &text;
                x + 2
            }
            _ => {
                path.push('k');
                return Ok(format!("{path} {at}"));
            }
        };
    }
    Ok(path + &at.to_string())
}

#[orchestrator]
async fn many_locals(n: i64) -> Result<i64> {
    let a = n;
    let b = a + 1;
    let (c, d, e, f) = (b + 1, b + 2, b + 3, b + 4);
    tick().await?;
    let [g, h, i, j] = [c + d, d + e, e + f, f + a];
    let text = format!("{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}");
    tick().await?;
    {
        let (k, l, m) = (g + h, h + i, i + j);
        tick().await?;
        let o = k + l + m + length(text.clone()).await? as i64;
        say(format!("{o} {k}")).await?;
        tick().await?;
    }
    tick().await?;
    Ok(a + b + c + d + e + f + g + h + i + j + text.len() as i64)
}

durable_tests::holds! {
    a_function_may_have_thirty_awaits => thirty_awaits(1);
    a_function_may_be_eight_levels_deep => eight_levels(3), eight_levels(0);
    a_function_may_have_many_branches => many_branches(0), many_branches(2), many_branches(3), many_branches(4), many_branches(6), many_branches(7), many_branches(9);
    a_function_may_have_many_locals => many_locals(3);
}
