//! An instance's status: `GET instances/{id}`.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::value::RawValue;

use super::control::refuse;
use super::response::{self, HandlerResult};
use super::routed_request::RoutedRequest;
use super::{history, times};
use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::model::status::{RuntimeStatus, Status};

/// The wait before the next poll of an instance that has not ended.
const RETRY_AFTER_SECONDS: u64 = 5;

/// Answers with the status payload.
pub(super) async fn show(request: RoutedRequest) -> HandlerResult {
    let answers = &request.api.answers;
    answers.bounded(0, || payload(&request)).await
}

async fn payload(request: &RoutedRequest) -> HandlerResult {
    let with_input = request.query.flag("showInput", true);
    let instance = request.instance();
    let status = instance.status().await.map_err(refuse)?;
    let history = if request.query.flag("showHistory", false) {
        let events = instance.history().await.map_err(refuse)?;
        Some(history::rows(
            &events,
            history::Shown {
                inputs: with_input,
                outputs: request.query.flag("showHistoryOutput", false),
            },
        ))
    } else {
        None
    };
    let payload = Payload::new(
        &status,
        Detail {
            with_input,
            history,
        },
    );
    if !status.runtime_status.is_ended() {
        let response = response::json(StatusCode::ACCEPTED, &payload);
        return Ok(response::poll_at(
            response,
            &request.url,
            RETRY_AFTER_SECONDS,
        ));
    }
    let failed = status.runtime_status == RuntimeStatus::Failed;
    let as_error = failed
        && request
            .query
            .flag("returnInternalServerErrorOnFailure", false);
    let code = if as_error {
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::OK
    };
    Ok(response::json(code, &payload))
}

/// The optional parts of a status.
#[derive(Debug)]
pub(super) struct Detail {
    pub(super) with_input: bool,
    pub(super) history: Option<Vec<history::Row>>,
}

impl Default for Detail {
    fn default() -> Self {
        Self {
            with_input: true,
            history: None,
        }
    }
}

/// The status payload of Durable Functions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payload {
    name: String,
    instance_id: String,
    runtime_status: String,
    input: Option<Box<RawValue>>,
    custom_status: Option<Box<RawValue>>,
    output: Option<Box<RawValue>>,
    created_time: String,
    last_updated_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    history_events: Option<Vec<history::Row>>,
    /// Fields that Durable Functions' payload doesn't have. They are present only with a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<ShownFailure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked: Option<String>,
}

/// The parts of a failure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownFailure {
    message: String,
    type_name: String,
    sources: Vec<String>,
    data: Option<Box<RawValue>>,
    terminal: bool,
}

impl From<&Failure> for ShownFailure {
    fn from(failure: &Failure) -> Self {
        Self {
            message: failure.message().to_owned(),
            type_name: failure.type_name().to_owned(),
            sources: failure.sources().map(str::to_owned).collect(),
            // Any data is a `Json`.
            data: failure.data().unwrap_or_default().as_ref().and_then(raw),
            terminal: failure.is_terminal(),
        }
    }
}

impl Payload {
    pub(super) fn new(status: &Status, detail: Detail) -> Self {
        let blocked = status
            .blocked
            .as_deref()
            .filter(|_| !status.runtime_status.is_ended());
        let output = match &status.failure {
            // The sources of a failure are what a person needs to find its cause.
            Some(failure) => text(&format!("{failure:#}")),
            None => status.output.as_ref().and_then(raw),
        };
        Self {
            name: status.name.clone(),
            instance_id: status.id.to_string(),
            runtime_status: match blocked {
                Some(_) => RuntimeStatus::Suspended,
                None => status.runtime_status,
            }
            .to_string(),
            input: detail.with_input.then(|| raw(&status.input)).flatten(),
            custom_status: status
                .custom_status
                .as_ref()
                .and_then(raw)
                .or_else(|| blocked.and_then(text)),
            output,
            created_time: times::seconds(status.created),
            last_updated_time: times::seconds(status.last_updated),
            history_events: detail.history,
            failure: status.failure.as_ref().map(ShownFailure::from),
            blocked: blocked.map(str::to_owned),
        }
    }
}

/// JSON as it stands: numbers keep their digits and objects their order.
pub(super) fn raw(json: &Json) -> Option<Box<RawValue>> {
    RawValue::from_string(json.as_str().to_owned()).ok()
}

/// A text, as JSON.
pub(super) fn text(text: &str) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(text).ok()
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use serde_json::{Value, json};

    use super::*;

    fn status(runtime_status: RuntimeStatus) -> Status {
        Status {
            name: "E3_Monitor".into(),
            version: Some("2".into()),
            id: "a".parse().unwrap(),
            runtime_status,
            input: r#"{"b": 1.50, "a": 2}"#.parse().unwrap(),
            output: None,
            custom_status: None,
            created: SystemTime::UNIX_EPOCH,
            last_updated: SystemTime::UNIX_EPOCH,
            failure: None,
            blocked: None,
            suspended: None,
            tags: std::collections::BTreeMap::new(),
            parent: None,
        }
    }

    fn payload(status: &Status) -> Value {
        serde_json::to_value(Payload::new(status, Detail::default())).unwrap()
    }

    #[test]
    fn the_fields_stand_in_their_order_and_json_as_it_came() {
        let payload = Payload::new(&status(RuntimeStatus::Running), Detail::default());
        assert_eq!(
            serde_json::to_string(&payload).unwrap(),
            concat!(
                r#"{"name":"E3_Monitor","instanceId":"a","runtimeStatus":"Running","#,
                r#""input":{"b": 1.50, "a": 2},"customStatus":null,"output":null,"#,
                r#""createdTime":"1970-01-01T00:00:00Z","lastUpdatedTime":"1970-01-01T00:00:00Z"}"#,
            )
        );
    }

    #[test]
    fn a_blocked_instance_reads_as_suspended_and_says_why() {
        let mut blocked = status(RuntimeStatus::Running);
        blocked.blocked = Some("the function is gone".into());
        let shown = payload(&blocked);
        assert_eq!(shown["runtimeStatus"], "Suspended");
        assert_eq!(shown["customStatus"], "the function is gone");

        blocked.custom_status = Some(r#""halfway""#.parse().unwrap());
        let shown = payload(&blocked);
        assert_eq!(shown["runtimeStatus"], "Suspended");
        assert_eq!(
            shown["customStatus"], "halfway",
            "what the function set stays"
        );
        assert_eq!(shown["blocked"], "the function is gone");

        blocked.runtime_status = RuntimeStatus::Terminated;
        let shown = payload(&blocked);
        assert_eq!(shown["runtimeStatus"], "Terminated");
        assert!(shown.get("blocked").is_none());
    }

    #[test]
    fn a_failure_is_told_with_its_sources_and_its_data() {
        let mut failed = status(RuntimeStatus::Failed);
        failed.output = Some(r#""no order was made""#.parse().unwrap());
        let failure = Failure::terminal("declined").with_data(&json!({"left": 50}));
        failed.failure = Some(failure.unwrap().context("no order was made"));
        let shown = payload(&failed);
        assert_eq!(shown["output"], "no order was made: declined");
        assert_eq!(
            shown["failure"],
            json!({
                "message": "no order was made",
                "typeName": "durable_runtime::failure::Failure",
                "sources": ["declined"],
                "data": {"left": 50},
                "terminal": true,
            })
        );
        assert!(shown.get("blocked").is_none());
    }
}
