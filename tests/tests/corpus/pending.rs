//! Cases that the compiler doesn't take yet; see `bugs-found.md`.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn items_in_a_nested_block(n: i64) -> Result<i64> {
    let a = {
        const STEP: i64 = 10;
        fn up(n: i64) -> i64 { n + STEP }
        let m = inc(up(n)).await?;
        tick().await?;
        up(m)
    };
    const STEP: i64 = 1;
    fn up(n: i64) -> i64 { n + STEP }
    tick().await?;
    let b = loop {
        const LIMIT: i64 = 3;
        let x = inc(up(n)).await?;
        if x > LIMIT { break up(x) + later(x) }
        break 0;
    };
    fn later(n: i64) -> i64 { -n }
    Ok(a + b)
}

#[orchestrator]
async fn raw_identifiers(r#type: i64, r#match: String) -> Result<String> {
    let r#loop = inc(r#type).await?;
    let r#fn = say(r#match.clone()).await?;
    tick().await?;
    if let Some(r#if) = Some(r#loop) && r#if > 0 {
        let r#type = double(r#if).await?;
        tick().await?;
        return Ok(format!("{type} {match} {} {}", r#fn, r#loop));
    }
    Ok(r#match)
}

/// Names that an expansion has for itself, or might have.
#[orchestrator]
async fn names_of_the_expansion(frame: i64, cx: String, at: i64) -> Result<String> {
    let output = inc(frame).await?;
    let saved_output = double(output).await?;
    let await_inc_1 = say(cx.clone()).await?;
    let machine = 'machine: {
        if at > 3 {
            break 'machine inc(at).await?;
        }
        at
    };
    let (op, wait, input, states, MANIFEST) = (1, 2, 3, 4, 5);
    let start = tick().await?;
    let __durable = inc(op).await?;
    let value = { let output = inc(wait).await?; let value = output; value };
    tick().await?;
    Ok(format!(
        "{frame} {cx} {at} {output} {saved_output} {await_inc_1} {machine} {op} {wait} {input} {states} {MANIFEST} {start:?} {__durable} {value}"
    ))
}

#[orchestrator]
async fn mutable_parameters(mut n: i64, mut text: String) -> Result<String> {
    n += 1;
    text.push_str("!");
    tick().await?;
    n = inc(n).await?;
    text = say(text + "?").await?;
    text.insert(0, '>');
    tick().await?;
    Ok(format!("{n} {text}"))
}

#[orchestrator]
async fn attributes_on_statements(n: i64) -> Result<i64> {
    #[allow(unused_variables, reason = "the attribute is what is tested")]
    let unused = inc(n).await?;
    #[cfg(any())]
    let n = compile_error!("this is configured away");
    #[cfg(all())]
    let n = n + 1;
    #[rustfmt::skip]
    let out   =   inc(n).await?;
    #[cfg(any())]
    tick().await?;
    Ok(out)
}

#[orchestrator]
async fn patterns_in_assignments(n: i64) -> Result<(i64, i64, i64)> {
    let (mut a, mut b);
    (a, b) = (n, inc(n).await?);
    tick().await?;
    (a, b) = (b, a);
    tick().await?;
    let c;
    (c, _) = both(b).await?;
    [a, .., b] = [a + 1, 0, 0, b + 1];
    tick().await?;
    Ok((a, b, c))
}

#[orchestrator]
async fn later_in_both_branches(n: i64) -> Result<String> {
    let text;
    let count: i64;
    if is_even(n).await? {
        text = say("even".into()).await?;
        count = 1;
    } else {
        count = inc(n).await?;
        tick().await?;
        text = "odd".to_string();
    }
    tick().await?;
    Ok(format!("{text} {count}"))
}

#[orchestrator]
async fn later_in_match_arms(n: i64) -> Result<String> {
    let what;
    match shape(n).await? {
        Shape::Empty => what = "nothing".to_string(),
        Shape::Circle(radius) => {
            tick().await?;
            what = format!("circle {radius}");
        }
        Shape::Rectangle { width, .. } => what = say(format!("rectangle {width}")).await?,
        Shape::Pair(..) => return Ok("pair".into()),
    }
    tick().await?;
    Ok(what)
}

#[orchestrator]
async fn later_in_a_loop(n: i64) -> Result<i64> {
    let found;
    let mut i = n;
    loop {
        i = inc(i).await?;
        if i % 5 == 0 {
            found = i;
            break;
        }
    }
    tick().await?;
    let mut grown;
    grown = found;
    tick().await?;
    grown += 1;
    tick().await?;
    Ok(grown)
}

#[orchestrator]
async fn partial_moves_of_nested_fields(id: u32) -> Result<String> {
    let mut order = order(id).await?;
    let number = say(order.card.number).await?;
    let street = say(order.address.street).await?;
    tick().await?;
    order.card.number = format!("new {number}");
    tick().await?;
    order.address.street = street;
    tick().await?;
    Ok(format!("{order:?}"))
}

#[orchestrator]
async fn partial_moves_of_tuples(n: i64) -> Result<String> {
    let pair = (both(n).await?, both(n + 1).await?);
    let text = say((pair.0).1).await?;
    let other = pair.1;
    tick().await?;
    let number = inc(pair.0.0).await?;
    Ok(format!("{text} {other:?} {number}"))
}

durable_tests::holds! {
    items_of_a_block_are_seen_by_that_block => items_in_a_nested_block(1), items_in_a_nested_block(5);
    names_may_be_raw => raw_identifiers(1, "text".into()), raw_identifiers(-5, "text".into());
    names_of_the_expansion_are_free => names_of_the_expansion(1, "cx".into(), 2), names_of_the_expansion(1, "cx".into(), 9);
    parameters_may_be_mutable => mutable_parameters(1, "text".into());
    attributes_of_statements_hold => attributes_on_statements(1);
    assignments_take_patterns => patterns_in_assignments(1);
    a_let_may_get_its_value_in_branches => later_in_both_branches(2), later_in_both_branches(3);
    a_let_may_get_its_value_in_match_arms =>
        later_in_match_arms(0), later_in_match_arms(1), later_in_match_arms(2), later_in_match_arms(3);
    a_let_may_get_its_value_in_a_loop => later_in_a_loop(1);
    fields_of_fields_are_moved_and_come_back => partial_moves_of_nested_fields(2);
    elements_of_tuples_are_moved => partial_moves_of_tuples(2);
}
