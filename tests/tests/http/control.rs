//! `POST instances/{id}/raiseEvent/{event}` and `POST instances/{id}/terminate`.

use std::sync::atomic::Ordering;

use durable_runtime::Runtime;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};

use crate::IS_OPEN;
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

fn path(id: &str, verb: &str) -> String {
    format!("{WEBHOOKS}/instances/{id}{verb}")
}

#[tokio::test]
async fn a_suspended_instance_goes_on_when_it_is_resumed() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    let suspend = path(&id, "/suspend?reason=a+pause");
    host.post(&suspend, "").await.check_empty(202);
    host.post(&suspend, "").await.check_empty(202);
    let status = host.status(&id).await;
    status.check(202);
    assert_eq!(status.json["runtimeStatus"], "Suspended");
    host.post_json(&raise(&id, "Approval"), r#""Ada""#)
        .await
        .check_empty(202);
    assert_eq!(host.status(&id).await.json["runtimeStatus"], "Suspended");
    host.post(&path(&id, "/RESUME/"), "").await.check_empty(202);
    let ended = host.until(&id, "Completed").await;
    assert_eq!(ended.json["output"], "approved by Ada");
    for verb in ["/suspend", "/resume"] {
        host.post(&path(&id, verb), "").await.check_empty(410);
        host.post(&path("nobody", verb), "").await.check_empty(404);
    }
    let history = path(&id, "?showHistory=true");
    let history = host.get(&history).await;
    let events = history.json["historyEvents"].as_array().unwrap();
    let reason_of = |kind: &str| {
        let event = events.iter().find(|event| event["EventType"] == kind);
        event.unwrap()["Reason"].clone()
    };
    assert_eq!(reason_of("ExecutionSuspended"), "a pause");
    assert_eq!(reason_of("ExecutionResumed"), "");
}

#[tokio::test]
async fn an_ended_instance_is_purged() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    let delete = async |id: &str| answer(host.request(Method::DELETE, &path(id, ""))).await;
    let refused = delete(&id).await;
    refused.check_error(
        412,
        "The orchestration instance has not ended",
        "terminate it first",
    );
    host.post(&path(&id, "/terminate"), "")
        .await
        .check_empty(202);
    let purged = delete(&id).await;
    purged.check(200);
    assert_eq!(purged.json, serde_json::json!({"instancesDeleted": 1}));
    host.status(&id).await.check(404);
    delete(&id).await.check_empty(404);
    delete("nobody").await.check_empty(404);
}

#[tokio::test]
async fn an_instance_is_restarted_under_a_new_id_or_its_own() {
    let host = Host::new().await;
    let id = host.start("approval", "").await;
    let restarted = host.post(&path(&id, "/restart"), "").await;
    restarted.check(202);
    let new = restarted.json["id"].as_str().unwrap().to_owned();
    assert_ne!(new, id);
    let in_place = path(&id, "/restart?restartWithNewInstanceId=false");
    host.post(&in_place, "").await.check(409);
    host.post(&path(&id, "/terminate"), "")
        .await
        .check_empty(202);
    let restarted = host.post(&in_place, "").await;
    restarted.check(202);
    assert_eq!(restarted.json["id"], id.as_str());
    for id in [&id, &new] {
        host.post_json(&raise(id, "Approval"), r#""Ada""#)
            .await
            .check_empty(202);
        let ended = host.until(id, "Completed").await;
        assert_eq!(ended.json["output"], "approved by Ada");
    }
    let unknown = host.post(&path("nobody", "/restart"), "").await;
    unknown.check(400);
    let message = unknown.json["Message"].as_str().unwrap();
    assert!(message.contains("nobody"), "{message}");
    let waits = path(&id, "/restart?timeout=0.01&pollingInterval=1");
    host.post(&waits, "").await.check(400);
}

#[tokio::test]
async fn a_failed_instance_goes_on_when_it_is_rewound() {
    let host = Host::new().await;
    let id = host.start("repair", r#""wheel""#).await;
    let rewind = path(&id, "/rewind?reason=the+workshop+is+open");
    let failed = host.until(&id, "Failed").await;
    assert_eq!(failed.json["output"], "the wheel broke");
    IS_OPEN.store(true, Ordering::SeqCst);
    host.post(&rewind, "").await.check_empty(202);
    let ended = host.until(&id, "Completed").await;
    assert_eq!(ended.json["output"], "the wheel is whole");
    let history = host.get(&path(&id, "?showHistory=true")).await;
    let events = history.json["historyEvents"].as_array().unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| event["EventType"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "ExecutionStarted",
            "TaskCompleted",
            "TaskFailed",
            "ExecutionCompleted",
            "ExecutionRewound",
            "TaskCompleted",
            "ExecutionCompleted"
        ]
    );
    assert_eq!(events[3]["OrchestrationStatus"], "Failed");
    assert_eq!(events[4]["Reason"], "the workshop is open");
    // It has completed.
    host.post(&rewind, "").await.check_empty(410);
    let waiting = host.start("approval", "").await;
    let answer = host.post(&path(&waiting, "/rewind"), "").await;
    answer.check(412);
    let message = answer.json["ExceptionMessage"].as_str().unwrap();
    assert!(message.contains("has not failed"), "{message}");
    host.post(&path(&waiting, "/terminate"), "").await;
    let rewound = host.post(&path(&waiting, "/rewind"), "").await;
    rewound.check_empty(410);
    let unknown = host.post(&path("nobody", "/rewind"), "").await;
    unknown.check_empty(404);
}

#[tokio::test]
async fn the_links_of_a_start_work() {
    let host = Host::new().await;
    let started = host.post("/orchestrators/approval", "").await;
    let link = |name: &str, reason: &str| {
        let link = started.json[name].as_str().unwrap();
        link.replace("{text}", reason)
            .replace("{eventName}", "Approval")
    };
    let client = reqwest::Client::new();
    let post = async |url: String, body: &'static str| {
        let request = client.post(url).header(CONTENT_TYPE, "application/json");
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(post(link("suspendPostUri", "a pause"), "").await, 202);
    assert_eq!(post(link("resumePostUri", "on"), "").await, 202);
    assert_eq!(post(link("sendEventPostUri", ""), "\"Ada\"").await, 202);
    let id = started.json["id"].as_str().unwrap();
    host.until(id, "Completed").await;
    assert_eq!(post(link("restartPostUri", ""), "").await, 202);
    assert_eq!(post(link("terminatePostUri", "late"), "").await, 410);
    assert_eq!(post(link("rewindPostUri", "late"), "").await, 410);
    let status = link("statusQueryGetUri", "");
    assert_eq!(client.get(&status).send().await.unwrap().status(), 200);
    let purge = link("purgeHistoryDeleteUri", "");
    assert_eq!(client.delete(&purge).send().await.unwrap().status(), 200);
    assert_eq!(client.get(&status).send().await.unwrap().status(), 404);
}
