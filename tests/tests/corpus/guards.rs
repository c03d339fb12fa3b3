//! Exits in places that are no statements: the guards of a `match`, conditions, the heads of loops, the arguments of macros.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn guard_returns(n: i64) -> Result<i64> {
    match n {
        y if {
            if y == 1 {
                return Ok(8);
            }
            false
        } =>
        {
            tick().await?;
        }
        _ => {}
    }
    Ok(n)
}
#[orchestrator]
async fn guard_breaks(n: i64) -> Result<i64> {
    let mut sum = 0;
    let v = 'a: {
        match n {
            y if {
                if y == 1 {
                    break 'a 5;
                }
                y == 2
            } =>
            {
                tick().await?;
            }
            _ => {}
        }
        n
    };
    'b: for i in 0..4 {
        loop {
            match i {
                y if {
                    if y == 1 {
                        continue 'b;
                    }
                    if y == 3 {
                        break 'b;
                    }
                    false
                } =>
                {
                    tick().await?;
                }
                y if {
                    sum += y;
                    if y == 2 {
                        break;
                    }
                    true
                } =>
                {
                    sum += inc(y).await?;
                    if sum > 3 {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    Ok(v + sum)
}
#[orchestrator]
async fn conditions(n: i64) -> Result<i64> {
    let w = loop {
        if n > 3
            && let Some(x) = (if n == 4 { break 40 } else { Some(n) })
            && x > 5
        {
            tick().await?;
        }
        let mut k = 0;
        'w: while let Some(y) = (if k > 2 { return Ok(k) } else { Some(k) })
            && (if n == 7 { break 'w } else { true })
        {
            k += inc(y).await?;
        }
        if matches!(n, y if { if y == 8 { return Ok(88) } y == 9 }) {
            tick().await?;
        }
        break n;
    };
    tick().await?;
    Ok(w)
}

#[orchestrator]
async fn guard_binding(n: i64, text: Option<String>) -> Result<String> {
    let keep = vec![n];
    let found = 'a: {
        match text {
            Some(t)
                if {
                    if t.len() == 3 {
                        break 'a t.len();
                    }
                    t.len() == 4
                } =>
            {
                tick().await?;
                drop(t);
                1
            }
            Some(ref t)
                if n > 3
                    && let Some(c) = (if n == 5 {
                        return Ok(t.clone());
                    } else {
                        t.chars().next()
                    }) =>
            {
                say(c.to_string()).await?.len() + t.len()
            }
            other
                if n == 2
                    && (if other.is_none() {
                        break 'a keep.len();
                    } else {
                        true
                    }) =>
            {
                say(other.unwrap_or_default()).await?.len()
            }
            _ => 9,
        }
    };
    tick().await?;
    Ok(format!("{found} {keep:?}"))
}
#[orchestrator]
async fn after_the_break(text: Option<String>) -> Result<String> {
    let found = 'a: {
        match text {
            Some(ref t)
                if {
                    if t.len() == 3 {
                        break 'a t.len();
                    }
                    t.len() == 4
                } =>
            {
                tick().await?;
                1
            }
            _ => 9,
        }
    };
    tick().await?;
    Ok(format!("{found} {text:?}"))
}
#[orchestrator]
async fn guards_in_blocks(n: i64) -> Result<i64> {
    let (a, b) = join!(
        async {
            match n {
                y if {
                    if y == 1 {
                        return 4;
                    }
                    y == 2
                } =>
                {
                    tick().await.unwrap();
                    6
                }
                _ => 0,
            }
        },
        inc(n)
    );
    let c = async {
        match n {
            y if {
                if y == 1 {
                    return Ok(4);
                }
                y == 2
            } =>
            {
                tick().await?;
                Ok(7)
            }
            _ => Err(Failure::new("x")),
        }
    }
    .await
    .unwrap_or(3);
    Ok(a + b? + c)
}
#[orchestrator]
async fn conditions_of_branches(n: i64) -> Result<i64> {
    let found = 'a: {
        select! {
            x = inc(n), if { if n == 5 { break 'a 77 } true } => x?,
            () = sleep(std::time::Duration::from_secs(99)), if { if n == 6 { return Ok(66) } true } => 3,
        }
    };
    tick().await?;
    Ok(found)
}
#[orchestrator]
async fn arguments_of_heads(n: i64) -> Result<i64> {
    let mut sum = 0;
    'a: for i in 0..3 {
        for x in (0..10)
            .map(|x| x + 1)
            .take({
                if i == n {
                    continue 'a;
                }
                if n == 5 {
                    return Ok(5);
                }
                2
            })
            .skip(if n == 6 { break 'a } else { 1 })
        {
            sum += inc(x).await?;
        }
        for x in [1, 2, 3].into_iter().skip({
            if i == n {
                continue 'a;
            }
            if n == 7 {
                return Ok(7);
            }
            2
        }) {
            sum += inc(x).await?;
        }
        let v = vec![1, 2, 3];
        let g = &v[if n == 9 { return Ok(9) } else { 1 }];
        let h = v.get(if n == 10 { break 'a } else { 1 }).unwrap_or(&{ 7 });
        sum += inc(1).await? + g + h;
        for x in v.chunks({
            if i == n {
                continue 'a;
            }
            if n == 8 {
                return Ok(8);
            }
            2
        }) {
            sum += inc(x.len() as i64).await?;
        }
    }
    Ok(sum)
}
#[orchestrator]
async fn exits_in_macros(n: i64) -> Result<i64> {
    let mut log = vec![];
    'a: for i in 0..3 {
        log.push(format!("{}", if i == n { continue 'a } else { i }));
        tick().await?;
        assert!(if n == 5 { return Ok(5) } else { true });
        let v = vec![if n == 6 { break 'a } else { inc(2).await? }, 4];
        assert_eq!(if n == 7 { return Ok(7) } else { 1 }, 1);
        let ok = matches!((if n == 8 { return Ok(8) } else { n }, inc(1).await?), (y, z) if { if y == 9 { break 'a } z == 2 });
        let t = match n {
            y if matches!(y, z if { if z == 10 { return Ok(10) } true }) => {
                tick().await?;
                1
            }
            _ => 2,
        };
        log.push(format!("{v:?} {ok} {t}"));
    }
    println!("{log:?}");
    Ok(log.concat().len() as i64)
}
durable_tests::holds! {
    a_guard_may_return => guard_returns(1), guard_returns(2);
    a_guard_may_break_and_continue => guard_breaks(1), guard_breaks(2), guard_breaks(3);
    a_condition_may_leave => conditions(1), conditions(2),conditions(3), conditions(4), conditions(5), conditions(6), conditions(7), conditions(8), conditions(9);
    a_guard_that_leaves_may_bind => guard_binding(1, None), guard_binding(2, None), guard_binding(2, Some("abc".into())), guard_binding(2, Some("abcd".into())), guard_binding(4, Some("abcde".into())), guard_binding(5, Some("abcde".into()));
    what_a_match_looks_at_is_there_after_its_guard_has_left => after_the_break(None), after_the_break(Some("abc".into())), after_the_break(Some("abcd".into()));
    the_arguments_of_a_head_may_leave => arguments_of_heads(0), arguments_of_heads(1), arguments_of_heads(5), arguments_of_heads(6), arguments_of_heads(7), arguments_of_heads(8), arguments_of_heads(9), arguments_of_heads(10), arguments_of_heads(11);
    the_arguments_of_macros_may_leave => exits_in_macros(0), exits_in_macros(5), exits_in_macros(6), exits_in_macros(7), exits_in_macros(8), exits_in_macros(9), exits_in_macros(10), exits_in_macros(11);
}
durable_tests::holds! { in any order:
    a_guard_of_a_block_leaves_the_block => guards_in_blocks(1), guards_in_blocks(2), guards_in_blocks(3);
    the_conditions_of_branches_may_leave => conditions_of_branches(5), conditions_of_branches(6);
}
