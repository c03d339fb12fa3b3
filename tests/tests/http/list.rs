//! `GET instances`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::host::{Answer, Host, WEBHOOKS, answer};

const CONTINUATION: &str = "x-ms-continuation-token";

/// A host with instances that have ended, that run, and that have failed.
async fn with_some() -> Host {
    let host = Host::new().await;
    for id in ["order-1", "order-2", "bill-1"] {
        let path = format!("/orchestrators/echo/{id}");
        host.post(&path, format!("{id:?}")).await.check(202);
        host.until(id, "Completed").await;
    }
    host.post("/orchestrators/nap/order-3", "3600")
        .await
        .check(202);
    host.until("order-3", "Running").await;
    host.post("/orchestrators/breakage/bill-2", r#""wheel""#)
        .await
        .check(202);
    host.until("bill-2", "Failed").await;
    host
}

async fn list(host: &Host, query: &str) -> Answer {
    let answer = host.get(&format!("{WEBHOOKS}/instances{query}")).await;
    answer.check(200);
    answer
}

fn ids(answer: &Answer) -> Vec<&str> {
    let instances = answer.json.as_array().unwrap().iter();
    instances
        .map(|instance| instance["instanceId"].as_str().unwrap())
        .collect()
}

/// The page after the one with this header.
async fn page(host: &Host, query: &str, token: &str) -> Answer {
    let path = format!("{WEBHOOKS}/instances{query}");
    let request = host.request(reqwest::Method::GET, &path);
    answer(request.header(CONTINUATION, token)).await
}

#[tokio::test]
async fn instances_are_listed_from_the_youngest_on_with_their_status_payloads() {
    let host = with_some().await;
    let all = list(&host, "").await;
    assert_eq!(
        ids(&all),
        ["bill-2", "order-3", "bill-1", "order-2", "order-1"]
    );
    assert_eq!(all.header(CONTINUATION), "");
    for id in ids(&all) {
        let shown = host.status(id).await.json;
        let listed = all.json.as_array().unwrap().iter();
        let mut listed = listed.filter(|instance| instance["instanceId"] == id);
        assert_eq!(listed.next(), Some(&shown), "the same payload");
    }
    for path in [
        "/durabletask/Instances",
        "/durabletask/instances/?taskHub=x&code=",
    ] {
        assert_eq!(host.get(path).await.check(200).json, all.json);
    }
}

#[tokio::test]
async fn a_host_without_instances_answers_with_an_empty_array() {
    let host = Host::new().await;
    let none = list(&host, "").await;
    assert_eq!(none.json, json!([]));
    assert_eq!(none.header(CONTINUATION), "");
}

#[tokio::test]
async fn the_list_is_filtered_by_statuses_and_prefix() {
    let host = with_some().await;
    let everything = vec!["bill-2", "order-3", "bill-1", "order-2", "order-1"];
    for (query, expected) in [
        ("runtimeStatus=Failed", vec!["bill-2"]),
        ("RuntimeStatus=failed", vec!["bill-2"]),
        ("runtimeStatus=Failed,Running", vec!["bill-2", "order-3"]),
        (
            "runtimeStatus=Failed&runtimeStatus=Running",
            vec!["bill-2", "order-3"],
        ),
        ("runtimeStatus=Unheard,Failed", vec!["bill-2"]),
        ("runtimeStatus=Unheard", everything.clone()),
        ("runtimeStatus=Terminated", vec![]),
        (
            "instanceIdPrefix=order-",
            vec!["order-1", "order-2", "order-3"],
        ),
        ("instanceidprefix=bill", vec!["bill-1", "bill-2"]),
        (
            "instanceIdPrefix=bill&runtimeStatus=Completed",
            vec!["bill-1"],
        ),
        ("instanceIdPrefix=unheard", vec![]),
        ("instanceIdPrefix=", everything.clone()),
        ("unheard=of", everything),
    ] {
        assert_eq!(
            ids(&list(&host, &format!("?{query}")).await),
            expected,
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_list_is_filtered_by_the_time_of_the_start() {
    let host = with_some().await;
    let all = list(&host, "").await;
    let (none, mut every) = (Vec::new(), ids(&all));
    let tomorrow = "2999-01-01T00:00:00.000000Z";
    for (query, expected) in [
        (format!("createdTimeFrom={tomorrow}"), &none),
        (format!("createdTimeTo={tomorrow}"), &every),
        (
            "createdTimeFrom=0001-01-01T00:00:00.000000Z".to_owned(),
            &every,
        ),
        (
            "createdTimeFrom=0001-01-01T00:00:00Z&createdTimeTo=0001-01-01T00:00:00Z".to_owned(),
            &every,
        ),
        ("createdTimeFrom=2001-01-01T00:00:00Z".to_owned(), &every),
        (
            "createdTimeFrom=2001-01-01T00:00:00%2B02:00".to_owned(),
            &every,
        ),
        (
            "createdTimeFrom=2001-01-01T00:00:00+02:00".to_owned(),
            &every,
        ),
        ("createdTimeTo=2001-01-01T00:00:00.5Z".to_owned(), &none),
        (
            "createdTimeFrom=yesterday&createdTimeTo=".to_owned(),
            &every,
        ),
    ] {
        assert_eq!(
            &ids(&list(&host, &format!("?{query}")).await),
            expected,
            "{query}"
        );
    }
    // The time at which one of them was started, in all its digits.
    let second = host.runtime.instance("order-2").status().await.unwrap();
    let second = serde_json::to_value(&second).unwrap();
    let at = second["created"].as_str().unwrap();
    every.truncate(4);
    let from = list(&host, &format!("?createdTimeFrom={at}")).await;
    assert_eq!(ids(&from), every);
    let to = list(&host, &format!("?createdTimeTo={at}")).await;
    assert_eq!(ids(&to), ["order-2", "order-1"]);
    let both = list(&host, &format!("?createdTimeFrom={at}&createdTimeTo={at}")).await;
    assert_eq!(ids(&both), ["order-2"]);
}

#[tokio::test]
async fn inputs_are_shown_unless_they_are_not_wanted() {
    let host = with_some().await;
    for (query, shown) in [
        ("", true),
        ("?showInput=True", true),
        ("?showInput=no", true),
        ("?showInput=false", false),
        ("?SHOWINPUT=False", false),
    ] {
        let all = list(&host, query).await;
        let mut inputs = all.json.as_array().unwrap().iter().map(|one| &one["input"]);
        assert!(
            inputs.all(|input| (*input != Value::Null) == shown),
            "{query}"
        );
    }
}

#[tokio::test]
async fn pages_follow_each_other_until_the_token_is_empty() {
    let host = with_some().await;
    let all = list(&host, "").await;
    for (query, all) in [
        ("?top=2", ids(&all)),
        ("?top=1", ids(&all)),
        ("?top=5", ids(&all)),
        (
            "?top=1&instanceIdPrefix=order",
            vec!["order-1", "order-2", "order-3"],
        ),
        (
            "?top=2&runtimeStatus=Completed",
            vec!["bill-1", "order-2", "order-1"],
        ),
    ] {
        let (mut found, mut token) = (Vec::new(), String::new());
        loop {
            let page = page(&host, query, &token).await;
            page.check(200);
            assert!(ids(&page).len() <= 5);
            found.extend(ids(&page).into_iter().map(str::to_owned));
            page.header(CONTINUATION).clone_into(&mut token);
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(found, all, "{query}");
    }
    let first = list(&host, "?top=2").await;
    assert_eq!(ids(&first), ["bill-2", "order-3"]);
    // Another instance is started between two pages, and one ends.
    host.post("/orchestrators/nap/bill-3", "3600")
        .await
        .check(202);
    host.runtime
        .instance("order-3")
        .terminate("enough")
        .await
        .unwrap();
    let second = page(&host, "?top=2", first.header(CONTINUATION)).await;
    assert_eq!(ids(&second), ["bill-1", "order-2"]);
}

#[tokio::test]
async fn a_page_has_a_hundred_instances_unless_it_is_said() {
    let host = Host::new().await;
    let calls = (0..1002).map(|n| crate::echo(n.to_string()));
    host.runtime.start_many(calls).await.unwrap();
    for (query, count) in [
        ("", 100),
        ("?top=some", 100),
        ("?top=-3", 100),
        ("?top=0", 100),
        ("?top=101", 101),
        ("?TOP=5000", 1000),
    ] {
        let page = list(&host, query).await;
        let different: BTreeSet<_> = ids(&page).into_iter().collect();
        assert_eq!(different.len(), count, "{query}");
        assert_ne!(page.header(CONTINUATION), "", "{query}");
    }
}

#[tokio::test]
async fn pages_of_large_instances_end_early_and_lead_to_all() {
    const LARGE: usize = 2_000_000;
    let host = Host::new().await;
    let text = format!("\"{}\"", "x".repeat(LARGE));
    // The output of each is as large as its input.
    for number in 0..6 {
        let path = format!("/orchestrators/echo/large-{number}");
        host.post(&path, text.clone()).await.check(202);
        host.until(&format!("large-{number}"), "Completed").await;
    }
    for (query, bytes_max, pages_min) in [
        ("?top=1000", 13_000_000, 2),
        ("?instanceIdPrefix=large", 13_000_000, 2),
        ("?showInput=false", 11_000_000, 2),
    ] {
        let (mut found, mut token, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = page(&host, query, &token).await;
            page.check(200);
            assert!(page.text.len() < bytes_max, "{query}: {}", page.text.len());
            found.extend(ids(&page).into_iter().map(str::to_owned));
            pages += 1;
            page.header(CONTINUATION).clone_into(&mut token);
            if token.is_empty() {
                break;
            }
        }
        assert!(pages >= pages_min, "{query}: {pages}");
        let different: BTreeSet<_> = found.iter().collect();
        assert_eq!((found.len(), different.len()), (6, 6), "{query}");
    }
}

#[tokio::test]
async fn a_bad_token_is_a_400_that_names_the_header() {
    let host = with_some().await;
    let by_time = list(&host, "?top=1").await;
    let by_id = list(&host, "?top=1&instanceIdPrefix=order").await;
    for (query, token) in [
        ("", "unheard of"),
        ("", "t1"),
        ("", "\u{fc}"),
        ("", by_id.header(CONTINUATION)),
        ("?instanceIdPrefix=order", by_time.header(CONTINUATION)),
    ] {
        let refused = page(&host, query, token).await;
        refused.check(400);
        let message = refused.json["Message"].as_str().unwrap();
        assert!(message.contains(CONTINUATION), "{message}");
    }
}

#[tokio::test]
async fn a_list_needs_the_key_as_all_else_does() {
    let host = Host::with(|http| http.system_key("secret")).await;
    host.get(&format!("{WEBHOOKS}/instances"))
        .await
        .check_empty(401);
    list(&host, "?code=secret").await;
}

/// What `DELETE instances` answers.
async fn purge(host: &Host, query: &str) -> Answer {
    let path = format!("{WEBHOOKS}/instances{query}");
    answer(host.request(reqwest::Method::DELETE, &path)).await
}

#[tokio::test]
async fn ended_instances_are_purged_by_a_filter() {
    let host = with_some().await;
    for query in [
        "",
        "?runtimeStatus=Completed",
        "?createdTimeFrom=",
        "?createdTimeFrom=soon",
    ] {
        let refused = purge(&host, query).await;
        refused.check(400);
        let message = refused.json["Message"].as_str().unwrap();
        assert!(message.contains("createdTimeFrom"), "{message}");
    }
    let all = "?createdTimeFrom=0001-01-01T00:00:00.000000Z";
    // Without the part that can't be read, each of these would purge everything.
    for (field, value) in [
        ("createdTimeTo", "yesterday"),
        ("createdTimeTo", ""),
        ("createdTimeTo", "2020-13-01T00:00:00Z"),
        ("runtimeStatus", "Bogus"),
        ("runtimeStatus", "Completed,Bogus"),
        ("runtimeStatus", "Failed&runtimeStatus=Bogus"),
        ("runtimeStatus", ""),
    ] {
        let refused = purge(&host, &format!("{all}&{field}={value}")).await;
        refused.check(400);
        let message = refused.json["Message"].as_str().unwrap();
        assert!(message.contains(field), "{field}={value}: {message}");
    }
    for none in [
        format!("{all}&createdTimeTo=2020-01-01T00:00:00Z"),
        format!("{all}&runtimeStatus=Running,Pending"),
        "?createdTimeFrom=2999-01-01T00:00:00Z".to_owned(),
    ] {
        purge(&host, &none).await.check_empty(404);
    }
    assert_eq!(ids(&list(&host, "").await).len(), 5);
    let failed = purge(&host, &format!("{all}&runtimeStatus=Failed")).await;
    failed.check(200);
    assert_eq!(failed.json, json!({"instancesDeleted": 1}));
    let orders = purge(&host, &format!("{all}&instanceIdPrefix=order-")).await;
    assert_eq!(orders.json, json!({"instancesDeleted": 2}));
    // The instance that runs stays.
    assert_eq!(ids(&list(&host, "").await), ["order-3", "bill-1"]);
    let rest = purge(&host, all).await;
    assert_eq!(rest.json, json!({"instancesDeleted": 1}));
    purge(&host, all).await.check_empty(404);
}
