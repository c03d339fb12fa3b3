//! `POST orchestrators/{function}/{id?}`.

use std::time::{Duration, Instant};

use durable_runtime::ErrorKind;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::host::{Host, WEBHOOKS, answer};
use crate::raw::ask;

const BAD_ARGUMENT: &str = "One or more of the arguments submitted is incorrect";

#[tokio::test]
async fn a_start_answers_with_links_and_where_to_look() {
    let host = Host::new().await;
    let started = host.post("/orchestrators/nap/n-1", "3600").await;
    started.check(202);
    let instance = format!("{}{WEBHOOKS}/instances/n-1", host.url);
    let end = "taskHub=DurableRuntime&connection=Storage&code=";
    assert_eq!(
        started.json,
        json!({
            "id": "n-1",
            "statusQueryGetUri": format!("{instance}?{end}"),
            "sendEventPostUri": format!("{instance}/raiseEvent/{{eventName}}?{end}"),
            "terminatePostUri": format!("{instance}/terminate?reason={{text}}&{end}"),
            "purgeHistoryDeleteUri": format!("{instance}?{end}"),
            "restartPostUri": format!("{instance}/restart?{end}"),
            "suspendPostUri": format!("{instance}/suspend?reason={{text}}&{end}"),
            "resumePostUri": format!("{instance}/resume?reason={{text}}&{end}"),
            "rewindPostUri": format!("{instance}/rewind?reason={{text}}&{end}"),
        })
    );
    assert_eq!(started.header("location"), format!("{instance}?{end}"));
    assert_eq!(started.header("retry-after"), "10");
    let order = [
        "\"id\"",
        "\"statusQueryGetUri\"",
        "\"sendEventPostUri\"",
        "\"terminatePostUri\"",
        "\"purgeHistoryDeleteUri\"",
        "\"restartPostUri\"",
        "\"suspendPostUri\"",
        "\"resumePostUri\"",
    ];
    assert!(order.map(|key| started.text.find(key)).is_sorted());
}

#[tokio::test]
async fn links_lead_to_the_host_that_the_client_asked_for() {
    let host = Host::with(|http| http.allow_host("flows.example")).await;
    let request = host.request(Method::POST, "/orchestrators/nap").body("1");
    let started = answer(request.header("Host", "flows.example:8080")).await;
    let link = started.json["statusQueryGetUri"].as_str().unwrap();
    assert!(
        link.starts_with("http://flows.example:8080/runtime/"),
        "{link}"
    );
}

#[tokio::test]
async fn the_links_work() {
    let host = Host::new().await;
    let started = host
        .post("/orchestrators/nap/order%2017+%C3%BC", "3600")
        .await;
    assert_eq!(started.json["id"], "order 17+ü");
    let link = |name: &str| started.json[name].as_str().unwrap().to_owned();
    let status = answer(host.client.get(link("statusQueryGetUri"))).await;
    status.check(202);
    assert_eq!(status.json["instanceId"], "order 17+ü");
    let terminate = link("terminatePostUri").replace("{text}", "enough");
    answer(host.client.post(terminate)).await.check_empty(202);
    assert_eq!(
        host.until("order%2017+%C3%BC", "Terminated").await.json["output"],
        "enough"
    );
}

#[tokio::test]
async fn every_link_that_is_given_leads_somewhere() {
    let host = Host::new().await;
    let started = host.post("/orchestrators/nap", "3600").await;
    for (name, link) in started.json.as_object().unwrap() {
        let Some(name) = name.strip_suffix("Uri") else {
            assert_eq!(name, "id");
            continue;
        };
        let method = ["Get", "Post", "Delete"]
            .into_iter()
            .find(|method| name.ends_with(method));
        let method = method.unwrap().to_uppercase().parse().unwrap();
        let link = link.as_str().unwrap();
        let link = link.replace("{eventName}", "Ok").replace("{text}", "why");
        let request = host
            .client
            .request(method, link)
            .header(CONTENT_TYPE, "application/json");
        // An instance that has not ended can't be purged, and one that has not failed can't be rewound.
        let is_refused = name.starts_with("purge") || name.starts_with("rewind");
        let expected = if is_refused { 412 } else { 202 };
        let answered = answer(request.body("1")).await;
        assert_eq!(answered.status, expected, "{name}: {}", answered.text);
    }
}

/// As a path of a URL, clients make `/orchestrators` of `/orchestrators/echo/..`, so what has such an id could
/// never be asked for.
#[tokio::test]
async fn an_id_that_no_url_can_name_is_refused() {
    let host = Host::new().await;
    for id in [".", "..", "%2e", "%2E%2e", ".%2E"] {
        let refused = ask(
            &host,
            &format!(
                "POST /orchestrators/echo/{id} HTTP/1.1\nHost: localhost\nContent-Length: 3\nConnection: close\n\n\"x\""
            ),
        )
        .await;
        assert_eq!(refused.status, 400, "{id}: {}", refused.text);
        let why = refused.json["ExceptionMessage"].as_str().unwrap();
        let told = why.matches("can't be an instance id").count();
        assert_eq!(told, 1, "{why}");
        for (method, rest) in [
            ("GET", ""),
            ("POST", "/terminate"),
            ("POST", "/raiseEvent/a"),
        ] {
            let request = format!(
                "{method} {WEBHOOKS}/instances/{id}{rest} HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\n\n"
            );
            assert_eq!(ask(&host, &request).await.status, 404, "{request}");
        }
    }
    for id in [".", ".."] {
        let start = host
            .runtime
            .start_named("echo", r#""x""#.parse().unwrap())
            .id(id);
        assert_eq!(start.await.unwrap_err().kind(), ErrorKind::InvalidId);
        let start = host.runtime.start(crate::echo("x".to_owned()).id(id));
        assert_eq!(start.await.unwrap_err().kind(), ErrorKind::InvalidId);
    }
}

#[tokio::test]
async fn the_type_of_an_error_is_a_name_of_this_api() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/taken", "3600")
        .await
        .check(202);
    for (path, body, kind) in [
        ("/orchestrators/echo", "{", "InvalidJson"),
        ("/orchestrators/echo", "\u{ff}", "InvalidJson"),
        ("/orchestrators/order", "{}", "InvalidInput"),
        ("/orchestrators/unheard_of", "", "UnknownFunction"),
        ("/orchestrators/echo/@a", "1", "InvalidId"),
        ("/orchestrators/nap/taken", "3600", "InstanceExists"),
    ] {
        let refused = host.post(path, body).await;
        assert_eq!(refused.json["ExceptionType"], kind, "{path} {body}");
        assert!(!refused.text.contains("::"), "{}", refused.text);
    }
}

#[tokio::test]
async fn a_version_is_chosen_in_the_query_and_is_the_highest_otherwise() {
    let host = Host::new().await;
    for (id, query, output) in [
        ("newest", "", "Good morning Ann!"),
        ("empty", "?version=", "Good morning Ann!"),
        ("second", "?version=2", "Good morning Ann!"),
        ("first", "?Version=1", "Hello Ann!"),
    ] {
        let path = format!("/orchestrators/greeting/{id}{query}");
        host.post(&path, "\"Ann\"").await.check(202);
        let ended = host.until(id, "Completed").await;
        assert_eq!(ended.json["output"], output, "{query}");
        // As of Durable Functions: it has no version.
        assert_eq!(ended.json["name"], "greeting");
        assert!(ended.json.get("version").is_none(), "{}", ended.text);
    }
    for query in ["?version=3", "?version=1.0", "?version=latest"] {
        let path = format!("/orchestrators/greeting{query}");
        let refused = host.post(&path, "\"Ann\"").await;
        refused.check_error(400, BAD_ARGUMENT, "there are: version 1, version 2");
        assert_eq!(refused.json["ExceptionType"], "UnknownFunction", "{query}");
    }
    let refused = host.post("/orchestrators/greeting%232", "\"Ann\"").await;
    refused.check_error(400, BAD_ARGUMENT, "no orchestrator named `greeting#2`");
}

#[tokio::test]
async fn an_automatic_id_is_32_hex_digits() {
    let host = Host::new().await;
    let id = host.start("echo", r#""x""#).await;
    assert_eq!(id.len(), 32, "{id}");
    assert!(id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
}

#[tokio::test]
async fn each_prefix_serves_starts_in_any_case_and_with_a_trailing_slash() {
    let host = Host::new().await;
    for path in [
        "/orchestrators/echo",
        "/Orchestrators/echo/",
        "/durabletask/orchestrators/echo",
        "/runtime/webhooks/durabletask/orchestrators/echo/",
        "/Runtime/Webhooks/DurableTask/Orchestrators/echo",
    ] {
        let started = host.post(path, r#""x""#).await;
        started.check(202);
        let link = started.json["statusQueryGetUri"].as_str().unwrap();
        assert!(
            link.contains("/runtime/webhooks/durabletask/instances/"),
            "{link}"
        );
    }
}

#[tokio::test]
async fn a_body_is_json_whatever_it_is_called_and_may_be_empty() {
    let host = Host::new().await;
    for media in [
        "text/plain",
        "application/octet-stream",
        "application/json; charset=utf-8",
    ] {
        let request = host.request(Method::POST, "/orchestrators/echo");
        answer(request.header(CONTENT_TYPE, media).body(r#""x""#))
            .await
            .check(202);
    }
    // As the Python client posts nothing.
    let request = host.request(Method::POST, "/orchestrators/approval");
    let request = request
        .header(CONTENT_TYPE, "application/octet-stream")
        .body("");
    let started = answer(request).await;
    started.check(202);
    let status = host.status(started.json["id"].as_str().unwrap()).await;
    assert_eq!(status.json["input"], json!(null));
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let host = Host::new().await;
    for body in [&b"{"[..], b"tea", b"{} {}", b"\xff\xfe", b"NaN"] {
        let refused = host.post("/orchestrators/echo/bad", body).await;
        refused.check_error(400, "Invalid JSON content", "");
    }
    host.status("bad").await.check_empty(404);
}

#[tokio::test]
async fn an_input_that_was_encoded_twice_is_understood_and_kept_as_it_came() {
    let host = Host::new().await;
    let body = r#""{\"item\": \"tea\", \"count\": 2}""#;
    let id = host.start("order", body).await;
    let status = host.until(&id, "Completed").await;
    assert_eq!(status.json["output"], "2 tea");
    assert_eq!(status.json["input"], r#"{"item": "tea", "count": 2}"#);
}

#[tokio::test]
async fn a_text_that_looks_like_a_number_stays_a_text() {
    let host = Host::new().await;
    let id = host.start("echo", r#""2345""#).await;
    assert_eq!(host.until(&id, "Completed").await.json["output"], "2345");
}

#[tokio::test]
async fn a_field_that_is_missing_misspelt_or_mistyped_is_named() {
    let host = Host::new().await;
    for (body, named) in [
        (r#"{"item": "tea"}"#, "`count`"),
        (r#"{"item": "tea", "count": 2, "gfit": true}"#, "`gfit`"),
        (r#"{"item": "tea", "count": "two"}"#, "`count`"),
        (r#"{"item": "tea", "count": -1}"#, "`count`"),
        ("", "`item`"),
    ] {
        let refused = host.post("/orchestrators/order/o", body).await;
        refused.check_error(400, BAD_ARGUMENT, named);
    }
    host.status("o").await.check_empty(404);
    let id = host.start("order", r#"{"count": 2, "item": "tea"}"#).await;
    assert_eq!(host.until(&id, "Completed").await.json["output"], "2 tea");
}

#[tokio::test]
async fn an_unknown_function_and_a_bad_id_are_refused() {
    let host = Host::new().await;
    host.post("/orchestrators/unheard_of", "")
        .await
        .check_error(400, BAD_ARGUMENT, "`unheard_of`");
    let long = "x".repeat(257);
    for id in ["@a", "a%2Fb", "a%5Cb", "a%3Fb", "a%23b", "a%0Ab", &long] {
        host.post(&format!("/orchestrators/echo/{id}"), r#""x""#)
            .await
            .check_error(400, BAD_ARGUMENT, "can't be an instance id");
    }
}

#[tokio::test]
async fn an_id_is_free_again_when_its_instance_has_ended() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/n", "3600").await.check(202);
    let taken = host.post("/orchestrators/nap/n", "3600").await;
    taken.check(409);
    assert!(taken.json["Message"].is_string());
    host.post(&format!("{WEBHOOKS}/instances/n/terminate"), "")
        .await
        .check(202);
    host.until("n", "Terminated").await;
    host.post("/orchestrators/echo/n", r#""again""#)
        .await
        .check(202);
    assert_eq!(host.until("n", "Completed").await.json["output"], "again");
}

#[tokio::test]
async fn a_client_that_waits_gets_the_bare_output() {
    let host = Host::new().await;
    let done = host
        .post(
            "/orchestrators/echo?timeout=10&pollingInterval=0.1",
            r#""x""#,
        )
        .await;
    done.check(200);
    assert_eq!(done.text, r#""x""#);
    let done = host
        .post("/orchestrators/nap?TIMEOUT=10&PollingInterval=1", "0")
        .await;
    assert_eq!((done.status, done.text.as_str()), (200, "null"));
}

#[tokio::test]
async fn a_client_that_waits_for_a_failure_gets_the_status() {
    let host = Host::new().await;
    let path = "/orchestrators/breakage/b?timeout=10&pollingInterval=1";
    let failed = host.post(path, r#""wheel""#).await;
    failed.check(200);
    assert_eq!(failed.json["runtimeStatus"], "Failed");
    assert_eq!(failed.json["output"], "the wheel broke");
    assert_eq!(failed.json["instanceId"], "b");
}

#[tokio::test]
async fn a_client_that_waits_in_vain_gets_the_links() {
    let host = Host::new().await;
    let begun = Instant::now();
    let late = host
        .post(
            "/orchestrators/nap/n?timeout=0.2&pollingInterval=0.1",
            "3600",
        )
        .await;
    assert!(begun.elapsed() >= Duration::from_millis(200));
    late.check(202);
    assert_eq!(late.json["id"], "n");
    assert_eq!(late.header("retry-after"), "10");
}

#[tokio::test]
async fn an_interval_longer_than_the_timeout_starts_nothing() {
    let host = Host::new().await;
    let refused = host
        .post("/orchestrators/nap/n?timeout=1&pollingInterval=2", "0")
        .await;
    refused.check(400);
    assert!(refused.json["Message"].is_string());
    host.status("n").await.check_empty(404);
}

#[tokio::test]
async fn only_both_of_timeout_and_interval_make_a_client_wait() {
    let host = Host::new().await;
    for query in [
        "timeout=10",
        "pollingInterval=1",
        "timeout=soon&pollingInterval=1",
    ] {
        host.post(&format!("/orchestrators/nap?{query}"), "0")
            .await
            .check(202);
    }
}
