//! Scratch
use durable_runtime::prelude::*;
use durable_runtime::FailureError;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
enum PayError {
    #[error("declined, {left} left")]
    Declined { left: u64 },
}

#[activity]
async fn pay(amount: u64) -> Result<u64, PayError> {
    if amount > 5 { return Err(PayError::Declined { left: 5 }); }
    Ok(amount)
}

#[activity]
async fn pay_any(amount: u64) -> anyhow::Result<u64> {
    use anyhow::Context;
    if amount > 5 { return Err(PayError::Declined { left: 5 }).context("paying"); }
    Ok(amount)
}

#[orchestrator]
async fn order(amount: u64) -> anyhow::Result<u64> {
    let a = pay(amount).await.context("first")?;
    let b = pay_any(a).await?;
    Ok(a + b)
}

#[tokio::test]
async fn all() {
    let failure = order(7).await.unwrap_err();
    assert_eq!(format!("{failure:#}"), "first: declined, 5 left");
    assert_eq!(failure.downcast_ref::<PayError>(), Some(&PayError::Declined { left: 5 }));
    let failure = pay_any(7).await.unwrap_err();
    assert_eq!(format!("{failure:#}"), "paying: declined, 5 left");
    assert_eq!(failure.downcast_ref::<PayError>(), Some(&PayError::Declined { left: 5 }));
    let error = anyhow::Error::from(failure);
    assert!(error.downcast_ref::<PayError>().is_some());
    assert!(error.downcast_ref::<FailureError>().is_none());
}
