//! Failures: `?` and conversions, failures that are handled, retries and timeouts.

use std::fmt;
use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

#[derive(Debug)]
enum AppError {
    Parse(std::num::ParseIntError),
    Step(Failure),
    Empty,
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(error) => write!(f, "not a number: {error}"),
            Self::Step(failure) => write!(f, "a step failed: {failure}"),
            Self::Empty => f.write_str("nothing there"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<std::num::ParseIntError> for AppError {
    fn from(error: std::num::ParseIntError) -> Self {
        Self::Parse(error)
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        Self::Step(failure)
    }
}

#[orchestrator]
async fn an_error_type_of_ones_own(text: String) -> Result<i64, AppError> {
    if text.is_empty() {
        return Err(AppError::Empty);
    }
    let n: i64 = text.parse()?;
    let m = inc(n).await?;
    if m == 5 {
        fail("five".into()).await?;
    }
    tick().await.map_err(AppError::Step)?;
    let k = (m < 100).then_some(m).ok_or(AppError::Empty)?;
    Ok(k)
}

#[orchestrator]
async fn a_std_error(text: String) -> std::result::Result<usize, std::str::Utf8Error> {
    let bytes = if text == "bad" {
        vec![0xff]
    } else {
        text.into_bytes()
    };
    let _ = tick().await;
    let valid = std::str::from_utf8(&bytes)?.len();
    let _ = tick().await;
    Ok(valid)
}

#[orchestrator]
async fn question_marks(text: String) -> Result<i64> {
    let a: i64 = text.parse()?;
    let b = parse(text.clone()).await?;
    let c = u8::try_from(a + b)?;
    let d = text.chars().next().ok_or_else(|| Failure::new("empty"))?;
    tick().await?;
    let e = half(a).await?.ok_or(Failure::new(format!("{a} is odd")))?;
    let f = Some(e)
        .filter(|e| *e < 50)
        .ok_or_else(|| Failure::terminal("too large"))?;
    tick().await?;
    Ok(i64::from(c) + f + d.len_utf8() as i64)
}

#[orchestrator]
async fn handled(message: String) -> Result<Vec<String>> {
    let mut log = vec![];
    if let Err(failure) = fail(message.clone()).await {
        log.push(say(failure.message().to_string()).await?);
    }
    let value = fail(message.clone()).await.unwrap_or(-1);
    log.push(value.to_string());
    let value = match fail(message.clone()).await {
        Ok(value) => value,
        Err(_) => match fail("again".into()).await {
            Ok(value) => value,
            Err(failure) => inc(failure.message().len() as i64).await?,
        },
    };
    log.push(value.to_string());
    let kept = fail(message).await;
    tick().await?;
    log.push(format!("{kept:?} {}", kept.is_err()));
    let text: Result<i64> = {
        let r = parse("x".into()).await;
        tick().await?;
        r
    };
    log.push(
        text.err()
            .map_or_else(String::new, |failure| failure.type_name().to_string()),
    );
    Ok(log)
}

#[orchestrator]
async fn attempts_of_ones_own(key: String, needed: usize) -> Result<String> {
    let mut attempt = 0;
    let result = loop {
        attempt += 1;
        match flaky(key.clone(), needed)
            .retry(RetryPolicy::new(1, Duration::ZERO))
            .await
        {
            Ok(before) => break Ok(before),
            Err(failure) if attempt >= 4 => break Err(failure),
            Err(_) => sleep(Duration::from_millis(attempt)).await,
        }
    };
    let before = result?;
    Ok(format!("{attempt} {before}"))
}

#[orchestrator]
async fn retried(failures: usize) -> Result<Vec<usize>> {
    let a = flaky("a".into(), failures).await?;
    tick().await?;
    let b = flaky("b".into(), 1).await?;
    Ok(vec![a, b])
}

#[orchestrator]
async fn retried_by_the_call(failures: usize) -> Result<usize> {
    let policy = RetryPolicy::new(5, Duration::from_millis(1))
        .backoff(1.5)
        .max(Duration::from_millis(2));
    let a = flaky("a".into(), failures).retry(policy).await?;
    tick().await?;
    Ok(a)
}

#[orchestrator]
async fn never_retried(key: String) -> Result<usize> {
    tick().await?;
    hopeless(key).await
}

#[orchestrator]
async fn in_time(wait: Duration) -> Result<String> {
    match slow(wait).await {
        Ok(()) => Ok("in time".into()),
        Err(failure) => {
            tick().await?;
            Ok(format!("{failure} {}", failure.type_name()))
        }
    }
}

#[orchestrator]
async fn too_late() -> Result<()> {
    slow(Duration::from_secs(60))
        .timeout(Duration::from_millis(5))
        .await?;
    tick().await
}

#[orchestrator]
async fn terminal(n: i64) -> Result<i64> {
    let m = inc(n).await?;
    Err(Failure::terminal(format!("no more at {m}")))
}

#[orchestrator]
async fn with_data(n: i64) -> Result<Vec<i64>> {
    let failure = Failure::new("with data").with_data(&vec![n, inc(n).await?])?;
    tick().await?;
    let data = failure.data::<Vec<i64>>()?.unwrap_or_default();
    if n > 5 {
        return Err(failure.into_terminal());
    }
    Ok(data)
}

#[orchestrator]
async fn a_panic_between_awaits(n: i64) -> Result<i64> {
    let items = list(n).await?;
    tick().await?;
    let last = items[3];
    inc(last).await
}

durable_tests::holds! {
    an_error_type_may_be_ones_own => an_error_type_of_ones_own("7".into());
    an_error_type_may_be_any_error => a_std_error("good".into());
    question_marks_convert => question_marks("12".into());
    a_failure_that_is_handled_is_a_value => handled("broken".into());
    a_retry_may_be_written_out => attempts_of_ones_own("key".into(), 2);
    a_failing_activity_is_tried_again => retried(0), retried(2);
    a_call_may_have_its_own_retry => retried_by_the_call(4);
    a_slow_attempt_is_a_failure => in_time(Duration::ZERO), in_time(Duration::from_secs(60));
    a_failure_carries_data => with_data(2);
    an_index_that_is_there_is_no_panic => a_panic_between_awaits(4);
}

durable_tests::fails! {
    an_error_of_ones_own_is_a_failure =>
        an_error_type_of_ones_own("".into()), an_error_type_of_ones_own("x".into()),
        an_error_type_of_ones_own("4".into()), an_error_type_of_ones_own("100".into());
    any_error_is_a_failure => a_std_error("bad".into());
    question_marks_return_the_failure =>
        question_marks("".into()), question_marks("x".into()), question_marks("200".into()),
        question_marks("13".into()), question_marks("120".into());
    attempts_of_ones_own_come_to_an_end => attempts_of_ones_own("key".into(), 9);
    attempts_come_to_an_end => retried(3), retried_by_the_call(5);
    a_terminal_failure_is_not_tried_again => never_retried("it".into());
    a_call_may_have_its_own_timeout => too_late();
    a_failure_may_be_terminal => terminal(1), with_data(6);
    a_panic_ends_the_instance => a_panic_between_awaits(2);
}

#[orchestrator]
async fn calls_a_panicking_activity(text: String) -> Result<String> {
    match panicking(text.clone()).await {
        Ok(()) => Ok(text),
        Err(failure) => {
            tick().await?;
            Ok(format!("{} {}", failure.message(), failure.type_name()))
        }
    }
}

/// Plain, a panic is not caught.
#[test]
fn a_panic_of_an_activity_is_a_failure_that_can_be_handled() {
    let expected = "activity `panicking` panicked: ouch panic".to_owned();
    durable_tests::check_durable(calls_a_panicking_activity("ouch".into()), expected);
}
