//! Labels, `break` with values, `continue` and `return`, from wherever they may stand.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn continue_in_every_loop(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    let mut i = 0;
    while i < n {
        i += 1;
        if i == 2 {
            continue;
        }
        seen.push(inc(i).await?);
        if is_even(i).await? {
            continue;
        }
        seen.push(-i);
    }
    for j in 0..n {
        if j == 1 {
            tick().await?;
            continue;
        }
        seen.push(double(j).await?);
    }
    loop {
        i -= 1;
        if i % 3 == 0 && i > 0 {
            tick().await?;
            continue;
        }
        if i <= 0 {
            break;
        }
        seen.push(i);
    }
    let mut rest = seen.clone();
    while let Some(x) = rest.pop() {
        if x < 3 {
            continue;
        }
        tick().await?;
        seen.push(x * 100);
    }
    Ok(seen)
}

#[orchestrator]
async fn labels(n: i64) -> Result<Vec<(i64, i64)>> {
    let mut seen = Vec::new();
    'rows: for row in 0..n {
        'cells: for cell in 0..n {
            if cell == row {
                tick().await?;
                continue 'rows;
            }
            if is_even(row + cell).await? {
                continue 'cells;
            }
            if row == 3 {
                break 'rows;
            }
            seen.push((row, inc(cell).await?));
        }
        seen.push((row, -1));
    }
    tick().await?;
    Ok(seen)
}

#[orchestrator]
async fn a_label_used_twice(n: i64) -> Result<i64> {
    let mut total = 0;
    'again: loop {
        total = inc(total).await?;
        if total > n {
            break 'again;
        }
    }
    'again: while total < 10 {
        'again_inner: loop {
            total += 2;
            tick().await?;
            if total % 3 == 0 {
                continue 'again;
            }
            if total > 8 {
                break 'again_inner;
            }
        }
        total = inc(total).await?;
    }
    Ok(total)
}

#[orchestrator]
async fn labelled_blocks(n: i64) -> Result<String> {
    let found = 'search: {
        if n == 0 {
            break 'search "zero".to_string();
        }
        if is_even(n).await? {
            tick().await?;
            break 'search say("even".into()).await?;
        }
        let m = inc(n).await?;
        'inner: {
            if m > 5 {
                break 'inner;
            }
            tick().await?;
            break 'search format!("small {m}");
        }
        tick().await?;
        format!("large {m}")
    };
    'unit: {
        if found.len() > 4 {
            break 'unit;
        }
        tick().await?;
    }
    Ok(found)
}

#[orchestrator]
async fn out_of_inner_code_without_awaits(n: i64) -> Result<i64> {
    let mut rounds = 0;
    let found = 'outer: loop {
        rounds = inc(rounds).await?;
        for i in 0..10 {
            if i * rounds == n {
                break 'outer i;
            }
            match i + rounds {
                5 if n == 77 => continue 'outer,
                12 => break,
                _ => {}
            }
        }
        let mut j = 0;
        while j < 5 {
            j += 1;
            if j == 4 && rounds > 3 {
                break 'outer -1;
            }
            if j == 3 && rounds == 2 {
                continue 'outer;
            }
        }
        tick().await?;
    };
    tick().await?;
    Ok(found * 100 + rounds)
}

#[orchestrator]
async fn out_of_a_cut_block_in_inner_code(n: i64) -> Result<String> {
    let mut log = String::new();
    'rows: for row in 0..3 {
        let kind = 'kind: {
            for c in ["a", "b", "c"] {
                if row == n && c == "b" {
                    continue 'rows;
                }
                if row == n + 1 && c == "c" {
                    break 'kind c;
                }
            }
            tick().await?;
            "none"
        };
        log += &say(format!("{row}{kind}")).await?;
    }
    Ok(log)
}

#[orchestrator]
async fn return_from_anywhere(n: i64) -> Result<i64> {
    for i in 0..3 {
        if i == n {
            return Ok(i);
        }
        let value = match inc(i).await? {
            3 if n == 10 => return Ok(30),
            x => x,
        };
        {
            let deep = if n == 11 && i == 1 {
                return inc(value).await;
            } else {
                value
            };
            tick().await?;
            if deep == 2 && n == 12 {
                return Err(Failure::new("twelve"));
            }
        }
    }
    let x = [
        1,
        if n == 13 {
            return Ok(13);
        } else {
            double(n).await?
        },
    ];
    if n == 14 {
        tick().await?;
        return Ok(x.len() as i64 + if is_even(n).await? { return Ok(140) } else { 0 });
    }
    return Ok(x[1]);
}

#[orchestrator]
async fn break_with_an_await(n: i64) -> Result<i64> {
    let a = loop {
        if n > 3 {
            break inc(n).await?;
        }
        break {
            tick().await?;
            double(n).await?
        };
    };
    let b = 'block: {
        if a > 4 {
            break 'block a + inc(a).await?;
        }
        a
    };
    Ok(b)
}

#[orchestrator]
async fn breaks_in_odd_places(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    loop {
        let x = inc(if seen.len() > 2 { break } else { n }).await?;
        seen.push(x);
        seen.push(match x {
            5 => break,
            7 => {
                tick().await?;
                break;
            }
            _ => double(x).await?,
        });
        let Some(y) = half(n).await? else { break };
        seen.push(y + if y == 3 { break } else { 1 });
    }
    tick().await?;
    Ok(seen)
}

#[orchestrator]
async fn nested_values(n: i64) -> Result<i64> {
    Ok('a: {
        let x = 'b: {
            let y = loop {
                if n == 0 {
                    break 'a -1;
                }
                if n == 1 {
                    tick().await?;
                    break 'b 10;
                }
                if n == 2 {
                    break inc(20).await?;
                }
                break 'a (loop {
                    break double(n).await?;
                });
            };
            y + 1
        };
        tick().await?;
        x + 1
    })
}

#[orchestrator]
async fn closures_have_their_own_returns(n: i64) -> Result<Vec<i64>> {
    let mut seen = vec![];
    for i in 0..n {
        let classify = |x: i64| {
            for y in 0.. {
                if y * y > x {
                    return y;
                }
                if y > 5 {
                    break;
                }
            }
            -1
        };
        let c = classify(i * 10);
        if c == 3 {
            continue;
        }
        seen.push(add(c, i).await?);
    }
    Ok(seen)
}

durable_tests::holds! {
    continue_goes_on_in_every_kind_of_loop => continue_in_every_loop(0), continue_in_every_loop(4);
    labels_name_the_loop => labels(0), labels(3), labels(5);
    a_label_may_be_used_again => a_label_used_twice(2);
    a_labelled_block_is_a_value => labelled_blocks(0), labelled_blocks(2), labelled_blocks(3), labelled_blocks(9);
    inner_code_leaves_an_outer_loop =>
        out_of_inner_code_without_awaits(6), out_of_inner_code_without_awaits(97), out_of_inner_code_without_awaits(77);
    inner_code_leaves_an_outer_block => out_of_a_cut_block_in_inner_code(0), out_of_a_cut_block_in_inner_code(1), out_of_a_cut_block_in_inner_code(9);
    a_return_ends_the_function_from_anywhere =>
        return_from_anywhere(0), return_from_anywhere(2), return_from_anywhere(10), return_from_anywhere(11),
        return_from_anywhere(13), return_from_anywhere(14), return_from_anywhere(20);
    a_break_may_await_its_value => break_with_an_await(1), break_with_an_await(2), break_with_an_await(7);
    a_break_may_stand_in_an_expression => breaks_in_odd_places(4), breaks_in_odd_places(6), breaks_in_odd_places(8), breaks_in_odd_places(3);
    values_leave_nested_blocks => nested_values(0), nested_values(1), nested_values(2), nested_values(3);
    a_closure_has_its_own_return => closures_have_their_own_returns(3);
}

durable_tests::fails! {
    a_return_may_be_an_error => return_from_anywhere(12);
}
