//! A 202 with a `Location` is followed by timers.

use std::time::{Duration, SystemTime};

use durable_runtime::testing::TokioClock;
use durable_runtime::{Runtime, http};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tempfile::TempDir;

use crate::server::{Seen, Server, answer};
use crate::{call, client, millis, sent};

/// The wait before each request but the first.
fn waits(seen: &[Seen]) -> Vec<Duration> {
    let pairs = seen.windows(2);
    pairs
        .map(|pair| pair[1].at.duration_since(pair[0].at).unwrap())
        .collect()
}

#[tokio::test]
async fn a_202_is_followed_to_its_location_until_the_status_is_another_one() {
    let server = Server::new(|before, seen| {
        let absolute = format!("http://{}/jobs/2", seen.header("host"));
        match before {
            0 => answer(202).header("location", "jobs/1"),
            1 => answer(202).header("location", absolute),
            2 => answer(202), // ask again where you asked
            _ => answer(200).body("done"),
        }
    })
    .await;
    let request = http::post(server.at("/start"))
        .json("order")
        .poll_interval(millis(20));
    let response = sent(request).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &*response.text()),
        (200, "done")
    );
    assert_eq!(response.url(), server.at("/jobs/2"));
    let lines = ["POST /start", "GET /jobs/1", "GET /jobs/2", "GET /jobs/2"];
    assert_eq!(server.lines(), lines);
    let seen = server.seen();
    assert!(waits(&seen).iter().all(|wait| *wait >= millis(20)));
    for poll in &seen[1..] {
        assert_eq!(poll.key(), seen[0].key());
        assert_eq!((poll.header("content-type"), &*poll.body), ("", ""));
    }
}

#[tokio::test]
async fn a_retry_after_is_honoured_in_seconds_and_as_a_date() {
    let server = Server::new(|before, seen| {
        let accepted = answer(202).header("location", "/job");
        match before {
            0 => accepted.header("retry-after", "1"),
            1 => {
                // A date has no fractions of a second.
                let date = Timestamp::try_from(seen.at + millis(3000)).unwrap();
                let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&date);
                accepted.header("retry-after", date.unwrap())
            }
            _ => answer(200),
        }
    })
    .await;
    let began = SystemTime::now();
    let response = sent(http::get(server.at("/start"))).await.unwrap();
    assert_eq!(response.status(), 200);
    let waits = waits(&server.seen());
    assert!(waits[0] >= millis(1000), "{waits:?}");
    assert!(waits[1] >= millis(2000), "{waits:?}");
    assert!(
        began.elapsed().unwrap() < millis(25_000),
        "no poll took 30 s"
    );
}

#[tokio::test]
async fn a_202_that_is_not_to_be_followed_is_the_response() {
    let server = Server::new(|_, seen| match seen.path.as_str() {
        "/without" => answer(202),
        _ => answer(202).header("location", "/job"),
    })
    .await;
    let request = http::get(server.at("/with")).follow_accepted(false);
    let response = sent(request).await.unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(response.headers()["location"], "/job");
    let response = sent(http::get(server.at("/without"))).await.unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(server.lines(), ["GET /with", "GET /without"]);
}

#[tokio::test(start_paused = true)]
async fn days_between_polls_pass_at_once_by_tokios_paused_time() {
    let server = Server::new(|before, _| match before {
        0..3 => answer(202)
            .header("location", "/job")
            .header("retry-after", "86400"),
        _ => answer(200).body("done"),
    })
    .await;
    let folder = TempDir::new().unwrap();
    let builder = Runtime::builder().clock(TokioClock::new()).state(client());
    let runtime = builder.open(folder.path().join("test.redb")).await.unwrap();
    let began = tokio::time::Instant::now();
    let instance = runtime
        .start(call(http::get(server.at("/"))))
        .await
        .unwrap();
    assert_eq!(instance.result().await.unwrap().text(), "done");
    let days = began.elapsed().as_secs() / 86400;
    assert_eq!(days, 3);
    runtime.shutdown().await.unwrap();
}
