//! Awaits one after the other, and names that shadow one another.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn no_await(n: i64) -> Result<i64> {
    let n = n + 1;
    Ok(n * 2)
}

#[orchestrator]
async fn one_await(n: i64) -> Result<i64> {
    inc(n).await
}

#[orchestrator]
async fn steps(n: i64) -> Result<i64> {
    let a = inc(n).await?;
    let b = double(a).await?;
    tick().await?;
    let c = add(a, b).await?;
    tick().await?;
    Ok(a + b + c)
}

#[orchestrator]
async fn only_effects() -> Result<()> {
    tick().await?;
    say("and".into()).await?;
    tick().await
}

#[orchestrator]
async fn unused_outputs(n: i64) -> Result<String> {
    let _ = inc(n).await?;
    let _unused = inc(n + 1).await?;
    _ = inc(n + 2).await;
    double(n).await?;
    Ok("done".into())
}

#[orchestrator]
async fn shadowed_in_the_same_scope(n: i64) -> Result<String> {
    let x = inc(n).await?;
    let x = double(x).await?;
    let x = x.to_string();
    let x = say(x).await?;
    let x = (x.len(), x);
    tick().await?;
    Ok(format!("{x:?}"))
}

#[orchestrator]
async fn shadowed_in_a_nested_scope(n: i64) -> Result<Vec<i64>> {
    let x = n;
    let inner = {
        let x = inc(x).await?;
        let x = {
            let x = double(x).await?;
            tick().await?;
            x + 1
        };
        tick().await?;
        x
    };
    tick().await?;
    Ok(vec![x, inner])
}

#[orchestrator]
async fn shadowed_parameter(n: i64, text: String) -> Result<String> {
    let outer = text.clone();
    {
        let n = say(text.clone()).await?;
        let text = n.len() as i64;
        inc(text).await?;
        say(n).await?;
    }
    let text = inc(n).await?;
    tick().await?;
    Ok(format!("{outer} {text} {n}"))
}

#[orchestrator]
async fn shadowed_by_a_use_of_itself(n: i64) -> Result<i64> {
    let n = n + inc(n).await? + n;
    let n = double(n).await?
        + {
            let n = n + 1;
            inc(n).await?
        }
        + n;
    Ok(n)
}

#[orchestrator]
async fn shadowed_in_a_loop(n: i64) -> Result<(i64, Vec<i64>)> {
    let x = n;
    let mut seen = Vec::new();
    for x in 0..x {
        let x = inc(x).await?;
        seen.push(x);
        let x = double(x).await?;
        seen.push(x);
    }
    tick().await?;
    Ok((x, seen))
}

#[orchestrator]
async fn shadowed_by_a_later_type(n: i64) -> Result<String> {
    let value = vec![n, n + 1];
    tick().await?;
    let value = value.into_iter().sum::<i64>();
    tick().await?;
    let value = Some(value);
    tick().await?;
    let value = format!("{value:?}");
    tick().await?;
    Ok(value)
}

#[orchestrator]
async fn a_block_as_a_value(n: i64) -> Result<i64> {
    let a = {
        let b = inc(n).await?;
        b * 10
    };
    let c = {
        tick().await?;
        a
    };
    Ok({
        let d = double(c).await?;
        { { d + a } }
    })
}

#[orchestrator]
async fn statements_of_every_kind(n: i64) -> Result<i64> {
    let mut total = 0;
    {}
    total += n;
    {
        tick().await?;
    }
    (total) += inc(total).await?;
    ();
    if total > 3 {
        tick().await?
    }
    match total {
        0 => (),
        _ => tick().await?,
    }
    total;
    {
        let _ = total;
    }
    Ok(total)
}

#[orchestrator]
async fn attributes_on_statements(n: i64) -> Result<i64> {
    #[allow(unused_variables, reason = "the attribute is what is tested")]
    let unused = inc(n).await?;
    #[rustfmt::skip]
    let out   =   inc(n).await?;
    Ok(out)
}

#[orchestrator]
async fn the_last_value_of_a_unit_body() -> Result<()> {
    let out: Result<()> = { tick().await };
    out
}

durable_tests::holds! {
    a_function_without_awaits_returns => no_await(4);
    one_await_is_the_whole_function => one_await(4);
    steps_run_in_their_order => steps(1), steps(-7);
    effects_without_values_run_in_their_order => only_effects();
    an_output_that_is_not_used_is_awaited_all_the_same => unused_outputs(1);
    a_name_may_be_bound_again_in_its_scope => shadowed_in_the_same_scope(11);
    an_outer_value_is_back_after_an_inner_scope => shadowed_in_a_nested_scope(2);
    a_parameter_may_be_shadowed_and_comes_back => shadowed_parameter(1, "text".into());
    a_binding_may_be_made_of_the_one_it_shadows => shadowed_by_a_use_of_itself(3);
    a_loop_variable_may_shadow_what_it_ranges_over => shadowed_in_a_loop(3), shadowed_in_a_loop(0);
    a_name_may_change_its_type => shadowed_by_a_later_type(5);
    a_block_with_awaits_is_a_value => a_block_as_a_value(2);
    odd_statements_are_kept => statements_of_every_kind(0), statements_of_every_kind(5);
    attributes_of_statements_hold => attributes_on_statements(1);
    a_block_may_be_the_last_value => the_last_value_of_a_unit_body();
}
