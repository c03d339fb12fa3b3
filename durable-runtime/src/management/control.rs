//! Control of an instance: `raiseEvent`, `terminate`, `suspend`, `resume`, `rewind` and the purge.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::response::{self, HandlerResult, Refusal};
use super::routed_request::RoutedRequest;
use crate::model::error::{Error, ErrorKind};

/// `POST instances/{id}/raiseEvent/{event}`
pub(super) async fn raise_event(mut request: RoutedRequest) -> HandlerResult {
    let payload = if request.says_json() {
        request.json_body().await
    } else {
        Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "Only application/json request content is supported",
        ))
    };
    let instance = request.instance();
    let payload = match payload {
        Ok(payload) => payload,
        // A missing instance is reported before an invalid body.
        Err(refusal) => {
            let status = instance.status().await.map_err(refuse)?;
            return Err(if status.runtime_status.is_ended() {
                Refusal::empty(StatusCode::GONE)
            } else {
                refusal
            });
        }
    };
    let event = request.parameter("event").unwrap_or_default();
    instance
        .raise_event_json(event, payload)
        .await
        .map_err(refuse)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `POST instances/{id}/terminate`
pub(super) async fn terminate(request: RoutedRequest) -> HandlerResult {
    let reason = request.query.get("reason").unwrap_or_default();
    request.instance().terminate(reason).await.map_err(refuse)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `POST instances/{id}/suspend`
pub(super) async fn suspend(request: RoutedRequest) -> HandlerResult {
    let reason = request.query.get("reason").unwrap_or_default();
    request.instance().suspend(reason).await.map_err(refuse)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `POST instances/{id}/resume`
pub(super) async fn resume(request: RoutedRequest) -> HandlerResult {
    let reason = request.query.get("reason").unwrap_or_default();
    request.instance().resume(reason).await.map_err(refuse)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `POST instances/{id}/rewind`
pub(super) async fn rewind(request: RoutedRequest) -> HandlerResult {
    let reason = request.query.get("reason").unwrap_or_default();
    request.instance().rewind(reason).await.map_err(refuse)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `DELETE instances/{id}`
pub(super) async fn purge(request: RoutedRequest) -> HandlerResult {
    request.instance().purge().await.map_err(refuse)?;
    Ok(purged(1))
}

/// The number of purged instances.
pub(super) fn purged(instances: u64) -> Response {
    let body = serde_json::json!({ "instancesDeleted": instances });
    response::json(StatusCode::OK, &body)
}

/// An id that no instance can have is reported as not found.
pub(super) fn refuse(error: Error) -> Refusal {
    match error.kind() {
        ErrorKind::InvalidId => Refusal::empty(StatusCode::NOT_FOUND),
        _ => error.into(),
    }
}
