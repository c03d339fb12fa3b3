//! `GET instances/{id}`.

use serde_json::{Value, json};

use crate::host::{Host, WEBHOOKS};

/// `yyyy-MM-ddTHH:mm:ssZ`
#[track_caller]
fn check_time(value: &Value) {
    let digits = value
        .as_str()
        .unwrap()
        .replace(|c: char| c.is_ascii_digit(), "9");
    assert_eq!(digits, "9999-99-99T99:99:99Z");
}

#[tokio::test]
async fn a_running_instance_answers_202_and_where_to_look_again() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/n", "3600").await.check(202);
    host.until("n", "Running").await;
    let path = format!("{WEBHOOKS}/Instances/n?showInput=TRUE&taskHub=x");
    let running = host.get(&path).await;
    running.check(202);
    assert_eq!(running.header("location"), format!("{}{path}", host.url));
    assert_eq!(running.header("retry-after"), "5");
    let mut payload = running.json.clone();
    for time in ["createdTime", "lastUpdatedTime"] {
        check_time(&payload[time]);
        payload[time] = json!("some time");
    }
    assert_eq!(
        payload,
        json!({
            "name": "nap", "instanceId": "n", "runtimeStatus": "Running", "input": 3600,
            "customStatus": "asleep", "output": null,
            "createdTime": "some time", "lastUpdatedTime": "some time",
        })
    );
}

#[tokio::test]
async fn an_instance_that_has_ended_answers_200() {
    let host = Host::new().await;
    let id = host.start("echo", r#""x""#).await;
    let ended = host.until(&id, "Completed").await;
    ended.check(200);
    assert_eq!(ended.json["output"], "x");
    assert!(!ended.headers.contains_key("location"));
    assert!(!ended.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn a_failure_is_a_500_only_when_that_is_asked_for() {
    let host = Host::new().await;
    let id = host.start("breakage", r#""wheel""#).await;
    let failed = host.until(&id, "Failed").await;
    failed.check(200);
    assert_eq!(failed.json["output"], "the wheel broke");
    let path = format!("{WEBHOOKS}/instances/{id}");
    for (query, status) in [
        ("returnInternalServerErrorOnFailure=True", 500),
        ("RETURNINTERNALSERVERERRORONFAILURE=true", 500),
        ("returnInternalServerErrorOnFailure=false", 200),
        ("returnInternalServerErrorOnFailure=perhaps", 200),
    ] {
        let answer = host.get(&format!("{path}?{query}")).await;
        answer.check(status);
        assert_eq!(answer.json, failed.json, "the same payload");
    }
    let id = host.start("echo", r#""x""#).await;
    host.until(&id, "Completed").await;
    host.get(&format!(
        "{WEBHOOKS}/instances/{id}?returnInternalServerErrorOnFailure=true"
    ))
    .await
    .check(200);
}

#[tokio::test]
async fn an_unknown_instance_is_an_empty_404() {
    let host = Host::new().await;
    for id in ["unheard-of", "@counter@a", "a%2Fb", "%FF"] {
        host.status(id).await.check_empty(404);
    }
}

#[tokio::test]
async fn the_input_is_shown_unless_it_is_not_wanted() {
    let host = Host::new().await;
    let id = host.start("echo", r#""x""#).await;
    let path = format!("{WEBHOOKS}/instances/{id}");
    for (query, input) in [
        ("", json!("x")),
        ("?showInput=false", json!(null)),
        ("?SHOWINPUT=False", json!(null)),
        ("?showInput=no", json!("x")),
    ] {
        let answer = host.get(&format!("{path}{query}")).await;
        assert_eq!(answer.json["input"], input, "{query}");
    }
}

#[tokio::test]
async fn an_input_keeps_its_digits() {
    let host = Host::new().await;
    let input = r#""{\"n\": 12345678901234567890123}""#;
    let id = host.start("echo", input).await;
    assert!(host.status(&id).await.text.contains(input));
}

#[tokio::test]
async fn the_history_is_there_when_it_is_asked_for() {
    let host = Host::new().await;
    let id = host.start("greetings", "").await;
    let without = host.until(&id, "Completed").await;
    assert!(without.json.get("historyEvents").is_none());
    let path = format!("{WEBHOOKS}/instances/{id}");

    let rows = host.get(&format!("{path}?showHistory=true")).await.json["historyEvents"].clone();
    let rows = rows.as_array().unwrap();
    let types: Vec<_> = rows
        .iter()
        .map(|row| row["EventType"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "TaskCompleted",
            "TaskCompleted",
            "TimerCreated",
            "TimerFired",
            "ExecutionCompleted",
        ]
    );
    assert_eq!(rows[0]["FunctionName"], "greetings");
    assert_eq!(rows[1]["FunctionName"], "greet");
    assert_eq!(rows[1]["Input"], "Tokyo");
    assert!(rows[1]["ScheduledTime"].as_str() <= rows[1]["Timestamp"].as_str());
    assert!(
        rows[1]["Timestamp"].as_str().unwrap().contains('.'),
        "fractions of a second"
    );
    assert!(rows.iter().all(|row| row.get("Result").is_none()));
    assert_eq!(rows[5]["OrchestrationStatus"], "Completed");

    let query = "showHistory=true&showHistoryOutput=true&showInput=false";
    let rows = host.get(&format!("{path}?{query}")).await.json["historyEvents"].clone();
    assert_eq!(rows[2]["Result"], "Hello Seattle!");
    assert_eq!(rows[5]["Result"], "Hello Tokyo! Hello Seattle!");
    assert!(
        rows.as_array()
            .unwrap()
            .iter()
            .all(|row| row.get("Input").is_none())
    );
}

#[tokio::test]
async fn of_a_large_input_the_history_shows_the_beginning_and_the_status_all() {
    let host = Host::new().await;
    let part = "wheel ".repeat(2000);
    let id = host.start("breakage", &format!("{part:?}")).await;
    host.until(&id, "Failed").await;
    let path = format!("{WEBHOOKS}/instances/{id}?showHistory=true");
    let shown = host.get(&path).await.json;
    assert_eq!(shown["input"], *part);
    let rows = &shown["historyEvents"];
    assert_eq!(rows[0]["Input"], *part);
    let cut = &rows[1]["Input"]["cut"];
    assert!(cut["bytes"].as_u64().unwrap() > 12_000, "{cut}");
    assert!(cut["beginning"].as_str().unwrap().contains("wheel wheel"));
    let rows = host.get(&format!("{path}&showInput=false")).await.json["historyEvents"].clone();
    let mut rows = rows.as_array().unwrap().iter();
    assert!(rows.all(|row| row.get("Input").is_none()));
}

#[tokio::test]
async fn a_failed_activity_tells_its_reason_in_the_history() {
    let host = Host::new().await;
    let id = host.start("breakage", r#""wheel""#).await;
    host.until(&id, "Failed").await;
    let answer = host
        .get(&format!(
            "{WEBHOOKS}/instances/{id}?showHistory=1&showHistory=true"
        ))
        .await;
    assert!(
        answer.json.get("historyEvents").is_none(),
        "the first value counts"
    );
    let answer = host
        .get(&format!("{WEBHOOKS}/instances/{id}?showHistory=true"))
        .await;
    let row = &answer.json["historyEvents"][1];
    assert_eq!(row["EventType"], "TaskFailed");
    assert_eq!(row["FunctionName"], "break_down");
    assert_eq!(row["Reason"], "the wheel broke");
}
