//! Further attempts, timeouts, limits, and what a call fails with.

use std::time::Duration;

use durable_runtime::{RetryPolicy, http};

use crate::server::{Server, answer, nowhere, raw};
use crate::{millis, sent};

fn policy(attempts: u32) -> RetryPolicy {
    RetryPolicy::new(attempts, millis(50)).backoff(4.0)
}

#[tokio::test]
async fn a_busy_server_is_asked_again_with_growing_waits() {
    let server = Server::new(|before, _| match before {
        0 => answer(503),
        1 => answer(429),
        _ => answer(200).body("at last"),
    })
    .await;
    let request = http::post(server.at("/")).body("order").retry(policy(5));
    assert_eq!(sent(request).await.unwrap().text(), "at last");
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for again in &seen[1..] {
        assert_eq!((again.key(), &*again.body), (seen[0].key(), "order"));
    }
    let wait = |n: usize| seen[n].at.duration_since(seen[n - 1].at).unwrap();
    assert!(wait(1) >= millis(50) && wait(2) >= millis(200));
}

#[tokio::test]
async fn the_last_response_is_returned_when_there_are_no_more_attempts() {
    let server = Server::new(|before, _| answer(503).body(before.to_string())).await;
    let response = sent(http::get(server.at("/")).retry(policy(2)))
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), &*response.text()), (503, "1"));
    let response = sent(http::get(server.at("/"))).await.unwrap();
    assert_eq!(
        response.text(),
        "2",
        "without a policy there is one attempt"
    );
    let of_404 = http::get(server.at("/"))
        .retry(policy(3))
        .retry_statuses([404]);
    assert_eq!(sent(of_404).await.unwrap().text(), "3");
}

#[tokio::test]
async fn a_server_that_can_not_be_reached_is_a_failure_after_all_attempts() {
    let url = nowhere().await;
    let began = std::time::Instant::now();
    let request = http::get(format!("{url}?code=hunter2")).retry(policy(3));
    let failure = sent(request).await.unwrap_err();
    assert!(began.elapsed() >= millis(250));
    assert_eq!(failure.message(), format!("GET {url} failed"));
    let sources: Vec<_> = failure.sources().collect();
    let sources = sources.join(": ");
    assert!(sources.contains("refused"), "{sources}");
    assert!(!sources.contains("hunter2"), "{sources}");
}

#[tokio::test]
async fn a_response_that_is_cut_off_is_asked_for_again() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec();
    let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole".to_vec();
    let url = raw(vec![cut, whole]).await;
    let response = sent(http::get(url).retry(policy(2))).await.unwrap();
    assert_eq!(response.text(), "whole");
}

#[tokio::test]
async fn a_request_that_takes_too_long_fails_and_is_tried_again() {
    let server = Server::new(|before, _| {
        let slow = [true, true, false][before];
        answer(200).after(if slow { millis(60_000) } else { Duration::ZERO })
    })
    .await;
    let request = http::get(server.at("/")).timeout(millis(200));
    let failure = sent(request.clone()).await.unwrap_err();
    let said = "activity `durable_runtime::http` took longer than its timeout of 200ms";
    assert_eq!(failure.message(), said);
    assert_eq!(sent(request.retry(policy(2))).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_a_failure_and_not_read_to_its_end() {
    let server = Server::new(|_, _| answer(200).body("12345")).await;
    let exact = http::get(server.at("/")).body_bytes_max(5);
    assert_eq!(sent(exact.clone()).await.unwrap().text(), "12345");
    let told = sent(exact.body_bytes_max(4).retry(policy(3))).await;
    let mut untold = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    untold.resize(1 << 20, b'x');
    let url = raw(vec![untold]).await;
    let untold = sent(http::get(url).body_bytes_max(4).retry(policy(3))).await;
    for result in [told, untold] {
        let failure = result.unwrap_err();
        let said =
            "the body of the response is longer than 4 bytes; `.body_bytes_max(…)` allows more";
        let sources: Vec<_> = failure.sources().collect();
        assert_eq!(sources, [said]);
        assert!(failure.is_terminal());
    }
    assert_eq!(server.lines().len(), 2);
}

#[tokio::test]
async fn a_mistake_in_the_call_is_a_failure_at_once() {
    let server = Server::new(|_, _| answer(200)).await;
    let get = || http::get(server.at("/")).retry(policy(3));
    for (request, said) in [
        (
            get().header("Authorization", "Bearer hunter2"),
            "the header `authorization` carries a secret, and what `.header(…)` is given is stored and shown: name the secret by `.secret_header(\"authorization\", \"NAME_OF_THE_SECRET\")`",
        ),
        (
            get().secret_header("x-functions-key", "NO_SUCH_SECRET"),
            "there is no secret `NO_SUCH_SECRET` for the header `x-functions-key`: set it in the environment, or give it to the runtime by `.state(http::Client::new().secret(\"NO_SUCH_SECRET\", value))`",
        ),
        (
            http::get("example.org"),
            "`example.org` is not a URL: relative URL without a base",
        ),
    ] {
        let failure = sent(request).await.unwrap_err();
        assert_eq!(failure.message(), said);
        assert!(failure.is_terminal());
    }
    assert_eq!(server.lines(), [""; 0]);
}
