//! Errors that users have: of `thiserror`, `anyhow` and the standard library, on their way through activities,
//! orchestrators and inline orchestrators; and what is left of them there.

use anyhow::Context as _;
use durable_runtime::FailureError;
use durable_runtime::prelude::*;
use durable_tests::trace::Trace;
use serde::{Deserialize, Serialize};
use std::error::Error;

use crate::activities::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
enum PayError {
    #[error("declined, {left} left")]
    Declined { left: u64 },
    #[error("the bank said {0:?}")]
    Bank(String),
}

/// An error that arrives as what it was only if it is named.
#[derive(Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{0} is out of stock")]
struct OutOfStock(String);

/// An error that can't be stored.
#[derive(Debug, thiserror::Error)]
enum ShopError {
    #[error("the order was not paid")]
    NotPaid(#[source] Failure),
    #[error(transparent)]
    Step(#[from] Failure),
    #[error("{0}, and nothing else")]
    Pay(#[from] PayError),
    #[error("no number")]
    Number(#[from] std::num::ParseIntError),
}

#[activity]
async fn error_pay(trace: State<Trace>, amount: u64) -> Result<u64, PayError> {
    trace.note(format!("pay({amount})"));
    match amount {
        0 => Err(PayError::Bank("no \"zero\"".into())),
        1..=50 => Ok(amount),
        _ => Err(PayError::Declined { left: 50 }),
    }
}

#[activity]
async fn error_anyhow(trace: State<Trace>, amount: u64) -> anyhow::Result<u64> {
    trace.note(format!("anyhow({amount})"));
    let text = if amount == 7 {
        "seven".to_owned()
    } else {
        amount.to_string()
    };
    let amount: u64 = text
        .parse()
        .with_context(|| format!("{text} is no amount"))?;
    anyhow::ensure!(amount != 8, "eight is never paid");
    match amount {
        0 => Err(PayError::Bank("no".into()))
            .context("at the bank")
            .context("paying"),
        9 => anyhow::bail!(PayError::Declined { left: 9 }),
        10 => Err(anyhow::anyhow!("no").context(PayError::Declined { left: 10 })),
        11 => Err(Failure::terminal("never"))?,
        12 => Err(Failure::terminal("never").context("not now"))
            .map_err(anyhow::Error::from)
            .context("paying"),
        amount => Ok(amount),
    }
}

#[activity(errors(OutOfStock))]
async fn error_boxed(
    trace: State<Trace>,
    item: String,
) -> Result<usize, Box<dyn Error + Send + Sync>> {
    trace.note(format!("boxed({item})"));
    if item.is_empty() {
        return Err("nothing is ordered".into());
    }
    let number = item
        .strip_prefix("A-")
        .ok_or_else(|| OutOfStock(item.clone()))?;
    Ok(number.parse()?)
}

#[activity]
async fn error_of_a_shop(trace: State<Trace>, text: String) -> Result<u64, ShopError> {
    trace.note(format!("shop({text})"));
    let amount = text.parse()?;
    if amount == 1 {
        return Err(ShopError::NotPaid(
            Failure::terminal("never").context("not now"),
        ));
    }
    if amount == 2 {
        Err(Failure::terminal("never"))?;
    }
    if amount == 3 {
        Err(PayError::Declined { left: 3 })?;
    }
    Ok(amount)
}

/// All that is seen of a failure.
fn seen(failure: &Failure) -> String {
    format!(
        "{failure:#} | {} | {} | {:?} | {:?} | {:?}",
        failure.type_name(),
        failure.is_terminal(),
        failure.data::<serde_json::Value>(),
        failure.downcast_ref::<PayError>(),
        failure.downcast_ref::<OutOfStock>(),
    )
}

#[orchestrator]
async fn error_arrives_typed(amount: u64) -> Result<Vec<String>> {
    let mut log = vec![];
    let failure = match error_pay(amount).await {
        Ok(paid) => return Ok(vec![format!("{paid}")]),
        Err(failure) => failure,
    };
    log.push(seen(&failure));
    // It is a local across awaits.
    tick().await?;
    match failure.data()? {
        Some(PayError::Declined { left }) => log.push(error_pay(left).await?.to_string()),
        Some(PayError::Bank(said)) => log.push(say(said).await?),
        None => log.push("none".into()),
    }
    let error = failure.clone().into_error();
    log.push(format!(
        "{error} {:?}",
        error.source().map(ToString::to_string)
    ));
    let again = Failure::from(error);
    log.push(format!("{}", again == failure));
    log.push(format!(
        "{:?}",
        failure
            .downcast::<PayError>()
            .map_err(|other| other.to_string())
    ));
    Ok(log)
}

#[orchestrator]
async fn error_of_an_orchestrator(amount: u64) -> Result<u64, PayError> {
    let paid = error_pay(amount).await.map_err(|failure| {
        failure
            .downcast()
            .unwrap_or_else(|other| PayError::Bank(other.to_string()))
    })?;
    tick()
        .await
        .map_err(|failure| PayError::Bank(failure.to_string()))?;
    Ok(paid)
}

#[orchestrator(inline)]
async fn error_of_a_helper(amount: u64) -> Result<u64, PayError> {
    tick()
        .await
        .map_err(|failure| PayError::Bank(failure.to_string()))?;
    if amount > 50 {
        return Err(PayError::Declined { left: 1 });
    }
    Ok(amount)
}

#[orchestrator]
async fn error_over_functions(amount: u64) -> Result<Vec<String>> {
    let mut log = vec![];
    for result in [
        error_of_an_orchestrator(amount).await,
        error_of_a_helper(amount).await,
    ] {
        log.push(match result {
            Ok(paid) => paid.to_string(),
            Err(failure) => seen(&failure),
        });
    }
    let both = join!(error_pay(amount), error_of_an_orchestrator(amount));
    tick().await?;
    log.push(format!(
        "{:?}",
        both.0.map_err(|failure| failure.data::<PayError>())
    ));
    log.push(format!(
        "{:?}",
        both.1.map_err(|failure| failure.data::<PayError>())
    ));
    let task = spawn(async move { error_pay(amount).await.context("in a task") });
    match task.await? {
        Ok(paid) => log.push(paid.to_string()),
        Err(failure) => log.push(seen(&failure)),
    }
    Ok(log)
}

#[orchestrator]
async fn error_of_anyhow(amount: u64) -> Result<String> {
    Ok(match error_anyhow(amount).await {
        Ok(paid) => paid.to_string(),
        Err(failure) => seen(&failure),
    })
}

#[orchestrator]
async fn error_of_a_box(item: String) -> Result<String> {
    Ok(match error_boxed(item).await {
        Ok(number) => number.to_string(),
        Err(failure) => seen(&failure),
    })
}

#[orchestrator]
async fn error_of_thiserror(text: String) -> Result<String> {
    Ok(match error_of_a_shop(text).await {
        Ok(number) => number.to_string(),
        Err(failure) => seen(&failure),
    })
}

#[orchestrator]
async fn anyhow_throughout(amount: u64) -> anyhow::Result<u64> {
    let text = amount.to_string();
    let number: u64 = text.parse().context("no number")?;
    let a = error_pay(number).await.context("the first payment")?;
    let b = anyhow_inline(a)
        .await
        .with_context(|| format!("the second payment, of {a}"))?;
    let c = error_anyhow(b).await?;
    let most = [a, b, c].into_iter().max().context("none")?;
    anyhow::ensure!(most < 50, "{most} is too much");
    Ok(most)
}

#[orchestrator(inline)]
async fn anyhow_inline(amount: u64) -> anyhow::Result<u64> {
    let paid = error_pay(amount).await?;
    tick().await?;
    if paid == 13 {
        return Err(PayError::Declined { left: 13 }).context("thirteen");
    }
    Ok(paid)
}

/// An `anyhow::Error` that was made of a failure is asked what it was.
#[orchestrator]
async fn anyhow_is_asked(amount: u64) -> anyhow::Result<String> {
    let seen = match error_pay(amount).await.context("a payment") {
        Ok(paid) => format!("{paid}"),
        Err(failure) => {
            let error = anyhow::Error::from(failure).context("an order");
            let chain: Vec<_> = error.chain().map(ToString::to_string).collect();
            format!("{chain:?} {:?}", error.downcast_ref::<PayError>())
        }
    };
    tick().await?;
    let error = anyhow::Error::from(Failure::terminal("never"));
    let kept = error.downcast_ref::<FailureError>().is_some();
    Ok(format!("{seen} {kept}"))
}

#[orchestrator]
async fn boxed_throughout(item: String) -> Result<usize, Box<dyn Error>> {
    let number = error_boxed(item).await?;
    let text = say("1".into()).await?;
    let more: usize = text.len().to_string().parse()?;
    if number > 5 {
        return Err("more than five".into());
    }
    Ok(number + more)
}

#[orchestrator]
async fn thiserror_throughout(text: String) -> Result<u64, ShopError> {
    let number: u64 = text.parse()?;
    let paid = error_pay(number).await?;
    if paid == 1 {
        error_of_a_shop("1".into())
            .await
            .map_err(ShopError::NotPaid)?;
    }
    tick().await?;
    if paid == 3 {
        return Err(PayError::Declined { left: 3 }.into());
    }
    Ok(paid)
}

durable_tests::holds! {
    a_declared_error_arrives_typed => error_arrives_typed(0), error_arrives_typed(1), error_arrives_typed(70);
    errors_of_anyhow_keep_their_chain => error_of_anyhow(0), error_of_anyhow(1), error_of_anyhow(7), error_of_anyhow(8),
        error_of_anyhow(9), error_of_anyhow(10), error_of_anyhow(11), error_of_anyhow(12);
    errors_in_boxes_arrive => error_of_a_box("".into()), error_of_a_box("A-3".into()), error_of_a_box("A-x".into()), error_of_a_box("B".into());
    errors_of_thiserror_have_failures => error_of_thiserror("x".into()), error_of_thiserror("1".into()), error_of_thiserror("2".into()),
        error_of_thiserror("3".into()), error_of_thiserror("4".into());
    orchestrators_return_anyhow => anyhow_throughout(1), anyhow_is_asked(70), anyhow_is_asked(3);
    orchestrators_return_boxes => boxed_throughout("A-2".into());
    orchestrators_return_errors_of_thiserror => thiserror_throughout("4".into());
}
durable_tests::holds! { in any order:
    a_declared_error_arrives_typed_over_functions => error_over_functions(3), error_over_functions(70);
}
durable_tests::fails! {
    orchestrators_fail_with_anyhow => anyhow_throughout(0), anyhow_throughout(7), anyhow_throughout(8), anyhow_throughout(9), anyhow_throughout(10),
        anyhow_throughout(13), anyhow_throughout(11), anyhow_throughout(12), anyhow_throughout(50), anyhow_throughout(70);
    orchestrators_fail_with_boxes => boxed_throughout("".into()), boxed_throughout("A-9".into()), boxed_throughout("A-x".into()), boxed_throughout("B".into());
    orchestrators_fail_with_errors_of_thiserror => thiserror_throughout("x".into()), thiserror_throughout("1".into()), thiserror_throughout("3".into()),
        thiserror_throughout("70".into());
}
