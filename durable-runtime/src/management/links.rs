//! The 202 that answers a start: links to all operations on the instance. Only served routes are linked: a new route
//! brings its link with it.

use axum::http::StatusCode;
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::api::Settings;
use super::response;
use super::routed_request::Origin;

/// The path that links point to.
const WEBHOOKS: &str = "/runtime/webhooks/durabletask";

/// The wait before the first poll of a new instance.
const RETRY_AFTER_SECONDS: u64 = 10;

/// The characters that RFC 3986 leaves unencoded everywhere in a URL.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The body, in the order in which Durable Functions writes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Links {
    id: String,
    status_query_get_uri: String,
    send_event_post_uri: String,
    terminate_post_uri: String,
    purge_history_delete_uri: String,
    restart_post_uri: String,
    suspend_post_uri: String,
    resume_post_uri: String,
    rewind_post_uri: String,
}

impl Links {
    fn new(origin: &Origin, settings: &Settings, id: &str) -> Self {
        let instance = format!(
            "{}{WEBHOOKS}/instances/{}",
            origin.base(),
            utf8_percent_encode(id, ENCODED)
        );
        let common = format!(
            "taskHub={}&connection={}&code={}",
            utf8_percent_encode(&settings.task_hub, ENCODED),
            utf8_percent_encode(&settings.connection, ENCODED),
            utf8_percent_encode(settings.system_key.as_deref().unwrap_or_default(), ENCODED),
        );
        // `{eventName}` and `{text}` are literal in the links, for clients to fill in.
        let plain = |action: &str| format!("{instance}{action}?{common}");
        let reasoned = |action: &str| format!("{instance}{action}?reason={{text}}&{common}");
        Self {
            id: id.to_owned(),
            status_query_get_uri: plain(""),
            send_event_post_uri: plain("/raiseEvent/{eventName}"),
            terminate_post_uri: reasoned("/terminate"),
            purge_history_delete_uri: plain(""),
            restart_post_uri: plain("/restart"),
            suspend_post_uri: reasoned("/suspend"),
            resume_post_uri: reasoned("/resume"),
            rewind_post_uri: reasoned("/rewind"),
        }
    }
}

/// 202 with the links of instance `id`.
pub(super) fn accepted(origin: &Origin, settings: &Settings, id: &str) -> Response {
    let links = Links::new(origin, settings, id);
    let response = response::json(StatusCode::ACCEPTED, &links);
    response::poll_at(response, &links.status_query_get_uri, RETRY_AFTER_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(id: &str, key: Option<&str>) -> serde_json::Value {
        let settings = Settings {
            system_key: key.map(str::to_owned),
            task_hub: "Hub".into(),
            connection: "Storage".into(),
            ..Settings::default()
        };
        let origin = Origin::new("http", "host:7071", "");
        serde_json::to_value(Links::new(&origin, &settings, id)).unwrap()
    }

    #[test]
    fn the_links_are_those_of_durable_functions() {
        let instance = "http://host:7071/runtime/webhooks/durabletask/instances/abc";
        let end = "taskHub=Hub&connection=Storage&code=k";
        assert_eq!(
            links("abc", Some("k")),
            serde_json::json!({
                "id": "abc",
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
    }

    #[test]
    fn ids_and_keys_are_encoded_so_that_the_links_work() {
        let links = links("order 17%&ü", Some("a+b/c=="));
        let status = links["statusQueryGetUri"].as_str().unwrap();
        assert!(
            status.contains("/instances/order%2017%25%26%C3%BC?"),
            "{status}"
        );
        assert!(status.ends_with("&code=a%2Bb%2Fc%3D%3D"), "{status}");
    }
}
