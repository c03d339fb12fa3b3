//! The instances that meet a filter: `GET instances` shows them page by page, and `DELETE instances` purges them.

use axum::http::{HeaderName, HeaderValue, StatusCode};

use super::response::{self, HandlerResult, Refusal};
use super::routed_request::RoutedRequest;
use super::status::{Detail, Payload};
use super::url_query::UrlQuery;
use super::{control, times};
use crate::client::page_token::PageToken;
use crate::client::pages::BYTES_MAX;
use crate::model::error::ErrorKind;
use crate::model::filter::InstanceFilter;
use crate::model::status::RuntimeStatus;

/// The header with the place where a page begins, and in an answer the one where the next page does.
const CONTINUATION: HeaderName = HeaderName::from_static("x-ms-continuation-token");

/// The number of instances of a page, unless it is given, and the largest one.
const TOP: usize = 100;
const TOP_MAX: usize = 1000;

/// Answers with a page of status payloads.
pub(super) async fn list(request: RoutedRequest) -> HandlerResult {
    let answers = &request.api.answers;
    answers.bounded(BYTES_MAX, || page(&request)).await
}

async fn page(request: &RoutedRequest) -> HandlerResult {
    let with_input = request.query.flag("showInput", true);
    let mut query = request
        .api
        .runtime
        .query(filter(&request.query))
        .page_size(top(&request.query));
    if !with_input {
        query = query.without_inputs();
    }
    if let Some(token) = token(request)? {
        query = query.after(token);
    }
    // Nothing else of a query can be wrong.
    let page = query.page().await.map_err(|error| match error.kind() {
        ErrorKind::InvalidInput => bad_token(&error),
        _ => error.into(),
    })?;
    let detail = || Detail {
        with_input,
        history: None,
    };
    let payloads: Vec<Payload> = (page.instances.iter())
        .map(|status| Payload::new(status, detail()))
        .collect();
    let mut response = response::json(StatusCode::OK, &payloads);
    // A token is letters, digits and dots.
    let next = page.next.map(|token| token.to_string()).unwrap_or_default();
    let next = HeaderValue::from_str(&next).unwrap_or(HeaderValue::from_static(""));
    response.headers_mut().insert(CONTINUATION, next);
    Ok(response)
}

/// Purges the ended instances that meet the filter, up to those that were started just now.
pub(super) async fn purge(request: RoutedRequest) -> HandlerResult {
    check_whole(&request.query)?;
    let filter = filter(&request.query);
    match request.api.runtime.purge(filter).await? {
        0 => Err(Refusal::empty(StatusCode::NOT_FOUND)),
        purged => Ok(control::purged(purged)),
    }
}

/// Checks that nothing in the filter of a purge is ignored, as it is in that of a list: everything would be purged by
/// mistake.
fn check_whole(query: &UrlQuery) -> Result<(), Refusal> {
    let refused = |message: String| Err(Refusal::new(StatusCode::BAD_REQUEST, message));
    let is_time = |text: &str| times::is_time(text.trim());
    if !query.get("createdTimeFrom").is_some_and(is_time) {
        return refused("Please provide value for 'createdTimeFrom' parameter.".to_owned());
    }
    if let Some(to) = query.get("createdTimeTo").filter(|to| !is_time(to)) {
        return refused(format!(
            "The 'createdTimeTo' parameter is no time: `{to}`. Leave it out to purge up to now."
        ));
    }
    for status in statuses(query) {
        if let Err(error) = status.parse::<RuntimeStatus>() {
            return refused(format!(
                "The 'runtimeStatus' parameter is not valid: {error}"
            ));
        }
    }
    Ok(())
}

/// The texts that stand for statuses.
fn statuses(query: &UrlQuery) -> impl Iterator<Item = &str> {
    let given = query.all("runtimeStatus");
    given.flat_map(|names| names.split(',')).map(str::trim)
}

fn filter(query: &UrlQuery) -> InstanceFilter {
    let mut filter = InstanceFilter::new();
    if let Some(from) = query.time("createdTimeFrom") {
        filter = filter.created_from(from);
    }
    if let Some(to) = query.time("createdTimeTo") {
        filter = filter.created_to(to);
    }
    for status in statuses(query) {
        if let Ok(status) = status.parse() {
            filter = filter.status(status);
        }
    }
    match query.get("instanceIdPrefix") {
        None | Some("") => filter,
        Some(prefix) => filter.id_prefix(prefix),
    }
}

fn top(query: &UrlQuery) -> usize {
    let given = query.get("top").and_then(|top| top.trim().parse().ok());
    let top: u64 = given.unwrap_or_default();
    match usize::try_from(top).unwrap_or(TOP_MAX) {
        0 => TOP,
        top => top.min(TOP_MAX),
    }
}

/// The place where the page begins; `None` for the first one.
fn token(request: &RoutedRequest) -> Result<Option<PageToken>, Refusal> {
    let Some(value) = request.header(&CONTINUATION) else {
        return Ok(None);
    };
    // What isn't text is no token either.
    match value.to_str().unwrap_or("?").trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|error| bad_token(&error)),
    }
}

fn bad_token<E: std::error::Error>(error: &E) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        format!("The header {CONTINUATION} is not valid: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_page_falls_back_to_its_default() {
        for (query, expected) in [
            ("", 100),
            ("top=7", 7),
            ("TOP=+7+", 7),
            ("top=1000", 1000),
            ("top=1001", 1000),
            ("top=18446744073709551615", 1000),
            ("top=0", 100),
            ("top=-1", 100),
            ("top=many", 100),
            ("top=", 100),
        ] {
            assert_eq!(top(&UrlQuery::parse(query)), expected, "{query}");
        }
    }

    #[test]
    fn statuses_are_read_in_any_form_and_unknown_ones_ignored() {
        let failed = || InstanceFilter::new().status(RuntimeStatus::Failed);
        let running = || failed().status(RuntimeStatus::Running);
        for (query, expected) in [
            ("", InstanceFilter::new()),
            ("runtimeStatus=", InstanceFilter::new()),
            ("runtimeStatus=Unheard", InstanceFilter::new()),
            ("runtimeStatus=Failed", failed()),
            ("RUNTIMESTATUS=failed,Unheard", failed()),
            ("runtimeStatus=Failed,Running", running()),
            ("runtimeStatus=Failed%2C+Running", running()),
            (
                "runtimeStatus=Failed&runtimestatus=Running,Failed",
                running(),
            ),
        ] {
            assert_eq!(filter(&UrlQuery::parse(query)), expected, "{query}");
        }
    }
}
