//! Redirects, and what is carried along.

use durable_runtime::http::{self, Method};

use crate::server::{Server, answer};
use crate::{client, millis, sent, sent_by};

const KEY: &str = "x-functions-key";

fn with_secret() -> http::Client {
    client().secret("KEY", "hunter2")
}

#[tokio::test]
async fn a_redirect_keeps_the_method_and_the_body_if_its_status_says_so() {
    for (first, status, second, body) in [
        (Method::POST, 301, "GET", ""),
        (Method::POST, 302, "GET", ""),
        (Method::POST, 303, "GET", ""),
        (Method::PUT, 303, "GET", ""),
        (Method::HEAD, 303, "HEAD", "order"),
        (Method::PUT, 301, "PUT", "order"),
        (Method::POST, 307, "POST", "order"),
        (Method::POST, 308, "POST", "order"),
    ] {
        let server = Server::new(move |before, _| match before {
            0 => answer(status).header("location", "/other"),
            _ => answer(200),
        })
        .await;
        let request = http::request(first.clone(), server.at("/first"))
            .header("content-type", "text/x")
            .header("accept", "x/y")
            .body("order");
        let response = sent(request).await.unwrap();
        assert_eq!(response.url(), server.at("/other"));
        let lines = [format!("{first} /first"), format!("{second} /other")];
        assert_eq!(server.lines(), lines);
        let second = &server.seen()[1];
        assert_eq!((&*second.body, second.header("accept")), (body, "x/y"));
        assert_eq!(second.header("content-type").is_empty(), body.is_empty());
    }
}

#[tokio::test]
async fn a_redirect_without_a_place_is_the_response_and_too_many_are_a_failure() {
    let server = Server::new(|_, seen| match seen.path.as_str() {
        "/nowhere" => answer(302),
        path => answer(302).header("location", format!("{path}x")),
    })
    .await;
    let response = sent(http::get(server.at("/nowhere"))).await.unwrap();
    assert_eq!(response.status(), 302);
    let failure = sent(http::get(server.at("/"))).await.unwrap_err();
    let said = format!("GET {} leads to more than 10 redirects", server.at("/"));
    assert_eq!(failure.message(), said);
    assert_eq!(server.lines().len(), 12);
}

#[tokio::test]
async fn a_secret_follows_a_redirect_within_its_host_only() {
    let other = Server::new(|_, seen| {
        // It leads back, to a place that it has chosen.
        let back = seen.path.trim_start_matches("/to?").to_owned();
        answer(307).header("location", back)
    })
    .await;
    let elsewhere = other.url.clone();
    let server = Server::new(move |before, seen| match before {
        0 => answer(307).header("location", "/here"),
        1 => {
            let back = format!("http://{}/back", seen.header("host"));
            answer(307).header("location", format!("{elsewhere}/to?{back}"))
        }
        _ => answer(200),
    })
    .await;
    let request = http::get(server.at("/"))
        .secret_header(KEY, "KEY")
        .header("x-plain", "1");
    sent_by(with_secret(), request).await.unwrap();
    assert_eq!(server.lines(), ["GET /", "GET /here", "GET /back"]);
    let keys: Vec<_> = server
        .seen()
        .iter()
        .map(|s| s.header(KEY).to_owned())
        .collect();
    assert_eq!(keys, ["hunter2", "hunter2", ""]);
    let seen = other.seen();
    assert_eq!((seen[0].header(KEY), seen[0].header("x-plain")), ("", "1"));
}

#[tokio::test]
async fn a_secret_follows_a_location_within_its_host_only() {
    let other = Server::new(|_, _| answer(200)).await;
    let elsewhere = other.url.clone();
    let server = Server::new(move |before, _| match before {
        0 => answer(202).header("location", "/job"),
        _ => answer(202).header("location", elsewhere.clone()),
    })
    .await;
    let request = http::post(server.at("/"))
        .secret_bearer_auth("KEY")
        .poll_interval(millis(10));
    let response = sent_by(with_secret(), request).await.unwrap();
    assert_eq!(response.status(), 200);
    let sent = |server: &Server| -> Vec<String> {
        let seen = server.seen();
        seen.iter()
            .map(|s| s.header("authorization").to_owned())
            .collect()
    };
    assert_eq!(sent(&server), ["Bearer hunter2", "Bearer hunter2"]);
    assert_eq!(sent(&other), [""]);
}
