//! Cases that the compiler doesn't take yet; see `bugs-found.md`.

use durable_runtime::prelude::*;

use crate::activities::*;

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

durable_tests::holds! {
    attributes_of_statements_hold => attributes_on_statements(1);
    fields_of_fields_are_moved_and_come_back => partial_moves_of_nested_fields(2);
}
