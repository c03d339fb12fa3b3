//! What is sent, what comes back, and the places where a call may stand.

use std::collections::BTreeSet;

use durable_runtime::http::{self, Method, RequestBuilder, Response, StatusCode};
use durable_runtime::prelude::*;
use tempfile::TempDir;

use crate::server::{Seen, Server, answer};
use crate::{client, millis, open, sent};

#[tokio::test]
async fn a_response_of_any_status_is_what_the_call_returns() {
    let server = Server::new(|_, seen| match seen.path.as_str() {
        "/found" => answer(200).header("x-count", "2").body("[1, 2]"),
        _ => answer(404).body(*b"\xff\x00"),
    })
    .await;
    let response = sent(http::get(server.at("/found"))).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["x-count"], "2");
    assert_eq!(response.url(), server.at("/found"));
    assert_eq!(response.text(), "[1, 2]");
    assert_eq!(response.json::<Vec<u32>>().unwrap(), [1, 2]);

    let response = sent(http::get(server.at("/lost?code=1"))).await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.bytes(), b"\xff\x00");
    let failure = response.error_for_status().unwrap_err();
    let said = format!(
        "HTTP status client error (404 Not Found) for {}",
        server.at("/lost")
    );
    assert_eq!(failure.message(), said);
    assert_eq!(failure.data::<u16>().unwrap(), Some(404));
}

#[tokio::test]
async fn a_request_is_sent_as_it_is_written() {
    let server = Server::new(|_, _| answer(204)).await;
    let order = serde_json::json!({"item": "tea"});
    let requests = [
        http::post(server.at("/a?b=c")).json(&order),
        http::put(server.at("/a"))
            .header("Accept", "x/y")
            .body("text"),
        http::patch(server.at("/a")),
        http::delete(server.at("/a")),
        http::head(server.at("/a")),
        http::request(Method::OPTIONS, server.at("/a")).header("user-agent", "me"),
    ];
    for request in requests {
        assert_eq!(sent(request).await.unwrap().status(), 204);
    }
    let lines = [
        "POST /a?b=c",
        "PUT /a",
        "PATCH /a",
        "DELETE /a",
        "HEAD /a",
        "OPTIONS /a",
    ];
    assert_eq!(server.lines(), lines);
    let seen = server.seen();
    assert_eq!(seen[0].body, r#"{"item":"tea"}"#);
    assert_eq!(seen[0].header("content-type"), "application/json");
    assert!(seen[0].header("user-agent").starts_with("durable-runtime/"));
    assert_eq!((seen[1].header("accept"), &*seen[1].body), ("x/y", "text"));
    assert_eq!(seen[5].header("user-agent"), "me");
    let keys: BTreeSet<_> = seen.iter().map(Seen::key).collect();
    assert_eq!((keys.len(), keys.contains("")), (6, false), "{keys:?}");
}

/// A `GET` of a path of the server.
fn get(url: &str, path: &str) -> RequestBuilder {
    http::get(format!("{url}{path}"))
}

/// Calls in every place where an operation may be.
#[orchestrator]
async fn places(url: String) -> Result<Vec<String>> {
    let first = get(&url, "/1").header("x-number", "1").send().await?;
    let third = http::post(format!("{url}/3")).json(&[3]);
    let (second, third) = join!(get(&url, "/2").send(), async { third.send().await });
    let slow = timeout(millis(50), get(&url, "/slow").send()).await;
    assert!(slow.is_err());
    let fourth: Response = select! {
        response = get(&url, "/4").send() => response?,
        () = sleep(millis(60_000)) => return Err(Failure::new("too late")),
    };
    let mut texts = vec![first.text(), second?.text(), third?.text(), fourth.text()];
    for response in join_all((5..8).map(|n| get(&url, &format!("/{n}")).send())).await {
        texts.push(response?.text());
    }
    Ok(texts)
}

async fn echo() -> Server {
    Server::new(|_, seen| {
        let answer = answer(200).body(&*seen.path);
        if seen.path == "/slow" {
            answer.after(millis(60_000))
        } else {
            answer
        }
    })
    .await
}

const ALL: [&str; 7] = ["/1", "/2", "/3", "/4", "/5", "/6", "/7"];

#[tokio::test]
async fn a_call_may_stand_wherever_an_operation_may() {
    let server = echo().await;
    let folder = TempDir::new().unwrap();
    let runtime = open(folder.path(), client()).await;
    let instance = runtime.start(places(server.url.clone())).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), ALL);
    runtime.shutdown().await.unwrap();
    let keys: BTreeSet<_> = server.seen().iter().map(|s| s.key().to_owned()).collect();
    assert_eq!(keys.len(), 8);
}

#[tokio::test]
async fn a_plain_run_makes_the_same_calls() {
    let server = echo().await;
    let states = States::new().with(client());
    let texts = states.scope(places(server.url.clone())).await.unwrap();
    assert_eq!(texts, ALL);
}
