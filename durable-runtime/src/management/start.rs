//! Starting an instance: `POST orchestrators/{function}/{id?}` and `POST instances/{id}/restart`.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::api::Api;
use super::response::{self, HandlerResult, Refusal};
use super::routed_request::RoutedRequest;
use super::url_query::UrlQuery;
use super::{links, status};
use crate::client::instance::Instance;
use crate::model::error::ErrorKind;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::model::status::RuntimeStatus;

/// Starts an instance and answers with its links, or with its outcome if the client wants to wait.
pub(super) async fn start(mut request: RoutedRequest) -> HandlerResult {
    // It is parsed before the start: a refused request has had no effect.
    patience(&request.query)?;
    let input = request.json_body().await?;
    let function = request.parameter("function").unwrap_or_default();
    let start = request.api.runtime.start_named(function, input);
    let mut start = start.if_exists(IfExists::ReplaceEnded);
    if let Some(version) = version(&request.query) {
        start = start.version(version);
    }
    if let Some(id) = request.parameter("id") {
        start = start.id(id);
    }
    let instance = start.await?;
    started(request, instance).await
}

/// `POST instances/{id}/restart`
pub(super) async fn restart(request: RoutedRequest) -> HandlerResult {
    patience(&request.query)?;
    let instance = request.instance();
    let restarted = if request.query.flag("restartWithNewInstanceId", true) {
        instance.restart().await
    } else {
        instance.restart_in_place().await
    };
    let restarted = restarted.map_err(|error| match error.kind() {
        ErrorKind::InstanceNotFound | ErrorKind::InvalidId => {
            let id = request.parameter("id").unwrap_or_default();
            let text = format!("No instance with ID '{id}' was found");
            Refusal::new(StatusCode::BAD_REQUEST, text)
        }
        _ => error.into(),
    })?;
    started(request, restarted).await
}

/// Answers with the links of an instance that the request has started, or with its outcome if the client wants to wait.
async fn started(request: RoutedRequest, instance: Instance<Json>) -> HandlerResult {
    if let Some(patience) = patience(&request.query)?
        && let Some(outcome) = outcome(&request.api, &instance, patience).await
        && let Some(outcome) = request.api.answers.admitted(outcome).await
    {
        return Ok(outcome);
    }
    let id = instance.id().as_str();
    Ok(links::accepted(&request.origin, &request.api.settings, id))
}

/// The version that the client chooses; `None` when it leaves that to the program.
fn version(query: &UrlQuery) -> Option<&str> {
    query.get("version").filter(|version| !version.is_empty())
}

/// The time for which the client waits for the outcome; `None` when it doesn't.
fn patience(query: &UrlQuery) -> Result<Option<Duration>, Refusal> {
    let (Some(timeout), Some(interval)) =
        (query.seconds("timeout"), query.seconds("pollingInterval"))
    else {
        return Ok(None);
    };
    // Nothing is polled here; the interval is only checked against the rule that clients know.
    if interval > timeout {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            format!(
                "Total timeout {} should be bigger than retry timeout {}",
                timeout.as_secs_f64(),
                interval.as_secs_f64()
            ),
        ));
    }
    Ok(Some(timeout))
}

/// The instance's outcome; `None` when there is none in time.
async fn outcome(api: &Api, instance: &Instance<Json>, patience: Duration) -> Option<Response> {
    // Waiting clients hold their connections. When there are many of them, the next one gets the links at once.
    let _room = api.waiting.try_acquire().ok()?;
    tokio::select! {
        // The status gives the reason of its end.
        _ = instance.result() => {}
        () = tokio::time::sleep(patience) => {}
        () = api.closing() => {}
    }
    let status = instance.status().await.ok()?;
    match status.runtime_status {
        RuntimeStatus::Completed => {
            let output = status.output.as_ref().map_or("null", Json::as_str);
            Some(response::raw_json(StatusCode::OK, output.to_owned()))
        }
        ended if ended.is_ended() => {
            let payload = status::Payload::new(&status, status::Detail::default());
            Some(response::json(StatusCode::OK, &payload))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, seconds: Option<u64>) {
        let waits = patience(&UrlQuery::parse(query)).unwrap();
        assert_eq!(waits, seconds.map(Duration::from_secs), "{query}");
    }

    #[test]
    fn a_client_waits_when_it_says_for_how_long_and_how_often() {
        check("timeout=1&pollingInterval=0.5", Some(1));
        check("TIMEOUT=1&pollinginterval=1", Some(1));
        check("timeout=1", None);
        check("pollingInterval=1", None);
        check("timeout=soon&pollingInterval=1", None);
    }

    #[test]
    fn an_empty_version_is_none() {
        for (query, chosen) in [
            ("", None),
            ("version=", None),
            ("Version=2.10", Some("2.10")),
        ] {
            assert_eq!(version(&UrlQuery::parse(query)), chosen, "{query}");
        }
    }

    #[test]
    fn an_interval_longer_than_the_timeout_is_refused() {
        assert!(patience(&UrlQuery::parse("timeout=1&pollingInterval=2")).is_err());
    }
}
