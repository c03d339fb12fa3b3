//! Who is let in, and what isn't there.

use reqwest::Method;

use crate::host::{Host, WEBHOOKS, answer};

#[tokio::test]
async fn without_the_key_nothing_happens() {
    let host = Host::with(|http| http.system_key("s3cret +/=")).await;
    for query in ["", "?code=", "?code=wrong", "?code=s3cret"] {
        let path = format!("/orchestrators/nap/n{query}");
        host.post(&path, "3600").await.check_empty(401);
    }
    host.get("/anything").await.check_empty(401);
    let request = host.request(Method::GET, &format!("{WEBHOOKS}/instances/n"));
    let request = request.header("X-Functions-Key", "s3cret +/=");
    answer(request).await.check_empty(404);
}

#[tokio::test]
async fn the_key_comes_in_the_query_or_in_a_header_and_the_links_carry_it() {
    let host = Host::with(|http| http.system_key("s3cret +/=").task_hub("My Hub")).await;
    let request = host
        .request(Method::POST, "/orchestrators/nap/n")
        .body("3600");
    let started = answer(request.header("x-functions-key", "s3cret +/=")).await;
    started.check(202);
    let link = started.json["statusQueryGetUri"].as_str().unwrap();
    let end = "?taskHub=My%20Hub&connection=Storage&code=s3cret%20%2B%2F%3D";
    assert!(link.ends_with(end), "{link}");
    answer(host.client.get(link)).await.check(202);
    host.get(&format!("{WEBHOOKS}/instances/n?CODE=s3cret+%2B/%3D"))
        .await
        .check(202);
}

#[tokio::test]
async fn what_is_not_there_and_a_wrong_method_are_an_empty_404() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/n", "3600").await.check(202);
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/orchestrators/nap"),
        (Method::PUT, "/orchestrators/nap/m"),
        (Method::POST, "/durabletask/instances/n"),
        (Method::HEAD, "/durabletask/instances/n"),
        (Method::OPTIONS, "/durabletask/instances/n"),
        (Method::GET, "/durabletask/instances/n/terminate"),
        (Method::GET, "/instances/n"),
        (Method::POST, "/durabletask/instances/n/raiseEvent"),
    ] {
        answer(host.request(method, path)).await.check_empty(404);
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let host = Host::with(|http| http.body_bytes_max(1000)).await;
    let text = |chars| format!("\"{}\"", "x".repeat(chars));
    host.post("/orchestrators/echo", text(998)).await.check(202);
    let refused = host.post("/orchestrators/echo", text(999)).await;
    refused.check(413);
    assert!(
        refused.json["Message"]
            .as_str()
            .unwrap()
            .contains("1000 bytes")
    );
}
