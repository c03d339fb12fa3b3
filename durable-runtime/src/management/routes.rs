//! The table of routes: the handler of each method and path. A new route is a line in [`ROUTES`], and its handler.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::api::Api;
use super::caller::Host;
use super::response::{HandlerResult, Refusal};
use super::routed_request::{Origin, RoutedRequest};
use super::url_query::UrlQuery;
use super::{caller, control, key, list, start, status};

macro_rules! routes {
    ($($method:ident $prefixes:ident $pattern:literal => $handler:path;)*) => {
        &[$(Route {
            method: Method::$method,
            prefixes: $prefixes,
            pattern: $pattern,
            handler: |request| Box::pin($handler(request)),
        }),*]
    };
}

/// The API's paths, under each of their prefixes. A `GET` changes nothing: links to it may come from anywhere.
const ROUTES: &[Route] = routes! {
    POST ROOT "orchestrators/{function}" => start::start;
    POST ROOT "orchestrators/{function}/{id}" => start::start;
    GET PREFIXED "instances" => list::list;
    GET PREFIXED "instances/{id}" => status::show;
    POST PREFIXED "instances/{id}/raiseEvent/{event}" => control::raise_event;
    POST PREFIXED "instances/{id}/terminate" => control::terminate;
    POST PREFIXED "instances/{id}/rewind" => control::rewind;
    POST PREFIXED "instances/{id}/suspend" => control::suspend;
    POST PREFIXED "instances/{id}/resume" => control::resume;
    POST PREFIXED "instances/{id}/restart" => start::restart;
    DELETE PREFIXED "instances/{id}" => control::purge;
    DELETE PREFIXED "instances" => list::purge;
};

/// The prefixes of paths: that of links, and the base that SDKs use for their own calls.
const PREFIXED: &[&[&str]] = &[&["runtime", "webhooks", "durabletask"], &["durabletask"]];

/// The same, and no prefix, as for the `HttpStart` of Durable Functions' samples.
const ROOT: &[&[&str]] = &[PREFIXED[0], PREFIXED[1], &[]];

struct Route {
    method: Method,
    /// Segments; one in braces stands for any segment, which the handler gets by that name.
    pattern: &'static str,
    prefixes: &'static [&'static [&'static str]],
    handler: Handler,
}

type Handler = fn(RoutedRequest) -> Pin<Box<dyn Future<Output = HandlerResult> + Send>>;

type Parameters = Vec<(&'static str, String)>;

impl Route {
    /// The parameters of a path that matches this route. Literal segments match in any case.
    fn parameters(&self, path: &[String]) -> Option<Parameters> {
        self.prefixes
            .iter()
            .find_map(|prefix| self.parameters_after(prefix, path))
    }

    fn parameters_after(&self, prefix: &[&'static str], path: &[String]) -> Option<Parameters> {
        let pattern: Vec<_> = prefix
            .iter()
            .copied()
            .chain(self.pattern.split('/'))
            .collect();
        if pattern.len() != path.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (wanted, segment) in pattern.into_iter().zip(path) {
            match wanted
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) if !segment.is_empty() => parameters.push((name, segment.clone())),
                None if wanted.eq_ignore_ascii_case(segment) => {}
                _ => return None,
            }
        }
        Some(parameters)
    }
}

/// The segments of a path, decoded; a trailing slash is no segment. `None` when one of them isn't UTF-8: no resource
/// has such a name.
fn segments(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/')
        .map(|segment| Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned()))
        .collect()
}

fn find(method: &Method, path: &str) -> Option<(Handler, Parameters)> {
    let path = segments(path)?;
    ROUTES
        .iter()
        .filter(|route| route.method == *method)
        .find_map(|route| Some((route.handler, route.parameters(&path)?)))
}

pub(super) fn router(api: Arc<Api>) -> axum::Router {
    // axum's own routing is case-sensitive and answers a wrong method with 405.
    axum::Router::new().fallback(dispatch).with_state(api)
}

async fn dispatch(
    State(api): State<Arc<Api>>,
    OriginalUri(outer): OriginalUri,
    request: Request,
) -> Response {
    answer(api, &outer, request).await.into_response()
}

async fn answer(api: Arc<Api>, outer: &Uri, request: Request) -> HandlerResult {
    let query = UrlQuery::parse(request.uri().query().unwrap_or_default());
    let (method, headers) = (request.method(), request.headers());
    let host = Host::of(headers, outer)?;
    // Before anything else: a caller without access learns nothing of what exists.
    match api.settings.system_key.as_deref() {
        Some(key) if key::is_given(key, &query, headers) => {}
        Some(_) => return Err(Refusal::empty(StatusCode::UNAUTHORIZED)),
        None => caller::check(&api.settings, method, headers, host.as_ref())?,
    }
    let Some((handler, parameters)) = find(method, request.uri().path()) else {
        return Err(Refusal::empty(StatusCode::NOT_FOUND));
    };
    let origin = Origin::of(headers, host.as_ref(), outer, request.uri());
    let request = RoutedRequest::new(api, origin, outer, query, parameters, request);
    handler(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(method: &Method, path: &str) -> Option<Vec<(&'static str, String)>> {
        find(method, path).map(|(_, parameters)| parameters)
    }

    #[track_caller]
    fn check(method: &Method, path: &str, expected: &[(&'static str, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        assert_eq!(parameters(method, path), Some(expected), "{path}");
    }

    #[test]
    fn paths_are_found_under_each_prefix_and_in_any_case() {
        for path in [
            "/orchestrators/E3_Monitor",
            "/Orchestrators/E3_Monitor/",
            "/durabletask/orchestrators/E3_Monitor",
            "/runtime/webhooks/durabletask/orchestrators/E3_Monitor",
            "/RUNTIME/WebHooks/DurableTask/ORCHESTRATORS/E3_Monitor/",
        ] {
            check(&Method::POST, path, &[("function", "E3_Monitor")]);
        }
        check(
            &Method::POST,
            "/durabletask/Instances/a/RAISEEVENT/Ok",
            &[("id", "a"), ("event", "Ok")],
        );
    }

    #[test]
    fn segments_are_decoded_and_a_plus_in_them_is_a_plus() {
        check(
            &Method::GET,
            "/durabletask/instances/order%2017+%C3%BC%2Fx",
            &[("id", "order 17+ü/x")],
        );
    }

    #[test]
    fn a_path_may_have_no_parameters() {
        check(&Method::GET, "/durabletask/Instances", &[]);
        let path = "/runtime/webhooks/durabletask/instances/";
        check(&Method::GET, path, &[]);
    }

    #[test]
    fn what_is_not_in_the_table_is_not_found() {
        for (method, path) in [
            (Method::GET, "/"),
            (Method::GET, "/orchestrators/E3_Monitor"),
            (Method::HEAD, "/durabletask/instances/a"),
            (Method::POST, "/durabletask/instances/a"),
            (Method::GET, "/durabletask/instances/a/terminate"),
            (Method::GET, "/instances"),
            (Method::PUT, "/durabletask/instances"),
            (Method::GET, "/instances/a"),
            (Method::POST, "/durabletask/instances//terminate"),
            (Method::POST, "/orchestrators/"),
            (Method::POST, "/orchestrators/a/b/c"),
            (Method::GET, "/durabletask/instances/%FF"),
        ] {
            assert_eq!(parameters(&method, path), None, "{method} {path}");
        }
    }
}
