//! What is too large to be stored fails the instance that it is of, or is refused, and all others go on, in every life of
//! the runtime; and a commit may have any size.

use std::sync::atomic::{AtomicUsize, Ordering};

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_runtime::{Builder, ErrorKind, RuntimeStatus};

const LIMIT: usize = 20_000;

/// How often [`text_of`] was called.
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// As a text of more than half of what redb takes was, with its copy in the history.
#[activity(retry(attempts = 5, first = "1ms"))]
async fn text_of(bytes: usize) -> Result<String> {
    CALLS.fetch_add(1, Ordering::SeqCst);
    Ok("x".repeat(bytes))
}

#[activity]
async fn length_of(text: String) -> Result<usize> {
    Ok(text.len())
}

#[activity]
async fn fails_with(bytes: usize) -> Result<u64> {
    Err(Failure::terminal("x".repeat(bytes)))
}

#[orchestrator]
async fn takes(bytes: usize) -> Result<usize> {
    Ok(text_of(bytes).await?.len())
}

#[orchestrator]
async fn takes_or_tells(bytes: usize) -> Result<String> {
    match text_of(bytes).await {
        Ok(text) => Ok(text),
        Err(failure) => Ok(failure.message().to_owned()),
    }
}

#[orchestrator]
async fn passes(bytes: usize) -> Result<usize> {
    length_of("x".repeat(bytes)).await
}

#[orchestrator]
async fn holds(bytes: usize) -> Result<usize> {
    let text = "x".repeat(bytes);
    event::<()>("go").await?;
    Ok(text.len())
}

#[orchestrator]
async fn returns(bytes: usize) -> Result<String> {
    Ok("x".repeat(bytes))
}

#[orchestrator]
async fn asks(bytes: usize) -> Result<usize> {
    Ok(returns(bytes).await?.len())
}

#[orchestrator]
async fn hands_down(bytes: usize) -> Result<usize> {
    measures("x".repeat(bytes)).await
}

#[orchestrator]
async fn measures(text: String) -> Result<usize> {
    Ok(text.len())
}

#[orchestrator]
async fn fails_at_length(bytes: usize) -> Result<u64> {
    fails_with(bytes).await
}

#[orchestrator]
async fn hears(times: u64) -> Result<usize> {
    let mut heard = 0;
    for _ in 0..times {
        heard += event::<String>("text").await?.len();
    }
    Ok(heard)
}

#[orchestrator]
async fn gathers(count: usize, bytes: usize) -> Result<usize> {
    let texts = try_join_all((0..count).map(|_| text_of(bytes))).await?;
    Ok(texts.iter().map(String::len).sum())
}

fn builder() -> Builder {
    Runtime::builder().step_bytes_max(LIMIT)
}

/// Holds that it fails because of how large something is, that the failure says by which setting, and that the store can
/// be opened again.
async fn fails<T>(call: durable_runtime::OrchestrationCall<T>, what: &str) -> Result<()>
where
    T: serde::de::DeserializeOwned + Send + 'static,
{
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let runtime = builder().open(&path).await?;
    let instance = runtime.start(call.id("large")).await?;
    let failure = instance.result().await.err().expect("it fails");
    let text = failure.to_string();
    assert!(text.contains("step_bytes_max"), "{what}: {text}");
    assert!(text.contains(what), "{what}: {text}");
    assert!(text.len() < 1000);
    let status = instance.status().await?;
    assert_eq!(status.runtime_status, RuntimeStatus::Failed);
    runtime.shutdown().await?;
    let runtime = builder().open(&path).await?;
    let other = runtime.start(takes(LIMIT / 2)).await?;
    assert_eq!(other.result().await?, LIMIT / 2);
    assert!(!runtime.instance("large").history().await?.is_empty());
    assert!(runtime.verify().await?.is_sound());
    Ok(runtime.shutdown().await?)
}

#[tokio::test]
async fn a_result_that_is_too_large_fails_its_instance_and_no_other() -> Result<()> {
    fails(takes(LIMIT + 1), "the result of activity `text_of`").await
}

#[tokio::test]
async fn a_result_that_is_too_large_is_not_asked_for_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let runtime = builder().open(&path).await?;
    let told = runtime.start(takes_or_tells(LIMIT + 7)).await?;
    let before = CALLS.load(Ordering::SeqCst);
    assert!(told.result().await?.contains("text_of"));
    // Other tests call it, too, each once.
    assert!(CALLS.load(Ordering::SeqCst) < before + 5);
    Ok(runtime.shutdown().await?)
}

#[tokio::test]
async fn arguments_that_are_too_large_fail_their_instance() -> Result<()> {
    fails(passes(LIMIT), "the data of one step").await
}

#[tokio::test]
async fn a_local_that_is_too_large_fails_its_instance() -> Result<()> {
    fails(holds(LIMIT), "the data of one step").await
}

#[tokio::test]
async fn an_output_that_is_too_large_fails_its_instance() -> Result<()> {
    fails(returns(LIMIT), "its output").await?;
    fails(asks(LIMIT), "its output").await
}

#[tokio::test]
async fn an_input_of_a_sub_orchestration_that_is_too_large_fails_its_parent() -> Result<()> {
    fails(hands_down(LIMIT), "the data of one step").await
}

#[tokio::test]
async fn a_failure_that_is_too_large_becomes_one_that_says_so() -> Result<()> {
    fails(fails_at_length(LIMIT + 1), "a failure").await
}

#[tokio::test]
async fn what_a_client_gives_that_is_too_large_is_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let runtime = builder().open(&path).await?;
    let large = "x".repeat(LIMIT + 1);
    let error = runtime.start(measures(large.clone())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    let many = [measures("a".to_owned()), measures(large.clone())];
    let error = runtime.start_many(many).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    let hears = runtime.start(hears(2)).await?;
    let error = hears.raise_event("text", &large).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    let error = hears.terminate(&large).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    // Nothing of that is there, and all goes on.
    for _ in 0..2 {
        hears.raise_event("text", &large[..LIMIT - 10]).await?;
    }
    assert_eq!(hears.result().await?, 2 * (LIMIT - 10));
    Ok(runtime.shutdown().await?)
}

/// The results of one wait are together many times as large as one may be, in one commit.
#[tokio::test]
async fn a_commit_of_many_large_results_is_written_in_several_rows() -> Result<()> {
    const COUNT: usize = 40;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.redb");
    let builder = Runtime::builder().journal_row_bytes_max(1000);
    let runtime = builder.open(&path).await?;
    let instance = runtime.start(gathers(COUNT, 5_000).id("a")).await?;
    assert_eq!(instance.result().await?, COUNT * 5_000);
    // As a process leaves it that is killed now.
    let copied = tempfile::tempdir()?;
    for file in ["store.redb", "store.redb-journal"] {
        std::fs::copy(folder.path().join(file), copied.path().join(file))?;
    }
    runtime.shutdown().await?;
    let runtime = Runtime::builder()
        .open(copied.path().join("store.redb"))
        .await?;
    let result = runtime.instance("a").result().await?;
    assert_eq!(result.to_string(), (COUNT * 5_000).to_string());
    assert!(runtime.verify().await?.is_sound());
    Ok(runtime.shutdown().await?)
}
