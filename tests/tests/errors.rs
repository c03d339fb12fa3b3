//! Errors that users have, as they are seen from outside: by clients, in the status, by a retry policy's `when`, and
//! over HTTP.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use durable_runtime::prelude::*;
use durable_runtime::{FailureError, Json};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
enum PayError {
    #[error("declined, {left} left")]
    Declined { left: u64 },
    #[error("the bank does not answer")]
    Silent,
}

/// How often the bank was asked.
#[derive(Debug, Default, Clone)]
struct Asked(Arc<AtomicU32>);

fn is_silence(failure: &Failure) -> bool {
    matches!(failure.data(), Ok(Some(PayError::Silent)))
}

#[activity(retry(attempts = 5, first = "1ms", when = is_silence))]
async fn pay(asked: State<Asked>, amount: u64) -> Result<u64, PayError> {
    match asked.0.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => Err(PayError::Silent),
        _ if amount > 50 => Err(PayError::Declined { left: 50 }),
        _ => Ok(amount),
    }
}

#[orchestrator]
async fn order(amount: u64) -> Result<u64, PayError> {
    let paid = pay(amount).await;
    paid.map_err(|failure| failure.downcast().expect("it is declared"))
}

#[orchestrator]
async fn two_orders(amount: u64) -> anyhow::Result<u64> {
    let first = order(amount).await.context("the first order")?;
    let second = order(amount).await.context("the second order")?;
    Ok(first + second)
}

async fn open(path: &Path, asked: &Asked) -> Runtime {
    let builder = Runtime::builder().state(asked.clone());
    builder.open(path).await.expect("it opens")
}

#[tokio::test]
async fn a_declared_error_reaches_clients_as_what_it_was() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("store.redb");
    let asked = Asked::default();
    let runtime = open(&path, &asked).await;
    let started = runtime.start(two_orders(70).id("orders")).await;
    let result = started.expect("it starts").result().await;
    let check = |failure: &Failure| {
        assert_eq!(failure.message(), "the first order");
        let declined = PayError::Declined { left: 50 };
        assert_eq!(failure.data().as_ref(), Ok(&Some(declined.clone())));
        assert_eq!(failure.downcast_ref(), Some(&declined));
        assert!(failure.is::<PayError>());
        assert_eq!(format!("{failure:#}"), "the first order: declined, 50 left");
    };
    check(&result.expect_err("it is declined"));
    assert_eq!(asked.0.load(Ordering::SeqCst), 3, "silence is tried again");
    // After all that was in memory has gone.
    runtime.shutdown().await.expect("it shuts down");
    let runtime = open(&path, &asked).await;
    let status = runtime.instance("orders").status().await;
    let failure = status.expect("it is there").failure.expect("it failed");
    check(&failure);
    let json = serde_json::to_value(&failure).expect("it is JSON");
    assert_eq!(json["data"]["Declined"]["left"], 50);
    assert_eq!(json["sources"][0], "declined, 50 left");
    runtime.shutdown().await.expect("it shuts down");
}

#[derive(Debug, Serialize, thiserror::Error)]
#[error("no map can be said")]
struct Unsayable(std::collections::BTreeMap<(u8, u8), u8>);

#[activity(retry(attempts = 3, first = "1ms"))]
async fn unsayable(asked: State<Asked>) -> Result<(), Unsayable> {
    asked.0.fetch_add(1, Ordering::SeqCst);
    Err(Unsayable([((1, 1), 1)].into()))
}

#[tokio::test]
async fn an_error_that_json_can_not_say_is_told_and_not_tried_again() {
    let asked = Asked::default();
    let states = States::new().with(asked.clone());
    let failure = states.scope(unsayable()).await.expect_err("it fails");
    assert!(failure.is_terminal());
    assert!(
        failure.message().contains("can't be written as JSON"),
        "{failure}"
    );
    assert_eq!(
        failure.sources().collect::<Vec<_>>(),
        ["no map can be said"]
    );
    assert_eq!(asked.0.load(Ordering::SeqCst), 1);
}

/// The error says what it is by a conversion of its own.
#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct Code(u16);

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Failure::terminal(format!("code {}", code.0)).retry_after(Duration::from_secs(1))
    }
}

#[activity]
async fn with_code(code: u16) -> Result<(), Code> {
    Err(Code(code))
}

#[tokio::test]
async fn an_error_with_a_conversion_of_its_own_arrives_typed_too() {
    let failure = with_code(404).await.expect_err("it fails");
    assert_eq!(failure.data(), Ok(Some(Code(404))));
    assert_eq!(failure.downcast_ref(), Some(&Code(404)));
    assert!(failure.is_terminal());
    assert_eq!(failure.message(), "code 404");
}

#[derive(Debug, thiserror::Error)]
enum ShopError {
    #[error("not paid")]
    NotPaid(#[source] Failure),
    #[error(transparent)]
    Step(#[from] Failure),
    #[error("wrapped")]
    Wrapped { source: FailureError },
}

#[test]
fn a_failure_is_the_source_of_errors_of_thiserror() {
    let failure = Failure::terminal("declined")
        .context("no payment")
        .with_data(&7)
        .expect("it is JSON");
    let not_paid = ShopError::NotPaid(failure.clone());
    let source = not_paid.source().expect("it has one");
    assert_eq!(source.to_string(), "no payment");
    assert_eq!(
        source.source().expect("it has one, too").to_string(),
        "declined"
    );
    let again = Failure::from(not_paid);
    assert_eq!(format!("{again:#}"), "not paid: no payment: declined");
    assert!(again.is_terminal(), "what is terminal stays so");
    assert_eq!(again.data(), Ok(Some(7)));
    let step = ShopError::from(failure.clone());
    assert_eq!(step.to_string(), "no payment");
    assert_eq!(Failure::from(step), failure);
    let wrapped = ShopError::Wrapped {
        source: failure.into_error(),
    };
    assert_eq!(
        format!("{:#}", Failure::from(wrapped)),
        "wrapped: no payment: declined"
    );
}

#[test]
fn a_failure_goes_through_boxes_and_anyhow_and_comes_back_as_it_was() {
    fn by_box(failure: Failure) -> Result<(), Box<dyn Error>> {
        Err(failure)?
    }
    fn by_sendable_box(failure: Failure) -> Result<(), Box<dyn Error + Send + Sync>> {
        Err(failure)?
    }
    fn by_anyhow(failure: Failure) -> anyhow::Result<()> {
        Err(failure)?
    }
    let failure = Failure::terminal("declined")
        .context("no payment")
        .with_data(&7)
        .expect("it is JSON");
    let errors = [
        Failure::from_boxed(by_box(failure.clone()).unwrap_err()),
        Failure::from_boxed(by_sendable_box(failure.clone()).unwrap_err()),
        Failure::from_boxed(by_anyhow(failure.clone()).unwrap_err()),
        Failure::from(
            *by_box(failure.clone())
                .unwrap_err()
                .downcast::<FailureError>()
                .expect("it is one"),
        ),
    ];
    for error in errors {
        assert_eq!(error, failure);
    }
    let with_context = by_anyhow(failure.clone()).context("an order").unwrap_err();
    assert_eq!(
        Failure::from_boxed(with_context),
        failure.context("an order")
    );
}

#[test]
fn a_failure_is_used_as_a_std_error() {
    fn text(error: &(dyn Error + Send + Sync)) -> String {
        error.to_string()
    }
    let failure = Failure::new("no such repo");
    assert_eq!(text(&*failure), "no such repo");
    assert_eq!(text(failure.as_ref()), "no such repo");
    assert!(failure.source().is_none());
}

#[test]
fn a_typed_failure_is_an_anyhow_error_of_its_type() {
    let terminal = Failure::terminal("never");
    let error = anyhow::Error::from(terminal);
    assert!(error.downcast_ref::<FailureError>().is_some());
    assert!(Failure::from_boxed(error).is_terminal());
}

#[tokio::test]
async fn anyhow_finds_the_declared_error_in_a_failure() {
    let states = || States::new().with(Asked(Arc::new(AtomicU32::new(9))));
    let failure = states().scope(pay(70)).await.expect_err("it is declined");
    let declined = PayError::Declined { left: 50 };
    let error = anyhow::Error::from(failure.clone()).context("an order");
    assert_eq!(error.downcast_ref(), Some(&declined));
    // Also where it is known of the failure that it is terminal.
    let terminal = failure.clone().context("a payment").into_terminal();
    let error = anyhow::Error::from(terminal.clone());
    assert_eq!(error.downcast_ref(), Some(&declined));
    assert_eq!(Failure::from_boxed(error), terminal);
    let error = anyhow::Error::from(failure.clone().into_terminal());
    assert_eq!(error.downcast_ref(), Some(&declined));
    assert_eq!(Failure::from_boxed(error), failure.into_terminal());
}

#[test]
fn an_older_programs_json_of_a_failure_is_read() {
    let json: Json = r#"{"Err":{"inner":{"message":"no","type_name":"E","sources":["why"],"data":null,"terminal":true,"retry_after":null}}}"#
        .parse()
        .expect("it is JSON");
    let result: Result<u8> = json.decode().expect("it is a result");
    assert_eq!(format!("{:#}", result.unwrap_err()), "no: why");
}

fn one_by_blocking() -> u32 {
    tokio::runtime::Handle::current().block_on(async { 1 })
}

#[orchestrator]
async fn blocks_on_tokio(times: u32) -> Result<u32> {
    let mut sum = 0;
    for _ in 0..times {
        sum += one_by_blocking();
        sleep(Duration::ZERO).await;
    }
    Ok(sum)
}

/// Polls a future once, as an executor that isn't tokio's does.
fn poll_once<F: Future>(future: F) -> bool {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    std::pin::pin!(future).poll(&mut context).is_ready()
}

#[orchestrator]
async fn polls_a_block() -> Result<bool> {
    Ok(poll_once(async { 1 }))
}

/// Later it would run on a thread of tokio's, where it couldn't block.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_blocks_on_tokio_fails_from_the_first_one_on() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let runtime = open(&folder.path().join("store.redb"), &Asked::default()).await;
    for times in [1, 400] {
        let blocks = runtime.start(blocks_on_tokio(times)).await;
        let failure = blocks.expect("it starts").result().await.unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("spawn_blocking"), "{text}");
    }
}

#[tokio::test]
async fn a_block_that_something_else_polls_fails_the_instance() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let runtime = open(&folder.path().join("store.redb"), &Asked::default()).await;
    let polls = runtime.start(polls_a_block()).await.expect("it starts");
    let text = polls.result().await.unwrap_err().to_string();
    assert!(text.contains("an `async` block"), "{text}");
}
