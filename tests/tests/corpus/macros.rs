//! Macros: those of the standard library, with awaits in their arguments, and macros of one's own.

use std::fmt::Write as _;

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn formatting(n: i64, name: String) -> Result<String> {
    let width = 6;
    let precision = 2;
    let ratio = 1.0 / 3.0;
    tick().await?;
    let a = format!(
        "{name} {name:?} {n:>width$} {n:0>4} {ratio:.precision$} {{not}} {}",
        inc(n).await?
    );
    tick().await?;
    let b = format!(
        "{0} {1} {0} {x} {y:?} {2:>1$}",
        inc(1).await?,
        5,
        n,
        x = say(name.clone()).await?,
        y = half(n).await?
    );
    let c = format!(
        "{:>width$}|{:<1$}|{:^w$.p$}",
        name,
        4,
        ratio,
        w = inc(7).await? as usize,
        p = 1
    );
    let mut d = String::new();
    write!(d, "{name}-{}", double(n).await?)?;
    writeln!(&mut d, " {a_again}", a_again = a.len())?;
    println!("{name} {} {d}", inc(n).await?);
    eprintln!("{width}");
    print!("");
    tick().await?;
    Ok(format!("{a}|{b}|{c}|{d}"))
}

#[orchestrator]
async fn captures_are_uses(n: i64) -> Result<String> {
    let only_captured = say("captured".into()).await?;
    let width = n as usize;
    let moved = say("moved".into()).await?;
    tick().await?;
    let text = format!("{only_captured:>width$}");
    tick().await?;
    let again = format!("{moved}{}", {
        drop(text);
        moved.len()
    });
    tick().await?;
    Ok(format!("{again}{only_captured}"))
}

#[orchestrator]
async fn captures_of_shadowed_names(n: i64) -> Result<String> {
    let name = say("outer".into()).await?;
    let first = format!("{name}{}", {
        let name = inc(n).await?;
        format!("{name}")
    });
    let name = format!("{name} {}", name.len());
    tick().await?;
    let mut log = String::new();
    for name in ["x", "y"] {
        tick().await?;
        log += &format!("{name}{first}");
    }
    tick().await?;
    Ok(format!("{log} {name}"))
}

#[orchestrator]
async fn vectors(n: i64) -> Result<Vec<i64>> {
    let mut a = vec![inc(n).await?, n, double(n).await?];
    a.extend(vec![inc(0).await?; 2]);
    a.extend(vec![7; length("abc".into()).await?]);
    let nested = vec![vec![inc(1).await?], vec![], list(2).await?];
    let empty: Vec<i64> = vec![];
    tick().await?;
    a.extend(nested.concat());
    a.extend(empty);
    Ok(a)
}

#[orchestrator]
async fn assertions(n: i64) -> Result<i64> {
    assert!(is_even(n).await? || n > 0);
    assert!(inc(n).await? > 0, "{n} is too small, {}", double(n).await?);
    assert_eq!(inc(n).await?, n + 1, "{n} and {n:?}");
    assert_ne!(double(n).await?, n + 100);
    debug_assert!(n < 50, "{n} is too large");
    debug_assert_eq!(half(n).await?, (n % 2 == 0).then_some(n / 2));
    tick().await?;
    Ok(n)
}

#[orchestrator]
async fn dbg_and_matches(n: i64) -> Result<i64> {
    let a = dbg!(inc(n).await?) + 1;
    let (b, c) = dbg!(a, double(a).await?);
    let d = matches!(half(n).await?, Some(h) if h > a - 5);
    let e = matches!(shape(n).await?, Shape::Circle(_) | Shape::Empty);
    tick().await?;
    Ok(b + c + i64::from(d) * 100 + i64::from(e) * 1000)
}

#[orchestrator]
async fn panics(n: i64) -> Result<i64> {
    match n {
        0 => panic!("at {n}, after {}", inc(n).await?),
        1 => unreachable!("with {}", say("text".into()).await?),
        2 => todo!(),
        3 => unimplemented!("{n}"),
        _ => tick().await?,
    }
    Ok(n)
}

macro_rules! sum {
    ($($value:expr),*) => { 0 $(+ $value)* };
}

macro_rules! shout {
    ($text:expr) => {
        format!("{}! {}", $text, stringify!($text))
    };
}

macro_rules! swap {
    ($a:ident, $b:ident) => {
        std::mem::swap(&mut $a, &mut $b)
    };
}

macro_rules! make {
    ($name:ident = $value:expr) => {
        let $name = $value;
    };
}

macro_rules! give_up_unless {
    ($condition:expr, $($message:tt)*) => {
        if !$condition {
            return Err(Failure::new(format!($($message)*)));
        }
    };
}

#[orchestrator]
async fn macros_of_ones_own(n: i64) -> Result<String> {
    let mut a = inc(n).await?;
    let mut b = double(n).await?;
    let c = say("c".into()).await?;
    let limit = n + 100;
    tick().await?;
    let total = sum!(a, b, n, c.len() as i64);
    swap!(a, b);
    tick().await?;
    let text = shout!(c);
    tick().await?;
    give_up_unless!(total < limit, "{total} is above {limit}, {}", a);
    tick().await?;
    give_up_unless!(total != 14, "{c} is unlucky");
    Ok(format!("{a} {b} {text} {total}"))
}

#[orchestrator]
async fn macros_that_bind(n: i64) -> Result<i64> {
    make!(m = n * 2);
    let sum = m + n;
    let sum = inc(sum).await?;
    make!(later = sum + 1);
    Ok(later)
}

#[orchestrator]
async fn constant_macros(n: i64) -> Result<String> {
    let a = concat!("a", 1, true);
    tick().await?;
    let b = stringify!(inc(n));
    tick().await?;
    let line = line!();
    tick().await?;
    let file = file!().len() > 3 && module_path!().contains("corpus");
    let env = option_env!("SURELY_NOT_SET").unwrap_or("unset");
    let size = size_of::<u64>();
    tick().await?;
    Ok(format!("{a} {b} {} {file} {env} {size} {n}", line > 10))
}

#[orchestrator]
async fn json_in_place(n: i64) -> Result<serde_json::Value> {
    let m = inc(n).await?;
    let value = serde_json::json!({ "n": n, "list": [m, null, { "deep": m > 1 }], "text": "x" });
    tick().await?;
    let mut more = serde_json::json!([value, m]);
    let next = inc(m).await?;
    more[1] = serde_json::json!(next);
    tick().await?;
    Ok(more)
}

#[orchestrator]
async fn json_that_awaits(mut n: i64, name: String) -> Result<serde_json::Value> {
    let key = "key";
    let polled = serde_json::json!(inc(n).await?);
    let report = serde_json::json!({
        "n": n,
        "name": name,
        "polls": [inc(n).await?, null, { "deep": ({ n += 1; double(n).await? }) }, [],],
        "then": n + name.len() as i64,
        key: inc(n).await? > 1,
        "said": say(name.clone()).await?,
        "last": [name, { "none": null }, {}],
    });
    tick().await?;
    Ok(serde_json::json!([polled, report, inc(n).await.ok()]))
}

/// A macro with the name of a standard one.
mod of_ones_own {
    use super::*;

    macro_rules! matches {
        ($value:expr, $pattern:pat) => {
            match $value {
                $pattern => 5,
                _ => 7,
            }
        };
    }

    #[orchestrator]
    pub async fn own_matches(n: i64) -> Result<i64> {
        let first = matches!(n, 1);
        tick().await?;
        let pair = (n, first);
        inc(matches!(pair.0, 1..=2)).await?;
        Ok(first * 100 + matches!(pair, (1, _)) * 10)
    }
}

/// Macros of the body that stand for places.
#[orchestrator]
async fn places(n: i64) -> Result<String> {
    let (mut total, mut pair, mut some) = (n, [n, 2], Some(3_i64));
    let mut names: Vec<String> = vec![];
    macro_rules! total {
        () => {
            total
        };
    }
    macro_rules! part {
        ($at:expr) => {
            pair[$at]
        };
    }
    macro_rules! some {
        () => {
            some
        };
    }
    macro_rules! names {
        () => {
            names
        };
    }
    total!().bump(5);
    tick().await?;
    *(&mut part!(0)) += 10;
    std::mem::swap(&mut part!(1), &mut total);
    let first = &mut part!(0);
    *first += total!();
    part!(1) += 100;
    tick().await?;
    let taken = some!().take();
    some!() = Some(8);
    if let Some(inner) = &mut some!() {
        *inner += 1;
    }
    match some!() {
        Some(ref mut inner) if *inner > 100 + part!(0) => tick().await?,
        Some(ref mut inner) => *inner += 10,
        None => {}
    }
    let mut twice = || total!().bump(1000);
    twice();
    twice();
    for at in list(3).await? {
        let slot = &mut part!((at % 2) as usize);
        *slot += at;
        let said = say(format!("{slot}")).await?;
        names!().push(said.trim().to_owned());
        names!()[0].push('!');
        pair.sort();
    }
    if part!(0) > 7 {
        tick().await?;
    }
    Ok(format!("{total} {pair:?} {some:?} {taken:?} {names:?}"))
}

/// Macros of the body that are statements.
#[orchestrator]
async fn macros_as_statements(n: i64) -> Result<String> {
    let mut sum = 0;
    let mut all = vec![];
    macro_rules! add {
        ($value:expr) => {
            sum += $value;
        };
    }
    macro_rules! push {
        ($($value:expr),*) => {
            $(all.push($value);)*
            println!("{}", all.len());
        };
    }
    add!(10);
    push!(1, n);
    if n > 0 {
        let next = inc(n).await?;
        add!(next);
        push!(next, sum);
        tick().await?;
        push!(next);
    }
    for i in 0..2 {
        add!(i);
        inc(sum).await?;
        push! { i }
    }
    Ok(format!("{sum} {all:?}"))
}

/// A macro that names a local has a local of the same name, and calls itself.
#[orchestrator]
async fn shadows_what_it_names(n: i64) -> Result<i64> {
    let mut x = n;
    macro_rules! m {
        (raw) => {
            x
        };
        (shadow $e:expr) => {{
            let x = $e;
            x + m!(raw)
        }};
    }
    let mut sum = 0;
    for i in 0..2 {
        sum += m!(shadow i);
        x += 1;
        sum += inc(m!(shadow sum) + m!(raw)).await?;
    }
    let x = sum;
    tick().await?;
    Ok(m!(shadow x))
}

durable_tests::holds! {
    macros_of_the_body_are_places => places(1), places(-4);
    macros_of_the_body_are_statements => macros_as_statements(0), macros_as_statements(3);
    formatting_macros_take_awaits_and_captures => formatting(4, "name".into());
    an_inline_capture_is_a_use => captures_are_uses(12);
    an_inline_capture_means_the_name_in_scope => captures_of_shadowed_names(3);
    vec_takes_awaits => vectors(3);
    a_macro_with_a_standard_name_is_ones_own => of_ones_own::own_matches(1), of_ones_own::own_matches(3);
    assertions_take_awaits => assertions(4);
    dbg_and_matches_take_awaits => dbg_and_matches(0), dbg_and_matches(1), dbg_and_matches(8);
    a_panic_that_is_not_reached_does_nothing => panics(5);
    macros_of_ones_own_use_locals => macros_of_ones_own(2);
    macros_of_ones_own_may_bind_between_awaits => macros_that_bind(2);
    constant_macros_stay => constant_macros(1);
    json_takes_awaits => json_that_awaits(1, "name".into());
    json_is_written_in_place => json_in_place(1);
}

durable_tests::fails! {
    panics_take_awaits => panics(0), panics(1), panics(2), panics(3);
    an_assertion_that_does_not_hold_is_a_panic => assertions(-1), assertions(98), assertions(100);
    a_macro_of_ones_own_may_return => macros_of_ones_own(80), macros_of_ones_own(3);
}

durable_tests::holds! {
    a_macro_may_shadow_what_it_names => shadows_what_it_names(1), shadows_what_it_names(4);
}
