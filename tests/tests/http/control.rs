//! `POST instances/{id}/raiseEvent/{event}` and `POST instances/{id}/terminate`.

use durable_runtime::Runtime;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};

use crate::host::{Host, WEBHOOKS, answer};

fn raise(id: &str, event: &str) -> String {
    format!("{WEBHOOKS}/instances/{id}/raiseEvent/{event}")
}

#[tokio::test]
async fn an_event_reaches_its_instance_whatever_the_case_of_its_name() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    host.post_json(&raise(&id, "APPROVAL"), r#""Ada""#)
        .await
        .check_empty(202);
    assert_eq!(
        host.until(&id, "Completed").await.json["output"],
        "approved by Ada"
    );
}

#[tokio::test]
async fn the_payload_of_an_event_may_be_encoded_twice() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    let path = raise(&id, "Approval").to_lowercase();
    host.post_json(&path, r#""\"Ada\"""#).await.check_empty(202);
    // A text that fits is never unwrapped.
    assert_eq!(
        host.until(&id, "Completed").await.json["output"],
        r#"approved by "Ada""#
    );
}

#[tokio::test]
async fn an_event_is_json_and_says_so() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    let refused = host.post(&raise(&id, "Approval"), r#""Ada""#).await;
    refused.check(400);
    assert_eq!(
        refused.json["Message"],
        "Only application/json request content is supported"
    );
    let request = host
        .request(Method::POST, &raise(&id, "Approval"))
        .body(r#""Ada""#);
    answer(request.header(CONTENT_TYPE, "text/plain"))
        .await
        .check(400);
    host.post_json(&raise(&id, "Approval"), "{")
        .await
        .check_error(400, "Invalid JSON content", "");
    let request = host
        .request(Method::POST, &raise(&id, "Approval"))
        .body(r#""Ada""#);
    let request = request.header(CONTENT_TYPE, "Application/JSON; charset=utf-8");
    answer(request).await.check_empty(202);
}

#[tokio::test]
async fn an_instance_that_holds_as_many_events_as_it_may_refuses_more_with_429() {
    let builder = Runtime::builder().untaken_events_max(2);
    let host = Host::of(builder, |http| http).await;
    let id = host.start("approval", "").await;
    for n in ["1", "2"] {
        host.post_json(&raise(&id, "noise"), n)
            .await
            .check_empty(202);
    }
    let refused = host.post_json(&raise(&id, "noise"), "3").await;
    refused.check_error(
        429,
        "The orchestration instance holds as many events as it may that it has not taken",
        "holds 2 events",
    );
    assert_eq!(refused.headers[RETRY_AFTER], "1");
    // What it waits for is taken.
    host.post_json(&raise(&id, "Approval"), r#""Ada""#)
        .await
        .check_empty(202);
    host.until(&id, "Completed").await;
}

#[tokio::test]
async fn an_event_for_nobody_is_404_and_for_one_that_has_ended_410() {
    let host = Host::new().await;
    let id = host.start("echo", r#""x""#).await;
    host.until(&id, "Completed").await;
    for body in ["1", "{"] {
        host.post_json(&raise(&id, "Approval"), body)
            .await
            .check_empty(410);
        host.post_json(&raise("unheard-of", "Approval"), body)
            .await
            .check_empty(404);
        host.post_json(&raise("@a", "Approval"), body)
            .await
            .check_empty(404);
    }
    // Before anything that is wrong with the body.
    host.post(&raise(&id, "Approval"), "1")
        .await
        .check_empty(410);
}

#[tokio::test]
async fn terminating_keeps_the_reason_as_the_output() {
    let host = Host::new().await;
    for (id, query, reason) in [
        ("a", "?reason=no+more%21", "no more!"),
        ("b", "?REASON=Because&taskHub=x", "Because"),
        ("c", "", ""),
    ] {
        host.post(&format!("/orchestrators/nap/{id}"), "3600")
            .await
            .check(202);
        let path = format!("{WEBHOOKS}/instances/{id}/terminate{query}");
        host.post(&path, "").await.check_empty(202);
        let ended = host.until(id, "Terminated").await;
        ended.check(200);
        assert_eq!(ended.json["output"], reason);
        host.post(&path, "").await.check_empty(410);
    }
}

#[tokio::test]
async fn terminating_an_unknown_instance_is_404() {
    let host = Host::new().await;
    for id in ["unheard-of", "@a"] {
        let path = format!("{WEBHOOKS}/instances/{id}/terminate?reason=x");
        host.post(&path, "").await.check_empty(404);
    }
}
